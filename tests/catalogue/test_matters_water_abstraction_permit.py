"""Taking water: forty-five working days that stop for disputes, an approval first, and the licence after the works."""

from datetime import date, timedelta
from typing import Any

import pytest
from tests.catalogue.conftest import TODAY
from tests.catalogue.matters import (
    due,
    elsewhere,
    fee,
    lanes,
    matter,
    needed,
    outcome,
    row,
    standing,
    submitted,
    told,
    warned,
    wrong,
)

from sunhall.catalogue import rules
from sunhall.catalogue.rules import validity
from sunhall.law.calendar import Calendar
from sunhall.law.lifecycles import clocks, licensing
from sunhall.law.lifecycles.kinds import Kind, Phase
from sunhall.law.terms import Trigger, Unit
from sunhall.ops import samples as sampling

WATER = "water-abstraction-permit"
CALENDAR = Calendar.load()
SAMPLE = sampling.read(WATER, TODAY)
ANSWERS = SAMPLE.answers
MONTHS = SAMPLE.data["month_qty"]
ACCEPTED = (submitted("2026-03-02"), ("accept", "2026-03-02", {"mode": "general"}))


def procedure() -> Any:
    return rules.procedure(matter(WATER), lambda code: 1)


def decide_by(*rows: tuple[str, str, dict[str, Any]]) -> date | None:
    p = procedure()
    running = clocks.run(p.statutory, standing(*ACCEPTED, *rows), CALENDAR, None, extended=False)
    return running.due if running else None


# Time and procedure


def test_it_is_decided_forty_five_working_days_after_acceptance() -> None:
    decision = matter(WATER).terms.decision
    assert (decision.amount, decision.unit, decision.trigger) == (45, Unit.WORKING_DAY, Trigger.ACCEPTANCE)
    assert decision.extension is not None
    assert decision.extension.amount == 10
    assert due(WATER, date(2026, 3, 2)) == decide_by() == date(2026, 5, 8)


def test_five_working_days_to_examine_and_then_silence_accepts() -> None:
    p = procedure()
    assert p.intake.days == 5
    assert matter(WATER).intake.basis == ("water-13", "all-32")
    handed_in = standing(submitted("2026-03-02"))
    assert clocks.as_of(handed_in, p, CALENDAR, date(2026, 3, 9)).phase is Phase.RECEIVED
    after = clocks.as_of(handed_in, p, CALENDAR, date(2026, 3, 10))
    assert (after.phase, after.accepted_on) == (Phase.REVIEW, date(2026, 3, 2))


def test_a_dispute_suspends_the_file_in_writing_and_the_clock_goes_on_when_it_is_settled() -> None:
    p = procedure()
    assert "第十八条" in p.suspension_basis
    told_ = {"basis": p.suspension_basis, "statement": "neighbours sue"}
    proposal = licensing.Proposal(Kind.SUSPEND, date(2026, 3, 9), 2, told_)
    assert licensing.objection(standing(*ACCEPTED), proposal, p, CALENDAR) is None
    suspended = ("suspend", "2026-03-09", told_)
    assert standing(*ACCEPTED, suspended).phase is Phase.SUSPENDED
    assert decide_by(suspended) is None
    without, with_ten_days_stopped = decide_by(), decide_by(suspended, ("resume", "2026-03-23", {}))
    assert without and with_ten_days_stopped
    assert CALENDAR.shift(without, 10) == with_ten_days_stopped


def test_a_dispute_is_not_started_as_a_special_procedure_whose_days_nobody_can_know() -> None:
    told_ = {"procedure": "dispute", "needed_days": 5, "statement": 1}
    proposal = licensing.Proposal(Kind.START_SPECIAL_PROCEDURE, date(2026, 3, 9), 2, told_)
    refused = licensing.objection(standing(*ACCEPTED), proposal, procedure(), CALENDAR)
    assert refused is not None
    assert (refused.code, refused.article) == ("special_type_not_in_art45_without_basis", "ALL/45")


def test_hearings_and_the_consulting_of_departments_do_not_count_and_publicity_does() -> None:
    p = procedure()
    stops = {s.kind: s.stops_clock for s in matter(WATER).special_procedures}
    assert stops["consultation"] and stops["hearing"] and stops["dispute"]
    assert not stops["publicity"]
    assert "第十九条" in p.extra_stops["consultation"]
    assert not {"publicity", "dispute"} & set(p.extra_stops)
    stop = {"procedure": "consultation", "needed_days": 5, "statement": 1, "basis": "water-19"}
    ended = ("end_special_procedure", "2026-03-16", {"start": 3, "result": "done"})
    consulted = decide_by(("start_special_procedure", "2026-03-09", stop), ended)
    without = decide_by()
    assert consulted and without
    assert CALENDAR.shift(without, 5) == consulted


