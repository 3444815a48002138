"""What happens around every view: what was sent is cleaned, who is asking, and how an expected "no" becomes a page."""

from collections.abc import Callable
from functools import cache

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from sunhall.kernel.refused import NotFound, Refused
from sunhall.web import errors, typed
from sunhall.web.actors import actor_behind


def storable(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Takes out of what was sent the characters no database stores, before anybody reads it. Stands before the
    session, whose cookie is looked up too; an address with such a character is nobody's (404)."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        typed.clean(request)
        return get_response(request)

    def process_view(request: HttpRequest, view: object, args: object, kwargs: object) -> None:
        if typed.storable(request.path_info) != request.path_info:
            raise Http404
        typed.clean_posted(request)

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


def actor(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Sets `request.actor`, found out only when somebody looks; answers `Refused` and `NotFound` with their pages."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        request.actor = SimpleLazyObject(lambda: actor_behind(request))  # type: ignore[attr-defined]
        if _has_one_time_password(request) and not request.path.startswith(_open_to_one_time_passwords()):
            return HttpResponseRedirect(reverse("account_change_password"))
        return get_response(request)

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        if isinstance(exception, Refused):
            return errors.refused(request, exception)
        if isinstance(exception, NotFound):
            return errors.not_found(request, exception)
        return None

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware


def _has_one_time_password(request: HttpRequest) -> bool:
    """Whether the reader signed in with a password an administrator made: it opens nothing but its own change."""
    return bool(getattr(getattr(request, "user", None), "must_change_password", False))


@cache
def _open_to_one_time_passwords() -> tuple[str, ...]:
    named = ("account_change_password", "account_logout", "account_reauthenticate", "mfa_reauthenticate", "language")
    return tuple(reverse(name) for name in named)
