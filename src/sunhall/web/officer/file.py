"""The file of a case for an officer: documents, data with its source, opinions and acts; procedure, clocks, history."""

from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_POST, require_safe

from sunhall.cases import contents, queries
from sunhall.cases.queries import CasePage
from sunhall.certificates import queries as certificates
from sunhall.kernel import clock
from sunhall.law.lifecycles.licensing import TABLE
from sunhall.people import acts as people
from sunhall.people.queries import Actor
from sunhall.web import casefile, forms
from sunhall.web.access import for_role
from sunhall.web.casefile import papers, words
from sunhall.web.officer import buttons
from sunhall.web.pages import page

NOTICE_KINDS: Final = tuple(kind for kind, gesture in TABLE.items() if gesture.notice)


@for_role("officer", "supervisor")
@require_safe
def case(request: HttpRequest, case_id: int) -> HttpResponseBase:
    """The whole file on one page. Queries: see tests/web/test_officer_file.py."""
    file = queries.case_page(request.actor, case_id, at=clock.now())  # type: ignore[attr-defined]
    return file_page(request, file)


@for_role("officer", "supervisor")
@require_POST
def reveal(request: HttpRequest, case_id: int) -> HttpResponseBase:
    """Show the numbers of this file in full; who looked, when and what for goes on record (PIPL art. 51)."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    at = clock.now()
    file = queries.case_page(actor, case_id, at=at)
    assert actor.user_id is not None
    people.log_reading(
        by=actor.user_id, party_id=file.party.id, case_id=case_id, field_class="identity", purpose="review", at=at
    )
    return file_page(request, file, revealed=True)


def file_page(request: HttpRequest, file: CasePage, *, revealed: bool = False) -> HttpResponse:
    row = file.application
    materials = papers.materials_of(row, file.papers)
    shown = _shown(request, materials)
    return page(
        request,
        "officer/case.html",
        case=file,
        status_now=casefile.status_sentence(file),
        turn=casefile.turn_word(casefile.status_sentence(file)),
        course=casefile.course(file),
        ends=casefile.ends(file),
        stages=buttons.stages(file, clock.now()),
        lawful=buttons.lawful(file) if file.view == "supervisor" else [],
        lanes=casefile.lane_rows(file),
        picture=casefile.lanes(file),
        clocks=casefile.days(file),
        history=casefile.sentences(file),
        notice_kinds=NOTICE_KINDS,
        certificates=certificates.of_case(file.id, today=file.today),
        materials=materials,
        shown=shown,
        answers=forms.said_answers(file.version, row.answers, today=file.today),
        channel=words.word(words.CHANNELS, row.channel),
        sections=forms.said(
            file.version,
            contents.plain(row.data),
            row.answers,
            today=file.today,
            applicant=file.party.kind,
            sources=row.sources,
            masked=not revealed,
            empty=False,
        ),
        revealed=revealed,
    )


def _shown(request: HttpRequest, materials: list[papers.MaterialRow]) -> papers.PaperRow | None:
    """The paper that stands open beside the data: the one asked for in the address."""
    asked = request.GET.get("paper", "")
    held = [p for m in materials for p in m.papers if p.document]
    return next((p for p in held if str(p.id) == asked), None)
