"""A job that fails is tried again and stays visible; a job whose worker was killed is taken up by another."""

import smtplib
from datetime import datetime, timedelta
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection, connections
from django.test import Client
from procrastinate import exceptions
from procrastinate.contrib.django import app
from procrastinate.jobs import Status
from tests import factories
from tests.desk import signed_in, words
from tests.factories import at

from sunhall.cases import silence
from sunhall.cases.acts import intake
from sunhall.cases.models import Act, Case
from sunhall.documents.models import Notice
from sunhall.jobs import tasks
from sunhall.kernel.clock import ZONE
from sunhall.people import registers
from sunhall.people.models import Message

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.real_time]

OUTAGE: list[Exception] = []


class FailingMail(EmailBackend):
    """Takes letters unless there is an outage."""

    def send_messages(self, messages: Any) -> int:
        if OUTAGE:
            raise OUTAGE[0]
        return super().send_messages(messages)


@pytest.fixture(autouse=True)
def post_office(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    settings.EMAIL_BACKEND = f"{__name__}.FailingMail"
    # A worker's threads keep their connections; here they close them, or the test database could not be dropped.
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)
    OUTAGE.clear()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")
    factories.city()
    yield
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


def work(*queues: str) -> None:
    """Run a worker as `sunhall worker --once` does, until no job is due."""

    async def run() -> None:
        async with app.with_connector(app.connector.get_worker_connector()).open_async() as running:  # type: ignore[attr-defined]
            await running.run_worker_async(
                queues=list(queues), wait=False, concurrency=1, install_signal_handlers=False, delete_jobs="successful"
            )

    async_to_sync(run)()


