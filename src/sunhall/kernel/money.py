"""Money: a whole number of minor units (fen) with its currency. Exact: no floats, no silent rounding.

Owns arithmetic on amounts and their written form. Everybody who handles money uses it; the ledger stores `minor`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

EXPONENT: Final = {"CNY": 2, "HKD": 2, "MOP": 2, "EUR": 2, "USD": 2, "JPY": 0}  # ISO 4217 minor units
WRITTEN: Final = re.compile(r"(-?)(\d{1,15})(?:\.(\d+))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Money:
    """`minor` units of `currency`. Adding or comparing two currencies raises ValueError."""

    minor: int
    currency: str = "CNY"

    def __post_init__(self) -> None:
        if isinstance(self.minor, bool) or not isinstance(self.minor, int):
            raise TypeError("money is a whole number of minor units")
        if self.currency not in EXPONENT:
            raise ValueError(f"unknown currency {self.currency!r}")

    @classmethod
    def read(cls, text: str, currency: str = "CNY") -> "Money":
        """From its plain written form, `20`, `20.00`, `-0.5`. Raises ValueError, also when it is finer than a fen."""
        found = WRITTEN.fullmatch(text.strip())
        if found is None or currency not in EXPONENT:
            raise ValueError(f"not an amount of {currency}: {text[:40]!r}")
        sign, whole, fraction = found[1], found[2], found[3] or ""
        places = EXPONENT[currency]
        if fraction[places:].strip("0"):
            raise ValueError(f"{currency} has {places} decimal places: {text[:40]!r}")
        minor = int(whole + fraction[:places].ljust(places, "0"))
        return cls(-minor if sign else minor, currency)

    @property
    def amount(self) -> Decimal:
        """In major units (yuan), exact."""
        return Decimal(self.minor).scaleb(-EXPONENT[self.currency])

    def __str__(self) -> str:
        return f"{self.amount:.{EXPONENT[self.currency]}f} {self.currency}"

    def __bool__(self) -> bool:
        return self.minor != 0

    def __add__(self, other: "Money") -> "Money":
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.minor - self._same(other), self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __mul__(self, times: int) -> "Money":
        if isinstance(times, bool) or not isinstance(times, int):
            raise TypeError("money is multiplied by whole numbers only; use part() for a fraction")
        return Money(self.minor * times, self.currency)

    __rmul__ = __mul__

    def __lt__(self, other: "Money") -> bool:
        return self.minor < self._same(other)

    def __le__(self, other: "Money") -> bool:
        return self.minor <= self._same(other)

    def __gt__(self, other: "Money") -> bool:
        return self.minor > self._same(other)

    def __ge__(self, other: "Money") -> bool:
        return self.minor >= self._same(other)

    def part(self, numerator: int, denominator: int) -> "Money":
        """A fraction of it, half a minor unit rounded away from zero (四舍五入). Raises ZeroDivisionError."""
        top, bottom = abs(self.minor * numerator), abs(denominator)
        rounded = (2 * top + bottom) // (2 * bottom)
        negative = (self.minor < 0) ^ (numerator < 0) ^ (denominator < 0)
        return Money(-rounded if negative else rounded, self.currency)

    def share(self, weights: Sequence[int]) -> tuple["Money", ...]:
        """Split by weights so that the parts add up exactly; leftover units go to the largest remainders, first first.

        Raises ValueError without a positive weight, or with a negative one.
        """
        whole = sum(weights)
        if whole <= 0 or min(weights) < 0:
            raise ValueError("shares need weights that are not negative, and one that is positive")
        size = abs(self.minor)
        parts = [size * weight // whole for weight in weights]
        order = sorted(range(len(weights)), key=lambda i: (-(size * weights[i] % whole), i))
        for i in order[: size - sum(parts)]:
            parts[i] += 1
        return tuple(Money(part if self.minor >= 0 else -part, self.currency) for part in parts)

    def _same(self, other: "Money") -> int:
        if not isinstance(other, Money):
            raise TypeError("money goes with money")
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not mix")
        return other.minor
