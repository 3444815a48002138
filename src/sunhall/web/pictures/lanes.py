"""The lane picture: a lane for the applicant and for each authority, steps sized by their working days, today a line.

A page makes a `LanePicture` from its rows and shows it with `<c-lane-picture :picture="picture" />`. Two drawings come
of it, lying for wide screens and paper, standing for phones; both number the steps, and the list beside them says the
same in words (`lines`), so that nobody needs the drawing.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise, cached_property
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, pgettext, pgettext_lazy

from sunhall.web.pictures import svg

STATES: Final[dict[str, str | Promise]] = {
    "done": pgettext_lazy("step", "done"),
    "running": pgettext_lazy("step", "under way"),
    "waiting": pgettext_lazy("step", "still to come"),
    "paused": pgettext_lazy("step", "clock stopped"),
}


@dataclass(frozen=True)
class Step:
    """One box. `start` and `days` are working days from the picture's first day; `days` 0 is a short mark."""

    text: str
    start: float
    days: float
    state: str = "waiting"
    critical: bool = False  # on the longest path: its delay delays the decision
    note: str = ""  # said in the list only, e.g. "answered on 23 November"

    def __post_init__(self) -> None:
        if self.state not in STATES:
            raise ValueError(f"a step is one of {sorted(STATES)}, not {self.state!r}")


@dataclass(frozen=True)
class Lane:
    """The applicant or one authority, with its steps in time order."""

    name: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Tick:
    """A mark on the scale of days: `at` working days from the first, with its words ("25 Nov")."""

    at: float
    text: str


@dataclass(frozen=True)
class Line:
    """One step in words, as the list beside the drawing has it."""

    number: int
    lane: str
    step: str
    state: str
    state_word: str
    days: str
    note: str


@dataclass(frozen=True)
class LanePicture:
    """Lanes over a number of working days. `today` is where today's line stands; None draws no line (a plan)."""

    title: str
    lanes: tuple[Lane, ...]
    today: float | None = None
    ticks: tuple[Tick, ...] = ()
    planned: bool = False  # a guide's plan: no step has a state yet
    place: str = ""  # the city, which begins the names of its authorities: the drawings leave it out, the words do not

    @cached_property
    def length(self) -> float:
        """Working days the picture spans, at least one."""
        ends = [step.start + max(step.days, 1) for lane in self.lanes for step in lane.steps]
        return max([1, *ends, self.today or 0])

    @cached_property
    def name(self) -> str:
        """A name for ids inside the drawing, the same for the same content."""
        return "lanes-" + hashlib.sha256(repr((self.title, self.lanes, self.today)).encode()).hexdigest()[:8]

    def drawn(self, lane: Lane) -> str:
        """A lane's name as the drawings have room for it."""
        return lane.name.removeprefix(self.place).strip() or lane.name

    def numbered(self) -> Iterator[tuple[int, int, Lane, Step]]:
        """Every step with its number (in time order within its lane, lanes from the top) and its lane's place."""
        number = 0
        for place, lane in enumerate(self.lanes):
            for step in lane.steps:
                number += 1
                yield number, place, lane, step

    @property
    def lines(self) -> list[Line]:
        """The whole picture in words."""
        return [
            Line(
                number=number,
                lane=lane.name,
                step=step.text,
                state=step.state,
                state_word="" if self.planned else str(STATES[step.state]),
                days=days_in_words(step.days),
                note=step.note,
            )
            for number, _place, lane, step in self.numbered()
        ]

    @property
    def description(self) -> str:
        """What the picture shows, in one breath: read out instead of the drawing."""
        steps = pgettext("punctuation", "; ").join(_told(line) for line in self.lines)
        total = days_in_words(self.length)
        return gettext("%(total)s in all. %(steps)s.") % {"total": total, "steps": steps}

    @property
    def wide(self) -> SafeString:
        """Lying: days from left to right."""
        return _Wide(self).draw()

    @property
    def tall(self) -> SafeString:
        """Standing: days from top to bottom, one column a lane."""
        return _Tall(self).draw()


def days_in_words(days: float) -> str:
    """A length in working days; nothing for a step that takes no time of its own."""
    if not days:
        return gettext("at once")
    shown = int(days) if days == int(days) else round(days, 1)
    return ngettext("%(count)s working day", "%(count)s working days", int(days) or 1) % {"count": shown}


def _told(line: Line) -> str:
    step = f"{line.number} {line.lane}{pgettext('punctuation', ': ')}{line.step}"
    return pgettext("punctuation", ", ").join(part for part in (step, line.state_word, line.days, line.note) if part)


