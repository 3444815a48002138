"""The clocks of a standing file, and what silence has done by a given day. Pure."""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, replace
from datetime import date

from sunhall.law.calendar import DAY, Calendar
from sunhall.law.clock import Pause, Reckoning, reckon
from sunhall.law.lifecycles import heard
from sunhall.law.lifecycles import procedure as procedures
from sunhall.law.lifecycles.kinds import Phase
from sunhall.law.lifecycles.procedure import Procedure
from sunhall.law.lifecycles.standing import Lane, Standing, silent_mode
from sunhall.law.terms import HEARING, Term, Trigger, Unit


@dataclass(frozen=True, slots=True)
class Clocks:
    """Ends are ordinals. Statutory and promised run side by side; null before their trigger.

    `issue_end`: last day to make the certificate and to deliver it (art. 44).
    `first_review_end`: of the lower authority (art. 43). `offer_end`: last day to ask for a hearing; `hearing_end`:
    last day to hold it (art. 47). `owed_end`: of papers that follow. `check_end`: of the check of a commitment.
    """

    intake_end: int | None
    statutory: Reckoning | None
    promised: Reckoning | None
    issue_end: int | None
    first_review_end: int | None = None
    offer_end: int | None = None
    hearing_end: int | None = None
    owed_end: int | None = None
    check_end: int | None = None


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


def silence_has_renewed(s: Standing, today: date) -> bool:
    """Asked for in time and not decided when the licence ran out, the renewal counts as granted (art. 50(2)).

    A decision on the last day is in time. Papers that the applicant still owes keep nobody waiting but herself [check].
    What was revoked, withdrawn or forfeited by then has no term left that silence could lengthen.
    """
    end = renewal_end(s)
    return end is not None and today > end and not s.is_struck


def renewal_end(s: Standing) -> date | None:
    """The last day to decide a renewal before silence renews: the licence's own last day (art. 50(2)).

    Null where silence does nothing: asked for late, or complete before the competent authority only after that day,
    be it corrected then or forwarded then. Nobody was silent for a day on which there was nothing to answer; such a
    renewal is decided within the usual limit [check].
    """
    waiting = s.phase in (Phase.RECEIVED, Phase.REVIEW, Phase.STOPPED, Phase.SUSPENDED)
    if not waiting or s.request != "renew" or s.in_time is not True or s.valid_to is None or s.complete_on is None:
        return None
    return s.valid_to if s.complete_on <= s.valid_to else None


def correction_end(s: Standing, calendar: Calendar) -> int | None:
    """The ordinal of the last day to correct; null where nothing is waited for, or the notice gave no period."""
    if s.phase is not Phase.CORRECTION or s.correction_asked_on is None or s.correction_days is None:
        return None
    return calendar.least(s.correction_asked_on) + s.correction_days


def lapsed_on(s: Standing, p: Procedure, calendar: Calendar, today: date) -> date | None:
    """The day after the correction period, where the applicant's silence has ended the file by `today`; else null.

    Silence does what the matter's own rule says, given up or withdrawn; a refusal is a decision, and none happens by
    itself. While the loaded notices do not tell the last day nothing has happened yet.
    """
    end = correction_end(s, calendar)
    last = calendar.day_of(end) if end is not None and p.intake.lapse in procedures.LAPSES else None
    return last + DAY if last is not None and last < today else None


def as_of(s: Standing, p: Procedure, calendar: Calendar, today: date) -> Standing:
    """The standing with what silence has done by `today`; the given standing is left as it is."""
    accepted, renewed = silence_has_accepted(s, p, calendar, today), silence_has_renewed(s, today)
    lapsed = lapsed_on(s, p, calendar, today)
    if not accepted and not renewed and not lapsed:
        return s
    told = copy(s)
    if lapsed:
        told.phase, told.outcome, told.ended_on = Phase.LAPSED, p.intake.lapse, lapsed
    if accepted:
        told.phase = Phase.REVIEW
        told.deemed, told.mode = True, silent_mode(s)
        told.accepted_on = s.complete_on
    if renewed:
        told.phase, told.outcome, told.decided_on = Phase.GRANTED, "deemed_renewed", s.valid_to
    return told


def pauses(s: Standing) -> list[Pause]:
    return [Pause(stop.start, stop.end, stop.why) for stop in s.stops]


