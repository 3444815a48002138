"""The statutory clock: when a period ends, what is spent and left, and a line of explanation for every day.

Pure: the calendar and "today" are arguments. Lifecycles, the command line and the deadline page call it.

Conventions (docs/explanation/how-sunhall-counts-days.md):
- the day of the event is not counted; the last day ends at 24:00 (Civil Code art. 201, 203);
- a month ends on the corresponding day, else on the last day of the month (art. 202);
- a stop excludes the days d with start < d <= end; overlapping stops are merged (ALL art. 45; convention [check]);
- a stop that begins when the period has already run out changes nothing;
- while a stop is open there is no due day, only what is left;
- working days run on one axis of ordinals and calendar days on another, and the same walk serves both.
Beyond the loaded calendar years ordinals are the least they can be, dates are not told, and `not_before` bounds them.
"""

from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from sunhall.kernel.refused import Refused
from sunhall.law.calendar import WORKED, Calendar
from sunhall.law.terms import Roll, Unit


class State(StrEnum):
    """Where a clock stands as of the day asked about."""

    RUNNING = "running"
    STOPPED = "stopped"
    OVERDUE = "overdue"
    ENDED = "ended"


class Pause(NamedTuple):
    """A stop of the clock: after `start`, up to and including `end`; open while `end` is None. `ref` says why."""

    start: date
    end: date | None = None
    ref: str = ""


class DayLine(NamedTuple):
    """One day of an explanation. `number` counts the counted days from 1.

    `why`: working, make_up_day, calendar_day (counted); weekend, holiday, pause, rest_day_roll (not counted).
    `name` is the holiday, `ref` what the stop refers to.
    """

    day: date
    counted: bool
    number: int | None
    why: str
    name: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What a clock says. `spent + left == total` always; both are None when no day was asked about and none is known.

    `due` is None while a stop is open and when the period ends beyond the loaded years (`provisional`, then
    `not_before`). `end_ordinal` is the ordinal of the last working day up to the end; beyond the loaded years it is the
    least that can be, so that lists sort by it and nobody is called late who may not be. `over` counts the days (of the
    unit) past the end. `late` is None when the loaded years cannot tell.
    """

    due: date | None
    end_ordinal: int | None
    provisional: bool
    not_before: date | None
    total: int
    excluded: int
    spent: int | None
    left: int | None
    over: int
    late: bool | None
    state: State
    question: "Question" = field(repr=False, compare=False)

    @property
    def latest_safe_workday(self) -> date | None:
        """The last working day up to `due`: who finishes by it is safe whichever way days are read (ALL art. 82).

        None without a `due`, or when it lies beyond the loaded years.
        """
        calendar = self.question.calendar
        return calendar.last_working(self.due) if self.due and self.due <= calendar.loaded_until else None

    @property
    def days(self) -> tuple[DayLine, ...]:
        """The explanation, made when asked for."""
        return explain(self)


class Question(NamedTuple):
    """What was asked: kept so that the explanation can be made later."""

    calendar: Calendar
    start: date
    unit: Unit
    pauses: Sequence[Pause]
    as_of: date | None
    back: bool = False


class _Walk(NamedTuple):
    """The result of walking from the start over the stops, in positions of the axis. `end` is None while stopped."""

    end: int | None
    excluded: int
    stopped_at: int | None


def reckon(
    calendar: Calendar,
    *,
    start: date,
    amount: int,
    unit: Unit = Unit.WORKING_DAY,
    pauses: Iterable[Pause] = (),
    extend: int = 0,
    as_of: date | None = None,
    ended_on: date | None = None,
    roll: Roll = Roll.NONE,
) -> Reckoning:
    """Reckon a period of `amount` + `extend` units after the event day `start`, as of the end of the day `as_of`.

    `ended_on` is the day the matter was decided; the clock then says what it was on that day. `roll` moves a calendar
    or month period that ends on a rest day. Raises Refused: `calendar_not_loaded` for a start before the first year,
    `date_out_of_range`, `pause_ends_before_it_starts`, `hours_need_an_instant`; ValueError for negative amounts.
    """
    if amount < 0 or extend < 0:
        raise ValueError("a period cannot be negative")
    return _reckoned(calendar, start, amount + extend, unit, tuple(pauses), as_of, ended_on, roll)


@lru_cache(maxsize=4096)  # an act asks for each clock before and after; files of one day share their clocks
def _reckoned(
    calendar: Calendar,
    start: date,
    amount: int,
    unit: Unit,
    held: tuple[Pause, ...],
    as_of: date | None,
    ended_on: date | None,
    roll: Roll,
) -> Reckoning:
    position = _position(calendar, unit)
    begin, total = position(start), _length(start, amount, unit)
    stops = _stops(position, held, begin) if held else []
    walk = _walk(begin, total, stops)
    due = None if walk.end is None else _due(calendar, unit, start, total, walk.end, roll)
    at = min(as_of, ended_on) if as_of and ended_on else ended_on or as_of
    spent = _spent(position, at, walk, stops, begin, total)
    late = _late(calendar, unit, at, due, walk)
    end_ordinal = walk.end if unit is Unit.WORKING_DAY or walk.end is None else calendar.least(due or _strict(walk.end))
    provisional = due is None and (walk.end is not None or max(start, *(p.start for p in held)) > calendar.loaded_until)
    return Reckoning(
        due=due,
        end_ordinal=end_ordinal,
        provisional=provisional,
        not_before=_not_before(calendar, unit, start, total, walk) if due is None else None,
        total=total,
        excluded=walk.excluded if walk.end is not None else _excluded_until(position, at, walk, stops),
        spent=spent,
        left=None if spent is None else total - spent,
        over=position(at) - position(due) if late and at and due else 0,
        late=late,
        state=_state(late, ended_on, walk),
        question=Question(calendar, start, unit, held, at),
    )


def reckon_back(calendar: Calendar, *, start: date, amount: int, unit: Unit = Unit.WORKING_DAY) -> Reckoning:
    """A period counted back from `start`, which is not counted: `due` is the last day in time, the n-th before it.

    For what is to be done so many days before something (ALL art. 48, 50). No stops, no extension, no roll. Raises
    CalendarNotLoaded where the working days up to `start` are not known, Refused `date_out_of_range`; ValueError for
    months and negative amounts.
    """
    if amount < 0 or unit not in (Unit.WORKING_DAY, Unit.CALENDAR_DAY):
        raise ValueError("counted back are days, and not fewer than none")
    due = calendar.shift(start, -amount) if unit is Unit.WORKING_DAY else days_after(start, -amount)
    return Reckoning(
        due=due, end_ordinal=calendar.least(due), provisional=False, not_before=None, total=amount, excluded=0,
        spent=None, left=None, over=0, late=False, state=State.RUNNING,
        question=Question(calendar, start, unit, (), None, back=True),
    )  # fmt: skip


def days_after(day: date, days: int) -> date:
    """The day so many days later. Refused `date_out_of_range` outside the years that a date can have (1 to 9999)."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise Refused("date_out_of_range") from None


