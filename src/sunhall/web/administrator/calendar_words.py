"""The words of the calendar pages: faults of a notice, names of the days of a case, days that a correction changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from sunhall.law.calendar import WORKED, Calendar
from sunhall.law.notices import last_known_festival_year, statutory
from sunhall.law.year_files import Fault, Span, spans
from sunhall.law.year_words import SENTENCES
from sunhall.web.templatetags import house

# The days of a case, as `cases.recounting.shown` names them.
WHAT: Final[Mapping[str, Any]] = {
    "statutory": pgettext_lazy("day of a case", "Statutory limit"),
    "promised": pgettext_lazy("day of a case", "Promised limit"),
    "intake": pgettext_lazy("day of a case", "Examination of the papers"),
    "opinion": pgettext_lazy("day of a case", "Opinion"),
    "issue": pgettext_lazy("day of a case", "Issue and delivery"),
    "first_review": pgettext_lazy("day of a case", "First review below"),
    "offer": pgettext_lazy("day of a case", "Request for a hearing"),
    "hearing": pgettext_lazy("day of a case", "Hearing"),
    "owed": pgettext_lazy("day of a case", "Papers that follow"),
    "check": pgettext_lazy("day of a case", "Check of the commitment"),
}
KINDS: Final[Mapping[bool | None, Any]] = {True: _("worked"), False: _("not worked"), None: _("not known")}


def what(code: str) -> str:
    """The name of a day of a case; the code itself where it has none, so that nothing is hidden."""
    return str(WHAT.get(code, code))


def said(fault: Fault) -> str:
    """A fault in the reader's language, its days as people write them."""
    facts = {name: house.day(value) if isinstance(value, date) else value for name, value in fault.facts.items()}
    return gettext(SENTENCES[fault.code]) % facts


def statutory_days(year: int) -> tuple[Span, ...]:
    """The days that the Holiday Measures give in a year (art. 2); none where the lunar days are not known."""
    return spans(statutory(year)) if 2008 <= year <= last_known_festival_year() else ()


@dataclass(frozen=True, slots=True)
class DifferingDay:
    day: date
    before: str
    after: str


def differing_days(before: Calendar, after: Calendar, year: int) -> list[DifferingDay]:
    """The days around a year that a corrected notice tells differently."""
    day, end, found = date(year - 1, 12, 1), date(year, 12, 31), []
    while day <= end:
        was, becomes = _worked(before, day), _worked(after, day)
        if was is not becomes:
            found.append(DifferingDay(day, str(KINDS[was]), str(KINDS[becomes])))
        day += timedelta(days=1)
    return found


def _worked(calendar: Calendar, day: date) -> bool | None:
    code = calendar.why(day).code
    return None if code == "unknown" else code in WORKED
