"""What every notice must carry, how it is numbered, and what its digest covers. Pure.

`REQUIRED` is the table; `check(kind, data)` reads it and names what is missing. A notice that lacks anything cannot
be issued: a paper without seal and date, or a refusal without reasons and remedies, is void or voidable
(Licensing Law arts. 32(2), 38(2)). Each need carries its source and its mark (`sure`: read in the law; `check`:
customary content of case-file review rules, a parameter of the place).
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sunhall.documents.rules.notices import decision, hearing, intake, licence, review
from sunhall.documents.rules.notices.kinds import MARKS, Kind
from sunhall.documents.rules.notices.needs import Need

__all__ = ["NUMBER_PATTERN", "REQUIRED", "Kind", "Need", "Remark", "check", "digest", "number", "series_mark"]

REQUIRED: Final[dict[Kind, tuple[Need, ...]]] = {
    **intake.NEEDS,
    **review.NEEDS,
    **hearing.NEEDS,
    **decision.NEEDS,
    **licence.NEEDS,
}


@dataclass(frozen=True, slots=True)
class Remark:
    """A lack: the field, and the source that asks for it."""

    field: str
    source: str


def check(kind: str, data: Mapping[str, Any]) -> list[Remark]:
    """What a notice of this kind still lacks, in the order of the table; an empty list means it may be issued.

    A list with incomplete rows is reported as `items[2].defect` (rows counted from 1).
    """
    lacking: list[Remark] = []
    for need in REQUIRED[Kind(kind)]:
        value = data.get(need.field)
        text = next(iter(value.values()), "") if value.__class__ is dict else value
        if text.__class__ is str and text and not text.isspace() and not need.each:
            continue  # most say something: seen at a glance
        if need.when is not None and not need.when(data):
            continue
        lacking.extend(Remark(field, need.source) for field in _lacks(need, data))
    return lacking


def _lacks(need: Need, data: Mapping[str, Any]) -> list[str]:
    value = data.get(need.field)
    if need.may_be_empty:
        if need.field not in data:
            return [need.field]
        if not value:
            return []
    if _is_empty(value):
        return [need.field]
    if not need.each:
        return []
    if not isinstance(value, list | tuple) or len(value) < need.at_least:
        return [need.field]
    return [
        f"{need.field}[{row}].{part}"
        for row, item in enumerate(value, 1)
        for part in need.each
        if not isinstance(item, Mapping) or _is_empty(item.get(part))
    ]


def _is_empty(value: Any) -> bool:
    if value is None:
        return True
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, Mapping):  # a text in languages without words in any
        return all(_is_empty(each) for each in value.values())
    if isinstance(value, list | tuple):
        return not value
    return False


NUMBER_PATTERN: Final = "{authority}{mark}字〔{year}〕第{serial}号"  # customary


def series_mark(kind: str) -> str:
    """The word of a kind in numbers: 受 for an acceptance."""
    return MARKS[Kind(kind)]


def number(kind: str, authority_short: str, on: date, serial: int) -> str:
    """The number of a notice: `number("acceptance", "示市监", date(2026, 3, 2), 12)` = 示市监受字〔2026〕第12号."""
    return NUMBER_PATTERN.format(authority=authority_short, mark=series_mark(kind), year=on.year, serial=serial)


def digest(kind: str, numbered: str, data: Mapping[str, Any]) -> str:
    """SHA-256 (hex) over kind, number and data in canonical JSON (sorted keys, no blanks, UTF-8)."""
    told = _canonical({"kind": str(kind), "number": numbered, "data": data})
    return hashlib.sha256(told.encode()).hexdigest()


_canonical: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
