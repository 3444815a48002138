"""Files of a licensing procedure for the tests of its rules: a few acts, and what the table says to one more.

Monday 2026-03-02 is the day of receipt everywhere; officer 1 accepts, officer 2 acts unless a row says otherwise.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sunhall.law.calendar import Calendar
from sunhall.law.lifecycles import clocks, licensing
from sunhall.law.lifecycles.folding import fold
from sunhall.law.lifecycles.kinds import Kind
from sunhall.law.lifecycles.licensing import Objection, Proposal
from sunhall.law.lifecycles.payloads import check_payload
from sunhall.law.lifecycles.procedure import Intake, Procedure
from sunhall.law.lifecycles.standing import ActRow, Standing
from sunhall.law.terms import Term

CALENDAR = Calendar.load()
Done = tuple[Any, ...]  # (kind, day, payload) or (kind, day, payload, officer)

SUBMIT = {"application": "a", "digest": "d", "channel": "online"}
SUBMITTED: Done = ("submit", "2026-03-02", SUBMIT)
ACCEPTED: tuple[Done, ...] = (SUBMITTED, ("accept", "2026-03-02", {"mode": "general"}, 1))
GRANTED: tuple[Done, ...] = (*ACCEPTED, ("grant", "2026-03-04", {}))
ISSUED: tuple[Done, ...] = (
    *GRANTED,
    (
        "issue",
        "2026-03-05",
        {"certificates": [7, 8], "valid": [[7, "2026-03-05", "2026-06-30"], [8, "2026-03-05", None]]},
    ),
)
DELIVERED: tuple[Done, ...] = (*ISSUED, ("deliver", "2026-03-06", {"method": "window"}))


def submitted(**more: Any) -> Done:
    return ("submit", "2026-03-02", {**SUBMIT, **more})


def accepted(mode: str = "general", asked: Mapping[str, Any] | None = None, **more: Any) -> tuple[Done, ...]:
    """Accepted on the day of receipt: `asked` is said with the application, the rest with the acceptance."""
    return (submitted(**(asked or {})), ("accept", "2026-03-02", {"mode": mode, **more}, 1))


def procedure(**changes: Any) -> Procedure:
    usual: dict[str, Any] = {
        "matter": "m",
        "statutory": Term(20),
        "promised": Term(10),
        "intake": Intake(correction_days=10),
    }
    return Procedure(**{**usual, **changes})


def acts(*done: Done) -> list[ActRow]:
    rows = []
    for seq, (kind, on, payload, *officer) in enumerate(done, 1):
        check_payload(Kind(kind), payload)
        rows.append(ActRow(seq, kind, date.fromisoformat(on), None, officer[0] if officer else 2, None, 1, payload))
    return rows


@dataclass(frozen=True)
class Row:
    """One sentence of a table: what is said (`code`, null for nothing) to an act on a day, after what was done."""

    sentence: str
    code: str | None
    kind: Kind
    on: str
    payload: Mapping[str, Any] | None = None
    after: tuple[Done, ...] = ACCEPTED
    changes: Mapping[str, Any] = field(default_factory=dict)
    officer: int = 2
    seen: Mapping[str, Any] = field(default_factory=dict)
    facts: Mapping[str, Any] | None = None

    @property
    def id(self) -> str:
        return self.sentence.replace(" ", "_")


# Refused for what an act says: a button may be there, for somebody may say something else.
OF_WHAT_IS_SAID = frozenset(
    """
    approver_not_agency_head approver_not_government_head chair_is_reviewer commitment_already_verified
    commitment_not_allowed commitment_not_chosen compensation_not_addressed competent_authority_not_named
    correction_lists_nothing correction_period_still_runs decision_not_on_record decision_on_another_licence
    decision_to_be_carried_out extension_over_statutory_max first_review_passed_up hearing_already_offered
    hearing_already_requested hearing_fee_forbidden hearing_requested_late
    hearing_not_called hearing_not_offered hearing_notice_too_short hearing_time_too_short licence_not_in_force
    loss_not_made_good material_not_tolerable need_two_staff needed_time_not_told no_certificate no_ground_to_cancel
    no_licence_to_tell_of no_such_ground_of_non_acceptance no_such_ground_of_refusal no_such_ground_of_revocation
    no_such_ground_of_termination no_such_ground_of_withdrawal no_such_special_procedure nobody_asked_for_a_hearing
    nobody_was_told not_one_time_notice not_rectifiable not_the_superior nothing_owed nothing_to_rectify
    opinion_already_asked opinion_not_asked penalty_decision_missing reasons_missing rectification_without_basis
    rectified_into_a_breach rectified_out_of_order refusal_is_a_decision reviewer_is_chair
    revocation_harms_public_interest
    special_type_not_in_art45_without_basis supplement_period_too_long technical_standard_missing time_beyond_reason
    time_to_be_heard_not_given
    """.split()  # noqa: SIM905 - a list of names reads as one
)


def standing(*done: Done) -> Standing:
    return fold(acts(*done))


def objection(row: Row) -> Objection | None:
    """What the table says to the act of a row, with what silence has done by its day (unless it records just that)."""
    p, on = procedure(**row.changes), date.fromisoformat(row.on)
    done = standing(*row.after)
    known = done if row.kind is Kind.LAPSE else clocks.as_of(done, p, CALENDAR, on)
    if row.payload is not None:
        check_payload(row.kind, dict(row.payload))
    return licensing.objection(known, Proposal(row.kind, on, row.officer, row.payload, row.seen), p, CALENDAR)


def holds(row: Row) -> None:
    """The table says what the row says, citing the rule's article. A refused act is not offered as a button either,
    unless it is the payload that is wrong."""
    told = objection(row)
    assert (told.code if told else None) == row.code, told
    button = objection(replace(row, payload=None))
    if button is not None:
        assert told is not None, f"this is lawful, and no button offers it: {button}"
    else:
        assert told is None or told.code in OF_WHAT_IS_SAID, f"a button offers what is refused whatever it says: {told}"
    if told is not None and told.code in licensing.RULES:
        assert told.article == licensing.RULES[told.code][0]
    if told is not None and row.facts is not None:
        assert told.facts == row.facts


def every_rule_refuses_and_allows(rows: list[Row], codes: set[str]) -> None:
    """Each of these codes is met by a row, and each kind of act of the table's rows is also allowed by one."""
    assert codes - {row.code for row in rows} == set()
    allowed = {row.kind for row in rows if row.code is None}
    assert {row.kind for row in rows} - allowed == set()
