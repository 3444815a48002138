"""The browser of the tests: one Chromium for each test process; and which journey is told in which process."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from unittest import mock

import pytest
from playwright.sync_api import Browser, sync_playwright
from xdist.scheduler import LoadScopeScheduling

# The shell without windows of its own takes half the time of the whole browser.
KNOWN: Final = ("chromium-headless-shell", "chromium", "chromium-browser")
CHROMIUM: Final = os.environ.get("SUNHALL_CHROMIUM") or next(filter(None, map(shutil.which, KNOWN)), "")
QUIET: Final = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-dev-shm-usage",
]


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running Chromium; the test is skipped where there is none.

    Playwright keeps a loop running in this thread, so Django would refuse the database to tests that need both.
    """
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine: apt-get install chromium-headless-shell, or set SUNHALL_CHROMIUM")
    with mock.patch.dict(os.environ, DJANGO_ALLOW_ASYNC_UNSAFE="true"), sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield running
        running.close()


class Stories(LoadScopeScheduling):  # type: ignore[misc]
    """Spreads journeys over the test processes: a story is told in one, in order, for each language apart.

    What is not listed stays together by file: its tests may share something of the one demonstration.
    """

    TOLD_APART: Final = ("test_a_building.py", "test_a_restaurant.py", "test_a_counter.py")
    FREE: Final = ("test_every_page.py",)

    def _split_scope(self, nodeid: str) -> str:
        file, _, test = nodeid.partition("::")
        if file.endswith(self.FREE):
            return nodeid
        return file + "".join(re.findall(r"\[.*\]$", test)) if file.endswith(self.TOLD_APART) else file
