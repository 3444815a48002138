"""A year's notice handed in by a person: what is read, what is refused with which words, and what is only unusual."""

from datetime import date
from typing import Any

import pytest
from tests.year_2027 import YEAR_2027

from sunhall.law.calendar import Calendar
from sunhall.law.notices import Notice, Source, parse_notice, shipped
from sunhall.law.year_files import Fault, Span, as_yaml, assembled, check, read, spans
from sunhall.law.year_words import SENTENCES, sentence

TODAY = date(2026, 11, 22)
KNOWN = Calendar.load()


def codes(faults: tuple[Fault, ...]) -> list[str]:
    return [fault.code for fault in faults]


def notice(text: str = YEAR_2027) -> Notice:
    given = read(text.encode(), "2027.yaml")
    assert given.notice is not None, given.faults
    return given.notice


def test_a_notice_in_our_own_format_is_read_as_the_shipped_ones_are() -> None:
    for one in shipped():
        if one.year < 2020 or one.year == 2020:
            continue
        again = read(as_yaml(one).encode(), f"{one.year}.yaml").notice
        assert again is not None
        assert (again.year, again.off, again.work, again.sources) == (one.year, one.off, one.work, one.sources)
    assert parse_notice(as_yaml(notice()), "2027.yaml") == notice()


def test_a_sound_notice_has_no_fault() -> None:
    assert check(notice(), KNOWN, today=TODAY) == ()


def test_the_shipped_years_since_2021_would_pass_too() -> None:
    for one in shipped():
        if one.year >= 2021:
            before = Calendar.load(upto=one.year - 1)
            assert check(one, before, today=TODAY) == (), one.year


def test_a_csv_says_the_same_with_the_names_of_the_nearest_holiday() -> None:
    whole = notice()
    rows = [f"{day},off" for day in whole.off] + [f"{day},班,国庆节" for day in whole.work]
    source = Source(number="国办发明电〔2026〕99号", dated=date(2026, 11, 20), url="https://www.gov.cn/example")
    given = read(("day,kind\n" + "\n".join(rows)).encode("utf-8-sig"), "2027.CSV", source=source)
    assert given.notice is not None
    assert (given.notice.year, set(given.notice.off), set(given.notice.work)) == (2027, set(whole.off), set(whole.work))
    assert given.notice.off[date(2027, 2, 9)] == "春节"
    assert given.notice.sources[0].title == "国务院办公厅关于2027年部分节假日安排的通知"


