"""The officer's work list: a tab for each role of her powers, sorted by the lawful due day."""

from typing import Final

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from sunhall.cases import desk_tallies, queries, worklists
from sunhall.kernel import clock
from sunhall.people import queries as people
from sunhall.web.access import for_role
from sunhall.web.casefile import lists, words
from sunhall.web.pages import page
from sunhall.web.templatetags import house

TABS: Final = ("lead", "opinion", "issue", "delivery", "intake")  # intake last: mostly the windows do it


@for_role("officer")
@require_GET
def work_list(request: HttpRequest) -> HttpResponseBase:
    """The files on her desk in one role. Counts are true over all pages; a stopped clock sorts last."""
    at, actor = clock.now(), request.actor  # type: ignore[attr-defined]
    tally = desk_tallies.tally(actor, at=at)
    tabs: list[tuple[str, str, int]] = [
        (role, words.word(words.ROLES, role), tally.roles[role]) for role in TABS if role in tally.roles
    ]
    asked = request.GET.get("role", "")
    role = asked if asked in {code for code, _word, _count in tabs} else _first(tabs)
    light, matter, after = lists.filters(request)
    found = worklists.desk(actor, at=at, roles=[role], light=light, matter=matter or None, after=after)
    names = {a.pk: house.words(a.short_name or a.name) for a in people.authorities()} if found.rows else {}
    return page(
        request,
        "officer/list.html",
        fragment="officer/_rows.html",
        tabs=tabs,
        role=role,
        rows=[lists.desk_row(row, names) for row in found.rows],
        total=found.total,
        after=lists.key(found.after),
        lights=lists.light_options(found),
        light=light or "",
        matters=lists.matter_options(tally.matters(role), tally.roles.get(role, 0)),
        matter=matter,
    )


def _first(tabs: list[tuple[str, str, int]]) -> str:
    """The first tab with work in it, else the first."""
    return next((role for role, _word, count in tabs if count), tabs[0][0] if tabs else "lead")


@for_role("officer")
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
