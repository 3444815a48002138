"""One way to answer with a page. Called by every view of `web`.

return page(request, "officer/list.html", fragment="officer/_rows.html", rows=rows)
return refused_page(request, "citizen/topic.html", refusal, form=form)      # what was typed stays
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from sunhall.kernel.refused import Refused
from sunhall.web import wording


def page(
    request: HttpRequest, template: str, *, fragment: str | None = None, status: int = 200, **context: Any
) -> HttpResponse:
    """The whole page, or only `fragment` (a template the page includes) when HTMX asked for a part of it.

    One address serves both: without JavaScript, on reload and from the history the whole page comes.
    """
    chosen = fragment if fragment and wants_fragment(request) else template
    response = render(request, chosen, context, status=status)
    patch_vary_headers(response, ["HX-Request", "Cookie", "Accept-Language"])
    if _is_personal(request):
        # On a shared terminal "back" after signing out must not show the last person's file.
        response["Cache-Control"] = "private, no-store"
    return response


def refused_page(
    request: HttpRequest,
    template: str,
    refusal: Refused,
    *,
    fragment: str | None = None,
    **context: Any,
) -> HttpResponse:
    """The page somebody was on, with the refusal at its top and everything they typed still there."""
    told = wording.sentence(refusal)
    return page(request, template, fragment=fragment, status=told.status, refused=told, **context)


def wants_fragment(request: HttpRequest) -> bool:
    """Whether HTMX asked for a part of this page (not a boosted link, not its history cache)."""
    htmx: Any = getattr(request, "htmx", None)
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def _is_personal(request: HttpRequest) -> bool:
    actor = getattr(request, "actor", None)
    return actor is not None and actor.role != "anonymous"
