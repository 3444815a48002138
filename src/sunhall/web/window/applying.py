"""An application opened at the counter: the matter, the questions, the form, the papers, the submission."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, cast

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sunhall.cases import contents
from sunhall.cases.acts import abouts, drafts, intake
from sunhall.catalogue import queries as catalogue
from sunhall.catalogue import rules
from sunhall.catalogue.content import VersionContent
from sunhall.kernel import clock
from sunhall.kernel.clock import legal_day
from sunhall.kernel.refused import NotFound, Refused
from sunhall.people import queries as people
from sunhall.people.queries import Actor
from sunhall.web import forms, wording
from sunhall.web.access import for_role
from sunhall.web.casefile import papers, words
from sunhall.web.forms import files, saving
from sunhall.web.pages import page, refused_page
from sunhall.web.templatetags import house
from sunhall.web.window import tokens

if TYPE_CHECKING:
    from sunhall.cases.models import Application

FORMS_OF_PAPER: Final = ("original", "copy")
HERE: Final = "here"
ELSEWHERE: Final = "elsewhere"  # taken in here, decided by an authority of another place
EVERY_PAGE: Final = ""  # the counter fills in the whole form on one page


@for_role("clerk")
@require_GET
def choose(request: HttpRequest) -> HttpResponseBase:
    """Choose the matter for the person at the window."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    token = request.GET.get("party", "")
    party = people.party(tokens.opened(actor, token))
    text = " ".join(request.GET.get("q", "").split())[:100]
    found = catalogue.search(text, language=request.LANGUAGE_CODE, limit=20) if text else []
    return page(request, "window/choose.html", party=party, token=token, text=text, found=found)


def _in_force(code: str) -> tuple[int, VersionContent]:
    found = catalogue.version_in_force(code, on=clock.today())
    if found is None:
        raise NotFound
    return found


@for_role("clerk")
@require_http_methods(["GET", "POST"])
def narrow(request: HttpRequest, code: str) -> HttpResponseBase:
    """The questions that narrow the matter to this case; when they are answered, the draft is opened."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    token = request.GET.get("party", "")
    party = people.party(tokens.opened(actor, token))
    version_id, content = _in_force(code)
    answers = forms.read_answers(content, request.POST)
    today, kind = clock.today(), party.kind
    narrowed = rules.narrow(content, answers, today=today, applicant=kind)
    context: dict[str, Any] = {
        "party": party,
        "token": token,
        "content": content,
        "outcome": narrowed.outcome,
        "for_others": party.is_person and "person" not in content.service_objects,
        "known": request.POST.get("known", ""),
    }
    known = request.POST.get("known", "").split()
    # Questions that appeared only with these answers are not errors yet.
    late = {q.id for q in narrowed.questions if q.id not in known}
    shown = forms.questions(content, answers, today=today, applicant=kind, errors=request.method == "POST" and not late)
    context |= {"questions": shown, "known": " ".join(f.name for f in shown)}
    if request.method == "GET" or narrowed.outcome or narrowed.ask_next:
        return page(request, "window/narrow.html", **context)
    try:
        data, sources = forms.prefill(content, party)
        assert actor.officer is not None
        number = drafts.start(
            matter_code=code,
            version_id=version_id,
            party_id=party.id,
            by=actor,
            at=clock.now(),
            channel="window",
            answers=answers,
            data=data,
            sources=sources,
            centre_id=actor.officer.centre_id,
        )
    except Refused as refusal:
        return refused_page(request, "window/narrow.html", refusal, **context)
    return HttpResponseRedirect(reverse("window:draft", args=[number]))


@for_role("clerk")
@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, number: uuid.UUID) -> HttpResponseBase:
    """The whole form on one page, with the papers beside it. A post saves, and submits where its button says so."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    at = clock.now()
    row = drafts.own(actor, number, at)
    if row.submitted_at:
        return HttpResponseRedirect(reverse("window:case", args=[row.case_id]))
    if request.method == "GET":
        return _draft_page(request, row)
    return _supply(request, row, actor, at) if only_papers(row) else _save(request, row, actor, at)


