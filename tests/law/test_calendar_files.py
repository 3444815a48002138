"""The shipped calendar years against the public data set they were taken from, and the tool that converts a new one."""

import json
import sys
from datetime import date
from pathlib import Path

import pytest

from sunhall.law.calendar import is_rest_of_week
from sunhall.law.data import from_holiday_cn
from sunhall.law.notices import parse_notice, shipped

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "calendars"
SAMPLE = {
    "year": 2031,
    "papers": ["https://www.gov.cn/first", "https://www.gov.cn/amending"],
    "days": [
        {"name": "“元旦”", "date": "2030-12-28", "isOffDay": False},
        {"name": "“元旦”", "date": "2030-12-31", "isOffDay": True},
        {"name": "“元旦”", "date": "2031-01-01", "isOffDay": True},
        {"name": "国庆节", "date": "2031-10-08", "isOffDay": True},
        {"name": "国庆节", "date": "2031-10-01", "isOffDay": True},
    ],
}

# Weekdays and weekend days off, and weekend days worked, as counted from the notices themselves (2020 as extended).
COUNTS = {
    2009: (27, 6), 2010: (29, 8), 2011: (29, 5), 2012: (27, 7), 2013: (29, 12), 2014: (22, 5), 2015: (26, 5),
    2016: (24, 6), 2017: (24, 5), 2018: (23, 6), 2019: (24, 7), 2020: (30, 6), 2021: (31, 7), 2022: (31, 7),
    2023: (27, 7), 2024: (28, 8), 2025: (28, 5), 2026: (33, 6),
}  # fmt: skip


@pytest.mark.skipif(not FOLDER.exists(), reason="the public data set is not here")
@pytest.mark.parametrize("notice", shipped(), ids=lambda notice: str(notice.year))
def test_every_shipped_year_says_what_the_data_set_says(notice) -> None:
    raw = (FOLDER / f"{notice.year}.json").read_text(encoding="utf-8")
    again = parse_notice(from_holiday_cn.convert(raw, "", ""), "again.yaml")
    assert (again.off, again.work) == (notice.off, notice.work)
    assert len(again.off) + len(again.work) == len(json.loads(raw)["days"])


@pytest.mark.parametrize("year", COUNTS)
def test_a_year_has_as_many_days_off_and_worked_as_its_notice(year: int) -> None:
    notice = next(n for n in shipped() if n.year == year)
    assert (len(notice.off), sum(map(is_rest_of_week, notice.work))) == COUNTS[year]


def test_the_tool_writes_a_file_we_can_read(capsys, monkeypatch, tmp_path) -> None:
    file = tmp_path / "2031.json"
    file.write_text(json.dumps(SAMPLE), encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["tool", str(file), "--number", "国办发明电〔2030〕9号", "--dated", "2030-11-05"])
    assert from_holiday_cn.main() == 0
    notice = parse_notice(capsys.readouterr().out, "2031.yaml")
    assert (notice.year, len(notice.sources)) == (2031, 2)
    assert (notice.sources[0].number, notice.sources[0].dated) == ("国办发明电〔2030〕9号", date(2030, 11, 5))
    assert notice.off[date(2030, 12, 31)] == notice.off[date(2031, 1, 1)] == "元旦"
    assert notice.work == {date(2030, 12, 28): "元旦"}


def test_a_year_without_worked_days_is_readable_too() -> None:
    text = from_holiday_cn.convert(json.dumps({**SAMPLE, "days": SAMPLE["days"][1:]}), "", "")
    assert parse_notice(text, "2031.yaml").work == {}
