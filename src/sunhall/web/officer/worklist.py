"""The officer's work list: a tab for each role of her powers, sorted by the lawful due day."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from sunhall.cases import desk_tallies, queries, standings, worklists
from sunhall.kernel import clock
from sunhall.law.calendar import Calendar
from sunhall.people import queries as people
from sunhall.web.access import for_role
from sunhall.web.casefile import lists, words
from sunhall.web.casefile.lists import WorkRow
from sunhall.web.officer import licences, notes
from sunhall.web.pages import page
from sunhall.web.templatetags import house

# Whose turn it is, always shown; intake last, since mostly the windows do it.
TABS: Final = ("lead", "opinion", "issue", "delivery", "intake")
# What runs or waits beside, shown while there is any.
FURTHER: Final = ("forward", "first", "hearing", "special", "owed", "unanswered", "renewal", "check")
LICENCES: Final = "licences"
Tab = tuple[str, str, int]


@for_role("officer")
@require_GET
def work_list(request: HttpRequest) -> HttpResponseBase:
    """The files on her desk in one role. Counts are true over all pages; a stopped clock sorts last."""
    at, actor = clock.now(), request.actor  # type: ignore[attr-defined]
    tally, scope = desk_tallies.tally(actor, at=at), licences.scope_of(actor, at)
    running_out = licences.count(scope, at) if scope else 0
    tabs = _tabs(tally.roles, running_out)
    asked = request.GET.get("role", "")
    role = asked if asked in {code for code, _word, _count in tabs} else _first(tabs)
    if role == LICENCES and scope is not None:
        return _licences(request, scope, at, tabs, running_out)
    light, matter, after = lists.filters(request)
    found = worklists.desk(actor, at=at, roles=[role], light=light, matter=matter or None, after=after)
    names = {a.pk: house.words(a.short_name or a.name) for a in people.authorities()} if found.rows else {}
    return page(
        request,
        "officer/list.html",
        fragment="officer/_rows.html",
        tabs=tabs,
        role=role,
        rows=told(found.rows, role, names, at),
        total=found.total,
        after=lists.key(found.after),
        lights=lists.light_options(found),
        light=light or "",
        matters=lists.matter_options(tally.matters(role), tally.roles.get(role, 0)),
        matter=matter,
    )


def _tabs(roles: Mapping[str, int], running_out: int) -> list[Tab]:
    """The desks her powers give: those of the daily work, and the further ones that hold something."""
    found = [(role, words.word(words.ROLES, role), roles[role]) for role in TABS if role in roles]
    found += [(role, words.word(words.ROLES, role), roles[role]) for role in FURTHER if roles.get(role)]
    return [*found, (LICENCES, words.word(words.ROLES, LICENCES), running_out)] if running_out else found


def told(found: Sequence[worklists.DeskRow], role: str, names: Mapping[int, str], at: datetime) -> list[WorkRow]:
    """The rows in words, each with what silence will do or what runs in it."""
    stand = standings.of([row.case_id for row in found]) if role in notes.TOLD_BY_ACTS else {}
    calendar, today = Calendar.load(), clock.legal_day(at)
    return [
        replace(lists.desk_row(row, names), note=notes.note(row, stand.get(row.case_id), calendar, today))
        for row in found
    ]


def _licences(
    request: HttpRequest, scope: licences.Scope, at: datetime, tabs: list[Tab], total: int
) -> HttpResponseBase:
    """Licences that run out soon: not files, so a list of their own on the same page."""
    rows, after = licences.rows(scope, at, request)
    return page(
        request,
        "officer/list.html",
        fragment="officer/_licences.html",
        tabs=tabs,
        role=LICENCES,
        licences=rows,
        total=total,
        after=after,
    )


def _first(tabs: list[Tab]) -> str:
    """The first tab with work in it, else the first."""
    return next((role for role, _word, count in tabs if count), tabs[0][0] if tabs else "lead")


@for_role("officer", "supervisor")
@require_GET
def find(request: HttpRequest) -> HttpResponseBase:
    """A case by number (a scan opens it at once), by the applicant's name or identity number."""
    at, actor = clock.now(), request.actor  # type: ignore[attr-defined]
    text = " ".join(request.GET.get("q", "").split())[:200]
    number = lists.as_number(text)
    rows = queries.find(actor, number, at=at) or (queries.find(actor, text, at=at) if text else [])
    if len(rows) == 1 and rows[0].number == number:
        return HttpResponseRedirect(reverse("officer:case", args=[rows[0].id]))
    return page(request, "officer/find.html", rows=[lists.told(row) for row in rows], text=text)
