"""The form of a case: which pages and fields apply, what is worked out, and what is wrong."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sunhall.catalogue.content import VersionContent
from sunhall.catalogue.content.asks import Check, Field, Page
from sunhall.catalogue.rules import cel, values
from sunhall.catalogue.rules.values import FieldError
from sunhall.kernel.text import TextByLanguage

__all__ = ["AskedField", "AskedPage", "FieldError", "Settled", "asked_pages", "check_form", "clean", "settle"]

KINDS: Mapping[str, type] = {"text": str, "flag": bool, "list": list, "table": list}
ROUNDS = 8  # conditions that look at each other settle well before


@dataclass(frozen=True, slots=True)
class AskedField:
    """A field that applies now. `given` is its value (empty: None, "" or []); a `computed` one is shown, not asked."""

    field: Field
    options: Mapping[str, TextByLanguage]
    given: Any
    computed: bool = False


@dataclass(frozen=True, slots=True)
class AskedPage:
    page: Page
    fields: tuple[AskedField, ...]

    @property
    def id(self) -> str:
        return self.page.id

    @property
    def title(self) -> TextByLanguage:
        return self.page.title


@dataclass(frozen=True, slots=True)
class Settled:
    """The form with its conditions applied: `seen` is what expressions see, fields not asked being empty."""

    pages: tuple[AskedPage, ...]
    seen: Mapping[str, Any]

    @property
    def fields(self) -> Iterator[AskedField]:
        return (f for page in self.pages for f in page.fields)

    @property
    def data(self) -> dict[str, Any]:
        """The values that belong to the application: of the fields that apply, computed ones included."""
        return {f.field.id: f.given for f in self.fields}


def clean(content: VersionContent, posted: Mapping[str, Any]) -> dict[str, Any]:
    """Typed values of the fields that `posted` names (strings as a form sends them, or values already typed).

    What cannot be read as its type stays as it was typed; `check_form` tells. Unknown names are left out.
    """
    return {f.id: values.typed(f, posted[f.id]) for f in content.form.fields if f.id in posted}


def asked_pages(
    content: VersionContent,
    data: Mapping[str, Any],
    answers: Mapping[str, Any] | None = None,
    *,
    today: date,
    applicant: str = "",
) -> list[AskedPage]:
    """The pages and fields that apply to what has been answered and filled so far."""
    return list(settle(content, data, answers, today=today, applicant=applicant).pages)


def settle(
    content: VersionContent,
    data: Mapping[str, Any],
    answers: Mapping[str, Any] | None = None,
    *,
    today: date,
    applicant: str = "",
) -> Settled:
    """Apply all conditions until nothing changes: a field that does not apply counts as empty for the others."""
    names = cel.types(content)
    fields = content.form.fields
    base = cel.context(content, answers or {}, today=today, applicant=applicant)
    start = {f.id: _start(f, data, answers or {}) for f in fields}
    asked = {f.id for f in fields}
    seen: dict[str, Any] = {}
    for _ in range(ROUNDS):
        given = {k: v if k in asked else None for k, v in start.items()}
        seen = {**base, **_usable(content, given)}
        seen.update(_computed(names, fields, seen, asked))
        now = {
            f.id
            for p in content.form.pages
            if cel.holds(names, p.when, seen)
            for f in p.fields
            if _applies(f, names, seen, content)
        }
        if now == asked:
            break
        asked = now
    pages = tuple(_page(p, names, seen, start, asked, content) for p in content.form.pages)
    return Settled(tuple(p for p in pages if p.fields), seen)


def _start(f: Field, data: Mapping[str, Any], answers: Mapping[str, Any]) -> Any:
    for place in (data, answers):
        if not values.is_empty(place.get(f.id)):
            return place[f.id]
    return f.default


def _usable(content: VersionContent, given: Mapping[str, Any]) -> dict[str, Any]:
    """Values as CEL may see them: one of the wrong type (typed, not yet readable) counts as empty."""
    usable = {}
    for f in content.form.fields:
        kind = cel.kind_of(f.type)
        value = _cell(given.get(f.id), kind)
        usable[f.id] = [_row(f, row) for row in value if isinstance(row, Mapping)] if kind == "table" else value
    return usable


def _computed(names: cel.Types, fields: tuple[Field, ...], seen: Mapping[str, Any], asked: set[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for f in fields:
        if f.id in asked and _is_computed(f, names, {**seen, **found}):
            value = cel.value(names, f.cel or f.computed, {**seen, **found})
            found[f.id] = value if value is not None else cel.EMPTY[cel.kind_of(f.type)]
    return found


def _is_computed(f: Field, names: cel.Types, seen: Mapping[str, Any]) -> bool:
    return f.type == "computed" or (bool(f.computed) and cel.holds(names, f.computed_when, seen) is True)


def _applies(f: Field, names: cel.Types, seen: Mapping[str, Any], content: VersionContent) -> bool:
    if f.only_allowed_modes and len(modes(content, names, seen)) == 1:
        return False
    return cel.holds(names, f.when, seen) is True


def modes(content: VersionContent, names: cel.Types, seen: Mapping[str, Any]) -> set[str]:
    """The ways of handling this case may choose: general always, the others where the matter allows them."""
    found = {"general"}
    for name, mode in (("commitment", content.modes.commitment), ("tolerance", content.modes.tolerance)):
        if mode.allowed and cel.holds(names, mode.when, seen):
            found.add(name)
    return found


def _page(
    page: Page,
    names: cel.Types,
    seen: Mapping[str, Any],
    start: Mapping[str, Any],
    asked: set[str],
    content: VersionContent,
) -> AskedPage:
    fields = []
    for f in page.fields:
        if f.id not in asked:
            continue
        options = f.options
        if f.only_allowed_modes:
            allowed = modes(content, names, seen)
            options = {k: v for k, v in options.items() if k in allowed}
        computed = _is_computed(f, names, seen)
        fields.append(AskedField(f, options, seen[f.id] if computed else start[f.id], computed))
    return AskedPage(page, tuple(fields))


def check_form(
    content: VersionContent,
    data: Mapping[str, Any],
    answers: Mapping[str, Any] | None = None,
    *,
    today: date,
    applicant: str = "",
    page: str = "",
) -> list[FieldError]:
    """Everything wrong with a filled form (typed values, see `clean`), in the order of its fields.

    With `page`, only that page; its checks still see the whole form. Warnings have level `warning`.
    """
    settled = settle(content, data, answers, today=today, applicant=applicant)
    names = cel.types(content)
    errors: list[FieldError] = []
    for shown in settled.pages:
        if not page or shown.id == page:
            for asked in shown.fields:
                errors += _field_errors(asked, names, settled.seen, data, today)
    return errors


def _field_errors(
    asked: AskedField, names: cel.Types, seen: Mapping[str, Any], data: Mapping[str, Any], today: date
) -> list[FieldError]:
    f, given = asked.field, asked.given
    if asked.computed:
        return []
    if values.is_empty(given):
        if f.type == "table" and f.min_rows and f.required:
            return [FieldError(f.id, "too_few_rows", {"min": f.min_rows})]
        return [FieldError(f.id, "required")] if f.required else []
    if f.type == "table":
        errors = _table_errors(f, given, names, seen, today)
    else:
        found = values.fault(f, given, {**data, **seen}, today, asked.options)
        errors = [found] if found else []
    return errors or _failed(f.id, f.checks, names, seen)


def _table_errors(f: Field, given: Any, names: cel.Types, seen: Mapping[str, Any], today: date) -> list[FieldError]:
    if not isinstance(given, list) or not all(isinstance(row, Mapping) for row in given):
        return [FieldError(f.id, "not_a_table")]
    if len(given) < f.min_rows:
        return [FieldError(f.id, "too_few_rows", {"min": f.min_rows})]
    if len(given) > f.max_rows:
        return [FieldError(f.id, "too_many_rows", {"max": f.max_rows})]
    within = cel.with_row(names)
    return [
        error
        for i, row in enumerate(given)
        for column in f.columns
        for error in _cell_errors(f, column, i, row, within, {**seen, "row": _row(f, row)}, today)
    ]


def _row(f: Field, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row with every column, an empty or unreadable cell as the empty value of its kind."""
    return {c.id: _cell(row.get(c.id), cel.kind_of(c.type)) for c in f.columns}


def _cell(value: Any, kind: str) -> Any:
    right = values.is_number(value) if kind == "number" else isinstance(value, KINDS[kind])
    return value if right else cel.EMPTY[kind]


def _cell_errors(
    f: Field, column: Field, i: int, row: Mapping[str, Any], names: cel.Types, seen: Mapping[str, Any], today: date
) -> list[FieldError]:
    if cel.holds(names, column.when, seen) is not True:
        return []
    given = row.get(column.id)
    if values.is_empty(given):
        found = [FieldError(f.id, "required")] if column.required else []
    else:
        wrong = values.fault(column, given, row, today, column.options)
        found = [wrong] if wrong else _failed(f.id, column.checks, names, seen)
    return [FieldError(f.id, e.code, e.facts, e.message, i, column.id, e.level) for e in found]


def _failed(field: str, checks: tuple[Check, ...], names: cel.Types, seen: Mapping[str, Any]) -> list[FieldError]:
    """The checks that do not hold. One that cannot be decided (an empty number) is skipped."""
    return [
        FieldError(field, "check", {}, check.message, level=check.level)
        for check in checks
        if cel.holds(names, check.cel, seen) is False
    ]
