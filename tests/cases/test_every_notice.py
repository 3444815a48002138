"""Each kind of notice from a real file: everything that the table requires of it can be read on the paper."""

import contextlib
from collections.abc import Callable
from typing import Any

import pytest
from tests import factories
from tests.cases.papers import lacking
from tests.factories import FOOD, Filed, actor, at
from tests.unlawful import situations as to
from tests.unlawful.rows_of_intake import first_review

from sunhall.approvals import acts as approvals
from sunhall.cases import notices
from sunhall.cases.acts import decision, drafts, hearing, intake
from sunhall.cases.models import Act
from sunhall.certificates import licences
from sunhall.documents.models import Notice
from sunhall.documents.rules import Kind
from sunhall.law.lifecycles.procedure import RETURN_AND_REFILE, Intake
from sunhall.people.models import Centre

pytestmark = pytest.mark.django_db
HEAD = {"reasons": "经查证属实", "at": at("2026-03-05 09:00")}


def corrected() -> Filed:
    return to.supplemented()


def ended_at_intake(act: Callable[..., Any], **given: Any) -> Callable[[], Filed]:
    def story() -> Filed:
        case = to.looked_at()
        act(case_id=case.id, by=actor("clerk"), at=at("2026-03-03 10:00"), **given)
        return case

    return story


def returned() -> Filed:
    case = to.looked_at(layout="unreadable")
    intake.return_file(case_id=case.id, by=actor("clerk"), at=at("2026-03-03 10:00"))
    return case


def taken_in_elsewhere() -> Filed:
    number, when = factories.draft(), at("2026-03-02 09:00")
    elsewhere = Centre.objects.create(code="999901", name={"zh-hans": "邻市政务服务中心", "en": "Next City Centre"})
    drafts.about(application_id=number, collected_by=elsewhere.pk, by=actor("citizen"), at=when)
    case_id = intake.submit(application_id=number, by=actor("citizen"), at=when)
    intake.receive_forwarded(case_id=case_id, by=actor("clerk"), at=at("2026-03-03 09:00"))
    return Filed(case_id, number)


def taken_back() -> Filed:
    case = to.committed()
    intake.withdraw_commitment(case_id=case.id, by=actor("citizen"), at=at("2026-03-03 11:00"))
    return case


def passed_up() -> Filed:
    case = to.examined()
    approvals.pass_up(
        case_id=case.id, authority_id=factories.authority("urban"), agrees=True, words="初审合格", by=actor("urban"),
        at=at("2026-03-05 09:00"),
    )  # fmt: skip
    return case


def examined_and_extended() -> Filed:
    case = to.checked_and_stopped()
    decision.extend(
        case_id=case.id, days=3, approver="agency_head", reasons="情况复杂", by=actor("market-head"),
        at=at("2026-03-06 09:00"),
    )  # fmt: skip
    seq = Act.objects.get(case_id=case.id, kind="end_special_procedure").seq
    decision.rectify(
        case_id=case.id, of=seq, changes={"on": "2026-03-04"}, basis="检测报告", reasons="日期笔误",
        by=actor("market-head"), at=at("2026-03-06 10:00"),
    )  # fmt: skip
    decision.recuse(
        case_id=case.id, badge="990102", why="own_interest", reasons="系近亲属", by=actor("market-head"),
        at=at("2026-03-06 11:00"),
    )  # fmt: skip
    return case


def suspended() -> Filed:
    case = factories.accepted()
    decision.suspend(case_id=case.id, reasons="等待判决", by=actor("market"), at=at("2026-03-04 09:00"))
    decision.resume(case_id=case.id, by=actor("market"), at=at("2026-03-06 09:00"))
    return case


def heard_at_length() -> Filed:
    case = to.recorded(signed=True)
    return to.heard(case, "interested_party", when="2026-03-20 15:00")


def announced() -> Filed:
    case = to.examined()
    hearing.call_hearing(
        case_id=case.id, held_on=at("2026-03-20 09:00").date(), chair_badge="990103", where_and_when="三楼听证室，九时",
        ex_officio=True, by=actor("market"), at=at("2026-03-05 09:00"),
    )  # fmt: skip
    return case


