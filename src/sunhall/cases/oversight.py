"""What who supervises looks at: the desks of all authorities, and what silence has done in their place. Reads only.

The desks are those of the work lists, over every authority instead of those she holds powers of. Read by her page.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import connection

from sunhall.cases import worklists
from sunhall.cases.models import Act
from sunhall.cases.worklists import SOON, Desk, Scope
from sunhall.catalogue import queries as catalogue
from sunhall.kernel.clock import legal_day
from sunhall.kernel.text import TextByLanguage
from sunhall.law.calendar import Calendar
from sunhall.law.lifecycles.kinds import Kind
from sunhall.people import queries as people
from sunhall.people import rules
from sunhall.people.models import Power
from sunhall.people.queries import Actor

# Acts that the law itself does where an authority is silent (Licensing Law arts. 32(1)(4), 50(2)).
OF_SILENCE: Final = (Kind.DEEM_ACCEPTED, Kind.DEEM_RENEWED)


_ROLES: Final = sorted({role for roles in worklists.ROLES.values() for role in roles})


@dataclass(frozen=True, slots=True)
class Late:
    """Files of one desk role of one authority that are past their day, or near it."""

    authority_id: int
    overdue: int
    due_soon: int


@dataclass(frozen=True, slots=True)
class Silence:
    """An act of silence as it is recorded: `on` the day that the law gives it. The applicant's name is masked."""

    act_id: int
    case_id: int
    number: str
    authority_id: int
    matter: TextByLanguage
    applicant: str
    kind: str
    on: date
    at: datetime


def authorities(actor: Actor, *, at: datetime) -> dict[int, TextByLanguage]:
    """Whose desks this actor supervises, by their short names: all of them, or none. At most two queries."""
    if actor.officer is None or not any(g.power == Power.SUPERVISE for g in people.grants(actor.officer.id, at)):
        return {}
    return {a.pk: TextByLanguage(a.short_name or a.name) for a in people.authorities()}


_TALLY: Final = (
    'SELECT role, authority_id, count(*) FILTER (WHERE "end" < %s), count(*) FILTER (WHERE "end" >= %s)'
    ' FROM cases_turn WHERE authority_id = ANY(%s) AND role = ANY(%s) AND "end" <= %s GROUP BY role, authority_id'
)


def tally(overseen: Collection[int], *, at: datetime) -> dict[str, list[Late]]:
    """How much is late or nearly so on the desks of these authorities, by role, the most overdue first. One statement,
    which reads those rows only."""
    late = worklists.late_before(Calendar.load(), legal_day(at))
    with connection.cursor() as cursor:
        cursor.execute(_TALLY, [late, late, list(overseen), _ROLES, late + SOON])
        found = cursor.fetchall()
    told: dict[str, list[Late]] = {}
    for role, *counts in found:
        told.setdefault(role, []).append(Late(*counts))
    return {role: sorted(rows, key=lambda row: (-row.overdue, -row.due_soon)) for role, rows in told.items()}


def desk(
    overseen: Collection[int],
    role: str,
    *,
    at: datetime,
    light: str | None = None,
    after: tuple[int, int] | None = None,
    limit: int = 50,
) -> Desk:
    """The desks of these authorities in one role as one: the longest overdue first, with true counts over all pages."""
    scopes = [Scope(authority, role) for authority in sorted(overseen)]
    return worklists.desk_of(scopes, at=at, light=light, after=after, limit=limit)


def silences(*, before: int | None = None, limit: int = 50) -> list[Silence]:
    """What silence has done, as recorded, the latest record first; by key. Two queries."""
    rows = Act.objects.filter(kind__in=OF_SILENCE).select_related("case__party")
    found = list((rows.filter(pk__lt=before) if before is not None else rows).order_by("-pk")[:limit])
    names = catalogue.names({act.case.matter_code for act in found})
    return [
        Silence(
            act_id=act.pk,
            case_id=act.case_id,
            number=act.case.number,
            authority_id=act.case.authority_id,
            matter=names[act.case.matter_code],
            applicant=rules.masked_name(act.case.party.name, is_person=act.case.party.kind == "person"),
            kind=act.kind,
            on=act.on,
            at=act.at,
        )
        for act in found
    ]


def silences_count() -> int:
    """How many acts of silence are recorded."""
    return Act.objects.filter(kind__in=OF_SILENCE).count()
