"""The fields of a form page as a template shows them: which component, which value, what is wrong with it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from sunhall.catalogue import rules
from sunhall.catalogue import wording as catalogue_wording
from sunhall.catalogue.content import VersionContent
from sunhall.catalogue.content.asks import Field
from sunhall.catalogue.rules import AskedPage, FieldError
from sunhall.web.forms.said import money_value, number_value, said_value, source_words
from sunhall.web.templatetags import house

FEW: Final = 6  # options up to which a choice is shown as radios
MANY: Final = 12  # options from which a list can be narrowed by typing

SHOWN_AS: Final[Mapping[str, str]] = {
    "long_text": "textarea",
    "number": "number",
    "money": "number",
    "date": "day",
    "yes_no": "radios",
    "choices": "checkboxes",
    "declaration": "checkbox",
    "table": "table",
    "file": "file",
    "computed": "said",
}
INPUTS: Final[Mapping[str, tuple[str, str]]] = {  # type → (inputmode, width)
    "phone": ("tel", "20"),
    "email": ("email", "30"),
    "url": ("url", ""),
    "postcode": ("numeric", "10"),
    "resident_id": ("text", "20"),
    "id_number": ("text", "20"),
    "usci": ("text", "20"),
    "project_code": ("text", "30"),
    "bank_card": ("numeric", "20"),
}
AUTOCOMPLETE: Final[Mapping[str, str]] = {"phone": "tel", "email": "email", "postcode": "postal-code"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table that is filled in."""

    name: str
    kind: str  # text | select | day | number
    label: str
    value: str = ""
    error: str = ""
    options: Sequence[tuple[str, str]] = ()
    inputmode: str = ""


@dataclass(frozen=True, slots=True)
class ShownField:
    """A field with everything its component needs. `kind` names the component; `said` is a computed value in words."""

    name: str
    kind: str
    label: str
    hint: str = ""
    value: Any = ""
    values: Sequence[str] = ()
    options: Sequence[tuple[str, str]] = ()
    error: str = ""
    warning: str = ""
    source: str = ""
    optional: bool = False
    unit: str = ""
    width: str = ""
    limit: str = ""
    whole: bool = True
    inline: bool = False
    filter: bool = False
    inputmode: str = "text"
    autocomplete: str = "off"
    accept: str = ""
    max_bytes: int = 0
    columns: Sequence[tuple[str, str]] = ()
    rows: Sequence[Sequence[Cell]] = ()
    said: str = ""
    can_remove: bool = False


@dataclass(frozen=True, slots=True)
class FormPage:
    """One page of a form. `errors` are (id to jump to, sentence with the field's label), for the error summary."""

    id: str
    title: str
    intro: str
    fields: tuple[ShownField, ...]
    errors: tuple[tuple[str, str], ...] = field(default=())

    @property
    def field_ids(self) -> str:
        """For the hidden input `_fields`: what was on the page, so that an emptied field is told from an absent one."""
        return " ".join(f.name for f in self.fields if f.kind != "said")


def pages(
    content: VersionContent,
    data: Mapping[str, Any],
    answers: Mapping[str, Any] | None = None,
    *,
    today: date,
    applicant: str = "",
    sources: Mapping[str, str] | None = None,
    errors: Iterable[FieldError] = (),
    extra_rows: Mapping[str, int] | None = None,
    autocomplete: bool = False,
) -> list[FormPage]:
    """Every page that applies to what has been answered and filled so far."""
    found = rules.asked_pages(content, data, answers, today=today, applicant=applicant)
    listed = list(errors)
    return [_page(p, listed, sources or {}, extra_rows or {}, autocomplete=autocomplete) for p in found]


def page(content: VersionContent, page_id: str, *args: Any, **kwargs: Any) -> FormPage | None:
    """One page by its id, None when it does not apply (any more). Arguments as `pages`."""
    return next((p for p in pages(content, *args, **kwargs) if p.id == page_id), None)


def _page(
    asked: AskedPage,
    errors: Sequence[FieldError],
    sources: Mapping[str, str],
    extra: Mapping[str, int],
    *,
    autocomplete: bool,
) -> FormPage:
    fields, listed = [], []
    for one in asked.fields:
        wrong = [e for e in errors if e.field == one.field.id]
        options = [(code, house.words(text)) for code, text in one.options.items()]
        said = said_value(one.field, one.given) if one.computed else ""
        shown = show(
            one.field,
            one.given,
            options,
            wrong,
            sources,
            extra.get(one.field.id, 0),
            said=said,
            autocomplete=autocomplete,
        )
        fields.append(shown)
        listed += _listed(one.field, wrong)
    intro = house.words(asked.page.intro) if asked.page.intro else ""
    return FormPage(asked.id, house.words(asked.title), intro, tuple(fields), tuple(listed))


