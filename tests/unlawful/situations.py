"""Bringing a case to where an unlawful act could be tried: by the public acts, when they would have happened."""

from datetime import timedelta
from typing import Any

from tests import factories
from tests.factories import FOOD, Filed, actor, at

from sunhall.approvals import acts as approvals
from sunhall.cases import contents
from sunhall.cases.acts import decision, drafts, hearing, intake
from sunhall.cases.models import Act, Application, Paper
from sunhall.people import acts as people
from sunhall.people.models import Grant

BUILD = "construction-permit"
AGENCY = "human-resources-service-licence"
SHOP = "individual-business-registration"
ROAD = "road-occupation"
CODES = (FOOD, BUILD, AGENCY, SHOP, ROAD)
FIRM = "示范市云味餐饮有限公司"
BUILDER = "示范市宏图建设有限公司"


def seq(kind: str) -> Any:
    """The number of the newest act of a kind in the case, as a function of the case."""
    return lambda case: Act.objects.filter(case_id=case.id, kind=kind).latest("seq").seq


def looked_at(code: str = FOOD, **wrong: str) -> Filed:
    """Handed in on Monday 2 March and looked at on Tuesday; `wrong` names what is not in order."""
    case = factories.filed(code)
    factories.checked(case, wrong=wrong)
    return case


def supplemented(**wrong: str) -> Filed:
    """Corrected once, as the one notice asked (the floor plan), and looked at again."""
    case = looked_at(layout="unreadable")
    intake.request_correction(case_id=case.id, by=actor("clerk"), at=at("2026-03-03 10:00"))
    citizen, when = actor("citizen"), at("2026-03-04 09:00")
    number = drafts.start_supplement(case_id=case.id, by=citizen, at=when)
    old = Paper.objects.get(application_id=number, material="layout")
    drafts.remove_paper(application_id=number, paper_id=old.pk, by=citizen, at=when)
    drafts.add_paper(application_id=number, material="layout", by=citizen, at=when)
    intake.resubmit(application_id=number, by=citizen, at=when)
    factories.checked(case, when="2026-03-04 15:00", wrong=wrong)
    return case


def asked_to_correct() -> Filed:
    case = looked_at(layout="unreadable")
    intake.request_correction(case_id=case.id, by=actor("clerk"), at=at("2026-03-03 10:00"))
    return case


def examined(code: str = FOOD) -> Filed:
    """Accepted on Tuesday 3 March, its facts checked on Wednesday: ready to be decided."""
    case = factories.accepted(code)
    factories.facts_checked(case, "2026-03-04 09:00")
    return case


def building() -> Filed:
    """A joint file: accepted, the authorities asked."""
    return factories.accepted(BUILD, by="agent", party=BUILDER)


def stopped() -> Filed:
    case = factories.accepted()
    approvals.start_special_procedure(
        case_id=case.id, procedure="testing", needed_days=5, reasons="检测", by=actor("market"),
        at=at("2026-03-04 09:00"),
    )  # fmt: skip
    return case


def extended() -> Filed:
    case = factories.accepted()
    decision.extend(
        case_id=case.id, days=3, approver="agency_head", reasons="需补充核查", by=actor("market-head"),
        at=at("2026-03-04 09:00"),
    )  # fmt: skip
    return case


def told(case: Filed, to: str = "interested_party", *, when: str = "2026-03-04 10:00", days: int = 5) -> Filed:
    """Somebody was told, and may answer for some days."""
    about = "the_intended_act" if to == "holder" else "the_application"
    hearing.notify(
        case_id=case.id, to=to, about=about, days=days, who_and_why="告知事项", by=factories.staff(case), at=at(when)
    )
    return case


def heard(case: Filed, of: str = "interested_party", *, when: str = "2026-03-04 11:00") -> Filed:
    """Told, and answered an hour later."""
    told(case, of, when=f"{when[:10]} 09:30")
    hearing.record_statement(case_id=case.id, of=of, views="已陈述意见", by=factories.staff(case), at=at(when))
    return case


def offered(case: Filed | None = None) -> Filed:
    """The applicant was told on 4 March of the right to a hearing."""
    found = case or examined()
    hearing.offer_hearing(case_id=found.id, to=["applicant"], by=actor("market"), at=at("2026-03-04 10:00"))
    return found


def offered_and_asked(case: Filed) -> Filed:
    """The hearing was offered and asked for on 4 March."""
    offered(case)
    hearing.request_hearing(case_id=case.id, words="请求听证", by=actor("citizen"), at=at("2026-03-04 14:00"))
    return case


def asked_for_hearing() -> Filed:
    return offered_and_asked(examined())


def called() -> Filed:
    case = examined()
    factories.hearing_called(case)
    return case


