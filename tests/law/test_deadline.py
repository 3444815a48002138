"""The deadline calculator: its questions, its answers, and the command line around them."""

import io
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sunhall.kernel.refused import Refused
from sunhall.law import deadline, deadline_words
from sunhall.law.calendar import Calendar
from sunhall.law.periods.table import PERIODS


def test_the_example_of_the_documentation_holds() -> None:
    told = deadline.answer({"from": "2026-02-10", "days": 20, "pauses": [["2026-02-12", "2026-02-20"]]})
    assert (told["due"], told["provisional"], told["not_before"], told["excluded"]) == ("2026-03-18", False, None, 2)
    assert list(told) == ["due", "provisional", "not_before", "excluded", "days"]
    assert told["days"][0] == {"day": "2026-02-11", "counted": True, "why": "working"}
    assert told["days"][3] == {"day": "2026-02-14", "counted": False, "why": "pause"}
    assert told["days"][4] == {"day": "2026-02-15", "counted": False, "why": "holiday", "name": "春节"}
    assert told["days"][-1]["day"] == told["due"]
    assert sum(line["counted"] for line in told["days"]) == 20


@pytest.mark.parametrize(
    ("question", "due"),
    [
        ({"from": "2026-02-10", "days": 20}, "2026-03-16"),
        ({"from": "2026-01-12", "days": 20, "extend": 10}, "2026-02-28"),
        ({"from": "2026-02-13", "days": 7, "unit": "calendar"}, "2026-02-20"),
        ({"from": "2025-08-31", "days": 6, "unit": "month"}, "2026-02-28"),
        ({"from": "2026-02-13", "days": 0, "unit": "working"}, "2026-02-13"),
        ({"from": "2026-02-13", "days": 1, "pauses": None, "extend": None}, "2026-02-14"),
        ({"from": "2026-02-13", "days": 1, "unit": None, "rule": None}, "2026-02-14"),
        ({"from": "2007-01-01", "days": 1, "unit": "calendar"}, "2007-01-02"),
    ],
)
def test_each_unit_has_its_due_day(question: dict[str, Any], due: str) -> None:
    assert deadline.answer(question)["due"] == due


def test_an_open_pause_has_no_due_day() -> None:
    told = deadline.answer({"from": "2026-03-02", "days": 20, "pauses": [["2026-03-09", None]]})
    assert (told["due"], told["provisional"], told["not_before"]) == (None, False, None)
    assert sum(line["counted"] for line in told["days"]) == 5


def test_a_year_without_a_notice_is_provisional() -> None:
    told = deadline.answer({"from": "2026-12-25", "days": 20})
    assert (told["due"], told["provisional"], told["not_before"]) == (None, True, "2027-01-19")


