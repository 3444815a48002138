"""A mistake is mended by a further act, an officer with an interest keeps out; what was recorded stays."""

import pytest
from tests import factories
from tests.factories import actor, at

from sunhall.approvals import acts as approvals
from sunhall.cases import drift, queries
from sunhall.cases.acts import decision
from sunhall.cases.models import Act, Case, Turn
from sunhall.kernel.refused import Refused
from sunhall.people import acts as people
from sunhall.people.models import Change

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> factories.Filed:
    """Accepted on Tuesday 3 March; a test runs from Thursday 5 to Tuesday 10 March."""
    factories.city()
    found = factories.accepted()
    approvals.start_special_procedure(
        case_id=found.id, procedure="testing", needed_days=5, reasons="检测", by=actor("market"),
        at=at("2026-03-05 09:00"),
    )  # fmt: skip
    approvals.end_special_procedure(case_id=found.id, start=seq(found), by=actor("market"), at=at("2026-03-10 09:00"))
    return found


def seq(case: factories.Filed, kind: str = "start_special_procedure") -> int:
    return Act.objects.filter(case_id=case.id, kind=kind).order_by("-seq")[0].seq


def mend(case: factories.Filed, changes: dict, *, of: str = "start_special_procedure", **given) -> int:
    told = {"basis": "公文处理规定", "reasons": "日期笔误", "at": at("2026-03-11 09:00"), "by": actor("market-head")}
    return decision.rectify(case_id=case.id, of=seq(case, of), changes=changes, **{**told, **given})


def test_a_mended_day_moves_the_clock_and_the_recorded_act_stays(case):
    due = Case.objects.get(pk=case.id).statutory_due_on
    stored = Act.objects.get(case_id=case.id, seq=seq(case, "end_special_procedure"))
    mend(case, {"on": "2026-03-06"}, of="end_special_procedure")
    row = Case.objects.get(pk=case.id)
    assert (due.isoformat(), row.statutory_due_on.isoformat()) == ("2026-03-20", "2026-03-18")
    assert Turn.objects.get(case_id=case.id).end == row.statutory_end
    assert Act.objects.get(pk=stored.pk).on == stored.on
    assert list(drift.drifted()) == []
    decision.extend(
        case_id=case.id, days=5, approver="agency_head", reasons="复杂", by=actor("market-head"),
        at=at("2026-03-12 09:00"),
    )  # fmt: skip
    page = queries.case_page(actor("market"), case.id, at=at("2026-03-12 10:00"))
    assert [stop.end.isoformat() for stop in page.standing.stops] == ["2026-03-06"]
    assert page.standing.rectified == {seq(case, "end_special_procedure")}
    assert list(drift.drifted()) == []


@pytest.mark.parametrize(
    ("of", "changes", "code"),
    [
        ("start_special_procedure", {"on": "2026-03-11"}, "rectified"),
        ("start_special_procedure", {"on": "2026-03-02"}, "rectified"),
        ("end_special_procedure", {"on": "2026-03-04"}, "rectified"),
        ("end_special_procedure", {"on": "2026-03-12"}, "not_rectifiable"),
        ("end_special_procedure", {"on": "soon"}, "not_rectifiable"),
        ("end_special_procedure", {"result": "given_up"}, "not_rectifiable"),
        ("start_special_procedure", {"procedure": "hearing"}, "not_rectifiable"),
        ("start_special_procedure", {"needed_days": 0}, "rectified_into_a_breach"),
        ("accept", {"on": "2026-03-02"}, "not_rectifiable"),
    ],
)
def test_only_slips_are_mended_and_the_order_of_the_file_stays(case, of, changes, code):
    with pytest.raises(Refused, match=code):
        mend(case, changes, of=of)
    assert not Act.objects.filter(kind="rectify").exists()


def test_a_day_between_two_acts_stays_between_them(case):
    """The order of acts is kept also where no rule ties them to each other."""
    factories.facts_checked(case, "2026-03-10 15:00")
    with pytest.raises(Refused) as refused:
        mend(case, {"on": "2026-03-09"}, of="check_facts")
    assert refused.value.code == "rectified_day_out_of_order"
    mend(case, {"on": "2026-03-11"}, of="check_facts")
    assert list(drift.drifted()) == []


