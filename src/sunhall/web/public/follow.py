"""Following a case with its number and query code, without signing in: status, lanes, counted days, names of notices.

Nothing personal is shown. The pair is posted, so that it stands in no address, no history and no log.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from sunhall.cases import clock_sheet as clock_sheets
from sunhall.cases import queries as cases
from sunhall.documents import queries as documents
from sunhall.documents.rules import serving_headers
from sunhall.kernel import clock
from sunhall.kernel.refused import NotFound
from sunhall.web import casefile
from sunhall.web.access import for_anyone
from sunhall.web.casefile import words as case_words
from sunhall.web.pages import page
from sunhall.web.public import guarded, phrases

WHAT = "follow"


class Pair(django_forms.Form):
    """What stands on the receipt."""

    number = django_forms.CharField(
        label=_("Case number"),
        max_length=60,
        error_messages={"required": _("Enter the case number. It stands on your receipt.")},
        widget=django_forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
    code = django_forms.CharField(
        label=_("Query code"),
        help_text=_("Eight letters and digits, on the receipt under the case number"),
        max_length=20,
        error_messages={"required": _("Enter the query code. It stands on your receipt under the case number.")},
        widget=django_forms.TextInput(attrs={"autocomplete": "off"}),
    )


@dataclass(frozen=True, slots=True)
class NoticeLine:
    name: str
    issued_on: date


@for_anyone
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Follow a case by its number and query code; shows no personal data."""
    if request.method != "POST":
        return page(request, "public/follow.html", form=Pair(initial={"number": request.GET.get("number", "")[:60]}))
    at, form = clock.now(), Pair(request.POST)
    if not form.is_valid():
        return page(request, "public/follow.html", status=422, form=form)
    if seconds := guarded.wait(request, WHAT, at=at):
        return guarded.told_to_wait(request, seconds, back=request.path)
    try:
        found = cases.follow(form.cleaned_data["number"], form.cleaned_data["code"], at=at)
    except NotFound:
        guarded.wrong(request, WHAT, at=at)
        return page(request, "public/follow.html", status=422, form=form, wrong=True)
    response = page(
        request,
        "public/case.html",
        case=found,
        status_sentence=casefile.status_sentence(found),
        picture=casefile.lanes(found),
        lanes=casefile.lane_rows(found),
        clocks=[(clock, figures(found, clock)) for clock in casefile.days(found)],
        notices=notices(found),
    )
    response["Cache-Control"] = "private, no-store"
    return response


@for_anyone
@require_POST
def clock_sheet(request: HttpRequest) -> HttpResponse:
    """How the limit was counted, as PDF, for whoever holds number and query code; without the applicant's name."""
    at, form = clock.now(), Pair(request.POST)
    if not form.is_valid():
        return page(request, "public/follow.html", status=422, form=form)
    if seconds := guarded.wait(request, WHAT, at=at):
        return guarded.told_to_wait(request, seconds, back=reverse("public:follow"))
    try:
        found = cases.follow(form.cleaned_data["number"], form.cleaned_data["code"], at=at)
    except NotFound:
        guarded.wrong(request, WHAT, at=at)
        return page(request, "public/follow.html", status=422, form=form, wrong=True)
    if not clock_sheets.has_clock(found):
        raise NotFound
    content = clock_sheets.pdf(found, for_public=True)
    headers = serving_headers("application/pdf", f"{found.number}-clock.pdf", inline=True)
    return HttpResponse(content, headers={**headers, "Cache-Control": "private, no-store"})


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a clock with their unit, and where its limit stands, in the reader's language."""

    total: str
    spent: str
    excluded: str
    basis: str


def figures(found: cases.CasePage, clock: casefile.ClockDays) -> Figures:
    limits, language = found.version.limits, get_language() or "zh-hans"
    limit = limits.decision if clock.kind == "statutory" else limits.promised
    unit = limit.unit if limit.unit in ("working_day", "calendar_day") else "calendar_day"
    return Figures(
        phrases.amount(clock.total, limit.unit),
        phrases.amount(clock.spent, unit) if clock.spent is not None else "",
        phrases.amount(clock.excluded, unit),
        found.version.cited(limit.basis, language) or phrases.set_by_city(limit.amount),
    )


def notices(found: cases.CasePage) -> Sequence[NoticeLine]:
    """The notices of a case by name and day; their content is for those who may see the case."""
    return [NoticeLine(case_words.notice_name(found, n.kind), n.issued_on) for n in documents.notices_of(found.id)]