def rows(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def unsent() -> list[Message]:
    return list(Message.objects.exclude(email_error=""))


def make_due() -> None:
    rows("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo' RETURNING id")


# A worker also puts the clocks' jobs in, when their minute comes: those are left out.
JOBS = "SELECT task_name, status::text, attempts FROM procrastinate_jobs WHERE queue_name <> 'clock' ORDER BY id"
DOWN = [OSError("connection refused"), smtplib.SMTPServerDisconnected("gone"), TimeoutError("timed out")]


@pytest.mark.parametrize("outage", DOWN, ids=lambda e: type(e).__name__)
def test_a_letter_that_cannot_go_is_seen_tried_again_and_goes_once(outage: Exception, mailoutbox: list[Any]) -> None:
    factories.filed()
    OUTAGE.append(outage)
    work("acts", "mail")
    (message,) = unsent()
    assert message.email_error.startswith(type(outage).__name__)
    assert message.emailed_at is None
    assert rows(JOBS) == [("send_email", "todo", 1)], "it waits for its next try"
    assert rows("SELECT scheduled_at > now() FROM procrastinate_jobs WHERE task_name = 'send_email'") == [(True,)]
    OUTAGE.clear()
    make_due()
    work("mail")
    assert [letter.to for letter in mailoutbox] == [["li@example.com"]]
    message.refresh_from_db()
    assert message.emailed_at is not None
    assert (unsent(), rows(JOBS)) == ([], [])


def test_a_job_that_keeps_failing_gives_up_but_is_not_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    factories.filed()

    def broken(*_: object, **__: object) -> None:
        raise ValueError("a notice that cannot be written")

    monkeypatch.setattr(tasks.notices, "for_act", broken)
    for tried in range(tasks.MAX_ATTEMPTS + 1):
        assert rows(JOBS) == [("after_act", "todo", tried)]
        make_due()
        work("acts")
    assert rows(JOBS)[0][:2] == ("after_act", "failed")
    assert Message.objects.count() == 0
    ((job_id,),) = rows("SELECT id FROM procrastinate_jobs WHERE status = 'failed'")
    assert registers.faults([job_id]) == {job_id: "ValueError: a notice that cannot be written"}
    page = words(signed_in("admin").get("/admin/jobs/"))
    assert "Given up" in page and "ValueError: a notice that cannot be written" in page
    rows("DELETE FROM procrastinate_jobs WHERE id = %s RETURNING id", job_id)
    assert registers.faults([job_id]) == {}, "why it failed goes with the job"


def test_a_link_for_a_new_password_waits_for_the_mail_server_and_stands_in_no_table(mailoutbox: list[Any]) -> None:
    OUTAGE.append(TimeoutError("timed out"))
    answer = Client().post("/account/password/forgotten/", {"email": "li@example.com"})
    assert answer.status_code == 302, "nobody waits for the mail server"
    work("mail")
    assert rows(JOBS) == [("send_account_letter", "todo", 1)]
    assert "password/new" not in str(rows("SELECT args FROM procrastinate_jobs"))
    OUTAGE.clear()
    make_due()
    work("mail")
    assert rows(JOBS) == [] and "/account/password/new/" in mailoutbox[0].body


def test_what_follows_an_act_is_done_once_however_often_its_job_runs(mailoutbox: list[Any]) -> None:
    case = factories.filed()
    act = Act.objects.get(case_id=case.id)
    for _ in range(3):
        tasks.after_act.defer(act_id=act.pk)
    work("acts", "mail")
    assert (Notice.objects.filter(act_id=act.pk).count(), Message.objects.filter(act_id=act.pk).count()) == (1, 1)
    assert len(mailoutbox) == 1


def kill_a_worker_at_its_job(*, silent_for: timedelta, attempts: int = 0) -> int:
    """What a killed worker leaves: a job under way, and a heart that has stopped beating."""
    (worker,) = rows("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s) RETURNING id", silent_for)[
        0
    ]
    rows("UPDATE procrastinate_jobs SET attempts = %s WHERE task_name = 'after_act' RETURNING id", attempts)
    fetched = rows("SELECT id FROM procrastinate_fetch_job_v2(ARRAY['acts']::varchar[], %s)", worker)
    assert rows(JOBS)[0][1] == "doing"
    return int(fetched[0][0])


def take_up() -> None:
    async_to_sync(tasks.take_up_stalled.func)(0)


def test_a_job_whose_worker_was_killed_is_done_by_another(mailoutbox: list[Any]) -> None:
    case = factories.filed()
    kill_a_worker_at_its_job(silent_for=timedelta(minutes=10))
    work("acts", "mail")
    assert not Notice.objects.filter(case_id=case.id).exists(), "nobody else may touch a job under way"
    take_up()
    work("acts", "mail")
    assert Notice.objects.filter(case_id=case.id).count() == 1
    assert (len(mailoutbox), rows(JOBS)) == (1, [])


def test_a_job_of_a_worker_that_is_gone_from_the_list_is_taken_up_too() -> None:
    case = factories.filed()
    kill_a_worker_at_its_job(silent_for=timedelta(minutes=10))
    rows("SELECT procrastinate_prune_stalled_workers_v1(30)")  # as each worker does when it starts
    take_up()
    work("acts")
    assert Notice.objects.filter(case_id=case.id).count() == 1


def test_a_job_of_a_living_worker_is_left_to_it() -> None:
    factories.filed()
    kill_a_worker_at_its_job(silent_for=timedelta(seconds=20))
    take_up()
    assert rows(JOBS) == [("after_act", "doing", 0)]


def test_a_job_that_kills_every_worker_is_stopped_in_the_end() -> None:
    factories.filed()
    kill_a_worker_at_its_job(silent_for=timedelta(minutes=10), attempts=tasks.MAX_ATTEMPTS)
    tasks.take_up_stalled.defer(timestamp=0)
    work("clock")
    assert ("after_act", "failed") in [row[:2] for row in rows(JOBS)]


def test_later_acts_of_a_case_wait_for_the_job_of_the_first() -> None:
    case = factories.filed()
    kill_a_worker_at_its_job(silent_for=timedelta(seconds=1))
    factories.checked(case)
    intake.accept(case_id=case.id, by=factories.actor("clerk"), at=at("2026-03-03 10:00"))
    other = factories.filed()
    work("acts")
    assert not Notice.objects.filter(case_id=case.id).exists()
    assert Notice.objects.filter(case_id=other.id).exists(), "another case does not wait"


def test_the_clocks_of_the_house_are_all_wound() -> None:
    wound = {periodic.task.name: periodic.cron for periodic in app.periodic_registry.periodic_tasks.values()}
    assert wound == {
        "record_silence": "*/15 * * * *", "check_drift": "20 3 * * *", "take_up_stalled": "*/5 * * * *",
        "take_up_recounts": "*/30 * * * *",
    }  # fmt: skip


def test_a_recount_that_was_given_up_is_done_again_and_one_that_waits_is_left(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(tasks.calendars, "unfinished", lambda: [3, 4])
    tasks.recount_cases.defer(version=3)
    tasks.recount_cases.defer(version=4)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE args->>'version' = '4'")
    tasks.take_up_recounts(timestamp=0)
    tasks.take_up_recounts(timestamp=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT args->>'version', status::text FROM procrastinate_jobs ORDER BY id")
        assert cursor.fetchall() == [("3", "todo"), ("4", "failed"), ("4", "todo")]
    assert "the recount of the notice loaded as 4 was given up" in caplog.text


def test_one_broken_case_does_not_keep_the_silence_of_others(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = (factories.filed(when="2026-02-12 09:00") for _ in range(2))
    whole = intake.note_silence

    def fragile(*, case_id: int, at: datetime) -> bool:
        if case_id == first.id:
            raise RuntimeError("broken")
        return whole(case_id=case_id, at=at)

    monkeypatch.setattr(tasks.intake, "note_silence", fragile)
    tasks.record_silence.func(int(at("2026-02-27 00:30").timestamp()))
    phases = dict(Case.objects.values_list("pk", "phase"))
    assert phases == {first.id: "received", second.id: "review"}
    assert f"case {first.id}" in caplog.text
    monkeypatch.undo()
    tasks.record_silence.func(int(at("2026-02-27 00:45").timestamp()))
    assert set(Case.objects.values_list("phase", flat=True)) == {"review"}
    assert silence.candidates(at=datetime(2026, 2, 27, 1, tzinfo=ZONE)) == []


def test_two_rounds_of_a_clock_do_not_pile_up() -> None:
    tasks.record_silence.defer(timestamp=1)
    with pytest.raises(exceptions.AlreadyEnqueued):
        tasks.record_silence.defer(timestamp=2)
    assert rows("SELECT count(*) FROM procrastinate_jobs") == [(1,)]
    assert Status.TODO.value == "todo"
