"""Labour dispatch: two million of capital, two officials who check, sixty days before the end."""

from datetime import date, timedelta
from typing import Any

import pytest
from tests.catalogue.conftest import TODAY
from tests.catalogue.matters import due, fee, matter, needed, outcome, standing, submitted, warned, wrong

from sunhall.catalogue import rules
from sunhall.catalogue.rules import validity
from sunhall.law.calendar import Calendar
from sunhall.law.lifecycles import clocks, licensing
from sunhall.law.lifecycles.kinds import Kind, Phase
from sunhall.law.terms import Trigger, Unit
from sunhall.ops import samples as sampling

DISPATCH = "labour-dispatch-licence"
CALENDAR = Calendar.load()
OWN = sampling.read(DISPATCH, TODAY).answers
RULES = sampling.read(DISPATCH, TODAY).data["rules"]


@pytest.mark.parametrize(("yuan", "passes"), [(1_999_999, False), (2_000_000, True)])
def test_MT07_the_registered_and_the_paid_capital_are_two_million_yuan_at_least(yuan: int, passes: bool) -> None:
    found = wrong(DISPATCH, reg_capital=yuan * 100, paid_capital=yuan * 100)
    assert {"reg_capital", "paid_capital"} & found == (set() if passes else {"reg_capital", "paid_capital"})


def test_capital_that_is_only_subscribed_is_not_enough() -> None:
    assert wrong(DISPATCH, reg_capital=300_000_000, paid_capital=199_999_999) == {"paid_capital"}
    assert wrong(DISPATCH, reg_capital=200_000_000, paid_capital=200_000_001) == {"paid_capital"}


@pytest.mark.parametrize(("asked", "in_time"), [(date(2026, 11, 1), True), (date(2026, 11, 2), False)])
def test_MT08_renewal_is_asked_for_sixty_days_before_the_end(asked: date, in_time: bool) -> None:
    renewal = matter(DISPATCH).after_grant.renewal
    assert renewal is not None
    assert (renewal.closes.days, renewal.closes.unit, renewal.late) == (60, "calendar_day", "new_application")
    assert (asked <= date(2026, 12, 31) - timedelta(days=renewal.closes.days)) is in_time


def test_the_licence_lasts_three_years() -> None:
    start, last = validity.validity(matter(DISPATCH).results[0].validity, {}, date(2026, 3, 2), date(2026, 3, 4))
    assert (start, last) == (date(2026, 3, 2), date(2029, 3, 1))


def test_twenty_working_days_from_acceptance_and_five_to_say_it_can_be_collected() -> None:
    terms = matter(DISPATCH).terms
    assert (terms.decision.amount, terms.decision.unit, terms.decision.trigger) == (
        20,
        Unit.WORKING_DAY,
        Trigger.ACCEPTANCE,
    )
    assert terms.decision.extension is not None
    assert terms.decision.extension.amount == 10
    assert rules.procedure(matter(DISPATCH), lambda code: 1).issue_days == 5
    assert due(DISPATCH, date(2026, 3, 2)) == date(2026, 3, 30)


def test_five_working_days_of_silence_accept_from_the_day_of_receipt() -> None:
    p = rules.procedure(matter(DISPATCH), lambda code: 1)
    handed_in = standing(submitted("2026-03-02"))
    assert clocks.as_of(handed_in, p, CALENDAR, date(2026, 3, 9)).phase is Phase.RECEIVED
    after = clocks.as_of(handed_in, p, CALENDAR, date(2026, 3, 10))
    assert (after.phase, after.accepted_on) == (Phase.REVIEW, date(2026, 3, 2))


