"""The clock: due days, stops, extensions, what is spent and left, and the explanation of every day."""

import importlib.util
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sunhall.kernel.refused import Refused
from sunhall.law.calendar import Calendar
from sunhall.law.clock import Pause, Reckoning, State, hours_after, months_after, reckon
from sunhall.law.terms import Roll, Unit

FULL = Calendar.load()
BENCH = Path(__file__).resolve().parents[2] / "bench" / "day_by_day.py"


def judge() -> ModuleType:
    """The slow count that shares no code with the clock."""
    spec = importlib.util.spec_from_file_location("day_by_day", BENCH)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


JUDGE = judge()


def day(text: str) -> date:
    return date.fromisoformat(text)


def clock(start: str, amount: int, *stops: tuple[str, str | None], **more: object) -> Reckoning:
    pauses = [Pause(day(a), day(b) if b else None) for a, b in stops]
    return reckon(FULL, start=day(start), amount=amount, pauses=pauses, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("start", "amount", "due"),
    [
        ("2025-01-20", 20, "2025-02-21"),
        ("2025-01-26", 5, "2025-02-08"),  # accepted on a make-up Sunday
        ("2025-02-01", 5, "2025-02-10"),  # accepted on a holiday: counting starts the next working day
        ("2025-09-30", 1, "2025-10-09"),
        ("2025-12-31", 3, "2026-01-06"),
        ("2026-02-10", 20, "2026-03-16"),
        ("2026-02-27", 1, "2026-02-28"),  # the next day is a make-up Saturday
        ("2026-10-01", 3, "2026-10-10"),
        ("2026-01-05", 45, "2026-03-13"),
        ("2026-03-02", 60, "2026-05-28"),
        ("2026-10-01", 0, "2026-10-01"),  # on the spot, even on a rest day
    ],
)
def test_working_days_end_on_the_right_day(start: str, amount: int, due: str) -> None:
    said = clock(start, amount)
    assert said.due == day(due)
    assert said.end_ordinal == FULL.ordinal(day(due))
    assert (said.provisional, said.not_before, said.state) == (False, None, State.RUNNING)


@pytest.mark.parametrize(
    ("start", "amount", "roll", "due"),
    [
        ("2026-02-13", 7, Roll.NONE, "2026-02-20"),
        ("2026-09-18", 15, Roll.NONE, "2026-10-03"),
        ("2025-12-18", 60, Roll.NEXT_WORKING_DAY, "2026-02-24"),
        ("2025-12-16", 60, Roll.NEXT_WORKING_DAY, "2026-02-14"),  # a worked Saturday is no rest day
        ("2026-09-19", 15, Roll.NEXT_WORKING_DAY, "2026-10-08"),
        ("2026-12-20", 30, Roll.NONE, "2027-01-19"),  # a calendar day needs no notice
    ],
)
def test_calendar_days_end_on_the_right_day(start: str, amount: int, roll: Roll, due: str) -> None:
    assert clock(start, amount, unit=Unit.CALENDAR_DAY, roll=roll).due == day(due)


@pytest.mark.parametrize(
    ("start", "months", "due"),
    [
        ("2025-08-31", 6, "2026-02-28"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2026-01-31", 2, "2026-03-31"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-01-15", 12, "2027-01-15"),
        ("2026-01-15", 0, "2026-01-15"),
    ],
)
def test_a_month_ends_on_the_corresponding_day_else_the_last(start: str, months: int, due: str) -> None:
    assert months_after(day(start), months) == day(due)
    assert clock(start, months, unit=Unit.MONTH).due == day(due)


def test_a_rolled_period_explains_the_days_it_moved_over() -> None:
    said = clock("2025-12-18", 60, unit=Unit.CALENDAR_DAY, roll=Roll.NEXT_WORKING_DAY)
    assert [line.why for line in said.days[60:]] == ["rest_day_roll"] * 8
    assert said.latest_safe_workday == day("2026-02-24")


