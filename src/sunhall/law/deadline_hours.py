"""The deadline calculator for hours: from an instant, through nights and rest days. For `law.deadline` and the page.

A period in hours begins at the hour the law or the parties name (Civil Code art. 201(2)); nothing is left out, and the
clause on rest days speaks of last *days* (art. 203), so nothing rolls either.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple

from sunhall.kernel.clock import ZONE, legal_day
from sunhall.kernel.refused import Refused
from sunhall.law.clock import hours_after

UNIT: Final = "hour"
MOST: Final = 8784  # hours of a leap year


class Hours(NamedTuple):
    """`hours` after the instant `start`; both instants in the authority's zone."""

    start: datetime
    hours: int
    due_at: datetime


def reckon_hours(start: datetime, hours: int) -> Hours:
    """So many hours after an aware instant, also where the clocks were changed in between (1986-1991)."""
    return Hours(start.astimezone(ZONE), hours, hours_after(start.astimezone(UTC), hours).astimezone(ZONE))


def instant(value: Any, name: str) -> datetime:
    """`2026-02-10T09:30`, of Beijing time unless it names its offset. Refused `bad_instant`."""
    try:
        if not isinstance(value, str) or not len("2026-02-10T09:30") <= len(value) <= 32 or value[10] not in "T ":
            raise ValueError
        at = datetime.fromisoformat(value)
        return (at if at.tzinfo else at.replace(tzinfo=ZONE)).astimezone(ZONE)
    except (ValueError, OverflowError):
        raise Refused("bad_instant", field=name, value=str(value)[:40]) from None


def tell_hours(hours: Hours) -> dict[str, Any]:
    """The answer's JSON values: those of days, and `due_at`. A line for every day in which an hour falls."""
    first, last = legal_day(hours.start), legal_day(hours.due_at)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return {
        "due": last.isoformat(),
        "due_at": hours.due_at.isoformat(timespec="minutes"),
        "provisional": False,
        "not_before": None,
        "excluded": 0,
        "days": [{"day": day.isoformat(), "counted": True, "why": "hours"} for day in days],
    }


def asks_hours(question: Any) -> bool:
    """Whether a question is one for here."""
    return isinstance(question, Mapping) and question.get("rule") is None and question.get("unit") == UNIT
