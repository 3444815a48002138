"""Private non-enterprise units: sixty working days from all valid documents; organisations found legal persons."""

from datetime import date
from typing import Any

import pytest
from tests.catalogue.conftest import TODAY
from tests.catalogue.matters import elsewhere, fee, matter, needed, outcome, row, standing, submitted, warned, wrong

from sunhall.catalogue import rules
from sunhall.catalogue.rules import validity
from sunhall.law import clock
from sunhall.law.calendar import Calendar
from sunhall.law.lifecycles import clocks, licensing
from sunhall.law.lifecycles.kinds import Kind
from sunhall.law.terms import Trigger, Unit
from sunhall.ops import samples as sampling

UNIT = "private-non-enterprise-registration"
CALENDAR = Calendar.load()
SAMPLE = sampling.read(UNIT, TODAY)
ANSWERS = SAMPLE.answers
FOUNDER = {"kind": "person", "name": "贺晨", "id_no": "990101199606180061"}
HEAD = {"name": "贺晨", "id_no": "990101199606180061", "post": "主任", "phone": "13900000222"}
ALWAYS = {"application", "premises_right", "capital_report", "head_identity", "articles"}


def procedure() -> Any:
    return rules.procedure(matter(UNIT), lambda code: 1)


def decide_by(*rows: tuple[str, str, dict[str, Any]]) -> date | None:
    p = procedure()
    running = clocks.run(p.statutory, standing(*rows), CALENDAR, None, extended=False)
    return running.due if running else None


# Time and procedure


def test_sixty_working_days_count_from_receipt_of_all_valid_documents() -> None:
    decision = matter(UNIT).terms.decision
    assert (decision.amount, decision.unit, decision.trigger) == (60, Unit.WORKING_DAY, Trigger.COMPLETE_DOCUMENTS)
    complete = (submitted("2026-03-02"), ("accept", "2026-03-05", {"mode": "general"}))
    assert decide_by(*complete) == CALENDAR.shift(date(2026, 3, 2), 60) == date(2026, 5, 28)


def test_while_a_document_is_missing_the_sixty_days_do_not_begin() -> None:
    asked = ("request_correction", "2026-03-04", {"items": [{"material": "articles"}], "days": 15})
    corrected = ("resubmit", "2026-03-16", {"application": "b", "digest": "e", "materials": ["articles"]})
    accepted = ("accept", "2026-03-17", {"mode": "general"})
    assert decide_by(submitted("2026-03-02"), asked) is None
    assert decide_by(submitted("2026-03-02"), asked, corrected, accepted) == CALENDAR.shift(date(2026, 3, 16), 60)


def test_the_head_of_the_authority_may_add_ten_working_days() -> None:
    extension = matter(UNIT).terms.decision.extension
    assert extension is not None
    assert (extension.amount, procedure().extension_days) == (10, 10)


def test_two_officials_look_at_the_premises_before_the_decision() -> None:
    proposal = licensing.Proposal(Kind.GRANT, date(2026, 3, 9), 5, {"statement": None})
    accepted = [submitted("2026-03-02"), ("accept", "2026-03-05", {"mode": "general", "fact_check": True})]
    checked = ("check_facts", "2026-03-06", {"officers": [7, 8], "result": "meets"})
    refused = licensing.objection(standing(*accepted), proposal, procedure(), CALENDAR)
    assert refused is not None
    assert refused.code == "facts_not_checked"
    assert licensing.objection(standing(*accepted, checked), proposal, procedure(), CALENDAR) is None


def test_a_licence_to_practise_makes_registration_simpler() -> None:
    def steps(**answers: Any) -> set[str]:
        return {n.item.id for n in rules.narrow(matter(UNIT), {**ANSWERS, **answers}, today=TODAY).steps}

    assert "visit" in steps(practice_licence=False)
    assert "visit" not in steps(practice_licence=True)
    assert needed(UNIT, **ANSWERS) == ALWAYS | {"supervisor_consent"}
    assert needed(UNIT, **{**ANSWERS, "practice_licence": True}) == ALWAYS | {"licence_to_practise"}
    assert not matter(UNIT).material("licence_to_practise").asked


def test_registration_is_free_and_announced() -> None:
    assert fee(matter(UNIT)) == 0
    announcement = next(s for s in matter(UNIT).steps if s.id == "announcement")
    assert (announcement.counts, announcement.basis) == (False, ("unit-18",))


# Narrowing


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"body": "association"}, ("other_matter", "association")),
        ({"body": "foundation"}, ("other_matter", "foundation")),
        ({"body": "for_profit"}, ("other_matter", "for_profit")),
        ({"body": "branch"}, ("other_matter", "branch")),
        ({"body": "unit", "supervisor_level": "province"}, ("other_authority", "province")),
        (ANSWERS, None),
    ],
)
def test_what_is_no_private_non_enterprise_unit_goes_elsewhere(
    answers: dict[str, Any], expected: tuple[str, str] | None
) -> None:
    assert outcome(matter(UNIT), **answers) == expected


def test_a_pilot_city_registers_some_kinds_without_a_supervising_department() -> None:
    there = elsewhere(UNIT, unit__direct_registration=True)
    assert "direct_kind" not in {q.id for q in rules.narrow(matter(UNIT), ANSWERS, today=TODAY).questions}
    direct = {**ANSWERS, "direct_kind": True}
    found = rules.narrow(there, direct, today=TODAY, applicant="organisation")
    assert "supervisor_consent" not in {m.item.id for m in found.materials}
    pages = rules.asked_pages(there, SAMPLE.data, direct, today=TODAY, applicant="organisation")
    assert "supervisor_unit" not in {f.field.id for p in pages for f in p.fields}
    with_department = rules.narrow(there, {**ANSWERS, "direct_kind": False}, today=TODAY).materials
    assert "supervisor_consent" in {m.item.id for m in with_department if not m.perhaps}


