"""Six matters of the demonstration city say what the law says: limits, outcomes, materials, lanes and forms."""

import dataclasses
import functools
from datetime import date
from typing import Any

import pytest
from tests.catalogue import sampling
from tests.catalogue.conftest import DEMO, TODAY

from sunhall.catalogue import content as contents
from sunhall.catalogue import rules
from sunhall.catalogue.content import VersionContent
from sunhall.catalogue.content.values import Fact
from sunhall.catalogue.files import build, checking, city
from sunhall.law import clock
from sunhall.law.calendar import Calendar
from sunhall.law.lifecycles import procedure as procedures
from sunhall.law.terms import Trigger, Unit

HYGIENE = "public-place-hygiene-licence"
INDIVIDUAL = "individual-business-registration"
CONSTRUCTION = "construction-permit"
MEDICAL = "medical-institution-setup"
FREIGHT = "road-freight-licence"
ADVERTISING = "outdoor-advertising"
MATTERS = (HYGIENE, INDIVIDUAL, CONSTRUCTION, MEDICAL, FREIGHT, ADVERTISING)


@functools.cache
def matter(code: str) -> VersionContent:
    """The version that the file of a matter makes, with the parameters in force on TODAY."""
    read = city.read(DEMO / "matters" / f"{code.replace('-', '_')}.yaml")
    assert not read.problems
    built = build.build(read.matters[0], read.resolve(TODAY), TODAY)
    assert not built.problems
    return contents.read(built.document)


def elsewhere(code: str, **values: Any) -> VersionContent:
    """The same matter in a city that sets some of its parameters differently (`a__b` stands for `a.b`)."""
    here = matter(code)
    changed = {name.replace("__", "."): Fact(value) for name, value in values.items()}
    assert set(changed) <= set(here.parameters)
    return dataclasses.replace(here, parameters={**here.parameters, **changed})


def outcome(content: VersionContent, **answers: Any) -> tuple[str, str] | None:
    """Kind and id of the outcome these answers lead to, None when the matter is the right one."""
    found = rules.narrow(content, answers, today=TODAY).outcome
    return (found.kind, found.id) if found else None


def needed(code: str, **answers: Any) -> set[str]:
    """The materials these answers leave; a `?` after those that still depend on an answer."""
    found = rules.narrow(matter(code), answers, today=TODAY).materials
    return {n.item.id + ("?" if n.perhaps else "") for n in found}


def lanes(code: str, **answers: Any) -> dict[str, tuple[bool, int]]:
    found = rules.narrow(matter(code), answers, today=TODAY).lanes
    return {n.item.authority: (n.item.mandatory, n.item.days) for n in found if not n.perhaps}


def wrong(code: str, **changes: Any) -> set[str]:
    """The fields with an error when the sample of a matter is filled in with these changes (None leaves one empty)."""
    sample = sampling.read(code, TODAY)
    data = {**sample.data, **changes}
    answers = {**sample.answers, **{k: v for k, v in changes.items() if k in sample.answers}}
    found = rules.check_form(matter(code), data, answers, today=TODAY)
    return {e.field for e in found if e.level == "error"}


def row(code: str, table: str, **changes: Any) -> list[dict[str, Any]]:
    """The first row of a table of the sample, changed."""
    return [{**sampling.read(code, TODAY).data[table][0], **changes}]


def due(code: str, start: date) -> date | None:
    term = matter(code).terms.decision
    return clock.reckon(Calendar.load(), start=start, amount=term.amount, unit=term.unit).due


# Every file


@pytest.mark.parametrize("code", MATTERS)
def test_the_file_is_right_and_passes_the_gate(code: str) -> None:
    checked = checking.check(city.read(DEMO / "matters" / f"{code.replace('-', '_')}.yaml"), TODAY)
    assert [str(p) for p in checked.problems] == []
    assert checked.matters == (code,)


@pytest.mark.parametrize("code", MATTERS)
def test_what_the_city_sets_is_told_with_its_source(code: str) -> None:
    set_by_city = [matter(code).limits.promised.amount, *matter(code).parameters.values()]
    assert set_by_city
    assert all(fact.set_by_city and fact.source and fact.mark in {"sure", "check", "local"} for fact in set_by_city)


