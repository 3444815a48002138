"""The border and watermark of certificates: interlaced waves, corner rosettes, a faint rose. Drawn once, as SVG. Pure.

It carries no meaning and is no security feature: what proves a certificate is its check page, and later its signature.
"""

import functools
import math
from typing import Final

WIDTH: Final = 297.0  # mm, A4 landscape
HEIGHT: Final = 210.0
_BLUE: Final = "#0a4d8c"
_PALE: Final = "#9dbbd8"
_FAINT: Final = "#eef3f8"
_SUN: Final = "#f5b301"


@functools.cache
def svg() -> str:
    """The frame as SVG text, in millimetres."""
    inset, band = 9.0, 5.2
    size = f'width="{WIDTH}mm" height="{HEIGHT}mm" viewBox="0 0 {WIDTH} {HEIGHT}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}>',
        *_rose(WIDTH / 2, HEIGHT / 2 + 4, 66),
    ]
    for offset, colour, width in ((0, _BLUE, 0.55), (band, _BLUE, 0.22), (band + 1.3, _SUN, 0.45)):
        at = inset + offset
        parts.append(
            f'<rect x="{at}" y="{at}" width="{WIDTH - 2 * at}" height="{HEIGHT - 2 * at}" '
            f'fill="none" stroke="{colour}" stroke-width="{width}"/>'
        )
    middle, reach = inset + band / 2, inset + band
    for phase, colour in ((0, _BLUE), (1, _PALE), (2, _BLUE), (3, _PALE)):
        for start, end, fixed, upright in (
            (reach, WIDTH - reach, middle, False),
            (reach, WIDTH - reach, HEIGHT - middle, False),
            (reach, HEIGHT - reach, middle, True),
            (reach, HEIGHT - reach, WIDTH - middle, True),
        ):
            parts.append(_wave(start, end, fixed, upright, phase, colour))
    for x in (middle, WIDTH - middle):
        for y in (middle, HEIGHT - middle):
            parts.extend(_corner(x, y))
    return "".join((*parts, "</svg>"))


def _wave(start: float, end: float, fixed: float, upright: bool, phase: int, colour: str) -> str:
    """A sine along one side, one cubic a half wave; `phase` in quarters of a wave, made by amplitude and direction."""
    count = round((end - start) / 4.0)
    step = (end - start) / count
    height = (2.3, 1.5, -2.3, -1.5)[phase]
    bend = 0.3642 * step  # the control points with which a cubic follows half a sine

    def point(along: float, across: float) -> str:
        x, y = (fixed + across, along) if upright else (along, fixed + across)
        return f"{x:.2f} {y:.2f}"

    path = [f"M{point(start, 0)}"]
    for index in range(count):
        here, side = start + index * step, height if index % 2 == 0 else -height
        peak = side * 4 / 3
        path.append(f"C{point(here + bend, peak)} {point(here + step - bend, peak)} {point(here + step, 0)}")
    return f'<path d="{"".join(path)}" fill="none" stroke="{colour}" stroke-width="0.16"/>'


def _corner(x: float, y: float) -> list[str]:
    square = (
        f'<rect x="{x - 3.6}" y="{y - 3.6}" width="7.2" height="7.2" fill="#fff" stroke="{_BLUE}" stroke-width="0.35"/>'
    )
    return [square, _petals(x, y, 2.0, 0.9, 8, _BLUE, 0.18), _petals(x, y, 1.2, 0.6, 8, _SUN, 0.22)]


def _rose(x: float, y: float, radius: float) -> list[str]:
    return [
        _petals(x, y, radius * scale, radius * 0.22, petals, _FAINT, 0.32)
        for scale, petals in ((0.78, 24), (0.62, 24), (0.46, 18), (0.3, 12))
    ]


def _petals(x: float, y: float, radius: float, swing: float, petals: int, colour: str, width: float) -> str:
    """A closed ring that swings `petals` times around its radius, drawn twice so that the swings cross."""
    paths = []
    for turn in (0.0, math.pi):
        count = petals * 14
        points = []
        for index in range(count):
            angle = 2 * math.pi * index / count
            reach = radius + swing * math.sin(petals * angle + turn)
            points.append(f"{x + reach * math.cos(angle):.2f} {y + reach * math.sin(angle):.2f}")
        paths.append(f"M{'L'.join(points)}Z")
    return f'<path d="{"".join(paths)}" fill="none" stroke="{colour}" stroke-width="{width}"/>'
