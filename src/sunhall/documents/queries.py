"""Reads of documents. Who may see a file or notice is for the caller to say: it knows the case."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import connection
from django.db.models import Count, Exists, OuterRef

from sunhall.documents import prints
from sunhall.documents.models import Document, Notice, Service
from sunhall.documents.rules import Kind, serving_headers
from sunhall.kernel.refused import NotFound

_SLICE: Final = 256 * 1024  # bytes read from the database at a time


@dataclass(frozen=True, slots=True)
class DocumentRow:
    id: int
    token: uuid.UUID
    name: str
    media_type: str
    size: int  # bytes
    sha256: str  # hex
    pages: int | None
    width: int | None
    height: int | None
    extension_matches: bool
    uploaded_by: int | None
    uploaded_at: datetime
    purpose: str
    scan: str


@dataclass(frozen=True, slots=True)
class Content:
    """A file ready to be sent: `chunks` reads it from the database in slices."""

    media_type: str
    name: str
    size: int
    sha256: str
    chunks: Iterator[bytes]

    def headers(self, *, inline: bool = False) -> dict[str, str]:
        """The headers to send it with, see `rules.serving_headers`."""
        return {**serving_headers(self.media_type, self.name, inline=inline), "Content-Length": str(self.size)}


@dataclass(frozen=True, slots=True)
class NoticeRow:
    id: int
    kind: str
    number: str
    case_id: int
    act_id: int
    authority_code: str
    issued_on: date
    check_code: str
    digest: str
    size: int
    prints: int
    data: dict[str, Any]


def _row(document: Document) -> DocumentRow:
    blob = document.blob
    return DocumentRow(
        id=document.pk,
        token=document.token,
        name=document.name,
        media_type=blob.media_type,
        size=blob.size,
        sha256=bytes(blob.sha256).hex(),
        pages=blob.pages,
        width=blob.width,
        height=blob.height,
        extension_matches=document.extension_matches,
        uploaded_by=document.uploaded_by_id,
        uploaded_at=document.uploaded_at,
        purpose=document.purpose,
        scan=document.scan,
    )


def documents(ids: Iterable[int]) -> dict[int, DocumentRow]:
    """Documents by id, without their content: one query for a whole list."""
    found = Document.objects.select_related("blob").defer("blob__content").filter(pk__in=list(ids))
    return {document.pk: _row(document) for document in found}


def by_token(token: uuid.UUID) -> DocumentRow:
    """The document an address names. NotFound otherwise; the caller still asks whether this actor may see it."""
    found = Document.objects.select_related("blob").defer("blob__content").filter(token=token).first()
    if found is None:
        raise NotFound
    return _row(found)


def content(document_id: int) -> Content:
    """A document's content, read in slices. NotFound when it is not there or a scanner found it infected."""
    row = documents([document_id]).get(document_id)
    if row is None or row.scan == Document.Scan.INFECTED:
        raise NotFound
    return blob_content(bytes.fromhex(row.sha256), row.name)


def blob_content(sha256: bytes, name: str) -> Content:
    """Stored bytes by their SHA-256, under a name of the caller's choice (notices and certificates)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT media_type, size FROM documents_blob WHERE sha256 = %s", [sha256])
        found = cursor.fetchone()
    if found is None:
        raise NotFound
    media_type, size = found
    return Content(media_type, name, size, sha256.hex(), _slices(sha256, size))


def _slices(sha256: bytes, size: int) -> Iterator[bytes]:
    for start in range(1, size + 1, _SLICE):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT substring(content FROM %s FOR %s) FROM documents_blob WHERE sha256 = %s",
                [start, _SLICE, sha256],
            )
            found = cursor.fetchone()
        if found is None:
            raise NotFound
        yield bytes(found[0])


def _notice(found: Any) -> NoticeRow:
    return NoticeRow(
        id=found.pk,
        kind=found.kind,
        number=found.number,
        case_id=found.case_id,
        act_id=found.act_id,
        authority_code=found.authority_code,
        issued_on=found.issued_on,
        check_code=found.check_code,
        digest=found.digest,
        size=found.pdf.size,
        prints=found.printed,
        data=found.data,
    )


def _notices() -> Any:
    return Notice.objects.select_related("pdf").defer("pdf__content").annotate(printed=Count("prints"))


def notices_of(case_id: int) -> list[NoticeRow]:
    """The notices of a case, oldest first."""
    return [_notice(found) for found in _notices().filter(case_id=case_id).order_by("id")]


def notice_content(notice_id: int) -> Content:
    """The PDF of a notice, named by its number."""
    found = Notice.objects.filter(pk=notice_id).values("pdf_id", "number").first()
    if found is None:
        raise NotFound
    return blob_content(bytes(found["pdf_id"]), f"{found['number']}.pdf")


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """How a notice reached its addressee: `on` the legal day, `by` the account that recorded it or opened it online."""

    id: int
    notice_id: int
    method: str
    reference: str
    on: date
    by: int
    at: datetime


def services_of(case_id: int) -> dict[int, list[ServiceRow]]:
    """The services of a case's notices by the act each notice belongs to, oldest first. One query."""
    rows = Service.objects.filter(notice__case_id=case_id).order_by("id")
    found: dict[int, list[ServiceRow]] = {}
    for row in rows.values_list("notice__act_id", "id", "notice_id", "method", "reference", "on", "by_id", "at"):
        found.setdefault(row[0], []).append(ServiceRow(*row[1:]))
    return found


