"""The table of required fields holds, for every kind and field, against the worked examples of the law."""

import json
from datetime import date
from pathlib import Path

import pytest

from sunhall.documents import rules
from sunhall.documents.rules import REQUIRED, Kind

VECTORS = Path(__file__).resolve().parents[2].parent / "shared" / "law" / "vectors.json"


def fields(kind, data):
    return [each.field for each in rules.check(kind, data)]


def vector(wanted):
    if not VECTORS.exists():
        pytest.skip("the worked examples are not on this machine")

    def walk(value):
        if isinstance(value, dict):
            if value.get("id") == wanted:
                return value
            value = list(value.values())
        if isinstance(value, list):
            return next((found for each in value if (found := walk(each))), None)
        return None

    return walk(json.loads(VECTORS.read_text()))


@pytest.mark.parametrize(("kind", "need"), [(kind, need) for kind in Kind for need in REQUIRED[kind]])
def test_a_notice_that_lacks_a_required_field_says_which(kind, need, sample):
    data = sample(kind)
    if need.when:
        data |= {"technical_review": True, "tolerance": True}  # the field is asked for in this case only
    data.pop(need.field, None)
    assert need.field in fields(kind, data)


def test_every_kind_has_its_needs_and_its_template():
    assert set(REQUIRED) == set(Kind)
    folder = Path(rules.__file__).resolve().parents[1] / "templates"
    assert {path.stem for path in folder.glob("*.typ")} == {*map(str, Kind), "letterhead", "reprint_mark"}


def test_C11_an_acceptance_without_seal_is_not_valid(sample):
    given = vector("C11")
    data = {**sample(Kind.ACCEPTANCE), **given["input"]["doc"]}
    assert fields(Kind.ACCEPTANCE, data) == given["expected"]["missing"]


def test_M04_a_refusal_states_its_reasons_and_remedies(sample):
    given = vector("M04")
    assert given["expected"]["error"] == "reasons_missing"
    data = {**sample(Kind.REFUSAL), "reasons": given["input"]["reasons"]}
    assert fields(Kind.REFUSAL, data) == ["reasons"]
    for part in ("reconsideration_body", "court", "reconsideration_first"):
        lacking = {k: v for k, v in data.items() if k != part}
        assert part in fields(Kind.REFUSAL, lacking)


def test_reasons_of_blanks_or_of_empty_languages_are_no_reasons(sample):
    for nothing in ("  \n", {}, {"zh-hans": "", "en": " "}, None, []):
        assert fields(Kind.REFUSAL, {**sample(Kind.REFUSAL), "reasons": nothing}) == ["reasons"]


def test_no_fee_is_an_answer_but_silence_about_fees_is_not(sample):
    data = sample(Kind.ACCEPTANCE)
    assert fields(Kind.ACCEPTANCE, {**data, "fees": []}) == []
    del data["fees"]
    assert fields(Kind.ACCEPTANCE, data) == ["fees"]


def test_every_line_of_a_correction_names_material_defect_and_requirement(sample):
    data = sample(Kind.CORRECTION)
    data["items"][1]["defect"] = ""
    assert fields(Kind.CORRECTION, data) == ["items[2].defect"]


def test_a_fact_check_by_one_official_is_incomplete(sample):
    data = sample(Kind.FACT_CHECK)
    data["officials"] = data["officials"][:1]
    assert fields(Kind.FACT_CHECK, data) == ["officials"]


def test_non_acceptance_for_lack_of_power_names_the_competent_authority(sample):
    data = sample(Kind.NON_ACCEPTANCE)
    del data["competent_authority"]
    assert fields(Kind.NON_ACCEPTANCE, data) == ["competent_authority"]
    assert fields(Kind.NON_ACCEPTANCE, {**data, "ground": "false_materials"}) == []


def test_an_acceptance_with_a_gap_says_what_follows_and_by_when(sample):
    data = {k: v for k, v in sample(Kind.ACCEPTANCE).items() if k not in ("mode", "owed", "owed_by")}
    assert fields(Kind.ACCEPTANCE, data) == ["mode", "owed", "owed_by"]
    assert fields(Kind.ACCEPTANCE, {**data, "tolerance": False}) == []


def test_a_technical_refusal_names_the_technical_standard(sample):
    assert fields(Kind.REFUSAL, {**sample(Kind.REFUSAL), "technical_review": True}) == ["technical_standard"]


def test_numbers_name_authority_kind_year_and_place_in_the_series():
    assert rules.number("acceptance", "示市监", date(2026, 3, 2), 12) == "示市监受字〔2026〕第12号"


def test_each_kind_has_a_series_of_its_own():
    assert len({rules.series_mark(kind) for kind in Kind}) == len(Kind)


def test_a_digest_covers_kind_number_and_every_field():
    one = rules.digest("grant", "1", {"a": 1, "b": {"c": "中"}})
    assert one == rules.digest("grant", "1", {"b": {"c": "中"}, "a": 1})
    others = [("refusal", "1", {"a": 1}), ("grant", "2", {"a": 1}), ("grant", "1", {"a": 2}), ("grant", "1", {"a": 1})]
    assert len({one, *(rules.digest(*each) for each in others)}) == 5


def test_the_reference_page_names_every_kind_and_every_required_field():
    page = (Path(__file__).resolve().parents[2] / "docs" / "reference" / "notices.md").read_text()
    for kind in Kind:
        (row,) = [line for line in page.splitlines() if line.startswith(f"| `{kind}` ")]
        for need in REQUIRED[kind]:
            assert f"`{need.field}`" in row or f"`{need.field}`" in page.split("| kind |")[0], (kind, need.field)
