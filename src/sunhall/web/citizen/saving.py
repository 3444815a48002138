"""The address that keeps a draft while somebody types, and what two devices typed into one field."""

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponseBase, JsonResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sunhall.cases.acts import drafts
from sunhall.catalogue import rules
from sunhall.catalogue.content.asks import Field
from sunhall.kernel.refused import Refused
from sunhall.web import forms, wording
from sunhall.web.citizen import drafting
from sunhall.web.citizen.drafting import Draft, with_draft
from sunhall.web.templatetags import house


def revision_of(said: Any) -> int | None:
    """A revision as a page sent it; None when it is none."""
    text = str(said) if isinstance(said, str | int) and not isinstance(said, bool) else ""
    return int(text) if text.isdecimal() and len(text) < 10 else None


def both_values(
    draft: Draft, names: list[str], mine: Mapping[str, Any], theirs: Mapping[str, Any]
) -> list[dict[str, str]]:
    """Each field that two devices changed: its label and both values in words."""
    told = []
    for name in names:
        f = draft.content.version.form.field(name)
        if f is not None:
            told.append(
                {
                    "field": name,
                    "label": house.words(f.label),
                    "mine": _in_words(f, mine.get(name)),
                    "theirs": _in_words(f, theirs.get(name)),
                }
            )
    return told


def _in_words(f: Field, value: Any) -> str:
    if f.type == "table" and isinstance(value, list):
        rows = ["、".join(forms.said_value(c, row.get(c.id)) for c in f.columns if row.get(c.id)) for row in value]
        return "；".join(row for row in rows if row) or _("not filled in")
    return forms.said_value(f, value) or _("not filled in")


@require_POST
@with_draft
def autosave(request: HttpRequest, draft: Draft) -> HttpResponseBase:
    """Keeps the fields of a POST (form fields or JSON `{"data", "revision", "pen"}`) and answers revision and time.

    409 `draft_moved_on` names the fields another device changed, with both values; 422 when the post cannot be read.
    """
    try:
        data, revision, pen = _posted(request, draft)
    except ValueError as error:
        return JsonResponse({"error": "unreadable", "text": str(error)}, status=422)
    kept, too_long = drafting.kept_apart(data)
    try:
        saved = drafts.save(application_id=draft.id, by=draft.actor, at=draft.at, data=kept, revision=revision, pen=pen)
    except Refused as refusal:
        told = wording.sentence(refusal)
        body: dict[str, Any] = {"error": refusal.code, "text": f"{told.text} {told.next_step}"}
        if refusal.code == "draft_moved_on":
            draft.row.refresh_from_db()
            fresh = drafting.plain_data(draft.row)
            body |= {
                "revision": refusal.facts["revision"],
                "fields": both_values(draft, refusal.facts["fields"], kept, fresh),
                "words": {"mine": _("Keep what I typed here"), "theirs": _("Take what the other device has")},
            }
        return JsonResponse(body, status=409)
    body = {"revision": saved.revision, "saved_at": saved.saved_at.isoformat()}
    if too_long:
        body["too_long"] = [error.field for error in too_long]
        return JsonResponse(body, status=422)
    return JsonResponse(body)


def _posted(request: HttpRequest, draft: Draft) -> tuple[dict[str, Any], int | None, str]:
    posted = request.POST
    if request.content_type == "application/json":
        return _posted_json(request, draft)
    partial = QueryDict(mutable=True)
    partial.update(posted)
    partial["_autosave"] = "1"
    read = forms.read(
        draft.content.version,
        "",
        partial,
        data=draft.content.data,
        answers=draft.row.answers,
        **draft.rules_arguments(),
    )
    return read.data, revision_of(posted.get("_revision")), posted.get("_pen", "")[:40]


def _posted_json(request: HttpRequest, draft: Draft) -> tuple[dict[str, Any], int | None, str]:
    """A JSON body, its values no deeper than a form makes them. ValueError tells what does not fit."""
    try:
        body = json.loads(request.body, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise ValueError(_("This is not readable as JSON.")) from None
    if not isinstance(body, dict) or not isinstance(body.get("data"), dict):
        raise ValueError(_("The fields are expected under “data”."))
    known = {f.id: f for f in draft.content.version.form.fields if f.type not in ("computed", "file")}
    told = {name: value for name, value in body["data"].items() if name in known}
    wrong = [name for name, value in told.items() if not _fits(known[name], value)]
    if wrong:
        raise ValueError(_("These fields have values of another kind: %(names)s.") % {"names": ", ".join(wrong)})
    pen = body.get("pen")
    return (
        rules.clean(draft.content.version, told),
        revision_of(body.get("revision")),
        pen[:40] if isinstance(pen, str) else "",
    )


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
