"""Writes of dated powers: who may do what, in whose name, by what instrument. Each leaves a `change` row.

Callers: `people.acts` (set-up and imports) and `people.staff` (the administrator's pages). Basis: Administrative
Licensing Law arts. 22-26.
"""

from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q

from sunhall.kernel.refused import Refused
from sunhall.people import rules
from sunhall.people.changes import audit, note_change, plain
from sunhall.people.models import NEVER_AT_A_WINDOW, Authority, Grant, Officer, Power

SOURCES: Final = ("own", "authorised", "entrusted", "concentrated", "delegated")  # Licensing Law arts. 22-26
ORGAN: Final = "1"  # GB/T 39046: a statutory authority
HOLDS_BY_ENTRUSTMENT: Final = "3"


def grant_power(
    *,
    holder_id: int,
    authority_id: int,
    power: str,
    starts_at: datetime,
    ends_at: datetime | None = None,
    matter_code: str = "",
    source: str = "own",
    instrument: str = "",
    published: str = "",
    substitute_for_id: int | None = None,
    by: int | None,
    at: datetime,
) -> Grant:
    """Give an officer a dated power. A substitute (B role) holds the same power as the A, no more, no longer.

    `instrument` is the written mandate of a power that is not the authority's own, `published` where an entrustment
    was published. Refused `unknown_power`, `power_period`, `officer_inactive`, `power_overlaps`, `substitute_exceeds`,
    `window_never_decides` (Licensing Law arts. 24, 26) and what `_refuse_source` refuses.
    """
    if power not in Power.values:
        raise Refused("unknown_power", power=power)
    if ends_at is not None and ends_at <= starts_at:
        raise Refused("power_period")
    with transaction.atomic():
        holder = Officer.objects.select_for_update(of=("self",)).select_related("authority").get(pk=holder_id)
        if not holder.is_active:
            raise Refused("officer_inactive")
        if holder.role == "clerk" and power in NEVER_AT_A_WINDOW:
            raise Refused("window_never_decides", article="ALL/24")
        row = Grant(
            holder=holder,
            authority_id=authority_id,
            power=power,
            matter_code=matter_code,
            source=source,
            instrument=instrument.strip(),
            published=published.strip(),
            substitute_for_id=substitute_for_id,
            valid=DateTimeTZRange(starts_at, ends_at),
        )
        _refuse_source(row)
        _refuse_excess(row)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as error:
            raise Refused("power_overlaps") from error
        audit("add", row, before=None, by=by, at=at)
        return row


def _refuse_source(row: Grant) -> None:
    """A power that is not the authority's own rests on an instrument; an entrusted one on a published entrustment by
    an authority that has the power itself, to another administrative organ (arts. 23, 24).

    Refused `unknown_source`, `instrument_missing`, `trustee_not_an_authority`, `entrusted_on`,
    `entrustment_not_published`.
    """
    if row.source not in SOURCES:
        raise Refused("unknown_source", source=row.source)
    if row.source == "own":
        return
    if not row.instrument:
        raise Refused("instrument_missing", article="ALL/24")
    if row.source != "entrusted":
        return
    trustee, principal = row.holder.authority, Authority.objects.get(pk=row.authority_id)
    if trustee.nature != ORGAN or trustee.pk == principal.pk:
        raise Refused("trustee_not_an_authority", article="ALL/24(1)")
    if principal.nature == HOLDS_BY_ENTRUSTMENT:
        raise Refused("entrusted_on", article="ALL/24(3)")
    if not row.published:
        raise Refused("entrustment_not_published", article="ALL/24(1)")


def _refuse_excess(row: Grant) -> None:
    """A substitute has the very power of the one she stands in for, within its time, and is not substituted in turn."""
    if not row.substitute_for_id:
        return
    principal = Grant.objects.get(pk=row.substitute_for_id)
    same = (principal.authority_id, principal.power, principal.matter_code) == (
        row.authority_id,
        row.power,
        row.matter_code,
    )
    within = rules.lies_within((row.valid.lower, row.valid.upper), (principal.valid.lower, principal.valid.upper))
    if not same or not within or principal.holder_id == row.holder_id or principal.substitute_for_id:
        raise Refused("substitute_exceeds")


def end_grant(*, grant_id: int, by: int | None, at: datetime) -> int:
    """End a power now, with those of its substitutes; one that has not begun is withdrawn. How many ended.

    Acts done under them keep them. Refused `power_already_ended`.
    """
    with transaction.atomic():
        held = Grant.objects.select_for_update().filter(Q(pk=grant_id) | Q(substitute_for_id=grant_id))
        # Substitutes first: a withdrawn power may not leave one behind.
        rows = [row for row in held.order_by("-pk") if not is_over(row, at)]
        if not any(row.pk == grant_id for row in rows):
            raise Refused("power_already_ended")
        for row in rows:
            before = plain(row)
            if row.valid.lower > at:  # nobody has acted under it
                note_change(what="grant", ref=str(row.pk), action="end", before=before, by=by, at=at)
                row.delete()
                continue
            row.valid = DateTimeTZRange(row.valid.lower, at)
            row.save(update_fields=["valid"])
            audit("end", row, before=before, by=by, at=at)
        return len(rows)


def is_over(grant: Grant, at: datetime) -> bool:
    return grant.valid.isempty or (grant.valid.upper is not None and grant.valid.upper <= at)
