"""Publishing a draft: from which day, what the gate says, what changes, whom it concerns; and ending a matter."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from sunhall.cases import tallies
from sunhall.catalogue import acts, registers
from sunhall.catalogue import queries as catalogue
from sunhall.catalogue.files.problems import Unusable
from sunhall.kernel import clock
from sunhall.kernel.refused import Refused
from sunhall.web.access import for_role
from sunhall.web.designer import forms
from sunhall.web.designer.compare import side_by_side
from sunhall.web.pages import page, refused_page
from sunhall.web.powers import with_power
from sunhall.web.templatetags import house


@for_role("designer")
@with_power("design")
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, code: str) -> HttpResponseBase:
    """First the day, then everything that follows from it, then the word. Nothing is published by looking."""
    at = request.at  # type: ignore[attr-defined]
    today = clock.legal_day(at)
    registers.head(code)  # one that is not there is not found, whatever was typed
    asked = request.POST if request.method == "POST" else request.GET
    form = forms.EffectiveForm(asked or None, initial={"effective_from": today})
    chosen = form.cleaned_data["effective_from"] if form.is_bound and form.is_valid() else None
    if request.method == "GET" or chosen is None:
        shown = _consequences(code, chosen or today, today)
        bad = form.is_bound and chosen is None
        return page(request, "designer/publish.html", status=422 if bad else 200, form=form, chosen=chosen, **shown)
    try:
        acts.publish(
            code=code, effective_from=chosen, by=request.actor.user_id, at=at,  # type: ignore[attr-defined]
            seen=request.POST.get("seen") or "-",
        )  # fmt: skip
    except Refused as refusal:
        shown = _consequences(code, chosen, today)
        return refused_page(request, "designer/publish.html", refusal, form=form, chosen=chosen, **shown)
    except Unusable:  # told line by line from the draft itself
        shown = _consequences(code, chosen, today)
        return refused_page(request, "designer/publish.html", Refused("gate"), form=form, chosen=chosen, **shown)
    messages.success(request, gettext("Published. It holds from %(day)s.") % {"day": house.day(chosen)})
    return redirect("designer:matter", code=code)


def _consequences(code: str, on: date, today: date) -> dict[str, Any]:
    """What publishing for a day would do: the gate, the differences, and the cases that keep what they have."""
    head = registers.head(code)
    draft = registers.draft_at(code, on=on)
    published = [v for v in catalogue.versions(code, on=on) if v.published_at]
    last = published[0] if published else None
    before = registers.document(last.id)[2] if last else None
    running = tallies.running_by_version([v.id for v in published])
    document = draft.document if draft else None
    return {
        "head": head,
        "draft": draft,
        "last": last,
        "last_from": last.effective_from if last else None,
        "blocking": [p for p in draft.problems if p.blocks] if draft else [],
        "worth_a_look": [p for p in draft.problems if not p.blocks] if draft else [],
        "sections": side_by_side(registers.difference(before, document)) if before and document else [],
        "running": sum(running.values()),
        "at_once": on <= today,
    }


@for_role("designer")
@with_power("design")
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, code: str) -> HttpResponseBase:
    """End a matter after a day, today at the latest; its running cases go on."""
    at = request.at  # type: ignore[attr-defined]
    head = registers.head(code)
    versions = [v.id for v in catalogue.versions(code, on=clock.legal_day(at)) if v.published_at]
    shown: dict[str, Any] = {"head": head, "running": sum(tallies.running_by_version(versions).values())}
    form = forms.EndForm(request.POST or None, initial={"on": clock.legal_day(at)})
    if request.method == "GET":
        return page(request, "designer/end.html", form=form, **shown)
    if not form.is_valid():
        return page(request, "designer/end.html", status=422, form=form, **shown)
    try:
        acts.end(code=code, on=form.cleaned_data["on"], by=request.actor.user_id, at=at)  # type: ignore[attr-defined]
    except Refused as refusal:
        return refused_page(request, "designer/end.html", refusal, form=form, **shown)
    messages.success(request, gettext("The matter has ended. Its versions and its running cases stay."))
    return redirect("designer:matter", code=code)
