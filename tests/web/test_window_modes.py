"""The modes at the counter: papers to follow, a commitment, taken in elsewhere, false papers, being heard."""

from typing import Any

import pytest
from django.test import Client
from tests import factories
from tests.desk import hidden, signed_in, words
from tests.factories import at
from tests.web.test_window_intake import findings, gesture

from sunhall.cases import contents
from sunhall.cases.acts import drafts, hearing, intake
from sunhall.cases.models import Act, Application, Ban, Case
from sunhall.law.lifecycles.procedure import Tolerance
from sunhall.people import acts as people
from sunhall.people.models import Authority, Officer

pytestmark = [pytest.mark.django_db, pytest.mark.at("2026-03-03 09:00")]
AGENCY = "human-resources-service-licence"


@pytest.fixture
def case(db: None) -> factories.Filed:
    factories.city()
    return factories.filed(when="2026-03-02 09:00")


def tolerable(case: factories.Filed) -> Any:
    return factories.procedure(tolerance=Tolerance(frozenset(case.materials), 5, 2))


def test_a_file_is_accepted_with_papers_to_follow_for_as_long_as_is_lawful(case: factories.Filed) -> None:
    clerk, address, late = signed_in("clerk"), f"/desk/cases/{case.id}/", case.materials[0]
    assert Application.objects.get(pk=case.application_id).channel == "online"  # not only what comes to the window
    with tolerable(case):
        page = clerk.get(address)
        assert "Accept with papers to follow" not in words(page)  # nothing is missing yet
        clerk.post(address, {**gesture(page), **findings(case, **{late: "missing"})})
        page = clerk.get(address)
        assert "Accept with papers to follow" in words(page)
        posted = {**gesture(page), **findings(case, **{late: "missing"}), "verdict": "tolerance"}
        step = clerk.post(address, posted)
        assert step.headers["Location"] == f"{address}tolerance/"
        form = clerk.get(step.headers["Location"])
        text = words(form)
        assert "The list the applicant signs" in text
        most = int(hidden_days(text))
        assert 0 < most <= 5
        too_long = clerk.post(f"{address}tolerance/", {**gesture(form), "owed_days": str(most + 1)})
        assert too_long.status_code == 422 and f'value="{most + 1}"' in words(too_long)
        officer = signed_in("market-chief")  # the authority itself may too
        assert "Accept with papers to follow" in words(officer.get(address))
        form = officer.get(f"{address}tolerance/")
        done = officer.post(f"{address}tolerance/", {**gesture(form), "owed_days": str(most)}, follow=True)
        assert "Still to come; the applicant signs this list on the notice:" in words(done)
        act = Act.objects.get(kind="accept")
        assert act.payload["owed"] == [late] and act.payload["owed_days"] == most
        after = words(clerk.get(address))
        assert "Papers still to come" in after and "Hand in the papers owed here" in after


def hidden_days(text: str) -> str:
    return text.split('name="owed_days" type="text" value="', 1)[1].split('"', 1)[0]


def test_what_may_not_follow_is_not_offered(case: factories.Filed) -> None:
    clerk, address = signed_in("clerk"), f"/desk/cases/{case.id}/"
    with tolerable(case):
        clerk.post(address, {**gesture(clerk.get(address)), **findings(case), "verdict": "tolerance"})
        assert "Accept with papers to follow" not in words(clerk.get(address))
        assert "Nothing that may follow is marked missing" in words(clerk.get(f"{address}tolerance/"))
    with factories.procedure(tolerance=Tolerance()):
        assert "Accept with papers to follow" not in words(clerk.get(address))


def test_owed_papers_are_handed_in_at_the_window(case: factories.Filed) -> None:
    late = case.materials[0]
    factories.checked(case, when="2026-03-02 10:00", wrong={late: "missing"})
    row = Application.objects.get(pk=case.application_id)
    row.papers.filter(material=late).delete()
    clerk = signed_in("clerk")
    with tolerable(case):
        intake.accept(
            case_id=case.id, mode="tolerance", owed_days=2, by=factories.actor("clerk"), at=at("2026-03-02 11:00")
        )
        draft = clerk.post(f"/desk/cases/{case.id}/supplement/").headers["Location"]
        clerk.post(f"{draft}papers/", {"material": late, "form": "original"})
        page = words(clerk.get(draft))
        revision = page.split('name="_revision" value="', 1)[1].split('"', 1)[0]
        done = clerk.post(draft, {"_revision": revision, "submit": "1"})
        assert done.status_code == 302, words(done)[-3000:]
    act = Act.objects.get(kind="supply_owed")
    assert act.payload["materials"] == [late]


def committed() -> factories.Filed:
    number, when, citizen = factories.draft(AGENCY), at("2026-03-02 09:00"), factories.actor("citizen")
    drafts.about(application_id=number, commitment=True, by=citizen, at=when)
    row = Application.objects.get(pk=number)
    row.papers.all().delete()
    needed = contents.of(row).required_materials
    for material in needed:
        drafts.add_paper(application_id=number, material=material, by=citizen, at=when)
    return factories.Filed(intake.submit(application_id=number, by=citizen, at=when), number, needed)


def test_a_file_is_accepted_on_the_commitment_the_applicant_chose(db: None) -> None:
    factories.city(AGENCY)
    case = committed()
    clerk, address = signed_in("clerk"), f"/desk/cases/{case.id}/"
    page = clerk.get(address)
    assert "Accept on the commitment" in words(page)
    done = clerk.post(address, {**gesture(page), **findings(case), "verdict": "commitment"}, follow=True)
    assert "on the applicant's commitment" in words(done) or "on the applicant&#x27;s commitment" in words(done)
    assert Act.objects.get(kind="accept").payload["mode"] == "commitment"


