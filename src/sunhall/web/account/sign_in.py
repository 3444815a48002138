"""Signing in with a password: allauth's form, which also says when a one-time password has run out; what counts; and
letters about accounts."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from sunhall.kernel import clock


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Named by ACCOUNT_ADAPTER."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": gettext_lazy("Login or password is wrong. Check both, or set a new password."),
    }

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Wrong passwords are counted by AXES, for login and address together, so that nobody shuts out another by
        typing her login. allauth's own count would do that; it is kept for the second factor, where whoever guesses
        knows the password already.
        """

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """The letter goes out by a job: a mail server that is away keeps nobody waiting, and the job is tried again.

        The words are made by the job (`jobs.letters`), so that no link that opens an account stands in a table.
        """
        user = context.get("user")
        app.configure_task("send_account_letter", queue="mail").defer(
            letter=template_prefix.rpartition("/")[2],
            address=email,
            user_id=user.pk if user else None,
            language=get_language() or settings.LANGUAGE_CODE,
        )


class SignInForm(LoginForm):  # type: ignore[misc]
    """Named by ACCOUNT_FORMS."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Login")

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean()
        until = getattr(self.user, "one_time_until", None)
        if until is not None and until <= clock.now():
            raise ValidationError(_("This one-time password has run out. Ask the administrator for a new one."))
        return told
