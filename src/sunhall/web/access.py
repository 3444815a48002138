"""Who may open a page: said on the view, enforced before it runs, and listed for the permission matrix.

Every view carries `roles`: the roles that may open it, or `("anyone",)`. What a role may not open does not exist (404).
`matrix()` walks the address book, so that the documentation and the tests read the same attribute the gate enforces.
"""

import functools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import URLPattern, URLResolver

from sunhall.web import addresses, errors, typed
from sunhall.web.actors import ROLES

ANYONE: Final = "anyone"
View = Callable[..., HttpResponseBase]


def for_anyone(view: View) -> View:
    """The page is public. Said aloud, so that a page that forgot to say who may open it fails a test."""

    @functools.wraps(view)
    def open_to_all(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    open_to_all.roles = (ANYONE,)  # type: ignore[attr-defined]
    return open_to_all


def for_role(*roles: str) -> Callable[[View], View]:
    """Only these roles. Nobody signed in: the sign-in page, then back here. Another role: 404."""
    if unknown := set(roles) - set(ROLES) or not roles:
        raise ValueError(f"for_role() needs roles from {ROLES}, not {unknown}.")

    def gate(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            role = request.actor.role  # type: ignore[attr-defined]
            if role in roles:
                return view(request, *args, **kwargs)
            if role == "anonymous":
                return to_sign_in(request)
            raise Http404

        guarded.roles = tuple(roles)  # type: ignore[attr-defined]
        return guarded

    return gate


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and back: as a redirect, for HTMX as its own header, for a script as 401.

    A script that saves in the background must hear that the session ended, not receive a sign-in page with status 200.
    """
    back_to = request.get_full_path()
    if getattr(request, "htmx", False):
        back_to = request.headers.get("HX-Current-URL", back_to)
        return HttpResponse(status=204, headers={"HX-Redirect": _sign_in(back_to)})
    if request.headers.get("Accept", "").startswith("application/json"):
        return HttpResponse(status=401)
    if request.method != "GET":
        back_to = request.headers.get("Referer", "/")
        if typed.words_of(request):  # a redirect would lose them
            return errors.signed_out(request, _sign_in(back_to))
    return HttpResponseRedirect(_sign_in(back_to))


def _sign_in(back_to: str) -> str:
    return f"{addresses.sign_in()}?{urlencode({'next': addresses.path_of(back_to)})}"


_declared: dict[str, tuple[str, ...]] = {}


def declare(*names: str, roles: Sequence[str] = (ANYONE,)) -> None:
    """Says, by URL name, who may open views of other people's code (sign-in, second factor) that guard themselves."""
    for name in names:
        _declared[name] = tuple(roles)


@dataclass(frozen=True)
class Entry:
    """One address and who may open it. `roles` is empty when the view forgot to say."""

    address: str
    name: str
    roles: tuple[str, ...]


def matrix(patterns: Sequence[URLPattern | URLResolver], *, prefix: str = "/", names: str = "") -> Iterator[Entry]:
    """Every address below `patterns` with the roles its view names, in the order Django tries them."""
    for pattern in patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            below = f"{names}{pattern.namespace}:" if pattern.namespace else names
            yield from matrix(pattern.url_patterns, prefix=address, names=below)
        else:
            name = f"{names}{pattern.name or ''}"
            roles = getattr(pattern.callback, "roles", None) or _declared.get(name, ())
            yield Entry(address=address, name=name, roles=tuple(roles))
