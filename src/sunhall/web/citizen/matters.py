"""My matters: the list, one matter whole, and taking an application back."""

import uuid
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sunhall.cases import contents, notices
from sunhall.cases import queries as cases
from sunhall.cases.acts import intake
from sunhall.cases.queries import CasePage
from sunhall.catalogue import queries as catalogue
from sunhall.certificates import fate as fates
from sunhall.certificates import queries as certificates
from sunhall.documents import queries as documents
from sunhall.kernel import clock
from sunhall.kernel.refused import Refused
from sunhall.law.calendar import Calendar
from sunhall.law.lifecycles import clocks
from sunhall.law.lifecycles.kinds import IN_REVIEW, Kind, Phase
from sunhall.voice import queries as voice
from sunhall.web import casefile, forms, typed
from sunhall.web.access import for_role
from sunhall.web.casefile import fates as fate_words
from sunhall.web.casefile import service, words
from sunhall.web.casefile import status as casefile_status
from sunhall.web.casefile.status import correction_end
from sunhall.web.citizen import acting, told, uploads
from sunhall.web.citizen.entry import opened
from sunhall.web.pages import page as answer
from sunhall.web.pages import refused_page
from sunhall.web.public import words as public_words

PAGE = 30  # cases shown at a time
REASONS: Final = 2000  # characters that say why an application is taken back


@require_safe
@for_role("applicant")
def mine(request: HttpRequest) -> HttpResponseBase:
    """What I applied for and what I began, for myself and for those I act for."""
    actor, at = request.actor, clock.now()  # type: ignore[attr-defined]
    before = request.GET.get("after", "")
    key = int(before) if before.isdecimal() and len(before) < 19 else None
    rows = cases.my_cases(actor, at=at, before=key, limit=PAGE + 1)
    calendar, today = Calendar.load(), clock.legal_day(at)
    begun = [] if key else cases.my_drafts(actor, at=at)
    return answer(
        request,
        "citizen/mine.html",
        lines=[told.line(row, calendar, today) for row in rows[:PAGE]],
        drafts=[(row, catalogue.version(row.version_id).name) for row in begun],
        after=rows[PAGE - 1].id if len(rows) > PAGE else "",
        is_first=key is None,
    )


@dataclass(frozen=True, slots=True)
class NoticeLink:
    """A notice of the case: made when first asked for, if it was not made before."""

    name: str
    on: object
    address: str
    served: tuple[str, ...] = ()


def notice_links(page: CasePage) -> list[NoticeLink]:
    """The notices of the acts of a case, newest first, with how each was served. One query."""
    found, served = [], documents.services_of(page.id)
    for act in reversed(page.acts):
        if kind := notices.kind_of(act.kind):
            address = reverse("casefile:notice", args=[page.id, act.seq])
            told = service.sentences(served.get(act.id, ()))
            found.append(NoticeLink(words.notice_name(page, kind), act.on, address, told))
    return found


@require_safe
@for_role("applicant")
def one(request: HttpRequest, case_id: int) -> HttpResponseBase:
    """One matter: how it stands in a sentence, what is asked of me, lanes, days, papers, history."""
    return answer(request, "citizen/case.html", **context_of(opened(request, case_id)))


def context_of(page: CasePage) -> dict[str, Any]:
    row = page.application
    row.party_id = page.party.id
    handed = uploads.of_application(row)
    content = contents.of(row)
    left, due = correction_end(page) if page.standing.phase is Phase.CORRECTION else (None, None)
    return {
        "page": page,
        "now": casefile.status_sentence(page),
        "asked": asked_items(page) if page.standing.phase is Phase.CORRECTION else [],
        "asked_left": left,
        "asked_due": due,
        "asked_over": due is not None and due < page.today,
        "course": casefile.course(page),
        "ends": [end for end in casefile.ends(page) if end.light],  # what is published, and when, is the authority's
        "picture": casefile.lanes(page),
        "clocks": casefile.days(page),
        "lane_rows": casefile.lane_rows(page),
        "history": list(reversed(casefile.sentences(page))),
        "papers": [(casefile.material_name(page, m), files) for m, files in handed.items()],
        "notices": notice_links(page),
        **_certificates(page),
        **_now(page),
        "can_do": acting.offered(page),
        "not_now": acting.not_now(page),
        "sections": forms.said(
            page.version, content.data, row.answers, today=content.today, applicant=page.party.kind, empty=False
        ),
        "withdraw": casefile.closed(page, page.may(Kind.WITHDRAW), Kind.WITHDRAW),
        "may_rate": voice.may_rate(page),
        "rating": voice.given(page.id),
        "limits": (
            told.limit(clocks.promised(page.standing, page.procedure)),
            told.limit(clocks.statutory(page.standing, page.procedure)),
        ),
    }


