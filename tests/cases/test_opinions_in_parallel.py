"""Several authorities answer at the same moment: every answer is kept, in some order, and none waits for another."""

from collections.abc import Iterator
from functools import partial

import pytest
from pytest_django.plugin import DjangoDbBlocker
from tests import factories
from tests.cases import racing
from tests.cases.racing import assert_whole, together
from tests.factories import actor, at, authority

from sunhall.approvals import acts as approvals
from sunhall.cases import contents, queries, worklists
from sunhall.cases.acts import decision, intake
from sunhall.cases.models import Act, Application, Case, Check, Turn
from sunhall.kernel.refused import Refused

pytestmark = pytest.mark.real_time

PERMIT = "construction-permit"
WHEN = at("2026-03-04 10:00")
ROUNDS = 20
ASKED = ("planning", "urban", "fire", "ecology")


@pytest.fixture(autouse=True, scope="module")
def db(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """In place of the fixture of this name, which wraps each test in a transaction that no other thread sees."""
    with racing.committed_city(django_db_blocker):
        yield


def handed_in(when: str = "2026-03-02 09:00") -> factories.Filed:
    """A special project with earthworks: everybody is asked."""
    case = factories.filed(PERMIT, when=when)
    assert {x.authority for x in contents.of(Application.objects.get(pk=case.application_id)).lanes} == {
        authority(code) for code in ASKED
    }
    return case


def asked() -> factories.Filed:
    case, clerk, when = handed_in(), actor("clerk"), at("2026-03-03 10:00")
    assert clerk.officer is not None
    found = {"application_id": case.application_id, "verdict": "ok", "by_id": clerk.officer.id, "at": when}
    Check.objects.bulk_create(Check(material=m, **found) for m in ["form", *case.materials])  # many acts saved
    intake.accept(case_id=case.id, by=clerk, at=when)
    return case


def answer(case: factories.Filed, code: str, *, agrees: bool = True) -> "partial[int]":
    return partial(
        approvals.give_opinion,
        case_id=case.id,
        authority_id=authority(code),
        agrees=agrees,
        reasons="" if agrees else "不同意",
        by=actor(code),
        at=WHEN,
    )


def test_twenty_times_three_authorities_answer_at_once_and_all_three_are_kept() -> None:
    for _ in range(ROUNDS):
        case = asked()
        told = together(*[answer(case, code) for code in ("planning", "urban", "fire")])
        given = Act.objects.filter(case_id=case.id, kind="give_opinion")
        assert sorted(told) == sorted(given.values_list("pk", flat=True))
        assert {a.payload["authority"] for a in given} == {authority(c) for c in ("planning", "urban", "fire")}
        lanes = dict(Case.objects.get(pk=case.id).lanes)
        assert lanes == {authority(c): "asked" if c == "ecology" else "agrees" for c in ASKED}
        assert_whole(case.id)


def test_answers_of_many_files_at_once_do_not_disturb_each_other() -> None:
    cases = [asked() for _ in range(3)]
    together(*[answer(case, code, agrees=code != "fire") for case in cases for code in ASKED])
    for case in cases:
        lanes = dict(Case.objects.get(pk=case.id).lanes)
        assert lanes == {authority(c): "objects" if c == "fire" else "agrees" for c in ASKED}
        assert not Turn.objects.filter(case_id=case.id, role="opinion").exists()
    assert_whole(*[case.id for case in cases])


def test_two_officers_of_one_authority_answer_once() -> None:
    case = asked()
    told = together(answer(case, "planning"), answer(case, "planning", agrees=False))
    refused = [each for each in told if isinstance(each, Refused)]
    assert [r.code for r in refused] == ["opinion_already_given"]
    assert Act.objects.filter(case_id=case.id, kind="give_opinion").count() == 1
    assert (
        Case.objects.get(pk=case.id).statements.count()
        == Act.objects.filter(case_id=case.id, payload__agrees=False).count()
    ), "the reasons of the answer that came too late are not kept"
    assert_whole(case.id)


def test_an_answer_and_a_withdrawal_at_once_leave_an_order_that_is_lawful() -> None:
    for _ in range(4):
        case = asked()
        opinion, _ = together(
            answer(case, "planning"),
            partial(intake.withdraw, case_id=case.id, by=actor("citizen"), at=WHEN),
        )
        assert Case.objects.get(pk=case.id).phase == "withdrawn"
        if isinstance(opinion, Refused):
            assert (opinion.code, opinion.facts["phase"]) == ("not_open_now", "withdrawn")
        assert not Turn.objects.filter(case_id=case.id).exists()
        assert_whole(case.id)


def test_the_last_answer_and_the_decision_at_once_never_decide_over_a_silent_authority() -> None:
    for _ in range(4):
        case = asked()
        for code in ("planning", "fire", "ecology"):
            answer(case, code)()
        decided, _ = together(
            partial(decision.refuse, case_id=case.id, reasons="不符合", by=actor("construction-chief"), at=WHEN),
            answer(case, "urban"),
        )
        order = list(Act.objects.filter(case_id=case.id).order_by("seq").values_list("kind", flat=True))
        if isinstance(decided, Refused):
            assert (decided.code, decided.facts["authorities"]) == ("opinions_missing", [authority("urban")])
            assert order[-1] == "give_opinion"
        else:
            assert order[-2:] == ["give_opinion", "refuse"]
        assert_whole(case.id)


def test_silence_asks_the_same_authorities_whoever_comes_upon_it() -> None:
    """The job and an officer's own act find the acceptance by silence alike; what it asks may not depend on it."""
    late = at("2026-02-27 09:00")
    by_job, by_act = handed_in("2026-02-12 09:00"), handed_in("2026-02-12 09:00")
    assert intake.note_silence(case_id=by_job.id, at=late)
    approvals.start_special_procedure(
        case_id=by_act.id,
        procedure="expert_review",
        needed_days=3,
        reasons="论证",
        by=actor("construction"),
        at=late,
    )
    for case in (by_job, by_act):
        kinds = list(Act.objects.filter(case_id=case.id).order_by("seq").values_list("kind", flat=True))
        assert kinds[:3] == ["submit", "deem_accepted", "ask_opinion"]
        assert {a for a, _ in Case.objects.get(pk=case.id).lanes} == {authority(c) for c in ASKED}
        rows = worklists.desk(actor("fire"), at=late, roles=["opinion"]).rows
        assert case.id in {row.case_id for row in rows}
        assert queries.case_page(actor("fire"), case.id, at=late).my_lanes == [authority("fire")]
        assert_whole(case.id)


def test_asking_for_opinions_after_silence_finds_them_asked_and_answers_that_act() -> None:
    late, case = at("2026-02-27 09:00"), handed_in("2026-02-12 09:00")
    told = approvals.ask_opinions(case_id=case.id, by=actor("construction"), at=late)
    assert Act.objects.get(case_id=case.id, kind="ask_opinion").pk == told
    with pytest.raises(Refused, match="nobody_to_ask"):
        approvals.ask_opinions(case_id=case.id, by=actor("construction"), at=late)
    assert_whole(case.id)
