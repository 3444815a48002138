"""What a holiday notice does to the days of the cases that run: told before it is loaded, rewritten and noted after.

A preview changes nothing. A recount goes through the open cases in the order of their ids, a small batch a
transaction: each case is locked, folded, its copied days rewritten on the calendar that holds now, and each shown day
that differs between the calendars before and after this load goes into the journal (`calendars.Move`). It may be
broken off anywhere and goes on where it stopped. Called by the administrator's pages, the command line and the job.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from django.db import transaction
from django.db.models import Q, QuerySet

from sunhall.calendars import acts as calendar_acts
from sunhall.calendars import queries as calendars
from sunhall.calendars.queries import MoveRow
from sunhall.cases import copies, drift, procedures, standings
from sunhall.cases.acts import record
from sunhall.cases.models import Case, Turn
from sunhall.law.calendar import Calendar
from sunhall.law.clock import Reckoning
from sunhall.law.lifecycles import clocks
from sunhall.law.lifecycles.procedure import Procedure
from sunhall.law.lifecycles.standing import Standing

BATCH: Final = 100  # cases in one transaction: their acts wait that long
CHUNK: Final = 500  # cases read at once for a preview
MOST_LOOKED_AT: Final = 20_000  # cases of a preview on a page; the command line looks at all
LATE: Final = timedelta(hours=1)  # cases begun since then are looked at once more at the end


class Shown(NamedTuple):
    """A day as pages tell it: known, or provisional and not before `least`."""

    on: date | None
    least: date | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What a load would do to the open cases. `complete` is False where there were more than were looked at."""

    looked: int
    cases: int  # with at least one day that moves
    known: int  # days that become known
    moved: int  # known days that become other days, or unknown
    complete: bool
    rows: list[MoveRow]
    after: int  # the case to go on after; 0 at the end


def preview(
    before: Calendar, after: Calendar, *, page_after: int = 0, limit: int = 50, most: int | None = MOST_LOOKED_AT
) -> Preview:
    """The days that would move, with true counts; the rows of `limit` cases after the case `page_after`."""
    looked = cases = known = moved = shown_cases = last = more = 0
    complete, rows = True, []
    for case, told in _moves(before, after):
        looked += 1
        if most is not None and looked > most:
            complete, looked = False, most
            break
        if not told:
            continue
        cases += 1
        known += sum(row.before_on is None for row in told)
        moved += sum(row.before_on is not None for row in told)
        if case.pk > page_after and shown_cases < limit:
            rows += told
            shown_cases, last = shown_cases + 1, case.pk
        elif case.pk > page_after:
            more = last
    return Preview(looked, cases, known, moved, complete, rows, more)


def carry_out(version: int, *, at: datetime, seconds: float | None = None) -> bool:
    """Recount after a load: first let every process learn of it, then rewrite. Whether it is finished.

    With `seconds` it stops after about that long, between two batches; the job goes on with it.
    """
    time.sleep(calendars.STALE_AFTER * 1.1)
    return recount(version, at=at, seconds=seconds)


def recount(version: int, *, at: datetime, seconds: float | None = None) -> bool:
    """Rewrite what a load changes, from where it stopped last. Whether it is finished. NotFound."""
    until = time.monotonic() + seconds if seconds is not None else None
    before, after = calendars.before_and_after(version)
    while not _batch(version, before, after, at):
        if until is not None and time.monotonic() > until:
            return False
    return True


def _batch(version: int, before: Calendar, after: Calendar, at: datetime) -> bool:
    """One batch in one transaction; True when none was left."""
    with transaction.atomic():
        row = calendar_acts.recount_of(version)
        if row.finished_at is not None:
            return True
        ids = list(_affected(before, after).filter(case_id__gt=row.last_case)[:BATCH])
        moved = _rewrite(version, ids, before, after)
        if ids:
            calendar_acts.note_recount(row, last_case=ids[-1], looked=len(ids), moved=moved)
            return False
        moved = _second_look(version, before, after, row.load.at)
        calendar_acts.note_recount(row, last_case=row.last_case, looked=0, moved=moved, finished_at=at)
        return True


