"""Generated pages about running the house: the command line and the settings. Called by `ops.generated`."""

import argparse
import re
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from sunhall.ops import cli

READ = re.compile(r'(?:_flag|_number|_list|_secret|_from_environment|environ\.get|has_own)\(\s*"([A-Z_]+)"')


class Setting(NamedTuple):
    name: str
    meaning: str
    default: str = ""


SETTINGS: dict[str, list[Setting]] = {
    "Data": [
        Setting("DATABASE_URL", "A PostgreSQL server 15 or newer; empty: the embedded one. Also `DATABASE_URL_FILE`."),
        Setting("SUNHALL_DATA", "Folder of the embedded server and of what the program keeps.", "`./var`"),
        Setting("PG_BIN", "Folder of the PostgreSQL programs to use.", "the wheel's, else the system's"),
        Setting("SUNHALL_UPLOAD_BYTES", "Largest uploaded file, in bytes.", "26214400"),
        Setting("SUNHALL_ONE_TIME_PASSWORD_HOURS", "How long a password an administrator hands out serves.", "72"),
        Setting("SUNHALL_STAFF_IDLE_MINUTES", "After how long idle a desk signs its officer out; 0: never.", "60"),
    ],
    "Web": [
        Setting("SUNHALL_SECRET_KEY", "Secret of signatures; required outside the demonstration. Also `…_FILE`."),
        Setting("SUNHALL_OLD_SECRET_KEYS", "Earlier secrets still believed while one is replaced, by commas."),
        Setting("SUNHALL_HOSTS", "Host names served, by commas.", "localhost and its addresses"),
        Setting("SUNHALL_ORIGINS", "Origins whose forms are believed, with scheme, by commas (behind a proxy)."),
        Setting(
            "SUNHALL_URL",
            "Public address, printed in the QR codes and links of papers and mail; required outside the demonstration.",
        ),
        Setting("SUNHALL_SECURE", "1 behind HTTPS: secure cookies, HSTS, `X-Forwarded-Proto` believed.", "0"),
        Setting("SUNHALL_PROXIES", "How many of our own proxies add to `X-Forwarded-For`.", "0"),
        Setting("SUNHALL_HOST", "Address to listen on.", "127.0.0.1"),
        Setting("SUNHALL_PORT", "Port to listen on.", "8000"),
        Setting("SUNHALL_WORKERS", "Web processes.", "one a core, at most 4"),
        Setting("SUNHALL_THREADS", "Threads in each web process; each may hold one database connection.", "4"),
        Setting("SUNHALL_CITY_ZH", "The city's name in Chinese.", "示范市"),
        Setting("SUNHALL_CITY_EN", "The city's name in English.", "Demo City"),
    ],
    "Signing in": [
        Setting("SUNHALL_TOTP_ISSUER", "The name an authenticator app shows.", "Sunhall"),
        Setting("SUNHALL_OIDC_ISSUER", "Address of an OpenID Connect issuer; empty: off."),
        Setting("SUNHALL_OIDC_NAME", "What its button says.", "OpenID Connect"),
        Setting("SUNHALL_OIDC_CLIENT_ID", "Our name at the issuer."),
        Setting("SUNHALL_OIDC_CLIENT_SECRET", "Our secret there. Also `…_FILE`."),
        Setting("SUNHALL_OIDC_SCOPES", "What we ask of it, by spaces.", "`openid profile email`"),
        Setting("SUNHALL_OIDC_UID_CLAIM", "The claim that names a person for good.", "`sub`"),
        Setting("SUNHALL_OIDC_NAME_CLAIM", "The claim with the name as on the identity document.", "`name`"),
        Setting("SUNHALL_OIDC_ID_CLAIM", "The claim with a verified resident identity number; empty: people type it."),
        Setting("SUNHALL_OIDC_PHONE_CLAIM", "The claim with the phone number.", "`phone_number`"),
    ],
    "Mail, jobs, logs": [
        Setting("SUNHALL_SMTP_HOST", "Mail server; empty: mail is printed."),
        Setting("SUNHALL_SMTP_PORT", "Its port.", "25"),
        Setting("SUNHALL_SMTP_USER", "Account there."),
        Setting("SUNHALL_SMTP_PASSWORD", "Password there. Also `…_FILE`."),
        Setting("SUNHALL_SMTP_TLS", "1: STARTTLS.", "0"),
        Setting("SUNHALL_FROM", "Sender of mail.", "sunhall@localhost"),
        Setting("SUNHALL_WORKER_CONCURRENCY", "Jobs a worker runs at once.", "2"),
        Setting("SUNHALL_LOG_LEVEL", "DEBUG, INFO, WARNING or ERROR.", "INFO"),
        Setting("SUNHALL_DEMO", "1 in the demonstration: a banner on every page, no HTTPS.", "0"),
        Setting("SUNHALL_DEBUG", "1 for developers only: tracebacks in pages.", "0"),
        Setting("SUNHALL_TEST", "1 in the test suite only.", "0"),
    ],
}


def settings() -> str:
    """The page of settings, in Markdown."""
    parts = ["# Settings\n", "All settings are environment variables. A wrong value stops the start with a sentence.\n"]
    for title, rows in SETTINGS.items():
        parts += [f"## {title}\n", "| variable | meaning | default |", "|---|---|---|"]
        parts += [f"| `{row.name}` | {row.meaning} | {row.default} |" for row in rows]
        parts.append("")
    return "\n".join(parts)


