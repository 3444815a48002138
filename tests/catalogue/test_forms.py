"""The form of a matter: which fields apply, what is typed becomes values, what is wrong is told field by field."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sunhall.catalogue import rules, wording
from sunhall.catalogue.content import VersionContent
from sunhall.kernel.ids import resident, uscc

TODAY = date(2026, 3, 2)
PERSON = resident.make("110101", date(1990, 5, 17), 12)
COMPANY = uscc.make("91", "999900", "12345678")

POSTED: dict[str, Any] = {
    "org_name": "示范小馆有限公司", "uscc": COMPANY, "org_type": "company", "legal_rep_name": "王小明",
    "legal_rep_id_type": "resident_id", "legal_rep_id": PERSON, "legal_rep_phone": "13800000000",
    "reg_address": "示范市市民大道2号", "contact_name": "王小明", "contact_phone": "0999-6660001",
    "has_agent": "no",
    "prem_addr": "示范市市民大道2号", "prem_area": "120.50", "prem_right": "leased", "lease_from": "2026-01-01",
    "lease_to": "2029-12-31",
    "main_type": "catering", "items": ["hot_food", "drinks"], "simple_only": "no", "special_food": "no",
    "central_kitchen": "no", "group_delivery": "no", "online": "no",
    "kitchen_area": "40", "dining_area": "60", "seats": "30", "oil_trap": "yes",
    "equipment": [{"name": "冰箱", "count": "2", "place": "厨房", "purpose": "冷藏"}, {"name": "", "count": ""}],
    "staff_total": "8", "staff_health": "8",
    "managers": [{"name": "李红", "id_no": PERSON, "post": "officer", "phone": "13900000000"}],
    "deliver_way": "electronic", "e_service_consent": "yes",
    "mode": "general", "share_auth": "yes", "truth": "on", "sign": "王小明",
}  # fmt: skip


def errors(food: VersionContent, **changes: Any) -> list[tuple[str, str]]:
    data = rules.clean(food, {**POSTED, **changes})
    return [(e.field, e.code) for e in rules.check_form(food, data, today=TODAY)]


def test_a_form_filled_well_has_no_errors(food: VersionContent) -> None:
    assert errors(food) == []


def test_values_are_typed_and_empty_rows_are_dropped(food: VersionContent) -> None:
    data = rules.clean(food, {**POSTED, "prem_area": "1,200.5", "lease_from": "2026年1月5日"})
    assert data["prem_area"] == 1200.5
    assert data["staff_total"] == 8
    assert data["oil_trap"] is True
    assert data["lease_from"] == "2026-01-05"
    assert data["equipment"] == [{"name": "冰箱", "count": 2, "place": "厨房", "purpose": "冷藏"}]


def test_what_cannot_be_read_stays_as_it_was_typed(food: VersionContent) -> None:
    data = rules.clean(food, {"staff_total": "eight", "lease_from": "soon"})
    assert data == {"staff_total": "eight", "lease_from": "soon"}


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("org_name", "", "required"),
        ("org_name", "名" * 101, "too_long"),
        ("uscc", COMPANY[:-1] + ("A" if COMPANY[-1] != "A" else "B"), "usci_check_digit"),
        ("legal_rep_id", PERSON[:-1] + ("1" if PERSON[-1] != "1" else "2"), "resident_id_check_digit"),
        ("legal_rep_phone", "12345", "not_a_phone"),
        ("email", "nobody", "not_an_email"),
        ("postcode", "12345", "not_a_postcode"),
        ("prem_area", "0", "too_small"),
        ("prem_area", "1.234", "too_many_decimals"),
        ("prem_area", "nan", "not_a_number"),
        ("staff_total", "2.5", "not_a_whole_number"),
        ("main_type", "palace", "not_an_option"),
        ("items", ["hot_food", "palace"], "not_an_option"),
        ("lease_to", "2026-02-30", "not_a_date"),
        ("wish_inspection_date", "2026-03-01", "too_early"),
        ("truth", "no", "must_be_true"),
        ("equipment", [], "too_few_rows"),
        ("sign", "a\x00b", "control_characters"),
    ],
)
def test_each_kind_of_mistake_is_told_at_its_field(food: VersionContent, field: str, value: Any, code: str) -> None:
    assert (field, code) in errors(food, **{field: value})
    sentence = wording.sentence(code, {"min": 1, "max": 2, "length": 3, "decimals": 2, "pattern": ""})
    assert sentence != code


def test_a_check_across_fields_brings_the_words_of_the_matter(food: VersionContent) -> None:
    data = rules.clean(food, {**POSTED, "staff_health": "9"})
    [error] = rules.check_form(food, data, today=TODAY)
    assert error.field == "staff_health"
    assert error.message is not None
    assert "more than the number of staff" in error.message["en"]


def test_a_check_that_needs_an_empty_number_is_skipped(food: VersionContent) -> None:
    assert errors(food, staff_total="") == [("staff_total", "required")]


def test_a_cell_of_a_table_is_told_by_row_and_column(food: VersionContent) -> None:
    rows = [*POSTED["managers"], {"name": "赵", "id_no": "123", "post": "officer", "phone": "13900000000"}]
    data = rules.clean(food, {**POSTED, "managers": rows})
    [error] = rules.check_form(food, data, today=TODAY)
    assert (error.field, error.row, error.column, error.code) == ("managers", 1, "id_no", "resident_id_length")


def test_semi_finished_food_is_only_for_a_central_kitchen(food: VersionContent) -> None:
    assert errors(food, items=["semi_finished"]) == [("items", "check")]
    assert errors(food, items=["semi_finished"], central_kitchen="yes") == []


def asked(food: VersionContent, **changes: Any) -> set[str]:
    pages = rules.asked_pages(food, rules.clean(food, {**POSTED, **changes}), today=TODAY)
    return {f.field.id for page in pages for f in page.fields}


def test_fields_appear_with_what_they_depend_on(food: VersionContent) -> None:
    assert "special_room_area" not in asked(food)
    assert "special_room_area" in asked(food, items=["raw_food"])
    assert "agt_name" not in asked(food)
    assert "agt_name" in asked(food, has_agent="yes")
    assert "meals_per_day" in asked(food, main_type="canteen", school_canteen="yes")


def test_a_field_that_is_not_asked_counts_as_empty_for_others(food: VersionContent) -> None:
    assert "meals_per_day" not in asked(food, main_type="catering", school_canteen="yes")
    assert errors(food, lease_from="2030-01-01", prem_right="owned") == []


def test_where_only_the_ordinary_procedure_is_allowed_the_mode_is_not_asked(food_document: dict[str, Any]) -> None:
    import json

    from sunhall.catalogue import content as contents

    document = json.loads(json.dumps(food_document))
    assert "mode" in {f.field.id for p in rules.asked_pages(contents.read(document), {}, today=TODAY) for f in p.fields}
    document["modes"]["tolerance"]["allowed"]["value"] = False
    shown = rules.asked_pages(contents.read(document), {}, today=TODAY)
    assert "mode" not in {f.field.id for p in shown for f in p.fields}


def test_only_the_page_asked_for_is_checked(food: VersionContent) -> None:
    data = rules.clean(food, {**POSTED, "org_name": "", "staff_total": ""})
    assert [e.field for e in rules.check_form(food, data, today=TODAY, page="people")] == ["staff_total"]


def test_an_answer_to_a_question_fills_the_field_of_the_same_name(food: VersionContent) -> None:
    posted = {k: v for k, v in POSTED.items() if k != "main_type"}
    found = rules.check_form(food, rules.clean(food, posted), {"main_type": "catering"}, today=TODAY)
    assert found == []


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_hostile_input_is_refused_and_breaks_nothing(food: VersionContent, data: st.DataObject) -> None:
    fields = data.draw(st.lists(st.sampled_from([f.id for f in food.form.fields]), max_size=6))
    posted = {**POSTED, **{f: data.draw(junk) for f in fields}}
    cleaned = rules.clean(food, posted)
    for error in rules.check_form(food, cleaned, today=TODAY):
        assert wording.field_error(error)
