"""The worked examples of the law: those that counting and terms can decide. The lifecycle decides the others.

A table of our own stands in the other files of this folder, so that nothing is lost where the shared file is absent.
"""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from sunhall.kernel import clock as instants
from sunhall.law.calendar import Calendar, CalendarNotLoaded
from sunhall.law.clock import Pause, Reckoning, State, hours_after, months_after, reckon
from sunhall.law.notices import statutory
from sunhall.law.terms import (
    CORRECTION_NOTICE,
    Roll,
    Term,
    Unit,
    promise_objection,
)

FILE = Path(__file__).resolve().parents[3] / "shared" / "law" / "vectors.json"
pytestmark = pytest.mark.skipif(not FILE.exists(), reason="the shared worked examples are not here")
FULL = Calendar.load()
VECTORS = {v["id"]: v for v in json.loads(FILE.read_text(encoding="utf-8"))["vectors"]} if FILE.exists() else {}


def day(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None


def given(name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    return VECTORS[name]["input"], VECTORS[name]["expected"]


def due(start: str, amount: int, unit: Unit = Unit.WORKING_DAY, **more: Any) -> str:
    return str(reckon(FULL, start=date.fromisoformat(start[:10]), amount=amount, unit=unit, **more).due)


def calendar_days(start: str, amount: int, roll: Roll = Roll.NONE) -> str:
    return due(start, amount, Unit.CALENDAR_DAY, roll=roll)


def with_stops(asked: dict[str, Any], amount: int) -> Reckoning:
    pauses = [Pause(date.fromisoformat(s["start"]), day(s["end"])) for s in asked["special"]]
    start = date.fromisoformat(asked["accepted"])
    return reckon(FULL, start=start, amount=amount, pauses=pauses, as_of=day(asked.get("as_of")))


@pytest.mark.parametrize("name", ["A01", "A02", "A03", "A04"])
def test_working_day_predicate(name: str) -> None:
    asked, told = given(name)
    assert [FULL.is_working(date.fromisoformat(d)) for d in asked["dates"]] == told["is_workday"]


@pytest.mark.parametrize("name", ["A05", "A06"])
def test_working_days_of_a_year(name: str) -> None:
    asked, told = given(name)
    first = date(asked["year"], 1, 1)
    days = [date.fromordinal(n) for n in range(first.toordinal(), date(asked["year"] + 1, 1, 1).toordinal())]
    by_month = [sum(FULL.is_working(d) for d in days if d.month == month) for month in range(1, 13)]
    assert (by_month, sum(by_month)) == (told["by_month"], told["total"])


def test_an_unloaded_year_is_not_guessed() -> None:
    asked, told = given("A07")
    with pytest.raises(CalendarNotLoaded) as refused:
        FULL.shift(date.fromisoformat(asked["accepted"]), asked["limit_wd"])
    assert (refused.value.code, refused.value.facts["year"]) == (told["error"], told["year"])
    assert reckon(FULL, start=date.fromisoformat(asked["accepted"]), amount=asked["limit_wd"]).provisional


def test_statutory_days_before_the_notice() -> None:
    asked, told = given("A08")
    days = sorted(statutory(asked["year"]))
    assert [str(d) for d in days] == told["statutory"]
    assert sum(d.weekday() >= 5 for d in days) == told["substitute_days_owed"]


def test_the_legal_day_is_the_day_in_the_authoritys_zone() -> None:
    asked, told = given("A09")
    assert str(instants.legal_day(datetime.fromisoformat(asked["received_utc"]))) == told["legal_date"]


@pytest.mark.parametrize("name", [f"B{n:02}" for n in range(1, 15)])
def test_decision_limits(name: str) -> None:
    asked, told = given(name)
    assert due(asked["accepted"], asked["limit_wd"]) == told["due"]


def test_an_extension_approved_in_time_makes_it_the_thirtieth_day() -> None:
    asked, told = given("B15")
    assert due(asked["accepted"], 20) == told["original_due"]
    assert due(asked["accepted"], 20, extend=10) == told["extended_due"]


def test_after_a_late_extension_the_case_is_overdue() -> None:
    asked, told = given("B16")
    said = reckon(FULL, start=date.fromisoformat(asked["accepted"]), amount=20, as_of=day(asked["approved_on"]))
    assert (str(said.due), said.state is State.OVERDUE) == (told["due"], told["overdue"])


@pytest.mark.parametrize("name", ["B19", "B20", "B21"])
def test_special_procedures_are_excluded(name: str) -> None:
    asked, told = given(name)
    said = with_stops(asked, asked["limit_wd"])
    assert (said.excluded, str(said.due)) == (told["excluded_wd"], told["due"])


def test_an_open_special_procedure_leaves_only_remaining_days() -> None:
    asked, told = given("B22")
    said = with_stops(asked, asked["limit_wd"])
    assert (said.state, said.spent, said.left, said.due) == (told["clock"], told["used_wd"], told["remaining_wd"], None)


def test_a_promise_is_not_longer_than_the_limit() -> None:
    asked, told = given("B25")
    refused = promise_objection(Term(asked["statutory_wd"]), Term(asked["promised_wd"]))
    assert refused
    assert refused.code == told["error"]


def test_promised_and_statutory_days_are_kept_apart() -> None:
    asked, told = given("B26")
    start, decided = date.fromisoformat(asked["accepted"]), day(asked["decided"])
    promised = reckon(FULL, start=start, amount=asked["promised_wd"], ended_on=decided)
    limit = reckon(FULL, start=start, amount=asked["statutory_wd"], ended_on=decided)
    assert (str(promised.due), promised.late) == (told["promised_due"], told["promise_overdue"])
    assert (str(limit.due), limit.late) == (told["statutory_due"], told["statutory_overdue"])


def test_calendar_days_have_a_safe_working_day() -> None:
    for name, start in (("B32", "accepted"), ("B33", "received"), ("H02", "received")):
        asked, told = given(name)
        begun = date.fromisoformat(asked[start])
        said = reckon(FULL, start=begun, amount=asked.get("limit", 15), unit=Unit.CALENDAR_DAY)
        assert (str(said.due), str(said.latest_safe_workday)) == (told["due_strict"], told["latest_safe_workday"])


def test_an_item_law_may_extend_by_forty_days() -> None:
    asked, told = given("B34")
    assert due(asked["accepted"], 20) == told["due"]
    assert due(asked["accepted"], 20, extend=40) == told["extended_due"]


@pytest.mark.parametrize(
    ("name", "start", "expected", "days"),
    [
        ("B27", "decided", "deliver_by", 10),
        ("B29", "lower_accepted", "lower_review_due", 20),
        ("B30", "accepted", "assign_by", 5),
        ("B31", "accepted", "due", 0),
        ("B35", "received_complete", "due", 3),
        ("B35", "received_complete", "extended_due", 6),
        ("C01", "received", "notice_due", CORRECTION_NOTICE.amount),
        ("C01", "received", "statutory_due_20wd", 20),
        ("C04", "received", "notice_due", CORRECTION_NOTICE.amount),
        ("C05", "received", "notice_due", CORRECTION_NOTICE.amount),
        ("C06", "supplement_complete", "due", 20),
        ("C13", "received", "review_due", 5),
        ("C14", "received", "notice_due", 5),
        ("E01", "accepted", "due", 45),
        ("E02", "accepted", "due", 45 + 15),
        ("F01", "told", "request_by_working_day_reading", 5),
        ("F02", "requested", "hold_by", 20),
        ("G01", "formed", "publish_by", 20),
        ("G02", "received", "reply_by", 20),
        ("G02", "received", "max_extended", 40),
        ("G03", "confirmed", "reply_by", 20),
        ("G04", "received", "correction_notice_by", 7),
        ("G04", "corrected_received", "reply_by", 20),
        ("H04", "received", "object_by", 5),
        ("I06", "copy_received", "ordinary", 10),
        ("I06", "copy_received", "summary", 5),
        ("J02", "issued", "available_until_at_least", 5),
        ("J04", "evaluation_ended", "report_by", 2),
        ("J04", "report_received", "winner_by", 5),
        ("J04", "winner_fixed", "publish_by", 2),
        ("J05", "contract_signed", "publish_by", 2),
        ("J05", "contract_signed", "file_by", 7),
        ("J06", "publication_period_ends", "challenge_by", 7),
        ("J07", "challenge_received", "answer_by", 7),
        ("J07", "answered", "complain_by", 15),
        ("J07", "complaint_received", "decide_by", 30),
        ("J10", "publicity_start", "earliest_end", 5),
        ("K01", "decided", "publish_by", 7),
        ("K02", "decided", "publish_by", 7),
        ("M15", "at", "contact_by", 1),
        ("M17", "received", "due", 5),
        ("M17", "received", "extended", 10),
        ("M18", "received", "decide_acceptance_by", 7),
    ],
)
def test_periods_in_working_days(name: str, start: str, expected: str, days: int) -> None:
    asked, told = given(name)
    assert due(asked[start], days) == told[expected]


@pytest.mark.parametrize(
    ("name", "start", "expected", "days", "roll"),
    [
        ("F01", "told", "request_by_calendar_reading", 5, Roll.NONE),
        ("H01", "received", "due", 15, Roll.NONE),
        ("H03", "accepted", "due_strict", 60, Roll.NONE),
        ("H03", "accepted", "max_extended", 90, Roll.NONE),
        ("H05", "reply_received", "by_strict", 30, Roll.NONE),
        ("H05", "reply_received", "by_with_rollover", 30, Roll.NEXT_WORKING_DAY),
        ("H06", "review_requested", "review_by", 30, Roll.NONE),
        ("H06", "review_reply_received", "rereview_request_by", 30, Roll.NONE),
        ("H06", "rereview_requested", "rereview_by", 30, Roll.NONE),
        ("I01", "knew", "by", 60, Roll.NEXT_WORKING_DAY),
        ("I02", "knew", "by", 60, Roll.NEXT_WORKING_DAY),
        ("I03", "knew", "by", 60, Roll.NEXT_WORKING_DAY),
        ("I05", "accepted", "ordinary", 60, Roll.NEXT_WORKING_DAY),
        ("I05", "accepted", "ordinary_max", 90, Roll.NEXT_WORKING_DAY),
        ("I05", "accepted", "summary", 30, Roll.NEXT_WORKING_DAY),
        ("I09", "decision_received", "by", 15, Roll.NEXT_WORKING_DAY),
        ("J01", "documents_issued", "earliest", 20, Roll.NONE),
        ("J03", "clarified", "earliest_deadline", 15, Roll.NONE),
        ("J05", "award_notice", "sign_by", 30, Roll.NONE),
    ],
)
def test_periods_in_calendar_days(name: str, start: str, expected: str, days: int, roll: Roll) -> None:
    asked, told = given(name)
    assert calendar_days(asked[start], days, roll) == told[expected]


@pytest.mark.parametrize(
    ("name", "start", "expected", "months", "roll"),
    [
        ("I04", "knew_act", "latest", 12, Roll.NEXT_WORKING_DAY),
        ("I07", "knew", "by", 6, Roll.NEXT_WORKING_DAY),
        ("I08", "knew", "by", 6, Roll.NEXT_WORKING_DAY),
        ("I11", "received", "by", 2, Roll.NONE),
        ("K03", "published", "repair_possible_from", 3, Roll.NONE),
        ("K03", "published", "auto_end", 12, Roll.NONE),
        ("M12", "on", "banned_until", 12, Roll.NONE),
    ],
)
def test_periods_in_months(name: str, start: str, expected: str, months: int, roll: Roll) -> None:
    asked, told = given(name)
    assert due(asked[start], months, Unit.MONTH, roll=roll) == told[expected]


@pytest.mark.parametrize(
    ("name", "start", "expected", "days"),
    [
        ("D01", "valid_until", "latest_working_day_reading", -30),
        ("D07", "valid_until", "window_opens", -90),
        ("D07", "valid_until", "window_closes", -30),
        ("F03", "hearing_date", "notify_by", -7),
    ],
)
def test_periods_counted_back(name: str, start: str, expected: str, days: int) -> None:
    asked, told = given(name)
    assert str(FULL.shift(date.fromisoformat(asked[start]), days)) == told[expected]


def test_an_approval_that_expires_after_two_years() -> None:
    asked, told = given("D09")
    expires = months_after(date.fromisoformat(asked["approved"]), 24)
    assert (str(expires), str(FULL.shift(expires, -30))) == (told["expires"], told["apply_by"])


def test_a_notice_after_the_fifth_day_is_late() -> None:
    for name, late in (("C02", False), ("C03", True)):
        asked, _ = given(name)
        received, told_on = date.fromisoformat(asked["received"]), day(asked["notice_issued"])
        assert reckon(FULL, start=received, amount=5, ended_on=told_on).late is late


def test_the_cap_of_joint_handling_holds_for_the_whole() -> None:
    asked, told = given("E05")
    said = reckon(FULL, start=date.fromisoformat(asked["accepted"]), amount=45, ended_on=day(told["case_finished"]))
    assert (str(said.due), said.late) == (told["due"], told["overdue"])


def test_joint_cases_exclude_special_procedures_too() -> None:
    asked, told = given("E06")
    said = with_stops(asked, 45)
    assert (said.excluded, str(said.due)) == (told["excluded_wd"], told["due"])


def test_consulting_a_third_party_is_excluded() -> None:
    asked, told = given("G05")
    sent, answered = date.fromisoformat(asked["consult"]["sent"]), date.fromisoformat(asked["consult"]["answered"])
    assert due(asked["consult"]["sent"], 15) == told["third_party_answer_by"]
    assert due(asked["received"], 20, pauses=[Pause(sent, answered)]) == told["reply_by"]


def test_an_order_goes_back_within_twenty_four_hours() -> None:
    asked, told = given("M17")
    assert hours_after(datetime.fromisoformat(asked["received"]), 24).isoformat() == told["return_by"]
