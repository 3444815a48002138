"""What is wrong with an identifier, and the tidying every identifier gets first. For the modules of this folder."""

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Final

DASHES: Final = str.maketrans("", "", "-‐‑‒–—−")


@dataclass(frozen=True, slots=True)
class Fault:
    """`reason` is a code (`length`, `charset`, `check_digit`, …); `expected` what should stand there, if known."""

    reason: str
    expected: str = ""


def tidy(text: str) -> str:
    """Upper case, full-width letters and digits made plain, blanks inside and around taken out. Dashes stay."""
    return "".join(unicodedata.normalize("NFKC", text).upper().split())


def undash(text: str) -> str:
    """`tidy`, and without dashes of any kind."""
    return tidy(text).translate(DASHES)


@cache
def is_known_region(code: str) -> bool:
    """Whether six digits have ever been a county-level code of GB/T 2260. Codes change: never reject by it."""
    from stdnum import numdb  # its table costs 20 ms to read, and only this question needs it

    found = numdb.get("cn/loc").info(code[:6])
    return any(properties for _, properties in found)
