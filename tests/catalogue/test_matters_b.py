"""Five matters of the demonstration city say what the law says: limits, outcomes, materials, lanes, fees and forms."""

import dataclasses
import functools
from datetime import date
from typing import Any

import pytest
import yaml
from stdnum.iso7064 import mod_11_2
from tests.catalogue.conftest import DEMO, TODAY
from tests.catalogue.matters import numbered

from sunhall.catalogue import content as contents
from sunhall.catalogue import rules
from sunhall.catalogue.content import VersionContent
from sunhall.catalogue.content.values import Fact
from sunhall.catalogue.files import build, checking, city
from sunhall.catalogue.rules import validity
from sunhall.law import clock
from sunhall.law.calendar import Calendar
from sunhall.law.lifecycles import clocks, licensing
from sunhall.law.lifecycles.kinds import Kind
from sunhall.law.lifecycles.standing import ActRow, fold
from sunhall.law.terms import Trigger, Unit
from sunhall.ops import samples as sampling

HR = "human-resources-service-licence"
ROAD = "road-occupation"
EQUIPMENT = "special-equipment-registration"
OLD_AGE = "old-age-allowance"
CARD = "social-security-card"
MATTERS = (HR, ROAD, EQUIPMENT, OLD_AGE, CARD)
SAMPLED = (*MATTERS, "food-business-licence")
MONDAY = date(2026, 3, 2)


def file_name(code: str) -> str:
    return f"{code.replace('-', '_')}.yaml"


@functools.cache
def matter(code: str) -> VersionContent:
    """The version that the file of a matter makes, with the parameters in force on TODAY."""
    read = city.read(DEMO / "matters" / file_name(code))
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


@functools.cache
def applicant(code: str) -> str:
    """Whether the sample of a matter is of a person or an organisation."""
    return str(yaml.safe_load((sampling.FOLDER / file_name(code)).read_text("utf-8"))["applicant"])


def outcome(code: str, **answers: Any) -> tuple[str, str] | None:
    found = rules.narrow(matter(code), answers, today=TODAY).outcome
    return (found.kind, found.id) if found else None


def needed(code: str, who: str = "", **answers: Any) -> set[str]:
    """The materials these answers leave; a `?` after those that still depend on an answer."""
    found = rules.narrow(matter(code), answers, today=TODAY, applicant=who or applicant(code))
    return {n.item.id + ("?" if n.perhaps else "") for n in found.materials}


def told(code: str, **changes: Any) -> list[rules.FieldError]:
    """What the form says when the sample of a matter is filled in with these changes (None leaves one empty)."""
    sample = sampling.read(code, TODAY)
    answers = {**sample.answers, **{k: v for k, v in changes.items() if k in sample.answers}}
    return rules.check_form(matter(code), {**sample.data, **changes}, answers, today=TODAY, applicant=applicant(code))


def wrong(code: str, **changes: Any) -> set[str]:
    return {e.field for e in told(code, **changes) if e.level == "error"}


def warned(code: str, **changes: Any) -> set[str]:
    return {e.field for e in told(code, **changes) if e.level == "warning"}


# Every file


@pytest.mark.parametrize("code", MATTERS)
def test_the_file_is_right_and_passes_the_gate(code: str) -> None:
    checked = checking.check(city.read(DEMO / "matters" / file_name(code)), TODAY)
    assert [str(p) for p in checked.problems] == []
    assert checked.matters == (code,)


@pytest.mark.parametrize("code", MATTERS)
def test_what_the_city_sets_is_told_with_its_source(code: str) -> None:
    set_by_city = [matter(code).limits.promised.amount, *matter(code).parameters.values()]
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


@pytest.mark.parametrize("day", [TODAY, date(2026, 11, 21), date(2028, 2, 29)])
@pytest.mark.parametrize("code", SAMPLED)
def test_a_complete_application_is_accepted_on_any_day(code: str, day: date) -> None:
    sample, who = sampling.read(code, day), applicant(code)
    assert rules.check_form(matter(code), sample.data, sample.answers, today=day, applicant=who) == []
    pages = rules.asked_pages(matter(code), sample.data, sample.answers, today=day, applicant=who)
    assert set(sample.data) <= {f.field.id for p in pages for f in p.fields}
    narrowed = rules.narrow(matter(code), sample.answers, today=day, applicant=who)
    assert narrowed.ask_next is None
    assert narrowed.outcome is None
    assert not [n for n in narrowed.materials if n.perhaps]