def delivered() -> Filed:
    return to.licensed()


def changed(request: str) -> Callable[[], Filed]:
    def story() -> Filed:
        held = factories.licensed(valid=None if request == "change" else ("2025-04-01", "2026-03-31"))[1]
        case = factories.reviewed(factories.asked_of(held, request), "2026-02-11")
        act = {"change": decision.change, "renew": decision.renew}[request]
        act(case_id=case.id, by=actor("market-chief"), at=at("2026-02-12 09:00"))
        return case

    return story


def refused() -> Filed:
    case = to.examined()
    decision.refuse(case_id=case.id, by=actor("market-chief"), facts="后厨未分隔", **HEAD)
    return case


def withdrawn() -> Filed:
    case = factories.accepted()
    intake.withdraw(case_id=case.id, by=actor("citizen"), at=at("2026-03-05 09:00"))
    return case


def terminated() -> Filed:
    case = factories.accepted()
    decision.terminate(case_id=case.id, ground="purpose_gone", by=actor("market-chief"), **HEAD)
    return case


def struck(act: Callable[..., Any], **given: Any) -> Callable[[], Filed]:
    def story() -> Filed:
        case = to.heard(to.licensed(), "holder")
        act(case_id=case.id, by=actor("market-head"), **HEAD, **given)
        return case

    return story


NONE = contextlib.nullcontext
RETURNS = Intake(rule=RETURN_AND_REFILE)
STORIES: dict[str, tuple[Callable[[], Filed], Callable[[], Any]]] = {
    "receipt correction": (corrected, NONE),
    "non_acceptance": (
        ended_at_intake(intake.refuse_acceptance, ground="not_this_authority", competent="某局", reasons="不属职权"),
        NONE,
    ),
    "not_required": (ended_at_intake(intake.declare_not_required, reasons="无需许可"), NONE),
    "return": (returned, lambda: factories.procedure(intake=RETURNS)),
    "forwarded": (taken_in_elsewhere, NONE),
    "commitment_withdrawn": (taken_back, NONE),
    "verification": (lambda: to.verified("broken"), NONE),
    "passed_up": (passed_up, first_review),
    "acceptance": (to.owing, NONE),
    "special_procedure resume extension rectification recusal fact_check": (examined_and_extended, NONE),
    "suspension": (suspended, lambda: factories.procedure(suspension_basis="《规定》第十八条")),
    "hearing_right hearing_request hearing_notice hearing_record interested_party statement": (heard_at_length, NONE),
    "hearing_announcement": (announced, NONE),
    "grant delivery": (delivered, NONE),
    "change": (changed("change"), NONE),
    "renewal": (changed("renew"), NONE),
    "refusal": (refused, NONE),
    "withdrawal": (withdrawn, NONE),
    "termination": (terminated, NONE),
    "licence_withdrawal": (struck(licences.withdraw_licence, ground="law_changed", compensation="granted"), NONE),
    "revocation": (struck(licences.revoke, ground="ultra_vires", compensation="granted"), NONE),
    "forfeiture": (struck(licences.forfeit, decision="示市监罚〔2026〕1号"), NONE),
    "cancellation": (struck(licences.cancel, ground="force_majeure"), NONE),
}


def test_every_kind_of_notice_has_a_story():
    told = {kind for names in STORIES for kind in names.split()}
    assert {str(kind) for kind in Kind} - told == {"clock"}, "how a limit was counted is no notice of an act"


@pytest.mark.parametrize("names", STORIES)
def test_what_a_notice_must_carry_can_be_read_on_it(names):
    factories.city(FOOD, to.AGENCY)
    story, around = STORIES[names]
    with around():
        case = story()
        for act in Act.objects.filter(case_id=case.id).order_by("seq"):
            notices.all_of_act(act.pk, at=at("2026-03-25 09:00"))
    made = list(Notice.objects.filter(case_id=case.id).order_by("id"))
    assert set(names.split()) <= {notice.kind for notice in made}
    assert [(notice.kind, missing) for notice in made if (missing := lacking(notice))] == []
