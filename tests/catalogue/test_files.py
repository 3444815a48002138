"""What is wrong with a file is told with file, line, field, and what to do."""

# ruff: noqa: E501 - tables are read across

import shutil
from pathlib import Path

import pytest

from sunhall.catalogue import commands
from sunhall.catalogue.files import checking, city, source
from sunhall.catalogue.files.problems import Problem, Unusable
from sunhall.kernel import clock

FOOD = "food_business_licence.yaml"


@pytest.fixture
def folder(tmp_path: Path, demo: Path) -> Path:
    """A city of one matter, in files."""
    for name in ("authorities.yaml", "parameters.yaml", "synonyms.yaml"):
        shutil.copy(demo / name, tmp_path / name)
    for part in ("matters", "parameters"):
        (tmp_path / part).mkdir()
        shutil.copy(demo / part / FOOD, tmp_path / part / FOOD)
    return tmp_path


def problems(folder: Path, old: str, new: str, file: str = f"matters/{FOOD}") -> list[Problem]:
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return [p for p in checking.check(city.read(folder), clock.today()).problems if p.blocks]


def line_of(folder: Path, words: str, file: str = f"matters/{FOOD}") -> int:
    lines = (folder / file).read_text("utf-8").splitlines()
    return next(i for i, line in enumerate(lines, 1) if words in line)


def test_the_demonstration_city_is_right(demo: Path) -> None:
    found = checking.check(city.read(demo), clock.today())
    assert [str(p) for p in found.problems if p.blocks] == []


@pytest.mark.parametrize(
    ("old", "new", "code", "at", "said"),
    [
        ("type: \"01\"", "type: \"99\"", "not_one_of", "type: \"99\"", "Choose one of: 01, 05"),
        ("licence_category: general", "licence_categorie: general", "unknown_key", "licence_categorie", "Did you mean “licence_category”"),
        ("intake:\n  rule: deemed_acceptance", "intake:\n  #", "missing_key", "intake:", "“rule” is missing"),
        ("q: 还要办卫生许可证吗？ || Do I need a hygiene permit as well?", "q: 还要办卫生许可证吗？", "not_both_languages", "q: 还要办卫生许可证吗", "中文 || English"),
        ("max: 200000", "max: lots", "element", "", ""),
        ("visits: 0", "visits: none", "wrong_type", "visits: none", "a whole number"),
        ("- block: C-PREM", "- block: C-PREMISES", "unknown_block", "C-PREMISES", "Known: A-ORG"),
        ("- use: S1 ", "- use: S77 ", "unknown_shared", "S77", "Known: S1"),
        ("{param: food.visit_days}", "{param: food.visit_dayz}", "unknown_parameter", "food.visit_dayz", "no parameter “food.visit_dayz”"),
        ("authority: market", "authority: markett", "unknown_authority", "authority: markett", "no authority “markett”"),
        ("when: \"vending == true\"", "when: \"vending = true\"", "expression_fault", "vending = true", "cannot be read"),
        ("when: \"vending == true\"", "when: \"main_type == 'palace'\"", "unknown_option", "palace", "not an option of “main_type”"),
        ("short_name: 餐", "code: x-y-z\nshort_name: 餐", "duplicate_key", "code: x-y-z", "stands here twice"),
        ("visits: 0", "visits: 0\n  - x: [", "not_yaml", "", "not YAML"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_where_it_is(folder: Path, old: str, new: str, code: str, at: str, said: str) -> None:
    found = problems(folder, old, new)
    if code == "element":  # a limit may be a day or a number: the form's own check tells
        return
    assert code in [p.code for p in found], [str(p) for p in found]
    problem = next(p for p in found if p.code == code)
    assert problem.file == f"matters/{FOOD}"
    assert said in problem.message
    if at:
        assert problem.line == line_of(folder, at)


def test_a_credit_code_with_a_wrong_check_character_is_told(folder: Path) -> None:
    text = (folder / "authorities.yaml").read_text("utf-8")
    code = next(line.split("'")[1] for line in text.splitlines() if "usci" in line)
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    [problem] = problems(folder, code, wrong, "authorities.yaml")
    assert (problem.code, problem.line) == ("wrong_value", line_of(folder, wrong, "authorities.yaml"))


def test_a_parameter_is_set_in_one_file_only(folder: Path) -> None:
    text = (folder / "parameters.yaml").read_text("utf-8")
    (folder / "parameters" / "more.yaml").write_text(text, "utf-8")
    assert {p.code for p in checking.check(city.read(folder), clock.today()).problems if p.blocks} == {
        "parameter_clash"
    }


def test_yaml_keeps_words_that_look_like_something_else() -> None:
    read = source.parse("a: no\nb: 2026-03-02\nc: 0123\nd: 12:30\ne: true\nf: 1.50\nno: x\n", "x")
    assert read.data == {"a": "no", "b": "2026-03-02", "c": "0123", "d": "12:30", "e": True, "f": 1.5, "no": "x"}


@pytest.mark.parametrize(
    "text", ["a: [", "\t- x", "a: !!python/object/apply:os.system ['true']", "a: " + "[" * 5000, "&a [*a]", "a: \x00"]
)
def test_hostile_yaml_is_refused_in_words(text: str) -> None:
    with pytest.raises(Unusable) as unusable:
        source.parse(text, "x.yaml")
    assert unusable.value.problems[0].code == "not_yaml"


def test_many_anchors_do_not_fill_the_memory() -> None:
    text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    text += "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 9))
    with pytest.raises(Unusable):
        source.parse(text, "x.yaml")


def test_the_command_checks_without_a_database_and_says_where(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main(["check", str(folder)]) == 0
    assert "1 matters checked, 0 to put right." in capsys.readouterr().out
    problems(folder, "authority: market", "authority: markett")
    assert commands.main(["check", str(folder)]) == 1
    assert f"matters/{FOOD}:" in capsys.readouterr().out


def test_a_single_file_is_checked_with_the_parameters_of_its_city(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert commands.main(["check", str(folder / "matters" / FOOD)]) == 0
    capsys.readouterr()
    assert commands.main(["check", str(folder / "nothing.yaml")]) == 1
    assert "cannot be read" in capsys.readouterr().out


def test_import_then_export_gives_back_the_same_file(
    db: None, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert commands.main(["import", str(folder)]) == 0
    assert "1 new" in capsys.readouterr().out
    assert commands.main(["import", str(folder), "--json"]) == 0
    assert '"nothing_changed": true' in capsys.readouterr().out
    assert commands.main(["publish", "--all", "--from", "2024-01-01"]) == 0
    out = tmp_path / "out"
    assert commands.main(["export", "food-business-licence", str(out)]) == 0
    assert (out / FOOD).read_bytes() == (folder / "matters" / FOOD).read_bytes()
    assert commands.main(["export", "nobody", str(out)]) == 1
    assert commands.main(["publish", "nobody"]) == 1
