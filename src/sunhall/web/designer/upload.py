"""Importing from the page: hand in a file or a text, see what it would do, correct it, confirm. Nothing is lost."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sunhall.catalogue import uploads
from sunhall.catalogue.files.problems import Unusable
from sunhall.kernel.refused import Refused
from sunhall.web.access import for_role
from sunhall.web.designer import forms
from sunhall.web.pages import page, refused_page
from sunhall.web.powers import with_power


@for_role("designer")
@with_power("design")
@require_http_methods(["GET", "POST"])
def hand_in(request: HttpRequest) -> HttpResponseBase:
    """A file, or a text typed or pasted. It is kept first, then checked: a slow line never costs the work."""
    if request.method == "GET":
        return page(request, "designer/import.html", form=forms.TextForm(), limit=uploads.LIMIT_BYTES)
    form = forms.TextForm(request.POST)
    handed = request.FILES.get("file")
    try:
        if not form.is_valid():
            raise Refused("upload_too_large", limit="2 MB")
        if handed is not None:
            if handed.size and handed.size > uploads.LIMIT_BYTES:
                raise Refused("upload_too_large", limit="5 MB")
            name, body = str(handed.name or ""), handed.read(uploads.LIMIT_BYTES + 1)
        else:
            name = form.cleaned_data["name"] or "matter.yaml"
            body = form.cleaned_data["text"].replace("\r\n", "\n").encode()
        kept = uploads.keep(name=name, body=body, by=request.actor.user_id, at=request.at)  # type: ignore[attr-defined]
    except Refused as refusal:
        return refused_page(request, "designer/import.html", refusal, form=form, limit=uploads.LIMIT_BYTES)
    return redirect("designer:checked", upload_id=kept)


@for_role("designer")
@with_power("design")
@require_GET
def checked(request: HttpRequest, upload_id: uuid.UUID) -> HttpResponseBase:
    """What the file would do, or what is wrong with it by file, line and field."""
    return _checked(request, upload_id)


def _checked(request: HttpRequest, upload_id: uuid.UUID, status: int = 200) -> HttpResponseBase:
    me, at = request.actor.user_id, request.at  # type: ignore[attr-defined]
    row = uploads.one(upload_id, by=me)
    told = uploads.preview(upload_id, by=me, at=at)
    shown: dict[str, Any] = {"row": row, "told": told, "done": told.done, "matter": None}
    if told.done:
        touched = [*told.done.added, *told.done.changed]
        shown["added"], shown["changed"] = told.done.added[:200], told.done.changed[:200]
        shown["blocking"] = [p for p in told.findings if p.blocks]
        shown["worth_a_look"] = [p for p in told.findings if not p.blocks]
        shown["matter"] = touched[0] if len(touched) == 1 else None
    if row.text is not None:
        shown["form"] = forms.TextForm(initial={"name": row.name, "text": row.text})
    return page(request, "designer/checked.html", status=status, **shown)


@for_role("designer")
@with_power("design")
@require_GET
def give_back(request: HttpRequest, upload_id: uuid.UUID) -> HttpResponseBase:
    """The file as it was handed in."""
    name, body = uploads.body(upload_id, by=request.actor.user_id)  # type: ignore[attr-defined]
    answer = HttpResponse(body, content_type="application/octet-stream")
    disposition = content_disposition_header(as_attachment=True, filename=name)
    answer["Content-Disposition"] = disposition or "attachment"
    return answer


@for_role("designer")
@with_power("design")
@require_POST
def confirm(request: HttpRequest, upload_id: uuid.UUID) -> HttpResponseBase:
    """Import what was checked. If it no longer fits the catalogue, that is told and nothing is done."""
    me, at = request.actor.user_id, request.at  # type: ignore[attr-defined]
    try:
        done = uploads.confirm(upload_id, by=me, at=at)
    except Unusable:
        return _checked(request, upload_id, status=409)
    told = {"added": len(done.added), "changed": len(done.changed), "unchanged": len(done.unchanged)}
    said = gettext("Imported: %(added)d new, %(changed)d changed, %(unchanged)d as they were.") % told
    messages.success(request, said)
    touched = [*done.added, *done.changed]
    if len(touched) == 1:
        return redirect("designer:matter", code=touched[0])
    return redirect("designer:matters")
