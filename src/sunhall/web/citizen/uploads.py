"""Files on their way into a draft: what a material takes, why one was refused, what was handed in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from sunhall.cases import queries as cases
from sunhall.cases.acts import drafts
from sunhall.cases.models import Application, Paper
from sunhall.catalogue.content.asks import Material
from sunhall.catalogue.rules import FieldError
from sunhall.documents import acts as documents
from sunhall.documents.rules import ALLOWED
from sunhall.documents.rules.files import EXTENSIONS
from sunhall.kernel.refused import Refused
from sunhall.kernel.text import TextByLanguage
from sunhall.web import wording
from sunhall.web.citizen.drafting import Draft
from sunhall.web.templatetags import house


def media_types(extensions: Iterable[str]) -> frozenset[str]:
    """The media types that files with these endings have; all that are ever taken when none is named."""
    wanted = {e.lower().lstrip(".") for e in extensions}
    return frozenset(kind for kind, ends in EXTENSIONS.items() if wanted & set(ends)) or ALLOWED


def content_of(file: UploadedFile) -> bytes:
    """The bytes of an upload. Refused `file_too_large` when it was cut off on its way in."""
    content = file.read()
    if file.size is not None and file.size > len(content):
        raise Refused("file_too_large", size=file.size, limit=settings.UPLOAD_BYTES)
    return bytes(content)


@dataclass(frozen=True, slots=True)
class Handed:
    """A file that was handed in."""

    paper_id: int
    name: str
    size: int
    token: str
    matches: bool  # the name fits what the file is

    @property
    def size_told(self) -> str:
        return house.file_size(self.size)


def handed(papers: Iterable[Paper]) -> dict[str, list[Handed]]:
    """The files by material; a paper seen at a window has none."""
    found: dict[str, list[Handed]] = {}
    for paper in papers:
        document = paper.document
        if document is not None:
            one = Handed(paper.pk, document.name, document.blob.size, str(document.token), document.extension_matches)
            found.setdefault(paper.material, []).append(one)
        else:
            found.setdefault(paper.material, [])
    return found


def of_application(row: Application) -> dict[str, list[Handed]]:
    return handed(cases.papers_of(row))


def of_fields(draft: Draft, page_id: str, data: Mapping[str, Any]) -> dict[str, list[Handed]]:
    """The files of the file fields of a page."""
    page = next((p for p in draft.content.version.form.pages if p.id == page_id), None)
    names = {f.id for f in page.fields if f.type == "file"} if page else set()
    if not names:
        return {}
    return {name: files for name, files in of_application(draft.row).items() if name in names}


def take_out(draft: Draft, field: str, token: str) -> None:
    """Take a file of a file field back."""
    for one in of_application(draft.row).get(field, []):
        if one.token == token:
            drafts.remove_paper(application_id=draft.id, paper_id=one.paper_id, by=draft.actor, at=draft.at)


def take_in(
    draft: Draft, material: Material, files: Iterable[UploadedFile], *, replacing: bool = False
) -> list[wording.Sentence]:
    """Store the files of a material and hand them in. Answers why some were refused, each with its name.

    `replacing`: what was there is taken out, but not before something came in its place.
    """
    refused: list[wording.Sentence] = []
    earlier = of_application(draft.row).get(material.id, [])
    there = 0 if replacing else len(earlier)
    taken = 0
    for file in files:
        try:
            if there + taken >= material.max_files:
                raise Refused("too_many_files", max=material.max_files)
            _store(draft, material, file)
            taken += 1
        except Refused as refusal:
            if refusal.code == "already_submitted":
                raise
            refused.append(named(file.name or "", refusal))
    if replacing and taken:
        for one in earlier:
            drafts.remove_paper(application_id=draft.id, paper_id=one.paper_id, by=draft.actor, at=draft.at)
    return refused


def _store(draft: Draft, material: Material, file: UploadedFile) -> None:
    with transaction.atomic():
        document = documents.store(
            content=content_of(file),
            name=file.name or "",
            by=draft.actor.user_id,
            purpose="material",
            at=draft.at,
            allowed=media_types(material.accept),
            max_bytes=megabytes(material) * 1_000_000,
        )
        drafts.add_paper(
            application_id=draft.id, material=material.id, document_id=document.pk, by=draft.actor, at=draft.at
        )


def named(name: str, refusal: Refused) -> wording.Sentence:
    """Why a file was refused, with its name."""
    told = wording.sentence(refusal)
    return wording.Sentence(f"{name[:80]}: {told.text}", told.article, told.next_step, told.code, told.status)


def field_error(field: str, refusal: Refused) -> FieldError:
    """The refusal of a file as an error of its field, in the words of the screen."""
    told = wording.sentence(refusal)
    text = f"{told.text} {told.next_step}"
    return FieldError(field, "check", {}, TextByLanguage({"zh-hans": text, "en": text}))


def megabytes(material: Material) -> int:
    value = material.max_mb.value
    return int(value) if isinstance(value, int | float) else 20


def accept_attribute(material: Material) -> str:
    return ",".join(f".{end}" for end in material.accept)
