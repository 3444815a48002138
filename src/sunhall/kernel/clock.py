"""The one place that reads the system clock. Read it once, at the edge, and pass the instant on.

A legal day is the date in the authority's zone (Asia/Shanghai for every authority of a jurisdiction here),
never the date of the server or of UTC.
"""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """The present instant, in UTC, aware."""
    return datetime.now(UTC)


def legal_day(at: datetime) -> date:
    """The day on which an instant falls in law (Electronic Signature Law art. 11: time of entry into the system)."""
    if at.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return at.astimezone(ZONE).date()


def today() -> date:
    """The legal day of the present instant."""
    return legal_day(now())
