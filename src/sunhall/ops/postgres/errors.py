"""What the launcher tells a person when the embedded server cannot be had. Owned by `ops.postgres`."""

import shlex
import sys
from pathlib import Path


class CannotStart(Exception):  # noqa: N818 - read as a sentence: "cannot start: …"
    """The embedded server cannot run here. The message says what is wrong and what to do next."""


NO_SPACE = "There is no space left on the disk that holds {where}. Free some (1 GB is enough), then start again."
NOT_WRITABLE = "The folder {where} cannot be written to ({why}). Choose another one with SUNHALL_DATA=/some/folder."
NOT_YOURS = (
    "The database in {where} belongs to the account {owner}, and you are {you}. "
    "Run as that account, or choose another folder with SUNHALL_DATA=/some/folder."
)
NO_PROGRAMS = (
    "No PostgreSQL programs were found. Install the environment again (make setup), set PG_BIN to a folder that "
    "holds initdb and postgres, or point DATABASE_URL at a running server."
)
ANOTHER_VERSION = """\
The database in {where} was made by PostgreSQL {theirs}; the programs here are PostgreSQL {ours}.
Nothing was changed. Install PostgreSQL {theirs} beside them (on Debian: apt-get install postgresql-{theirs});
it is found in {folder} and used for these data. Or, having it, carry the data over:
    {old} backup sunhall-{theirs}.dump
    mv {where_quoted} {where_quoted}.{theirs}
    {new} restore sunhall-{theirs}.dump && {new} migrate"""
STILL_WORKING = (
    "A database server that was killed left processes at work in {where} (process {pids}), and they did not end "
    "within {seconds} seconds. Starting a second server now could damage the data. Wait, or end them, then start again."
)
NO_ACCOUNT = (
    "PostgreSQL refuses to run as root, and neither the account postgres nor nobody exists. "
    "Make one (useradd --system postgres), or run as an ordinary user."
)


def command_line(**variables: Path | str) -> str:
    """How to run `sunhall` from here, on no PATH but one's own: with the variables before it, quoted for a shell."""
    beside = Path(sys.executable).with_name("sunhall")
    program = [str(beside)] if beside.exists() else [sys.executable, "-m", "sunhall.ops.cli"]
    set_first = [f"{name}={shlex.quote(str(value))}" for name, value in variables.items()]
    return " ".join([*set_first, *map(shlex.quote, program)])


def another_version(*, data: Path, database: Path, theirs: int, ours: int) -> CannotStart:
    """The data were made by another major version: what to do, as lines that work when they are copied."""
    folder = f"/usr/lib/postgresql/{theirs}/bin"
    return CannotStart(
        ANOTHER_VERSION.format(
            where=database,
            where_quoted=shlex.quote(str(database)),
            theirs=theirs,
            ours=ours,
            folder=folder,
            old=command_line(SUNHALL_DATA=data, PG_BIN=folder),
            new=command_line(SUNHALL_DATA=data),
        )
    )
