"""The ground every test stands on: a real PostgreSQL, a frozen clock, no network.

With DATABASE_URL set the suite uses that server; otherwise an embedded one is started in a temporary folder by the
first test that touches the database, shared by all pytest-xdist workers, and removed at the end.
"""

import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import hypothesis
import pytest
import time_machine

TEST_DATA = "SUNHALL_TEST_DATA"  # set by the controller, inherited by the workers
_i_made_the_folder = TEST_DATA not in os.environ
if _i_made_the_folder:
    os.environ[TEST_DATA] = tempfile.mkdtemp(prefix="sunhall-tests-")
    Path(os.environ[TEST_DATA]).chmod(0o711)
os.environ["SUNHALL_DATA"] = os.environ[TEST_DATA]
os.environ["SUNHALL_TEST"] = "1"
os.environ["DJANGO_SETTINGS_MODULE"] = "sunhall.ops.settings"

from django.conf import settings  # noqa: E402 - the variables above are read when the settings load

settings.DATABASES  # noqa: B018 - loads them, so that pytest-django finds them configured

from tests.own_server import FAST_NOT_SAFE  # noqa: E402

from sunhall.ops.postgres import server  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MONDAY_MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


# A merge is judged by the same examples each time; people's own runs go on looking for new ones.
hypothesis.settings.register_profile("ci", derandomize=True, deadline=None)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "default")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "at(moment): freeze the clock at this moment of Shanghai, e.g. '2026-04-30 17:00'"
    )
    config.addinivalue_line("markers", "real_time: leave the clock alone (for tests of processes and browsers)")
    config.addinivalue_line("markers", "network: leave the network guard off")
    config.addinivalue_line("markers", "browser: a journey in a real browser (not part of `make test`)")
    config.addinivalue_line("markers", "slow: takes more than a few seconds (not part of `make test`)")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Journeys are spread over the test processes by story (`--dist loadgroup`)."""
    if config.getoption("dist") != "loadgroup":
        return None
    from tests import browsers

    return browsers.Stories(config, log)


def pytest_unconfigure(config: pytest.Config) -> None:
    if _i_made_the_folder:
        shutil.rmtree(os.environ.pop(TEST_DATA, ""), ignore_errors=True)


@pytest.fixture(scope="session")
def database_server() -> Iterator[None]:
    """The server of the tests. Its writes are not durable: nothing here outlives the run."""
    if os.environ.get("DATABASE_URL"):
        yield
        return
    with server.using(Path(os.environ[TEST_DATA]), settings=FAST_NOT_SAFE):
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(database_server: None, django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Start the server before the test database is made; each worker has a database of its own."""


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """One Chromium for all tests of this process that need one (marked `browser`)."""
    from tests import browsers  # most runs need none of it

    with browsers.chromium() as running:
        yield running


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(autouse=True)
def frozen_clock(request: pytest.FixtureRequest) -> Iterator[time_machine.Traveller | None]:
    """Time stands still at Monday 2026-03-02 09:00 in Shanghai, a working day, or where `@pytest.mark.at` puts it.

    `frozen_clock.move_to(…)` and `.shift(…)` pass time. PostgreSQL's own now() is not frozen: acts take their
    instant as an argument, and no rule may read the database's clock.
    """
    if request.node.get_closest_marker("real_time") or request.node.get_closest_marker("browser"):
        yield None
        return
    mark = request.node.get_closest_marker("at")
    moment = _moment(mark.args[0]) if mark else MONDAY_MORNING
    with time_machine.travel(moment, tick=False) as traveller:
        yield traveller


def _moment(said: str | datetime) -> datetime:
    moment = datetime.fromisoformat(said) if isinstance(said, str) else said
    return moment if moment.tzinfo else moment.replace(tzinfo=MONDAY_MORNING.tzinfo)


_connect = socket.socket.connect
_connect_ex = socket.socket.connect_ex


def _is_here(family: int, address: object) -> bool:
    if family == socket.AF_UNIX:
        return True
    host = str(address[0]) if isinstance(address, tuple) else ""
    return host in ("localhost", "::1", "0.0.0.0") or host.startswith("127.")  # noqa: S104 - compared, not bound


@pytest.fixture(autouse=True)
def no_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that reaches out of this machine fails. Loopback and unix sockets are open."""
    if request.node.get_closest_marker("network"):
        return

    def connect(self: socket.socket, address: object) -> None:
        if not _is_here(self.family, address):
            raise RuntimeError(f"A test tried to reach {address!r}. Tests work without a network.")
        _connect(self, address)  # type: ignore[arg-type]

    def connect_ex(self: socket.socket, address: object) -> int:
        if not _is_here(self.family, address):
            raise RuntimeError(f"A test tried to reach {address!r}. Tests work without a network.")
        return _connect_ex(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket.socket, "connect_ex", connect_ex)
