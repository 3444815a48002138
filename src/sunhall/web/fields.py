"""Form fields the whole house shares: a day, typed the ways people type one."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_WRITTEN = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_RUN_TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})")
_FULL_WIDTH = {0xFF10 + n: str(n) for n in range(10)} | {
    0xFF0D: "-",
    0xFF0F: "/",
    0xFF0E: ".",
}  # an input method's digits


def parse_day(typed: str) -> date | None:
    """`2026-03-02`, `20260302`, `2026-3-2`, `2026/3/2`, `2026年3月2日`, also in full-width digits. None: not a day."""
    text = typed.strip().translate(_FULL_WIDTH)
    found = _WRITTEN.fullmatch(text) or _RUN_TOGETHER.fullmatch(text)
    if not found:
        return None
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        return None


class DayField(forms.Field):
    """A legal day. Keeps what was typed when it is not one, and says how to write it."""

    widget = forms.TextInput
    default_error_messages = {"not_a_day": _("Write the day as year-month-day, for example 2026-11-21.")}

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        day = parse_day(str(value))
        if day is None:
            raise ValidationError(self.error_messages["not_a_day"], code="not_a_day")
        return day

    def prepare_value(self, value: Any) -> str:
        """ISO for a day we know, the typed text for one we could not read."""
        return value.isoformat() if isinstance(value, date) else (value or "")