def test_another_calendar_may_be_asked() -> None:
    told = deadline.answer({"from": "2019-01-10", "days": 5}, Calendar.load(upto=2018))
    assert (told["due"], told["provisional"]) == (None, True)


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ([], "not_a_question"),
        ({}, "missing_field"),
        ({"from": "2026-02-10"}, "missing_field"),
        ({"from": "2026-02-10", "days": 3, "colour": 1}, "unknown_field"),
        ({"from": "2026-02-30", "days": 3}, "bad_date"),
        ({"from": "20260210", "days": 3}, "bad_date"),
        ({"from": 20260210, "days": 3}, "bad_date"),
        ({"from": "2101-01-01", "days": 3}, "date_too_late"),
        ({"from": "1899-12-31", "days": 3, "unit": "calendar"}, "date_too_early"),
        ({"from": "2026-02-10", "days": 3, "pauses": [["0001-01-01", "2026-02-12"]]}, "date_too_early"),
        ({"from": "2026-02-10", "days": 3, "unit": ""}, "bad_unit"),
        ({"from": "2026-02-10", "days": 3, "unit": "hour"}, "bad_instant"),
        ({"from": "0001-01-01T00:00", "days": 3, "unit": "hour"}, "date_too_early"),
        ({"from": "0001-01-01T00:00+14:00", "days": 3, "unit": "hour"}, "bad_instant"),
        ({"from": "1899-12-31T23:59", "days": 3, "unit": "hour"}, "date_too_early"),
        ({"from": "2026-02-10T09:30", "days": 8785, "unit": "hour"}, "bad_number"),
        (
            {"from": "2026-02-10T09:30", "days": 3, "unit": "hour", "pauses": [["2026-02-11", None]]},
            "hours_bear_no_stop",
        ),
        ({"from": "2026-02-10T09:30", "days": 3}, "bad_date"),
        ({"from": "2026-02-10", "days": -1}, "bad_number"),
        ({"from": "2026-02-10", "days": 3661}, "bad_number"),
        ({"from": "2026-02-10", "days": 121, "unit": "month"}, "bad_number"),
        ({"from": "2026-02-10", "days": True}, "bad_number"),
        ({"from": "2026-02-10", "days": 3.0}, "bad_number"),
        ({"from": "2026-02-10", "days": "3"}, "bad_number"),
        ({"from": "2026-02-10", "days": 3, "extend": -1}, "bad_number"),
        ({"from": "2026-02-10", "days": 3, "unit": "weeks"}, "bad_unit"),
        ({"from": "2026-02-10", "days": 3, "unit": []}, "bad_unit"),
        ({"from": "2026-02-10", "days": 3, "pauses": "2026-02-12"}, "bad_pause"),
        ({"from": "2026-02-10", "days": 3, "pauses": [["2026-02-12"]]}, "bad_pause"),
        ({"from": "2026-02-10", "days": 3, "pauses": ["2026-02-12"]}, "bad_pause"),
        ({"from": "2026-02-10", "days": 3, "pauses": [["2026-02-12", "soon"]]}, "bad_date"),
        ({"from": "2026-02-10", "days": 3, "pauses": [[None, "2026-02-12"]]}, "bad_date"),
        ({"from": "2026-02-10", "days": 3, "pauses": [["2026-02-12", None]] * 1001}, "bad_pause"),
        ({"from": "2026-02-10", "days": 3, "pauses": [["2026-02-12", "2026-02-11"]]}, "pause_ends_before_it_starts"),
        ({"from": "2006-02-10", "days": 3}, "calendar_not_loaded"),
    ],
)
def test_a_bad_question_is_refused_by_name_in_both_languages(question: Any, code: str) -> None:
    with pytest.raises(Refused) as refused:
        deadline.answer(question)
    assert refused.value.code == code
    for language in ("en", "zh"):
        assert "{" not in deadline_words.message(refused.value, language).replace('{"from"', "")


def test_the_longest_questions_are_answered() -> None:
    for unit, most in deadline.MOST.items():
        start = "2100-12-31T23:59" if unit == "hour" else "2100-12-31"
        told = deadline.answer({"from": start, "days": most, "unit": unit, "extend": most})
        assert told["due"] or told["provisional"]


EXTREME = (
    "0001-01-01",
    "0001-01-30",
    "1899-12-31",
    "1900-01-01",
    "1900-03-01",
    "2100-12-31",
    "2101-01-01",
    "9999-12-31",
)


def test_every_rule_answers_every_extreme_day_or_says_why_not() -> None:
    calendar = Calendar.load()
    seen = set()
    for name in PERIODS:
        for day in EXTREME:
            line = json.dumps({"from": day, "rule": name})
            told = json.loads(deadline.answer_line(line, 7, calendar))
            if "error" in told:
                assert told["error"]["line"] == 7
                seen.add(told["error"]["code"])
            else:
                assert told["due"] or told["provisional"]
                date.fromisoformat(told["due"] or told["not_before"])
    assert seen == {"date_too_early", "date_too_late", "calendar_not_loaded"}


