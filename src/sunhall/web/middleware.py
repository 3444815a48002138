"""What happens around every view: who is asking, and how an expected "no" becomes a page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import SimpleLazyObject

from sunhall.kernel.refused import NotFound, Refused
from sunhall.web import errors
from sunhall.web.actors import actor_behind


def actor(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Sets `request.actor`, found out only when somebody looks; answers `Refused` and `NotFound` with their pages."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        request.actor = SimpleLazyObject(lambda: actor_behind(request))  # type: ignore[attr-defined]
        return get_response(request)

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        if isinstance(exception, Refused):
            return errors.refused(request, exception)
        if isinstance(exception, NotFound):
            return errors.not_found(request, exception)
        return None

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware
