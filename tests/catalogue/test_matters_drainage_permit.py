"""Discharging into the sewer: fifteen working days, commitments in place of reports, and a visit to key dischargers."""

from datetime import date, timedelta
from typing import Any

import pytest
from tests.catalogue.conftest import TODAY
from tests.catalogue.matters import due, elsewhere, fee, matter, needed, outcome, row, standing, submitted, told, wrong

from sunhall.catalogue import rules
from sunhall.catalogue.rules import validity
from sunhall.law.calendar import Calendar
from sunhall.law.lifecycles import licensing
from sunhall.law.lifecycles.kinds import Kind
from sunhall.law.terms import Trigger, Unit
from sunhall.ops import samples as sampling

DRAINAGE = "drainage-permit"
CALENDAR = Calendar.load()
SAMPLE = sampling.read(DRAINAGE, TODAY)
ANSWERS = SAMPLE.answers
KEY = {**ANSWERS, "discharger_class": "key", "key_list": True}
SITE = {"construction": True, "industry": "building", "site_permit_no": "999900202600000101", "period": "2027-03-01"}
SETTLED = {"pretreatment": ["sedimentation"]}


def steps(**answers: Any) -> dict[str, int]:
    """The steps of a case with these answers, and how many officials do each."""
    found = rules.narrow(matter(DRAINAGE), answers, today=TODAY, applicant="organisation").steps
    return {n.item.id: n.item.officers for n in found if not n.perhaps}


# Time and procedure


def test_MT03_accepted_on_the_second_of_march_it_is_due_on_the_twenty_third() -> None:
    decision = matter(DRAINAGE).terms.decision
    assert (decision.amount, decision.unit, decision.trigger) == (15, Unit.WORKING_DAY, Trigger.ACCEPTANCE)
    assert due(DRAINAGE, date(2026, 3, 2)) == date(2026, 3, 23)
    assert decision.extension is not None
    assert decision.extension.amount == 10


def test_MT21_a_key_discharger_is_not_decided_on_before_the_visit_of_two_officials() -> None:
    assert steps(**KEY)["visit"] == 2
    p = rules.procedure(matter(DRAINAGE), lambda code: 1)
    proposal = licensing.Proposal(Kind.GRANT, date(2026, 3, 9), 5, {"statement": None})

    def grant(*, needs_check: bool, checked: bool) -> str | None:
        rows = [submitted("2026-03-02"), ("accept", "2026-03-02", {"mode": "general", "fact_check": needs_check})]
        if checked:
            rows.append(("check_facts", "2026-03-04", {"officers": [7, 8], "result": "meets"}))
        refused = licensing.objection(standing(*rows), proposal, p, CALENDAR)
        return refused.code if refused else None

    assert grant(needs_check=True, checked=False) == "facts_not_checked"
    assert grant(needs_check=True, checked=True) is None
    assert grant(needs_check=False, checked=False) is None


def test_other_dischargers_are_only_drawn_for_a_spot_check() -> None:
    general = steps(**ANSWERS)
    assert "visit" not in general
    assert general["spot_check"] == 1
    assert "spot_check" not in steps(**KEY)


def test_permit_and_monitoring_are_free_and_the_sewage_fee_is_another_matter() -> None:
    assert fee(matter(DRAINAGE)) == 0
    assert set(matter(DRAINAGE).free_by) == {"all-58", "drainage-32"}
    assert any("污水处理费" in note["zh-hans"] for note in matter(DRAINAGE).guide.notes)


# Narrowing


@pytest.mark.parametrize(
    ("discharger", "expected"),
    [
        ("household", ("not_required", "household")),
        ("covered", ("not_required", "covered")),
        ("water_body", ("other_authority", "water_body")),
        ("business", None),
    ],
)
def test_households_and_shops_under_a_common_permit_need_none(
    discharger: str, expected: tuple[str, str] | None
) -> None:
    assert outcome(matter(DRAINAGE), discharger=discharger) == expected


def test_by_the_measures_two_reports_may_be_replaced_by_a_written_commitment() -> None:
    always = {"application", "business_licence", "drawings", "pretreatment_papers"}
    reports = {**ANSWERS, "hidden_works": "report", "quality": "report"}
    assert needed(DRAINAGE, **reports) == always | {"hidden_works_report", "quality_report"}
    assert needed(DRAINAGE, **ANSWERS) == always | {"quality_report", "commitment_letter"}
    committed = {**ANSWERS, "hidden_works": "commitment", "quality": "commitment"}
    assert needed(DRAINAGE, **committed) == always | {"commitment_letter"}
    assert all(matter(DRAINAGE).material(m).basis == ("measures-7",) for m in ("commitment_letter", "quality_report"))


def test_small_catering_brings_one_form_one_drawing_one_commitment() -> None:
    small = {k: v for k, v in ANSWERS.items() if k != "key_list"}
    small |= {"discharger_class": "small_catering", "hidden_works": "commitment", "quality": "commitment"}
    assert needed(DRAINAGE, **small) == {"application", "business_licence", "drawings", "commitment_letter"}
    assert {m.id for m in matter(DRAINAGE).materials if m.asked} & needed(DRAINAGE, **small) == {
        "drawings",
        "commitment_letter",
    }


def test_a_key_polluter_brings_the_papers_of_its_monitoring() -> None:
    assert "monitor_papers" in needed(DRAINAGE, **KEY)
    assert "monitor_papers" not in needed(DRAINAGE, **{**KEY, "key_list": False})
    assert "auto_monitor" in wrong(DRAINAGE, discharger_class="key", key_list=True)