@pytest.mark.parametrize("code", MATTERS)
def test_the_counted_steps_on_the_longest_way_fit_into_the_promise(code: str) -> None:
    content = matter(code)
    ends: dict[str, int] = {}
    before: tuple[str, ...] = ()
    for step in content.steps:
        begin = max((ends[name] for name in step.after or before), default=0)
        ends[step.id] = begin + (step.days if step.counts else 0)
        before = (step.id,)
    assert max(ends.values()) <= content.terms.promised.amount
    assert all(lane.days <= content.terms.promised.amount for lane in content.lanes)


@pytest.mark.parametrize("code", MATTERS)
def test_nothing_is_charged_and_it_is_said_why(code: str) -> None:
    sample = sampling.read(code, TODAY)
    assessed = rules.assess(matter(code), sample.data, sample.answers, today=TODAY)
    assert assessed.free
    assert assessed.total == 0
    assert "all-58" in assessed.free_by


@pytest.mark.parametrize("day", [TODAY, date(2026, 11, 21), date(2028, 2, 29)])
@pytest.mark.parametrize("code", MATTERS)
def test_a_complete_application_is_accepted_on_any_day(code: str, day: date) -> None:
    sample = sampling.read(code, day)
    assert rules.check_form(matter(code), sample.data, sample.answers, today=day) == []
    asked = {
        f.field.id for p in rules.asked_pages(matter(code), sample.data, sample.answers, today=day) for f in p.fields
    }
    assert set(sample.data) <= asked
    narrowed = rules.narrow(matter(code), sample.answers, today=day)
    assert narrowed.ask_next is None
    assert narrowed.outcome is None
    assert not [n for n in narrowed.materials if n.perhaps]


@pytest.mark.parametrize("code", MATTERS)
def test_an_empty_form_asks_for_every_field_that_must_be_filled(code: str) -> None:
    found = rules.check_form(matter(code), {}, {}, today=TODAY)
    assert {e.code for e in found} <= {"required", "too_few_rows"}
    assert {"truth", "sign", "deliver_way"} <= {e.field for e in found}


@pytest.mark.parametrize("code", MATTERS)
def test_numbers_on_the_certificates_can_be_made(code: str) -> None:
    data = sampling.read(code, TODAY).data
    numbers = [
        rules.certificate_number(result, data=data, region="999900", on=TODAY, sequence=7)
        for result in matter(code).results
        if result.number
    ]
    assert numbers
    assert all("999900" in number for number in numbers)


# Public-place hygiene licence

HOTEL = {"venue_group": "licensed", "venue_type": "hotel", "central_ac": False, "mode": "general", "has_agent": False}


def test_a_bookshop_files_within_thirty_days_of_opening() -> None:
    assert outcome(matter(HYGIENE), venue_group="culture") == ("file_instead", "culture_places")
    filing = clock.reckon(Calendar.load(), start=date(2026, 3, 2), amount=30, unit=Unit.CALENDAR_DAY)
    assert filing.due == date(2026, 4, 1)
    text = next(o for o in matter(HYGIENE).outcomes if o.id == "culture_places").instead
    assert "三十日" in text.into("zh-hans")
    assert "30 days" in text.into("en")


def test_restaurants_go_to_the_food_licence_and_parks_need_nothing() -> None:
    assert outcome(matter(HYGIENE), venue_group="food") == ("other_matter", "food_places")
    assert outcome(matter(HYGIENE), venue_group="open") == ("not_required", "open_places")
    assert outcome(matter(HYGIENE), **HOTEL) is None


def test_a_commitment_replaces_the_test_report_and_the_visit() -> None:
    general = needed(HYGIENE, **HOTEL)
    committed = {**HOTEL, "mode": "commitment"}
    assert general == {"application", "rep_identity", "business_licence", "plans", "test_report", "rules"}
    assert needed(HYGIENE, **committed) == general - {"test_report"}
    steps = {n.item.id for n in rules.narrow(matter(HYGIENE), committed, today=TODAY).steps}
    assert "visit" not in steps


