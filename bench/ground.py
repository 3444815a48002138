"""The ground of the measurements: an embedded server with durable writes, the demonstration city, seeded cases.

The data folder is `.bench/<cases>` in the working directory; a second run finds it there.
"""

import contextlib
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

FOLDER = Path.cwd() / ".bench"
# As for a city of a million cases: fewer checkpoints, and indexes built in memory.
ROOMY = {"shared_buffers": "512MB", "maintenance_work_mem": "512MB", "max_wal_size": "8GB"}


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


@contextlib.contextmanager
def city(cases: int) -> Iterator[None]:
    """A database with the demonstration city and this many seeded cases, and Django set up on it."""
    data = FOLDER / str(cases)
    data.mkdir(parents=True, exist_ok=True)
    os.environ.update(SUNHALL_DATA=str(data), SUNHALL_DEMO="1", DJANGO_SETTINGS_MODULE="sunhall.ops.settings")
    from sunhall.ops.postgres import server

    with server.using(data, say=say, settings=ROOMY):
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        from sunhall.ops import demo_city
        from sunhall.people.models import Centre

        if not Centre.objects.exists():
            at = datetime.now(UTC)
            demo_city.catalogue.import_files(path=demo_city.FOLDER, by=None, at=at)
            demo_city.catalogue.publish_drafts(effective_from=demo_city.IN_FORCE_SINCE, by=None, at=at)
            demo_city.settle_people(at=at)
        from bench import seed

        seed.up_to(cases)
        yield
        from django.db import connections

        connections.close_all()


def timed(function: Callable[[], object], *, seconds: float = 2.0, least: int = 5) -> float:
    """Median seconds of a call, over at least `least` calls and about `seconds` of time. The first call warms up."""
    function()
    found: list[float] = []
    began = time.perf_counter()
    while len(found) < least or time.perf_counter() - began < seconds:
        start = time.perf_counter()
        function()
        found.append(time.perf_counter() - start)
    return statistics.median(found)


def table(title: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A table people can read and paste into the docs."""
    machine = f"{os.cpu_count()} cores, {_processor()}, Python {platform.python_version()}"
    say(f"\n{title} — {datetime.now(UTC):%Y-%m-%d}, {machine}")
    said = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in [list(head), *said]) for i in range(len(head))]
    for row in [list(head), ["-" * w for w in widths], *said]:
        say("| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |")


def _processor() -> str:
    """The processor's name where the system tells it (Linux), else its kind."""
    try:
        told = Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace")
    except OSError:
        return platform.machine()
    names = [line.partition(":")[2].strip() for line in told.splitlines() if line.startswith("model name")]
    return names[0] if names else platform.machine()


def verdict(checks: Sequence[tuple[str, bool]]) -> int:
    """Exit code 0 when every target is met; names those that are not."""
    missed = [name for name, met in checks if not met]
    for name in missed:
        say(f"below the target: {name}")
    return 1 if missed else 0