def test_nobody_is_accepted_on_a_commitment_that_was_not_chosen(case: factories.Filed) -> None:
    clerk = signed_in("clerk")
    address = f"/desk/cases/{case.id}/"
    page = clerk.get(address)
    assert "Accept on the commitment" not in words(page)
    refused = clerk.post(address, {**gesture(page), **findings(case), "verdict": "commitment"})
    assert refused.status_code in (409, 422) and not Act.objects.filter(kind="accept").exists()


def elsewhere() -> factories.Filed:
    number, when, clerk = factories.draft(when="2026-03-02 15:00"), at("2026-03-02 15:00"), factories.actor("citizen")
    assert factories.actor("clerk").officer is not None
    drafts.about(
        application_id=number,
        by=clerk,
        at=when,
        collected_by=factories.actor("clerk").officer.centre_id,  # type: ignore[union-attr]
    )
    return factories.Filed(intake.submit(application_id=number, by=clerk, at=when), number)


def test_what_was_taken_in_elsewhere_waits_in_a_queue_and_is_received_by_a_button(db: None) -> None:
    factories.city()
    case = elsewhere()
    clerk = signed_in("clerk")
    desk = words(clerk.get("/desk/"))
    assert "Taken in elsewhere, to be received" in desk and "2026-03-02" in desk
    page = clerk.get(f"/desk/cases/{case.id}/")
    assert "Receive the forwarded file" in words(page)
    done = clerk.post(f"/desk/cases/{case.id}/receive/", gesture(page), follow=True)
    assert "Received. The time to examine it runs from today." in words(done)
    assert Case.objects.get().phase == "received"
    assert "Taken in elsewhere, to be received" not in words(clerk.get("/desk/"))
    again = clerk.post(f"/desk/cases/{case.id}/receive/", {"key": "x"}, follow=True)
    assert again.status_code == 200 and Act.objects.filter(kind="receive_forwarded").count() == 1


def test_the_draft_says_for_which_place_it_is_taken_in(db: None) -> None:
    factories.city()
    from tests.web.test_window_applying import opened, whole_form

    clerk = signed_in("clerk")
    address = opened(clerk)
    page = clerk.get(address)
    assert "Taken in for another place" in words(page)
    form = {name: value for name, value in whole_form(address).items() if name != "submit"}
    clerk.post(address, {**form, "place": "elsewhere", "save": "1"})
    row = Application.objects.get()
    assert row.data["_about"]["collected_by"] == row.centre_id
    clerk.post(address, {**form, "place": "here", "save": "1"})
    row.refresh_from_db()
    assert row.data["_about"]["collected_by"] is None


def test_false_papers_say_the_ban_before_and_after(case: factories.Filed) -> None:
    clerk, address = signed_in("clerk"), f"/desk/cases/{case.id}/refuse/"
    with factories.procedure(is_safety_related=True):
        form = clerk.get(address)
        assert "until 3 March 2027" in words(form)
        done = clerk.post(address, {**gesture(form), "ground": "false_materials", "reasons": "材料虚假"}, follow=True)
        assert "may not apply for this matter again until 3 March 2027" in words(done)
    assert Ban.objects.get().until.isoformat() == "2027-03-03"
    with factories.procedure(is_safety_related=False):
        assert "may not apply" not in words(clerk.get(f"/desk/cases/{case.id}/done/"))


def test_views_and_requests_are_written_down_by_who_holds_the_power(case: factories.Filed) -> None:
    factories.checked(case, when="2026-03-02 10:00")
    intake.accept(case_id=case.id, by=factories.actor("clerk"), at=at("2026-03-02 11:00"))
    hearing.notify(
        case_id=case.id, to="interested_party", about="the_application", days=5, who_and_why="隔壁住户",
        by=factories.actor("market"), at=at("2026-03-02 12:00"),
    )  # fmt: skip
    hearing.offer_hearing(
        case_id=case.id, to=["interested_party"], by=factories.actor("market"), at=at("2026-03-02 12:00")
    )
    clerk = signed_in("clerk")
    page = words(clerk.get(f"/desk/cases/{case.id}/"))
    assert "Record a statement" in page and "Ask for a hearing" in page
    closed = words(clerk.get(f"/desk/cases/{case.id}/said/views/"))
    assert "Needs the power" in closed
    people.grant_power(
        holder_id=Officer.objects.get(user__login="clerk").pk, authority_id=Authority.objects.get(code="market").pk,
        power="review", source="delegated", instrument="委托书", starts_at=at("2026-01-01 00:00"), by=None,
        at=at("2026-03-03 08:00"),
    )  # fmt: skip
    address = f"/desk/cases/{case.id}/said/views/"
    form = clerk.get(address)
    empty = clerk.post(address, {**gesture(form), "of": "interested_party", "words": ""})
    assert empty.status_code in (409, 422)
    told = clerk.post(address, {**gesture(form), "of": "interested_party", "words": "油烟太大"}, follow=True)
    assert "The interested party stated views." in words(told) or "stated views" in words(told)
    form = clerk.get(f"/desk/cases/{case.id}/said/hearing/")
    asked = clerk.post(
        f"/desk/cases/{case.id}/said/hearing/", {**gesture(form), "of": "interested_party", "words": ""}, follow=True
    )
    assert "asked for a hearing" in words(asked)
    assert Act.objects.filter(kind="request_hearing", payload__of="interested_party").exists()


def test_an_unknown_thing_to_say_is_not_there(case: factories.Filed) -> None:
    client: Client = signed_in("clerk")
    assert client.get(f"/desk/cases/{case.id}/said/nothing/").status_code == 404
    assert hidden(client.get(f"/desk/cases/{case.id}/"), "seen") == "1"
