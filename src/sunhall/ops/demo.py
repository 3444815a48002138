"""`sunhall demo`: the whole house on one machine: database, tables, demonstration city, web server and worker.

This process stays small and only watches; everything that needs Django runs in children tied to its life.
"""

import contextlib
import fcntl
import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from sunhall.ops import ground, lifeline
from sunhall.ops.postgres import places, processes, server
from sunhall.ops.say import Failed, progress
from sunhall.ops.serve import require_free

DEFAULT = ".demo"
LOOPBACK = ("127.0.0.1", "localhost", "::1")
STOP_SECONDS = 20
READY_SECONDS = 90


def folder() -> Path:
    """SUNHALL_DATA, else `.demo` under the working folder."""
    return Path(os.environ.get("SUNHALL_DATA") or Path.cwd() / DEFAULT).resolve()


def reset() -> None:
    """Delete the demonstration's data. Raises Failed while it runs, or when the folder is something else's."""
    data = folder()
    if not data.exists():
        progress("There was nothing to delete.")
        return
    if not (data / "demo.lock").exists():
        raise Failed(f"{data} does not hold a demonstration, so it is left alone.")
    with _only_one(data):
        where = places.of(data)
        if processes.all_in(where.database):
            raise Failed(f"The database in {data} is in use. Stop the programs that use it, then try again.")
        for each in {data, where.home} | ({where.socket} if where.socket.parent == Path("/tmp") else set()):  # noqa: S108
            shutil.rmtree(each, ignore_errors=True)
    progress(f"Deleted {data}.")


def run(*, host: str, port: int) -> int:
    """Run until SIGINT or SIGTERM, then stop everything in order. Raises Failed, or CannotStart of the database."""
    if ground.has_own_server():
        progress("DATABASE_URL is set: the demonstration city goes into that database.")
    require_free(host, port)
    data = folder()
    os.environ.update(SUNHALL_DATA=str(data), SUNHALL_DEMO="1")
    os.environ.setdefault("SUNHALL_URL", f"http://localhost:{port}")  # printed in the QR codes of papers
    if host not in LOOPBACK:  # to be seen by other machines, under whatever name they know this one
        os.environ.setdefault("SUNHALL_HOSTS", "*")
    try:
        data.mkdir(mode=0o755, parents=True, exist_ok=True)
        with _only_one(data), _signals() as stopped, ground.database():
            _make_key(data)
            return _run(data, host, port, stopped)
    except OSError as error:
        raise Failed(
            f"{error.filename or data} cannot be used ({error.strerror}). Set SUNHALL_DATA to another."
        ) from error


class Stopped:
    """Whether a person or the system asked us to stop."""

    def __init__(self) -> None:
        self.asked = False

    def __call__(self, number: int, frame: FrameType | None) -> None:
        self.asked = True


@contextlib.contextmanager
def _signals() -> Iterator[Stopped]:
    stopped = Stopped()
    before = {number: signal.signal(number, stopped) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        yield stopped
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _run(data: Path, host: str, port: int, stopped: Stopped) -> int:
    address = f"http://{'localhost' if host in (*LOOPBACK, '0.0.0.0', '::') else host}:{port}/"  # noqa: S104
    where = ("--host", host, "--port", str(port))
    # The web server loads while the tables and the city are made: it needs them only to answer.
    children = [_child("-m", "sunhall.ops.cli", "serve", *where, "--workers", "2", "--threads", "4")]
    try:
        _set_up(children, stopped)
        if not stopped.asked:
            children.append(_child("-m", "sunhall.ops.cli", "worker"))
            _wait_until_it_answers(address, children[0], stopped)
        if not stopped.asked:
            _welcome(data, address)
            _watch(data, children, stopped)
        progress("\nStopping …")
    finally:
        _stop(children)
    progress("Stopped. The data are kept; make demo-reset deletes them.")
    return 0


def _set_up(children: "list[subprocess.Popen[bytes]]", stopped: Stopped) -> None:
    setting_up = _child("-m", "sunhall.ops.demo_setup")
    children.append(setting_up)
    while setting_up.poll() is None and not stopped.asked:
        time.sleep(0.05)
    if not stopped.asked and setting_up.returncode != 0:
        raise Failed(
            "The demonstration city could not be set up; the reason stands above. make demo-reset starts over."
        )
    if not stopped.asked:
        children.remove(setting_up)


def _watch(data: Path, children: "list[subprocess.Popen[bytes]]", stopped: Stopped) -> None:
    web, worker = children
    while not stopped.asked:
        if web.poll() is not None:
            raise Failed(f"The web server ended by itself (exit code {web.returncode}); the reason stands above.")
        if not ground.has_own_server() and processes.postmaster(places.of(data).database) is None:
            progress("The database server ended by itself. Starting it again …")
            server.ensure_running(data, say=progress)
        if worker.poll() is not None:
            progress("The worker ended by itself. Starting it again …")
            worker = children[1] = _child("-m", "sunhall.ops.cli", "worker")
        time.sleep(0.3)


def _wait_until_it_answers(address: str, web: "subprocess.Popen[bytes]", stopped: Stopped) -> None:
    end = time.monotonic() + READY_SECONDS
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # never by way of a proxy
    while not stopped.asked and web.poll() is None:
        try:
            opener.open(address + "healthz", timeout=5).close()
            return
        except urllib.error.HTTPError as error:
            raise Failed(
                f"The web server runs but answers {error.code} {error.reason}; the reason stands above."
            ) from error
        except OSError:
            if time.monotonic() > end:
                raise Failed(f"The web server did not answer within {READY_SECONDS} seconds.") from None
            time.sleep(0.05)


def _welcome(data: Path, address: str) -> None:
    logins = data / "logins.txt"
    print(f"\nSunhall is running at {address}\n", flush=True)
    if logins.exists():
        print(logins.read_text(encoding="utf-8"), flush=True)
    print("Press Ctrl-C to stop.", flush=True)


def _child(*arguments: str) -> "subprocess.Popen[bytes]":
    """A Python child in a session of its own (Ctrl-C is for us to pass on), ended by the kernel when we die."""
    return subprocess.Popen(
        [sys.executable, *arguments], stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=lifeline.tied()
    )


def _stop(children: "list[subprocess.Popen[bytes]]") -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    end = time.monotonic() + STOP_SECONDS
    for child in children:
        try:
            child.wait(max(0.1, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _make_key(data: Path) -> None:
    """A secret of this demonstration's own, so that nobody who knows the program can forge its signatures."""
    key = data / "secret-key"
    if not key.exists():
        key.touch(mode=0o600)
        key.write_text(secrets.token_urlsafe(50))
    os.environ.setdefault("SUNHALL_SECRET_KEY_FILE", str(key))


@contextlib.contextmanager
def _only_one(data: Path) -> Iterator[None]:
    with (data / "demo.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Failed(f"A demonstration already runs in {data}. Stop it, or set SUNHALL_DATA to another.") from None
        yield
