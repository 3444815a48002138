"""A construction permit: an agent applies for a company, authorities answer at the same time, the lead decides."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.journeys import applying, looking
from tests.journeys.applying import BUILDING
from tests.journeys.conftest import Comes
from tests.journeys.test_a_restaurant import Story, accept, open_case
from tests.journeys.visitor import LANGUAGES, Visitor

pytestmark = pytest.mark.browser
COMPANY = "示范市宏图建设有限公司"


@pytest.fixture(scope="module", params=LANGUAGES)
def story(request: pytest.FixtureRequest) -> Story:
    return Story(request.param, company=COMPANY, login="agent")


def opinion(officer: Visitor, story: Story, reasons: str) -> None:
    """Up to the last key of an opinion."""
    officer.go("/office/")
    open_case(officer, story)
    officer.go(f"{officer.path}give_opinion/")
    officer.page.locator("[name=agrees][value=yes]").check(force=True)
    officer.page.locator("[name=reasons]").fill(reasons)


def test_an_agent_applies_for_the_company_and_the_clerk_accepts(comes: Comes, story: Story, specimen: Path) -> None:
    agent = comes("agent", language=story.language, scripts=story.language == "en")
    story.filed = applying.apply(agent, BUILDING, company=COMPANY, specimen=specimen)
    if agent.scripts:
        looking.assert_usable(agent)  # the receipt
    clerk = comes("clerk", language=story.language).go("/desk/")
    open_case(clerk, story)
    accept(clerk)
    story.done.add("accepted")


def test_authorities_answer_at_the_same_time_and_nobody_decides_before_the_last(comes: Comes, story: Story) -> None:
    story.after("accepted")
    chief = comes("construction-chief", language=story.language).go("/office/")
    open_case(chief, story)
    file = chief.path
    assert chief.page.locator('.sun-acts a[href$="/grant/"]').count() == 0
    grant = chief.page.locator("#why-grant")
    chief.page.locator("details", has=grant).locator("summary").click()
    expect(grant).to_contain_text(chief.says("Grant"))
    authorities = {"planning": "符合规划许可。", "fire": "消防设计已审查合格。", "urban": "拆除与渣土方案可行。"}
    officers = {login: comes(login, language=story.language) for login in authorities}
    for login, reasons in authorities.items():
        opinion(officers[login], story, reasons)
    for officer in officers.values():  # pressed in three windows before any answer is awaited
        officer.page.locator("main form button.govuk-button").last.click(no_wait_after=True)
    for officer in officers.values():
        officer.page.wait_for_url(re.compile(r"/office/cases/\d+/$"))
    chief.go(file)
    for reasons in authorities.values():
        chief.sees(reasons)
    chief.go(f"{file}grant/")
    expect(chief.page.locator("main form button.govuk-button")).to_have_count(0)  # the facts are still to be checked
    chief.go(f"{file}check_facts/")
    for name, value in {"badge-1": "990201", "badge-2": "990202", "reasons": "现场与图纸一致。"}.items():
        chief.page.locator(f"[name={name}]").fill(value)
    chief.page.locator("[name=result][value=meets]").check(force=True)
    chief.page.locator("main form button.govuk-button").last.click()
    chief.page.wait_for_url(f"**{file}")
    chief.go(f"{file}grant/")
    for reasons in authorities.values():
        chief.sees(reasons)
    chief.page.locator("main form button.govuk-button").last.click()
    chief.page.wait_for_url(f"**{file}")
    for act in ("issue", "deliver"):
        chief.go(f"{file}{act}/")
        if act == "deliver":
            chief.page.locator("[name=method][value=electronic]").check(force=True)
        chief.page.locator("main form button.govuk-button").last.click()
        chief.page.wait_for_url(f"**{file}")
    story.done.add("delivered")


def test_the_agent_sees_the_lanes_and_downloads_the_permit(comes: Comes, story: Story) -> None:
    story.after("delivered")
    agent = comes("agent", language=story.language).go("/my/")
    agent.page.locator("main .sun-result").filter(has_text=story.number).locator("a").first.click()
    assert agent.page.locator("svg").count() >= 1
    agent.pdf(agent.page.locator('main a[href^="/certificates/"]').first)
