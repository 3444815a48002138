"""Reads of certificates: the public check, a party's own, a case's. The callers passed their gate."""

import hmac
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from sunhall.cases import holding
from sunhall.certificates import rules
from sunhall.certificates.models import Certificate
from sunhall.documents import queries as documents
from sunhall.kernel.refused import NotFound
from sunhall.kernel.text import TextByLanguage
from sunhall.people.queries import party_row


@dataclass(frozen=True, slots=True)
class Checked:
    """What anyone may learn of a certificate: the names of persons masked, no identity numbers, no addresses."""

    number: str
    result_name: TextByLanguage
    matter: TextByLanguage
    authority: TextByLanguage
    holder: str
    holder_is_person: bool
    issued_on: date
    valid_from: date
    valid_to: date | None
    state: str  # valid | renewed | not_yet | expired | changed | withdrawn | revoked | forfeited | cancelled
    is_good: bool
    code_matches: bool | None  # None: no code was given, only the number was looked up
    pdf_sha256: str  # hex, to compare a file in hand; only with the right code


@dataclass(frozen=True, slots=True)
class CertificateRow:
    id: int
    number: str
    case_id: int
    matter_code: str
    result_name: TextByLanguage
    authority: TextByLanguage
    issued_on: date
    valid_from: date
    valid_to: date | None
    state: str
    is_good: bool
    licence_id: str
    check_code: str
    size: int
    content: dict[str, Any]


@dataclass(frozen=True, slots=True)
class RunningOut:
    """A licence in force whose last day is near, for the desk of the authority that granted it."""

    id: int
    number: str
    case_id: int
    version_id: int
    result_name: TextByLanguage
    holder: str
    valid_to: date


def check(number: str, code: str | None = None, *, today: date) -> Checked:
    """The public answer about a certificate number. NotFound when no such certificate was issued.

    Without the code printed on it, or with a wrong one, the answer is the same but for `code_matches`: a number can
    be copied from any wall, the code proves that the paper in hand is the one that was issued.
    """
    wanted = number.strip()
    found = Certificate.objects.select_related("holder").filter(number=wanted).first()
    if found is None:
        raise NotFound
    matches = None
    if code and code.strip():
        matches = hmac.compare_digest(_plain(found.check_code), _plain(code))
    holder = party_row(found.holder)
    state = rules.state_on(found, today, is_renewed=bool(_renewed([found], today)))
    return Checked(
        number=found.number,
        result_name=TextByLanguage(found.result_name),
        matter=TextByLanguage(found.matter_name),
        authority=TextByLanguage(found.authority_name),
        holder=holder.masked_name,
        holder_is_person=holder.is_person,
        issued_on=found.issued_on,
        valid_from=found.valid_from,
        valid_to=found.valid_to,
        state=state.code,
        is_good=state.is_good and matches is not False,
        code_matches=matches,
        pdf_sha256=bytes(found.pdf_id).hex() if matches else "",
    )


def _plain(code: str) -> bytes:
    return "".join(each for each in code.upper() if each.isalnum()).encode()


def _renewed(found: Sequence[Certificate], today: date) -> set[int]:
    """Which of these have run out, but were renewed; asked only where one has run out."""
    over = [c for c in found if c.status == Certificate.Status.VALID and c.valid_to and c.valid_to < today]
    return holding.renewed({c.holder_id for c in over}, [c.pk for c in over], today) if over else set()


def _rows(found: Sequence[Certificate], today: date) -> list[CertificateRow]:
    renewed = _renewed(found, today)
    return [_row(one, today, is_renewed=one.pk in renewed) for one in found]


def _row(found: Certificate, today: date, *, is_renewed: bool) -> CertificateRow:
    state = rules.state_on(found, today, is_renewed=is_renewed)
    return CertificateRow(
        id=found.pk,
        number=found.number,
        case_id=found.case_id,
        matter_code=found.matter_code,
        result_name=TextByLanguage(found.result_name),
        authority=TextByLanguage(found.authority_name),
        issued_on=found.issued_on,
        valid_from=found.valid_from,
        valid_to=found.valid_to,
        state=state.code,
        is_good=state.is_good,
        licence_id=found.licence_id,
        check_code=found.check_code,
        size=found.pdf.size,
        content=found.content,
    )


def _all() -> Any:
    return Certificate.objects.select_related("pdf").defer("pdf__content")


def of_case(case_id: int, *, today: date) -> list[CertificateRow]:
    """The certificates of a case; the caller has shown that the actor may see the case."""
    return _rows(list(_all().filter(case_id=case_id).order_by("id")), today)


def of_party(party_id: int, *, today: date) -> list[CertificateRow]:
    """The certificates of a party, newest first; the caller has shown that the actor is it or acts for it."""
    return _rows(list(_all().filter(holder_id=party_id).order_by("-id")), today)


def running_out(
    authority_codes: Collection[str],
    *,
    today: date,
    until: date,
    matters: Collection[str] | None = None,
    after: tuple[date, int] | None = None,
    limit: int = 50,
) -> list[RunningOut]:
    """Licences in force of these authorities whose last day comes by `until`, the nearest first; by key. One query."""
    rows = _running_out(authority_codes, today, until, matters).select_related("holder")
    if after is not None:
        rows = rows.filter(Q(valid_to__gt=after[0]) | Q(valid_to=after[0], pk__gt=after[1]))
    return [
        RunningOut(
            c.pk, c.number, c.case_id, c.version_id, TextByLanguage(c.result_name), c.holder.name, c.valid_to or today
        )
        for c in rows.order_by("valid_to", "id").defer("pdf", "content")[:limit]
    ]


def count_running_out(
    authority_codes: Collection[str], *, today: date, until: date, matters: Collection[str] | None = None
) -> int:
    """How many there are, over all pages."""
    return int(_running_out(authority_codes, today, until, matters).count())


def _running_out(codes: Collection[str], today: date, until: date, matters: Collection[str] | None) -> Any:
    rows = Certificate.objects.filter(
        authority_code__in=sorted(codes), status=Certificate.Status.VALID, valid_to__range=(today, until)
    )
    return rows if matters is None else rows.filter(matter_code__in=sorted(matters))


def content(certificate_id: int) -> documents.Content:
    """The PDF of a certificate, named by its number."""
    found = Certificate.objects.filter(pk=certificate_id).values("pdf_id", "number").first()
    if found is None:
        raise NotFound
    return documents.blob_content(bytes(found["pdf_id"]), f"{found['number']}.pdf")
