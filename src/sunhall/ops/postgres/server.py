"""The embedded PostgreSQL server: `using(data_dir)` gives a running one, shared by all processes of this data folder.

The first user starts it, the last one's leaving stops it, a hard kill of everyone stops it too. It listens on a unix
socket in a private folder and nowhere else. Used by the command line, the demonstration and the tests.
"""

import atexit
import contextlib
import errno
import fcntl
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from sunhall.ops.postgres import account as accounts
from sunhall.ops.postgres import errors, places, processes, programs
from sunhall.ops.postgres.places import Places

USER = DATABASE = "sunhall"
ORPHAN_SECONDS = 30.0
SPACE_NEEDED = 200 * 1024 * 1024  # bytes: an empty cluster with its first log segments is about 60 MB
KEEPER = Path(__file__).with_name("keeper.py")
Say = Callable[[str], None]
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "80",
    "shared_buffers": "48MB",
    "max_wal_size": "512MB",
    "autovacuum_max_workers": "2",
    "max_parallel_workers": "2",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "warning",
    "lc_messages": "C",
}


def _quiet(_: str) -> None:
    pass


@contextlib.contextmanager
def using(data: Path, *, say: Say = _quiet, settings: Mapping[str, str] | None = None) -> Iterator[Places]:
    """A running server for the data folder. `settings` are server parameters, heeded by whoever starts it.

    Raises CannotStart, with a message for a person.
    """
    data = data.resolve()
    with _plain_words(data):
        data.mkdir(mode=0o755 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)
        lock = _locked(data / "postgres.users.lock", fcntl.LOCK_SH, say)
    try:
        yield ensure_running(data, say=say, settings=settings)
    finally:
        _leave(places.of(data), lock)


def ensure_running(data: Path, *, say: Say = _quiet, settings: Mapping[str, str] | None = None) -> Places:
    """Start the server unless it runs. The caller is inside `using`; the demonstration calls it again after a crash."""
    data = data.resolve()
    with _plain_words(data):
        start = _locked(places.of(data).start_lock, fcntl.LOCK_EX, say)
        try:
            where = places.of(data)
            if processes.postmaster(where.database) is None:
                where = _start(data, say, settings or {})
            _wait_until_ready(where, say, None)
            return where
        finally:
            os.close(start)


def _start(data: Path, say: Say, settings: Mapping[str, str]) -> Places:
    account = accounts.choose(places.of(data).database)
    where = places.settle(data, account)
    account = accounts.choose(where.database)
    folder = programs.reachable(programs.choose(where), account, where.home)
    is_new = not where.database.exists()
    if is_new:
        say("Making the database …")
        _initdb(folder, where, account, durable=settings.get("fsync") != "off")
    _clear_what_a_killed_server_left(where, say)
    _wait_until_ready(where, say, _launch(folder, where, account, settings))
    _create_database(where)
    return where


def _initdb(folder: Path, where: Places, account: accounts.Account, *, durable: bool) -> None:
    """Make the cluster under another name and rename it, so that a killed initdb leaves nothing half made."""
    free = shutil.disk_usage(where.home).free
    if free < SPACE_NEEDED:
        raise OSError(errno.ENOSPC, "too little space for a new database", str(where.home))
    new = where.home / "database.new"
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(mode=0o700)
    account.own(new)
    provider = ["--locale-provider=builtin"] if programs.version(folder) >= 17 else []
    command = [
        str(folder / "initdb"), "-D", str(new), "-U", USER, "-E", "UTF8", "--locale=C.UTF-8", *provider,
        "-k", "--auth-local=trust", "--auth-host=reject", *([] if durable else ["--no-sync"]),
    ]  # fmt: skip
    done = subprocess.run(
        command, cwd=where.home, env=_environment(), capture_output=True, text=True, **account.popen()
    )
    if done.returncode != 0:
        shutil.rmtree(new, ignore_errors=True)
        raise _explained(where, done.stderr or done.stdout)
    new.rename(where.database)


def _clear_what_a_killed_server_left(where: Places, say: Say) -> None:
    """After a kill -9 of the server its backends may still write. Wait for them, then drop the stale lock files.

    The lock files must go: PostgreSQL refuses to start when *any* process now has the number written in them.
    """
    if processes.all_in(where.database):
        say("Waiting for the processes of a killed database server to end …")
        if left := processes.wait_until_none(where.database, seconds=ORPHAN_SECONDS):
            pids = ", ".join(map(str, left))
            raise errors.CannotStart(
                errors.STILL_WORKING.format(where=where.database, pids=pids, seconds=int(ORPHAN_SECONDS))
            )
    (where.database / "postmaster.pid").unlink(missing_ok=True)
    (where.socket / places.SOCKET_NAME).unlink(missing_ok=True)
    (where.socket / (places.SOCKET_NAME + ".lock")).unlink(missing_ok=True)


