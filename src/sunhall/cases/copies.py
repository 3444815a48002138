"""The copies of a standing that rows keep: one function for the case, one for the desks it lies on. Pure."""

from datetime import date
from typing import Any, Final, NamedTuple

from sunhall.law.calendar import Calendar
from sunhall.law.lifecycles import clocks
from sunhall.law.lifecycles import procedure as procedures
from sunhall.law.lifecycles.kinds import IN_REVIEW, Phase
from sunhall.law.lifecycles.procedure import Procedure
from sunhall.law.lifecycles.standing import Standing

FORWARD_DAYS: Final = 1  # what was taken in elsewhere goes to the competent authority by the next working day [check]
NEVER: Final = 2_000_000_000  # sorts a stopped clock behind every running one

# Beside whose turn it is: what runs in a file and is watched in a list of its own.
WATCHED: Final = ("special", "hearing", "owed", "unanswered")


class Desk(NamedTuple):
    authority: int
    role: str  # forward | intake | first | lead | opinion | issue | delivery | check | renewal, or one of `WATCHED`
    end: int


class Copy(NamedTuple):
    """The copied columns of a case, in the order in which `write_copy` takes them."""

    seq: int
    phase: str
    outcome: str
    received_on: date | None
    accepted_on: date | None
    decided_on: date | None
    ended_on: date | None
    statutory_end: int | None
    promised_end: int | None
    statutory_due_on: date | None
    promised_due_on: date | None
    lanes: list[list[Any]]


def copy_of(s: Standing, p: Procedure, calendar: Calendar) -> Copy:
    """The copy of a standing. Clock ends are null before the trigger, while stopped, and after the decision."""
    now = clocks.clocks(s, p, calendar)
    running = not s.is_decided and not s.is_ended
    statutory = now.statutory if running else None
    promised = now.promised if running else None
    return Copy(
        seq=s.seq,
        phase=str(s.phase),
        outcome=s.outcome,
        # Lists sort and show one day: until the competent authority has it, the day it was handed in elsewhere.
        received_on=s.received_on or s.collected_on,
        accepted_on=s.accepted_on,
        decided_on=s.decided_on,
        ended_on=s.ended_on,
        statutory_end=statutory.end_ordinal if statutory else None,
        promised_end=promised.end_ordinal if promised else None,
        statutory_due_on=statutory.due if statutory else None,
        promised_due_on=promised.due if promised else None,
        lanes=[
            [lane.authority, "asked" if lane.given_on is None else "agrees" if lane.agrees else "objects"]
            for lane in s.lanes.values()
        ],
    )


def desks_of(s: Standing, p: Procedure, calendar: Calendar, authority_id: int) -> list[Desk]:
    """Whose turn it is in offices. The applicant's turn (a correction asked for) lies on no desk, but is watched where
    the matter's rule refuses for silence: somebody is to decide when the period is over."""
    if s.phase is Phase.COLLECTED and s.collected_on:
        return [Desk(authority_id, "forward", calendar.least(s.collected_on) + FORWARD_DAYS)]
    if s.phase is Phase.RECEIVED:
        end = clocks.intake_end(s, p, calendar)
        return [Desk(authority_id, "intake", NEVER if end is None else end), *_renewal(s, calendar, authority_id)]
    if s.phase is Phase.CORRECTION:
        end = clocks.correction_end(s, calendar) if p.intake.lapse == procedures.REFUSED else None
        return [Desk(authority_id, "unanswered", end)] if end is not None else []
    if s.phase in IN_REVIEW:
        statutory = clocks.run(clocks.statutory(s, p), s, calendar, None, extended=True, p=p)
        end = statutory.end_ordinal if statutory else None
        desks = [Desk(authority_id, "lead", NEVER if end is None else end)]
        for lane in s.open_lanes:
            end = clocks.lane_clock(lane, s, calendar).end_ordinal
            desks.append(Desk(lane.authority, "opinion", NEVER if end is None else end))
        if p.first_review and s.passed_up_on is None and (first := clocks.first_review_clock(s, p, calendar)):
            end = first.end_ordinal
            desks.append(Desk(p.first_review.authority, "first", NEVER if end is None else end))
        return [*desks, *_renewal(s, calendar, authority_id), *_watched(s, p, calendar, authority_id)]
    return [*_after(s, p, calendar, authority_id), *_check(s, p, calendar, authority_id)]


def _after(s: Standing, p: Procedure, calendar: Calendar, authority_id: int) -> list[Desk]:
    """The desks of a decided file: the certificate is made, the decision handed over."""
    if s.phase is Phase.GRANTED and s.decided_on:
        role = "issue" if p.has_result else "delivery"
    elif s.phase in (Phase.REFUSED, Phase.ISSUED) and s.decided_on:
        role = "delivery"
    else:
        return []
    return [Desk(authority_id, role, calendar.least(s.decided_on) + p.issue_days)]


def _check(s: Standing, p: Procedure, calendar: Calendar, authority_id: int) -> list[Desk]:
    """A licence that was granted on a commitment is checked afterwards, also when it has long been handed over."""
    end = clocks.clocks(s, p, calendar).check_end if s.mode == "commitment" else None
    in_force = s.phase in (Phase.GRANTED, Phase.ISSUED, Phase.DELIVERED) and s.outcome != "refused"
    return [Desk(authority_id, "check", end)] if end is not None and in_force else []


def _renewal(s: Standing, calendar: Calendar, authority_id: int) -> list[Desk]:
    """A renewal asked for in time is decided by the last day of the old term; after it silence has renewed (art. 50).

    Also the search for what silence has done reads this desk.
    """
    end = clocks.renewal_end(s)
    return [Desk(authority_id, "renewal", calendar.least(end))] if end else []


def _watched(s: Standing, p: Procedure, calendar: Calendar, authority_id: int) -> list[Desk]:
    """What runs beside the review: a special procedure until the day that was told (art. 45), a hearing until it is
    held (art. 47), papers that may follow until they are due (Guofa (2022) No. 5)."""
    stop, h, found = s.open_stop, s.hearing, []
    if stop is not None and stop.needed_days is not None:
        found.append(Desk(authority_id, "special", calendar.least(stop.start) + stop.needed_days))
    if not h.is_signed and (h.held_on is not None or h.is_asked_for):
        end = calendar.least(h.held_on) if h.held_on else clocks.hearing_end(s, calendar)
        found.append(Desk(authority_id, "hearing", NEVER if end is None else end))
    if s.owed:
        end = clocks.clocks(s, p, calendar).owed_end
        found.append(Desk(authority_id, "owed", NEVER if end is None else end))
    return found
