"""Forms over columns that people enter in two languages. Used by the desks that keep such columns."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class RowForm(forms.Form):
    """A form over columns. A column that is text by language is two fields: `name_zh` and `name_en`.

    `TEXTS` maps such a column to (whether Chinese is required, most characters).
    """

    TEXTS: dict[str, tuple[Any, bool, int]] = {}
    order: tuple[str, ...] = ()

    def __init__(self, *args: Any, values: dict[str, Any] | None = None, **kwargs: Any) -> None:
        values = values or {}
        initial = dict(values)
        for column in self.TEXTS:
            held = values.get(column) or {}
            initial[f"{column}_zh"], initial[f"{column}_en"] = held.get("zh-hans", ""), held.get("en", "")
        super().__init__(*args, **{**kwargs, "initial": initial})
        for column, (label, required, limit) in self.TEXTS.items():
            zh = forms.CharField(label=_("%(label)s (Chinese)") % {"label": label}, max_length=limit, required=required)
            en = forms.CharField(label=_("%(label)s (English)") % {"label": label}, max_length=limit, required=False)
            self.fields[f"{column}_zh"], self.fields[f"{column}_en"] = zh, en
        self.order_fields(self.order)

    def columns(self) -> dict[str, Any]:
        """What was typed, as the columns of the row."""
        told = dict(self.cleaned_data)
        for column in self.TEXTS:
            both = {"zh-hans": told.pop(f"{column}_zh"), "en": told.pop(f"{column}_en")}
            told[column] = {language: text for language, text in both.items() if text}
        return told
