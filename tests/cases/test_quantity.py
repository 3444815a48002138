"""A limited number of licences goes to who was accepted first (Licensing Law art. 57)."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from tests import factories
from tests.cases.papers import squeezed, text_of
from tests.factories import actor, at

from sunhall.cases import notices
from sunhall.cases.acts import decision, intake
from sunhall.cases.models import Act, Case
from sunhall.certificates import licences
from sunhall.kernel.refused import Refused

pytestmark = pytest.mark.django_db


def ready(when: str = "2026-03-03", *, by: str = "citizen") -> factories.Filed:
    case = factories.filed(by=by)
    return factories.reviewed(case, when)


def grant(case: factories.Filed, when: str = "2026-03-06 09:00") -> None:
    """The licence is granted, and the file says so; or Refused."""
    act_id = decision.grant(case_id=case.id, by=actor("market-chief"), at=at(when))
    assert Act.objects.get(pk=act_id).kind == "grant"
    assert Case.objects.get(pk=case.id).phase == "granted"


def test_the_last_licence_goes_to_who_was_accepted_first():
    factories.city()
    with factories.procedure(quantity=1):
        second, first = ready("2026-03-04"), ready("2026-03-03")
        with pytest.raises(Refused) as refused:
            grant(second)
        number = Case.objects.get(pk=first.id).number
        assert (refused.value.code, refused.value.facts["cases"]) == ("earlier_in_queue", [number])
        grant(first)
        with pytest.raises(Refused, match="quantity_used_up"):
            grant(second)


def test_who_comes_too_late_is_refused_for_the_number_and_for_nothing_else():
    factories.city()
    second, first = ready("2026-03-04"), ready("2026-03-03")
    told = {"case_id": second.id, "reasons": "数量已满", "ground": "quantity_used_up", "by": actor("market-chief")}
    with pytest.raises(Refused, match="no_such_ground_of_refusal"):  # the matter knows no number
        decision.refuse(at=at("2026-03-05 09:00"), **told)
    with factories.procedure(quantity=1):
        with pytest.raises(Refused, match="no_such_ground_of_refusal"):  # one is left
            decision.refuse(at=at("2026-03-05 09:00"), **told)
        grant(first, "2026-03-05 10:00")
        act_id = decision.refuse(at=at("2026-03-05 11:00"), **told)
        notice = notices.for_act(act_id, at=at("2026-03-05 11:00"))
    assert notice is not None
    paper = text_of(notice)
    assert squeezed("第五十七条") in paper and squeezed("不符合法定条件") not in paper


def test_when_the_earlier_one_is_refused_the_next_one_has_it():
    factories.city()
    with factories.procedure(quantity=1):
        second, first = ready("2026-03-04"), ready("2026-03-03")
        decision.refuse(case_id=first.id, reasons="不符合", by=actor("market-chief"), at=at("2026-03-05 09:00"))
        assert Case.objects.get(pk=first.id).phase == "refused"
        grant(second)


def test_two_licences_left_need_no_waiting_for_one_who_is_ahead():
    factories.city()
    with factories.procedure(quantity=2):
        second, first = ready("2026-03-04"), ready("2026-03-03")
        grant(second)
        grant(first)


def test_whom_silence_accepted_stands_where_she_handed_in():
    factories.city()
    with factories.procedure(quantity=1):
        silent = factories.filed(when="2026-03-02 09:00")
        later = ready("2026-03-03")
        with pytest.raises(Refused, match="earlier_in_queue"):
            grant(later, "2026-03-12 09:00")
        intake.note_silence(case_id=silent.id, at=at("2026-03-12 10:00"))
        with pytest.raises(Refused, match="earlier_in_queue"):
            grant(later, "2026-03-12 11:00")
        intake.withdraw(case_id=silent.id, by=actor("citizen"), at=at("2026-03-12 12:00"))
        grant(later, "2026-03-12 13:00")


def test_a_revoked_licence_is_free_again_and_an_issued_one_is_not():
    factories.city()
    with factories.procedure(quantity=1):
        case, _ = factories.licensed(valid=None)
        other = ready()
        with pytest.raises(Refused, match="quantity_used_up"):
            grant(other)
        from sunhall.cases.acts import hearing

        hearing.notify(
            case_id=case.id, to="holder", about="the_intended_act", days=3, who_and_why="拟撤销",
            by=actor("market"), at=at("2026-03-06 09:00"),
        )  # fmt: skip
        licences.revoke(
            case_id=case.id, ground="ultra_vires", compensation="granted", reasons="超越职权",
            by=actor("market-head"), at=at("2026-03-12 09:00"),
        )  # fmt: skip
        grant(other, "2026-03-12 10:00")


def test_a_renewal_takes_the_place_of_its_own_licence():
    factories.city()
    with factories.procedure(quantity=1):
        _, certificate = factories.licensed()
        case = factories.reviewed(factories.asked_of(certificate, "renew"), "2026-02-11")
        decision.renew(case_id=case.id, by=actor("market-chief"), at=at("2026-02-11 11:00"))
        factories.issued(case, "2026-02-11 12:00")
        other = ready()
        with pytest.raises(Refused, match="quantity_used_up"):
            grant(other)


def test_a_renewal_by_silence_takes_its_place_before_anybody_has_recorded_it():
    factories.city()
    with factories.procedure(quantity=1):
        _, certificate = factories.licensed()
        factories.reviewed(factories.asked_of(certificate, "renew"), "2026-02-11")
        with pytest.raises(Refused, match="quantity_used_up"):
            grant(ready(), "2026-04-02 09:00")


@pytest.mark.django_db(transaction=True)
def test_two_decisions_on_the_last_licence_at_the_same_time_grant_one():
    factories.city()
    with factories.procedure(quantity=1):
        cases = [ready("2026-03-03"), ready("2026-03-03")]

        def attempt(case: factories.Filed) -> str:
            try:
                grant(case)
                return "granted"
            except Refused as refused:
                return refused.code
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            told = list(pool.map(attempt, cases))
    assert told.count("granted") == 1
    assert Case.objects.filter(phase="granted").count() == 1
