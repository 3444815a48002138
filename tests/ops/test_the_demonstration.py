"""`sunhall demo` comes up, answers, and leaves nothing behind: on Ctrl-C, on SIGTERM, and when it is killed."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.ops.conftest import Run, clean_environment, empty_folder

from sunhall.ops.postgres import places, processes

pytestmark = [pytest.mark.real_time, pytest.mark.slow]


def eventually(true: Callable[[], object], seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.05)
    return bool(true())


class Demo:
    def __init__(self, folder: Path, port: int) -> None:
        self.port, self.data, self.log = port, folder / "data", folder / "demo.log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "sunhall.ops.cli", "demo", "--port", str(port)],
                env=clean_environment(SUNHALL_DATA=str(self.data)),
                cwd=folder,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def comes_up(self) -> bool:
        return eventually(lambda: "is running at" in self.log.read_text() or self.process.poll() is not None, 120) and (
            self.process.poll() is None
        )

    def get(self, path: str) -> tuple[int, str]:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20) as answer:
            return answer.status, answer.read().decode()

    def family(self) -> list[int]:
        """Every process that works on this data folder: they carry it in their environment or their command."""
        mark = f"SUNHALL_DATA={self.data}".encode()
        found = []
        for entry in Path("/proc").iterdir():
            try:
                if entry.name.isdigit() and mark in (entry / "environ").read_bytes().split(b"\0"):
                    found.append(int(entry.name))
            except OSError:
                continue
        return [pid for pid in found + processes.all_in(places.of(self.data).database) if is_alive(pid)]


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in ("Z", "X")
    except OSError:
        return False


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """Whoever comes first makes the city in it; the others find it, however it was left."""
    with empty_folder() as made:
        yield made


@pytest.fixture
def demo(home: Path, free_port: int) -> Iterator[Demo]:
    made = Demo(home, free_port)
    yield made
    if made.process.poll() is None:
        made.process.terminate()
    made.process.wait(30)


def test_killed_hard_it_takes_its_children_along(demo: Demo) -> None:
    assert demo.comes_up(), demo.log.read_text()
    assert len(demo.family()) > 4
    os.kill(demo.process.pid, signal.SIGKILL)
    assert eventually(lambda: not demo.family()), demo.family()


def test_a_killed_database_server_comes_back_and_sigterm_stops_cleanly(demo: Demo) -> None:
    assert demo.comes_up(), demo.log.read_text()
    old = processes.postmaster(places.of(demo.data).database)
    assert old is not None
    os.kill(old, signal.SIGKILL)
    assert eventually(lambda: processes.postmaster(places.of(demo.data).database) not in (None, old), 40)

    def answers() -> bool:
        try:
            return demo.get("/healthz")[0] == 200
        except OSError:
            return False

    assert eventually(answers)
    demo.process.terminate()
    assert demo.process.wait(30) == 0
    assert demo.family() == []


def test_it_comes_up_answers_and_ctrl_c_stops_everything(demo: Demo, sunhall: Run) -> None:
    here = str(demo.data)
    assert demo.comes_up(), demo.log.read_text()
    assert demo.get("/healthz") == (200, "ok\n")
    again = sunhall("demo", "--port", "1", SUNHALL_DATA=here)
    assert again.returncode == 1
    second = sunhall("demo", "--port", str(demo.port + 1), SUNHALL_DATA=here)
    assert "A demonstration already runs" in second.stderr
    assert "already runs" in sunhall("demo", "--reset-only", SUNHALL_DATA=here).stderr
    demo.process.send_signal(signal.SIGINT)
    assert demo.process.wait(30) == 0
    assert demo.family() == []
    said = demo.log.read_text()
    assert "Traceback" not in said
    assert "The data are kept" in said
    assert sunhall("demo", "--reset-only", SUNHALL_DATA=here).returncode == 0
    assert not demo.data.exists()


def test_reset_leaves_a_folder_alone_that_holds_no_demonstration(sunhall: Run, folder: Path) -> None:
    (folder / "data").mkdir()
    (folder / "data" / "letters.txt").write_text("mine")
    refused = sunhall("demo", "--reset-only")
    assert refused.returncode == 1
    assert (folder / "data" / "letters.txt").exists()
