"""The social-security card: its limit, price, papers and form."""

from datetime import date
from typing import Any

import pytest
from tests.catalogue.conftest import TODAY
from tests.catalogue.matters import (
    elsewhere,
    matter,
    needed,
    outcome,
    told,
    wrong,
)

from sunhall.catalogue import rules
from sunhall.law import clock
from sunhall.law.calendar import Calendar
from sunhall.law.terms import Trigger, Unit

CARD = "social-security-card"
MONDAY = date(2026, 3, 2)

FIRST = {
    "want": "card",
    "insured_place": "here",
    "apply_kind": "first",
    "card_type": "adult",
    "id_type": "resident_id",
    "has_agent": False,
}


def test_the_card_is_due_ten_working_days_after_receipt() -> None:
    decision = matter(CARD).terms.decision
    assert (decision.amount, decision.unit, decision.trigger) == (10, Unit.WORKING_DAY, Trigger.RECEIPT)
    assert clock.reckon(Calendar.load(), start=MONDAY, amount=10, unit=Unit.WORKING_DAY).due == date(2026, 3, 16)
    assert "公共服务" not in matter(CARD).remedies.reconsideration["zh-hans"]
    assert "行政行为" in matter(CARD).remedies.reconsideration["zh-hans"]


def test_the_card_asks_for_a_photograph_at_most() -> None:
    assert needed(CARD, **FIRST) == {"application", "resident_id", "photo"}
    child = {**FIRST, "card_type": "child"}
    child.pop("has_agent")
    assert needed(CARD, **child) == {"application", "household_book", "photo", "guardian_proof"}
    assert needed(CARD, **{**FIRST, "id_type": "passport", "has_agent": True}) == {
        "application",
        "permit",
        "photo",
        "authority_to_act",
    }


def test_the_electronic_card_alone_needs_no_application_and_the_place_of_insurance_issues() -> None:
    assert outcome(matter(CARD), want="ecard") == ("not_required", "ecard_only")
    assert outcome(matter(CARD), want="card", insured_place="elsewhere") == ("other_authority", "elsewhere")


@pytest.mark.parametrize(
    ("kind", "defect", "fen"),
    [
        ("first", None, 0),
        ("replace_lost", None, 20_00),
        ("replace_damaged", False, 20_00),
        ("replace_damaged", True, 0),
        ("renew", None, 0),
        ("change_bank", None, 0),
    ],
)
def test_the_first_card_is_free_and_a_replacement_costs_its_price(kind: str, defect: bool | None, fen: int) -> None:
    data = {"apply_kind": kind} | ({} if defect is None else {"quality_defect": defect})
    assert rules.assess(matter(CARD), data, {}, today=TODAY).total == fen
    free = elsewhere(CARD, card__replacement_fee=0)
    assert rules.assess(free, data, {}, today=TODAY).free


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("loss_report", {"loss_report": False}),
        ("old_card_no", {"old_card_no": None}),
        ("card_type", {"card_type": "child"}),
        ("guardian_name", {"card_type": "child"}),
        ("id_valid_to", {"id_valid_to": "2026-03-01"}),
        ("rcv_addr", {"rcv_addr": None}),
        ("branch", {"collect": "bank_branch"}),
        ("bank", {"bank": "no_such_bank"}),
        ("insured_place", {"insured_place": "elsewhere"}),
        ("phone", {"phone": "1390000015"}),
        ("birth", {"id_type": "passport", "id_no": "E12345678"}),
    ],
)
def test_the_card_form_rejects(field: str, changes: dict[str, Any]) -> None:
    assert field in wrong(CARD, **changes)


def test_a_baby_gets_a_card_through_its_guardian() -> None:
    changes = {
        "apply_kind": "first",
        "card_type": "child",
        "id_no": "990101202006010012",
        "guardian_name": "刘洋",
        "guardian_id": "990101199502100039",
        "guardian_phone": "13900000151",
        "guardian_relation": "father",
        "id_long_term": True,
        "occupation": "student",
    }
    assert told(CARD, **changes) == []


def test_the_published_price_is_the_one_the_city_set() -> None:
    price = matter(CARD).fees[0].unit_price
    assert price is not None
    assert f"{matter(CARD).parameters['card.replacement_fee'].value // 100}元" in price["zh-hans"]
