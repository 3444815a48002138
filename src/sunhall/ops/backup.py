"""`sunhall backup` and `sunhall restore`: the whole of a jurisdiction in one file, made and read by PostgreSQL's tools.

Documents lie in the database, so the file holds everything but the settings. A restore happens in one transaction:
either all of it stands afterwards, or nothing has changed.
"""

import os
import re
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from sunhall.ops import ground
from sunhall.ops.postgres import places, programs
from sunhall.ops.say import Failed, answer, progress

TRANSACTION_TIMEOUT = b"SET transaction_timeout = 0;"  # written by pg_dump 17 and newer, unknown to older servers


@dataclass(frozen=True)
class Target:
    """A database and the programs that fit it. `arguments` and `environment` name it to them."""

    version: int
    folder: Path
    arguments: list[str]
    environment: dict[str, str]

    def run(self, program: str, *arguments: str, **more: Any) -> "subprocess.CompletedProcess[bytes]":
        command = [str(self.folder / program), *arguments]
        return subprocess.run(command, env=self.environment, stderr=subprocess.PIPE, check=False, **more)


def backup(file: Path, *, as_json: bool) -> int:
    """Write the dump beside `file` and rename it when it is whole and on disk.

    Raises Failed, also where there is no house to back up: a backup of nothing would be trusted for years.
    """
    began = time.monotonic()
    with ground.database(make=False):
        target = _target()
        tables = _require_a_house()
        part = file.with_name(file.name + ".part")
        try:
            part.touch(mode=0o600)
            done = target.run(
                "pg_dump", *target.arguments, "--format=custom", "--no-owner", "--no-privileges", f"--file={part}"
            )
            if done.returncode != 0:
                raise Failed(f"pg_dump failed: {_last_words(done.stderr)}")
            with part.open("rb") as written:
                os.fsync(written.fileno())
            part.replace(file)
        except OSError as error:
            raise Failed(f"Cannot write {file}: {error.strerror}. Choose another place for the backup.") from error
        finally:
            part.unlink(missing_ok=True)
    size, seconds = file.stat().st_size, round(time.monotonic() - began, 1)
    told = f"{tables} tables, {size / 1_000_000:.1f} MB in {seconds} s"
    words = f"{file}: {told}. Keep it as safe as the database itself."
    answer(words, {"file": str(file), "tables": tables, "bytes": size, "seconds": seconds}, as_json=as_json)
    return 0


def restore(file: Path, *, force: bool, as_json: bool) -> int:
    """Read a dump into the empty database; with `force`, in place of what is there. Raises Failed."""
    if not file.is_file():
        raise Failed(f"There is no file {file}.")
    began = time.monotonic()
    with ground.database():
        target = _target()
        _require_ours(target, file)
        tables = _count_tables()
        if tables and not force:
            raise Failed(
                f"The database is not empty ({tables} tables). Restore into an empty one, or give --force to replace "
                "everything in it. Nothing was changed."
            )
        progress("Restoring …")
        _replay(target, file, drop=bool(tables))
        seconds = round(time.monotonic() - began, 1)
        tables = _count_tables()
    words = f"{tables} tables restored in {seconds} s. Now run: {ground.line('migrate')}"
    answer(words, {"file": str(file), "tables": tables, "seconds": seconds}, as_json=as_json)
    return 0


def _replay(target: Target, file: Path, *, drop: bool) -> None:
    """pg_restore writes SQL, psql runs it in one transaction, after the drop when there is one."""
    read = [str(target.folder / "pg_restore"), "--no-owner", "--no-privileges", "--file=-", str(file)]
    write = [
        str(target.folder / "psql"),
        *target.arguments,
        "-X",
        "-q",
        "-1",
        "-v",
        "ON_ERROR_STOP=1",
        "-o",
        os.devnull,
    ]
    with (
        subprocess.Popen(read, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=target.environment) as reader,
        subprocess.Popen(write, stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=target.environment) as writer,
    ):
        if reader.stdout is None or writer.stdin is None or writer.stderr is None or reader.stderr is None:
            raise Failed("The pipe between pg_restore and psql could not be made.")
        whole = _feed(reader.stdout, writer.stdin, target, drop)
        said_by_writer = writer.stderr.read()
        if writer.wait() != 0:
            reader.kill()
            raise Failed(f"The restore failed and nothing was changed: {_last_words(said_by_writer)}")
        if reader.wait() != 0 or not whole:
            raise Failed(f"{file} could not be read to its end: {_last_words(reader.stderr.read())}")


