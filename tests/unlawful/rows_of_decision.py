"""Unlawful decisions, and what follows from them: Licensing Law arts. 22-26, 34, 35, 38, 39, 44, 49, 50, 57."""

from typing import Any, Final

from tests import factories
from tests.factories import Filed, actor, at
from tests.unlawful import situations as to
from tests.unlawful.attempts import ABSENT, UNSAYABLE, Answer, Row, act, look, office
from tests.unlawful.rows_of_intake import first_review

from sunhall.approvals import acts as approvals
from sunhall.cases.acts import decision, intake, record
from sunhall.certificates import acts as certificates
from sunhall.certificates import licences
from sunhall.kernel import clock
from sunhall.law.lifecycles.kinds import Kind

GRANT: Final = (act(decision.grant, "market-chief"), office("grant", "market-chief"))
REFUSAL: Final = (
    act(decision.refuse, "market-chief", reasons="不符合"),
    office("refuse", "market-chief", reasons="不符合"),
)


def objected() -> Filed:
    """The traffic police, whose consent the occupation of a road needs, said no."""
    case = factories.accepted(to.ROAD, party=to.FIRM)
    factories.opinion(case, "traffic", agrees=False, reasons="妨碍交通")
    return case


def accepted_by_who_decides() -> Filed:
    case = to.looked_at()
    intake.accept(case_id=case.id, by=actor("market-chief"), at=at("2026-03-03 10:00"))
    factories.facts_checked(case, "2026-03-04 09:00")
    return case


def found_wanting() -> Filed:
    """Two officials found that the conditions are not met."""
    case = factories.accepted()
    approvals.check_facts(
        case_id=case.id, badges=factories.badges(case), result="does_not_meet", findings="隔间未建",
        by=actor("market"), at=at("2026-03-04 09:00"),
    )  # fmt: skip
    return case


def second_in_the_queue() -> Filed:
    """Two files for one licence, both ready; the later accepted of them."""
    later = factories.reviewed(factories.filed(), "2026-03-04")
    factories.reviewed(factories.filed(), "2026-03-03")
    return later


def one_too_many() -> Filed:
    """A file that is ready when the only licence is given out."""
    case = to.examined()
    to.licensed()
    return case


def withdrawn() -> Filed:
    case = to.examined()
    intake.withdraw(case_id=case.id, by=actor("citizen"), at=at("2026-03-04 15:00"))
    return case


def changing() -> Filed:
    certificate = factories.licensed(valid=("2026-01-12", "2031-01-11"))[1]
    return factories.reviewed(factories.asked_of(certificate, "change"), "2026-02-11")


def revoked_meanwhile() -> Filed:
    """A change under review whose licence was revoked; the holder was heard before."""
    old, certificate = factories.licensed(valid=("2026-01-12", "2031-01-11"))
    case = factories.reviewed(factories.asked_of(certificate, "change"), "2026-02-11")
    to.heard(old, "holder", when="2026-02-11 11:00")
    licences.revoke(
        case_id=old.id, ground="ultra_vires", compensation="granted", reasons="超越职权", by=actor("market-head"),
        at=at("2026-02-11 14:00"),
    )  # fmt: skip
    return case


def another_licence(case: Filed) -> Any:
    payload = {"certificate": 0, "statement": None}
    return record.record(case.id, Kind.CHANGE, payload, by=actor("market-chief"), at=clock.now())


def nothing_issued(case: Filed) -> int:
    with record.opened(case.id, by=actor("market"), at=clock.now()) as file:
        return decision.issue(file, [])