@pytest.mark.parametrize("code", SAMPLED)
def test_an_empty_form_asks_for_every_field_that_must_be_filled(code: str) -> None:
    found = rules.check_form(matter(code), {}, {}, today=TODAY, applicant=applicant(code))
    assert {e.code for e in found} <= {"required", "too_few_rows"}
    assert {"truth", "sign", "e_service_consent"} <= {e.field for e in found}


@pytest.mark.parametrize("code", SAMPLED)
def test_nobody_of_a_sample_can_exist(code: str) -> None:
    text = (sampling.FOLDER / file_name(code)).read_text("utf-8")
    sample = yaml.safe_load(text)["data"]
    assert all(
        number.startswith("990101") for key, number in sample.items() if key.endswith(("id_no", "_rep_id", "agt_id"))
    )
    assert sample.get("uscc", "91999900")[2:8] in {"999900", "999999"}


@pytest.mark.parametrize("code", MATTERS)
def test_each_document_gets_its_number_and_its_last_day(code: str) -> None:
    data = sampling.read(code, TODAY).data
    for result in matter(code).results:
        if result.number:
            assert numbered(result, data, TODAY, 7).count("7") >= 1
        last = validity.validity(result.validity, data, TODAY, TODAY)[1]
        assert (last is None) is result.validity.long_term


# Human-resources service licence

AGENCY = {
    "dispatch": False,
    "service_items": ["placement"],
    "mode": "general",
    "prem_right": "leased",
    "has_agent": False,
}


def test_MT02_the_twenty_days_of_the_job_agency_count_from_receipt_though_accepted_later() -> None:
    p = rules.procedure(matter(HR), lambda code: 1)
    assert (p.statutory.amount, p.statutory.unit, p.statutory.trigger) == (20, Unit.WORKING_DAY, Trigger.RECEIPT)
    received = ActRow(1, "submit", MONDAY, None, 1, None, 1, {"application": "a", "digest": "d", "channel": "window"})
    accepted = ActRow(2, "accept", date(2026, 3, 5), None, 1, None, 1, {"mode": "general"})
    running = clocks.clocks(fold([received, accepted]), p, Calendar.load(), date(2026, 3, 6)).statutory
    assert running is not None
    assert running.due == date(2026, 3, 30)


def test_MT12_outsourcing_alone_is_filed_within_fifteen_days_of_starting() -> None:
    assert outcome(HR, dispatch=False, service_items=["outsourcing"]) == ("file_instead", "filing_only")
    within = next(e for e in matter(HR).after_grant.events if e.id == "other_services").within
    assert within is not None
    due = clock.reckon(Calendar.load(), start=MONDAY, amount=within.days, unit=Unit(within.unit)).due
    assert due == date(2026, 3, 17)


def test_intermediation_beside_outsourcing_needs_the_licence_and_dispatch_is_another_matter() -> None:
    assert outcome(HR, dispatch=False, service_items=["outsourcing", "job_fair"]) is None
    assert outcome(HR, dispatch=True) == ("other_matter", "dispatch")


def test_a_commitment_replaces_the_papers_on_articles_premises_and_staff_and_the_visit() -> None:
    general = needed(HR, **AGENCY)
    assert general == {"application", "business_licence", "articles", "lease", "staff_list"}
    committed = rules.narrow(matter(HR), {**AGENCY, "mode": "commitment"}, today=TODAY)
    assert {n.item.id for n in committed.materials} == {"application", "business_licence", "commitment_letter"}
    steps = {n.item.id for n in committed.steps}
    assert "visit" not in steps
    assert "later_check" in steps
    assert set(matter(HR).modes.commitment.replaces) >= general - {"application", "business_licence"}


def test_who_owns_the_premises_brings_no_lease_and_online_recruitment_needs_the_telecom_licence() -> None:
    owner = needed(HR, **{**AGENCY, "prem_right": "owned", "service_items": ["online_recruitment"], "has_agent": True})
    assert owner == {
        "application",
        "business_licence",
        "articles",
        "property_certificate",
        "staff_list",
        "telecom_licence",
        "authority_to_act",
    }
    assert not matter(HR).material("telecom_licence").asked


def test_a_change_of_the_job_agency_is_reported_and_not_approved() -> None:
    assert {e.kind for e in matter(HR).after_grant.events if e.id in {"change", "close", "branch"}} == {"report"}


