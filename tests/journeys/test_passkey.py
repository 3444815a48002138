"""A security key as second factor, and a passkey alone, with the browser's own virtual authenticators.

Each journey opens an account of its own, so that none changes how a login of the demonstration signs in.
"""

import secrets
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import CDPSession, expect
from tests.journeys.visitor import LANGUAGES, Visitor, fill

from sunhall.kernel.ids import resident

pytestmark = pytest.mark.browser
Comes = Callable[..., Visitor]
PASSWORD = "a rather long sentence"
KEYS = "/account/second-factor/keys/"


class Keys:
    """The keys plugged into one visitor's machine. Every touch is given at once, by the right person."""

    def __init__(self, visitor: Visitor) -> None:
        self.session: CDPSession = visitor.context.new_cdp_session(visitor.page)
        self.session.send("WebAuthn.enable", {"enableUI": False})

    def plug_in(self) -> str:
        how = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        return str(self.session.send("WebAuthn.addVirtualAuthenticator", {"options": how})["authenticatorId"])

    def pull_out(self, key: str) -> None:
        self.session.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": key})

    def kept_on(self, key: str) -> list[dict[str, Any]]:
        """What the key keeps: one credential for each account it was added to."""
        found: list[dict[str, Any]] = self.session.send("WebAuthn.getCredentials", {"authenticatorId": key})[
            "credentials"
        ]
        return found


def citizen(comes: Comes, language: str = "en") -> tuple[Visitor, str]:
    """Somebody new with an account, signed in, and her login."""
    visitor = comes(language=language)
    login = f"key-{secrets.token_hex(4)}"
    visitor.go("/account/register/")
    fill(
        visitor,
        {
            "name": "周 灵",
            "id_type": "resident_id",
            "id_number": resident.make("990101", date(1970 + secrets.randbelow(30), 5, 6), secrets.randbelow(900) + 50),
            "phone": "13800001111",
            "login": login,
            "password": PASSWORD,
        },
    )
    visitor.press(visitor.says("Open the account"))
    visitor.arrives("**/my/")
    return visitor, login


def confirm(visitor: Visitor) -> None:
    """Says the password again when the page asks who changes how the account is protected."""
    if "/reauthenticate/" in visitor.page.url:
        visitor.page.locator("[name=password]").fill(PASSWORD)
        visitor.press(visitor.says("Confirm"))
        visitor.page.wait_for_url(lambda url: "/reauthenticate/" not in url)


def add_key(visitor: Visitor, name: str, *, alone: bool = False) -> None:
    """From "My account" to a key that is added, as a person finds the way."""
    visitor.go("/account/")
    visitor.page.locator("main a[href='/account/second-factor/']").click()
    visitor.page.locator(f"main a[href^='{KEYS}']").click()
    confirm(visitor)
    if visitor.path == KEYS:
        visitor.press(visitor.says("Add a key"))
    visitor.page.locator("[name=name]").fill(name)
    if alone:
        visitor.page.locator("[name=passwordless]").check(force=True)
    visitor.press(visitor.says("Add the key"))
    visitor.sees(visitor.says("The key was added."))


def sign_out(visitor: Visitor) -> None:
    visitor.go("/account/logout/")
    visitor.page.locator("main form").get_by_role("button").click()
    visitor.page.wait_for_url(lambda url: "/logout/" not in url)
    assert_signed_out(visitor)


def assert_signed_out(visitor: Visitor) -> None:
    assert b"/account/contact/" not in visitor.fetch("/account/")[2]


def told(visitor: Visitor) -> Any:
    return visitor.page.locator("#key_told")


SILENT = "No key answered that fits. Plug it in or unlock it and try again, or use another way."


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_key_is_added_and_opens_the_account_together_with_the_password(comes: Comes, language: str) -> None:
    visitor, login = citizen(comes, language)
    keys = Keys(visitor)
    key = keys.plug_in()
    add_key(visitor, "蓝色 key")
    assert "/recovery/" in visitor.path and visitor.page.locator("main li").count() == 10
    assert [one["rpId"] for one in keys.kept_on(key)] == ["localhost"]
    visitor.go(KEYS).sees("蓝色 key")
    sign_out(visitor)

    visitor.sign_in(login, PASSWORD)
    assert visitor.path == "/account/second-factor/code/"
    assert_signed_out(visitor)  # the password alone opens nothing
    visitor.go("/account/second-factor/code/")  # the key answers the latest page that asked for it
    visitor.press(visitor.says("Use a security key"))
    visitor.arrives("**/my/")
    visitor.go("/account/").sees(visitor.says("On", "second factor"))


