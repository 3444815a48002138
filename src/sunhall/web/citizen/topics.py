"""The form, one topic a page: the task list and each topic, saved whole.

Everything typed is kept, right or wrong. A second device that changed the same field is told, with both values.
"""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from sunhall.cases.acts import drafts
from sunhall.catalogue import rules
from sunhall.catalogue.rules import FieldError
from sunhall.kernel.refused import NotFound, Refused
from sunhall.web import forms, wording
from sunhall.web.citizen import drafting, told, uploads, ways
from sunhall.web.citizen.drafting import Draft, with_draft
from sunhall.web.forms import files, saving
from sunhall.web.pages import page as answer


@require_safe
@with_draft
def tasks(request: HttpRequest, draft: Draft) -> HttpResponseBase:
    """The topics of the application with how far each is, the papers, and the last step."""
    if draft.is_supplement:
        return redirect(draft.home)
    listed = drafting.tasks(draft)
    needed, there = draft.content.required_materials, draft.content.papers()
    missing = [m for m in needed if m not in there]
    return answer(
        request,
        "citizen/tasks.html",
        draft=draft,
        tasks=listed,
        done=sum(t.state == "done" for t in listed),
        papers_needed=len(needed),
        papers_there=len(needed) - len(missing),
        outcome=draft.content.narrowed.outcome,
        **told.about_of(draft),
        ready=not missing and all(t.state == "done" for t in listed),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def topic(request: HttpRequest, draft: Draft, page_id: str) -> HttpResponseBase:
    """One topic: shown with what is there, saved whole, then the next one."""
    if all(page.id != page_id for page in draft.asked_pages()):
        if any(page.id == page_id for page in draft.content.version.form.pages):
            return redirect(draft.home)  # it does not apply any more by what was answered since
        raise NotFound
    if request.method != "POST":
        found = rules.check_form(
            draft.content.version, draft.content.data, draft.row.answers, page=page_id, **draft.rules_arguments()
        )
        typed = [e for e in found if draft.content.data.get(e.field) not in (None, "", [])]
        return _shown(request, draft, page_id, draft.content.data, typed)
    return _save_topic(request, draft, page_id)


def _save_topic(request: HttpRequest, draft: Draft, page_id: str) -> HttpResponseBase:
    content = draft.content
    read = forms.read(
        content.version, page_id, request.POST, data=content.data, answers=draft.row.answers, **draft.rules_arguments()
    )
    kept, too_long = saving.kept_apart(read.data)
    uploaded, refused_files = _files(request, draft, page_id)
    kept |= uploaded
    page = saving.posted(request.POST)
    try:
        drafts.save(
            application_id=draft.id, by=draft.actor, at=draft.at, data=kept, revision=page.revision, pen=page.pen
        )
    except Refused as refusal:
        if refusal.code != "draft_moved_on":
            raise
        if uploaded:  # the files are stored already, and nobody else's
            drafts.save(application_id=draft.id, by=draft.actor, at=draft.at, data=uploaded)
        return _moved_on(request, draft, page_id, {**read.data, **kept}, refusal)
    data = {**content.data, **read.data, **kept}
    errors = [e for e in read.errors if e.field not in uploaded] + too_long + refused_files
    if "_later" in request.POST and not too_long:
        return redirect(draft.home)
    revealed = [name for name in read.revealed if name not in ways.fields_of(content)]
    if errors or revealed or read.redraw or files.REMOVE in request.POST:
        told = [] if read.redraw or files.REMOVE in request.POST else [*errors, *read.warnings]
        draft.row.refresh_from_db(fields=["revision"])
        return _shown(
            request,
            draft,
            page_id,
            data,
            told,
            status=422 if told else 200,
            extra_rows=read.extra_rows,
            revealed=bool(revealed) and not told,
        )
    return redirect(drafting.after(draft, page_id, data))


def _shown(
    request: HttpRequest,
    draft: Draft,
    page_id: str,
    data: Mapping[str, Any],
    errors: list[FieldError],
    *,
    status: int = 200,
    extra_rows: Mapping[str, int] | None = None,
    revealed: bool = False,
    clashes: list[dict[str, str]] | None = None,
    revision: int | None = None,
    refused: wording.Sentence | None = None,
) -> HttpResponseBase:
    shown = forms.page(
        draft.content.version,
        page_id,
        data,
        draft.row.answers,
        sources=draft.sources(),
        errors=errors,
        extra_rows=extra_rows,
        autocomplete=draft.row.typed_by_id == draft.actor.user_id and draft.applicant == "person",
        **draft.rules_arguments(),
    )
    shown = ways.without(shown, draft.content)
    pages = draft.asked_pages(data)
    place = next((i for i, p in enumerate(pages, start=1) if p.id == page_id), 1)
    return answer(
        request,
        "citizen/topic.html",
        status=status,
        draft=draft,
        page=shown,
        place=place,
        places=len(pages),
        revealed=revealed,
        clashes=clashes or [],
        refused=refused,
        revision=draft.row.revision if revision is None else revision,
        pen=saving.pen_of(request),
        files=uploads.of_fields(draft, page_id),
        takes_files=any(f.kind == "file" for f in shown.fields) if shown else False,
        before=None if draft.is_supplement else (pages[place - 2].id if place > 1 else None),
    )


def _moved_on(
    request: HttpRequest, draft: Draft, page_id: str, mine: Mapping[str, Any], refusal: Refused
) -> HttpResponseBase:
    """The page with mine in the fields and the other device's values beside them; saving again keeps mine."""
    draft.row.refresh_from_db()
    fresh = drafting.plain_data(draft.row)
    clashes = saving.both_values(draft.content.version, refusal.facts["fields"], mine, fresh)
    return _shown(
        request,
        draft,
        page_id,
        {**fresh, **mine},
        [],
        status=409,
        clashes=clashes,
        revision=int(refusal.facts["revision"]),
        refused=wording.sentence(refusal),
    )


def _files(request: HttpRequest, draft: Draft, page_id: str) -> tuple[dict[str, Any], list[FieldError]]:
    """Files of the file fields of this page."""
    page = next(p for p in draft.content.version.form.pages if p.id == page_id)
    hand = files.Hand(draft.id, draft.actor, draft.at)
    return files.take(request, hand, page.fields, draft.content.data)
