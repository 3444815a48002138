"""The file of a case for an officer: documents, data with its source, opinions and acts; procedure, clocks, history."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_POST, require_safe

from sunhall.cases import contents, queries
from sunhall.cases.queries import CasePage
from sunhall.certificates import queries as certificates
from sunhall.kernel import clock
from sunhall.law.lifecycles.kinds import Kind, Phase
from sunhall.law.lifecycles.licensing import TABLE
from sunhall.people import acts as people
from sunhall.people.queries import Actor
from sunhall.web import casefile, forms
from sunhall.web.access import for_role
from sunhall.web.casefile import papers, words
from sunhall.web.casefile.reasons import Closed
from sunhall.web.pages import page

ACTS: Final = (  # the acts an officer sees as buttons, in the order of the work, each with its key
    (Kind.GIVE_OPINION, "o"),
    (Kind.ASK_OPINION, "q"),
    (Kind.CHECK_FACTS, "f"),
    (Kind.START_SPECIAL_PROCEDURE, "p"),
    (Kind.END_SPECIAL_PROCEDURE, "e"),
    (Kind.EXTEND, "x"),
    (Kind.SUSPEND, "u"),
    (Kind.RESUME, "m"),
    (Kind.GRANT, "g"),
    (Kind.REFUSE, "r"),
    (Kind.ISSUE, "i"),
    (Kind.DELIVER, "d"),
    (Kind.TERMINATE, "t"),
)
NOTICE_KINDS: Final = tuple(kind for kind, gesture in TABLE.items() if gesture.notice)


NEXT: Final = (Kind.DELIVER, Kind.ISSUE, Kind.GIVE_OPINION, Kind.ASK_OPINION, Kind.GRANT, Kind.CHECK_FACTS, Kind.RESUME)


@dataclass(frozen=True, slots=True)
class Button:
    """An act as a button: its key, and whether it is the next thing to do."""

    act: Closed
    key: str
    primary: bool = False


def acts_of(file: CasePage, at: datetime) -> list[Button]:
    """The acts this officer's powers cover: the open ones first, the others with their reason on them.

    Then those that could be done now by somebody else, with whose power it is. Who may only read sees none.
    """
    told = {kind: (casefile.closed(file, allowed, kind), key) for kind, key in ACTS if (allowed := file.may(kind))}
    coming = next((kind for kind in NEXT if kind in told and told[kind][0].open), None)
    buttons = [Button(closed, key, kind is coming) for kind, (closed, key) in told.items()]
    others = casefile.beyond(file, [kind for kind, _key in ACTS], at=at) if file.view == "officer" else []
    own = sorted(buttons, key=lambda b: (not b.act.open, not b.primary))
    return own + [Button(closed, "") for closed in others]


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
        acts=acts_of(file, clock.now()),
        takes_in=file.standing.phase is Phase.RECEIVED and file.may(Kind.ACCEPT) is not None,
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
