"""A licence I hold: its state, its renewal window, beginning a change or renewal, and the choice of a commitment."""

from datetime import date
from typing import Any
from unittest import mock

import pytest
from django.test import Client
from tests import factories
from tests.desk import signed_in, words
from tests.factories import at
from tests.web import applicants

from sunhall.cases import contents
from sunhall.cases.acts import decision, drafts, intake
from sunhall.cases.models import Application, Case
from sunhall.certificates import licences
from sunhall.certificates.models import Certificate
from sunhall.web.citizen import ways

pytestmark = [pytest.mark.django_db, pytest.mark.at("2026-02-10 09:00")]
PLACEMENT = "human-resources-service-licence"


@pytest.fixture
def held(db: None) -> int:
    """A restaurant's licence that ends on 31 March 2026."""
    factories.city()
    return factories.licensed()[1]


def begun(certificate: int, what: str) -> Application:
    response = signed_in("citizen").post(f"/my/certificates/{certificate}/{what}/")
    assert response.status_code == 302, words(response)
    return Application.objects.get(pk=response.headers["Location"].strip("/").split("/")[-1])


def test_my_certificates_say_their_state_and_when_to_renew(held: int) -> None:
    page = words(signed_in("citizen").get("/my/certificates/"))
    assert Certificate.objects.get().number in page and "Valid</strong>" in page
    assert "Ask for the renewal by 10 March 2026." in page  # fifteen working days before 31 March
    assert f"/my/certificates/{held}/change/" in page and f"/my/certificates/{held}/renew/" in page
    assert "No certificates yet" in words(signed_in("agent").get("/my/certificates/"))


def test_the_window_is_told_by_both_readings_and_what_silence_does(held: int) -> None:
    page = words(signed_in("citizen").get(f"/my/certificates/{held}/renew/"))
    assert "to 10 March 2026" in page and "open now" in page
    assert "Two readings of the days" in page and "16 March 2026" in page  # fifteen calendar days
    assert "decides by 31 March 2026. If it has said nothing by then, the licence counts as renewed." in page


def test_a_renewal_begins_with_what_the_licence_was_granted_on(held: int) -> None:
    row = begun(held, "renew")
    assert row.data["_about"] == {
        "request": "renew", "certificate": held, "commitment": False, "collected_by": None,
    }  # fmt: skip
    first = Application.objects.exclude(pk=row.pk).get()
    assert row.answers == first.answers and row.data["prem_addr"] == first.data["prem_addr"]
    assert row.data.get("sign") is None
    tasks = words(signed_in("citizen").get(f"/apply/{row.pk}/"))
    assert "Renewal" in tasks and Certificate.objects.get().number in tasks
    assert "Without a decision by then the licence counts as renewed by law." in tasks
    again = words(signed_in("citizen").get(f"/my/certificates/{held}/renew/"))
    assert "You have begun this already" in again


def handed_in(row: Application) -> int:
    citizen = applicants.signed_in("citizen")
    applicants.fill(citizen, row.pk)
    applicants.hand_over(citizen, row.pk)
    check = words(citizen.get(f"/apply/{row.pk}/check/"))
    assert "You ask for" in check and "Renewal" in check
    assert citizen.post(f"/apply/{row.pk}/check/", {"declare": "1"}).status_code == 302
    return int(Case.objects.order_by("-pk")[0].pk)


def test_a_renewal_handed_in_says_when_silence_renews(held: int) -> None:
    case_id = handed_in(begun(held, "renew"))
    page = words(signed_in("citizen").get(f"/my/{case_id}/"))
    assert "To be decided by 31 March 2026." in page
    running = words(signed_in("citizen").post(f"/my/certificates/{held}/change/"))
    assert "already asks for a change or renewal of this licence" in running


@pytest.mark.at("2026-03-20 09:00")
def test_a_late_renewal_says_what_follows(held: int) -> None:
    page = words(signed_in("citizen").get(f"/my/certificates/{held}/renew/"))
    assert "It is late, but the application is still taken." in page
    row = begun(held, "renew")
    assert row.data["_about"]["request"] == "renew"


