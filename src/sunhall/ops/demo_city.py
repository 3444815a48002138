"""The demonstration city 示范市 / Demo City (region 999900): its matters, its people and a few weeks of real work.

Everything goes through the public acts, at the times it would have happened: nothing is written behind their backs.
Loaded once by `sunhall demo`; loading again changes nothing.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import yaml
from django.contrib.auth.hashers import make_password
from django.db import transaction

from sunhall.catalogue import acts as catalogue
from sunhall.kernel import clock
from sunhall.kernel.text import TextByLanguage
from sunhall.people import acts as people
from sunhall.people.models import Authority, Centre, Officer, Party, User, Window

FOLDER: Final = Path(__file__).resolve().parent.parent / "cities" / "demo"
IN_FORCE_SINCE: Final = date(2026, 1, 1)


def _people() -> dict[str, Any]:
    return dict(yaml.safe_load((FOLDER / "people.yaml").read_text("utf-8")))


def load(progress: Callable[[str], None]) -> None:
    """Matters, people and cases, unless they are there. A set-up that was cut off goes on where it stopped."""
    at = clock.now()
    if not Centre.objects.exists():  # afterwards the catalogue is the designer's: her drafts are not ours to publish
        progress("Reading the matters of the demonstration city …")
        catalogue.import_files(path=FOLDER, by=None, at=at)
        catalogue.publish_drafts(effective_from=IN_FORCE_SINCE, by=None, at=at)
        progress("Settling its people …")
        settle_people(at=at)
    from sunhall.ops import demo_cases

    demo_cases.load(progress, at=at)


def settle_people(*, at: datetime) -> None:
    """The centre, its windows, officers with powers, persons and organisations: all or none."""
    told = _people()
    password = make_password(told["password"])
    with transaction.atomic():
        centre = people.add(Centre(**told["centre"]), by=None, at=at)
        windows = {w["code"]: people.add(Window(centre=centre, **w), by=None, at=at) for w in told["windows"]}
        authorities = {a.code: a for a in Authority.objects.filter(is_demo=True)}
        for entry in told["officers"]:
            _officer(entry, password, centre, windows, authorities, at)
        for entry in told["persons"]:
            _person(entry, password)
        for entry in told["organisations"]:
            _organisation(entry)


def _officer(
    entry: Mapping[str, Any],
    password: str,
    centre: Centre,
    windows: Mapping[str, Window],
    authorities: Mapping[str, Authority],
    at: datetime,
) -> None:
    user = User.objects.create(login=entry["login"], password=password)
    at_window = entry["role"] == "clerk"
    officer = people.add(
        Officer(
            user=user,
            authority=authorities[entry["authority"]],
            name=entry["name"],
            name_en=entry["name_en"],
            badge=entry["badge"],
            role=entry["role"],
            centre=centre,
            window=windows.get(entry.get("window", "")),
        ),
        by=None,
        at=at,
    )
    since = datetime(2020, 1, 1, tzinfo=clock.ZONE)
    own = [(authorities[entry["authority"]], power, "own") for power in entry.get("powers", ())]
    # A window acts in the name of each authority by written delegation; it never decides.
    others = [(a, power, "delegated") for power in entry.get("everywhere", ()) for a in authorities.values()]
    # The head of the government extends files that several authorities handle as one: by the law, not by delegation.
    own += [(authorities[a], power, "own") for a, powers in entry.get("elsewhere", {}).items() for power in powers]
    for authority, power, source in own + others:
        instrument = "示范市政务服务综合窗口委托受理书" if at_window else ""
        people.grant_power(
            holder_id=officer.pk,
            authority_id=authority.pk,
            power=power,
            source=source,
            instrument=instrument,
            starts_at=since,
            by=None,
            at=at,
        )


def _person(entry: Mapping[str, Any], password: str) -> None:
    user = None
    if entry["login"]:
        user = User.objects.create(login=entry["login"], password=password, email=entry["email"])
    row = Party.objects.create(
        kind="person",
        name=entry["name"],
        id_type="resident_id",
        id_number=entry["id_number"],
        phone=entry["phone"],
        email=entry["email"],
        address=entry["address"],
        user=user,
    )
    if "agent" in entry:
        _mandate(row, entry["agent"], "agent")


def _mandate(principal: Party, agent_id_number: str, kind: str) -> None:
    agent = Party.objects.get(id_type="resident_id", id_number=agent_id_number)
    assert agent.user_id is not None
    people.give_mandate(
        principal_id=principal.pk,
        agent_id=agent.pk,
        scope=["submit", "correct", "receive", "withdraw"],
        starts_at=datetime(2020, 1, 1, tzinfo=clock.ZONE),
        ends_at=None,
        by=agent.user_id,
        kind=kind,
    )


def _organisation(entry: Mapping[str, Any]) -> None:
    acts_for = entry.get("represented_by") or entry["agent"]
    person = Party.objects.get(id_type="resident_id", id_number=acts_for)
    firm = Party.objects.create(
        kind="organisation",
        name=entry["name"],
        id_type="usci",
        id_number=entry["usci"],
        phone=entry["phone"],
        address=entry["address"],
        details={"org_type": entry["org_type"], "legal_rep_name": person.name},
    )
    _mandate(firm, acts_for, "legal_representative" if "represented_by" in entry else "agent")


ROLES: Final = (
    ("citizen", TextByLanguage({"zh-hans": "办事人", "en": "citizen, also for her restaurant company"})),
    ("agent", TextByLanguage({"zh-hans": "企业经办人", "en": "agent of a construction company"})),
    ("clerk", TextByLanguage({"zh-hans": "综合窗口", "en": "clerk at the comprehensive window"})),
    ("market", TextByLanguage({"zh-hans": "市场监管局审查", "en": "officer who reviews, market regulation"})),
    ("market-chief", TextByLanguage({"zh-hans": "市场监管局审批", "en": "officer who decides, market regulation"})),
    (
        "construction",
        TextByLanguage({"zh-hans": "住建局审查", "en": "officer who reviews, construction (asks others in parallel)"}),
    ),
    (
        "construction-chief",
        TextByLanguage({"zh-hans": "住建局审批", "en": "officer who decides, construction"}),
    ),
    ("planning", TextByLanguage({"zh-hans": "自然资源和规划局会签", "en": "officer who gives an opinion, planning"})),
    ("fire", TextByLanguage({"zh-hans": "消防救援支队会签", "en": "officer who gives an opinion, fire"})),
    ("designer", TextByLanguage({"zh-hans": "事项管理", "en": "service designer"})),
    ("admin", TextByLanguage({"zh-hans": "系统管理", "en": "administrator"})),
    ("supervisor", TextByLanguage({"zh-hans": "监督", "en": "supervisor, reads every file"})),
)


def logins() -> str:
    """One line per role with its login, for the terminal."""
    password = _people()["password"]
    lines = [f"  {login:<20} {password}   {role.into('en')} · {role.into('zh-hans')}" for login, role in ROLES]
    return "\n".join(lines) + "\n"
