"""A few answers leave the part of the guide that concerns the case; nothing is guessed."""

from datetime import date

import pytest

from sunhall.catalogue import rules
from sunhall.catalogue.content import VersionContent

MEALS = {
    "sells": "meals",
    "main_type": "catering",
    "special_food": False,
    "simple_only": True,
    "vending": False,
    "has_agent": False,
}


def ids(needed: tuple, *, perhaps: bool | None = None) -> list[str]:
    return [n.item.id for n in needed if perhaps is None or n.perhaps == perhaps]


def test_before_any_answer_what_depends_on_one_is_perhaps_needed(food: VersionContent) -> None:
    narrowed = rules.narrow(food, {})
    assert ids(narrowed.materials, perhaps=True) == ["authority_to_act", "vending_machine"]
    assert ids(narrowed.materials, perhaps=False) == ["application", "business_licence", "layout", "rules_list"]
    assert narrowed.ask_next is not None
    assert narrowed.ask_next.id == "sells"


def test_the_questions_that_do_not_apply_are_not_asked(food: VersionContent) -> None:
    assert [q.id for q in rules.narrow(food, {}).questions] == ["sells", "has_agent"]
    asked = rules.narrow(food, {"sells": "meals", "special_food": True}).questions
    assert [q.id for q in asked] == ["sells", "main_type", "special_food", "vending", "has_agent"]


def test_an_answer_to_a_question_that_does_not_apply_any_more_counts_for_nothing(food: VersionContent) -> None:
    narrowed = rules.narrow(food, {**MEALS, "special_food": True, "simple_only": True})
    visit = next(s for s in narrowed.steps if s.item.id == "visit")
    assert visit.perhaps  # simple_only is not asked where there is special food


def test_answers_that_are_complete_leave_nothing_open(food: VersionContent) -> None:
    narrowed = rules.narrow(food, {**MEALS, "has_agent": True})
    assert narrowed.ask_next is None
    assert "authority_to_act" in ids(narrowed.materials, perhaps=False)
    assert "vending_machine" not in ids(narrowed.materials)
    assert "visit" not in ids(narrowed.steps)
    assert "special_room" in ids(narrowed.conditions, perhaps=True)  # raw food is asked in the form only


def test_only_packaged_food_needs_a_filing_and_no_licence(food: VersionContent) -> None:
    narrowed = rules.narrow(food, {"sells": "packaged_only"})
    assert narrowed.not_required is not None
    assert narrowed.not_required.kind == "file_instead"
    assert "File" in narrowed.not_required.instead["en"]


@pytest.mark.parametrize("nonsense", ["x", 3, None, ["meals"], {"a": 1}, True])
def test_an_answer_nobody_could_give_is_no_answer(food: VersionContent, nonsense: object) -> None:
    narrowed = rules.narrow(food, {"sells": nonsense})
    assert narrowed.ask_next is not None
    assert narrowed.ask_next.id == "sells"
    assert narrowed.outcome is None


def test_with_a_filled_form_nothing_is_perhaps_needed(food: VersionContent) -> None:
    narrowed = rules.narrow(food, {}, data={"has_agent": True}, today=date(2026, 3, 2))
    assert ids(narrowed.materials, perhaps=True) == ["vending_machine"]  # asked in a question only
    assert "authority_to_act" in ids(narrowed.materials, perhaps=False)


def test_a_licence_without_fee_says_so_with_its_basis(food: VersionContent) -> None:
    found = rules.assess(food, {})
    assert found.free
    assert found.total == 0
    assert food.cited(found.free_by, "en") == "Administrative Licensing Law, art. 58"
