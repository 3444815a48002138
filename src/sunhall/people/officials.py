"""Reads about officials whom an act names by their badge: the chair of a hearing, who checks facts, who keeps out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from sunhall.people import rules
from sunhall.people.models import Grant, Interest, Officer, Party


def holder(badge: str, power: str, *, authority_id: int, matter_code: str, at: datetime) -> int | None:
    """The officer with this badge who holds a power in the authority's name for the matter now; None: nobody."""
    rows = Grant.objects.filter(
        holder__badge=badge.strip(),
        holder__is_active=True,
        authority_id=authority_id,
        power=power,
        matter_code__in=("", matter_code),
        valid__contains=at,
    )
    return rows.order_by("holder_id").values_list("holder_id", flat=True).first()


def among(badge: str, authority_ids: Iterable[int], *, at: datetime) -> int | None:
    """The officer with this badge who belongs to one of these authorities, or holds any power in its name now."""
    mine = set(authority_ids)
    own = Officer.objects.filter(badge=badge.strip(), authority_id__in=mine).values_list("pk", flat=True)
    held = Grant.objects.filter(holder__badge=badge.strip(), authority_id__in=mine, valid__contains=at)
    return own.order_by("pk").first() or held.order_by("holder_id").values_list("holder_id", flat=True).first()


def interested(officer_ids: Iterable[int], party_id: int) -> set[int]:
    """Those of these officers who have declared an interest in the party."""
    rows = Interest.objects.filter(officer_id__in=set(officer_ids), party_id=party_id, ended_at=None)
    return set(rows.values_list("officer_id", flat=True))


@dataclass(frozen=True, slots=True)
class InterestRow:
    """An interest that an officer has declared; `ended_at` null while it lasts. A person's name is masked."""

    id: int
    party: str
    why: str
    declared_at: datetime
    ended_at: datetime | None


def declared(officer_id: int) -> list[InterestRow]:
    """What an officer has declared, what lasts first, then the newest: for the officer alone. One query."""
    rows = Interest.objects.select_related("party").filter(officer_id=officer_id)
    found = rows.order_by(F("ended_at").desc(nulls_first=True), "-id")[:200]
    return [InterestRow(i.pk, _masked(i.party), i.why, i.declared_at, i.ended_at) for i in found]


def _masked(party: Party) -> str:
    return rules.masked_name(party.name, is_person=party.kind == "person")