def test_a_building_site_is_asked_only_what_concerns_it() -> None:
    site = {k: v for k, v in ANSWERS.items() if k not in {"industry", "property_manager"}} | {"construction": True}
    found = rules.narrow(matter(DRAINAGE), site, today=TODAY, applicant="organisation")
    assert found.ask_next is None
    assert not [m for m in found.materials if m.perhaps]


# The form


@pytest.mark.parametrize(("area", "right"), [(150, True), (150.01, False)])
def test_small_catering_ends_at_the_area_the_city_set(area: float, right: bool) -> None:
    small = {"discharger_class": "small_catering", "key_list": None, "prem_area": area}
    assert ("discharger_class" in wrong(DRAINAGE, **small)) is not right


@pytest.mark.parametrize(
    ("field", "limit"), [("cod", 500), ("ss", 400), ("nh3n", 45), ("tn", 70), ("tp", 8), ("oil", 100), ("ph", 9.5)]
)
def test_water_above_the_standard_cannot_be_permitted(field: str, limit: float) -> None:
    assert field not in wrong(DRAINAGE, **{field: limit})
    assert field in wrong(DRAINAGE, **{field: limit + 0.01})
    asked = matter(DRAINAGE).form.field(field)
    assert asked is not None
    assert asked.max is not None
    assert asked.max.mark == "check"


def test_results_of_the_test_are_asked_only_with_a_report() -> None:
    committed = {"quality": "commitment", **dict.fromkeys(("cod", "ss", "nh3n", "tn", "tp", "oil", "ph"))}
    assert wrong(DRAINAGE, **committed) == set()
    assert {"cod", "ph"} <= wrong(DRAINAGE, **{**committed, "quality": "report"})


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("discharge", {"discharge": 18.51}),
        ("outlets", {"outlets": []}),
        ("outlets", {"outlets": row(DRAINAGE, "outlets", to_sewer="rain")}),
        ("rain_sewage_split", {"rain_sewage_split": False}),
        ("pretreatment", {"pretreatment": ["septic_tank"]}),
        ("pretreatment", {"industry": "medical"}),
        ("pretreatment", {"industry": "car_wash"}),
        ("industry", {"industry": "building"}),
        ("industry", {**SITE, "industry": "catering"}),
        ("site_permit_no", {**SITE, "site_permit_no": None}),
        ("period", {**SITE, "period": "2026-03-01"}),
        ("discharger_class", {"key_list": True}),
        ("discharger_class", {"discharger_class": "small_catering", "industry": "medical", "prem_area": 100}),
        ("tenants", {"property_manager": True}),
        ("ph", {"ph": 6.4}),
        ("hidden_works", {"hidden_works": None}),
        ("pretreatment_volume", {"pretreatment_volume": 0}),
    ],
)
def test_the_drainage_form_rejects(field: str, changes: dict[str, Any]) -> None:
    assert field in wrong(DRAINAGE, **changes)


def test_into_a_combined_sewer_the_drains_need_not_be_apart() -> None:
    combined = row(DRAINAGE, "outlets", to_sewer="combined")
    assert wrong(DRAINAGE, outlets=combined, rain_sewage_split=False) == set()


def test_the_manager_of_a_building_lists_everybody_and_their_water() -> None:
    shops = [
        {"name": "奶茶店", "industry": "餐饮", "place": "一层", "discharge": 6},
        {"name": "面馆", "industry": "餐饮", "place": "二层", "discharge": 10},
    ]
    assert told(DRAINAGE, property_manager=True, tenants=shops) == []
    assert wrong(DRAINAGE, property_manager=True, tenants=[*shops, shops[0]]) == {"tenants"}


# Afterwards


def test_the_permit_lasts_five_years_and_that_of_a_site_as_long_as_the_works() -> None:
    permit, site = matter(DRAINAGE).results
    decided = date(2026, 3, 11)
    assert validity.validity(permit.validity, {}, decided, decided) == (decided, date(2031, 3, 10))
    assert validity.validity(site.validity, SITE, decided, decided) == (decided, date(2027, 3, 1))
    assert (permit.when, site.when) == ("construction == false", "construction == true")
    assert wrong(DRAINAGE, **SITE, **SETTLED, property_manager=None) == set()


@pytest.mark.parametrize(("asked", "in_time"), [(date(2026, 12, 1), True), (date(2026, 12, 2), False)])
def test_renewal_is_asked_for_thirty_days_before_the_end(asked: date, in_time: bool) -> None:
    renewal = matter(DRAINAGE).after_grant.renewal
    assert renewal is not None
    assert (renewal.closes.days, renewal.closes.unit) == (30, "calendar_day")
    assert (asked <= date(2026, 12, 31) - timedelta(days=renewal.closes.days)) is in_time


def test_another_outlet_or_amount_is_applied_for_anew_and_a_new_name_recorded() -> None:
    kinds = {e.id: e.kind for e in matter(DRAINAGE).after_grant.events}
    assert (kinds["new_application"], kinds["name_change"]) == ("apply_change", "file")


def test_what_small_catering_means_is_set_by_each_city() -> None:
    there = elsewhere(DRAINAGE, drainage__small_catering_m2=60)
    data = {**SAMPLE.data, "discharger_class": "small_catering", "key_list": None, "prem_area": 100}
    answers = {**ANSWERS, "discharger_class": "small_catering"}
    found = rules.check_form(there, data, answers, today=TODAY, applicant="organisation")
    assert "discharger_class" in {e.field for e in found}
