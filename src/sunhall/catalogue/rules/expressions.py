"""What is wrong with the expressions of a version: they compile, give the right type, and name options that exist."""

import re
from collections.abc import Iterator
from typing import Any

from sunhall.catalogue.content import VersionContent
from sunhall.catalogue.rules import cel, texts

Fault = tuple[str, str, dict[str, Any]]  # code, path, facts

COMPARED = re.compile(r"""\b([A-Za-z_]\w*)\s*[!=]=\s*(["'])(.*?)\2""")
CONTAINED = re.compile(r"""(["'])([^"']*)\1\s+in\s+([A-Za-z_]\w*)\b(?!\.)""")
PARAMETER = re.compile(r"""param\[\s*["']([^"']+)["']\s*\]""")


def faults(content: VersionContent) -> Iterator[Fault]:
    """Each expression that could not be evaluated, or would compare with an option nobody can choose."""
    names = cel.types(content)
    options = _options(content)
    columns = {path for f in content.form.fields for path in (f".{f.id}.columns.",) if f.columns}
    for path, key, source in texts.sources(content):
        in_row = any(part in path for part in columns)
        if detail := cel.fault(names, source, row=in_row):
            yield "expression_fault", path, {"detail": detail, "source": source}
            continue
        if wanted := _wrong_type(names, path, source, key, in_row=in_row):
            yield "expression_type", path, {"wanted": wanted, "source": source}
        for name, literal in _literals(source):
            if name in options and literal and literal not in options[name]:
                yield (
                    "unknown_option",
                    path,
                    {"name": name, "value": literal, "known": ", ".join(sorted(options[name]))},
                )
        for name in PARAMETER.findall(source):
            if name not in content.parameters:
                yield "unknown_parameter", path, {"name": name}
    yield from _questions(content)


def _wrong_type(names: cel.Types, path: str, source: str, key: str, *, in_row: bool) -> str:
    if key == "formula":
        return "" if cel.gives(names, source, ("INT", "DYN"), row=in_row) else "whole_number"
    if key in ("when", "computed_when") or (key == "cel" and ".checks." in path):
        return "" if cel.gives(names, source, ("BOOL", "DYN"), row=in_row) else "condition"
    return ""


def _options(content: VersionContent) -> dict[str, set[str]]:
    """The values each name with options can take."""
    found: dict[str, set[str]] = {}
    named = [(q.id, q.options) for q in content.questions] + [(f.id, f.options) for f in content.form.fields]
    for name, options in named:
        if options:
            found.setdefault(name, set()).update(options)
    return found


def _literals(source: str) -> Iterator[tuple[str, str]]:
    for match in COMPARED.finditer(source):
        if source[max(0, match.start() - 1)] != ".":
            yield match[1], match[3]
    for match in CONTAINED.finditer(source):
        yield match[3], match[2]


def _questions(content: VersionContent) -> Iterator[Fault]:
    """A question with the id of a field fills it, so it must be of its kind and offer no other options."""
    for question in content.questions:
        asked = content.form.field(question.id)
        if asked is None:
            continue
        fits = cel.kind_of(asked.type) == cel.kind_of(question.type) and set(question.options) <= set(asked.options)
        if not fits:
            yield "question_does_not_fit_field", f"questions.{question.id}", {"name": question.id}
