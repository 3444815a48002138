"""The request for government information: its own clocks, its own stop, and a fee only beyond measure."""

from datetime import date
from typing import Any

import pytest
from tests.catalogue.conftest import TODAY
from tests.catalogue.matters import elsewhere, fee, matter, needed, outcome, standing, submitted, told, warned, wrong

from sunhall.catalogue import rules
from sunhall.law import clock
from sunhall.law.calendar import Calendar
from sunhall.law.lifecycles import clocks, licensing
from sunhall.law.lifecycles.kinds import Kind, Phase
from sunhall.law.terms import Trigger, Unit
from sunhall.ops import samples as sampling

REQUEST = "information-disclosure"
CALENDAR = Calendar.load()
ASKED = sampling.read(REQUEST, TODAY).answers


def procedure() -> Any:
    return rules.procedure(matter(REQUEST), lambda code: 1)


def reply_by(*rows: tuple[str, str, dict[str, Any]], extended: bool = False) -> date | None:
    p = procedure()
    running = clocks.run(p.statutory, standing(*rows), CALENDAR, None, extended=extended)
    return running.due if running else None


def test_it_is_answered_on_the_spot_or_within_twenty_working_days_of_receipt_and_twenty_more() -> None:
    limits = matter(REQUEST).limits
    decision = matter(REQUEST).terms.decision
    assert limits.decision.on_the_spot
    assert (decision.amount, decision.unit, decision.trigger) == (20, Unit.WORKING_DAY, Trigger.RECEIPT)
    assert procedure().extension_days == 20
    assert not procedure().is_licence


def test_G02_the_reply_is_due_after_twenty_working_days_and_at_most_after_forty() -> None:
    received = submitted("2026-01-26")
    assert reply_by(received) == date(2026, 2, 28)
    longest = clock.reckon(
        CALENDAR, start=date(2026, 1, 26), amount=20, extend=procedure().extension_days, unit=Unit.WORKING_DAY
    )
    assert longest.due == date(2026, 3, 27)


def test_G03_a_request_by_internet_is_received_on_the_day_both_sides_confirm() -> None:
    assert reply_by(submitted("2026-09-28")) == date(2026, 10, 30)
    confirmed = matter(REQUEST).form.field("confirm_date")
    assert confirmed is not None
    assert "online" in confirmed.when
    assert "gir-31" in matter(REQUEST).limits.decision.basis


def test_G04_the_notice_comes_within_seven_working_days_and_the_limit_runs_from_the_correction() -> None:
    p = procedure()
    assert (p.intake.rule, p.intake.days, p.intake.lapse) == ("examination", 7, "abandoned")
    received = standing(submitted("2026-02-10"))
    end = clocks.intake_end(received, p, CALENDAR)
    assert end is not None
    assert CALENDAR.day_of(end) == date(2026, 2, 26)
    asked = ("request_correction", "2026-02-26", {"items": [{"material": "request"}], "days": 15})
    corrected = ("resubmit", "2026-03-05", {"application": "b", "digest": "e", "materials": ["request"]})
    assert reply_by(submitted("2026-02-10"), asked) is None
    assert reply_by(submitted("2026-02-10"), asked, corrected) == date(2026, 4, 2)


def test_silence_of_the_office_accepts_nothing() -> None:
    handed_in = standing(submitted("2026-02-10"))
    assert clocks.as_of(handed_in, procedure(), CALENDAR, date(2026, 6, 1)).phase is Phase.RECEIVED


def test_G05_the_time_to_consult_a_third_party_does_not_count() -> None:
    p = procedure()
    consultation = matter(REQUEST).special_procedures[0]
    assert (consultation.kind, consultation.stops_clock, int(consultation.days or 0)) == ("consultation", True, 15)
    assert "第三十二条" in p.extra_stops["consultation"]
    answer = clock.reckon(CALENDAR, start=date(2026, 3, 16), amount=int(consultation.days or 0), unit=Unit.WORKING_DAY)
    assert answer.due == date(2026, 4, 7)
    stop = {"procedure": "consultation", "needed_days": 15, "statement": 1, "basis": "gir-32"}
    rows = (
        submitted("2026-03-09"),
        ("accept", "2026-03-09", {"mode": "general"}),
        ("start_special_procedure", "2026-03-16", stop),
        ("end_special_procedure", "2026-04-02", {"start": 3, "result": "done"}),
    )
    assert reply_by(*rows) == date(2026, 4, 24)


def test_only_a_consultation_may_stop_the_clock() -> None:
    accepted = standing(submitted("2026-03-09"), ("accept", "2026-03-09", {"mode": "general"}))

    def start(kind: str) -> str | None:
        told_ = {"procedure": kind, "needed_days": 15, "statement": 1, "basis": "gir-33"}
        proposal = licensing.Proposal(Kind.START_SPECIAL_PROCEDURE, date(2026, 3, 16), 2, told_)
        refused = licensing.objection(accepted, proposal, procedure(), CALENDAR)
        return refused.code if refused else None

    assert start("consultation") is None
    assert start("publicity") == start("testing") == "special_type_not_in_art45_without_basis"


