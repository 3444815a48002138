"""The applicant's whole path through the pages, without JavaScript, on the real matter of a restaurant's licence."""

from typing import Any

import pytest
from django.test import Client
from tests import factories, once
from tests.factories import at
from tests.web import applicants

from sunhall.cases.acts import decision, intake
from sunhall.cases.models import Act, Application, Case
from sunhall.certificates import acts as certificates
from sunhall.voice.models import Rating

pytestmark = pytest.mark.django_db


the_city = once.made(factories.city)


@pytest.fixture
def citizen() -> Client:
    return applicants.signed_in("citizen")


def test_from_the_answers_to_the_receipt_every_page_leads_to_the_next(citizen: Client) -> None:
    number = applicants.start(citizen)
    tasks = citizen.get(f"/apply/{number}/").content.decode()
    assert "Premises" in tasks and "Not begun" in tasks
    met = applicants.fill(citizen, number)
    assert met == ["applicant", "agent", "premises", "business", "place", "people", "delivery", "declaration"]
    check = citizen.get(f"/apply/{number}/check/").content.decode()
    assert "2 things are still missing" in check and "Main equipment, floor plan" in check
    assert "Hand in the application" not in check
    applicants.hand_over(citizen, number)
    check = citizen.get(f"/apply/{number}/check/").content.decode()
    assert "still missing" not in check and "Hand in the application" in check and "layout.png" in check
    response = citizen.post(f"/apply/{number}/check/", {"declare": "1"}, follow=True)
    case = Case.objects.get()
    receipt = response.content.decode()
    assert response.redirect_chain[-1][0] == f"/apply/{number}/receipt/"
    assert case.number in receipt and case.query_code in receipt
    assert "9 March 2026" in receipt  # five working days after Monday 2 March


def test_the_receipt_is_a_pdf_even_before_the_worker_has_made_it(citizen: Client) -> None:
    case_id = applicants.submitted(citizen)
    response = citizen.get(f"/notices/{case_id}/1.pdf")
    assert response.status_code == 200 and b"".join(response).startswith(b"%PDF")  # type: ignore[arg-type]


def test_what_is_known_of_the_enterprise_is_filled_in_and_marked(citizen: Client) -> None:
    number = applicants.start(citizen)
    page = citizen.get(f"/apply/{number}/applicant/").content.decode()
    assert "91999900MA000012XP" in page
    assert "Filled in from what this centre knows of the applicant" in page
    citizen.post(
        f"/apply/{number}/applicant/",
        {"_fields": "org_name", "org_name": "别的名字", "_revision": "0", "_pen": "a", "_later": "1"},
    )
    row = Application.objects.get(pk=number)
    assert row.data["org_name"] == "别的名字" and row.sources["org_name"] == "party"
    after = citizen.get(f"/apply/{number}/applicant/").content.decode()
    assert (
        after.count("Filled in from what this centre knows") == page.count("Filled in from what this centre knows") - 1
    )


def test_a_double_clicked_submit_makes_one_case(citizen: Client) -> None:
    number = applicants.start(citizen)
    applicants.fill(citizen, number)
    applicants.hand_over(citizen, number)
    first = citizen.post(f"/apply/{number}/check/", {"declare": "1"})
    second = citizen.post(f"/apply/{number}/check/", {"declare": "1"})
    assert first.headers["Location"] == second.headers["Location"] == f"/apply/{number}/receipt/"
    assert Case.objects.count() == 1 and Act.objects.count() == 1


def test_without_the_declaration_nothing_is_handed_in(citizen: Client) -> None:
    number = applicants.start(citizen)
    applicants.fill(citizen, number)
    applicants.hand_over(citizen, number)
    response = citizen.post(f"/apply/{number}/check/")
    assert response.status_code == 422 and "Please tick the declaration." in response.content.decode()
    assert not Case.objects.exists()


