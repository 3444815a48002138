"""Forms of the designer: a file or a text to import, a day, an entry of the exceptions register."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sunhall.web.fields import DayField
from sunhall.web.rowform import RowForm


def _sensible(day: Any) -> None:
    if not 1990 <= day.year <= 2100:
        raise ValidationError(_("Enter a day between 1990 and 2100."))


class EffectiveForm(forms.Form):
    effective_from = DayField(label=_("Holds from"), validators=[_sensible])


class EndForm(forms.Form):
    on = DayField(
        label=_("Last day"),
        help_text=_("After this day nobody can apply. Today at the latest."),
        validators=[_sensible],
    )


class TextForm(forms.Form):
    """The words of one YAML file, corrected on the page."""

    name = forms.CharField(max_length=120, widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label=_("Text of the file"), widget=forms.Textarea, max_length=2_000_000, strip=False, required=False
    )


class ExceptionForm(RowForm):
    TEXTS = {"reason": (_("Reason"), True, 500), "decided_by": (_("Government that decided"), True, 120)}
    code = forms.CharField(label=_("Code of the matter"), max_length=80)
    decision_no = forms.CharField(
        label=_("Number of the decision"), max_length=80, help_text=_("As on the document: 示政函〔2026〕1号")
    )
    valid_from = DayField(label=_("Valid from"), validators=[_sensible])
    valid_until = DayField(label=_("Valid until"), validators=[_sensible])
    order = ("code", "reason_zh", "reason_en", "decided_by_zh", "decided_by_en", "decision_no")

    def __init__(self, *args: Any, known: Callable[[str], bool], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        if not self.known(code):
            raise ValidationError(_("There is no matter with this code."))
        return code

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        first, last = told.get("valid_from"), told.get("valid_until")
        if first and last and last <= first:
            self.add_error("valid_until", _("The exception would end before it begins."))
        return told
