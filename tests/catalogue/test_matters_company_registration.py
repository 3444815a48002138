"""A limited liability company: one to fifty shareholders, five years to pay, one director or three."""

from datetime import date
from typing import Any

import pytest
from tests.catalogue.conftest import TODAY
from tests.catalogue.matters import (
    due,
    elsewhere,
    fee,
    matter,
    needed,
    outcome,
    row,
    standing,
    submitted,
    told,
    warned,
    wrong,
)

from sunhall.catalogue import rules
from sunhall.catalogue.rules import validity
from sunhall.law.calendar import Calendar
from sunhall.law.lifecycles import clocks, licensing
from sunhall.law.lifecycles import procedure as procedures
from sunhall.law.lifecycles.kinds import Kind, Phase
from sunhall.law.terms import Trigger, Unit
from sunhall.ops import samples as sampling

COMPANY = "company-registration"
CALENDAR = Calendar.load()
SAMPLE = sampling.read(COMPANY, TODAY)
ANSWERS = SAMPLE.answers
DIRECTORS = SAMPLE.data["directors"]
SHAREHOLDERS = SAMPLE.data["shareholders"]


def procedure() -> Any:
    return rules.procedure(matter(COMPANY), lambda code: 1)


# Time and procedure


def test_it_is_registered_on_the_spot_or_within_three_working_days_of_receipt_and_three_more() -> None:
    limits, terms = matter(COMPANY).limits, matter(COMPANY).terms
    assert limits.decision.on_the_spot
    assert limits.promised.on_the_spot
    assert (terms.decision.amount, terms.decision.unit, terms.decision.trigger) == (
        3,
        Unit.WORKING_DAY,
        Trigger.RECEIPT,
    )
    assert terms.decision.extension is not None
    assert terms.decision.extension.amount == 3
    assert procedure().is_instant
    assert due(COMPANY, date(2026, 3, 2)) == date(2026, 3, 5)


def test_an_incomplete_file_is_returned_and_silence_registers_nobody() -> None:
    p = procedure()
    assert p.intake.rule == procedures.RETURN_AND_REFILE
    assert p.intake.correction_days is None
    handed_in = standing(submitted("2026-03-02"))
    assert clocks.as_of(handed_in, p, CALENDAR, date(2026, 4, 1)).phase is Phase.RECEIVED


def test_a_lawsuit_about_the_truth_of_the_papers_suspends_the_file_until_the_judgment() -> None:
    p = procedure()
    assert "第十九条" in p.suspension_basis
    accepted = standing(submitted("2026-03-02"), ("accept", "2026-03-02", {"mode": "general"}))
    proposal = licensing.Proposal(Kind.SUSPEND, date(2026, 3, 3), 2, {"basis": p.suspension_basis, "statement": "sued"})
    assert licensing.objection(accepted, proposal, p, CALENDAR) is None


def test_nobody_visits_and_no_other_authority_is_asked() -> None:
    assert not matter(COMPANY).lanes
    assert not procedure().needs_fact_check
    assert [s.kind for s in matter(COMPANY).special_procedures] == ["dispute"]


def test_registration_is_free() -> None:
    assert fee(matter(COMPANY)) == 0
    assert matter(COMPANY).free_by == ("all-58",)


# Narrowing


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"kind": "joint_stock"}, ("other_authority", "joint_stock")),
        ({"kind": "individual"}, ("other_matter", "individual")),
        ({"kind": "other_form"}, ("other_matter", "other_form")),
        ({"kind": "limited", "state_owned": True}, ("other_authority", "state_owned")),
        ({"kind": "limited", "state_owned": False, "foreign_invested": True}, None),
        (ANSWERS, None),
    ],
)
def test_what_is_registered_elsewhere_is_said_first(answers: dict[str, Any], expected: tuple[str, str] | None) -> None:
    assert outcome(matter(COMPANY), **answers) == expected


def test_foreign_capital_needs_a_bureau_with_that_authority() -> None:
    there = elsewhere(COMPANY, company__foreign_authorised=False)
    assert outcome(there, **{**ANSWERS, "foreign_invested": True}) == ("other_authority", "foreign_elsewhere")


