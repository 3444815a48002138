"""Pages for what went wrong: each says what happened, what is safe, and what to do next.

Named by the root address book (`handler400` …), by `CSRF_FAILURE_VIEW` and by the sign-in guard's lockout.
"""

import logging

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from sunhall.kernel.refused import Refused
from sunhall.web import addresses, typed, wording
from sunhall.web.pages import wants_fragment

log = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request could not be read. A request that was too large gets its own page (413)."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return too_large(request, exception)
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: known who you are, not yours to do. Pages of other roles answer 404 instead."""
    return render(request, "errors/403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form's protection did not match: mostly a page left open for long, or cookies switched off."""
    log.info("Form protection failed on %s: %s", request.path, reason)
    back = addresses.path_of(request.headers.get("Referer", "/"))
    return render(request, "errors/403_csrf.html", {"back": back, "typed": typed.words_of(request)}, status=403)


def signed_out(request: HttpRequest, sign_in: str) -> HttpResponse:
    """403: the session ended while a page was filled in. What was typed is shown, so that it can be copied."""
    told = {"sign_in": sign_in, "typed": typed.words_of(request)}
    return render(request, "errors/403_signed_out.html", told, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: not there, or not there for you."""
    return render(request, "errors/404.html", status=404)


def too_large(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """413: more was sent than is taken at once."""
    return render(request, "errors/413.html", status=413)


def too_many(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
    """429: too many attempts, mostly at signing in. The signature fits the lockout call of django-axes."""
    response = render(request, "errors/429.html", status=429)
    response["Retry-After"] = "900"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault. Drawn without the request's context, which may be what failed."""
    return HttpResponse(render_to_string("errors/500.html"), status=500)


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """A refusal no view caught: told on a page of its own, or as a box in place of the part HTMX asked for."""
    told = wording.sentence(refusal)
    back = addresses.path_of(request.headers.get("HX-Current-URL") or request.headers.get("Referer", "/"))
    template = "errors/_refused.html" if wants_fragment(request) else "errors/refused.html"
    return render(request, template, {"told": told, "back": back}, status=told.status)
