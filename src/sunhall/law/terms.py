"""Periods as the law states them: how many, of what, counted from when, rolled how, extended by whom.

Owns the vocabulary of terms, the general terms of the Administrative Licensing Law (ALL), which of two terms may be
longer, and the one rule on terms that needs no case: a promise is not longer than the limit. Lifecycles, the
catalogue's publication gate and the guide pages use it. The rule returns a Refused to raise or show, or None when there
is no objection.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sunhall.kernel.refused import Refused
from sunhall.law.calendar import Calendar


class Unit(StrEnum):
    """What a period is counted in."""

    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    MONTH = "month"
    HOUR = "hour"


class Trigger(StrEnum):
    """The event a period is counted from. Item laws differ: it is not always acceptance."""

    RECEIPT = "receipt"
    ACCEPTANCE = "acceptance"
    COMPLETE_DOCUMENTS = "complete_documents"
    DECISION = "decision"
    KNOWLEDGE = "knowledge"
    ON_THE_SPOT = "on_the_spot"


class Roll(StrEnum):
    """What happens when the last day is a rest day. Civil Code art. 203 rolls; a law may not have the clause."""

    NONE = "none"
    NEXT_WORKING_DAY = "next_working_day"


class Mark(StrEnum):
    """How well a figure is established: read in the text, to be checked, or a local parameter."""

    SURE = "sure"
    CHECK = "check"
    LOCAL = "local"


@dataclass(frozen=True, slots=True)
class Extension:
    """By how much (in the term's unit) and by whom a term may be extended; once unless the law says otherwise."""

    amount: int
    approver: str
    once: bool = True


@dataclass(frozen=True, slots=True)
class Term:
    """One period with its citation. `mark` is the standing of the figure, shown where it is not `sure`."""

    amount: int
    unit: Unit = Unit.WORKING_DAY
    trigger: Trigger = Trigger.ACCEPTANCE
    roll: Roll = Roll.NONE
    extension: Extension | None = None
    citation: str = ""
    mark: Mark = Mark.SURE

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise ValueError("a term cannot be negative")


# The general terms of the Administrative Licensing Law; item laws override them.
CORRECTION_NOTICE: Final = Term(5, trigger=Trigger.RECEIPT, citation="ALL/32(1)(4)")
DECISION: Final = Term(20, extension=Extension(10, "agency_head"), citation="ALL/42(1)")
JOINT_DECISION: Final = Term(45, extension=Extension(15, "government_head"), citation="ALL/42(2)")
LOWER_REVIEW: Final = Term(20, citation="ALL/43")
DELIVERY: Final = Term(10, trigger=Trigger.DECISION, citation="ALL/44")
HEARING_REQUEST: Final = Term(5, trigger=Trigger.KNOWLEDGE, citation="ALL/47", mark=Mark.CHECK)
HEARING: Final = Term(20, trigger=Trigger.RECEIPT, citation="ALL/47")
HEARING_NOTICE: Final = Term(7, citation="ALL/48(1)")  # counted back from the day of the hearing
STAFF_ASSIGNMENT: Final = Term(5, citation="ALL/55(2)")

# What stops the clock is a closed list (ALL art. 45); another law may add to it for its own matters.
SPECIAL_PROCEDURES: Final = frozenset(
    {"hearing", "tender", "auction", "inspection", "testing", "quarantine", "appraisal", "expert_review"}
)


# The longest times that an authority may tell, in working days: the law sets a least or none, and one that is longer
# holds the file for years or is a slip of the pen [check].
MOST_TO_BE_HEARD: Final = 60
MOST_NEEDED: Final = 500


def may_exceed(term: Term, limit: Term, calendar: Calendar | None = None) -> bool:
    """Whether a term can last longer than a limit.

    Different units are compared at their worst: the longest the term can last against the shortest the limit can.
    `calendar` is needed only to compare working days with another unit; without it that is a ValueError.
    """
    if term.unit is limit.unit:
        return term.amount > limit.amount
    return _longest(term, calendar) > _shortest(limit, calendar)


# What gives a technical result, by technical standards (ALL arts. 12(4), 55).
TECHNICAL_PROCEDURES: Final = frozenset({"inspection", "testing", "quarantine"})


def promise_objection(statutory: Term, promised: Term, calendar: Calendar | None = None) -> Refused | None:
    """What is promised to the public is not longer than what the law allows (Optimizing Business Environment art. 36).

    Compared like `may_exceed`.
    """
    if not may_exceed(promised, statutory, calendar):
        return None
    return Refused(
        "promise_exceeds_statutory",
        promised=promised.amount,
        promised_unit=promised.unit,
        statutory=statutory.amount,
        statutory_unit=statutory.unit,
    )


def _longest(term: Term, calendar: Calendar | None) -> int:
    """The most calendar days a term can last."""
    if term.unit is Unit.WORKING_DAY:
        return max(_lasts(term.amount, calendar))
    if term.unit is Unit.HOUR:
        return -(-term.amount // 24)
    return term.amount * (31 if term.unit is Unit.MONTH else 1)


def _shortest(term: Term, calendar: Calendar | None) -> int:
    """The fewest calendar days a term can last."""
    if term.unit is Unit.WORKING_DAY:
        return min(_lasts(term.amount, calendar))
    if term.unit is Unit.HOUR:
        return term.amount // 24
    return term.amount * (28 if term.unit is Unit.MONTH else 1)


def _lasts(working_days: int, calendar: Calendar | None) -> list[int]:
    """How many calendar days so many working days have taken, from every working day of the loaded years."""
    if calendar is None:
        raise ValueError("working days and calendar days can be compared only with a calendar")
    if working_days == 0:
        return [0]
    last = calendar.ordinal(calendar.loaded_until)
    days = [calendar.day_of(n) for n in range(1, last + 1)]
    spans = [(end - start).days for start, end in zip(days, days[working_days:], strict=False) if start and end]
    if not spans:
        raise ValueError(f"{working_days} working days do not fit into the loaded years")
    return spans
