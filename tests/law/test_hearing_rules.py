"""The rules of being heard: interested parties, statements, and a hearing from the offer to the signed record."""

import pytest
from tests.law.files import ACCEPTED, DELIVERED, GRANTED, Row, accepted, every_rule_refuses_and_allows, holds, standing

from sunhall.law.lifecycles.kinds import Kind
from sunhall.law.lifecycles.rules import hearing

TELL = {"to": "interested_party", "about": "the_application", "days": 3, "statement": 1}
TOLD = ("notify_interested_party", "2026-03-03", TELL)
SAY = {"of": "interested_party", "statement": 1}
WAIVE = {**SAY, "waives_hearing": True}
BOTH = ["applicant", "interested_party"]
OFFER = {"to": BOTH, "days": 5}
OFFERED = ("offer_hearing", "2026-03-03", OFFER)
REQUESTED = ("request_hearing", "2026-03-06", {"of": "applicant"})
CALL = {"held_on": "2026-03-18", "chair": 9, "statement": 1}
CALLED = ("call_hearing", "2026-03-09", CALL)
RECORD = {"call": 5, "signed": True, "statement": 1}
ASKED_FOR = (*ACCEPTED, OFFERED, REQUESTED)
ON_CALL = (*ASKED_FOR, CALLED)
UNSIGNED = (*ON_CALL, ("record_hearing", "2026-03-18", {**RECORD, "signed": False}, 9))
SIGNED = (*ON_CALL, ("record_hearing", "2026-03-18", RECORD, 9))
EX_OFFICIO = ("call_hearing", "2026-03-03", {**CALL, "ex_officio": True})
FOUND = ("notify_interested_party", "2026-03-09", TELL)  # another neighbour
TO_HER = {"to": ["interested_party"], "days": 5}
LATER = (*ACCEPTED, TOLD, OFFERED, FOUND)
TOLD_LATER = (*LATER, ("offer_hearing", "2026-03-10", TO_HER))
AFTERWARDS = (*SIGNED, ("notify_interested_party", "2026-03-19", TELL))
OFFERED_AFTERWARDS = (*AFTERWARDS, ("offer_hearing", "2026-03-20", TO_HER))
ASKED_AFTERWARDS = (*OFFERED_AFTERWARDS, ("request_hearing", "2026-03-23", {"of": "interested_party"}))
CONCERNED = accepted(asked={"interested": True})
CHECKED = ("check_facts", "2026-03-03", {"officers": [3, 4], "result": "meets"}, 3)

