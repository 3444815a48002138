"""The rules of the decision: what must be in before it, who may take it, and what follows from it."""

import pytest
from tests.law.files import ACCEPTED, GRANTED, ISSUED, Row, accepted, every_rule_refuses_and_allows, holds

from sunhall.law.lifecycles.kinds import Kind
from sunhall.law.lifecycles.procedure import Commitment, FirstReview, LaneRule, Tolerance
from sunhall.law.lifecycles.rules import decision

LANES = {"lanes": (LaneRule(5, 3),)}
ASK = {"authority": 5, "days": 3, "mandatory": True, "consent": True}
ASKED = (*ACCEPTED, ("ask_opinion", "2026-03-02", {"lanes": [ASK]}))
HEARD = ("ask_opinion", "2026-03-02", {"lanes": [{**ASK, "consent": False}]})
NO = ("give_opinion", "2026-03-03", {"authority": 5, "agrees": False}, 3)
YES = ("give_opinion", "2026-03-03", {"authority": 5, "agrees": True}, 3)
CHECKED = (*ACCEPTED, ("check_facts", "2026-03-03", {"officers": [3, 4], "result": "meets"}))
WANTING = (*ACCEPTED, ("check_facts", "2026-03-03", {"officers": [3, 4], "result": "does_not_meet"}))
TOLERATED = accepted("tolerance", owed=["M1"], owed_days=8)
SUPPLIED = (*TOLERATED, ("supply_owed", "2026-03-03", {"application": "b", "digest": "e", "materials": ["M1"]}))
TOLERANT = {"tolerance": Tolerance(frozenset({"M1"}), 15, 2)}
COMMITTED = accepted("commitment", {"commitment": True})
BROKEN = (*COMMITTED, ("verify_commitment", "2026-03-03", {"result": "broken", "officers": [3, 4], "statement": 1}))
BY_COMMITMENT = {"commitment": Commitment(allowed=True)}
FIRST = {"first_review": FirstReview(4)}
PASSED = (*ACCEPTED, ("pass_up", "2026-03-10", {"authority": 4, "agrees": False, "statement": 1}, 3))
CHANGING = accepted(asked={"request": "change", "certificate": 7, "valid_to": "2026-12-31"})
CHANGED = (*CHANGING, ("change", "2026-03-04", {"certificate": 7}))
RENEWING = accepted(asked={"request": "renew", "certificate": 7, "valid_to": "2026-03-31", "in_time": True})
LATE = accepted(asked={"request": "renew", "certificate": 7, "valid_to": "2026-03-31", "in_time": False})
LIMITED = {"quantity": 1}
TEST = {"procedure": "testing", "needed_days": 5, "statement": 1}
TESTED = (
    *ACCEPTED,
    ("start_special_procedure", "2026-03-03", TEST),
    ("end_special_procedure", "2026-03-05", {"start": 3, "result": "done"}),
)

