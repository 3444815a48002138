"""Opening an account: a natural person says who she is. The same page finishes an account from an outside issuer."""

from typing import Any, Final

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import login as sign_in
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from sunhall.kernel.refused import Refused
from sunhall.people import acts as people
from sunhall.people import rules
from sunhall.web import addresses, errors
from sunhall.web.access import for_anyone, for_role
from sunhall.web.account.forms import IdentityForm, RegisterForm
from sunhall.web.pages import page, refused_page

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@for_anyone
def register(request: HttpRequest) -> HttpResponseBase:
    """Register as a natural person, and be signed in."""
    if request.user.is_authenticated:
        return redirect("account_arrived")
    next_page = addresses.path_of(request.POST.get("next") or request.GET.get("next") or "") or "/"
    form = RegisterForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"form": form, "next": next_page if next_page != "/" else ""}
    if request.method != "POST":
        return page(request, "account/register.html", **context)
    if not ratelimit.consume(request, action="signup"):
        return errors.too_many(request)
    if not form.is_valid():
        return page(request, "account/register.html", status=422, **context)
    told = form.cleaned_data
    try:
        user = people.register_person(
            login=told["login"],
            password=told["password"],
            name=told["name"],
            id_type=told["id_type"],
            id_number=told["id_number"],
            phone=told["phone"],
            email=told["email"],
            language=get_language() or "zh-hans",
        )
    except Refused as refusal:
        return refused_page(request, "account/register.html", refusal, **context)
    sign_in(request, user, backend=BACKEND)
    messages.success(request, _("Your account is open. A second factor makes it safer: see “My account”."))
    return redirect(next_page if next_page != "/" else "account_arrived")


TOLD: Final = "outside_identity"  # in the session: what an outside issuer said of somebody not known yet


@require_http_methods(["GET", "HEAD", "POST"])
@for_role("applicant")
def identify(request: HttpRequest) -> HttpResponseBase:
    """Say who is behind an account that came from an outside issuer: only what the issuer did not say is asked."""
    actor = request.actor  # type: ignore[attr-defined]
    if actor.party is not None:
        return redirect("account_profile")
    told: dict[str, str] = request.session.get(TOLD, {})
    form = IdentityForm(request.POST if request.method == "POST" else None, initial=told)
    if told.get("id_number"):
        for name in ("name", "id_type", "id_number"):
            del form.fields[name]
    context: dict[str, Any] = {"form": form, "told": told.get("name") if told.get("id_number") else ""}
    context["masked_id"] = rules.masked_id(told.get("id_number", ""))
    if request.method != "POST" or not form.is_valid():
        return page(request, "account/identity.html", status=422 if form.is_bound else 200, **context)
    try:
        identified(request, **form.cleaned_data)
    except Refused as refusal:
        return refused_page(request, "account/identity.html", refusal, **context)
    return redirect("account_arrived")


def identified(request: HttpRequest, **typed: str) -> None:
    """The person behind the account of this request is known from now on. Refused as `people.identify`.

    What the issuer said of name and number stands above what was typed: it has verified them.
    """
    told: dict[str, str] = request.session.get(TOLD, {})
    if told.get("id_number"):
        typed |= {"name": told["name"], "id_type": "resident_id", "id_number": told["id_number"]}
    assert request.user.pk is not None  # the gate lets only accounts here
    people.identify(user_id=request.user.pk, **typed)
    request.session.pop(TOLD, None)
