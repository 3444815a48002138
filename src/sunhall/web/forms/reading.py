"""Reading a posted form page: typed values of the fields shown, what is wrong, and what applies now besides."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import QueryDict

from sunhall.catalogue import rules
from sunhall.catalogue.content import VersionContent
from sunhall.catalogue.content.asks import Field
from sunhall.catalogue.rules import FieldError

ROWS = 200  # rows of a table that are read at all


@dataclass(frozen=True, slots=True)
class Read:
    """`data`: typed values to keep, also wrong ones. `errors` of the page (warnings apart). `revealed`: fields that
    apply only now and were not on the page. `extra_rows`: empty rows to show; `redraw`: a table button was pressed."""

    data: dict[str, Any]
    errors: list[FieldError]
    warnings: list[FieldError] = field(default_factory=list)
    revealed: list[str] = field(default_factory=list)
    extra_rows: dict[str, int] = field(default_factory=dict)
    redraw: bool = False

    @property
    def complete(self) -> bool:
        """Whether the page is done: nothing wrong, nothing new to answer, no button of a table pressed."""
        return not (self.errors or self.revealed or self.redraw)


def read(
    content: VersionContent,
    page_id: str,
    posted: QueryDict,
    *,
    data: Mapping[str, Any],
    answers: Mapping[str, Any] | None = None,
    today: date,
    applicant: str = "",
) -> Read:
    """Read one page (or with `page_id` "" every page that was shown at once).

    With `_autosave` only the fields that the post names are read, and nothing is checked. Otherwise the hidden
    `_fields` says which were shown; one of these that was not posted was emptied.
    """
    partial = "_autosave" in posted
    shown = _shown(content, page_id, posted, data, answers, today, applicant, partial=partial)
    raw = {f.id: _raw(f, posted, data.get(f.id), partial=partial) for f in shown}
    extra, pressed = _row_buttons(raw, posted)
    cleaned = rules.clean(content, raw) if not partial else _cleaned_in_place(content, shown, raw)
    if partial:
        return Read(cleaned, [])
    whole = {**data, **cleaned}
    found = rules.check_form(content, whole, answers, today=today, applicant=applicant, page=page_id)
    known = {f.id for f in shown}
    asked = rules.asked_pages(content, whole, answers, today=today, applicant=applicant)
    revealed = [
        a.field.id
        for p in asked
        if not page_id or p.id == page_id
        for a in p.fields
        if a.field.id not in known and not a.computed
    ]
    return Read(
        cleaned,
        [e for e in found if e.level != "warning" and e.field in known],
        [e for e in found if e.level == "warning"],
        revealed,
        extra,
        pressed,
    )


def _shown(
    content: VersionContent,
    page_id: str,
    posted: QueryDict,
    data: Mapping[str, Any],
    answers: Mapping[str, Any] | None,
    today: date,
    applicant: str,
    *,
    partial: bool,
) -> list[Field]:
    """The fields to read, files excepted: those come by their own way (see `documents`)."""
    if partial:
        wanted = {name.split("-", 1)[0] for name in posted} | set(posted)
        return [f for f in content.form.fields if f.id in wanted and f.type not in ("computed", "file")]
    if "_fields" in posted:
        wanted = set(str(posted["_fields"]).split())
    else:
        asked = rules.asked_pages(content, data, answers, today=today, applicant=applicant)
        wanted = {a.field.id for p in asked if not page_id or p.id == page_id for a in p.fields if not a.computed}
    within = [f for p in content.form.pages if not page_id or p.id == page_id for f in p.fields]
    return [f for f in within if f.id in wanted and f.type not in ("computed", "file")]


def _raw(f: Field, posted: QueryDict, before: Any, *, partial: bool) -> Any:
    if f.type == "table":
        return _table(f, posted, before if partial else None)
    if f.type == "choices":
        return [v for v in posted.getlist(f.id) if v]
    if f.type == "declaration":
        return bool(posted.get(f.id)) or None
    return posted.get(f.id, "")


def _table(f: Field, posted: QueryDict, before: Any) -> list[dict[str, Any]]:
    """Rows from names like `equipment-0-name`; `before` are the rows that a partial post adds to."""
    cells = re.compile(rf"{re.escape(f.id)}-(\d{{1,4}})-(.+)")
    columns = {c.id for c in f.columns}
    rows: dict[int, dict[str, Any]] = {}
    if isinstance(before, list):
        rows = {i: dict(row) for i, row in enumerate(before) if isinstance(row, Mapping)}
    for name in posted:
        found = cells.fullmatch(name)
        if found and found[2] in columns and int(found[1]) < ROWS:
            rows.setdefault(int(found[1]), {})[found[2]] = posted.get(name, "")
    return [rows.get(i, {}) for i in range(max(rows, default=-1) + 1)]


def _row_buttons(raw: dict[str, Any], posted: QueryDict) -> tuple[dict[str, int], bool]:
    """`_add` names a table that gets an empty row, `_remove` is `table:row`: buttons that post. Changes `raw`."""
    extra: dict[str, int] = {}
    add, remove = posted.get("_add", ""), posted.get("_remove", "")
    if isinstance(raw.get(add), list):
        extra[add] = 1
    table, _, row = remove.partition(":")
    if isinstance(raw.get(table), list) and row.isdecimal() and int(row) < len(raw[table]):
        del raw[table][int(row)]
    return extra, bool(add or remove)


def _cleaned_in_place(content: VersionContent, shown: list[Field], raw: dict[str, Any]) -> dict[str, Any]:
    """Typed values of a partial post. An empty row between filled ones stays, so that rows keep their numbers."""
    cleaned = rules.clean(content, raw)
    for f in shown:
        if f.type != "table":
            continue
        rows = [(rules.clean(content, {f.id: [row]})[f.id] or [{}])[0] for row in raw[f.id]]
        while rows and not rows[-1]:
            rows.pop()
        cleaned[f.id] = rows
    return cleaned