def test_officials_and_ways_of_delivery_are_mended_by_what_people_write(case):
    factories.facts_checked(case, "2026-03-10 15:00")
    with pytest.raises(Refused, match="unknown_badge"):
        mend(case, {"officers": ["990101", "nobody"]}, of="check_facts")
    with pytest.raises(Refused, match="rectified_into_a_breach"):
        mend(case, {"officers": ["990101"]}, of="check_facts")
    act_id = mend(case, {"officers": ["990101", "990103"]}, of="check_facts")
    officers = Act.objects.get(pk=act_id).payload["changes"]["officers"]
    assert sorted(officers) == sorted([actor("market").officer.id, actor("market-head").officer.id])
    decision.grant(case_id=case.id, by=actor("market-chief"), at=at("2026-03-11 10:00"))
    factories.issued(case, "2026-03-11 11:00")
    with pytest.raises(Refused, match="no_such_method"):
        mend(case, {"method": "pigeon"}, of="deliver", at=at("2026-03-12 09:00"))
    mend(case, {"method": "courier", "reference": "SF1"}, of="deliver", at=at("2026-03-12 09:00"))
    assert Case.objects.get(pk=case.id).phase == "delivered"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"basis": " "}, "rectification_without_basis"),
        ({"reasons": ""}, "reasons_missing"),
        ({"by": "market"}, "no_power"),
    ],
)
def test_mending_takes_a_basis_reasons_and_the_power(case, given, code):
    given = {**given, **({"by": actor(given["by"])} if "by" in given else {})}
    with pytest.raises(Refused, match=code):
        mend(case, {}, **given)
    mend(case, {})


def test_who_is_kept_out_does_nothing_more_in_the_file(case):
    market, chief = actor("market"), actor("market-chief")
    decision.recuse(
        case_id=case.id, badge="990101", why="challenged", reasons="申请人请求回避", by=chief, at=at("2026-03-10 10:00")
    )
    given = {"case_id": case.id, "result": "meets", "findings": "符合", "at": at("2026-03-10 11:00")}
    with pytest.raises(Refused, match="officer_recused"):
        approvals.check_facts(badges=["990102", "990103"], by=market, **given)
    with pytest.raises(Refused) as refused:
        approvals.check_facts(badges=["990101", "990102"], by=chief, **given)
    assert (refused.value.code, refused.value.facts["badges"]) == ("official_kept_out", ["990101"])
    page = queries.case_page(market, case.id, at=at("2026-03-10 11:00"))
    assert {a.objection.code for a in page.allowed if a.objection} >= {"officer_recused"}
    approvals.check_facts(badges=["990102", "990103"], by=chief, **given)
    with pytest.raises(Refused, match="unknown_badge"):
        decision.recuse(case_id=case.id, badge="x", why="challenged", reasons="x", by=chief, at=at("2026-03-10 12:00"))
    with pytest.raises(Refused, match="ground_not_chosen"):
        decision.recuse(case_id=case.id, badge="990101", why="x", reasons="x", by=chief, at=at("2026-03-10 12:00"))


def test_a_declared_interest_closes_all_files_of_the_party(case):
    market, citizen = actor("market"), actor("citizen")
    given = {"officer_id": market.officer.id, "party_id": citizen.party.id, "by": market.user_id}
    declared = people.declare_interest(why="配偶", at=at("2026-03-10 10:00"), **given)
    with pytest.raises(Refused, match="interest_already_declared"):
        people.declare_interest(why="配偶", at=at("2026-03-10 10:01"), **given)
    with pytest.raises(Refused, match="officer_has_interest"):
        factories.facts_checked(case, "2026-03-10 11:00")
    page = queries.case_page(market, case.id, at=at("2026-03-10 11:00"))
    open_ones = {str(a.kind) for a in page.allowed if a.objection is None}
    assert open_ones == {"recuse"}, "the officer may still say so"
    decision.recuse(
        case_id=case.id, badge="990101", why="own_interest", reasons="配偶", by=market, at=at("2026-03-10 12:00")
    )
    people.end_interest(interest_id=declared.pk, by=market.user_id, at=at("2026-03-10 13:00"))
    with pytest.raises(Refused, match="interest_already_ended"):
        people.end_interest(interest_id=declared.pk, by=market.user_id, at=at("2026-03-10 13:00"))
    changes = Change.objects.filter(what="interest").order_by("id")
    assert list(changes.values_list("action", flat=True)) == ["add", "end"]
