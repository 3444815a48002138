"""The real program, running: `sunhall demo` on a free port with data of its own, stopped and removed at the end.

`SUNHALL_AT=http://localhost:8000` uses a demonstration that runs already, which is quicker while writing a journey.
"""

import contextlib
import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.ops.conftest import clean_environment

from sunhall.ops.postgres import places

READY_SECONDS = 240  # a fresh city on a busy machine
STOP_SECONDS = 40


@contextlib.contextmanager
def demonstration(port: int) -> Iterator[str]:
    """Its address, once it answers. Raises AssertionError with the end of its log when it does not come up."""
    if at := os.environ.get("SUNHALL_AT"):
        yield at.rstrip("/")
        return
    folder = Path(tempfile.mkdtemp(prefix="sunhall-journeys-"))
    folder.chmod(0o711)  # the database server's own account must pass
    log = folder / "demo.log"
    try:
        with log.open("w") as out, _started(port, folder, out) as process:
            _wait(process, log)
            yield f"http://localhost:{port}"
            assert process.poll() is None, f"The demonstration ended by itself:\n{_end_of(log)}"
        broken = [line for line in log.read_text().splitlines() if " ERROR " in line]
        assert not broken, "The program reported errors:\n" + "\n".join(broken)[:4000]
    finally:
        where = places.of(folder / "data")
        for each in (where.home, where.socket, folder):
            shutil.rmtree(each, ignore_errors=True)


@contextlib.contextmanager
def shared(folder: Path) -> Iterator[str]:
    """The address of one demonstration for all test processes that name this folder.

    Whoever comes first starts it, and stops it when the others have left: they hold a lock that ends with them.
    """
    told = folder / "journeys.address"
    with (folder / "journeys.gate").open("a") as gate, (folder / "journeys.visitors").open("a") as visitors:
        fcntl.flock(gate, fcntl.LOCK_EX)
        if told.exists():
            fcntl.flock(visitors, fcntl.LOCK_SH)
            fcntl.flock(gate, fcntl.LOCK_UN)
            yield told.read_text()
            return
        with demonstration(free_port()) as address:
            told.write_text(address)
            fcntl.flock(gate, fcntl.LOCK_UN)
            try:
                yield address
            finally:
                fcntl.flock(gate, fcntl.LOCK_EX)
                told.unlink()
                fcntl.flock(visitors, fcntl.LOCK_EX)


def free_port() -> int:
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def _started(port: int, folder: Path, out: object) -> "Iterator[subprocess.Popen[bytes]]":
    process = subprocess.Popen(
        [sys.executable, "-m", "sunhall.ops.cli", "demo", "--port", str(port)],
        env=clean_environment(SUNHALL_DATA=str(folder / "data"), SUNHALL_URL=f"http://localhost:{port}"),
        cwd=folder,
        stdout=out,  # type: ignore[call-overload]
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + READY_SECONDS
    while "is running at" not in log.read_text():
        assert process.poll() is None and time.monotonic() < end, f"The demonstration did not come up:\n{_end_of(log)}"
        time.sleep(0.1)


def _end_of(log: Path) -> str:
    return log.read_text()[-4000:]
