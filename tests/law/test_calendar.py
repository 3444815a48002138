"""The calendar: which days are worked, their ordinals, and the files they come from."""

import itertools
from datetime import date, timedelta

import pytest

from sunhall.law.calendar import Calendar, CalendarNotLoaded, Why
from sunhall.law.notices import BadNotice, LocalHoliday, Notice, Source, parse_notice, read_notice, shipped

DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return Calendar.load()


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        *((day, True) for day in ["2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11"]),
        *((day, False) for day in ["2025-01-01", "2025-01-28", "2025-02-04", "2025-05-05", "2025-06-02", "2025-10-08"]),
        *((day, True) for day in ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"]),
        *((day, False) for day in ["2026-01-02", "2026-02-16", "2026-02-23", "2026-04-06", "2026-06-19", "2026-10-07"]),
        *((day, True) for day in ["2007-12-29", "2008-02-02", "2015-09-06", "2018-12-29", "2011-12-31", "2019-05-05"]),
        *((day, False) for day in ["2007-12-31", "2015-09-03", "2018-12-31", "2020-01-31", "2020-02-01", "2019-05-03"]),
    ],
)
def test_a_day_is_worked_as_the_notices_say(calendar: Calendar, day: str, worked: bool) -> None:
    assert calendar.is_working(date.fromisoformat(day)) is worked


@pytest.mark.parametrize(
    ("year", "by_month"),
    [
        (2025, [19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23]),
        (2026, [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23]),
    ],
)
def test_every_month_has_its_number_of_working_days(calendar: Calendar, year: int, by_month: list[int]) -> None:
    ends = [date(year + month // 12, month % 12 + 1, 1) - DAY for month in range(13)]
    assert [calendar.working_days(a, b) for a, b in itertools.pairwise(ends)] == by_month


def test_ordinals_and_days_are_each_others_inverse(calendar: Calendar) -> None:
    day, ordinal = calendar.loaded_from, 0
    while day <= calendar.loaded_until:
        if calendar.is_working(day):
            ordinal += 1
            assert calendar.day_of(ordinal) == day
        assert calendar.ordinal(day) == ordinal
        day += DAY
    assert calendar.day_of(ordinal + 1) is None


@pytest.mark.parametrize("upto", range(2008, 2026))
def test_loading_a_later_year_changes_no_earlier_ordinal(calendar: Calendar, upto: int) -> None:
    earlier = Calendar.load(upto=upto)
    day = earlier.loaded_from
    while day <= earlier.loaded_until:
        assert earlier.ordinal(day) == calendar.ordinal(day)
        assert earlier.is_working(day) == calendar.is_working(day)
        day += DAY


def test_the_end_of_december_waits_for_the_next_notice_when_new_year_may_reach_back() -> None:
    assert Calendar.load(upto=2018).loaded_until == date(2018, 12, 28)  # 1 January 2019 was a Tuesday
    assert Calendar.load(upto=2025).loaded_until == date(2025, 12, 31)  # 1 January 2026 was a Thursday
    assert Calendar.load().loaded_until == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2026-03-02", Why("working")),
        ("2026-03-01", Why("weekend")),
        ("2026-02-14", Why("make_up_day", "春节")),
        ("2026-02-15", Why("holiday", "春节")),
        ("2020-02-03", Why("working")),
        ("2027-01-01", Why("unknown")),
        ("2006-12-31", Why("unknown")),
    ],
)
def test_each_day_has_its_reason(calendar: Calendar, day: str, why: Why) -> None:
    assert calendar.why(date.fromisoformat(day)) == why


@pytest.mark.parametrize(
    ("day", "shift", "found"),
    [
        ("2026-10-20", -7, "2026-10-10"),  # F03: notice of a hearing, counted back
        ("2026-03-31", -30, "2026-02-11"),  # D01
        ("2026-12-31", -90, "2026-08-21"),  # D07
        ("2026-12-31", -30, "2026-11-19"),
        ("2026-08-14", -30, "2026-07-03"),  # D09
        ("2026-02-15", -1, "2026-02-14"),
        ("2026-02-15", 1, "2026-02-24"),
        ("2026-02-14", -1, "2026-02-13"),
        ("2026-02-15", 0, "2026-02-15"),
    ],
)
def test_days_are_found_forwards_and_backwards(calendar: Calendar, day: str, shift: int, found: str) -> None:
    assert calendar.shift(date.fromisoformat(day), shift) == date.fromisoformat(found)


def test_the_last_working_day_before_a_holiday(calendar: Calendar) -> None:
    assert calendar.last_working(date(2026, 2, 20)) == date(2026, 2, 14)
    assert calendar.last_working(date(2026, 2, 14)) == date(2026, 2, 14)  # a Saturday that is worked


