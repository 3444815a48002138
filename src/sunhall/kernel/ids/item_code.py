"""Codes of service matters (GB/T 39554.1-2020, ZWFW C0109.1-2018): basic 12, implementation 31, handling item 33.

An older generation (basic 10, implementation 24; State Council General Office letter 2016 no. 108) is still in use, so
a code is read by what it holds, and an old one is told apart, not refused.
"""

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

from sunhall.kernel.ids import uscc
from sunhall.kernel.ids.fault import Fault, undash

IMPLEMENTATION: Final = 31
HANDLING: Final = 33
LEVELS: Final = "1234567"  # national, province, city, county, town, village, graded: GB/T 39046-2020
PLAIN: Final = re.compile(r"[0-9A-Z]+", re.ASCII)
OLD: Final = re.compile(r"[0-9A-Z]{2}\d{5}[0-9A-Z]{3}(?:[0-9A-Z]{14})?", re.ASCII)


class BasicParts(NamedTuple):
    """The five parts of a basic code of 12 characters. Names [check], lengths as in live data."""

    area: str
    type: str
    dept: str
    main: str
    sub: str


@dataclass(frozen=True, slots=True)
class ItemCode:
    """An implementation code, or a handling-item code when `sequence` is not empty."""

    code: str
    usci: uscc.Identifier
    level: str
    basic: str
    sequence: str = ""

    @property
    def basic_parts(self) -> BasicParts:
        """Area, item type, department, main and sub item."""
        b = self.basic
        return BasicParts(b[:2], b[2:4], b[4:6], b[6:9], b[9:])

    def __str__(self) -> str:
        return self.code


def read(text: str) -> ItemCode | Fault:
    """The code in `text`, tidied, or what is wrong with it.

    Faults: `charset`, `old_generation` (10 or 24 characters), `length`, `level`, and those of the implementing body's
    identifier as `usci_length`, `usci_charset`, `usci_check_digit` (expected: the character).
    """
    code = undash(text)
    if not PLAIN.fullmatch(code):
        return Fault("charset")
    if OLD.fullmatch(code):
        return Fault("old_generation")
    if len(code) not in (IMPLEMENTATION, HANDLING):
        return Fault("length", f"{IMPLEMENTATION} or {HANDLING}")
    body = uscc.read(code[:18])
    if isinstance(body, Fault):
        return Fault(f"usci_{body.reason}", body.expected)
    if code[18] not in LEVELS:
        return Fault("level", LEVELS)
    return ItemCode(code, body, code[18], code[19:31], code[31:])


def make(usci: str, level: int, basic: str, sequence: int | None = None) -> str:
    """An implementation code, or with `sequence` a handling-item code. Raises ValueError."""
    code = f"{usci}{level}{basic}" + ("" if sequence is None else f"{sequence:02d}")
    made = read(code)
    if isinstance(made, Fault):
        raise ValueError(f"no item code: {made.reason}")
    return made.code
