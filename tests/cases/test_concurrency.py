"""Two people do the same thing at the same moment: one act, one answer each, and nobody left in the dark."""

import time
import uuid
from collections.abc import Iterator
from functools import partial

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from pytest_django.plugin import DjangoDbBlocker
from tests import factories
from tests.cases import racing
from tests.cases.racing import assert_whole, split, together
from tests.factories import actor, at

from sunhall.approvals import acts as approvals
from sunhall.cases import drift, notices
from sunhall.cases.acts import decision, drafts, intake, record, wire
from sunhall.cases.models import Act, Application, Case, Check, Statement
from sunhall.documents.models import Notice, NoticeSeries
from sunhall.kernel.refused import Refused
from sunhall.law.lifecycles.kinds import Kind
from sunhall.people import acts as people
from sunhall.people import staff
from sunhall.people.models import Authority, Grant, Officer

pytestmark = pytest.mark.real_time

WHEN = at("2026-03-05 10:00")


@pytest.fixture(autouse=True, scope="module")
def db(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """In place of the fixture of this name, which wraps each test in a transaction that no other thread sees."""
    with racing.committed_city(django_db_blocker):
        yield


def ready_to_decide() -> factories.Filed:
    case = factories.accepted()
    factories.facts_checked(case, "2026-03-04 10:00")
    return case


def decisions(case_id: int) -> list[str]:
    return list(Act.objects.filter(case_id=case_id, kind__in=["grant", "refuse"]).values_list("kind", flat=True))


@pytest.mark.parametrize("looked", [True, False])
def test_of_two_decisions_at_once_one_stands_and_the_other_is_told_what_happened(looked: bool) -> None:
    case = ready_to_decide()
    seen = Case.objects.get(pk=case.id).seq if looked else None
    told = {"case_id": case.id, "by": actor("market-chief"), "at": WHEN, "seen": seen}
    done, refused = split(together(partial(decision.grant, **told), partial(decision.refuse, reasons="不符合", **told)))
    assert (len(done), len(refused), len(decisions(case.id))) == (1, 1, 1)
    if looked:
        assert (refused[0].code, refused[0].facts["kind"]) == ("case_moved_on", decisions(case.id)[0])
    else:
        phase = {"grant": "granted", "refuse": "refused"}[decisions(case.id)[0]]
        assert (refused[0].code, refused[0].facts["phase"]) == ("not_open_now", phase)
    assert_whole(case.id)


def test_an_application_submitted_from_eight_places_is_one_case() -> None:
    number, who = factories.draft(), actor("citizen")
    told = together(*[partial(intake.submit, application_id=number, by=who, at=WHEN)] * 8)
    assert len(set(told)) == 1
    assert Case.objects.filter(applications=number).count() == 1
    assert Act.objects.filter(payload__application=str(number)).count() == 1
    assert_whole(told[0])


def test_many_applications_at_once_get_different_numbers() -> None:
    numbers, who = [factories.draft() for _ in range(6)], actor("citizen")
    told = together(*[partial(intake.submit, application_id=n, by=who, at=WHEN) for n in numbers])
    assert len({c.number for c in Case.objects.filter(pk__in=told)}) == 6
    assert_whole(*told)


def test_the_same_request_from_eight_threads_is_one_act_and_all_get_its_id() -> None:
    case, who = factories.accepted(), actor("market")
    request = partial(
        approvals.check_facts,
        case_id=case.id,
        badges=["990101", "990102"],
        result="meets",
        findings="符合",
        by=who,
        at=WHEN,
        key=uuid.uuid4(),
        seen=Case.objects.get(pk=case.id).seq,
    )
    told = together(*[request] * 8)
    act = Act.objects.get(case_id=case.id, kind="check_facts")
    assert told == [act.pk] * 8
    assert case_statements(case.id) == 1
    assert_whole(case.id)


def case_statements(case_id: int) -> int:
    return Case.objects.get(pk=case_id).statements.count()


def test_a_repeated_request_after_silence_answers_the_act_that_was_asked_for() -> None:
    case, who = factories.filed(when="2026-02-12 09:00"), actor("market")
    request = partial(
        approvals.check_facts,
        case_id=case.id,
        badges=["990101", "990102"],
        result="meets",
        findings="符合",
        by=who,
        at=at("2026-02-27 09:00"),
        key=uuid.uuid4(),
    )
    told = together(request, request, request)
    acts = list(Act.objects.filter(case_id=case.id).order_by("seq").values_list("kind", "pk"))
    assert [kind for kind, _ in acts] == ["submit", "deem_accepted", "check_facts"]
    assert told == [acts[2][1]] * 3
    assert_whole(case.id)


def test_a_correction_notice_and_a_withdrawal_at_once_leave_an_order_that_is_lawful() -> None:
    for _ in range(5):
        case = factories.filed()
        factories.checked(case, wrong={case.materials[0]: "unreadable"})
        together(
            partial(intake.request_correction, case_id=case.id, by=actor("clerk"), at=WHEN),
            partial(intake.withdraw, case_id=case.id, by=actor("citizen"), at=WHEN),
        )
        row = Case.objects.get(pk=case.id)
        kinds = list(Act.objects.filter(case_id=case.id).order_by("seq").values_list("kind", flat=True))
        assert row.phase == "withdrawn"
        assert kinds in (["submit", "withdraw"], ["submit", "request_correction", "withdraw"])
        assert_whole(case.id)


def test_two_devices_saving_one_draft_merge_their_fields() -> None:
    number, who = factories.draft(papers=False), actor("citizen")
    loaded = Application.objects.get(pk=number).revision
    save = partial(drafts.save, application_id=number, by=who, at=WHEN, revision=loaded)
    told = together(partial(save, data={"note_a": "甲"}, pen="a"), partial(save, data={"note_b": "乙"}, pen="b"))
    row = Application.objects.get(pk=number)
    assert (row.data["note_a"], row.data["note_b"]) == ("甲", "乙")
    assert sorted(saved.revision for saved in told) == [loaded + 1, loaded + 2]


def test_two_devices_saving_the_same_field_are_told_and_nothing_is_overwritten() -> None:
    number, who = factories.draft(papers=False), actor("citizen")
    loaded = Application.objects.get(pk=number).revision
    save = partial(drafts.save, application_id=number, by=who, at=WHEN, revision=loaded)
    done, refused = split(
        together(partial(save, data={"note": "甲"}, pen="a"), partial(save, data={"note": "乙", "own": 1}, pen="b"))
    )
    assert (len(done), len(refused)) == (1, 1)
    assert (refused[0].code, refused[0].facts["fields"]) == ("draft_moved_on", ["note"])
    row = Application.objects.get(pk=number)
    assert row.revision == loaded + 1
    assert (row.data["note"], row.data.get("own")) in (("甲", None), ("乙", 1))


def test_a_draft_is_either_saved_before_it_is_submitted_or_told_that_it_was() -> None:
    for _ in range(4):
        number, who = factories.draft(), actor("citizen")
        case_id, saved = together(
            partial(intake.submit, application_id=number, by=who, at=WHEN),
            partial(drafts.save, application_id=number, by=who, at=WHEN, data={"note": "晚"}),
        )
        row = Application.objects.get(pk=number)
        assert isinstance(saved, Refused) == ("note" not in row.data)
        assert not isinstance(saved, Refused) or saved.code == "already_submitted"
        assert Act.objects.get(case_id=case_id).payload["digest"] == intake.digest_of(row), "the act seals what stands"


def test_one_open_answer_to_a_correction_notice_however_often_it_is_begun() -> None:
    case = factories.filed()
    factories.checked(case, wrong={case.materials[0]: "unreadable"})
    intake.request_correction(case_id=case.id, by=actor("clerk"), at=at("2026-03-04 10:00"))
    begin = partial(drafts.start_supplement, case_id=case.id, by=actor("citizen"), at=WHEN)
    told = together(*[begin] * 4)
    assert len(set(told)) == 1
    assert Application.objects.filter(case_id=case.id, supplements__isnull=False).count() == 1


def test_two_clerks_checking_the_same_paper_leave_one_finding_and_each_paper_its_own() -> None:
    case = factories.filed()
    first, second = case.materials[:2]
    check = partial(intake.check_material, case_id=case.id, by=actor("clerk"), at=WHEN)
    together(
        partial(check, material=first, verdict="ok"),
        partial(check, material=first, verdict="wrong", reason="unreadable"),
        partial(check, material=second, verdict="missing"),
        partial(check, material="form", verdict="ok"),
    )
    found = dict(Check.objects.filter(application_id=case.application_id).values_list("material", "verdict"))
    assert found.keys() == {first, second, "form"}
    assert found[first] in ("ok", "wrong")


def test_an_acceptance_sees_the_finding_that_came_before_it_or_comes_before_the_finding() -> None:
    for _ in range(4):
        case = factories.filed()
        factories.checked(case)
        _, accepted = together(
            partial(
                intake.check_material,
                case_id=case.id,
                material=case.materials[0],
                verdict="wrong",
                reason="unreadable",
                by=actor("clerk"),
                at=WHEN,
            ),
            partial(intake.accept, case_id=case.id, by=actor("clerk"), at=WHEN),
        )
        verdict = Check.objects.get(application_id=case.application_id, material=case.materials[0]).verdict
        assert isinstance(accepted, Refused) == (verdict == "wrong")


def test_a_notice_made_by_the_job_and_by_the_page_at_once_is_one_notice_and_leaves_no_gap() -> None:
    cases = [factories.filed() for _ in range(3)]
    acts = [Act.objects.get(case_id=case.id).pk for case in cases]
    told = together(*[partial(notices.for_act, act, at=WHEN) for act in acts for _ in range(3)])
    made = Notice.objects.filter(case_id__in=[case.id for case in cases], kind="receipt")
    assert made.count() == 3
    assert {n.pk for n in told} == {n.pk for n in made}
    series = list(Notice.objects.filter(kind="receipt").order_by("serial").values_list("serial", flat=True))
    assert series == list(range(1, len(series) + 1))
    assert NoticeSeries.objects.get(kind="receipt").last == len(series)


def test_of_two_administrators_giving_the_same_power_one_does() -> None:
    holder = Officer.objects.get(user__login="market")
    give = partial(
        people.grant_power,
        holder_id=holder.pk,
        authority_id=Authority.objects.get(code="health").pk,
        power="opine",
        source="delegated",
        instrument="委托书",
        starts_at=WHEN,
        by=actor("admin").user_id,
        at=WHEN,
    )
    done, refused = split(together(give, give))
    assert (len(done), [r.code for r in refused]) == (1, ["power_overlaps"])


@pytest.fixture
def own_power() -> Iterator[Grant]:
    """The deciding power of the market authority, given for a test and taken away with it."""
    row = Grant.objects.get(holder__user__login="market-chief", power="decide", authority__code="market")
    lower, upper = row.valid.lower, row.valid.upper
    yield row
    Grant.objects.filter(pk=row.pk).update(valid=type(row.valid)(lower, upper))


def test_a_power_that_ends_while_an_act_is_under_way_waits_for_it(own_power: Grant) -> None:
    case, chief, admin = ready_to_decide(), actor("market-chief"), actor("admin")
    assert admin.user_id is not None
    order: list[str] = []

    def decide() -> int:
        with record.opened(case.id, by=chief, at=WHEN) as file:
            file.do(Kind.GRANT, {"statement": None})
            act_id = file.save()
            time.sleep(0.5)  # written, not committed: the power is in use
            order.append("act")
        return act_id

    def end() -> int:
        time.sleep(0.2)
        ended = staff.end_power(grant_id=own_power.pk, by=admin.user_id, at=at("2026-03-05 10:01"))  # type: ignore[arg-type]
        order.append("end")
        return ended

    told = together(decide, end)
    assert order == ["act", "end"]
    assert Act.objects.get(pk=told[0]).grant_id == own_power.pk
    assert_whole(case.id)


def test_an_act_whose_power_ends_before_it_is_written_is_refused_and_leaves_nothing(own_power: Grant) -> None:
    case, chief, admin = ready_to_decide(), actor("market-chief"), actor("admin")
    before = Case.objects.get(pk=case.id).seq

    def decide() -> int:
        with record.opened(case.id, by=chief, at=at("2026-03-05 10:01")) as file:
            file.do(Kind.GRANT, {"statement": None})  # the power was there when the case was read …
            time.sleep(0.5)
            return file.finish()

    def end() -> int:
        time.sleep(0.2)
        return staff.end_power(grant_id=own_power.pk, by=admin.user_id, at=WHEN)  # type: ignore[arg-type]

    told = together(decide, end)
    assert isinstance(told[0], Refused)
    assert (told[0].code, told[0].facts["power"], told[1]) == ("no_power", "decide", 1)
    assert Case.objects.get(pk=case.id).seq == before
    assert_whole(case.id)


def test_every_act_lies_within_the_power_it_used_however_the_race_goes(own_power: Grant) -> None:
    chief, admin = actor("market-chief"), actor("admin")
    for _ in range(5):
        case = ready_to_decide()
        decided, _ = together(
            partial(decision.grant, case_id=case.id, by=chief, at=WHEN),
            partial(staff.end_power, grant_id=own_power.pk, by=admin.user_id, at=WHEN),
        )
        assert isinstance(decided, Refused) != bool(decisions(case.id))
        assert not isinstance(decided, Refused) or decided.code == "no_power"
        assert_whole(case.id)
        Grant.objects.filter(pk=own_power.pk).update(valid=own_power.valid)


def test_ending_an_officers_powers_while_she_acts_is_no_deadlock(own_power: Grant) -> None:
    chief, admin = actor("market-chief"), actor("admin")
    assert chief.officer is not None
    for _ in range(5):
        case = ready_to_decide()
        together(
            partial(decision.grant, case_id=case.id, by=chief, at=WHEN),
            partial(staff.deactivate, officer_id=chief.officer.id, by=admin.user_id, at=WHEN),
        )
        assert_whole(case.id)
        Officer.objects.filter(pk=chief.officer.id).update(is_active=True)
        Grant.objects.filter(pk=own_power.pk).update(valid=own_power.valid)


def test_an_act_between_two_reads_of_the_nightly_check_is_no_drift() -> None:
    case, market = factories.accepted(), actor("market")
    start = partial(
        approvals.start_special_procedure,
        case_id=case.id,
        procedure="expert_review",
        needed_days=3,
        reasons="论证",
        by=market,
        at=WHEN,
    )

    def work() -> None:
        for _ in range(12):
            start()
            seq = Case.objects.get(pk=case.id).seq
            approvals.end_special_procedure(case_id=case.id, start=seq, by=market, at=WHEN)

    def look() -> list[object]:
        return [found for _ in range(25) for found in drift.drifted(case_ids=[case.id])]

    _, found = together(work, look)
    assert found == []
    assert_whole(case.id)


def test_silence_and_a_late_notice_at_once_leave_one_acceptance() -> None:
    for _ in range(4):
        case = factories.filed(when="2026-02-12 09:00")
        factories.checked(case, when="2026-02-26 09:00", wrong={case.materials[0]: "missing"})
        late = at("2026-02-27 09:00")
        told = together(
            partial(intake.note_silence, case_id=case.id, at=late),
            partial(intake.note_silence, case_id=case.id, at=late),
            partial(intake.request_correction, case_id=case.id, by=actor("clerk"), at=late),
        )
        assert sorted(told[:2]) == [False, True]
        assert isinstance(told[2], Refused)
        assert told[2].code == "late_correction_notice"
        acts = Act.objects.filter(case_id=case.id).order_by("seq")
        assert list(acts.values_list("kind", flat=True)) == ["submit", "deem_accepted"]
        assert_whole(case.id)


def test_nothing_is_left_locked() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in%'"
            " AND pid <> pg_backend_pid()"
        )
        assert cursor.fetchone()[0] == 0


