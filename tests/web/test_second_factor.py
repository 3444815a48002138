"""The second factor without a browser: replies of keys that make no sense, and how often one may guess."""

import json
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.test import Client
from tests import factories, once
from tests.web import applicants

from sunhall.people.models import User

pytestmark = pytest.mark.django_db
ENGLISH = {"Accept-Language": "en"}
CODE, KEYS = "/account/second-factor/code/", "/account/second-factor/keys/"
NONSENSE = ("[1]", '"x"', "3", "{", '{"a": 1}', '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {}}')
REPLY = {
    "id": "AA",
    "rawId": "AA",
    "type": "public-key",
    "response": {"clientDataJSON": "AA", "authenticatorData": "AA", "signature": "AA", "userHandle": None},
    "clientExtensionResults": {},
}


the_city = once.made(factories.city)


@pytest.fixture(autouse=True)
def no_counts_of_others() -> None:
    cache.clear()


def at_the_second_factor() -> Client:
    """The citizen with an app, who has said her password."""
    user = User.objects.get(login="citizen")
    if not Authenticator.objects.filter(user=user).exists():
        TOTP.activate(user, generate_totp_secret())
    client = Client(headers=ENGLISH)
    response = client.post("/account/login/", {"login": "citizen", "password": "sunhall-demo"})
    assert response.headers["Location"] == CODE
    return client


@pytest.mark.parametrize("reply", [*NONSENSE, json.dumps(REPLY)])
def test_a_reply_that_no_key_gives_is_refused_in_words_everywhere(reply: str) -> None:
    client = at_the_second_factor()
    page = client.post(CODE, {"credential": reply})
    assert page.status_code == 200 and "Please put this right first" in page.content.decode()
    passkey = Client(headers=ENGLISH).post(f"{KEYS}login/", {"credential": reply}, follow=True)
    assert passkey.redirect_chain == [("/account/login/", 302)] and "sun-message--error" in passkey.content.decode()

    signed_in = applicants.signed_in("agent")
    signed_in.post("/account/reauthenticate/", {"password": "sunhall-demo"})
    added = signed_in.post(f"{KEYS}add/", {"name": "x", "credential": reply})
    assert added.status_code == 200 and "Please put this right first" in added.content.decode()


def test_codes_cannot_be_guessed_for_ever_by_whoever_knows_the_password(frozen_clock: Any) -> None:
    client = at_the_second_factor()
    for _ in range(10):
        assert "Incorrect code." in client.post(CODE, {"code": "000000"}).content.decode()
    shut = client.post(CODE, {"code": "000000"}).content.decode()
    assert "Incorrect code." not in shut and "Too many failed login attempts" in shut
    assert "Too many" in at_the_second_factor().post(CODE, {"code": "000000"}).content.decode()
    frozen_clock.shift(16 * 60)
    assert "Incorrect code." in at_the_second_factor().post(CODE, {"code": "000000"}).content.decode()


def test_wrong_passwords_of_others_do_not_shut_the_second_factor() -> None:
    for _ in range(9):
        Client(REMOTE_ADDR="10.0.0.9").post("/account/login/", {"login": "citizen", "password": "wrong"})
    assert "Incorrect code." in at_the_second_factor().post(CODE, {"code": "000000"}).content.decode()
