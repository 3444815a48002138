"""Officers: their list, one officer with her powers, her account, her coming and going."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sunhall.catalogue import queries as catalogue
from sunhall.kernel.refused import Refused
from sunhall.people import registers, staff
from sunhall.people import rules as people_rules
from sunhall.web.access import for_role
from sunhall.web.administrator import forms, words
from sunhall.web.administrator.shown import key_of, power_lines
from sunhall.web.pages import page, refused_page
from sunhall.web.powers import with_power
from sunhall.web.templatetags import house

PAGE = 50
FIELDS = ("authority_id", "department_id", "centre_id", "window_id", "name", "name_en", "badge", "post", "role")


@for_role("administrator")
@with_power("administer")
@require_GET
def listed(request: HttpRequest) -> HttpResponseBase:
    """Officers by authority and badge; filters stay in the address."""
    asked = {name: request.GET.get(name, "").strip()[:100] for name in ("q", "role", "state")}
    authority, after = request.GET.get("authority", ""), request.GET.get("after", "")
    rows, total = registers.officers(
        text=asked["q"],
        role=asked["role"],
        authority_id=key_of(authority),
        active={"active": True, "closed": False}.get(asked["state"]),
        after=key_of(after),
        limit=PAGE + 1,
    )
    return page(
        request,
        "administrator/officers.html",
        rows=[(row, words.said(words.ROLES, row.role)) for row in rows[:PAGE]],
        after=str(rows[PAGE - 1].id) if len(rows) > PAGE else "",
        total=total,
        asked=asked,
        authority=authority,
        authorities=[("", gettext("All authorities")), *forms.rows("authority")],
        roles=[("", gettext("All roles")), *words.options(words.ROLES)],
        states=[("", gettext("All")), ("active", gettext("Active")), ("closed", gettext("Closed"))],
    )


@for_role("administrator")
@with_power("administer")
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponseBase:
    """A new officer with an account. Her one-time password is shown once, in the answer."""
    shown: dict[str, Any] = {"title": gettext("Add an officer"), "back": reverse("administrator:officers")}
    if request.method == "GET":
        return page(request, "administrator/officer_form.html", form=forms.NewOfficerForm(), **shown)
    form = forms.NewOfficerForm(request.POST)
    if not form.is_valid():
        return page(request, "administrator/officer_form.html", status=422, form=form, **shown)
    told = form.columns()
    try:
        officer_id, secret = staff.open_account(
            login=told["login"],
            email=told["email"],
            language="zh-hans",
            fields={name: told[name] for name in FIELDS},
            by=request.actor.user_id,  # type: ignore[attr-defined]
            at=request.at,  # type: ignore[attr-defined]
        )
    except Refused as refusal:
        return refused_page(request, "administrator/officer_form.html", refusal, form=form, **shown)
    return _secret(request, officer_id, secret, title=gettext("The account is open"))


def _secret(request: HttpRequest, officer_id: int, secret: str, *, title: str) -> HttpResponseBase:
    """The one-time password: in this answer only. It is nowhere stored in a form that can be read."""
    officer = registers.officer(officer_id)
    return page(request, "administrator/secret.html", officer=officer, secret=secret, title=title)


@for_role("administrator")
@with_power("administer")
@require_GET
def one(request: HttpRequest, officer_id: int) -> HttpResponseBase:
    """One officer: who she is, what she may do, and her account."""
    return _one(request, officer_id)


def _one(request: HttpRequest, officer_id: int, refusal: Refused | None = None) -> HttpResponseBase:
    at = request.at  # type: ignore[attr-defined]
    officer = registers.officer(officer_id)
    powers = registers.powers_of(officer_id, at=at)
    names = catalogue.names({p.matter_code for p in powers if p.matter_code})
    factors = [words.said(words.FACTORS, kind) for kind in registers.second_factors(officer.user_id)]
    shown = {
        "officer": officer,
        "role": words.said(words.ROLES, officer.role),
        "powers": power_lines([p for p in powers if p.standing != "ended"], names),
        "ended": power_lines([p for p in powers if p.standing == "ended"], names),
        "factors": factors,
        "myself": officer.user_id == request.actor.user_id,  # type: ignore[attr-defined]
        "history": reverse("administrator:changes") + f"?what=officer&ref={officer_id}",
    }
    if refusal:
        return refused_page(request, "administrator/officer.html", refusal, **shown)
    return page(request, "administrator/officer.html", **shown)


@for_role("administrator")
@with_power("administer")
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, officer_id: int) -> HttpResponseBase:
    """Her name, badge, place and role."""
    values, seen = registers.place("officer", officer_id)
    shown: dict[str, Any] = {
        "title": house.words(people_rules.called(values["name"], values["name_en"])),
        "seen": request.POST.get("seen", seen),
        "back": reverse("administrator:officer", args=[officer_id]),
    }
    if request.method == "GET":
        return page(request, "administrator/officer_form.html", form=forms.OfficerForm(values=values), **shown)
    form = forms.OfficerForm(request.POST)
    if not form.is_valid():
        return page(request, "administrator/officer_form.html", status=422, form=form, **shown)
    told = form.columns()
    try:
        staff.change(
            "officer", officer_id, {name: told[name] for name in FIELDS}, seen=shown["seen"],
            by=request.actor.user_id, at=request.at,  # type: ignore[attr-defined]
        )  # fmt: skip
    except Refused as refusal:
        if refusal.code == "changed_meanwhile":
            shown["seen"] = seen  # having been told, she may decide again
        return refused_page(request, "administrator/officer_form.html", refusal, form=form, **shown)
    messages.success(request, gettext("Changed. The change is in the list of changes."))
    return redirect("administrator:officer", officer_id=officer_id)


@for_role("administrator")
@with_power("administer")
@require_POST
def password(request: HttpRequest, officer_id: int) -> HttpResponseBase:
    """A new one-time password; every open session of hers ends."""
    try:
        secret = staff.reset_password(officer_id=officer_id, by=request.actor.user_id, at=request.at)  # type: ignore[attr-defined]
    except Refused as refusal:
        return _one(request, officer_id, refusal)
    return _secret(request, officer_id, secret, title=gettext("The password is reset"))


@for_role("administrator")
@with_power("administer")
@require_POST
def second_factor(request: HttpRequest, officer_id: int) -> HttpResponseBase:
    """Forget her second factors."""
    try:
        staff.reset_second_factor(officer_id=officer_id, by=request.actor.user_id, at=request.at)  # type: ignore[attr-defined]
    except Refused as refusal:
        return _one(request, officer_id, refusal)
    messages.success(request, gettext("The second factor is reset. She sets up a new one when she signs in."))
    return redirect("administrator:officer", officer_id=officer_id)


@for_role("administrator")
@with_power("administer")
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, officer_id: int) -> HttpResponseBase:
    """Close her account: told first what ends with it."""
    if request.method == "GET":
        officer = registers.officer(officer_id)
        powers = [p for p in registers.powers_of(officer_id, at=request.at) if p.standing != "ended"]  # type: ignore[attr-defined]
        return page(request, "administrator/close.html", officer=officer, powers=power_lines(powers, {}))
    try:
        ended = staff.deactivate(officer_id=officer_id, by=request.actor.user_id, at=request.at)  # type: ignore[attr-defined]
    except Refused as refusal:
        return _one(request, officer_id, refusal)
    told = ngettext(
        "The account is closed. %(count)d power ended.", "The account is closed. %(count)d powers ended.", ended
    )
    messages.success(request, told % {"count": ended})
    return redirect("administrator:officer", officer_id=officer_id)


@for_role("administrator")
@with_power("administer")
@require_POST
def reopen(request: HttpRequest, officer_id: int) -> HttpResponseBase:
    """Open a closed account again, without powers."""
    try:
        secret = staff.reactivate(officer_id=officer_id, by=request.actor.user_id, at=request.at)  # type: ignore[attr-defined]
    except Refused as refusal:
        return _one(request, officer_id, refusal)
    return _secret(request, officer_id, secret, title=gettext("The account is open again"))