@pytest.mark.parametrize("unit", ["working", "calendar", "month"])
@pytest.mark.parametrize("day", EXTREME)
def test_every_unit_answers_every_extreme_day_or_says_why_not(unit: str, day: str) -> None:
    for days in (0, 1, deadline.MOST[unit]):
        told = json.loads(
            deadline.answer_line(json.dumps({"from": day, "days": days, "unit": unit}), 1, Calendar.load())
        )
        expected = {"date_too_early", "date_too_late", "calendar_not_loaded"}
        assert told.get("due") or told.get("provisional") or told["error"]["code"] in expected


def test_hours_run_from_an_instant_through_nights_and_rest_days() -> None:
    """Civil Code art. 201(2). From the Friday before the Spring Festival of 2026 into the holiday."""
    told = deadline.answer({"from": "2026-02-13T15:30", "days": 48, "unit": "hour", "extend": 24})
    assert (told["due"], told["due_at"]) == ("2026-02-16", "2026-02-16T15:30+08:00")
    assert (told["provisional"], told["not_before"], told["excluded"]) == (False, None, 0)
    assert [line["day"] for line in told["days"]] == ["2026-02-13", "2026-02-14", "2026-02-15", "2026-02-16"]
    assert {line["why"] for line in told["days"]} == {"hours"}


def test_an_instant_may_name_its_offset_and_ends_in_beijing_time() -> None:
    told = deadline.answer({"from": "2026-09-24T16:00Z", "days": 24, "unit": "hour"})
    assert told["due_at"] == "2026-09-26T00:00+08:00"


def test_hours_are_hours_also_where_the_clocks_were_changed() -> None:
    """Summer time began on 4 May 1986, at 2 o'clock: that night had one hour less."""
    told = deadline.answer({"from": "1986-05-03T12:00", "days": 24, "unit": "hour"})
    assert told["due_at"] == "1986-05-04T13:00+09:00"


def test_an_open_stop_in_a_year_without_a_notice_is_provisional_too() -> None:
    told = deadline.answer({"from": "2026-12-01", "days": 40, "pauses": [["2027-01-20", None]]})
    assert (told["due"], told["provisional"], told["not_before"]) == (None, True, None)


def test_a_fault_of_ours_costs_one_line_of_a_batch_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise OverflowError

    monkeypatch.setattr(deadline, "answer", broken)
    told = json.loads(deadline.answer_line('{"from": "2026-02-10", "days": 1}', 3, Calendar.load()))
    assert (told["error"]["code"], told["error"]["line"]) == ("cannot_be_counted", 3)


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = deadline.main(words)
    out, err = capsys.readouterr()
    return code, out, err


def test_the_command_line_prints_json(capsys: pytest.CaptureFixture[str]) -> None:
    words = [
        "--from",
        "2026-01-12",
        "--days",
        "20",
        "--pause",
        "2026-01-19..2026-01-23",
        "--pause",
        "2026-02-10..2026-02-26",
        "--json",
    ]
    code, out, _ = run(capsys, *words)
    assert code == 0
    told = json.loads(out)
    assert (told["due"], told["excluded"]) == ("2026-03-02", 11)


