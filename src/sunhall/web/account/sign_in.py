"""Signing in with a password: allauth's form, which also says when a one-time password has run out; and what counts."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from sunhall.kernel import clock


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Named by ACCOUNT_ADAPTER."""

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Wrong passwords are counted by AXES, for login and address together, so that nobody shuts out another by
        typing her login. allauth's own count would do that; it is kept for the second factor, where whoever guesses
        knows the password already.
        """


class SignInForm(LoginForm):  # type: ignore[misc]
    """Named by ACCOUNT_FORMS."""

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean()
        until = getattr(self.user, "one_time_until", None)
        if until is not None and until <= clock.now():
            raise ValidationError(_("This one-time password has run out. Ask the administrator for a new one."))
        return told
