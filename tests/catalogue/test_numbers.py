"""Numbers and terms of validity of what is granted."""

from datetime import date
from typing import Any

import pytest
from stdnum.iso7064 import mod_11_10
from tests.catalogue.matters import numbered

from sunhall.catalogue import rules
from sunhall.catalogue.content import VersionContent
from sunhall.catalogue.content.course import Validity
from sunhall.catalogue.content.values import Fact
from sunhall.catalogue.rules import validity
from sunhall.kernel.refused import Refused


def test_a_food_licence_number_holds_type_region_sequence_and_check(food: VersionContent) -> None:
    given: dict[str, Any] = {"main_type": "catering"}
    [result] = food.results
    number = numbered(result, given, date(2026, 3, 2), 17)
    assert number.startswith("JY2999900000017")
    assert len(number) == 16
    assert mod_11_10.is_valid(number[2:])


def test_a_value_without_characters_and_a_sequence_too_long_are_refused(food: VersionContent) -> None:
    [result] = food.results
    with pytest.raises(Refused, match="certificate_number_unknown"):
        numbered(result, {}, date(2026, 3, 2), 1)
    with pytest.raises(Refused, match="certificate_numbers_used_up"):
        numbered(result, {"main_type": "sale"}, date(2026, 3, 2), 1_000_000)


@pytest.mark.parametrize(
    ("term", "start", "end"),
    [
        (Validity(years=Fact(5)), date(2026, 3, 2), date(2031, 3, 1)),
        (Validity(years=Fact(4)), date(2024, 2, 29), date(2028, 2, 28)),
        (Validity(years=Fact(1)), date(2024, 2, 29), date(2025, 2, 28)),
        (Validity(months=Fact(3)), date(2026, 11, 30), date(2027, 2, 28)),
        (Validity(months=Fact(1)), date(2026, 12, 1), date(2026, 12, 31)),
        (Validity(days=Fact(30)), date(2026, 3, 2), date(2026, 3, 31)),
        (Validity(long_term=True), date(2026, 3, 2), None),
        (Validity(until_field="to"), date(2026, 3, 2), date(2026, 6, 1)),
    ],
)
def test_validity_ends_on_the_last_day_of_its_period(term: Validity, start: date, end: date | None) -> None:
    assert validity.validity(term, {"to": "2026-06-01"}, start, start)[1] == end


def test_the_lifecycle_gets_the_limits_of_the_version(food: VersionContent) -> None:
    procedure = rules.procedure(food, {"market": 7}.__getitem__)
    assert (procedure.statutory.amount, procedure.promised.amount) == (10, 5)
    assert (procedure.extension_days, procedure.extension_approver) == (5, "agency_head")
    assert procedure.intake.rule == "deemed_acceptance"
    assert procedure.intake.correction_days == 15
    assert procedure.is_licence
    assert not procedure.is_instant