@pytest.mark.parametrize(
    ("words", "language", "expected"),
    [
        ("--from 2026-02-10 --days 5", "en", ["Due: 2026-02-24 (until 24:00)", "2026-02-15  Sun", "holiday (春节)"]),
        (
            "--from 2026-02-10 --days 5",
            "zh",
            ["届满日：2026-02-24", "不计入：放假（春节）", "调休上班日（春节）"],
        ),
        ("--from 2026-02-10 --days 5 --pause 2026-02-12..", "en", ["2 used, 3 left"]),
        ("--from 2026-02-10 --days 5 --pause 2026-02-12..", "zh", ["已用2日，剩余3日"]),
        ("--from 2026-12-25 --days 20", "en", ["Not before 2027-01-19"]),
        ("--from 2026-12-25 --days 20", "zh", ["不早于2027-01-19"]),
        ("--from 2026-03-02 --days 5 --pause 2026-03-04..2026-03-06", "en", ["Excluded by stops: 2", "is stopped"]),
        ("--from 2026-02-13 --days 7 --unit calendar", "en", ["Due: 2026-02-20"]),
        ("--from 2026-02-13T15:30 --days 48 --unit hour", "en", ["Due: 2026-02-15 15:30 Beijing time (48 hours after"]),
        ("--from 2026-02-13T15:30 --days 48 --unit hour", "zh", ["届满时刻：北京时间2026-02-15 15:30"]),
    ],
)
def test_the_command_line_prints_a_table_in_words(
    capsys: pytest.CaptureFixture[str], words: str, language: str, expected: list[str]
) -> None:
    code, out, _ = run(capsys, *words.split(), "--language", language)
    assert code == 0
    for text in expected:
        assert text in out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("--from 2026-02-30 --days 5", "from: 2026-02-30 is not a day; write it like 2026-02-10"),
        ("--from 2026-02-10 --days -5", "days: -5 is not a whole number from 0 to 3660"),
        ("--from 2026-02-10 --days 5 --pause 2026-02-12", "pause: 2026-02-12 is not a stop"),
        ("--from 2006-02-10 --days 5", "the holiday notice of 2006 is not loaded"),
        ("--from 0001-01-01 --rule renewal-calendar", "from: 0001-01-01 is before 1900-01-01"),
        ("--from 2026-02-10 --days 5 --unit hour", "from: 2026-02-10 is not an instant"),
    ],
)
def test_bad_input_is_told_on_standard_error_and_exits_with_2(
    capsys: pytest.CaptureFixture[str], words: str, message: str
) -> None:
    code, out, err = run(capsys, *words.split(), "--language", "en")
    assert (code, out) == (2, "")
    assert message in err
    code, out, _ = run(capsys, *words.split(), "--json")
    assert code == 2
    assert message in json.loads(out)["error"]["message"]


@pytest.mark.parametrize("words", ["", "--days 5", "--from 2026-02-10 --days five", "--unit weeks"])
def test_missing_or_unreadable_arguments_exit_with_2(capsys: pytest.CaptureFixture[str], words: str) -> None:
    with pytest.raises(SystemExit) as ended:
        deadline.main(words.split())
    assert ended.value.code == 2
    assert "usage: sunhall deadline" in capsys.readouterr().err


def test_the_terminals_language_is_respected(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    assert deadline_words.language_of_terminal() == "en"
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert deadline_words.language_of_terminal() == "zh"


def test_a_batch_answers_every_line_in_its_place(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = ['{"from":"2026-02-10","days":20}', "", "nonsense", '{"from":"2026-02-10","days":-1}', "[" * 100_000, "[]"]
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(lines)))
    code, out, _ = run(capsys, "--batch")
    told = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert told[0]["due"] == "2026-03-16"
    codes = [(line["error"]["code"], line["error"]["line"]) for line in told[1:]]
    assert codes == [("not_json", 3), ("bad_number", 4), ("not_json", 5), ("not_a_question", 6)]


def test_a_batch_survives_bytes_that_are_no_text_and_needs_no_django() -> None:
    source = Path(__file__).resolve().parents[2] / "src"
    program = "import sys; from sunhall.law import deadline; deadline.main(['--batch']); print('django' in sys.modules)"
    asked = b'\xff\xfe\n{"from":"2026-02-10","days":1}\n'
    done = subprocess.run(
        [sys.executable, "-c", program], input=asked, capture_output=True, env={"PYTHONPATH": str(source)}, check=True
    )
    first, second, django = done.stdout.decode().splitlines()
    assert json.loads(first)["error"]["code"] == "not_json"
    assert json.loads(second)["due"] == str(date(2026, 2, 11))
    assert django == "False"


def test_every_reason_has_words_in_both_languages() -> None:
    assert set(deadline_words.WHY["en"]) == set(deadline_words.WHY["zh"])
    assert set(deadline_words.MESSAGES["en"]) == set(deadline_words.MESSAGES["zh"])
    assert set(deadline_words.TABLE["en"]) == set(deadline_words.TABLE["zh"])