def read_by_the_program() -> set[str]:
    """Every variable that the code of this package reads, found in its text."""
    found = {name for file in Path(__file__).parent.rglob("*.py") for name in READ.findall(file.read_text())}
    return {
        name for name in found if not name.endswith("_FILE") and name.startswith(("SUNHALL_", "DATABASE_", "PG_BIN"))
    }


# What the options cannot say: the shapes of questions and answers, below the command they belong to.
MORE: dict[str, str] = {
    "deadline": """\
`--batch` reads one question a line and answers each in its place, at once, so that a program may ask while it runs.
A question is a JSON object; a field that is null is as good as absent:

| field | meaning |
|---|---|
| `from` | the day of the event, `"2026-02-10"`, from 1900-01-01 to 2100-12-31; with `"unit": "hour"` the instant, \
`"2026-02-10T09:30"`, of Beijing time unless it names its offset |
| `days` | how many of the unit: at most 3660 days, 120 months, 8784 hours |
| `unit` | `working` (default), `calendar`, `month` or `hour` |
| `rule` | a period of the law instead of `days` and `unit`; `--rules` lists them |
| `pauses` | stops of the clock, `[["2026-02-12", "2026-02-20"], ["2026-03-02", null]]`; null: open. At most 1000 |
| `extend` | an extension, in the same unit |

The answer, as with `--json`:

| field | meaning |
|---|---|
| `due` | the last day; null while a stop is open or the year is provisional |
| `due_at` | in hours only: the instant, with its offset |
| `provisional` | true when the answer rests on a year whose holiday notice is not loaded: the period ends in it, or, \
while a stop is open, the event or a stop begins in it |
| `not_before` | a day the last day cannot fall before, when the period ends in such a year; else null |
| `excluded` | how many of the unit the stops took out |
| `days` | a line for every day: `day`, `counted`, `why` (`working`, `make_up_day`, `calendar_day`, `hours`, \
`weekend`, `holiday`, `pause`, `rest_day_roll` or `unknown`), and `name` of the holiday |
| `rule` | the rule that was named, with its article in both languages |

While a stop is open there is no last day in any year. `provisional` then tells whether what was used up before the stop
is certain: an open stop in 2026 answers false, one in 2027 answers true until the notice for 2027 is loaded.

A line that cannot be answered gets `{"error": {"code", "message", "line"}}` in its place, and the next is read;
the exit code of a batch is 0.

```sh
echo '{"from": "2026-02-10", "days": 20, "pauses": [["2026-02-12", "2026-02-20"]]}' | sunhall deadline --batch
```
""",
}


def command_line() -> str:
    """The page of commands, in Markdown; from the parsers' own tables, so that it is the same on every Python."""
    parts = [
        "# Command line\n",
        "`sunhall COMMAND …`. Progress goes to standard error, answers to standard output.",
        "Exit codes: 0 done, 1 failed (one sentence says why), 2 misused.\n",
    ]
    for name, words, parser in commands():
        parts += [f"{'###' if ' ' in name else '##'} sunhall {name}\n", words[:1].upper() + words[1:] + ".\n"]
        rows = [_row(action) for action in arguments(parser)]
        if rows:
            parts += ["| argument | meaning |", "|---|---|", *rows, ""]
        if name in MORE:
            parts.append(MORE[name])
    return "\n".join(parts)


def commands() -> list[tuple[str, str, argparse.ArgumentParser]]:
    """Name, one sentence and parser of each command, its own commands after it: "catalogue", "catalogue import"."""
    found = []
    for name, words, top in _within(cli.parser()):
        parser = _own_parser(name) or top
        found.append((name, words.removesuffix(f" ({name} --help)"), parser))
        found += [(f"{name} {under}", said, its) for under, said, its in _within(parser)]
    return found


def _own_parser(name: str) -> argparse.ArgumentParser | None:
    """The parser of a command that parses its arguments itself."""
    module = {**{key: row[0] for key, row in cli.PASSED_ON.items()}, "deadline": cli.DEADLINE[0]}.get(name)
    found: argparse.ArgumentParser | None = import_module(module).parser() if module else None
    return found


def _within(parser: argparse.ArgumentParser) -> list[tuple[str, str, argparse.ArgumentParser]]:
    groups = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    return [
        (choice.dest, choice.help or "", group.choices[choice.dest])
        for group in groups
        for choice in group._choices_actions
    ]


def arguments(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    """The arguments and options of a command, without its help and its commands."""
    left_out = (argparse._HelpAction, argparse._SubParsersAction)
    return [action for action in parser._actions if not isinstance(action, left_out)]


def _row(action: argparse.Action) -> str:
    named = action.metavar or ("\\|".join(map(str, action.choices)) if action.choices else str(action.dest).upper())
    if action.option_strings:
        name = ", ".join(action.option_strings) + ("" if action.nargs == 0 else f" {named}")
    else:
        name = f"[{named}]" if action.nargs == "?" else str(named)
    words = action.help or ("machine-readable answer" if name == "--json" else "")
    return f"| `{name}` | {words} |"
