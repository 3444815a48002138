"""The clocks of a standing file, and what silence has done by a given day. Pure."""

from copy import copy
from dataclasses import dataclass
from datetime import date

from sunhall.law.calendar import Calendar
from sunhall.law.clock import Pause, Reckoning, reckon
from sunhall.law.lifecycles import procedure as procedures
from sunhall.law.lifecycles.kinds import Phase
from sunhall.law.lifecycles.procedure import Procedure
from sunhall.law.lifecycles.standing import Lane, Standing
from sunhall.law.terms import Term, Trigger, Unit


@dataclass(frozen=True, slots=True)
class Clocks:
    """`intake_end`, `issue_end`: ordinals. Statutory and promised run side by side; null before their trigger."""

    intake_end: int | None
    statutory: Reckoning | None
    promised: Reckoning | None
    issue_end: int | None


def intake_end(s: Standing, p: Procedure, calendar: Calendar) -> int | None:
    """The ordinal of the last day to accept or ask for correction (Licensing Law art. 32(1)(4)); null after it."""
    if s.phase is not Phase.RECEIVED or s.complete_on is None:
        return None
    last = calendar.least(s.complete_on)
    if p.intake.rule == procedures.ON_THE_SPOT_SILENCE:  # handed in on a rest day: when the counter opens again
        return last if calendar.day_of(last) == s.complete_on else last + 1
    return last + p.intake.days


def silence_has_accepted(s: Standing, p: Procedure, calendar: Calendar, today: date) -> bool:
    """If the applicant was not told in time of what is missing, the file counts as accepted from its receipt.

    Licensing Law art. 32(1)(4). Right on any day it is asked, whether or not any job has run.
    """
    if p.intake.rule not in (procedures.DEEMED_ACCEPTANCE, procedures.ON_THE_SPOT_SILENCE):
        return False
    end = intake_end(s, p, calendar)
    if end is None or s.complete_on is None:
        return False
    return calendar.is_past(end, today) is True


def as_of(s: Standing, p: Procedure, calendar: Calendar, today: date) -> Standing:
    """The standing with what silence has done by `today`; the given standing is left as it is."""
    if not silence_has_accepted(s, p, calendar, today):
        return s
    told = copy(s)
    told.phase = Phase.REVIEW
    told.deemed = True
    told.accepted_on = s.complete_on
    return told


def pauses(s: Standing) -> list[Pause]:
    return [Pause(stop.start, stop.end, stop.why) for stop in s.stops]


def _start_of(term: Term, s: Standing) -> date | None:
    if term.trigger is Trigger.RECEIPT:
        # A file that had to be completed is received when it is complete; the wait for papers is not the authority's.
        return s.complete_on if s.phase is not Phase.CORRECTION else None
    if term.trigger is Trigger.COMPLETE_DOCUMENTS:
        return s.complete_on if s.accepted_on else None
    return s.accepted_on


def run(term: Term, s: Standing, calendar: Calendar, today: date | None, *, extended: bool) -> Reckoning | None:
    """One clock of the file as of `today`: null before its trigger."""
    start = _start_of(term, s)
    if start is None:
        return None
    return reckon(
        calendar,
        start=start,
        amount=term.amount,
        unit=term.unit,
        pauses=pauses(s),
        extend=sum(e.days for e in s.extensions) if extended else 0,
        as_of=today,
        ended_on=s.decided_on or s.ended_on,
    )


def clocks(s: Standing, p: Procedure, calendar: Calendar, today: date | None = None) -> Clocks:
    """All clocks of the file. An extension (art. 42) lengthens the statutory clock; the promise stays as made."""
    issue_end = None
    if s.phase is Phase.GRANTED and s.decided_on:
        issue_end = calendar.least(s.decided_on) + p.issue_days
    return Clocks(
        intake_end=intake_end(s, p, calendar),
        statutory=run(p.statutory, s, calendar, today, extended=True),
        promised=run(p.promised, s, calendar, today, extended=False),
        issue_end=issue_end,
    )


def lane_clock(lane: Lane, s: Standing, calendar: Calendar, today: date | None = None) -> Reckoning:
    """The days of one authority in its lane, from the day it was asked; stops of the file stop it too."""
    return reckon(
        calendar,
        start=lane.asked_on,
        amount=lane.days,
        unit=Unit.WORKING_DAY,
        pauses=[p for p in pauses(s) if p.end is None or p.end > lane.asked_on],
        as_of=today,
        ended_on=lane.given_on or s.decided_on or s.ended_on,
    )
