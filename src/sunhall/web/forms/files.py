"""Files of an application on their way in, for the applicant and the counter alike: what fields of the form ask for,
what was handed in, why one is refused.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest

from sunhall.cases import queries as cases
from sunhall.cases.acts import drafts
from sunhall.cases.models import Application, Paper
from sunhall.catalogue.content.asks import Field
from sunhall.catalogue.rules import FieldError
from sunhall.documents import acts as documents
from sunhall.documents.rules import ALLOWED
from sunhall.documents.rules.files import EXTENSIONS
from sunhall.kernel.refused import Refused
from sunhall.kernel.text import TextByLanguage
from sunhall.people.queries import Actor
from sunhall.web import wording
from sunhall.web.templatetags import house

REMOVE = "_remove_file"  # the button that takes one file of a field back; its value is the file's token


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


def field_error(field: str, refusal: Refused) -> FieldError:
    """The refusal of a file as an error of its field, in the words of the screen."""
    told = wording.sentence(refusal)
    text = f"{told.text} {told.next_step}"
    return FieldError(field, "check", {}, TextByLanguage({"zh-hans": text, "en": text}))


@dataclass(frozen=True, slots=True)
class Hand:
    """Into which application the files go, and who hands them in when."""

    application_id: uuid.UUID
    by: Actor
    at: datetime


def take(
    request: HttpRequest, hand: Hand, fields: Iterable[Field], held: Mapping[str, Any]
) -> tuple[dict[str, Any], list[FieldError]]:
    """The posted files of file fields, stored and handed in with the draft, or refused one by one.

    Answers the changed values of the fields (tokens of files) and the errors. `REMOVE` takes one file out.
    """
    kept: dict[str, Any] = {}
    errors: list[FieldError] = []
    for f in fields:
        if f.type != "file":
            continue
        there = [t for t in held.get(f.id) or [] if isinstance(t, str)]
        out = request.POST.get(REMOVE, "")
        if out in there:
            _take_out(hand, f.id, out)
            kept[f.id] = there = [t for t in there if t != out]
        for file in request.FILES.getlist(f.id):
            try:
                there = [*there, _stored(hand, f, file)]
                kept[f.id] = there
            except Refused as refusal:
                errors.append(field_error(f.id, refusal))
    return kept, errors


def _take_out(hand: Hand, field: str, token: str) -> None:
    row = Application.objects.get(pk=hand.application_id)
    for one in of_application(row).get(field, []):
        if one.token == token:
            drafts.remove_paper(application_id=row.pk, paper_id=one.paper_id, by=hand.by, at=hand.at)


def store(
    hand: Hand, material: str, file: UploadedFile, *, purpose: str, accept: Iterable[str] = (), max_bytes: int = 0
) -> str:
    """An upload, inspected by its content, and the paper it is: together or not at all. Answers the file's token.

    `max_bytes` 0: as many as are ever taken. Refused as `documents.acts.store`, `cases.acts.drafts.add_paper`.
    """
    with transaction.atomic():
        document = documents.store(
            content=content_of(file),
            name=file.name or "",
            by=hand.by.user_id,
            purpose=purpose,
            at=hand.at,
            allowed=media_types(accept),
            max_bytes=max_bytes or settings.UPLOAD_BYTES,
        )
        drafts.add_paper(
            application_id=hand.application_id, material=material, document_id=document.pk, by=hand.by, at=hand.at
        )
    return str(document.token)


def _stored(hand: Hand, f: Field, file: UploadedFile) -> str:
    return store(hand, f.id, file, purpose="form", accept=f.accept, max_bytes=f.max_mb * 1_000_000)


def of_fields(row: Application, fields: Iterable[Field]) -> dict[str, list[Handed]]:
    """The files that file fields hold, by field."""
    names = {f.id for f in fields if f.type == "file"}
    return {name: files for name, files in of_application(row).items() if name in names} if names else {}
