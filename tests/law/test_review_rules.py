"""The rules of the review: opinions, checks of facts, what stops the clock and what lengthens it, and early ends."""

import pytest
from tests.law.files import ACCEPTED, SUBMITTED, Row, accepted, every_rule_refuses_and_allows, holds

from sunhall.law.lifecycles.kinds import Kind
from sunhall.law.lifecycles.procedure import Commitment, FirstReview, Tolerance
from sunhall.law.lifecycles.rules import review
from sunhall.law.terms import Term, Unit

LANE = {"authority": 5, "days": 3, "mandatory": True}
ASKED = ("ask_opinion", "2026-03-02", {"lanes": [LANE]})
GIVEN = ("give_opinion", "2026-03-03", {"authority": 5, "agrees": True}, 3)
STOPPED = (
    *ACCEPTED,
    ("start_special_procedure", "2026-03-04", {"procedure": "testing", "needed_days": 5, "statement": 1}),
)
TESTING = {"procedure": "testing", "needed_days": 5, "statement": 1}
EXTENSION = {"days": 10, "approver": "agency_head", "statement": 1}
EXTENDED = (*ACCEPTED, ("extend", "2026-03-05", EXTENSION))
JOINT = {"statutory": Term(45), "extension_days": 15, "extension_approver": "government_head"}
FIRST = {"first_review": FirstReview(4)}
PASSED = (*ACCEPTED, ("pass_up", "2026-03-10", {"authority": 4, "agrees": True, "statement": 1}, 3))
CALLED = (
    *ACCEPTED,
    ("call_hearing", "2026-03-03", {"held_on": "2026-03-16", "chair": 9, "statement": 1, "ex_officio": True}),
)
KNOWS_SUSPENSION = {"suspension_basis": "Some Measures, art. 9"}
COMMITTED = accepted("commitment", {"commitment": True})
BROKEN = (*COMMITTED, ("verify_commitment", "2026-03-03", {"result": "broken", "officers": [3, 4], "statement": 1}))
BY_COMMITMENT = {"commitment": Commitment(allowed=True)}
TOLERATED = accepted("tolerance", owed=["M1"], owed_days=8)
TOLERANT = {"tolerance": Tolerance(frozenset({"M1"}), 15, 2)}
TAKEN_BACK = (*COMMITTED, ("withdraw_commitment", "2026-03-03", {"owed": ["M1"]}))
CHECK = {"officers": [3, 4], "result": "meets"}

