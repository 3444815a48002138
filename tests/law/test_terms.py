"""Terms: extensions, the closed list of special procedures, and promises against limits."""

from datetime import date

import pytest

from sunhall.law.calendar import Calendar, CalendarNotLoaded
from sunhall.law.terms import (
    DECISION,
    JOINT_DECISION,
    SPECIAL_PROCEDURES,
    Extension,
    Term,
    Unit,
    extension_objection,
    latest_safe_workday,
    promise_objection,
    special_procedure_finding,
    special_procedure_objection,
)

FULL = Calendar.load()
DUE = date(2026, 2, 9)


@pytest.mark.parametrize(
    ("rule", "days", "approver", "approved_on", "extended", "code"),
    [
        (DECISION.extension, 10, "agency_head", date(2026, 2, 9), False, None),  # the last day is in time
        (DECISION.extension, 10, "agency_head", date(2026, 2, 10), False, "extension_after_expiry"),
        (DECISION.extension, 10, "window_clerk", date(2026, 2, 5), False, "approver_not_agency_head"),
        (DECISION.extension, 15, "agency_head", date(2026, 2, 5), False, "extension_over_statutory_max"),
        (DECISION.extension, 5, "agency_head", date(2026, 2, 5), True, "already_extended"),
        (Extension(10, "agency_head", once=False), 5, "agency_head", date(2026, 2, 5), True, None),
        (JOINT_DECISION.extension, 15, "agency_head", date(2026, 2, 5), False, "approver_not_government_head"),
        (JOINT_DECISION.extension, 15, "government_head", date(2026, 2, 5), False, None),
        (Extension(40, "principal_head"), 40, "principal_head", None, False, None),
        (DECISION.extension, 10, "", None, False, None),  # a form may ask before it knows who approves
        (None, 1, "agency_head", date(2026, 2, 5), False, "extension_not_allowed"),
    ],
)
def test_an_extension_is_once_in_time_by_the_right_head_and_not_too_long(
    rule: Extension | None, days: int, approver: str, approved_on: date | None, extended: bool, code: str | None
) -> None:
    refused = extension_objection(
        rule, days=days, approver=approver, approved_on=approved_on, due_on=DUE, already_extended=extended
    )
    assert (refused.code if refused else None) == code


def test_the_closed_list_has_the_eight_procedures_of_article_45() -> None:
    assert len(SPECIAL_PROCEDURES) == 8
    assert all(special_procedure_objection(kind) is None for kind in SPECIAL_PROCEDURES)
    for kind in ("site_visit", "publicity", "payment", "second_correction"):
        refused = special_procedure_objection(kind)
        assert refused
        assert refused.code == "special_type_not_in_art45_without_basis"
    assert special_procedure_objection("rectification", added={"rectification"}) is None


def test_a_missing_notice_of_needed_time_is_a_finding_not_a_refusal() -> None:
    assert special_procedure_finding(told_in_writing=False) == "missing_art45_notice"
    assert special_procedure_finding(told_in_writing=True) is None


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


def test_the_safe_working_day_lies_on_or_before_the_calendar_day() -> None:
    assert latest_safe_workday(FULL, date(2026, 2, 20)) == date(2026, 2, 14)
    assert latest_safe_workday(FULL, date(2026, 2, 14)) == date(2026, 2, 14)
    with pytest.raises(CalendarNotLoaded):
        latest_safe_workday(FULL, date(2027, 2, 14))
