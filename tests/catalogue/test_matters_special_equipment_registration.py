"""The registration of special equipment: its limit, papers, numbers and form."""

from datetime import date
from typing import Any

import pytest
from tests.catalogue.conftest import TODAY
from tests.catalogue.matters import (
    matter,
    needed,
    numbered,
    outcome,
    warned,
    wrong,
)

from sunhall.catalogue.rules import validity
from sunhall.law import clock
from sunhall.law.calendar import Calendar
from sunhall.law.terms import Unit
from sunhall.ops import samples as sampling

EQUIPMENT = "special-equipment-registration"
MONDAY = date(2026, 3, 2)

LIFT = {"scope": "general", "kind": "3000", "reg_reason": "new", "qty": 1, "has_agent": False}
NEW = {"registration_form", "business_licence", "product_certificate", "inspection_certificate"}


def test_the_kind_of_equipment_decides_the_further_papers() -> None:
    assert needed(EQUIPMENT, **LIFT) == NEW
    assert needed(EQUIPMENT, **{**LIFT, "kind": "1000"}) == NEW | {"energy_report"}
    assert needed(EQUIPMENT, **{**LIFT, "kind": "2000", "class": "2200"}) == NEW | {"vehicle_licence"}
    assert needed(EQUIPMENT, **{**LIFT, "kind": "2000", "class": "2100"}) == NEW
    assert needed(EQUIPMENT, "person", **{**LIFT, "kind": "2000", "class": "2100", "reg_reason": "transferred"}) == (
        NEW - {"business_licence"} | {"resident_id", "old_registration"}
    )


def test_the_limit_of_the_registration_is_a_parameter_longer_for_many_units() -> None:
    decision = matter(EQUIPMENT).limits.decision
    assert (decision.days, decision.amount.param, decision.amount.mark) == (15, "equipment.decision_days", "check")
    assert [o.days for o in decision.otherwise] == [20]
    assert matter(EQUIPMENT).terms.decision.extension is None
    due = clock.reckon(Calendar.load(), start=MONDAY, amount=15, unit=Unit.WORKING_DAY).due
    assert due == date(2026, 3, 23)


def test_building_sites_go_to_the_construction_bureau_and_exempt_equipment_needs_nothing() -> None:
    assert outcome(matter(EQUIPMENT), scope="building_site") == ("other_authority", "building_site")
    assert outcome(matter(EQUIPMENT), scope="exempt") == ("not_required", "exempt")


def test_the_number_of_the_certificate_tells_the_kind_and_variety() -> None:
    certificate = matter(EQUIPMENT).results[0]
    for chosen, begins in (
        ({}, "梯11示A00007"),
        ({"kind": "5000", "class": "5100", "variety": "5110"}, "车11示A00007"),
    ):
        data = {**sampling.read(EQUIPMENT, TODAY).data, **chosen}
        number = numbered(certificate, data, TODAY, 7)
        assert number == f"{begins}（2026）"


def test_every_class_and_variety_of_equipment_can_be_chosen_and_gets_a_number() -> None:
    classes = matter(EQUIPMENT).form.field("class")
    varieties = matter(EQUIPMENT).form.field("variety")
    kinds = matter(EQUIPMENT).form.field("kind")
    assert classes and varieties and kinds
    maps = matter(EQUIPMENT).results[0].number_map
    assert set(maps["class"]) == set(classes.options)
    assert set(maps["variety"]) == set(varieties.options)
    for variety in varieties.options:
        of = {"kind": f"{variety[0]}000", "class": f"{variety[:2]}00", "variety": variety}
        assert of["kind"] in kinds.options
        assert {"kind", "class", "variety"}.isdisjoint(wrong(EQUIPMENT, **of))


def test_the_mark_on_the_equipment_ends_with_the_next_inspection() -> None:
    data = sampling.read(EQUIPMENT, TODAY).data
    mark = next(r for r in matter(EQUIPMENT).results if r.id == "mark")
    assert validity.validity(mark.validity, data, TODAY, TODAY)[1] == date.fromisoformat(data["next_inspect"])


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("conclusion", {"conclusion": "failed"}),
        ("next_inspect", {"next_inspect": "2026-03-01"}),
        ("class", {"class": "5100", "variety": "5110"}),
        ("variety", {"variety": "3310"}),
        ("lift_load", {"lift_load": None}),
        ("maintenance_unit", {"maintenance_unit": None}),
        ("device_code", {"device_code": "31101"}),
        ("install_date", {"install_date": "2020-01-01"}),
        ("design_life", {"make_date": "2005-01-01"}),
        ("make_date", {"make_date": "2027-01-01"}),
        ("length_m", {"kind": "8000", "class": "8200", "variety": "8210"}),
        ("vessel_medium", {"kind": "2000", "class": "2100", "variety": "2170"}),
        ("boiler_fuel", {"kind": "1000", "class": "1100", "variety": "1100"}),
        ("forklift_load", {"kind": "5000", "class": "5100", "variety": "5110"}),
    ],
)
def test_the_equipment_form_rejects(field: str, changes: dict[str, Any]) -> None:
    assert field in wrong(EQUIPMENT, **changes)


def test_who_registers_after_the_thirty_days_is_warned_and_not_turned_away() -> None:
    assert warned(EQUIPMENT, in_use_date="2026-01-30") == {"in_use_date"}  # 31 days ago
    assert wrong(EQUIPMENT, in_use_date="2026-01-30") == set()
    assert warned(EQUIPMENT, in_use_date="2026-01-31") == set()
