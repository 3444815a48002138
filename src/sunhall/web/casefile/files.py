"""Sends what belongs to a case: papers handed in, notices, certificates. Each through the gate of its case; what holds
personal data is noted as read when a member of staff opens it (PIPL art. 51).
"""

import uuid
from datetime import datetime

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_GET

from sunhall.cases import clock_sheet as sheets
from sunhall.cases import files as case_files
from sunhall.cases import notices, queries
from sunhall.certificates import queries as certificates
from sunhall.documents import acts as documents
from sunhall.documents import queries as document_queries
from sunhall.documents.queries import Content
from sunhall.documents.rules import serving_headers
from sunhall.kernel import clock
from sunhall.kernel.refused import NotFound
from sunhall.people import acts as people
from sunhall.people.queries import Actor
from sunhall.web.access import for_role

PDF = "application/pdf"
READERS = ("applicant", "clerk", "officer", "supervisor")


def _sent(content: Content, *, inline: bool) -> HttpResponseBase:
    """The file as a response. A PDF may stand in a frame of our own pages: it was inspected for active content."""
    response = StreamingHttpResponse(content.chunks, headers=content.headers(inline=inline))
    if inline and content.media_type == PDF:
        response["Content-Security-Policy"] = "frame-ancestors 'self'"
        response["X-Frame-Options"] = "SAMEORIGIN"
    return response


def pdf(content: bytes, name: str) -> HttpResponse:
    """A PDF made for this one request, shown in place."""
    return HttpResponse(content, headers=serving_headers(PDF, name, inline=True))


def _note(actor: Actor, party_id: int, case_id: int | None, field_class: str, at: datetime) -> None:
    """Staff opened a file that holds somebody's personal data."""
    if actor.officer is not None and actor.user_id is not None:
        people.log_reading(
            by=actor.user_id, party_id=party_id, case_id=case_id, field_class=field_class, purpose="case", at=at
        )


@for_role(*READERS)
@require_GET
def paper(request: HttpRequest, token: uuid.UUID) -> HttpResponseBase:
    """A paper that was handed in, shown (PDF, picture) or with `?save=1` downloaded."""
    at, actor = clock.now(), request.actor  # type: ignore[attr-defined]
    found = case_files.opened(actor, token, at=at)
    if found.party_id is not None:
        _note(actor, found.party_id, found.case_id, "document", at)
    return _sent(document_queries.content(found.document.id), inline="save" not in request.GET)


@for_role(*READERS)
@require_GET
def notice(request: HttpRequest, case_id: int, seq: int) -> HttpResponseBase:
    """The notice of an act as PDF: made now if the job has not made it yet, always the same one.

    The applicant's first opening is its electronic service. Staff look; with `?print=1` they print, which is counted
    and from the second time on marked on each page.
    """
    at, actor = clock.now(), request.actor  # type: ignore[attr-defined]
    page = queries.case_page(actor, case_id, at=at)
    act = next((line for line in page.acts if line.seq == seq), None)
    made = notices.for_act(act.id, at=at) if act else None
    if made is None:
        raise NotFound
    assert actor.user_id is not None
    with transaction.atomic():
        _note(actor, page.party.id, page.id, "notice", at)
        if actor.officer is None:
            documents.note_print(notice_id=made.pk, by=actor.user_id, at=at)
            documents.serve(notice_id=made.pk, method="electronic", reference="", by=actor.user_id, at=at)
        elif "print" in request.GET:
            return pdf(documents.print_set(notice_ids=[made.pk], by=actor.user_id, at=at), f"{made.number}.pdf")
    return _sent(document_queries.notice_content(made.pk), inline=True)


@for_role(*READERS)
@require_GET
def clock_sheet(request: HttpRequest, case_id: int) -> HttpResponseBase:
    """How the limit of a case was counted, day by day, as PDF of today."""
    at, actor = clock.now(), request.actor  # type: ignore[attr-defined]
    page = queries.case_page(actor, case_id, at=at)
    if not sheets.has_clock(page):
        raise NotFound
    _note(actor, page.party.id, page.id, "notice", at)
    return pdf(sheets.pdf(page), f"{page.number}-clock.pdf")


@for_role(*READERS)
@require_GET
def certificate(request: HttpRequest, case_id: int, certificate_id: int) -> HttpResponseBase:
    """A certificate of a case as PDF."""
    at, actor = clock.now(), request.actor  # type: ignore[attr-defined]
    page = queries.case_page(actor, case_id, at=at)
    if certificate_id not in {row.id for row in certificates.of_case(page.id, today=page.today)}:
        raise NotFound
    _note(actor, page.party.id, page.id, "certificate", at)
    return _sent(certificates.content(certificate_id), inline=True)