@pytest.mark.at("2026-02-10 09:00")
def test_too_early_is_told_in_words_and_leaves_no_draft(db: None) -> None:
    factories.city()
    certificate = factories.licensed(valid=("2026-01-12", "2031-01-11"))[1]
    response = signed_in("citizen").post(f"/my/certificates/{certificate}/renew/")
    assert response.status_code == 409 and "The renewal can be asked for from" in words(response)
    assert not Application.objects.filter(submitted_at=None).exists()


@pytest.mark.at("2026-04-01 09:00")
def test_a_licence_renewed_by_silence_is_told_as_renewed_to_holder_and_public(held: int) -> None:
    case = factories.asked_of(held, "renew")
    number = Certificate.objects.get().number
    page = words(signed_in("citizen").get("/my/certificates/"))
    assert "Renewed by law (art. 50); the new certificate is to come" in page and "Expired" not in page
    assert f"/my/certificates/{held}/renew/" not in page
    public = words(Client().get(f"/verify/{number}/", headers={"Accept-Language": "en"}))
    assert "Valid today" in public and "the licence was renewed and goes on" in public
    asked = signed_in("citizen").get(f"/my/certificates/{held}/renew/")
    assert "the licence was renewed and goes on" in words(asked)
    again = signed_in("citizen").post(f"/my/certificates/{held}/renew/")
    assert again.status_code == 409 and Case.objects.get(pk=case.id).number in words(again)


@pytest.mark.at("2026-04-01 09:00")
def test_what_the_page_does_not_offer_is_refused_when_it_is_posted(held: int) -> None:
    page = words(signed_in("citizen").get(f"/my/certificates/{held}/change/"))
    assert "This licence is not in force" in page
    refused = signed_in("citizen").post(f"/my/certificates/{held}/change/")
    assert refused.status_code == 409 and "No licence of this file is in force." in words(refused)
    assert not Application.objects.filter(submitted_at=None).exists()


def test_a_revoked_licence_says_so_with_why_and_remedies_to_holder_and_public(held: int) -> None:
    from sunhall.cases.acts import hearing

    certificate = Certificate.objects.get()
    head, morning = factories.actor("market-head"), at("2026-02-10 09:00")
    hearing.notify(
        case_id=certificate.case_id, to="holder", about="the_intended_act", days=5, who_and_why="拟撤销",
        by=factories.actor("market"), at=morning,
    )  # fmt: skip
    page = words(signed_in("citizen").get(f"/my/{certificate.case_id}/"))
    assert "State your views" in page and "Please do this by" in page
    form = signed_in("citizen").get(f"/my/{certificate.case_id}/act/views/")
    empty = signed_in("citizen").post(f"/my/{certificate.case_id}/act/views/", {"words": " "})
    assert empty.status_code == 422 and "Please write what you have to say." in words(empty)
    told = signed_in("citizen").post(
        f"/my/{certificate.case_id}/act/views/",
        {"words": "没有意见", "key": str(form.context["gesture"].key), "seen": str(form.context["gesture"].seen)},
        follow=True,
    )
    assert "Your views are on the file." in words(told)
    licences.revoke(
        case_id=certificate.case_id, ground="procedure_breach", compensation="granted", reasons="程序违法",
        grave_harm=False, by=head, at=morning,
    )  # fmt: skip
    mine = words(signed_in("citizen").get(f"/my/{certificate.case_id}/"))
    assert "Revoked on 10 February 2026" in mine and "administrative reconsideration within 60 days" in mine
    assert "Revoked on 10 February 2026" in words(signed_in("citizen").get("/my/certificates/"))
    public = words(Client().get(f"/verify/{certificate.number}/", headers={"Accept-Language": "en"}))
    assert "Revoked on 10 February 2026" in public and "没有意见" not in public
    refused = signed_in("citizen").post(f"/my/certificates/{held}/renew/")
    assert refused.status_code == 409 and "not in force" in words(refused)


