"""The papers of an application: what is asked and why, handing in, taking back. And what nobody has to hand in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_POST, require_safe

from sunhall.cases.acts import drafts
from sunhall.catalogue.content.asks import Material
from sunhall.kernel.refused import NotFound
from sunhall.web import wording
from sunhall.web.citizen import uploads
from sunhall.web.citizen.drafting import Draft, with_draft
from sunhall.web.pages import page as answer
from sunhall.web.templatetags import house


@dataclass(frozen=True, slots=True)
class AskedPaper:
    """A material as the checklist shows it. `defect`, `to_do` and `note` come from a correction notice."""

    id: str
    name: str
    why: str
    standard: str
    sample: str
    takes: str
    accept: str
    limit: int
    optional: bool
    files: Sequence[uploads.Handed] = ()
    is_there: bool = False
    errors: Sequence[wording.Sentence] = ()
    defect: str = ""
    to_do: str = ""
    note: str = ""
    touched: bool = False
    full: bool = False
    attributes: Mapping[str, Any] = field(default_factory=dict)

    @property
    def error(self) -> str:
        return " ".join(f"{told.text} {told.next_step}" for told in self.errors)


def shown(
    material: Material,
    handed: Mapping[str, Sequence[uploads.Handed]],
    errors: Mapping[str, Sequence[wording.Sentence]] | None = None,
    **more: Any,
) -> AskedPaper:
    """One material for a page, with the files that are there and why others were refused."""
    files = handed.get(material.id, ())
    return AskedPaper(
        id=material.id,
        name=house.words(material.name),
        why=house.words(material.why),
        standard=house.words(material.standard),
        sample=house.words(material.sample),
        takes=takes(material),
        accept=uploads.accept_attribute(material),
        limit=uploads.megabytes(material) * 1_000_000,
        optional=material.optional,
        files=files,
        is_there=material.id in handed,
        errors=(errors or {}).get(material.id, ()),
        full=len(files) >= material.max_files,
        **more,
    )


def takes(material: Material) -> str:
    """ "PDF, JPG or PNG, at most 20 MB each, up to 10 files"."""
    kinds = [end.upper() for end in material.accept]
    facts = {
        "kinds": pgettext("between things of a list", ", ").join(kinds),
        "size": uploads.megabytes(material),
        "count": material.max_files,
    }
    return (
        ngettext(
            "%(kinds)s, at most %(size)s MB, one file",
            "%(kinds)s, at most %(size)s MB each, up to %(count)s files",
            material.max_files,
        )
        % facts
    )


@dataclass(frozen=True, slots=True)
class Nothing:
    """A material for which there is nothing to do, and why."""

    name: str
    why: str


def split(draft: Draft) -> tuple[list[Material], list[Nothing]]:
    """The materials to hand in, and those fetched or made without the applicant."""
    asked, nothing = [], []
    for needed in draft.content.narrowed.materials:
        material = needed.item
        if material.asked:
            asked.append(material)
        elif material.made_from:
            nothing.append(Nothing(house.words(material.name), _("It is made from the form you filled in.")))
        else:
            source = house.words(material.sharing.source) if material.sharing else ""
            nothing.append(
                Nothing(house.words(material.name), _("The authority fetches it: %(source)s.") % {"source": source})
            )
    return asked, nothing


@require_safe
@with_draft
def checklist(request: HttpRequest, draft: Draft) -> HttpResponseBase:
    """Every material that this very case needs."""
    if draft.is_supplement:
        return redirect(draft.home)
    return _page(request, draft, {})


def _page(
    request: HttpRequest, draft: Draft, errors: Mapping[str, Sequence[wording.Sentence]], status: int = 200
) -> HttpResponseBase:
    asked, nothing = split(draft)
    handed = uploads.of_application(draft.row)
    pages = draft.asked_pages()
    return answer(
        request,
        "citizen/papers.html",
        status=status,
        draft=draft,
        papers=[shown(material, handed, errors) for material in asked],
        nothing=nothing,
        errors=[(f"file-{m}", told.text) for m, listed in errors.items() for told in listed],
        before=reverse("citizen:topic", args=[draft.id, pages[-1].id]) if pages else draft.home,
    )


def material_of(draft: Draft, material_id: str) -> Material:
    """A material of this case that is handed in by the applicant; NotFound otherwise."""
    found = next((n.item for n in draft.content.narrowed.materials if n.item.id == material_id), None)
    if found is None or not found.asked:
        raise NotFound
    return found


@require_POST
@with_draft
def add(request: HttpRequest, draft: Draft, material: str) -> HttpResponseBase:
    """Hand in one or more files of a material; those that cannot be taken are named with the reason."""
    wanted = material_of(draft, material)
    files = request.FILES.getlist("file")
    if not files:
        told = wording.Sentence(_("No file was chosen."), "", _("Choose a file, then upload it."), "file_missing", 422)
        return _page(request, draft, {wanted.id: [told]}, status=422)
    if refused := uploads.take_in(draft, wanted, files):
        return _page(request, draft, {wanted.id: refused}, status=422)
    return redirect(f"{reverse('citizen:papers', args=[draft.id])}#m-{wanted.id}")


@require_POST
@with_draft
def remove(request: HttpRequest, draft: Draft, paper_id: int) -> HttpResponseBase:
    """Take a file back, to leave it out or to replace it."""
    drafts.remove_paper(application_id=draft.id, paper_id=paper_id, by=draft.actor, at=draft.at)
    return redirect(f"{reverse('citizen:papers', args=[draft.id])}")
