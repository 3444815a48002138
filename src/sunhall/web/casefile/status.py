"""Where a case stands, in one sentence: whose turn it is, and how many working days are left. For every audience."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sunhall.cases.queries import CasePage
from sunhall.law.clock import Reckoning
from sunhall.law.lifecycles import clocks
from sunhall.law.lifecycles.kinds import Phase
from sunhall.law.lifecycles.procedure import LAPSES
from sunhall.web.casefile import words
from sunhall.web.casefile.history import authority_name
from sunhall.web.templatetags import house

SOON: Final = 2  # working days left at which a clock is "due soon", as in the work lists


@dataclass(frozen=True, slots=True)
class Status:
    """`light` is a state of the lights; `turn`: authority, applicant, nobody; `left` in working days."""

    text: str
    light: str
    turn: str
    left: int | None = None
    due: date | None = None


def turn_word(status: Status) -> str:
    """Whose turn it is, in words."""
    return {
        "authority": _("The authority's turn"),
        "applicant": _("The applicant's turn"),
        "nobody": pgettext("case", "Closed"),
    }[status.turn]


def status_sentence(page: CasePage) -> Status:
    """The sentence that stands first on every page of a case."""
    phase = page.standing.phase
    if phase is Phase.COLLECTED:
        told = _("Taken in elsewhere and on its way to %(authority)s, where the examination begins.")
        return Status(told % {"authority": house.words(page.authority)}, "on_time", "authority")
    if phase is Phase.RECEIVED:
        return _intake(page)
    if phase is Phase.CORRECTION:
        return _correction(page)
    if phase is Phase.REVIEW:
        return _review(page)
    if phase in (Phase.STOPPED, Phase.SUSPENDED):
        return _stopped(page)
    if phase in (Phase.GRANTED, Phase.ISSUED, Phase.REFUSED):
        return _decided(page)
    return _ended(page)


def light_of(left: int | None, due: date | None = None, today: date | None = None) -> str:
    """The light of so many working days left; none while the clock stands still.

    On a rest day after the last day no working day is left and none is over: `due` and `today` tell.
    """
    if left is None:
        return "paused"
    late = left < 0 or bool(due and today and due < today)
    return "overdue" if late else "due_soon" if left <= SOON else "on_time"


def days_of(clock: Reckoning | None) -> int | None:
    """Days left of a clock, negative when it is over; null when it stands still or has not begun."""
    if clock is None or clock.state == "stopped":
        return None
    return -clock.over if clock.over else clock.left


def left_to(page: CasePage, ordinal: int | None) -> tuple[int | None, date | None]:
    """Working days from today to an ordinal, and its day when it is known."""
    if ordinal is None:
        return None, None
    return ordinal - page.calendar.ordinal(page.today), page.calendar.day_of(ordinal)


def _intake(page: CasePage) -> Status:
    left, due = left_to(page, page.clocks.intake_end)
    facts = {"authority": house.words(page.authority), "left": house.days_left(left, due)}
    told = _("%(authority)s is examining the papers: it accepts them or says once what is missing. %(left)s.") % facts
    return Status(told, light_of(left, due, page.today), "authority", left, due)


def correction_end(page: CasePage) -> tuple[int | None, date | None]:
    """Working days and day until which corrections may be handed in; null where the matter sets no period."""
    return left_to(page, clocks.correction_end(page.standing, page.calendar))


def _correction(page: CasePage) -> Status:
    left, due = correction_end(page)
    if due is not None and due < page.today:  # still here: the matter's rule refuses, and somebody is to decide it
        told = _("The time to correct ended on %(day)s. %(authority)s may now refuse; until then corrections count.")
        facts = {"day": house.day(due), "authority": house.words(page.authority)}
        return Status(told % facts, "overdue", "authority", left, due)
    if page.view == "applicant":
        told = _("Please hand in everything that the correction notice lists.")
    else:
        told = _("The applicant is asked to correct what the notice lists; the case waits for it.")
    if left is not None:
        told = _("%(told)s %(left)s.") % {"told": told, "left": house.days_left(left, due)}
    return Status(told, "paused", "applicant", left, due)


def _review(page: CasePage) -> Status:
    clock = page.clocks.statutory
    left, due = days_of(clock), clock.due if clock else None
    waiting = [authority_name(page, lane.authority) for lane in page.standing.open_lanes]
    facts = {"authority": house.words(page.authority), "left": _left(page, left, due), "others": house.listed(waiting)}
    if clock is None:
        return _first_review(page)
    if page.standing.hearing.is_asked_for and page.standing.hearing.record is None:
        told = _("A hearing was asked for; %(authority)s decides after it. %(left)s.") % facts
    elif waiting:
        told = _("%(others)s: opinion asked. %(authority)s then decides. %(left)s.") % facts
    else:
        told = _("%(authority)s is reviewing the file. %(left)s.") % facts
    return Status(told, light_of(left, due, page.today), "authority", left, due)


def _first_review(page: CasePage) -> Status:
    """The deciding authority's clock begins when the papers are passed up to it (Licensing Law arts. 35, 43)."""
    review = page.procedure.first_review
    left, due = left_to(page, page.clocks.first_review_end)
    told = _("%(first)s examines first and passes the papers up to %(authority)s. %(left)s.") % {
        "first": authority_name(page, review.authority) if review else "",
        "authority": house.words(page.authority),
        "left": house.days_left(left, due),
    }
    return Status(told, light_of(left, due, page.today), "authority", left, due)