def test_pools_and_central_air_conditioning_get_no_commitment() -> None:
    for special in ({"venue_type": "pool"}, {"central_ac": True}):
        narrowed = rules.narrow(matter(HYGIENE), {**HOTEL, **special, "mode": "commitment"}, today=TODAY)
        assert "mode" not in [q.id for q in narrowed.questions]
        assert "test_report" in {n.item.id for n in narrowed.materials if not n.perhaps}
    assert "central_ac_report" in needed(HYGIENE, **{**HOTEL, "central_ac": True})


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("staff_cert", {"staff_cert": 23}),
        ("report_date", {"report_date": "2025-03-01"}),
        ("ac_report_no", {"ac_report_no": None}),
        ("service_unit", {"service_unit": None}),
        ("tank_clean_proof", {"water_supply": "secondary"}),
        ("pool_area", {"project": ["lodging", "swimming"]}),
        ("project", {"project": ["bathing"]}),
        ("uscc", {"uscc": "91999900210000113X"}),
    ],
)
def test_the_hygiene_form_rejects(field: str, changes: dict[str, Any]) -> None:
    assert field in wrong(HYGIENE, **changes)


# Individual business

ALONE = {
    "trade": "individual_business",
    "form": "individual",
    "platform_seller": False,
    "premises_decl": False,
    "prior_items": False,
    "has_agent": False,
}


def test_an_incomplete_file_of_an_individual_business_is_returned_and_filed_anew() -> None:
    procedure = rules.procedure(matter(INDIVIDUAL), lambda code: 1)
    assert procedure.intake.rule == procedures.RETURN_AND_REFILE
    assert procedure.intake.correction_days is None
    assert procedure.is_instant
    assert "第十九条" in procedure.suspension_basis


def test_registration_is_on_the_spot_or_within_three_working_days_of_receipt_and_three_more() -> None:
    limits = matter(INDIVIDUAL).limits
    assert limits.decision.on_the_spot
    assert limits.promised.on_the_spot
    decision = matter(INDIVIDUAL).terms.decision
    assert (decision.amount, decision.unit, decision.trigger) == (3, Unit.WORKING_DAY, Trigger.RECEIPT)
    assert decision.extension is not None
    assert decision.extension.amount == 3
    assert due(INDIVIDUAL, date(2026, 3, 2)) == date(2026, 3, 5)


def test_a_platform_seller_needs_no_paper_on_premises_and_a_declaration_replaces_it() -> None:
    assert needed(INDIVIDUAL, **ALONE) == {"application", "operator_identity", "premises_paper"}
    assert "premises_paper" not in needed(INDIVIDUAL, **{**ALONE, "premises_decl": True})
    assert "premises_paper" not in needed(INDIVIDUAL, **{**ALONE, "platform_seller": True})
    assert {"family_identity", "prior_approval", "authority_to_act"} <= needed(
        INDIVIDUAL, **{**ALONE, "form": "family", "prior_items": True, "has_agent": True}
    )


def test_small_occasional_trade_needs_no_registration_and_a_company_is_another_matter() -> None:
    assert outcome(matter(INDIVIDUAL), trade="exempt") == ("not_required", "exempt_trade")
    assert outcome(matter(INDIVIDUAL), trade="company") == ("other_matter", "company")


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("name_trade", {"name_trade": "海"}),
        ("name_trade", {"name_trade": "Ocean"}),
        ("members", {"members": []}),
        ("members", {"members": [{"name": "孙大海", "id_no": "990101197911020313", "relation": "other"}]}),
        ("scope_items", {"scope_main": "clothing"}),
        ("scope_items", {"scope_items": ["fruit_vegetables", "hazardous_chemicals"]}),
        ("shop_url", {"platform_seller": True, "platform_name": "示范商城"}),
        ("real_name_ok", {"real_name_ok": False}),
        ("id_no", {"id_no": "990101197911020314"}),
        ("lease_to", {"lease_to": "2020-01-01"}),
    ],
)
def test_the_registration_form_rejects(field: str, changes: dict[str, Any]) -> None:
    assert field in wrong(INDIVIDUAL, **changes)


# Construction permit

WORK = {
    "special_case": "ordinary",
    "project_type": "house",
    "invest_total": 28600,
    "floor_area": 36500,
    "fire_special": False,
    "tender": False,
    "demolition": False,
    "earthworks": False,
    "has_agent": False,
}


def test_a_construction_permit_is_due_seven_working_days_after_receipt() -> None:
    decision = matter(CONSTRUCTION).terms.decision
    assert (decision.amount, decision.unit, decision.trigger) == (7, Unit.WORKING_DAY, Trigger.RECEIPT)
    assert due(CONSTRUCTION, date(2026, 3, 2)) == date(2026, 3, 11)