def test_the_safe_working_day_lies_on_or_before_the_calendar_day() -> None:
    said = clock("2026-02-05", 15, unit=Unit.CALENDAR_DAY)  # ends in the Spring Festival
    assert (said.due, said.latest_safe_workday) == (day("2026-02-20"), day("2026-02-14"))


def test_a_roll_into_an_unloaded_year_is_provisional_with_the_strict_day_as_bound() -> None:
    said = clock("2026-12-20", 30, unit=Unit.CALENDAR_DAY, roll=Roll.NEXT_WORKING_DAY, as_of=day("2027-01-19"))
    assert (said.due, said.provisional, said.not_before) == (None, True, day("2027-01-19"))
    assert (said.late, said.state) == (False, State.RUNNING)


def test_an_extension_adds_its_days() -> None:
    assert clock("2026-01-12", 20, extend=10).due == day("2026-02-28")


@pytest.mark.parametrize(
    ("start", "amount", "stops", "excluded", "due"),
    [
        ("2025-09-15", 20, [("2025-09-22", "2025-10-15")], 13, "2025-11-05"),
        ("2026-01-12", 20, [("2026-01-19", "2026-01-23"), ("2026-02-10", "2026-02-26")], 11, "2026-03-02"),
        ("2026-02-26", 10, [("2026-03-02", "2026-03-11"), ("2026-03-06", "2026-03-13")], 9, "2026-03-24"),
        ("2026-02-26", 10, [("2026-03-06", "2026-03-13"), ("2026-03-02", "2026-03-11")], 9, "2026-03-24"),
        (
            "2026-03-02",
            5,
            [("2026-03-09", "2026-03-20")],
            0,
            "2026-03-09",
        ),  # begins on the last day: too late to matter
        ("2026-03-02", 5, [("2026-02-20", "2026-03-04")], 2, "2026-03-11"),  # began before the clock did
        ("2026-03-02", 5, [("2026-02-02", "2026-02-26")], 0, "2026-03-09"),  # was over before the clock began
        ("2026-03-02", 5, [("2026-03-04", "2026-03-04")], 0, "2026-03-09"),  # ended the day it began
        ("2026-03-02", 5, [("2026-03-06", "2026-03-08")], 0, "2026-03-09"),  # a weekend only: nothing to exclude
    ],
)
def test_stops_are_excluded_once(
    start: str, amount: int, stops: list[tuple[str, str | None]], excluded: int, due: str
) -> None:
    said = clock(start, amount, *stops)
    assert (said.excluded, said.due) == (excluded, day(due))


def test_while_a_stop_is_open_there_is_no_due_day_but_what_is_left() -> None:
    said = clock("2026-03-02", 20, ("2026-03-09", None), as_of=day("2026-03-20"))
    assert (said.state, said.due, said.end_ordinal) == (State.STOPPED, None, None)
    assert (said.spent, said.left, said.excluded) == (5, 15, 9)
    assert (said.provisional, said.not_before) == (False, None)
    assert [line.why for line in said.days][-1] == "pause"
    assert clock("2026-03-02", 20, ("2026-03-09", None)).left == 15


def test_an_open_stop_swallows_what_overlaps_it() -> None:
    said = clock("2026-03-02", 20, ("2026-03-04", "2026-03-18"), ("2026-03-09", None))
    assert (said.spent, said.left, said.excluded) == (2, 18, 3)
    assert sum(line.why == "pause" for line in said.days) == 3


def test_a_stop_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(Refused, match="pause_ends_before_it_starts"):
        clock("2026-03-02", 20, ("2026-03-09", "2026-03-06"))


@pytest.mark.parametrize(
    ("as_of", "spent", "left", "over", "state"),
    [
        ("2026-03-01", 0, 5, 0, State.RUNNING),
        ("2026-03-02", 0, 5, 0, State.RUNNING),
        ("2026-03-03", 1, 4, 0, State.RUNNING),
        ("2026-03-08", 4, 1, 0, State.RUNNING),
        ("2026-03-09", 5, 0, 0, State.RUNNING),  # the last day ends at 24:00
        ("2026-03-10", 5, 0, 1, State.OVERDUE),
        ("2026-03-14", 5, 0, 4, State.OVERDUE),
    ],
)
def test_what_is_spent_left_and_over_on_a_day(as_of: str, spent: int, left: int, over: int, state: State) -> None:
    said = clock("2026-03-02", 5, as_of=day(as_of))
    assert (said.spent, said.left, said.over, said.state) == (spent, left, over, state)


