"""The check that copies equal what is recomputed, and the rebuilding of copies. Reads everything, in batches."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from sunhall.cases import copies, procedures, standings
from sunhall.cases.acts import record
from sunhall.cases.models import Act, Case, Turn
from sunhall.law.calendar import Calendar
from sunhall.law.lifecycles.standing import Standing

BATCH = 1000


def desks(ids: list[int]) -> dict[int, set[copies.Desk]]:
    """The desks on which these cases lie, as stored, in one query."""
    found: dict[int, set[copies.Desk]] = {i: set() for i in ids}
    for turn in Turn.objects.filter(case_id__in=ids):
        found[turn.case_id].add(copies.Desk(turn.authority_id, turn.role, turn.end))
    return found


def difference(case: Case, standing: Standing, stored: set[copies.Desk], calendar: Calendar) -> dict[str, Any]:
    """What of a case's copy differs from its fold on a calendar: `{column: (stored, folded)}`."""
    procedure = procedures.of_version(case.version_id)
    copy = copies.copy_of(standing, procedure, calendar)
    found = {k: (getattr(case, k), v) for k, v in copy._asdict().items() if getattr(case, k) != v}
    wanted = set(copies.desks_of(standing, procedure, calendar, case.authority_id))
    if wanted != stored:
        found["desks"] = (sorted(stored), sorted(wanted))
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
        folded, stored = standings.of(ids), desks(ids)
        for case in batch:
            if difference(case, folded[case.pk], stored[case.pk], calendar) and (found := _again(case.pk, calendar)):
                yield case.pk, found


def _again(case_id: int, calendar: Calendar) -> dict[str, Any]:
    """Look at one case with its row locked: an act between two reads of a batch looks like a drift and is none."""
    with transaction.atomic():
        case = Case.objects.select_for_update().get(pk=case_id)
        return difference(case, standings.of([case_id])[case_id], desks([case_id])[case_id], calendar)


def rebuild(case_id: int) -> None:
    """Write the copy of one case anew from its acts. Acts are not touched."""
    with transaction.atomic():
        case = Case.objects.select_for_update().get(pk=case_id)
        standing, calendar = standings.of([case_id])[case_id], Calendar.load()
        procedure = procedures.of_version(case.version_id)
        wanted = copies.desks_of(standing, procedure, calendar, case.authority_id)
        record.write(case_id, [], copies.copy_of(standing, procedure, calendar), wanted)
