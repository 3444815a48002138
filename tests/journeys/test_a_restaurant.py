"""A restaurant gets its licence: the owner without JavaScript, the clerk without a mouse, the authority, anyone.

One story in each language. Its parts are tests of their own, in order; a part whose forerunner failed is skipped.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, PdfObject
from tests.journeys import applying
from tests.journeys.applying import FOOD, Filed
from tests.journeys.conftest import Comes
from tests.journeys.visitor import LANGUAGES, PHONE, Visitor

pytestmark = pytest.mark.browser


@dataclass
class Story:
    """What one part hands to the next."""

    language: str
    company: str = ""
    login: str = ""
    filed: Filed | None = None
    certificate: str = ""
    verify: str = ""
    done: set[str] = field(default_factory=set)

    def after(self, *parts: str) -> None:
        if missing := [part for part in parts if part not in self.done]:
            pytest.skip(f"did not come so far: {', '.join(missing)}")

    @property
    def number(self) -> str:
        assert self.filed
        return self.filed.number


@pytest.fixture(scope="module", params=LANGUAGES)
def story(request: pytest.FixtureRequest) -> Story:
    return Story(request.param, company="示范市春风小馆有限公司" if request.param != "en" else "示范市海风食堂有限公司")


def owner(comes: Comes, story: Story, *, scripts: bool = False, size: tuple[int, int] = PHONE) -> Visitor:
    visitor = comes(language=story.language, scripts=scripts, size=size)
    return visitor.sign_in(story.login, applying.HER_PASSWORD)


def open_case(visitor: Visitor, story: Story) -> None:
    """At a desk, by keyboard: / for the search, the number, Enter; the only case found opens or is the first link."""
    search = visitor.page.locator("main input[type=search], main input[name=q]").first
    for _ in range(20):
        visitor.keys("/")
        if search.evaluate("one => one === document.activeElement"):
            break
        visitor.page.wait_for_timeout(100)  # the scripts of the page are still arriving
    visitor.page.keyboard.type(story.number)
    with visitor.page.expect_navigation():
        visitor.keys("Enter")
    if "/cases/" not in visitor.path:
        link = visitor.page.locator("main").get_by_role("link", name=story.number)
        link.focus()
        with visitor.page.expect_navigation():
            visitor.keys("Enter")
    visitor.page.wait_for_load_state()


def accept(clerk: Visitor) -> None:
    """Find every material in order, then accept, by keys only; ends on the page after the verdict."""
    rows = clerk.page.locator("[data-keys-row]").all()
    for row in rows:
        row.locator("input[type=radio]").first.focus()
        clerk.keys("1")
    for row in rows:
        expect(row.locator("input[type=radio][value=ok]")).to_be_checked()
    clerk.page.evaluate("document.activeElement.blur()")
    with clerk.page.expect_navigation():
        clerk.keys("a")
    clerk.page.wait_for_url("**/done/**")


def test_she_finds_the_guide_by_her_own_words_and_narrows_it(comes: Comes, story: Story) -> None:
    someone = comes(language=story.language, scripts=False, size=PHONE)
    someone.go("/")
    words = someone.page.get_by_role("searchbox")
    words.fill("restaurant" if story.language == "en" else "开饭店")
    words.press("Enter")
    first = someone.page.locator(".sun-result__name a").first
    assert first.get_attribute("href") == f"/matters/{FOOD}/"
    first.click()
    someone.sees(someone.says("Promised"))
    applying.narrow(someone, FOOD)
    assert "/account/login/" in someone.path  # whoever begins says who she is, and comes back to where she was
    assert "q_sells%3Dmeals" in someone.page.url


def test_she_opens_an_account_applies_and_gets_a_receipt(comes: Comes, story: Story, specimen: Path) -> None:
    visitor = comes(language=story.language, scripts=False, size=PHONE)
    story.login = applying.register(visitor, name="高明", company=story.company)
    story.filed = applying.apply(visitor, FOOD, company=story.company, specimen=specimen)
    visitor.sees(story.filed.number)
    visitor.pdf(visitor.link(visitor.says("Receipt as PDF")))
    visitor.go("/my/")
    visitor.sees(story.filed.number)
    story.done.add("filed")


def test_anyone_follows_the_case_by_number_and_code_without_signing_in(comes: Comes, story: Story) -> None:
    story.after("filed")
    assert story.filed
    someone = comes(language=story.language, scripts=False, size=PHONE).go("/follow/")
    someone.page.locator("main [name=number]").fill(story.filed.number)
    someone.page.locator("main [name=code]").fill("ZZZZZZZZ")
    someone.press(someone.says("Show where the case stands"))
    someone.sees(someone.says("The case number and the query code do not belong together."))
    someone.page.locator("main [name=number]").fill(story.filed.number)
    someone.page.locator("main [name=code]").fill(story.filed.code)
    someone.press(someone.says("Show where the case stands"))
    someone.sees(story.number)
    assert story.company not in someone.text and "高明" not in someone.text


def test_the_clerk_examines_it_without_a_mouse_and_asks_for_everything_at_once(comes: Comes, story: Story) -> None:
    story.after("filed")
    clerk = comes("clerk", language=story.language)
    clerk.go("/desk/")
    open_case(clerk, story)
    rows = clerk.page.locator("[data-keys-row]")
    expect(rows.first).to_be_visible()
    wrong = ("layout", "rules_list")
    for index in range(rows.count()):
        row = rows.nth(index)
        name = (row.get_attribute("id") or "").removeprefix("m-")
        row.locator("input[type=radio]").first.focus()
        clerk.keys("3" if name in wrong else "1")
        if name in wrong:
            clerk.page.locator(f"#r-{name}").focus()
            clerk.page.locator(f"#r-{name}").select_option("unreadable")
    clerk.keys("Escape")
    clerk.page.evaluate("document.activeElement.blur()")
    expect(clerk.page.locator("#verdicts")).to_contain_text("2")
    with clerk.page.expect_navigation():
        clerk.keys("c")
    expect(clerk.page.locator("main tbody tr")).to_have_count(2)
    expect(clerk.page.locator("main button.govuk-button")).to_be_focused()
    with clerk.page.expect_navigation():
        clerk.keys("Enter")
    notice = clerk.page.locator('main a[href*=".pdf"]').first
    clerk.pdf(notice)
    story.done.add("asked")


def test_she_corrects_everything_at_once(comes: Comes, story: Story, specimen: Path) -> None:
    story.after("asked")
    visitor = owner(comes, story)
    visitor.go("/my/")
    visitor.sees(visitor.says("It is your turn"))
    visitor.link(re.compile(re.escape(visitor.page.locator(".sun-result__name a").first.inner_text()))).click()
    visitor.press(visitor.says("Correct everything"))
    for name in ("layout", "rules_list"):
        card = visitor.page.locator(f"section#m-{name}")
        card.locator("input[type=file]").set_input_files(specimen)
        with visitor.page.expect_navigation():
            card.locator("button.govuk-button").click()
    visitor.press(visitor.says("Hand in all corrections"))
    visitor.page.wait_for_url(re.compile(r"/my/\d+/$"))
    expect(visitor.page.locator(".sun-asked")).to_have_count(0)
    story.done.add("corrected")


def test_the_clerk_accepts_it_with_one_key(comes: Comes, story: Story) -> None:
    story.after("corrected")
    clerk = comes("clerk2", language=story.language)
    clerk.go("/desk/")
    open_case(clerk, story)
    accept(clerk)
    clerk.pdf(clerk.page.locator('main a[href*=".pdf"]').first)
    story.done.add("accepted")


def test_the_authority_checks_the_facts_grants_issues_and_delivers(comes: Comes, story: Story) -> None:
    story.after("accepted")
    officer = comes("market", language=story.language).go("/office/")
    open_case(officer, story)
    file = officer.path
    officer.go(f"{file}check_facts/")
    officer.page.locator("[name=badge-2]").fill("990102")
    officer.page.locator("[name=result][value=meets]").check(force=True)
    officer.page.locator("[name=reasons]").fill("现场与申请材料一致，设备齐全。")
    officer.page.locator("main form button.govuk-button").click()
    officer.page.wait_for_url(f"**{file}")
    chief = comes("market-chief", language=story.language).go(f"{file}grant/")
    chief.page.locator("main form button.govuk-button").last.click()
    chief.page.wait_for_url(f"**{file}")
    for act in ("issue", "deliver"):
        officer.go(f"{file}{act}/")
        if act == "deliver":
            officer.page.locator("[name=method][value=electronic]").check(force=True)
        officer.page.locator("main form button.govuk-button").last.click()
        officer.page.wait_for_url(f"**{file}")
    story.done.add("delivered")


def test_she_downloads_the_certificate_and_rates_the_service(comes: Comes, story: Story) -> None:
    story.after("delivered")
    visitor = owner(comes, story)
    visitor.go("/my/")
    visitor.page.locator(".sun-result__name a").first.click()
    link = visitor.page.locator('main a[href^="/certificates/"]').first
    found = re.search(r"[A-Z0-9]{10,}", link.inner_text())
    assert found
    story.certificate = found[0]
    story.verify = address_in(visitor.pdf(link))
    assert story.verify, "the certificate carries no address to check it"
    visitor.press(visitor.says("Rate this service"))
    visitor.page.locator("[name=level]").first.check(force=True)
    visitor.page.locator("[name=comment]").fill("很顺利")
    visitor.press(visitor.says("Send the rating"))
    visitor.page.wait_for_load_state()
    visitor.sees(visitor.says("Thank you for your rating"))
    story.done.add("certified")


def address_in(pdf: bytes) -> str:
    """What the QR code of a certificate holds, as the file tells it to those who cannot see the code."""

    def told(node: object) -> Iterator[str]:
        node = node.get_object() if isinstance(node, PdfObject) else node
        if isinstance(node, ArrayObject):
            for one in node:
                yield from told(one)
        elif isinstance(node, DictionaryObject):
            if "/Alt" in node:
                yield str(node["/Alt"])
            if "/K" in node:
                yield from told(node["/K"])

    texts = told(PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"])  # type: ignore[index]
    return next((text.removeprefix("QR: ") for text in texts if "/verify/" in text), "")


def test_anyone_checks_the_certificate_and_a_wrong_code_is_told(comes: Comes, story: Story) -> None:
    story.after("certified")
    someone = comes(language=story.language, scripts=False, size=PHONE)
    scanned = urlsplit(story.verify)
    someone.go(f"{scanned.path}?{scanned.query}")
    someone.sees(story.certificate)
    someone.sees(someone.says("Valid today"))
    someone.go("/verify/")
    someone.page.locator("[name=number]").fill(story.certificate)
    someone.page.locator("[name=code]").first.fill(scanned.query.removeprefix("code="))
    someone.press(someone.says("Check the certificate"))
    someone.sees(someone.says("Issued here, and the code proves that the paper in hand is the one that was issued."))
    someone.go("/verify/")
    someone.page.locator("[name=number]").fill(story.certificate)
    someone.page.locator("[name=code]").first.fill("AAAA-BBBB-CCCC")
    someone.press(someone.says("Check the certificate"))
    someone.sees(someone.says("The check code does not match"))
    assert someone.says("Valid today") not in someone.text