@pytest.mark.parametrize(
    ("invest_wan", "area", "needs_permit"),
    [(100, 900, False), (100.01, 900, True), (900, 500, False), (900, 500.5, True), (30, 20, False)],
)
def test_where_the_limit_is_inclusive_either_figure_within_it_frees_the_work(
    invest_wan: float, area: float, needs_permit: bool
) -> None:
    found = outcome(matter(CONSTRUCTION), **{**WORK, "invest_total": invest_wan, "floor_area": area})
    assert (found is None) is needs_permit
    if found:
        assert found[0] == "not_required"


@pytest.mark.parametrize(
    ("invest_wan", "area", "needs_permit"), [(200, 1000, True), (199.99, 1000, False), (200, 999.99, False)]
)
def test_where_the_limit_is_exclusive_a_work_exactly_at_it_needs_the_permit(
    invest_wan: float, area: float, needs_permit: bool
) -> None:
    there = elsewhere(
        CONSTRUCTION,
        construction__limit_invest_wan=200,
        construction__limit_area_m2=1000,
        construction__limit_inclusive=False,
    )
    found = outcome(there, **{**WORK, "invest_total": invest_wan, "floor_area": area})
    assert (found is None) is needs_permit


def test_the_floor_area_does_not_free_municipal_works() -> None:
    assert outcome(matter(CONSTRUCTION), **{**WORK, "project_type": "municipal", "floor_area": 1}) is None


@pytest.mark.parametrize("case", ["start_report", "relief", "temporary", "rural"])
def test_works_outside_the_permit_need_none(case: str) -> None:
    found = outcome(matter(CONSTRUCTION), special_case=case)
    assert found is not None
    assert found[0] == "not_required"


def test_several_authorities_look_at_a_construction_at_the_same_time() -> None:
    assert lanes(CONSTRUCTION, **WORK) == {"planning": (True, 2), "urban": (True, 3)}
    everything = lanes(CONSTRUCTION, **{**WORK, "fire_special": True, "earthworks": True})
    assert everything == {"planning": (True, 2), "urban": (True, 3), "fire": (True, 4), "ecology": (False, 1)}
    always = rules.procedure(matter(CONSTRUCTION), {"planning": 1, "urban": 2}.__getitem__).lanes
    assert [(lane.authority, lane.days, lane.mandatory) for lane in always] == [(1, 2, True), (2, 3, True)]


def test_the_city_extends_the_time_of_a_construction_permit_by_nothing() -> None:
    assert rules.procedure(matter(CONSTRUCTION), lambda code: 1).extension_days == 0


def test_the_papers_of_a_construction_follow_tender_demolition_and_fire() -> None:
    plain = needed(CONSTRUCTION, **WORK)
    assert not {"award_notice", "site_statement", "fire_approval", "authority_to_act"} & plain
    assert {"land_approval", "planning_permit", "drawings_review", "funds_commitment", "safety_measures"} <= plain
    special = {**WORK, "tender": True, "demolition": True, "fire_special": True}
    assert needed(CONSTRUCTION, **special) - plain == {"award_notice", "site_statement", "fire_approval"}
    fetched = {m.id for m in matter(CONSTRUCTION).materials if not m.asked}
    assert {"land_approval", "planning_permit", "fire_approval", "business_licence", "application"} == fetched


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("project_code", {"project_code": "2603-999900-89-01-123456"}),
        ("fire_approval_no", {"fire_approval_no": None}),
        ("bid_no", {"bid_no": None}),
        ("contract_end", {"contract_end": "2026-03-20"}),
        ("supervisor", {"supervisor": sampling.read(CONSTRUCTION, TODAY).data["contractor"]}),
        ("pm", {"pm": row(CONSTRUCTION, "pm", other_active=True)}),
        ("safety_staff", {"safety_staff": []}),
        ("contractor", {"contractor": row(CONSTRUCTION, "contractor", uscc="123")}),
        ("length", {"project_type": "municipal"}),
    ],
)
def test_the_construction_form_rejects(field: str, changes: dict[str, Any]) -> None:
    assert field in wrong(CONSTRUCTION, **changes)


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
