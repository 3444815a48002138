"""Who else is heard: told, given time, listened to, and nothing decided before (Licensing Law arts. 7, 36)."""

import pytest
from tests import factories
from tests.factories import actor, at

from sunhall.cases import drift, queries
from sunhall.cases.acts import decision, hearing
from sunhall.cases.models import Act
from sunhall.kernel.refused import NotFound, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> factories.Filed:
    factories.city()
    found = factories.accepted()
    factories.facts_checked(found, "2026-03-04 09:00")
    return found


def tell(case: factories.Filed, to: str = "interested_party", when: str = "2026-03-04 10:00") -> int:
    return hearing.notify(
        case_id=case.id,
        to=to,
        about="the_application",
        days=3,
        who_and_why="东邻住户：油烟与噪声",
        by=actor("market"),
        at=at(when),
    )


def offer(case: factories.Filed, when: str = "2026-03-04 11:00") -> int:
    both = ["applicant", "interested_party"]
    return hearing.offer_hearing(case_id=case.id, to=both, by=actor("market"), at=at(when))


def test_while_an_interested_party_may_speak_nothing_is_granted(case):
    tell(case)
    offer(case)
    with pytest.raises(Refused) as refused:
        decision.grant(case_id=case.id, by=actor("market-chief"), at=at("2026-03-06 09:00"))
    assert (refused.value.code, refused.value.facts["last_day"]) == ("still_to_be_heard", "2026-03-09")
    decision.grant(case_id=case.id, by=actor("market-chief"), at=at("2026-03-12 09:00"))


def test_a_neighbour_found_in_the_review_is_told_of_the_right_to_a_hearing_before_the_decision(case):
    tell(case)
    with pytest.raises(Refused) as refused:
        decision.grant(case_id=case.id, by=actor("market-chief"), at=at("2026-03-10 09:00"))
    assert (refused.value.code, refused.value.facts["article"]) == ("hearing_right_not_told", "ALL/47(1)")
    offer(case, "2026-03-10 10:00")
    with pytest.raises(Refused, match="hearing_right_still_runs"):
        decision.grant(case_id=case.id, by=actor("market-chief"), at=at("2026-03-17 09:00"))
    decision.grant(case_id=case.id, by=actor("market-chief"), at=at("2026-03-18 09:00"))


def test_an_officer_writes_down_what_the_neighbour_said_and_the_file_can_be_decided(case):
    tell(case)
    offer(case)
    views = "油烟管道应当高空排放"
    act_id = hearing.record_statement(
        case_id=case.id, of="interested_party", views=views, by=actor("market"), at=at("2026-03-05 09:00")
    )
    act = Act.objects.get(pk=act_id)
    assert (act.party_id, act.officer_id, act.grant_id is not None) == (None, actor("market").officer.id, True)
    decision.grant(case_id=case.id, by=actor("market-chief"), at=at("2026-03-12 10:00"))
    page = queries.case_page(actor("market"), case.id, at=at("2026-03-12 11:00"))
    assert page.acts[-2].statement == views
    assert list(drift.drifted()) == []


def test_the_applicant_speaks_for_herself_only(case):
    citizen, when = actor("citizen"), at("2026-03-05 09:00")
    act_id = hearing.record_statement(case_id=case.id, of="applicant", views="请尽快", by=citizen, at=when)
    act = Act.objects.get(pk=act_id)
    assert (act.officer_id, act.party_id) == (None, citizen.party.id)
    with pytest.raises(NotFound):
        hearing.record_statement(case_id=case.id, of="interested_party", views="同意", by=citizen, at=when)
    with pytest.raises(NotFound):
        hearing.record_statement(case_id=case.id, of="applicant", views="同意", by=actor("agent"), at=when)


def test_nobody_answers_who_was_not_told(case):
    with pytest.raises(Refused, match="nobody_was_told"):
        hearing.record_statement(
            case_id=case.id, of="interested_party", views="反对", by=actor("market"), at=at("2026-03-05 09:00")
        )


@pytest.mark.parametrize(
    ("changed", "code"),
    [({"to": "neighbour"}, "party_not_chosen"), ({"about": "x"}, "subject_not_chosen"), ({"days": 0}, "time_to_be")],
)
def test_what_is_told_is_complete(case, changed, code):
    given = {"to": "applicant", "about": "the_application", "days": 3, "who_and_why": "拟不予许可", **changed}
    with pytest.raises(Refused, match=code):
        hearing.notify(case_id=case.id, by=actor("market"), at=at("2026-03-05 09:00"), **given)


def test_a_matter_that_concerns_others_is_not_decided_before_they_are_told(monkeypatch):
    from sunhall.cases.contents import Content

    factories.city()
    monkeypatch.setattr(Content, "concerns_others", True)
    case = factories.accepted()
    factories.facts_checked(case, "2026-03-04 09:00")
    with pytest.raises(Refused, match="interested_party_not_told"):
        decision.grant(case_id=case.id, by=actor("market-chief"), at=at("2026-03-05 09:00"))
    tell(case)
    offer(case)
    decision.grant(case_id=case.id, by=actor("market-chief"), at=at("2026-03-12 09:00"))


def test_a_repeated_request_makes_one_notice(case):
    import uuid

    key = uuid.uuid4()
    given = {"case_id": case.id, "to": "applicant", "about": "the_application", "days": 3, "who_and_why": "拟不予许可"}
    first = hearing.notify(by=actor("market"), at=at("2026-03-05 09:00"), key=key, **given)
    assert hearing.notify(by=actor("market"), at=at("2026-03-05 09:01"), key=key, **given) == first
