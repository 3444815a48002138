"""No day and no count that somebody can write crashes the law: there is an answer, or a refusal with its code."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from sunhall.kernel.refused import Refused
from sunhall.law import deadline, deadline_words, renewal
from sunhall.law.calendar import Calendar
from sunhall.law.clock import Pause, Reckoning, hours_after, months_after, reckon, reckon_back
from sunhall.law.periods.base import Period
from sunhall.law.periods.table import PERIODS
from sunhall.law.terms import Unit

CALENDAR = Calendar.load()
DAYS = [
    date.min,
    date(1, 2, 1),
    date(1899, 12, 31),
    CALENDAR.loaded_from,
    CALENDAR.loaded_from + timedelta(days=1),
    date(2026, 3, 2),
    CALENDAR.loaded_until,
    date(2100, 12, 31),
    date(9998, 12, 31),
    date.max,
]
COUNTS = [0, 1, 20, 3660, 10**6, 10**9]
COUNTED = [Unit.WORKING_DAY, Unit.CALENDAR_DAY, Unit.MONTH]
TOLD = {"calendar_not_loaded", "date_out_of_range"}


def told_by(rule: Period, start: date) -> Reckoning:
    amount, unit = rule.term.amount, rule.term.unit
    if rule.backwards:
        return reckon_back(CALENDAR, start=start, amount=amount, unit=unit)
    return reckon(CALENDAR, start=start, amount=amount, unit=unit, roll=rule.term.roll, as_of=start)


def said(ask: Callable[[], Reckoning | dict[str, Any]]) -> Reckoning | dict[str, Any] | Refused:
    """The answer, or the refusal; whatever else is raised is a crash."""
    try:
        return ask()
    except Refused as refused:
        return refused


@pytest.mark.parametrize("start", DAYS, ids=str)
def test_every_rule_of_the_law_answers_or_refuses_on_any_day(start: date) -> None:
    for rule in PERIODS.values():
        if rule.term.unit is Unit.HOUR:
            continue
        told = said(partial(told_by, rule, start))
        if isinstance(told, Refused):
            assert told.code in TOLD, rule.name
        else:
            assert isinstance(told, Reckoning) and (told.due or told.not_before), rule.name


@pytest.mark.parametrize("start", DAYS, ids=str)
def test_so_does_the_calculator_in_words(start: date) -> None:
    for name in PERIODS:
        told = said(partial(deadline.answer, {"from": start.isoformat(), "rule": name}, CALENDAR))
        if isinstance(told, Refused):
            assert all(deadline_words.message(told, language) for language in ("en", "zh")), name


@pytest.mark.parametrize("start", DAYS, ids=str)
@pytest.mark.parametrize("unit", COUNTED)
def test_any_count_from_any_day_is_answered_or_refused(unit: Unit, start: date) -> None:
    for amount in COUNTS:
        for pauses in ((), (Pause(date(2026, 3, 4), date(2026, 3, 10)),), (Pause(date(2026, 3, 4)),)):
            ask = partial(reckon, CALENDAR, start=start, amount=amount, unit=unit, pauses=pauses, as_of=date.max)
            told = said(ask)
            assert isinstance(told, Reckoning) or (isinstance(told, Refused) and told.code in TOLD)


def test_an_absurd_number_of_working_days_is_not_before_the_last_day_there_is() -> None:
    told = reckon(CALENDAR, start=date(2026, 3, 2), amount=10**9)
    assert (told.due, told.provisional, told.not_before) == (None, True, date.max)
    assert CALENDAR.not_before(10**12) == date.max


def test_before_the_first_year_nothing_is_said_to_be_past() -> None:
    for day in (date.min, CALENDAR.loaded_from):
        with pytest.raises(Refused, match="calendar_not_loaded"):
            CALENDAR.is_past(1, day)
    assert CALENDAR.is_past(1, CALENDAR.loaded_from + timedelta(days=30)) is True


@pytest.mark.parametrize(
    "asked",
    [
        lambda: reckon_back(CALENDAR, start=date.min, amount=30, unit=Unit.CALENDAR_DAY),
        lambda: months_after(date.max, 1),
        lambda: months_after(date.min, -1),
        lambda: hours_after(datetime.max.replace(tzinfo=UTC), 1),
        lambda: renewal.window(date.min, renewal.GENERAL, None, CALENDAR),
        lambda: reckon(CALENDAR, start=date.max, amount=1, unit=Unit.CALENDAR_DAY),
    ],
)
def test_a_day_that_no_calendar_has_is_refused(asked) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(Refused, match="date_out_of_range"):
        asked()
