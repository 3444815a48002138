"""The deadline page: the answer with every day explained, a link that reproduces it, and whatever is typed."""

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries
from tests import factories

from sunhall.catalogue import queries as catalogue
from sunhall.law.calendar import Calendar
from sunhall.law.periods.table import PERIODS

pytestmark = pytest.mark.django_db
SPRING = {"from": "2026-02-10", "days": "20", "unit": "working"}


@pytest.fixture
def client(client: Client) -> Client:
    client.cookies["language"] = "en"
    return client


def text_of(client: Client, **query: Any) -> str:
    answer = client.get("/deadline/", query)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_without_a_question_it_is_a_form(client: Client) -> None:
    text = text_of(client)
    assert 'name="from"' in text and "The last day is" not in text


def test_working_days_over_the_spring_festival_with_a_stop(client: Client) -> None:
    """Vector of the calculator: 20 working days after 2026-02-10, stopped from 12 to 20 February, end on 18 March."""
    text = text_of(client, **SPRING, pause_start="2026-02-12", pause_end="2026-02-20")
    assert "The last day is 18 March 2026." in text
    assert "Not counted because the clock stood still: 2 working days." in text
    assert "Every day and why" in text and "<svg" in text


def test_an_open_stop_has_no_last_day(client: Client) -> None:
    assert "The clock stands still, so there is no last day yet." in text_of(client, **SPRING, pause_start="2026-02-12")


def test_a_year_without_its_notice_is_told_as_not_before(client: Client) -> None:
    text = text_of(client, **{"from": "2026-12-20", "days": "30"})
    assert "The last day is not before" in text and "not published yet" in text


def test_calendar_days_and_months_and_an_extension(client: Client) -> None:
    assert "The last day is 11 April 2026." in text_of(
        client, **{"from": "2026-02-10", "days": "60", "unit": "calendar"}
    )
    assert "The last day is 28 February 2026." in text_of(
        client, **{"from": "2026-01-31", "days": "1", "unit": "month"}
    )
    assert "15 working days after" in text_of(client, **{"from": "2026-03-02", "days": "10", "extend": "5"})


def test_hours_run_from_an_instant_through_the_holiday(client: Client) -> None:
    """Civil Code art. 201(2): from Friday 13 February 2026, 15:30, into the Spring Festival."""
    text = text_of(client, **{"from": "2026-02-13", "time": "15:30", "days": "48", "unit": "hour", "extend": "24"})
    assert "The last moment is 16 February 2026, 15:30." in text and "72 hours after 13 February 2026, 15:30" in text
    assert 'value="15:30"' in text and "Link to this answer" in text
    chinese = Client(headers={"Accept-Language": "zh-CN"})
    query = {"from": "2026-02-13", "time": "0930", "days": "24", "unit": "hour"}
    assert "届满时刻为2026年2月14日 09:30。" in chinese.get("/deadline/", query).content.decode()


EXTREME = ("0001-01-01", "1899-12-31", "1900-01-01", "2100-12-31", "2101-01-01", "9999-12-31")


@pytest.mark.parametrize("day", EXTREME)
def test_every_rule_answers_an_extreme_day_or_says_why_not_on_the_page_and_in_the_api(client: Client, day: str) -> None:
    for name in PERIODS:
        page = client.get("/deadline/", {"rule": name, "from": day})
        assert page.status_code in (200, 422), name
        cache.clear()  # the API counts calls
        api = client.get("/api/deadline", {"rule": name, "from": day})
        assert api.status_code == page.status_code, name
        if api.status_code == 422:
            assert api.json()["code"] in ("date_too_early", "date_too_late", "calendar_not_loaded")


def test_days_may_be_written_as_people_write_them(client: Client) -> None:
    for written in ("20260210", "2026/2/10", "2026年2月10日", "２０２６-０２-１０"):
        assert "after 10 February 2026" in text_of(client, **{**SPRING, "from": written})


def test_the_address_reproduces_the_answer(client: Client) -> None:
    text = text_of(client, **SPRING)
    link = re.search(r'href="(/deadline/\?[^"]*)"', text)
    assert link
    assert "The last day is" in client.get(link[1].replace("&amp;", "&")).content.decode()


