"""The calendar: which years are loaded and on what, loading a year in two steps, and the journal of what each moved."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sunhall.calendars import acts, queries
from sunhall.calendars.queries import MoveRow
from sunhall.cases import recounting
from sunhall.catalogue import queries as catalogue
from sunhall.kernel import clock
from sunhall.kernel.refused import Refused
from sunhall.kernel.text import TextByLanguage
from sunhall.law.calendar import Calendar
from sunhall.law.year_files import Fault, spans
from sunhall.people import queries as people
from sunhall.web.access import for_role
from sunhall.web.administrator import calendar_forms, calendar_words
from sunhall.web.administrator.shown import key_of
from sunhall.web.pages import page, refused_page
from sunhall.web.powers import with_power

PAGE: Final = 50
PATIENCE: Final = 2.0  # seconds a request recounts before it leaves the rest to the job
COLUMNS: Final = ("load", "year", "notice", "loaded_at", "loaded_by", "file_sha256", "case", "matter", "what")
DAYS: Final = ("authority", "before", "before_not_before", "after", "after_not_before")


@for_role("administrator")
@with_power("administer")
@require_GET
def years(request: HttpRequest) -> HttpResponseBase:
    """Which years of working days are loaded, on which notices; what is provisional; the loads so far."""
    loaded, loads = _now(), queries.loads()
    today = clock.legal_day(request.at)  # type: ignore[attr-defined]
    versions = {row.year: row.version for row in reversed(loads)}
    told: list[dict[str, Any]] = [
        {
            "year": year,
            "sources": loaded.sources(year),
            "current": year == today.year,
            "version": versions.get(year),
            "working": _working_days(loaded, year),
        }
        for year in reversed(loaded.years)
    ]
    missing = [year for year in (today.year, today.year + 1) if year not in loaded.years]
    return page(
        request, "administrator/calendar.html", years=told, missing=missing, until=loaded.loaded_until, loads=loads
    )


def _now() -> Calendar:
    return queries.current(queries.version())


def _working_days(loaded: Calendar, year: int) -> int:
    first, last = loaded.loaded_from.replace(year=year), loaded.loaded_until
    if year < loaded.years[-1]:
        last = first.replace(month=12, day=31)
    return loaded.ordinal(last) - loaded.ordinal(first) + loaded.is_working(first)


@for_role("administrator")
@with_power("administer")
@require_http_methods(["GET", "POST"])
def hand_in(request: HttpRequest) -> HttpResponseBase:
    """A year by file or by form. What is wrong is told all at once, and everything typed stays."""
    loaded = _now()
    if request.method == "GET":
        asked = request.GET.get("year", "")
        year = int(asked) if asked.isdecimal() and len(asked) == 4 else loaded.years[-1] + 1
        return _form(request, calendar_forms.blank(year), ())
    typed = calendar_forms.read_post(request, loaded.years[-1] + 1)
    if typed.adds_a_row:
        return _form(request, typed, ())
    given = typed.given()
    faults = given.faults if given.notice is None else acts.faults_of(given.notice, at=request.at)  # type: ignore[attr-defined]
    if given.notice is None or typed.has_errors or any(fault.blocks for fault in faults):
        return _form(request, typed, faults, status=422)
    kept = acts.propose(
        given.notice, text=typed.text(given.notice), file_name=typed.file_name,
        by=request.actor.user_id, at=request.at,  # type: ignore[attr-defined]
    )  # fmt: skip
    return redirect("administrator:calendar_notice", notice_id=kept)


def _form(
    request: HttpRequest, typed: calendar_forms.Typed, faults: Sequence[Fault], status: int = 200
) -> HttpResponseBase:
    return page(
        request,
        "administrator/calendar_new.html",
        status=status,
        typed=typed,
        faults=[calendar_words.said(fault) for fault in faults if fault.blocks],
        unusual=[calendar_words.said(fault) for fault in faults if not fault.blocks],
        columns=calendar_forms.columns(),
        statutory=calendar_words.statutory_days(typed.year),
    )


@for_role("administrator")
@with_power("administer")
@require_GET
def preview(request: HttpRequest, notice_id: int) -> HttpResponseBase:
    """What a notice would change: its days, and every open case of which a day moves. Nothing is changed by looking."""
    return page(request, "administrator/calendar_notice.html", **_preview(request, notice_id))


def _preview(request: HttpRequest, notice_id: int) -> dict[str, Any]:
    row = queries.notice(notice_id)
    told: dict[str, Any] = {"row": row, "off": spans(row.notice.off), "work": spans(row.notice.work)}
    if row.version is not None:
        return told
    version = queries.version()
    before = queries.current(version)
    faults = acts.faults_of(row.notice, at=request.at)  # type: ignore[attr-defined]
    told |= {
        "seen": version,
        "faults": [calendar_words.said(fault) for fault in faults if fault.blocks],
        "unusual": [calendar_words.said(fault) for fault in faults if not fault.blocks],
        "replaces": before.sources(row.notice.year)[:1],
    }
    if told["faults"]:
        return told
    after = before.joined_by(row.notice)
    key = key_of(request.GET.get("after", "")) or 0
    found = recounting.preview(before, after, page_after=key, limit=PAGE)
    differing = calendar_words.differing_days(before, after, row.notice.year) if told["replaces"] else []
    return told | {"found": found, "moves": move_lines(found.rows), "after": str(found.after or ""), "days": differing}


@for_role("administrator")
@with_power("administer")
@require_POST
def load(request: HttpRequest, notice_id: int) -> HttpResponseBase:
    """Put the notice in force and rewrite the days it moves. What another administrator loaded meanwhile is told."""
    at, by = request.at, request.actor.user_id  # type: ignore[attr-defined]
    if not request.POST.get("compared"):
        told = _preview(request, notice_id)
        told["not_compared"] = gettext("Tick that you compared the days with the published notice.")
        told["not_compared_list"] = [("compared", told["not_compared"])]
        return page(request, "administrator/calendar_notice.html", status=422, **told)
    try:
        version = acts.load(notice_id, seen=key_of(request.POST.get("seen", "")) or 0, by=by, at=at)
    except Refused as refusal:
        return refused_page(request, "administrator/calendar_notice.html", refusal, **_preview(request, notice_id))
    queries.forget()
    recounting.carry_out(version, at=at, seconds=PATIENCE)
    messages.success(request, gettext("The notice is loaded. Here is what it moved."))
    return redirect("administrator:calendar_load", version=version)


@for_role("administrator")
@with_power("administer")
@require_GET
def journal(request: HttpRequest, version: int) -> HttpResponseBase:
    """What one load changed: who, when, from which file, and every case with its old and its new day."""
    row = queries.load(version)
    rows = queries.moves(version, after=key_of(request.GET.get("after", "")) or 0, limit=PAGE + 1)
    more = str(rows[PAGE - 1].id) if len(rows) > PAGE else ""
    return page(request, "administrator/calendar_load.html", row=row, moves=move_lines(rows[:PAGE]), after=more)


@for_role("administrator")
@with_power("administer")
@require_GET
def journal_file(request: HttpRequest, version: int) -> HttpResponseBase:
    """The journal of one load as CSV."""
    answer = StreamingHttpResponse(_csv(version), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="calendar-load-{queries.load(version).version}.csv"'
    return answer


class _Echo:
    """What `csv` writes to when each line is sent on at once."""

    def write(self, line: str) -> str:
        return line


def _csv(version: int) -> Iterator[str]:
    row, writer = queries.load(version), csv.writer(_Echo())
    head = [row.version, row.year, row.number, row.at.astimezone(clock.ZONE).isoformat(), row.by, row.digest]
    yield "\ufeff" + writer.writerow([*COLUMNS, *DAYS])  # the mark tells spreadsheets that it is UTF-8
    last = 0
    while rows := queries.moves(version, after=last, limit=1000):
        last = rows[-1].id
        names = _authorities(rows)
        for m in rows:
            days = [m.before_on, m.before_least, m.after_on, m.after_least]
            who = names[m.authority_id].into("zh-hans") if m.authority_id in names else ""
            yield writer.writerow([*head, m.number, m.matter_code, m.what, who, *(d or "" for d in days)])


@dataclass(frozen=True, slots=True)
class MoveLine:
    """A day that moves, for people. `what` names the day; `authority` whose opinion it is."""

    row: MoveRow
    what: str
    matter: TextByLanguage | str
    authority: TextByLanguage | str


def move_lines(rows: Sequence[MoveRow]) -> list[MoveLine]:
    """Moves with the names of matters and authorities: at most two queries."""
    names, authorities = catalogue.names({row.matter_code for row in rows}), _authorities(rows)
    return [
        MoveLine(
            row,
            calendar_words.what(row.what),
            names.get(row.matter_code, row.matter_code),
            authorities.get(row.authority_id or 0, ""),
        )
        for row in rows
    ]


def _authorities(rows: Sequence[MoveRow]) -> dict[int | None, TextByLanguage]:
    if not any(row.authority_id for row in rows):
        return {}
    return {a.pk: TextByLanguage(a.name) for a in people.authorities()}
