"""The course of a case: its stations in order, the one it stands at, and what happens beside them. For every audience.

A page makes a `CoursePicture` and shows it with `<c-course-picture :picture="picture" />`. Lying for wide screens and
paper, standing for phones; `lines` says the same in words. Where days lie in time is the lane picture's business.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from django.utils.functional import Promise, cached_property
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext, pgettext_lazy

from sunhall.web.pictures import svg

STATES: Final[dict[str, str | Promise]] = {
    "done": pgettext_lazy("step", "done"),
    "running": pgettext_lazy("step", "under way"),
    "waiting": pgettext_lazy("step", "still to come"),
    "paused": pgettext_lazy("step", "clock stopped"),
}
_MARKS: Final = {"done": "✓", "paused": "‖"}


@dataclass(frozen=True)
class Beside:
    """Something that happens at a station: an opinion asked, a hearing, a stop of the clock."""

    text: str
    state: str = "waiting"


@dataclass(frozen=True)
class Station:
    """One step of the procedure. `note` is a line under it, mostly a day; `is_here`: the file stands here; `planned`: a
    line for each part of it, with the days it is planned to take."""

    text: str
    state: str = "waiting"
    note: str = ""
    beside: tuple[Beside, ...] = ()
    is_here: bool = False
    planned: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if {self.state, *(one.state for one in self.beside)} - STATES.keys():
            raise ValueError(f"a station is one of {sorted(STATES)}, not {self.state!r}")


@dataclass(frozen=True)
class CoursePicture:
    """The stations of one file, from the first to the last."""

    title: str
    stations: tuple[Station, ...]

    @cached_property
    def name(self) -> str:
        """A name for ids inside the drawing, the same for the same content."""
        return "course-" + hashlib.sha256(repr((self.title, self.stations)).encode()).hexdigest()[:8]

    @property
    def lines(self) -> list[tuple[Station, str, list[tuple[str, str]]]]:
        """The whole picture in words: each station, its state, and what is beside it with its state."""
        return [(s, str(STATES[s.state]), [(b.text, str(STATES[b.state])) for b in s.beside]) for s in self.stations]

    @property
    def description(self) -> str:
        """What the picture shows, in one breath: read out instead of the drawing."""
        told = (_told(number, station) for number, station in enumerate(self.stations, 1))
        return pgettext("punctuation", "; ").join(told) + pgettext("punctuation", ". ").strip()

    @property
    def wide(self) -> SafeString:
        """Lying: stations from left to right."""
        return _Wide(self).draw()

    @property
    def tall(self) -> SafeString:
        """Standing: stations from top to bottom."""
        return _Tall(self).draw()


def _told(number: int, station: Station) -> str:
    here = gettext("the file stands here") if station.is_here else ""
    parts = [f"{number} {station.text}", str(STATES[station.state]), here, station.note, *station.planned]
    opened, closed = pgettext("punctuation", " ("), pgettext("punctuation", ")")
    parts += [f"{b.text}{opened}{STATES[b.state]}{closed}" for b in station.beside]
    return pgettext("punctuation", ", ").join(part for part in parts if part)


def _ball(name: str, number: int, station: Station, x: float, y: float, r: float) -> str:
    """The mark of a station: its number, a tick when it is over, two bars while the clock stands still."""
    fill = f"url(#{name}-hatch)" if station.state == "paused" else None
    mark = _MARKS.get(station.state, str(number))
    return svg.tag(
        "g",
        svg.tag("title", escape(_told(number, station))),
        svg.tag("circle", cx=x, cy=y, r=r, class_="sun-svg__box", fill=fill),
        svg.text(mark, x=x, y=y + 5.5, text_anchor="middle", class_="sun-svg__word"),
        class_=f"sun-svg__step sun-svg__step--{station.state}",
    )


def _dot(name: str, beside: Beside, x: float, y: float) -> str:
    fill = f"url(#{name}-hatch)" if beside.state == "paused" else None
    shape = svg.tag("rect", x=x, y=y, width=10, height=10, rx=1, class_="sun-svg__box", fill=fill)
    return svg.tag("g", shape, class_=f"sun-svg__step sun-svg__step--{beside.state}")


class _Wide:
    """A row of marks; a station with much beside it is given more room."""

    WIDTH, TOP, R, FONT, SMALL = 1040.0, 26.0, 16.0, 15.0, 13.0

    def __init__(self, picture: CoursePicture) -> None:
        self.picture, self.name = picture, f"{picture.name}-w"
        weights = [1.9 if len(s.beside) > 1 else 1.3 if s.beside else 1.0 for s in picture.stations]
        self.unit = (self.WIDTH - 16) / max(1.0, sum(weights))
        self.weights = weights

    def draw(self) -> SafeString:
        columns = list(self._columns())
        drawn = [self._station(number, *each) for number, each in enumerate(columns, 1)]
        height = max((bottom for _parts, bottom in drawn), default=60.0) + 8
        return svg.picture(
            svg.tag("defs", svg.hatch(f"{self.name}-hatch")),
            *self._line(columns),
            *(part for parts, _bottom in drawn for part in parts),
            width=self.WIDTH,
            height=height,
            name=self.name,
            title=self.picture.title,
            desc=self.picture.description,
            class_="sun-lanes__wide",
        )

    def _columns(self) -> Iterator[tuple[Station, float, float]]:
        """Each station with the left edge and the width of its column."""
        x = 8.0
        for station, weight in zip(self.picture.stations, self.weights, strict=True):
            yield station, x, weight * self.unit
            x += weight * self.unit

    def _line(self, columns: list[tuple[Station, float, float]]) -> Iterator[str]:
        for (before, x, _w), (_after, then, _v) in pairwise(columns):
            kind = "sun-svg__today" if before.state == "done" else "sun-svg__tick"
            start, end = x + 12 + 2 * self.R, then + 8
            yield svg.tag("path", d=f"M{start:.1f} {self.TOP}H{end:.1f}", class_=kind)

    def _station(self, number: int, station: Station, x: float, width: float) -> tuple[list[str], float]:
        parts = [_ball(self.name, number, station, x + 8 + self.R, self.TOP, self.R)]
        y = self.TOP + self.R + 20
        for line in svg.wrapped(station.text, width - 14, self.FONT, lines=2):
            parts.append(svg.text(line, x=x + 8, y=y, class_="sun-svg__lane"))
            y += 19
        for line in svg.wrapped(station.note, width - 14, self.SMALL, lines=2) if station.note else ():
            parts.append(svg.text(line, x=x + 8, y=y, class_="sun-svg__scale"))
            y += 17
        for told in station.planned:
            for line in svg.wrapped(told, width - 14, self.SMALL, lines=2):
                parts.append(svg.text(line, x=x + 8, y=y, class_="sun-svg__scale"))
                y += 17
        for one in station.beside:
            parts.append(_dot(self.name, one, x + 9, y - 9))
            for line in svg.wrapped(one.text, width - 34, self.SMALL, lines=2):
                parts.append(svg.text(line, x=x + 27, y=y, class_="sun-svg__scale"))
                y += 17
            y += 2
        return parts, y - 12


class _Tall:
    """A column of marks with the words beside them."""

    WIDTH, R, FONT, SMALL, LEFT = 360.0, 14.0, 15.0, 13.0, 46.0

    def __init__(self, picture: CoursePicture) -> None:
        self.picture, self.name = picture, f"{picture.name}-t"

    def draw(self) -> SafeString:
        parts: list[str] = []
        y, before = 24.0, None
        for number, station in enumerate(self.picture.stations, 1):
            if before is not None:
                kind = "sun-svg__today" if before[1].state == "done" else "sun-svg__tick"
                parts.append(svg.tag("path", d=f"M20 {before[0] + self.R:.1f}V{y - self.R:.1f}", class_=kind))
            before = (y, station)
            drawn, y = self._station(number, station, y)
            parts += drawn
        return svg.picture(
            svg.tag("defs", svg.hatch(f"{self.name}-hatch")),
            *parts,
            width=self.WIDTH,
            height=y,
            name=self.name,
            title=self.picture.title,
            desc=self.picture.description,
            class_="sun-lanes__tall",
        )

    def _station(self, number: int, station: Station, y: float) -> tuple[list[str], float]:
        parts = [_ball(self.name, number, station, 20, y, self.R)]
        width, at = self.WIDTH - self.LEFT - 6, y + 5
        for line in svg.wrapped(station.text, width, self.FONT, lines=2):
            parts.append(svg.text(line, x=self.LEFT, y=at, class_="sun-svg__lane"))
            at += 19
        for line in svg.wrapped(station.note, width, self.SMALL, lines=2) if station.note else ():
            parts.append(svg.text(line, x=self.LEFT, y=at, class_="sun-svg__scale"))
            at += 17
        for told in station.planned:
            for line in svg.wrapped(told, width, self.SMALL, lines=2):
                parts.append(svg.text(line, x=self.LEFT, y=at, class_="sun-svg__scale"))
                at += 17
        for one in station.beside:
            parts.append(_dot(self.name, one, self.LEFT, at - 9))
            for line in svg.wrapped(one.text, width - 18, self.SMALL, lines=2):
                parts.append(svg.text(line, x=self.LEFT + 18, y=at, class_="sun-svg__scale"))
                at += 17
            at += 2
        return parts, max(at + 12, y + 2 * self.R + 16)
