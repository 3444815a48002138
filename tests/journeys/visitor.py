"""Somebody at a browser: one page in one context, with helpers that press real keys, and a watch over what goes wrong.

Everything a page must never do is collected while the journey runs and asserted at its end: errors on the console
(breaches of the content policy are among them), exceptions of scripts, answers of 500 and above.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext, pgettext
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Response, expect

WIDE, PHONE = (1366, 768), (390, 844)
PASSWORD = "sunhall-demo"
LANGUAGES = ("zh-hans", "en")


class Visitor:
    """`language` is the language of the screens; `scripts=False` is a browser without JavaScript."""

    def __init__(
        self,
        browser: Browser,
        address: str,
        *,
        language: str = "en",
        size: tuple[int, int] = WIDE,
        scripts: bool = True,
    ) -> None:
        self.address, self.language, self.scripts = address, language, scripts
        self.context: BrowserContext = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            java_script_enabled=scripts,
            base_url=address,
            locale="en-GB" if language == "en" else "zh-CN",
            timezone_id="Asia/Shanghai",
            reduced_motion="reduce",
        )
        self.context.add_cookies([{"name": "language", "value": language, "url": address}])
        self.context.set_default_timeout(20_000)
        self.wrong: list[str] = []
        self.context.on("console", self._heard)
        self.context.on("weberror", lambda error: self.wrong.append(f"exception: {error.error}"))
        self.context.on("response", self._answered)
        self.page: Page = self.context.new_page()

    def _heard(self, message: ConsoleMessage) -> None:
        # The browser repeats each answer of 400 and above on the console; those that matter are counted below.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.wrong.append(f"console at {message.page.url if message.page else '?'}: {message.text}")

    def _answered(self, answer: Response) -> None:
        if answer.status >= 500:
            self.wrong.append(f"{answer.status} {answer.request.method} {answer.url}")

    def says(self, words: str, context: str = "") -> str:
        """What the screens say for these English words, in this visitor's language."""
        with translation.override(self.language):
            return pgettext(context, words) if context else gettext(words)

    def go(self, path: str) -> "Visitor":
        self.page.goto(path if path.startswith("http") else self.address + path)
        return self

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.address)

    @property
    def text(self) -> str:
        return self.page.locator("main").inner_text()

    def sees(self, words: str | re.Pattern[str]) -> None:
        expect(self.page.locator("main")).to_contain_text(words)

    def link(self, words: str | re.Pattern[str]) -> Locator:
        """A link, also one that looks like a button."""
        return self.page.locator("main a").filter(has_text=words).first

    def press(self, words: str | re.Pattern[str]) -> None:
        """Press the button, or the link that looks like one."""
        self.page.locator("main button, main a").filter(has_text=words).first.click()

    def keys(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def arrives(self, path: str | re.Pattern[str] | Callable[[str], bool]) -> None:
        self.page.wait_for_url(path)

    def sign_in(self, login: str, password: str = PASSWORD) -> "Visitor":
        """By keyboard only: the fields in their order, then Enter."""
        if "/account/login/" not in self.page.url:
            self.go("/account/login/")
        self.page.locator("[name=login]").focus()
        self.page.keyboard.type(login)
        self.keys("Tab")
        self.page.keyboard.type(password)
        self.keys("Enter")
        self.page.wait_for_url(lambda url: "/account/login/" not in url)
        return self

    def fetch(self, address: str) -> tuple[int, str, bytes]:
        """Status, type and body of an address, with this visitor's session."""
        answer = self.context.request.get(address if address.startswith("http") else self.address + address)
        return answer.status, answer.headers.get("content-type", ""), answer.body()

    def pdf(self, link: Locator) -> bytes:
        """What the link leads to, which must be a PDF."""
        address = link.get_attribute("href")
        assert address
        status, kind, body = self.fetch(address)
        assert (status, kind) == (200, "application/pdf") and body.startswith(b"%PDF"), (status, kind, body[:200])
        return body

    def show(self, picture: Path) -> None:
        """What stands on the screen, for the report of a failed journey."""
        self.page.screenshot(path=picture, full_page=True)
        print(f"\n{self.page.url}\n{picture}\n{self.text[:1500]}")

    def leave(self) -> None:
        """Close the browser window; fails when anything went wrong on the way."""
        self.context.close()
        assert not self.wrong, "\n".join(self.wrong)


def fill(visitor: Visitor, data: Mapping[str, Any]) -> None:
    """Fill in every field of the open form that the data name, as a person would: what is there already stays."""
    page = visitor.page
    for name, value in data.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            _fill_table(page, name, value)
        else:
            _fill_one(page, name, value)


def _fill_one(page: Page, name: str, value: Any) -> None:
    fields = page.locator(f'main [name="{name}"]:not([type=hidden])')
    if not fields.count() or value is None:
        return
    kind = fields.first.evaluate("one => one.localName === 'input' ? one.type : one.localName")
    if kind == "radio":
        wanted = {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value
        page.locator(f'main [name="{name}"][value="{wanted}"]').check(force=True)
    elif kind == "checkbox":
        for one in value if isinstance(value, list) else [None] if value else []:
            page.locator(f'main [name="{name}"]' + (f'[value="{one}"]' if one else "")).check(force=True)
    elif kind == "select":
        fields.first.select_option(str(value), force=True)
    elif kind != "file":
        fields.first.fill(str(value))


def _fill_table(page: Page, name: str, rows: list[dict[str, Any]]) -> None:
    """A table of rows: each further row by the button, which posts the page and returns it with one row more."""
    if not page.locator(f"main table#{name}").count():
        return
    for index, row in enumerate(rows):
        if not page.locator(f'main [name^="{name}-{index}-"]').count():
            page.locator(f'main button[name=_add][value="{name}"]').click()
            page.wait_for_selector(f'main [name^="{name}-{index}-"]')
        for column, cell in row.items():
            said = {True: "yes", False: "no"}[cell] if isinstance(cell, bool) else cell
            _fill_one(page, f"{name}-{index}-{column}", said)
