"""The two clocks of a case with a line for every day: the calendar of counted days and the table under it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sunhall.cases.queries import CasePage
from sunhall.law.clock import DayLine, Reckoning, State
from sunhall.web import citations
from sunhall.web.casefile import status, words


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a clock. `number` counts the counted days from 1; `why` says in words why it counts or not."""

    day: date
    counted: bool
    number: int | None
    why: str
    code: str
    is_today: bool
    is_due: bool


@dataclass(frozen=True, slots=True)
class ClockDays:
    """A clock for people. `left` is negative when it is over and null while it stands still. Days are working days
    unless the matter counts calendar days."""

    name: str
    kind: str  # statutory | promised
    total: int
    spent: int | None
    left: int | None
    due: date | None
    not_before: date | None
    excluded: int
    state: str
    light: str
    basis: str
    days: tuple[Day, ...]


def days(page: CasePage) -> list[ClockDays]:
    """The statutory and the promised clock with every day explained; empty before acceptance."""
    told = []
    for name, kind, clock, term in (
        (_("Statutory limit"), "statutory", page.clocks.statutory, page.procedure.statutory),
        (_("Promised limit"), "promised", page.clocks.promised, page.procedure.promised),
    ):
        if clock is not None:
            told.append(_clock(page, name, kind, clock, term.citation))
    return told


def _clock(page: CasePage, name: str, kind: str, clock: Reckoning, citation: str) -> ClockDays:
    left = status.days_of(clock)
    return ClockDays(
        name=name,
        kind=kind,
        total=clock.total,
        spent=clock.spent,
        left=left,
        due=clock.due,
        not_before=clock.not_before,
        excluded=clock.excluded,
        state=str(clock.state),
        basis=citations.cited(citation),
        light="done" if clock.state is State.ENDED else status.light_of(left),
        days=tuple(_day(page, line, clock.due) for line in clock.days),
    )


def _day(page: CasePage, line: DayLine, due: date | None) -> Day:
    return Day(line.day, line.counted, line.number, why(line), line.why, line.day == page.today, line.day == due)


def why(line: DayLine) -> str:
    """Why a day counts or does not: "weekend", "Spring Festival", "not counted: expert review"."""
    if line.why == "pause":
        procedure = words.word(words.PROCEDURES, line.ref)
        return _("not counted: %(procedure)s") % {"procedure": procedure}
    if line.why == "holiday":
        return _("holiday: %(name)s") % {"name": line.name} if line.name else _("holiday")
    return {
        "working": _("working day"),
        "make_up_day": _("worked on a weekend to make up for a holiday"),
        "calendar_day": pgettext("clock", "day"),
        "weekend": _("weekend"),
        "rest_day_roll": _("rest day: the end moves to the next working day"),
    }.get(line.why, line.why)