def test_identity_is_fetched_and_a_declaration_replaces_the_paper_on_the_domicile() -> None:
    declared = {"application", "articles_from_template", "shareholder_identity", "appointments"}
    assert needed(COMPANY, **ANSWERS) == declared
    proved = {**ANSWERS, "domicile_decl": False}
    assert needed(COMPANY, **proved) == declared | {"premises_paper"}
    assert "premises_paper" in matter(COMPANY).modes.commitment.replaces
    everything = {**proved, "articles_mode": "own", "foreign_invested": True, "prior_items": True, "has_agent": True}
    assert needed(COMPANY, **everything) - needed(COMPANY, **proved) == {
        "articles",
        "foreign_investor",
        "prior_approval",
        "authority_to_act",
    }


def test_a_city_without_declarations_always_asks_for_the_paper() -> None:
    there = elsewhere(COMPANY, company__domicile_declaration_allowed=False)
    answers = {k: v for k, v in ANSWERS.items() if k != "domicile_decl"}
    found = rules.narrow(there, answers, today=TODAY, applicant="person")
    assert "premises_paper" in {m.item.id for m in found.materials if not m.perhaps}
    assert found.ask_next is None


def test_no_capital_verification_is_asked_of_a_limited_company() -> None:
    assert not [m for m in matter(COMPANY).materials if "验资" in m.name["zh-hans"]]
    assert matter(COMPANY).provision("company-measures-5") is not None


# Capital and shareholders


def paid_by(day: str) -> list[dict[str, Any]]:
    return [{**SHAREHOLDERS[0], "due": day}, *SHAREHOLDERS[1:]]


@pytest.mark.parametrize(("day", "right"), [("2031-03-02", True), ("2031-03-03", False)])
def test_MT13_contributions_are_due_within_five_years_of_establishment(day: str, right: bool) -> None:
    assert ("shareholders" in wrong(COMPANY, shareholders=paid_by(day))) is not right


def test_the_contributions_add_up_to_the_capital_and_the_shares_to_a_hundred() -> None:
    assert wrong(COMPANY, reg_capital=300.01) == {"shareholders"}
    uneven = [{**s, "share": share} for s, share in zip(SHAREHOLDERS, (33.3333, 33.3333, 33.3334), strict=True)]
    assert wrong(COMPANY, shareholders=uneven) == set()
    assert wrong(COMPANY, shareholders=[{**s, "share": 33.33} for s in SHAREHOLDERS]) == {"shareholders"}


def test_one_to_fifty_shareholders() -> None:
    alone = row(COMPANY, "shareholders", subscribed=300, share=100)
    assert wrong(COMPANY, shareholders=alone) == set()
    assert wrong(COMPANY, shareholders=[]) == {"shareholders"}
    crowd = [{**SHAREHOLDERS[0], "subscribed": 1, "share": 1} for _ in range(51)]
    errors = {e.code for e in told(COMPANY, shareholders=crowd, reg_capital=51) if e.field == "shareholders"}
    assert errors == {"too_many_rows"}


def test_contributions_the_law_excludes_cannot_be_chosen() -> None:
    table = matter(COMPANY).form.field("shareholders")
    assert table is not None
    methods = next(c for c in table.columns if c.id == "method")
    assert set(methods.options) == {"money", "in_kind", "ip", "land", "equity", "claim", "data"}
    assert "shareholders" in wrong(COMPANY, shareholders=row(COMPANY, "shareholders", method="labour"))


def test_a_very_high_capital_is_warned_of_unless_it_is_explained() -> None:
    high = {"reg_capital": 20000, "shareholders": row(COMPANY, "shareholders", subscribed=20000, share=100)}
    assert warned(COMPANY, **high) == {"reg_capital"}
    assert wrong(COMPANY, **high) == set()
    assert told(COMPANY, **high, capital_explanation="股东2025年末净资产5亿元。") == []


# Organs


@pytest.mark.parametrize(("number", "right"), [(1, True), (2, False), (3, True)])
def test_MT14_there_is_one_director_or_there_are_three_or_more(number: int, right: bool) -> None:
    found = wrong(COMPANY, directors=DIRECTORS[:number])
    assert ("directors" in found) is not right


