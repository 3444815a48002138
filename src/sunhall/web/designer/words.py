"""The designer's terms in words: states, types of matters, standings of versions, marks, units."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from sunhall.catalogue.registers import ParameterUse
from sunhall.web.public import words as public_words
from sunhall.web.templatetags import house

Said = Mapping[str, str | Promise]

STATES: Final[Said] = {
    "listed": pgettext_lazy("state of a matter", "Listed"),
    "drafted": pgettext_lazy("state of a matter", "Drafted"),
    "published": pgettext_lazy("state of a matter", "Published"),
    "ended": pgettext_lazy("state of a matter", "Ended"),
}
STANDINGS: Final[Said] = {
    "draft": pgettext_lazy("version", "Draft"),
    "coming": pgettext_lazy("version", "Published, not yet in force"),
    "in_force": pgettext_lazy("version", "In force"),
    "past": pgettext_lazy("version", "Past"),
}
TYPES: Final[Said] = {  # GB/T 39046-2020 A.1
    "01": _("Administrative licence"),
    "02": _("Administrative penalty"),
    "03": _("Administrative compulsion"),
    "04": _("Administrative collection"),
    "05": _("Administrative benefit"),
    "06": _("Administrative inspection"),
    "07": _("Administrative confirmation"),
    "08": _("Administrative award"),
    "09": _("Administrative ruling"),
    "10": _("Other administrative power"),
    "20": _("Public service"),
}
MARKS: Final[Said] = {
    "sure": pgettext_lazy("mark of a fact", "confirmed"),
    "check": pgettext_lazy("mark of a fact", "to be checked"),
    "local": pgettext_lazy("mark of a fact", "set by this city"),
}


@dataclass(frozen=True, slots=True)
class Use:
    """A value of the city in words; `now` is what the city says today where that differs."""

    row: ParameterUse
    value: str
    now: str
    mark: str


def use(row: ParameterUse) -> Use:
    return Use(row, value(row.value, row.unit), value(row.now, row.unit) if row.stale else "", said(MARKS, row.mark))


def said(table: Said, code: Any) -> str:
    """The words of a stored code; the code itself where there are none, so that nothing is hidden."""
    return str(table.get(str(code), code))


def value(held: Any, unit: str) -> str:
    """A value with its unit: "5 working days", "yes", words in the language of the screen."""
    if isinstance(held, bool):
        return gettext("yes") if held else gettext("no")
    if isinstance(held, dict):
        return house.words(held)
    if held in public_words.LAPSES:
        return public_words.word(public_words.LAPSES, held)
    if isinstance(held, list):
        return house.listed([value(one, "") for one in held])
    if unit == "working_day" and isinstance(held, int):
        return house.working_days(held)
    if unit == "calendar_day" and isinstance(held, int):
        return ngettext("%(count)d day", "%(count)d days", held) % {"count": held}
    if unit == "fen" and isinstance(held, int):
        return house.money(held)
    return f"{held} {unit}".strip()
