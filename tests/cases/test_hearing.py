"""A hearing from the notice of the right to the signed record (Licensing Law arts. 46-48)."""

from datetime import date

import pytest
from tests import factories
from tests.factories import actor, at

from sunhall.approvals import acts as approvals
from sunhall.cases import drift, queries
from sunhall.cases.acts import decision, hearing
from sunhall.cases.models import Act, Case
from sunhall.kernel.refused import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> factories.Filed:
    factories.city()
    found = factories.accepted()
    factories.facts_checked(found, "2026-03-03 15:00")
    return found


def call(case: factories.Filed, **changed) -> int:
    given = {"held_on": date(2026, 3, 20), "chair_badge": "990103", "where_and_when": "三楼听证室，九时", **changed}
    when = given.pop("at", at("2026-03-05 09:00"))
    return hearing.call_hearing(case_id=case.id, by=actor("market"), at=when, **given)


def test_the_whole_way_of_a_hearing_and_the_decision_rests_on_its_record(case):
    chair = factories.hearing_called(case)
    start = approvals.start_special_procedure(
        case_id=case.id,
        procedure="hearing",
        needed_days=12,
        reasons="举行听证",
        by=actor("market"),
        at=at("2026-03-05 09:00"),
    )
    assert Case.objects.get(pk=case.id).phase == "stopped"
    act_id = hearing.record_hearing(
        case_id=case.id, words="双方陈述，无误后签字。", signed=True, by=actor(chair), at=at("2026-03-20 12:00")
    )
    kinds = list(Act.objects.filter(case_id=case.id).order_by("seq").values_list("kind", flat=True))
    assert kinds[-2:] == ["record_hearing", "end_special_procedure"]
    record = Act.objects.get(pk=act_id)
    assert record.kind == "record_hearing"
    ended = Act.objects.filter(case_id=case.id).order_by("-seq")[0]
    assert (ended.payload["start"], ended.officer_id) == (Act.objects.get(pk=start).seq, None)
    assert Case.objects.get(pk=case.id).phase == "review"
    granted = decision.grant(case_id=case.id, by=actor("market-chief"), at=at("2026-03-23 09:00"))
    assert Act.objects.get(pk=granted).payload["hearing"] == record.seq
    assert list(drift.drifted()) == []


def test_while_the_right_to_a_hearing_runs_nothing_is_decided(case):
    hearing.offer_hearing(case_id=case.id, to=["applicant"], by=actor("market"), at=at("2026-03-04 09:00"))
    with pytest.raises(Refused) as refused:
        decision.refuse(case_id=case.id, reasons="不符合", by=actor("market-chief"), at=at("2026-03-06 09:00"))
    assert (refused.value.code, refused.value.facts["last_day"]) == ("hearing_right_still_runs", "2026-03-11")
    with pytest.raises(Refused, match="hearing_requested_late"):
        hearing.request_hearing(case_id=case.id, by=actor("citizen"), at=at("2026-03-12 09:00"))


def test_who_gives_the_right_up_is_not_waited_for(case):
    hearing.offer_hearing(case_id=case.id, to=["applicant"], by=actor("market"), at=at("2026-03-04 09:00"))
    hearing.record_statement(
        case_id=case.id, of="applicant", views="不要求听证", waives_hearing=True, by=actor("citizen"),
        at=at("2026-03-04 10:00"),
    )  # fmt: skip
    granted = decision.grant(case_id=case.id, by=actor("market-chief"), at=at("2026-03-04 11:00"))
    assert Act.objects.get(pk=granted).kind == "grant"
    assert Case.objects.get(pk=case.id).phase == "granted"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"held_on": date(2026, 3, 13)}, "hearing_notice_too_short"),
        ({"chair_badge": "990102"}, "chair_holds_no_power"),
        ({"chair_badge": "nobody"}, "chair_holds_no_power"),
        ({"fee": 100}, "hearing_fee_forbidden"),
        ({"where_and_when": " "}, "reasons_missing"),
    ],
)
def test_a_hearing_is_called_in_time_before_somebody_who_may_hear_and_for_nothing(case, changed, code):
    with pytest.raises(Refused, match=code):
        call(case, ex_officio=True, **changed)
    call(case, ex_officio=True)


def test_nobody_calls_a_hearing_that_nobody_asked_for(case):
    with pytest.raises(Refused, match="nobody_asked_for_a_hearing"):
        call(case)


def test_the_chair_is_nobody_with_an_interest_and_the_record_is_the_chairs(case):
    from sunhall.people import acts as people

    head, market = actor("market-head"), actor("market")
    declared = people.declare_interest(
        officer_id=head.officer.id,
        party_id=actor("citizen").party.id,
        why="亲属",
        by=head.user_id,
        at=at("2026-03-04 09:00"),
    )
    with pytest.raises(Refused, match="chair_is_reviewer"):
        call(case, ex_officio=True)
    people.end_interest(interest_id=declared.pk, by=head.user_id, at=at("2026-03-04 10:00"))
    call(case, ex_officio=True)
    with pytest.raises(Refused, match="no_power"):
        hearing.record_hearing(case_id=case.id, words="记录", signed=True, by=market, at=at("2026-03-20 12:00"))


def test_an_unsigned_record_binds_nobody_and_does_not_start_the_clock(case):
    chair = factories.hearing_called(case)
    approvals.start_special_procedure(
        case_id=case.id, procedure="hearing", needed_days=12, reasons="听证", by=actor("market"),
        at=at("2026-03-05 09:00"),
    )  # fmt: skip
    hearing.record_hearing(case_id=case.id, words="笔录", signed=False, by=actor(chair), at=at("2026-03-20 12:00"))
    assert Case.objects.get(pk=case.id).phase == "stopped"
    hearing.record_hearing(case_id=case.id, words="已签字", signed=True, by=actor(chair), at=at("2026-03-23 12:00"))
    page = queries.case_page(actor("market"), case.id, at=at("2026-03-23 13:00"))
    assert page.standing.hearing.is_signed
    assert page.standing.phase == "review"


def test_a_hearing_moves_by_being_called_again(case):
    factories.hearing_called(case)
    call(case, held_on=date(2026, 3, 24))
    page = queries.case_page(actor("market"), case.id, at=at("2026-03-05 10:00"))
    assert page.standing.hearing.held_on == date(2026, 3, 24)