def test_groundwater_of_the_urban_plan_area_is_put_to_the_construction_department_for_five_days() -> None:
    assert lanes(WATER, **ANSWERS) == {"construction": (True, 5)}
    assert lanes(WATER, **{**ANSWERS, "urban_plan_area": False}) == {}
    river = {**ANSWERS, "source": "river", "basin_water": False}
    assert lanes(WATER, **river) == {}
    step = next(s for s in matter(WATER).steps if s.id == "construction")
    assert not step.counts


def test_two_officials_visit_and_nothing_is_granted_before() -> None:
    p = procedure()
    assert p.needs_fact_check
    proposal = licensing.Proposal(Kind.GRANT, date(2026, 3, 9), 5, {"statement": None})
    refused = licensing.objection(standing(*ACCEPTED), proposal, p, CALENDAR)
    assert refused is not None
    assert refused.code == "facts_not_checked"


def test_those_whose_water_is_affected_are_told_before_the_decision() -> None:
    others = matter(WATER).procedure.interested_parties
    assert others is not None
    assert (others.when, others.basis) == ("affects_others == true", ("water-18",))
    found = rules.narrow(matter(WATER), ANSWERS, today=TODAY, applicant="organisation").steps
    assert "others" in {n.item.id for n in found}
    alone = rules.narrow(matter(WATER), {**ANSWERS, "affects_others": False}, today=TODAY).steps
    assert "others" not in {n.item.id for n in alone}


def test_the_permit_is_free_and_the_tax_is_the_tax_offices() -> None:
    assert fee(matter(WATER)) == 0
    assert any("水资源税" in note["zh-hans"] for note in matter(WATER).guide.notes)


def test_the_total_is_limited_and_the_city_says_how() -> None:
    quantity = matter(WATER).guide.quantity
    assert quantity.text is not None
    assert quantity.basis == ("water-7", "water-16")


# Results


def test_MT10_the_approval_is_void_after_three_years_without_a_start() -> None:
    approval = next(r for r in matter(WATER).results if r.id == "approval")
    last = validity.validity(approval.validity, {}, date(2023, 5, 1), date(2023, 5, 4))[1]
    assert last == date(2026, 4, 30)
    assert date(2026, 5, 1) > last


def test_the_licence_follows_the_trial_run_for_five_years() -> None:
    approval, licence = matter(WATER).results
    assert (approval.issued_after, licence.id) == (None, "licence")
    assert licence.issued_after is not None
    assert validity.validity(licence.validity, {}, TODAY, date(2027, 6, 1)) == (date(2027, 6, 1), date(2032, 5, 31))
    later = [s for s in matter(WATER).steps if s.id in {"works", "acceptance"}]
    assert [s.counts for s in later] == [False, False]


@pytest.mark.parametrize(("asked", "in_time"), [(date(2026, 11, 16), True), (date(2026, 11, 17), False)])
def test_MT09_renewal_is_asked_for_forty_five_days_before_the_end(asked: date, in_time: bool) -> None:
    renewal = matter(WATER).after_grant.renewal
    assert renewal is not None
    assert (renewal.closes.days, renewal.closes.unit, renewal.late) == (45, "calendar_day", "new_application")
    assert (asked <= date(2026, 12, 31) - timedelta(days=renewal.closes.days)) is in_time


def test_two_years_without_abstraction_end_the_licence() -> None:
    stopped = next(e for e in matter(WATER).after_grant.events if e.id == "stopped")
    assert stopped.within is not None
    assert (stopped.kind, stopped.within.days, stopped.within.unit) == ("cancel", 2, "year")


# Narrowing


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"situation": "collective"}, ("not_required", "collective")),
        ({"situation": "household", "day_qty": 5}, ("not_required", "household")),
        ({"situation": "household", "day_qty": 5.1}, None),
        ({"situation": "mine"}, ("file_instead", "mine")),
        ({"situation": "public_safety"}, ("file_instead", "public_safety")),
        ({"situation": "drought"}, ("not_required", "drought")),
        ({"situation": "works", "source": "river", "basin_water": True}, ("other_authority", "basin")),
        ({"situation": "works", "source": "ground_deep", "annual_qty": 299.9}, None),
        ({"situation": "works", "source": "ground_deep", "annual_qty": 300}, ("other_authority", "province")),
        ({"situation": "works", "source": "lake", "basin_water": False, "annual_qty": 300}, None),
        (
            {"situation": "works", "source": "lake", "basin_water": False, "annual_qty": 1000},
            ("other_authority", "province"),
        ),
        (ANSWERS, None),
    ],
)
def test_who_needs_no_permit_and_who_asks_elsewhere(answers: dict[str, Any], expected: tuple[str, str] | None) -> None:
    assert outcome(matter(WATER), **answers) == expected


