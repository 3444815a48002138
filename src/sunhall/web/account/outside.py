"""Signing in through the national identity, or any other OpenID Connect issuer (code flow with state, nonce, PKCE).

Off until an issuer is named (SUNHALL_OIDC_ISSUER): then these addresses do not exist. allauth carries the flow; the
door here believes only what `id_token` believes, and keeps of all claims just the name the issuer gives a person.
"""

import logging
import secrets
from typing import Any, Final

import requests
from allauth.account.utils import perform_login
from allauth.core import ratelimit
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.internal.flows.login import record_authentication
from allauth.socialaccount.internal.flows.signup import clear_pending_signup, get_pending_signup
from allauth.socialaccount.models import SocialLogin, SocialToken
from allauth.socialaccount.providers.base.constants import AuthError, AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from sunhall.kernel import clock
from sunhall.kernel.refused import Refused
from sunhall.people import outside as people
from sunhall.people import queries
from sunhall.people.models import User
from sunhall.web import addresses, errors
from sunhall.web.access import for_anyone
from sunhall.web.account import identity
from sunhall.web.account.id_token import NotBelieved, Told, check_discovery, read
from sunhall.web.pages import page

log = logging.getLogger(__name__)
WRONG: Final = (NotBelieved, OAuth2Error, requests.RequestException)


def is_on() -> bool:
    """Whether an issuer is named."""
    return bool(settings.OIDC_ISSUER)


def name() -> str:
    """What the button calls the issuer."""
    return str(settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["name"])


