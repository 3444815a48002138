"""Jobs that fail: reads of the job table, and running one again. Only the administrator's pages use it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob

from sunhall.kernel.refused import Refused
from sunhall.people import acts as people

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
    """Jobs that were given up or fail again and again, newest first: two queries."""
    jobs = list(_troubled().order_by("-id")[:limit])
    events = ProcrastinateEvent.objects.filter(job_id__in=[j.pk for j in jobs]).order_by("id")
    last: dict[int, datetime] = dict(events.values_list("job_id", "at"))  # the latest of each job wins
    return [
        JobRow(j.pk, j.task_name, j.queue_name, j.args, j.status, j.attempts, j.scheduled_at, last.get(j.pk))
        for j in jobs
    ]


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