def _save(request: HttpRequest, row: "Application", actor: Actor, at: datetime) -> HttpResponseBase:
    """Keep what was typed, and hand it in where the button says so."""
    number = row.pk
    content = catalogue.version(row.version_id)
    held = contents.plain(row.data)
    given = {"data": held, "answers": row.answers, "today": legal_day(at), "applicant": row.party.kind}
    read = forms.read(content, EVERY_PAGE, request.POST, **given)
    seen = saving.posted(request.POST)
    if "_autosave" in request.POST:
        return saving.keep(number, content, read.data, by=actor, at=at, page=seen)
    kept, too_long = saving.kept_apart(read.data)
    taken, refused = files.take(request, files.Hand(number, actor, at), content.form.fields, held)
    data = {**kept, **taken}
    try:
        drafts.save(application_id=number, by=actor, at=at, data=data, revision=seen.revision, pen=seen.pen)
    except Refused as refusal:
        if refusal.code != "draft_moved_on":
            raise
        if taken:  # the files are stored already, and nobody else's
            drafts.save(application_id=number, by=actor, at=at, data=taken)
        return _moved_on(request, drafts.own(actor, number, at), content, {**read.data, **taken}, refusal)
    row = drafts.own(actor, number, at)
    refused = [*too_long, *refused]
    errors = [e for e in read.errors if e.field not in taken] + refused
    try:
        _keep_place(request, row, actor, at)
    except Refused as refusal:
        return _draft_page(request, row, refusal=refusal)
    if refused or (errors and "submit" in request.POST and not read.redraw):
        return _draft_page(request, row, mine=read.data, errors=errors, revealed=bool(read.revealed), status=422)
    if "submit" not in request.POST or read.redraw or files.REMOVE in request.POST:
        return _draft_page(request, row, extra_rows=read.extra_rows)
    if read.revealed:
        return _draft_page(request, row, revealed=True, status=422)
    return _hand_in(request, row, actor, at)


def _hand_in(request: HttpRequest, row: "Application", actor: Actor, at: datetime) -> HttpResponseBase:
    """The act. What stands against it is told on the page, with the form as it is kept."""
    try:
        if row.supplements_id:
            hand_in = intake.resubmit if _answers_notice(row) else intake.supply_owed
            case_id = hand_in(application_id=row.pk, by=actor, at=at)
        else:
            case_id = intake.submit(application_id=row.pk, by=actor, at=at)
    except Refused as refusal:
        return _draft_page(request, row, refusal=refusal, errors=refusal.facts.get("errors", ()))
    messages.success(request, _("The application was handed in. Examine it now, or leave it to the queue."))
    return HttpResponseRedirect(reverse("window:case", args=[case_id]))


def _moved_on(
    request: HttpRequest, row: "Application", content: VersionContent, mine: dict[str, Any], refusal: Refused
) -> HttpResponse:
    """A colleague changed the same fields: mine stay in the form, hers beside them; saving again keeps mine."""
    clashes = saving.both_values(content, refusal.facts["fields"], mine, contents.plain(row.data))
    return _draft_page(request, row, mine=mine, clashes=clashes, refusal=refusal)


def _answers_notice(row: "Application") -> bool:
    return row.case is not None and row.case.phase == "correction"


def only_papers(row: "Application") -> bool:
    """Whether only papers are handed in, and the form stays: they follow an acceptance, and no commitment was taken
    back that the form had left something out for."""
    if row.supplements is None or _answers_notice(row):
        return False
    return contents.of(row.supplements).chose_commitment == contents.of(row).chose_commitment


def _supply(request: HttpRequest, row: "Application", actor: Actor, at: datetime) -> HttpResponseBase:
    """Papers that were allowed to follow, handed in without touching the form."""
    if "submit" not in request.POST:
        return HttpResponseRedirect(reverse("window:desk"))
    try:
        case_id = intake.supply_owed(application_id=row.pk, by=actor, at=at)
    except Refused as refusal:
        return _draft_page(request, row, refusal=refusal)
    messages.success(request, _("The papers were handed in."))
    return HttpResponseRedirect(reverse("window:case", args=[case_id]))


def _keep_place(request: HttpRequest, row: "Application", actor: Actor, at: datetime) -> None:
    """Whether this centre only takes the application in, for the competent authority elsewhere."""
    if row.supplements_id or "place" not in request.POST or actor.officer is None:
        return
    about = dict(row.data.get(abouts.KEY) or {})
    centre = actor.officer.centre_id if request.POST["place"] == ELSEWHERE else None
    if about.get("collected_by") != centre:
        drafts.about(
            application_id=row.pk,
            by=actor,
            at=at,
            request=about.get("request") or "new",
            certificate=about.get("certificate"),
            commitment=bool(about.get("commitment")),
            collected_by=centre,
        )


def _places() -> list[tuple[str, str, str]]:
    later = _(
        "It is forwarded; the time to examine it begins when the competent authority receives it. Both times stand on"
        " the papers."
    )
    return [(HERE, _("Received here, for this place"), ""), (ELSEWHERE, _("Taken in for another place"), later)]


