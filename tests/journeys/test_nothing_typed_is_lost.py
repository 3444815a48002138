"""A draft survives: another device goes on with it, and what was typed while the session ended comes back."""

import pytest
from playwright.sync_api import Page, expect
from tests.journeys import applying
from tests.journeys.applying import FOOD
from tests.journeys.conftest import Comes
from tests.journeys.visitor import PHONE, Visitor

pytestmark = pytest.mark.browser
COMPANY = "示范市云味餐饮有限公司"


def draft(visitor: Visitor) -> str:
    """A new draft, open at its page about the premises; its address."""
    visitor.go(f"/apply/start/?matter={FOOD}")
    applying.begin(visitor, FOOD, company=COMPANY)
    page = f"{visitor.path}premises/"
    visitor.go(page)
    return page


def saved(page: Page) -> None:
    expect(page.locator('.sun-saved[data-state="saved"]')).to_be_visible()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_second_device_goes_on_where_the_first_one_died(comes: Comes, language: str) -> None:
    first = comes("citizen", language=language)
    address = draft(first)
    first.page.locator("[name=prem_addr]").fill("示范市东城区春风路18号一层")
    first.page.locator("[name=prem_area]").fill("88.5")
    saved(first.page)
    first.page.close(run_before_unload=False)
    second = comes("citizen", language=language, size=PHONE).go(address)
    expect(second.page.locator("[name=prem_addr]")).to_have_value("示范市东城区春风路18号一层")
    expect(second.page.locator("[name=prem_area]")).to_have_value("88.5")


def test_text_typed_after_the_session_ended_is_there_after_signing_in_again(comes: Comes) -> None:
    visitor = comes("citizen")
    address = draft(visitor)
    visitor.context.clear_cookies(name="sunhall")
    visitor.page.locator("[name=prem_addr]").fill("示范市西城区建设路77号")
    expect(visitor.page.locator('.sun-saved[data-state="signed-out"]')).to_be_visible()
    visitor.page.on("dialog", lambda dialog: dialog.accept())
    visitor.sign_in("citizen")
    visitor.go(address)
    expect(visitor.page.locator("[name=prem_addr]")).to_have_value("示范市西城区建设路77号")
    saved(visitor.page)
    other = comes("citizen", scripts=False).go(address)
    expect(other.page.locator("[name=prem_addr]")).to_have_value("示范市西城区建设路77号")


def test_two_devices_that_change_the_same_field_are_told_of_both_values(comes: Comes) -> None:
    desk = comes("citizen")
    address = draft(desk)
    phone = comes("citizen", size=PHONE, scripts=False).go(address)
    desk.page.locator("[name=prem_addr]").fill("示范市甲路1号")
    saved(desk.page)
    phone.page.locator("[name=prem_addr]").fill("示范市乙路2号")
    phone.page.locator("main form .govuk-button", has_text=phone.says("Save and go on")).click()
    phone.sees("示范市甲路1号")
    expect(phone.page.locator("[name=prem_addr]")).to_have_value("示范市乙路2号")
