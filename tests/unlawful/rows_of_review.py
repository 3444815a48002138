"""Unlawful acts of the review: Licensing Law arts. 5, 26, 34, 35, 42, 45."""

from typing import Any, Final

from tests import factories
from tests.factories import actor
from tests.unlawful import situations as to
from tests.unlawful.attempts import Answer, Row, act, office

from sunhall.approvals import acts as approvals
from sunhall.cases.acts import decision, record
from sunhall.kernel import clock
from sunhall.law.lifecycles.kinds import Kind

ONE: Final = {"badge-1": "990101", "badge-2": "990101"}
TWO: Final = {"badge-1": "990101", "badge-2": "990102"}
HRSS: Final = {"badge-1": "990901", "badge-2": "990902"}
MEETS: Final = {"result": "meets", "findings": "现场与材料一致"}


def of(code: str) -> Any:
    """The authority with this code, when the attempt is made."""
    return lambda case: factories.authority(code)


def given(code: str, *, agrees: bool = True) -> factories.Filed:
    """A joint file in which one authority has answered."""
    case = to.building()
    factories.opinion(case, code, agrees=agrees, reasons="" if agrees else "疏散宽度不足")
    return case


def chaired_by_reviewer() -> factories.Filed:
    """A hearing is called; its chair would also hold the power to review."""
    return to.empowered(to.called(), "market-head", "review")


def asked_again(case: factories.Filed) -> int:
    """Ask an authority that was asked already."""
    lane = {"authority": factories.authority("fire"), "days": 5, "mandatory": True, "consent": True}
    return record.record(case.id, Kind.ASK_OPINION, {"lanes": [lane]}, by=actor("construction"), at=clock.now())


