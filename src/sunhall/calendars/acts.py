"""Writes of the calendar: keeping a notice that is handed in, putting it in force, and the journal of what moved."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import connection, transaction
from procrastinate.contrib.django import app

from sunhall.calendars import queries
from sunhall.calendars.models import Load, Move, Notice, Recount
from sunhall.calendars.queries import MoveRow
from sunhall.kernel.clock import legal_day
from sunhall.kernel.refused import NotFound, Refused
from sunhall.law.calendar import Calendar
from sunhall.law.notices import Notice as LawNotice
from sunhall.law.year_files import Fault, check
from sunhall.people import acts as people

ONE_AT_A_TIME: Final = 0x5375_6E43  # key of the advisory lock under which loads take their turn
RECOUNT: Final = "recount_cases"  # the job that rewrites the copied days; defined in `jobs.tasks`


def faults_of(notice: LawNotice, *, at: datetime) -> tuple[Fault, ...]:
    """What is wrong or unusual in a notice, against the calendar that holds here now."""
    return check(notice, queries.current(queries.version()), today=legal_day(at))


def propose(notice: LawNotice, *, text: str, file_name: str, by: int | None, at: datetime) -> int:
    """Keep a notice that somebody handed in, for a look at what it would change. Nothing is in force by it.

    Answers its id. Refused `notice_has_faults` when it is not one that could be loaded.
    """
    if any(fault.blocks for fault in faults_of(notice, at=at)):
        raise Refused("notice_has_faults", year=notice.year)
    first, *others = notice.sources
    assert first.dated is not None  # `check` refuses a notice without its day
    row = Notice.objects.create(
        year=notice.year,
        title=first.title,
        number=first.number,
        dated=first.dated,
        url=first.url,
        amended_by=[
            {"title": s.title, "number": s.number, "dated": s.dated.isoformat() if s.dated else None, "url": s.url}
            for s in others
        ],
        off=_plain(notice.off.items()),
        work=_plain(notice.work.items()),
        file_name=file_name[-120:],
        text=text,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        given_by_id=by,
        given_at=at,
    )
    return int(row.pk)


def _plain(days: Iterable[tuple[Any, str]]) -> dict[str, str]:
    return {day.isoformat(): name for day, name in days}


def load(notice_id: int, *, seen: int, by: int | None, at: datetime) -> int:
    """The notice is in force for its year from now on, for every case; the copied days are rewritten by a job.

    Answers the version. `seen` is the version whose effect the person looked at: Refused `calendar_moved_on` when
    another load came between, `notice_loaded` when this one is in force already, `notice_has_faults` when it cannot be
    loaded any more. NotFound.
    """
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
        row = Notice.objects.filter(pk=notice_id).first()
        if row is None:
            raise NotFound
        if earlier := Load.objects.filter(notice=row).values_list("version", flat=True).first():
            raise Refused("notice_loaded", version=earlier)
        last = queries.version()
        if last != seen:
            raise Refused("calendar_moved_on", version=last)
        notice = queries.as_law(row)
        if any(fault.blocks for fault in faults_of(notice, at=at)):
            raise Refused("notice_has_faults", year=row.year)
        done = Load.objects.create(version=last + 1, notice=row, by_id=by, at=at)
        Recount.objects.create(load=done)
        _audit(row, queries.current(last), by=by, at=at)
        app.configure_task(RECOUNT, queue="clock").defer(version=done.version)
    return int(done.version)


def _audit(row: Notice, before: Calendar, *, by: int | None, at: datetime) -> None:
    """The change row beside those of every other administrator's change."""
    told = before.sources(row.year)
    people.note_change(
        what="calendar",
        ref=str(row.year),
        action="change" if told else "add",
        before={"number": told[0].number} if told else None,
        after={"year": row.year, "number": row.number, "dated": row.dated.isoformat(), "digest": row.digest},
        by=by,
        at=at,
    )


def note_moves(version: int, moves: Sequence[MoveRow]) -> None:
    """Write into the journal what a load has moved. A day that stands there already is left. Needs a transaction."""
    rows = [
        Move(
            load_id=version,
            case_id=m.case_id,
            number=m.number,
            matter_code=m.matter_code,
            what=m.what,
            authority_id=m.authority_id,
            before_on=m.before_on,
            before_least=m.before_least,
            after_on=m.after_on,
            after_least=m.after_least,
        )
        for m in moves
    ]
    Move.objects.bulk_create(rows, ignore_conflicts=True)


def recount_of(version: int) -> Recount:
    """The recount of a load, locked: whoever goes on with it goes on alone. Needs a transaction. NotFound."""
    row = Recount.objects.select_for_update().filter(pk=version).first()
    if row is None:
        raise NotFound
    return row


def note_recount(row: Recount, *, last_case: int, looked: int, moved: int, finished_at: datetime | None = None) -> None:
    """How far the recount has come. Needs the transaction in which the cases were rewritten."""
    row.last_case, row.finished_at = last_case, finished_at
    row.looked += looked
    row.moved += moved
    row.save(update_fields=["last_case", "looked", "moved", "finished_at"])
