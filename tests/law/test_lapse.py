"""The silence of an applicant who was asked to correct: what it does, from which day, and that it needs no job."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from tests.law.files import CALENDAR, SUBMIT, SUBMITTED, acts, procedure, standing

from sunhall.law import audit
from sunhall.law.calendar import Calendar
from sunhall.law.lifecycles import clocks
from sunhall.law.lifecycles.folding import fold
from sunhall.law.lifecycles.kinds import Kind, Phase
from sunhall.law.lifecycles.procedure import Intake
from sunhall.law.lifecycles.standing import ActRow
from sunhall.law.terms import Term, Trigger

M1 = {"material": "M1", "verdict": "missing", "reason": "missing", "new_defect": False}
ASKED = ("request_correction", "2026-03-04", {"items": [M1], "days": 10})
LAST = date(2026, 3, 18)
BEYOND = ("request_correction", "2026-12-25", {"items": [M1], "days": 10})


def rule(lapse: str = "abandoned", **more: Any) -> Any:
    return procedure(intake=Intake(correction_days=10, lapse=lapse), **more)


@pytest.mark.parametrize("lapse", ["abandoned", "withdrawn"])
@pytest.mark.parametrize("later", [1, 2, 30, 365])
def test_silence_ends_the_file_on_the_day_after_the_period_whenever_it_is_asked(lapse: str, later: int) -> None:
    s = standing(SUBMITTED, ASKED)
    assert clocks.as_of(s, rule(lapse), CALENDAR, LAST).phase is Phase.CORRECTION
    known = clocks.as_of(s, rule(lapse), CALENDAR, LAST + timedelta(days=later))
    assert (known.phase, known.outcome, known.ended_on) == (Phase.LAPSED, lapse, date(2026, 3, 19))
    assert s.phase is Phase.CORRECTION, "the recorded standing is left as it is"


def test_a_refusal_never_happens_by_itself() -> None:
    s = standing(SUBMITTED, ASKED)
    assert clocks.as_of(s, rule("refused"), CALENDAR, date(2026, 12, 1)) is s


def test_a_notice_without_a_period_ends_nothing() -> None:
    s = standing(SUBMITTED, ("request_correction", "2026-03-04", {"items": [M1]}))
    assert clocks.correction_end(s, CALENDAR) is None
    assert clocks.as_of(s, rule(), CALENDAR, date(2026, 12, 1)) is s


def test_while_the_calendar_cannot_tell_the_last_day_nothing_has_happened_yet() -> None:
    known_until_2026 = Calendar.load(upto=2026, notices=[])
    s = standing(("submit", "2026-12-24", SUBMIT), BEYOND)
    for day in (date(2027, 1, 12), date(2027, 3, 1), date(2030, 1, 1)):
        assert clocks.as_of(s, rule(), known_until_2026, day) is s


@pytest.mark.parametrize("trigger", [Trigger.RECEIPT, Trigger.ACCEPTANCE])
def test_the_authority_is_not_late_with_a_file_that_was_never_complete(trigger: Trigger) -> None:
    p = rule(statutory=Term(7, trigger=trigger), promised=Term(5, trigger=trigger))
    today = date(2026, 6, 1)
    assert list(audit.findings(acts(SUBMITTED, ASKED), p, CALENDAR, today)) == []
    refusing = rule("refused", statutory=Term(7, trigger=trigger), promised=Term(5, trigger=trigger))
    refused = ("refuse", "2026-05-20", {"statement": 1, "ground": "not_corrected"})
    assert list(audit.findings(acts(SUBMITTED, ASKED, refused), refusing, CALENDAR, today)) == []


def lapse(on: str, recorded: str | None = None, **payload: Any) -> list[ActRow]:
    """A file that ended with the act of a lapse, dated and recorded on these days."""
    before = acts(SUBMITTED, ASKED)
    at = datetime.fromisoformat(f"{recorded or on}T04:00").replace(tzinfo=UTC)
    act = ActRow(3, Kind.LAPSE, date.fromisoformat(on), at, None, None, 1, payload)
    return [*before, act]


def found(rows: list[ActRow], p: Any | None = None) -> list[str]:
    return [f.code for f in audit.findings(rows, p or rule(), CALENDAR, date(2026, 6, 1))]


NEW = {"effect": "abandoned", "silent_until": "2026-03-18"}


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        (lapse("2026-03-19", "2026-03-19", **NEW), []),
        (lapse("2026-03-19", "2026-04-07", **NEW), []),
        (lapse("2026-03-20", "2026-04-07", **NEW), ["deemed_on_wrong_day"]),
        (lapse("2026-03-19", "2026-03-18", **NEW), ["deemed_without_silence"]),
        (lapse("2026-03-19", "2026-04-07", **{**NEW, "effect": "withdrawn"}), ["deemed_without_silence"]),
        (lapse("2026-03-19", "2026-04-07", **{**NEW, "silent_until": "2026-03-17"}), ["deemed_on_wrong_day"]),
    ],
)
def test_the_recheck_knows_the_day_of_a_lapse(rows: list[ActRow], codes: list[str]) -> None:
    assert found(rows) == codes


def test_an_act_of_before_keeps_its_meaning_the_day_it_was_recorded_and_a_refusal_among_them() -> None:
    for effect in ("abandoned", "refused"):
        rows = lapse("2026-04-07", effect=effect)
        s = fold(rows)
        assert (s.phase, s.outcome, s.ended_on) == (Phase.LAPSED, effect, date(2026, 4, 7))
        assert found(rows, rule(effect)) == []
    assert found(lapse("2026-03-18", effect="abandoned")) == ["correction_period_still_runs"]
    assert found(lapse("2026-03-19", "2026-04-07", effect="abandoned")) == ["back_dated"]