def _authority(content: VersionContent) -> str:
    """The name of the authority that decides."""
    return next((house.words(a.name) for a in people.authorities() if a.code == content.authority), content.authority)


def _draft_page(
    request: HttpRequest,
    row: "Application",
    *,
    mine: Mapping[str, Any] | None = None,
    errors: Any = (),
    extra_rows: dict[str, int] | None = None,
    revealed: bool = False,
    refusal: Refused | None = None,
    clashes: Sequence[Mapping[str, str]] = (),
    status: int = 200,
) -> HttpResponse:
    """The form with the papers beside it. `mine`: what was just typed and could not be kept stays in its fields."""
    content, today = catalogue.version(row.version_id), clock.today()
    sections = forms.pages(
        content,
        {**contents.plain(row.data), **(mine or {})},
        row.answers,
        today=today,
        applicant=row.party.kind,
        sources=row.sources,
        errors=errors,
        extra_rows=extra_rows,
    )
    materials = papers.materials_of(row, list(row.papers.filter(removed_at=None).order_by("id")))
    told = _told(refusal, materials) if refusal else None
    return page(
        request,
        "window/draft.html",
        status=told.status if told else status,
        row=row,
        pen=saving.pen_of(request),
        content=content,
        party=people.party_row(row.party),
        sections=[] if only_papers(row) else sections,
        only_papers=only_papers(row),
        field_ids=" ".join(s.field_ids for s in sections),
        errors=[error for s in sections for error in s.errors],
        clashes=clashes,
        answers=forms.said_answers(content, row.answers, today=today),
        seen_as=words.options(words.PAPER_FORMS, FORMS_OF_PAPER),
        takes_files=any(f.kind == "file" for s in sections for f in s.fields),
        revealed=revealed,
        refused=told,
        **_beside(row, content, materials),
    )


def _told(refusal: Refused, materials: list[papers.MaterialRow]) -> wording.Sentence:
    """The refusal with the names of its materials."""
    facts, names = dict(refusal.facts), {m.id: m.name for m in materials}
    if "materials" in facts:
        facts["materials"] = [names.get(m, m) for m in facts["materials"]]
    return wording.sentence(Refused(refusal.code, **facts))


def _beside(row: "Application", content: VersionContent, materials: list[papers.MaterialRow]) -> dict[str, Any]:
    """What stands around the form: the papers, the files its fields hold, and where it is decided."""
    held = files.of_fields(row, content.form.fields)
    return {
        "materials": [m for m in materials if m.id not in held],
        "files": [(f, held[f.id]) for f in content.form.fields if f.id in held],
        "place": ELSEWHERE if (row.data.get(abouts.KEY) or {}).get("collected_by") else HERE,
        "places": _places(),
        "authority": _authority(content),
    }


@for_role("clerk")
@require_POST
def paper(request: HttpRequest, number: uuid.UUID) -> HttpResponseBase:
    """Mark a paper as seen (original, copy), take a scan of it, or take it back."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    at = clock.now()
    row = drafts.own(actor, number, at)
    material = request.POST.get("material", "")
    names = {m.id: m for m in papers.materials_of(row, [])}
    back = HttpResponseRedirect(reverse("window:draft", args=[number]) + f"#paper-{material}")
    try:
        if "remove" in request.POST:
            told = request.POST["remove"]
            if told.isdecimal() and len(told) < 16:
                drafts.remove_paper(application_id=number, paper_id=int(told), by=actor, at=at)
            return back
        if material not in names:
            raise Refused("no_such_material", material=material)
        if request.FILES.get("file"):
            upload = cast(UploadedFile, request.FILES["file"])
            files.store(files.Hand(number, actor, at), material, upload, purpose="material")
        elif request.POST.get("form") in FORMS_OF_PAPER:
            drafts.add_paper(application_id=number, material=material, form=request.POST["form"], by=actor, at=at)
    except Refused as refusal:
        return _draft_page(request, row, refusal=refusal)
    return back


@for_role("clerk")
@require_POST
def discard(request: HttpRequest, number: uuid.UUID) -> HttpResponseBase:
    """Put a half-finished draft away."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    row = drafts.own(actor, number, clock.now())
    drafts.discard(application_id=number, by=actor, at=clock.now())
    name = house.words(catalogue.version(row.version_id).name)
    messages.success(request, _("The draft was put away: %(matter)s.") % {"matter": name})
    return HttpResponseRedirect(reverse("window:desk"))
