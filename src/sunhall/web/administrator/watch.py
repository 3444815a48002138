"""What the administrator keeps an eye on: the overview, changes, readings, e-mails, jobs."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from sunhall.kernel import clock
from sunhall.kernel.refused import NotFound
from sunhall.law.calendar import Calendar
from sunhall.people import registers
from sunhall.web.access import for_role
from sunhall.web.administrator import queue, words
from sunhall.web.administrator.shown import change_lines, key_of
from sunhall.web.pages import page
from sunhall.web.powers import with_power

PAGE = 50


@for_role("administrator")
@with_power("administer")
@require_GET
def overview(request: HttpRequest) -> HttpResponseBase:
    """Where to go, and what wants a look."""
    calendar = Calendar.load()
    next_year = clock.legal_day(request.at).year + 1  # type: ignore[attr-defined]
    return page(
        request,
        "administrator/overview.html",
        counts=registers.counts(),
        unsent=registers.unsent_count(),
        jobs=queue.counts(),
        powerless=registers.officers_without_power(at=request.at),  # type: ignore[attr-defined]
        missing_year=next_year if next_year not in calendar.years else None,
        latest=change_lines(registers.changes(limit=5)),
    )


@for_role("administrator")
@with_power("administer")
@require_GET
def changes(request: HttpRequest) -> HttpResponseBase:
    """Who changed what, before and after; newest first."""
    what = request.GET.get("what", "") if request.GET.get("what", "") in words.CHANGED else ""
    ref = request.GET.get("ref", "").strip()[:64]
    rows = registers.changes(what=what, ref=ref, before=_before(request), limit=PAGE + 1)
    return page(
        request,
        "administrator/changes.html",
        lines=change_lines(rows[:PAGE]),
        after=str(rows[PAGE - 1].id) if len(rows) > PAGE else "",
        what=what,
        ref=ref,
        kinds=[("", gettext("All")), *words.options(words.CHANGED)],
    )


def _before(request: HttpRequest) -> int | None:
    """The key of the page: rows older than it."""
    return key_of(request.GET.get("after", ""))


@for_role("administrator")
@with_power("administer")
@require_GET
def readings(request: HttpRequest) -> HttpResponseBase:
    """Who looked at personal data in full (PIPL art. 51)."""
    rows = registers.readings(before=_before(request), limit=PAGE + 1)
    more = str(rows[PAGE - 1].id) if len(rows) > PAGE else ""
    return page(request, "administrator/readings.html", rows=rows[:PAGE], after=more)


@for_role("administrator")
@with_power("administer")
@require_GET
def mail(request: HttpRequest) -> HttpResponseBase:
    """E-mails that could not be sent: why, and whether they are tried again by themselves."""
    rows = registers.unsent()
    jobs = queue.of_messages([row.id for row in rows])
    return page(request, "administrator/mail.html", rows=[(row, jobs.get(row.id)) for row in rows])


@for_role("administrator")
@with_power("administer")
@require_POST
def mail_again(request: HttpRequest, message_id: int) -> HttpResponseBase:
    """Try an e-mail again now."""
    if message_id not in {row.id for row in registers.unsent()}:
        raise NotFound
    queue.send_again(message_id=message_id, by=request.actor.user_id, at=request.at)  # type: ignore[attr-defined]
    messages.success(request, gettext("The e-mail is tried again as soon as a worker is free."))
    return redirect("administrator:mail")


@for_role("administrator")
@with_power("administer")
@require_GET
def jobs(request: HttpRequest) -> HttpResponseBase:
    """Jobs given up or failing again and again."""
    return page(request, "administrator/jobs.html", rows=queue.rows(), counts=queue.counts())


@for_role("administrator")
@with_power("administer")
@require_POST
def job_again(request: HttpRequest, job_id: int) -> HttpResponseBase:
    """Run a given-up job again."""
    queue.again(job_id=job_id, by=request.actor.user_id, at=request.at)  # type: ignore[attr-defined]
    messages.success(request, gettext("The job runs again as soon as a worker is free."))
    return redirect("administrator:jobs")
