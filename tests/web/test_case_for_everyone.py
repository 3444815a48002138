"""The page of a case for citizen, clerk, officer and supervisor: the same facts, to each what is theirs to do."""

from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from tests import factories
from tests.desk import hidden, signed_in, words

from sunhall.cases import queries
from sunhall.cases.acts import hearing
from sunhall.cases.models import Act, Case
from sunhall.web import casefile

pytestmark = [pytest.mark.django_db, pytest.mark.at("2026-03-05 09:00")]
BUILD = "construction-permit"
SHOP = "individual-business-registration"


def pages_of(case: factories.Filed, *, citizen: str = "citizen", officer: str = "market") -> dict[str, str]:
    asked = {
        citizen: f"/my/{case.id}/",
        "clerk": f"/desk/cases/{case.id}/",
        officer: f"/office/cases/{case.id}/",
        "supervisor": f"/office/cases/{case.id}/",
    }
    return {login: words(signed_in(login).get(address)) for login, address in asked.items()}


def test_everybody_reads_clocks_days_authorities_and_the_plan(db: None) -> None:
    factories.city(BUILD)
    case = factories.accepted(BUILD, by="agent", party="示范市宏图建设有限公司", on="2026-03-03 10:00")
    for login, page in pages_of(case, citizen="agent", officer="construction").items():
        assert "Statutory limit" in page and "Promised limit" in page, login
        assert "Every day and why" in page and f"/clock/{case.id}.pdf" in page, login
        assert "Demo City Fire" in page or "Fire" in page, login
        assert "Opinions side by side: 3 working days planned" in page, login
        assert "1 working day planned" in page, login


def test_the_plan_is_that_of_this_very_case(db: None) -> None:
    factories.city()
    case = factories.accepted()
    told = casefile.course(queries.case_page(factories.actor("citizen"), case.id, at=factories.at("2026-03-05 09:00")))
    planned = {station.text: station.planned for station in told.stations}
    assert planned["Handed in"] == () and planned["Examination of the papers"] == ("1 working day planned",)
    assert planned["Review"][0] == "Review of the papers: 1 working day planned"
    assert planned["Review"][1].startswith("Visit: ") and planned["Review"][1].endswith(" planned")
    assert "Review of the papers: 1 working day planned" in told.description
    assert "1 working day planned" in told.wide and "1 working day planned" in told.tall


def test_an_applicant_reads_why_something_is_not_possible_now(db: None) -> None:
    factories.city()
    case = factories.accepted()
    citizen = signed_in("citizen")
    folded = words(citizen.get(f"/my/{case.id}/")).split("What is not possible now, and why", 1)[1]
    assert "Hand in the corrections</strong><br>Not at this stage: Under review" in folded
    assert "was not told of a right to a hearing" in folded
    assert "Withdraw the application</strong>" not in folded and "commitment" not in folded and "%(" not in folded
    hearing.offer_hearing(
        case_id=case.id, to=["applicant"], by=factories.actor("market"), at=factories.at("2026-03-05 09:00")
    )
    page = words(citizen.get(f"/my/{case.id}/"))
    assert f'href="/my/{case.id}/act/hearing/"' in page
    assert "Ask for a hearing</strong>" not in page.split("What is not possible now, and why", 1)[1]


def test_after_the_end_the_applicant_reads_why_nothing_can_be_withdrawn(db: None) -> None:
    factories.city()
    case, _certificate = factories.licensed(on="2026-03-02")
    folded = words(signed_in("citizen").get(f"/my/{case.id}/")).split("What is not possible now, and why", 1)[1]
    assert "Withdraw the application</strong><br>Not at this stage: Delivered" in folded


def pressed(client: Client, address: str, **typed: str) -> Any:
    """The act at this address, done as its form asks."""
    page = client.get(address)
    assert page.status_code == 200, words(page)[:2000]
    done = client.post(address, {"key": hidden(page, "key"), "seen": hidden(page, "seen"), **typed})
    assert done.status_code == 302, words(done)[:3000]
    return done.headers["Location"]


def test_what_is_decided_on_the_spot_is_accepted_decided_issued_and_delivered_in_one_chain(db: None) -> None:
    factories.city(SHOP)
    case = factories.filed(SHOP, when="2026-03-05 08:30")
    chief = signed_in("market-chief")
    found = {f"v-{material}": "ok" for material in ("form", *case.materials)}
    done = pressed(chief, f"/desk/cases/{case.id}/", **found, verdict="accept")
    page = words(chief.get(done))
    to = f"/office/cases/{case.id}/"
    assert f'href="{to}grant/"' in page and 'data-key="n"' in page and "Next: Grant" in page
    onwards = pressed(chief, f"{to}grant/")
    assert onwards == f"{to}issue/"
    assert "Recorded: Grant." in words(chief.get(onwards))
    onwards = pressed(chief, onwards)
    assert onwards == f"{to}deliver/"
    assert pressed(chief, onwards, method="window") == to
    assert Case.objects.get(pk=case.id).phase == "delivered"
    officers = set(Act.objects.filter(case_id=case.id).exclude(kind="submit").values_list("officer__user__login"))
    assert officers == {("market-chief",)}


def test_a_window_is_offered_no_next_act_that_only_the_authority_may_do(db: None) -> None:
    factories.city(SHOP)
    case = factories.filed(SHOP, when="2026-03-05 08:30")
    clerk = signed_in("clerk")
    found = {f"v-{material}": "ok" for material in ("form", *case.materials)}
    page = words(clerk.get(pressed(clerk, f"/desk/cases/{case.id}/", **found, verdict="accept")))
    assert "Next: " not in page and "Back to the queue" in page


def test_what_is_not_decided_on_the_spot_goes_back_to_the_file(db: None) -> None:
    factories.city()
    case = factories.accepted()
    factories.facts_checked(case, "2026-03-04 09:00")
    assert pressed(signed_in("market-chief"), f"/office/cases/{case.id}/grant/") == f"/office/cases/{case.id}/"


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Guobanfa (2015) No. 51, item 18; Guofa (2016) No. 33, item 17"),
        ("zh-hans", "国办发〔2015〕51号第十八项；国发〔2016〕33号第十七项"),
    ],
)
def test_credit_publicity_cites_both_documents_in_the_readers_language(db: None, language: str, told: str) -> None:
    factories.city()
    case, _certificate = factories.licensed(on="2026-03-02")
    file = queries.case_page(factories.actor("market"), case.id, at=factories.at("2026-03-05 09:00"))
    with translation.override(language):
        ends = {end.due.isoformat(): end.basis for end in casefile.ends(file) if end.due}
    assert ends["2026-03-11"] == told  # seven working days
    assert ends["2026-03-30"].startswith(("Government Information", "《政府信息公开条例》"))