def test_a_row_for_another_stop_is_added_without_scripts(client: Client) -> None:
    text = text_of(client, **SPRING, pause_start="2026-02-12", pause_end="2026-02-20", add="1")
    assert text.count('name="pause_start"') == 2 and 'value="2026-02-12"' in text and 'value="20"' in text


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"from": "soon", "days": "5"}, "Write the day as year-month-day"),
        ({"from": "2026-03-02", "days": ""}, "Enter a whole number from 0 to 3660."),
        ({"from": "2026-03-02", "days": "99999"}, "Enter a whole number from 0 to 3660."),
        ({"from": "2026-03-02", "days": "500", "unit": "month"}, "Enter a whole number from 0 to 120."),
        ({"from": "2026-03-02", "days": "5", "unit": "moons"}, "Choose one of the answers offered."),
        ({"from": "1900-01-01", "days": "5"}, "are not loaded"),
        ({"from": "2101-01-01", "days": "5"}, "Enter a day up to 2100-12-31."),
        ({"from": "0001-01-01", "days": "5", "unit": "calendar"}, "Enter a day from 1900-01-01 on."),
        ({"from": "2026-03-02", "days": "24", "unit": "hour"}, "Write the time as hour and minute"),
        ({"from": "2026-03-02", "days": "24", "unit": "hour", "time": "25:00"}, "Write the time as hour and minute"),
        (
            {"from": "2026-03-02", "days": "9999", "unit": "hour", "time": "9:00"},
            "Enter a whole number from 0 to 8784.",
        ),
        (
            {"from": "2026-03-02", "days": "24", "unit": "hour", "time": "9:00", "pause_start": "2026-03-03"},
            "nothing stops them",
        ),
        ({**SPRING, "pause_start": "2026-02-20", "pause_end": "2026-02-12"}, "This stop ends before it begins."),
    ],
)
def test_what_cannot_be_counted_is_told_at_its_field(client: Client, query: dict[str, str], told: str) -> None:
    answer = client.get("/deadline/", query)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert told in text and f'value="{query["from"]}"' in text


def test_it_asks_no_database(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        client.get("/deadline/", SPRING)


def test_ten_years_are_told_as_a_table(client: Client) -> None:
    text = text_of(client, **{"from": "2016-01-01", "days": "2400"})
    assert "Every day and why" in text and "sun-days__svg" not in text
    assert len(text) < 400_000


def test_it_speaks_chinese() -> None:
    client = Client(headers={"Accept-Language": "zh-CN"})
    assert client.get("/deadline/", SPRING).status_code == 200


words = st.text(max_size=14) | st.dates().map(str) | st.integers(-(10**9), 10**9).map(str)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    query=st.fixed_dictionaries(
        {},
        optional={
            "from": words,
            "days": words,
            "unit": st.sampled_from(["working", "calendar", "month"]) | words,
            "extend": words,
            "pause_start": st.lists(words, max_size=4),
            "pause_end": st.lists(words, max_size=4),
            "add": words,
            "rule": st.sampled_from(sorted(PERIODS)) | words,
        },
    )
)
def test_no_question_whatever_breaks_it(client: Client, query: dict[str, Any]) -> None:
    assert client.get("/deadline/", query).status_code in (200, 422)


def test_a_rule_is_chosen_from_the_laws_and_shown_with_its_article(client: Client) -> None:
    assert '<option value="reconsideration-request">' in text_of(client)
    text = text_of(client, rule="reconsideration-request")
    assert "Administrative Reconsideration Law, art. 20(1)" in text and "The last day is" not in text
    assert "An end on a rest day moves to the next working day." in text and 'name="pause_start"' not in text
    text = text_of(client, rule="reconsideration-request", **{"from": "2025-12-18"})
    assert "The last day is 24 February 2026." in text and "rest day: the end moves" in text


