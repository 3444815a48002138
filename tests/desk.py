"""Signing in as somebody of the small city, and counting the queries of a page."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sunhall.people.models import User


def signed_in(login: str, language: str = "en") -> Client:
    """A browser in which this account has signed in."""
    client = Client()
    client.force_login(User.objects.get(login=login), backend="allauth.account.auth_backends.AuthenticationBackend")
    client.cookies["language"] = language
    return client


@contextmanager
def queries() -> Iterator[CaptureQueriesContext]:
    """`with queries() as told: …` then `len(told)`."""
    with CaptureQueriesContext(connection) as told:
        yield told


def words(response: Any) -> str:
    """The page as text, with runs of blanks made one."""
    return " ".join(response.content.decode().split())


def hidden(response: Any, name: str) -> str:
    """The value of a hidden input."""
    return words(response).split(f'name="{name}" value="', 1)[1].split('"', 1)[0]
