"""The papers of a case for officers and clerks: each material with what was handed in and what was found."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from sunhall.cases import contents
from sunhall.cases.queries import CasePage
from sunhall.catalogue.content.asks import Material
from sunhall.documents import queries as documents
from sunhall.documents.queries import DocumentRow
from sunhall.web.casefile import words
from sunhall.web.templatetags import house

if TYPE_CHECKING:
    from sunhall.cases.models import Application, Paper


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper in the file: an uploaded document, or one that was seen at the window (`document` null)."""

    id: int
    form: str
    form_word: str
    document: DocumentRow | None

    @property
    def shown_inline(self) -> str:
        """How a page may show it in place: `image`, `pdf`, or empty for a download only."""
        if self.document is None:
            return ""
        if self.document.media_type == "application/pdf":
            return "pdf"
        return "image" if self.document.media_type in ("image/jpeg", "image/png", "image/gif", "image/webp") else ""


@dataclass(frozen=True, slots=True)
class MaterialRow:
    """A material of this case. `asked`: the applicant hands it in; else `how` says where it comes from."""

    id: str
    name: str
    asked: bool
    optional: bool
    standard: str = ""
    how: str = ""
    papers: list[PaperRow] = field(default_factory=list)
    verdict: str = ""
    reason: str = ""
    reason_word: str = ""
    note: str = ""
    number: int = 0


def _how(m: Material) -> str:
    if m.made_from:
        return _("made from the form")
    if m.sharing and m.sharing.fetched == "always":
        return _("fetched from: %(source)s") % {"source": house.words(m.sharing.source)}
    return ""


def paper_rows(papers: "list[Paper]") -> dict[str, list[PaperRow]]:
    """The papers by material, with their documents in one query."""
    held = documents.documents([p.document_id for p in papers if p.document_id])
    rows: dict[str, list[PaperRow]] = {}
    for p in papers:
        row = PaperRow(p.pk, p.form, words.word(words.PAPER_FORMS, p.form), held.get(p.document_id or 0))
        rows.setdefault(p.material, []).append(row)
    return rows


def materials_of(row: "Application", papers: "list[Paper]") -> list[MaterialRow]:
    """What an application needs, in the guide's order, with what is there."""
    held = paper_rows(papers)
    content = contents.of(row)
    listed = [
        MaterialRow(
            id=m.id,
            name=house.words(m.name),
            asked=m.asked,
            optional=m.optional,
            standard=house.words(m.standard) if m.standard else "",
            how=_how(m),
            papers=held.get(m.id, []),
        )
        for m in (needed.item for needed in content.narrowed.materials)
    ]
    known = {m.id for m in listed}
    labels = {f.id: house.words(f.label) for f in content.version.form.fields}
    further = [
        MaterialRow(id=material, name=labels.get(material, material), asked=False, optional=True, papers=found)
        for material, found in held.items()
        if material not in known
    ]
    return listed + further


def checklist(page: CasePage) -> list[MaterialRow]:
    """The form and every material, with what was found on each: what intake works through, numbered from 1."""
    form = MaterialRow(id="form", name=_("The application form"), asked=True, optional=False)
    rows, number = [], 0
    for m in [form, *materials_of(page.application, page.papers)]:
        number += 1 if m.asked else 0
        check = page.checks.get(m.id)
        rows.append(
            MaterialRow(
                id=m.id,
                name=m.name,
                asked=m.asked,
                optional=m.optional,
                standard=m.standard,
                how=m.how,
                papers=m.papers,
                verdict=check.verdict if check else "",
                reason=check.reason if check else "",
                reason_word=words.word(words.DEFECTS, check.reason) if check and check.reason else "",
                note=check.note if check else "",
                number=number if m.asked else 0,
            )
        )
    return rows
