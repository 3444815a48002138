"""The completeness gate: what the law wants open is there, and nothing is asked that may not be asked."""

# ruff: noqa: E501 - tables are read across

import dataclasses
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sunhall.catalogue import content as contents
from sunhall.catalogue import rules, wording
from sunhall.catalogue.content import VersionContent, course
from sunhall.catalogue.content.values import Fact
from sunhall.law import terms
from sunhall.law.calendar import Calendar

TODAY = date(2026, 3, 2)


def findings(document: dict[str, Any], change: Callable[[dict[str, Any]], Any]) -> list[tuple[str, str]]:
    copy = json.loads(json.dumps(document))
    change(copy)
    return [(f.code, f.field) for f in rules.gate(contents.read(copy), on=TODAY) if f.blocks]


def put(*path: Any, to: Any) -> Callable[[dict[str, Any]], None]:
    def change(document: dict[str, Any]) -> None:
        here: Any = document
        for part in path[:-1]:
            here = here[part]
        here[path[-1]] = to

    return change


def test_the_example_passes(food: VersionContent) -> None:
    assert [f for f in rules.gate(food, on=TODAY) if f.blocks] == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (put("guide", "summary", to={"zh-hans": "", "en": ""}), ("element_missing", "guide.summary")),
        (put("guide", "conditions", to=[]), ("element_missing", "guide.conditions")),
        (put("guide", "complaint", to=""), ("element_missing", "guide.complaint")),
        (put("free_by", to=[]), ("element_missing", "fees")),
        (put("results", 0, "validity", to={}), ("validity_missing", "results.licence.validity")),
        (put("guide", "faq", 0, "q", to={"zh-hans": "要吗", "en": "要吗"}), ("language_missing", "guide.faq.0.q")),
        (put("materials", 0, "name", to={"zh-hans": "法律规定的其他材料", "en": "Application"}), ("catch_all_material", "materials.application.name")),
        (put("materials", 0, "name", to={"zh-hans": "材料", "en": "Any other documents"}), ("catch_all_material", "materials.application.name")),
        (put("materials", 1, "form", to="copy"), ("shared_material_demanded", "materials.business_licence")),
        (put("materials", 2, "name", to={"zh-hans": "营业执照复印件", "en": "Copy of the licence"}), ("shared_material_demanded", "materials.layout")),
        (put("materials", 2, "blank", to={"zh-hans": "可下载示范文本。", "en": "A model text can be downloaded."}), ("blank_not_there", "materials.layout.blank")),
        (put("materials", 2, "id", to="rules_list"), ("id_not_unique", "materials")),
        (put("materials", 2, "basis", to=["nothing"]), ("unknown_basis", "materials.layout.basis")),
        (put("materials", 2, "when", to="no_such == true"), ("expression_fault", "materials.layout.when")),
        (put("materials", 2, "when", to="main_type"), ("expression_type", "materials.layout.when")),
        (put("materials", 2, "when", to="main_type == 'palace'"), ("unknown_option", "materials.layout.when")),
        (put("materials", 2, "when", to="'palace' in items"), ("unknown_option", "materials.layout.when")),
        (put("results", 0, "prints", to=["no_such"]), ("unknown_field", "results.licence")),
        (put("results", 0, "number", to="X{moon}"), ("unknown_token", "results.licence.number")),
        (put("terms", "decision", "mark", to="check"), ("unconfirmed_value_not_parameter", "terms.decision")),
        (put("terms", "promised", "days", to=11), ("promise_exceeds_statutory", "terms.promised")),
        (put("terms", "decision", "days", to=30), ("limit_basis_insufficient", "terms.decision")),
        (put("questions", 1, "options", to={"palace": {"zh-hans": "宫", "en": "Palace"}}), ("question_does_not_fit_field", "questions.main_type")),
    ],
)  # fmt: skip
def test_what_is_missing_or_may_not_be_is_found_where_it_stands(
    food_document: dict[str, Any], change: Callable[[dict[str, Any]], None], expected: tuple[str, str]
) -> None:
    assert expected in findings(food_document, change)
    sentence = wording.sentence(expected[0], dict.fromkeys(("name", "known", "language", "mark", "detail", "source", "value", "wanted", "general"), "x"))  # fmt: skip
    assert sentence != expected[0]


@pytest.mark.parametrize(
    "blank",
    [
        {
            "zh-hans": "可在 https://example.com/form.pdf 下载。",
            "en": "To be downloaded from https://example.com/form.pdf.",
        },
        {"zh-hans": "示范文本：本人____委托____。", "en": "Model text: I, ____, authorise ____."},
    ],
)
def test_a_blank_has_an_address_or_is_written_out(food_document: dict[str, Any], blank: dict[str, str]) -> None:
    assert findings(food_document, put("materials", 2, "blank", to=blank)) == []


def test_a_material_without_a_sample_is_told_to_the_designer_and_stops_nothing(food_document: dict[str, Any]) -> None:
    copy = json.loads(json.dumps(food_document))
    del copy["materials"][2]["sample"]
    found = [f for f in rules.gate(contents.read(copy), on=TODAY) if f.code == "sample_missing"]
    assert [(f.field, f.blocks) for f in found] == [("materials.layout", False)]
    assert wording.sentence("sample_missing", {}).startswith("What a good one looks like is not shown.")


