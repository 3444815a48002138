"""The licensing lifecycle as one visible table: kind of act → who, in which phases, by what power, on what basis,
what it does to the clock, which notice it issues, and the rules that may object.

Buttons, the API, the permission check, the documentation and the independent re-check read this table.
Source: Administrative Licensing Law (行政许可法, 2019), cited as `ALL/article`; `GF-2022-5` is 国发〔2022〕5号
(tolerance), `GBF-2020-42` 国办发〔2020〕42号 (commitment), `GBF-2020-35` 国办发〔2020〕35号 (taken in elsewhere).
"""

from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Final

from sunhall.law.calendar import Calendar
from sunhall.law.lifecycles import procedure as procedures
from sunhall.law.lifecycles.kinds import Kind, Phase
from sunhall.law.lifecycles.procedure import Procedure
from sunhall.law.lifecycles.rules import after, decision, hearing, intake, review
from sunhall.law.lifecycles.rules.base import RULES, Objection, Proposal, Rule, Setting
from sunhall.law.lifecycles.standing import Standing

__all__ = ["ANY", "APPLICANT", "EITHER", "OFFICER", "RULES", "SYSTEM", "TABLE", "Gesture", "Objection", "Proposal"]
__all__ += ["objection"]

APPLICANT: Final = "applicant"
OFFICER: Final = "officer"
EITHER: Final = "either"  # the applicant, or an officer who writes down what was said
SYSTEM: Final = "system"
ANY: Final = "any"  # whatever power the officer holds in the authority


@dataclass(frozen=True, slots=True)
class Gesture:
    """One row of the table. `clock` is told to people: what the act does to the clocks."""

    who: str
    open_in: frozenset[Phase | None]
    basis: str
    power: str = ""
    clock: str = "none"
    notice: str = ""
    rules: tuple[Rule, ...] = field(default=())


def _in(*phases: Phase | None) -> frozenset[Phase | None]:
    return frozenset(phases)


_E, _R, _C, _V, _S, _H = (
    Phase.COLLECTED,
    Phase.RECEIVED,
    Phase.CORRECTION,
    Phase.REVIEW,
    Phase.STOPPED,
    Phase.SUSPENDED,
)
_AFTER = _in(Phase.ISSUED, Phase.DELIVERED)  # there is a licence
_BEFORE_DECISION = (
    decision.first_review_missing,
    decision.opinions_missing,
    hearing.interested_party_not_told,
    hearing.still_to_be_heard,
    hearing.hearing_right_not_told,
    hearing.hearing_right_still_runs,
    hearing.hearing_not_held,
    hearing.record_not_signed,
    hearing.decision_not_on_record,
)


def _on_the_merits(check: Rule) -> Rule:
    """Before acceptance there are no merits to be heard on, nor opinions: only that the papers never came."""

    @wraps(check)
    def asked(s: Setting) -> dict[str, Any] | None:
        return None if s.standing.phase is Phase.CORRECTION else check(s)

    return asked


_GRANTING = (
    decision.decision_of_another_kind,
    *_BEFORE_DECISION,
    decision.opinion_against,
    decision.facts_not_checked,
    decision.facts_do_not_meet,
    decision.owed_papers_missing,
    decision.commitment_found_false,
    decision.same_person_accepted,
)

