"""Desks that need a dated power besides the role: whoever lost it is told so, with the day, instead of a page.

    @for_role("designer")
    @with_power("design")
    def matters(request): ...   # request.at is the instant of this request, read once

The power may be held in any authority's name: matters and people of a jurisdiction are kept for all of them.
"""

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from sunhall.kernel import clock
from sunhall.kernel.refused import Refused
from sunhall.people import queries as people
from sunhall.people import registers
from sunhall.web import addresses, wording

View = Callable[..., HttpResponseBase]


def with_power(power: str) -> Callable[[View], View]:
    """Only while the officer holds this power; the right to open the page at all is said by `for_role` above it."""

    def gate(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            at = clock.now()
            request.at = at  # type: ignore[attr-defined]
            officer = request.actor.officer  # type: ignore[attr-defined]
            if officer and any(g.power == power for g in people.grants(officer.id, at)):
                return view(request, *args, **kwargs)
            return _told(request, officer.id if officer else 0, power)

        return guarded

    return gate


def _told(request: HttpRequest, officer_id: int, power: str) -> HttpResponseBase:
    """403 with the reason: never held, ended on a day, or beginning on one."""
    last = registers.last_power(officer_id, power)
    now = clock.now()
    if last is None:
        refusal = Refused("power_never_held")
    elif last.starts_at > now:
        refusal = Refused("power_begins_later", on=last.starts_at)
    else:
        refusal = Refused("power_ended", on=last.ends_at or last.starts_at)
    told = wording.sentence(refusal)
    return render(request, "errors/refused.html", {"told": told, "back": addresses.ACCOUNT}, status=403)
