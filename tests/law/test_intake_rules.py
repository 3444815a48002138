"""The rules of intake: what may be asked, once and in time; tolerance, commitment, what was taken in elsewhere."""

import pytest
from tests.law.files import ACCEPTED, SUBMIT, SUBMITTED, Row, accepted, every_rule_refuses_and_allows, holds, submitted

from sunhall.law.lifecycles.kinds import Kind
from sunhall.law.lifecycles.procedure import RETURN_AND_REFILE, Commitment, FirstReview, Intake, LaneRule, Tolerance
from sunhall.law.lifecycles.rules import intake

M1 = {"material": "M1", "verdict": "missing", "reason": "missing", "new_defect": False}
M2 = {**M1, "material": "M2"}
ASKED = ("request_correction", "2026-03-04", {"items": [M1], "days": 10})
ANSWERED = (SUBMITTED, ASKED, ("resubmit", "2026-03-06", {**SUBMIT, "materials": ["M1"]}))
TOLERANT = {"tolerance": Tolerance(frozenset({"M1", "M2"}), 15, 2)}
BY_COMMITMENT = {"commitment": Commitment(allowed=True, replaces=("M1",), check_days=30)}
CHOSEN = {"commitment": True}
COMMITTED = accepted("commitment", CHOSEN)
TOLERATED = accepted("tolerance", owed=["M1", "M2"], owed_days=8)
REFILED = {"intake": Intake(RETURN_AND_REFILE)}
COLLECTED = (submitted(collected_by=3),)
VERIFIED = ("verify_commitment", "2026-03-03", {"result": "kept", "officers": [3, 4], "statement": 1})
FALSE = ("verify_commitment", "2026-03-03", {"result": "broken", "officers": [3, 4], "statement": 1})
NO_ANSWER = {"ground": "no_answer", "statement": 1}
UNCORRECTED = {"ground": "not_corrected", "statement": 1}
RESUBMITTED = {**SUBMIT, "application": "b", "materials": ["M1"]}
REFUSING = {"intake": Intake(correction_days=10, lapse="refused")}

