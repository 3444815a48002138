"""The notices of a case at the counter and in the office: printed as one set, and how each was served."""

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sunhall.cases import clock_sheet, queries
from sunhall.cases import notices as case_notices
from sunhall.cases.queries import CasePage
from sunhall.documents import acts as documents
from sunhall.kernel import clock
from sunhall.kernel.refused import NotFound, Refused
from sunhall.people import acts as people
from sunhall.people import queries as people_queries
from sunhall.people.queries import Actor
from sunhall.web import typed
from sunhall.web.access import for_role
from sunhall.web.casefile import files, service, words
from sunhall.web.fields import parse_day
from sunhall.web.pages import page as answer
from sunhall.web.pages import refused_page

BY_HAND = tuple(code for code in words.SERVICES if code != "electronic")  # what opens online records itself


def _serves(actor: Actor, file: CasePage, at: datetime) -> bool:
    """Whether she may record a service: at a desk, and of the authority whose notices these are or with a power in its
    name. Who only gives an opinion for another authority served nothing (Licensing Law arts. 22, 38, 44)."""
    if actor.officer is None or file.view not in ("clerk", "officer"):
        return False
    if actor.officer.authority_id == file.authority_id:
        return True
    held = people_queries.grants(actor.officer.id, at)
    return any(g.authority_id == file.authority_id and g.matter_code in ("", file.matter_code) for g in held)


def _context(file: CasePage, *, may_record: bool, **more: Any) -> dict[str, Any]:
    desk = "window:case" if file.view == "clerk" else "officer:case"
    return {
        "case": file,
        "back": reverse(desk, args=[file.id]),
        "lines": service.lines(file),
        "ways": words.options(words.SERVICES, BY_HAND),
        "has_clock": clock_sheet.has_clock(file),
        "may_print": file.view in ("clerk", "officer"),
        "may_record": may_record,
        **more,
    }


@for_role("clerk", "officer", "supervisor")
@require_safe
def listed(request: HttpRequest, case_id: int) -> HttpResponseBase:
    """The notices of a case: choose those to print (all, unless somebody takes one out), see how each was served."""
    actor, at = request.actor, clock.now()  # type: ignore[attr-defined]
    file = queries.case_page(actor, case_id, at=at)
    return answer(request, "casefile/notices.html", **_context(file, may_record=_serves(actor, file, at)))


@for_role("clerk", "officer")
@require_POST
def print_chosen(request: HttpRequest, case_id: int) -> HttpResponseBase:
    """The chosen notices as one PDF: each noted as a print, a reprint marked on each of its pages."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    at = clock.now()
    file = queries.case_page(actor, case_id, at=at)
    chosen = set(request.POST.getlist("seq"))
    acts = [line.id for line in file.acts if str(line.seq) in chosen]
    made = [notice for act in acts for notice in case_notices.all_of_act(act, at=at)]
    assert actor.user_id is not None
    try:
        with transaction.atomic():
            pdf = documents.print_set(notice_ids=[notice.pk for notice in made], by=actor.user_id, at=at)
            people.log_reading(
                by=actor.user_id, party_id=file.party.id, case_id=file.id, field_class="notice", purpose="case", at=at
            )
    except Refused as refusal:
        told = _context(file, may_record=_serves(actor, file, at))
        return refused_page(request, "casefile/notices.html", refusal, **told)
    return files.pdf(pdf, f"{file.number}.pdf")


@for_role("clerk", "officer")
@require_POST
def serve(request: HttpRequest, case_id: int, seq: int) -> HttpResponseBase:
    """Record how a notice was served, on which day, and what proves it: for the authority that issued it."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    at = clock.now()
    file = queries.case_page(actor, case_id, at=at)
    if not _serves(actor, file, at):
        raise NotFound
    act = next((line for line in file.acts if line.seq == seq), None)
    made = case_notices.for_act(act.id, at=at) if act else None
    method = request.POST.get("method", "")
    if made is None or actor.user_id is None:
        raise NotFound
    try:
        if method not in BY_HAND:
            raise Refused("no_such_service", method=method)
        with transaction.atomic():
            documents.serve(
                notice_id=made.pk,
                method=method,
                reference=typed.text(request.POST, "reference", most=200),
                by=actor.user_id,
                at=at,
                on=_day(request.POST.get("on", "")),
            )
    except Refused as refusal:
        told = {"seq": seq, **request.POST.dict()}
        return refused_page(request, "casefile/notices.html", refusal, **_context(file, may_record=True, typed=told))
    messages.success(request, _("The service of %(number)s is recorded.") % {"number": made.number})
    return HttpResponseRedirect(reverse("casefile:notices", args=[case_id]))


def _day(said: str) -> date | None:
    """The day as typed; none for today. Refused `not_a_day`."""
    day = parse_day(said)
    if day is None and said.strip():
        raise Refused("not_a_day", typed=said[:40])
    return day
