"""Opening an account: a natural person says who she is. The same page finishes an account from an outside issuer."""

from typing import Any

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


@require_http_methods(["GET", "HEAD", "POST"])
@for_role("applicant")
def identify(request: HttpRequest) -> HttpResponseBase:
    """Say who is behind an account that came from an outside issuer."""
    actor = request.actor  # type: ignore[attr-defined]
    if actor.party is not None:
        return redirect("account_profile")
    form = IdentityForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return page(request, "account/identity.html", form=form, status=422 if form.is_bound else 200)
    try:
        people.identify(user_id=actor.user_id, **form.cleaned_data)
    except Refused as refusal:
        return refused_page(request, "account/identity.html", refusal, form=form)
    return redirect("account_arrived")
