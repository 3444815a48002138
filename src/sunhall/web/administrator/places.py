"""Centres, authorities, departments and windows: one list and one form for each kind."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from sunhall.kernel.refused import Refused
from sunhall.people import registers, staff
from sunhall.web.access import for_role
from sunhall.web.administrator import forms
from sunhall.web.administrator.shown import key_of
from sunhall.web.pages import page, refused_page
from sunhall.web.powers import with_power
from sunhall.web.rowform import RowForm

PAGE = 50


@dataclass(frozen=True)
class Kind:
    """One kind of place. `part_of` is the label of what it belongs to; empty for those that stand alone."""

    name: str
    form: type[RowForm]
    title: str | Promise
    new: str | Promise
    about: str | Promise
    part_of: str | Promise = ""


KINDS = {
    "authorities": Kind(
        "authority",
        forms.AuthorityForm,
        _("Authorities"),
        _("Add an authority"),
        _("Bodies with power over matters: departments of the government and authorised organisations."),
    ),
    "centres": Kind(
        "centre",
        forms.CentreForm,
        _("Centres"),
        _("Add a centre"),
        _("Halls where people come. Guides show their address and hours."),
    ),
    "departments": Kind(
        "department",
        forms.DepartmentForm,
        _("Departments"),
        _("Add a department"),
        _("Units inside an authority."),
        _("Authority"),
    ),
    "windows": Kind(
        "window",
        forms.WindowForm,
        _("Windows"),
        _("Add a window"),
        _("Counters of a centre. A clerk is called at one."),
        _("Centre"),
    ),
}


def _kind(name: str) -> Kind:
    if name not in KINDS:
        raise Http404
    return KINDS[name]


@for_role("administrator")
@with_power("administer")
@require_GET
def listed(request: HttpRequest, kind: str) -> HttpResponseBase:
    """One kind, searched by name or code, in the order they were added."""
    chosen = _kind(kind)
    text = request.GET.get("q", "").strip()[:100]
    after = request.GET.get("after", "")
    rows = registers.places(chosen.name, text=text, after=key_of(after), limit=PAGE + 1)
    more = str(rows[PAGE - 1].id) if len(rows) > PAGE else ""
    return page(
        request, "administrator/places.html", slug=kind, kind=chosen, rows=rows[:PAGE], after=more, text=text,
        kinds=[(slug, one.title) for slug, one in KINDS.items()],
    )  # fmt: skip


@for_role("administrator")
@with_power("administer")
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The form of a new one; what was typed stays when something is wrong."""
    chosen = _kind(kind)
    shown: dict[str, Any] = {"slug": kind, "kind": chosen, "title": str(chosen.new)}
    if request.method == "GET":
        return page(request, "administrator/place.html", form=chosen.form(), **shown)
    form = chosen.form(request.POST)
    if not form.is_valid():
        return page(request, "administrator/place.html", status=422, form=form, **shown)
    try:
        staff.add(chosen.name, form.columns(), by=request.actor.user_id, at=request.at)  # type: ignore[attr-defined]
    except Refused as refusal:
        return refused_page(request, "administrator/place.html", refusal, form=form, **shown)
    messages.success(request, gettext("Added. The change is in the list of changes."))
    return redirect("administrator:places", kind=kind)


@for_role("administrator")
@with_power("administer")
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, kind: str, pk: int) -> HttpResponseBase:
    """The form of one there is. Somebody else's change in the meantime is told, not overwritten."""
    chosen = _kind(kind)
    values, seen = registers.place(chosen.name, pk)
    shown: dict[str, Any] = {
        "slug": kind,
        "kind": chosen,
        "title": values["name"],
        "seen": request.POST.get("seen", seen),
        "history": reverse("administrator:changes") + f"?what={chosen.name}&ref={pk}",
    }
    if request.method == "GET":
        return page(request, "administrator/place.html", form=chosen.form(values=values), **shown)
    form = chosen.form(request.POST)
    if not form.is_valid():
        return page(request, "administrator/place.html", status=422, form=form, **shown)
    try:
        staff.change(
            chosen.name, pk, form.columns(), seen=shown["seen"],
            by=request.actor.user_id, at=request.at,  # type: ignore[attr-defined]
        )  # fmt: skip
    except Refused as refusal:
        if refusal.code == "changed_meanwhile":
            shown["seen"] = seen  # having been told, she may decide again
        return refused_page(request, "administrator/place.html", refusal, form=form, now=values, **shown)
    messages.success(request, gettext("Changed. The change is in the list of changes."))
    return redirect("administrator:places", kind=kind)
