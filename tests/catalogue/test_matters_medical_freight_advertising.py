"""Medical institutions, road freight and outdoor advertising say what the law says."""

from datetime import date
from typing import Any

import pytest
from tests.catalogue.conftest import TODAY
from tests.catalogue.matters import due, elsewhere, lanes, matter, needed, outcome, row, wrong

from sunhall.catalogue import rules
from sunhall.law.calendar import Calendar
from sunhall.law.terms import Trigger
from sunhall.ops import samples as sampling

MEDICAL = "medical-institution-setup"
FREIGHT = "road-freight-licence"
ADVERTISING = "outdoor-advertising"


# Medical institution

HOSPITAL = {"category": "hospital", "founder": "person", "beds": 0, "foreign_invested": False, "has_agent": False}


def test_a_medical_institution_is_decided_thirty_working_days_after_acceptance() -> None:
    decision = matter(MEDICAL).terms.decision
    assert (decision.amount, decision.trigger) == (30, Trigger.ACCEPTANCE)
    assert due(MEDICAL, date(2026, 3, 2)) == Calendar.load().shift(date(2026, 3, 2), 30)


@pytest.mark.parametrize(("beds", "here"), [(0, True), (99, True), (100, False), (500, False)])
def test_from_a_hundred_beds_the_higher_authority_decides(beds: int, here: bool) -> None:
    found = outcome(matter(MEDICAL), **{**HOSPITAL, "beds": beds})
    assert found == (None if here else ("other_authority", "many_beds"))
    assert ("beds" in wrong(MEDICAL, beds=beds)) is not here


def test_clinics_and_sick_bays_are_filed_instead() -> None:
    assert outcome(matter(MEDICAL), category="clinic") == ("file_instead", "clinic")
    assert outcome(matter(MEDICAL), category="internal") == ("file_instead", "internal")
    assert outcome(matter(MEDICAL), category="specialist_hospital") == ("other_authority", "specialist")


def test_publicity_is_announced_and_does_not_stop_the_clock() -> None:
    publicity = next(s for s in matter(MEDICAL).special_procedures if s.kind == "publicity")
    assert not publicity.stops_clock
    assert publicity.days is not None
    assert int(publicity.days) >= 5
    assert "publicity" not in rules.procedure(matter(MEDICAL), lambda code: 1).extra_stops


def test_who_founds_it_decides_what_is_asked() -> None:
    assert "founder_identity" in needed(MEDICAL, **HOSPITAL)
    joint = needed(MEDICAL, **{**HOSPITAL, "founder": "joint", "beds": 20})
    assert {"founder_identity", "founder_registration", "joint_agreement"} <= joint
    assert lanes(MEDICAL, **HOSPITAL) == {"planning": (True, 5)}
    assert set(lanes(MEDICAL, **{**HOSPITAL, "beds": 20})) == {"planning", "ecology"}


def test_the_approval_lasts_by_beds_and_the_practice_licence_follows() -> None:
    results = {r.id: r for r in matter(MEDICAL).results}
    assert int(results["approval_without_beds"].validity.months or 0) == 12
    assert int(results["approval_with_beds"].validity.months or 0) == 24
    assert results["practice_licence"].issued_after is not None
    assert matter(MEDICAL).guide.quantity.text is not None


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("inst_name", {"inst_name": "示范市包治百病医院"}),
        ("category", {"category": "clinic"}),
        ("dental_chairs", {"departments": ["d12"]}),
        ("staff_plan", {"staff_plan": [{"kind": "doctor", "number": 2}]}),
        ("sewage_plan", {"sewage_plan": ""}),
        ("publicity_consent", {"publicity_consent": False}),
        ("name", {"founder": "person"}),
        ("rcv_addr", {"rcv_addr": None}),
    ],
)
def test_the_medical_form_rejects(field: str, changes: dict[str, Any]) -> None:
    assert field in wrong(MEDICAL, **changes)


# Road freight

TRUCKS = {
    "cargo": "general",
    "heaviest_mass": 18000,
    "vehicles_owned": True,
    "vehicles_commit": False,
    "mode": "general",
    "has_agent": False,
}


@pytest.mark.parametrize(("mass", "required"), [(4200, False), (4500, False), (4501, True)])
def test_up_to_4500_kg_no_freight_licence_is_required(mass: int, required: bool) -> None:
    found = outcome(matter(FREIGHT), **{**TRUCKS, "heaviest_mass": mass})
    assert found == (None if required else ("not_required", "light"))
    vehicles = row(FREIGHT, "vehicles", total_mass=mass)
    assert ("vehicles" in wrong(FREIGHT, vehicles=vehicles)) is not required


def test_special_transport_needs_the_licence_whatever_its_mass() -> None:
    assert outcome(matter(FREIGHT), cargo="special") is None
    light = row(FREIGHT, "vehicles", total_mass=3500)
    assert "vehicles" not in wrong(FREIGHT, biz_scope=["refrigerated"], vehicles=light)


def test_dangerous_goods_platforms_and_own_goods_are_not_decided_here() -> None:
    assert outcome(matter(FREIGHT), cargo="dangerous") == ("other_authority", "dangerous")
    assert outcome(matter(FREIGHT), cargo="network") == ("other_matter", "network")
    assert outcome(matter(FREIGHT), cargo="own") == ("not_required", "own_goods")


def test_vehicles_to_be_bought_are_promised_by_letter_and_a_commitment_replaces_the_papers() -> None:
    common = {"application", "business_licence", "rep_identity"}
    assert needed(FREIGHT, **TRUCKS) == common | {"vehicle_papers", "driver_papers", "safety_rules"}
    to_buy = {**TRUCKS, "vehicles_owned": False, "vehicles_commit": True}
    assert needed(FREIGHT, **to_buy) == common | {"vehicle_commitment", "driver_papers", "safety_rules"}
    assert needed(FREIGHT, **{**TRUCKS, "mode": "commitment"}) == common


