"""A desk left alone signs its officer out, and whoever typed something when a session ended gets it back to copy."""

from typing import Any

import pytest
from django.test import Client
from tests import factories, once
from tests.desk import queries, signed_in, words

pytestmark = pytest.mark.django_db
REASONS = "现场核查发现后厨与就餐区之间没有隔断，不符合食品经营许可的条件，请整改后再申请。<b>"
HERE = {"Origin": "http://testserver"}


the_city = once.made(factories.city)


@pytest.fixture(autouse=True)
def an_hour(settings: Any) -> None:
    settings.STAFF_IDLE_MINUTES = 60


def test_an_idle_officer_is_signed_out_and_led_back_to_the_same_place(frozen_clock: Any) -> None:
    clerk = signed_in("clerk")
    for _ in range(3):
        frozen_clock.shift(50 * 60)
        assert clerk.get("/desk/").status_code == 200
    frozen_clock.shift(61 * 60)
    answer = clerk.get("/desk/?light=red")
    assert answer.headers["Location"] == "/account/login/?next=%2Fdesk%2F%3Flight%3Dred"
    page = words(clerk.get(answer.headers["Location"]))
    assert "signed out because nothing was done for 60 minutes" in page
    assert clerk.get("/desk/").status_code == 302


def test_an_applicant_at_home_stays_signed_in(frozen_clock: Any) -> None:
    citizen = signed_in("citizen")
    frozen_clock.shift(5 * 60 * 60)
    assert citizen.get("/my/").status_code == 200


def test_a_public_page_opened_after_the_hour_is_shown_to_a_stranger(frozen_clock: Any) -> None:
    clerk = signed_in("clerk")
    frozen_clock.shift(61 * 60)
    assert clerk.get("/").status_code == 200
    assert clerk.get("/desk/").status_code == 302


def test_looking_at_the_clock_costs_a_write_a_minute_and_not_a_page(frozen_clock: Any) -> None:
    clerk = signed_in("clerk")
    clerk.get("/desk/")
    with queries() as within:
        clerk.get("/desk/")
    assert not [q for q in within.captured_queries if "UPDATE" in q["sql"]]
    frozen_clock.shift(61)
    with queries() as later:
        clerk.get("/desk/")
    assert len([q for q in later.captured_queries if "UPDATE" in q["sql"]]) == 1


def test_what_an_idle_officer_posts_is_shown_to_be_copied(frozen_clock: Any) -> None:
    clerk = signed_in("clerk")
    frozen_clock.shift(61 * 60)
    posted = {"reasons": REASONS, "key": "7d5c2ff0-3b52-4f3f-9d75-2f8f1a5f2b11", "password": "correct horse battery"}
    answer = clerk.post("/desk/cases/1/refuse/", posted, headers={**HERE, "Referer": "http://testserver/desk/cases/1/"})
    page = answer.content.decode()
    assert answer.status_code == 403 and "You were signed out" in page
    assert REASONS.replace("<b>", "&lt;b&gt;") in page and "/account/login/?next=%2Fdesk%2Fcases%2F1%2F" in page
    assert "7d5c2ff0" not in page and "correct horse" not in page


def test_a_form_that_was_open_for_too_long_gives_the_text_back_to_its_sender_alone() -> None:
    client = Client(enforce_csrf_checks=True, headers={"Accept-Language": "en"})
    own = client.post("/desk/cases/1/refuse/", {"reasons": REASONS}, headers=HERE)
    assert own.status_code == 403 and "现场核查发现" in own.content.decode()
    foreign = client.post("/desk/cases/1/refuse/", {"reasons": REASONS}, headers={"Origin": "https://evil.example"})
    assert foreign.status_code == 403 and "现场核查发现" not in foreign.content.decode()
    silent = client.post("/desk/cases/1/refuse/", {"reasons": REASONS})
    assert silent.status_code == 403 and "现场核查发现" not in silent.content.decode()


def test_nothing_typed_means_a_plain_way_to_sign_in() -> None:
    answer = Client().post("/desk/cases/1/refuse/", {"ground": "other"}, headers=HERE)
    assert answer.status_code == 302 and answer.headers["Location"].startswith("/account/login/")


def test_an_upload_by_script_is_told_where_to_go() -> None:
    answer = Client().post("/desk/drafts/", headers={"X-Requested-With": "upload"})
    assert answer.status_code == 404
    answer = Client().post("/language/", {"next": "/follow/"}, headers={"X-Requested-With": "upload"})
    assert answer.status_code == 204 and answer.headers["X-Go-To"] == "/follow/"