STAFF = sampling.read(HR, TODAY).data["staff"]


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("staff", {"staff": STAFF[:2]}),
        ("staff", {"staff": [*STAFF[:2], STAFF[0]]}),
        ("staff", {"staff": [*STAFF[:2], {**STAFF[2], "id_no": "990101199309060048"}]}),
        ("service_items", {"service_items": ["outsourcing", "training"]}),
        ("website", {"service_items": ["online_recruitment"]}),
        ("telecom_licence", {"service_items": ["online_recruitment"]}),
        ("rules", {"service_items": ["online_recruitment"], "rules": ["records"]}),
        ("branch_places", {"branch": True}),
        ("lease_to", {"lease_to": "2020-01-01"}),
        ("uscc", {"uscc": "91999900MA00010188"}),
        ("truth", {"truth": False}),
    ],
)
def test_the_job_agency_form_rejects(field: str, changes: dict[str, Any]) -> None:
    assert field in wrong(HR, **changes)


# Road occupation

SCAFFOLD = {"situation": "occupy", "purpose": "scaffolding", "lane_loss": 0, "trees": 0, "has_agent": False}


def test_MT22_without_the_consent_of_the_traffic_police_the_road_permit_cannot_be_granted() -> None:
    ids = {"urban": 1, "traffic": 2, "landscaping": 3}
    p = rules.procedure(matter(ROAD), ids.__getitem__)
    assert [(lane.authority, lane.mandatory) for lane in p.lanes] == [(2, True)]
    consent = next(lane for lane in matter(ROAD).lanes if lane.authority == "traffic")
    assert (consent.kind, consent.mandatory) == ("consent", True)

    def objection(*more: tuple[str, dict[str, Any]]) -> str | None:
        rows = [
            ("submit", {"application": "a", "digest": "d", "channel": "window"}),
            ("accept", {"mode": "general"}),
            ("check_facts", {"officers": [7, 8], "result": "meets"}),
            ("ask_opinion", {"lanes": [{"authority": 2, "days": 3, "mandatory": True}]}),
            *more,
        ]
        acts = [ActRow(i, kind, MONDAY, None, 1, None, 1, payload) for i, (kind, payload) in enumerate(rows, 1)]
        proposal = licensing.Proposal(Kind.GRANT, date(2026, 3, 4), 5, {"statement": None})
        refused = licensing.objection(fold(acts), proposal, p, Calendar.load())
        return refused.code if refused else None

    assert objection() == "opinions_missing"
    assert objection(("give_opinion", {"authority": 2, "agrees": False})) == "opinion_against"
    assert objection(("give_opinion", {"authority": 2, "agrees": True})) is None


def test_the_landscaping_bureau_is_heard_only_where_trees_are_affected() -> None:
    def lanes(**answers: Any) -> set[str]:
        found = rules.narrow(matter(ROAD), {**SCAFFOLD, **answers}, today=TODAY).lanes
        return {n.item.authority for n in found if not n.perhaps}

    assert lanes() == {"traffic"}
    assert lanes(trees=2) == {"traffic", "landscaping"}


def test_the_reason_decides_which_paper_proves_it_and_a_lost_lane_needs_a_traffic_plan() -> None:
    always = {"application", "location_plan", "restore_commitment"}
    assert needed(ROAD, **SCAFFOLD) == always | {"business_licence", "reason_proof"}
    hoarding = {**SCAFFOLD, "purpose": "construction_hoarding", "lane_loss": 1}
    assert needed(ROAD, **hoarding) == always | {"business_licence", "works_permit", "traffic_plan"}
    event = {**SCAFFOLD, "purpose": "event", "has_agent": True}
    assert needed(ROAD, "person", **event) == always | {"resident_id", "event_approval", "authority_to_act"}


@pytest.mark.parametrize(
    ("situation", "expected"),
    [
        ("dig", ("other_matter", "digging")),
        ("market", ("other_authority", "market")),
        ("vehicle", ("other_authority", "vehicle")),
        ("occupy", None),
    ],
)
def test_what_is_not_a_temporary_occupation_goes_elsewhere(situation: str, expected: tuple[str, str] | None) -> None:
    assert outcome(ROAD, situation=situation) == expected


def road_fee(there: VersionContent | None = None, **changes: Any) -> int | None:
    data = {**sampling.read(ROAD, TODAY).data, **changes}
    return rules.assess(there or matter(ROAD), data, {}, today=TODAY, applicant="organisation").total


