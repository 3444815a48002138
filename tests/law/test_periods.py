"""Every period that may be asked about by name: a golden table of our own, and the shared worked examples."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sunhall.kernel.refused import Refused
from sunhall.law import deadline
from sunhall.law.calendar import Calendar
from sunhall.law.citing import LAWS, cited
from sunhall.law.clock import reckon_back
from sunhall.law.deadline_words import MESSAGES, message
from sunhall.law.periods.table import GROUPS, PERIODS
from sunhall.law.terms import Mark, Unit

FILE = Path(__file__).resolve().parents[3] / "shared" / "law" / "vectors.json"
VECTORS = {v["id"]: v for v in json.loads(FILE.read_text(encoding="utf-8"))["vectors"]} if FILE.exists() else {}
CALENDAR = Calendar.load()

# rule, first day, last day; checked by hand against the notices of 2025 and 2026.
GOLDEN = [
    ("correction-notice", "2026-02-12", "2026-02-26"),  # 14 February is worked, 15-23 are off
    ("decision", "2026-02-10", "2026-03-16"),
    ("joint-decision", "2026-01-05", "2026-03-13"),
    ("lower-review", "2026-01-05", "2026-02-02"),
    ("certificate", "2026-09-18", "2026-10-09"),
    ("hearing-request", "2026-09-22", "2026-09-30"),  # 25 September is off
    ("hearing-request-calendar", "2026-09-22", "2026-09-27"),
    ("hearing", "2026-09-28", "2026-10-30"),
    ("hearing-notice", "2026-10-20", "2026-10-10"),  # back; Saturday 10 October is worked
    ("staff-assignment", "2026-04-30", "2026-05-11"),
    ("renewal-calendar", "2026-03-31", "2026-03-01"),
    ("renewal-working", "2026-03-31", "2026-02-11"),
    ("investment-approval", "2026-03-02", "2026-03-30"),
    ("investment-extension", "2026-08-14", "2026-07-03"),
    ("business-registration", "2026-02-13", "2026-02-25"),
    ("work-safety-licence", "2026-01-05", "2026-02-19"),
    ("medical-renewal-opens", "2026-12-31", "2026-08-21"),
    ("medical-renewal-closes", "2026-12-31", "2026-11-19"),
    ("disclosure-active", "2026-09-18", "2026-10-22"),
    ("disclosure-reply", "2026-01-26", "2026-02-28"),
    ("disclosure-correction", "2026-02-10", "2026-02-26"),
    ("disclosure-third-party", "2026-03-16", "2026-04-07"),
    ("disclosure-co-author", "2026-03-16", "2026-04-07"),
    ("petition-register", "2026-01-30", "2026-02-14"),
    ("petition-notice", "2026-09-18", "2026-10-03"),  # no roll: National Day stays the end
    ("petition-objection", "2026-09-24", "2026-10-09"),
    ("petition-handling", "2026-02-10", "2026-04-11"),  # a Saturday
    ("petition-review-request", "2026-09-03", "2026-10-03"),
    ("petition-review-request-rolled", "2026-09-03", "2026-10-08"),
    ("petition-review", "2026-03-02", "2026-04-01"),
    ("petition-rereview-request", "2026-03-31", "2026-04-30"),
    ("petition-rereview", "2026-04-20", "2026-05-20"),
    ("hotline", "2026-09-24", "2026-10-09"),
    ("market-complaint", "2026-09-24", "2026-10-12"),
    ("bad-rating", "2026-09-30", "2026-10-08"),
    ("double-publicity", "2026-02-13", "2026-03-02"),
    ("reconsideration-request", "2025-12-03", "2026-02-02"),  # the sixtieth day is a Sunday
    ("reconsideration-request", "2025-12-18", "2026-02-24"),  # within the Spring Festival
    ("reconsideration-request", "2025-12-16", "2026-02-14"),  # a worked Saturday is no rest day
    ("reconsideration-latest", "2025-03-10", "2026-03-10"),
    ("reconsideration-intake", "2026-02-12", "2026-02-26"),
    ("reconsideration-correction-notice", "2026-02-12", "2026-02-26"),
    ("reconsideration-correction", "2026-02-12", "2026-03-04"),
    ("reconsideration-copy", "2026-09-24", "2026-10-12"),
    ("reconsideration-answer", "2026-02-12", "2026-03-04"),
    ("reconsideration-copy-summary", "2026-02-12", "2026-02-24"),
    ("reconsideration-answer-summary", "2026-02-12", "2026-02-26"),
    ("reconsideration-decision", "2026-03-02", "2026-05-06"),  # 1 May rolls to the 6th
    ("reconsideration-decision-summary", "2026-03-02", "2026-04-01"),
    ("suit", "2025-08-31", "2026-02-28"),  # there is no 31 February; the 28th is worked
    ("suit", "2025-08-16", "2026-02-24"),
    ("suit-after-reconsideration", "2026-09-19", "2026-10-08"),
    ("suit-inaction", "2026-01-31", "2026-03-31"),
    ("compensation-claim", "2024-02-29", "2026-02-28"),
    ("compensation-correction", "2026-01-30", "2026-02-04"),
    ("compensation-decision", "2026-01-31", "2026-03-31"),
    ("compensation-notice", "2026-03-31", "2026-04-10"),
    ("compensation-suit", "2025-11-16", "2026-02-24"),
    ("bid-period", "2026-09-10", "2026-09-30"),
    ("bid-documents", "2026-09-24", "2026-10-09"),
    ("bid-clarification", "2026-09-20", "2026-10-05"),
    ("prequalification", "2026-09-24", "2026-10-09"),
    ("single-source", "2026-04-29", "2026-05-09"),
    ("evaluation-report", "2026-02-12", "2026-02-14"),
    ("winner", "2026-02-14", "2026-02-28"),
    ("award-notice", "2026-02-24", "2026-02-26"),
    ("contract", "2026-09-08", "2026-10-08"),
    ("contract-publication", "2026-09-30", "2026-10-09"),
    ("contract-copy", "2026-09-30", "2026-10-15"),
    ("inquiry-answer", "2026-09-30", "2026-10-10"),
    ("challenge", "2026-09-29", "2026-10-14"),
    ("challenge-answer", "2026-10-12", "2026-10-21"),
    ("complaint", "2026-10-21", "2026-11-11"),
    ("complaint-decision", "2026-11-02", "2026-12-14"),
]
EXTENDED = [
    ("decision", "2026-01-12", 10, "2026-02-28"),
    ("joint-decision", "2026-01-05", 15, "2026-04-03"),
    ("investment-approval", "2026-03-02", 40, "2026-05-28"),
    ("business-registration", "2026-02-13", 3, "2026-02-28"),
    ("disclosure-reply", "2026-01-26", 20, "2026-03-27"),
    ("petition-handling", "2026-02-10", 30, "2026-05-11"),
    ("hotline", "2026-09-24", 5, "2026-10-15"),
    ("reconsideration-decision", "2026-03-02", 30, "2026-06-01"),
]
# The shared examples: id, rule, name of the first day there, name of the expected day, extension.
SHARED: list[tuple[str, str, str, str, int]] = [
    *[(f"B{n:02}", "decision", "accepted", "due", 0) for n in (1, 6, 9)],
    ("B15", "decision", "accepted", "original_due", 0),
    ("B15", "decision", "accepted", "extended_due", 10),
    ("B26", "decision", "accepted", "statutory_due", 0),
    ("B27", "certificate", "decided", "deliver_by", 0),
    ("B29", "lower-review", "lower_accepted", "lower_review_due", 0),
    ("B30", "staff-assignment", "accepted", "assign_by", 0),
    ("B33", "work-safety-licence", "received", "due_strict", 0),
    ("B34", "investment-approval", "accepted", "due", 0),
    ("B34", "investment-approval", "accepted", "extended_due", 40),
    ("B35", "business-registration", "received_complete", "due", 0),
    ("B35", "business-registration", "received_complete", "extended_due", 3),
    *[(f"C{n:02}", "correction-notice", "received", "notice_due", 0) for n in (1, 4, 5, 14)],
    ("C01", "decision", "received", "statutory_due_20wd", 0),
    ("C06", "decision", "supplement_complete", "due", 0),
    ("C13", "reconsideration-intake", "received", "review_due", 0),
    ("D01", "renewal-calendar", "valid_until", "latest_calendar_reading", 0),
    ("D01", "renewal-working", "valid_until", "latest_working_day_reading", 0),
    ("D07", "medical-renewal-opens", "valid_until", "window_opens", 0),
    ("D07", "medical-renewal-closes", "valid_until", "window_closes", 0),
    ("E01", "joint-decision", "accepted", "due", 0),
    ("E02", "joint-decision", "accepted", "due", 15),
    ("E05", "joint-decision", "accepted", "due", 0),
    ("F01", "hearing-request", "told", "request_by_working_day_reading", 0),
    ("F01", "hearing-request-calendar", "told", "request_by_calendar_reading", 0),
    ("F02", "hearing", "requested", "hold_by", 0),
    ("F03", "hearing-notice", "hearing_date", "notify_by", 0),
    ("G01", "disclosure-active", "formed", "publish_by", 0),
    ("G02", "disclosure-reply", "received", "reply_by", 0),
    ("G02", "disclosure-reply", "received", "max_extended", 20),
    ("G03", "disclosure-reply", "confirmed", "reply_by", 0),
    ("G04", "disclosure-correction", "received", "correction_notice_by", 0),
    ("G04", "disclosure-reply", "corrected_received", "reply_by", 0),
    ("H01", "petition-register", "received", "due", 0),
    ("H02", "petition-notice", "received", "due_strict", 0),
    ("H03", "petition-handling", "accepted", "due_strict", 0),
    ("H03", "petition-handling", "accepted", "max_extended", 30),
    ("H04", "petition-objection", "received", "object_by", 0),
    ("H05", "petition-review-request", "reply_received", "by_strict", 0),
    ("H05", "petition-review-request-rolled", "reply_received", "by_with_rollover", 0),
    ("H06", "petition-review", "review_requested", "review_by", 0),
    ("H06", "petition-rereview-request", "review_reply_received", "rereview_request_by", 0),
    ("H06", "petition-rereview", "rereview_requested", "rereview_by", 0),
    *[(f"I{n:02}", "reconsideration-request", "knew", "by", 0) for n in (1, 2, 3)],
    ("I04", "reconsideration-latest", "knew_act", "latest", 0),
    ("I05", "reconsideration-decision", "accepted", "ordinary", 0),
    ("I05", "reconsideration-decision", "accepted", "ordinary_max", 30),
    ("I05", "reconsideration-decision-summary", "accepted", "summary", 0),
    ("I06", "reconsideration-answer", "copy_received", "ordinary", 0),
    ("I06", "reconsideration-answer-summary", "copy_received", "summary", 0),
    ("I07", "suit", "knew", "by", 0),
    ("I08", "suit", "knew", "by", 0),
    ("I09", "suit-after-reconsideration", "decision_received", "by", 0),
    ("I11", "compensation-decision", "received", "by", 0),
    ("J01", "bid-period", "documents_issued", "earliest", 0),
    ("J02", "bid-documents", "issued", "available_until_at_least", 0),
    ("J03", "bid-clarification", "clarified", "earliest_deadline", 0),
    ("J04", "evaluation-report", "evaluation_ended", "report_by", 0),
    ("J04", "winner", "report_received", "winner_by", 0),
    ("J04", "award-notice", "winner_fixed", "publish_by", 0),
    ("J05", "contract", "award_notice", "sign_by", 0),
    ("J05", "contract-publication", "contract_signed", "publish_by", 0),
    ("J05", "contract-copy", "contract_signed", "file_by", 0),
    ("J06", "challenge", "publication_period_ends", "challenge_by", 0),
    ("J07", "challenge-answer", "challenge_received", "answer_by", 0),
    ("J07", "complaint", "answered", "complain_by", 0),
    ("J07", "complaint-decision", "complaint_received", "decide_by", 0),
    ("J10", "single-source", "publicity_start", "earliest_end", 0),
    ("K01", "double-publicity", "decided", "publish_by", 0),
    ("K02", "double-publicity", "decided", "publish_by", 0),
    ("M17", "hotline", "received", "due", 0),
    ("M17", "hotline", "received", "extended", 5),
    ("M18", "market-complaint", "received", "decide_acceptance_by", 0),
]


def answer(rule: str, start: str, **more: Any) -> dict[str, Any]:
    return deadline.answer({"from": start[:10], "rule": rule, **more}, CALENDAR)


@pytest.mark.parametrize(("rule", "start", "due"), GOLDEN)
def test_each_rule_has_the_day_of_the_golden_table(rule: str, start: str, due: str) -> None:
    assert answer(rule, start)["due"] == due


def test_the_golden_table_leaves_no_rule_out() -> None:
    assert {rule for rule, _, _ in GOLDEN} == set(PERIODS)


@pytest.mark.parametrize(("rule", "start", "extend", "due"), EXTENDED)
def test_an_extension_to_its_full_length_ends_where_the_law_ends_it(
    rule: str, start: str, extend: int, due: str
) -> None:
    assert answer(rule, start, extend=extend)["due"] == due
    with pytest.raises(Refused) as refused:
        answer(rule, start, extend=extend + 1)
    assert (refused.value.code, refused.value.facts["max"]) == ("extension_over_statutory_max", extend)


def test_every_extension_of_the_table_stands_in_the_golden_one() -> None:
    assert {rule for rule, *_ in EXTENDED} == {p.name for p in PERIODS.values() if p.term.extension}


@pytest.mark.skipif(not FILE.exists(), reason="the shared worked examples are not here")
@pytest.mark.parametrize(("name", "rule", "start", "expected", "extend"), SHARED)
def test_the_shared_worked_examples_hold(name: str, rule: str, start: str, expected: str, extend: int) -> None:
    vector = VECTORS[name]
    assert answer(rule, vector["input"][start], extend=extend)["due"] == vector["expected"][expected]


@pytest.mark.skipif(not FILE.exists(), reason="the shared worked examples are not here")
@pytest.mark.parametrize(
    ("name", "rule", "start", "stops"),
    [("B19", "decision", "accepted", "special"), ("E06", "joint-decision", "accepted", "special")],
)
def test_stops_of_a_rule_are_excluded_as_the_examples_say(name: str, rule: str, start: str, stops: str) -> None:
    asked, told = VECTORS[name]["input"], VECTORS[name]["expected"]
    found = answer(rule, asked[start], pauses=[[s["start"], s["end"]] for s in asked[stops]])
    assert (found["excluded"], found["due"]) == (told["excluded_wd"], told["due"])


@pytest.mark.skipif(not FILE.exists(), reason="the shared worked examples are not here")
def test_consulting_a_third_party_is_excluded_from_the_reply() -> None:
    asked, told = VECTORS["G05"]["input"], VECTORS["G05"]["expected"]
    consult = asked["consult"]
    assert answer("disclosure-third-party", consult["sent"])["due"] == told["third_party_answer_by"]
    found = answer("disclosure-reply", asked["received"], pauses=[[consult["sent"], consult["answered"]]])
    assert found["due"] == told["reply_by"]


@pytest.mark.parametrize("rule", PERIODS)
def test_each_rule_says_all_of_itself_in_both_languages(rule: str) -> None:
    one = PERIODS[rule]
    for language in ("zh-hans", "en"):
        assert one.title.get(language) and one.start.get(language) and cited(one.term.citation, language)
    assert one.term.mark is Mark.SURE or one.note, "what is to be checked says why"
    assert not (one.backwards and (one.stops or one.term.extension))
    code = one.term.citation.split("/")[0]
    assert code in LAWS or one.term.mark is Mark.LOCAL or "号" in one.term.citation
    assert answer(rule, "2026-06-01")["rule"]["name"] == rule


def test_names_are_unique_and_citations_are_words() -> None:
    assert sum(len(group.periods) for group in GROUPS) == len(PERIODS)
    assert cited("ALL/42(1)", "zh-hans") == "《行政许可法》第四十二条第一款"
    assert cited("ACL/45", "en") == "Administrative Litigation Law, art. 45"
    assert cited("somewhere else", "en") == "somewhere else"


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ({"from": "2026-03-02", "rule": "moon"}, "no_such_rule"),
        ({"from": "2026-03-02", "rule": ["decision"]}, "no_such_rule"),
        ({"from": "2026-03-02", "rule": "decision", "days": 3}, "rule_sets_days"),
        ({"from": "2026-03-02", "rule": "decision", "unit": "month"}, "rule_sets_days"),
        ({"from": "2026-03-02", "rule": "certificate", "extend": 1}, "extension_not_allowed"),
        ({"from": "2026-03-02", "rule": "decision", "extend": 11}, "extension_over_statutory_max"),
        ({"from": "2026-03-02", "rule": "decision", "extend": "ten"}, "bad_number"),
        ({"from": "2026-03-02", "rule": "suit", "pauses": [["2026-03-03", "2026-03-04"]]}, "rule_bears_no_stop"),
        ({"rule": "decision"}, "missing_field"),
        ({"from": "2027-06-01", "rule": "hearing-notice"}, "calendar_not_loaded"),
    ],
)
def test_what_a_rule_does_not_bear_is_refused_in_words(question: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        deadline.answer(question)
    assert refused.value.code == code
    for language in MESSAGES:
        assert message(refused.value, language)


def test_a_rule_that_ends_in_a_year_without_notice_is_provisional() -> None:
    told = answer("decision", "2026-12-25")
    assert (told["due"], told["provisional"], told["not_before"]) == (None, True, "2027-01-19")
    assert answer("suit", "2026-08-01")["provisional"]  # it may roll
    assert answer("petition-handling", "2026-12-01")["due"] == "2027-01-30"  # it does not


@given(st.dates(date(2026, 3, 1), date(2026, 12, 31)), st.integers(0, 90))
def test_counting_back_is_counting_days_one_by_one(start: date, amount: int) -> None:
    """Backwards there are as many working days from the due day up to the day before the start as were asked for."""
    found = reckon_back(CALENDAR, start=start, amount=amount)
    assert found.due is not None
    days = [found.due + timedelta(days=n) for n in range((start - found.due).days)]
    assert sum(map(CALENDAR.is_working, days)) == amount
    assert [line.day for line in found.days] == days
    numbers = [line.number for line in found.days if line.counted]
    assert numbers == list(range(amount, 0, -1))


def test_calendar_days_count_back_too_and_months_do_not() -> None:
    found = reckon_back(CALENDAR, start=date(2026, 3, 31), amount=30, unit=Unit.CALENDAR_DAY)
    assert (str(found.due), len(found.days)) == ("2026-03-01", 30)
    with pytest.raises(ValueError, match="counted back"):
        reckon_back(CALENDAR, start=date(2026, 3, 31), amount=1, unit=Unit.MONTH)


def test_the_command_line_answers_by_rule(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert deadline.main(["--from", "2026-02-10", "--rule", "decision", "--language", "zh"]) == 0
    text = capsys.readouterr().out
    assert "《行政许可法》第四十二条第一款" in text and "届满日：2026-03-16" in text
    assert deadline.main(["--from", "2026-03-31", "--rule", "renewal-calendar", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["due"], told["rule"]["mark"], told["rule"]["backwards"]) == ("2026-03-01", "check", True)
    assert deadline.main(["--rules"]) == 0
    assert "suit-after-reconsideration" in capsys.readouterr().out
    assert deadline.main(["--rules", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == len(PERIODS)
    assert deadline.main(["--from", "2026-03-31", "--rule", "moon"]) == 2
    assert "--rules lists them" in capsys.readouterr().err


def test_the_command_line_counts_on_a_notice_it_is_given(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    from tests.year_2027 import YEAR_2027

    file = tmp_path / "2027.yaml"
    file.write_text(YEAR_2027, encoding="utf-8")
    assert deadline.main(["--from", "2026-12-28", "--days", "5", "--notice", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["due"] == "2027-01-05"
    file.write_text("year: never", encoding="utf-8")
    with pytest.raises(SystemExit):
        deadline.main(["--from", "2026-12-28", "--days", "5", "--notice", str(file)])