def _launch(
    folder: Path, where: Places, account: accounts.Account, settings: Mapping[str, str]
) -> subprocess.Popen[str]:
    values = {**SETTINGS, **settings, "unix_socket_directories": str(where.socket)}
    command = [str(folder / "postgres"), "-D", str(where.database)]
    for name, value in values.items():
        command += ["-c", f"{name}={value}"]
    order = {
        "command": command,
        "cwd": str(where.home),
        "log": str(where.log),
        "users_lock": str(where.users_lock),
        "account": account.popen(),
        "env": _environment(),
    }
    if before := _keepers.pop(where.data, None):
        before.wait()  # its server was killed, so it ends within a moment
    where.log.write_bytes(b"")  # one run's log: what it says is read back when the start fails
    keeper = subprocess.Popen(
        [sys.executable, "-I", "-S", str(KEEPER)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        text=True,
        start_new_session=True,
    )
    if keeper.stdin is not None:
        json.dump(order, keeper.stdin)
        keeper.stdin.close()
    _keepers[where.data] = keeper
    return keeper


_keepers: dict[Path, "subprocess.Popen[str]"] = {}  # the keepers this process started, by data folder


@atexit.register
def _part() -> None:
    """A keeper that goes on for other users outlives us by design: Python need not warn of it."""
    for keeper in _keepers.values():
        if keeper.poll() is None:
            keeper.returncode = 0


def _wait_until_ready(where: Places, say: Say, keeper: "subprocess.Popen[str] | None") -> None:
    """Wait as long as recovery takes; a person is told after two seconds, and again every half minute."""
    began, told = time.monotonic(), 0.0
    while not (processes.postmaster(where.database) and processes.is_ready(where.database)):
        if keeper.poll() is not None if keeper else processes.postmaster(where.database) is None:
            raise _explained(where, where.log.read_text(errors="replace"))
        waited = time.monotonic() - began
        if waited > 2 and (told == 0 or waited - told > 30):
            say(f"The database is recovering from an unclean stop ({int(waited)} s so far; its log: {where.log}) …")
            told = waited
        time.sleep(0.02)


def _create_database(where: Places) -> None:
    import psycopg  # here, so that the command line starts fast

    with psycopg.connect(host=str(where.socket), user=USER, dbname="postgres", autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(f'CREATE DATABASE "{DATABASE}" TEMPLATE template0')


def _leave(where: Places, lock: int) -> None:
    """Give the lock back; the last user waits until the server is down, so that "stopped" means stopped."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        last = True
    except BlockingIOError:
        last = False
    os.close(lock)
    while last and processes.postmaster(where.database) is not None and _is_free_or_stopping(where):
        time.sleep(0.05)
    keeper = _keepers.get(where.data)
    if last and keeper and processes.postmaster(where.database) is None:
        keeper.wait()
        del _keepers[where.data]


def _is_free_or_stopping(where: Places) -> bool:
    """False as soon as another process has begun to use the server again."""
    lock = os.open(where.users_lock, os.O_RDWR)
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)  # shared works beside new users, fails beside the keeper
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return not processes.is_ready(where.database)
    else:
        return True
    finally:
        os.close(lock)


def _locked(path: Path, how: int, say: Say) -> int:
    lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, how | fcntl.LOCK_NB)
    except BlockingIOError:
        say("Waiting for another Sunhall process that is starting or stopping the database …")
        fcntl.flock(lock, how)
    return lock


def _environment() -> dict[str, str]:
    """The environment without PG* variables, which would change what the server does."""
    return {k: v for k, v in os.environ.items() if not k.startswith(("PG", "LC_"))} | {"LC_ALL": "C"}


def _explained(where: Places, said: str) -> errors.CannotStart:
    if "No space left on device" in said:
        return errors.CannotStart(errors.NO_SPACE.format(where=where.home))
    last = "\n".join(line for line in said.strip().splitlines()[-8:])
    return errors.CannotStart(f"PostgreSQL did not start. Its log ({where.log}) ends:\n{last}")


@contextlib.contextmanager
def _plain_words(data: Path) -> Iterator[None]:
    """Turn the errors of a full or closed disk into sentences."""
    try:
        yield
    except OSError as error:
        where = error.filename or data
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise errors.CannotStart(errors.NO_SPACE.format(where=where)) from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST):
            raise errors.CannotStart(errors.NOT_WRITABLE.format(where=where, why=error.strerror)) from error
        raise