@pytest.mark.parametrize(
    ("before", "after", "code", "facts"),
    [
        ("2027-02-20", "2027-02-24", "make_up_on_a_weekday", {"day": date(2027, 2, 24), "name": "春节"}),
        ("2027-06-09", "2027-06-10", "statutory_day_missing", {"day": date(2027, 6, 9), "name": "端午节"}),
        ("2027-06-09]", "2027-06-09, 2028-01-03]", "day_outside_year", {"day": date(2028, 1, 3), "year": 2027}),
        ("2027-06-09]", "2027-06-09, 2026-11-30]", "day_outside_year", {"day": date(2026, 11, 30), "year": 2027}),
        ("2027-06-09]", "2027-06-09..2027-06-30]", "too_many_off", {"count": 48, "most": 45}),
        ("2026-11-20", "2026-11-23", "notice_dated_ahead", {"day": date(2026, 11, 23)}),
        ("year: 2027", "year: 2029", "year_does_not_follow", None),
        ("2027-05-08", "2027-05-22", "make_up_far", {"day": date(2027, 5, 22), "most": 14}),
        ("[2027-09-15]", "[2027-09-15, 2027-09-16]", "days_do_not_balance", None),
        ("[2027-09-15]", "[2027-09-15, 2027-07-01]", "off_far", {"day": date(2027, 7, 1), "most": 7}),
    ],
)
def test_what_the_law_does_not_bear_is_told(before: str, after: str, code: str, facts: dict[str, Any] | None) -> None:
    assert before in YEAR_2027
    found = [f for f in check(notice(YEAR_2027.replace(before, after)), KNOWN, today=TODAY) if f.code == code]
    assert found
    assert facts is None or found[0].facts == facts
    assert found[0].blocks is (code not in ("make_up_far", "off_far", "days_do_not_balance"))


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("", "2027.yaml", "file_empty"),
        ("x" * 70_000, "2027.yaml", "file_too_large"),
        ("a: [", "2027.yaml", "file_not_yaml"),
        ("- 1", "2027.yaml", "file_not_a_year"),
        ("year: soon", "2027.yaml", "year_missing"),
        ("year: 2027\ndays_off: {a: [2027-02-30]}", "2027.yaml", "date_does_not_exist"),
        (YEAR_2027.replace("number:", "nummer:"), "2027.yaml", "number_missing"),
        (YEAR_2027.replace("dated: 2026-11-20", "dated: soon"), "2027.yaml", "bad_date_of_notice"),
        (YEAR_2027.replace("https://www", "javascript://www"), "2027.yaml", "link_is_none"),
        (YEAR_2027 + "colour: red", "2027.yaml", "unknown_field"),
        (YEAR_2027.replace("[2027-06-09]", "[soon]"), "2027.yaml", "bad_span"),
        (YEAR_2027.replace("[2027-06-09]", "[2027-06-09..2027-06-01]"), "2027.yaml", "span_backwards"),
        (YEAR_2027.replace("[2027-06-09]", "[2027-06-09..2027-09-09]"), "2027.yaml", "span_too_long"),
        (YEAR_2027.replace("[2027-06-09]", "[2027-05-05..2027-05-06, 2027-06-09]"), "2027.yaml", "day_twice"),
        (YEAR_2027.replace("[2027-05-08]", "[2027-05-04]"), "2027.yaml", "off_and_worked"),
        (YEAR_2027.split("days_worked")[0], "2027.yaml", "days_missing"),
        ("day,kind\n2027-13-01,off", "2027.csv", "csv_bad_day"),
        ("2027-01-01,maybe", "2027.csv", "csv_bad_kind"),
        ("2027-01-01", "2027.csv", "csv_bad_kind"),
        ("day,kind\n", "2027.csv", "file_not_a_year"),
        ("2027-01-01,off", "2027.csv", "link_missing"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(text: str, name: str, code: str) -> None:
    given = read(text.encode(), name)
    assert given.notice is None
    assert code in codes(given.faults)


def test_bytes_that_are_no_text_are_told() -> None:
    assert codes(read("年".encode("gbk"), "2027.yaml").faults) == ["file_not_utf8"]


def test_a_file_that_refers_to_itself_without_end_is_refused_at_once() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"{n}: &{n} [*{m}, *{m}]\n" for m, n in zip("abcdefgh", "bcdefghi", strict=True))
    given = read(f"{bomb}year: 2027\ndays_off: {{x: *i}}\n".encode(), "2027.yaml")
    assert given.notice is None and "bad_span" in codes(given.faults)


def test_every_fault_is_told_at_once() -> None:
    text = YEAR_2027.replace("2027-06-09", "2027-06-10").replace("2027-02-20", "2027-02-24")
    assert codes(check(notice(text), KNOWN, today=TODAY))[:2] == ["make_up_on_a_weekday", "statutory_day_missing"]


def test_the_same_arrangement_again_is_no_news() -> None:
    assert codes(check(notice(), KNOWN.joined_by(notice()), today=TODAY)) == ["nothing_new"]


def test_every_fault_has_words_that_its_facts_fill() -> None:
    for code in SENTENCES:
        facts = dict.fromkeys(
            ("day", "name", "other", "first", "last", "most", "line", "value", "field", "year", "next", "count",
             "weekdays", "worked", "statutory"), 1,
        )  # fmt: skip
        assert "%(" not in sentence(Fault(code, facts))


def test_days_are_told_as_spans() -> None:
    days = {date(2027, 1, n): "元旦" for n in (1, 2, 3)} | {date(2027, 1, 5): "元旦"}
    assert spans(days) == (Span("元旦", date(2027, 1, 1), date(2027, 1, 3)), Span("元旦", *[date(2027, 1, 5)] * 2))


def test_rows_of_a_form_make_the_same_notice() -> None:
    whole = notice()
    given = assembled(2027, whole.sources, spans(whole.off), spans(whole.work))
    assert given.notice == whole


def test_the_first_difference_of_two_calendars_is_told() -> None:
    after = KNOWN.joined_by(notice())
    assert (after.loaded_until, KNOWN.first_difference(after)) == (date(2027, 12, 31), date(2027, 1, 1))
    moved = after.joined_by(notice(YEAR_2027.replace("2027-05-08", "2027-05-09")))
    assert after.first_difference(moved) == date(2027, 5, 8)
    assert after.first_difference(after) is None
    assert after.ordinal(KNOWN.loaded_until) == KNOWN.ordinal(KNOWN.loaded_until)
    with pytest.raises(ValueError, match="without a gap"):
        Calendar.load(upto=2025).joined_by(notice())
