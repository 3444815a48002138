"""What somebody says at the window: the views or the request for a hearing of an applicant or an interested party.

The act needs its power, which a window holds only where an authority gave it; else the page says who holds it.
"""

from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from sunhall.cases import queries
from sunhall.cases.acts import hearing
from sunhall.cases.queries import CasePage
from sunhall.kernel import clock
from sunhall.kernel.refused import NotFound, Refused
from sunhall.law.lifecycles.kinds import Kind, Phase
from sunhall.web import casefile, typed
from sunhall.web.access import for_role
from sunhall.web.casefile import gestures, words
from sunhall.web.casefile.reasons import Closed
from sunhall.web.pages import page, refused_page

ACTS: Final = {"views": Kind.RECORD_STATEMENT, "hearing": Kind.REQUEST_HEARING}
KEYS: Final = {"views": "v", "hearing": "g"}


def offered(file: CasePage) -> list[tuple[str, str, str]]:
    """(name, label, key) of what may be written down on the file now, whoever holds the power for it."""
    return [(name, casefile.label(kind), KEYS[name]) for name, kind in ACTS.items() if casefile.lawful_now(file, kind)]


def _closed(file: CasePage, kind: Kind) -> Closed:
    if file.may(kind) is None:
        told = casefile.beyond(file, [kind], at=clock.now())
        if told:
            return told[0]
    return casefile.closed(file, file.may(kind), kind)


def _speakers(file: CasePage, kind: Kind) -> list[tuple[str, str]]:
    """Who can have said it: for a hearing, who may ask; once there is a licence, its holder for the applicant."""
    me = "holder" if file.standing.phase in (Phase.ISSUED, Phase.DELIVERED) else "applicant"
    return words.options(words.CONCERNED, ("interested_party", me if kind is Kind.RECORD_STATEMENT else "applicant"))


@for_role("clerk", "officer")
@require_http_methods(["GET", "POST"])
def said(request: HttpRequest, case_id: int, what: str) -> HttpResponseBase:
    """Write down what somebody says at the window: views, or the request for a hearing."""
    if what not in ACTS:
        raise NotFound
    actor, at, kind = request.actor, clock.now(), ACTS[what]  # type: ignore[attr-defined]
    file = queries.case_page(actor, case_id, at=at)
    gesture = gestures.posted(request) if request.method == "POST" else gestures.fresh(file.seq)
    context: dict[str, Any] = {
        "case": file,
        "what": what,
        "closed": _closed(file, kind),
        "speakers": _speakers(file, kind),
        "gesture": gesture,
        "typed": request.POST,
    }
    if request.method != "POST":
        return page(request, "window/heard.html", **context)
    common = {"case_id": case_id, "by": actor, "at": at, "key": gesture.key, "seen": gesture.seen}
    of = request.POST.get("of", "")
    try:
        told = typed.text(request.POST, "words")
        if what == "hearing":
            act = hearing.request_hearing(of=of, words=told, **common)
        else:
            waives = bool(request.POST.get("waives"))
            act = hearing.record_statement(of=of, views=told, waives_hearing=waives, **common)
    except Refused as refusal:
        return refused_page(request, "window/heard.html", casefile.explained(refusal, file), **context)
    return HttpResponseRedirect(f"{reverse('window:done', args=[case_id])}?act={act}")