def test_a_replaced_certificate_names_the_newer_one(held: int, frozen_clock: Any) -> None:
    case = factories.asked_of(held, "change")
    factories.reviewed(case, "2026-02-11")
    decision.change(case_id=case.id, by=factories.chief(case), at=at("2026-02-11 11:00"))
    newer = Certificate.objects.get(pk=factories.issued(case, "2026-02-11 12:00"))
    frozen_clock.move_to(at("2026-02-11 13:00"))
    page = words(signed_in("citizen").get("/my/certificates/"))
    assert f"Replaced on 11 February 2026 by {newer.number}." in page
    assert f"/my/certificates/{held}/change/" not in page


def test_who_is_banned_is_told_until_when(db: None) -> None:
    factories.city()
    certificate = factories.licensed()[1]
    from sunhall.cases.models import Act, Ban

    Ban.objects.create(
        party=Certificate.objects.get().holder, matter_code=factories.FOOD, act=Act.objects.order_by("pk")[0],
        basis="ALL/78", since=date(2026, 1, 1), until=date(2027, 1, 1),
    )  # fmt: skip
    response = signed_in("citizen").post(f"/my/certificates/{certificate}/change/")
    assert response.status_code == 409 and "until 1 January 2027" in words(response)


def test_the_commitment_is_chosen_once_after_it_was_read(db: None) -> None:
    factories.city(PLACEMENT)
    number = applicants.start(applicants.signed_in("citizen"), PLACEMENT)
    citizen, address = signed_in("citizen"), f"/apply/{number}/way/"
    tasks = words(citizen.get(f"/apply/{number}/"))
    assert "How it is to be handled" in tasks
    page = words(citizen.get(address))
    assert "What you promise" in page and "it is revoked" in page
    unread = citizen.post(address, {"way": "commitment"})
    assert unread.status_code == 422 and "have read what you promise" in words(unread)
    assert citizen.post(address, {"way": "commitment", "read": "1"}).status_code == 302
    row = Application.objects.get(pk=number)
    assert row.data["_about"]["commitment"] is True and row.answers["mode"] == "commitment"
    assert "On a commitment" in words(citizen.get(f"/apply/{number}/check/"))
    assert citizen.post(address, {"way": "general"}).status_code == 302
    row.refresh_from_db()
    assert row.data["_about"]["commitment"] is False and row.answers["mode"] == "general"
    for page_id in (p.id for p in _pages(number)):
        assert 'name="mode"' not in words(citizen.get(f"/apply/{number}/{page_id}/"))  # asked once


def _pages(number: Any) -> Any:

    return contents.of(Application.objects.get(pk=number)).version.form.pages


def test_a_matter_without_a_commitment_offers_none(held: int) -> None:
    number = applicants.start(applicants.signed_in("citizen"))
    citizen = signed_in("citizen")
    assert "How it is to be handled" not in words(citizen.get(f"/apply/{number}/"))
    assert citizen.get(f"/apply/{number}/way/").status_code == 404


def test_a_hearing_is_asked_for_free_of_charge_and_only_while_one_may(held: int, frozen_clock: Any) -> None:
    from sunhall.cases.acts import hearing

    case = factories.accepted(when="2026-02-09 09:00", on="2026-02-09 10:00")
    before = words(signed_in("citizen").get(f"/my/{case.id}/act/hearing/"))
    assert "was not told of a right to a hearing" in before
    hearing.offer_hearing(case_id=case.id, to=["applicant"], by=factories.actor("market"), at=at("2026-02-10 09:00"))
    page = words(signed_in("citizen").get(f"/my/{case.id}/"))
    assert "You may ask for a hearing" in page and "free of charge" in page
    form = signed_in("citizen").get(f"/my/{case.id}/act/hearing/")
    posted = {"key": str(form.context["gesture"].key), "seen": str(form.context["gesture"].seen), "words": "请求听证"}
    for _twice in range(2):
        assert signed_in("citizen").post(f"/my/{case.id}/act/hearing/", posted).status_code == 302
    assert Case.objects.get(pk=case.id).acts.filter(kind="request_hearing").count() == 1
    assert signed_in("agent").get(f"/my/{case.id}/act/hearing/").status_code == 404