def test_a_rule_asks_no_database_either(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        client.get("/deadline/", {"rule": "decision", "from": "2026-02-10"})
        client.get("/deadline/")


def test_a_rule_counted_back_tells_the_last_day_in_time_and_what_is_to_be_checked(client: Client) -> None:
    text = text_of(client, rule="renewal-working", **{"from": "2026-03-31"})
    assert "The last day in time is 11 February 2026." in text and "30 working days back from 31 March 2026" in text
    assert "To be checked" in text and "Both readings are here" in text
    assert re.search(r'<label[^>]*for="from"[^>]*>\s*The day the licence expires', text)


def test_stops_and_the_extension_of_a_rule_are_taken_within_its_bounds(client: Client) -> None:
    query = {"rule": "decision", "from": "2026-01-12", "extend": "10"}
    assert "The last day is 28 February 2026." in text_of(client, **query)
    answer = client.get("/deadline/", {**query, "extend": "11"})
    assert answer.status_code == 422 and "from 0 to 10" in answer.content.decode()
    stopped = text_of(
        client, rule="decision", pause_start="2025-09-22", pause_end="2025-10-15", **{"from": "2025-09-15"}
    )
    assert "The last day is 5 November 2025." in stopped
    # a stop in the address of a rule that bears none is left out, not counted
    assert "The last day is" in text_of(client, rule="certificate", pause_start="2026-03-03", **{"from": "2026-03-02"})


def test_an_end_on_a_rest_day_that_stays_is_told_with_the_working_day_before_it(client: Client) -> None:
    text = text_of(client, rule="petition-notice", **{"from": "2026-09-18"})
    assert "The last day is 3 October 2026." in text
    assert "the last working day before it is 30 September 2026" in text


def test_months_of_a_rule_are_told_as_months(client: Client) -> None:
    assert "6 months after 31 August 2025" in text_of(client, rule="suit", **{"from": "2025-08-31"})


def test_a_rule_that_is_not_there_is_told(client: Client) -> None:
    for name in ("moon", "<script>", "a" * 500):
        answer = client.get("/deadline/", {"rule": name, "from": "2026-03-02"})
        assert answer.status_code == 422 and "There is no such rule." in answer.content.decode()


def test_a_published_matter_lends_its_limits(client: Client) -> None:
    factories.import_matters()
    text = text_of(client, q="")
    assert f"?matter={factories.FOOD}&amp;limit=promised" in text
    assert f"?matter={factories.FOOD}&amp;limit=statutory" in text_of(client, q="食品")
    assert "No published matter fits" in text_of(client, q="xyzzy")
    content = catalogue.guide(factories.FOOD, on=date(2026, 3, 2)).content
    assert content is not None
    promised = content.limits.promised.days
    query = {"matter": factories.FOOD, "limit": "promised", "from": "2026-03-02"}
    told = text_of(client, **query)
    due = Calendar.load().shift(date(2026, 3, 2), promised)
    assert f"The last day is {due.day} {due:%B} {due.year}." in told and "promised limit" in told
    assert 'name="matter" value="food-business-licence"' in told
    link = re.search(r'href="(/deadline/\?[^"]*)"[^>]*>Link to this answer', told)
    assert link and "The last day is" in client.get(link[1].replace("&amp;", "&")).content.decode()


@pytest.mark.parametrize(
    "query", [{"matter": "nothing"}, {"matter": "nothing", "limit": "promised", "from": "2026-03-02"}]
)
def test_a_matter_that_is_not_there_is_told(client: Client, query: dict[str, str]) -> None:
    answer = client.get("/deadline/", query)
    assert answer.status_code == 422 and "There is no published matter of this name." in answer.content.decode()


def test_a_limit_that_a_matter_does_not_have_is_told(client: Client) -> None:
    factories.import_matters()
    assert client.get("/deadline/", {"matter": factories.FOOD, "limit": "moon"}).status_code == 422


def test_every_rule_answers_in_both_languages(client: Client) -> None:
    for language in ("en", "zh-hans"):
        client.cookies["language"] = language
        for name in PERIODS:
            text = text_of(client, rule=name, **{"from": "2026-06-01"})
            assert PERIODS[name].title.into(language) in unescape(text)


def test_the_api_answers_by_rule_and_lists_the_rules(client: Client) -> None:
    told = client.get("/api/deadline", {"from": "2026-02-10", "rule": "decision"}).json()
    assert (told["due"], told["rule"]["article"]["zh-hans"]) == ("2026-03-16", "《行政许可法》第四十二条第一款")
    rules = client.get("/api/deadline/rules").json()
    assert rules["count"] == len(PERIODS) and {r["name"] for r in rules["rules"]} == set(PERIODS)
    assert client.get("/api/deadline", {"from": "2026-02-10", "rule": "moon"}).json()["code"] == "no_such_rule"
    mixed = client.get("/api/deadline", {"from": "2026-02-10", "rule": "decision", "days": 3})
    assert (mixed.status_code, mixed.json()["code"]) == (422, "rule_sets_days")
    assert client.get("/api/deadline", {"from": "2026-02-10", "days": 20}).json()["rule"] is None
    assert client.get("/api/deadline", {"from": "2026-02-10"}).json()["code"] == "missing_field"
