"""True counts of an officer's desks: by role for the tabs, by matter for the filters. One statement for both."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection

from sunhall.cases import worklists
from sunhall.catalogue import queries as catalogue
from sunhall.kernel.text import TextByLanguage
from sunhall.people.queries import Actor


@dataclass(frozen=True, slots=True)
class MatterTally:
    code: str
    name: TextByLanguage
    count: int


@dataclass(frozen=True, slots=True)
class Tally:
    """`roles` has every role the officer's powers give a desk for, also an empty one; `matters` those with a case."""

    roles: dict[str, int] = field(default_factory=dict)
    by_role: dict[str, list[MatterTally]] = field(default_factory=dict)

    def matters(self, role: str) -> list[MatterTally]:
        return self.by_role.get(role, [])


_COUNT = (
    "SELECT t.role, t.matter_code, count(*) FROM cases_turn t"
    " WHERE t.authority_id = %s AND t.role = %s{matters} GROUP BY t.role, t.matter_code"
)


def tally(actor: Actor, *, at: datetime) -> Tally:
    """How many cases lie on each desk of this officer, and of which matters."""
    scopes = worklists.scopes_of(actor, None, at)
    if not scopes:
        return Tally()
    told = Tally({scope.role: 0 for scope in scopes})
    parts, values = [], []
    for scope in scopes:
        sql, given = worklists.of_matters(scope, None)
        parts.append(_COUNT.format(matters=sql))
        values += [scope.authority_id, scope.role, *given]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        found = cursor.fetchall()
    names = catalogue.names({code for _role, code, _count in found})
    counts: dict[tuple[str, str], int] = {}
    for role, code, count in found:
        told.roles[role] += count
        counts[role, code] = counts.get((role, code), 0) + count
    for (role, code), count in sorted(counts.items(), key=lambda each: -each[1]):
        told.by_role.setdefault(role, []).append(MatterTally(code, names[code], count))
    return told