@pytest.mark.parametrize(
    ("changes", "fen"),
    [
        ({}, 150_00),  # 20 m² for 15 days at 0.50: both end days count
        ({"length": 30, "fee_class": "commercial", "from": "2026-06-01", "to": "2026-07-30"}, 9_000_00),
        ({"length": 0.5}, 7_50),  # less than one m² counts as one
        ({"from": "2026-06-01", "to": "2026-06-01"}, 10_00),
        ({"length": 3.33, "width": 1.5, "from": "2026-06-01", "to": "2026-06-01"}, 2_50),  # 249.75 fen, half up
        ({"fee_class": "public_benefit"}, 0),
    ],
)
def test_the_occupation_fee_is_area_times_days_times_rate(changes: dict[str, Any], fen: int) -> None:
    assert road_fee(**changes) == fen


def test_the_fee_shown_in_the_form_is_the_fee_assessed() -> None:
    sample = sampling.read(ROAD, TODAY)
    pages = rules.asked_pages(matter(ROAD), sample.data, sample.answers, today=TODAY, applicant="organisation")
    shown = {f.field.id: f.given for p in pages for f in p.fields if f.computed}
    assert (shown["fee"], shown["area"], shown["deposit"]) == (road_fee(), 20.0, 0)


def test_a_city_that_does_not_levy_the_occupation_fee_charges_nothing() -> None:
    there = elsewhere(ROAD, road__fee_levied=False)
    assert road_fee(there) == 0
    assert rules.assess(there, sampling.read(ROAD, TODAY).data, {}, today=TODAY).free


def test_the_published_prices_are_the_rates_the_city_set() -> None:
    price = matter(ROAD).fees[0].unit_price
    rates = matter(ROAD).parameters["road.fee_rates"].value
    assert price is not None
    assert all(f"{rates[kind] / 100:.2f}" in price["zh-hans"] for kind in ("construction", "commercial"))
    card = matter(CARD).fees[0].unit_price
    assert card is not None
    assert f"{matter(CARD).parameters['card.replacement_fee'].value // 100}元" in card["zh-hans"]


def test_the_road_permit_lasts_as_long_as_asked_for() -> None:
    data = sampling.read(ROAD, TODAY).data
    permit = matter(ROAD).results[0]
    assert validity.validity(permit.validity, data, TODAY, TODAY)[1] == date.fromisoformat(data["to"])


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("to", {"to": "2026-03-01"}),
        ("to", {"from": "2026-06-01", "to": "2026-08-30"}),  # 91 days
        ("from", {"from": "2026-03-01"}),
        ("passage_width", {"passage_width": 0.8}),
        ("length", {"length": 0}),
        ("width", {"width": 1.234}),
        ("site_head_phone", {"site_head_phone": "123"}),
        ("depth", {"dig": True}),
        ("blind_path", {"blind_path": None}),
        ("agt_name", {"has_agent": True}),
    ],
)
def test_the_road_form_rejects(field: str, changes: dict[str, Any]) -> None:
    assert field in wrong(ROAD, **changes)


def test_ninety_days_are_the_longest_of_one_permit_and_risky_places_are_warned_of() -> None:
    assert wrong(ROAD, **{"from": "2026-06-01", "to": "2026-08-29"}) == set()
    risky = {"blind_path": True, "hydrant_near": True, "purpose": "stall"}
    assert warned(ROAD, **risky) == {"blind_path", "hydrant_near", "purpose"}


def test_a_person_may_apply_for_the_road_permit_too() -> None:
    asked = rules.asked_pages(matter(ROAD), {}, {}, today=TODAY, applicant="person")[0]
    ids = {f.field.id for f in asked.fields}
    assert "id_no" in ids
    assert "uscc" not in ids


# Special equipment

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
    assert outcome(EQUIPMENT, scope="building_site") == ("other_authority", "building_site")
    assert outcome(EQUIPMENT, scope="exempt") == ("not_required", "exempt")


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


# Old-age allowance

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
    assert outcome(OLD_AGE, **{**OLD, "age": age, "subsidy_type": kinds}) == expected


def test_who_is_registered_in_another_city_applies_there() -> None:
    assert outcome(OLD_AGE, hukou_here=False) == ("other_authority", "elsewhere")


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


# Social-security card

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
    assert outcome(CARD, want="ecard") == ("not_required", "ecard_only")
    assert outcome(CARD, want="card", insured_place="elsewhere") == ("other_authority", "elsewhere")


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
