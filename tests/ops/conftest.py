"""Help for the tests of processes: short private folders, and the command line run as a person would."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sunhall.ops.postgres import places

REPOSITORY = Path(__file__).resolve().parents[2]
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@contextmanager
def empty_folder() -> Iterator[Path]:
    """One that the server's own account may enter (pytest's are closed to it when root runs the tests)."""
    made = Path(tempfile.mkdtemp(prefix="sunhall-ops-"))
    made.chmod(0o711)
    yield made
    for found in [made / "data", *made.glob("*/")]:
        where = places.of(found)
        for each in {where.home, where.socket} - {found, found / "run"}:
            shutil.rmtree(each, ignore_errors=True)
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def folder() -> Iterator[Path]:
    with empty_folder() as made:
        yield made


def clean_environment(**more: str) -> dict[str, str]:
    """The environment of a person at a shell: nothing of the test run in it."""
    kept = {
        k: v for k, v in os.environ.items() if not k.startswith(("SUNHALL_", "DJANGO_", "PG", "PYTEST_", "DATABASE_"))
    }
    return kept | {"PYTHONPATH": str(REPOSITORY / "src")} | more


@pytest.fixture
def sunhall(folder: Path) -> Run:
    """Runs `sunhall …` with its own data folder and waits for the end."""

    def run(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "sunhall.ops.cli", *arguments]
        settings = clean_environment(**{"SUNHALL_DATA": str(folder / "data")} | environment)
        return subprocess.run(
            command, env=settings, cwd=folder, capture_output=True, text=True, timeout=120, check=False
        )

    return run