ROWS: Final = (
    Row(
        "Stopping the clock for what is not on the closed list, a site visit",
        "ALL/45", "special_type_not_in_art45_without_basis",
        factories.accepted,
        act(approvals.start_special_procedure, "market", procedure="site_visit", needed_days=5, reasons="现场踏勘"),
        office("start_special_procedure", "market", procedure="site_visit", days="5", reasons="现场踏勘"),
    ),
    Row(
        "Stopping the clock by a procedure of article 45 in a matter that is no licence",
        "ALL/45", "special_type_not_in_art45_without_basis",
        factories.accepted,
        act(approvals.start_special_procedure, "market", procedure="testing", needed_days=5, reasons="检测"),
        office("start_special_procedure", "market", procedure="testing", days="5", reasons="检测"),
        around=lambda: factories.procedure(is_licence=False),
    ),
    Row(
        "Stopping the clock for a dispute as if its days were known, instead of suspending the file",
        "ALL/45", "special_type_not_in_art45_without_basis",
        lambda: factories.accepted(to.SHOP),
        act(approvals.start_special_procedure, "market", procedure="dispute", needed_days=5, reasons="诉讼"),
        office("start_special_procedure", "market", procedure="dispute", days="5", reasons="诉讼"),
    ),
    Row(
        "Stopping the clock without telling how long it needs",
        "ALL/45", "needed_time_not_told",
        factories.accepted,
        act(approvals.start_special_procedure, "market", procedure="testing", needed_days=0, reasons="检测"),
        office("start_special_procedure", "market", procedure="testing", days="", reasons="检测"),
    ),
    Row(
        "Telling a time that nobody can have meant",
        "principle", "time_beyond_reason",
        factories.accepted,
        act(approvals.start_special_procedure, "market", procedure="testing", needed_days=99999, reasons="检测"),
        office("start_special_procedure", "market", procedure="testing", days="99999", reasons="检测"),
    ),
    Row(
        "Stopping the clock without saying for what",
        "ALL/38(2)", "reasons_missing",
        factories.accepted,
        act(approvals.start_special_procedure, "market", procedure="testing", needed_days=5, reasons=""),
        office("start_special_procedure", "market", procedure="testing", days="5", reasons=""),
    ),
    Row(
        "Ending a special procedure that does not run",
        "ALL/45", "no_such_special_procedure",
        to.stopped,
        act(approvals.end_special_procedure, "market", start=1),
        office("end_special_procedure", "market", start="1", result="done"),
    ),
    Row(
        "Deciding while a special procedure runs",
        "ALL/38(1)", "not_open_now",
        to.stopped,
        act(decision.grant, "market-chief"), office("grant", "market-chief"),
    ),
    Row(
        "Suspending a file where no rule of the matter knows suspension",
        "ALL/45", "no_suspension_rule",
        factories.accepted,
        act(decision.suspend, "market", reasons="等待"), office("suspend", "market", reasons="等待"),
    ),
    Row(
        "An extension longer than the law allows",
        "ALL/42(1)", "extension_over_statutory_max",
        factories.accepted,
        act(decision.extend, "market-head", days=30, approver="agency_head", reasons="复杂"),
        office("extend", "market-head", days="30", approver="agency_head", reasons="复杂"),
    ),
    Row(
        "An extension after the limit has run out",
        "ALL/42(1)", "extension_after_expiry",
        factories.accepted,
        act(decision.extend, "market-head", days=3, approver="agency_head", reasons="复杂"),
        office("extend", "market-head", days="3", approver="agency_head", reasons="复杂"), at="2026-05-06 09:00",
    ),
    Row(
        "A second extension",
        "ALL/42(1)", "already_extended",
        to.extended,
        act(decision.extend, "market-head", days=2, approver="agency_head", reasons="复杂"),
        office("extend", "market-head", days="2", approver="agency_head", reasons="复杂"),
    ),
    Row(
        "An extension of a single authority's file that its head did not approve",
        "ALL/42(1)", "approver_not_agency_head",
        lambda: to.empowered(factories.accepted(), "market-head", "extend_joint"),
        act(decision.extend, "market-head", days=3, approver="government_head", reasons="复杂"),
        office("extend", "market-head", days="3", approver="government_head", reasons="复杂"),
    ),
    Row(
        "An extension of a joint file that the head of the government did not approve",
        "ALL/42(2)", "approver_not_government_head",
        to.building,
        act(decision.extend, "construction-chief", days=3, approver="agency_head", reasons="复杂"),
        office("extend", "construction-chief", days="3", approver="agency_head", reasons="复杂"),
        around=lambda: factories.procedure(extension_approver="government_head", extension_days=15),
    ),
    Row(
        "An extension by who does not hold the head's power",
        "ALL/22", "no_power",
        factories.accepted,
        act(decision.extend, "market-chief", days=3, approver="agency_head", reasons="复杂"),
        office("extend", "market-chief", days="3", approver="agency_head", reasons="复杂"),
    ),
    Row(
        "An extension without telling the reasons",
        "ALL/38(2)", "reasons_missing",
        factories.accepted,
        act(decision.extend, "market-head", days=3, approver="agency_head", reasons=" "),
        office("extend", "market-head", days="3", approver="agency_head", reasons=" "),
    ),
    Row(
        "A check of the facts by one official",
        "ALL/34(3)", "need_two_staff",
        factories.accepted,
        act(approvals.check_facts, "market", badges=["990101", "990101"], **MEETS),
        office("check_facts", "market", **ONE, result="meets", reasons="现场与材料一致"),
    ),
    Row(
        "A check of the facts by an official who was kept out of the file",
        "ALL/5", "official_kept_out",
        lambda: to.recused(factories.accepted(), "990102"),
        act(approvals.check_facts, "market", badges=["990101", "990102"], **MEETS),
        office("check_facts", "market", **TWO, result="meets", reasons="现场与材料一致"),
    ),
    Row(
        "An act in a file from which the officer was kept out",
        "ALL/5", "officer_recused",
        lambda: to.recused(factories.accepted(), "990101"),
        act(approvals.check_facts, "market", badges=["990101", "990102"], **MEETS),
        office("check_facts", "market", **TWO, result="meets", reasons="现场与材料一致"),
    ),
    Row(
        "An act in a file in whose applicant the officer has an interest",
        "ALL/5", "officer_has_interest",
        lambda: to.interested(to.examined(), "market-chief"),
        act(decision.grant, "market-chief"), office("grant", "market-chief"),
    ),
    Row(
        "A review by who chairs the hearing",
        "ALL/48(1)(3)", "reviewer_is_chair",
        chaired_by_reviewer,
        act(approvals.check_facts, "market-head", badges=["990101", "990103"], **MEETS),
        office("check_facts", "market-head", **{**TWO, "badge-2": "990103"}, result="meets", reasons="一致"),
    ),
    Row(
        "A check of the facts by officials of whom one chairs the hearing",
        "ALL/48(1)(3)", "reviewer_is_chair",
        to.called,
        act(approvals.check_facts, "market", badges=["990101", "990103"], **MEETS),
        office("check_facts", "market", **{**TWO, "badge-2": "990103"}, result="meets", reasons="一致"),
    ),
    Row(
        "An opinion that nobody asked for",
        "ALL/26(2)", "opinion_not_asked",
        factories.accepted,
        act(approvals.give_opinion, "market", authority_id=of("market"), agrees=True),
        office("give_opinion", "market", agrees="yes"),
        answer=Answer(code="opinion_not_asked", article="ALL/26(2)"),
    ),
    Row(
        "An opinion given twice",
        "ALL/26(2)", "opinion_already_given",
        lambda: given("fire"),
        act(approvals.give_opinion, "fire", authority_id=of("fire"), agrees=True),
        office("give_opinion", "fire", agrees="yes"),
    ),
    Row(
        "An opinion in the name of another authority",
        "ALL/22", "no_power",
        to.building,
        act(approvals.give_opinion, "fire", authority_id=of("planning"), agrees=True),
        office("give_opinion", "planning-chief", agrees="yes"), answer=Answer(),
    ),
    Row(
        "An objection without reasons",
        "ALL/38(2)", "reasons_missing",
        to.building,
        act(approvals.give_opinion, "fire", authority_id=of("fire"), agrees=False),
        office("give_opinion", "fire", agrees="no", reasons=""),
    ),
    Row(
        "Asking an authority for its opinion a second time",
        "ALL/26(2)", "opinion_already_asked",
        to.building,
        asked_again, office("ask_opinion", "construction"), answer=Answer(code="nobody_to_ask", article="ALL/26(2)"),
    ),
    Row(
        "Asking for opinions without the power to review",
        "ALL/22", "no_power",
        to.building,
        act(approvals.ask_opinions, "fire"), office("ask_opinion", "fire"),
    ),
    Row(
        "Passing a file up where the law knows no first review",
        "ALL/35", "first_review_passed_up",
        factories.accepted,
        act(approvals.pass_up, "market", authority_id=of("market"), agrees=True, words="合格"),
        office("pass_up", "market", agrees="yes", reasons="合格"),
    ),
    Row(
        "Ending a file on a ground that is not true of it",
        "matter", "no_such_ground_of_termination",
        factories.accepted,
        act(decision.terminate, "market-chief", ground="owed_papers_not_supplied", reasons="未补交"),
        office("terminate", "market-chief", ground="owed_papers_not_supplied", reasons="未补交"),
    ),
    Row(
        "Ending a file without reasons",
        "ALL/38(2)", "reasons_missing",
        factories.accepted,
        act(decision.terminate, "market-chief", ground="applicant_asked", reasons=""),
        office("terminate", "market-chief", ground="applicant_asked", reasons=""),
    ),
    Row(
        "A check of a commitment that was never given",
        "GBF-2020-42", "no_commitment",
        factories.accepted,
        act(decision.verify_commitment, "market", result="kept", badges=["990101", "990102"], findings="核查"),
        office("verify_commitment", "market", **TWO, result="kept", reasons="核查"),
    ),
    Row(
        "A commitment checked twice",
        "GBF-2020-42", "commitment_already_verified",
        lambda: to.verified("kept"),
        act(decision.verify_commitment, "hrss", result="kept", badges=factories.badges, findings="核查"),
        office("verify_commitment", "hrss", **HRSS, result="kept", reasons="核查"),
    ),
    Row(
        "A check of a commitment by one official",
        "ALL/34(3)", "need_two_staff",
        to.committed,
        act(decision.verify_commitment, "hrss", result="kept", badges=["990901"], findings="核查"),
        office("verify_commitment", "hrss", **{**HRSS, "badge-2": ""}, result="kept", reasons="核查"),
    ),
)  # fmt: skip
