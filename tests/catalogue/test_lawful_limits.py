"""The limits of a version: none longer than the law allows, each with a clock to run by, the plan in the promise."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from tests.catalogue.conftest import TODAY
from tests.catalogue.matters import matter

from sunhall.catalogue import content as contents
from sunhall.catalogue import rules, wording
from sunhall.catalogue.rules import lawful
from sunhall.law.calendar import Calendar

Change = Callable[[dict[str, Any]], Any]
LANE = {"authority": "fire", "kind": "opinion", "mandatory": True, "days": 2}
FACTS = dict.fromkeys(("general", "hours", "planned", "promised"), "7")


def told(document: dict[str, Any], *changes: Change) -> list[tuple[str, str]]:
    """What the gate says of the limits of the restaurant licence with these changes, and that it says it in words."""
    copy = json.loads(json.dumps(document))
    for change in changes:
        change(copy)
    found = list(lawful.faults(contents.read(copy), Calendar.load()))
    gate = rules.gate(contents.read(copy), on=TODAY, calendar=Calendar.load())
    assert {(code, place) for code, place, _ in found} <= {(f.code, f.field) for f in gate if f.blocks}
    assert all(wording.sentence(code, {**FACTS, **facts}) != code for code, _, facts in found)
    return [(code, place) for code, place, _ in found]


def decides(days: int, *, unit: str = "working_day", basis: str = "all-42", **more: Any) -> Change:
    return lambda d: d["terms"]["decision"].update(days=days, unit=unit, basis=[basis], **more)


def extends(days: int, approver: str = "head", *, basis: str = "all-42", unit: str = "working_day") -> Change:
    stated = {"days": days, "unit": unit, "approver": approver, "basis": [basis], "mark": "sure"}
    return lambda d: d["terms"].update(extension=stated)


def promises(days: int, *, unit: str = "working_day", **more: Any) -> Change:
    return lambda d: d["terms"]["promised"].update(days=days, unit=unit, **more)


def handled(handling: str, *lanes: dict[str, Any]) -> Change:
    return lambda d: d["procedure"].update(handling=handling, lanes=list(lanes))


def own_law(level: str, *founds: str) -> Change:
    """A provision of the matter's own, and the Licensing Law's article on limits, both listed."""
    law = {"zh-hans": "某条例", "en": "Some Regulations"}
    own = {"id": "own", "law": law, "article": law, "level": level, "founds": list(founds), "mark": "sure"}
    all_42 = {"zh-hans": "中华人民共和国行政许可法", "en": "Administrative Licensing Law"}
    general = {**own, "id": "all-42", "law": all_42, "level": "law", "founds": ["limit"]}
    return lambda d: d.update(basis=[*(b for b in d["basis"] if b["id"] not in ("own", "all-42")), own, general])


@pytest.fixture
def food(food_document: dict[str, Any]) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(json.dumps(food_document))
    own_law("administrative_regulation", "limit")(document)
    return document


def test_the_restaurant_licence_has_lawful_limits(food: dict[str, Any]) -> None:
    assert told(food) == []


@pytest.mark.parametrize(
    ("days", "approver", "expected"),
    [
        (10, "head", []),
        (11, "head", ["extension_basis_insufficient"]),
        (60, "head", ["extension_basis_insufficient"]),
        (10, "government_head", ["approver_not_agency_head"]),
        (15, "government_head", ["extension_basis_insufficient", "approver_not_agency_head"]),
    ],
)
def test_all42_1_a_single_authority_is_given_ten_days_more_by_its_head(
    food: dict[str, Any], days: int, approver: str, expected: list[str]
) -> None:
    assert [code for code, place in told(food, extends(days, approver)) if place == "terms.extension"] == expected


@pytest.mark.parametrize("handling", ["joint", "unified", "centralised"])
@pytest.mark.parametrize(
    ("days", "approver", "expected"),
    [
        (15, "government_head", []),
        (16, "government_head", ["extension_basis_insufficient"]),
        (10, "head", ["approver_not_government_head"]),
        (15, "head", ["approver_not_government_head"]),
    ],
)
def test_all42_2_several_authorities_are_given_fifteen_days_more_by_the_head_of_the_government(
    food: dict[str, Any], handling: str, days: int, approver: str, expected: list[str]
) -> None:
    found = told(food, handled(handling, LANE), extends(days, approver))
    assert [code for code, _ in found] == expected


@pytest.mark.parametrize(
    ("level", "founds", "right"),
    [
        ("law", ["limit"], True),
        ("administrative_regulation", ["procedure", "limit"], True),
        ("local_regulation", ["limit"], True),
        ("department_rule", ["limit"], False),
        ("normative_document", ["limit"], False),
        ("law", ["condition"], False),  # a law, but not one that says how long
    ],
)
def test_all42_1_where_a_law_or_regulation_provides_otherwise_and_is_cited_it_applies(
    food: dict[str, Any], level: str, founds: list[str], right: bool
) -> None:
    changes = own_law(level, *founds), extends(40, "government_head", basis="own"), decides(60, basis="own")
    assert (told(food, *changes) == []) is right


@pytest.mark.parametrize("basis", ["all-42", "measures"])
def test_neither_the_licensing_law_itself_nor_a_mere_rule_gives_more_than_its_twenty_days(
    food: dict[str, Any], basis: str
) -> None:
    assert ("limit_basis_insufficient", "terms.decision") in told(food, decides(21, basis=basis))
    assert told(food, decides(20, basis=basis)) == []


def test_every_branch_of_a_limit_is_held_to_the_law(food: dict[str, Any]) -> None:
    longer = {"when": "simple_only == false", "days": 30}
    assert told(food, decides(20, otherwise=[longer])) == [("limit_basis_insufficient", "terms.decision.otherwise.0")]
    assert told(food, decides(20, basis="own", otherwise=[longer])) == []


@pytest.mark.parametrize(
    ("unit", "days", "right"),
    [("calendar_day", 20, True), ("calendar_day", 60, False), ("month", 1, False), ("month", 2, False)],
)
def test_a_limit_in_other_units_is_held_to_twenty_working_days(
    food: dict[str, Any], unit: str, days: int, right: bool
) -> None:
    found = told(food, decides(days, unit=unit), extends(0, unit=unit))
    assert (("limit_basis_insufficient", "terms.decision") not in found) is right


@pytest.mark.parametrize("handling", ["joint", "unified", "centralised"])
def test_several_authorities_have_forty_five_days_for_the_whole(food: dict[str, Any], handling: str) -> None:
    several = handled(handling, LANE), extends(15, "government_head")
    assert told(food, *several, decides(45)) == []
    assert told(food, *several, decides(46)) == [("limit_basis_insufficient", "terms.decision")]


def test_one_authority_alone_is_not_joint_handling(food: dict[str, Any]) -> None:
    found = told(food, handled("joint"), extends(15, "government_head"), decides(45))
    assert found == [("handling_of_one_authority", "procedure.handling")]


def test_the_first_review_the_examination_and_the_delivery_have_their_own_days(food: dict[str, Any]) -> None:
    review = {"authority": "market", "days": 21, "basis": ["all-42"], "mark": "sure"}
    assert told(
        food,
        lambda d: d["procedure"].update(first_review=review),
        lambda d: d["terms"]["issue"].update(days=11),
        lambda d: d["intake"].update(examination_days=6),
    ) == [
        ("limit_basis_insufficient", "terms.issue"),
        ("limit_basis_insufficient", "procedure.first_review"),
        ("limit_basis_insufficient", "intake.examination_days"),
    ]


@pytest.mark.parametrize(
    ("unit", "promised", "right"),
    [
        ("month", 1, True),
        ("month", 2, False),
        ("calendar_day", 25, True),
        ("calendar_day", 31, False),
        ("working_day", 12, True),
        ("working_day", 25, False),
    ],
)
def test_a_promise_is_held_to_a_limit_of_a_month(food: dict[str, Any], unit: str, promised: int, right: bool) -> None:
    month = decides(1, unit="month", basis="own"), extends(0, unit="month")
    found = told(food, *month, promises(promised, unit=unit))
    assert (("promise_exceeds_statutory", "terms.promised") not in found) is right


@pytest.mark.parametrize("place", ["decision", "promised"])
def test_hours_are_refused_because_no_clock_of_a_file_runs_by_them(food: dict[str, Any], place: str) -> None:
    found = told(food, lambda d: d["terms"][place].update(days=4, unit="hour"), lambda d: d["terms"].pop("extension"))
    assert found == [("hours_no_clock", f"terms.{place}")]
    said = wording.sentence("hours_no_clock", {"hours": 4})
    assert said.startswith("A file is counted in days, so no clock can run for 4 hours.")


def test_an_extension_is_in_the_unit_of_its_limit(food: dict[str, Any]) -> None:
    """Ten working days on a limit of one month would make eleven months of it."""
    month = decides(1, unit="month", basis="own")
    assert told(food, month, extends(10)) == [("extension_unit_differs", "terms.extension")]
    assert told(food, month, extends(1, unit="month", basis="own")) == []


def test_what_is_planned_fits_into_the_promise(food: dict[str, Any]) -> None:
    planned = lawful.longest_way(contents.read(food).steps)
    assert told(food, promises(planned)) == []
    assert told(food, promises(planned - 1)) == [("plan_exceeds_promise", "procedure.steps")]
    assert told(food, handled("single", {**LANE, "days": planned + 1}), promises(planned)) == [
        ("plan_exceeds_promise", "procedure.lanes.fire")
    ]


def test_a_step_of_some_cases_need_not_fit_into_the_shorter_promise_of_others(food: dict[str, Any]) -> None:
    def sometimes(document: dict[str, Any]) -> None:
        for step in document["procedure"]["steps"]:
            if step.get("counts", True):
                step.update(when="simple_only == false")

    short = promises(5, otherwise=[{"when": "simple_only == true", "days": 1}])
    assert told(food, short) == [("plan_exceeds_promise", "procedure.steps")]
    assert told(food, short, sometimes) == []


def test_steps_that_run_side_by_side_count_once() -> None:
    medical = matter("medical-institution-setup")
    assert lawful.longest_way(medical.steps) < sum(step.days for step in medical.steps if step.counts)


def test_a_medical_institution_handled_as_one_is_extended_by_the_head_of_the_government() -> None:
    p = rules.procedure(matter("medical-institution-setup"), lambda code: 1)
    assert (p.extension_days, p.extension_approver) == (15, "government_head")
