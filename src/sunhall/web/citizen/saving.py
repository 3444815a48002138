"""The address that keeps an applicant's draft while somebody types."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponseBase, JsonResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sunhall.catalogue import rules
from sunhall.catalogue.content.asks import Field
from sunhall.web import forms, typed
from sunhall.web.citizen.drafting import Draft, with_draft
from sunhall.web.forms import saving
from sunhall.web.forms.saving import Seen


@require_POST
@with_draft
def autosave(request: HttpRequest, draft: Draft) -> HttpResponseBase:
    """Keeps the fields of a POST (form fields or JSON `{"data", "revision", "pen"}`), as `forms.saving.keep` answers;
    422 when the post cannot be read.
    """
    try:
        data, page = _posted_json(request, draft) if _is_json(request) else _posted(request, draft)
    except ValueError as error:
        return JsonResponse({"error": "unreadable", "text": str(error)}, status=422)
    return saving.keep(draft.id, draft.content.version, data, by=draft.actor, at=draft.at, page=page)


def _is_json(request: HttpRequest) -> bool:
    return request.content_type == "application/json"


def _posted(request: HttpRequest, draft: Draft) -> tuple[dict[str, Any], Seen]:
    partial = QueryDict(mutable=True)
    partial.update(request.POST)
    partial["_autosave"] = "1"
    read = forms.read(
        draft.content.version,
        "",
        partial,
        data=draft.content.data,
        answers=draft.row.answers,
        **draft.rules_arguments(),
    )
    return read.data, saving.posted(request.POST)


def _posted_json(request: HttpRequest, draft: Draft) -> tuple[dict[str, Any], Seen]:
    """A JSON body, its values no deeper than a form makes them. ValueError tells what does not fit."""
    try:
        body = json.loads(request.body, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise ValueError(_("This is not readable as JSON.")) from None
    if not isinstance(body, dict) or not isinstance(body.get("data"), dict):
        raise ValueError(_("The fields are expected under “data”."))
    known = {f.id: f for f in draft.content.version.form.fields if f.type not in ("computed", "file")}
    told = {name: typed.storable(value) for name, value in body["data"].items() if name in known}
    wrong = [name for name, value in told.items() if not _fits(known[name], value)]
    if wrong:
        raise ValueError(_("These fields have values of another kind: %(names)s.") % {"names": ", ".join(wrong)})
    page = saving.seen(body.get("revision"), typed.storable(body.get("pen")))
    return rules.clean(draft.content.version, told), page


def _no_number(name: str) -> float:
    raise ValueError(name)


def _fits(f: Field, value: Any) -> bool:
    """Whether a value has the form its field may have: a scalar, a list of texts, or rows of scalars."""
    if f.type == "table":
        return isinstance(value, list) and all(
            isinstance(row, dict) and all(map(_scalar, row.values())) for row in value
        )
    if f.type == "choices":
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    return _scalar(value)


def _scalar(value: Any) -> bool:
    return value is None or isinstance(value, str | int | float | bool)
