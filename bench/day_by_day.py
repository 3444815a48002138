"""Counting legal time the slow and obvious way: one day after the other. The judge of the clock, in tests and bench.

It reads the calendar files by itself and shares no code with `sunhall.law`, so that a mistake cannot agree with itself.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

FILES = Path(__file__).resolve().parents[1] / "src" / "sunhall" / "law" / "data" / "calendars"
DAY = timedelta(days=1)
LAST = date(2026, 12, 31)

Pauses = Sequence[tuple[date, date | None]]


class Told(NamedTuple):
    """What the slow count says. `due` is None when stopped (`left` > 0, `stopped`) or beyond the calendar."""

    due: date | None
    stopped: bool
    excluded: int
    counted: tuple[date, ...]


@cache
def working_days() -> frozenset[date]:
    """Every working day of the files, in the plainest way: weekdays, less days off, with days worked."""
    off: set[date] = set()
    worked: set[date] = set()
    for file in sorted(FILES.glob("*.yaml")):
        data = yaml.safe_load(file.read_text(encoding="utf-8"))
        for target, field in ((off, "days_off"), (worked, "days_worked")):
            for spans in data[field].values():
                for span in spans:
                    first, _, last = str(span).partition("..")
                    day = date.fromisoformat(first)
                    while day <= date.fromisoformat(last or first):
                        target.add(day)
                        day += DAY
    days = set()
    day = date(2007, 1, 1)
    while day <= LAST:
        if day in worked or (day.weekday() < 5 and day not in off):
            days.add(day)
        day += DAY
    return frozenset(days)


def count(start: date, amount: int, unit: str, pauses: Pauses) -> Told:
    """Walk from the day after `start` until `amount` days of the unit are counted."""
    if unit == "month":
        amount, unit = (corresponding(start, amount) - start).days, "calendar_day"
    closed = [(a, b) for a, b in pauses if b is not None]
    opened = min((a for a, b in pauses if b is None), default=None)
    working = working_days()
    counted: list[date] = []
    excluded, day = 0, start
    while len(counted) < amount:
        day += DAY
        if unit == "working_day" and day not in working:
            if day > LAST:
                return Told(None, opened is not None, excluded, tuple(counted))
        elif opened is not None and day > opened:
            return Told(None, True, excluded, tuple(counted))
        elif any(a < day <= b for a, b in closed):
            excluded += 1
        else:
            counted.append(day)
    return Told(day, False, excluded, tuple(counted))


def corresponding(day: date, months: int) -> date:
    """The same day number so many months on, or the nearest earlier one that exists."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    for number in range(day.day, 0, -1):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    raise AssertionError("every month has a first day")
