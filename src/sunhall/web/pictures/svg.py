"""Drawing in SVG for the other modules here: elements, and how much text fits a box.

Everything is escaped; nothing carries a style attribute (the content policy forbids them): looks come from classes
in `_pictures.scss`.
"""

import unicodedata
from collections.abc import Iterable
from functools import cache
from html import escape
from typing import Final

from django.utils.safestring import SafeString, mark_safe

_OPENING, _CLOSING = frozenset("（《“‘〔【"), frozenset("，。、；：？！）》”’〕】…")  # no line ends or begins with them
_LATIN_EM: Final = 0.58  # average width of a Latin letter or figure in the fonts of the stack, in em, on the wide side


def tag(name: str, *children: str, **attributes: object) -> str:
    """An element. `class_` and `for_` lose their underscore, others turn `_` into `-`; None leaves an attribute out."""
    written = "".join([f' {_named(key)}="{_valued(value)}"' for key, value in attributes.items() if value is not None])
    inside = "".join(children)
    return f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>"


def text(words: str, **attributes: object) -> str:
    """A line of text."""
    return tag("text", escape(str(words)), **attributes)


def picture(*children: str, width: float, height: float, name: str, title: str, desc: str, class_: str) -> SafeString:
    """A whole SVG that assistive technology reads as one picture with a title and a description."""
    ids = f"{name}-title {name}-desc"
    return mark_safe(  # noqa: S308 - every text above went through escape()
        tag(
            "svg",
            tag("title", escape(str(title)), id=f"{name}-title"),
            tag("desc", escape(str(desc)), id=f"{name}-desc"),
            *children,
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {_short(width)} {_short(height)}",
            width=width,
            height=height,
            role="img",
            aria_labelledby=ids,
            class_=class_,
        )
    )


def hatch(name: str) -> str:
    """The pattern of a stopped clock: slanted lines, recognisable in print and without colour."""
    line = tag("path", d="M0 8 8 0M-2 2 2-2M6 10 10 6", class_="sun-svg__hatch")
    ground = tag("rect", width=8, height=8, class_="sun-svg__hatch-ground")
    return tag("pattern", ground, line, id=name, width=8, height=8, patternUnits="userSpaceOnUse")


def width_of(words: str, size: float) -> float:
    """About how wide a text is at a font size, in the unit of the size. Chinese takes a full em, Latin less."""
    wide = sum(1 for letter in words if unicodedata.east_asian_width(letter) in "WF")
    return size * (wide + _LATIN_EM * (len(words) - wide))


def wrapped(words: str, width: float, size: float, *, lines: int) -> list[str]:
    """The text in at most `lines` lines that fit `width`; what is left over is cut with an ellipsis."""
    pieces = list(_pieces(words))
    result: list[str] = []
    line = ""
    for piece in pieces:
        if width_of(line + piece.rstrip(), size) <= width or not line:
            line += piece
            continue
        result.append(line.strip())
        line = piece
    result.append(line.strip())
    if len(result) > lines:
        result = [*result[: lines - 1], _cut(" ".join(result[lines - 1 :]), width, size)]
    return [_cut(each, width, size) for each in result if each]


def fits(words: str, width: float, size: float, *, lines: int) -> bool:
    """Whether the whole text fits without being cut."""
    return not any(line.endswith("…") for line in wrapped(words, width, size, lines=lines))


def _cut(words: str, width: float, size: float) -> str:
    if width_of(words, size) <= width:
        return words
    while words and width_of(words + "…", size) > width:
        words = words[:-1]
    return words.rstrip() + "…"


def _pieces(words: str) -> Iterable[str]:
    """Where a line may break: after a space, and after a Chinese character with the marks that belong to it."""
    piece = ""
    for letter, after in zip(words, [*words[1:], ""], strict=True):
        piece += letter
        is_chinese = unicodedata.east_asian_width(letter) in "WF" and letter not in _OPENING
        if letter == " " or (is_chinese and after not in _CLOSING):
            yield piece
            piece = ""
    if piece:
        yield piece


@cache
def _named(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _valued(value: object) -> str:
    return _short(value) if isinstance(value, int | float) else escape(str(value))


def _short(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
