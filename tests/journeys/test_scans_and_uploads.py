"""What happens around the keys: a scanner at the counter, a slow upload, a draft changed on two devices at once."""

import pytest
from playwright.sync_api import Page, expect
from tests.journeys import applying
from tests.journeys.applying import FOOD
from tests.journeys.conftest import Comes
from tests.journeys.visitor import PHONE, Visitor

pytestmark = pytest.mark.browser
COMPANY = "示范市云味餐饮有限公司"
LANGUAGES = pytest.mark.parametrize("language", ["zh-hans", "en"])


def scan(page: Page, code: str) -> None:
    """What a scanner does: its keys follow each other at once, and the last one is Enter."""
    page.evaluate(
        """code => { for (const key of [...code, 'Enter']) document.activeElement.dispatchEvent(
            new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true})); }""",
        code,
    )


def draft(visitor: Visitor, topic: str) -> str:
    """A new draft, open at one of its pages; its address."""
    visitor.go(f"/apply/start/?matter={FOOD}")
    applying.begin(visitor, FOOD, company=COMPANY)
    address = f"{visitor.path}{topic}/"
    visitor.go(address)
    return address


@LANGUAGES
def test_a_scan_at_the_checklist_gives_no_verdict(comes: Comes, language: str) -> None:
    clerk = comes("clerk", language=language).go("/desk/")
    clerk.page.locator('main a[href^="/desk/cases/"]').first.click()
    clerk.page.wait_for_url("**/desk/cases/*/")
    row = clerk.page.locator("[data-keys-row]").last
    before = clerk.page.locator(".sun-check input:checked").count()
    row.locator("input[type=radio]").first.focus()
    scan(clerk.page, "9999002026113200012")
    clerk.page.wait_for_timeout(200)
    assert clerk.page.locator(".sun-check input:checked").count() == before
    assert "/desk/cases/" in clerk.path and "verdict" not in clerk.path
    clerk.keys("2")
    expect(row.locator("input[value=missing]")).to_be_checked()


@LANGUAGES
def test_a_scan_at_the_desk_opens_the_case(comes: Comes, language: str) -> None:
    clerk = comes("clerk", language=language).go("/desk/")
    link = clerk.page.locator('main a[href^="/desk/cases/"]').first
    number, address = link.inner_text(), link.get_attribute("href")
    assert address
    with clerk.page.expect_navigation(url=f"**{address}"):
        scan(clerk.page, number)


@LANGUAGES
def test_a_slow_upload_shows_its_progress_and_can_be_stopped(comes: Comes, language: str) -> None:
    visitor = comes("citizen", language=language)
    draft(visitor, "papers")
    page = visitor.page
    wire = visitor.context.new_cdp_session(page)
    wire.send("Network.enable")
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 60_000}  # bytes a second
    wire.send("Network.emulateNetworkConditions", slow)
    card = page.locator("section[id^=m-]").first
    big = {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n" + b"0" * 900_000}
    card.locator("input[type=file]").set_input_files(big)  # type: ignore[arg-type]
    card.locator("button", has_text=visitor.says("Upload")).click()
    bar = card.locator("progress")
    expect(bar).to_be_visible()
    expect(card.locator(".sun-upload__state")).to_contain_text("%")
    assert page.evaluate("document.querySelector('progress').value") < 100
    card.locator(".sun-upload__state button").click()
    expect(bar).to_have_count(0)
    expect(card.locator(".sun-upload__state")).to_have_text(visitor.says("The upload was cancelled."))
    expect(card.locator("button", has_text=visitor.says("Upload"))).to_be_enabled()
    assert not card.locator(".sun-files__item").count()


@pytest.mark.parametrize("keep", ["mine", "theirs"])
def test_two_devices_that_save_the_same_field_by_themselves_let_the_person_choose(comes: Comes, keep: str) -> None:
    desk = comes("citizen")
    address = draft(desk, "premises")
    phone = comes("citizen", size=PHONE, language="zh-hans").go(address)
    desk.page.locator("[name=prem_addr]").fill("示范市甲路1号")
    expect(desk.page.locator('.sun-saved[data-state="saved"]')).to_be_visible()
    phone.page.locator("[name=prem_addr]").fill("示范市乙路2号")
    choice = phone.page.locator(".sun-saved + .sun-notice--care")
    expect(choice).to_contain_text("示范市乙路2号 ⇄ 示范市甲路1号")
    buttons = choice.locator("button")
    expect(buttons).to_have_count(2)
    if keep == "mine":
        buttons.first.click()
        expect(phone.page.locator('.sun-saved[data-state="saved"]')).to_be_visible()
        kept = "示范市乙路2号"
    else:
        with phone.page.expect_navigation():
            buttons.last.click()
        kept = "示范市甲路1号"
    expect(phone.page.locator("[name=prem_addr]")).to_have_value(kept)
    other = comes("citizen", scripts=False).go(address)
    expect(other.page.locator("[name=prem_addr]")).to_have_value(kept)
