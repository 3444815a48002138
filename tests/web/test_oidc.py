"""Signing in with the national identity, against a true issuer on this machine: the code flow and its refusals."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.cache import cache
from django.test import Client
from tests import factories, once
from tests.factories import at
from tests.web import applicants, issuer
from tests.web.issuer import Issuer

from sunhall.kernel.ids import resident
from sunhall.ops import oidc
from sunhall.people import acts as people
from sunhall.people.models import Change, Party, User

pytestmark = pytest.mark.django_db
ENGLISH = {"Accept-Language": "en"}
NAME, NUMBER, PHONE = "孙 海燕", resident.make("990101", at("1988-03-04 00:00").date(), 121), "13900002222"
CITIZEN = {"sub": "li", "name": "李晓云", "cn_id": "990101199003120211"}
NOT_TRUSTED = "could not be trusted, so nobody was signed in"


the_city = once.made(factories.city)


@pytest.fixture(scope="module")
def running_issuer() -> Iterator[Issuer]:
    with issuer.running() as it:
        yield it


@pytest.fixture
def nation(running_issuer: Issuer, settings: Any) -> Issuer:
    """The issuer, named by the settings, with one claim that carries the verified number."""
    it = running_issuer
    it.claims, it.details, it.forge = {"sub": "person-1"}, None, None
    it.description.clear()
    it.asked.clear()
    cache.clear()
    settings.OIDC_ISSUER = it.address
    settings.OIDC_CLAIMS = {"name": "name", "id_number": "cn_id", "phone": "phone_number"}
    settings.SOCIALACCOUNT_PROVIDERS = oidc.providers(
        it.address, name="National Identity", client_id=issuer.CLIENT, secret=issuer.SECRET
    )
    return it


@pytest.fixture
def visitor() -> Client:
    return Client(headers=ENGLISH)


def leave(client: Client, next_page: str = "") -> str:
    """Where the issuer sends the browser back to, after "sign in with the national identity"."""
    response = client.get("/account/outside/", {"next": next_page} if next_page else {})
    assert response.status_code == 302, response.content.decode()
    there = requests.get(response.headers["Location"], allow_redirects=False, timeout=10)
    assert there.status_code == 302, there.text
    back = urlsplit(there.headers["Location"])
    assert (back.scheme, back.netloc, back.path) == ("http", "testserver", "/account/outside/back/")
    return f"{back.path}?{back.query}"


def sign_in(client: Client, next_page: str = "") -> Any:
    return client.get(leave(client, next_page))


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_switched_off_there_is_no_button_and_no_address(visitor: Client) -> None:
    assert "Sign in with National" not in visitor.get("/account/login/").content.decode()
    for address in ("", "back/", "join/"):
        assert visitor.get(f"/account/outside/{address}").status_code == 404, address


def test_the_button_stands_on_the_sign_in_page_and_keeps_where_one_wanted_to_go(
    nation: Issuer, visitor: Client
) -> None:
    page = visitor.get("/account/login/?next=/my/").content.decode()
    assert "Sign in with National Identity" in page and 'href="/account/outside/?next=/my/"' in page
    chinese = Client(headers={"Accept-Language": "zh-hans"}).get("/account/login/").content.decode()
    assert "National Identity" in chinese and "Sign in with" not in chinese


def test_the_flow_carries_state_nonce_and_pkce_each_its_own(nation: Issuer, visitor: Client) -> None:
    seen = [parse_qs(urlsplit(visitor.get("/account/outside/").headers["Location"]).query) for _ in range(2)]
    for name in ("state", "nonce", "code_challenge"):
        assert seen[0][name] != seen[1][name], name
    assert seen[0]["code_challenge_method"] == ["S256"] and "code_verifier" not in seen[0]
    assert set(seen[0]["scope"][0].split()) == {"openid", "profile", "email"}
    assert seen[0]["redirect_uri"] == ["http://testserver/account/outside/back/"]


def test_somebody_new_of_whom_everything_is_told_is_asked_nothing(nation: Issuer, visitor: Client) -> None:
    nation.claims = {
        "sub": "sun",
        "name": NAME,
        "cn_id": NUMBER,
        "phone_number": "+86 139 0000 2222",
        "email": "Sun@Example.com",
        "email_verified": True,
        "preferred_username": "SUN",
    }
    response = sign_in(visitor, "/account/inbox/")
    assert response.headers["Location"] == "/account/inbox/" and is_signed_in(visitor)
    party = Party.objects.get(id_number=NUMBER)
    assert (party.name, party.phone, party.email) == (NAME, PHONE, "sun@example.com")
    assert party.user.email == "sun@example.com" and not party.user.has_usable_password()
    account = SocialAccount.objects.get(uid="sun")
    assert account.user == party.user and account.extra_data == {}  # no second copy of personal data
    assert "Your account is open." in visitor.get("/account/").content.decode()

    again = Client(headers=ENGLISH)
    assert sign_in(again).headers["Location"] == "/account/arrived/"
    assert again.get("/account/arrived/").headers["Location"] == "/my/"
    assert User.objects.filter(socialaccount__uid="sun").count() == 1


def test_somebody_new_is_asked_only_what_is_missing(nation: Issuer, visitor: Client) -> None:
    nation.claims = {"sub": "sun", "name": NAME, "cn_id": NUMBER}
    assert sign_in(visitor).headers["Location"] == "/account/identity/"
    page = visitor.get("/account/identity/").content.decode()
    assert NAME in page and NUMBER not in page and NUMBER[-2:] in page
    assert 'name="phone"' in page and 'name="id_number"' not in page and 'name="name"' not in page
    assert visitor.post("/account/identity/", {"phone": "1"}).status_code == 422
    # What is verified cannot be overwritten by what is typed.
    typed = {"phone": PHONE, "name": "别人", "id_number": CITIZEN["cn_id"]}
    assert visitor.post("/account/identity/", typed).headers["Location"] == "/account/arrived/"
    party = Party.objects.get(user__socialaccount__uid="sun")
    assert (party.name, party.id_type, party.id_number, party.phone) == (NAME, "resident_id", NUMBER, PHONE)


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"cn_id": NUMBER},  # a number alone says nothing
        {"name": NAME, "cn_id": NUMBER[:-1] + ("1" if NUMBER[-1] != "1" else "2")},
        {"name": NAME, "cn_id": 12},
    ],
)
def test_without_a_name_and_a_right_number_the_person_says_who_she_is(
    nation: Issuer, visitor: Client, said: dict[str, Any]
) -> None:
    nation.claims = {"sub": "sun", "phone_number": PHONE, **said}
    assert sign_in(visitor).headers["Location"] == "/account/identity/"
    page = visitor.get("/account/identity/").content.decode()
    assert 'name="id_number"' in page and PHONE in page and (NAME in page) is ("name" in said)
    typed = {"name": NAME, "id_type": "resident_id", "id_number": NUMBER, "phone": PHONE}
    assert visitor.post("/account/identity/", typed).status_code == 302
    assert Party.objects.get(id_number=NUMBER).user.socialaccount_set.count() == 1


def test_a_number_is_not_believed_when_no_claim_was_named(nation: Issuer, visitor: Client, settings: Any) -> None:
    settings.OIDC_CLAIMS = {**settings.OIDC_CLAIMS, "id_number": ""}
    nation.claims = CITIZEN
    assert sign_in(visitor).headers["Location"] == "/account/identity/"
    assert 'name="id_number"' in visitor.get("/account/identity/").content.decode()
    typed = {"name": "李晓云", "id_type": "resident_id", "id_number": CITIZEN["cn_id"], "phone": PHONE}
    refused = visitor.post("/account/identity/", typed)
    assert refused.status_code == 409 and "already has an account" in refused.content.decode()


def test_a_person_only_a_window_has_met_is_joined_by_her_number_and_keeps_her_phone(
    nation: Issuer, visitor: Client
) -> None:
    met = people.meet_party(kind="person", name=NAME, id_type="resident_id", id_number=NUMBER, phone="021-12345678")
    nation.claims = {"sub": "sun", "name": NAME, "cn_id": NUMBER}
    assert sign_in(visitor).headers["Location"] == "/account/arrived/"
    met.refresh_from_db()
    assert met.user.socialaccount_set.get().uid == "sun" and met.phone == "021-12345678"


def test_an_account_under_the_same_number_is_joined_after_asking_and_opens_no_other_way(
    nation: Issuer, visitor: Client
) -> None:
    user = User.objects.get(login="citizen")
    TOTP.activate(user, generate_totp_secret())
    somebody = applicants.signed_in("citizen")
    nation.claims = CITIZEN
    assert sign_in(visitor, "/account/inbox/").headers["Location"] == "/account/outside/join/"
    page = visitor.get("/account/outside/join/").content.decode()
    assert "with the login citizen" in page and not is_signed_in(visitor)
    assert not SocialAccount.objects.filter(uid="li").exists()

    assert visitor.post("/account/outside/join/").headers["Location"] == "/account/inbox/"
    assert visitor.session["_auth_user_id"] == str(user.pk)
    assert "look through your mandates" in visitor.get("/account/inbox/").content.decode()
    user.refresh_from_db()
    assert not user.has_usable_password() and user.email == "" and user.party.name == "李晓云"
    assert not Authenticator.objects.filter(user=user).exists()
    assert somebody.get("/my/").status_code == 302  # whoever was signed in by the password is out
    assert Change.objects.filter(what="account", action="take_over", ref=str(user.pk)).exists()
    assert visitor.post("/account/outside/join/").headers["Location"] == "/account/login/"  # once
    assert sign_in(Client(headers=ENGLISH)).headers["Location"] == "/account/arrived/"

    # A password of her own again, and a second factor beside it.
    assert "you sign in another way" in visitor.get("/account/").content.decode()
    assert visitor.get("/account/password/").headers["Location"] == "/account/password/first/"
    assert "with the login citizen" in visitor.get("/account/password/first/").content.decode()
    new = {"password1": "another long sentence", "password2": "another long sentence"}
    assert visitor.post("/account/password/first/", new).status_code == 302
    user.refresh_from_db()
    assert user.check_password("another long sentence") and visitor.get("/account/second-factor/").status_code == 200


def test_a_second_factor_of_the_account_is_asked_for_here_too(nation: Issuer, visitor: Client) -> None:
    nation.claims = {"sub": "sun", "name": NAME, "cn_id": NUMBER, "phone_number": PHONE}
    sign_in(visitor)
    TOTP.activate(User.objects.get(socialaccount__uid="sun"), generate_totp_secret())
    again = Client(headers=ENGLISH)
    assert sign_in(again).headers["Location"] == "/account/second-factor/code/" and not is_signed_in(again)


def test_another_name_under_the_number_and_an_account_of_staff_are_refused(nation: Issuer, visitor: Client) -> None:
    nation.claims = {**CITIZEN, "name": "李四"}
    refused = sign_in(visitor)
    assert refused.status_code == 422 and "Somebody else is known under this number." in refused.content.decode()
    clerk = User.objects.get(login="clerk")
    Party.objects.create(kind="person", name=NAME, id_type="resident_id", id_number=NUMBER, user=clerk)
    nation.claims = {"sub": "clerk", "name": NAME, "cn_id": NUMBER}
    refused = sign_in(visitor)
    assert refused.status_code == 409 and "This is an account of staff." in refused.content.decode()
    assert not is_signed_in(visitor) and not SocialAccount.objects.exists()


def stranger() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


FORGERIES: dict[str, Callable[[Issuer, dict[str, Any]], str | dict[str, Any]]] = {
    "a signature by another key": lambda it, claims: it.signed(claims, stranger()),
    "a signature that was cut": lambda it, claims: it.signed(claims)[:-6],
    "no signature": lambda it, claims: jwt.encode(claims, None, algorithm="none", headers={"kid": "one"}),
    "a shared secret": lambda it, claims: jwt.encode(claims, "s" * 40, algorithm="HS256", headers={"kid": "one"}),
    "a key the issuer does not have": lambda it, claims: jwt.encode(
        claims, stranger(), algorithm="RS256", headers={"kid": "two"}
    ),
    "another audience": lambda it, claims: {**claims, "aud": "somebody else"},
    "an audience of several, made for another": lambda it, claims: {**claims, "aud": ["x", "sunhall"], "azp": "x"},
    "another issuer": lambda it, claims: {**claims, "iss": "https://evil.example"},
    "a token that has run out": lambda it, claims: {**claims, "exp": claims["iat"] - 120},
    "another nonce": lambda it, claims: {**claims, "nonce": "of yesterday"},
    "no nonce": lambda it, claims: {name: value for name, value in claims.items() if name != "nonce"},
    "no subject": lambda it, claims: {name: value for name, value in claims.items() if name != "sub"},
    "no token": lambda it, claims: "",
    "no sense": lambda it, claims: "a.b.c",
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_token_that_is_not_right_signs_nobody_in(nation: Issuer, visitor: Client, forgery: str) -> None:
    nation.claims = {"sub": "sun", "name": NAME, "cn_id": NUMBER, "phone_number": PHONE}
    nation.forge = lambda claims: FORGERIES[forgery](nation, claims)
    response = sign_in(visitor)
    assert response.status_code == 403 and NOT_TRUSTED in response.content.decode()
    assert not is_signed_in(visitor) and not SocialAccount.objects.exists()


def test_details_of_another_person_than_the_token_are_not_mixed_in(nation: Issuer, visitor: Client) -> None:
    nation.claims, nation.details = {"sub": "sun"}, {**CITIZEN, "phone_number": PHONE}
    response = sign_in(visitor)
    assert response.status_code == 403 and NOT_TRUSTED in response.content.decode()


def test_the_way_back_serves_once_and_only_the_browser_that_left(nation: Issuer, visitor: Client) -> None:
    nation.claims = {"sub": "sun", "name": NAME, "cn_id": NUMBER, "phone_number": PHONE}
    back = leave(visitor)
    thief = Client(headers=ENGLISH).get(back)
    assert thief.status_code == 409 and "was used already, was begun in another browser" in thief.content.decode()
    assert visitor.get(back).status_code == 302
    visitor.post("/account/logout/")
    replayed = visitor.get(back)
    assert replayed.status_code == 409 and not is_signed_in(visitor)


def test_a_way_back_lasts_ten_minutes(nation: Issuer, visitor: Client, frozen_clock: Any) -> None:
    back = leave(visitor)
    frozen_clock.shift(11 * 60)
    assert visitor.get(back).status_code == 409


def test_whoever_turns_back_there_is_told_so_on_the_sign_in_page(nation: Issuer, visitor: Client) -> None:
    state = parse_qs(urlsplit(leave(visitor)).query)["state"][0]
    response = visitor.get("/account/outside/back/", {"error": "access_denied", "state": state}, follow=True)
    assert response.redirect_chain == [("/account/login/", 302)]
    assert "You did not sign in there." in response.content.decode()
    state = parse_qs(urlsplit(leave(visitor)).query)["state"][0]
    response = visitor.get("/account/outside/back/", {"error": "server_error", "state": state})
    assert response.status_code == 403 and NOT_TRUSTED in response.content.decode()


def test_an_issuer_that_does_not_answer_or_describes_another_is_told(nation: Issuer, visitor: Client) -> None:
    nation.description["issuer"] = "https://evil.example"
    response = visitor.get("/account/outside/")
    assert response.status_code == 403 and NOT_TRUSTED in response.content.decode()
    nation.description.clear()
    back = leave(visitor)
    nation.description["jwks_uri"] = nation.address + "/nothing"
    response = visitor.get(back)
    assert response.status_code == 502 and "National Identity did not answer." in response.content.decode()
    nation.description["token_endpoint"] = None
    assert visitor.get("/account/outside/").status_code == 403


def test_another_site_cannot_send_somebody_on_the_way(nation: Issuer, visitor: Client) -> None:
    sent = visitor.get("/account/outside/", headers={"Sec-Fetch-Site": "cross-site"})
    assert sent.headers["Location"] == "/account/login/"
    assert visitor.post("/account/outside/").status_code == 405
    away = sign_in(visitor, "https://evil.example/my/")
    assert not away.headers["Location"].startswith("http")
    assert applicants.signed_in("agent").get("/account/outside/").headers["Location"] == "/account/arrived/"
