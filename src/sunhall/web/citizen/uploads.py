"""Files on their way into a draft: what a material takes, why one was refused, what was handed in."""

from collections.abc import Iterable

from django.core.files.uploadedfile import UploadedFile

from sunhall.cases.acts import drafts
from sunhall.catalogue.content.asks import Material
from sunhall.kernel.refused import Refused
from sunhall.web import wording
from sunhall.web.citizen.drafting import Draft
from sunhall.web.forms import files
from sunhall.web.forms.files import Handed, handed, of_application

__all__ = ["Handed", "accept_attribute", "handed", "megabytes", "named", "of_application", "of_fields", "take_in"]


def of_fields(draft: Draft, page_id: str) -> dict[str, list[Handed]]:
    """The files of the file fields of a page."""
    page = next((p for p in draft.content.version.form.pages if p.id == page_id), None)
    return files.of_fields(draft.row, page.fields) if page else {}


def take_in(
    draft: Draft, material: Material, given: Iterable[UploadedFile], *, replacing: bool = False
) -> list[wording.Sentence]:
    """Store the files of a material and hand them in. Answers why some were refused, each with its name.

    `replacing`: what was there is taken out, but not before something came in its place.
    """
    refused: list[wording.Sentence] = []
    earlier = of_application(draft.row).get(material.id, [])
    there = 0 if replacing else len(earlier)
    taken = 0
    for file in given:
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
    hand = files.Hand(draft.id, draft.actor, draft.at)
    most = megabytes(material) * 1_000_000
    files.store(hand, material.id, file, purpose="material", accept=material.accept, max_bytes=most)


def named(name: str, refusal: Refused) -> wording.Sentence:
    """Why a file was refused, with its name."""
    told = wording.sentence(refusal)
    return wording.Sentence(f"{name[:80]}: {told.text}", told.article, told.next_step, told.code, told.status)


def megabytes(material: Material) -> int:
    value = material.max_mb.value
    return int(value) if isinstance(value, int | float) else 20


def accept_attribute(material: Material) -> str:
    return ",".join(f".{end}" for end in material.accept)