ROWS = [
    Row("A special procedure of article 45 stops the clock", None, Kind.START_SPECIAL_PROCEDURE, "2026-03-04", TESTING),
    Row("A second special procedure may begin while one runs", None, Kind.START_SPECIAL_PROCEDURE, "2026-03-05",
        {**TESTING, "procedure": "expert_review"}, STOPPED),
    Row("A site visit stops no clock", "special_type_not_in_art45_without_basis", Kind.START_SPECIAL_PROCEDURE,
        "2026-03-04", {**TESTING, "procedure": "site_visit"}, facts={"procedure": "site_visit"}),
    Row("A publicity period stops no clock", "special_type_not_in_art45_without_basis", Kind.START_SPECIAL_PROCEDURE,
        "2026-03-04", {**TESTING, "procedure": "publicity", "basis": "invented"}),
    Row("A site visit stops the clock where the matter's own law says so", None, Kind.START_SPECIAL_PROCEDURE,
        "2026-03-04", {**TESTING, "procedure": "site_visit"}, changes={"extra_stops": {"site_visit": "Some, art. 7"}}),
    Row("Where the matter is no licence article 45 stops nothing", "special_type_not_in_art45_without_basis",
        Kind.START_SPECIAL_PROCEDURE, "2026-03-04", TESTING, changes={"is_licence": False},
        facts={"procedure": "testing"}),
    Row("What is no licence is not stopped by what its own law does not name",
        "special_type_not_in_art45_without_basis", Kind.START_SPECIAL_PROCEDURE, "2026-03-04", TESTING,
        changes={"is_licence": False, "extra_stops": {"publicity": "Some Rules, art. 21"}}),
    Row("What is no licence is stopped by what its own law names", None, Kind.START_SPECIAL_PROCEDURE, "2026-03-04",
        {**TESTING, "procedure": "publicity"},
        changes={"is_licence": False, "extra_stops": {"publicity": "Some Rules, art. 21"}}),
    Row("The time a special procedure needs is told", "needed_time_not_told", Kind.START_SPECIAL_PROCEDURE,
        "2026-03-04", {**TESTING, "needed_days": 0}),
    Row("The longest time that a special procedure can be said to need", None, Kind.START_SPECIAL_PROCEDURE,
        "2026-03-04", {**TESTING, "needed_days": 500}),
    Row("A time that nobody can have meant is not told", "time_beyond_reason", Kind.START_SPECIAL_PROCEDURE,
        "2026-03-04", {**TESTING, "needed_days": 5000}, facts={"max": 500}),
    Row("Nobody is given years to state views", "time_beyond_reason", Kind.NOTIFY_INTERESTED_PARTY, "2026-03-04",
        {"to": "applicant", "about": "the_intended_refusal", "days": 61, "statement": 1}, facts={"max": 60}),
    Row("Two months to state views are not too long", None, Kind.NOTIFY_INTERESTED_PARTY, "2026-03-04",
        {"to": "applicant", "about": "the_intended_refusal", "days": 60, "statement": 1}),
    Row("Nobody is given years to ask for a hearing", "time_beyond_reason", Kind.OFFER_HEARING, "2026-03-04",
        {"to": ["applicant"], "days": 10**9}, facts={"max": 60}),
    Row("Two months to ask for a hearing are not too long", None, Kind.OFFER_HEARING, "2026-03-04",
        {"to": ["applicant"], "days": 60}),
    Row("The notice of a special procedure is in writing", "reasons_missing", Kind.START_SPECIAL_PROCEDURE,
        "2026-03-04", {**TESTING, "statement": 0}),
    Row("A special procedure that runs can end", None, Kind.END_SPECIAL_PROCEDURE, "2026-03-09",
        {"start": 3, "result": "done"}, STOPPED),
    Row("What does not run does not end", "no_such_special_procedure", Kind.END_SPECIAL_PROCEDURE, "2026-03-09",
        {"start": 2, "result": "done"}, STOPPED),
    Row("The limit is extended on its last day", None, Kind.EXTEND, "2026-03-30", EXTENSION),
    Row("The limit is not extended when it has run out", "extension_after_expiry", Kind.EXTEND, "2026-03-31", EXTENSION,
        facts={"due": "2026-03-30"}),
    Row("The limit that begins when the lower authority passes the file up is extended in its own time", None,
        Kind.EXTEND, "2026-04-08", EXTENSION, PASSED, FIRST),
    Row("It is not extended when that has run out", "extension_after_expiry", Kind.EXTEND, "2026-04-09", EXTENSION,
        PASSED, FIRST, facts={"due": "2026-04-08"}),
    Row("The limit is extended once", "already_extended", Kind.EXTEND, "2026-03-06", EXTENSION, EXTENDED,
        facts={"on": "2026-03-05"}),
    Row("A single authority extends by ten days at most", "extension_over_statutory_max", Kind.EXTEND, "2026-03-05",
        {**EXTENSION, "days": 11}, facts={"max": 10, "unit": "working_day"}),
    Row("An extension is counted as its limit is", "extension_over_statutory_max", Kind.EXTEND, "2026-03-05",
        {**EXTENSION, "days": 11}, changes={"statutory": Term(45, Unit.CALENDAR_DAY)},
        facts={"max": 10, "unit": "calendar_day"}),
    Row("An extension has a length", "extension_over_statutory_max", Kind.EXTEND, "2026-03-05", {**EXTENSION,
        "days": 0}),
    Row("A matter whose law knows no extension has none", "extension_over_statutory_max", Kind.EXTEND, "2026-03-05",
        None, changes={"extension_days": 0}),
    Row("A single authority's extension needs its head", "approver_not_agency_head", Kind.EXTEND, "2026-03-05",
        {**EXTENSION, "approver": "window_clerk"}),
    Row("A joint extension needs the head of the government", "approver_not_government_head", Kind.EXTEND,
        "2026-03-05", {**EXTENSION, "days": 15}, changes=JOINT),
    Row("A joint file is extended by fifteen days", None, Kind.EXTEND, "2026-03-05",
        {**EXTENSION, "days": 15, "approver": "government_head"}, changes=JOINT),
    Row("A special law may extend by forty days through its own head", None, Kind.EXTEND, "2026-03-05",
        {**EXTENSION, "days": 40, "approver": "principal_head"},
        changes={"extension_days": 40, "extension_approver": "principal_head"}),
    Row("An extension states its reasons", "reasons_missing", Kind.EXTEND, "2026-03-05", {**EXTENSION, "statement": 0}),
    Row("While the clock stands still nothing is extended", "not_open_now", Kind.EXTEND, "2026-03-05", EXTENSION,
        STOPPED),
    Row("Facts are checked by two officials", None, Kind.CHECK_FACTS, "2026-03-04", CHECK),
    Row("One official twice is not two", "need_two_staff", Kind.CHECK_FACTS, "2026-03-04", {**CHECK, "officers": [3,
        3]}),
    Row("The chair of the hearing checks no facts", "reviewer_is_chair", Kind.CHECK_FACTS, "2026-03-04", CHECK, CALLED,
        officer=9),
    Row("The chair is not one of the officials of a check either", "reviewer_is_chair", Kind.CHECK_FACTS, "2026-03-04",
        {**CHECK, "officers": [3, 9]}, CALLED),
    Row("The chair orders no expert review", "reviewer_is_chair", Kind.START_SPECIAL_PROCEDURE, "2026-03-04",
        {**TESTING, "procedure": "expert_review"}, CALLED, officer=9),
    Row("The chair may stop the clock for the hearing", None, Kind.START_SPECIAL_PROCEDURE, "2026-03-04",
        {**TESTING, "procedure": "hearing"}, CALLED, officer=9),
    Row("The chair makes no first review", "reviewer_is_chair", Kind.PASS_UP, "2026-03-10",
        {"authority": 4, "agrees": True, "statement": 1}, CALLED, FIRST, officer=9),
    Row("The chair checks no commitment before the decision", "reviewer_is_chair", Kind.VERIFY_COMMITMENT, "2026-03-04",
        {"result": "kept", "officers": [3, 9], "statement": 1}, (*COMMITTED, CALLED[-1]), BY_COMMITMENT),
    Row("After the decision the chair may check a commitment", None, Kind.VERIFY_COMMITMENT, "2026-03-18",
        {"result": "kept", "officers": [3, 9], "statement": 1},
        (*COMMITTED, CALLED[-1], ("record_hearing", "2026-03-16", {"call": 3, "signed": True, "statement": 1}, 9),
         ("grant", "2026-03-17", {"hearing": 4})), BY_COMMITMENT),
    Row("An authority is asked for its opinion", None, Kind.ASK_OPINION, "2026-03-03", ASKED[2]),
    Row("An authority is asked once", "opinion_already_asked", Kind.ASK_OPINION, "2026-03-03", ASKED[2],
        (*ACCEPTED, ASKED), facts={"authorities": [5]}),
    Row("An authority that was asked answers", None, Kind.GIVE_OPINION, "2026-03-03", GIVEN[2], (*ACCEPTED, ASKED),
        officer=3),
    Row("An authority that was not asked gives no opinion", "opinion_not_asked", Kind.GIVE_OPINION, "2026-03-03",
        {"authority": 6, "agrees": True}, (*ACCEPTED, ASKED), officer=3),
    Row("An opinion is given once", "opinion_already_given", Kind.GIVE_OPINION, "2026-03-04",
        {"authority": 5, "agrees": False}, (*ACCEPTED, ASKED, GIVEN), officer=3, facts={"on": "2026-03-03"}),
    Row("A file is suspended where the matter's own law knows suspension", None, Kind.SUSPEND, "2026-03-04",
        {"basis": "x", "statement": 1}, changes=KNOWS_SUSPENSION),
    Row("A file is not suspended where no rule knows suspension", "no_suspension_rule", Kind.SUSPEND, "2026-03-04",
        {"basis": "x", "statement": 1}),
    Row("A suspended file is resumed", None, Kind.RESUME, "2026-03-09", {},
        (*ACCEPTED, ("suspend", "2026-03-04", {"basis": "x", "statement": 1})), KNOWS_SUSPENSION),
    Row("What is not suspended is not resumed", "not_open_now", Kind.RESUME, "2026-03-09", {}),
    Row("The lower authority passes the file up", None, Kind.PASS_UP, "2026-03-10", PASSED[2][2], changes=FIRST,
        officer=3),
    Row("The file is passed up once", "first_review_passed_up", Kind.PASS_UP, "2026-03-11", PASSED[2][2], PASSED, FIRST,
        officer=3),
    Row("Only the authority of the first review passes the file up", "first_review_passed_up", Kind.PASS_UP,
        "2026-03-10", {**PASSED[2][2], "authority": 6}, changes=FIRST, officer=3),
    Row("Where there is no first review nothing is passed up", "first_review_passed_up", Kind.PASS_UP, "2026-03-10",
        PASSED[2][2], officer=3),
    Row("The upper authority does not ask again for papers", "upper_level_asks_again", Kind.REQUEST_CORRECTION,
        "2026-03-11", {"items": [{"material": "M1"}]}, PASSED, FIRST),
    Row("An early end has a ground that the rules know", "no_such_ground_of_termination", Kind.TERMINATE, "2026-03-05",
        {"ground": "too_difficult", "statement": 1}),
    Row("A file ends when its applicant is gone", None, Kind.TERMINATE, "2026-03-05",
        {"ground": "applicant_gone", "statement": 1}),
    Row("An early end states its reasons", "reasons_missing", Kind.TERMINATE, "2026-03-05",
        {"ground": "applicant_gone", "statement": 0}),
    Row("A file does not end for owed papers while their time runs", "no_such_ground_of_termination", Kind.TERMINATE,
        "2026-03-12", {"ground": "owed_papers_not_supplied", "statement": 1}, TOLERATED, TOLERANT),
    Row("A file ends for owed papers when their time is over", None, Kind.TERMINATE, "2026-03-13",
        {"ground": "owed_papers_not_supplied", "statement": 1}, TOLERATED, TOLERANT),
    Row("Papers that were given no time do not end a file", "no_such_ground_of_termination", Kind.TERMINATE,
        "2026-06-30", {"ground": "owed_papers_not_supplied", "statement": 1}, TAKEN_BACK, BY_COMMITMENT),
    Row("A file does not end for a commitment that nobody checked", "no_such_ground_of_termination", Kind.TERMINATE,
        "2026-03-05", {"ground": "commitment_broken", "statement": 1}, COMMITTED, BY_COMMITMENT),
    Row("A file ends for a commitment that was found false", None, Kind.TERMINATE, "2026-03-05",
        {"ground": "commitment_broken", "statement": 1}, BROKEN, BY_COMMITMENT),
    Row("Before acceptance there is nothing to end early", "not_open_now", Kind.TERMINATE, "2026-03-03",
        {"ground": "applicant_gone", "statement": 1}, (SUBMITTED,)),
    Row("The applicant takes the application back before the decision", None, Kind.WITHDRAW, "2026-03-05", {}, STOPPED),
    Row("After the decision nothing is taken back", "not_open_now", Kind.WITHDRAW, "2026-03-05", {},
        (*ACCEPTED, ("grant", "2026-03-04", {}))),
    Row("An officer with an interest is kept out", None, Kind.RECUSE, "2026-03-03",
        {"officer": 2, "why": "own_interest", "statement": 1}),
    Row("Keeping somebody out states its reasons", "reasons_missing", Kind.RECUSE, "2026-03-03",
        {"officer": 2, "why": "challenged", "statement": 0}),
    Row("Who was kept out does nothing more in the file", "officer_recused", Kind.CHECK_FACTS, "2026-03-04", CHECK,
        (*ACCEPTED, ("recuse", "2026-03-03", {"officer": 2, "why": "challenged", "statement": 1}, 6))),
    Row("Who declared an interest does nothing in the file", "officer_has_interest", Kind.CHECK_FACTS, "2026-03-04",
        CHECK, seen={"interest": True}),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_review(row: Row) -> None:
    holds(row)


def test_every_rule_of_review_has_a_row() -> None:
    codes = {f.__name__ for f in vars(review).values() if getattr(f, "__module__", "") == review.__name__}
    rows = [row for row in ROWS if row.kind is not Kind.REQUEST_CORRECTION]
    every_rule_refuses_and_allows(rows, {code for code in codes if not code.startswith("_")})
