"""The public list of hearings: what is announced must be found by whoever it may concern (Licensing Law arts. 46, 48).

Newest first, paged by key; each leads to its announcement. One query; nobody is named who is not in the announcement.
"""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from sunhall.documents import queries as documents
from sunhall.kernel import clock
from sunhall.web.access import for_anyone
from sunhall.web.pages import page
from sunhall.web.public.find import said

MOST: Final = 30  # announcements on a page


@for_anyone
@require_safe
def hearings(request: HttpRequest) -> HttpResponse:
    """Hearings announced to the public, newest first: what about, whose, on which day."""
    after = said(request, "after", 15)
    found = documents.announcements(before=int(after) if after.isdecimal() else None, limit=MOST + 1)
    return page(
        request,
        "public/hearings.html",
        rows=found[:MOST],
        after=str(found[MOST - 1].id) if len(found) > MOST else "",
        started=bool(after),
        today=clock.today().isoformat(),
    )