ROWS: Final = (
    Row(
        "A refusal for a limited number of which one is left",
        "ALL/38(2)", "no_such_ground_of_refusal",
        to.examined,
        act(decision.refuse, "market-chief", reasons="数量已满", ground="quantity_used_up"),
        office("refuse", "market-chief", reasons="数量已满", ground="quantity_used_up"),
        around=lambda: factories.procedure(quantity=2),
    ),
    Row("A decision by a window account", "ALL/22", "no_power",
        to.examined, act(decision.grant, "clerk"), office("grant", "clerk"), answer=Answer(ABSENT)),
    Row("A decision by an officer without the power to decide", "ALL/22", "no_power",
        to.examined, act(decision.grant, "market"), office("grant", "market")),
    Row("A decision by a power that ended yesterday", "ALL/22", "no_power",
        lambda: to.ended_yesterday(to.examined()), *GRANT),
    Row("A decision by a power for another matter", "ALL/22", "no_power",
        lambda: to.empowered(to.examined(), "market", "decide", matter_code=to.SHOP),
        act(decision.grant, "market"), office("grant", "market")),
    Row("A decision by an officer of another authority", "ALL/22", "no_power",
        to.examined, act(decision.grant, "fire"), office("grant", "fire"), answer=Answer(ABSENT)),
    Row("A decision by who accepted the file", "ALL/34", "same_person_accepted", accepted_by_who_decides, *GRANT),
    Row("A refusal by who accepted the file", "ALL/34", "same_person_accepted", accepted_by_who_decides, *REFUSAL),
    Row("A decision by who was kept out of the file", "ALL/5", "officer_recused",
        lambda: to.recused(to.examined(), "990102"), *GRANT),
    Row("A decision before the acceptance", "ALL/38(1)", "not_open_now", to.looked_at, *GRANT),
    Row("A grant before two officials have checked the facts", "ALL/34(3)", "facts_not_checked",
        factories.accepted, *GRANT),
    Row("A grant though the check found that the conditions are not met", "ALL/38(1)", "facts_do_not_meet",
        found_wanting, *GRANT),
    Row("A grant while mandatory opinions are missing", "ALL/26(2)", "opinions_missing",
        to.building, act(decision.grant, "construction-chief"), office("grant", "construction-chief")),
    Row("A grant against an authority that refused its consent", "ALL/26(2)", "opinion_against",
        objected, act(decision.grant, "urban-chief"), office("grant", "urban-chief")),
    Row("A decision before the lower authority has examined", "ALL/35", "first_review_missing",
        to.examined, *GRANT, around=first_review),
    Row("A grant while papers that may follow are missing", "GF-2022-5", "owed_papers_missing", to.owing, *GRANT),
    Row("A grant on a commitment that was found false", "GBF-2020-42", "commitment_found_false",
        lambda: to.verified("broken"), act(decision.grant, "hrss-chief"), office("grant", "hrss-chief")),
    Row("A grant out of the order of acceptance", "ALL/57", "earlier_in_queue",
        second_in_the_queue, *GRANT, around=lambda: factories.procedure(quantity=1)),
    Row("A grant over the number of licences there are", "ALL/57", "quantity_used_up",
        one_too_many, *GRANT, around=lambda: factories.procedure(quantity=1)),
    Row("A refusal without reasons", "ALL/38(2)", "reasons_missing",
        to.examined, act(decision.refuse, "market-chief", reasons=" "), office("refuse", "market-chief", reasons=" ")),
    Row("A refusal on a ground that the law does not know", "ALL/38(2)", "no_such_ground_of_refusal",
        to.examined, act(decision.refuse, "market-chief", reasons="不宜", ground="policy"),
        office("refuse", "market-chief", reasons="不宜", ground="policy")),
    Row("A refusal after a test that names no technical standard", "ALL/55(3)", "technical_standard_missing",
        to.checked_and_stopped, *REFUSAL, at="2026-03-06 09:00"),
    Row("A second decision on a file that is decided", "ALL/38(2)", "not_open_now", to.granted, *REFUSAL),
    Row("A decision on a file that its applicant withdrew", "ALL/38(1)", "not_open_now", withdrawn, *GRANT),
    Row("An act after the end of the file", "ALL/45", "not_open_now",
        to.licensed,
        act(approvals.start_special_procedure, "market", procedure="testing", needed_days=5, reasons="检测"),
        office("start_special_procedure", "market", procedure="testing", days="5", reasons="检测")),
    Row("A renewal decided as a new licence", "ALL/49", "decision_of_another_kind",
        to.renewing, *GRANT, at="2026-02-12 09:00"),
    Row("A new licence decided as a renewal", "ALL/49", "decision_of_another_kind",
        to.examined, act(decision.renew, "market-chief"), office("renew", "market-chief")),
    Row("A renewal decided after silence has renewed the licence", "ALL/50(2)", "late_renewal_decision",
        to.renewing, act(decision.renew, "market-chief"), office("renew", "market-chief"), at="2026-04-02 09:00"),
    Row("A renewal refused after silence has renewed the licence", "ALL/50(2)", "late_renewal_decision",
        to.renewing, *REFUSAL, at="2026-04-02 09:00"),
    Row("A change of another licence than was asked for", "ALL/49", "decision_on_another_licence",
        changing, another_licence, look("change", "market-chief"), at="2026-02-12 09:00",
        answer=Answer(UNSAYABLE, control="certificate")),
    Row("A change of a licence that was revoked meanwhile", "ALL/49", "licence_ended_meanwhile",
        revoked_meanwhile, act(decision.change, "market-chief"), office("change", "market-chief"),
        at="2026-02-12 09:00"),
    Row("An end without a certificate of what was granted", "ALL/44", "decision_to_be_carried_out",
        to.granted, act(decision.terminate, "market-chief", ground="purpose_gone", reasons="不再办理"),
        office("terminate", "market-chief", ground="purpose_gone", reasons="不再办理")),
    Row("A certificate before the decision", "ALL/39", "not_open_now",
        to.examined, act(certificates.issue, "market"), office("issue", "market")),
    Row("An issue of nothing", "ALL/44", "no_certificate",
        to.granted, nothing_issued, look("issue", "market"), answer=Answer(UNSAYABLE, control="certificates")),
    Row("A grant delivered without its certificate", "ALL/44", "certificate_not_issued",
        to.granted, act(decision.deliver, "market", method="window"), office("deliver", "market", method="window")),
    Row("A delivery before the decision", "ALL/44", "not_open_now",
        to.examined, act(decision.deliver, "market", method="window"), office("deliver", "market", method="window")),
)  # fmt: skip
