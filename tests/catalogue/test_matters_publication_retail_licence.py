"""The retail of publications: commitment where the city offers it, online shops, and what goes to the province."""

from datetime import date
from typing import Any

import pytest
from tests.catalogue.conftest import TODAY
from tests.catalogue.matters import due, elsewhere, fee, matter, needed, outcome, warned, wrong

from sunhall.catalogue import rules
from sunhall.catalogue.rules import validity
from sunhall.law.terms import Trigger, Unit
from sunhall.ops import samples as sampling

BOOKS = "publication-retail-licence"
SHOP = sampling.read(BOOKS, TODAY).answers
PLAIN = {**SHOP, "online": False}


def test_twenty_working_days_from_acceptance_and_ten_more() -> None:
    decision = matter(BOOKS).terms.decision
    assert (decision.amount, decision.unit, decision.trigger) == (20, Unit.WORKING_DAY, Trigger.ACCEPTANCE)
    assert decision.extension is not None
    assert decision.extension.amount == 10
    assert due(BOOKS, date(2026, 3, 2)) == date(2026, 3, 30)


def test_a_commitment_replaces_the_papers_on_the_premises_and_the_visit() -> None:
    general = needed(BOOKS, **PLAIN)
    assert general == {"application", "business_licence", "rep_identity", "lease"}
    committed = {k: v for k, v in PLAIN.items() if k != "prem_right"} | {"mode": "commitment"}
    found = rules.narrow(matter(BOOKS), committed, today=TODAY)
    assert {n.item.id for n in found.materials if not n.perhaps} == general - {"lease"}
    steps = {n.item.id for n in found.steps}
    assert "visit" not in steps
    assert "later_check" in steps
    assert {"property_certificate", "lease", "premises_use", "visit"} == set(matter(BOOKS).modes.commitment.replaces)


def test_where_the_city_offers_no_commitment_it_is_not_asked_about() -> None:
    here = rules.narrow(matter(BOOKS), PLAIN, today=TODAY).questions
    assert "mode" in {q.id for q in here}
    there = elsewhere(BOOKS, press__commitment_allowed=False)
    asked = {q.id for q in rules.narrow(there, {"business": "retail"}, today=TODAY).questions}
    assert "mode" not in asked
    assert {"online", "chain", "prem_right", "has_agent"} <= asked


def test_whether_commitment_is_offered_and_how_long_the_licence_lasts_are_set_by_the_city() -> None:
    commitment = matter(BOOKS).modes.commitment.allowed
    years = matter(BOOKS).results[0].validity.years
    assert commitment.set_by_city and commitment.mark == "check"
    assert years is not None
    assert years.set_by_city and years.mark == "check"
    last = validity.validity(matter(BOOKS).results[0].validity, {}, TODAY, TODAY)[1]
    assert last == date(2031, 3, 1)


@pytest.mark.parametrize(
    ("business", "expected"),
    [
        ("wholesale", ("other_authority", "wholesale")),
        ("textbooks", ("other_authority", "textbook_distribution")),
        ("private", ("not_required", "private")),
        ("retail", None),
    ],
)
def test_wholesale_and_textbooks_go_elsewhere(business: str, expected: tuple[str, str] | None) -> None:
    assert outcome(matter(BOOKS), business=business) == expected


def test_an_online_shop_and_a_shop_of_a_chain_bring_their_own_papers() -> None:
    plain = needed(BOOKS, **PLAIN)
    assert needed(BOOKS, **SHOP) - plain == {"online_shop"}
    chain = {**PLAIN, "chain": True, "has_agent": True, "prem_right": "owned"}
    assert needed(BOOKS, **chain) - plain == {"head_office_licence", "authority_to_act", "property_certificate"}
    asked = {m.id for m in matter(BOOKS).materials if m.asked}
    assert asked == {"lease", "premises_use", "authority_to_act"}


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("textbooks", {"textbooks": True}),
        ("commitment_no_illegal", {"commitment_no_illegal": False}),
        ("channel", {"channel": ["shop"]}),
        ("shop_url", {"shop_url": None}),
        ("platform", {"platform": None}),
        ("domain", {"site_kind": "own", "site_name": "灯下书屋", "icp": "示ICP备1号", "domain": "http://x"}),
        ("area_books", {"area_books": 86.51}),
        ("manager", {"manager": []}),
        ("unit_kind", {"unit_kind": "enterprise"}),
        ("head_office_licence", {"chain": True}),
        ("lease_to", {"lease_to": "2020-01-01"}),
        ("uscc", {"uscc": "92999900MA00020456"}),
    ],
)
def test_the_bookshop_form_rejects(field: str, changes: dict[str, Any]) -> None:
    assert field in wrong(BOOKS, **changes)


def test_imported_publications_are_warned_of_and_allowed() -> None:
    assert warned(BOOKS, imported=True) == {"imported"}
    assert wrong(BOOKS, imported=True) == set()
    assert wrong(BOOKS, area_books=86.5) == set()


def test_nothing_is_charged_and_a_change_is_approved_while_the_end_is_filed() -> None:
    assert fee(matter(BOOKS)) == 0
    assert matter(BOOKS).free_by == ("all-58",)
    kinds = {e.id: e.kind for e in matter(BOOKS).after_grant.events}
    assert kinds == {"change": "apply_change", "annual_check": "verify", "close": "file"}
