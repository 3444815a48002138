"""What a row of a work list says beyond its day: what silence will do, what runs in the file and for how long.

Words only; the lists are `cases.worklists`'. Read by `officer.worklist`.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from sunhall.cases import procedures
from sunhall.cases.worklists import SOON, DeskRow
from sunhall.catalogue import queries as catalogue
from sunhall.law.calendar import Calendar
from sunhall.law.lifecycles import procedure as rules
from sunhall.law.lifecycles.standing import Standing
from sunhall.web.casefile import words
from sunhall.web.templatetags import house

# Roles whose rows tell what only the acts hold.
TOLD_BY_ACTS: Final = frozenset({"special", "hearing", "owed"})
_DEEMING: Final = (rules.DEEMED_ACCEPTANCE, rules.ON_THE_SPOT_SILENCE)


@dataclass(frozen=True, slots=True)
class Note:
    """`colour` of a tag where silence is near or has spoken; empty for plain words."""

    text: str
    colour: str = ""


def note(row: DeskRow, standing: Standing | None, calendar: Calendar, today: date) -> Note | None:
    """The note of a row, or none. `standing` is needed for the roles of `TOLD_BY_ACTS`."""
    if row.role == "intake":
        return _silence_accepts(row)
    if row.role == "renewal":
        return _silence_renews(row)
    if row.role == "unanswered":
        return _silence_may_be_refused(row)
    if standing is None:
        return None
    tell = {"special": _special, "hearing": _hearing, "owed": _owed}.get(row.role)
    return tell(row, standing, calendar, today) if tell else None


def _silence_accepts(row: DeskRow) -> Note | None:
    """Deemed acceptance is two working days off, or has come (Licensing Law art. 32(1)(4))."""
    if row.days_left is None or row.days_left > SOON:
        return None
    if procedures.of_version(row.version_id).intake.rule not in _DEEMING:
        return None
    if row.light == "overdue":
        return Note(_("Silence has accepted it."), "red")
    return Note(_("Silence accepts it after %(day)s.") % {"day": house.short_day(row.due_on)}, "orange")


def _silence_renews(row: DeskRow) -> Note:
    """The licence counts as renewed when its term ends undecided (Licensing Law art. 50(2))."""
    if row.light == "overdue":
        return Note(_("Silence has renewed it."), "red")
    near = row.days_left is not None and row.days_left <= SOON
    told = _("Silence renews it after %(day)s.") % {"day": house.short_day(row.due_on)}
    return Note(told, "orange" if near else "")


def _silence_may_be_refused(row: DeskRow) -> Note:
    """Where the matter's rule refuses what was not corrected, somebody decides it after the period."""
    if row.light == "overdue":
        return Note(_("The time to correct is over: decide whether to refuse."), "red")
    return Note(_("The applicant has until %(day)s to correct.") % {"day": house.short_day(row.due_on)})


def _special(row: DeskRow, s: Standing, calendar: Calendar, today: date) -> Note | None:
    stop = s.open_stop
    if stop is None:
        return None
    run = max(0, calendar.least(today) - calendar.least(stop.start))
    told = _("%(procedure)s since %(day)s: has run %(run)s, about %(told)s were told.") % {
        "procedure": words.word(words.PROCEDURES, stop.why),
        "day": house.short_day(stop.start),
        "run": house.working_days(run),
        "told": house.working_days(stop.needed_days),
    }
    return Note(told)


def _hearing(row: DeskRow, s: Standing, calendar: Calendar, today: date) -> Note:
    h = s.hearing
    if h.record is not None:
        return Note(_("Held; the record is to be signed."))
    if h.held_on is not None:
        return Note(_("Called for %(day)s.") % {"day": house.short_day(h.held_on)})
    return Note(_("Asked for on %(day)s; not called yet.") % {"day": house.short_day(h.requested_on)})


def _owed(row: DeskRow, s: Standing, calendar: Calendar, today: date) -> Note:
    content = catalogue.version(row.version_id)
    names = [house.words(m.name) if (m := content.material(owed)) else owed for owed in s.owed]
    return Note(_("Owed: %(materials)s.") % {"materials": house.listed(names)})
