"""The guard of pages where a code could be guessed: after ten wrong ones an address waits, and is told how long."""

from datetime import datetime
from math import ceil

from axes.helpers import get_client_ip_address
from django.http import HttpRequest, HttpResponse
from django.utils.translation import ngettext

from sunhall.people import attempts
from sunhall.web.pages import page


def wait(request: HttpRequest, what: str, *, at: datetime) -> int:
    """Seconds to wait before `what` may be tried again from this address; 0 for none."""
    return attempts.wait(what, client(request), at=at)


def wrong(request: HttpRequest, what: str, *, at: datetime) -> None:
    """Counts a wrong code."""
    attempts.wrong(what, client(request), at=at)


def client(request: HttpRequest) -> str:
    """The visitor's address, as the guard of signing in sees it (behind our proxies: what they say)."""
    return str(get_client_ip_address(request) or "")


def told_to_wait(request: HttpRequest, seconds: int, *, back: str) -> HttpResponse:
    """429: too many wrong codes, and after how many minutes it goes on."""
    minutes = max(1, ceil(seconds / 60))
    told = ngettext("Please wait %(count)d minute.", "Please wait %(count)d minutes.", minutes) % {"count": minutes}
    response = page(request, "public/wait.html", status=429, told=told, back=back)
    response["Retry-After"] = str(seconds)
    return response