class Door(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """One sign-in: speaks to the issuer, and believes it only as far as `id_token` does."""

    nonce = ""
    told: Told | None = None

    @property
    def openid_config(self) -> dict[str, Any]:
        told: dict[str, Any] = super().openid_config
        check_discovery(told, issuer=settings.OIDC_ISSUER)
        return told

    def complete_login(self, request: HttpRequest, app: Any, token: SocialToken, **kwargs: Any) -> SocialLogin:
        try:
            claims = self._claims(app, token.token, kwargs["response"])
        except NotBelieved as error:
            raise OAuth2Error(str(error)) from error
        self.told = Told.of(claims)
        login = self.get_provider().sociallogin_from_response(request, {"userinfo": claims})
        # Personal data lives with the person, once: of the claims nothing is kept but her name at the issuer.
        login.account.extra_data, login.email_addresses = {}, []
        login.user.email, login.told = self.told.email, self.told
        return login

    def _claims(self, app: Any, access_token: str, answer: dict[str, Any]) -> dict[str, Any]:
        """What the signed token says, and what else the issuer tells of the same person."""
        config = self.openid_config
        signed = read(
            str(answer.get("id_token", "")),
            keys=self._fetched(config["jwks_uri"]),
            issuer=config["issuer"],
            client_id=app.client_id,
            nonce=self.nonce,
        )
        more: dict[str, Any] = {}
        if config.get("userinfo_endpoint"):
            more = self._fetched(config["userinfo_endpoint"], Authorization=f"Bearer {access_token}")
            if more.get("sub") != signed["sub"]:  # Core 5.3.2: else it speaks of somebody else
                raise NotBelieved("the details are of another person than the ID token")
        claims = {**more, **signed}
        if not claims.get(app.settings["uid_field"]) or len(str(claims[app.settings["uid_field"]])) > 191:
            raise NotBelieved(f"no usable claim {app.settings['uid_field']!r}")
        return claims

    def _fetched(self, address: str, **headers: str) -> dict[str, Any]:
        with get_adapter().get_requests_session() as session:
            answer = session.get(address, headers=headers)
            answer.raise_for_status()
            found = answer.json()
        if not isinstance(found, dict):
            raise NotBelieved(f"{address} answered something else than an object")
        return found


class Back(OAuth2CallbackView):  # type: ignore[misc]
    """The way back, which hands the door the nonce that this browser left with."""

    def _get_state(self, request: HttpRequest, provider: Any) -> Any:
        state, response = super()._get_state(request, provider)
        self.adapter.nonce = (state or {}).get("nonce", "")
        return state, response


class Doors(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Named by SOCIALACCOUNT_ADAPTER: who comes in, as whom, and what is said to whoever does not."""

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> User:
        # Not the name she has elsewhere: it may be a telephone or identity number, and a login is shown.
        user: User = sociallogin.user
        user.login, user.language = f"id-{secrets.token_hex(5)}", get_language() or "zh-hans"
        return user

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Somebody the issuer names for the first time may have an account here already."""
        told: Told = sociallogin.told
        known = people.holder_of("resident_id", told.id_number) if told.is_identity else None
        if sociallogin.is_existing or known is None:
            return
        _refuse_another(known, told)
        if known.user_id is not None:
            request.session["socialaccount_sociallogin"] = sociallogin.serialize()
            request.session["outside_told"] = told.kept()
            raise ImmediateHttpResponse(redirect("account_outside_join"))

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:
        """Says what happened and what to do; the log says what the issuer did."""
        if error == AuthError.CANCELLED:
            messages.info(request, _("You did not sign in there. You can try again, or use your password."))
            raise ImmediateHttpResponse(redirect(addresses.sign_in()))
        if isinstance(exception, requests.RequestException):
            why, status = "unreachable", 502
        elif exception is None and "state" not in (extra_context or {}):
            why, status = "stale", 409
        else:
            why, status = "not_believed", 403
        if why != "stale":
            log.warning("Sign-in through %s failed: %s", settings.OIDC_ISSUER, exception or request.GET.get("error"))
        raise ImmediateHttpResponse(page(request, "account/outside_failed.html", status=status, why=why, name=name()))


def _refuse_another(known: people.Holder, told: Told) -> None:
    if "".join(known.name.split()) != "".join(told.name.split()):
        raise Refused("identity_does_not_match")
    if known.is_staff:
        raise Refused("staff_sign_in_here")


def _only_when_on() -> None:
    if not is_on():
        raise Http404


@require_GET
@for_anyone
def begin(request: HttpRequest) -> HttpResponseBase:
    """Leave for the issuer, to sign in there."""
    _only_when_on()
    if request.user.is_authenticated:
        return redirect("account_arrived")
    # A link, because browsers apply a page's form-action to every redirect an issuer makes. So that no other site can
    # send somebody on this way, it begins on a page of ours only.
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return redirect(addresses.sign_in())
    if not ratelimit.consume(request, action="login"):
        return errors.too_many(request)
    door = Door(request, settings.OIDC_PROVIDER)
    provider = door.get_provider()
    provider.oauth2_adapter_class = Door
    nonce = secrets.token_urlsafe(32)
    next_page = addresses.path_of(request.GET["next"]) if request.GET.get("next") else None
    try:
        response: HttpResponseBase = provider.redirect(
            request, process=AuthProcess.LOGIN, next_url=next_page, auth_params={"nonce": nonce}, nonce=nonce
        )
    except WRONG as error:
        response = render_authentication_error(request, provider, exception=error)
    return response


@require_GET
@for_anyone
def back(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Come back from the issuer: be signed in, or be told why not."""
    _only_when_on()
    door = Door(request, provider_id)
    try:
        response: HttpResponseBase = Back.adapter_view(door)(request)
    except WRONG as error:
        return render_authentication_error(request, door.get_provider(), exception=error)  # type: ignore[no-any-return]
    if door.told is None or not request.user.is_authenticated:
        return response
    return _settled(request, door.told, response)


def _settled(request: HttpRequest, told: Told, response: HttpResponseBase) -> HttpResponseBase:
    """Somebody the house does not know yet: known now when the issuer told everything, else asked for the rest."""
    actor = queries.actor_of(request.user)
    if actor.party is not None or actor.is_officer:
        return response
    known = people.holder_of("resident_id", told.id_number) if told.is_identity else None
    phone = told.phone or (known.phone if known else "")
    request.session[identity.TOLD] = {**told.kept(), "phone": phone}
    if not told.is_identity or not phone:
        return redirect("account_identity")
    identity.identified(request, phone=phone, email=told.email)
    messages.success(request, _("Your account is open."))
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@for_anyone
def join(request: HttpRequest) -> HttpResponseBase:
    """Somebody with an account here, whom the issuer names for the first time, lets the issuer open it."""
    _only_when_on()
    login = get_pending_signup(request)
    told = Told(**request.session.get("outside_told", {}))
    known = people.holder_of("resident_id", told.id_number) if told.is_identity else None
    if login is None or known is None or known.user_id is None:
        return redirect(addresses.sign_in())
    _refuse_another(known, told)
    if request.method != "POST":
        return page(request, "account/outside_join.html", known=known, name=name())
    clear_pending_signup(request)
    del request.session["outside_told"]
    with transaction.atomic():
        user = people.take_over(user_id=known.user_id, email=told.email, at=clock.now())
        login.connect(request, user)
    record_authentication(request, login)
    messages.success(
        request, _("%(name)s opens this account from now on. Please look through your mandates.") % {"name": name()}
    )
    response: HttpResponseBase = perform_login(
        request, user, redirect_url=login.get_redirect_url(request), signal_kwargs={"sociallogin": login}
    )
    return response
