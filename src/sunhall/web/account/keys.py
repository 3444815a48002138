"""Security keys and passkeys: allauth's forms, which say in our words that a key does not fit.

The forms are named by MFA_FORMS, the view stands in `urls`. A wrong key is told as a wrong key, not as a wrong code.
"""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms, views
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.translation import gettext as _

# What the library answers to a reply of a key that it cannot read, beside its own word for a reply that is wrong.
UNREADABLE = (AttributeError, KeyError, TypeError, ValueError)


def _does_not_fit() -> ValidationError:
    return ValidationError(
        _("This key does not fit this account, or the page was open too long. Please try again, or use another way."),
        code="key_does_not_fit",
    )


class _ToldInWords:
    """A key's reply is refused in words; too many attempts keep their own.

    The reply stands in a hidden field that has no name for people, so it is told of the form as a whole, save where
    the library looks for it at the field.
    """

    at_the_field = False

    def clean_credential(self) -> Authenticator | None:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except ValidationError as error:
            told = _does_not_fit() if getattr(error, "code", "") == "incorrect_code" else error
        except UNREADABLE:
            told = _does_not_fit()
        if self.at_the_field:
            raise told
        self.add_error(None, told)  # type: ignore[attr-defined]
        return None


class KeyForm(_ToldInWords, forms.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """The second factor while signing in."""


class PasskeyForm(_ToldInWords, forms.LoginWebAuthnForm):  # type: ignore[misc]
    """Signing in with the key alone."""

    at_the_field = True


class KeyAgainForm(_ToldInWords, forms.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """The key once more before something sensitive."""


class AddKeyForm(forms.AddWebAuthnForm):  # type: ignore[misc]
    """A new key."""

    def clean(self) -> dict[str, Any]:
        try:
            told: dict[str, Any] = super().clean()
        except ValidationError as error:
            raise _could_not_add() from error
        except UNREADABLE as error:
            raise _could_not_add() from error
        return told


def _could_not_add() -> ValidationError:
    return ValidationError(_("The key was not added: the page was open too long. Please try again."), code="not_added")


class KeyAgainView(views.ReauthenticateWebAuthnView):  # type: ignore[misc]
    """A wrong key is told on this page, not on the page one lands on after signing in."""

    def form_invalid(self, form: forms.ReauthenticateWebAuthnForm) -> HttpResponse:
        self.refused = form
        response: HttpResponse = self.render_to_response(self.get_context_data())
        return response

    def get_form(self, form_class: Any = None) -> Any:
        # The library asks for the form again while it draws the page; the one that was judged is the answer.
        return getattr(self, "refused", None) or super().get_form(form_class)


reauthenticate = KeyAgainView.as_view()
