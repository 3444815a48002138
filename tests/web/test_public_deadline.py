"""The deadline page: the answer with every day explained, a link that reproduces it, and whatever is typed."""

import re
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

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
        },
    )
)
def test_no_question_whatever_breaks_it(client: Client, query: dict[str, Any]) -> None:
    assert client.get("/deadline/", query).status_code in (200, 422)