@pytest.mark.parametrize(
    ("level", "extra", "right"),
    [
        ("law", {}, True),
        ("administrative_regulation", {}, True),
        ("state_council_decision", {}, True),
        ("local_regulation", {}, True),
        ("department_rule", {}, False),
        ("normative_document", {}, False),
        ("provincial_rule", {}, False),
        ("provincial_rule", {"valid_from": "2025-10-01", "temporary_until": "2026-09-30"}, True),
        ("provincial_rule", {"valid_from": "2025-10-01", "temporary_until": "2026-10-01"}, True),
        ("provincial_rule", {"valid_from": "2025-10-01", "temporary_until": "2026-10-02"}, False),
        ("provincial_rule", {"valid_from": "2025-01-01", "temporary_until": "2025-12-31"}, False),
        ("provincial_rule", {"valid_from": "2025-01-01", "temporary_until": "2026-12-31"}, False),
        ("law", {"valid_to": "2026-03-01"}, False),
    ],
)
def test_a_licence_needs_a_basis_that_may_create_one(
    food_document: dict[str, Any], level: str, extra: dict[str, str], right: bool
) -> None:
    found = findings(food_document, lambda d: d["basis"][0].update({"level": level, **extra}))
    assert (("licence_basis_insufficient", "basis") not in found) == right


@pytest.mark.parametrize(
    ("item_type", "levels", "catalogue", "code"),
    [
        ("01", ["department_rule"], False, "fee_basis_insufficient"),
        ("01", ["local_regulation"], True, "fee_basis_insufficient"),
        ("01", ["law"], False, None),
        ("01", ["normative_document", "administrative_regulation"], False, None),
        ("20", ["normative_document"], False, "fee_basis_insufficient"),
        ("20", ["normative_document"], True, None),
        ("20", [], False, "fee_basis_insufficient"),
    ],
)
def test_a_fee_needs_its_basis(item_type: str, levels: list[str], catalogue: bool, code: str | None) -> None:
    assert rules.fee_objection(item_type, levels, in_catalogue=catalogue) == code


def _vectors() -> list[dict[str, Any]]:
    file = Path(__file__).resolve().parents[2].parent / "shared" / "law" / "vectors.json"
    found = json.loads(file.read_text("utf-8"))["vectors"] if file.exists() else []
    return [v for v in found if v["id"] in ("B25", "M07", "M11")]


@pytest.mark.parametrize("vector", _vectors(), ids=lambda v: v["id"])
def test_the_worked_examples_hold(vector: dict[str, Any], food_document: dict[str, Any]) -> None:
    given, expected = vector["input"], vector["expected"]
    if vector["id"] == "M07":
        assert rules.fee_objection("01", [given["basis_level"]]) == expected["error"]
    elif vector["id"] == "M11":
        licence = next(m for m in food_document["materials"] if f"{m['id']}_copy" == given["material"])
        demanded = put("materials", food_document["materials"].index(licence), "form", to="copy")
        assert (licence["sharing"]["fetched"] == "always", given["demanded"]) == (given["obtainable_by_sharing"], True)
        found = [code for code, _ in findings(food_document, demanded)]
        assert (found, expected["finding"]) == (["shared_material_demanded"], "demanded_shareable_material")
    else:
        limits = {k: v for k, v in given.items() if k.endswith("_wd")}
        code = rules.promise_objection(terms.Term(limits["statutory_wd"]), terms.Term(limits["promised_wd"]))
        assert code == expected["error"]


def test_a_promise_in_another_unit_is_compared_at_its_worst() -> None:
    ten_working = terms.Term(10)
    calendar = Calendar.load()
    fortnight = terms.Term(14, unit=terms.Unit.CALENDAR_DAY)
    week = terms.Term(7, unit=terms.Unit.CALENDAR_DAY)
    assert rules.promise_objection(ten_working, week, calendar) is None
    assert (
        rules.promise_objection(ten_working, terms.Term(30, unit=terms.Unit.CALENDAR_DAY), calendar)
        == "promise_exceeds_statutory"
    )
    assert rules.promise_objection(ten_working, fortnight) == "promise_not_comparable"


def test_an_authority_that_does_not_exist_is_found(food: VersionContent) -> None:
    codes = [f.code for f in rules.gate(food, on=TODAY, authorities={"health"})]
    assert "unknown_authority" in codes


@pytest.mark.parametrize(
    ("law", "promise", "fits"),
    [
        ([], [("small", 25)], False),
        ([("small", 5)], [], False),  # the usual promise of ten days in a branch where the law gives five
        ([("small", 5)], [("small", 5)], True),
        ([("small", 5)], [("small", 6)], False),
        ([("big", 30)], [("big", 30)], True),
        ([("big", 30)], [("small", 12)], True),
        ([("big", 30)], [("small", 25)], False),  # it may hold where the usual twenty days do
    ],
)
def test_the_promise_is_not_longer_than_the_law_in_any_branch(
    food: VersionContent, law: list[tuple[str, int]], promise: list[tuple[str, int]], fits: bool
) -> None:
    def limit(days: int, others: list[tuple[str, int]]) -> course.Limit:
        return course.Limit(Fact(days), otherwise=tuple(course.Otherwise(when, Fact(n)) for when, n in others))

    limits = course.Limits(limit(20, law), limit(10, promise))
    told = [f.code for f in rules.gate(dataclasses.replace(food, limits=limits), on=TODAY)]
    assert ("promise_exceeds_statutory" not in told) is fits