def test_a_submit_that_lacks_something_says_what_and_makes_no_case(citizen: Client) -> None:
    number = applicants.start(citizen)
    response = citizen.post(f"/apply/{number}/check/", {"declare": "1"})
    page = response.content.decode()
    assert response.status_code == 422 and "The form is not complete." in page
    assert "things are still missing" in page and not Case.objects.exists()


def test_a_correction_notice_is_answered_on_one_page_and_at_once(citizen: Client, frozen_clock: Any) -> None:
    case_id = applicants.submitted(citizen)
    materials = ["layout", "rules_list"]
    filed = factories.Filed(case_id, Application.objects.get(case_id=case_id).pk, materials)
    factories.checked(filed, wrong={"layout": "unreadable", "form": "inconsistent"})
    intake.request_correction(case_id=case_id, by=factories.actor("clerk"), at=at("2026-03-03 10:00"))
    frozen_clock.move_to(at("2026-03-04 09:00"))
    citizen = applicants.signed_in("citizen")
    page = citizen.get(f"/my/{case_id}/").content.decode()
    assert "Asked of you" in page and "2 points are to be corrected" in page and "Cannot be read" in page
    assert "It is your turn" in citizen.get("/my/").content.decode()
    correct = citizen.get(f"/my/{case_id}/correct/").content.decode()
    assert "Hand in a readable one" in correct and "The application form" in correct
    assert Application.objects.filter(case_id=case_id).count() == 1  # looking begins nothing

    nothing = citizen.post(f"/my/{case_id}/correct/")
    assert nothing.status_code == 422
    assert "The notice asks for more, which is unchanged" in nothing.content.decode()
    citizen.post(
        f"/my/{case_id}/correct/layout/add/",
        {"file": applicants.file("new.png", applicants.picture(90)), "replace": "1"},
    )
    half = citizen.post(f"/my/{case_id}/correct/")
    assert half.status_code == 422 and "unchanged: The application form" in half.content.decode()

    topic = citizen.post(f"/my/{case_id}/correct/form/people/").headers["Location"]
    back = applicants.fill_topic(citizen, topic, {**factories.sample(factories.FOOD)["data"], "staff_total": 99})
    assert back == f"/my/{case_id}/correct/"
    correct = citizen.get(back).content.decode()
    assert "new.png" in correct and "layout.png" not in correct and correct.count("Changed</strong>") == 2
    done = citizen.post(f"/my/{case_id}/correct/")
    assert done.headers["Location"] == f"/my/{case_id}/"
    page = citizen.get(f"/my/{case_id}/").content.decode()
    assert "The corrections asked for were handed in" in page and "Asked of you" not in page
    assert Case.objects.get().phase == "received"
    assert citizen.get(f"/my/{case_id}/correct/").status_code == 302


def test_a_refused_replacement_leaves_the_paper_that_was_there(citizen: Client, frozen_clock: Any) -> None:
    case_id = applicants.submitted(citizen)
    filed = factories.Filed(case_id, Application.objects.get(case_id=case_id).pk, ["layout", "rules_list"])
    factories.checked(filed, wrong={"layout": "unreadable"})
    intake.request_correction(case_id=case_id, by=factories.actor("clerk"), at=at("2026-03-03 10:00"))
    frozen_clock.move_to(at("2026-03-04 09:00"))
    citizen = applicants.signed_in("citizen")
    response = citizen.post(
        f"/my/{case_id}/correct/layout/add/", {"file": applicants.file("x.png", b"MZ not a picture"), "replace": "1"}
    )
    page = response.content.decode()
    assert response.status_code == 422 and "A file of this type is not taken here" in page and "layout.png" in page


def delivered(case_id: int) -> None:
    filed = factories.Filed(case_id, Application.objects.get(case_id=case_id).pk, ["layout", "rules_list"])
    factories.checked(filed)
    intake.accept(case_id=case_id, by=factories.actor("clerk"), at=at("2026-03-03 11:00"))
    chief = factories.actor("market-chief")
    factories.facts_checked(filed, "2026-03-04 09:00")
    decision.grant(case_id=case_id, by=chief, at=at("2026-03-05 09:00"))
    certificates.issue(case_id=case_id, by=chief, at=at("2026-03-05 10:00"))
    decision.deliver(case_id=case_id, method="electronic", by=chief, at=at("2026-03-05 11:00"))


