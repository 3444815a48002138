"""The clerk's desk: applications waiting at the windows, her half-finished drafts, and finding a case or person."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from sunhall.cases import desk_tallies, files, queries, worklists
from sunhall.catalogue import queries as catalogue
from sunhall.kernel import clock
from sunhall.web.access import for_role
from sunhall.web.casefile import lists
from sunhall.web.pages import page

ROLE: Final = "intake"
FORWARD: Final = "forward"  # taken in elsewhere, on its way to the competent authority


@for_role("clerk")
@require_GET
def desk(request: HttpRequest) -> HttpResponseBase:
    """Applications to examine, the most urgent first. Queries: list and counts 3, tally 2, drafts 1, names 1; what
    arrives from elsewhere 2, when something does."""
    at, actor = clock.now(), request.actor  # type: ignore[attr-defined]
    light, matter, after = lists.filters(request)
    found = worklists.desk(actor, at=at, roles=[ROLE], light=light, matter=matter or None, after=after)
    tally = desk_tallies.tally(actor, at=at)
    drafts = files.counter_drafts(actor)
    arriving = worklists.desk(actor, at=at, roles=[FORWARD]).rows if tally.roles.get(FORWARD) else []
    return page(
        request,
        "window/desk.html",
        fragment="window/_queue.html",
        rows=found.rows,
        total=found.total,
        after=lists.key(found.after),
        lights=lists.light_options(found),
        light=light or "",
        matters=lists.matter_options(tally.matters(ROLE), tally.roles.get(ROLE, 0)),
        matter=matter,
        drafts=drafts,
        arriving=arriving,
        names=catalogue.names({d.matter_code for d in drafts}) if drafts else {},
    )


@for_role("clerk")
@require_GET
def find(request: HttpRequest) -> HttpResponseBase:
    """A case by number (a scan opens it at once), by the applicant's name or identity number."""
    at, actor = clock.now(), request.actor  # type: ignore[attr-defined]
    text = " ".join(request.GET.get("q", "").split())[:200]
    rows = queries.find(actor, lists.as_number(text), at=at) or (queries.find(actor, text, at=at) if text else [])
    if len(rows) == 1 and rows[0].number == lists.as_number(text):
        return HttpResponseRedirect(reverse("window:case", args=[rows[0].id]))
    context: dict[str, Any] = {"rows": [lists.told(row) for row in rows], "text": text, "empty": _("Nothing found.")}
    return page(request, "window/find.html", **context)