def months_after(day: date, months: int) -> date:
    """The corresponding day so many months later, else the last day of that month (Civil Code art. 202).

    Refused `date_out_of_range`.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if not MINYEAR <= year <= MAXYEAR:
        raise Refused("date_out_of_range")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def hours_after(at: datetime, hours: int) -> datetime:
    """The instant so many hours after an instant; hours run through nights and rest days.

    Refused `date_out_of_range`.
    """
    try:
        return at + timedelta(hours=hours)
    except OverflowError:
        raise Refused("date_out_of_range") from None


def explain(reckoning: Reckoning) -> tuple[DayLine, ...]:
    """A line for each day after the start, up to the due day; to the day asked about while the clock stands still.

    A clock that runs beyond the loaded years is explained as far as they go.
    """
    asked = reckoning.question
    if asked.back:
        return _lines_back(asked, reckoning.due or asked.start)
    last = reckoning.due or _told_until(reckoning)
    if asked.unit is Unit.WORKING_DAY:
        return tuple(_working_lines(asked, last))
    return tuple(_calendar_lines(asked, last, reckoning.total))


def _position(calendar: Calendar, unit: Unit) -> Callable[[date], int]:
    """The axis a unit is counted on: ordinals of working days, or days."""
    if unit is Unit.HOUR:
        raise Refused("hours_need_an_instant")
    return calendar.least if unit is Unit.WORKING_DAY else date.toordinal


def _length(start: date, amount: int, unit: Unit) -> int:
    return (months_after(start, amount) - start).days if unit is Unit.MONTH else amount


def _stops(position: Callable[[date], int], pauses: Sequence[Pause], begin: int) -> list[tuple[int, int | None]]:
    """The stops as merged stretches (a, b] of the axis, in order, from the beginning of the period on."""
    opened = min((position(pause.start) for pause in pauses if pause.end is None), default=None)
    stops: list[tuple[int, int | None]] = []
    reached = begin
    for start, end, _ in sorted(pauses, key=_by_start):
        if end is None:
            continue
        if end < start:
            raise Refused("pause_ends_before_it_starts", start=start, end=end)
        a, b = max(position(start), reached), position(end)
        if opened is not None:
            b = min(b, opened)  # an open stop holds everything after it
        if b > a:
            stops.append((a, b))
            reached = b
    if opened is not None:
        stops.append((max(opened, reached), None))
    return stops


def _by_start(pause: Pause) -> date:
    return pause.start


def _walk(begin: int, total: int, stops: Sequence[tuple[int, int | None]]) -> _Walk:
    end, excluded = begin + total, 0
    for a, b in stops:
        if a >= end:
            break
        if b is None:
            return _Walk(None, excluded, a)
        excluded += b - a
        end += b - a
    return _Walk(end, excluded, None)


def _strict(end: int) -> date:
    if end > date.max.toordinal():
        raise Refused("date_out_of_range")
    return date.fromordinal(end)


def _due(calendar: Calendar, unit: Unit, start: date, total: int, end: int, roll: Roll) -> date | None:
    if total == 0:
        return start  # on the spot: that day, even a rest day
    if unit is Unit.WORKING_DAY:
        return calendar.day_of(end)
    strict = _strict(end)
    if roll is Roll.NONE:
        return strict
    known = strict <= calendar.loaded_until
    return strict if known and calendar.is_working(strict) else calendar.day_of(calendar.least(strict) + 1)


def _not_before(calendar: Calendar, unit: Unit, start: date, total: int, walk: _Walk) -> date | None:
    if walk.end is None:
        return None
    if unit is not Unit.WORKING_DAY:
        return _strict(walk.end)
    return calendar.not_before(calendar.bounds(start).most + total + walk.excluded)


def _spent(
    position: Callable[[date], int],
    at: date | None,
    walk: _Walk,
    stops: Sequence[tuple[int, int | None]],
    begin: int,
    total: int,
) -> int | None:
    """Days of the period used up by the end of the day `at`; while stopped without a day, up to the stop."""
    here = position(at) if at else walk.stopped_at
    if here is None:
        return None
    used = max(0, here - begin)
    for a, b in stops:
        used -= max(0, min(here if b is None else b, here) - a)
    return min(used, total)


def _excluded_until(
    position: Callable[[date], int], at: date | None, walk: _Walk, stops: Sequence[tuple[int, int | None]]
) -> int:
    """While stopped: the closed stops, and of the open one what has passed by the day asked about."""
    if at is None or walk.stopped_at is None:
        return walk.excluded
    here = position(at)
    return sum(max(0, min(here if b is None else b, here) - a) for a, b in stops)


def _late(calendar: Calendar, unit: Unit, at: date | None, due: date | None, walk: _Walk) -> bool | None:
    if at is None or walk.end is None:
        return False
    if due is not None:
        return at > due
    if unit is not Unit.WORKING_DAY:  # it rolls beyond the loaded years: in time up to the strict day
        return None if at > _strict(walk.end) else False
    return calendar.is_past(walk.end, at)


def _state(late: bool | None, ended_on: date | None, walk: _Walk) -> State:
    if ended_on is not None:
        return State.ENDED
    if walk.end is None:
        return State.STOPPED
    return State.OVERDUE if late else State.RUNNING


def _told_until(reckoning: Reckoning) -> date:
    asked = reckoning.question
    if reckoning.provisional and reckoning.state is not State.STOPPED:
        return min(reckoning.not_before or asked.start, asked.calendar.loaded_until)
    opened = min(pause.start for pause in asked.pauses if pause.end is None)
    until = max(opened, asked.as_of or opened)
    return until if asked.unit is not Unit.WORKING_DAY else min(until, asked.calendar.loaded_until)


def _stopping(pauses: Iterable[Pause], day: date) -> Pause | None:
    for pause in pauses:
        if pause.start < day and (pause.end is None or day <= pause.end):
            return pause
    return None


def _each_day(start: date, last: date) -> Iterator[date]:
    return map(date.fromordinal, range(start.toordinal() + 1, last.toordinal() + 1))


def _working_lines(asked: Question, last: date) -> Iterator[DayLine]:
    number, pauses = 0, sorted(asked.pauses, key=_by_start)
    for day in _each_day(asked.start, last):
        why, name = asked.calendar.why(day)
        if why not in WORKED:
            yield DayLine(day, False, None, why, name)
        elif pauses and (pause := _stopping(pauses, day)):
            yield DayLine(day, False, None, "pause", "", pause.ref)
        else:
            number += 1
            yield DayLine(day, True, number, why, name)


def _calendar_lines(asked: Question, last: date, total: int) -> Iterator[DayLine]:
    number, pauses = 0, sorted(asked.pauses, key=_by_start)
    for day in _each_day(asked.start, last):
        if number == total:
            yield DayLine(day, False, None, "rest_day_roll", asked.calendar.why(day).name)
        elif pause := _stopping(pauses, day):
            yield DayLine(day, False, None, "pause", "", pause.ref)
        else:
            number += 1
            yield DayLine(day, True, number, "calendar_day")


def _lines_back(asked: Question, due: date) -> tuple[DayLine, ...]:
    """The days from `due` to the one before the start, in their order; numbers count back from the start."""
    number, lines = 0, []
    for n in range(asked.start.toordinal() - 1, due.toordinal() - 1, -1):
        day = date.fromordinal(n)
        why, name = asked.calendar.why(day)
        counted = asked.unit is not Unit.WORKING_DAY or why in WORKED
        number += counted
        told = why if asked.unit is Unit.WORKING_DAY else "calendar_day"
        lines.append(DayLine(day, counted, number if counted else None, told, name if told != "calendar_day" else ""))
    return tuple(reversed(lines))