def recorded(*, signed: bool) -> Filed:
    case = called()
    hearing.record_hearing(
        case_id=case.id, words="听证笔录", signed=signed, by=actor("market-head"), at=at("2026-03-20 12:00")
    )
    return case


def licensed(code: str = FOOD) -> Filed:
    """Delivered, with a licence that runs for years."""
    return factories.licensed(code, valid=("2026-01-12", "2031-01-11"))[0]


def holder_heard() -> Filed:
    return heard(licensed(), "holder")


def granted() -> Filed:
    case = examined()
    decision.grant(case_id=case.id, by=actor("market-chief"), at=at("2026-03-04 14:00"))
    return case


def renewing(when: str = "2026-02-11") -> Filed:
    """The renewal of a licence that ends on 31 March, asked for in time, accepted and looked into."""
    certificate = factories.licensed()[1]
    return factories.reviewed(factories.asked_of(certificate, "renew"), when)


def empowered(case: Filed, login: str, power: str, **given: Any) -> Filed:
    """One more power for an officer, in the name of the case's authority."""
    officer = actor(login).officer
    assert officer is not None
    people.grant_power(
        holder_id=officer.id,
        authority_id=officer.authority_id,
        power=power,
        starts_at=at("2026-01-05 09:00"),
        by=None,
        at=at("2026-01-05 09:00"),
        **given,
    )
    return case


def ended_yesterday(case: Filed) -> Filed:
    """The power of who decides ended on the day before the attempts."""
    officer = actor("market-chief").officer
    assert officer is not None
    grant = Grant.objects.get(holder_id=officer.id, power="decide")
    people.end_grant(grant_id=grant.pk, by=actor("admin").user_id or 0, at=at("2026-03-05 09:00") - timedelta(days=1))
    return case


def recused(case: Filed, badge: str) -> Filed:
    decision.recuse(
        case_id=case.id, badge=badge, why="challenged", reasons="申请人请求回避", by=actor("market-head"),
        at=at("2026-03-04 16:00"),
    )  # fmt: skip
    return case


def interested(case: Filed, login: str) -> Filed:
    """The officer has declared an interest in the applicant."""
    who, citizen = actor(login), actor("citizen")
    assert who.officer is not None and citizen.party is not None
    people.declare_interest(
        officer_id=who.officer.id, party_id=citizen.party.id, why="配偶", by=who.user_id, at=at("2026-03-04 16:00")
    )
    return case


def committed() -> Filed:
    """A licence for employment services applied for and accepted on a commitment."""
    citizen, when = actor("citizen"), at("2026-03-02 09:00")
    number = factories.draft(AGENCY)
    drafts.about(application_id=number, commitment=True, by=citizen, at=when)
    row = Application.objects.get(pk=number)
    content = contents.of(row)
    row.papers.filter(material__in=content.replaced).delete()
    for material in set(content.required_materials) - set(content.papers()):  # the written commitment itself
        drafts.add_paper(application_id=number, material=material, by=citizen, at=when)
    case_id = intake.submit(application_id=number, by=citizen, at=when)
    case = Filed(case_id, number, content.required_materials)
    factories.checked(case)
    intake.accept(case_id=case.id, mode="commitment", by=actor("clerk"), at=at("2026-03-03 10:00"))
    return case


def verified(result: str) -> Filed:
    case = committed()
    decision.verify_commitment(
        case_id=case.id, result=result, badges=factories.badges(case), findings="现场核查", by=factories.staff(case),
        at=at("2026-03-04 09:00"),
    )  # fmt: skip
    return case


def owing() -> Filed:
    """Accepted without the floor plan, which may follow within three working days; its facts are checked."""
    case = looked_at(layout="missing")
    intake.accept(
        case_id=case.id, mode="tolerance", owed=["layout"], owed_days=3, by=actor("clerk"), at=at("2026-03-03 10:00")
    )
    factories.facts_checked(case, "2026-03-03 15:00")
    return case


def refused_for_false_papers() -> Filed:
    case = factories.accepted()
    decision.refuse(
        case_id=case.id, reasons="材料虚假", ground="false_materials", by=actor("market-chief"),
        at=at("2026-03-04 09:00"),
    )  # fmt: skip
    return case


def checked_and_stopped() -> Filed:
    """The facts were checked, then a test stopped the clock for a day."""
    case = examined()
    approvals.start_special_procedure(
        case_id=case.id, procedure="testing", needed_days=5, reasons="检测", by=actor("market"),
        at=at("2026-03-04 10:00"),
    )  # fmt: skip
    start = seq("start_special_procedure")(case)
    approvals.end_special_procedure(case_id=case.id, start=start, by=actor("market"), at=at("2026-03-05 09:00"))
    return case
