"""Every act that owes a notice gets one, with what the law wants on it, and only one."""

import pytest
from tests import factories
from tests.factories import actor, at

from sunhall.approvals import acts as approvals
from sunhall.cases import messages, notices
from sunhall.cases.acts import decision, intake
from sunhall.cases.models import Act
from sunhall.documents.models import Notice
from sunhall.jobs import tasks
from sunhall.law.lifecycles import licensing
from sunhall.people.models import Message

pytestmark = pytest.mark.django_db

WHEN = at("2026-03-20 09:00")


@pytest.fixture(autouse=True)
def city(db):
    factories.city()


def issue_all(case_id: int) -> list[str]:
    for act in Act.objects.filter(case_id=case_id).order_by("seq"):
        made = notices.for_act(act.pk, at=WHEN)
        assert (made is None) == (not licensing.TABLE[act.kind].notice)
    return list(Notice.objects.filter(case_id=case_id).order_by("id").values_list("kind", flat=True))


def test_a_corrected_and_granted_case_has_all_its_notices():
    case = factories.filed()
    factories.checked(case, wrong={case.materials[0]: "unreadable"})
    intake.request_correction(case_id=case.id, by=actor("clerk"), at=at("2026-03-03 10:00"))
    assert issue_all(case.id) == ["receipt", "correction"]
    told = Notice.objects.get(case_id=case.id, kind="correction").data
    assert len(told["items"]) == 1
    assert told["submit_by"]


def test_special_procedure_extension_and_grant_are_told_in_writing():
    case = factories.accepted()
    start = {"procedure": "expert_review", "needed_days": 5, "reasons": "需专家论证", "by": actor("market")}
    approvals.start_special_procedure(case_id=case.id, at=at("2026-03-04 09:00"), **start)
    seq = Act.objects.get(case_id=case.id, kind="start_special_procedure").seq
    approvals.end_special_procedure(case_id=case.id, start=seq, by=actor("market"), at=at("2026-03-06 09:00"))
    extension = {"days": 5, "approver": "agency_head", "reasons": "情况复杂", "by": actor("market-head")}
    decision.extend(case_id=case.id, at=at("2026-03-09 09:00"), **extension)
    checked = {"badges": ["990101", "990102"], "result": "meets", "findings": "符合条件", "by": actor("market")}
    approvals.check_facts(case_id=case.id, at=at("2026-03-10 09:00"), **checked)
    decision.grant(case_id=case.id, by=actor("market-chief"), at=at("2026-03-11 09:00"))
    assert issue_all(case.id) == [
        "receipt",
        "acceptance",
        "special_procedure",
        "resume",
        "extension",
        "fact_check",
        "grant",
    ]


@pytest.mark.parametrize(
    ("act", "given", "kind"),
    [
        (
            intake.refuse_acceptance,
            {"ground": "not_this_authority", "competent": "某局", "reasons": "不属职权"},
            "non_acceptance",
        ),
        (intake.declare_not_required, {"reasons": "无需许可"}, "not_required"),
    ],
)
def test_ends_of_intake_are_told_in_writing(act, given, kind):
    case = factories.filed()
    act(case_id=case.id, by=actor("clerk"), at=at("2026-03-03 10:00"), **given)
    assert issue_all(case.id) == ["receipt", kind]


def test_refusal_and_withdrawal_are_told_in_writing():
    refused, withdrawn = factories.accepted(), factories.accepted()
    decision.refuse(case_id=refused.id, reasons="布局不符合要求", by=actor("market-chief"), at=at("2026-03-05 10:00"))
    intake.withdraw(case_id=withdrawn.id, by=actor("citizen"), at=at("2026-03-05 10:00"))
    assert issue_all(refused.id)[-1] == "refusal"
    assert issue_all(withdrawn.id)[-1] == "withdrawal"


def test_a_deemed_acceptance_is_told_in_writing():
    case = factories.filed(when="2026-02-12 09:00")
    intake.note_silence(case_id=case.id, at=at("2026-02-27 00:30"))
    assert issue_all(case.id) == ["receipt", "acceptance"]
    assert Notice.objects.get(case_id=case.id, kind="acceptance").data["accepted_on"] == "2026-02-12"


def test_every_act_of_the_table_that_owes_a_notice_can_have_it_written():
    owed = {g.notice for g in licensing.TABLE.values() if g.notice}
    published = {"hearing_announcement"}  # beside the notice of a hearing that nobody asked for
    assert owed | published == set(notices.BODIES)


def test_the_job_after_an_act_tells_the_applicant_once_however_often_it_runs(mailoutbox):
    case = factories.filed()
    act = Act.objects.get(case_id=case.id)
    tasks.after_act.func(act.pk)
    tasks.after_act.func(act.pk)
    message = Message.objects.get(case_id=case.id)
    tasks.send_email.func(message.pk)
    tasks.send_email.func(message.pk)
    assert len(mailoutbox) == 1
    assert Notice.objects.filter(case_id=case.id).count() == 1


def test_every_kind_of_act_that_concerns_the_applicant_has_words():
    silent = {"correct_on_the_spot", "ask_opinion", "give_opinion", "check_facts", "recuse"}
    assert set(licensing.TABLE) - set(messages.TEXTS) == silent
