"""Every kind of page, in both languages, wide and on a phone: axe finds nothing, nothing runs over the edge.

WCAG 2.0 to 2.2, A and AA, with axe-core. A page that is not listed here is not looked at: add yours.
"""

import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page
from tests.journeys import applying
from tests.journeys.visitor import LANGUAGES, PHONE, WIDE, Visitor

pytestmark = pytest.mark.browser
AXE: Final = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
RULES: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
HEADER_ON_A_PHONE: Final = 100  # pixels: the name with the tools, and the places, one row each
FOOD, BUILDING = "/matters/food-business-licence/", "/matters/construction-permit/"

# Who looks → addresses. "first:PREFIX": the first link on the page before whose address begins so. "draft:": the pages
# of a new draft (`topic/`, or none for its tasks). "act:": the form of an act that is open on the file shown.
DRAFTS: Final[dict[Visitor, str]] = {}
PAGES: Final[dict[str, tuple[str, ...]]] = {
    "": (
        "/",
        "/?q=restaurant",
        "/?q=zzzz",
        "/matters/",
        FOOD,
        BUILDING,
        f"{FOOD}narrow/",
        f"{FOOD}narrow/?q_sells=meals&q_main_type=catering",
        "/follow/",
        "/verify/",
        "/verify/JY0/",
        "certificate:",
        "/deadline/",
        "/deadline/?from=2026-09-20&days=20",
        "/account/login/",
        "/account/register/",
        "/account/password/forgotten/",
        "/about/",
        "/accessibility/",
        "/no/such/page/",
        "/styleguide/",
        "/styleguide/pictures/",
    ),
    "citizen": (
        "/my/",
        "first:/my/",
        "/apply/start/?matter=food-business-licence&q_sells=meals",
        "draft:",
        "draft:applicant/",
        "draft:premises/",
        "draft:papers/",
        "draft:check/",
        "/account/",
        "/account/contact/",
        "/account/inbox/",
        "first:/account/inbox/",
        "/account/mandates/",
        "/account/mandates/give/",
        "/account/enterprises/add/",
        "/account/second-factor/",
        "/account/password/",
    ),
    "agent": ("/my/", "first:/my/", "/apply/start/?matter=construction-permit"),
    "clerk": ("/desk/", "first:/desk/cases/", "/desk/find/?q=9999", "/desk/person/", "/styleguide/desk/"),
    "construction-chief": ("/office/", "first:/office/cases/", "first:/office/cases/", "/office/find/?q=9999"),
    "market-chief": (
        "/office/?role=intake",
        "first:/desk/cases/",
        "/office/?role=issue",
        "first:/office/cases/",
        "act:",
    ),
    "designer": ("/design/", "first:/design/"),
    "admin": (
        "/admin/",
        "/admin/officers/",
        "first:/admin/officers/",
        "/admin/officers/new/",
        "/admin/changes/",
        "/admin/readings/",
        "/admin/mail/",
        "/admin/jobs/",
        "/admin/calendar/",
    ),
}


@pytest.fixture(scope="module", params=[(who, language) for who in PAGES for language in LANGUAGES], ids="-".join)
def visitor(request: pytest.FixtureRequest, browser: Browser, demo: str) -> Iterator[tuple[str, Visitor]]:
    who, language = request.param
    came = Visitor(browser, demo, language=language, size=WIDE)
    if who:
        came.sign_in(who)
    yield who, came
    came.leave()


def test_every_page_can_be_used_by_everybody(visitor: tuple[str, Visitor]) -> None:
    who, came = visitor
    found: list[str] = []
    for address in PAGES[who]:
        opened = _open(came, address)
        if not opened:
            found.append(f"{address}: no such link on {came.path}")
            continue
        for width, height in (WIDE, PHONE):
            came.page.set_viewport_size({"width": width, "height": height})
            found += [f"{came.path} at {width} px: {fault}" for fault in _faults(came.page, came.language)]
        came.page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    assert not found, "\n".join(found)


def _open(came: Visitor, address: str) -> bool:
    """Go there; False when the page before has no such link."""
    if address.startswith("draft:"):
        came.go(f"{_draft_of(came)}{address.removeprefix('draft:')}")
        return True
    if address == "certificate:":
        came.go(f"/verify/{_certificate_number(came)}/")
        return came.page.locator("main .sun-tag, main dl").count() > 0
    if address == "act:":
        links = came.page.locator(".sun-acts a.govuk-button")
        if not links.count():
            return False
        address = links.first.get_attribute("href") or ""
    if address.startswith("first:"):
        start = address.removeprefix("first:")
        here = came.path.split("?")[0]
        links = came.page.locator(f'main a[href^="{start}"]').evaluate_all(
            "all => all.map(a => a.getAttribute('href'))"
        )
        fit = [a for a in links if a.split("?")[0] not in (here, start) and not re.search(r"\.pdf$|/new/", a)]
        if not fit:
            return False
        address = fit[0]
    came.go(address)
    return True


