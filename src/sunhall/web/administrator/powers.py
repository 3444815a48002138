"""Dated powers: grant one, end one with its substitutes, appoint a substitute."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from sunhall.catalogue import queries as catalogue
from sunhall.kernel import clock
from sunhall.kernel.refused import Refused
from sunhall.people import registers, staff
from sunhall.web.access import for_role
from sunhall.web.administrator import forms
from sunhall.web.administrator.shown import power_lines
from sunhall.web.pages import page, refused_page
from sunhall.web.powers import with_power
from sunhall.web.templatetags import house


@for_role("administrator")
@with_power("administer")
@require_http_methods(["GET", "POST"])
def grant(request: HttpRequest, officer_id: int) -> HttpResponseBase:
    """Give an officer a power: which, in whose name, for what, by what document, from when until when."""
    at = request.at  # type: ignore[attr-defined]
    officer = registers.officer(officer_id)
    shown: dict[str, Any] = {"officer": officer, "title": gettext("Grant a power")}
    initial = {"starts_on": clock.legal_day(at), "authority_id": officer.authority_id}
    if request.method == "GET":
        form = forms.PowerForm(initial=initial, known=_is_matter)
        return page(request, "administrator/power_form.html", form=form, **shown)
    form = forms.PowerForm(request.POST, known=_is_matter)
    if not form.is_valid():
        return page(request, "administrator/power_form.html", status=422, form=form, **shown)
    told, (starts_at, ends_at) = form.cleaned_data, form.period(at)
    try:
        staff.grant_power(
            holder_id=officer_id,
            authority_id=told["authority_id"],
            power=told["power"],
            matter_code=told["matter_code"],
            source=told["source"],
            instrument=told["instrument"],
            published=told["published"],
            starts_at=starts_at,
            ends_at=ends_at,
            by=request.actor.user_id,  # type: ignore[attr-defined]
            at=at,
        )
    except Refused as refusal:
        return refused_page(request, "administrator/power_form.html", refusal, form=form, **shown)
    messages.success(request, gettext("The power is granted."))
    return redirect("administrator:officer", officer_id=officer_id)


def _is_matter(code: str) -> bool:
    return bool(catalogue.names([code]))


@for_role("administrator")
@with_power("administer")
@require_http_methods(["GET", "POST"])
def substitute(request: HttpRequest, grant_id: int) -> HttpResponseBase:
    """Appoint a colleague who holds the same power for a time (the B of an A/B pair)."""
    at = request.at  # type: ignore[attr-defined]
    row = registers.power(grant_id, at=at)
    colleagues = [(pk, f"{house.words(name)} ({badge})") for pk, name, badge in registers.colleagues(row.holder_id)]
    shown: dict[str, Any] = {"line": _line(row), "none": not colleagues}
    if request.method == "GET":
        form = forms.SubstituteForm(initial={"starts_on": clock.legal_day(at)}, colleagues=colleagues)
        return page(request, "administrator/substitute.html", form=form, **shown)
    form = forms.SubstituteForm(request.POST, colleagues=colleagues)
    if not form.is_valid():
        return page(request, "administrator/substitute.html", status=422, form=form, **shown)
    starts_at, ends_at = form.period(at)
    try:
        staff.appoint_substitute(
            grant_id=grant_id,
            holder_id=form.cleaned_data["holder_id"],
            starts_at=starts_at,
            ends_at=ends_at,
            by=request.actor.user_id,  # type: ignore[attr-defined]
            at=at,
        )
    except Refused as refusal:
        return refused_page(request, "administrator/substitute.html", refusal, form=form, **shown)
    messages.success(request, gettext("The substitute is appointed."))
    return redirect("administrator:officer", officer_id=row.holder_id)


def _line(row: registers.PowerRow) -> Any:
    return power_lines([row], catalogue.names([row.matter_code] if row.matter_code else []))[0]


@for_role("administrator")
@with_power("administer")
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, grant_id: int) -> HttpResponseBase:
    """End a power: told first whose substitution ends with it."""
    at = request.at  # type: ignore[attr-defined]
    row = registers.power(grant_id, at=at)
    if request.method == "GET":
        return page(request, "administrator/power_end.html", line=_line(row))
    try:
        ended = staff.end_power(grant_id=grant_id, by=request.actor.user_id, at=at)  # type: ignore[attr-defined]
    except Refused as refusal:
        return refused_page(request, "administrator/power_end.html", refusal, line=_line(row))
    told = ngettext("%(count)d power ended.", "%(count)d powers ended.", ended) % {"count": ended}
    messages.success(request, told)
    return redirect("administrator:officer", officer_id=row.holder_id)
