"""Who is trying to sign in, and from where: what the guard against guessing counts. Named by the settings of AXES."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest


def login_tried(request: HttpRequest | None, credentials: Mapping[str, Any] | None = None) -> str:
    """The login of an attempt, as stored (trimmed, lower case): allauth calls it username, our forms call it login."""
    given = credentials or {}
    said = given.get("login") or given.get("username")
    if not said and request is not None:
        said = request.POST.get("login")
    return str(said or "").strip().lower()


def client_address(request: HttpRequest) -> str:
    """The visitor's address. Of X-Forwarded-For only the entry our own outermost proxy wrote is believed.

    With SUNHALL_PROXIES=1 that is the last entry; whatever a visitor put before it counts for nothing.
    """
    if settings.PROXIES:
        hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
        if len(hops) >= settings.PROXIES:
            return hops[-settings.PROXIES]
    return str(request.META.get("REMOTE_ADDR", ""))
