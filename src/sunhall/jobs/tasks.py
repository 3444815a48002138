"""The jobs. `after_act` is deferred by the database function that writes an act, in the act's own transaction."""

import logging
from datetime import datetime

from django.core.mail import send_mail
from django.db import transaction
from django.utils import translation
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Status

from sunhall.calendars import queries as calendars
from sunhall.cases import drift, messages, notices, recounting, silence
from sunhall.cases.acts import intake
from sunhall.jobs import faults, letters
from sunhall.kernel import clock
from sunhall.people import acts as people
from sunhall.people import mail

log = logging.getLogger(__name__)
MAX_ATTEMPTS = 12
PATIENT = RetryStrategy(max_attempts=MAX_ATTEMPTS, exponential_wait=3)  # the last pause is over two days long
# The jobs of a case run in order: a notice that cannot be written soon stands among the failed ones, where somebody
# sees it, instead of holding up the next for days.
SOON = RetryStrategy(max_attempts=MAX_ATTEMPTS, exponential_wait=2)  # given up after about two hours
STALLED_SECONDS = 120  # of silence: workers tell every ten seconds that they are there


@app.task(name="after_act", queue="acts", retry=SOON, task_middleware=[faults.kept])
def after_act(act_id: int) -> None:
    """Make the notice of an act and tell the people concerned. Both are done once, however often this runs."""
    at = clock.now()
    notices.for_act(act_id, at=at)
    with transaction.atomic():
        for message_id in messages.tell(act_id, at=at):
            send_email.defer(message_id=message_id)


@app.task(name="send_email", queue="mail", retry=PATIENT, task_middleware=[faults.kept])
def send_email(message_id: int) -> None:
    """Send a message of the inbox by e-mail, once. A failure stays on the message until a later try succeeds."""
    letter = mail.letter(message_id)
    if letter is None:  # no address, or sent already
        return
    with translation.override(letter.language):
        text = messages.text(letter.code, letter.facts)
    try:
        send_mail(text.subject, text.body, None, [letter.address])
    except OSError as error:
        people.note_email(message_id=message_id, at=None, error=f"{type(error).__name__}: {error}"[:300])
        raise
    people.note_email(message_id=message_id, at=clock.now(), error="")


@app.task(name="send_account_letter", queue="mail", retry=SOON, task_middleware=[faults.kept])
def send_account_letter(letter: str, address: str, user_id: int | None, language: str) -> None:
    """Send a letter about an account: the link that sets a new password, or that no account has the address."""
    with translation.override(language):
        text = letters.account(letter, user_id)
    if text is not None:
        send_mail(text.subject, text.body, None, [address])


@app.periodic(cron="*/15 * * * *")
@app.task(name="record_silence", queue="clock", queueing_lock="record_silence")
def record_silence(timestamp: int) -> None:
    """Record deemed acceptances and lapses that have happened. They have effect without it; this tells people."""
    at = datetime.fromtimestamp(timestamp, clock.ZONE)
    for case_id in silence.candidates(at=at):
        try:
            intake.note_silence(case_id=case_id, at=at)
        except Exception:  # one broken case may not keep the others waiting; the next round tries it again
            log.exception("what silence has done to case %s could not be recorded", case_id)


@app.periodic(cron="*/5 * * * *")
@app.task(name="take_up_stalled", queue="clock", queueing_lock="take_up_stalled")
async def take_up_stalled(timestamp: int) -> None:
    """Give back to the queue what a worker had under way when it was killed: its heart has not beaten for a while.

    A job that has ended its workers as often as a job may fail is left as failed, for a person to look at.
    """
    jobs = app.job_manager
    for job in await jobs.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
        if job.attempts < MAX_ATTEMPTS:
            log.warning("job %s (%s) was under way on a worker that is gone: it is done again", job.id, job.task_name)
            await jobs.retry_job(job)
        else:
            log.error("job %s (%s) has ended its worker %s times", job.id, job.task_name, job.attempts)
            await jobs.finish_job(job, Status.FAILED, delete_job=False)


@app.periodic(cron="20 3 * * *")
@app.task(name="check_drift", queue="clock", queueing_lock="check_drift")
def check_drift(timestamp: int) -> None:
    """Every night: the copy of every case changed in the last two days equals the fold of its acts."""
    drifted = list(drift.drifted(since=datetime.fromtimestamp(timestamp, clock.ZONE)))
    for case_id, difference in drifted:
        log.error("case %s differs from its acts: %s", case_id, difference)


@app.task(name="recount_cases", queue="clock", retry=SOON, task_middleware=[faults.kept])
def recount_cases(version: int) -> None:
    """After a holiday notice was loaded: rewrite the days it moves, and note them. Goes on where it was broken off."""
    recounting.carry_out(version, at=clock.now())


@app.periodic(cron="*/30 * * * *")
@app.task(name="take_up_recounts", queue="clock", queueing_lock="take_up_recounts")
def take_up_recounts(timestamp: int) -> None:
    """A recount that was given up begins again where it stopped, so that no notice stays in force half carried out.

    What was given up stays among the failed jobs, where somebody sees why.
    """
    for version in calendars.unfinished():
        waits = ProcrastinateJob.objects.filter(task_name=recount_cases.name, args__version=version)
        if not waits.filter(status__in=(Status.TODO.value, Status.DOING.value)).exists():
            log.error("the recount of the notice loaded as %s was given up: it is done again", version)
            recount_cases.defer(version=version)
