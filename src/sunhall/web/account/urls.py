"""Addresses of the pages about one's own account. Sign-in, password and second factor are allauth's views under our
addresses, with our templates; it finds them by its own names, so this module has no namespace.
"""

from typing import Any

from allauth.account import views as sign_in
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from django.conf import settings
from django.urls import URLPattern, URLResolver, path, re_path

from sunhall.web.access import declare
from sunhall.web.account import identity, inbox, mandates, outside, profile
from sunhall.web.account import keys as own_keys

SIGNED_IN = ("applicant", "clerk", "officer", "designer", "administrator", "supervisor")
WHO_SIGNS_IN = ("account_login", "account_logout", "account_inactive", "mfa_authenticate", "mfa_login_webauthn")
WHO_FORGOT = (
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
)
OWN = (
    "account_reauthenticate",
    "account_change_password",
    "account_set_password",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
)


class SignInView(sign_in.LoginView):  # type: ignore[misc]
    """The page also offers the outside issuer, when one is named."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told: dict[str, Any] = super().get_context_data(**kwargs)
        return {**told, "outside": outside.name() if outside.is_on() else ""}


urlpatterns: list[URLPattern | URLResolver] = [
    path("", profile.show, name="account_profile"),
    path("arrived/", profile.arrived, name="account_arrived"),
    path("contact/", profile.contact, name="account_contact"),
    path("register/", identity.register, name="account_signup"),
    path("identity/", identity.identify, name="account_identity"),
    path("mandates/", mandates.show, name="account_mandates"),
    path("mandates/give/", mandates.give, name="account_give_mandate"),
    path("mandates/<int:mandate_id>/revoke/", mandates.revoke, name="account_revoke_mandate"),
    path("enterprises/add/", mandates.add_enterprise, name="account_add_enterprise"),
    path("inbox/", inbox.show, name="account_inbox"),
    path("inbox/<int:message_id>/", inbox.one, name="account_message"),
    path("login/", SignInView.as_view(), name="account_login"),
    # The issuer sends people back to the second; allauth finds it by its own name, and names the issuer.
    path("outside/", outside.begin, name="account_outside"),
    path("outside/back/", outside.back, {"provider_id": settings.OIDC_PROVIDER}, name="openid_connect_callback"),
    path("outside/join/", outside.join, name="account_outside_join"),
    path("logout/", sign_in.logout, name="account_logout"),
    path("inactive/", sign_in.account_inactive, name="account_inactive"),
    path("reauthenticate/", sign_in.reauthenticate, name="account_reauthenticate"),
    path("password/", sign_in.password_change, name="account_change_password"),
    path("password/first/", sign_in.password_set, name="account_set_password"),
    path("password/forgotten/", sign_in.password_reset, name="account_reset_password"),
    path("password/forgotten/sent/", sign_in.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        sign_in.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/new/done/",
        sign_in.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("second-factor/", factor.index, name="mfa_index"),
    path("second-factor/code/", factor.authenticate, name="mfa_authenticate"),
    path("second-factor/again/", factor.reauthenticate, name="mfa_reauthenticate"),
    path("second-factor/app/add/", totp.activate_totp, name="mfa_activate_totp"),
    path("second-factor/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("second-factor/recovery/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("second-factor/recovery/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("second-factor/recovery/file/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("second-factor/keys/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("second-factor/keys/add/", keys.add_webauthn, name="mfa_add_webauthn"),
    path("second-factor/keys/again/", own_keys.reauthenticate, name="mfa_reauthenticate_webauthn"),
    path("second-factor/keys/login/", keys.login_webauthn, name="mfa_login_webauthn"),
    path("second-factor/keys/<int:pk>/name/", keys.edit_webauthn, name="mfa_edit_webauthn"),
    path("second-factor/keys/<int:pk>/remove/", keys.remove_webauthn, name="mfa_remove_webauthn"),
]
declare(*WHO_SIGNS_IN, *WHO_FORGOT)
declare(*OWN, roles=SIGNED_IN)