@pytest.mark.parametrize(("ended_on", "late"), [("2026-05-14", False), ("2026-05-18", True)])
def test_a_decided_matter_keeps_what_the_clock_said_that_day(ended_on: str, late: bool) -> None:
    said = clock("2026-05-06", 7, ended_on=day(ended_on), as_of=day("2026-12-01"))
    assert (said.state, said.late, said.due) == (State.ENDED, late, day("2026-05-14"))
    assert said.over == (2 if late else 0)


def test_a_matter_withdrawn_during_a_stop_has_ended_without_a_due_day() -> None:
    said = clock("2026-03-02", 20, ("2026-03-09", None), ended_on=day("2026-03-12"))
    assert (said.state, said.due, said.spent, said.late) == (State.ENDED, None, 5, False)
    assert len(said.days) == 10


def test_a_period_that_ends_in_an_unloaded_year_is_provisional() -> None:
    said = clock("2026-12-25", 20, as_of=day("2026-12-30"))
    assert (said.due, said.provisional, said.not_before) == (None, True, day("2027-01-19"))
    assert (said.spent, said.left, said.state) == (3, 17, State.RUNNING)
    assert said.end_ordinal == FULL.ordinal(day("2026-12-25")) + 20
    assert said.days[-1].day == FULL.loaded_until
    assert said.latest_safe_workday is None


def test_the_house_keeps_working_in_a_year_whose_notice_was_never_loaded() -> None:
    said = clock("2027-03-10", 20, ("2027-03-15", "2027-03-18"), as_of=day("2027-03-22"))
    assert (said.due, said.provisional, said.state) == (None, True, State.RUNNING)
    assert said.not_before
    assert said.not_before > day("2027-03-30")
    assert said.spent is not None
    assert said.days == ()
    assert clock("2027-03-10", 5, as_of=day("2027-03-12")).late is None
    assert clock("2027-03-10", 5, as_of=day("2027-08-01")).state is State.OVERDUE
    stopped = clock("2026-12-28", 20, ("2027-01-08", None))
    assert (stopped.state, stopped.provisional) == (State.STOPPED, True)
    assert stopped.days[-1].day == FULL.loaded_until


@pytest.mark.parametrize("year", range(2010, 2027))
def test_a_hidden_year_never_makes_the_bound_later_than_the_truth(year: int) -> None:
    hidden = Calendar.load(upto=year - 1)
    for back in range(0, 60, 3):
        start = hidden.loaded_until - timedelta(days=back)
        for amount in (1, 5, 20, 45, 90):
            true = reckon(FULL, start=start, amount=amount)
            said = reckon(hidden, start=start, amount=amount)
            assert said.end_ordinal == true.end_ordinal
            if said.due is None and true.due is not None:
                assert said.not_before
                assert said.not_before <= true.due
            else:
                assert said.due == true.due


@pytest.mark.parametrize("year", range(2010, 2027))
def test_the_bound_holds_for_a_start_and_a_stop_inside_a_hidden_year(year: int) -> None:
    hidden = Calendar.load(upto=year - 1)
    for ahead in range(5, 200, 13):
        start = hidden.loaded_until + timedelta(days=ahead)
        stop = Pause(start + timedelta(days=4), start + timedelta(days=15))
        true = reckon(FULL, start=start, amount=20, pauses=[stop])
        said = reckon(hidden, start=start, amount=20, pauses=[stop])
        assert said.due is None
        if true.due:
            assert said.not_before
            assert said.not_before <= true.due
            assert said.end_ordinal is not None
            assert said.end_ordinal <= (true.end_ordinal or 0)


