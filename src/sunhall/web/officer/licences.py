"""Licences that run out soon, for the desk of the authority that granted them: when a renewal can be asked for."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.http import HttpRequest
from django.utils.translation import gettext as _

from sunhall.cases import worklists
from sunhall.catalogue import queries as catalogue
from sunhall.certificates import queries as certificates
from sunhall.certificates.queries import RunningOut
from sunhall.kernel.clock import legal_day
from sunhall.law import renewal
from sunhall.law.calendar import Calendar
from sunhall.law.terms import Unit
from sunhall.people import queries as people
from sunhall.people.queries import Actor
from sunhall.web.fields import parse_day
from sunhall.web.templatetags import house

AHEAD: Final = timedelta(days=90)  # how far the list looks


@dataclass(frozen=True, slots=True)
class LicenceRow:
    """A licence in words. `light`: on time while a renewal can be asked for, due soon when that ends, else overdue."""

    case_id: int
    number: str
    name: str
    holder: str
    valid_to: date
    light: str
    told: str


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose licences this officer looks after: authorities by code, and the matters (null: all of them)."""

    codes: frozenset[str]
    matters: frozenset[str] | None


def scope_of(actor: Actor, at: datetime) -> Scope | None:
    """Those of the authorities in whose name she reviews or decides; None for nobody's."""
    found = worklists.scopes_of(actor, ["lead"], at)
    if not found:
        return None
    codes = people.authority_codes({s.authority_id for s in found})
    every = any(not s.matters for s in found)
    return Scope(frozenset(codes), None if every else frozenset(m for s in found for m in s.matters))


def count(scope: Scope, at: datetime) -> int:
    """How many run out within the time the list looks ahead."""
    today = legal_day(at)
    return certificates.count_running_out(scope.codes, today=today, until=today + AHEAD, matters=scope.matters)


def rows(scope: Scope, at: datetime, request: HttpRequest) -> tuple[list[LicenceRow], str]:
    """A page of them, the nearest end first, and the key of the next page."""
    today, calendar, limit = legal_day(at), Calendar.load(), 50
    day, _dot, number = request.GET.get("after", "").partition(".")
    start = parse_day(day)
    after = (start, int(number)) if start and number.isdecimal() and len(number) < 16 else None
    found = certificates.running_out(
        scope.codes, today=today, until=today + AHEAD, matters=scope.matters, after=after, limit=limit + 1
    )
    more = f"{found[limit - 1].valid_to.isoformat()}.{found[limit - 1].id}" if len(found) > limit else ""
    return [_row(one, calendar, today) for one in found[:limit]], more


def _row(one: RunningOut, calendar: Calendar, today: date) -> LicenceRow:
    rule = catalogue.version(one.version_id).after_grant.renewal
    closes = (rule.closes.days, Unit(rule.closes.unit)) if rule else renewal.GENERAL
    opens = (rule.opens.days, Unit(rule.opens.unit)) if rule and rule.opens else None
    window = renewal.window(one.valid_to, closes, opens, calendar)
    if window.is_early(today):
        light, told = "paused", _("A renewal can be asked for from %(day)s on.") % {"day": house.day(window.opens)}
    elif window.is_in_time(today):
        left = (window.closes - today).days
        light = "due_soon" if left <= 7 else "on_time"
        told = _("A renewal can be asked for until %(day)s.") % {"day": house.day(window.closes)}
    else:
        light, told = (
            "overdue",
            _("The time to ask for a renewal ended on %(day)s.") % {"day": house.day(window.closes)},
        )
    return LicenceRow(one.case_id, one.number, house.words(one.result_name), one.holder, one.valid_to, light, told)
