"""The intake of one case: findings on each material, then one verdict, then its notice to print.

The same pages for the clerk of a comprehensive window, to whom authorities delegate it, and for the authority's own
officers: it is the authority that accepts (Licensing Law arts. 24, 26, 32).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sunhall.cases import contents, queries
from sunhall.cases.acts import drafts, intake
from sunhall.cases.queries import CasePage
from sunhall.kernel import clock
from sunhall.kernel.refused import NotFound, Refused
from sunhall.law.lifecycles.kinds import Kind, Phase
from sunhall.law.lifecycles.licensing import TABLE
from sunhall.people import acts as people
from sunhall.people import queries as people_queries
from sunhall.people.queries import Actor
from sunhall.web import casefile, citations, forms, typed, wording
from sunhall.web.access import for_role
from sunhall.web.casefile import gestures, papers, words
from sunhall.web.casefile import status as casefile_status
from sunhall.web.casefile.gestures import Gesture
from sunhall.web.casefile.papers import MaterialRow
from sunhall.web.pages import page
from sunhall.web.templatetags import house
from sunhall.web.window import done, heard, modes, spot

TAKERS: Final = ("clerk", "officer")
NOTE: Final = 500  # characters of the note on a material, told to the applicant
VERDICTS: Final = {  # the verdict row: kind of act, its key, the address of its page
    "accept": (Kind.ACCEPT, "a"),
    "commitment": (Kind.ACCEPT, "m"),
    "tolerance": (Kind.ACCEPT, "t"),
    "correction": (Kind.REQUEST_CORRECTION, "c"),
    "return": (Kind.RETURN_FILE, "r"),
    "refuse": (Kind.REFUSE_ACCEPTANCE, "n"),
    "not-required": (Kind.DECLARE_NOT_REQUIRED, "q"),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """A button of the verdict row. `reason` closes it; `hint` says what is still to do before it can succeed."""

    name: str
    key: str
    label: str
    reason: str
    hint: str = ""


def verdicts(case: CasePage, rows: list[MaterialRow]) -> list[Verdict]:
    """The verdicts with the reasons of the table on those that are closed; modes only where this case allows them."""
    unseen = sum(1 for m in rows if m.asked and not m.optional and not m.verdict)
    bad = sum(1 for m in rows if m.verdict in ("missing", "wrong"))
    left = ngettext("%(count)d not looked at yet", "%(count)d not looked at yet", unseen) % {"count": unseen}
    found = ngettext("%(count)d to correct", "%(count)d to correct", bad) % {"count": bad}
    hints = {
        "accept": left if unseen else found if bad else "",
        "correction": left if unseen else found if bad else _("nothing to correct"),
    }
    told = []
    for name, (kind, key) in VERDICTS.items():
        if name in modes.LABELS and not modes.applies(case, name, rows):
            continue
        closed = casefile.closed(case, case.may(kind), kind)
        told.append(Verdict(name, key, str(modes.LABELS.get(name, closed.label)), closed.reason, hints.get(name, "")))
    return told


@for_role(*TAKERS)
@require_http_methods(["GET", "POST"])
def case(request: HttpRequest, case_id: int) -> HttpResponseBase:
    """The three panes: person, checklist, form. A post keeps the findings, then goes on with the verdict pressed.

    Queries: see tests/web/test_window_intake.py; they do not grow with the number of materials.
    """
    actor: Actor = request.actor  # type: ignore[attr-defined]
    at = clock.now()
    file = queries.case_page(actor, case_id, at=at)
    if request.method == "GET":
        return _case_page(request, file)
    if getattr(request, "htmx", False):
        return _findings_only(request, file, actor)
    gesture = gestures.posted(request)
    verdict = request.POST.get("verdict", "")
    try:
        _keep_findings(request, file, actor)
        if verdict in ("accept", "commitment"):
            mode = "general" if verdict == "accept" else verdict
            act = intake.accept(case_id=case_id, mode=mode, by=actor, at=at, key=gesture.key, seen=gesture.seen)
            return HttpResponseRedirect(f"{reverse('window:done', args=[case_id])}?act={act}")
    except Refused as refusal:
        file = queries.case_page(actor, case_id, at=at)
        return _case_page(request, file, refusal=refusal, gesture=gesture)
    if verdict in VERDICTS:
        return HttpResponseRedirect(reverse("window:verdict", args=[case_id, verdict]))
    return HttpResponseRedirect(reverse("window:case", args=[case_id]))


def _findings_only(request: HttpRequest, file: CasePage, actor: Actor) -> HttpResponse:
    """A finding was changed on the page: keep what is complete, and answer the verdict row as it stands now."""
    told = None
    try:
        _keep_findings(request, file, actor, complete_only=True)
    except Refused as refusal:
        told = wording.sentence(casefile.explained(refusal, file))
    file = queries.case_page(actor, file.id, at=clock.now())
    return page(request, "window/_verdicts.html", verdicts=verdicts(file, papers.checklist(file)), told=told)


def _keep_findings(request: HttpRequest, file: CasePage, actor: Actor, *, complete_only: bool = False) -> None:
    """Write the findings that differ from what is there. One without its reason is refused by name, or left for now."""
    for m in papers.checklist(file):
        verdict = request.POST.get(f"v-{m.id}", "")
        reason = request.POST.get(f"r-{m.id}", "") if verdict == "wrong" else ""
        note = _note(request, m.id) if verdict != "ok" else ""
        if not m.asked or not verdict or (verdict, reason, note) == (m.verdict, m.reason, m.note):
            continue
        lacks = _lacks(verdict, reason, note)
        if lacks and complete_only:
            continue
        if lacks:
            raise Refused(lacks, material=m.id)
        intake.check_material(
            case_id=file.id, material=m.id, verdict=verdict, reason=reason, note=note, by=actor, at=clock.now()
        )


def _note(request: HttpRequest, material: str) -> str:
    """The note on one material. Refused `note_too_long` (facts: material, max, length)."""
    try:
        return typed.text(request.POST, f"n-{material}", most=NOTE)
    except Refused as refusal:
        raise Refused("note_too_long", material=material, **refusal.facts) from refusal


def _lacks(verdict: str, reason: str, note: str) -> str:
    """What a finding still lacks, as the code of a refusal; empty when it is complete."""
    if verdict == "wrong" and reason not in words.DEFECTS:
        return "reason_needed"
    return "note_needed" if reason == "other" and not note else ""


def _case_page(
    request: HttpRequest,
    file: CasePage,
    *,
    refusal: Refused | None = None,
    gesture: Gesture | None = None,
    revealed: bool = False,
) -> HttpResponse:
    rows = papers.checklist(file)
    if refusal is not None and request.method == "POST":
        rows = [_as_typed(request, m) for m in rows]  # what was typed stays
    told = wording.sentence(casefile.explained(refusal, file)) if refusal else None
    return page(
        request,
        "window/case.html",
        status=told.status if told else 200,
        back=done.back(request),
        case=file,
        gesture=gesture or gestures.fresh(file.seq),
        rows=rows,
        verdicts=verdicts(file, rows),
        is_correction=file.standing.phase is Phase.CORRECTION,
        is_intake=file.standing.phase is Phase.RECEIVED,
        may_mend=spot.applies(file, request.actor),  # type: ignore[attr-defined]
        is_forwarded=file.standing.phase is Phase.COLLECTED,
        receive=casefile.closed(file, file.may(Kind.RECEIVE_FORWARDED), Kind.RECEIVE_FORWARDED),
        owed=[casefile.material_name(file, m) for m in file.standing.owed] if modes.papers_follow(file) else [],
        owed_due=casefile_status.left_to(file, file.clocks.owed_end)[1],
        heard=heard.offered(file),
        status_now=casefile.status_sentence(file),
        course=casefile.course(file),
        ends=casefile.ends(file),
        clocks=casefile.days(file),
        lanes=casefile.lane_rows(file),
        sections=_form(file, masked=not revealed),
        answers=forms.said_answers(file.version, file.application.answers, today=file.today),
        history=casefile.sentences(file),
        notice_kinds=[kind for kind, gesture in TABLE.items() if gesture.notice],
        findings=words.options(words.VERDICTS),
        defects=[o for o in words.options(words.DEFECTS) if o[0] != "missing"],
        channel=words.word(words.CHANNELS, file.application.channel),
        revealed=revealed,
        refused=told,
    )


def _form(file: CasePage, *, masked: bool) -> list[forms.Section]:
    row = file.application
    return forms.said(
        file.version,
        contents.plain(row.data),
        row.answers,
        today=file.today,
        applicant=file.party.kind,
        sources=row.sources,
        masked=masked,
        empty=False,
    )


def _as_typed(request: HttpRequest, m: MaterialRow) -> MaterialRow:
    """The row with the finding as it was posted."""
    return MaterialRow(
        id=m.id,
        name=m.name,
        asked=m.asked,
        optional=m.optional,
        standard=m.standard,
        how=m.how,
        papers=m.papers,
        verdict=request.POST.get(f"v-{m.id}", m.verdict),
        reason=request.POST.get(f"r-{m.id}", m.reason),
        note=request.POST.get(f"n-{m.id}", m.note),
        number=m.number,
    )


@for_role("clerk")
@require_POST
def supplement(request: HttpRequest, case_id: int) -> HttpResponseBase:
    """The applicant brings the corrections to the window: the copy of the application in which they are entered."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    at = clock.now()
    file = queries.case_page(actor, case_id, at=at)
    try:
        number = drafts.start_supplement(case_id=case_id, by=actor, at=at)
    except Refused as refusal:
        return _case_page(request, file, refusal=refusal)
    return HttpResponseRedirect(reverse("window:draft", args=[number]))


