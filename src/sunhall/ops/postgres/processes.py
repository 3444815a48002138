"""Which PostgreSQL processes work in a data folder. A number alone proves nothing: pids are reused.

A process counts only when its name is `postgres`, it is not a zombie, and its working directory is the data folder
(PostgreSQL changes into it first thing). Reads /proc, so the embedded server is for Linux.
"""

import time
from pathlib import Path

PROC = Path("/proc")
_DEAD = {"Z", "X", "x"}


def postmaster(database: Path) -> int | None:
    """The pid of the server that runs on this data folder, or None. A stale or reused pid gives None."""
    try:
        pid = int((database / "postmaster.pid").read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return None
    return pid if works_in(pid, database) else None


def is_ready(database: Path) -> bool:
    """Whether the server says it accepts connections (line 8 of postmaster.pid, as pg_ctl reads it)."""
    try:
        lines = (database / "postmaster.pid").read_text().split("\n")
    except OSError:
        return False
    return len(lines) >= 8 and lines[7].strip() == "ready"


def all_in(database: Path) -> list[int]:
    """Every live PostgreSQL process of this data folder, server and backends."""
    return [int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit() and works_in(int(entry.name), database)]


def works_in(pid: int, database: Path) -> bool:
    """Whether `pid` is a live PostgreSQL process of this data folder."""
    entry = PROC / str(pid)
    try:
        name, _, rest = (entry / "stat").read_text().partition("(")[2].rpartition(")")
        if name != "postgres" or rest.split()[0] in _DEAD:
            return False
        return (entry / "cwd").readlink() == database.resolve()
    except OSError:  # gone meanwhile, or of another account: not ours either way
        return False


def wait_until_none(database: Path, *, seconds: float) -> list[int]:
    """Wait for the backends a killed server left behind. Returns those still there after `seconds`."""
    end = time.monotonic() + seconds
    while (left := all_in(database)) and time.monotonic() < end:
        time.sleep(0.1)
    return left
