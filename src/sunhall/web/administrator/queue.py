"""Jobs that fail: reads of the job table, and running one again. Only the administrator's pages use it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Q
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob

from sunhall.kernel.refused import Refused
from sunhall.people import acts as people
from sunhall.people import registers

MANY_ATTEMPTS = 3  # one or two failures are the weather; three want a look


@dataclass(frozen=True, slots=True)
class JobRow:
    """`status`: failed (given up), todo (will be tried again at `next_at`) or doing."""

    id: int
    task: str
    queue: str
    args: dict[str, Any]
    status: str
    attempts: int
    next_at: datetime | None
    last_at: datetime | None
    error: str = ""


def _troubled() -> Any:
    again = Q(status__in=("todo", "doing"), attempts__gte=MANY_ATTEMPTS)
    return ProcrastinateJob.objects.filter(Q(status="failed") | again)


def counts() -> dict[str, int]:
    """How many jobs wait, were given up, and fail again and again: one query."""
    told: dict[str, int] = ProcrastinateJob.objects.aggregate(
        waiting=Count("pk", filter=Q(status="todo")),
        failed=Count("pk", filter=Q(status="failed")),
        troubled=Count("pk", filter=Q(status__in=("todo", "doing"), attempts__gte=MANY_ATTEMPTS)),
    )
    return told


def rows(*, limit: int = 100) -> list[JobRow]:
    """Jobs that were given up or fail again and again, newest first, each with why: three queries."""
    jobs = list(_troubled().order_by("-id")[:limit])
    numbers = [j.pk for j in jobs]
    events = ProcrastinateEvent.objects.filter(job_id__in=numbers).order_by("id")
    last: dict[int, datetime] = dict(events.values_list("job_id", "at"))  # the latest of each job wins
    why = registers.faults(numbers)
    return [_row(j, last.get(j.pk), why.get(j.pk, "")) for j in jobs]


def _row(j: Any, last: datetime | None = None, error: str = "") -> JobRow:
    return JobRow(j.pk, j.task_name, j.queue_name, j.args, j.status, j.attempts, j.scheduled_at, last, error)


def of_messages(message_ids: list[int]) -> dict[int, JobRow]:
    """The job that sends each of these messages, while there is one: one query."""
    found = ProcrastinateJob.objects.filter(task_name="send_email", args__message_id__in=message_ids)
    return {j.args["message_id"]: _row(j) for j in found.order_by("id")}


def send_again(*, message_id: int, by: int, at: datetime) -> None:
    """Try the e-mail of a message again now, given up or waiting. Audited. Refused `job_moved_on` while it is tried."""
    with transaction.atomic():
        jobs = ProcrastinateJob.objects.select_for_update()
        job = jobs.filter(task_name="send_email", args__message_id=message_id).order_by("-id").first()
        if job is not None and job.status not in ("failed", "todo"):
            raise Refused("job_moved_on")
        if job is None:
            app.configure_task("send_email", queue="mail").defer(message_id=message_id)
        elif job.status == "failed":
            app.job_manager.retry_job_by_id(job_id=job.pk, retry_at=at)
        else:
            _now(job.pk, at)
        people.note_change(what="job", ref=str(message_id), action="again", after={"task": "send_email"}, by=by, at=at)


def _now(job_id: int, at: datetime) -> None:
    """A job that waits for its next try is due now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET scheduled_at = %s WHERE id = %s AND status = 'todo'", [at, job_id]
        )


def again(*, job_id: int, by: int, at: datetime) -> None:
    """Run a given-up job again now. Audited. Refused `job_moved_on`."""
    with transaction.atomic():
        job = ProcrastinateJob.objects.select_for_update().filter(pk=job_id, status="failed").first()
        if job is None:
            raise Refused("job_moved_on")
        app.job_manager.retry_job_by_id(job_id=job_id, retry_at=at)
        people.note_change(
            what="job", ref=str(job_id), action="again", after={"task": job.task_name, "args": job.args}, by=by, at=at
        )
