"""The two clocks of a case with a line for every day: the calendar of counted days and the figures beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils.translation import get_language, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from sunhall.cases import clock_sheet
from sunhall.cases.queries import CasePage
from sunhall.law.clock import DayLine, Reckoning, State
from sunhall.web.casefile import status, words
from sunhall.web.pictures.days import CountedDay, DaysPicture
from sunhall.web.templatetags import house


@dataclass(frozen=True, slots=True)
class ClockDays:
    """A clock for people. `left` is negative when it is over, null while it stands still; days are working days unless
    the matter counts calendar days. `basis` is the provision the limit stands in, where it is known."""

    name: str
    kind: str  # statutory | promised
    total: int
    spent: int | None
    left: int | None
    due: date | None
    not_before: date | None
    excluded: int
    light: str
    basis: str
    picture: DaysPicture


def days(page: CasePage) -> list[ClockDays]:
    """The statutory and the promised clock with every day explained; empty before acceptance."""
    told = []
    limits, language = page.version.limits, get_language() or "zh-hans"
    notices = _notices(page)
    for name, kind, clock, limit in (
        (_("Statutory limit"), "statutory", page.clocks.statutory, limits.decision),
        (_("Promised limit"), "promised", page.clocks.promised, limits.promised),
    ):
        if clock is not None:
            told.append(_clock(page, name, kind, clock, page.version.limit_cited(limit, language), notices))
    return told


def _notices(page: CasePage) -> Mapping[date, tuple[str, str]]:
    """By day: the document it rests on and where it opens, as the printed sheet tells it; no link for the public."""
    found = {}
    for row in clock_sheet.day_rows(page):
        if row.seq is not None and page.view != "public":
            address = reverse("casefile:notice", args=[page.id, row.seq])
            found[row.on] = (row.notice or _("Notice"), address)
        elif row.notice:
            found[row.on] = (row.notice, "")
    return found


def _clock(
    page: CasePage, name: str, kind: str, clock: Reckoning, basis: str, notices: Mapping[date, tuple[str, str]]
) -> ClockDays:
    left = status.days_of(clock)
    ended = clock.state is State.ENDED
    return ClockDays(
        name=name,
        kind=kind,
        total=clock.total,
        spent=clock.spent,
        left=left,
        due=clock.due,
        not_before=clock.not_before,
        excluded=clock.excluded,
        basis=basis,
        light="done" if ended else status.light_of(left, clock.due, page.today),
        picture=DaysPicture(
            title=name,
            days=tuple(_day(line, *notices.get(line.day, ("", ""))) for line in clock.days),
            today=page.today,
            due=clock.due,
            not_before=clock.not_before,
        ),
    )


def _day(line: DayLine, notice: str, link: str) -> CountedDay:
    kind = "counted" if line.counted else "stopped" if line.why == "pause" else "rest"
    return CountedDay(line.day, kind, why(line), line.number, notice, link)


HOLIDAYS: Final = {
    "元旦": pgettext_lazy("holiday", "New Year's Day"),
    "春节": pgettext_lazy("holiday", "Spring Festival"),
    "清明节": pgettext_lazy("holiday", "Qingming Festival"),
    "劳动节": pgettext_lazy("holiday", "Labour Day"),
    "端午节": pgettext_lazy("holiday", "Dragon Boat Festival"),
    "中秋节": pgettext_lazy("holiday", "Mid-Autumn Festival"),
    "国庆节": pgettext_lazy("holiday", "National Day"),
}


def _holiday(name: str) -> str:
    """A holiday as the reader's language names it. A notice may join two ("国庆节、中秋节"), or know one of its own."""
    return house.listed([str(HOLIDAYS.get(one, one)) for one in name.split("、")])


def why(line: DayLine) -> str:
    """Why a day counts or does not: "weekend", "holiday: …", "not counted: expert review"."""
    if line.why == "pause":
        return _("not counted: %(procedure)s") % {"procedure": words.word(words.PROCEDURES, line.ref)}
    if line.why == "holiday":
        return _("holiday: %(name)s") % {"name": _holiday(line.name)} if line.name else _("holiday")
    return {
        "working": _("working day"),
        "make_up_day": _("worked on a weekend to make up for a holiday"),
        "calendar_day": pgettext("clock", "day"),
        "weekend": _("weekend"),
        "rest_day_roll": _("rest day: the end moves to the next working day"),
    }.get(line.why, line.why)
