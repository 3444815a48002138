"""What a case costs: the published standard applied, in whole fen, with what it was worked out from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sunhall.catalogue.content import VersionContent
from sunhall.catalogue.content.course import Fee
from sunhall.catalogue.rules import cel, forms


@dataclass(frozen=True, slots=True)
class Assessed:
    """One fee for this case. `amount` in fen, None while something it depends on is not known yet."""

    fee: Fee
    amount: int | None


@dataclass(frozen=True, slots=True)
class Assessment:
    """All fees of a case. `free` is said outright, with the provisions by which nothing may be charged."""

    fees: tuple[Assessed, ...]
    free: bool
    free_by: tuple[str, ...]

    @property
    def total(self) -> int | None:
        """In fen; None while one of the fees is not known."""
        amounts = [f.amount for f in self.fees]
        return None if None in amounts else sum(a for a in amounts if a is not None)


def assess(
    content: VersionContent,
    data: Mapping[str, Any],
    answers: Mapping[str, Any] | None = None,
    *,
    today: date | None = None,
    applicant: str = "",
) -> Assessment:
    """The fees of a case from its form and answers (Licensing Law arts. 58, 59: only by the published standard).

    With `today`, the form counts as filled: an empty field is empty, and fields worked out from others have values.
    """
    names = cel.types(content)
    seen = cel.context(content, {**(answers or {}), **data}, today=today, applicant=applicant)
    if today:
        seen |= forms.settle(content, data, answers, today=today, applicant=applicant).seen
    found = []
    for fee in content.fees:
        due = cel.holds(names, fee.when, seen)
        if due is not False:
            found.append(_assessed(names, fee, seen) if due else Assessed(fee, None))
    return Assessment(tuple(found), not found, content.free_by)


def _assessed(names: cel.Types, fee: Fee, seen: Mapping[str, Any]) -> Assessed:
    reduced = next((r.formula for r in fee.reductions if cel.holds(names, r.when, seen)), fee.formula)
    return Assessed(fee, _fen(cel.value(names, reduced, seen)))


def _fen(amount: Any) -> int | None:
    """A whole, non-negative number of fen; anything else is no amount."""
    if isinstance(amount, int) and not isinstance(amount, bool) and amount >= 0:
        return amount
    return None
