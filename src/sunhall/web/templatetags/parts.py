"""What the components of `templates/components/` need worked out: the parts of a form field, errors, lights, chips.

Pages use the components, not these tags.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms, template
from django.forms import BoundField
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sunhall.web.fields import DayField

register = template.Library()


@dataclass(frozen=True)
class FieldParts:
    """A bound field of a Django form, taken apart for a component. `kind` names the component."""

    kind: str
    name: str
    id: str
    label: str
    hint: str
    error: str
    value: Any
    values: list[str]
    options: list[tuple[Any, Any]]
    optional: bool
    type: str = "text"
    autocomplete: str = ""
    inputmode: str = ""
    whole: bool = True
    attributes: Mapping[str, Any] = field(default_factory=dict)


_KINDS: Sequence[tuple[type[forms.Widget], str]] = (
    (forms.HiddenInput, "hidden"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.PasswordInput, "password"),
    (forms.FileInput, "file"),
)


@register.simple_tag
def field_parts(bound: BoundField, label: str = "", hint: str = "", optional: bool | None = None) -> FieldParts:
    """The parts of a bound field; label, hint and optional override the form's own."""
    widget, form_field = bound.field.widget, bound.field
    value = bound.value()
    attributes = widget.attrs
    return FieldParts(
        kind=_kind_of(widget, form_field),
        name=bound.html_name,
        id=bound.id_for_label or bound.auto_id or bound.html_name,
        label=str(label or bound.label),
        hint=str(hint or bound.help_text),
        error=" ".join(str(error) for error in bound.errors),
        value=value if value is not None else "",
        values=[str(one) for one in value] if isinstance(value, list | tuple) else [],
        options=_options_of(widget, form_field),
        optional=(not form_field.required) if optional is None else optional,
        type=str(getattr(widget, "input_type", "text") or "text"),
        autocomplete=str(attributes.get("autocomplete", _usual_autocomplete(widget))),
        inputmode=str(attributes.get("inputmode", "")),
        whole=not isinstance(form_field, forms.DecimalField | forms.FloatField),
    )


def _usual_autocomplete(widget: forms.Widget) -> str:
    return "current-password" if isinstance(widget, forms.PasswordInput) else ""


def _kind_of(widget: forms.Widget, form_field: forms.Field) -> str:
    for widget_type, kind in _KINDS:
        if isinstance(widget, widget_type):
            return kind
    if isinstance(form_field, DayField | forms.DateField):
        return "day"
    return "number" if isinstance(form_field, forms.IntegerField | forms.DecimalField | forms.FloatField) else "text"


def _options_of(widget: forms.Widget, form_field: forms.Field) -> list[tuple[Any, Any]]:
    if not isinstance(widget, forms.Select | forms.RadioSelect | forms.CheckboxSelectMultiple):
        return []
    return [(value, text) for value, text in widget.choices]


@register.simple_tag
def error_list(form: Any = None, errors: Iterable[tuple[str, str]] | None = None) -> list[tuple[str, str]]:
    """All errors of a form (or forms) as (id to jump to, message), those of no field first."""
    found: list[tuple[str, str]] = []
    for one in _forms_of(form):
        found += [("", str(message)) for message in one.non_field_errors()]
        for bound in one:
            target = bound.id_for_label or bound.auto_id or bound.html_name
            found += [(target, named(str(bound.label), str(message))) for message in bound.errors]
    return found + [(target, str(message)) for target, message in (errors or [])]


def named(label: str, message: str) -> str:
    """A message of the summary with its field's name, for it stands far from the field."""
    return gettext("%(label)s: %(message)s") % {"label": label.rstrip(" .:。："), "message": message}


def _forms_of(form: Any) -> list[Any]:
    if not form:
        return []
    candidates = list(form) if isinstance(form, list | tuple) else [form]
    return [one for one in candidates if one.is_bound]


@dataclass(frozen=True)
class Light:
    """A state as colour, shape and word: colour is never alone (WCAG 1.4.1)."""

    kind: str
    shape: str
    word: str | Promise


LIGHTS = {
    "on_time": Light("on-time", "●", _("On time")),
    "due_soon": Light("due-soon", "▲", _("Due soon")),
    "overdue": Light("overdue", "■", _("Overdue")),
    "paused": Light("paused", "‖", _("Clock stopped")),
    "done": Light("done", "✓", _("Done")),
}


@register.simple_tag
def light_parts(state: str) -> Light:
    """The light of a state; an unknown state is a mistake of ours and fails loudly."""
    return LIGHTS[state.replace("-", "_")]


@register.simple_tag(takes_context=True)
def chip_query(context: template.Context, name: str, value: Any) -> str:
    """The address of a chip: this page with one filter changed and the place in the list forgotten. Empty clears it."""
    query: QueryDict = context["request"].GET.copy()
    for key in ("after", "before", "page"):
        query.pop(key, None)
    if value in ("", None):
        query.pop(name, None)
    else:
        query[name] = str(value)
    return f"?{query.urlencode()}" if query else "?"


@register.filter
def at(sequence: Sequence[Any], index: int) -> Any:
    """The element at a place."""
    return sequence[index]
