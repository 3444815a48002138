"""The check that copies equal what is recomputed, and the rebuilding of copies. Reads everything, in batches."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from sunhall.cases import copies, procedures
from sunhall.cases.acts import record
from sunhall.cases.models import Act, Case, Turn
from sunhall.law.calendar import Calendar
from sunhall.law.lifecycles.standing import ActRow, Standing, fold

BATCH = 1000


def _standings(ids: list[int]) -> dict[int, Standing]:
    found: dict[int, Standing] = {i: Standing() for i in ids}
    acts = Act.objects.filter(case_id__in=ids).order_by("case_id", "seq")
    rows = acts.values_list("case_id", "seq", "kind", "on", "at", "officer_id", "party_id", "authority_id", "payload")
    for case_id, *row in rows.iterator(chunk_size=5000):
        fold([ActRow(*row)], found[case_id])
    return found


def _difference(case: Case, standing: Standing, desks: set[copies.Desk], calendar: Calendar) -> dict[str, Any]:
    procedure = procedures.of_version(case.version_id)
    copy = copies.copy_of(standing, procedure, calendar)
    found = {k: (getattr(case, k), v) for k, v in copy._asdict().items() if getattr(case, k) != v}
    wanted = set(copies.desks_of(standing, procedure, calendar, case.authority_id))
    if wanted != desks:
        found["desks"] = (sorted(desks), sorted(wanted))
    return found


def drifted(
    *, since: datetime | None = None, case_ids: list[int] | None = None
) -> Iterator[tuple[int, dict[str, tuple[Any, Any]]]]:
    """Cases whose copy differs from the fold of their acts: id and `{column: (stored, folded)}`."""
    calendar = Calendar.load()
    rows = Case.objects.order_by("pk")
    if case_ids is not None:
        rows = rows.filter(pk__in=case_ids)
    elif since:
        recent = Act.objects.filter(at__gte=since - timedelta(days=2)).values("case_id")
        rows = rows.filter(pk__in=recent)
    last = 0
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        last = batch[-1].pk
        ids = [c.pk for c in batch]
        standings = _standings(ids)
        desks: dict[int, set[copies.Desk]] = {i: set() for i in ids}
        for turn in Turn.objects.filter(case_id__in=ids):
            desks[turn.case_id].add(copies.Desk(turn.authority_id, turn.role, turn.end))
        for case in batch:
            if _difference(case, standings[case.pk], desks[case.pk], calendar) and (found := _again(case.pk, calendar)):
                yield case.pk, found


def _again(case_id: int, calendar: Calendar) -> dict[str, Any]:
    """Look at one case with its row locked: an act between two reads of a batch looks like a drift and is none."""
    with transaction.atomic():
        case = Case.objects.select_for_update().get(pk=case_id)
        desks = {copies.Desk(t.authority_id, t.role, t.end) for t in Turn.objects.filter(case_id=case_id)}
        return _difference(case, _standings([case_id])[case_id], desks, calendar)


def rebuild(case_id: int) -> None:
    """Write the copy of one case anew from its acts. Acts are not touched."""
    with transaction.atomic():
        case = Case.objects.select_for_update().get(pk=case_id)
        standing, calendar = _standings([case_id])[case_id], Calendar.load()
        procedure = procedures.of_version(case.version_id)
        desks = copies.desks_of(standing, procedure, calendar, case.authority_id)
        record.write(case_id, [], copies.copy_of(standing, procedure, calendar), desks)
