"""Powers and changes as lines people read."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext

from sunhall.kernel import clock
from sunhall.kernel.text import TextByLanguage
from sunhall.people.registers import ChangeRow, PowerRow
from sunhall.web.administrator import words
from sunhall.web.templatetags import house

COLOURS = {"current": "green", "coming": "blue", "ended": "grey"}
RANGE = re.compile(r"[\[(](?P<first>[^,]*), (?P<last>[^\])]*)[\])]")
HIDDEN = {"id"}  # told as the reference of the change
PRIVATE = {("interest", "why")}  # kinds of change and columns that are nobody else's to read, in older rows too
TABLES: Mapping[str, words.Said] = {
    "role": words.ROLES,
    "power": words.POWERS,
    "source": words.SHORT_SOURCES,
    "nature": words.NATURES,
}


@dataclass(frozen=True, slots=True)
class PowerLine:
    """A power in words. `matter` is empty for all matters of the authority."""

    row: PowerRow
    power: str
    matter: TextByLanguage | str
    source: str
    standing: str
    colour: str
    first: str
    last: str  # the last day held; empty without end


def power_lines(rows: Sequence[PowerRow], names: Mapping[str, TextByLanguage]) -> list[PowerLine]:
    return [
        PowerLine(
            row=row,
            power=words.said(words.POWERS, row.power),
            matter=names.get(row.matter_code, row.matter_code),
            source=words.said(words.SHORT_SOURCES, row.source),
            standing=words.said(words.STANDINGS, row.standing),
            colour=COLOURS[row.standing],
            first=house.iso(row.starts_at),
            last=last_day(row.ends_at),
        )
        for row in rows
    ]


def last_day(ends_at: datetime | None) -> str:
    """A power that ends at midnight was held to the day before; one ended during a day, on that day."""
    return house.iso(ends_at - timedelta(microseconds=1)) if ends_at else ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One column of a changed row, before and after. `differs` is False for what only gives the context."""

    column: str
    before: str
    after: str
    differs: bool


@dataclass(frozen=True, slots=True)
class ChangeLine:
    row: ChangeRow
    what: str
    action: str
    by: str
    name: str
    cells: list[Cell]  # only the columns that differ


def change_lines(rows: Sequence[ChangeRow]) -> list[ChangeLine]:
    return [
        ChangeLine(
            row=row,
            what=words.said(words.CHANGED, row.what),
            action=words.said(words.ACTIONS, row.action),
            by=house.words(row.by) or gettext("Set-up (command line)"),
            name=_name(row),
            cells=_cells(row),
        )
        for row in rows
    ]


def _name(row: ChangeRow) -> str:
    held = row.after or row.before
    for column in ("name", "login", "code", "power", "task"):
        if held.get(column):
            return _told(column, held[column])
    return ""


def _cells(row: ChangeRow) -> list[Cell]:
    columns = [c for c in dict.fromkeys([*row.before, *row.after]) if c not in HIDDEN and (row.what, c) not in PRIVATE]
    found = []
    for column in columns:
        before, after = _told(column, row.before.get(column)), _told(column, row.after.get(column))
        if before != after:
            found.append(Cell(words.said(words.COLUMNS, column), before, after, differs=True))
    return found


def _told(column: str, value: Any) -> str:
    """A stored value for people: words of codes, both languages, days of a period."""
    if value in (None, "", {}, []):
        return ""
    if isinstance(value, bool) or value in ("True", "False"):
        return gettext("yes") if value in (True, "True") else gettext("no")
    if isinstance(value, dict):
        return " / ".join(str(text) for text in value.values() if text)
    if isinstance(value, list):
        return house.listed([str(one) for one in value])
    if column in TABLES:
        return words.said(TABLES[column], value)
    if column == "valid" and (found := RANGE.fullmatch(str(value))):
        return _period(found["first"], found["last"])
    return str(value)


def _period(first: str, last: str) -> str:
    return f"{_stamp(first)} – {_stamp(last)}"


def _stamp(text: str) -> str:
    try:
        return datetime.fromisoformat(text).astimezone(clock.ZONE).strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return ""


def key_of(typed: str) -> int | None:
    """The key of a page or a filter from the address; None when it is none."""
    return int(typed) if typed.isdecimal() and len(typed) < 19 else None