def staff_prints(notice_ids: Iterable[int]) -> dict[int, int]:
    """How often staff printed each of these notices; those never printed are left out."""
    return prints.by_staff(notice_ids)


@dataclass(frozen=True, slots=True)
class CheckedNotice:
    """What anyone may learn of a notice whose check code they hold: that it was issued, by whom, when, about what."""

    number: str
    kind: str
    authority: Any  # language map
    matter: Any
    issued_on: date
    case_number_end: str  # the last six characters: enough to compare with the paper in hand
    pdf_sha256: str
    announced: "Announced | None" = None  # only of what is meant for everybody


@dataclass(frozen=True, slots=True)
class Announced:
    """A hearing as it is announced to the public (Licensing Law art. 46). Texts are strings or language maps.

    `is_moved`: it was called again since, so that this day no longer holds.
    """

    applicant: str  # natural persons are not named in full
    held_on: str  # ISO
    where_and_when: Any
    chair: str
    contact: Any
    is_moved: bool = False


@dataclass(frozen=True, slots=True)
class Announcement:
    """A line of the public list of hearings; `check_code` leads to the announcement itself."""

    id: int
    number: str
    check_code: str
    authority: Any  # language map
    matter: Any
    issued_on: date
    announced: Announced


# Each call of a hearing issues a notice to the parties.
_CALLED_AGAIN: Final = Exists(
    Notice.objects.filter(case_id=OuterRef("case_id"), kind=Kind.HEARING_NOTICE, act_id__gt=OuterRef("act_id"))
)


def announcements(*, before: int | None = None, limit: int = 30) -> list[Announcement]:
    """Hearings as they were announced to the public, newest first, by key. One query."""
    rows = Notice.objects.filter(kind=Kind.HEARING_ANNOUNCEMENT).annotate(moved=_CALLED_AGAIN)
    rows = rows.filter(pk__lt=before) if before is not None else rows
    return [
        Announcement(
            id=row.pk,
            number=row.number,
            check_code=row.check_code,
            authority=row.data.get("authority"),
            matter=row.data.get("matter"),
            issued_on=row.issued_on,
            announced=_announced(row),
        )
        for row in rows.order_by("-pk")[:limit]
    ]


def check_notice(code: str) -> CheckedNotice:
    """The public check page of a notice: tells what matches the paper, never whose it is. NotFound for a wrong code."""
    wanted = code.strip().upper().replace(" ", "")
    if "-" not in wanted and len(wanted) == 12:
        wanted = "-".join((wanted[:4], wanted[4:8], wanted[8:]))
    found = Notice.objects.annotate(moved=_CALLED_AGAIN).filter(check_code=wanted).first()
    if found is None:
        raise NotFound
    return CheckedNotice(
        number=found.number,
        kind=found.kind,
        authority=found.data.get("authority"),
        matter=found.data.get("matter"),
        issued_on=found.issued_on,
        case_number_end=str(found.data.get("case_number", ""))[-6:],
        pdf_sha256=bytes(found.pdf_id).hex(),
        announced=_announced(found) if found.kind == Kind.HEARING_ANNOUNCEMENT else None,
    )


def _announced(found: Any) -> Announced:
    told = found.data
    return Announced(
        told["applicant"], told["held_on"], told["where_and_when"], told["chair"], told["contact"], found.moved
    )
