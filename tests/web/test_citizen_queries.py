"""How many queries each page of the applicant costs. A number that grows with the data is a mistake."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import factories, once
from tests.factories import at
from tests.web import applicants

from sunhall.cases.acts import intake

pytestmark = pytest.mark.django_db


the_city = once.made(factories.city)


def cost(address: str, login: str = "citizen") -> int:
    """The queries of a page, seen a second time: what processes keep in memory is there then."""
    client = applicants.signed_in(login)
    assert client.get(address).status_code == 200, address
    with CaptureQueriesContext(connection) as told:
        client.get(address)
    return len(told)


@pytest.mark.parametrize(("page", "most"), [("", 12), ("premises/", 9), ("papers/", 10), ("check/", 12)])
def test_pages_of_a_draft(page: str, most: int) -> None:
    number = factories.draft(papers=False)
    few = cost(f"/apply/{number}/{page}")
    for name in ("layout", "rules_list"):
        for i in range(3):
            file = applicants.file(f"{i}.png", applicants.picture(i))
            applicants.signed_in().post(f"/apply/{number}/papers/{name}/add/", {"file": file})
    many = cost(f"/apply/{number}/{page}")
    assert (few, many) == (many, many) and many <= most


def test_the_list_of_my_matters_costs_the_same_for_one_and_for_many() -> None:
    factories.draft()
    factories.filed()
    one = cost("/my/")
    for _ in range(3):
        factories.draft()
        factories.filed()
    assert cost("/my/") == one <= 10


def test_one_matter() -> None:
    case = factories.filed()
    filed = cost(f"/my/{case.id}/")
    factories.checked(case)
    intake.accept(case_id=case.id, by=factories.actor("clerk"), at=at("2026-03-02 09:00"))
    assert filed <= 16 and cost(f"/my/{case.id}/") <= 17


def test_corrections() -> None:
    case = factories.filed()
    factories.checked(case, wrong={"layout": "unreadable"}, when="2026-03-02 09:00")
    intake.request_correction(case_id=case.id, by=factories.actor("clerk"), at=at("2026-03-02 09:00"))
    assert cost(f"/my/{case.id}/correct/") <= 16


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/account/", 7),
        ("/account/inbox/", 6),
        ("/account/mandates/", 7),
        ("/account/mandates/give/", 6),
        ("/account/contact/", 5),
        (f"/apply/start/?matter={factories.FOOD}", 9),
    ],
)
def test_pages_of_the_account(address: str, most: int) -> None:
    assert cost(address) <= most


def test_the_sign_in_page_costs_no_query() -> None:
    from django.test import Client

    with CaptureQueriesContext(connection) as told:
        assert Client().get("/account/login/").status_code == 200
    assert len(told) == 0