def _start_of(term: Term, s: Standing) -> date | None:
    if term.trigger is Trigger.RECEIPT:
        # A file that had to be completed is received when it is complete; the wait for papers is not the authority's.
        return None if _is_incomplete(s) else s.complete_on
    if term.trigger is Trigger.COMPLETE_DOCUMENTS:
        return s.complete_on if s.accepted_on else None
    return s.accepted_on


def _is_incomplete(s: Standing) -> bool:
    """Corrections were asked for and never came: the file waits for them, lapsed, or was refused without them."""
    return s.phase in (Phase.CORRECTION, Phase.LAPSED) or (s.outcome == "refused" and s.accepted_on is None)


def _start_of_decision(p: Procedure, s: Standing, term: Term) -> date | None:
    """Where a lower authority examines first, the deciding one counts from what is passed up to it (arts. 42, 43)."""
    start = _start_of(term, s)
    return s.passed_up_on if start and p.first_review and term.trigger is Trigger.ACCEPTANCE else start


def statutory(s: Standing, p: Procedure) -> Term:
    """The limit of this very case: the matter's, or the one its own law names for what the application asks for."""
    return _own(p.statutory, s.limit.get("statutory"))


def promised(s: Standing, p: Procedure) -> Term:
    """What is promised for this very case."""
    return _own(p.promised, s.limit.get("promised"))


def _own(term: Term, amount: int | None) -> Term:
    return term if amount is None else replace(term, amount=amount)


def run(
    term: Term, s: Standing, calendar: Calendar, today: date | None, *, extended: bool, p: Procedure | None = None
) -> Reckoning | None:
    """One clock of the file as of `today`: null before its trigger."""
    start = _start_of_decision(p, s, term) if p else _start_of(term, s)
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
    after = _after(calendar)
    checking = s.mode == "commitment" and s.commitment_kept is None and p.commitment.check_days is not None
    first = first_review_clock(s, p, calendar, today)
    return Clocks(
        intake_end=intake_end(s, p, calendar),
        statutory=run(statutory(s, p), s, calendar, today, extended=True, p=p),
        promised=run(promised(s, p), s, calendar, today, extended=False, p=p),
        issue_end=after(s.decided_on, p.issue_days) if s.phase in (Phase.GRANTED, Phase.ISSUED) else None,
        first_review_end=first.end_ordinal if first and not s.passed_up_on else None,
        offer_end=offer_end(s, calendar),
        hearing_end=hearing_end(s, calendar),
        owed_end=after(s.owed_from, s.owed_days) if s.owed and s.owed_days else None,
        check_end=after(s.decided_on, p.commitment.check_days) if checking else None,
    )


def _after(calendar: Calendar) -> Callable[[date | None, int | None], int | None]:
    def end(start: date | None, working_days: int | None) -> int | None:
        return calendar.least(start) + working_days if start is not None and working_days is not None else None

    return end


def first_review_clock(s: Standing, p: Procedure, calendar: Calendar, today: date | None = None) -> Reckoning | None:
    """The days of the lower authority that examines first (art. 43), until it passes the file up; null where none does.

    What stops the file stops it too: art. 45 is for all periods of its section.
    """
    review = p.first_review
    if review is None or s.accepted_on is None:
        return None
    return reckon(
        calendar,
        start=s.accepted_on,
        amount=review.days,
        pauses=pauses(s),
        as_of=today,
        ended_on=s.passed_up_on or s.decided_on or s.ended_on,
    )


def offer_end(s: Standing, calendar: Calendar, of: str = "") -> int | None:
    """The ordinal of the last day to ask for a hearing that was offered (art. 47), less those who gave it up; `of` one
    of those who may ask. Null when nothing waits for it."""
    offers = [o for o in heard.open_offers(s) if not set(o.to) <= s.hearing.waived_by and (not of or of in o.to)]
    return max((calendar.least(o.on) + o.days for o in offers), default=None)


def hearing_end(s: Standing, calendar: Calendar) -> int | None:
    """The ordinal of the last day to hold a hearing that was asked for (art. 47): twenty working days."""
    h = s.hearing
    if h.requested_on is None or not h.is_asked_for or h.record is not None:
        return None
    return calendar.least(h.requested_on) + HEARING.amount


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
