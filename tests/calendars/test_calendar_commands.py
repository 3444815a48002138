"""`sunhall calendar`: a year loaded, rehearsed and listed at the command line."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests import factories
from tests.year_2027 import YEAR_2027

from sunhall.calendars.models import Load, Move
from sunhall.cases.calendar_commands import main
from sunhall.cases.models import Case

pytestmark = [pytest.mark.django_db, pytest.mark.at("2026-12-28 09:00")]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "2027.yaml"
    path.write_text(YEAR_2027, encoding="utf-8")
    return path


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main([*arguments, "--json"]) == 0
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


def test_a_dry_run_tells_every_move_and_changes_nothing(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = factories.filed(when="2026-12-28 09:00")
    answer = told(capsys, "load", str(file), "--dry-run")
    number = Case.objects.get(pk=case.id).number
    assert (answer["year"], answer["cases"], answer["known"], answer["moved"]) == (2027, 1, 1, 0)
    assert (answer["moves"][0]["case"], answer["moves"][0]["after_on"]) == (number, "2027-01-05")
    assert main(["load", str(file), "--dry-run"]) == 0
    text = capsys.readouterr().out
    assert f"{number}  food-business-licence  intake: provisional" in text and "Nothing was changed." in text
    assert not Load.objects.exists()


def test_loading_recounts_at_once_and_the_list_tells_it(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    factories.filed(when="2026-12-28 09:00")
    answer = told(capsys, "load", str(file))
    assert (answer["loaded"]["version"], answer["loaded"]["finished"], answer["loaded"]["moved"]) == (1, True, 1)
    assert Move.objects.count() == 1
    listed = told(capsys, "list")
    assert (listed["until"], listed["years"][-1]["version"], listed["years"][-2]["version"]) == ("2027-12-31", 1, None)
    assert main(["list"]) == 0
    text = capsys.readouterr().out
    assert "2027  load 1  国办发明电〔2026〕99号  2026-11-20" in text and "Load 1: 2027" in text
    assert main(["load", str(file)]) == 1
    assert "nothing would change" in capsys.readouterr().err


def test_what_is_wrong_is_said_on_standard_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "2027.yaml"
    assert main(["load", str(path)]) == 1
    assert "No such file" in capsys.readouterr().err
    path.write_text(YEAR_2027.replace("2027-06-09", "2027-06-10"), encoding="utf-8")
    assert main(["load", str(path)]) == 1
    error = capsys.readouterr().err
    assert "2027-06-09 (端午节) is a statutory holiday" in error and "1 to put right" in error
    assert main(["load", str(path), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["faults"][0]["code"] == "statutory_day_missing"
    assert not Load.objects.exists()


def test_a_csv_takes_its_notice_from_the_options(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from sunhall.law.year_files import read

    notice = read(YEAR_2027.encode(), "2027.yaml").notice
    assert notice is not None
    path = tmp_path / "2027.csv"
    path.write_text("\n".join([f"{d},off" for d in notice.off] + [f"{d},work" for d in notice.work]), encoding="utf-8")
    options = ["--number", "国办发明电〔2026〕99号", "--dated", "2026-11-20", "--url", "https://www.gov.cn/example"]
    assert told(capsys, "load", str(path), *options)["loaded"]["year"] == 2027
