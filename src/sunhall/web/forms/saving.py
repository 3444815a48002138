"""Keeping a draft while somebody types, for applicants and counters alike: what fits, which state the page has seen,
and what two pages typed into one field. The script that calls is `assets/js/autosave.js`.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.http import HttpRequest, JsonResponse, QueryDict
from django.utils.translation import gettext as _

from sunhall.cases import contents
from sunhall.cases.acts import drafts
from sunhall.catalogue.content import VersionContent
from sunhall.catalogue.content.asks import Field
from sunhall.catalogue.rules import FieldError
from sunhall.kernel.refused import Refused
from sunhall.people.queries import Actor
from sunhall.web import wording
from sunhall.web.forms.said import said_value
from sunhall.web.templatetags import house

LONGEST: Final = 20_000  # characters of one value that are kept at all: ten times what the longest field allows


def kept_apart(data: Mapping[str, Any]) -> tuple[dict[str, Any], list[FieldError]]:
    """The values that are kept, and an error for each that is far too long to be."""
    kept, errors = {}, []
    for name, value in data.items():
        if length(value) > LONGEST:
            errors.append(FieldError(name, "too_long", {"max": LONGEST, "length": length(value)}))
        else:
            kept[name] = value
    return kept, errors


def length(value: Any) -> int:
    """How many characters a value holds, rows and cells together."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, list):
        return sum(length(one) for one in value)
    if isinstance(value, Mapping):
        return sum(length(one) for one in value.values())
    return 0


@dataclass(frozen=True, slots=True)
class Seen:
    """Which state of the draft a page was loaded with (null: it does not say), and the name of that open page."""

    revision: int | None
    pen: str


def seen(revision: Any, pen: Any) -> Seen:
    """The two marks as a page sent them; what is no mark counts as none."""
    text = str(revision) if isinstance(revision, str | int) and not isinstance(revision, bool) else ""
    known = int(text) if text.isdecimal() and len(text) < 10 else None
    return Seen(known, pen[:40] if isinstance(pen, str) else "")


def posted(values: QueryDict) -> Seen:
    """The hidden `_revision` and `_pen` of a posted form."""
    return seen(values.get("_revision"), values.get("_pen", ""))


def pen_of(request: HttpRequest) -> str:
    """The name of this open page: kept while it is sent again, new when it is opened."""
    return posted(request.POST).pen or uuid.uuid4().hex


def keep(
    number: uuid.UUID, content: VersionContent, data: Mapping[str, Any], *, by: Actor, at: datetime, page: Seen
) -> JsonResponse:
    """Save what a page sent while somebody types: revision and time, or why not.

    409 `draft_moved_on` names the fields another page changed, with both values; 422 names what is far too long.
    """
    kept, too_long = kept_apart(data)
    try:
        saved = drafts.save(application_id=number, by=by, at=at, data=kept, revision=page.revision, pen=page.pen)
    except Refused as refusal:
        told = wording.sentence(refusal)
        body: dict[str, Any] = {"error": refusal.code, "text": f"{told.text} {told.next_step}"}
        if refusal.code == "draft_moved_on":
            theirs = contents.plain(drafts.own(by, number, at).data)
            body |= {
                "revision": refusal.facts["revision"],
                "fields": both_values(content, refusal.facts["fields"], kept, theirs),
                "words": {"mine": _("Keep what I typed here"), "theirs": _("Take what the other device has")},
            }
        return JsonResponse(body, status=409)
    body = {"revision": saved.revision, "saved_at": saved.saved_at.isoformat()}
    if too_long:
        return JsonResponse({**body, "too_long": [error.field for error in too_long]}, status=422)
    return JsonResponse(body)


def both_values(
    content: VersionContent, names: list[str], mine: Mapping[str, Any], theirs: Mapping[str, Any]
) -> list[dict[str, str]]:
    """Each field that two pages changed: its label and both values in words."""
    return [
        {
            "field": name,
            "label": house.words(f.label),
            "mine": _in_words(f, mine.get(name)),
            "theirs": _in_words(f, theirs.get(name)),
        }
        for name in names
        if (f := content.form.field(name)) is not None
    ]


def _in_words(f: Field, value: Any) -> str:
    if f.type == "table" and isinstance(value, list):
        rows = ["、".join(said_value(c, row.get(c.id)) for c in f.columns if row.get(c.id)) for row in value]
        return "；".join(row for row in rows if row) or _("not filled in")
    return said_value(f, value) or _("not filled in")
