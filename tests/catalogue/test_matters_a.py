"""Six matters of the demonstration city as files; then hygiene, individual businesses and construction one by one."""

from datetime import date
from typing import Any

import pytest
from tests.catalogue.conftest import DEMO, TODAY
from tests.catalogue.matters import due, elsewhere, lanes, matter, needed, numbered, outcome, row, wrong

from sunhall.catalogue import rules
from sunhall.catalogue.files import checking, city
from sunhall.law import clock
from sunhall.law.calendar import Calendar
from sunhall.law.lifecycles import procedure as procedures
from sunhall.law.terms import Trigger, Unit
from sunhall.ops import samples as sampling

HYGIENE = "public-place-hygiene-licence"
INDIVIDUAL = "individual-business-registration"
CONSTRUCTION = "construction-permit"
MEDICAL = "medical-institution-setup"
FREIGHT = "road-freight-licence"
ADVERTISING = "outdoor-advertising"
MATTERS = (HYGIENE, INDIVIDUAL, CONSTRUCTION, MEDICAL, FREIGHT, ADVERTISING)


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
    numbers = [numbered(result, data, TODAY, 7) for result in matter(code).results if result.number]
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
    assert matter(CONSTRUCTION).limits.extension is None
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
