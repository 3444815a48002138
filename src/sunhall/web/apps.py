"""The pages as an app of Django: an empty field is told about in the words of the house, in every form."""

from django import forms
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    name = "sunhall.web"

    def ready(self) -> None:
        forms.Field.default_error_messages["required"] = _("Please fill this in.")
        forms.BooleanField.default_error_messages = {"required": _("Tick this to go on.")}
        forms.ChoiceField.default_error_messages["required"] = _("Choose one of the answers offered.")
        forms.MultipleChoiceField.default_error_messages["required"] = _("Choose at least one.")
