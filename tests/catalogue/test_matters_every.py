"""What holds for every matter of the demonstration city: its file, its parameters, its sample, its promise."""

from datetime import date

import pytest
import yaml
from tests.catalogue.conftest import DEMO, TODAY
from tests.catalogue.matters import matter, numbered

from sunhall.catalogue import rules
from sunhall.catalogue.files import checking, city
from sunhall.catalogue.rules import validity
from sunhall.ops import samples as sampling

CODES = tuple(sorted(f.stem.replace("_", "-") for f in (DEMO / "matters").glob("*.yaml")))
AUTHORITIES = {a["code"] for a in yaml.safe_load((DEMO / "authorities.yaml").read_text("utf-8"))["authorities"]}
OFFICERS = yaml.safe_load((DEMO / "people.yaml").read_text("utf-8"))["officers"]


@pytest.mark.parametrize("code", CODES)
def test_the_file_is_right_and_passes_the_gate(code: str) -> None:
    checked = checking.check(city.read(DEMO / "matters" / f"{code.replace('-', '_')}.yaml"), TODAY)
    assert [str(p) for p in checked.problems if p.blocks] == []
    assert checked.matters == (code,)


@pytest.mark.parametrize("code", CODES)
def test_what_the_city_sets_is_told_with_its_source(code: str) -> None:
    set_by_city = [matter(code).limits.promised.amount, *matter(code).parameters.values()]
    assert all(fact.set_by_city and fact.source and fact.mark in {"sure", "check", "local"} for fact in set_by_city)


@pytest.mark.parametrize("code", CODES)
def test_every_paper_that_is_asked_has_a_standard_and_a_sample_in_both_languages(code: str) -> None:
    for material in (m for m in matter(code).materials if m.asked):
        assert material.standard and material.sample, material.id
        assert all(material.sample.get(language) for language in ("zh-hans", "en")), material.id
        assert not (material.blank and "下载" in material.blank["zh-hans"]), material.id


@pytest.mark.parametrize("day", [TODAY, date(2026, 11, 21), date(2028, 2, 29)])
@pytest.mark.parametrize("code", CODES)
def test_a_complete_application_is_accepted_on_any_day(code: str, day: date) -> None:
    sample = sampling.read(code, day)
    who = sample.applicant
    assert rules.check_form(matter(code), sample.data, sample.answers, today=day, applicant=who) == []
    pages = rules.asked_pages(matter(code), sample.data, sample.answers, today=day, applicant=who)
    assert set(sample.data) <= {f.field.id for p in pages for f in p.fields}
    narrowed = rules.narrow(matter(code), sample.answers, today=day, applicant=who)
    assert narrowed.ask_next is None
    assert narrowed.outcome is None
    assert not [n for n in narrowed.materials if n.perhaps]


@pytest.mark.parametrize("code", CODES)
def test_an_empty_form_asks_for_every_field_that_must_be_filled(code: str) -> None:
    found = rules.check_form(matter(code), {}, {}, today=TODAY, applicant=sampling.read(code, TODAY).applicant)
    assert {e.code for e in found} <= {"required", "too_few_rows"}
    assert {"truth", "sign", "e_service_consent"} <= {e.field for e in found}


@pytest.mark.parametrize("code", CODES)
def test_nobody_of_a_sample_can_exist(code: str) -> None:
    text = (sampling.FOLDER / f"{code.replace('-', '_')}.yaml").read_text("utf-8")
    for name, given in _leaves(yaml.safe_load(text)["data"]):
        if name in {"id_no", "legal_rep_id", "agt_id", "guardian_id"}:
            assert str(given).startswith(("990101", "91999900", "92999900"))
        if name == "uscc":
            assert str(given)[2:8] in {"999900", "999999"}


def _leaves(given: object, name: str = "") -> list[tuple[str, object]]:
    """Every value with the name it stands under, at any depth."""
    if isinstance(given, dict):
        return [leaf for key, value in given.items() for leaf in _leaves(value, key)]
    if isinstance(given, list):
        return [leaf for value in given for leaf in _leaves(value, name)]
    return [(name, given)]


@pytest.mark.parametrize("code", CODES)
def test_each_document_gets_its_number_and_its_last_day(code: str) -> None:
    data = sampling.read(code, TODAY).data
    for result in matter(code).results:
        if result.number:
            assert "7" in numbered(result, data, TODAY, 7)
        start, last = validity.validity(result.validity, data, TODAY, TODAY)
        assert last is None or last >= start
        assert last is None or not result.validity.long_term


@pytest.mark.parametrize("code", CODES)
def test_somebody_may_do_every_act_and_who_accepts_need_not_decide(code: str) -> None:
    content = matter(code)
    holders = {
        power: {o["login"] for o in OFFICERS if o["authority"] == content.authority and power in o["powers"]}
        for o in OFFICERS
        if "powers" in o
        for power in o["powers"]
    }
    assert content.authority in AUTHORITIES
    assert holders["review"] and holders["decide"] and holders["issue"]
    extension = content.limits.extension
    if extension and extension.approver == "government_head":
        assert any("extend_joint" in o.get("elsewhere", {}).get(content.authority, ()) for o in OFFICERS)
    elif extension:
        assert holders["extend"]
    assert all(any(o["authority"] == lane.authority for o in OFFICERS) for lane in content.lanes)
