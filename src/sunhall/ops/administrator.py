"""`sunhall administrator add LOGIN`: the first administrator of a house, who makes everybody else on her pages.

What is not given is asked at a terminal; without one, what is missing is named. Asked twice, it changes nothing.
"""

import argparse
import sys
from collections.abc import Sequence
from typing import Any, Final

from sunhall.kernel import clock
from sunhall.kernel.refused import Refused
from sunhall.ops.say import Failed, answer

OFFICE, HALL = "government-services", "main"  # codes of what an empty house is given, unless told otherwise
WHY: Final = {
    "bad_login": "A login has 3 to 60 letters, digits, “.”, “-” or “_”, a letter or digit first: not {login!r}.",
    "bad_code": "A code has at most 32 letters, digits, “-” or “_”: not {name!r}.",
    "name_missing": "Her name and badge are needed: --name and --badge.",
    "no_such_login": "Nobody signs in as {login}. Leave out --new-password to make the account.",
    "officer_inactive": "The account {login} is closed. Another administrator can open it; or choose another login.",
    "already_there": "That badge is another officer's in this authority. Give another with --badge.",
    "power_overlaps": "The power to administer is given to her already, for a time that has not begun.",
}


def parser() -> argparse.ArgumentParser:
    """The parser, also for the page of commands."""
    top = argparse.ArgumentParser(prog="sunhall administrator", description=__doc__.split("\n\n")[0])
    commands = top.add_subparsers(required=True, metavar="command")
    add = commands.add_parser("add", help="let somebody administer; on an empty house make her office and hall too")
    add.add_argument("login", help="what she signs in with")
    add.add_argument("--name", help="her name")
    add.add_argument("--name-en", default="", help="her name on English pages")
    add.add_argument("--badge", help="number of her staff certificate")
    add.add_argument("--authority", metavar="CODE", help=f"code of her authority (default on an empty house: {OFFICE})")
    add.add_argument("--authority-name", metavar="NAME", help="its name in Chinese, where it is to be made")
    add.add_argument("--authority-name-en", metavar="NAME", default="", help="its name in English")
    add.add_argument("--government", metavar="NAME", help="the government of its level, in Chinese; named in remedies")
    add.add_argument("--government-en", metavar="NAME", default="", help="the same in English")
    add.add_argument("--centre", metavar="CODE", help=f"code of the centre (default on an empty house: {HALL})")
    add.add_argument("--centre-name", metavar="NAME", help="its name in Chinese, where it is to be made")
    add.add_argument("--centre-name-en", metavar="NAME", default="", help="its name in English")
    add.add_argument("--new-password", action="store_true", help="only give her a new one-time password: hers is lost")
    add.add_argument("--json", action="store_true", help="answer as JSON")
    return top


def main(argv: Sequence[str]) -> int:
    """The command, with Django loaded and the database up. Exit code 0; Failed says why not."""
    given = parser().parse_args(argv)
    from sunhall.people import setting_up

    at = clock.now()
    try:
        if given.new_password:
            done = setting_up.renew_password(login=given.login, at=at)
        else:
            done = setting_up.appoint_administrator(login=given.login, at=at, **_told(given))
    except Refused as refused:
        raise Failed(_why(refused)) from refused
    facts = {
        "login": done.login,
        "made": list(done.made),
        "password": done.password or None,
        "until": done.until.isoformat() if done.until else None,
    }
    answer("\n".join(_lines(done)), facts, as_json=given.json)
    return 0


def _told(given: argparse.Namespace) -> dict[str, Any]:
    """Who she is and where she belongs: from the options, the rest asked. Nothing is asked of one who is there."""
    from sunhall.people import setting_up

    if setting_up.is_officer(given.login):
        nowhere = setting_up.Place("", {}, {})
        return {"name": "", "name_en": "", "badge": "", "authority": nowhere, "centre": None}
    asked = _Asked()
    name, badge = asked.needed("--name", given.name, "Her name"), asked.needed("--badge", given.badge, "Her badge")
    house = _place(asked, given, "authority", OFFICE, setting_up.codes("authority"))
    hall = _place(asked, given, "centre", HALL, setting_up.codes("centre"))
    asked.require_all()
    return {"name": name, "name_en": given.name_en, "badge": badge, "authority": house, "centre": hall}


def _place(asked: "_Asked", given: argparse.Namespace, kind: str, default: str, there: list[str]) -> Any:
    """Her authority or centre: the one named; else the only one; else, on an empty house, one to be made."""
    from sunhall.people import setting_up

    code = getattr(given, kind)
    if code is None and len(there) > 1 and kind == "authority":
        code = asked.needed("--authority", None, f"Code of her authority ({', '.join(there)})")
    code = code or (there[0] if len(there) == 1 else default)
    if code in there:
        return setting_up.Place(code, {}, {})
    if there and kind == "centre" and given.centre is None:
        return None  # several: she belongs to none until she says so on her pages
    options = vars(given)
    words = "Name of her office, such as 某某市政务服务管理局" if kind == "authority" else "Name of the hall"
    name = asked.needed(f"--{kind}-name", options[f"{kind}_name"], words)
    government = {}
    if kind == "authority":
        over = asked.wished(given.government, "Government of its level, such as 某某市人民政府")
        government = _text(over, given.government_en)
    return setting_up.Place(code, _text(name, options[f"{kind}_name_en"]), government)


def _text(chinese: str, english: str) -> dict[str, str]:
    return {k: v for k, v in (("zh-hans", chinese), ("en", english)) if v}


class _Asked:
    """Answers from the options, else from the person at the terminal; without one, what is missing is gathered."""

    def __init__(self) -> None:
        self.missing: list[str] = []

    def needed(self, option: str, told: str | None, words: str) -> str:
        found = self.wished(told, words)
        if not found:
            self.missing.append(option)
        return found

    def wished(self, told: str | None, words: str) -> str:
        if told is not None or not sys.stdin.isatty():
            return (told or "").strip()
        sys.stderr.write(f"{words}: ")
        sys.stderr.flush()
        return sys.stdin.readline().strip()

    def require_all(self) -> None:
        if self.missing:
            raise Failed(f"Missing: {', '.join(self.missing)}. Nothing was changed (administrator add --help).")


def _why(refused: Refused) -> str:
    if refused.code in ("authority_unknown", "centre_unknown"):
        from sunhall.people import setting_up

        kind = refused.code.removesuffix("_unknown")
        there = ", ".join(setting_up.codes(kind)) or "none"
        return f"There is no {kind} {refused.facts['name']} (there: {there}). To make it, add --{kind}-name."
    if refused.code == "login_taken":
        role = refused.facts.get("role")
        whose = f"an officer's whose role is {role}" if role else "an applicant's"
        return f"The login {refused.facts['login']} is {whose}. Nothing was changed; choose another login."
    return WHY[refused.code].format(**refused.facts)


def _lines(done: Any) -> list[str]:
    if not done.made:
        return [f"{done.login} is an administrator already. Nothing was changed (--new-password when hers is lost)."]
    lines = [f"Made: {', '.join(done.made)}."]
    if done.password:
        until = done.until.astimezone(clock.ZONE)
        lines += [
            f"{done.login} signs in with the one-time password",
            f"    {done.password}",
            f"until {until:%Y-%m-%d %H:%M} and chooses her own then. It is told only here.",
        ]
    return lines