ROWS = [
    Row("A correction notice lists something", "correction_lists_nothing", Kind.REQUEST_CORRECTION, "2026-03-04",
        {"items": []}, (SUBMITTED,)),
    Row("A correction notice within five working days is in time", None, Kind.REQUEST_CORRECTION, "2026-03-09",
        {"items": [M1], "days": 10}, (SUBMITTED,)),
    Row("A correction notice on the sixth working day comes after acceptance by silence", "late_correction_notice",
        Kind.REQUEST_CORRECTION, "2026-03-10", {"items": [M1]}, (SUBMITTED,)),
    Row("A second notice does not ask for what could be seen before", "not_one_time_notice", Kind.REQUEST_CORRECTION,
        "2026-03-09", {"items": [M2]}, ANSWERED, facts={"materials": ["M2"]}),
    Row("A second notice may name a defect that came in with the supplement", None, Kind.REQUEST_CORRECTION,
        "2026-03-09", {"items": [{**M1, "new_defect": True}]}, ANSWERED),
    Row("Where an incomplete file is returned nothing is asked for", "file_is_returned_not_corrected",
        Kind.REQUEST_CORRECTION, "2026-03-04", {"items": [M1]}, (SUBMITTED,), REFILED),
    Row("Where corrections are asked for nothing is returned", "file_is_corrected_not_returned", Kind.RETURN_FILE,
        "2026-03-04", {"items": [M1]}, (SUBMITTED,)),
    Row("An incomplete file is returned where the matter says so", None, Kind.RETURN_FILE, "2026-03-04",
        {"items": [M1]}, (SUBMITTED,), REFILED),
    Row("The applicant's silence has no effect on the last day of the period", "correction_period_still_runs",
        Kind.LAPSE, "2026-03-18", {"effect": "abandoned"}, (SUBMITTED, ASKED), facts={"last_day": "2026-03-18"}),
    Row("The applicant's silence has effect after the period", None, Kind.LAPSE, "2026-03-19",
        {"effect": "abandoned"}, (SUBMITTED, ASKED)),
    Row("A notice that gave no period has no effect of its own", "correction_period_still_runs", Kind.LAPSE,
        "2026-06-30", {"effect": "abandoned"}, (SUBMITTED, ("request_correction", "2026-03-04", {"items": [M1]}))),
    Row("The authority too draws nothing from silence while the period runs", "correction_period_still_runs",
        Kind.TERMINATE, "2026-03-18", NO_ANSWER, (SUBMITTED, ASKED), facts={"last_day": "2026-03-18"}),
    Row("The authority ends a file for silence after the period", None, Kind.TERMINATE, "2026-03-19", NO_ANSWER,
        (SUBMITTED, ASKED), REFUSING),
    Row("What silence has ended the authority does not end again", "not_open_now", Kind.TERMINATE, "2026-03-19",
        NO_ANSWER, (SUBMITTED, ASKED)),
    Row("The system does not refuse for silence", "refusal_is_a_decision", Kind.LAPSE, "2026-03-19",
        {"effect": "refused"}, (SUBMITTED, ASKED), REFUSING),
    Row("Silence has no other effect than the matter's rule gives it", "refusal_is_a_decision", Kind.LAPSE,
        "2026-03-19", {"effect": "withdrawn"}, (SUBMITTED, ASKED)),
    Row("Nobody refuses for silence while the period runs", "correction_period_still_runs", Kind.REFUSE, "2026-03-18",
        UNCORRECTED, (SUBMITTED, ASKED), REFUSING, facts={"last_day": "2026-03-18"}),
    Row("After the period the authority may refuse for silence where the matter's rule refuses", None, Kind.REFUSE,
        "2026-03-19", UNCORRECTED, (SUBMITTED, ASKED), REFUSING),
    Row("A refusal for silence waits for no opinion, hearing or first review", None, Kind.REFUSE, "2026-03-19",
        UNCORRECTED, (submitted(interested=True), ASKED),
        {**REFUSING, "lanes": (LaneRule(5, 3),), "hearing": "ex_officio", "first_review": FirstReview(4)}),
    Row("A refusal for silence has no other ground", "no_such_ground_of_refusal", Kind.REFUSE, "2026-03-19",
        {"statement": 1}, (SUBMITTED, ASKED), REFUSING),
    Row("After acceptance nothing is refused for what was not corrected", "no_such_ground_of_refusal", Kind.REFUSE,
        "2026-03-04", UNCORRECTED),
    Row("Where it lapses by itself nothing is refused for silence", "not_open_now", Kind.REFUSE, "2026-03-18",
        UNCORRECTED, (SUBMITTED, ASKED)),
    Row("Where the notice gave no period nothing is refused for silence", "correction_period_still_runs", Kind.REFUSE,
        "2026-06-30", UNCORRECTED, (SUBMITTED, ("request_correction", "2026-03-04", {"items": [M1]})), REFUSING),
    Row("What comes on the last day is in time", None, Kind.RESUBMIT, "2026-03-18", RESUBMITTED, (SUBMITTED, ASKED)),
    Row("What comes after the period comes too late, recorded or not", "correction_period_over", Kind.RESUBMIT,
        "2026-03-19", RESUBMITTED, (SUBMITTED, ASKED), facts={"ended_on": "2026-03-19"}),
    Row("Where the matter refuses for silence, what comes before the decision counts", None, Kind.RESUBMIT,
        "2026-03-25", RESUBMITTED, (SUBMITTED, ASKED), REFUSING),
    Row("A file is ended on another ground while the period runs", None, Kind.TERMINATE, "2026-03-05",
        {"ground": "applicant_asked", "statement": 1}, (SUBMITTED, ASKED)),
    Row("Where the notice gave no period the authority may end the file", None, Kind.TERMINATE, "2026-06-30",
        NO_ANSWER, (SUBMITTED, ("request_correction", "2026-03-04", {"items": [M1]}))),
    Row("Who is not competent names who is", "competent_authority_not_named", Kind.REFUSE_ACCEPTANCE, "2026-03-02",
        {"ground": "not_this_authority", "statement": 1}, (SUBMITTED,)),
    Row("Who is not competent and names who is refuses acceptance", None, Kind.REFUSE_ACCEPTANCE, "2026-03-02",
        {"ground": "not_this_authority", "competent": "B", "statement": 1}, (SUBMITTED,)),
    Row("False papers are not accepted and no other authority is named", None, Kind.REFUSE_ACCEPTANCE, "2026-03-02",
        {"ground": "false_materials", "statement": 1}, (SUBMITTED,)),
    Row("Acceptance is refused on a ground of the law and on no other", "no_such_ground_of_non_acceptance",
        Kind.REFUSE_ACCEPTANCE, "2026-03-02", {"ground": "too_busy", "statement": 1}, (SUBMITTED,)),
    Row("A refusal of acceptance states its reasons", "reasons_missing", Kind.REFUSE_ACCEPTANCE, "2026-03-02",
        {"ground": "false_materials", "statement": 0}, (SUBMITTED,)),
    Row("A matter that needs no licence is told so at once", None, Kind.DECLARE_NOT_REQUIRED, "2026-03-02",
        {"statement": 1}, (SUBMITTED,)),
    Row("After acceptance nobody is told that no licence is needed", "not_open_now", Kind.DECLARE_NOT_REQUIRED,
        "2026-03-03", {"statement": 1}),
    Row("Papers on the published list may follow", None, Kind.ACCEPT, "2026-03-02",
        {"mode": "tolerance", "owed": ["M1"], "owed_days": 8}, (SUBMITTED,), TOLERANT),
    Row("Papers outside the published list may not follow", "material_not_tolerable", Kind.ACCEPT, "2026-03-02",
        {"mode": "tolerance", "owed": ["M1", "M9"], "owed_days": 8}, (SUBMITTED,), TOLERANT,
        facts={"materials": ["M9"]}),
    Row("Acceptance with a gap names the gap", "material_not_tolerable", Kind.ACCEPT, "2026-03-02",
        {"mode": "tolerance", "owed": [], "owed_days": 8}, (SUBMITTED,), TOLERANT),
    Row("No paper follows in the general mode", "material_not_tolerable", Kind.ACCEPT, "2026-03-02",
        {"mode": "general", "owed": ["M1"], "owed_days": 8}, (SUBMITTED,), TOLERANT),
    Row("What follows leaves the days that examining it needs", "supplement_period_too_long", Kind.ACCEPT,
        "2026-03-02", {"mode": "tolerance", "owed": ["M1"], "owed_days": 9}, (SUBMITTED,), TOLERANT, facts={"max": 8}),
    Row("What follows has a period", "supplement_period_too_long", Kind.ACCEPT, "2026-03-02",
        {"mode": "tolerance", "owed": ["M1"], "owed_days": None}, (SUBMITTED,), TOLERANT),
    Row("A commitment is taken only where the guide allows it", "commitment_not_allowed", Kind.ACCEPT, "2026-03-02",
        {"mode": "commitment"}, (submitted(**CHOSEN),)),
    Row("Nobody is made to give a commitment", "commitment_not_chosen", Kind.ACCEPT, "2026-03-02",
        {"mode": "commitment"}, (SUBMITTED,), BY_COMMITMENT),
    Row("A commitment that was chosen is taken", None, Kind.ACCEPT, "2026-03-02", {"mode": "commitment"},
        (submitted(**CHOSEN),), BY_COMMITMENT),
    Row("Papers that follow are handed in", None, Kind.SUPPLY_OWED, "2026-03-04",
        {"application": "a", "digest": "d", "materials": ["M1"]}, TOLERATED, TOLERANT),
    Row("Only papers that are owed are handed in later", "nothing_owed", Kind.SUPPLY_OWED, "2026-03-04",
        {"application": "a", "digest": "d", "materials": ["M3"]}, TOLERATED, TOLERANT, facts={"materials": ["M3"]}),
    Row("Where nothing is owed nothing follows", "nothing_owed", Kind.SUPPLY_OWED, "2026-03-04", None),
    Row("A commitment is taken back before the decision", None, Kind.WITHDRAW_COMMITMENT, "2026-03-04",
        {"owed": ["M1"]}, COMMITTED, BY_COMMITMENT),
    Row("A commitment that was not given is not taken back", "no_commitment", Kind.WITHDRAW_COMMITMENT, "2026-03-04",
        {"owed": ["M1"]}),
    Row("A commitment is checked by two officials", None, Kind.VERIFY_COMMITMENT, "2026-03-04", VERIFIED[2],
        COMMITTED, BY_COMMITMENT),
    Row("A commitment is not checked by one official", "need_two_staff", Kind.VERIFY_COMMITMENT, "2026-03-04",
        {**VERIFIED[2], "officers": [3]}, COMMITTED, BY_COMMITMENT),
    Row("A commitment that was found false can be found put right", None, Kind.VERIFY_COMMITMENT, "2026-03-05",
        {**VERIFIED[2], "result": "put_right"}, (*COMMITTED, FALSE), BY_COMMITMENT),
    Row("A commitment that was found false is not found kept", "commitment_already_verified", Kind.VERIFY_COMMITMENT,
        "2026-03-05", VERIFIED[2], (*COMMITTED, FALSE), BY_COMMITMENT),
    Row("Nothing is put right before it was found false", "commitment_already_verified", Kind.VERIFY_COMMITMENT,
        "2026-03-05", {**VERIFIED[2], "result": "put_right"}, COMMITTED, BY_COMMITMENT),
    Row("A commitment is checked once", "commitment_already_verified", Kind.VERIFY_COMMITMENT, "2026-03-04",
        VERIFIED[2], (*COMMITTED, VERIFIED), BY_COMMITMENT),
    Row("What was taken in elsewhere is not examined before it arrives", "not_open_now", Kind.ACCEPT, "2026-03-03",
        {"mode": "general"}, COLLECTED),
    Row("The competent authority takes over what was taken in elsewhere", None, Kind.RECEIVE_FORWARDED, "2026-03-03",
        {"centre": 3}, COLLECTED),
    Row("What was handed in here is not taken over", "not_open_now", Kind.RECEIVE_FORWARDED, "2026-03-03",
        {"centre": 3}, (SUBMITTED,)),
    Row("A slip is corrected on the spot without a notice", None, Kind.CORRECT_ON_THE_SPOT, "2026-03-02",
        {"application": "a", "digest": "e"}, (SUBMITTED,)),
    Row("After acceptance nothing is corrected on the spot", "not_open_now", Kind.CORRECT_ON_THE_SPOT, "2026-03-02",
        {"application": "a", "digest": "e"}, ACCEPTED),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_intake(row: Row) -> None:
    holds(row)


def test_every_rule_of_intake_has_a_row() -> None:
    codes = {name for name, function in vars(intake).items() if getattr(function, "__module__", "") == intake.__name__}
    every_rule_refuses_and_allows(ROWS, codes)
