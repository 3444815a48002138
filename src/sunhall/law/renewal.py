"""When the renewal of a licence may be asked for: the window before its last day (Licensing Law art. 50(1)). Pure.

Each matter says how many days before the end its window opens and closes, and in which days it counts: art. 82 makes
an authority's periods working days, and whether the holder's thirty days are covered is open [check]. Counted back from
the last day, which is not counted itself.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sunhall.law.calendar import Calendar, CalendarNotLoaded
from sunhall.law.clock import days_after, months_after
from sunhall.law.terms import Unit

GENERAL: Final = (30, Unit.CALENDAR_DAY)  # art. 50(1), where the matter's own law says nothing


@dataclass(frozen=True, slots=True)
class Window:
    """First and last day on which a renewal is asked for in time; `opens` null where it may be asked at any time."""

    opens: date | None
    closes: date

    def is_early(self, day: date) -> bool:
        return self.opens is not None and day < self.opens

    def is_in_time(self, day: date) -> bool:
        return not self.is_early(day) and day <= self.closes


def window(valid_to: date, closes: tuple[int, Unit], opens: tuple[int, Unit] | None, calendar: Calendar) -> Window:
    """The window before `valid_to`, the last day of the licence. Where notices are still to come, the widest."""
    return Window(
        opens=_back(valid_to, *opens, calendar, latest=False) if opens else None,
        closes=_back(valid_to, *closes, calendar, latest=True),
    )


def _back(valid_to: date, amount: int, unit: Unit, calendar: Calendar, *, latest: bool) -> date:
    if unit is Unit.MONTH:
        return months_after(valid_to, -amount)
    if unit is not Unit.WORKING_DAY:
        return days_after(valid_to, -amount)
    try:
        return calendar.shift(valid_to, -amount)
    except CalendarNotLoaded:
        told = calendar.bounds(valid_to)
        return calendar.not_before((told.most if latest else told.least) - amount)
