"""One demonstration for all journeys; each makes its own application, so none disturbs another.

With several test processes each has a browser of its own; tests/browsers.py says which journey goes where.
"""

import os
from collections.abc import Callable, Generator, Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.journeys import running
from tests.journeys.visitor import Visitor

from sunhall.documents import render

Comes = Callable[..., Visitor]


@pytest.fixture(scope="session")
def demo() -> Iterator[str]:
    """The address of the running demonstration, the same for all test processes of this run."""
    with running.shared(Path(os.environ["SUNHALL_TEST_DATA"])) as address:
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
