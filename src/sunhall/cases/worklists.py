"""Work lists: the desks of an officer, sorted by the lawful due day, paged by key. Two statements a page.

One index, `(authority, role, end, id)`, serves them all: each (authority, role) an officer has a power for is one
ordered scan, and the scans are merged. The counts are true.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import connection

from sunhall.cases.copies import NEVER
from sunhall.kernel.clock import legal_day
from sunhall.kernel.text import TextByLanguage
from sunhall.law.calendar import Calendar
from sunhall.people import queries as people
from sunhall.people.models import Power
from sunhall.people.queries import Actor

SOON: Final = 2  # working days left at which a case is "due soon"

ROLES: Final = {
    Power.RECEIVE: ("forward",),
    Power.ACCEPT: ("intake",),
    Power.REVIEW: ("lead", "check", "special", "hearing", "owed", "renewal"),
    Power.DECIDE: ("lead", "renewal", "unanswered"),
    Power.HEAR: ("hearing",),
    Power.OPINE: ("opinion", "first"),
    Power.ISSUE: ("issue", "delivery"),
}


@dataclass(frozen=True, slots=True)
class DeskRow:
    end: int
    role: str
    authority_id: int
    case_id: int
    number: str
    matter_code: str
    matter: TextByLanguage
    applicant: str
    is_person: bool
    phase: str
    received_on: date
    statutory_due_on: date | None
    promised_due_on: date | None
    promised_end: int | None
    lanes: list[list[Any]]
    days_left: int | None  # working days; null while stopped
    due_on: date | None  # the day of `end`, where it is known
    light: str  # on_time | due_soon | overdue | paused
    version_id: int


@dataclass(frozen=True, slots=True)
class Desk:
    rows: list[DeskRow]
    total: int
    overdue: int
    due_soon: int
    paused: int
    after: tuple[int, int] | None  # key of the next page


@dataclass(frozen=True, slots=True)
class Scope:
    """One ordered scan of the index: a desk of an authority, of these matters (none named: of all)."""

    authority_id: int
    role: str
    matters: tuple[str, ...] = ()


def scopes_of(actor: Actor, roles: Sequence[str] | None, at: datetime) -> list[Scope]:
    if actor.officer is None:
        return []
    found: dict[tuple[int, str], set[str] | None] = {}
    for grant in people.grants(actor.officer.id, at):
        for role in ROLES.get(Power(grant.power), ()):
            if roles and role not in roles:
                continue
            desk = (grant.authority_id, role)
            if not grant.matter_code:
                found[desk] = None
            elif found.get(desk, set()) is not None:
                found.setdefault(desk, set()).add(grant.matter_code)  # type: ignore[union-attr]
    return [Scope(a, r, tuple(sorted(m)) if m else ()) for (a, r), m in sorted(found.items(), key=lambda x: x[0])]


def _bounds(light: str | None, late: int) -> tuple[int, int]:
    """The range of `end`, both ends included, in which a light shines."""
    return {
        "overdue": (0, late - 1),
        "due_soon": (late, late + SOON),
        "on_time": (late + SOON + 1, NEVER - 1),
        "paused": (NEVER, NEVER),
    }.get(light or "", (0, NEVER))


_SCAN = (
    '(SELECT t.id, t."end", t.role, t.authority_id, t.case_id FROM cases_turn t'
    " WHERE t.authority_id = %s AND t.role = %s"
    ' AND t."end" BETWEEN %s AND %s AND (t."end", t.id) > (%s, %s){matters} ORDER BY t."end", t.id LIMIT %s)'
)
_PAGE = (
    'SELECT t.id, t."end", t.role, t.authority_id, c.id, c.number, c.matter_code, p.name, p.kind, c.phase,'
    " c.received_on, c.statutory_due_on, c.promised_due_on, c.promised_end, c.lanes::text, m.name::text,"
    " c.version_id"
    " FROM ({scans}) t"
    " JOIN cases_case c ON c.id = t.case_id JOIN people_party p ON p.id = c.party_id"
    " JOIN catalogue_matter m ON m.code = c.matter_code"
    ' ORDER BY t."end", t.id LIMIT %s'
)
_COUNT = (
    '(SELECT count(*), count(*) FILTER (WHERE "end" < %s), count(*) FILTER (WHERE "end" BETWEEN %s AND %s),'
    ' count(*) FILTER (WHERE "end" = %s) FROM cases_turn t WHERE t.authority_id = %s AND t.role = %s{matters})'
)


def of_matters(scope: Scope, matter: str | None) -> tuple[str, list[Any]]:
    if matter:
        return (
            (" AND t.matter_code = %s", [matter])
            if not scope.matters or matter in scope.matters
            else (" AND false", [])
        )
    return (" AND t.matter_code = ANY(%s)", [list(scope.matters)]) if scope.matters else ("", [])


def late_before(calendar: Calendar, today: date) -> int:
    """A desk is overdue when its `end` is smaller: on a rest day the last working day is over already."""
    last = calendar.least(today)
    return last if calendar.day_of(last) in (today, None) else last + 1


def desk(
    actor: Actor,
    *,
    at: datetime,
    roles: Sequence[str] | None = None,
    light: str | None = None,
    matter: str | None = None,
    after: tuple[int, int] | None = None,
    limit: int = 50,
) -> Desk:
    """The officer's desk: rows by lawful due day, stopped ones last, with true counts over all pages."""
    return desk_of(scopes_of(actor, roles, at), at=at, light=light, matter=matter, after=after, limit=limit)


