"""One act of an officer on a file: its small form, the act, and what was typed kept when it is refused."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sunhall.cases import queries
from sunhall.cases.queries import CasePage
from sunhall.catalogue import queries as catalogue
from sunhall.kernel import clock
from sunhall.kernel.refused import NotFound, Refused
from sunhall.law.lifecycles.kinds import Kind
from sunhall.people.queries import Actor
from sunhall.web import casefile, wording
from sunhall.web.access import for_role
from sunhall.web.casefile import gestures, words
from sunhall.web.casefile.gestures import Gesture
from sunhall.web.officer.forms import FORMS, ActForm, Doing
from sunhall.web.pages import page
from sunhall.web.templatetags import house


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
    try:
        form.do(Doing(file, by, clock.now(), gesture, request.POST))
    except Refused as refusal:
        file = queries.case_page(by, case_id, at=clock.now())
        return _act_page(request, file, form, gesture, refusal)
    messages.success(request, _("Recorded: %(act)s.") % {"act": words.word(words.ACTS, kind)})
    return HttpResponseRedirect(reverse("officer:case", args=[case_id]))


def _act_page(
    request: HttpRequest, file: CasePage, form: ActForm, gesture: Gesture, refusal: Refused | None = None
) -> HttpResponse:
    told = wording.sentence(casefile.explained(refusal, file)) if refusal else None
    if told and told.code == "case_moved_on":
        gesture = Gesture(gesture.key, file.seq)  # the next press is made knowing what happened
    remedies = {}
    if form.kind in (Kind.REFUSE, Kind.TERMINATE):
        remedies = catalogue.guide(file.matter_code, on=file.today).remedies
    return page(
        request,
        "officer/act.html",
        status=told.status if told else 200,
        case=file,
        form=form,
        closed=casefile.closed(file, file.may(form.kind), form.kind),
        fields=form.fields(file, request.actor, request.POST),  # type: ignore[attr-defined]
        lanes=casefile.lane_rows(file),
        gesture=gesture,
        status_now=casefile.status_sentence(file),
        remedies=[house.words(text) for text in remedies.values()],
        refused=told,
    )
