"""Terms: who extends them, the closed list of special procedures, and promises against limits."""

import pytest

from sunhall.law.calendar import Calendar
from sunhall.law.terms import (
    DECISION,
    JOINT_DECISION,
    SPECIAL_PROCEDURES,
    Extension,
    Term,
    Unit,
    promise_objection,
)

FULL = Calendar.load()


def test_the_general_terms_say_by_whom_they_are_extended() -> None:
    assert DECISION.extension == Extension(10, "agency_head")
    assert JOINT_DECISION.extension == Extension(15, "government_head")


def test_the_closed_list_has_the_eight_procedures_of_article_45() -> None:
    assert len(SPECIAL_PROCEDURES) == 8
    assert not SPECIAL_PROCEDURES & {"site_visit", "publicity", "payment", "second_correction", "rectification"}


CALENDAR, MONTH, HOUR = Unit.CALENDAR_DAY, Unit.MONTH, Unit.HOUR


@pytest.mark.parametrize(
    ("statutory", "promised", "too_long"),
    [
        (Term(20), Term(20), False),
        (Term(20), Term(21), True),
        (Term(20), Term(20, CALENDAR), False),  # twenty calendar days are over before twenty working days
        (Term(20), Term(40, CALENDAR), True),
        (Term(15, CALENDAR), Term(5), False),
        (Term(15, CALENDAR), Term(10), True),  # ten working days can last longer than fifteen days
        (Term(1, MONTH), Term(28, CALENDAR), False),
        (Term(1, MONTH), Term(29, CALENDAR), True),
        (Term(30, CALENDAR), Term(1, MONTH), True),
        (Term(31, CALENDAR), Term(1, MONTH), False),
        (Term(1, CALENDAR), Term(24, HOUR), False),
        (Term(48, HOUR), Term(3, CALENDAR), True),
        (Term(20), Term(0), False),
        (Term(5, CALENDAR), Term(0), False),
    ],
)
def test_a_promise_is_never_longer_than_the_limit_at_its_worst(statutory: Term, promised: Term, too_long: bool) -> None:
    refused = promise_objection(statutory, promised, FULL)
    assert (refused is not None) == too_long
    assert refused is None or refused.code == "promise_exceeds_statutory"


def test_comparing_units_needs_a_calendar_that_is_long_enough() -> None:
    with pytest.raises(ValueError, match="only with a calendar"):
        promise_objection(Term(20), Term(20, CALENDAR))
    with pytest.raises(ValueError, match="do not fit"):
        promise_objection(Term(9000), Term(20, CALENDAR), FULL)


def test_a_term_cannot_be_negative() -> None:
    with pytest.raises(ValueError, match="negative"):
        Term(-1)