def _left(page: CasePage, left: int | None, due: date | None) -> str:
    clock = page.clocks.statutory
    if clock is not None and due is None and clock.not_before:
        facts = {"left": house.days_left(left), "day": house.short_day(clock.not_before)}
        return _("%(left)s (not before %(day)s: the calendar of that year is not out yet)") % facts
    return house.days_left(left, due)


def _stopped(page: CasePage) -> Status:
    stop, clock = page.standing.open_stop, page.clocks.statutory
    facts = {
        "procedure": words.word(words.PROCEDURES, stop.why if stop else ""),
        "day": house.day(stop.start if stop else None),
        "left": house.working_days(clock.left) if clock and clock.left is not None else pgettext("clock", "stopped"),
    }
    told = _("The clock stands still since %(day)s: %(procedure)s. When it runs again, %(left)s are left.") % facts
    return Status(told, "paused", "authority")


def _decided(page: CasePage) -> Status:
    s, facts = page.standing, {"authority": house.words(page.authority), "day": house.day(page.standing.decided_on)}
    if s.phase is Phase.REFUSED:
        told = _("%(authority)s refused on %(day)s. The decision is being delivered.")
        return Status(told % facts, "on_time", "authority")
    if s.phase is Phase.ISSUED:
        told = _("Granted on %(day)s. The certificate is made and is being delivered.")
        left, due = left_to(page, page.clocks.issue_end)
        return Status(told % facts, light_of(left, due, page.today), "authority", left, due)
    left, due = left_to(page, page.clocks.issue_end)
    facts["left"] = house.days_left(left, due)
    if s.outcome == "deemed_renewed":
        told = (
            _("The licence counts as renewed since %(day)s; %(authority)s now makes the certificate. %(left)s.") % facts
        )
    else:
        told = _("%(authority)s granted on %(day)s and now makes the certificate. %(left)s.") % facts
    return Status(told, light_of(left, due, page.today), "authority", left, due)


def _lapsed(page: CasePage) -> Status:
    """What the applicant's silence did, from which day, and that nothing hinders a new application."""
    s = page.standing
    facts = {"day": house.day(s.ended_on)}
    if s.outcome == "withdrawn":
        told = _("Not corrected in time: since %(day)s the application counts as withdrawn, and this case is closed.")
    else:
        told = _("Not corrected in time: since %(day)s the application counts as given up, and this case is closed.")
    again = _("You can apply again at any time.") if page.view == "applicant" else ""
    return Status(" ".join(filter(None, (told % facts, again))), "done", "nobody")


def _ended(page: CasePage) -> Status:
    s = page.standing
    if s.phase is Phase.LAPSED and s.outcome in LAPSES:
        return _lapsed(page)
    told = _("%(phase)s on %(day)s. This case is closed.") % {
        "phase": words.word(words.PHASES, str(s.phase)),
        "day": house.day(s.ended_on),
    }
    return Status(told, "done", "nobody")
