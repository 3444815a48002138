"""A whole intake in a real browser with the keyboard alone: from the queue to the printed notice."""

from collections.abc import Iterator

import pytest
from django.db import connection
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer
from tests import factories
from tests.desk import signed_in

from sunhall.cases.models import Case
from sunhall.kernel import clock
from sunhall.people.models import Party

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(live_server: LiveServer, browser: Browser) -> Iterator[Page]:
    """The counter desk of a clerk who is signed in, at the screen of a usual counter."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, base_url=live_server.url)
    cookie = signed_in("clerk").cookies["sunhall"].value
    context.add_cookies([{"name": "sunhall", "value": cookie, "url": live_server.url}])
    page = context.new_page()
    page.goto("/desk/")
    yield page
    context.close()
    _let_go()


def _let_go() -> None:
    """End the sessions that the threads of the live server may still hold, so that the database can be dropped."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(autouse=True)
def waiting(transactional_db: None) -> factories.Filed:
    factories.city()
    return factories.filed(when=f"{clock.now():%Y-%m-%d %H:%M}")


def settle(page: Page) -> None:
    page.wait_for_load_state("networkidle")


def test_an_application_is_corrected_without_touching_a_mouse(waiting: factories.Filed, desk: Page) -> None:
    page, keys = desk, desk.keyboard
    settle(page)  # until the scripts are there, a key does nothing
    keys.press("o")
    page.wait_for_url(f"**/desk/cases/{waiting.id}/")
    settle(page)
    height = page.evaluate("[document.documentElement.scrollHeight, window.innerHeight]")
    assert height[0] <= height[1]  # the whole intake stands on one screen
    for verdict in ("1", "3", "2"):
        for _ in range(40):  # Tab goes through the page as any reader would
            keys.press("Tab")
            if page.evaluate(
                "document.activeElement.matches('input[type=radio]') && !document.activeElement.dataset.seen"
            ):
                break
        page.evaluate("document.activeElement.closest('li').querySelectorAll('input').forEach(i => i.dataset.seen = 1)")
        keys.press(verdict)
        if verdict == "3":
            keys.press("Tab")
            keys.press("ArrowDown")
            keys.press("Tab")
            keys.type("平面图看不清")
    settle(page)
    keys.press("Alt+c")
    page.wait_for_url("**/correction/")
    assert "平面图看不清" in page.content()
    keys.press("y")
    page.wait_for_url("**/done/**")
    assert page.evaluate("new URL(document.querySelector('[data-key=p]').href).pathname").endswith(".pdf")
    assert Case.objects.get(pk=waiting.id).phase == "correction"


def reach(page: Page, field: str) -> None:
    """Tab, as any reader would, until this field has the focus."""
    for _ in range(40):
        if page.evaluate("field => document.activeElement.matches(field)", field):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{field} is not reached by the Tab key on {page.url}")


def test_a_refusal_what_is_not_required_and_a_new_person_need_no_mouse_either(
    waiting: factories.Filed, desk: Page
) -> None:
    page, keys = desk, desk.keyboard
    other = factories.filed(when=f"{clock.now():%Y-%m-%d %H:%M}")

    def press(key: str, address: str) -> None:
        settle(page)
        keys.press(key)
        page.wait_for_url(address)

    press("o", f"**/desk/cases/{waiting.id}/")
    press("n", "**/refuse/")
    settle(page)
    reach(page, "[name=ground]")
    keys.press("Space")
    reach(page, "[name=competent]")
    keys.type("示范市卫生健康委员会")
    reach(page, "[name=reasons]")
    keys.type("应当向卫生健康部门申请。")
    press("Alt+y", "**/done/**")
    press("b", "**/desk/")
    press("o", f"**/desk/cases/{other.id}/")
    press("q", "**/not-required/")
    settle(page)
    reach(page, "[name=reasons]")
    keys.type("该事项不需要许可。")
    press("Alt+y", "**/done/**")
    assert [Case.objects.get(pk=case.id).phase for case in (waiting, other)] == ["not_accepted", "not_required"]
    press("b", "**/desk/")
    press("n", "**/desk/person/")
    settle(page)
    for field, told in (("id_number", "990101199606180061"), ("name", "贺晨"), ("phone", "13900990099")):
        reach(page, f"[name={field}]")
        keys.type(told)
        if field == "id_number":
            keys.press("Alt+s")
            page.wait_for_selector("[name=name]")
            settle(page)
    press("Alt+s", "**/desk/person/*/")
    assert page.evaluate("document.activeElement.dataset.key") == "n"  # the next step has the focus
    assert Party.objects.get(id_number="990101199606180061").name == "贺晨"
