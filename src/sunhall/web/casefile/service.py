"""How the notices of a case reached their addressee, in words. For every page that shows notices."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from sunhall.cases import notices
from sunhall.cases.queries import CasePage
from sunhall.documents import queries as documents
from sunhall.documents.queries import ServiceRow
from sunhall.web.casefile import words
from sunhall.web.templatetags import house


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A notice of the case: `number` is empty until it is made, which happens when somebody first wants it. `prints`
    counts those by staff."""

    seq: int
    name: str
    on: date
    number: str
    prints: int
    served: tuple[str, ...]


def told(row: ServiceRow) -> str:
    """One service as a sentence without an end: "By post, 3 March 2026 (EX123)"."""
    facts = {"how": words.word(words.SERVICES, row.method), "day": house.day(row.on), "proof": row.reference}
    return (_("%(how)s, %(day)s (%(proof)s)") if row.reference else _("%(how)s, %(day)s")) % facts


def lines(page: CasePage) -> list[NoticeLine]:
    """Every notice that an act of the case issues, oldest first. Three queries."""
    own = {act.id: notices.kind_of(act.kind) for act in page.acts}
    made = {row.act_id: row for row in documents.notices_of(page.id) if row.kind == own.get(row.act_id)}
    served = documents.services_of(page.id)
    printed = documents.staff_prints(row.id for row in made.values())
    found = []
    for act in page.acts:
        if kind := own[act.id]:
            row = made.get(act.id)
            found.append(
                NoticeLine(
                    seq=act.seq,
                    name=words.notice_name(page, kind),
                    on=row.issued_on if row else act.on,
                    number=row.number if row else "",
                    prints=printed.get(row.id, 0) if row else 0,
                    served=sentences(served.get(act.id, ())),
                )
            )
    return found


def sentences(rows: Sequence[ServiceRow]) -> tuple[str, ...]:
    return tuple(told(row) for row in rows)