ROWS = [
    Row("A complete file is granted", None, Kind.GRANT, "2026-03-04", {}),
    Row("A decision waits for an opinion that was not asked for yet", "opinions_missing", Kind.GRANT, "2026-03-04", {},
        changes=LANES, facts={"authorities": [5]}),
    Row("A refusal too waits for every mandatory opinion", "opinions_missing", Kind.REFUSE, "2026-03-04",
        {"statement": 1}, ASKED, LANES, facts={"authorities": [5]}),
    Row("An authority that approves by its own power says no", "opinion_against", Kind.GRANT, "2026-03-04", {},
        (*ASKED, NO), LANES, facts={"authorities": [5]}),
    Row("An authority that is only heard leaves the decision to who decides", None, Kind.GRANT, "2026-03-04", {},
        (*ACCEPTED, HEARD, NO), LANES),
    Row("When all agree it is granted", None, Kind.GRANT, "2026-03-04", {}, (*ASKED, YES), LANES),
    Row("A no of another authority can be refused on", None, Kind.REFUSE, "2026-03-04", {"statement": 1}, (*ASKED, NO),
        LANES),
    Row("Nothing is granted before its facts are checked", "facts_not_checked", Kind.GRANT, "2026-03-04", {},
        changes={"needs_fact_check": True}),
    Row("Facts that this very case needs are checked before a grant", "facts_not_checked", Kind.GRANT, "2026-03-04", {},
        accepted(fact_check=True)),
    Row("When the facts are checked it is granted", None, Kind.GRANT, "2026-03-04", {}, CHECKED,
        {"needs_fact_check": True}),
    Row("What was found not to meet the conditions is not granted", "facts_do_not_meet", Kind.GRANT, "2026-03-04", {},
        WANTING),
    Row("What was found not to meet the conditions is refused", None, Kind.REFUSE, "2026-03-04", {"statement": 1},
        WANTING),
    Row("When a second check finds the conditions met it is granted", None, Kind.GRANT, "2026-03-04", {},
        (*WANTING, CHECKED[-1])),
    Row("Who accepted does not grant", "same_person_accepted", Kind.GRANT, "2026-03-04", {}, officer=1),
    Row("Who accepted does not refuse", "same_person_accepted", Kind.REFUSE, "2026-03-04", {"statement": 1}, officer=1),
    Row("Who accepted decides on the spot", None, Kind.GRANT, "2026-03-02", {}, changes={"is_instant": True},
        officer=1),
    Row("A refusal after a test names its technical standard", "technical_standard_missing", Kind.REFUSE, "2026-03-06",
        {"statement": 1}, TESTED, facts={"procedures": ["testing"]}),
    Row("With its standard it is refused", None, Kind.REFUSE, "2026-03-06", {"statement": 1, "standard": 2}, TESTED),
    Row("False papers need no standard", None, Kind.REFUSE, "2026-03-06",
        {"statement": 1, "ground": "false_materials"}, TESTED),
    Row("A test that was given up asks for none", None, Kind.REFUSE, "2026-03-06", {"statement": 1},
        (*TESTED[:-1], ("end_special_procedure", "2026-03-05", {"start": 3, "result": "given_up"}))),
    Row("Who comes after the last licence of a limited number is refused for that", None, Kind.REFUSE, "2026-03-06",
        {"statement": 1, "ground": "quantity_used_up"}, TESTED, {"quantity": 1}, seen={"left": 0, "ahead": ()}),
    Row("While one of a limited number is left nobody is refused for it", "no_such_ground_of_refusal", Kind.REFUSE,
        "2026-03-04", {"statement": 1, "ground": "quantity_used_up"}, changes={"quantity": 1}, seen={"left": 1}),
    Row("Where the number is not limited nobody is refused for it", "no_such_ground_of_refusal", Kind.REFUSE,
        "2026-03-04", {"statement": 1, "ground": "quantity_used_up"}, facts={"ground": "quantity_used_up"}),
    Row("A refusal states its reasons", "reasons_missing", Kind.REFUSE, "2026-03-04", {"statement": 0}),
    Row("A refusal has a ground of the law", "no_such_ground_of_refusal", Kind.REFUSE, "2026-03-04",
        {"statement": 1, "ground": "not_liked"}, facts={"ground": "not_liked"}),
    Row("False papers are a ground to refuse", None, Kind.REFUSE, "2026-03-04",
        {"statement": 1, "ground": "false_materials"}),
    Row("A change is not granted as a new licence", "decision_of_another_kind", Kind.GRANT, "2026-03-04", {}, CHANGING,
        facts={"request": "change"}),
    Row("A new licence is not decided as a renewal", "decision_of_another_kind", Kind.RENEW, "2026-03-04",
        {"certificate": 7}, facts={"request": "new"}),
    Row("A change is decided as a change", None, Kind.CHANGE, "2026-03-04", {"certificate": 7}, CHANGING),
    Row("The licence that is changed is the one that was applied for", "decision_on_another_licence", Kind.CHANGE,
        "2026-03-04", {"certificate": 8}, CHANGING),
    Row("A renewal is decided on the last day of the old term", None, Kind.RENEW, "2026-03-31", {"certificate": 7},
        RENEWING),
    Row("A renewal is refused on the last day of the old term", None, Kind.REFUSE, "2026-03-31", {"statement": 1},
        RENEWING),
    Row("A refusal after renewal by silence comes too late", "late_renewal_decision", Kind.REFUSE, "2026-04-01",
        {"statement": 1}, RENEWING, facts={"valid_to": "2026-03-31"}),
    Row("A renewal after renewal by silence has nothing to decide", "late_renewal_decision", Kind.RENEW, "2026-04-01",
        {"certificate": 7}, RENEWING),
    Row("What was asked for late is not renewed by silence", None, Kind.REFUSE, "2026-04-01", {"statement": 1}, LATE),
    Row("The licence that is renewed is the one that was applied for", "decision_on_another_licence", Kind.RENEW,
        "2026-03-04", {"certificate": 8}, RENEWING),
    Row("Nothing is granted while papers are owed", "owed_papers_missing", Kind.GRANT, "2026-03-04", {}, TOLERATED,
        TOLERANT, facts={"materials": ["M1"]}),
    Row("When the owed papers are in it is granted", None, Kind.GRANT, "2026-03-04", {}, SUPPLIED, TOLERANT),
    Row("While papers are owed it can be refused", None, Kind.REFUSE, "2026-03-04", {"statement": 1}, TOLERATED,
        TOLERANT),
    Row("A commitment leads to the decision", None, Kind.GRANT, "2026-03-04", {}, COMMITTED, BY_COMMITMENT),
    Row("On a commitment that was found false nothing is granted", "commitment_found_false", Kind.GRANT, "2026-03-04",
        {}, BROKEN, BY_COMMITMENT),
    Row("On a commitment that was found false it is refused", None, Kind.REFUSE, "2026-03-04",
        {"statement": 1, "ground": "false_materials"}, BROKEN, BY_COMMITMENT),
    Row("The upper authority waits for the first review", "first_review_missing", Kind.GRANT, "2026-03-04", {},
        changes=FIRST),
    Row("The upper authority decides by itself what was passed up against", None, Kind.GRANT, "2026-03-11", {}, PASSED,
        FIRST),
    Row("Where nothing is left nothing is granted", "quantity_used_up", Kind.GRANT, "2026-03-04", {}, changes=LIMITED,
        seen={"left": 0, "ahead": ()}, facts={"quantity": 1}),
    Row("The last licence goes to who was accepted first", "earlier_in_queue", Kind.GRANT, "2026-03-04", {},
        changes=LIMITED, seen={"left": 1, "ahead": (41,)}, facts={"cases": [41]}),
    Row("Where enough are left the earlier ones take nothing away", None, Kind.GRANT, "2026-03-04", {},
        changes={"quantity": 3}, seen={"left": 2, "ahead": (41,)}),
    Row("A licence that ended meanwhile is not changed", "licence_ended_meanwhile", Kind.CHANGE, "2026-03-04",
        {"certificate": 7}, CHANGING, seen={"licence_ended": True}),
    Row("A licence that ended meanwhile is not renewed", "licence_ended_meanwhile", Kind.RENEW, "2026-03-04",
        {"certificate": 7}, RENEWING, seen={"licence_ended": True}),
    Row("A licence that goes on is changed", None, Kind.CHANGE, "2026-03-04", {"certificate": 7}, CHANGING,
        seen={"licence_ended": False}),
    Row("What was granted is carried out", "decision_to_be_carried_out", Kind.TERMINATE, "2026-03-05",
        {"ground": "purpose_gone", "statement": 1}, GRANTED),
    Row("A change that was granted is carried out while its licence goes on", "decision_to_be_carried_out",
        Kind.TERMINATE, "2026-03-05", {"ground": "licence_ended", "statement": 1}, CHANGED,
        seen={"licence_ended": False}),
    Row("A change that was granted ends on no other ground", "decision_to_be_carried_out", Kind.TERMINATE,
        "2026-03-05", {"ground": "other", "statement": 1}, CHANGED, seen={"licence_ended": True}),
    Row("A change that was granted ends where its licence has ended", None, Kind.TERMINATE, "2026-03-05",
        {"ground": "licence_ended", "statement": 1}, CHANGED, seen={"licence_ended": True}),
    Row("A certificate is issued", None, Kind.ISSUE, "2026-03-05", ISSUED[3][2], GRANTED),
    Row("Issuing means that there is something to issue", "no_certificate", Kind.ISSUE, "2026-03-05",
        {"certificates": []}, GRANTED),
    Row("A grant is delivered with its certificate", "certificate_not_issued", Kind.DELIVER, "2026-03-05",
        {"method": "window"}, GRANTED),
    Row("What issues no certificate is delivered at once", None, Kind.DELIVER, "2026-03-05", {"method": "window"},
        GRANTED, {"has_result": False}),
    Row("A refusal is delivered", None, Kind.DELIVER, "2026-03-05", {"method": "courier"},
        (*ACCEPTED, ("refuse", "2026-03-04", {"statement": 1}))),
    Row("A refusal issues nothing", "not_open_now", Kind.ISSUE, "2026-03-05", {"certificates": [7]},
        (*ACCEPTED, ("refuse", "2026-03-04", {"statement": 1}))),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_decision(row: Row) -> None:
    holds(row)


def test_every_rule_of_the_decision_has_a_row() -> None:
    codes = {f.__name__ for f in vars(decision).values() if getattr(f, "__module__", "") == decision.__name__}
    every_rule_refuses_and_allows(ROWS, codes)
