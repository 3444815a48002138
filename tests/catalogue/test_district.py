"""A district's real list becomes authorities and listed matters; wrong codes are told by name and kept."""

import json
import shutil
from pathlib import Path

import pytest

from sunhall.catalogue import acts, commands, district, queries
from sunhall.catalogue.files.problems import Unusable
from sunhall.catalogue.models import Matter
from sunhall.kernel import clock
from sunhall.people.models import Authority

LIST = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "catalogue" / "district_items.json"
real = pytest.mark.skipif(not LIST.exists(), reason="the district's list is not at hand")
LINK = "http://x/?areaCode=511602000000&itemCode=511A0138000000-511602000000-000-{body}-1-00&taskType={kind}&deptCode={dept}"


def entry(body: str, *, kind: str = "1", dept: str = "11511301008778183N") -> list:
    link = LINK.format(body=body, kind=kind, dept=dept)
    return [{"department": "区某局", "items": [{"main_item": "", "sub_items": [{"name": "某许可", "link": link}]}]}]


@real
def test_every_item_is_listed_and_a_second_run_changes_nothing(db: None) -> None:
    first = acts.import_files(path=LIST, by=None, at=clock.now())
    assert len(first.added) == 577
    assert len(first.authorities_added) == 34
    assert Matter.objects.filter(state="listed").count() == 577
    second = acts.import_files(path=LIST, by=None, at=clock.now())
    assert second.nothing_changed
    assert len(second.unchanged) == 577
    assert second.reported == first.reported
    assert Authority.objects.count() == 34


@real
def test_the_listed_matters_are_found_by_the_public(db: None, demo: Path, tmp_path: Path) -> None:
    acts.import_files(path=LIST, by=None, at=clock.now())
    shutil.copy(demo / "synonyms.yaml", tmp_path)
    acts.import_files(path=tmp_path, by=None, at=clock.now())
    for typed, name in (
        ("社保卡", "社会保障卡"), ("占道", "道路"), ("取水", "取水许可"), ("truck", "道路货物运输经营许可"),
        ("开饭店", "食品"), ("restaurant", "食品"), ("spjy", "食品"),
    ):  # fmt: skip
        assert any(name in f.name["zh-hans"] for f in queries.search(typed)), typed
    guide = queries.guide(queries.search("取水许可")[0].code, on=clock.today())
    assert guide.content is None
    assert guide.state == "listed"


@real
def test_the_codes_of_the_real_list_are_read() -> None:
    departments = district.read(json.loads(LIST.read_text("utf-8")))
    items = [i for d in departments for i in d.items]
    assert {i.type for i in items} == {"01", "05", "07", "08", "09", "10", "20"}
    right = [i for i in items if not i.faults]
    assert len(right) > 450
    assert all(i.codes["region"] == "511602000000" for i in items)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("11511301008778183N", ""),
        ("115113010087781830", "wrong check character, N expected"),
        ("083372204", ""),
        ("083372205", "wrong check character, 4 expected"),
        ("1151130108778239R", "17 characters instead of 18"),
        ("1151130100877818IN", "a character that never occurs"),
        ("11736", "neither a unified social credit code nor an organisation code (5 characters)"),
    ],
)
def test_an_organisation_code_is_checked_and_not_repaired(body: str, told: str) -> None:
    [department] = district.read(entry(body))
    [item] = department.items
    assert item.codes["organisation"] == body
    assert bool(item.faults) == bool(told)
    assert told in "".join(item.faults)
    if told:
        assert "区某局, 某许可" in item.faults[0]


def test_a_file_that_is_no_list_is_refused(tmp_path: Path) -> None:
    for text in (
        "{}",
        "[1]",
        "not json",
        '[{"department": "x", "items": [{"sub_items": [{"name": "n", "link": "http://x"}]}]}]',
    ):
        (tmp_path / "list.json").write_text(text)
        with pytest.raises(Unusable):
            acts.import_files(path=tmp_path / "list.json", by=None, at=clock.now())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (None, "No such file"),
        ("", "Expecting value"),
        ("{}", "does not hold a list of departments"),
        ('[{"department": "x"}]', "a department lacks 'items'"),
        ("[" * 100_000, "recursion"),
    ],
)
def test_the_check_of_a_file_that_is_no_list_says_what_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str | None, told: str
) -> None:
    file = tmp_path / "list.json"
    if text is not None:
        file.write_text(text)
    assert commands.main(["check", str(file)]) == 1
    said = capsys.readouterr().err
    assert said.startswith("list.json: The file cannot be read: ")
    assert told in said


def test_an_imported_matter_with_a_guide_is_not_overwritten_by_the_list(db: None, tmp_path: Path) -> None:
    file = tmp_path / "list.json"
    file.write_text(json.dumps(entry("083372204")))
    acts.import_files(path=file, by=None, at=clock.now())
    Matter.objects.update(state="drafted", name={"zh-hans": "别名", "en": "Other"})
    acts.import_files(path=file, by=None, at=clock.now())
    assert Matter.objects.get().name["zh-hans"] == "别名"