def _second_look(version: int, before: Calendar, after: Calendar, loaded_at: datetime) -> int:
    """Cases handed in while the load was made may have been written on the old calendar, with ids already passed."""
    late = _affected(before, after).filter(case__created_at__gte=loaded_at - LATE)
    return _rewrite(version, list(late), before, after, again=True)


def _rewrite(version: int, ids: Sequence[int], before: Calendar, after: Calendar, *, again: bool = False) -> int:
    """Rewrite the copies of these cases where they differ, and note what moved; how many cases moved.

    The copies are written on the calendar that holds now: a further load may have come since.
    """
    now = calendars.current(calendars.version())
    noted: list[MoveRow] = []
    cases = list(Case.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    folded = standings.of([case.pk for case in cases])
    desks = drift.desks([case.pk for case in cases])
    for case in cases:
        standing, procedure = folded[case.pk], procedures.of_version(case.version_id)
        if drift.difference(case, standing, desks[case.pk], now):
            wanted = copies.desks_of(standing, procedure, now, case.authority_id)
            record.write(case.pk, [], copies.copy_of(standing, procedure, now), wanted)
        elif again:
            continue
        noted += _rows(case, standing, procedure, before, after)
    calendar_acts.note_moves(version, noted)
    return len({row.case_id for row in noted})


def _affected(before: Calendar, after: Calendar) -> QuerySet[Turn, int]:
    """Ids of the open cases with a day on or after the first that the calendars tell differently, in order."""
    first = before.first_difference(after)
    if first is None:
        return Turn.objects.none().values_list("case_id", flat=True)
    least = before.least(max(first, before.loaded_from))
    late = (
        Q(end__gte=least, end__lt=copies.NEVER) | Q(case__statutory_end__gte=least) | Q(case__promised_end__gte=least)
    )
    return Turn.objects.filter(late).order_by("case_id").values_list("case_id", flat=True).distinct()


def _moves(before: Calendar, after: Calendar) -> Iterator[tuple[Case, list[MoveRow]]]:
    last = 0
    while ids := list(_affected(before, after).filter(case_id__gt=last)[:CHUNK]):
        last = ids[-1]
        folded = standings.of(ids)
        for case in Case.objects.filter(pk__in=ids).order_by("pk"):
            procedure = procedures.of_version(case.version_id)
            yield case, _rows(case, folded[case.pk], procedure, before, after)


def _rows(case: Case, s: Standing, p: Procedure, before: Calendar, after: Calendar) -> list[MoveRow]:
    """The days of one case that the two calendars tell differently."""
    was, becomes = shown(s, p, before, case.authority_id), shown(s, p, after, case.authority_id)
    found = []
    for key in was:
        old, new = was[key], becomes.get(key, Shown(None, None))
        if old.on != new.on:
            what, authority = key
            found.append(
                MoveRow(
                    0, case.pk, case.number, case.matter_code, what, authority, old.on, old.least, new.on, new.least
                )
            )
    return found


def shown(s: Standing, p: Procedure, calendar: Calendar, authority_id: int) -> dict[tuple[str, int | None], Shown]:
    """Every day that pages tell of a case on a calendar: its clocks, and the ends of what runs beside them.

    What stands still has no day. Opinions bear the authority that was asked.
    """
    found: dict[tuple[str, int | None], Shown] = {}
    running = not s.is_decided and not s.is_ended
    now = clocks.clocks(s, p, calendar)
    for field in fields(now):
        value = getattr(now, field.name)
        if isinstance(value, Reckoning) and running and (value.due or value.provisional):
            found[field.name, None] = Shown(value.due, None if value.due else value.not_before)
        elif isinstance(value, int):
            found[field.name.removesuffix("_end"), None] = _of_ordinal(value, calendar)
    for desk in copies.desks_of(s, p, calendar, authority_id):
        if desk.role == "opinion" and desk.end < copies.NEVER:
            found["opinion", desk.authority] = _of_ordinal(desk.end, calendar)
    return found


def _of_ordinal(end: int, calendar: Calendar) -> Shown:
    on = calendar.day_of(end)
    return Shown(on, None if on else calendar.not_before(end))