def test_the_certificate_is_downloaded_and_the_service_rated_once(citizen: Client, frozen_clock: Any) -> None:
    case_id = applicants.submitted(citizen)
    early = citizen.post(f"/my/{case_id}/rate/", {"level": "1"})
    assert early.status_code == 409 and not Rating.objects.exists()
    delivered(case_id)
    frozen_clock.move_to(at("2026-03-06 09:00"))
    citizen = applicants.signed_in("citizen")
    page = citizen.get(f"/my/{case_id}/").content.decode()
    assert "Your certificate" in page and "Rate this service" in page and "This case is closed." in page
    link = next(part.split('"')[0] for part in page.split('href="') if part.startswith("/certificates/"))
    response = citizen.get(link)
    assert response.status_code == 200 and b"".join(response).startswith(b"%PDF")  # type: ignore[arg-type]
    assert citizen.post(f"/my/{case_id}/rate/", {"level": "9"}).status_code == 422
    citizen.post(f"/my/{case_id}/rate/", {"level": "2", "comment": "很快"})
    citizen.post(f"/my/{case_id}/rate/", {"level": "5"})
    rating = Rating.objects.get()
    assert (rating.level, rating.comment) == (2, "很快")
    assert "Thank you for your rating" in citizen.get(f"/my/{case_id}/rate/").content.decode()


def test_withdrawing_asks_first_and_is_done_once(citizen: Client) -> None:
    case_id = applicants.submitted(citizen)
    page = citizen.get(f"/my/{case_id}/withdraw/").content.decode()
    key = applicants.hidden(page, "key")
    for _ in range(2):
        citizen.post(f"/my/{case_id}/withdraw/", {"key": key, "reasons": "不办了"})
    assert Case.objects.get().phase == "withdrawn" and Act.objects.filter(kind="withdraw").count() == 1
    again = citizen.get(f"/my/{case_id}/").content.decode()
    assert "Not at this stage" in again
    assert f"/my/{case_id}/withdraw/" not in again, again.split("/withdraw/")[0][-900:]


def test_a_person_who_may_not_apply_is_told_so_and_led_on() -> None:
    agent = applicants.signed_in("agent")
    page = agent.get(f"/apply/start/?matter={factories.FOOD}").content.decode()
    assert "示范市宏图建设有限公司" in page and "This matter is not open to:" in page and "王强" in page


def test_answers_that_end_the_matter_begin_nothing(citizen: Client) -> None:
    response = citizen.get(f"/apply/start/?matter={factories.FOOD}&q_sells=packaged_only")
    assert "Selling only pre-packaged food needs no licence." in response.content.decode()
    from sunhall.people.models import Party

    firm = Party.objects.get(name="示范市云味餐饮有限公司").pk
    refused = citizen.post("/apply/start/", {"matter": factories.FOOD, "party": firm, "q_sells": "packaged_only"})
    assert refused.status_code == 422 and not Application.objects.exists()


def test_an_agent_fills_in_for_the_enterprise_and_is_named_in_the_form() -> None:
    agent = applicants.signed_in("agent")
    number = applicants.start(agent, party="示范市宏图建设有限公司")
    row = Application.objects.get(pk=number)
    assert row.mandate_id and row.answers["has_agent"] is True
    assert row.data["agt_name"] == "王强" and row.sources["agt_name"] == "agent"


def test_a_draft_that_is_put_away_is_gone_from_the_list(citizen: Client) -> None:
    number = applicants.start(citizen)
    assert str(number) in citizen.get("/my/").content.decode()
    assert citizen.get(f"/apply/{number}/discard/").status_code == 200
    citizen.post(f"/apply/{number}/discard/")
    assert str(number) not in citizen.get("/my/").content.decode()
    assert citizen.get(f"/apply/{number}/").status_code == 404
