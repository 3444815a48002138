"""What happens around every view: what was sent is cleaned, who is asking, and how an expected "no" becomes a page."""

from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import ngettext

from sunhall.kernel import clock
from sunhall.kernel.refused import NotFound, Refused
from sunhall.web import access, errors, typed
from sunhall.web.actors import STAFF, actor_behind


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
        response = get_response(request)
        if request.headers.get("X-Requested-With") == "upload" and isinstance(response, HttpResponseRedirect):
            return HttpResponse(status=204, headers={"X-Go-To": response.url})  # the script goes there itself
        return response

    def process_view(request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponseBase | None:
        # After the form's protection, which stands before: what an ended session posts is shown to its sender alone.
        if not _is_idle(request):
            return None
        _sign_out(request)
        # A public page goes on for a stranger, and so does the sign-in page; a desk is closed.
        return access.to_sign_in(request) if access.ANYONE not in getattr(view, "roles", (access.ANYONE,)) else None

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        if isinstance(exception, Refused):
            return errors.refused(request, exception)
        if isinstance(exception, NotFound):
            return errors.not_found(request, exception)
        return None

    middleware.process_view = process_view  # type: ignore[attr-defined]
    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware


SEEN = "seen"  # of the session: the second in which its officer did something last
EVERY = 60  # seconds: how exactly that is kept; a page costs one write a minute, not one each


def _is_idle(request: HttpRequest) -> bool:
    """Whether an officer did nothing for so long that somebody else may be sitting at the desk."""
    user = getattr(request, "user", None)
    if not settings.STAFF_IDLE_MINUTES or user is None or not user.is_authenticated:
        return False
    now = clock.now()
    since = request.session.get(SEEN) or (user.last_login or now).timestamp()
    idle = now.timestamp() - since
    if idle < EVERY or request.actor.role not in STAFF:  # type: ignore[attr-defined]
        return False
    if idle > settings.STAFF_IDLE_MINUTES * 60:
        return True
    request.session[SEEN] = now.timestamp()
    return False


def _sign_out(request: HttpRequest) -> None:
    """Signs the idle officer out and says why on the next page, which is the sign-in page that leads back here."""
    logout(request)
    request.actor = actor_behind(request)  # type: ignore[attr-defined]
    minutes = settings.STAFF_IDLE_MINUTES
    told = ngettext(
        "You were signed out because nothing was done for %(minutes)s minute. Sign in to go on where you were.",
        "You were signed out because nothing was done for %(minutes)s minutes. Sign in to go on where you were.",
        minutes,
    )
    messages.info(request, told % {"minutes": minutes})


def _has_one_time_password(request: HttpRequest) -> bool:
    """Whether the reader signed in with a password an administrator made: it opens nothing but its own change."""
    return bool(getattr(getattr(request, "user", None), "must_change_password", False))


@cache
def _open_to_one_time_passwords() -> tuple[str, ...]:
    named = ("account_change_password", "account_logout", "account_reauthenticate", "mfa_reauthenticate", "language")
    return tuple(reverse(name) for name in named)
