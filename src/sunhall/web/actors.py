"""Who is asking: the roles a page may name, and the way from a request to the actor of `people`."""

from typing import Final

from django.http import HttpRequest

from sunhall.people import queries as people

ROLES: Final = ("anonymous", "applicant", "clerk", "officer", "designer", "administrator", "supervisor")
STAFF: Final = ("clerk", "officer", "designer", "administrator", "supervisor")


def actor_behind(request: HttpRequest) -> people.Actor:
    """The actor of this request; nobody signed in costs no query."""
    return people.actor_of(getattr(request, "user", None))
