"""The forms of accounts: registering, contact, mandates, enterprises."""

import re
from typing import Any, Final

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sunhall.kernel import clock
from sunhall.people.models import User
from sunhall.people.rules import SCOPES
from sunhall.web.account import identities
from sunhall.web.fields import DayField

LOGIN: Final = re.compile(r"[a-z0-9][a-z0-9._@+-]{3,49}")
LANGUAGES: Final = (("zh-hans", "简体中文"), ("en", "English"))
SCOPE_WORDS: Final = (
    ("submit", _("Fill in and hand in applications")),
    ("correct", _("Answer correction notices")),
    ("receive", _("See the case and receive notices and certificates")),
    ("withdraw", _("Withdraw applications")),
)
assert tuple(code for code, _word in SCOPE_WORDS) == SCOPES


class IdentityForm(forms.Form):
    """A natural person: name, identity document, how to reach her."""

    name = forms.CharField(
        label=pgettext_lazy("person", "Name"),
        max_length=100,
        help_text=_("As it stands on your identity document."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    id_type = forms.ChoiceField(label=_("Identity document"), choices=identities.KINDS)
    id_number = forms.CharField(
        label=_("Number of the document"),
        max_length=40,
        help_text=_("The check digit is tested, so that a slip is found now and not at the window."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=_("Phone"), max_length=32, widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"})
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("Messages are sent there too, and it lets you set a new password if you forget yours."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean_phone(self) -> str:
        return identities.phone(self.cleaned_data["phone"])

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("id_type") and told.get("id_number"):
            try:
                told["id_number"] = identities.id_number(told["id_type"], told["id_number"], today=clock.today())
            except ValidationError as error:
                self.add_error("id_number", error)
        return told


class RegisterForm(IdentityForm):
    """The same with a login and a password. The rules of both stand beside the fields before anything is typed."""

    login = forms.CharField(
        label=_("Login"),
        max_length=50,
        help_text=_("4 to 50 small letters, digits or . _ @ + -; you sign in with it."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=128,
        strip=False,
        help_text=_("At least 10 characters, not only digits, not a common one, not like your login."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_login(self) -> str:
        login = str(self.cleaned_data["login"]).strip().lower()
        if not LOGIN.fullmatch(login):
            raise ValidationError(_("Use 4 to 50 letters, digits or . _ @ + -, beginning with a letter or digit."))
        return login

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        if told.get("password"):
            candidate = User(login=told.get("login", ""), email=told.get("email", ""))
            try:
                validate_password(told["password"], candidate)
            except ValidationError as error:
                self.add_error("password", error)
        return told


class ContactForm(forms.Form):
    """How the house reaches a person, and in which language it writes."""

    phone = forms.CharField(
        label=_("Phone"),
        max_length=32,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    email = forms.EmailField(
        label=_("E-mail"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    address = forms.CharField(label=_("Postal address"), max_length=300, required=False)
    language = forms.ChoiceField(label=_("Language of messages"), choices=LANGUAGES, widget=forms.RadioSelect)

    def clean_phone(self) -> str:
        return identities.phone(self.cleaned_data["phone"])


class MandateForm(forms.Form):
    """Who may act for whom, for what, from when until when."""

    principal = forms.TypedChoiceField(label=_("For whom may the agent act?"), coerce=int, widget=forms.RadioSelect)
    agent_name = forms.CharField(label=_("Name of the agent"), max_length=100)
    agent_id_type = forms.ChoiceField(label=_("Agent's identity document"), choices=identities.KINDS)
    agent_id_number = forms.CharField(
        label=_("Number of the agent's document"),
        max_length=40,
        help_text=_("The agent must have an account here."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    scope = forms.MultipleChoiceField(
        label=_("What may the agent do?"), choices=SCOPE_WORDS, widget=forms.CheckboxSelectMultiple
    )
    starts_on = DayField(label=pgettext_lazy("mandate", "From"))
    ends_on = DayField(
        label=_("Until and including"), required=False, help_text=_("Leave it empty for a mandate without an end.")
    )

    def __init__(self, *args: Any, principals: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["principal"].choices = principals  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("agent_id_type") and told.get("agent_id_number"):
            try:
                told["agent_id_number"] = identities.id_number(
                    told["agent_id_type"], told["agent_id_number"], today=clock.today()
                )
            except ValidationError as error:
                self.add_error("agent_id_number", error)
        start, end = told.get("starts_on"), told.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", ValidationError(_("The last day lies before the first.")))
        if start and start < clock.today():
            self.add_error("starts_on", ValidationError(_("A mandate cannot begin in the past. Enter today or later.")))
        return told


class EnterpriseForm(forms.Form):
    """An organisation as on its licence."""

    name = forms.CharField(label=_("Name of the organisation"), max_length=200, help_text=_("As on the licence."))
    usci = forms.CharField(
        label=_("Unified social credit code"),
        max_length=40,
        help_text=_("18 characters on the business licence; the check character is tested."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    org_type = forms.ChoiceField(
        label=_("Type of organisation"),
        choices=(
            ("company", _("Company")),
            ("sole", _("Sole proprietorship")),
            ("partnership", _("Partnership")),
            ("cooperative", _("Farmers' cooperative")),
            ("individual_business", _("Individual business")),
            ("public_institution", _("Public institution")),
            ("social_organisation", _("Social organisation")),
            ("government_body", _("Government body")),
        ),
    )
    address = forms.CharField(label=_("Registered address"), max_length=300)
    phone = forms.CharField(label=_("Phone"), max_length=32, widget=forms.TextInput(attrs={"inputmode": "tel"}))
    declare = forms.BooleanField(label=_("I am its legal representative, as registered, and I answer for saying so."))

    def clean_usci(self) -> str:
        return identities.usci(self.cleaned_data["usci"])

    def clean_phone(self) -> str:
        return identities.phone(self.cleaned_data["phone"])
