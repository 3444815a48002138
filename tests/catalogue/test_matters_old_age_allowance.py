"""The old-age allowance: no licence, its amounts, papers and form."""

from typing import Any

import pytest
from stdnum.iso7064 import mod_11_2
from tests.catalogue.conftest import TODAY
from tests.catalogue.matters import (
    matter,
    needed,
    outcome,
    warned,
    wrong,
)

from sunhall.catalogue import rules
from sunhall.ops import samples as sampling

OLD_AGE = "old-age-allowance"

OLD = {"hukou_here": True, "subsidy_type": ["old_age"], "age": 86, "has_guardian": False, "has_agent": False}


def test_the_allowance_is_no_licence_and_nothing_is_accepted_by_silence() -> None:
    p = rules.procedure(matter(OLD_AGE), lambda code: 1)
    assert not p.is_licence
    assert p.intake.rule == "examination"
    assert p.extra_stops == {}
    publicity = matter(OLD_AGE).special_procedures[0]
    assert (publicity.kind, publicity.stops_clock, int(publicity.days or 0)) == ("publicity", False, 5)


def test_data_replace_the_papers_and_hardship_may_be_committed() -> None:
    fetched = {"application", "resident_id", "household_book", "bank_account"}
    assert needed(OLD_AGE, **OLD) == fetched
    hardship = {**OLD, "subsidy_type": ["old_age", "service"], "mode": "general"}
    assert needed(OLD_AGE, **hardship) == fetched | {"hardship_proof"}
    assert needed(OLD_AGE, **{**hardship, "mode": "commitment"}) == fetched
    care = {**OLD, "subsidy_type": ["nursing"], "has_guardian": True}
    assert needed(OLD_AGE, **care) == fetched | {
        "disability_certificate",
        "care_assessment",
        "guardian_proof",
        "authority_to_act?",
    }
    asked = {m.id for m in matter(OLD_AGE).materials if m.asked}
    assert asked == {"hardship_proof", "guardian_proof", "authority_to_act"}


@pytest.mark.parametrize(
    ("age", "kinds", "expected"),
    [
        (79, ["old_age"], ("not_required", "too_young")),
        (80, ["old_age"], None),
        (60, ["service"], None),
        (59, ["nursing"], ("not_required", "too_young")),
    ],
)
def test_who_is_not_of_age_yet_need_not_apply_now(age: int, kinds: list[str], expected: tuple[str, str] | None) -> None:
    assert outcome(matter(OLD_AGE), **{**OLD, "age": age, "subsidy_type": kinds}) == expected


def test_who_is_registered_in_another_city_applies_there() -> None:
    assert outcome(matter(OLD_AGE), hukou_here=False) == ("other_authority", "elsewhere")


@pytest.mark.parametrize(
    ("born", "fen"),
    [("19460302", 50_00), ("19360303", 50_00), ("19360302", 200_00), ("19260302", 500_00), ("19460303", 0)],
)
def test_the_amount_follows_the_age_on_the_day(born: str, fen: int) -> None:
    body = f"990101{born}007"
    data = {**sampling.read(OLD_AGE, TODAY).data, "id_no": body + mod_11_2.calc_check_digit(body)}
    pages = rules.asked_pages(matter(OLD_AGE), data, OLD, today=TODAY, applicant="person")
    shown = {f.field.id: f.given for p in pages for f in p.fields if f.computed}
    assert shown["standard_month"] == fen


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("card_no", {"card_no": "6230009999000000127"}),
        ("card_owner", {"card_owner": "guardian"}),
        ("bank_consent", {"bank_consent": False}),
        ("other_benefits", {"other_benefits": ["elsewhere"]}),
        ("subsidy_type", {"subsidy_type": ["combined", "old_age"]}),
        ("low_income", {"subsidy_type": ["service"], "low_income": "none"}),
        ("care_level", {"subsidy_type": ["nursing"], "care_level": "able"}),
        ("guardian_id", {"has_guardian": True}),
        ("id_no", {"id_no": "990101193905080064"}),
        ("emergency_phone", {"emergency_phone": "911"}),
    ],
)
def test_the_allowance_form_rejects(field: str, changes: dict[str, Any]) -> None:
    assert field in wrong(OLD_AGE, **changes)


def test_two_nursing_benefits_are_warned_of() -> None:
    double = {"subsidy_type": ["nursing"], "care_level": "severe", "other_benefits": ["work_injury"]}
    assert warned(OLD_AGE, **double) == {"other_benefits"}
