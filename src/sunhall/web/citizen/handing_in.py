"""The last steps: everything on one page to check, handing in once, the receipt. And putting a draft away."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sunhall.cases import queries as cases
from sunhall.cases.acts import drafts, intake
from sunhall.cases.contents import Content
from sunhall.catalogue import rules
from sunhall.catalogue import wording as catalogue_wording
from sunhall.kernel import clock
from sunhall.kernel.refused import NotFound, Refused
from sunhall.law.lifecycles import clocks
from sunhall.web import casefile, forms
from sunhall.web.access import for_role
from sunhall.web.citizen import papers as papers_pages
from sunhall.web.citizen import told, uploads
from sunhall.web.citizen.drafting import Draft, with_draft
from sunhall.web.citizen.told import limit
from sunhall.web.pages import page as answer
from sunhall.web.pages import refused_page
from sunhall.web.templatetags import house


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that keeps the application from being handed in, and where to put it right."""

    text: str
    address: str


def missing(draft: Draft) -> list[Missing]:
    """Everything at once: fields that are wrong or empty, then papers that are not there."""
    found = missing_fields(draft.content)
    there = draft.content.papers()
    for needed in draft.content.narrowed.materials:
        if needed.item.id in draft.content.required_materials and needed.item.id not in there:
            place = f"{reverse('citizen:papers', args=[draft.id])}#m-{needed.item.id}"
            found.append(Missing(_("Not handed in: %(paper)s") % {"paper": house.words(needed.item.name)}, place))
    return found


def missing_fields(content: Content) -> list[Missing]:
    """Each field that is wrong or empty, with the page where it stands."""
    asked = rules.asked_pages(
        content.version,
        content.data,
        content.row.answers,
        today=content.today,
        applicant=content.row.party.kind,
    )
    home = {f.field.id: (page.id, house.words(f.field.label)) for page in asked for f in page.fields}
    found = []
    for error in content.errors():
        page_id, label = home[error.field]
        place = reverse("citizen:topic", args=[content.row.pk, page_id])
        facts = {"label": label, "error": catalogue_wording.field_error(error)}
        found.append(Missing(_("%(label)s: %(error)s") % facts, f"{place}#{error.field}"))
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def check(request: HttpRequest, draft: Draft) -> HttpResponseBase:
    """Look at everything once more, declare that it is true, hand it in."""
    if draft.is_supplement:
        return redirect(draft.home)
    if request.method != "POST":
        return answer(request, "citizen/check.html", **_context(draft))
    if not request.POST.get("declare"):
        error = _("Please tick the declaration.")
        return answer(request, "citizen/check.html", status=422, declare_error=error, **_context(draft))
    try:
        intake.submit(application_id=draft.id, by=draft.actor, at=draft.at)
    except Refused as refusal:
        return refused_page(request, "citizen/check.html", _worded(draft, refusal), **_context(draft))
    return redirect("citizen:receipt", draft.id)


def _worded(draft: Draft, refusal: Refused) -> Refused:
    """The refusal with the names of materials instead of their ids."""
    facts = dict(refusal.facts)
    if "materials" in facts:
        names = {m.id: m.name for m in draft.content.version.materials}
        facts["materials"] = [house.words(names.get(m)) or m for m in facts["materials"]]
    return Refused(refusal.code, **facts)


def _context(draft: Draft) -> dict[str, Any]:
    asked, nothing = papers_pages.split(draft)
    handed = uploads.of_application(draft.row)
    version = draft.content.version
    sections = forms.said(
        version,
        draft.content.data,
        draft.row.answers,
        sources=draft.sources(),
        masked=False,
        empty=False,
        **draft.rules_arguments(),
    )
    return {
        "draft": draft,
        "sections": sections,
        "change": reverse("citizen:tasks", args=[draft.id]),
        "papers": [papers_pages.shown(material, handed) for material in asked],
        "nothing": nothing,
        "missing": missing(draft),
        "outcome": draft.content.narrowed.outcome,
        **told.about_of(draft),
    }


@require_safe
@for_role("applicant")
def receipt(request: HttpRequest, application_id: object) -> HttpResponseBase:
    """The number to remember, and what happens next with its days."""
    actor, at = request.actor, clock.now()  # type: ignore[attr-defined]
    row = drafts.own(actor, application_id, at)  # type: ignore[arg-type]
    if row.case_id is None:
        return redirect("citizen:tasks", row.pk)
    page = cases.case_page(actor, row.case_id, at=at)
    if page.view != "applicant":
        raise NotFound
    end = page.clocks.intake_end
    return answer(
        request,
        "citizen/receipt.html",
        page=page,
        now=casefile.status_sentence(page),
        answer_by=page.calendar.day_of(end) if end is not None else None,
        promised=limit(clocks.promised(page.standing, page.procedure)),
        statutory=limit(clocks.statutory(page.standing, page.procedure)),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def discard(request: HttpRequest, draft: Draft) -> HttpResponseBase:
    """Put a draft away, after asking once."""
    if request.method != "POST":
        return answer(request, "citizen/discard.html", draft=draft)
    home = reverse("citizen:case", args=[draft.row.case_id]) if draft.is_supplement else reverse("citizen:mine")
    drafts.discard(application_id=draft.id, by=draft.actor, at=draft.at)
    messages.success(request, _("The draft was put away."))
    return redirect(home)
