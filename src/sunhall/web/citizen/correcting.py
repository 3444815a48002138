"""Answering a correction notice: everything it asks for on one page, handed in once. Papers that may follow the
acceptance are handed in here too, all or a part.

The answer is begun by the first thing that is changed; until then the page only tells what is asked.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sunhall.cases import contents
from sunhall.cases import queries as cases
from sunhall.cases.acts import drafts, intake
from sunhall.cases.models import Application
from sunhall.cases.queries import CasePage
from sunhall.catalogue import rules
from sunhall.kernel import clock
from sunhall.kernel.refused import NotFound, Refused
from sunhall.law.lifecycles.kinds import IN_REVIEW, Kind, Phase
from sunhall.web import casefile, wording
from sunhall.web.access import for_role
from sunhall.web.casefile.status import correction_end, left_to
from sunhall.web.citizen import handing_in, matters, uploads
from sunhall.web.citizen import papers as papers_pages
from sunhall.web.citizen.drafting import Draft
from sunhall.web.citizen.entry import opened
from sunhall.web.pages import page as answer
from sunhall.web.pages import refused_page
from sunhall.web.templatetags import house

Errors = Mapping[str, Sequence[wording.Sentence]]


@require_http_methods(["GET", "HEAD", "POST"])
@for_role("applicant")
def correct(request: HttpRequest, case_id: int) -> HttpResponseBase:
    """What the notice asks for or what may still follow, what is changed by now, and handing it in."""
    page = opened(request, case_id)
    if page.standing.phase is not Phase.CORRECTION and not owes(page):
        return _closed(request, page)
    if request.method != "POST":
        return _page(request, page, {})
    draft = _begun(request, page)
    supply = intake.supply_owed if owes(page) else intake.resubmit
    try:
        if owes(page) and not any(one.touched for one in _context(page, draft.row, {})["papers"]):
            raise Refused("nothing_brought")
        supply(application_id=draft.id, by=draft.actor, at=draft.at)
    except Refused as refusal:
        template, context = "citizen/correct.html", _context(page, draft.row, {})
        return refused_page(request, template, casefile.explained(refusal, page), **context)
    messages.success(request, _("The papers were handed in.") if owes(page) else _("Your corrections were handed in."))
    return redirect("citizen:case", case_id)


def owes(page: CasePage) -> bool:
    """Whether papers may still follow: allowed at the acceptance, or asked since a commitment was taken back."""
    return page.standing.phase in IN_REVIEW and bool(page.standing.owed)


def _items(page: CasePage) -> list[matters.Item]:
    """What is asked for on this page: the points of the notice, or the papers that follow."""
    if not owes(page):
        return matters.asked_items(page)
    return [matters.Item(m, casefile.material_name(page, m), "", "", "") for m in page.standing.owed]


def _end(page: CasePage) -> tuple[int | None, date | None]:
    return left_to(page, page.clocks.owed_end) if owes(page) else correction_end(page)


def _begun(request: HttpRequest, page: CasePage) -> Draft:
    """The answer to the notice, begun now if it was not."""
    actor, at = request.actor, clock.now()  # type: ignore[attr-defined]
    number = drafts.start_supplement(case_id=page.id, by=actor, at=at)
    row = drafts.own(actor, number, at)
    return Draft(row, contents.of(row), actor, at)


def _page(request: HttpRequest, page: CasePage, errors: Errors, status: int = 200) -> HttpResponseBase:
    context = _context(page, cases.open_supplement(page), errors)
    return answer(request, "citizen/correct.html", status=status, **context)


def _context(page: CasePage, supplement: Application | None, errors: Errors) -> dict[str, Any]:
    before = page.application
    row = supplement or before
    content = contents.of(row)
    earlier, now = uploads.of_application(before), uploads.of_application(row)
    listed = []
    for item in _items(page):
        material = page.version.material(item.material)
        if material is None:  # the form itself
            continue
        touched = [f.token for f in earlier.get(item.material, [])] != [f.token for f in now.get(item.material, [])]
        more = {"defect": item.defect, "to_do": item.to_do, "note": item.note, "touched": touched}
        listed.append(papers_pages.shown(material, now, errors, **more))
    form_item = next((item for item in _items(page) if item.material == "form"), None)
    left, due = _end(page)
    return {
        "page": page,
        "owes": owes(page),
        "asks_form": not owes(page) or page.standing.mode != "tolerance",
        "supplement": supplement,
        "papers": listed,
        "form_item": form_item,
        "form_touched": contents.plain(row.data) != contents.plain(before.data),
        "form_pages": _form_pages(page, content),
        "missing": handing_in.missing_fields(content) if supplement else [],
        "left": left,
        "due": due,
        "over": due is not None and due < page.today,
        "errors": [(f"file-{m}", told.text) for m, listed in errors.items() for told in listed],
    }


def _closed(request: HttpRequest, page: CasePage) -> HttpResponseBase:
    """Back to the case; where silence has ended it, with what that means and what to do next."""
    told = page.may(Kind.RESUBMIT)
    if told is not None and told.objection is not None and page.standing.phase is Phase.LAPSED:
        sentence = wording.sentence(casefile.explained(Refused(told.objection.code, **told.objection.facts), page))
        messages.error(request, f"{sentence.text} {sentence.next_step}")
    return redirect("citizen:case", page.id)


def _form_pages(page: CasePage, content: contents.Content) -> list[tuple[str, str]]:
    """(address that opens it, title) of each topic of the form."""
    asked = rules.asked_pages(
        content.version, content.data, content.row.answers, today=content.today, applicant=page.party.kind
    )
    return [(reverse("citizen:correct_form", args=[page.id, p.id]), house.words(p.title)) for p in asked]


def _material(page: CasePage, material_id: str) -> str:
    if material_id not in {item.material for item in _items(page)}:
        raise NotFound
    return material_id


@require_POST
@for_role("applicant")
def add(request: HttpRequest, case_id: int, material: str) -> HttpResponseBase:
    """A corrected paper: added to what is there, which can be taken out beside it."""
    page = opened(request, case_id)
    wanted = page.version.material(_material(page, material))
    if wanted is None:
        raise NotFound
    files = request.FILES.getlist("file")
    if not files:
        told = wording.Sentence(_("No file was chosen."), "", _("Choose a file, then upload it."), "file_missing", 422)
        return _page(request, page, {wanted.id: [told]}, status=422)
    draft = _begun(request, page)
    if refused := uploads.take_in(draft, wanted, files, replacing=bool(request.POST.get("replace"))):
        return _page(request, page, {wanted.id: refused}, status=422)
    return redirect(f"{reverse('citizen:correct', args=[case_id])}#m-{wanted.id}")


@require_POST
@for_role("applicant")
def remove(request: HttpRequest, case_id: int, paper_id: int) -> HttpResponseBase:
    """Take a file out of the answer; what was handed in before stays in the file of the case."""
    page = opened(request, case_id)
    token = next((f.token for files in _shown_files(page).values() for f in files if f.paper_id == paper_id), "")
    draft = _begun(request, page)
    for files in uploads.of_application(draft.row).values():
        for one in files:
            if token and one.token == token:
                drafts.remove_paper(application_id=draft.id, paper_id=one.paper_id, by=draft.actor, at=draft.at)
    return redirect("citizen:correct", case_id)


def _shown_files(page: CasePage) -> dict[str, list[uploads.Handed]]:
    """What the page shows: the papers of the answer, or before it is begun those handed in first."""
    return uploads.of_application(cases.open_supplement(page) or page.application)


@require_POST
@for_role("applicant")
def form_page(request: HttpRequest, case_id: int, page_id: str) -> HttpResponseBase:
    """Open a topic of the form to change it."""
    page = opened(request, case_id)
    return redirect("citizen:topic", _begun(request, page).id, page_id)