def test_what_fails_at_the_commit_that_travels_with_an_act_is_told_and_leaves_nothing() -> None:
    case = ready_to_decide()
    seq = Case.objects.get(pk=case.id).seq
    copied = "UPDATE cases_case SET seq = seq + 1 WHERE id = $1 RETURNING seq"
    nowhere = (
        "INSERT INTO cases_statement (case_id, body, digest, created_at) VALUES ($1, 'x', 'x', now()) RETURNING id"
    )
    with pytest.raises(IntegrityError), transaction.atomic(durable=True):  # the foreign key is checked at the commit
        wire.row("to_a_case_that_is_not_there", nowhere, [-1], last=True)
    with pytest.raises(DatabaseError), transaction.atomic(durable=True):
        wire.row("no_number", copied, ["not a number"], last=True)
    assert Case.objects.get(pk=case.id).seq == seq
    assert not Statement.objects.filter(body="x").exists()
    with transaction.atomic(durable=True):
        wire.row("a_number", copied, [case.id], last=True)
        transaction.on_commit(partial(Case.objects.filter(pk=case.id).update, seq=seq))
    assert Case.objects.get(pk=case.id).seq == seq


def test_an_act_that_waits_for_a_row_lets_the_thread_that_holds_it_go_on() -> None:
    case, order = factories.filed(), []

    def hold() -> None:
        with transaction.atomic():
            Case.objects.select_for_update().get(pk=case.id)
            time.sleep(0.3)
            order.append("held")

    def act() -> None:
        time.sleep(0.1)
        with transaction.atomic(durable=True):
            wire.row("the_same", "UPDATE cases_case SET seq = seq WHERE id = $1 RETURNING seq", [case.id], last=True)
        order.append("act")

    together(hold, act)
    assert order == ["held", "act"]


def test_within_an_outer_transaction_the_commit_is_left_to_it() -> None:
    case = ready_to_decide()
    seq = Case.objects.get(pk=case.id).seq
    copied = "UPDATE cases_case SET seq = seq + 1 WHERE id = $1 RETURNING seq"
    with transaction.atomic():
        with transaction.atomic():
            wire.row("a_number", copied, [case.id], last=True)
        transaction.set_rollback(True)
    assert Case.objects.get(pk=case.id).seq == seq
