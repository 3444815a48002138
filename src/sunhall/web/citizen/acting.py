"""Acts of the applicant on a running matter: state views, ask for a hearing, take a commitment back.

Each is said first, asked once, done once. What was typed stays when the act is refused. Licensing Law arts. 7, 36, 47.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from sunhall.cases.acts import hearing, intake
from sunhall.cases.queries import CasePage
from sunhall.kernel import clock
from sunhall.kernel.refused import NotFound, Refused
from sunhall.law.lifecycles import clocks
from sunhall.law.lifecycles.kinds import Kind, Phase
from sunhall.law.lifecycles.standing import Notified
from sunhall.people.queries import Actor
from sunhall.web import casefile, typed
from sunhall.web.access import for_role
from sunhall.web.casefile import gestures, status, words
from sunhall.web.casefile.gestures import Gesture
from sunhall.web.citizen.entry import opened
from sunhall.web.pages import page as answer
from sunhall.web.pages import refused_page


@dataclass(frozen=True, slots=True)
class Doing:
    """One posted act: who, where, what was typed."""

    page: CasePage
    actor: Actor
    gesture: Gesture
    words: str
    waives: bool

    @property
    def common(self) -> dict[str, Any]:
        return {
            "case_id": self.page.id,
            "by": self.actor,
            "at": clock.now(),
            "key": self.gesture.key,
            "seen": self.gesture.seen,
        }


@dataclass(frozen=True, slots=True)
class Act:
    """How one act is asked: what it means, the label of what is typed, the button, and what is said when it is done."""

    kind: Kind
    title: str | Promise
    means: str | Promise
    label: str | Promise
    button: str | Promise
    done: str | Promise
    do: Callable[[Doing], int]
    must_type: bool = False
    is_warning: bool = False


def _views(doing: Doing) -> int:
    told = asked_views(doing.page)
    return hearing.record_statement(
        of=speaks_as(doing.page),
        views=doing.words,
        waives_hearing=doing.waives,
        notice=told.seq if told else None,
        **doing.common,
    )


def _hearing(doing: Doing) -> int:
    return hearing.request_hearing(of="applicant", words=doing.words, **doing.common)


def _commitment(doing: Doing) -> int:
    return intake.withdraw_commitment(**doing.common)


ACTS: Final[dict[str, Act]] = {
    "views": Act(
        Kind.RECORD_STATEMENT,
        _("State your views"),
        _("What you say goes on the file; the authority hears it before it decides. It costs nothing."),
        _("What you have to say"),
        _("Put my views on the file"),
        _("Your views are on the file."),
        _views,
        must_type=True,
    ),
    "hearing": Act(
        Kind.REQUEST_HEARING,
        _("Ask for a hearing"),
        _(
            "The authority then holds a hearing within 20 working days and tells you the day and place 7 working days"
            " before. A hearing is free of charge. The decision rests on its record."
        ),
        _("What it should be about, if you want to say"),
        _("Ask for the hearing"),
        _("The hearing is asked for."),
        _hearing,
    ),
    "commitment": Act(
        Kind.WITHDRAW_COMMITMENT,
        _("Take the commitment back"),
        _("The application goes on the ordinary way: the papers that the commitment stood for are then asked of you."),
        "",
        _("Take the commitment back"),
        _("The commitment is taken back. Please hand in the papers listed here."),
        _commitment,
        is_warning=True,
    ),
}


def speaks_as(page: CasePage) -> str:
    """Once there is a licence the applicant speaks as its holder."""
    return "holder" if page.standing.phase in (Phase.ISSUED, Phase.DELIVERED) else "applicant"


def asked_views(page: CasePage) -> Notified | None:
    """The notice that still waits for the views of this applicant or holder, the oldest first."""
    me = speaks_as(page)
    return next((told for told in page.standing.notified if told.to == me and told.heard_on is None), None)


def views_until(page: CasePage, told: Notified) -> date | None:
    """The last day to state them, where it is known."""
    return page.calendar.day_of(page.calendar.least(told.on) + told.days)


def hearing_until(page: CasePage) -> tuple[int | None, date | None]:
    """Working days left and last day to ask for a hearing that was offered to the applicant; null where none was."""
    end = clocks.offer_end(page.standing, page.calendar, of="applicant")
    if end is None or page.calendar.is_past(end, page.today):
        return None, None
    return status.left_to(page, end)


# Acts of the applicant that have pages of their own, for the words of why they are closed.
ELSEWHERE: Final = (Kind.RESUBMIT, Kind.WITHDRAW)


@dataclass(frozen=True, slots=True)
class Offered:
    """An act that can be done now (`name` of its page), or that is closed with its reason and the article."""

    name: str
    title: str | Promise
    reason: str = ""
    article: str = ""


def offered(page: CasePage) -> list[Offered]:
    """What this applicant can do on the matter now, besides what has a page of its own."""
    return [one for one in (_offered(page, act.kind, name, act.title) for name, act in ACTS.items()) if not one.reason]


def not_now(page: CasePage) -> list[Offered]:
    """Every act of the applicant that is not possible now, each with why not. A commitment that was never made cannot
    be missed."""
    mine = [_offered(page, kind, "", casefile.label(kind)) for kind in ELSEWHERE]
    named = [(name, act) for name, act in ACTS.items() if name != "commitment" or page.standing.commitment]
    mine += [_offered(page, act.kind, name, act.title) for name, act in named]
    return [one for one in mine if one.reason]


def _offered(page: CasePage, kind: Kind, name: str, title: str | Promise) -> Offered:
    told = casefile.closed(page, page.may(kind), kind)
    return Offered(name, title, told.reason, told.article)


@require_http_methods(["GET", "HEAD", "POST"])
@for_role("applicant")
def act(request: HttpRequest, case_id: int, kind: str) -> HttpResponseBase:
    """Say what an act means, ask once, do it once."""
    page = opened(request, case_id)
    asked = ACTS.get(kind)
    if asked is None:
        raise NotFound
    said = request.POST.get("words", "")
    waives = bool(request.POST.get("waives"))
    gesture = gestures.posted(request) if request.method == "POST" else gestures.fresh(page.seq)
    context = _context(page, kind, asked, said, waives, gesture)
    if request.method != "POST":
        return answer(request, "citizen/act.html", **context)
    if asked.must_type and not said.strip():
        error = _("Please write what you have to say.")
        return answer(request, "citizen/act.html", status=422, words_error=error, **context)
    try:
        told = typed.text(request.POST, "words")
        asked.do(Doing(page, request.actor, gesture, told, waives))  # type: ignore[attr-defined]
    except Refused as refusal:
        return refused_page(request, "citizen/act.html", casefile.explained(refusal, page), **context)
    messages.success(request, str(asked.done))
    return redirect("citizen:case", case_id)


def _context(page: CasePage, name: str, asked: Act, said: str, waives: bool, gesture: Gesture) -> dict[str, Any]:
    told = asked_views(page) if name == "views" else None
    until = views_until(page, told) if told else hearing_until(page)[1] if name == "hearing" else None
    return {
        "page": page,
        "act": asked,
        "name": name,
        "closed": casefile.closed(page, page.may(asked.kind), asked.kind),
        "typed": said,
        "waives": waives,
        "gesture": gesture,
        "until": until,
        "about": words.word(words.ABOUT, told.about) if told else "",
        "may_waive": name == "views" and hearing_until(page)[1] is not None,
    }
