"""What an applicant does, page by page: opens an account, begins, fills in, hands in; with and without scripts."""

import random
import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import expect
from tests.journeys.visitor import Visitor, fill

from sunhall.kernel import clock
from sunhall.kernel.ids import resident, uscc
from sunhall.ops import samples

FOOD, BUILDING = "food-business-licence", "construction-permit"
NOWHERE = "990101"  # a region that does not exist
HER_PASSWORD = "阳光-hall-2026"
TOPICS = 40  # more than any form has


@dataclass
class Filed:
    """What a receipt says."""

    number: str
    code: str


def sample(code: str) -> samples.Sample:
    return samples.read(code, clock.today())


def new_resident_number() -> str:
    born = date(1970, 1, 1) + timedelta(days=random.randrange(10_000))
    return resident.make(NOWHERE, born, random.randrange(100, 999))


def new_credit_code() -> str:
    return uscc.make("91", "999900", f"MA{random.randrange(10**5, 10**6)}")


def register(visitor: Visitor, *, name: str, company: str) -> str:
    """Open an account as a person and enter her company; answers the login."""
    login = f"citizen{random.randrange(10**9)}"
    visitor.go("/account/register/")
    told = {"name": name, "id_type": "resident_id", "id_number": new_resident_number(), "phone": "13900000555"}
    fill(visitor, {**told, "login": login, "password": HER_PASSWORD})
    visitor.press(visitor.says("Open the account"))
    visitor.page.wait_for_url(lambda url: "/register/" not in url)
    visitor.go("/account/enterprises/add/")
    firm = {"name": company, "usci": new_credit_code(), "org_type": "company", "phone": "0999-80000009"}
    fill(visitor, {**firm, "address": "示范市东城区春风路12号", "declare": True})
    visitor.page.locator("main form button[type=submit]").last.click()
    visitor.page.wait_for_url("**/account/mandates/")
    visitor.sees(company)
    return login


def narrow(visitor: Visitor, code: str) -> None:
    """From the guide through its questions, one answer after another, to the button that begins."""
    visitor.press(visitor.says("Apply online"))
    asked = {f"q_{name}": answer for name, answer in sample(code).answers.items()}
    if visitor.scripts:
        return _narrow_live(visitor, asked)
    answered = 0
    while visitor.path.startswith(f"/matters/{code}/narrow/"):
        fill(visitor, asked)
        there = visitor.page.locator("main [name^=q_]:checked").count()
        if there == answered:
            visitor.press(visitor.says("Start online with these answers"))
        else:
            visitor.press(visitor.says("Show what I need"))
        answered = there
        visitor.page.wait_for_load_state()
    return None


def _narrow_live(visitor: Visitor, asked: dict[str, Any]) -> None:
    """The same where scripts show after each answer what remains."""
    for name, answer in asked.items():
        if visitor.page.locator(f'main [name="{name}"]').count():
            with visitor.page.expect_response(lambda answer: "/narrow/" in answer.url):
                fill(visitor, {name: answer})
                visitor.keys("Tab")
            expect(visitor.page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)
    visitor.press(visitor.says("Start online with these answers"))
    visitor.page.wait_for_load_state()


def begin(visitor: Visitor, code: str, *, company: str) -> None:
    """From the page where an application begins to the list of topics: the questions as they come up, one by one."""
    answers = {f"q_{name}": answer for name, answer in sample(code).answers.items()}
    for _ in range(12):
        visitor.page.locator("main").get_by_role("radio", name=company).check(force=True)
        fill(visitor, answers)
        visitor.press(visitor.says("Begin the application"))
        visitor.page.wait_for_load_state()
        if "/apply/start/" not in visitor.path:
            return
    raise AssertionError(f"The application does not begin: {visitor.text[:800]}")


def fill_form(visitor: Visitor, code: str, *, company: str, also: dict[str, Any] | None = None) -> int:
    """Every topic in its order, until the papers are asked for; answers how many topics there were."""
    known = {"org_name", "uscc", "org_type", "legal_rep_name", "reg_address"}  # filled in from what the centre knows
    data = {name: value for name, value in sample(code).data.items() if name not in known} | (also or {})
    visitor.page.locator("main a[aria-describedby^=state-]").first.click()
    topics, grown = 1, 0
    while not visitor.path.endswith("/papers/"):
        before = visitor.path
        fill(visitor, data)
        visitor.page.locator("main form .govuk-button", has_text=visitor.says("Save and go on")).click()
        visitor.page.wait_for_load_state()
        if visitor.path == before:  # a few more questions belong to the answers
            grown += 1
            wrong = visitor.page.locator("main .govuk-error-message").all_inner_texts()
            assert grown < 5 and not wrong, f"{before}: {wrong}"
        else:
            topics, grown = topics + 1, 0
        assert topics < TOPICS
    return topics - 1


def hand_in_papers(visitor: Visitor, specimen: Path) -> int:
    """One file for each material that is asked for; answers how many."""
    asked = visitor.page.locator("section[id^=m-]")
    names = [asked.nth(i).get_attribute("id") for i in range(asked.count())]
    handed = 0
    for name in names:
        card = visitor.page.locator(f"section#{name}")
        if card.locator(".sun-optional").count():
            continue
        with visitor.page.expect_navigation():
            card.locator("input[type=file]").set_input_files(specimen)
            card.locator("button", has_text=visitor.says("Upload")).click()
        expect(visitor.page.locator(f"section#{name} .sun-files__item")).to_have_count(1)
        handed += 1
    return handed


def hand_in(visitor: Visitor) -> Filed:
    """Check, declare, submit; what the receipt says."""
    visitor.press(visitor.says("Go on to check"))
    visitor.page.wait_for_url("**/check/")
    visitor.page.locator("main [name=declare]").check(force=True)
    visitor.press(visitor.says("Hand in the application"))
    visitor.page.wait_for_url("**/receipt/")
    told = visitor.page.locator("main .sun-number").all_inner_texts()
    assert re.fullmatch(r"[0-9A-Z]{12,30}", told[0]), told
    return Filed(told[0], told[1])


def apply(visitor: Visitor, code: str, *, company: str, specimen: Path, also: dict[str, Any] | None = None) -> Filed:
    """A whole application of somebody signed in, from the guide to the receipt."""
    visitor.go(f"/matters/{code}/")
    narrow(visitor, code)
    begin(visitor, code, company=company)
    fill_form(visitor, code, company=company, also=also)
    hand_in_papers(visitor, specimen)
    return hand_in(visitor)
