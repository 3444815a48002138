"""Unlawful acts against those who are to be heard: Licensing Law arts. 7, 36, 46-48."""

from contextlib import AbstractContextManager
from datetime import date
from typing import Any, Final
from unittest import mock

from tests import factories
from tests.factories import actor, at
from tests.unlawful import situations as to
from tests.unlawful.attempts import UNSAYABLE, Answer, Row, act, look, office

from sunhall.approvals import acts as approvals
from sunhall.cases.acts import decision, hearing, record
from sunhall.cases.contents import Content
from sunhall.kernel import clock
from sunhall.law.lifecycles.kinds import Kind

CALL: Final = {"held_on": date(2026, 3, 20), "chair_badge": "990103", "where_and_when": "三楼听证室，九时"}
CALLED: Final = {"held_on": "2026-03-20", "chair": "990103", "reasons": "三楼听证室，九时"}
NOTICE: Final = {"to": "interested_party", "about": "the_application", "who_and_why": "东邻住户：油烟"}
TOLD: Final = {"to": "interested_party", "about": "the_application", "reasons": "东邻住户：油烟"}


def concerns_others() -> AbstractContextManager[Any]:
    """The matter directly concerns major interests of others."""
    return mock.patch.object(Content, "concerns_others", True)


def checked_by_the_chair() -> factories.Filed:
    """Who is to chair has checked the facts."""
    case = factories.accepted()
    approvals.check_facts(
        case_id=case.id, badges=["990101", "990103"], result="meets", findings="一致", by=actor("market"),
        at=at("2026-03-04 09:00"),
    )  # fmt: skip
    return to.offered_and_asked(case)


def found_late() -> factories.Filed:
    """Both sides were told of the right on 4 March; another neighbour was found and told of the matter on the 11th."""
    case = to.told(to.examined())
    both = ["applicant", "interested_party"]
    hearing.offer_hearing(case_id=case.id, to=both, by=actor("market"), at=at("2026-03-04 11:00"))
    return to.told(case, when="2026-03-11 10:00")


def decided_off_the_record(case: factories.Filed) -> int:
    return record.record(case.id, Kind.GRANT, {"statement": None}, by=actor("market-chief"), at=clock.now())


