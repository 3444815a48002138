"""Differences of two versions side by side, with the words that changed marked. Values in, rows out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final

import yaml
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sunhall.catalogue.differences import Difference

TOKEN: Final = re.compile(r"[A-Za-z0-9_.]+|\s+|.", re.DOTALL)  # a word of Latin letters, or one Chinese character
MOST_TOKENS: Final = 3000  # longer texts are told whole: comparing them word by word would take seconds
LANGUAGES: Final = {"zh-hans": _("Chinese"), "en": _("English")}
SECTIONS: Final[dict[str, str | Promise]] = {
    "code": _("Code of the matter"),
    "name": pgettext_lazy("of a matter", "Name"),
    "short_name": _("Short name"),
    "type": pgettext_lazy("of a matter", "Type"),
    "level": _("Level"),
    "authority": _("Authority"),
    "accepting": _("Who accepts"),
    "service_objects": _("Who it is for"),
    "search": _("Words it is found by"),
    "guide": _("Texts of the guide"),
    "basis": _("Legal basis"),
    "materials": _("Materials"),
    "form": _("Form"),
    "intake": _("Intake"),
    "procedure": _("Procedure"),
    "terms": _("Time limits"),
    "fees": _("Fees"),
    "free_by": _("Basis of being free"),
    "results": _("Results"),
    "remedies": _("Remedies"),
    "questions": _("Questions that narrow it"),
    "outcomes": _("Outcomes of the questions"),
    "modes": _("Ways of handling"),
    "after_grant": _("After the grant"),
    "topics": _("Topics"),
    "life_events": _("Life events"),
    "channels": _("Channels"),
    "visits": _("Visits needed"),
    "parameters": _("Values of the city"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A run of words; `changed` where the other side has something else."""

    text: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One place that differs. `kind`: added, removed or changed. `language` where the words are in one."""

    section: str
    path: str
    language: str | Promise
    kind: str
    before: list[Part]
    after: list[Part]


@dataclass(frozen=True, slots=True)
class Section:
    title: str | Promise
    rows: list[Row]


def side_by_side(found: Sequence[Difference]) -> list[Section]:
    """The differences by section, in the order of the document."""
    sections: dict[str, list[Row]] = {}
    for difference in found:
        sections.setdefault(difference.section, []).extend(_rows(difference))
    return [Section(SECTIONS.get(name, name), rows) for name, rows in sections.items()]


def _rows(d: Difference) -> Iterator[Row]:
    if _is_words(d.before) or _is_words(d.after):
        before, after = d.before or {}, d.after or {}
        for language in dict.fromkeys([*before, *after]):
            old, new = str(before.get(language, "")), str(after.get(language, ""))
            if old != new:
                yield Row(d.section, d.path, LANGUAGES.get(language, language), d.kind, *marked(old, new))
        return
    yield Row(d.section, d.path, "", d.kind, *marked(told(d.before), told(d.after)))


def _is_words(value: Any) -> bool:
    return isinstance(value, dict) and "zh-hans" in value


def told(value: Any) -> str:
    """A value of a document as people write it: a value of the city with its source, lists and groups as YAML."""
    if value is None:
        return ""
    if isinstance(value, dict) and "param" in value:
        source = value.get("source") or {}
        words = " / ".join(str(text) for text in source.values()) if isinstance(source, dict) else str(source)
        return f"{told(value.get('value'))} {value.get('unit') or ''} [{value['param']}: {words}]".replace("  ", " ")
    if isinstance(value, dict | list):
        return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=100).strip()
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def marked(before: str, after: str) -> tuple[list[Part], list[Part]]:
    """Both texts in runs, with what differs marked; `"".join` of the runs is the text again."""
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    if not old or not new or len(old) > MOST_TOKENS or len(new) > MOST_TOKENS:
        return _whole(before), _whole(after)
    left: list[Part] = []
    right: list[Part] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if b > a:
            left.append(Part("".join(old[a:b]), tag != "equal"))
        if d > c:
            right.append(Part("".join(new[c:d]), tag != "equal"))
    return left, right


def _whole(text: str) -> list[Part]:
    return [Part(text, changed=True)] if text else []