TABLE: Final[dict[Kind, Gesture]] = {
    Kind.SUBMIT: Gesture(APPLICANT, _in(None), "ALL/29", clock="intake_starts", notice="receipt"),
    Kind.RECEIVE_FORWARDED: Gesture(
        OFFICER, _in(_E), "GBF-2020-35", "receive", clock="intake_starts", notice="forwarded"
    ),
    Kind.CORRECT_ON_THE_SPOT: Gesture(APPLICANT, _in(_R), "ALL/32(1)(3)"),
    Kind.REQUEST_CORRECTION: Gesture(
        OFFICER,
        _in(_R),
        "ALL/32(1)(4)",
        "accept",
        "intake_stops",
        "correction",
        (intake.file_is_returned_not_corrected, intake.correction_lists_nothing, intake.not_one_time_notice),
    ),
    Kind.RESUBMIT: Gesture(APPLICANT, _in(_C), "ALL/32(1)(5)", clock="intake_starts", notice="receipt"),
    Kind.ACCEPT: Gesture(
        OFFICER,
        _in(_R),
        "ALL/32(1)(5)",
        "accept",
        "starts",
        "acceptance",
        (
            intake.material_not_tolerable,
            intake.supplement_period_too_long,
            intake.commitment_not_allowed,
            intake.commitment_not_chosen,
        ),
    ),
    Kind.DEEM_ACCEPTED: Gesture(SYSTEM, _in(_R), "ALL/32(1)(4)", clock="starts_at_receipt", notice="acceptance"),
    Kind.REFUSE_ACCEPTANCE: Gesture(
        OFFICER,
        _in(_R),
        "ALL/32(1)(2)",
        "accept",
        "ends",
        "non_acceptance",
        (
            intake.no_such_ground_of_non_acceptance,
            intake.competent_authority_not_named,
            review.reasons_missing,
        ),
    ),
    Kind.DECLARE_NOT_REQUIRED: Gesture(
        OFFICER, _in(_R), "ALL/32(1)(1)", "accept", "ends", "not_required", (review.reasons_missing,)
    ),
    Kind.RETURN_FILE: Gesture(
        OFFICER,
        _in(_R),
        "ALL/32",
        "accept",
        "ends",
        "return",
        (intake.file_is_corrected_not_returned, intake.correction_lists_nothing),
    ),
    Kind.LAPSE: Gesture(
        SYSTEM,
        _in(_C),
        "ALL/32(1)(4)",
        clock="ends",
        notice="termination",
        rules=(intake.correction_period_still_runs, intake.refusal_is_a_decision),
    ),
    Kind.SUPPLY_OWED: Gesture(APPLICANT, _in(_V, _S, _H), "GF-2022-5", notice="receipt", rules=(intake.nothing_owed,)),
    Kind.WITHDRAW_COMMITMENT: Gesture(
        APPLICANT, _in(_V, _S, _H), "GBF-2020-42", notice="commitment_withdrawn", rules=(intake.no_commitment,)
    ),
    Kind.ASK_OPINION: Gesture(
        OFFICER, _in(_V, _S), "ALL/26(2)", "review", rules=(review.reviewer_is_chair, review.opinion_already_asked)
    ),
    Kind.GIVE_OPINION: Gesture(
        OFFICER,
        _in(_V, _S, _H),
        "ALL/26(2)",
        "opine",
        rules=(review.reviewer_is_chair, review.opinion_not_asked, review.opinion_already_given),
    ),
    Kind.PASS_UP: Gesture(
        OFFICER,
        _in(_V, _S),
        "ALL/35",
        "opine",
        "first_review_ends",
        "passed_up",
        (review.reviewer_is_chair, review.first_review_passed_up, review.reasons_missing),
    ),
    Kind.CHECK_FACTS: Gesture(
        OFFICER,
        _in(_V, _S),
        "ALL/34(3)",
        "review",
        notice="fact_check",
        rules=(review.reviewer_is_chair, review.need_two_staff),
    ),
    Kind.NOTIFY_INTERESTED_PARTY: Gesture(
        OFFICER,
        _in(_V, _S, Phase.ISSUED, Phase.DELIVERED),
        "ALL/36",
        "review",
        notice="interested_party",
        rules=(
            hearing.no_licence_to_tell_of,
            hearing.time_to_be_heard_not_given,
            review.time_beyond_reason,
            review.reasons_missing,
        ),
    ),
    Kind.RECORD_STATEMENT: Gesture(
        EITHER,
        _in(_R, _V, _S, _H, Phase.ISSUED, Phase.DELIVERED),
        "ALL/36",
        "review",
        notice="statement",
        rules=(hearing.nobody_was_told, review.reasons_missing),
    ),
    Kind.OFFER_HEARING: Gesture(
        OFFICER,
        _in(_V, _S),
        "ALL/47(1)",
        "review",
        notice="hearing_right",
        rules=(hearing.hearing_already_offered, hearing.hearing_time_too_short, review.time_beyond_reason),
    ),
    Kind.REQUEST_HEARING: Gesture(
        EITHER,
        _in(_V, _S, _H),  # the five days run on while the file is suspended
        "ALL/47(1)",
        "review",
        notice="hearing_request",
        rules=(hearing.hearing_not_offered, hearing.hearing_already_requested, hearing.hearing_requested_late),
    ),
    Kind.CALL_HEARING: Gesture(
        OFFICER,
        _in(_V, _S),
        "ALL/48(1)(1)",
        "review",
        notice="hearing_notice",
        rules=(
            hearing.record_already_signed,
            hearing.nobody_asked_for_a_hearing,
            hearing.hearing_notice_too_short,
            hearing.chair_is_reviewer,
            hearing.hearing_fee_forbidden,
            review.reasons_missing,
        ),
    ),
    Kind.RECORD_HEARING: Gesture(
        OFFICER,
        _in(_V, _S),
        "ALL/48(1)(5)",
        "hear",
        notice="hearing_record",
        rules=(
            hearing.record_already_signed,
            hearing.hearing_not_called,
            hearing.not_the_chair,
            review.reasons_missing,
        ),
    ),
    Kind.START_SPECIAL_PROCEDURE: Gesture(
        OFFICER,
        _in(_V, _S),
        "ALL/45",
        "review",
        "stops",
        "special_procedure",
        (
            review.reviewer_is_chair,
            review.special_type_not_in_art45_without_basis,
            review.needed_time_not_told,
            review.time_beyond_reason,
            review.reasons_missing,
        ),
    ),
    Kind.END_SPECIAL_PROCEDURE: Gesture(
        OFFICER, _in(_S), "ALL/45", "review", "runs_again", "resume", (review.no_such_special_procedure,)
    ),
    Kind.EXTEND: Gesture(
        OFFICER,
        _in(_V),
        "ALL/42",
        "extend",
        "longer",
        "extension",
        (
            review.already_extended,
            review.extension_after_expiry,
            review.extension_over_statutory_max,
            review.approver_not_agency_head,
            review.approver_not_government_head,
            review.reasons_missing,
        ),
    ),
    Kind.SUSPEND: Gesture(
        OFFICER, _in(_V), "matter", "review", "stops", "suspension", (review.no_suspension_rule, review.reasons_missing)
    ),
    Kind.RESUME: Gesture(OFFICER, _in(_H), "matter", "review", "runs_again", "resume"),
    Kind.GRANT: Gesture(
        OFFICER,
        _in(_V),
        "ALL/38(1)",
        "decide",
        "ends",
        "grant",
        (*_GRANTING, decision.quantity_used_up, decision.earlier_in_queue),
    ),
    Kind.CHANGE: Gesture(
        OFFICER,
        _in(_V),
        "ALL/49",
        "decide",
        "ends",
        "change",
        (*_GRANTING, decision.decision_on_another_licence, decision.licence_ended_meanwhile),
    ),
    Kind.RENEW: Gesture(
        OFFICER,
        _in(_V),
        "ALL/50(2)",
        "decide",
        "ends",
        "renewal",
        (*_GRANTING, decision.decision_on_another_licence, decision.licence_ended_meanwhile),
    ),
    Kind.DEEM_RENEWED: Gesture(SYSTEM, _in(_R, _V, _S, _H), "ALL/50(2)", clock="ends", notice="renewal"),
    Kind.REFUSE: Gesture(
        OFFICER,
        _in(_C, _V),
        "ALL/38(2)",
        "decide",
        "ends",
        "refusal",
        (
            intake.correction_period_still_runs,
            *map(_on_the_merits, _BEFORE_DECISION),
            decision.same_person_accepted,
            decision.no_such_ground_of_refusal,
            review.reasons_missing,
            decision.technical_standard_missing,
        ),
    ),
    Kind.ISSUE: Gesture(OFFICER, _in(Phase.GRANTED), "ALL/39", "issue", rules=(decision.no_certificate,)),
    Kind.DELIVER: Gesture(
        OFFICER,
        _in(Phase.GRANTED, Phase.ISSUED, Phase.REFUSED),
        "ALL/44",
        "issue",
        "ends",
        "delivery",
        (decision.certificate_not_issued,),
    ),
    Kind.WITHDRAW: Gesture(APPLICANT, _in(_E, _R, _C, _V, _S, _H), "principle", clock="ends", notice="withdrawal"),
    Kind.TERMINATE: Gesture(
        OFFICER,
        _in(_C, _V, _S, _H, Phase.GRANTED),
        "matter",
        "decide",
        "ends",
        "termination",
        (
            decision.decision_to_be_carried_out,
            review.no_such_ground_of_termination,
            intake.correction_period_still_runs,
            review.reasons_missing,
        ),
    ),
    Kind.RECUSE: Gesture(
        OFFICER, _in(_E, _R, _C, _V, _S, _H), "ALL/5", ANY, notice="recusal", rules=(review.reasons_missing,)
    ),
    Kind.RECTIFY: Gesture(
        OFFICER,
        frozenset(Phase),
        "principle",
        "rectify",
        "mended",
        "rectification",
        (
            after.nothing_to_rectify,
            after.not_rectifiable,
            after.rectified_out_of_order,
            after.rectified_into_a_breach,
            after.rectification_without_basis,
            review.reasons_missing,
        ),
    ),
    Kind.VERIFY_COMMITMENT: Gesture(
        OFFICER,
        _in(_V, Phase.GRANTED, Phase.ISSUED, Phase.DELIVERED),
        "GBF-2020-42",
        "review",
        notice="verification",
        rules=(
            intake.no_commitment,
            intake.commitment_already_verified,
            review.reviewer_is_chair,
            review.need_two_staff,
            review.reasons_missing,
        ),
    ),
    Kind.WITHDRAW_LICENCE: Gesture(
        OFFICER,
        _AFTER,
        "ALL/8",
        "revoke",
        notice="licence_withdrawal",
        rules=(
            after.licence_not_in_force,
            after.no_such_ground_of_withdrawal,
            after.loss_not_made_good,
            after.holder_not_heard,
            review.reasons_missing,
        ),
    ),
    Kind.REVOKE: Gesture(
        OFFICER,
        _AFTER,
        "ALL/69",
        "revoke",
        notice="revocation",
        rules=(
            after.not_the_superior,
            after.licence_not_in_force,
            after.no_such_ground_of_revocation,
            after.revocation_harms_public_interest,
            after.compensation_not_addressed,
            after.holder_not_heard,
            review.reasons_missing,
        ),
    ),
    Kind.FORFEIT: Gesture(
        OFFICER,
        _AFTER,
        "ALL/70(4)",
        "revoke",
        notice="forfeiture",
        rules=(
            after.licence_not_in_force,
            after.penalty_decision_missing,
            after.holder_not_heard,
            review.reasons_missing,
        ),
    ),
    Kind.CANCEL: Gesture(
        OFFICER,
        _AFTER,
        "ALL/70",
        "revoke",
        notice="cancellation",
        rules=(after.no_ground_to_cancel, review.reasons_missing),
    ),
}


