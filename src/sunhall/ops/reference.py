"""Generated pages about running the house: the command line and the settings. Called by `ops.generated`."""

import argparse
import re
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


def command_line() -> str:
    """The page of commands, in Markdown; from the parser's own table, so that it is the same on every Python."""
    parts = [
        "# Command line\n",
        "`sunhall COMMAND …`. Progress goes to standard error, answers to standard output.",
        "Exit codes: 0 done, 1 failed (one sentence says why), 2 misused.\n",
    ]
    for name, words, parser in commands():
        parts += [f"## sunhall {name}\n", words[:1].upper() + words[1:] + ".\n"]
        rows = [_row(action) for action in parser._actions if not isinstance(action, argparse._HelpAction)]
        if rows:
            parts += ["| argument | meaning |", "|---|---|", *rows, ""]
    return "\n".join(parts)


def commands() -> list[tuple[str, str, argparse.ArgumentParser]]:
    """Name, one sentence and parser of each command."""
    groups = [a for a in cli.parser()._actions if isinstance(a, argparse._SubParsersAction)]
    return [
        (choice.dest, (choice.help or "").removesuffix(f" ({choice.dest} --help)"), group.choices[choice.dest])
        for group in groups
        for choice in group._choices_actions
    ]


def _row(action: argparse.Action) -> str:
    name = ", ".join(action.option_strings) or str(action.dest).upper()
    value = "" if action.nargs == 0 or not action.option_strings else f" {action.metavar or action.dest.upper()}"
    return (
        f"| `{name}{value}` | {action.help or 'machine-readable answer' if name == '--json' else action.help or ''} |"
    )