def _listed(f: Field, wrong: Sequence[FieldError]) -> list[tuple[str, str]]:
    """The errors of a field for the summary, each with the label it belongs to."""
    listed = []
    for error in wrong:
        if error.level == "warning":
            continue
        label, target = house.words(f.label), f.id
        if error.row is not None:
            column = next((c for c in f.columns if c.id == error.column), None)
            facts = {"label": label, "row": error.row + 1, "column": house.words(column.label) if column else ""}
            label, target = _("%(label)s, row %(row)d, %(column)s") % facts, f"{f.id}-{error.row}-{error.column}"
        listed.append(
            (target, _("%(label)s: %(error)s") % {"label": label, "error": catalogue_wording.field_error(error)})
        )
    return listed


def show(
    f: Field,
    given: Any,
    options: Sequence[tuple[str, str]],
    wrong: Sequence[FieldError] = (),
    sources: Mapping[str, str] | None = None,
    extra: int = 0,
    *,
    said: str = "",
    autocomplete: bool = False,
) -> ShownField:
    """One field with its value and what is wrong with it."""
    kind = "said" if said or f.type == "computed" else _kind(f, options)
    own = [e for e in wrong if e.row is None]
    inputmode, width = INPUTS.get(f.type, ("text", ""))
    return ShownField(
        name=f.id,
        kind=kind,
        label=house.words(f.label),
        hint=house.words(f.hint) if f.hint else "",
        value=_value(f, given),
        values=[str(v) for v in given] if isinstance(given, list) and f.type == "choices" else [],
        options=[("yes", _("Yes")), ("no", _("No"))] if f.type == "yes_no" else options,
        error=" ".join(catalogue_wording.field_error(e) for e in own if e.level != "warning"),
        warning=" ".join(catalogue_wording.field_error(e) for e in own if e.level == "warning"),
        source=source_words((sources or {}).get(f.id, "")),
        optional=not f.required,
        unit=_("yuan") if f.type == "money" else house.words(f.unit) if f.unit else "",
        width=width,
        limit=str(f.longest) if f.type == "long_text" else "",
        whole=f.decimals == 0 and f.type != "money",
        inline=f.type == "yes_no",
        filter=len(options) > MANY,
        inputmode=inputmode,
        autocomplete=AUTOCOMPLETE.get(f.type, "off") if autocomplete else "off",
        accept=",".join(f".{a}" for a in f.accept),
        max_bytes=f.max_mb * 1_000_000,
        columns=[(c.id, house.words(c.label)) for c in f.columns],
        rows=_rows(f, given, wrong, extra) if f.type == "table" else (),
        said=said,
        can_remove=f.type == "table" and isinstance(given, list) and bool(given),
    )


def _kind(f: Field, options: Sequence[tuple[str, str]]) -> str:
    if f.type == "choice":
        return "radios" if len(options) <= FEW else "select"
    return SHOWN_AS.get(f.type, "text")


def _value(f: Field, given: Any) -> Any:
    """A typed value as its input shows it; what could not be read as its type is shown as it was typed."""
    if given is None or f.type in ("table", "choices", "file"):
        return ""
    if f.type == "declaration":
        return given is True
    if isinstance(given, bool):
        return "yes" if given else "no"
    if isinstance(given, int | float):
        return money_value(given) if f.type == "money" else number_value(given)
    return given


def _rows(f: Field, given: Any, wrong: Sequence[FieldError], extra: int) -> list[list[Cell]]:
    """The rows given, at least those the form wants, and the empty ones asked for."""
    rows = [row for row in given if isinstance(row, Mapping)] if isinstance(given, list) else []
    count = min(max(len(rows) + extra, f.min_rows, 1), f.max_rows)
    errors = {(e.row, e.column): catalogue_wording.field_error(e) for e in wrong if e.row is not None}
    blank: Mapping[str, Any] = {}
    return [
        [_cell(f, c, i, rows[i] if i < len(rows) else blank, errors.get((i, c.id), "")) for c in f.columns]
        for i in range(max(count, len(rows)))
    ]


def _cell(f: Field, column: Field, row: int, values: Mapping[str, Any], error: str) -> Cell:
    options = [(code, house.words(text)) for code, text in column.options.items()]
    if column.type == "yes_no":
        options = [("yes", _("Yes")), ("no", _("No"))]
    kind = "select" if options else {"date": "day", "number": "number", "money": "number"}.get(column.type, "text")
    mode = "numeric" if kind in ("day", "number") else INPUTS.get(column.type, ("text", ""))[0]
    value = str(_value(column, values.get(column.id)))
    return Cell(f"{f.id}-{row}-{column.id}", kind, house.words(column.label), value, error, options, mode)
