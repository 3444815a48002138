"""The scripts in a real browser: nothing typed is lost, keys press buttons, closed buttons do nothing, lists narrow."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Browser, Page, Route, expect

BUILT = Path(__file__).resolve().parents[2] / "src" / "sunhall" / "web" / "static" / "built"
HOUSE = "http://sunhall.test"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (BUILT / "sunhall.js").exists(), reason="the assets are not built"),
]

FORM = """<form data-autosave="/save" action="/next" method="post">
<input type="hidden" name="csrfmiddlewaretoken" value="t"><label for="shop">Shop</label><input id="shop" name="shop">
<input type="checkbox" name="dish" value="raw" id="raw"></form>"""
OPTIONS = "".join(
    f'<option value="{number}" data-words="{"hx" if number == 7 else ""}">District {number}</option>'
    for number in range(1, 30)
)
DESK = f"""<form data-enter="next"><input id="one"><input id="two"></form>
<button data-key="a" id="accept">Accept</button>
<button type="button" aria-disabled="true" id="shut">Closed</button><p id="log"></p>
<div data-keys-row id="r1"><input type="radio" name="p1" id="p1" data-key="1"></div>
<div data-keys-row id="r2"><input type="radio" name="p2" id="p2" data-key="1"></div>
<label for="where">Where</label>
<select id="where" name="where" data-filter="1"><option value=""></option>{OPTIONS}</select>"""


class House:
    """A site of one page and one saving address, whose answer a test can change."""

    def __init__(self, body: str) -> None:
        self.body, self.answer, self.reader = body, 204, "7"
        self.saved: list[dict[str, list[str]]] = []

    def serve(self, route: Route) -> None:
        path = route.request.url.removeprefix(HOUSE)
        if path == "/sunhall.js":
            route.fulfill(body=(BUILT / "sunhall.js").read_text(), content_type="text/javascript")
        elif path == "/save":
            self.save(route)
        else:
            html = f"""<!doctype html><html lang="en"><body data-reader="{self.reader}" data-text-saved="Saved"
            data-text-unsaved="Not saved yet" data-text-signed-out="Signed out" data-text-restored="Put back"
            data-text-keys="Keys" data-text-close="Close"><main id="main">{self.body}</main><div id="announcer"></div>
            <script type="module" src="/sunhall.js"></script></body></html>"""
            route.fulfill(body=html, content_type="text/html")

    def save(self, route: Route) -> None:
        if self.answer == 0:
            return route.abort()
        if self.answer < 300:
            self.saved.append(parse_qs(route.request.post_data or "", keep_blank_values=True))
        return route.fulfill(status=self.answer)


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def open_house(page: Page, body: str) -> House:
    house = House(body)
    page.unroute_all()
    page.route(f"{HOUSE}/**", house.serve)
    page.goto(f"{HOUSE}/blank")
    page.evaluate("localStorage.clear(); sessionStorage.clear()")
    page.goto(f"{HOUSE}/page")
    return house


def test_only_what_changed_is_saved_and_a_box_unticked_is_told(page: Page) -> None:
    house = open_house(page, FORM)
    page.check("#raw")
    expect(page.locator(".sun-saved")).to_contain_text("Saved")
    page.uncheck("#raw")
    page.wait_for_function("!localStorage.getItem('sunhall:draft:/save')")
    assert [saved["dish"] for saved in house.saved] == [["raw"], [""]]
    assert "shop" not in house.saved[0]


def test_what_could_not_be_saved_comes_back_after_the_page_was_closed(page: Page) -> None:
    house = open_house(page, FORM)
    house.answer = 0
    page.fill("#shop", "Old Neighbours")
    expect(page.locator(".sun-saved")).to_contain_text("Not saved yet")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{HOUSE}/page")
    assert page.input_value("#shop") == "Old Neighbours"
    house.answer = 204
    expect(page.locator(".sun-saved")).to_contain_text("Saved", timeout=10_000)
    assert house.saved[-1]["shop"] == ["Old Neighbours"]
    assert page.evaluate("localStorage.getItem('sunhall:draft:/save')") is None


def test_an_ended_session_keeps_the_words_and_says_so(page: Page) -> None:
    house = open_house(page, FORM)
    house.answer = 401
    page.fill("#shop", "Kept")
    expect(page.locator(".sun-saved")).to_contain_text("Signed out")
    house.answer, house.reader = 204, "8"
    page.goto(f"{HOUSE}/page")
    assert page.input_value("#shop") == "", "somebody else's words must not appear"


def test_a_form_handed_in_whole_leaves_no_copy_behind(page: Page) -> None:
    house = open_house(page, FORM)
    house.answer = 0
    page.fill("#shop", "Handed in")
    page.evaluate("document.querySelector('form').requestSubmit()")
    page.wait_for_url(f"{HOUSE}/next")
    page.wait_for_function("!localStorage.getItem('sunhall:draft:/save')")


def test_keys_press_buttons_but_not_while_typing(page: Page) -> None:
    open_house(page, DESK)
    page.evaluate("accept.addEventListener('click', () => (log.textContent += 'A'))")
    page.keyboard.press("a")
    expect(page.locator("#log")).to_have_text("A")
    page.focus("#one")
    page.keyboard.press("a")
    assert page.inner_text("#log") == "A"
    assert page.input_value("#one") == "a"
    page.keyboard.press("Alt+a")
    assert page.inner_text("#log") == "AA"


def test_a_digit_chooses_in_the_row_that_has_the_focus(page: Page) -> None:
    open_house(page, DESK)
    page.focus("#p2")
    page.keyboard.press("1")
    expect(page.locator("#p2")).to_be_checked()
    assert not page.is_checked("#p1")


def test_a_key_that_still_waits_chooses_in_its_row_and_leaves_the_focus_to_who_has_gone_on(page: Page) -> None:
    open_house(page, DESK)
    page.evaluate(
        """() => { p1.focus();
        p1.dispatchEvent(new KeyboardEvent('keydown', {key: '1', bubbles: true, cancelable: true}));
        p2.focus(); }"""
    )
    expect(page.locator("#p1")).to_be_checked()
    assert page.evaluate("document.activeElement.id") == "p2"
    assert not page.is_checked("#p2")


def test_enter_goes_to_the_next_field(page: Page) -> None:
    open_house(page, DESK)
    page.focus("#one")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "two"


def test_a_question_mark_lists_the_keys_and_gives_the_focus_back(page: Page) -> None:
    open_house(page, DESK)
    page.focus("#accept")
    page.keyboard.press("?")
    expect(page.locator("dialog.sun-keys")).to_contain_text("Accept")
    page.keyboard.press("Escape")
    expect(page.locator("dialog.sun-keys")).to_have_count(0)
    assert page.evaluate("document.activeElement.id") == "accept"


def test_a_closed_button_stays_in_reach_and_does_nothing(page: Page) -> None:
    open_house(page, DESK)
    page.evaluate("shut.addEventListener('click', () => (log.textContent += 'X'))")
    page.focus("#shut")
    page.keyboard.press("Enter")
    assert page.inner_text("#log") == ""


def test_a_long_list_is_narrowed_by_words_and_initials(page: Page) -> None:
    open_house(page, DESK)
    field = page.get_by_role("combobox", name="Where")
    field.fill("hx")
    expect(page.locator("[role=option]")).to_have_count(1)
    field.press("Enter")
    assert page.evaluate("where.value") == "7"
    assert field.input_value() == "District 7"
    field.fill("")
    field.press("Tab")
    page.wait_for_function("where.value === ''")


def scan(page: Page, code: str) -> None:
    """What a scanner does: its keys follow each other at once, and the last one is Enter."""
    page.evaluate(
        """code => { for (const key of [...code, 'Enter']) document.activeElement.dispatchEvent(
            new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true})); }""",
        code,
    )


SCANNED = """<button data-key="a" id="accept">Accept</button><p id="log"></p>
<div data-keys-row aria-current="true"><input type="radio" name="p1" id="ok" data-key="1">
<input type="radio" name="p1" id="missing" data-key="2"></div>{search}"""
SEARCH = '<form role="search" action="/found"><input type="search" name="q" data-key="/"></form>'


def test_a_scan_outside_a_field_presses_nothing(page: Page) -> None:
    open_house(page, SCANNED.format(search=""))
    page.evaluate("accept.addEventListener('click', () => log.append('accepted'))")
    scan(page, "999900202603021a2")
    page.wait_for_timeout(150)
    assert page.evaluate("[ok.checked, missing.checked, log.textContent]") == [False, False, ""]
    page.keyboard.press("2")  # a person's key still works
    expect(page.locator("#missing")).to_be_checked()


def test_a_scan_goes_to_the_search_of_the_page(page: Page) -> None:
    open_house(page, SCANNED.format(search=SEARCH))
    scan(page, "999900202603021A2")
    page.wait_for_url("**/found?q=999900202603021A2")


def test_keys_of_a_quick_hand_are_all_pressed(page: Page) -> None:
    open_house(page, SCANNED.format(search=SEARCH))
    page.evaluate("accept.addEventListener('click', () => log.append('accepted'))")
    page.keyboard.type("2a", delay=4)  # no Enter: not a scan
    expect(page.locator("#missing")).to_be_checked()
    expect(page.locator("#log")).to_have_text("accepted")
    page.keyboard.press("/")
    page.keyboard.type("12ab")
    expect(page.locator("[name=q]")).to_have_value("12ab")