def _draft_of(came: Visitor) -> str:
    """The address of this visitor's draft, begun when it is first asked for."""
    if came not in DRAFTS:
        came.go(f"/apply/start/?matter={applying.FOOD}")
        applying.begin(came, applying.FOOD, company="示范市云味餐饮有限公司")
        DRAFTS[came] = came.path
    return DRAFTS[came]


def _certificate_number(came: Visitor) -> str:
    """The number of a certificate of the demonstration, as its holder reads it."""
    holder = Visitor(came.context.browser, came.address).sign_in("citizen").go("/my/")  # type: ignore[arg-type]
    for link in holder.page.locator(".sun-result__name a").evaluate_all("all => all.map(a => a.href)"):
        holder.go(link)
        found = holder.page.locator('main a[href^="/certificates/"]')
        if found.count():
            number = re.search(r"(\S+) \(PDF\)", found.first.inner_text())
            holder.leave()
            assert number, "the link to a certificate does not tell its number"
            return number[1]
    holder.leave()
    raise AssertionError("the demonstration holds no certificate of this person")


def _faults(page: Page, language: str) -> list[str]:
    faults = []
    told: dict[str, Any] = page.evaluate(
        """() => ({lang: document.documentElement.lang, h1: document.querySelectorAll('h1').length,
        head: document.querySelector('.sun-header')?.offsetHeight ?? 0,
        over: document.documentElement.scrollWidth - document.documentElement.clientWidth})"""
    )
    if told["lang"].lower() != language:
        faults.append(f"says it is in {told['lang']!r}")
    if told["h1"] != 1 and "/styleguide/" not in page.url:  # which shows headings as components
        faults.append(f"has {told['h1']} main headings")
    if page.viewport_size == {"width": PHONE[0], "height": PHONE[1]} and told["head"] > HEADER_ON_A_PHONE:
        faults.append(f"has a header of {told['head']} px")
    if told["over"] > 0:
        faults.append(f"runs {told['over']} px over the edge")
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE)
    answer = page.evaluate("tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", RULES)
    for fault in answer["violations"]:
        where = "; ".join(node["html"][:160] for node in fault["nodes"][:3])
        faults.append(f"{fault['id']} ({fault['help']}): {where}")
    return faults


@pytest.mark.parametrize(
    ("who", "address"),
    [("", "/"), ("", FOOD), ("citizen", "/my/"), ("clerk", "/desk/"), ("construction-chief", "/office/")],
    ids=["find", "guide", "my matters", "counter desk", "work list"],
)
def test_the_tab_key_goes_through_the_page_in_reading_order_and_shows_where_it_is(
    browser: Browser, demo: str, who: str, address: str
) -> None:
    came = Visitor(browser, demo, size=WIDE)
    if who:
        came.sign_in(who)
    came.go(address)
    seen: list[str] = []
    after_main: list[float] = []
    for _ in range(40):
        came.keys("Tab")
        here = came.page.evaluate(
            """() => { const one = document.activeElement; if (!one || one === document.body) return null;
            const box = one.getBoundingClientRect(), look = getComputedStyle(one);
            const marked = look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) > 0
                || look.boxShadow !== 'none' || look.backgroundColor === 'rgb(255, 221, 0)';
            return {what: one.outerHTML.slice(0, 90), marked, wide: box.width, high: box.height,
                top: box.top + scrollY, visible: box.bottom > 0 && box.top < innerHeight,
                inMain: !!one.closest('main') && !one.closest('.sun-contents')}; }"""
        )
        if here is None:
            break
        seen.append(here["what"])
        assert here["marked"], f"no visible focus on {here['what']}"
        assert here["wide"] > 0 and here["high"] > 0 and here["visible"], f"focus out of sight on {here['what']}"
        if here["inMain"]:
            after_main.append(here["top"])
    assert "#main" in seen[0], f"the first stop is not the way past the navigation: {seen[0]}"
    backwards = sum(1 for a, b in itertools.pairwise(after_main) if b < a - 200)
    assert backwards <= 1, f"focus jumps back {backwards} times: {after_main}"
    came.leave()
