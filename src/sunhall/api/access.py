"""Who may call what, and how often. Says it on every operation, as the permission matrix reads it."""

import hashlib
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeVar

from axes.helpers import get_client_ip_address
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import URLPattern
from ninja.throttling import BaseThrottle

ANYONE: Final = "anyone"
MINUTE: Final = 60  # seconds
F = TypeVar("F", bound=Callable[..., Any])


def for_anyone(operation: F) -> F:
    """The operation is public. Said aloud, so that one that forgot to say who may call it fails a test."""
    operation.roles = (ANYONE,)  # type: ignore[attr-defined]
    return operation


class ByAddress(BaseThrottle):
    """So many calls an address and minute, in each web process: against load. Codes are guarded in the database."""

    def __init__(self, calls: int = 120) -> None:
        self.calls = calls

    def allow_request(self, request: HttpRequest) -> bool:
        key = f"api:{hashlib.sha256(client(request).encode()).hexdigest()}:{int(time.time()) // MINUTE}"
        cache.add(key, 0, 2 * MINUTE)
        try:
            return int(cache.incr(key)) <= self.calls
        except ValueError:  # dropped from a full cache between the two lines: nobody is kept out for that
            return True

    def wait(self) -> float:
        """Seconds to the next minute."""
        return MINUTE - time.time() % MINUTE


def client(request: HttpRequest) -> str:
    """The visitor's address, as the guard of signing in sees it."""
    return str(get_client_ip_address(request) or "")


def said_on(patterns: Sequence[Any], operations: Mapping[str, Any]) -> list[URLPattern]:
    """Puts the roles and the sentence of each operation on the view of its address, where `web.access` reads them."""
    for pattern in patterns:
        operation = operations.get(str(pattern.name))
        callback: Any = pattern.callback
        callback.roles = getattr(operation, "roles", ())
        callback.__doc__ = getattr(operation, "__doc__", None)
    return list(patterns)
