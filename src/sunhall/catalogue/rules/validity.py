"""How long a result is valid: first and last day. Pure; notices of grants and certificates use it."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sunhall.catalogue.content.course import Validity
from sunhall.kernel.refused import Refused
from sunhall.law.clock import months_after


def valid_through(start: date, *, months: int = 0, days: int = 0) -> date:
    """The last day of a period that begins on `start`, that day included: five years from 2026-03-11 end 2031-03-10."""
    if days:
        return start + timedelta(days=days - 1)
    end = months_after(start, months)
    return end if end.day != start.day else end - timedelta(days=1)


def validity(rule: Validity, data: Mapping[str, Any], decided_on: date, issued_on: date) -> tuple[date, date | None]:
    """First and last day of a certificate; no last day where it has no end or the end is told in words.

    Refused `certificate_ends_before_it_begins` when the day asked for has passed.
    """
    start = issued_on if rule.starts == "issue" else decided_on
    if rule.from_field and (asked := _day(data.get(rule.from_field))):
        start = asked
    end: date | None = None
    if rule.until_field:
        end = _day(data.get(rule.until_field))
    elif not rule.long_term:
        months = (int(rule.years) * 12 if rule.years else 0) + (int(rule.months) if rule.months else 0)
        days = int(rule.days) if rule.days else 0
        if months or days:
            end = valid_through(start, months=months, days=days)
    if end is not None and end < start:
        raise Refused("certificate_ends_before_it_begins", start=start.isoformat(), end=end.isoformat())
    return start, end


def _day(value: Any) -> date | None:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
