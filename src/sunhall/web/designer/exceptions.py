"""The register of matters kept out of the hall by a decision of the government (进驻例外清单)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from sunhall.catalogue import acts, registers
from sunhall.catalogue import queries as catalogue
from sunhall.kernel import clock
from sunhall.kernel.refused import Refused
from sunhall.web.access import for_role
from sunhall.web.designer import forms
from sunhall.web.pages import page, refused_page
from sunhall.web.powers import with_power


@for_role("designer")
@with_power("design")
@require_GET
def listed(request: HttpRequest) -> HttpResponseBase:
    """The register, in force first."""
    rows = registers.exceptions(on=clock.legal_day(request.at))  # type: ignore[attr-defined]
    return page(request, "designer/exceptions.html", rows=rows)


@for_role("designer")
@with_power("design")
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponseBase:
    """Enter a matter with the decision that keeps it out, and until when."""
    if request.method == "GET":
        values: dict[str, Any] = {"code": request.GET.get("matter", "")[:80]}
        return page(request, "designer/exception.html", form=forms.ExceptionForm(values=values, known=_is_matter))
    form = forms.ExceptionForm(request.POST, known=_is_matter)
    if not form.is_valid():
        return page(request, "designer/exception.html", status=422, form=form)
    try:
        acts.register_exception(**form.columns(), by=request.actor.user_id, at=request.at)  # type: ignore[attr-defined]
    except Refused as refusal:
        return refused_page(request, "designer/exception.html", refusal, form=form)
    messages.success(request, gettext("The exception is in the register."))
    return redirect("designer:exceptions")


def _is_matter(code: str) -> bool:
    return bool(catalogue.names([code]))
