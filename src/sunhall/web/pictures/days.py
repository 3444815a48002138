"""The calendar of counted days: every day of a clock, whether it counts and why not, today, and the last day.

A page makes a `DaysPicture` from the clock's explanation and shows it with `<c-days-picture :picture="picture" />`.
"""

import calendar
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from html import escape
from itertools import groupby
from typing import Final

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, pgettext, pgettext_lazy

from sunhall.web.pictures import svg

KINDS: Final = ("counted", "rest", "stopped", "before")
WEEKDAYS: Final[tuple[str | Promise, ...]] = (
    pgettext_lazy("weekday, short", "Mon"),
    pgettext_lazy("weekday, short", "Tue"),
    pgettext_lazy("weekday, short", "Wed"),
    pgettext_lazy("weekday, short", "Thu"),
    pgettext_lazy("weekday, short", "Fri"),
    pgettext_lazy("weekday, short", "Sat"),
    pgettext_lazy("weekday, short", "Sun"),
)


@dataclass(frozen=True)
class CountedDay:
    """One day of the clock. kind: `counted`, `rest` (weekend, holiday), `stopped` (special procedure), `before` it.

    `why` is the sentence of the explanation ("not counted: make-up rest day"); `number` the ordinal of a counted day;
    `notice` the document by which the day is not counted or counts, `link` where it can be opened.
    """

    on: date
    kind: str
    why: str = ""
    number: int | None = None
    notice: str = ""
    link: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"a day is one of {KINDS}, not {self.kind!r}")


@dataclass(frozen=True)
class Span:
    """Consecutive days told together: "5 to 7 October: not counted, National Day"."""

    first: date
    last: date
    kind: str
    why: str
    counted: int


@dataclass(frozen=True)
class Line:
    """A line of the table: one counted day with its number, or days that do not count for one and the same reason."""

    first: date
    last: date
    number: int | None
    why: str
    notice: str
    link: str


@dataclass(frozen=True)
class DaysPicture:
    """A clock's days in order. `due` is None while the clock stands or the year is provisional (then `not_before`)."""

    title: str
    days: tuple[CountedDay, ...]
    today: date
    due: date | None = None
    not_before: date | None = None

    @cached_property
    def name(self) -> str:
        """A name for ids inside the drawing, the same for the same content."""
        return "days-" + hashlib.sha256(repr((self.title, self.days, self.today)).encode()).hexdigest()[:8]

    @property
    def counted(self) -> int:
        """How many days count, of those shown."""
        return sum(1 for day in self.days if day.kind == "counted")

    @property
    def spans(self) -> list[Span]:
        """The whole picture in words: runs of days with one reason."""
        runs = groupby(self.days, key=lambda day: (day.kind, day.why))
        found = []
        for (kind, why), run in runs:
            held = list(run)
            counted = sum(1 for day in held if day.kind == "counted")
            found.append(Span(held[0].on, held[-1].on, kind, why, counted))
        return found

    @property
    def lines(self) -> list[Line]:
        """Every day with its reason, as a table: each counted day for itself, the others together by their reason."""

        def same(day: CountedDay) -> tuple[object, ...]:
            return (day.on,) if day.kind == "counted" else (day.kind, day.why, day.notice, day.link)

        runs = [list(run) for _key, run in groupby(self.days, key=same)]
        return [Line(r[0].on, r[-1].on, r[0].number, r[0].why, r[0].notice, r[0].link) for r in runs]

    @property
    def end_told(self) -> str:
        """The last day in a sentence; a provisional year is told as "not before", never guessed."""
        if self.due:
            return gettext("The last day is %(day)s.") % {"day": _told(self.due)}
        if self.not_before:
            return gettext("The last day is not before %(day)s: the holidays of that year are not published yet.") % {
                "day": _told(self.not_before)
            }
        return gettext("The clock stands still, so there is no last day at the moment.")

    @property
    def months(self) -> list[SafeString]:
        """One drawing a month, in order."""
        months = sorted({(day.on.year, day.on.month) for day in self._marked()})
        return [_Month(self, year, month).draw() for year, month in months]

    def _marked(self) -> Iterator[CountedDay]:
        yield from self.days
        known = {day.on for day in self.days}
        for extra in (self.due, self.not_before):
            if extra and extra not in known:
                yield CountedDay(extra, "before")