def test_nothing_is_granted_before_two_officials_have_checked_the_facts() -> None:
    p = rules.procedure(matter(DISPATCH), lambda code: 1)
    assert p.needs_fact_check
    accepted = [submitted("2026-03-02"), ("accept", "2026-03-02", {"mode": "general"})]
    checked = ("check_facts", "2026-03-03", {"officers": [7, 8], "result": "meets"})

    def grant(*more: tuple[str, str, dict[str, Any]]) -> str | None:
        proposal = licensing.Proposal(Kind.GRANT, date(2026, 3, 4), 5, {"statement": None})
        told = licensing.objection(standing(*accepted, *more), proposal, p, CALENDAR)
        return told.code if told else None

    assert grant() is not None
    assert grant(checked) is None


@pytest.mark.parametrize(
    ("activity", "expected"),
    [
        ("outsourcing", ("not_required", "outsourcing")),
        ("agency", ("other_matter", "agency")),
        ("branch", ("file_instead", "branch")),
        ("dispatch", None),
    ],
)
def test_outsourcing_placement_and_branches_need_no_dispatch_licence(
    activity: str, expected: tuple[str, str] | None
) -> None:
    assert outcome(matter(DISPATCH), activity=activity) == expected


def test_a_job_agency_is_led_to_its_own_licence() -> None:
    agency = next(o for o in matter(DISPATCH).outcomes if o.id == "agency")
    assert agency.matter == "human-resources-service-licence"
    assert matter(agency.matter).authority == matter(DISPATCH).authority


def test_the_papers_are_those_of_article_eight_and_the_register_gives_its_own() -> None:
    plain = needed(DISPATCH, **OWN)
    assert plain == {
        "application",
        "business_licence",
        "articles",
        "capital_report",
        "lease",
        "equipment_list",
        "rep_identity",
        "rules_text",
        "agreement_sample",
    }
    assert needed(DISPATCH, **{**OWN, "prem_right": "owned", "has_agent": True}) == plain - {"lease"} | {
        "property_certificate",
        "authority_to_act",
    }
    capital = matter(DISPATCH).material("capital_report")
    assert capital is not None
    assert not capital.tolerable
    fetched = {m.id for m in matter(DISPATCH).materials if not m.asked}
    assert {"business_licence", "articles", "rep_identity", "property_certificate"} <= fetched


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("rules", {"rules": RULES[:5]}),
        ("equipment", {"equipment": []}),
        ("info_system", {"info_system": None}),
        ("capital_report_no", {"capital_report_no": ""}),
        ("report_date", {"report_date": "2026-03-03"}),
        ("accounting_firm", {"accounting_firm": None}),
        ("branches", {"has_branches": True}),
        ("revoked_on", {"previous_revocation": True}),
        ("revoked_on", {"previous_revocation": True, "revoked_on": "2023-03-03"}),
        ("wage_account", {"wage_account": "6230009999000000127"}),
        ("complaint_line", {"complaint_line": "12"}),
        ("positions", {"positions": []}),
    ],
)
def test_the_dispatch_form_rejects(field: str, changes: dict[str, Any]) -> None:
    assert field in wrong(DISPATCH, **changes)


def test_three_years_after_a_revocation_one_may_apply_again_and_contributions_are_compared() -> None:
    assert wrong(DISPATCH, previous_revocation=True, revoked_on="2023-03-02") == set()
    assert warned(DISPATCH, paid_capital=210_000_000) == {"shareholders"}


def test_the_term_in_the_form_is_three_years_and_nothing_is_charged() -> None:
    sample = sampling.read(DISPATCH, TODAY)
    pages = rules.asked_pages(matter(DISPATCH), sample.data, sample.answers, today=TODAY, applicant="organisation")
    assert {f.field.id: f.given for p in pages for f in p.fields if f.computed}["term"] == 3
    assert fee(matter(DISPATCH)) == 0
    assert matter(DISPATCH).free_by == ("all-58",)


def test_a_change_is_applied_for_and_a_branch_is_filed() -> None:
    kinds = {e.id: e.kind for e in matter(DISPATCH).after_grant.events}
    assert kinds == {"change": "apply_change", "branch": "file", "annual_report": "annual_report", "cancel": "cancel"}
