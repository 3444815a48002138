"""Forms of the administrator. They tidy and word what is typed; what is allowed is decided by `people.staff`."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from sunhall.kernel import clock
from sunhall.kernel.ids import uscc
from sunhall.kernel.ids.fault import Fault
from sunhall.people import registers, rules
from sunhall.web.administrator import words
from sunhall.web.fields import DayField
from sunhall.web.rowform import RowForm

CODE = re.compile(r"[A-Za-z0-9_-]+")
PHONE = re.compile(r"[0-9+()\- 转]*")


def _code(value: str) -> None:
    if not CODE.fullmatch(value):
        raise ValidationError(_("Use letters, digits, “-” and “_” only."))


def _phone(value: str) -> None:
    if not PHONE.fullmatch(value):
        raise ValidationError(_("Enter a telephone number, for example 0999-6660001."))


class CentreForm(RowForm):
    TEXTS = {
        "name": (words.COLUMNS["name"], True, 120),
        "address": (words.COLUMNS["address"], True, 200),
        "hours": (words.COLUMNS["hours"], True, 200),
    }
    code = forms.CharField(label=words.COLUMNS["code"], max_length=32, validators=[_code])
    phone = forms.CharField(label=words.COLUMNS["phone"], max_length=40, validators=[_phone], required=False)
    complaint_phone = forms.CharField(
        label=words.COLUMNS["complaint_phone"], max_length=40, validators=[_phone], initial="12345"
    )
    order = ("code", "name_zh", "name_en", "address_zh", "address_en", "hours_zh", "hours_en", "phone")


class AuthorityForm(RowForm):
    TEXTS = {
        "name": (words.COLUMNS["name"], True, 120),
        "short_name": (words.COLUMNS["short_name"], False, 60),
        "government": (words.COLUMNS["government"], False, 120),
        "court": (words.COLUMNS["court"], False, 120),
    }
    code = forms.CharField(
        label=words.COLUMNS["code"],
        max_length=32,
        validators=[_code],
        help_text=_("Short and lasting: files of matters name the authority by it."),
    )
    usci = forms.CharField(
        label=words.COLUMNS["usci"],
        max_length=40,
        required=False,
        help_text=_("18 characters, as on the certificate. The check characters are verified."),
    )
    nature = forms.ChoiceField(label=words.COLUMNS["nature"], choices=words.options(words.NATURES))
    phone = forms.CharField(label=words.COLUMNS["phone"], max_length=40, validators=[_phone], required=False)
    region = forms.RegexField(
        r"^\d{6}(\d{6})?$",
        label=words.COLUMNS["region"],
        required=False,
        help_text=_("6 or 12 digits"),
        error_messages={"invalid": _("A region code has 6 or 12 digits.")},
    )
    order = ("code", "usci", "name_zh", "name_en", "short_name_zh", "short_name_en", "nature", "superior_id", "region",
             "phone")  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["superior_id"] = forms.TypedChoiceField(
            label=words.COLUMNS["superior"],
            coerce=int,
            empty_value=None,
            required=False,
            choices=[("", ""), *rows("authority")],
            help_text=_("In its line of work. It may revoke what this authority granted unlawfully."),
        )
        self.order_fields(self.order)

    def clean_usci(self) -> str:
        typed = self.cleaned_data["usci"]
        if not typed:
            return ""
        found = uscc.read(typed)
        if not isinstance(found, Fault):
            return found.number
        if found.reason == "length":
            raise ValidationError(_("A unified social credit code has 18 characters."))
        if found.reason == "charset":
            raise ValidationError(_("The letters I, O, S, V and Z never occur, and the region is digits."))
        raise ValidationError(_("The check character is wrong: a character is mistyped, or two are swapped."))


class PartForm(RowForm):
    """A department of an authority, or a window of a centre."""

    TEXTS = {"name": (words.COLUMNS["name"], True, 120)}
    above = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = forms.TypedChoiceField(
            label=words.COLUMNS[self.above], coerce=int, choices=[("", ""), *rows(self.above)]
        )
        self.fields[f"{self.above}_id"] = chosen
        self.order_fields((f"{self.above}_id", "code"))


class DepartmentForm(PartForm):
    above = "authority"
    code = forms.CharField(label=words.COLUMNS["code"], max_length=32, validators=[_code])


class WindowForm(PartForm):
    above = "centre"
    code = forms.CharField(
        label=words.COLUMNS["code"], max_length=12, validators=[_code], help_text=_("As on its sign: A01")
    )


def rows(kind: str) -> list[tuple[int, str]]:
    language = get_language() or "zh-hans"
    return [(pk, f"{name.into(language)} · {code}") for pk, name, code, _above in registers.choices(kind)]


class OfficerForm(RowForm):
    """An officer. Windows and departments are told with what they belong to; that they fit is checked by the act."""

    TEXTS = {"post": (words.COLUMNS["post"], False, 80)}
    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=80)
    name_en = forms.CharField(label=words.COLUMNS["name_en"], max_length=80, required=False)
    badge = forms.CharField(
        label=words.COLUMNS["badge"], max_length=40, help_text=_("Number of the law-enforcement or staff certificate")
    )
    role = forms.ChoiceField(
        label=words.COLUMNS["role"],
        choices=[("", ""), *words.options(words.ROLES)],
        help_text=_("Which pages she works on. What she may do there is said by her powers."),
    )
    order: tuple[str, ...] = (
        "name",
        "name_en",
        "badge",
        "post_zh",
        "post_en",
        "authority_id",
        "department_id",
        "role",
        "centre_id",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, required in (("authority", True), ("department", False), ("centre", False), ("window", False)):
            self.fields[f"{kind}_id"] = forms.TypedChoiceField(
                label=words.COLUMNS[kind],
                coerce=int,
                empty_value=None,
                required=required,
                choices=[("", ""), *self._choices(kind)],
            )
        self.order_fields(self.order)

    def _choices(self, kind: str) -> list[tuple[int, str]]:
        if kind in ("authority", "centre"):
            return rows(kind)
        language = get_language() or "zh-hans"
        above = dict(rows("authority" if kind == "department" else "centre"))
        return [
            (pk, f"{above.get(within or 0, '').split(' · ')[0]} · {code} · {name.into(language)}")
            for pk, name, code, within in registers.choices(kind)
        ]


class NewOfficerForm(OfficerForm):
    login = forms.RegexField(
        rf"^{rules.LOGIN}$",
        label=_("Login"),
        help_text=_("3 to 60 letters, digits, “.”, “-” or “_”. She signs in with it."),
        error_messages={"invalid": _("Use 3 to 60 letters, digits, “.”, “-” or “_”. Begin with a letter or digit.")},
    )
    email = forms.EmailField(label=_("E-mail"), max_length=200, required=False)
    order = ("login", "email", *OfficerForm.order)


class PeriodForm(forms.Form):
    """First and last day of a power. The last day is held to its end."""

    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"), required=False, help_text=_("Empty: until it is ended"))

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        first, last = told.get("starts_on"), told.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day lies before the first."))
        for name, day in (("starts_on", first), ("ends_on", last)):
            if day and not 1990 <= day.year <= 2100:
                self.add_error(name, _("Enter a day between 1990 and 2100."))
        return told

    def period(self, at: datetime) -> tuple[datetime, datetime | None]:
        """The instants of the period. A power from today begins now: nobody held it this morning."""
        first, last = self.cleaned_data["starts_on"], self.cleaned_data["ends_on"]
        starts_at = at if first == clock.legal_day(at) else _midnight(first)
        return starts_at, _midnight(last + timedelta(days=1)) if last else None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), clock.ZONE)


class PowerForm(PeriodForm):
    power = forms.ChoiceField(label=words.COLUMNS["power"], choices=[("", ""), *words.options(words.POWERS)])
    authority_id = forms.TypedChoiceField(label=_("In the name of"), coerce=int)
    matter_code = forms.CharField(
        label=words.COLUMNS["matter"],
        max_length=64,
        required=False,
        help_text=_("Code of the one matter it covers. Empty: all matters of the authority."),
    )
    source = forms.ChoiceField(label=words.COLUMNS["source"], choices=words.options(words.SOURCES))
    instrument = forms.CharField(
        label=words.COLUMNS["instrument"],
        max_length=200,
        required=False,
        help_text=_("Title and number of the document that gives it. Needed unless the power is the authority's own."),
    )

    published = forms.CharField(
        label=words.COLUMNS["published"],
        max_length=200,
        required=False,
        help_text=_("Needed for an entrusted power: where the trustee and what it is entrusted with were published."),
    )

    field_order = ("power", "authority_id", "matter_code", "source", "instrument", "published", "starts_on", "ends_on")

    def __init__(self, *args: Any, known: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known  # answers whether a matter with a code exists
        self.fields["authority_id"].choices = rows("authority")  # type: ignore[attr-defined]

    def clean_matter_code(self) -> str:
        code = str(self.cleaned_data["matter_code"])
        if code and not self.known(code):
            raise ValidationError(_("There is no matter with this code."))
        return code

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        if told.get("source", "own") != "own" and not told.get("instrument"):
            self.add_error("instrument", _("Enter the title and number of the written mandate."))
        return told


class SubstituteForm(PeriodForm):
    holder_id = forms.TypedChoiceField(label=_("Substitute"), coerce=int)
    field_order = ("holder_id", "starts_on", "ends_on")

    def __init__(self, *args: Any, colleagues: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["holder_id"].choices = [("", ""), *colleagues]  # type: ignore[attr-defined]