def desk_of(
    scopes: Sequence[Scope],
    *,
    at: datetime,
    light: str | None = None,
    matter: str | None = None,
    after: tuple[int, int] | None = None,
    limit: int = 50,
) -> Desk:
    """The same of any desks. That the reader may see them is for the caller to say."""
    if not scopes:
        return Desk([], 0, 0, 0, 0, None)
    calendar, today = Calendar.load(), legal_day(at)
    late = late_before(calendar, today)
    low, high = _bounds(light, late)
    scans, values, counts, count_values = [], [], [], []
    for scope in scopes:
        sql, given = of_matters(scope, matter)
        scans.append(_SCAN.format(matters=sql))
        values += [scope.authority_id, scope.role, low, high, *(after or (-1, 0)), *given, limit + 1]
        counts.append(_COUNT.format(matters=sql))
        count_values += [late, late, late + SOON, NEVER, scope.authority_id, scope.role, *given]
    with connection.cursor() as cursor:
        cursor.execute(_PAGE.format(scans=" UNION ALL ".join(scans)), [*values, limit + 1])
        found = cursor.fetchall()
        cursor.execute(" UNION ALL ".join(counts), count_values)
        total, overdue, due_soon, paused = (sum(column) for column in zip(*cursor.fetchall(), strict=True))
    more = found[limit - 1][1::-1] if len(found) > limit else None
    rows = _desk_rows(found[:limit], late, calendar, calendar.least(today))
    return Desk(rows, total, overdue, due_soon, paused, more)


def _desk_rows(found: Sequence[Sequence[Any]], late: int, calendar: Calendar, today: int) -> list[DeskRow]:
    return [_desk_row(*row, late=late, calendar=calendar, today=today) for row in found]


def _desk_row(  # the columns of `_PAGE`, in its order
    _turn: int,
    end: int,
    role: str,
    authority: int,
    case: int,
    number: str,
    matter: str,
    name: str,
    kind: str,
    phase: str,
    received: date,
    due: date | None,
    promised: date | None,
    promised_end: int | None,
    lanes: str,
    matter_name: str,
    version_id: int,
    *,
    late: int,
    calendar: Calendar,
    today: int,
) -> DeskRow:
    stopped = end >= NEVER
    return DeskRow(
        end=end,
        role=role,
        authority_id=authority,
        case_id=case,
        number=number,
        matter_code=matter,
        matter=TextByLanguage(json.loads(matter_name)),
        applicant=name,
        is_person=kind == "person",
        phase=phase,
        received_on=received,
        statutory_due_on=due,
        promised_due_on=promised,
        promised_end=promised_end,
        lanes=json.loads(lanes),
        days_left=None if stopped else end - today,
        due_on=None if stopped else calendar.day_of(end),
        light="paused" if stopped else "overdue" if end < late else "due_soon" if end <= late + SOON else "on_time",
        version_id=version_id,
    )