def _feed(source: IO[bytes], sink: IO[bytes], target: Target, drop: bool) -> bool:
    """Copy the SQL; False when psql went away. psql commits at the end of its input, so a torn source must break it."""
    head = b"DROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\n" if drop else b""
    try:
        sink.write(head)
        seen_the_end = False
        for line in _lines(source, target.version):
            sink.write(line)
            seen_the_end = seen_the_end or line.startswith(b"-- PostgreSQL database dump complete")
        if not seen_the_end:
            sink.write(b"\\warn the backup file ends too early\nSELECT 1/0;\n")
        sink.close()
    except BrokenPipeError:
        return False
    return True


def _lines(source: IO[bytes], version: int) -> Iterator[bytes]:
    for line in source:
        if version >= 17 or not line.startswith(TRANSACTION_TIMEOUT):
            yield line


def _require_ours(target: Target, file: Path) -> None:
    listed = target.run("pg_restore", "--list", str(file), stdout=subprocess.PIPE)
    if listed.returncode != 0:
        raise Failed(f"{file} is not a backup that PostgreSQL {target.version} can read: {_last_words(listed.stderr)}")
    if b" django_migrations " not in listed.stdout:
        raise Failed(f"{file} is a PostgreSQL dump, but not of Sunhall.")


def _require_a_house() -> int:
    """How many tables there are to back up. Raises Failed unless the table of acts is among them."""
    import psycopg

    with psycopg.connect(**_parameters()) as connection:
        has_acts = connection.execute("SELECT to_regclass('public.cases_act') IS NOT NULL").fetchone()
        where = f"{connection.info.dbname} on {connection.info.host or 'this machine'}"
    if not has_acts or not has_acts[0]:
        raise Failed(
            f"The database {where} holds no tables of Sunhall, so there is nothing to back up. Is it the right one? "
            "Load the settings of the house first: set -a; . /etc/sunhall/env; set +a"
        )
    return _count_tables()


def _count_tables() -> int:
    import psycopg

    with psycopg.connect(**_parameters()) as connection:
        row = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    return int(row[0]) if row else 0


def _parameters() -> dict[str, Any]:
    """How psycopg reaches the database, from Django's settings (without loading Django's applications)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sunhall.ops.settings")
    ground.signs_nothing()
    from django.conf import settings

    found = settings.DATABASES["default"]
    named = {
        "host": found["HOST"],
        "port": found["PORT"],
        "user": found["USER"],
        "password": found["PASSWORD"],
        "dbname": found["NAME"],
    }
    return {k: v for k, v in named.items() if v} | dict(found["OPTIONS"])


def _target() -> Target:
    import psycopg
    from psycopg.conninfo import make_conninfo

    parameters = _parameters()
    try:
        with psycopg.connect(**parameters) as connection:
            version = connection.info.server_version // 10_000
    except psycopg.OperationalError as error:
        raise Failed(f"The database does not answer: {str(error).strip()}") from error
    password = parameters.pop("password", None)
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PG")}
    if password:
        environment["PGPASSWORD"] = password
    return Target(
        version=version,
        folder=_programs_for(version),
        arguments=[f"--dbname={make_conninfo(**parameters)}"],
        environment=environment,
    )


def _programs_for(version: int) -> Path:
    """Programs of the server's own version, else the next newer: older ones refuse to read a newer server."""
    if not ground.has_own_server():
        return programs.choose(places.of(ground.data_folder()))
    found = sorted({(programs.client_version(f), -i, f) for i, f in enumerate(programs.client_folders())})
    for its_version, _, folder in found:
        if its_version >= version:
            return folder
    raise Failed(
        f"The server is PostgreSQL {version}, and no pg_dump of version {version} or newer was found here "
        f"({', '.join(str(v) for v, _, _ in found) or 'none at all'}). "
        f"Install the package postgresql-client-{version}, or set PG_BIN to a folder that holds it."
    )


def _last_words(said: bytes | None) -> str:
    lines = re.sub(r"\n\s+", " ", (said or b"").decode(errors="replace").strip()).splitlines()
    return lines[-1] if lines else "no reason given"