def objection(standing: Standing, proposal: Proposal, procedure: Procedure, calendar: Calendar) -> Objection | None:
    """Why this act is not allowed now; null means that it is. One function serves the button, the API and the act.

    `standing` is as of the proposal's day (see `clocks.as_of`).
    """
    gesture = TABLE[proposal.kind]
    if standing.phase not in gesture.open_in or _is_for_silence_only(standing, proposal, procedure):
        return _too_late(standing, proposal) or Objection(
            "not_open_now", gesture.basis, {"kind": str(proposal.kind), "phase": str(standing.phase or "")}
        )
    keeps_out = _keeps_out(gesture, standing, proposal)
    if keeps_out:
        return keeps_out
    setting = Setting(standing, procedure, calendar, proposal)
    for check in gesture.rules:
        facts = check(setting)
        if facts is not None:
            return Objection(check.__name__, RULES[check.__name__][0], facts)
    return None


def _is_for_silence_only(s: Standing, proposal: Proposal, p: Procedure) -> bool:
    """While corrections are waited for, nothing is refused but for silence, where the matter's own rule refuses it."""
    waits = proposal.kind is Kind.REFUSE and s.phase is Phase.CORRECTION
    return waits and p.intake.lapse != procedures.REFUSED


def _too_late(s: Standing, proposal: Proposal) -> Objection | None:
    """What silence has settled cannot be done any more; it is refused by its own name."""
    if proposal.kind is Kind.RESUBMIT and s.phase is Phase.LAPSED:
        return Objection("correction_period_over", "ALL/32(1)(4)", {"ended_on": str(s.ended_on)})
    if proposal.kind is Kind.REQUEST_CORRECTION and s.passed_up_on:
        return Objection("upper_level_asks_again", "ALL/35", {"on": s.passed_up_on.isoformat()})
    if proposal.kind is Kind.REQUEST_CORRECTION and s.deemed and s.phase is Phase.REVIEW:
        return Objection("late_correction_notice", "ALL/32(1)(4)", {"accepted_on": str(s.accepted_on)})
    if proposal.kind in (Kind.RENEW, Kind.REFUSE) and s.outcome == "deemed_renewed":
        return Objection("late_renewal_decision", "ALL/50(2)", {"valid_to": str(s.valid_to)})
    return None


def _keeps_out(gesture: Gesture, s: Standing, proposal: Proposal) -> Objection | None:
    """Nobody acts in a file in which they have an interest, or from which they were kept out."""
    if gesture.who not in (OFFICER, EITHER) or proposal.kind is Kind.RECUSE or proposal.officer is None:
        return None
    if proposal.officer in s.recused:
        return Objection("officer_recused", "ALL/5", {})
    return Objection("officer_has_interest", "ALL/5", {}) if proposal.seen.get("interest") else None
