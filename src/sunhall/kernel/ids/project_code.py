"""Codes of investment projects (GB/T 40058-2021; NDRC 发改投资〔2020〕1439号): YYMM-RRRRRR-DD-TT-NNNNNC, 24 characters.

The check digit is ISO 7064 MOD 11,10 over the 19 digits before it; inferred from published codes [check]. Codes given
before November 2020 begin with a full year and have no check that can be relied on; they stay in circulation.
"""

import re
from dataclasses import dataclass
from typing import Final

from stdnum.iso7064 import mod_11_10

from sunhall.kernel.ids.fault import Fault, tidy

FORM: Final = re.compile(r"(\d{4})-(\d{6})-(\d{2})-(\d{2})-(\d{5})(\d)", re.ASCII)
LENGTH: Final = 24
FIRST: Final = "2011"  # November 2020: the new codes begin


@dataclass(frozen=True, slots=True)
class ProjectCode:
    """`format` is `yymm` or `legacy_yyyy`; `check_verified` is False for the latter."""

    code: str
    time: str
    region: str
    dept: str
    type: str
    random: str
    check: str
    format: str
    check_verified: bool

    def __str__(self) -> str:
        return self.code


def read(text: str) -> ProjectCode | Fault:
    """The code in `text`, or what is wrong with it: `length`, `form`, `month`, `check_digit` (expected: the digit).

    A code whose first group can be read both ways (2011, 2012) is new when its check digit is right, else legacy.
    """
    code = tidy(text)
    if len(code) != LENGTH:
        return Fault("length", str(LENGTH))
    found = FORM.fullmatch(code)
    if found is None:
        return Fault("form", "YYMM-RRRRRR-DD-TT-NNNNNC")
    time, region, dept, kind, random, check = found.groups()
    expected = mod_11_10.calc_check_digit(time + region + dept + kind + random)
    may_be_year = 2000 <= int(time) <= 2020
    if may_be_year and (time < FIRST or check != expected or not _is_month(time)):
        return ProjectCode(code, time, region, dept, kind, random, check, "legacy_yyyy", False)
    if not _is_month(time):
        return Fault("month")
    if check != expected:
        return Fault("check_digit", expected)
    return ProjectCode(code, time, region, dept, kind, random, check, "yymm", True)


def make(time: str, region: str, dept: str, kind: str, random: str) -> str:
    """A code with its check digit, for test and demonstration data. Raises ValueError."""
    check = mod_11_10.calc_check_digit(time + region + dept + kind + random)
    made = read(f"{time}-{region}-{dept}-{kind}-{random}{check}")
    if isinstance(made, Fault):
        raise ValueError(f"no project code: {made.reason}")
    return made.code


def _is_month(time: str) -> bool:
    return 1 <= int(time[2:]) <= 12
