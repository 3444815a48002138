"""The intake of one case: findings, verdicts with their reasons, the notice to print."""

from typing import Any

import pytest
from django.test import Client
from tests import factories
from tests.desk import hidden, queries, signed_in, words
from tests.web.test_window_applying import whole_form
from time_machine import Traveller

from sunhall.cases.acts import intake
from sunhall.cases.models import Act, Case, Check
from sunhall.people.models import Reading

pytestmark = [pytest.mark.django_db, pytest.mark.at("2026-03-03 09:00")]


@pytest.fixture
def case(db: None) -> factories.Filed:
    factories.city()
    return factories.filed(when="2026-03-02 09:00")


@pytest.fixture
def clerk(case: factories.Filed) -> Client:
    return signed_in("clerk")


def findings(case: factories.Filed, **wrong: str) -> dict[str, str]:
    """Everything OK, but for what is named: material → reason."""
    posted = {}
    for material in ("form", *case.materials):
        reason = wrong.get(material, "")
        posted[f"v-{material}"] = "missing" if reason == "missing" else "wrong" if reason else "ok"
        posted[f"r-{material}"] = "" if reason == "missing" else reason
    return posted


def gesture(page: Any) -> dict[str, str]:
    return {"key": hidden(page, "key"), "seen": hidden(page, "seen")}


def test_the_page_shows_person_checklist_and_form_and_its_queries_are_few(case: factories.Filed, clerk: Client) -> None:
    clerk.get(f"/desk/cases/{case.id}/")  # what never changes is read once
    with queries() as told:
        page = clerk.get(f"/desk/cases/{case.id}/")
    # Session, account, officer; case, powers, acts, statements, authorities; application, its party, papers, findings;
    # documents; unread messages.
    assert len(told) <= 14
    text = words(page)
    assert "990101199003120211" not in text
    assert "Main equipment, floor plan and work flow" in text
    assert "示范市" in text


def test_a_case_is_accepted_when_everything_was_found_in_order_and_its_notice_prints(
    case: factories.Filed, clerk: Client
) -> None:
    address = f"/desk/cases/{case.id}/"
    page = clerk.get(address)
    too_early = clerk.post(address, {**gesture(page), "verdict": "accept", "v-form": "ok"})
    assert too_early.status_code == 422 or too_early.status_code == 409
    assert "Not looked at yet" in words(too_early)
    assert Check.objects.get().verdict == "ok"  # what was found is kept
    done = clerk.post(address, {**gesture(page), **findings(case), "verdict": "accept"})
    assert done.status_code == 302, words(done)[:2000]
    assert Case.objects.get(pk=case.id).phase == "review"
    told = clerk.get(done.headers["Location"])
    assert "Print: Notice of acceptance" in words(told)
    notice = clerk.get(f"/notices/{case.id}/{told.context['seq']}.pdf")
    assert notice.headers["Content-Type"] == "application/pdf"
    assert b"".join(notice.streaming_content).startswith(b"%PDF")
    assert Reading.objects.filter(field_class="notice", case_id=case.id).exists()


def test_a_double_click_accepts_once(case: factories.Filed, clerk: Client) -> None:
    address = f"/desk/cases/{case.id}/"
    posted = {**gesture(clerk.get(address)), **findings(case), "verdict": "accept"}
    assert clerk.post(address, posted).headers["Location"] == clerk.post(address, posted).headers["Location"]
    assert Act.objects.filter(case_id=case.id, kind="accept").count() == 1


def test_the_correction_notice_is_previewed_with_everything_it_lists(case: factories.Filed, clerk: Client) -> None:
    address = f"/desk/cases/{case.id}/"
    page = clerk.get(address)
    bad = findings(case, layout="not_signed", rules_list="missing")
    to = clerk.post(address, {**gesture(page), **bad, "n-layout": "第二页", "verdict": "correction"})
    preview = clerk.get(to.headers["Location"])
    text = words(preview)
    assert "Main equipment, floor plan and work flow" in text
    assert "Not signed or sealed" in text
    assert "第二页" in text
    assert "List of food-safety rules" in text
    assert "15 working days" in text
    sent = clerk.post(to.headers["Location"], gesture(preview))
    assert sent.status_code == 302, words(sent)[:2000]
    assert Case.objects.get(pk=case.id).phase == "correction"
    waiting = words(clerk.get(address))
    assert "Hand in the corrections here" in waiting
    assert "Not at this stage" in waiting


