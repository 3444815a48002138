"""Addresses that the shell of every page needs, and the safe way back to a page of ours."""

from typing import Final
from urllib.parse import urlsplit

from django.urls import NoReverseMatch, reverse

FIND: Final = "/"
FOLLOW: Final = "/follow/"
VERIFY: Final = "/verify/"
MY: Final = "/my/"
DESK: Final = "/desk/"
OFFICE: Final = "/office/"
FIND_CASE: Final = "/office/find/"
WATCH: Final = "/office/watch/"
DESIGN: Final = "/design/"
ADMIN: Final = "/admin/"
ACCOUNT: Final = "/account/"
INBOX: Final = "/account/inbox/"


def sign_in() -> str:
    """Where one signs in."""
    return _named("account_login", "/account/login/")


def sign_out() -> str:
    """Where one signs out (POST)."""
    return _named("account_logout", "/account/logout/")


def register() -> str:
    """Where one makes an account."""
    return _named("account_signup", "/account/register/")


def path_of(address: str) -> str:
    """The path and query of an address, never its host: so that "back" cannot lead to somebody else's site."""
    parts = urlsplit(address)
    path = "/" + parts.path.lstrip("/\\")
    return f"{path}?{parts.query}" if parts.query else path


def _named(name: str, otherwise: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return otherwise