def test_the_small_amount_is_set_by_each_province() -> None:
    there = elsewhere(WATER, water__household_m3_a_day=10)
    assert outcome(there, situation="household", day_qty=8) == ("not_required", "household")


def test_the_amount_decides_between_report_and_table_and_a_regional_assessment_replaces_both() -> None:
    always = {"application", "business_licence", "third_party_statement"}
    assert needed(WATER, **ANSWERS) == always | {"filing", "report"}
    assert needed(WATER, **{**ANSWERS, "annual_qty": 10}) == always | {"filing", "report_table"}
    assert needed(WATER, **{**ANSWERS, "project": "approved"}) == always | {"report"}
    assert needed(WATER, **{**ANSWERS, "project": "none"}) == always
    park = {**ANSWERS, "regional_assessment": True}
    assert needed(WATER, **park, mode="general") == always | {"filing", "report"}
    assert needed(WATER, **park, mode="commitment") == always | {"filing", "commitment_letter"}
    assert "resident_id" in needed(WATER, "person", **ANSWERS)
    assert not matter(WATER).material("filing").asked


def test_where_there_is_no_regional_assessment_nobody_is_asked_about_it() -> None:
    there = elsewhere(WATER, water__commitment_allowed=False)
    answers = {k: v for k, v in ANSWERS.items() if k != "regional_assessment"}
    found = rules.narrow(there, answers, today=TODAY, applicant="organisation")
    assert found.ask_next is None
    assert not [m for m in found.materials if m.perhaps]


# The form


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("month_qty", {"month_qty": MONTHS[:11]}),
        ("month_qty", {"month_qty": [*MONTHS[:11], {"month": 11, "qty": 0.8}]}),
        ("month_qty", {"month_qty": [*MONTHS[:11], {"month": 12, "qty": 0.9}]}),
        ("annual_qty", {"output": 30000}),  # above the quota of the output
        ("to", {"from": "2026-05-01", "to": "2036-05-01"}),
        ("to", {"from": "2026-05-01", "to": "2026-05-01"}),
        ("from", {"from": "2026-03-01"}),
        ("project_code", {"project_code": "2603-999900-89-01-204118"}),
        ("purpose", {"purpose": ["hydropower", "industry"]}),
        ("intake_method", {"intake_method": "gravity"}),
        ("intake_division", {"intake_division": "9999"}),
        ("intake_lng", {"intake_lng": 200}),
        ("well_depth", {"well_depth": None}),
        ("pump_power", {"pump_power": None}),
        ("meter_online", {"meter_online": False}),
        ("return_point", {"return_point": None}),
        ("return_qty", {"return_qty": 13}),
        ("treatment", {"treatment": None}),
        ("third_parties", {"third_parties": []}),
        ("report_unit", {"report_unit": None}),
        ("saving_measures", {"saving_measures": ""}),
        ("quota_used", {"quota_used": None}),
    ],
)
def test_the_water_form_rejects(field: str, changes: dict[str, Any]) -> None:
    assert field in wrong(WATER, **changes)


def test_ten_years_are_the_longest_term() -> None:
    assert wrong(WATER, **{"from": "2026-05-01", "to": "2036-04-30"}) == set()


def test_mains_that_can_serve_and_neighbours_who_object_are_warned_of() -> None:
    assert warned(WATER, mains_available=True) == {"mains_available"}
    assert warned(WATER, third_parties=row(WATER, "third_parties", opinion="objects")) == {"third_parties"}
    assert wrong(WATER, mains_available=True) == set()
    assert warned(WATER, mains_available=True, project="none") == set()


def test_a_small_user_need_not_meter_online_and_a_river_needs_no_well() -> None:
    small = {
        "annual_qty": 4,
        "month_qty": [{**m, "qty": 0.3 if m["month"] < 11 else 0.5} for m in MONTHS],
        "meter_online": False,
        "return_qty": 1,
    }
    assert told(WATER, **small) == []
    river = {"source": "river", "intake_method": "pump", "well_depth": None, "pump_power": None}
    assert wrong(WATER, **river) == set()
