"""My account: what the house knows of me (masked), how it reaches me; and where one lands after signing in."""

from typing import Final

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sunhall.people import acts as people
from sunhall.people import rules
from sunhall.people.models import User
from sunhall.web import addresses
from sunhall.web.access import for_role
from sunhall.web.account.forms import ContactForm
from sunhall.web.account.identities import KINDS
from sunhall.web.actors import STAFF
from sunhall.web.pages import page

EVERYBODY: Final = ("applicant", *STAFF)
LANDING: Final = {
    "applicant": addresses.MY,
    "clerk": addresses.DESK,
    "officer": addresses.OFFICE,
    "designer": addresses.DESIGN,
    "administrator": addresses.ADMIN,
    "supervisor": addresses.WATCH,
}


@require_safe
@for_role(*EVERYBODY)
def arrived(request: HttpRequest) -> HttpResponseBase:
    """Each to her own desk; somebody the house does not know yet says first who she is."""
    actor = request.actor  # type: ignore[attr-defined]
    if actor.role == "applicant" and actor.party is None:
        return redirect("account_identity")
    return redirect(LANDING[actor.role])


@require_safe
@for_role(*EVERYBODY)
def show(request: HttpRequest) -> HttpResponseBase:
    """What is known of me, with numbers masked, and what I can change."""
    actor, user = request.actor, request.user  # type: ignore[attr-defined]
    assert isinstance(user, User)  # the gate let nobody else in
    return page(
        request,
        "account/profile.html",
        user=user,
        party=actor.party,
        id_type=dict(KINDS).get(actor.party.id_type, "") if actor.party else "",
        masked_email=rules.masked_email(user.email),
        has_password=user.has_usable_password(),
        has_second_factor=is_mfa_enabled(user),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_role(*EVERYBODY)
def contact(request: HttpRequest) -> HttpResponseBase:
    """Change phone, e-mail, address and language."""
    actor, user = request.actor, request.user  # type: ignore[attr-defined]
    assert isinstance(user, User)
    known = {
        "phone": actor.party.phone if actor.party else "",
        "email": user.email,
        "address": actor.party.address if actor.party else "",
        "language": user.language,
    }
    form = ContactForm(request.POST if request.method == "POST" else None, initial=known)
    if actor.party is None:
        del form.fields["phone"], form.fields["address"]
    if request.method != "POST" or not form.is_valid():
        return page(request, "account/contact.html", form=form, status=422 if form.is_bound else 200)
    people.change_contact(by=actor, **{"phone": "", "address": "", **form.cleaned_data})
    messages.success(request, _("Saved."))
    response = redirect("account_profile")
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        form.cleaned_data["language"],
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response
