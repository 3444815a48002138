"""Resident identity numbers (公民身份号码, GB 11643-1999): 6 region, 8 birth, 3 sequence, 1 check.

Region codes may be historical, so an unknown region is told, not refused. Old numbers of 15 digits (GB 11643-1989) are
no longer valid for business and are answered with their upgrade.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from stdnum.iso7064 import mod_11_2

from sunhall.kernel.ids.fault import Fault, is_known_region, undash

LENGTH: Final = 18
OLD_LENGTH: Final = 15
DIGITS: Final = frozenset("0123456789")


@dataclass(frozen=True, slots=True)
class Resident:
    """A number that is right by its form, date and check character. `sex` is `M` or `F`."""

    number: str
    birth_on: date
    sex: str

    @property
    def region(self) -> str:
        """The six digits of the place of first registration."""
        return self.number[:6]

    @property
    def region_known(self) -> bool:
        """Whether that place has ever had this code; False for the numbers made for tests and demonstrations."""
        return is_known_region(self.region)

    def __str__(self) -> str:
        return self.number


def read(text: str, today: date | None = None) -> Resident | Fault:
    """The number in `text`, tidied, or what is wrong with it.

    Faults: `length`, `charset`, `old_number` (expected: its 18 characters), `check_digit` (expected: the character),
    `birth_date` (no such day, or after `today` when that is given). GB 11643-1999; check by ISO 7064 MOD 11-2.
    """
    number = undash(text)
    if len(number) == OLD_LENGTH:
        upgraded = upgrade(number)
        return upgraded if isinstance(upgraded, Fault) else Fault("old_number", upgraded)
    if len(number) != LENGTH:
        return Fault("length", str(LENGTH))
    if not DIGITS.issuperset(number[:-1]) or number[-1] not in DIGITS | {"X"}:
        return Fault("charset")
    expected = mod_11_2.calc_check_digit(number[:-1])
    if number[-1] != expected:
        return Fault("check_digit", expected)
    birth_on = _birth(number[6:14])
    if birth_on is None or (today is not None and birth_on > today):
        return Fault("birth_date")
    return Resident(number, birth_on, "M" if int(number[16]) % 2 else "F")


def upgrade(text: str) -> str | Fault:
    """The 18 characters of an old number: 19 put before the year, the check appended. Not a proof of validity."""
    number = undash(text)
    if len(number) != OLD_LENGTH:
        return Fault("length", str(OLD_LENGTH))
    if not DIGITS.issuperset(number):
        return Fault("charset")
    body = f"{number[:6]}19{number[6:]}"
    if _birth(body[6:14]) is None:
        return Fault("birth_date")
    return str(body + mod_11_2.calc_check_digit(body))


def make(region: str, birth_on: date, sequence: int) -> str:
    """A number with its check character, for test and demonstration data. Use a region that does not exist (990101)."""
    body = f"{region}{birth_on:%Y%m%d}{sequence:03d}"
    if len(body) != LENGTH - 1 or not DIGITS.issuperset(body):
        raise ValueError("a resident number needs six region digits and a sequence up to 999")
    return str(body + mod_11_2.calc_check_digit(body))


def masked(number: str) -> str:
    """The first and last digits with stars between, for screens: 110***********002X."""
    return f"{number[:3]}{'*' * (len(number) - 7)}{number[-4:]}"


def _birth(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None
