"""What was filled in, in words: for review pages, officers' files and print. Personal numbers can be masked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sunhall.catalogue import rules
from sunhall.catalogue.content import VersionContent
from sunhall.catalogue.content.asks import Field
from sunhall.catalogue.rules.forms import AskedField
from sunhall.people import rules as people_rules
from sunhall.web.templatetags import house

PERSONAL: Final = frozenset({"resident_id", "id_number", "bank_card", "phone"})


@dataclass(frozen=True, slots=True)
class Said:
    """A field and its value in words. `table` has rows of cells under `columns`; `masked`: there is more to show."""

    id: str
    label: str
    text: str
    source: str = ""
    masked: bool = False
    columns: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A page of the form as read."""

    id: str
    title: str
    rows: tuple[Said, ...]


def said(
    content: VersionContent,
    data: Mapping[str, Any],
    answers: Mapping[str, Any] | None = None,
    *,
    today: date,
    applicant: str = "",
    sources: Mapping[str, str] | None = None,
    masked: bool = True,
    empty: bool = True,
) -> list[Section]:
    """The filled form page by page. `empty=False` leaves out optional fields that were left empty."""
    sections = []
    for page in rules.asked_pages(content, data, answers, today=today, applicant=applicant):
        rows = tuple(
            _said(asked, source_words((sources or {}).get(asked.field.id, "")), masked=masked)
            for asked in page.fields
            if empty or asked.field.required or asked.given not in (None, "", [])
        )
        sections.append(Section(page.id, house.words(page.title), rows))
    return sections


def _said(asked: AskedField, source: str, *, masked: bool) -> Said:
    f, given = asked.field, asked.given
    label = house.words(f.label)
    if f.type == "table":
        rows = [row for row in given if isinstance(row, Mapping)] if isinstance(given, list) else []
        cells = tuple(tuple(said_value(c, row.get(c.id), masked=masked) for c in f.columns) for row in rows)
        hidden = masked and bool(rows) and any(c.type in PERSONAL for c in f.columns)
        text = "" if rows else _("not filled in")
        return Said(f.id, label, text, source, hidden, tuple(house.words(c.label) for c in f.columns), cells)
    text = said_value(f, given, masked=masked)
    hidden = masked and f.type in PERSONAL and bool(given)
    return Said(f.id, label, text or _("not filled in"), source, hidden)


def said_value(f: Field, given: Any, *, masked: bool = False) -> str:
    """One value in words, in the language of the screen; empty for nothing."""
    if given is None or given == "" or given == []:
        return ""
    if f.type == "declaration":
        return _("Declared") if given is True else ""
    if isinstance(given, bool):
        return _("Yes") if given else _("No")
    if isinstance(given, list):
        if f.type == "file":
            return ngettext("%(count)d file", "%(count)d files", len(given)) % {"count": len(given)}
        return house.listed([_option(f, v) for v in given])
    if f.type == "money" and isinstance(given, int):
        return house.money(given)
    if isinstance(given, int | float):
        number = number_value(given)
        return f"{number} {house.words(f.unit)}" if f.unit else number
    if masked and f.type in PERSONAL:
        return people_rules.masked_phone(str(given)) if f.type == "phone" else people_rules.masked_id(str(given))
    return _option(f, given)


def _option(f: Field, value: Any) -> str:
    return house.words(f.options[value]) if isinstance(value, str) and value in f.options else str(value)


def number_value(number: float) -> str:
    """A number without the noise of its type: 12.50 typed is 12.5 shown."""
    return str(int(number)) if float(number).is_integer() else repr(float(number))


def money_value(fen: float) -> str:
    """Fen as yuan with two decimals, for an input."""
    return f"{int(fen) // 100}.{int(fen) % 100:02d}"


def source_words(code: str) -> str:
    """Where a value that was filled in came from."""
    family = code.split(":", 1)[0]
    return {
        "": "",
        "party": _("Filled in from what this centre knows of the applicant"),
        "agent": _("Filled in from the authority given to the agent"),
        "answers": _("Filled in from your answers"),
        "shared": _("Fetched from another authority"),
        "earlier": _("Filled in from an earlier application"),
    }.get(family, code)