class _Month:
    """A month as a grid, weeks beginning on Monday."""

    CELL, ROW, HEAD = 44, 42, 62

    def __init__(self, picture: DaysPicture, year: int, month: int) -> None:
        self.picture, self.year, self.month = picture, year, month
        self.name = f"{picture.name}-{year}-{month}"
        self.days = {day.on: day for day in picture.days if (day.on.year, day.on.month) == (year, month)}
        self.weeks = calendar.Calendar(firstweekday=0).monthdatescalendar(year, month)

    def draw(self) -> SafeString:
        first = date(self.year, self.month, 1)
        title = date_format(first, "YEAR_MONTH_FORMAT")
        return svg.picture(
            svg.tag("defs", svg.hatch(f"{self.name}-hatch")),
            svg.text(title, x=4, y=20, class_="sun-svg__month"),
            *self._weekdays(),
            *(self._cell(on, row) for row, week in enumerate(self.weeks) for on in week if on.month == self.month),
            width=self.CELL * 7 + 4,
            height=self.HEAD + self.ROW * len(self.weeks) + 4,
            name=self.name,
            title=f"{self.picture.title}, {title}",
            desc=self._described(),
            class_="sun-days__svg",
        )

    def _described(self) -> str:
        counted = sum(1 for day in self.days.values() if day.kind == "counted")
        told = ngettext("%(count)d day of this month counts.", "%(count)d days of this month count.", counted)
        return f"{told % {'count': counted}} {self.picture.end_told}"

    def _weekdays(self) -> Iterator[str]:
        for place in range(7):
            middle = 2 + place * self.CELL + self.CELL / 2
            yield svg.text(str(WEEKDAYS[place]), x=middle, y=50, text_anchor="middle", class_="sun-svg__weekday")

    def _cell(self, on: date, row: int) -> str:
        day = self.days.get(on)
        x, y = 2 + on.weekday() * self.CELL, self.HEAD + row * self.ROW
        kind = day.kind if day else "outside"
        marks = " sun-svg__day--due" if on == self.picture.due else ""
        marks += " sun-svg__day--not-before" if on == self.picture.not_before else ""
        rect = svg.tag(
            "rect", x=x + 1, y=y + 1, width=self.CELL - 2, height=self.ROW - 2, rx=2, class_="sun-svg__cell",
            fill=f"url(#{self.name}-hatch)" if kind == "stopped" else None,
        )  # fmt: skip
        parts = [
            svg.tag("title", escape(self._said(on, day))),
            rect,
            svg.text(str(on.day), x=x + 6, y=y + 18, class_="sun-svg__date"),
        ]
        if day and day.number is not None:
            parts.append(
                svg.text(str(day.number), x=x + self.CELL - 6, y=y + 34, text_anchor="end", class_="sun-svg__count")
            )
        if on == self.picture.today:
            parts.append(
                svg.tag("rect", x=x + 2, y=y + 2, width=self.CELL - 4, height=self.ROW - 4, rx=2, class_="sun-svg__now")
            )
        return svg.tag("g", *parts, class_=f"sun-svg__day sun-svg__day--{kind}{marks}")

    def _said(self, on: date, day: CountedDay | None) -> str:
        parts = [_told(on)]
        if on == self.picture.today:
            parts.append(gettext("today"))
        if on == self.picture.due:
            parts.append(gettext("last day"))
        if on == self.picture.not_before:
            parts.append(gettext("the last day is not before this day"))
        if day and day.number is not None:
            parts.append(gettext("counted, day %(number)d") % {"number": day.number})
        elif day and day.why:
            parts.append(day.why)
        return pgettext("punctuation", ", ").join(parts)


def _told(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def run_of_days(first: date, last: date) -> Iterator[date]:
    """Every day from `first` to `last`, both included: what a page walks to make `CountedDay`s."""
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)
