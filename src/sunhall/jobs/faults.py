"""Why a job failed, kept where the administrator looks. Named by every task that may fail for a reason to read."""

import logging
from collections.abc import Callable
from typing import Any

from django.db import DatabaseError
from procrastinate.job_context import JobContext

from sunhall.kernel import clock
from sunhall.people import acts as people

log = logging.getLogger(__name__)


def kept(call_next: Callable[[], Any], context: JobContext, worker: Any) -> Any:
    """Runs the task; when it fails, keeps the last line of the reason beside the job, and lets it fail."""
    try:
        return call_next()
    except Exception as error:
        _keep(context, f"{type(error).__name__}: {error}")
        raise


def _keep(context: JobContext, reason: str) -> None:
    job_id = context.job.id
    if job_id is None:
        return
    try:
        people.note_fault(job_id=job_id, error=reason, at=clock.now())
    except DatabaseError:  # mostly the database is what failed; the job itself must still be told as failed
        log.exception("why job %s failed could not be kept", job_id)
