"""Signing in with a password: allauth's form, which also says when a one-time password has run out."""

from typing import Any

from allauth.account.forms import LoginForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from sunhall.kernel import clock


class SignInForm(LoginForm):  # type: ignore[misc]
    """Named by ACCOUNT_FORMS."""

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean()
        until = getattr(self.user, "one_time_until", None)
        if until is not None and until <= clock.now():
            raise ValidationError(_("This one-time password has run out. Ask the administrator for a new one."))
        return told
