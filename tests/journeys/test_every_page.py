"""Every kind of page, in both languages, wide and on a phone: axe finds nothing, nothing runs over the edge.

A page that is not listed here is not looked at: add yours. (Those that only a journey reaches are looked at there.)
"""

import itertools
import re
from collections.abc import Iterator
from typing import Final

import pytest
from playwright.sync_api import Browser
from tests.journeys import applying, looking
from tests.journeys.visitor import LANGUAGES, PHONE, WIDE, Visitor, fill

pytestmark = pytest.mark.browser
FOOD, BUILDING = "/matters/food-business-licence/", "/matters/construction-permit/"

# Who looks → addresses. "first:PREFIX": the first link on the page before whose address begins so. "draft:": the pages
# of a new draft (`topic/`, or none for its tasks). "act:": the form of an act that is open on the file shown. "by:LIST
# PATTERN": the first link that fits on any page which the list leads to. "of:PREFIX SUFFIX": a page of the first thing
# whose address begins so. "counter:STEP": taking an application in, step after step. "wide:": at that size only.
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
        "/hearings/",
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
        "/account/second-factor/app/add/",
        "/account/second-factor/keys/",
        "/account/second-factor/keys/add/",
        "/account/password/",
        "/my/certificates/",
        "first:/my/certificates/",
        "by:/my/ /my/\\d+/rate/",
        "by:/my/ /my/\\d+/withdraw/",
        "by:/my/ /my/\\d+/correct/",
        "by:/my/ /my/\\d+/act/\\w+/",
    ),
    "agent": ("/my/", "first:/my/", "/apply/start/?matter=construction-permit"),
    "clerk": (
        "/desk/",
        "first:/desk/cases/",
        "first:/notices/",
        "/desk/find/?q=9999",
        "/desk/person/",
        "/styleguide/desk/",
        *(f"of:/desk/cases/ {verdict}/" for verdict in ("correction", "return", "refuse", "not-required", "done")),
        "by:/desk/ /desk/cases/\\d+/said/\\w+/",
        *(f"wide:counter:{step}" for step in ("person", "matter", "questions", "draft")),
    ),
    "supervisor": (
        "wide:/office/watch/?role=silence",
        "/office/watch/?role=lead&light=all",
        "wide:first:/office/cases/",
    ),
    "construction-chief": (
        "/office/",
        "first:/office/cases/",
        "first:/office/cases/",
        "/office/find/?q=9999",
        "/office/interests/",
    ),
    "market-chief": (
        "/office/?role=intake",
        "first:/desk/cases/",
        "/office/?role=issue",
        "first:/office/cases/",
        "act:",
    ),
    "designer": (
        "/design/",
        "first:/design/matters/",
        "of:/design/matters/ publish/",
        "of:/design/matters/ end/",
        "/design/import/",
        "/design/exceptions/",
        "/design/exceptions/new/",
    ),
    "admin": (
        "/admin/",
        "/admin/officers/",
        "first:/admin/officers/",
        "of:/admin/officers/ change/",
        "of:/admin/officers/ powers/new/",
        "by:/admin/officers/ /admin/powers/\\d+/substitute/",
        "by:/admin/officers/ /admin/powers/\\d+/end/",
        "/admin/officers/new/",
        "/admin/authorities/",
        "first:/admin/authorities/",
        "/admin/windows/new/",
        "/admin/changes/",
        "/admin/readings/",
        "/admin/mail/",
        "/admin/jobs/",
        "/admin/calendar/",
        "/admin/calendar/new/",
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
        opened = _open(came, address.removeprefix("wide:"))
        if not opened:
            found.append(f"{address}: no such link on {came.path}")
            continue
        found += looking.faults(came, (WIDE,) if address.startswith("wide:") else (PHONE, WIDE))
    assert not found, "\n".join(found)


def _open(came: Visitor, address: str) -> bool:
    """Go there; False when the page before has no such link."""
    kind, _, rest = address.partition(":")
    if kind == "draft":
        came.go(f"{_draft_of(came)}{rest}")
        return True
    if kind == "certificate":
        came.go(f"/verify/{_certificate_number(came)}/")
        return came.page.locator("main .sun-tag, main dl").count() > 0
    if kind == "counter":
        _counter(came, rest)
        return True
    found = {"act": _act, "first": _first, "by": _by, "of": _of}.get(kind, lambda _came, _rest: address)(came, rest)
    if found:
        came.go(found)
    return bool(found)


def _act(came: Visitor, _rest: str) -> str:
    links = came.page.locator(".sun-acts a.govuk-button")
    return (links.first.get_attribute("href") or "") if links.count() else ""


def _first(came: Visitor, start: str) -> str:
    here = came.path.split("?")[0]
    links = came.page.locator(f'main a[href^="{start}"]').evaluate_all("all => all.map(a => a.getAttribute('href'))")
    fit = [a for a in links if a.split("?")[0] not in (here, start) and not re.search(r"\.pdf$|/new/", a)]
    return fit[0] if fit else ""


def _by(came: Visitor, told: str) -> str:
    """The pages are fetched, not opened: only the one that is found is looked at."""
    start, pattern = told.split(" ")
    listed = came.fetch(start)[2].decode()
    for page in dict.fromkeys(re.findall(rf'href="({start}(?:cases/)?\d+/)"', listed)):
        if found := re.search(f'href="({pattern})"', came.fetch(page)[2].decode()):
            return found[1]
    return ""


def _of(came: Visitor, told: str) -> str:
    prefix, suffix = told.split(" ")
    listed = came.fetch(prefix.removesuffix("cases/").removesuffix("matters/"))[2].decode()
    found = re.search(rf'href="({prefix}[\w-]+/)"', listed)
    return f"{found[1]}{suffix}" if found else ""


def _draft_of(came: Visitor) -> str:
    """The address of this visitor's draft, begun when it is first asked for."""
    if came not in DRAFTS:
        came.go(f"/apply/start/?matter={applying.FOOD}")
        applying.begin(came, applying.FOOD, company="示范市云味餐饮有限公司")
        DRAFTS[came] = came.path
    return DRAFTS[came]


def _counter(came: Visitor, step: str) -> None:
    """From the person at the window to the form: each step begins on the page where the one before ended."""
    page = came.page
    if step == "person":
        came.go("/desk/person/")
        page.locator("[name=id_number]").fill("990101199003120211")
        page.locator("main form button.govuk-button").click()
        page.wait_for_url("**/desk/person/*/")
    elif step == "matter":
        choose = page.locator('main a[href^="/desk/new/"]').first.get_attribute("href")
        came.go(f"{choose}&q=food")
    elif step == "questions":
        came.go(page.locator(f'main a[href^="/desk/new/{applying.FOOD}/"]').first.get_attribute("href") or "")
    else:
        for _ in range(6):  # questions come up one after the other
            fill(came, applying.sample(applying.FOOD).answers)
            with page.expect_navigation():
                page.locator("main form button.govuk-button").last.click()
            if "/desk/drafts/" in came.path:
                return
        raise AssertionError(f"No draft begins at the counter: {came.text[:500]}")


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