def test_an_absent_key_and_a_wrong_key_are_refused_in_words(comes: Comes) -> None:
    visitor, login = citizen(comes)
    keys = Keys(visitor)
    key = keys.plug_in()
    add_key(visitor, "mine")
    [kept] = keys.kept_on(key)
    sign_out(visitor)
    keys.pull_out(key)
    other = keys.plug_in()

    visitor.sign_in(login, PASSWORD)
    visitor.press("Use a security key")
    expect(told(visitor)).to_contain_text(SILENT)

    # A key that claims to be hers, with another secret inside.
    stranger, _ = citizen(comes)
    theirs = Keys(stranger)
    their_key = theirs.plug_in()
    add_key(stranger, "theirs")
    inside = theirs.kept_on(their_key)[0]
    forged = {name: inside[name] for name in ("rpId", "privateKey", "signCount")}
    forged |= {"credentialId": kept["credentialId"], "isResidentCredential": False}
    keys.session.send("WebAuthn.addCredential", {"authenticatorId": other, "credential": forged})
    visitor.press("Use a security key")
    visitor.sees("This key does not fit this account")
    assert visitor.path == "/account/second-factor/code/"
    assert_signed_out(visitor)


def test_adding_the_same_key_twice_is_told(comes: Comes) -> None:
    visitor, _login = citizen(comes)
    Keys(visitor).plug_in()
    add_key(visitor, "first")
    visitor.go(KEYS + "add/")
    visitor.press("Add the key")
    expect(told(visitor)).to_contain_text("This key belongs to your account already.")


def test_a_passkey_signs_in_alone_and_one_nobody_knows_is_refused_in_words(comes: Comes) -> None:
    visitor, _login = citizen(comes)
    keys = Keys(visitor)
    key = keys.plug_in()
    add_key(visitor, "phone", alone=True)
    sign_out(visitor)
    visitor.go("/account/login/?next=/account/inbox/")
    visitor.press("Sign in with a passkey")
    visitor.arrives(lambda url: url.endswith("/account/inbox/") and "/login/" not in url)

    visitor.go(KEYS)
    visitor.press("Remove")
    confirm_by_key(visitor)
    visitor.press("Remove it")
    visitor.sees("The key was removed.")
    sign_out(visitor)
    assert keys.kept_on(key)  # the key still believes that it opens the account
    visitor.go("/account/login/")
    visitor.press("Sign in with a passkey")
    visitor.sees("This key does not fit this account")
    keys.pull_out(key)
    keys.plug_in()
    visitor.press("Sign in with a passkey")
    expect(told(visitor)).to_contain_text(SILENT)


def confirm_by_key(visitor: Visitor) -> None:
    """Whoever signed in with the key alone may show it again instead of saying the password."""
    if "/reauthenticate/" in visitor.page.url:
        visitor.page.locator(f"main a[href^='{KEYS}again/']").click()
    if "/again/" in visitor.page.url:
        visitor.press("Use a security key")
        visitor.page.wait_for_url(lambda url: "/again/" not in url)


def test_an_authenticator_app_beside_the_key_still_works(comes: Comes) -> None:
    visitor, login = citizen(comes)
    keys = Keys(visitor)
    key = keys.plug_in()
    add_key(visitor, "mine")
    visitor.go("/account/second-factor/app/add/")
    confirm(visitor)
    secret = visitor.page.locator("main strong.sun-number").inner_text()
    visitor.page.locator("[name=code]").fill(code_of(secret))
    visitor.press("Switch it on")
    visitor.sees("The authenticator app is switched on.")
    sign_out(visitor)
    keys.pull_out(key)

    visitor.sign_in(login, PASSWORD)
    visitor.page.locator("[name=code]").fill("000000")
    visitor.page.locator("main form").first.get_by_role("button").click()
    visitor.sees("Incorrect code.")
    visitor.page.locator("[name=code]").fill(code_of(secret))
    visitor.page.locator("main form").first.get_by_role("button").click()
    visitor.arrives("**/my/")


def test_without_scripts_the_page_says_that_keys_need_them(comes: Comes) -> None:
    visitor = comes(scripts=False)
    visitor.go("/account/login/")
    expect(visitor.page.locator("#mfa_login")).to_be_hidden()
    visitor.sign_in("agent").go(KEYS + "add/")
    if "/reauthenticate/" in visitor.page.url:
        visitor.page.locator("[name=password]").fill("sunhall-demo")
        visitor.press("Confirm")
    assert "Keys need JavaScript in the browser." in visitor.text


def code_of(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