def test_papers_that_follow_are_handed_in_one_after_the_other(held: int) -> None:
    case = factories.filed(when="2026-02-09 09:00")
    owed = case.materials[:1]
    factories.checked(case, when="2026-02-09 10:00", wrong={owed[0]: "missing"})
    tolerable = factories.procedure(
        tolerance=__import__("sunhall.law.lifecycles.procedure", fromlist=["Tolerance"]).Tolerance(
            frozenset(case.materials), 5, 0
        )
    )
    with tolerable:
        intake.accept(
            case_id=case.id, mode="tolerance", owed_days=3, by=factories.actor("clerk"), at=at("2026-02-09 11:00")
        )
        citizen = applicants.signed_in("citizen")
        page = words(citizen.get(f"/my/{case.id}/"))
        assert "1 paper is still to come" in page and "Please do this by 12 February 2026" in page
        address = f"/my/{case.id}/correct/"
        nothing = citizen.post(address)
        assert nothing.status_code == 422 and "No paper was added yet." in words(nothing)
        citizen.post(f"{address}{owed[0]}/add/", {"file": applicants.file("late.png")})
        done = citizen.post(address, follow=True)
        assert "The papers were handed in." in words(done) and "1 paper is still to come" not in words(done)
    assert Case.objects.get(pk=case.id).acts.filter(kind="supply_owed").exists()


def test_a_commitment_is_taken_back_before_the_decision(db: None) -> None:
    factories.city(PLACEMENT)
    number = factories.draft(PLACEMENT, when="2026-02-09 09:00")
    from sunhall.cases.acts import drafts

    citizen, morning = factories.actor("citizen"), at("2026-02-09 09:00")
    drafts.about(application_id=number, commitment=True, by=citizen, at=morning)
    row = Application.objects.get(pk=number)
    for material in contents.of(row).required_materials:
        drafts.add_paper(application_id=number, material=material, by=citizen, at=morning)
    case_id = intake.submit(application_id=number, by=citizen, at=morning)
    case = factories.Filed(case_id, number, contents.of(row).required_materials)
    factories.checked(case, when="2026-02-09 10:00")
    intake.accept(case_id=case_id, mode="commitment", by=factories.actor("clerk"), at=at("2026-02-09 11:00"))
    browser = signed_in("citizen")
    assert "Take the commitment back" in words(browser.get(f"/my/{case_id}/"))
    form = browser.get(f"/my/{case_id}/act/commitment/")
    posted = {"key": str(form.context["gesture"].key), "seen": str(form.context["gesture"].seen)}
    done = browser.post(f"/my/{case_id}/act/commitment/", posted, follow=True)
    assert "The commitment is taken back." in words(done)
    assert browser.get(f"/my/{case_id}/correct/").status_code in (200, 302)


def test_going_back_to_the_ordinary_way_leaves_alone_what_another_device_saved(db: None) -> None:
    factories.city(PLACEMENT)
    number = applicants.start(applicants.signed_in("citizen"), PLACEMENT)
    told: dict[str, Any] = {}
    given = {"application_id": number, "by": factories.actor("citizen"), "at": at("2026-02-10 09:00")}
    drafts.save(data={"org_name": "示范市旧名人力资源有限公司"}, **given)
    kept = contents.in_mode

    def meanwhile(*asked: Any) -> Any:
        """Another device saves a field between this page's reading and its saving."""
        if not told:
            told["org_name"] = "示范市新名人力资源有限公司"
            drafts.save(data=dict(told), **given)
        return kept(*asked)

    with mock.patch.object(ways.contents, "in_mode", meanwhile):
        assert signed_in("citizen").post(f"/apply/{number}/way/", {"way": "general"}).status_code == 302
    row = Application.objects.get(pk=number)
    assert row.data["org_name"] == told["org_name"] and row.answers["mode"] == "general"
