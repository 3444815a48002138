"""The window in which a renewal is asked for, against the law's worked examples."""

from datetime import date

import pytest

from sunhall.law.calendar import Calendar
from sunhall.law.renewal import GENERAL, window
from sunhall.law.terms import Unit

WORKING, CALENDAR = Unit.WORKING_DAY, Unit.CALENDAR_DAY


def test_thirty_days_before_expiry_in_either_reading() -> None:
    last = date(2026, 3, 31)
    assert window(last, GENERAL, None, Calendar.load()).closes == date(2026, 3, 1)
    assert window(last, (30, WORKING), None, Calendar.load()).closes == date(2026, 2, 11)


def test_a_request_between_the_two_readings_is_in_time_by_one_of_them_only() -> None:
    last, asked = date(2026, 3, 31), date(2026, 2, 25)
    told = [window(last, (30, unit), None, Calendar.load()).is_in_time(asked) for unit in (CALENDAR, WORKING)]
    assert told == [True, False]


def test_a_window_with_two_ends() -> None:
    found = window(date(2026, 12, 31), (30, WORKING), (90, WORKING), Calendar.load())
    assert (found.opens, found.closes) == (date(2026, 8, 21), date(2026, 11, 19))
    assert found.is_early(date(2026, 8, 20))
    assert not found.is_in_time(date(2026, 8, 20))
    assert found.is_in_time(date(2026, 8, 21))
    assert found.is_in_time(date(2026, 11, 19))
    assert not found.is_in_time(date(2026, 11, 20))


def test_months_before_expiry_end_on_the_corresponding_day() -> None:
    assert window(date(2026, 5, 31), (3, Unit.MONTH), None, Calendar.load()).closes == date(2026, 2, 28)


@pytest.mark.parametrize("days", [5, 30])
def test_beyond_the_loaded_years_the_window_is_the_widest_it_can_be(days: int) -> None:
    calendar = Calendar.load(upto=2025)
    known = window(date(2026, 2, 10), (days, WORKING), (days, WORKING), Calendar.load(upto=2026))
    guessed = window(date(2026, 2, 10), (days, WORKING), (days, WORKING), calendar)
    assert guessed.opens is not None
    assert guessed.opens <= known.closes
    assert guessed.closes >= min(known.closes, calendar.loaded_until)