class _Wide:
    """Lying: a name column, then the days."""

    WIDTH, NAMES, HEAD, ROW, BOX, FONT = 1040.0, 150.0, 34.0, 66.0, 44.0, 15.0

    def __init__(self, picture: LanePicture) -> None:
        self.picture = picture
        self.unit = (self.WIDTH - self.NAMES - 16) / picture.length
        self.name = f"{picture.name}-w"

    def draw(self) -> SafeString:
        height = self.HEAD + self.ROW * len(self.picture.lanes) + 6
        boxes = [self._box(*each) for each in self.picture.numbered()]
        return svg.picture(
            tag_defs(self.name),
            *self._rows(),
            *self._scale(height),
            *(shape for shape, _words in boxes),
            *self._today(height),
            *(words for _shape, words in boxes),
            width=self.WIDTH,
            height=height,
            name=self.name,
            title=self.picture.title,
            desc=self.picture.description,
            class_="sun-lanes__wide",
        )

    def _x(self, days: float) -> float:
        return self.NAMES + 8 + days * self.unit

    def _rows(self) -> Iterator[str]:
        for place, lane in enumerate(self.picture.lanes):
            top = self.HEAD + place * self.ROW
            kind = "sun-svg__row" + (" sun-svg__row--odd" if place % 2 else "")
            yield svg.tag("rect", x=0, y=top, width=self.WIDTH, height=self.ROW, class_=kind)
            lines = svg.wrapped(self.picture.drawn(lane), self.NAMES - 20, self.FONT, lines=3)
            first = top + self.ROW / 2 - (len(lines) - 1) * 9.5 + 5
            for index, line in enumerate(lines):
                yield svg.text(line, x=10, y=first + index * 19, class_="sun-svg__lane")

    def _scale(self, height: float) -> Iterator[str]:
        for tick in self.picture.ticks:
            x = self._x(tick.at)
            end = x > self.WIDTH - 60
            yield svg.tag("path", d=f"M{x:.1f} {self.HEAD}V{height - 6:.1f}", class_="sun-svg__tick")
            yield svg.text(tick.text, x=x, y=20, text_anchor="end" if end else "start", class_="sun-svg__scale")

    def _box(self, number: int, place: int, lane: Lane, step: Step) -> tuple[str, str]:
        x, top = self._x(step.start), self.HEAD + place * self.ROW + (self.ROW - self.BOX) / 2
        width = max(step.days * self.unit - 3, 14.0)
        words = f"{number} {step.text}"
        lines = svg.wrapped(words, width - 14, self.FONT, lines=2)
        if not svg.fits(words, width - 14, self.FONT, lines=2):
            lines = [str(number)]
        first = top + self.BOX / 2 - (len(lines) - 1) * 9 + 5
        shown = (
            svg.text(line, x=x + width / 2, y=first + at * 18, text_anchor="middle", class_="sun-svg__word")
            for at, line in enumerate(lines)
        )
        return box(self.name, self.picture, step, number, x, top, width, self.BOX, *shown)

    def _today(self, height: float) -> Iterator[str]:
        if self.picture.today is None:
            return
        x = self._x(self.picture.today)
        yield svg.tag("path", d=f"M{x:.1f} 26V{height - 2:.1f}", class_="sun-svg__today")
        yield today_flag(x, 0, self.WIDTH)