def test_a_pilot_city_takes_the_proof_of_a_bank() -> None:
    there = elsewhere(UNIT, unit__bank_proof_accepted=True)
    found = {m.item.id for m in rules.narrow(there, ANSWERS, today=TODAY).materials}
    assert "bank_proof" in found
    assert "capital_report" not in found


# Founders and form


@pytest.mark.parametrize("form", ["individual", "partnership"])
def test_MT24_what_an_organisation_founds_can_only_be_a_legal_person(form: str) -> None:
    assert "form" in wrong(UNIT, form=form)


def test_MT24_founded_together_with_people_it_is_a_legal_person_too() -> None:
    together = {"founder_kind": "both", "founders": [*SAMPLE.data["founders"], FOUNDER]}
    assert wrong(UNIT, **together) == set()
    assert "form" in wrong(UNIT, **together, form="partnership")


def people_alone(form: str, *founders: dict[str, Any], head: dict[str, Any] = HEAD) -> set[str]:
    """What is wrong when people found it: the form is filled in by a person."""
    person = {
        "name": "贺晨",
        "id_type": "resident_id",
        "id_no": "990101199606180061",
        "live_addr": "示范市示范区康宁路20号",
        "phone": "13900000222",
    }
    changes = {"founder_kind": "persons", "founders": list(founders), "form": form, "legal_rep": [head]}
    answers = {**ANSWERS, "founder_kind": "persons", "form": form}
    found = rules.check_form(
        matter(UNIT), {**SAMPLE.data, **person, **changes}, answers, today=TODAY, applicant="person"
    )
    return {e.field for e in found if e.level == "error"}


def test_one_person_founds_and_heads_an_individual_unit_and_two_a_partnership() -> None:
    other = {**FOUNDER, "name": "史文", "id_no": "990101197511300105"}
    assert people_alone("individual", FOUNDER) == set()
    assert people_alone("individual", FOUNDER, other) == {"form"}
    assert people_alone("partnership", FOUNDER) == {"form"}
    assert people_alone("partnership", FOUNDER, other) == set()
    assert people_alone("individual", FOUNDER, head={**HEAD, "id_no": "990101197511300105"}) == {"legal_rep"}


@pytest.mark.parametrize(("state", "right"), [(66.6666, True), (66.7, False)])
def test_state_assets_are_at_most_a_third(state: float, right: bool) -> None:
    sources = [
        {"kind": "own", "contributor": "甲", "amount": round(200 - state, 4)},
        {"kind": "state", "contributor": "乙", "amount": state},
    ]
    assert ("sources" in wrong(UNIT, sources=sources)) is not right


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("unit_name", {"unit_name": "中华晚晴养老服务中心"}),
        ("unit_name", {"unit_name": "晚晴"}),
        ("name_check", {"name_check": False}),
        ("founders", {"founders": []}),
        ("founders", {"founders": [FOUNDER]}),
        ("founders", {"founders": row(UNIT, "founders", uscc="91999900MA00200320")}),
        ("sources", {"start_funds": 201}),
        ("consent_date", {"consent_date": "2026-03-03"}),
        ("consent_no", {"consent_no": None}),
        ("verification_no", {"verification_no": None}),
        ("council", {"council": SAMPLE.data["council"][:2]}),
        ("council", {"council": [{**c, "post": "member"} for c in SAMPLE.data["council"]]}),
        ("supervisors", {"supervisors": [{"name": "贺晨", "id_no": "990101199606180061"}]}),
        ("staff", {"staff": row(UNIT, "staff", full_time=25)}),
        ("head_fit", {"head_fit": False}),
        ("no_branch", {"no_branch": False}),
        ("non_profit", {"non_profit": False}),
        ("party_building", {"party_building": False}),
        ("prem_addr", {"prem_addr": None}),
    ],
)
def test_the_unit_form_rejects(field: str, changes: dict[str, Any]) -> None:
    assert field in wrong(UNIT, **changes)


def test_an_unusual_end_of_the_name_is_warned_of() -> None:
    assert warned(UNIT, unit_name="示范市晚晴养老服务集团") == {"unit_name"}


# Afterwards


def test_each_form_has_its_certificate_for_the_years_the_city_answers_for() -> None:
    results = {r.when: r for r in matter(UNIT).results}
    assert set(results) == {f"form == '{form}'" for form in ("legal_person", "partnership", "individual")}
    for result in results.values():
        assert result.validity.years is not None
        assert (result.validity.years.param, result.validity.years.mark) == ("unit.certificate_years", "check")
        issued = date(2026, 6, 1)
        assert validity.validity(result.validity, {}, TODAY, issued) == (issued, date(2030, 5, 31))


def test_changes_come_within_thirty_days_of_the_consent_and_cancellation_fifteen_after_the_winding_up() -> None:
    events = {e.id: e for e in matter(UNIT).after_grant.events}
    change, cancel = events["change"].within, events["cancel"].within
    assert change and cancel
    consent = date(2026, 3, 2)
    assert clock.reckon(CALENDAR, start=consent, amount=change.days, unit=Unit(change.unit)).due == date(2026, 4, 1)
    assert (cancel.days, cancel.unit) == (15, "calendar_day")
    assert events["inspection"].kind == "annual_report"
