"""Beyond the loaded years: what may still be said, checked by hiding each announced year in turn."""

from datetime import date, timedelta

import pytest

from sunhall.law.calendar import BRIDGE_WITHIN, MAKE_UP_WITHIN, Calendar, is_rest_of_week
from sunhall.law.notices import last_known_festival_year, shipped, statutory

DAY = timedelta(days=1)
FULL = Calendar.load()
HIDDEN = range(2009, 2027)
VICTORY_DAY = {date(2015, 9, day) for day in (3, 4, 5, 6)}  # an extraordinary holiday: State Council notice 1 of 2015


def test_the_statutory_days_of_2027_are_known_before_the_notice() -> None:
    new_year, spring, qingming = ["01-01"], ["02-05", "02-06", "02-07", "02-08"], ["04-05"]
    labour, dragon_boat, mid_autumn, national = ["05-01", "05-02"], ["06-09"], ["09-15"], ["10-01", "10-02", "10-03"]
    days = new_year + spring + qingming + labour + dragon_boat + mid_autumn + national
    assert sorted(statutory(2027)) == [date.fromisoformat(f"2027-{day}") for day in days]
    assert sum(is_rest_of_week(day) for day in statutory(2027)) == 6  # substitutes owed, Holiday Measures art. 6


@pytest.mark.parametrize(("year", "count"), [(2008, 11), (2013, 11), (2014, 11), (2024, 11), (2025, 13), (2027, 13)])
def test_there_are_as_many_statutory_days_as_the_measures_give(year: int, count: int) -> None:
    together = 1 if date(year, 10, 1) <= max(statutory(year)) and year in (2009, 2020) else 0
    assert len(statutory(year)) == count - together


@pytest.mark.parametrize("year", range(2008, 2027))
def test_every_statutory_day_was_off(year: int) -> None:
    assert not any(FULL.is_working(day) for day in statutory(year))


@pytest.mark.parametrize("year", range(2008, 2027))
def test_swapped_days_have_stood_near_a_statutory_holiday(year: int) -> None:
    near = [day for y in range(year - 1, year + 2) for day in statutory(max(y, 2008))]
    notice = next(n for n in shipped() if n.year == year)
    for day in notice.work:
        if is_rest_of_week(day) and day not in VICTORY_DAY:
            assert min(abs((day - other).days) for other in near) <= MAKE_UP_WITHIN
    for day in notice.off:
        if day not in VICTORY_DAY:
            assert min(abs((day - other).days) for other in near) <= BRIDGE_WITHIN


@pytest.mark.parametrize("year", HIDDEN)
def test_the_true_count_lies_within_the_bounds_of_a_hidden_year(year: int) -> None:
    hidden = Calendar.load(upto=year - 1)
    day = hidden.loaded_until
    while day < FULL.loaded_until:
        day += DAY
        least, most = hidden.bounds(day)
        assert least <= FULL.ordinal(day) <= most
        assert hidden.least(day) == least


@pytest.mark.parametrize("year", HIDDEN)
def test_not_before_is_never_later_than_the_true_day(year: int) -> None:
    hidden = Calendar.load(upto=year - 1)
    first = hidden.ordinal(hidden.loaded_until)
    for ordinal in range(first - 30, FULL.ordinal(FULL.loaded_until) + 1):
        told, true = hidden.not_before(ordinal), FULL.day_of(ordinal)
        assert true is not None
        assert told <= true
        if ordinal <= first:
            assert told == true
        else:
            assert told > hidden.loaded_until


@pytest.mark.parametrize("year", HIDDEN)
def test_whether_a_day_is_past_is_said_only_when_it_is_certain(year: int) -> None:
    hidden = Calendar.load(upto=year - 1)
    first = hidden.ordinal(hidden.loaded_until)
    for ordinal in range(first - 5, first + 60, 7):
        true = FULL.day_of(ordinal)
        day = hidden.loaded_until - 10 * DAY
        while true and day < hidden.loaded_until + 120 * DAY:
            said = hidden.is_past(ordinal, day)
            assert said is None or said == (day > true)
            if day <= hidden.loaded_until + DAY:
                assert said is not None
            day += DAY


def test_bounds_only_grow_and_reach_past_the_table_of_lunar_days() -> None:
    end = date(last_known_festival_year(), 12, 31)
    day, before = FULL.loaded_until, FULL.bounds(FULL.loaded_until)
    while day < end + 400 * DAY:
        day += DAY
        now = FULL.bounds(day)
        assert before.least <= now.least <= now.most
        assert before.most <= now.most <= before.most + 1
        assert FULL.not_before(now.most) <= day
        before = now
    assert FULL.not_before(before.most) == day


def test_the_bound_is_not_idle() -> None:
    twenty = FULL.ordinal(date(2026, 12, 25)) + 20
    assert FULL.not_before(twenty) == date(2027, 1, 19)  # the true day cannot be after 25 January or so
