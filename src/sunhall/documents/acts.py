"""Writes of documents: store a file, issue a notice, note its prints and its service. All require the caller's
transaction.

Callers: acts of `cases` and `certificates`, jobs and views that opened a transaction.
"""

import hashlib
import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, cast
from urllib.parse import quote

from django.conf import settings
from django.db import connection, transaction

from sunhall.documents import prints, render, rules
from sunhall.documents.models import Blob, Document, Notice, NoticePrint, Service
from sunhall.kernel.clock import legal_day
from sunhall.kernel.refused import Refused

_LETTERS: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that are mistaken for one another in print


def _in_transaction() -> None:
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("documents are written inside the transaction of their act")


def check_code() -> str:
    """A new code for a check page: 12 characters (60 bits), in groups of four."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(12))
    return "-".join(letters[i : i + 4] for i in (0, 4, 8))


def public_address(path: str) -> str:
    """The absolute address of a public page, as printed in a QR code."""
    return f"{settings.PUBLIC_URL.rstrip('/')}{path}"


def quoted(part: str) -> str:
    """One part of an address, percent-encoded: certificate numbers may contain Chinese brackets."""
    return quote(part, safe="")


def keep(content: bytes, *, media_type: str, at: datetime, **facts: int | None) -> Blob:
    """Store bytes under their SHA-256; what is there already is not stored again."""
    _in_transaction()
    blob = Blob(
        sha256=hashlib.sha256(content).digest(),
        size=len(content),
        media_type=media_type,
        content=content,
        stored_at=at,
        **facts,
    )
    if not Blob.objects.filter(pk=blob.pk).exists():
        Blob.objects.bulk_create([blob], ignore_conflicts=True)  # the other one may have been faster: it is the same
    return Blob.objects.get(pk=blob.pk)


def store(
    *,
    content: bytes,
    name: str,
    by: int | None,
    purpose: str,
    at: datetime,
    allowed: Collection[str] = rules.ALLOWED,
    max_bytes: int = rules.MAX_BYTES,
) -> Document:
    """Take a file in: inspected, stored once, and noted as what `by` (an account's id) handed in.

    Refused with the codes of `rules.inspect` (`file_too_large`, `file_type_not_allowed`, `pdf_active`, …).
    """
    _in_transaction()
    found = rules.inspect(content, name, allowed, max_bytes)
    blob = keep(content, media_type=found.media_type, at=at, pages=found.pages, width=found.width, height=found.height)
    return Document.objects.create(
        blob=blob,
        name=found.name,
        extension_matches=found.extension_matches,
        uploaded_by_id=by,
        uploaded_at=at,
        purpose=purpose,
    )


def discard(*, document_id: int) -> None:
    """Remove a document that nothing refers to (a replaced upload of a draft), and its content when it was the last.

    Raises `ProtectedError` or `RestrictedError` when an application or act still refers to it.
    """
    _in_transaction()
    document = Document.objects.select_related("blob").get(pk=document_id)
    blob_id = document.blob_id
    document.delete()
    if Document.objects.filter(blob_id=blob_id).exists() or Notice.objects.filter(pdf_id=blob_id).exists():
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('sunhall.erasure', 'on', true)")
        cursor.execute("DELETE FROM documents_blob WHERE sha256 = %s", [bytes(blob_id)])
        cursor.execute("SELECT set_config('sunhall.erasure', 'off', true)")


def _next_serial(authority_code: str, kind: str, year: int) -> int:
    """The next number of a series. The row stays locked until commit: a rolled-back notice leaves no gap."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO documents_noticeseries (authority_code, kind, year, last) VALUES (%s, %s, %s, 1) "
            "ON CONFLICT (authority_code, kind, year) DO UPDATE SET last = documents_noticeseries.last + 1 "
            "RETURNING last",
            [authority_code, kind, year],
        )
        return int(cursor.fetchone()[0])


