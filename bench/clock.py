"""How fast the clock reckons, and whether it agrees with counting day by day.

    .venv/bin/python bench/clock.py                        # the table, and 1,000,000 random histories compared
    .venv/bin/python bench/clock.py --histories 50000      # a short run

Random histories: a start from 2007 on, 0 to 90 units (sometimes up to 600), up to four stops that may overlap, touch,
lie before the start or stay open, and an extension. Due day, excluded days, days used and left as of a random day, and
the counted days of the explanation must all be the same. Prints a table; exits with 1 on any difference.
"""

import argparse
import multiprocessing
import platform
import random
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

from bench.day_by_day import LAST, Told, count
from sunhall.law.calendar import Calendar
from sunhall.law.clock import Pause, Reckoning, State, reckon
from sunhall.law.notices import shipped
from sunhall.law.terms import Unit

FIRST = date(2007, 1, 4)
SPAN = (LAST - FIRST).days
UNITS = (Unit.WORKING_DAY, Unit.WORKING_DAY, Unit.WORKING_DAY, Unit.CALENDAR_DAY, Unit.MONTH)


class History(NamedTuple):
    """One random question."""

    start: date
    amount: int
    extend: int
    unit: Unit
    pauses: tuple[Pause, ...]
    as_of: date


def history(chance: random.Random) -> History:
    """A random history; the same seed gives the same one."""
    start = FIRST + timedelta(days=chance.randrange(SPAN - 30))
    unit = chance.choice(UNITS)
    most = 14 if unit is Unit.MONTH else 600 if chance.random() < 0.02 else 90
    pauses = tuple(_pause(chance, start) for _ in range(chance.choice((0, 0, 1, 1, 1, 2, 2, 3, 4))))
    extend = chance.choice((0, 0, 0, 1, 10, 15))
    return History(start, chance.randrange(most), extend, unit, pauses, start + timedelta(days=chance.randrange(150)))


def _pause(chance: random.Random, start: date) -> Pause:
    begin = max(FIRST, min(start + timedelta(days=chance.randrange(-15, 120)), LAST))
    if chance.random() < 0.08:
        return Pause(begin)
    return Pause(begin, max(begin, min(begin + timedelta(days=chance.randrange(45)), LAST)))


def asked(calendar: Calendar, h: History) -> Reckoning:
    """The clock's answer."""
    return reckon(
        calendar, start=h.start, amount=h.amount, unit=h.unit, pauses=h.pauses, extend=h.extend, as_of=h.as_of
    )


def differences(calendar: Calendar, h: History) -> list[str]:
    """What the clock and the slow count say differently about one history; empty when they agree."""
    told = count(h.start, h.amount + h.extend, str(h.unit), [(p.start, p.end) for p in h.pauses])
    said = asked(calendar, h)
    found = []
    if said.due != told.due or (said.state is State.STOPPED) != told.stopped:
        found.append(f"due {said.due} {said.state}, should be {told.due} stopped={told.stopped}")
    if said.provisional != (told.due is None and not told.stopped):
        found.append(f"provisional {said.provisional}")
    found += _figures(said, told, h)
    counted = tuple(line.day for line in said.days if line.counted)
    if told.due is not None or told.stopped:
        if counted != told.counted:
            found.append(f"explains {len(counted)} days as counted, should be {len(told.counted)}")
    elif counted != told.counted[: len(counted)]:
        found.append("explains other days as counted")
    return found


def _figures(said: Reckoning, told: Told, h: History) -> list[str]:
    found = []
    if told.due is not None and said.excluded != told.excluded:
        found.append(f"excluded {said.excluded}, should be {told.excluded}")
    if h.as_of <= LAST and (told.due is not None or told.stopped):
        spent = sum(day <= h.as_of for day in told.counted)
        if said.spent != spent or said.left != said.total - spent:
            found.append(f"spent {said.spent} left {said.left} of {said.total}, should have spent {spent}")
        if told.due is not None and (said.state is State.OVERDUE) != (h.as_of > told.due):
            found.append(f"state {said.state} on {h.as_of}, due {told.due}")
    return found


def compare(histories: int, seed: int) -> tuple[int, list[str]]:
    """Compare so many histories; returns how many and the differences (at most twenty, as sentences)."""
    calendar, chance, found = Calendar.load(), random.Random(seed), []
    for _ in range(histories):
        h = history(chance)
        found += [f"{h}: {text}" for text in differences(calendar, h)]
        if len(found) > 20:
            break
    return histories, found


def per_second(work: Callable[[History], object], sample: list[History]) -> float:
    """Calls per second over the sample."""
    began = time.perf_counter()
    for h in sample:
        work(h)
    return len(sample) / (time.perf_counter() - began)


def speed_table(calendar: Calendar, seed: int) -> list[tuple[str, str]]:
    """The measured rows."""
    chance = random.Random(seed)
    sample = [history(chance) for _ in range(20_000)]
    notices = shipped()
    began = time.perf_counter()
    Calendar(notices)
    built = time.perf_counter() - began
    plain = sample[:5000]
    return [
        ("due day without stops: two look-ups", f"{per_second(partial(_plainly, calendar), sample):,.0f} / s"),
        ("due day and state, one random history", f"{per_second(partial(asked, calendar), sample):,.0f} / s"),
        (
            "the same with a line for every day",
            f"{per_second(lambda h: asked(calendar, h).days, plain):,.0f} / s",
        ),
        ("the same counted day by day (the judge)", f"{per_second(_slowly, plain):,.0f} / s"),
        ("building the calendar of twenty years", f"{built * 1000:,.1f} ms"),
    ]


def _plainly(calendar: Calendar, h: History) -> date | None:
    return calendar.day_of(calendar.ordinal(h.start) + h.amount)


def _slowly(h: History) -> Told:
    return count(h.start, h.amount + h.extend, str(h.unit), [(p.start, p.end) for p in h.pauses])


def main() -> int:
    """Print the table; 1 when the clock and the slow count differ anywhere."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--histories", type=int, default=1_000_000)
    parser.add_argument("--processes", type=int, default=multiprocessing.cpu_count())
    parser.add_argument("--seed", type=int, default=20260302)
    given = parser.parse_args()
    rows = speed_table(Calendar.load(), given.seed)
    chunk = max(1, min(10_000, given.histories // given.processes))
    jobs = [(chunk, given.seed + n) for n in range(-(-given.histories // chunk))]
    began = time.perf_counter()
    with multiprocessing.Pool(given.processes) as pool:
        results = pool.starmap(compare, jobs, chunksize=1)
    took = time.perf_counter() - began
    found = [text for _, texts in results for text in texts]
    rows.append(("random histories compared with the judge", f"{sum(n for n, _ in results):,}"))
    rows.append(("differences", f"{len(found):,}"))
    rows.append(("time of the comparison", f"{took:,.0f} s on {given.processes} processes"))
    print(f"clock: {date.today()}, {platform.machine()}, Python {platform.python_version()}")  # noqa: DTZ011
    for name, value in rows:
        print(f"  {name:<42} {value:>22}")
    for text in found[:20]:
        print(text, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
