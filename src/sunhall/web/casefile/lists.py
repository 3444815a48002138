"""What the lists of desks share: filters in the address, keys of pages, the words of a row."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest
from django.utils.translation import gettext as _

from sunhall.cases.desk_tallies import MatterTally
from sunhall.cases.queries import CaseRow
from sunhall.cases.worklists import Desk, DeskRow
from sunhall.web.casefile import words
from sunhall.web.templatetags import house

LIGHTS: Final = ("overdue", "due_soon", "on_time", "paused")


def filters(request: HttpRequest) -> tuple[str | None, str, tuple[int, int] | None]:
    """(light, matter, key of the page) from the address; what is not one of them counts as not given."""
    light = request.GET.get("light", "")
    matter = request.GET.get("matter", "")[:80]
    end, _dot, turn = request.GET.get("after", "").partition(".")
    after = (int(end), int(turn)) if _is_key(end, turn) else None
    return (light if light in LIGHTS else None), matter, after


def _is_key(*parts: str) -> bool:
    return all(part.isdecimal() and len(part) < 16 for part in parts)


def key(after: tuple[int, int] | None) -> str:
    """The key of the next page as the address carries it."""
    return f"{after[0]}.{after[1]}" if after else ""


def light_options(found: Desk) -> list[tuple[str, str, int]]:
    """The chips of the lights, with true counts over all pages."""
    running = found.total - found.overdue - found.due_soon - found.paused
    return [
        ("", _("All"), found.total),
        ("overdue", _("Overdue"), found.overdue),
        ("due_soon", _("Due soon"), found.due_soon),
        ("on_time", _("On time"), running),
        ("paused", _("Clock stopped"), found.paused),
    ]


def matter_options(tally: Sequence[MatterTally], total: int) -> list[tuple[str, str, int]]:
    """The chips of the matters on a desk, the most frequent first."""
    if len(tally) < 2:
        return []
    return [("", _("All matters"), total), *((m.code, house.words(m.name), m.count) for m in tally[:12])]


def as_number(text: str) -> str:
    """What was typed or scanned as a case number is stored: no spaces, plain digits, capitals."""
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A case in a list of search results."""

    id: int
    number: str
    matter: str
    applicant: str
    phase: str
    received_on: Any
    due: Any


def told(row: CaseRow) -> FoundRow:
    """A row in words."""
    phase = words.word(words.PHASES, row.phase)
    return FoundRow(
        row.id, row.number, house.words(row.matter), row.applicant, phase, row.received_on, row.statutory_due_on
    )


@dataclass(frozen=True, slots=True)
class LaneDot:
    """One other authority in a row: a shape, its state as colour, and the words that say the same."""

    shape: str
    state: str
    words: str


_DOTS: Final = {"asked": ("○", "due-soon"), "agrees": ("●", "on-time"), "objects": ("■", "overdue")}


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A file in a work list, in words."""

    case_id: int
    number: str
    matter: str
    applicant: str
    step: str
    light: str
    left: int | None
    due: Any
    received_on: Any
    dots: tuple[LaneDot, ...]
    note: Any = None  # what the desk adds: `officer.notes.Note`
    authority: str = ""  # named where the list is of several


def desk_row(row: DeskRow, names: Mapping[int, str]) -> WorkRow:
    """A row of the desk. `due` is the lawful day of the desk's own clock."""
    states = {"asked": _("asked"), "agrees": _("agrees"), "objects": _("objects")}
    dots = tuple(
        LaneDot(*_DOTS[state], _("%(authority)s: %(state)s") % {"authority": names.get(a, ""), "state": states[state]})
        for a, state in row.lanes
    )
    return WorkRow(
        row.case_id,
        row.number,
        house.words(row.matter),
        row.applicant,
        words.word(words.PHASES, row.phase),
        row.light,
        row.days_left,
        (row.statutory_due_on if row.role == "lead" else None) or row.due_on,
        row.received_on,
        dots,
    )