def test_without_supervisors_all_shareholders_agree_or_there_is_an_audit_committee() -> None:
    assert wrong(COMPANY, supervisors=[]) == {"unanimous_no_supervisor"}
    assert wrong(COMPANY, supervisors=[], unanimous_no_supervisor=False) == {"unanimous_no_supervisor"}
    assert wrong(COMPANY, supervisors=[], unanimous_no_supervisor=True) == set()
    assert wrong(COMPANY, supervisors=[], audit_committee=True) == set()
    assert wrong(COMPANY, audit_committee=True) == {"audit_committee"}
    assert "audit_committee" in wrong(COMPANY, supervisors=[], audit_committee=True, directors=DIRECTORS[:1])


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("supervisors", {"supervisors": SAMPLE.data["supervisors"] * 2}),
        ("supervisors", {"supervisors": row(COMPANY, "directors")}),
        ("supervisors", {"supervisors": row(COMPANY, "managers")}),
        ("legal_rep", {"legal_rep": row(COMPANY, "legal_rep", id_no="990101198509090043")}),
        ("legal_rep", {"legal_rep": row(COMPANY, "legal_rep", post="manager")}),
        ("legal_rep", {"legal_rep": SAMPLE.data["legal_rep"] * 2}),
        ("directors", {"directors": [{**d, "post": "director"} for d in DIRECTORS]}),
        ("fit_to_serve", {"fit_to_serve": False}),
        ("real_name_ok", {"real_name_ok": False}),
        ("liaison", {"liaison": []}),
        ("name_full", {"name_full": "示范市云帆信息技术中心"}),
        ("name_full", {"name_trade": "远帆"}),
        ("name_full", {"name_form": "limited_liability"}),
        ("name_trade", {"name_trade": "云"}),
        ("currency", {"currency": "usd"}),
        ("scope", {"scope": ["software", "hazardous_chemicals"]}),
        ("term_until", {"term": "until"}),
        ("term_until", {"term": "until", "term_until": "2026-03-02"}),
        ("bo_declaration", {"bo_declaration": "exempt"}),  # a company is among the shareholders
        ("shareholders", {"shareholders": row(COMPANY, "shareholders", kind="foreign", foreign_no="X12345")}),
        ("shareholders", {"shareholders": [{**SHAREHOLDERS[2], "uscc": "91999900MA00200160"}]}),
        ("service_agent", {"foreign_invested": True}),
        ("residential_consent", {"planned_use": "residential", "residential_consent": False}),
    ],
)
def test_the_company_form_rejects(field: str, changes: dict[str, Any]) -> None:
    assert field in wrong(COMPANY, **changes)


def test_a_small_company_held_by_people_may_declare_the_exemption() -> None:
    alone = row(COMPANY, "shareholders", subscribed=300, share=100)
    assert wrong(COMPANY, shareholders=alone, bo_declaration="exempt") == set()
    large = {"reg_capital": 1000.5, "shareholders": row(COMPANY, "shareholders", subscribed=1000.5, share=100)}
    assert wrong(COMPANY, **large, bo_declaration="exempt") == {"bo_declaration"}


def test_an_organisation_may_apply_for_its_subsidiary() -> None:
    asked = rules.asked_pages(matter(COMPANY), {}, {}, today=TODAY, applicant="organisation")[0]
    ids = {f.field.id for f in asked.fields}
    assert "uscc" in ids
    assert "id_no" not in ids


# Afterwards


def test_the_licence_is_established_on_its_day_of_issue_and_ends_only_with_an_agreed_term() -> None:
    results = {r.id: r for r in matter(COMPANY).results}
    issued = date(2026, 3, 4)
    assert validity.validity(results["licence"].validity, {}, TODAY, issued) == (issued, None)
    term = {"term": "until", "term_until": "2046-03-03"}
    assert validity.validity(results["licence_with_term"].validity, term, TODAY, issued) == (issued, date(2046, 3, 3))
    assert (results["licence"].when, results["licence_with_term"].when) == ("term == 'long'", "term == 'until'")


def test_what_follows_the_registration_has_its_days() -> None:
    within = {e.id: (e.within.days, e.within.unit) for e in matter(COMPANY).after_grant.events if e.within}
    assert within == {
        "change": (30, "calendar_day"),
        "capital_published": (20, "working_day"),
        "capital_paid": (5, "year"),
        "capital_reduced": (45, "calendar_day"),
        "simple_cancellation": (20, "calendar_day"),
    }
