"""Which holiday notices are in force here, and what each load changed. Reads; `follow()` tells the law.

How a process knows of a load (ADR 7). The version is the number of the last load. A process that follows asks for it
at most once a second, one row by its key, whatever it does; so a page costs no query of its own. An act does not rely
on that: the statement that locks its case reads the version too, and `current(version)` makes the process catch up.
Whoever loads waits longer than that second before the cases are recounted, and before it is called done.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, NamedTuple

import psycopg
from django.db import Error, connection

from sunhall.calendars.models import Load, Move, Notice, Recount
from sunhall.kernel.refused import NotFound
from sunhall.law import calendar
from sunhall.law.calendar import Calendar
from sunhall.law.notices import Notice as LawNotice
from sunhall.law.notices import Source

STALE_AFTER: Final = 1.0  # seconds
VERSION: Final = "SELECT coalesce(max(version), 0) FROM calendars_load"


class _Known(NamedTuple):
    """What this process knows: the version, its notices by load, and when (monotonic seconds) that was read."""

    version: int
    notices: tuple[LawNotice, ...]
    read_at: float


_known = _Known(0, (), float("-inf"))


def follow() -> None:
    """From now on `Calendar.load()` in this process counts on the notices loaded here too."""
    calendar.follow(_followed)


def version() -> int:
    """The number of the last load; 0 when nothing was loaded. One row by its key, past Django's query log."""
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        row = cursor.execute(VERSION).fetchone()
    return int(row[0]) if row else 0


def current(wanted: int) -> Calendar:
    """The calendar of a version that a locking statement has just read. A query only when this process is behind."""
    if wanted == 0:
        return Calendar.load(notices=())
    if wanted > _known.version:
        _learn(wanted)
    return Calendar.load(notices=_known.notices)


def forget() -> None:
    """Look anew at the next question: for whoever has just loaded, and for tests whose loads are rolled back."""
    global _known
    _known = _Known(0, (), float("-inf"))


def before_and_after(number: int) -> tuple[Calendar, Calendar]:
    """The calendars just before and just after a load."""
    notices = _in_force(number)
    return Calendar.load(notices=notices[:-1]), Calendar.load(notices=notices)


def _followed() -> Sequence[LawNotice]:
    if time.monotonic() - _known.read_at >= STALE_AFTER:
        _refresh()
    return _known.notices


def _refresh() -> None:
    """Look whether something was loaded. Without an answer the process counts on with what it knows."""
    global _known
    try:
        found = version()
    except Error:  # the server is away, or this transaction is already broken: not the calendar's affair
        return
    if found != _known.version:
        _learn(found)
    else:
        _known = _known._replace(read_at=time.monotonic())


def _learn(number: int) -> None:
    global _known
    _known = _Known(number, _in_force(number), time.monotonic())


def _in_force(number: int) -> tuple[LawNotice, ...]:
    """The notices of all loads up to a version, in the order in which they were loaded."""
    rows = Notice.objects.filter(load__version__lte=number).order_by("load__version")
    return tuple(as_law(row) for row in rows)


def as_law(row: Notice) -> LawNotice:
    """A stored notice as the law counts on it."""
    first = Source(row.title, row.number, row.dated, row.url)
    others = (
        Source(s["title"], s["number"], date.fromisoformat(s["dated"]) if s["dated"] else None, s["url"])
        for s in row.amended_by
    )
    return LawNotice(row.year, (first, *others), _days(row.off), _days(row.work))


def _days(stored: Mapping[str, str]) -> dict[date, str]:
    return {date.fromisoformat(day): name for day, name in sorted(stored.items())}


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice that was handed in. `version` is null until it is loaded."""

    id: int
    notice: LawNotice
    file_name: str
    text: str
    digest: str
    given_by: str  # empty: command line
    given_at: datetime
    version: int | None


@dataclass(frozen=True, slots=True)
class LoadRow:
    """A load and how far its recount has come. `replaces` is the version that held for the year before."""

    version: int
    year: int
    title: str
    number: str
    dated: date
    url: str
    file_name: str
    digest: str
    by: str  # empty: command line
    at: datetime
    replaces: int | None
    looked: int
    moved: int
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One day that moved. A null day is provisional: then `…_least` is the day before which it cannot fall."""

    id: int
    case_id: int
    number: str
    matter_code: str
    what: str
    authority_id: int | None
    before_on: date | None
    before_least: date | None
    after_on: date | None
    after_least: date | None


def notice(notice_id: int) -> NoticeRow:
    """One notice. NotFound."""
    row = Notice.objects.select_related("given_by__officer", "load").filter(pk=notice_id).first()
    if row is None:
        raise NotFound
    loaded = row.load.version if hasattr(row, "load") else None
    return NoticeRow(row.pk, as_law(row), row.file_name, row.text, row.digest, _who(row.given_by), row.given_at, loaded)


def loads(*, year: int | None = None) -> list[LoadRow]:
    """Every load, newest first; two queries."""
    earlier: dict[int, int] = {}
    told = []
    rows = Load.objects.select_related("notice", "by__officer", "recount").order_by("version")
    for row in rows:
        told.append(_load_row(row, earlier.get(row.notice.year)))
        earlier[row.notice.year] = row.version
    return [row for row in reversed(told) if year is None or row.year == year]


def load(number: int) -> LoadRow:
    """One load. NotFound."""
    found = next((row for row in loads() if row.version == number), None)
    if found is None:
        raise NotFound
    return found


def _load_row(row: Load, replaces: int | None) -> LoadRow:
    n, r = row.notice, row.recount
    return LoadRow(
        row.version, n.year, n.title, n.number, n.dated, n.url, n.file_name, n.digest, _who(row.by), row.at,
        replaces, r.looked, r.moved, r.finished_at,
    )  # fmt: skip


def moves(number: int, *, after: int = 0, limit: int = 50) -> list[MoveRow]:
    """The days that a load moved, by case, paged by the id of the move."""
    names = ("id", "case_id", "number", "matter_code", "what", "authority_id")
    days = ("before_on", "before_least", "after_on", "after_least")
    rows = Move.objects.filter(load_id=number, pk__gt=after).order_by("pk")
    return [MoveRow(*row) for row in rows.values_list(*names, *days)[:limit]]


def unfinished() -> list[int]:
    """The versions whose recount is not done, oldest first."""
    return list(Recount.objects.filter(finished_at=None).order_by("pk").values_list("pk", flat=True))


def _who(user: Any) -> str:
    if user is None:
        return ""
    return f"{user.officer.name} ({user.login})" if hasattr(user, "officer") else str(user.login)
