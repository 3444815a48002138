"""The permission matrix: every address of the house, opened by every role with a real client.

Which role is kept out is seen exactly: the gate's own "not there" is made to stand out from that of a missing row.
"""

import re
import uuid
from typing import Any

import pytest
from django.http import Http404
from django.test import Client
from django.urls import get_resolver
from tests import factories, once

from sunhall.people.models import User
from sunhall.web import access, addresses, permissions
from sunhall.web.access import Entry
from sunhall.web.actors import ROLES

pytestmark = pytest.mark.django_db
LOGINS = {
    "applicant": "citizen",
    "clerk": "clerk",
    "officer": "market-chief",
    "designer": "designer",
    "administrator": "admin",
    "supervisor": "supervisor",
}
# In the middle of signing in; without a sign-in under way these lead back to its beginning.
ON_THE_WAY = ("mfa_authenticate", "mfa_login_webauthn")
FILLED = {"int": "999999", "uuid": str(uuid.UUID(int=1)), "slug": "nothing", "str": "nothing", "code": "nothing"}


class ClosedToRole(Exception):  # noqa: N818 - what the gate says, made visible
    """Stands for the gate's 404."""


the_city = once.made(factories.city, when="2026-03-02 09:00")


def entries() -> list[Entry]:
    return list(access.matrix(get_resolver("sunhall.ops.urls").url_patterns))


def client_of(role: str) -> Client:
    client = Client()
    if role != "anonymous":
        user = User.objects.get(login=LOGINS[role])
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def filled(address: str) -> str:
    """An address with something in its places: `/my/<int:case_id>/` → `/my/999999/`."""
    if "(?P<" in address:
        return re.sub(r"\(\?P<\w+>[^)]*\)", "x1", address).replace("^", "").replace("$", "")
    return re.sub(r"<(?:(\w+):)?\w+>", lambda m: FILLED[m[1] or "str"], address)


def opened(client: Client, address: str) -> Any:
    answer = client.get(filled(address))
    return client.post(filled(address)) if answer.status_code == 405 else answer


def test_every_address_says_who_may_open_it() -> None:
    silent = [e.address for e in entries() if not e.roles]
    assert not silent, f"say for_role(…) or for_anyone on the views of {silent}, or declare(…) them"


def test_no_address_names_a_role_that_does_not_exist() -> None:
    assert {role for e in entries() for role in e.roles} <= {*ROLES, access.ANYONE}


def test_every_address_says_what_it_is_for() -> None:
    silent = [entry.address for entry, sentence in permissions.rows() if not sentence]
    assert not silent, f"begin the docstring of these views with a sentence: {silent}"


@pytest.mark.parametrize("role", ROLES)
def test_a_role_opens_what_it_may_and_nothing_else(role: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "Http404", ClosedToRole)
    client = client_of(role)
    wrong = []
    for entry in entries():
        may = access.ANYONE in entry.roles or role in entry.roles
        try:
            answer = opened(client, entry.address)
        except ClosedToRole:
            told = "closed"
        else:
            sent_away = answer.status_code == 302 and answer["Location"].startswith(addresses.sign_in())
            sent_away = sent_away and not (role == "anonymous" and entry.name in ON_THE_WAY)
            told = "closed" if sent_away or answer.status_code in (401, 403) else str(answer.status_code)
        if (told == "closed") is may or told.startswith("5"):
            wrong.append(f"{entry.address}: {told}, though {role} {'may' if may else 'may not'}")
        if role != "anonymous" and "logout" in entry.name:
            client = client_of(role)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", LOGINS)
def test_what_a_role_may_not_open_answers_404(role: str) -> None:
    client = client_of(role)
    closed = [e for e in entries() if access.ANYONE not in e.roles and role not in e.roles]
    for entry in [e for e in closed if "<" not in e.address] or closed[:1]:
        assert opened(client, entry.address).status_code == 404, entry.address


def test_nobody_signed_in_is_sent_to_sign_in_and_back() -> None:
    answer = Client().get("/desk/")
    assert answer.status_code == 302 and answer["Location"] == "/account/login/?next=%2Fdesk%2F"


def test_the_gate_is_seen_apart_from_a_missing_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "Http404", ClosedToRole)
    with pytest.raises(ClosedToRole):
        client_of("designer").get("/desk/")
    assert client_of("clerk").get("/desk/cases/999999/").status_code == 404
    assert not issubclass(ClosedToRole, Http404)


def test_the_documented_matrix_is_the_one_that_is_enforced() -> None:
    text = permissions.page()
    for entry, _sentence in permissions.rows():
        assert f"| `{permissions.shown(entry.address)}` |" in text
    assert "/styleguide/" not in text
    line = next(line for line in text.splitlines() if "`/desk/`" in line)
    marks = [cell.strip() for cell in line.strip("|").split("|")][2:]
    assert dict(zip(ROLES, marks, strict=True)) == {r: "✓" if r == "clerk" else "" for r in ROLES}
