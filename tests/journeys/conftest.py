"""One demonstration and one browser for all journeys; each makes its own application, so none disturbs another."""

import contextlib
import os
import shutil
import socket
from collections.abc import Callable, Generator, Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from tests.journeys import running
from tests.journeys.visitor import Visitor

from sunhall.documents import render

CHROMIUM = os.environ.get("SUNHALL_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or ""
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-dev-shm-usage",
]
Comes = Callable[..., Visitor]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine: apt-get install chromium, or set SUNHALL_CHROMIUM")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def demo(browser: Browser) -> Iterator[str]:
    """The address of the running demonstration."""
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    with running.demonstration(port) as address:
        yield address


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture
def comes(request: pytest.FixtureRequest, browser: Browser, demo: str, tmp_path: Path) -> Iterator[Comes]:
    """`comes("citizen", language="en", scripts=False)`: a visitor, signed in when a login is named.

    At the end every visitor leaves, and nothing may have gone wrong in any window.
    """
    came: list[Visitor] = []

    def comes(login: str = "", **how: object) -> Visitor:
        visitor = Visitor(browser, demo, **how)  # type: ignore[arg-type]
        came.append(visitor)
        return visitor.sign_in(login) if login else visitor

    yield comes
    failed = request.node.stash.get(FAILED, False)
    for number, visitor in enumerate(came):
        if failed:
            visitor.show(tmp_path / f"{number}.png")
    for visitor in came:
        visitor.leave()


@pytest.fixture(scope="session")
def specimen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small true PDF to hand in as any material."""
    path = tmp_path_factory.mktemp("papers") / "材料 specimen.pdf"
    told = {"date": date(2026, 3, 2), "material": "演示材料", "material_en": "Specimen", "applicant": "示范市演示企业"}
    path.write_bytes(render.pdf("ops/specimen", told))
    return path