def test_the_freight_licence_brings_a_certificate_for_each_vehicle() -> None:
    licence, certificate = matter(FREIGHT).results
    assert (licence.id, certificate.per) == ("licence", "vehicles")
    assert matter(FREIGHT).terms.decision.amount == 20
    assert matter(FREIGHT).terms.decision.trigger is Trigger.ACCEPTANCE


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("commit_date", {"commit_date": "2026-09-15"}),
        ("vehicles_commit", {"vehicles_owned": False, "vehicles_commit": False}),
        ("vehicles", {"vehicles_commit": False}),
        ("vehicles", {"vehicles": row(FREIGHT, "vehicles", vin="ABC")}),
        ("vehicles", {"vehicles": row(FREIGHT, "vehicles", plate=None)}),
        ("gps_platform", {"gps_platform": None}),
        ("drivers", {"drivers": row(FREIGHT, "drivers", id_no="990101196503010613")}),
        ("systems", {"systems": ["operation"]}),
        ("network_freight", {"network_freight": True}),
    ],
)
def test_the_freight_form_rejects(field: str, changes: dict[str, Any]) -> None:
    assert field in wrong(FREIGHT, **changes)


def test_a_driver_of_the_highest_age_is_accepted() -> None:
    turns_61_tomorrow = [row(FREIGHT, "drivers", id_no="990101196503010613")[0]]
    the_day_before = date(2026, 2, 28)
    sample = sampling.read(FREIGHT, the_day_before)
    data = {**sample.data, "drivers": turns_61_tomorrow}
    assert rules.check_form(matter(FREIGHT), data, sample.answers, today=the_day_before) == []


# Outdoor advertising

BOARD = {
    "purpose": "advertising",
    "ad_type": "commercial",
    "w": 6,
    "h": 4,
    "carrier_kind": "private",
    "by_road": False,
    "trees": False,
    "attached": True,
    "has_agent": False,
}


@pytest.mark.parametrize(
    ("w", "h", "large"), [(3.9, 2.5, False), (4.0, 1, True), (1, 4, True), (3.99, 3.99, True), (4, 2.5, True)]
)
def test_a_side_of_four_metres_or_ten_square_metres_make_it_large(w: float, h: float, large: bool) -> None:
    found = outcome(matter(ADVERTISING), **{**BOARD, "w": w, "h": h})
    assert found == (None if large else ("not_required", "not_large"))
    sign = outcome(matter(ADVERTISING), **{**BOARD, "purpose": "shop_sign", "w": w, "h": h})
    assert sign == (None if large else ("file_instead", "shop_sign"))
    sample = sampling.read(ADVERTISING, TODAY)
    pages = rules.asked_pages(matter(ADVERTISING), {**sample.data, "w": w, "h": h}, sample.answers, today=TODAY)
    shown = {f.field.id: f.given for p in pages for f in p.fields}
    assert shown["is_large"] is large
    assert shown["area"] == pytest.approx(w * h, abs=0.005)


def test_banners_need_approval_whatever_their_size() -> None:
    assert outcome(matter(ADVERTISING), **{**BOARD, "purpose": "posting", "w": 1, "h": 0.7}) is None


def test_what_is_large_is_set_by_each_city() -> None:
    there = elsewhere(ADVERTISING, advertising__large_side_m=10, advertising__large_area_m2=20)
    assert outcome(there, **{**BOARD, "w": 4, "h": 4}) == ("not_required", "not_large")


def test_the_authorities_asked_depend_on_the_place() -> None:
    assert lanes(ADVERTISING, **BOARD) == {"planning": (True, 3)}
    road = lanes(ADVERTISING, **{**BOARD, "by_road": True, "highway": True, "trees": True})
    assert road == {"planning": (True, 3), "traffic": (True, 4), "transport": (True, 3), "landscaping": (False, 2)}
    consent = {lane.authority for lane in matter(ADVERTISING).lanes if lane.kind == "consent"}
    assert consent == {"transport"}


def test_temporary_advertising_is_decided_sooner_and_asks_for_the_approval_of_the_event() -> None:
    limit = matter(ADVERTISING).limits.decision
    assert (limit.days, [o.days for o in limit.otherwise]) == (10, [5])
    assert "event_approval" in needed(ADVERTISING, **{**BOARD, "ad_type": "temporary"})
    public = needed(ADVERTISING, **{**BOARD, "carrier_kind": "public"})
    assert "auction_confirmation" in public
    assert "carrier_right" not in public


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("facility", {"facility": "roof"}),
        ("facility", {"facility": "pillar"}),
        ("auction_no", {"carrier_kind": "public"}),
        ("owner_consent", {"owner": "示范市城投资产经营有限公司"}),
        ("calc_book", {"height_ground": 12}),
        ("brightness", {"brightness": 900}),
        ("ad_review_no", {"content_category": "medical"}),
        ("to", {"to": "2031-03-23"}),
        ("to", {"ad_type": "temporary"}),
        ("to", {"to": "2026-03-03"}),
        ("from", {"from": "2026-03-01"}),
        ("led", {"led": False}),
        ("removal_commitment", {"removal_commitment": False}),
    ],
)
def test_the_advertising_form_rejects(field: str, changes: dict[str, Any]) -> None:
    assert field in wrong(ADVERTISING, **changes)


def test_the_longest_term_is_just_accepted() -> None:
    assert wrong(ADVERTISING, **{"from": "2026-03-22", "to": "2031-03-22"}) == set()
    assert wrong(ADVERTISING, **{"ad_type": "temporary", "from": "2026-03-22", "to": "2026-04-10"}) == set()
