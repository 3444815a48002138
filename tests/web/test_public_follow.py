"""Following a case by number and query code: what is shown, what never is, and the guard against guessing."""

import re
from typing import Any

import pytest
import time_machine
from django.test import Client
from tests import factories, once

from sunhall.cases.models import Case

pytestmark = pytest.mark.django_db


the_city = once.made(lambda: factories.city(factories.FOOD, "construction-permit"), when="2026-03-02 09:00")


@pytest.fixture
def client(client: Client) -> Client:
    client.cookies["language"] = "en"
    return client


@pytest.fixture
def case() -> Case:
    return Case.objects.get(pk=factories.accepted().id)


def asked(client: Client, number: str, code: str) -> Any:
    return client.post("/follow/", {"number": number, "code": code})


def test_the_form_asks_for_number_and_code(client: Client) -> None:
    text = client.get("/follow/").content.decode()
    assert 'name="number"' in text and 'name="code"' in text


@pytest.mark.at("2026-03-04 10:00")
def test_the_right_pair_shows_the_sentence_the_lanes_and_the_counted_days(client: Client, case: Case) -> None:
    answer = asked(client, case.number, case.query_code)
    assert answer.status_code == 200
    text = re.sub(r"\s+", " ", answer.content.decode())
    assert "is reviewing the file" in text and "working days left" in text
    assert "sun-lanes__wide" in text and "Every day and why" in text
    assert "Statutory limit" in text and "Promised limit" in text
    assert answer["Cache-Control"] == "private, no-store"


def test_blanks_and_small_letters_are_forgiven(client: Client, case: Case) -> None:
    spaced = f" {case.number[:6]} {case.number[6:]} "
    assert asked(client, spaced, case.query_code.lower()).status_code == 200


def test_nothing_personal_is_shown(client: Client, case: Case) -> None:
    text = asked(client, case.number, case.query_code).content.decode()
    party = case.party
    for secret in (party.name, party.id_number, party.phone or "-none-", party.address or "-none-", "张敏"):
        assert secret not in text
    assert ".pdf" not in text


def test_a_wrong_code_and_a_wrong_number_get_the_same_plain_message(client: Client, case: Case) -> None:
    one, other = asked(client, case.number, "ZZZZZZZZ"), asked(client, "99990020260302999999", case.query_code)
    assert one.status_code == other.status_code == 422
    for answer in (one, other):
        assert "do not belong together" in answer.content.decode()
    assert case.number in one.content.decode()  # what was typed stays


@pytest.mark.parametrize("typed", ["", "x" * 500, "\x00", "'; DROP TABLE cases_case", "<b>"])
def test_whatever_is_typed_is_answered_on_the_page(client: Client, typed: str) -> None:
    answer = asked(client, typed, typed)
    assert answer.status_code == 422
    assert "<b>" not in answer.content.decode().replace("<b></b>", "")


def test_after_ten_wrong_codes_the_address_waits_and_is_told_how_long(
    client: Client, case: Case, frozen_clock: time_machine.Traveller
) -> None:
    for _ in range(10):
        assert asked(client, case.number, "WRONG").status_code == 422
    answer = asked(client, case.number, case.query_code)  # even the right one, or guessing would go on
    assert answer.status_code == 429
    assert answer["Retry-After"] == "900" and "15 minutes" in answer.content.decode()
    elsewhere = Client(REMOTE_ADDR="198.51.100.7")
    assert asked(elsewhere, case.number, case.query_code).status_code == 200
    frozen_clock.shift(901)
    assert asked(client, case.number, case.query_code).status_code == 200


def test_an_ipv6_network_is_one_visitor(case: Case) -> None:
    for i in range(10):
        asked(Client(REMOTE_ADDR=f"2001:db8::{i}"), case.number, "WRONG")
    assert asked(Client(REMOTE_ADDR="2001:db8::ffff"), case.number, case.query_code).status_code == 429
    assert asked(Client(REMOTE_ADDR="2001:db8:1::1"), case.number, case.query_code).status_code == 200


def test_authorities_in_parallel_are_shown_by_name_without_their_reasons(client: Client) -> None:
    filed = factories.accepted("construction-permit", by="agent", party="示范市宏图建设有限公司")
    case = Case.objects.get(pk=filed.id)
    text = asked(client, case.number, case.query_code).content.decode()
    assert "Other authorities" in text or "planning" in text.lower()


def test_the_page_speaks_chinese(case: Case) -> None:
    client = Client(headers={"Accept-Language": "zh-CN"})
    assert "食品经营许可" in asked(client, case.number, case.query_code).content.decode()
