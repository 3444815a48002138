"""One way to answer with a page. Called by every view of `web`.

return page(request, "officer/list.html", fragment="officer/_rows.html", rows=rows)
return refused_page(request, "citizen/topic.html", refusal, form=form)      # what was typed stays
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.crypto import get_random_string
from django.utils.translation import get_language

from sunhall.kernel.refused import Refused
from sunhall.web import wording


def page(
    request: HttpRequest,
    template: str,
    *,
    fragment: str | None = None,
    status: int = 200,
    of: str = "",
    **context: Any,
) -> HttpResponse:
    """The whole page, or only `fragment` (a template the page includes) when HTMX asked for a part of it.

    One address serves both: without JavaScript, on reload and from the history the whole page comes. `of` says that
    all strangers see the same page, and tells everything it shows: it is then made once for the same `of`.
    """
    chosen = fragment if fragment and wants_fragment(request) else template
    if of and chosen == template and _is_stranger(request):
        response = HttpResponse(_made_once(request, template, of, context), status=status)
    else:
        response = render(request, chosen, context, status=status)
    patch_vary_headers(response, ["HX-Request", "Cookie", "Accept-Language"])
    if _is_personal(request):
        # On a shared terminal "back" after signing out must not show the last person's file.
        response["Cache-Control"] = "private, no-store"
    return response


_MOST = 500  # pages kept, of about 10 to 60 kB each
_TOKEN = get_random_string(64)  # stands in a kept page where each reader's own token goes
_kept: dict[tuple[str, ...], str] = {}


def _made_once(request: HttpRequest, template: str, of: str, context: dict[str, Any]) -> str:
    """The text of a page that is kept in this process; only the token of its forms is the reader's own."""
    key = (template, get_language() or "", request.get_host(), request.get_full_path(), of)
    text = _kept.get(key)
    if text is None:
        text = render_to_string(template, {**context, "csrf_token": _TOKEN}, request)
        if len(_kept) >= _MOST:
            _kept.clear()
        _kept[key] = text
    return text.replace(_TOKEN, get_token(request))


def _is_stranger(request: HttpRequest) -> bool:
    """Nobody signed in, and no message waiting: the reader's cookies hold nothing that a page could show."""
    return not {settings.SESSION_COOKIE_NAME, "messages"} & request.COOKIES.keys()


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
