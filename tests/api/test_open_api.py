"""The open API: right answers, problems in the asked language, hostile parameters, the limit of calls."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries
from tests import factories, once

from sunhall.api import urls
from sunhall.law import deadline as law
from sunhall.people.models import Attempt

pytestmark = pytest.mark.django_db
QUIET = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


the_city = once.made(lambda: factories.import_matters([factories.FOOD, "construction-permit"]), when="2026-03-02 09:00")


@pytest.fixture(autouse=True)
def fresh_counters() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def problem_of(answer: Any) -> dict[str, Any]:
    assert answer["Content-Type"] == "application/problem+json"
    body = json.loads(answer.content)
    assert body["status"] == answer.status_code and body["title"] and body["type"].startswith("urn:sunhall:problem:")
    return body


def test_the_deadline_is_the_command_lines(client: Client) -> None:
    query = {"from": "2026-02-10", "days": 20, "pause": ["2026-02-12..2026-02-20"]}
    told = client.get("/api/deadline", query).json()
    asked = {"from": "2026-02-10", "days": 20, "pauses": [["2026-02-12", "2026-02-20"]]}
    same = law.answer(asked)
    assert told["due"] == same["due"] == "2026-03-18" and told["excluded"] == same["excluded"] == 2
    assert [d["day"] for d in told["days"]] == [d["day"] for d in same["days"]]


def test_an_open_stop_answers_null(client: Client) -> None:
    told = client.get("/api/deadline", {"from": "2026-02-10", "days": 20, "pause": "2026-02-12.."}).json()
    assert told["due"] is None


def test_hours_are_answered_with_their_last_moment(client: Client) -> None:
    told = client.get("/api/deadline", {"from": "2026-02-13T15:30", "days": 48, "unit": "hour"}).json()
    assert told["due"] == "2026-02-15" and told["due_at"] == "2026-02-15T15:30:00+08:00"
    body = problem_of(client.get("/api/deadline", {"from": "0001-01-01", "rule": "renewal-calendar"}))
    assert body["code"] == "date_too_early"


@pytest.mark.parametrize(("language", "told"), [("en", "from: soon is not a day"), ("zh-CN", "from：soon不是日期")])
def test_a_bad_day_is_a_problem_in_the_asked_language(client: Client, language: str, told: str) -> None:
    answer = client.get("/api/deadline", {"from": "soon", "days": 1}, headers={"Accept-Language": language})
    assert answer.status_code == 422
    body = problem_of(answer)
    assert body["code"] == "bad_date" and body["title"].startswith(told)


def test_a_missing_parameter_is_named(client: Client) -> None:
    body = problem_of(client.get("/api/deadline", {"days": "20"}, headers={"Accept-Language": "en"}))
    assert body["errors"] == [{"field": "from", "problem": "This parameter is missing."}]
    body = problem_of(client.get("/api/deadline", {"from": "2026-02-10"}, headers={"Accept-Language": "en"}))
    assert (body["code"], body["title"]) == ("missing_field", "days is missing")


def test_matters_are_found_guides_first(client: Client) -> None:
    told = client.get("/api/matters", {"q": "restaurant"}).json()
    assert told["matters"][0]["code"] == "food-business-licence" and told["matters"][0]["has_guide"]
    assert client.get(told["matters"][0]["address"]).status_code == 200


def test_a_search_takes_one_query(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        client.get("/api/matters", {"q": "餐饮"})


def test_a_guide_is_whole(client: Client) -> None:
    told = client.get("/api/matters/construction-permit").json()
    assert told["statutory"] == {
        "amount": 7, "unit": "working_day", "trigger": "receipt", "on_the_spot": False,
        "basis": ["construction-law-8"], "set_by_city": None,
    }  # fmt: skip
    assert told["promised"]["set_by_city"]["en"]
    assert {lane["authority"] for lane in told["lanes"]} == {"planning", "urban", "fire", "ecology"}
    assert told["name"]["zh-hans"] and told["name"]["en"] and told["basis"] and told["remedies"]["litigation"]


def test_what_is_not_there_is_a_problem(client: Client) -> None:
    assert problem_of(client.get("/api/matters/nothing"))["code"] == "not_found"
    assert problem_of(client.get("/api/certificates/nothing"))["code"] == "not_found"


def test_a_code_cannot_be_guessed_through_the_api_either(client: Client) -> None:
    for _ in range(10):
        assert client.get("/api/certificates/JY1").status_code == 404
    answer = client.get("/api/certificates/JY1")
    assert answer.status_code == 429 and problem_of(answer)["retry_after"] == 900 and answer["Retry-After"] == "900"
    assert client.get("/verify/JY1/").status_code == 429  # the page and the API count together


def test_too_many_calls_wait_until_the_next_minute(client: Client) -> None:
    answers = [client.get("/api/deadline", {"from": "2026-03-02", "days": 1}) for _ in range(121)]
    assert [a.status_code for a in answers].count(200) == 120
    body = problem_of(answers[-1])
    assert 1 <= body["retry_after"] <= 60 and answers[-1]["Retry-After"] == str(body["retry_after"])
    assert Client(REMOTE_ADDR="198.51.100.9").get("/api/deadline", {"from": "2026-03-02", "days": 1}).status_code == 200


def test_the_description_names_every_operation_and_loads_nothing(client: Client) -> None:
    text = client.get("/api/openapi.json").content.decode()
    told = json.loads(text)
    assert set(told["paths"]) == {
        "/api/deadline", "/api/deadline/rules", "/api/matters", "/api/matters/{code}", "/api/certificates/{number}",
    }  # fmt: skip
    assert all(o["get"]["summary"] for o in told["paths"].values())
    assert "cdn" not in text and client.get("/api/docs").status_code == 404


def test_only_reading_is_allowed(client: Client) -> None:
    assert client.post("/api/deadline").status_code == 405


def test_every_operation_says_who_may_call_it() -> None:
    assert all(p.callback.roles for p in urls.urlpatterns[0].url_patterns)


words = st.text(max_size=20) | st.integers().map(str) | st.dates().map(str) | st.floats().map(str)


def answered(answer: Any) -> None:
    assert answer.status_code in (200, 404, 422), answer.content[:300]
    if answer.status_code != 200:
        problem_of(answer)


@QUIET
@given(
    query=st.fixed_dictionaries(
        {},
        optional={n: st.lists(words, max_size=3) for n in ("from", "days", "unit", "pause", "extend", "format", "x")},
    )
)
def test_no_parameters_whatever_break_the_deadline(client: Client, query: dict[str, Any]) -> None:
    cache.clear()
    answered(client.get("/api/deadline", query))


@QUIET
@given(query=st.dictionaries(st.sampled_from(["q", "limit"]), words))
def test_no_search_whatever_breaks(client: Client, query: dict[str, str]) -> None:
    cache.clear()
    answered(client.get("/api/matters", query))


@QUIET
@given(name=st.text(min_size=1, max_size=30).filter(lambda t: "/" not in t and t not in (".", "..")), code=words)
def test_no_name_whatever_breaks_the_lookups(client: Client, name: str, code: str) -> None:
    cache.clear()
    Attempt.objects.all().delete()
    for path in ("matters", "certificates"):
        answer = client.get(f"/api/{path}/{quote(name, errors='replace')}", {"code": code})
        assert answer.status_code in (200, 404, 422)
