"""A slip in the form, mended at once while the applicant stands at the window: no notice, no days (art. 32(1)(3)).

The act is the applicant's, typed by the window; the findings on the papers stay, the form is looked at once more. A
slip on a paper is mended on the paper, and the finding on it changed. Only at the centre that took the file in.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sunhall.cases import contents, queries
from sunhall.cases.acts import intake
from sunhall.cases.queries import CasePage
from sunhall.catalogue.rules import FieldError
from sunhall.kernel import clock
from sunhall.kernel.refused import NotFound, Refused
from sunhall.law.lifecycles.kinds import Kind
from sunhall.people import acts as people
from sunhall.people.queries import Actor
from sunhall.web import casefile, citations, forms, wording
from sunhall.web.access import for_role
from sunhall.web.casefile import gestures
from sunhall.web.casefile.gestures import Gesture
from sunhall.web.forms import FormPage, Read
from sunhall.web.pages import page

EVERY_PAGE = ""  # the whole form at once


def applies(file: CasePage, actor: Actor) -> bool:
    """Whether the form may be mended here and now: lawful, at the centre of the file, by whoever may accept it."""
    here = actor.officer is not None and actor.officer.centre_id == file.centre_id
    asks = any(f.type not in ("computed", "file") and not f.only_allowed_modes for f in file.version.form.fields)
    may = here and asks and file.may(Kind.ACCEPT) is not None
    return may and casefile.lawful_now(file, Kind.CORRECT_ON_THE_SPOT)


@for_role("clerk", "officer")
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, case_id: int) -> HttpResponseBase:
    """The form as it was handed in, to change what is wrong. A post corrects it; what was typed stays if refused.

    Its fields stand open to the eye, so that somebody looked goes on record (PIPL art. 51).
    """
    actor: Actor = request.actor  # type: ignore[attr-defined]
    at = clock.now()
    file = queries.case_page(actor, case_id, at=at)
    gesture = gestures.posted(request) if request.method == "POST" else gestures.fresh(file.seq)
    repeated = request.method == "POST"  # the second answer to one gesture is the first one: the act says so
    if not repeated and not applies(file, actor):
        raise NotFound
    if request.method == "GET":
        assert actor.user_id is not None
        people.log_reading(
            by=actor.user_id, party_id=file.party.id, case_id=case_id, field_class="identity", purpose="intake", at=at
        )
        return _page(request, file, gesture)
    read = _read(request, file)
    if not read.complete and applies(file, actor):
        return _page(request, file, gesture, read, status=200 if read.redraw else 422)
    try:
        intake.correct_on_the_spot(case_id=case_id, data=read.data, by=actor, at=at, key=gesture.key, seen=gesture.seen)
    except Refused as refusal:
        file = queries.case_page(actor, case_id, at=at)
        if refusal.code == "case_moved_on":
            gesture = Gesture(gesture.key, file.seq)  # the next press is made knowing what happened
        return _page(request, file, gesture, read, refusal=refusal, errors=refusal.facts.get("errors", ()))
    messages.success(request, _("Corrected on the spot. Look at the form once more, then give the verdict."))
    return HttpResponseRedirect(reverse("window:case", args=[case_id]))


def _fixed(file: CasePage) -> set[str]:
    """Fields that ask for the way of handling: that was chosen when the application was handed in."""
    return {f.id for f in file.version.form.fields if f.only_allowed_modes}


def _read(request: HttpRequest, file: CasePage) -> Read:
    row = file.application
    read = forms.read(
        file.version,
        EVERY_PAGE,
        request.POST,
        data=contents.plain(row.data),
        answers=row.answers,
        today=file.today,
        applicant=file.party.kind,
    )
    fixed = _fixed(file)
    return replace(
        read,
        data={field: value for field, value in read.data.items() if field not in fixed},
        revealed=[field for field in read.revealed if field not in fixed],
    )


def _sections(file: CasePage, read: Read | None, errors: Sequence[FieldError]) -> list[FormPage]:
    """The pages of the form, without what stays as it is: files, and the way of handling."""
    row, fixed = file.application, _fixed(file)
    found = forms.pages(
        file.version,
        {**contents.plain(row.data), **(read.data if read else {})},
        row.answers,
        today=file.today,
        applicant=file.party.kind,
        sources=row.sources,
        errors=[*(read.errors if read else ()), *errors],
        extra_rows=read.extra_rows if read else None,
    )
    kept = [replace(p, fields=tuple(f for f in p.fields if f.kind != "file" and f.name not in fixed)) for p in found]
    return [p for p in kept if p.fields]


def _page(
    request: HttpRequest,
    file: CasePage,
    gesture: Gesture,
    read: Read | None = None,
    *,
    status: int = 200,
    refusal: Refused | None = None,
    errors: Sequence[FieldError] = (),
) -> HttpResponse:
    sections = _sections(file, read, errors)
    told = wording.sentence(casefile.explained(refusal, file)) if refusal else None
    context: dict[str, Any] = {
        "case": file,
        "gesture": gesture,
        "sections": sections,
        "field_ids": " ".join(p.field_ids for p in sections),
        "errors": [error for p in sections for error in p.errors],
        "revealed": bool(read and read.revealed and not read.redraw),
        "basis": citations.cited("ALL/32(1)(3)"),
        "refused": told,
    }
    return page(request, "window/spot.html", status=told.status if told else status, **context)
