"""One act of an officer on a file: its form, what it would move, the act; what was typed stays when it is refused."""

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sunhall.cases import queries
from sunhall.cases.queries import CasePage
from sunhall.catalogue import queries as catalogue
from sunhall.kernel import clock
from sunhall.kernel.refused import NotFound, Refused
from sunhall.law.lifecycles import licensing
from sunhall.law.lifecycles.kinds import Kind
from sunhall.people.queries import Actor
from sunhall.web import casefile, citations, wording
from sunhall.web.access import for_role
from sunhall.web.casefile import gestures, words
from sunhall.web.casefile.gestures import Gesture
from sunhall.web.officer import buttons
from sunhall.web.officer.forms import FORMS, ActForm, Doing
from sunhall.web.pages import page
from sunhall.web.templatetags import house

DECISIONS: Final = (Kind.GRANT, Kind.CHANGE, Kind.RENEW, Kind.REFUSE)


@for_role("officer")
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, case_id: int, kind: str) -> HttpResponseBase:
    """The form of one act. A refusal is shown at the top with what was typed; a repeated post makes one act.

    A power that ended while she was typing is such a refusal: the act says so, and her words stay.
    """
    by: Actor = request.actor  # type: ignore[attr-defined]
    file = queries.case_page(by, case_id, at=clock.now())
    form = FORMS.get(kind)
    if form is None:
        raise NotFound
    if request.method == "GET":
        if file.may(form.kind) is None:
            raise NotFound
        return _act_page(request, file, form, gestures.fresh(file.seq))
    gesture = gestures.posted(request)
    if form.preview and "preview" in request.POST:
        return _preview(request, file, form, gesture)
    try:
        form.do(Doing(file, by, clock.now(), gesture, _typed(request)))
    except Refused as refusal:
        file = queries.case_page(by, case_id, at=clock.now())
        return _act_page(request, file, form, gesture, refusal)
    messages.success(request, _("Recorded: %(act)s.") % {"act": words.word(words.ACTS, kind)})
    return HttpResponseRedirect(_onwards(by, file))


def _onwards(by: Actor, file: CasePage) -> str:
    """Where she goes on. What is decided on the spot is done in one visit: straight to the next act that is hers, with
    the person waiting at the window; otherwise back to the file."""
    if file.procedure.is_instant:
        coming = buttons.coming(queries.case_page(by, file.id, at=clock.now()))
        if coming is not None:
            return reverse("officer:act", args=[file.id, coming.act.kind])
    return reverse("officer:case", args=[file.id])


def _typed(request: HttpRequest) -> QueryDict:
    """What was posted; a choice made before in the address counts until the form says otherwise."""
    if not request.GET or not request.POST:
        return request.POST or request.GET
    typed = request.GET.copy()
    for name, values in request.POST.lists():
        typed.setlist(name, values)
    return typed


def _preview(request: HttpRequest, file: CasePage, form: ActForm, gesture: Gesture) -> HttpResponse:
    """What the act would move, above the form with everything still typed in it. Nothing is written."""
    assert form.preview is not None
    try:
        moves = form.preview(file, _typed(request))
    except Refused as refusal:
        return _act_page(request, file, form, gesture, refusal)
    return _act_page(request, file, form, gesture, moves=moves)


def _act_page(
    request: HttpRequest,
    file: CasePage,
    form: ActForm,
    gesture: Gesture,
    refusal: Refused | None = None,
    moves: list[str] | None = None,
) -> HttpResponse:
    told = wording.sentence(casefile.explained(refusal, file)) if refusal else None
    if told and told.code == "case_moved_on":
        gesture = Gesture(gesture.key, file.seq)  # the next press is made knowing what happened
    typed, row = _typed(request), licensing.TABLE[form.kind]
    remedies = catalogue.guide(file.matter_code, on=file.today).remedies if form.remedies else {}
    return page(
        request,
        "officer/act.html",
        status=told.status if told else 200,
        case=file,
        form=form,
        asks=form.asks(file, typed),
        article=citations.cited(row.basis),
        notice=words.notice_name(file, row.notice) if row.notice else "",
        closed=casefile.closed(file, file.may(form.kind), form.kind),
        fields=form.fields(file, request.actor, typed),  # type: ignore[attr-defined]
        lanes=casefile.lane_rows(file) if form.kind in DECISIONS else [],
        gesture=gesture,
        status_now=casefile.status_sentence(file),
        remedies=[house.words(text) for text in remedies.values()],
        refused=told,
        moves=moves,
        previews=form.preview is not None,
    )