ROWS: Final = (
    Row(
        "A decision before an interested party is told",
        "ALL/36", "interested_party_not_told",
        to.examined,
        act(decision.grant, "market-chief"), office("grant", "market-chief"), around=concerns_others,
    ),
    Row(
        "A decision while somebody may still state views",
        "ALL/36", "still_to_be_heard",
        lambda: to.told(to.examined()),
        act(decision.refuse, "market-chief", reasons="不符合"), office("refuse", "market-chief", reasons="不符合"),
    ),
    Row(
        "Telling an interested party without time to answer",
        "ALL/36", "time_to_be_heard_not_given",
        to.examined,
        act(hearing.notify, "market", days=0, **NOTICE), office("notify_interested_party", "market", days="0", **TOLD),
    ),
    Row(
        "A statement put into the mouth of somebody who was never told",
        "ALL/36", "nobody_was_told",
        to.examined,
        act(hearing.record_statement, "market", of="interested_party", views="无异议"),
        office("record_statement", "market", of="interested_party", reasons="无异议"),
    ),
    Row(
        "Telling of an intended act on a licence that does not exist",
        "ALL/7", "no_licence_to_tell_of",
        to.examined,
        act(hearing.notify, "market", to="holder", about="the_intended_act", days=5, who_and_why="拟撤销"),
        office("notify_interested_party", "market", to="holder", about="the_intended_act", days="5", reasons="拟撤销"),
        answer=Answer(code="party_not_chosen", article="ALL/36"),
    ),
    Row(
        "A decision without telling those concerned of their right to a hearing",
        "ALL/47(1)", "hearing_right_not_told",
        lambda: to.heard(to.examined()),
        act(decision.grant, "market-chief"), office("grant", "market-chief"), around=concerns_others,
    ),
    Row(
        "A decision without telling a neighbour found in the review of the right to a hearing",
        "ALL/47(1)", "hearing_right_not_told",
        lambda: to.heard(to.examined()),
        act(decision.grant, "market-chief"), office("grant", "market-chief"),
    ),
    Row(
        "A decision while a hearing can still be asked for",
        "ALL/47(1)", "hearing_right_still_runs",
        to.offered,
        act(decision.refuse, "market-chief", reasons="不符合"), office("refuse", "market-chief", reasons="不符合"),
    ),
    Row(
        "Less than five days to ask for a hearing",
        "ALL/47(1)", "hearing_time_too_short",
        to.examined,
        act(hearing.offer_hearing, "market", to=["applicant"], days=2),
        office("offer_hearing", "market", to="applicant", days="2"),
    ),
    Row(
        "Telling the same person of the right twice, to begin the time anew",
        "ALL/47(1)", "hearing_already_offered",
        to.offered,
        act(hearing.offer_hearing, "market", to=["applicant"], days=5),
        office("offer_hearing", "market", to="applicant", days="5"),
    ),
    Row(
        "A decision before a neighbour who was found late is told of the right to a hearing",
        "ALL/47(1)", "hearing_right_not_told",
        found_late,
        act(decision.grant, "market-chief"), office("grant", "market-chief"), at="2026-03-23 09:00",
    ),
    Row(
        "A hearing asked for in the name of somebody who was not told of the right",
        "ALL/47(1)", "hearing_not_offered",
        to.offered,
        act(hearing.request_hearing, "market", of="interested_party"),
        office("request_hearing", "market", of="interested_party"),
    ),
    Row(
        "A hearing asked for after the time is over",
        "ALL/47(1)", "hearing_requested_late",
        to.offered,
        act(hearing.request_hearing, "market", of="applicant"), office("request_hearing", "market", of="applicant"),
        at="2026-03-13 09:00",
    ),
    Row(
        "A hearing asked for twice",
        "ALL/47(1)", "hearing_already_requested",
        to.asked_for_hearing,
        act(hearing.request_hearing, "market", of="applicant"), office("request_hearing", "market", of="applicant"),
    ),
    Row(
        "A hearing that nobody asked for and no law requires",
        "ALL/46", "nobody_asked_for_a_hearing",
        to.examined,
        act(hearing.call_hearing, "market", **CALL), office("call_hearing", "market", **CALLED),
    ),
    Row(
        "A hearing called less than seven days ahead",
        "ALL/48(1)(1)", "hearing_notice_too_short",
        to.asked_for_hearing,
        act(hearing.call_hearing, "market", **{**CALL, "held_on": date(2026, 3, 13)}),
        office("call_hearing", "market", **{**CALLED, "held_on": "2026-03-13"}),
    ),
    Row(
        "A hearing chaired by who reviewed the file",
        "ALL/48(1)(3)", "chair_is_reviewer",
        checked_by_the_chair,
        act(hearing.call_hearing, "market", **CALL), office("call_hearing", "market", **CALLED),
    ),
    Row(
        "A hearing chaired by who has an interest in the applicant",
        "ALL/48(1)(3)", "chair_is_reviewer",
        lambda: to.interested(to.asked_for_hearing(), "market-head"),
        act(hearing.call_hearing, "market", **CALL), office("call_hearing", "market", **CALLED),
    ),
    Row(
        "A hearing chaired by who holds no power to hear",
        "ALL/48(1)(3)", "chair_holds_no_power",
        to.asked_for_hearing,
        act(hearing.call_hearing, "market", **{**CALL, "chair_badge": "990102"}),
        office("call_hearing", "market", **{**CALLED, "chair": "990102"}),
    ),
    Row(
        "A fee for a hearing",
        "ALL/47(2)", "hearing_fee_forbidden",
        to.asked_for_hearing,
        act(hearing.call_hearing, "market", fee=10000, **CALL), look("call_hearing", "market"),
        answer=Answer(UNSAYABLE, control="fee"),
    ),
    Row(
        "A record of a hearing before the day it is held",
        "ALL/48(1)(5)", "hearing_not_called",
        to.called,
        act(hearing.record_hearing, "market-head", words="笔录", signed=True),
        office("record_hearing", "market-head", reasons="笔录", signed="yes"),
    ),
    Row(
        "A record of a hearing by somebody else than its chair",
        "ALL/48(1)(3)", "not_the_chair",
        lambda: to.empowered(to.called(), "market-chief", "hear"),
        act(hearing.record_hearing, "market-chief", words="笔录", signed=True),
        office("record_hearing", "market-chief", reasons="笔录", signed="yes"), at="2026-03-20 12:00",
    ),
    Row(
        "Writing a signed record anew",
        "ALL/48(1)(5)", "record_already_signed",
        lambda: to.recorded(signed=True),
        act(hearing.record_hearing, "market-head", words="另一份笔录", signed=True),
        office("record_hearing", "market-head", reasons="另一份笔录", signed="yes"), at="2026-03-23 09:00",
    ),
    Row(
        "A decision without the hearing that was asked for",
        "ALL/47(1)", "hearing_not_held",
        to.asked_for_hearing,
        act(decision.refuse, "market-chief", reasons="不符合"), office("refuse", "market-chief", reasons="不符合"),
    ),
    Row(
        "A decision without the hearing that the law requires",
        "ALL/47(1)", "hearing_not_held",
        to.examined,
        act(decision.grant, "market-chief"), office("grant", "market-chief"),
        around=lambda: factories.procedure(hearing="ex_officio"),
    ),
    Row(
        "A decision on a record that nobody signed",
        "ALL/48(1)(5)", "record_not_signed",
        lambda: to.recorded(signed=False),
        act(decision.grant, "market-chief"), office("grant", "market-chief"), at="2026-03-23 09:00",
    ),
    Row(
        "A decision that does not rest on the record of the hearing",
        "ALL/48(2)", "decision_not_on_record",
        lambda: to.recorded(signed=True),
        decided_off_the_record, look("grant", "market-chief"), at="2026-03-23 09:00",
        answer=Answer(UNSAYABLE, control="record"),
    ),
)  # fmt: skip