@for_role(*TAKERS)
@require_POST
def reveal(request: HttpRequest, case_id: int) -> HttpResponseBase:
    """Show the numbers of this file in full; who looked goes on record (PIPL art. 51)."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    at = clock.now()
    file = queries.case_page(actor, case_id, at=at)
    assert actor.user_id is not None
    people.log_reading(
        by=actor.user_id, party_id=file.party.id, case_id=case_id, field_class="identity", purpose="intake", at=at
    )
    return _case_page(request, file, revealed=True)


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the notice as it will be printed."""

    name: str
    defect: str
    required: str
    note: str
    basis: str


def _listed(file: CasePage, rows: list[MaterialRow]) -> list[Listed]:
    told = []
    for m in rows:
        if m.verdict not in ("missing", "wrong"):
            continue
        reason = m.reason or "missing"
        material = file.version.material(m.id)
        basis = file.version.cited(material.basis, get_language() or "zh-hans") if material else ""
        required = m.standard if reason != "missing" and m.standard else words.word(words.REQUIRED, reason)
        told.append(Listed(m.name, words.word(words.DEFECTS, reason), required, m.note, basis))
    return told


@for_role(*TAKERS)
@require_http_methods(["GET", "POST"])
def verdict(request: HttpRequest, case_id: int, name: str) -> HttpResponseBase:
    """A verdict that needs more than a key: what the notice will say, and the reasons. A post does the act."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if name not in _DO:
        raise NotFound
    file = queries.case_page(actor, case_id, at=clock.now())
    if request.method == "GET":
        return _verdict_page(request, file, name, gestures.fresh(file.seq))
    gesture = gestures.posted(request)
    try:
        act = _DO[name](request, file, actor, gesture)
    except Refused as refusal:
        file = queries.case_page(actor, case_id, at=clock.now())
        return _verdict_page(request, file, name, gesture, refusal)
    return HttpResponseRedirect(f"{reverse('window:done', args=[case_id])}?act={act}")


def _verdict_page(
    request: HttpRequest, file: CasePage, name: str, gesture: Gesture, refusal: Refused | None = None
) -> HttpResponse:
    kind, _key = VERDICTS[name]
    rows = papers.checklist(file)
    most = modes.most_days(file) if name == "tolerance" else 0
    closed = casefile.closed(file, file.may(kind), kind)
    told = wording.sentence(casefile.explained(refusal, file)) if refusal else None
    narrowed = contents.of(file.application).narrowed
    return page(
        request,
        "window/verdict.html",
        status=told.status if told else 200,
        case=file,
        name=name,
        closed=closed,
        gesture=gesture,
        listed=_listed(file, rows),
        unseen=[m.name for m in rows if m.asked and not m.optional and not m.verdict],
        days=file.procedure.intake.correction_days,
        label=modes.LABELS.get(name, closed.label),
        follows=modes.follows(file, rows) if name == "tolerance" else [],
        most=most,
        owed_days=request.POST.get("owed_days", "") or most,
        barred_until=modes.barred_until(file) if name == "refuse" else None,
        grounds=words.options(words.GROUNDS),
        authorities=[house.words(a.name) for a in people_queries.authorities()] if name == "refuse" else [],
        outcome=narrowed.outcome,
        basis=citations.cited(TABLE[kind].basis),
        typed=request.POST,
        refused=told,
    )


def _correction(request: HttpRequest, file: CasePage, actor: Actor, g: Gesture) -> int:
    return intake.request_correction(case_id=file.id, by=actor, at=clock.now(), key=g.key, seen=g.seen)


def _return(request: HttpRequest, file: CasePage, actor: Actor, g: Gesture) -> int:
    return intake.return_file(case_id=file.id, by=actor, at=clock.now(), key=g.key, seen=g.seen)


def _refuse(request: HttpRequest, file: CasePage, actor: Actor, g: Gesture) -> int:
    return intake.refuse_acceptance(
        case_id=file.id,
        ground=request.POST.get("ground", ""),
        competent=typed.text(request.POST, "competent", most=200),
        reasons=typed.text(request.POST, "reasons"),
        by=actor,
        at=clock.now(),
        key=g.key,
        seen=g.seen,
    )


def _not_required(request: HttpRequest, file: CasePage, actor: Actor, g: Gesture) -> int:
    reasons_told = typed.text(request.POST, "reasons")
    return intake.declare_not_required(
        case_id=file.id, reasons=reasons_told, by=actor, at=clock.now(), key=g.key, seen=g.seen
    )


_DO: Final[dict[str, Callable[[HttpRequest, CasePage, Actor, Gesture], int]]] = {
    "tolerance": modes.accept_with_papers_to_follow,
    "correction": _correction,
    "return": _return,
    "refuse": _refuse,
    "not-required": _not_required,
}