ROWS = [
    Row("An interested party is told", None, Kind.NOTIFY_INTERESTED_PARTY, "2026-03-03", TELL),
    Row("Who is told is given a day to speak", "time_to_be_heard_not_given", Kind.NOTIFY_INTERESTED_PARTY, "2026-03-03",
        {**TELL, "days": 0}),
    Row("Before the decision there is no holder to tell", "no_licence_to_tell_of", Kind.NOTIFY_INTERESTED_PARTY,
        "2026-03-03", {**TELL, "to": "holder"}),
    Row("The holder is told of what is intended on the licence", None, Kind.NOTIFY_INTERESTED_PARTY, "2026-03-09",
        {**TELL, "to": "holder", "about": "the_intended_act"}, DELIVERED),
    Row("After the decision nobody but the holder is told", "no_licence_to_tell_of", Kind.NOTIFY_INTERESTED_PARTY,
        "2026-03-09", TELL, DELIVERED),
    Row("Where there is no licence there is nothing to tell of", "no_licence_to_tell_of", Kind.NOTIFY_INTERESTED_PARTY,
        "2026-03-09", None, (*ACCEPTED, ("refuse", "2026-03-04", {"statement": 1}), ("deliver", "2026-03-05",
        {"method": "window"}))),
    Row("The applicant may always speak", None, Kind.RECORD_STATEMENT, "2026-03-03", {**SAY, "of": "applicant"}),
    Row("A statement answers somebody who was told", "nobody_was_told", Kind.RECORD_STATEMENT, "2026-03-03", SAY),
    Row("An interested party that was told speaks", None, Kind.RECORD_STATEMENT, "2026-03-04", SAY, (*ACCEPTED, TOLD)),
    Row("Whose major interests are concerned is told before a grant", "interested_party_not_told", Kind.GRANT,
        "2026-03-04", {}, CONCERNED),
    Row("Whose major interests are concerned is told before a refusal", "interested_party_not_told", Kind.REFUSE,
        "2026-03-04", {"statement": 1}, CONCERNED),
    Row("Nothing is decided while views can be stated", "still_to_be_heard", Kind.GRANT, "2026-03-06", {},
        (*ACCEPTED, TOLD), facts={"last_day": "2026-03-06"}),
    Row("Silence of who was told holds up no decision", None, Kind.GRANT, "2026-03-11", {},
        (*ACCEPTED, TOLD, OFFERED)),
    Row("What one neighbour says does not cut short the time of the next", "still_to_be_heard", Kind.GRANT,
        "2026-03-05",
        {}, (*ACCEPTED, TOLD, TOLD, ("record_statement", "2026-03-04", SAY))),
    Row("When both neighbours have spoken the time is over", None, Kind.GRANT, "2026-03-05", {},
        (*ACCEPTED, TOLD, TOLD, ("record_statement", "2026-03-04", {**SAY, "notice": 4}),
         ("record_statement", "2026-03-04", SAY)), {"hearing": "none"}),
    Row("The right to a hearing is told before the decision where major interests are concerned",
        "hearing_right_not_told", Kind.GRANT, "2026-03-09", {}, (*CONCERNED, TOLD),
        facts={"parties": ["applicant", "interested_party"]}),
    Row("A neighbour who is found in the review has the same right to a hearing", "hearing_right_not_told", Kind.GRANT,
        "2026-03-09", {}, (*ACCEPTED, TOLD), facts={"parties": ["applicant", "interested_party"]}),
    Row("Telling the applicant what is intended gives nobody a right to a hearing", None, Kind.REFUSE, "2026-03-09",
        {"statement": 1},
        (*ACCEPTED, ("notify_interested_party", "2026-03-03", {**TELL, "to": "applicant",
        "about": "the_intended_refusal"}))),
    Row("Telling one side of the right to a hearing is not enough", "hearing_right_not_told", Kind.REFUSE, "2026-03-12",
        {"statement": 1}, (*CONCERNED, TOLD, ("offer_hearing", "2026-03-03", {"to": ["applicant"], "days": 5})),
        facts={"parties": ["interested_party"]}),
    Row("The other side is told of the right later", None, Kind.OFFER_HEARING, "2026-03-05",
        {"to": ["interested_party"], "days": 5}, (*CONCERNED, TOLD, ("offer_hearing", "2026-03-03",
        {"to": ["applicant"], "days": 5}))),
    Row("A neighbour who is found after the offer is told of the right too", "hearing_right_not_told", Kind.GRANT,
        "2026-03-16", {}, LATER, facts={"parties": ["interested_party"]}),
    Row("The right is offered to a neighbour who is found later", None, Kind.OFFER_HEARING, "2026-03-10", TO_HER,
        LATER),
    Row("The applicant is not told again with her", "hearing_already_offered", Kind.OFFER_HEARING, "2026-03-10", OFFER,
        LATER),
    Row("The neighbour who is found later has five days of her own", "hearing_right_still_runs", Kind.GRANT,
        "2026-03-17", {}, TOLD_LATER, facts={"last_day": "2026-03-17"}),
    Row("The neighbour who is found later asks for a hearing", None, Kind.REQUEST_HEARING, "2026-03-17",
        {"of": "interested_party"}, TOLD_LATER),
    Row("The applicant's time does not begin anew with hers", "hearing_requested_late", Kind.REQUEST_HEARING,
        "2026-03-17", {"of": "applicant"}, TOLD_LATER),
    Row("When her time is over the file is decided", None, Kind.GRANT, "2026-03-18", {}, TOLD_LATER),
    Row("A neighbour who gave the right up does not give it up for who is found later", "hearing_right_still_runs",
        Kind.GRANT, "2026-03-17", {},
        (*ACCEPTED, TOLD, OFFERED, ("record_statement", "2026-03-04", WAIVE),
         ("record_statement", "2026-03-04", {**WAIVE, "of": "applicant"}), FOUND, ("offer_hearing", "2026-03-10",
         TO_HER))),
    Row("A neighbour who is found later may give the right up in her statement", None, Kind.GRANT, "2026-03-16", {},
        (*LATER, ("record_statement", "2026-03-10", {**WAIVE, "notice": 5}))),
    Row("A hearing is asked for in time while the file is suspended", None, Kind.REQUEST_HEARING, "2026-03-10",
        {"of": "applicant"}, (*ACCEPTED, OFFERED, ("suspend", "2026-03-06", {"basis": "x", "statement": 1}))),
    Row("A further notice to the same neighbour gives no second right", None, Kind.GRANT, "2026-03-16", {},
        (*ACCEPTED, TOLD, OFFERED, ("notify_interested_party", "2026-03-09", {**TELL,
        "about": "the_intended_refusal"}))),
    Row("Who is found while a hearing is called takes part in it", "hearing_not_held", Kind.GRANT, "2026-03-18", {},
        (*ON_CALL, FOUND)),
    Row("Who is found after the hearing was held has the right anew", "hearing_right_not_told", Kind.GRANT,
        "2026-03-25", {"hearing": 6}, AFTERWARDS, facts={"parties": ["interested_party"]}),
    Row("Only who is found after the hearing asks for another", "hearing_already_requested", Kind.REQUEST_HEARING,
        "2026-03-23", {"of": "applicant"}, OFFERED_AFTERWARDS),
    Row("Who is found after the hearing asks for another", None, Kind.REQUEST_HEARING, "2026-03-23",
        {"of": "interested_party"}, OFFERED_AFTERWARDS),
    Row("After the hearing the time of who was found since holds the decision up", "hearing_right_still_runs",
        Kind.GRANT, "2026-03-27", {"hearing": 6}, OFFERED_AFTERWARDS, facts={"last_day": "2026-03-27"}),
    Row("The second hearing is held too", "hearing_not_held", Kind.GRANT, "2026-03-30", {"hearing": 6},
        ASKED_AFTERWARDS),
    Row("The second hearing is called", None, Kind.CALL_HEARING, "2026-03-24", {**CALL, "held_on": "2026-04-08"},
        ASKED_AFTERWARDS),
    Row("Where the matter holds no hearings nobody is told of one", None, Kind.GRANT, "2026-03-09", {},
        (*CONCERNED, TOLD), {"hearing": "none"}),
    Row("The right to a hearing is told", None, Kind.OFFER_HEARING, "2026-03-03", OFFER),
    Row("The right to a hearing is told once", "hearing_already_offered", Kind.OFFER_HEARING, "2026-03-04", OFFER,
        (*ACCEPTED, OFFERED), facts={"on": "2026-03-03"}),
    Row("Nobody is given less than five days to ask", "hearing_time_too_short", Kind.OFFER_HEARING, "2026-03-03",
        {**OFFER, "days": 4}, facts={"least": 5}),
    Row("A hearing is asked for on the last day", None, Kind.REQUEST_HEARING, "2026-03-10", {"of": "applicant"},
        (*ACCEPTED, OFFERED)),
    Row("A request after the last day is late", "hearing_requested_late", Kind.REQUEST_HEARING, "2026-03-11",
        {"of": "applicant"}, (*ACCEPTED, OFFERED), facts={"last_day": "2026-03-10"}),
    Row("Who gave the right up does not regain it when the time is over", "hearing_requested_late",
        Kind.REQUEST_HEARING,
        "2026-03-11", {"of": "applicant"},
        (*ACCEPTED, ("offer_hearing", "2026-03-03", {"to": ["applicant"], "days": 5}),
         ("record_statement", "2026-03-04", {**WAIVE, "of": "applicant"}))),
    Row("Who was not told of the right does not ask", "hearing_not_offered", Kind.REQUEST_HEARING, "2026-03-04",
        {"of": "interested_party"}, (*ACCEPTED, ("offer_hearing", "2026-03-03", {"to": ["applicant"], "days": 5}))),
    Row("One request is enough", "hearing_already_requested", Kind.REQUEST_HEARING, "2026-03-09",
        {"of": "interested_party"}, ASKED_FOR, facts={"on": "2026-03-06"}),
    Row("When a request is taken back the other side may still ask", None, Kind.REQUEST_HEARING, "2026-03-10",
        {"of": "interested_party"}, (*ASKED_FOR, ("record_statement", "2026-03-09", {**WAIVE, "of": "applicant"}))),
    Row("Nothing is decided while a hearing can be asked for", "hearing_right_still_runs", Kind.GRANT, "2026-03-10", {},
        (*ACCEPTED, OFFERED), facts={"last_day": "2026-03-10"}),
    Row("When nobody asked the right is over", None, Kind.GRANT, "2026-03-11", {}, (*ACCEPTED, OFFERED)),
    Row("When all gave the right up nothing waits for it", None, Kind.GRANT, "2026-03-06", {},
        (*ACCEPTED, TOLD, OFFERED, ("record_statement", "2026-03-04", WAIVE),
         ("record_statement", "2026-03-04", {**WAIVE, "of": "applicant"}))),
    Row("One neighbour does not give up the right of the next", "hearing_right_still_runs", Kind.GRANT, "2026-03-09",
        {},
        (*ACCEPTED, TOLD, TOLD, OFFERED, ("record_statement", "2026-03-04", WAIVE), ("record_statement", "2026-03-04",
        SAY),
         ("record_statement", "2026-03-04", {**WAIVE, "of": "applicant"}))),
    Row("A hearing that was asked for is called", None, Kind.CALL_HEARING, "2026-03-09", CALL, ASKED_FOR),
    Row("A hearing that nobody asked for is not called", "nobody_asked_for_a_hearing", Kind.CALL_HEARING, "2026-03-09",
        CALL),
    Row("A hearing that the law requires is called without a request", None, Kind.CALL_HEARING, "2026-03-09",
        {**CALL, "ex_officio": True}),
    Row("Seven days before the hearing is in time", None, Kind.CALL_HEARING, "2026-03-09", CALL, ASKED_FOR),
    Row("Six days before the hearing is too late", "hearing_notice_too_short", Kind.CALL_HEARING, "2026-03-10", CALL,
        ASKED_FOR, facts={"days": 7}),
    Row("A hearing on a rest day is called seven working days before it", None, Kind.CALL_HEARING, "2026-03-12",
        {**CALL, "held_on": "2026-03-21"}, ASKED_FOR),
    Row("A hearing on a rest day is not called six working days before it", "hearing_notice_too_short",
        Kind.CALL_HEARING, "2026-03-13", {**CALL, "held_on": "2026-03-21"}, ASKED_FOR),
    Row("A notice on the Sunday after the last day is too late", "hearing_notice_too_short", Kind.CALL_HEARING,
        "2026-03-08", {**CALL, "held_on": "2026-03-17"}, ASKED_FOR),
    Row("The chair has not reviewed the file", "chair_is_reviewer", Kind.CALL_HEARING, "2026-03-09",
        {**CALL, "chair": 3}, (*ASKED_FOR, CHECKED)),
    Row("The chair has no interest in the file", "chair_is_reviewer", Kind.CALL_HEARING, "2026-03-09", CALL, ASKED_FOR,
        seen={"chair_interest": True}),
    Row("The chair was not kept out of the file", "chair_is_reviewer", Kind.CALL_HEARING, "2026-03-09", CALL,
        (*ASKED_FOR, ("recuse", "2026-03-06", {"officer": 9, "why": "challenged", "statement": 1}))),
    Row("A hearing costs the parties nothing", "hearing_fee_forbidden", Kind.CALL_HEARING, "2026-03-09",
        {**CALL, "fee": 10000}, ASKED_FOR, facts={"fee": 10000}),
    Row("A signed record closes the hearing", "record_already_signed", Kind.CALL_HEARING, "2026-03-19",
        {**CALL, "held_on": "2026-04-10"}, SIGNED),
    Row("The record is written on the day of the hearing", None, Kind.RECORD_HEARING, "2026-03-18", RECORD, ON_CALL,
        officer=9),
    Row("Before its day there is no record of a hearing", "hearing_not_called", Kind.RECORD_HEARING, "2026-03-17",
        RECORD, ON_CALL, officer=9, facts={"on": "2026-03-18"}),
    Row("Without a call there is no record", "hearing_not_called", Kind.RECORD_HEARING, "2026-03-18", RECORD, ASKED_FOR,
        officer=9),
    Row("A record names the call it belongs to", "hearing_not_called", Kind.RECORD_HEARING, "2026-03-18",
        {**RECORD, "call": 4}, ON_CALL, officer=9),
    Row("The chair answers for the record", "not_the_chair", Kind.RECORD_HEARING, "2026-03-18", RECORD, ON_CALL,
        officer=4),
    Row("An unsigned record is written again", None, Kind.RECORD_HEARING, "2026-03-19", RECORD, UNSIGNED, officer=9),
    Row("A hearing that was asked for is held before the decision", "hearing_not_held", Kind.GRANT, "2026-03-18", {},
        ON_CALL),
    Row("A hearing that was called is held before the decision", "hearing_not_held", Kind.REFUSE, "2026-03-18",
        {"statement": 1}, (*ACCEPTED, EX_OFFICIO)),
    Row("A hearing that the law requires is held before the decision", "hearing_not_held", Kind.GRANT, "2026-03-04", {},
        changes={"hearing": "ex_officio"}),
    Row("A request that was taken back holds up nothing when the right is over", None, Kind.GRANT, "2026-03-11", {},
        (*ASKED_FOR, ("record_statement", "2026-03-09", {**WAIVE, "of": "applicant"}))),
    Row("The participants sign the record", "record_not_signed", Kind.GRANT, "2026-03-19", {"hearing": 6}, UNSIGNED),
    Row("After a hearing the decision rests on its record", "decision_not_on_record", Kind.GRANT, "2026-03-19", {},
        SIGNED),
    Row("A decision on the signed record is lawful", None, Kind.REFUSE, "2026-03-19", {"statement": 1, "hearing": 6},
        SIGNED),
    Row("No decision rests on a record that does not exist", "decision_not_on_record", Kind.GRANT, "2026-03-04",
        {"hearing": 2}),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_being_heard(row: Row) -> None:
    holds(row)


def test_every_rule_of_being_heard_has_a_row() -> None:
    codes = {f.__name__ for f in vars(hearing).values() if getattr(f, "__module__", "") == hearing.__name__}
    every_rule_refuses_and_allows(ROWS, codes)


def test_stopping_the_clock_for_a_hearing_makes_nobody_a_reviewer_but_an_expert_review_does() -> None:
    for procedure, reviewers in (("hearing", frozenset()), ("expert_review", frozenset({2}))):
        stop = {"procedure": procedure, "needed_days": 5, "statement": 1}
        assert standing(*ACCEPTED, ("start_special_procedure", "2026-03-04", stop)).reviewers == reviewers


def test_a_decided_file_is_told_to_nobody_before_the_licence_is_issued() -> None:
    holds(Row("granted", "not_open_now", Kind.NOTIFY_INTERESTED_PARTY, "2026-03-05", TELL, GRANTED))
