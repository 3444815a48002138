"""Unified social credit identifiers (统一社会信用代码, GB 32100-2015) and the organisation code inside (GB 11714).

1 registering department, 1 category, 6 region, 9 organisation code, 1 check. I, O, S, V and Z never occur.
The check of the inner organisation code is a warning only: real codes exist that do not keep it. [check]
"""

from dataclasses import dataclass
from typing import Final

from stdnum.cn import uscc

from sunhall.kernel.ids.fault import Fault, is_known_region, undash

LENGTH: Final = 18
ORGANISATION_LENGTH: Final = 9
ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
DIGITS: Final = frozenset("0123456789")
ORGANISATION_WEIGHTS: Final = (3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier whose form and check character are right. `warnings`: `organisation_code_check`."""

    number: str
    warnings: tuple[str, ...] = ()

    @property
    def dept_category(self) -> str:
        """Registering department and category, two characters (11 an organ, 91 an enterprise)."""
        return self.number[:2]

    @property
    def region(self) -> str:
        """Six digits of the registering place."""
        return self.number[2:8]

    @property
    def region_known(self) -> bool:
        """Whether that place has ever had this code."""
        return is_known_region(self.region)

    @property
    def organisation_code(self) -> str:
        """The nine characters of GB 11714."""
        return self.number[8:17]

    def __str__(self) -> str:
        return self.number


def read(text: str) -> Identifier | Fault:
    """The identifier in `text`, tidied, or what is wrong with it.

    Faults: `length`, `charset` (a character that is never used, or a letter in category or region), `check_digit`
    (expected: the character). A letter as registering department is right (A, N, Y: GB 32100-2015 table 1).
    """
    number = undash(text)
    if len(number) != LENGTH:
        return Fault("length", str(LENGTH))
    if not set(ALPHABET).issuperset(number) or not DIGITS.issuperset(number[1:8]):
        return Fault("charset")
    expected = uscc.calc_check_digit(number[:-1])
    if number[-1] != expected:
        return Fault("check_digit", expected)
    inner = number[8:17]
    warnings = () if inner[-1] == organisation_check(inner[:-1]) else ("organisation_code_check",)
    return Identifier(number, warnings)


def read_organisation(text: str) -> str | Fault:
    """The nine characters of an organisation code (GB 11714), tidied, or `length`, `charset`, `check_digit`."""
    code = undash(text)
    if len(code) != ORGANISATION_LENGTH:
        return Fault("length", str(ORGANISATION_LENGTH))
    if not (code.isascii() and code.isalnum()):
        return Fault("charset")
    expected = organisation_check(code[:-1])
    return code if code[-1] == expected else Fault("check_digit", expected)


def organisation_check(body: str) -> str:
    """The check character of eight characters of an organisation code (GB 11714: 11 less the weighted sum mod 11)."""
    total = sum(int(c, 36) * w for c, w in zip(body, ORGANISATION_WEIGHTS, strict=True))
    return "0X987654321"[total % 11]


def make(dept_category: str, region: str, body: str) -> str:
    """An identifier with both check characters, for test and demonstration data. `body` is 8 characters (GB 11714).

    Use a region that does not exist (999900, 999999). Raises ValueError.
    """
    number = f"{dept_category}{region}{body}"
    if len(number) != LENGTH - 2 or not set(ALPHABET).issuperset(number) or not DIGITS.issuperset(number[1:8]):
        raise ValueError("an identifier needs 2 + 6 + 8 characters of its alphabet")
    number += organisation_check(body)
    return str(number + uscc.calc_check_digit(number))