def issue_notice(
    *, kind: str, case_id: int, act_id: int, data: Mapping[str, Any], authority_code: str, at: datetime
) -> Notice:
    """Number, render and fix a notice of an act. The second call for the same act and kind answers the first notice.

    `data` are the fields of `rules.REQUIRED[kind]` with `authority_short` for the number; texts are strings or
    language maps, days ISO strings. Refused `notice_incomplete` (kind, missing, sources) when anything the law or
    custom requires is lacking, `document_glyph_missing` when a character cannot be printed.
    """
    _in_transaction()
    kind = rules.Kind(kind)
    if already := Notice.objects.filter(act_id=act_id, kind=kind).first():
        return already
    told: dict[str, Any] = cast(dict[str, Any], render.clean({"date": legal_day(at), **data}))
    if lacking := rules.check(kind, told):
        raise Refused(
            "notice_incomplete",
            kind=str(kind),
            missing=[each.field for each in lacking],
            sources=sorted({each.source for each in lacking}),
        )
    on = date.fromisoformat(told["date"])
    serial = _next_serial(authority_code, kind, on.year)
    if already := Notice.objects.filter(act_id=act_id, kind=kind).first():
        # Somebody issued it while we waited for the counter; give the number back, it is still ours alone.
        _give_back(authority_code, kind, on.year)
        return already
    short = str(told.get("authority_short") or "")
    numbered = rules.number(kind, short, on, serial)
    code = check_code()
    content = render.pdf(f"documents/{kind}", {**told, "number": numbered, **checkable(code)})
    return Notice.objects.create(
        authority_code=authority_code,
        kind=kind,
        year=on.year,
        serial=serial,
        number=numbered,
        case_id=case_id,
        act_id=act_id,
        data=told,
        digest=rules.digest(kind, numbered, told),
        check_code=code,
        pdf=keep(content, media_type=rules.files.PDF, at=at),
        issued_on=on,
        created_at=at,
    )


def _give_back(authority_code: str, kind: str, year: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE documents_noticeseries SET last = last - 1 WHERE (authority_code, kind, year) = (%s, %s, %s)",
            [authority_code, kind, year],
        )


def checkable(code: str) -> dict[str, str]:
    """What a template needs to show where a notice is checked: code, address and the QR code of it."""
    address = public_address(f"/verify/notice/{code}/")
    return {"check_code": code, "_check_url": address, "_qr": render.qr_svg(address)}


def note_print(*, notice_id: int, by: int | None, at: datetime) -> int:
    """Note that a notice was printed or downloaded; answers how often it has been by now. Append-only."""
    NoticePrint.objects.create(notice_id=notice_id, by_id=by, at=at)
    return NoticePrint.objects.filter(notice_id=notice_id).count()


def print_set(*, notice_ids: Sequence[int], by: int, at: datetime) -> bytes:
    """These notices as one PDF to print, in this order, each noted as a print of `by` (an account of staff).

    What staff printed before carries on each page that it is a reprint, and which; the stored original stays as it is.
    Refused `nothing_to_print`; NotFound for an unknown notice.
    """
    _in_transaction()
    if not notice_ids:
        raise Refused("nothing_to_print")
    wanted = list(dict.fromkeys(notice_ids))
    list(Notice.objects.select_for_update().filter(pk__in=wanted).order_by("pk").values_list("pk"))  # counts one by one
    earlier = prints.by_staff(wanted)
    pdf = prints.merged([(number, earlier.get(number, 0) + 1) for number in wanted], on=legal_day(at))
    NoticePrint.objects.bulk_create(NoticePrint(notice_id=number, by_id=by, at=at) for number in wanted)
    return pdf


def serve(*, notice_id: int, method: str, reference: str, by: int, at: datetime, on: date | None = None) -> Service:
    """Record how a notice reached its addressee, on which legal day (that of `at`, if not told), and what proves it.

    `by` is the account of who records it. Electronic service is the first opening online: asked for again it answers
    the first one. Refused `no_such_service`, `service_without_proof` (mail, what was left, entrusted, transferred and
    announced is proved by a number, a sign-off or witnesses), `served_before_issued`, `served_in_the_future`.
    """
    _in_transaction()
    if method not in Service.Method.values:
        raise Refused("no_such_service", method=method)
    told, day = " ".join(reference.split())[:200], on or legal_day(at)
    if not told and method not in (Service.Method.ELECTRONIC, Service.Method.DIRECT):
        raise Refused("service_without_proof", article="ALL/44")
    issued_on = Notice.objects.values_list("issued_on", flat=True).get(pk=notice_id)
    if day < issued_on:
        raise Refused("served_before_issued", issued_on=issued_on)
    if day > legal_day(at):
        raise Refused("served_in_the_future")
    fields = {"reference": told, "on": day, "by_id": by, "at": at}
    if method == Service.Method.ELECTRONIC:
        return Service.objects.get_or_create(notice_id=notice_id, method=method, defaults=fields)[0]
    return Service.objects.create(notice_id=notice_id, method=method, **fields)