@pytest.mark.parametrize(
    ("ask", "year"),
    [
        (lambda c: c.shift(date(2026, 12, 25), 20), 2027),
        (lambda c: c.is_working(date(2027, 3, 1)), 2027),
        (lambda c: c.ordinal(date(2029, 1, 1)), 2027),
        (lambda c: c.is_working(date(2006, 12, 30)), 2006),
        (lambda c: c.ordinal(date(1999, 1, 1)), 2006),
        (lambda c: c.bounds(date(2006, 1, 1)), 2006),
        (lambda c: c.shift(date(2007, 1, 5), -10), 2006),
    ],
)
def test_an_exact_question_about_a_year_without_a_notice_is_refused(calendar: Calendar, ask, year: int) -> None:
    with pytest.raises(CalendarNotLoaded) as refused:
        ask(calendar)
    assert (refused.value.code, refused.value.facts["year"]) == ("calendar_not_loaded", year)


def test_years_with_a_gap_are_refused() -> None:
    with pytest.raises(ValueError, match="without a gap"):
        Calendar(notice for notice in shipped() if notice.year != 2015)


def test_no_years_at_all_are_refused() -> None:
    with pytest.raises(ValueError, match="without a gap"):
        Calendar(())


def test_a_region_has_its_own_rest_days(calendar: Calendar) -> None:
    sanyuesan = LocalHoliday(date(2026, 4, 17), "壮族三月三", "广西壮族自治区少数民族习惯节日放假办法")
    guangxi = Calendar.load("450000", extra=[sanyuesan])
    assert guangxi.why(date(2026, 4, 17)) == Why("holiday", "壮族三月三")
    assert guangxi.ordinal(date(2026, 4, 20)) == calendar.ordinal(date(2026, 4, 20)) - 1
    assert guangxi.edition != calendar.edition


def test_a_calendar_is_loaded_once() -> None:
    assert Calendar.load() is Calendar.load()


def test_every_shipped_year_names_the_notice_it_rests_on(calendar: Calendar) -> None:
    assert calendar.years == tuple(range(2007, 2027))
    for year in calendar.years:
        notice = calendar.sources(year)[0]
        assert f"{year}年" in notice.title
        assert "gov.cn" in notice.url
        assert (notice.number and notice.dated) or year == 2007
    assert [len(calendar.sources(year)) for year in (2015, 2019, 2020, 2026)] == [2, 2, 2, 1]
    assert calendar.sources(2027) == ()


def test_an_operator_loads_a_new_year_from_a_file(tmp_path) -> None:
    file = tmp_path / "2027.yaml"
    file.write_text(
        "year: 2027\nsource: {title: 通知, number: 1号, dated: 2026-11-05, url: https://www.gov.cn/x}\n"
        "days_off:\n  元旦: [2027-01-01..2027-01-03]\n"
        "  春节: [2027-02-05..2027-02-11]\ndays_worked:\n  春节: [2027-02-14]\n",
        encoding="utf-8",
    )
    calendar = Calendar.load(notices=[read_notice(file)])
    assert calendar.shift(date(2026, 12, 25), 20) == date(2027, 1, 25)
    assert calendar.is_working(date(2027, 2, 14))
    assert calendar.sources(2027) == (Source("通知", "1号", date(2026, 11, 5), "https://www.gov.cn/x"),)


HEAD = "year: 2027\nsource: {url: https://www.gov.cn/x}\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: [", "x.yaml: not YAML"),
        ("[]", "x.yaml: year"),
        ("year: soon", "x.yaml: year"),
        (HEAD + "off: {}\n", "not a field of a calendar file"),
        (HEAD + "days_off: []\ndays_worked: {}\n", "x.yaml: days_off: expected holiday names"),
        (HEAD + "days_off: {元旦: 2027-01-01}\ndays_worked: {}\n", "元旦: expected a list"),
        (HEAD + "days_off: {元旦: [2027-02-30]}\ndays_worked: {}\n", "x.yaml: a date that does not exist"),
        (HEAD + "days_off: {元旦: [soon]}\ndays_worked: {}\n", "元旦: soon is not a day"),
        (HEAD + "days_off: {元旦: [2027-01-03..2027-01-01]}\ndays_worked: {}\n", "ends before it starts"),
        (HEAD + "days_off: {元旦: [2026-01-01]}\ndays_worked: {}\n", "2026-01-01 is not a day of 2027"),
        (HEAD + "days_off: {元旦: [2027-01-01]}\ndays_worked: {元旦: [2027-01-01]}\n", "is both off and worked"),
        ("year: 2027\ndays_off: {}\ndays_worked: {}\n", "x.yaml: source: expected"),
    ],
)
def test_a_bad_calendar_file_is_refused_with_file_and_field(text: str, message: str) -> None:
    with pytest.raises(BadNotice, match=message):
        parse_notice(text, "x.yaml")


def test_a_later_notice_speaks_last_about_december() -> None:
    first = Notice(2030, (), {}, {date(2030, 12, 28): "元旦"})
    second = Notice(2031, (), {date(2030, 12, 28): "元旦", date(2030, 12, 30): "元旦"}, {})
    calendar = Calendar([second, first])
    assert not calendar.is_working(date(2030, 12, 28))
    assert not calendar.is_working(date(2030, 12, 30))
