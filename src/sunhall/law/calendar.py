"""Working days. Each has an ordinal, so counting is a subtraction and finding a day a look-up.

Owns which days an authority works. Everybody who counts legal time asks here; pure, no clock, no database.

A working day is a weekday that is not off, or a weekend day declared worked (Holiday Measures, State Council order 795,
art. 7; the yearly notice). Make-up days count like any other (Administrative Licensing Law art. 82).

Beyond the notices that are loaded nothing is guessed. Three questions stay answerable there, and only these:
the least and the most working days there can be up to a day, and the first day on which an ordinal can fall.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Final, NamedTuple

from sunhall.kernel.refused import Refused
from sunhall.law.notices import LocalHoliday, Notice, Source, last_known_festival_year, shipped, statutory

# Facts about the notices of 2008-2026, kept true by tests/law/test_calendar_horizon.py. [check] with every new notice.
MAKE_UP_WITHIN: Final = 14  # days between a worked weekend day and the statutory holiday it pays for
BRIDGE_WITHIN: Final = 7  # days between a weekday off and the statutory holiday it belongs to
EXTRAORDINARY: Final = 1  # working days lost without a statutory holiday near (3 September 2015)
UNSETTLED_NEW_YEARS: Final = frozenset({0, 1, 6})  # 1 January on Mon, Tue, Sun: its notice may reach into December
SATURDAY: Final = 5
DAY: Final = timedelta(days=1)


class CalendarNotLoaded(Refused):
    """An exact question about a day for which no notice is loaded. `facts["year"]` is the first missing year."""

    def __init__(self, year: int) -> None:
        super().__init__("calendar_not_loaded", year=year)


class Why(NamedTuple):
    """Why a day is worked or not: `working`, `make_up_day`, `weekend`, `holiday`, `unknown`; `name` of the holiday."""

    code: str
    name: str = ""


WORKED: Final = frozenset({"working", "make_up_day"})
WORKING: Final = Why("working")
WEEKEND: Final = Why("weekend")
UNKNOWN: Final = Why("unknown")


class Bounds(NamedTuple):
    """The least and the most an ordinal can be. Equal where the calendar is loaded."""

    least: int
    most: int


def is_rest_of_week(day: date) -> bool:
    """Saturday or Sunday."""
    return day.weekday() >= SATURDAY


class Calendar:
    """The working days of one region. Immutable. `load()` is the usual way to one.

    Ordinals start at 1 with the first working day of the first year. Loading a later year changes no ordinal up to
    `loaded_until`; an amended notice for a loaded year does, and `edition` then differs.
    """

    def __init__(self, notices: Iterable[Notice], extra: Iterable[LocalHoliday] = (), region: str = "national") -> None:
        """Raises ValueError when a year is missing between the first and the last."""
        ordered = sorted(notices, key=lambda notice: notice.year)
        self.years: tuple[int, ...] = tuple(dict.fromkeys(notice.year for notice in ordered))
        if not self.years or self.years != tuple(range(self.years[0], self.years[-1] + 1)):
            raise ValueError(f"calendar years must follow each other without a gap, not {self.years}")
        self.region, self._notices, self._extra = region, tuple(ordered), tuple(extra)
        self._sources = {notice.year: notice.sources for notice in ordered}
        self._off: dict[date, str] = {}
        self._work: dict[date, str] = {}
        for notice in ordered:  # a later notice speaks last about the end of December
            self._off = {day: name for day, name in self._off.items() if day not in notice.work} | dict(notice.off)
            self._work = {day: name for day, name in self._work.items() if day not in notice.off} | dict(notice.work)
        self._off |= {local.day: local.name for local in self._extra}
        self.loaded_from = date(self.years[0], 1, 1)
        self.loaded_until = _settled_until(self.years[-1])
        self._base = self.loaded_from.toordinal() - 1
        self._number()

    def _number(self) -> None:
        """Fill the tables: day -> ordinal of the last working day up to it, day -> why, and ordinal -> day."""
        upto, days, whys = [0], [date.min], [UNKNOWN]
        for n in range(self.loaded_from.toordinal(), self.loaded_until.toordinal() + 1):
            day = date.fromordinal(n)
            why = self._reason(day)
            if why.code in WORKED:
                days.append(day)
            upto.append(len(days) - 1)
            whys.append(why)
        self._upto, self._days, self._whys = upto, days, whys
        self._horizon: tuple[list[int], list[int]] | None = None
        self.edition = sha256(",".join(day.isoformat() for day in days[1:]).encode()).hexdigest()[:16]

    def _reason(self, day: date) -> Why:
        if name := self._off.get(day):
            return Why("holiday", name)
        if not is_rest_of_week(day):
            return WORKING
        return Why("make_up_day", self._work[day]) if day in self._work else WEEKEND

    @staticmethod
    def load(
        region: str = "national",
        upto: int | None = None,
        extra: Sequence[LocalHoliday] = (),
        notices: Sequence[Notice] | None = None,
    ) -> "Calendar":
        """The shipped years, at most up to `upto`, with `notices` loaded since and the `extra` rest days of a region.

        Where `notices` is not given they are what the process follows (see `follow`): by itself nothing, so that a
        program without a database counts on the shipped years. Of two notices for one year the later in the list is
        used alone. Cached.
        """
        return _load(region, upto, tuple(extra), tuple(_followed() if notices is None else notices))

    def ordinal(self, day: date) -> int:
        """The ordinal of the last working day up to and including `day`. Raises CalendarNotLoaded."""
        n = day.toordinal() - self._base
        if 0 < n < len(self._upto):
            return self._upto[n]
        raise self._not_loaded(day)

    def _not_loaded(self, day: date) -> CalendarNotLoaded:
        return CalendarNotLoaded(self.years[-1] + 1 if day > self.loaded_from else self.years[0] - 1)

    def is_working(self, day: date) -> bool:
        """Whether `day` is a working day. Raises CalendarNotLoaded."""
        n = day.toordinal() - self._base
        if 0 < n < len(self._upto):
            return self._upto[n] != self._upto[n - 1]
        raise self._not_loaded(day)

    def day_of(self, ordinal: int) -> date | None:
        """The working day with this ordinal; None beyond the loaded years."""
        if ordinal < 1:
            raise self._not_loaded(self.loaded_from)
        return self._days[ordinal] if ordinal < len(self._days) else None

    def shift(self, day: date, working_days: int) -> date:
        """The n-th working day after `day`, or before it when n is negative; `day` itself is not counted; 0 is `day`.

        Civil Code art. 201. Raises CalendarNotLoaded.
        """
        if working_days == 0:
            return day
        from_ordinal = self.ordinal(day)
        # backwards from a rest day, the last working day up to it is already the first one before it
        step = 1 if working_days < 0 and not self.is_working(day) else 0
        found = self.day_of(from_ordinal + working_days + step)
        if found is None:
            raise CalendarNotLoaded(self.years[-1] + 1)
        return found

    def working_days(self, after: date, until: date) -> int:
        """How many working days d there are with after < d <= until. Raises CalendarNotLoaded."""
        return self.ordinal(until) - self.ordinal(after)

    def last_working(self, day: date) -> date:
        """The last working day up to and including `day`. Raises CalendarNotLoaded."""
        return day if self.is_working(day) else self.shift(day, -1)

    def why(self, day: date) -> Why:
        """Why `day` is worked or not; `unknown` outside the loaded years."""
        n = day.toordinal() - self._base
        return self._whys[n] if 0 < n < len(self._whys) else UNKNOWN

    def sources(self, year: int) -> tuple[Source, ...]:
        """The documents a year rests on: the notice, then what amended it. Empty when the year is not loaded."""
        return self._sources.get(year, ())

    def joined_by(self, notice: Notice) -> "Calendar":
        """This calendar with one more notice; for a year that is loaded it stands in the place of the earlier one.

        Raises ValueError when the year does not follow the loaded ones.
        """
        others = (kept for kept in self._notices if kept.year != notice.year)
        return Calendar([*others, notice], self._extra, self.region)

    def first_difference(self, other: "Calendar") -> date | None:
        """The first day that the two tell differently: worked, not worked, or not known. None: they tell the same."""
        first = min(self.loaded_from, other.loaded_from)
        until = max(self.loaded_until, other.loaded_until)
        for n in range(first.toordinal(), until.toordinal() + 1):
            day = date.fromordinal(n)
            if self._told(day) is not other._told(day):
                return day
        return None

    def _told(self, day: date) -> bool | None:
        why = self.why(day)
        return None if why is UNKNOWN else why.code in WORKED

    # Beyond the loaded years

    def bounds(self, day: date) -> Bounds:
        """The least and the most `ordinal(day)` can be once every notice is known. Exact where loaded.

        Least: weekdays clear of every statutory holiday, less one for an extraordinary day. Most: weekdays that are not
        statutory holidays, and weekend days near enough to one to be made up. Rest days of a region (art. 4) that are
        not loaded yet may still lower the least. Raises CalendarNotLoaded before the first year.
        """
        least = self.least(day)
        if day <= self.loaded_until:
            return Bounds(least, least)
        _, most = self._ahead()
        n = (day - self.loaded_until).days
        return Bounds(least, most[n] if n < len(most) else most[-1] + n - (len(most) - 1))

    def least(self, day: date) -> int:
        """The lower of `bounds(day)`: the ordinal where it is known, else a number it cannot fall below."""
        n = day.toordinal() - self._base
        if 0 < n < len(self._upto):
            return self._upto[n]
        if n <= 0:
            raise self._not_loaded(day)
        least, _ = self._ahead()
        return least[min(n - len(self._upto) + 1, len(least) - 1)]

    def not_before(self, ordinal: int) -> date:
        """The first day on which the working day with this ordinal can fall; that very day where it is loaded.

        Beyond the years that a date can have it is the last day there is.
        """
        found = self.day_of(ordinal)
        if found is not None:
            return found
        _, most = self._ahead()
        n = bisect_left(most, ordinal)
        if n == len(most):  # past the table of lunar days every day may be worked
            n += ordinal - most[-1] - 1
        return self.loaded_until + timedelta(days=min(n, (date.max - self.loaded_until).days))

    def is_past(self, ordinal: int, today: date) -> bool | None:
        """Whether the working day with this ordinal lies before `today`; None when the loaded notices cannot tell.

        Raises CalendarNotLoaded up to the first day of the first year.
        """
        if today <= self.loaded_from:
            raise self._not_loaded(self.loaded_from)
        least, most = self.bounds(today - DAY)
        return True if least >= ordinal else None if most >= ordinal else False

    def _ahead(self) -> tuple[list[int], list[int]]:
        """Least and most for each day from `loaded_until` (index 0) on, as far as the lunar days are known."""
        if self._horizon is None:
            self._horizon = _ahead_of(self.loaded_until, len(self._days) - 1)
        return self._horizon


_followed: Callable[[], Sequence[Notice]] = tuple


def follow(source: Callable[[], Sequence[Notice]]) -> None:
    """From now on `Calendar.load()` in this process uses the notices that `source` gives, oldest load first.

    Called where a process begins (web server, worker, commands with a database), with a source that is cheap to ask:
    it is asked each time. The law itself knows no database.
    """
    global _followed
    _followed = source


@lru_cache(maxsize=64)
def _load(region: str, upto: int | None, extra: tuple[LocalHoliday, ...], more: tuple[Notice, ...]) -> Calendar:
    by_year = {notice.year: notice for notice in (*shipped(), *more)}
    return Calendar((n for n in by_year.values() if upto is None or n.year <= upto), extra, region)


def _settled_until(year: int) -> date:
    """The last day of `year` that the notice for the next year cannot touch.

    When 1 January is a Tuesday, Monday 31 December has been swapped with a weekend day (2007, 2018); on a Sunday,
    Saturday 31 December has been worked (2011); on a Monday, the weekend before it has been worked (2006). On the
    other days of the week the arrangement has never reached back.
    """
    new_year = date(year + 1, 1, 1)
    return date(year, 12, 28) if new_year.weekday() in UNSETTLED_NEW_YEARS else new_year - DAY


def _ahead_of(start: date, ordinal: int) -> tuple[list[int], list[int]]:
    last_year = last_known_festival_year()
    first, end = start.toordinal(), date(last_year, 12, 31).toordinal()
    off = {day.toordinal() for year in range(start.year, last_year + 1) for day in statutory(year)}
    make_up = {n + d for n in off for d in range(-MAKE_UP_WITHIN, MAKE_UP_WITHIN + 1)}
    bridge = {n + d for n in off for d in range(-BRIDGE_WITHIN, BRIDGE_WITHIN + 1)}
    # 1 January after the table still casts its shadow on December: the whole of it may be worked
    make_up |= set(range(end - MAKE_UP_WITHIN, end + 1))
    bridge |= set(range(end - BRIDGE_WITHIN, end + 1))
    least, most, sure = [ordinal], [ordinal], 0
    for n in range(first + 1, end + 1):
        weekday = (n - 1) % 7 < SATURDAY  # day 1 of the proleptic calendar was a Monday
        sure += weekday and n not in bridge
        least.append(ordinal + max(0, sure - EXTRAORDINARY))
        most.append(most[-1] + (n not in off and (weekday or n in make_up)))
    return least, most