def test_hours_run_through_the_night() -> None:
    at = datetime(2026, 9, 24, 10, tzinfo=UTC)
    assert hours_after(at, 24) == datetime(2026, 9, 25, 10, tzinfo=UTC)
    with pytest.raises(Refused, match="hours_need_an_instant"):
        clock("2026-03-02", 24, unit=Unit.HOUR)


def test_a_negative_period_is_our_own_mistake() -> None:
    with pytest.raises(ValueError, match="negative"):
        clock("2026-03-02", -1)


def test_a_start_before_the_first_year_is_refused() -> None:
    with pytest.raises(Refused, match="calendar_not_loaded"):
        clock("2006-03-02", 5)


def test_the_explanation_names_holidays_and_stops() -> None:
    pauses = [Pause(day("2026-02-24"), day("2026-02-26"), "expert review, notice 7")]
    lines = reckon(FULL, start=day("2026-02-13"), amount=4, pauses=pauses).days
    told = {str(line.day)[5:]: (line.counted, line.number, line.why, line.name or line.ref) for line in lines}
    assert told["02-14"] == (True, 1, "make_up_day", "春节")
    assert told["02-16"] == (False, None, "holiday", "春节")
    assert told["02-24"] == (True, 2, "working", "")  # the day a stop starts is still a day of work
    assert told["02-26"] == (False, None, "pause", "expert review, notice 7")
    assert told["02-27"] == (True, 3, "working", "")
    assert list(told)[-1] == "02-28"


days = st.dates(date(2007, 1, 5), date(2026, 10, 31))
lengths = st.integers(0, 40)


@st.composite
def histories(draw: st.DrawFn) -> tuple[date, int, Unit, list[Pause], date]:
    start = draw(days)
    pauses = []
    for _ in range(draw(st.integers(0, 4))):
        begin = max(FULL.loaded_from, min(start + timedelta(days=draw(st.integers(-10, 80))), FULL.loaded_until))
        end = None if draw(st.integers(0, 9)) == 0 else begin + timedelta(days=draw(lengths))
        pauses.append(Pause(begin, end and min(end, FULL.loaded_until)))
    unit = draw(st.sampled_from([Unit.WORKING_DAY, Unit.CALENDAR_DAY, Unit.MONTH]))
    return (
        start,
        draw(st.integers(0, 12 if unit is Unit.MONTH else 60)),
        unit,
        pauses,
        start + timedelta(days=draw(lengths)),
    )


@settings(max_examples=400, deadline=None)
@given(histories())
def test_the_clock_agrees_with_counting_day_by_day(history: tuple[date, int, Unit, list[Pause], date]) -> None:
    start, amount, unit, pauses, as_of = history
    told = JUDGE.count(start, amount, str(unit), [(p.start, p.end) for p in pauses])
    said = reckon(FULL, start=start, amount=amount, unit=unit, pauses=pauses, as_of=as_of)
    assert said.due == told.due
    assert (said.state is State.STOPPED) == told.stopped
    if told.due:
        assert said.excluded == told.excluded == sum(line.why == "pause" for line in said.days)
        assert tuple(line.day for line in said.days if line.counted) == told.counted
    if told.due or told.stopped:
        assert said.spent == sum(d <= as_of for d in told.counted)


@settings(max_examples=200, deadline=None)
@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_stops_does_not_matter_and_nothing_is_summed_twice(history, chance) -> None:
    start, amount, unit, pauses, as_of = history
    said = reckon(FULL, start=start, amount=amount, unit=unit, pauses=pauses, as_of=as_of)
    shuffled = [*pauses, *pauses]
    chance.shuffle(shuffled)
    again = reckon(FULL, start=start, amount=amount, unit=unit, pauses=shuffled, as_of=as_of)
    assert again == said
    assert (said.spent or 0) + (said.left or 0) == said.total
    assert said.over == 0 or said.state is State.OVERDUE
    numbers = [line.number for line in said.days if line.counted]
    assert numbers == list(range(1, len(numbers) + 1))
    assert said.due is None or len(numbers) == said.total