def _certificates(page: CasePage) -> dict[str, Any]:
    """Each certificate with its state, what became of it, whether one may object to that, and the notice that says so.

    One query, and two more for each that is not in force.
    """
    found = []
    for row in certificates.of_case(page.id, today=page.today):
        fate = None if row.is_good else fates.of_id(row.id)
        notice = reverse("casefile:notice", args=[page.id, fate.seq]) if fate and fate.seq else ""
        state = public_words.word(public_words.CERTIFICATE_STATES, row.state)
        told = fate_words.why(fate) if fate else ""
        found.append((row, state, told, bool(fate and fate_words.has_remedies(fate)), notice))
    return {"certificates": found, "is_in_force": all(one[0].is_good for one in found)}


def _now(page: CasePage) -> dict[str, Any]:
    """What is asked of the applicant besides corrections, what is offered, and what silence does to a renewal."""
    s = page.standing
    waits = s.phase in IN_REVIEW
    views = acting.asked_views(page)
    is_open = page.may(Kind.RECORD_STATEMENT)
    renews = s.request == "renew" and s.in_time and s.valid_to and not s.is_decided and not s.is_ended
    return {
        "owed": [casefile.material_name(page, m) for m in s.owed] if waits else [],
        "owed_due": casefile_status.left_to(page, page.clocks.owed_end)[1],
        "views_asked": views if views and is_open and is_open.objection is None else None,
        "views_about": words.word(words.ABOUT, views.about) if views else "",
        "views_due": acting.views_until(page, views) if views else None,
        "hearing_due": acting.hearing_until(page)[1] if waits else None,
        "hearing_day": s.hearing.held_on if s.hearing.record is None and not s.is_decided else None,
        "renewal_told": told.silence_renews(s.valid_to) if renews and s.valid_to else "",
    }


@dataclass(frozen=True, slots=True)
class Item:
    """One point of a correction notice: which material, what is wrong with it, what to do, the clerk's note."""

    material: str
    name: str
    defect: str
    to_do: str
    note: str


def asked_items(page: CasePage) -> list[Item]:
    """Everything the notice lists."""
    checks = page.checks
    found = []
    for item in page.standing.correction_items:
        code = item.get("reason") or item.get("verdict", "")
        check = checks.get(item["material"])
        found.append(
            Item(
                item["material"],
                casefile.material_name(page, item["material"]),
                words.word(words.DEFECTS, code),
                words.word(words.REQUIRED, code),
                check.note if check else "",
            )
        )
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@for_role("applicant")
def withdraw(request: HttpRequest, case_id: int) -> HttpResponseBase:
    """Take the application back before it is decided: said what that means, asked once, done once."""
    page = opened(request, case_id)
    button = casefile.closed(page, page.may(Kind.WITHDRAW), Kind.WITHDRAW)
    said = request.POST.get("reasons", "")
    context: dict[str, Any] = {"page": page, "button": button, "key": uuid.uuid4(), "reasons": said}
    if request.method != "POST":
        return answer(request, "citizen/withdraw.html", **context)
    try:
        intake.withdraw(
            case_id=case_id,
            by=request.actor,  # type: ignore[attr-defined]
            at=clock.now(),
            reasons=typed.text(request.POST, "reasons", most=REASONS),
            key=_key(request.POST.get("key", "")),
        )
    except Refused as refusal:
        return refused_page(request, "citizen/withdraw.html", casefile.explained(refusal, page), **context)
    messages.success(request, _("Your application was withdrawn. You can apply again at any time."))
    return redirect("citizen:case", case_id)


def _key(said: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(said)
    except ValueError:
        return None