def test_the_corrections_can_be_handed_in_at_the_window(case: factories.Filed, clerk: Client) -> None:
    factories.checked(case, wrong={"rules_list": "missing"})
    intake.request_correction(case_id=case.id, by=factories.actor("clerk"), at=factories.at("2026-03-03 09:00"))
    to = clerk.post(f"/desk/cases/{case.id}/supplement/").headers["Location"]
    assert to.startswith("/desk/drafts/")
    assert clerk.get(to).status_code == 200
    clerk.post(f"{to}papers/", {"material": "rules_list", "form": "copy"})
    handed_in = clerk.post(to, whole_form(to))
    assert handed_in.status_code == 302, words(handed_in)[:2500]
    assert Case.objects.get(pk=case.id).phase == "received"


def test_a_finding_that_something_is_wrong_needs_its_reason_and_the_rest_stays(
    case: factories.Filed, clerk: Client
) -> None:
    address = f"/desk/cases/{case.id}/"
    posted = {**gesture(clerk.get(address)), "v-layout": "wrong", "r-layout": "", "n-layout": "看不清"}
    page = clerk.post(address, posted)
    assert page.status_code == 422
    assert "Say what is wrong: Main equipment" in words(page)
    assert "看不清" in words(page)
    other = clerk.post(address, {**posted, "r-layout": "other", "n-layout": ""})
    assert "Say in the note what is wrong" in words(other)


def test_a_change_on_the_page_keeps_the_finding_and_redraws_the_verdicts(case: factories.Filed, clerk: Client) -> None:
    address = f"/desk/cases/{case.id}/"
    posted = {**gesture(clerk.get(address)), "v-form": "ok", "v-layout": "wrong"}
    part = clerk.post(address, posted, headers={"HX-Request": "true"})
    assert part.status_code == 200
    assert words(part).startswith('<div class="sun-verdict"')
    assert "2 not looked at yet" in words(part)  # the unfinished one is left until its reason is chosen
    assert [c.material for c in Check.objects.all()] == ["form"]


def test_not_accepting_names_the_competent_authority_and_keeps_what_was_typed(
    case: factories.Filed, clerk: Client
) -> None:
    address = f"/desk/cases/{case.id}/refuse/"
    page = clerk.get(address)
    posted = {**gesture(page), "ground": "not_this_authority", "reasons": "不属于本机关职权"}
    refused = clerk.post(address, posted)
    assert refused.status_code == 422
    assert "The competent authority is not named." in words(refused)
    assert "不属于本机关职权" in words(refused)
    done = clerk.post(address, {**posted, "competent": "示范市卫生健康委员会"})
    assert done.status_code == 302
    assert Case.objects.get(pk=case.id).phase == "not_accepted"


def test_a_verdict_the_matter_does_not_know_is_closed_with_its_reason_on_the_button(
    case: factories.Filed, clerk: Client
) -> None:
    text = words(clerk.get(f"/desk/cases/{case.id}/"))
    assert "An incomplete file is not sent back" in text
    closed = words(clerk.get(f"/desk/cases/{case.id}/return/"))
    assert "Return the file with this list" not in closed


def test_when_silence_has_accepted_the_verdicts_are_closed(
    case: factories.Filed, clerk: Client, frozen_clock: Traveller
) -> None:
    frozen_clock.move_to(factories.at("2026-03-11 09:00"))
    clerk = signed_in("clerk")
    text = words(clerk.get(f"/desk/cases/{case.id}/"))
    assert "counts as accepted from 2 March 2026" in text
    assert "Not at this stage: Under review" in text


def test_who_was_slower_is_told_what_the_other_did(case: factories.Filed, clerk: Client) -> None:
    page = clerk.get(f"/desk/cases/{case.id}/not-required/")
    factories.checked(case)
    intake.accept(case_id=case.id, by=factories.actor("clerk2"), at=factories.at("2026-03-03 10:00"))
    late = clerk.post(f"/desk/cases/{case.id}/not-required/", {**gesture(page), "reasons": "不需要许可"})
    assert late.status_code == 409
    text = words(late)
    assert "He Jing (990002)" in text
    assert "accepted the application" in text
    assert "不需要许可" in text
