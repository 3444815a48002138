"""Acts on a real database: who may, in what order, what is written, and that repetition and races do no harm."""

import uuid

import pytest
from django.db import connection, transaction
from django.db.utils import Error as DatabaseError
from tests import factories
from tests.factories import actor, at

from sunhall.approvals import acts as approvals
from sunhall.cases import drift, queries, worklists
from sunhall.cases.acts import decision, intake
from sunhall.cases.models import Act, Case
from sunhall.kernel.refused import NotFound, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_drift(db):
    factories.city()
    yield
    assert list(drift.drifted()) == []


def kinds(case_id: int) -> list[str]:
    return list(Act.objects.filter(case_id=case_id).order_by("seq").values_list("kind", flat=True))


def test_a_submitted_application_is_a_case_with_one_act_and_one_job():
    case = factories.filed()
    row = Case.objects.get(pk=case.id)
    assert (row.phase, row.seq, str(row.received_on)) == ("received", 1, "2026-03-02")
    assert len(row.number) == 21
    assert row.number.startswith("99990020260302")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'after_act'")
        assert cursor.fetchone()[0] == 1


def test_submitting_twice_makes_one_case():
    number = factories.draft()
    first = intake.submit(application_id=number, by=actor("citizen"), at=at("2026-03-02 09:00"))
    assert intake.submit(application_id=number, by=actor("citizen"), at=at("2026-03-02 09:01")) == first
    assert Case.objects.count() == 1


def test_somebody_elses_draft_does_not_exist():
    number = factories.draft()
    with pytest.raises(NotFound):
        intake.submit(application_id=number, by=actor("agent"), at=at("2026-03-02 09:00"))


def test_the_main_path_from_application_to_delivery():
    case = factories.accepted()
    row = Case.objects.get(pk=case.id)
    assert row.phase == "review"
    assert str(row.accepted_on) == "2026-03-03"
    assert row.statutory_due_on is not None
    factories.facts_checked(case, "2026-03-05 10:00")
    decision.grant(case_id=case.id, by=actor("market-chief"), at=at("2026-03-06 10:00"))
    row.refresh_from_db()
    assert (row.phase, row.outcome, row.statutory_end) == ("granted", "granted", None)
    assert {
        a.kind
        for a in queries.case_page(actor("market"), case.id, at=at("2026-03-06 11:00")).allowed
        if a.objection is None
    } == {"issue"}


def test_a_file_with_a_wrong_paper_cannot_be_accepted_and_the_notice_lists_everything():
    case = factories.filed()
    with pytest.raises(Refused, match="materials_not_checked"):
        intake.request_correction(case_id=case.id, by=actor("clerk"), at=at("2026-03-03 09:00"))
    wrong = {case.materials[0]: "unreadable", case.materials[1]: "missing"}
    factories.checked(case, wrong=wrong)
    with pytest.raises(Refused, match="materials_not_ok") as refusal:
        intake.accept(case_id=case.id, by=actor("clerk"), at=at("2026-03-03 10:00"))
    assert set(refusal.value.facts["materials"]) == set(wrong)
    intake.request_correction(case_id=case.id, by=actor("clerk"), at=at("2026-03-03 10:00"))
    items = Act.objects.get(case_id=case.id, kind="request_correction").payload["items"]
    assert {i["material"]: i["reason"] for i in items} == wrong


def test_the_window_cannot_decide_and_a_stranger_sees_nothing():
    case = factories.accepted()
    with pytest.raises(Refused, match="no_power"):
        decision.grant(case_id=case.id, by=actor("clerk"), at=at("2026-03-05 10:00"))
    with pytest.raises(NotFound):
        queries.case_page(actor("health"), case.id, at=at("2026-03-05 10:00"))
    with pytest.raises(NotFound):
        queries.case_page(actor("agent"), case.id, at=at("2026-03-05 10:00"))


def test_the_second_officer_is_told_that_the_case_moved_on():
    case = factories.accepted()
    page = queries.case_page(actor("market"), case.id, at=at("2026-03-05 10:00"))
    factories.facts_checked(case, "2026-03-05 10:00")
    with pytest.raises(Refused, match="case_moved_on") as refusal:
        decision.grant(case_id=case.id, by=actor("market-chief"), at=at("2026-03-05 10:01"), seen=page.seq)
    assert refusal.value.facts["kind"] == "check_facts"


def test_a_repeated_request_makes_one_act_and_answers_the_first():
    case = factories.accepted()
    key = uuid.uuid4()
    told = {
        "case_id": case.id,
        "badges": ["990101", "990102"],
        "result": "meets",
        "findings": "符合",
        "by": actor("market"),
        "key": key,
    }
    first = approvals.check_facts(at=at("2026-03-05 10:00"), **told)
    assert approvals.check_facts(at=at("2026-03-05 10:01"), **told) == first
    assert kinds(case.id).count("check_facts") == 1


def test_silence_accepts_without_any_job_and_the_next_act_records_it():
    case = factories.filed(when="2026-02-12 09:00")
    page = queries.case_page(actor("market"), case.id, at=at("2026-02-27 09:00"))
    assert (page.standing.phase, str(page.standing.accepted_on)) == ("review", "2026-02-12")
    assert kinds(case.id) == ["submit"]
    factories.checked(case, when="2026-02-26 09:00", wrong={case.materials[0]: "missing"})
    with pytest.raises(Refused, match="late_correction_notice"):
        intake.request_correction(case_id=case.id, by=actor("clerk"), at=at("2026-02-27 09:00"))
    factories.facts_checked(case, "2026-03-02 10:00")
    assert kinds(case.id) == ["submit", "deem_accepted", "check_facts"]
    deemed = Act.objects.get(case_id=case.id, kind="deem_accepted")
    assert (str(deemed.on), deemed.payload["accepted_on"]) == ("2026-02-26", "2026-02-12")


def test_the_job_records_silence_once():
    case = factories.filed(when="2026-02-12 09:00")
    assert intake.note_silence(case_id=case.id, at=at("2026-02-26 23:00")) is False
    assert intake.note_silence(case_id=case.id, at=at("2026-02-27 00:30")) is True
    assert intake.note_silence(case_id=case.id, at=at("2026-02-27 00:45")) is False


@pytest.mark.parametrize("statement", ["UPDATE cases_act SET kind = 'grant'", "DELETE FROM cases_act"])
def test_the_database_refuses_to_change_an_act(statement):
    factories.filed()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_desk_sorts_by_the_lawful_day_and_pages_by_key():
    cases = [factories.filed(when=f"2026-03-0{d} 09:00") for d in (4, 2, 3)]
    desk = worklists.desk(actor("clerk"), at=at("2026-03-05 09:00"), roles=["intake"], limit=2)
    assert [r.case_id for r in desk.rows] == [cases[1].id, cases[2].id]
    assert (desk.total, desk.overdue) == (3, 0)
    rest = worklists.desk(actor("clerk"), at=at("2026-03-05 09:00"), roles=["intake"], limit=2, after=desk.after)
    assert [r.case_id for r in rest.rows] == [cases[0].id]
    assert rest.after is None
    assert worklists.desk(actor("health"), at=at("2026-03-05 09:00")).total == 0