@pytest.mark.parametrize(
    ("earlier", "items", "yuan"),
    [
        (0, 1, 0),
        (0, 10, 0),
        (0, 11, 100),
        (0, 25, 1_500),
        (0, 30, 2_000),
        (0, 31, 2_200),
        (0, 40, 4_000),
        (0, 41, 4_300),
        (0, 45, 5_500),
        (0, 60, 11_000),
        (10, 1, 100),
        (44, 1, 300),
        (30, 15, 3_500),  # 45 in the month: 5,500 less the 2,000 of the first thirty
    ],
)
def test_MT17_the_fee_by_item_rises_in_steps_within_a_calendar_month(earlier: int, items: int, yuan: int) -> None:
    assert fee(matter(REQUEST), frequency_month=earlier, items=items) == yuan * 100


@pytest.mark.parametrize(("pages", "yuan"), [(30, 0), (31, 10), (100, 700), (150, 1_700), (200, 2_700), (250, 4_700)])
def test_the_fee_by_page_is_marginal_too(pages: int, yuan: int) -> None:
    by_page = elsewhere(REQUEST, disclosure__fee_by="page")
    assert fee(by_page, pages=pages) == yuan * 100


def test_MT17_one_request_is_charged_by_item_or_by_page_and_never_both() -> None:
    much = {"items": 45, "pages": 250}
    assert fee(matter(REQUEST), **much) == 5_500_00
    assert fee(elsewhere(REQUEST, disclosure__fee_by="page"), **much) == 4_700_00
    assert fee(elsewhere(REQUEST, disclosure__fee_by="none"), **much) == 0


def test_G07_a_normal_request_is_free_and_may_not_be_charged_for() -> None:
    sample = sampling.read(REQUEST, TODAY)
    assessed = rules.assess(matter(REQUEST), sample.data, sample.answers, today=TODAY, applicant="person")
    assert assessed.free
    assert all("gir-42" in f.basis for f in matter(REQUEST).fees)


def test_MT18_who_is_refused_is_told_that_reconsideration_comes_first() -> None:
    notes = [note["zh-hans"] for note in matter(REQUEST).guide.notes]
    assert any("不予公开" in note and "应当先申请行政复议" in note for note in notes)
    assert matter(REQUEST).provision("arl-23") is not None
    assert matter(REQUEST).remedies.reconsideration_first
    assert "应当自知道该决定之日起六十日内先向" in matter(REQUEST).remedies.reconsideration["zh-hans"]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"want": "published"}, ("not_required", "published")),
        ({"want": "advice"}, ("other_matter", "advice")),
        ({"want": "register"}, ("other_matter", "register")),
        ({"want": "publications"}, ("other_matter", "publications")),
        ({"want": "information", "body": "department"}, ("other_authority", "another_body")),
        ({"want": "correction", "body": "city_government"}, None),
        (ASKED, None),
    ],
)
def test_what_is_published_or_held_elsewhere_is_said_before_asking(
    answers: dict[str, Any], expected: tuple[str, str] | None
) -> None:
    assert outcome(matter(REQUEST), **answers) == expected


def test_a_request_and_an_identity_are_all_that_is_asked() -> None:
    assert needed(REQUEST, **ASKED) == {"request", "identity"}
    assert needed(REQUEST, "organisation", **ASKED) == {"request", "business_licence"}
    assert needed(REQUEST, **{**ASKED, "want": "correction", "has_agent": True}) == {
        "request",
        "identity",
        "record_evidence",
        "authority_to_act",
    }
    assert {m.id for m in matter(REQUEST).materials if m.asked} == {"record_evidence", "authority_to_act"}


def test_no_reason_is_asked_for() -> None:
    words = " ".join(f"{f.id} {f.label['zh-hans']}" for f in matter(REQUEST).form.fields)
    assert "用途" not in words
    assert "理由" not in words


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("description", {"description": None}),
        ("body", {"body": "department"}),
        ("way_get", {"way_get": "post", "answer_address": "示范市示范区书院路6号"}),
        ("way_get", {"form_wanted": "view"}),
        ("answer_address", {"form_wanted": "paper", "way_get": "post"}),
        ("answer_email", {"answer_email": "nowhere"}),
        ("items", {"items": 0}),
        ("correct_own_record", {"correct_own_record": True, "record_correction": "出生年月"}),
        ("record_correction", {"correct_own_record": True}),
        ("confirm_date", {"confirm_date": "2026-03-03"}),
        ("id_no", {"id_no": "990101198808081164"}),
    ],
)
def test_the_request_form_rejects(field: str, changes: dict[str, Any]) -> None:
    assert field in wrong(REQUEST, **changes)


def test_who_asks_for_very_much_is_warned_and_not_turned_away() -> None:
    assert warned(REQUEST, frequency_month=10) == {"frequency_month"}
    assert wrong(REQUEST, frequency_month=10) == set()
    assert told(REQUEST, frequency_month=9) == []