class _Tall:
    """Standing: a head of names, then the days downwards."""

    WIDTH, SIDE, FONT, HEAD_FONT = 360.0, 58.0, 14.0, 13.0
    TURNED = 172.0  # how high the head is where names stand on end

    def __init__(self, picture: LanePicture) -> None:
        self.picture = picture
        self.column = (self.WIDTH - self.SIDE) / max(1, len(picture.lanes))
        shortest = min((step.days for lane in picture.lanes for step in lane.steps if step.days), default=1)
        self.unit = min(max(26 / shortest, 480 / picture.length, 8), 44)
        self.unit = min(self.unit, 900 / picture.length)
        self.name = f"{picture.name}-t"
        self.names = [picture.drawn(lane) for lane in picture.lanes]
        self.rows = next((rows for rows in (3, 7) if self._fit(rows)), 0)  # 0: the names stand on end
        self.head = 15.0 + 17 * self.rows if self.rows else self.TURNED

    def _fit(self, rows: int) -> bool:
        return all(svg.fits(name, self.column - 6, self.HEAD_FONT, lines=rows) for name in self.names)

    def draw(self) -> SafeString:
        height = self.head + self.picture.length * self.unit + 14
        boxes = [self._box(*each) for each in self.picture.numbered()]
        return svg.picture(
            tag_defs(self.name),
            *self._columns(height),
            *self._scale(),
            *(shape for shape, _words in boxes),
            *self._today(),
            *(words for _shape, words in boxes),
            width=self.WIDTH,
            height=height,
            name=self.name,
            title=self.picture.title,
            desc=self.picture.description,
            class_="sun-lanes__tall",
        )

    def _y(self, days: float) -> float:
        return self.head + 6 + days * self.unit

    def _columns(self, height: float) -> Iterator[str]:
        for place, name in enumerate(self.names):
            x = self.SIDE + place * self.column
            kind = "sun-svg__row" + (" sun-svg__row--odd" if place % 2 else "")
            yield svg.tag("rect", x=x, y=0, width=self.column, height=height, class_=kind)
            yield from self._name(name, x + self.column / 2)

    def _name(self, name: str, middle: float) -> Iterator[str]:
        if self.rows:
            for index, line in enumerate(svg.wrapped(name, self.column - 6, self.HEAD_FONT, lines=self.rows)):
                yield svg.text(line, x=middle, y=18 + index * 17, text_anchor="middle", class_="sun-svg__head")
            return
        lines = svg.wrapped(name, self.TURNED - 24, self.HEAD_FONT, lines=2)  # bold is wider
        for index, line in enumerate(lines):
            x, y = middle + 5 - (len(lines) - 1) * 7.5 + index * 15, self.TURNED - 4
            yield svg.text(line, x=x, y=y, transform=f"rotate(-90 {x:.1f} {y:.1f})", class_="sun-svg__head")

    def _scale(self) -> Iterator[str]:
        for tick in self.picture.ticks:
            y = self._y(tick.at)
            yield svg.tag("path", d=f"M{self.SIDE} {y:.1f}H{self.WIDTH}", class_="sun-svg__tick")
            for index, line in enumerate(svg.wrapped(tick.text, self.SIDE - 4, 12, lines=3)):
                yield svg.text(line, x=0, y=y + 4 + index * 13, class_="sun-svg__scale sun-svg__scale--small")

    def _box(self, number: int, place: int, lane: Lane, step: Step) -> tuple[str, str]:
        x, y = self.SIDE + place * self.column + 4, self._y(step.start)
        width, height = self.column - 8, max(step.days * self.unit - 3, 20.0)
        rows = max(1, int((height - 4) // 16))
        lines = [f"{number} {step.text}"]
        if not svg.fits(lines[0], width - 6, self.FONT, lines=1):  # the number above its words
            fitting = rows > 1 and svg.fits(step.text, width - 6, self.FONT, lines=rows - 1)
            lines = [str(number), *(svg.wrapped(step.text, width - 6, self.FONT, lines=rows - 1) if fitting else ())]
        first = y + height / 2 - (len(lines) - 1) * 8 + 5
        shown = (
            svg.text(line, x=x + width / 2, y=first + at * 16, text_anchor="middle", class_="sun-svg__word")
            for at, line in enumerate(lines)
        )
        return box(self.name, self.picture, step, number, x, y, width, height, *shown)

    def _today(self) -> Iterator[str]:
        if self.picture.today is None:
            return
        y = self._y(self.picture.today)
        yield svg.tag("path", d=f"M{self.SIDE - 6:.1f} {y:.1f}H{self.WIDTH}", class_="sun-svg__today")
        label = gettext("Today")
        yield svg.tag("rect", x=0, y=y - 10, width=self.SIDE - 4, height=20, rx=2, class_="sun-svg__flag")
        yield svg.text(label, x=(self.SIDE - 4) / 2, y=y + 5, text_anchor="middle", class_="sun-svg__flag-word")


def tag_defs(name: str) -> str:
    """What both drawings refer to."""
    return svg.tag("defs", svg.hatch(f"{name}-hatch"))


def box(
    name: str,
    picture: LanePicture,
    step: Step,
    number: int,
    x: float,
    y: float,
    width: float,
    height: float,
    *words: str,
) -> tuple[str, str]:
    """A step's box and, to be drawn over today's line, its words. The title tells what a narrow box cannot show."""
    kind = "planned" if picture.planned else step.state
    critical = " sun-svg__step--critical" if step.critical else ""
    looks = f"sun-svg__step sun-svg__step--{kind}{critical}"
    title = svg.tag("title", escape(_told(picture.lines[number - 1])))
    fill = f"url(#{name}-hatch)" if kind == "paused" else None
    shape = svg.tag("rect", x=x, y=y, width=width, height=height, rx=2, class_="sun-svg__box", fill=fill)
    return svg.tag("g", title, shape, class_=looks), svg.tag("g", title, *words, class_=looks)


def today_flag(x: float, y: float, limit: float) -> str:
    """The word "Today" on the sun's colour, kept inside the drawing."""
    label = gettext("Today")
    width = svg.width_of(label, 14) + 14
    left = min(max(0.0, x - width / 2), limit - width)
    flag = svg.tag("rect", x=left, y=y + 4, width=width, height=22, rx=2, class_="sun-svg__flag")
    word = svg.text(label, x=left + width / 2, y=y + 20, text_anchor="middle", class_="sun-svg__flag-word")
    return flag + word
