"""The copies of a standing that rows keep: one function for the case, one for the desks it lies on. Pure."""

from datetime import date
from typing import Any, Final, NamedTuple

from sunhall.law.calendar import Calendar
from sunhall.law.lifecycles import clocks
from sunhall.law.lifecycles.kinds import Phase
from sunhall.law.lifecycles.procedure import Procedure
from sunhall.law.lifecycles.standing import Standing

NEVER: Final = 2_000_000_000  # sorts a stopped clock behind every running one

_IN_REVIEW = (Phase.REVIEW, Phase.STOPPED, Phase.SUSPENDED)


class Desk(NamedTuple):
    authority: int
    role: str  # intake | lead | opinion | issue | delivery
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
        received_on=s.received_on,
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
    """Whose turn it is in offices. The applicant's turn (a correction asked for) lies on no desk."""
    if s.phase is Phase.RECEIVED:
        end = clocks.intake_end(s, p, calendar)
        return [Desk(authority_id, "intake", NEVER if end is None else end)]
    if s.phase in _IN_REVIEW:
        statutory = clocks.run(clocks.statutory(s, p), s, calendar, None, extended=True)
        end = statutory.end_ordinal if statutory else None
        desks = [Desk(authority_id, "lead", NEVER if end is None else end)]
        for lane in s.open_lanes:
            end = clocks.lane_clock(lane, s, calendar).end_ordinal
            desks.append(Desk(lane.authority, "opinion", NEVER if end is None else end))
        return desks
    if s.phase is Phase.GRANTED and s.decided_on:
        return [
            Desk(authority_id, "issue" if p.has_result else "delivery", calendar.least(s.decided_on) + p.issue_days)
        ]
    if s.phase in (Phase.REFUSED, Phase.ISSUED) and s.decided_on:
        return [Desk(authority_id, "delivery", calendar.least(s.decided_on) + p.issue_days)]
    return []
