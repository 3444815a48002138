"""Writes of certificates: `issue`, the act; `prepare`, its rows and PDFs inside the transaction of the act.

Callers: the officer's pages and the API call `issue`. Basis: Administrative Licensing Law arts. 39, 44.
"""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import connection, transaction

from sunhall.cases import contents, queries
from sunhall.cases.acts import decision, record
from sunhall.cases.queries import CasePage
from sunhall.catalogue.content.course import Result
from sunhall.catalogue.rules import validity
from sunhall.certificates import pdf, rules
from sunhall.certificates.models import Certificate, CertificateSeries, LicenceType
from sunhall.documents import acts as documents
from sunhall.kernel.clock import legal_day
from sunhall.kernel.ids import licence_id
from sunhall.kernel.refused import Refused
from sunhall.law.lifecycles.kinds import Kind
from sunhall.people.models import Authority
from sunhall.people.queries import Actor

# What has an electronic licence identifier: documents, not payments, cards or replies.
_LICENCES: Final = frozenset({"licence", "qualification_certificate", "approval", "registration", "certificate"})

_IN_FAVOUR: Final = (Kind.GRANT, Kind.CHANGE, Kind.RENEW)


@dataclass(frozen=True, slots=True)
class Asked:
    """One certificate to make: which result, which row of a table, and the form data it prints."""

    result: Result
    row: int
    data: Mapping[str, Any]


def issue(*, case_id: int, by: Actor, at: datetime, key: uuid.UUID | None = None, seen: int | None = None) -> int:
    """Make and record the certificates of a granted case, all or none; answers the id of the act of issue.

    Refused by the rules of the act (`not_open_now`, `no_power`, …), and with `no_certificate_to_issue`,
    `certificate_number_unknown`, `certificate_numbers_used_up`, `certificate_ends_before_it_begins`,
    `licence_ended_meanwhile`, `document_glyph_missing`.
    """
    with record.opened(case_id, by=by, at=at, key=key, seen=seen) as file:
        if file.repeated is not None:
            return file.repeated
        file.refuse_if_unlawful(Kind.ISSUE, {"certificates": [0]})
        made = prepare(page=queries.case_page(by, case_id, at=at), at=at)
        act_id = decision.issue(file, [(one.pk, one.valid_from, one.valid_to) for one in made])
        Certificate.objects.filter(pk__in=[certificate.pk for certificate in made]).update(act_id=act_id)
        replaced = {one.replaces_id for one in made if one.replaces_id is not None}
        Certificate.objects.filter(pk__in=replaced).update(status=Certificate.Status.CHANGED)
        return act_id


def prepare(*, page: CasePage, at: datetime) -> list[Certificate]:
    """The certificates of a granted case, numbered and printed. Requires the transaction of the act of issue."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("certificates are made inside the transaction of their act")
    authority = Authority.objects.get(pk=page.authority_id)
    old = _replaced(page)
    wanted = [asked for asked in _asked(page) if old is None or asked.result.id == old.result_id]
    made = [_made(page, asked, authority, at, old) for asked in wanted]
    if not made:
        raise Refused("no_certificate_to_issue", matter=page.matter_code)
    return made


def _replaced(page: CasePage) -> Certificate | None:
    """The certificate that a change or renewal replaces, locked. Refused `licence_ended_meanwhile` where it was struck.

    Only the kind of result that was held is made anew.
    """
    number = page.standing.certificate
    if number is None:
        return None
    old = Certificate.objects.select_for_update().filter(pk=number, holder_id=page.party.id).first()
    if old is None or old.status != Certificate.Status.VALID:
        raise Refused("licence_ended_meanwhile", article="ALL/49")
    return old


def _term(page: CasePage, asked: Asked, old: Certificate | None, on: date) -> tuple[date, date | None]:
    """First and last day. A change keeps the term; a renewal in time begins when the old term is over (art. 50).

    Granted after the old term, which only a late request can be, the new one begins with the decision. Refused
    `licence_ended_meanwhile` for a change that was decided when the term was over.
    """
    rule, decided_on = asked.result.validity, page.standing.decided_on or on
    if old is None:
        return validity.validity(rule, asked.data, decided_on, on)
    if page.standing.request == "change":
        if old.valid_to is not None and old.valid_to < decided_on:
            raise Refused("licence_ended_meanwhile", article="ALL/49")
        return decided_on, old.valid_to
    start = decided_on if old.valid_to is None else max(decided_on, old.valid_to + timedelta(days=1))
    return validity.validity(replace(rule, starts="decision", from_field=""), asked.data, start, on)


def _asked(page: CasePage) -> Iterator[Asked]:
    """What this case gets, as its decision says; one for each row where the matter says so."""
    content = contents.of(page.application)
    data = content.data
    for result in content.results:
        if not result.per:
            yield Asked(result, 0, data)
            continue
        for row, values in enumerate(data.get(result.per) or (), 1):
            yield Asked(result, row, {**data, **values})


def _made(page: CasePage, asked: Asked, authority: Authority, at: datetime, old: Certificate | None) -> Certificate:
    on = legal_day(at)
    term = _term(page, asked, old, on)
    series = _series(asked, authority, on)
    serial = _next(series)
    printed = _printed(page, asked, authority, rules.number(series, serial), term, on)
    return Certificate.objects.create(
        number=printed.number,
        series=series,
        serial=serial,
        case_id=page.id,
        version_id=page.version_id,
        result_id=asked.result.id,
        row=asked.row,
        matter_code=page.matter_code,
        matter_name=dict(page.version.name),
        authority_code=authority.code,
        authority_name=printed.authority,
        holder_id=page.party.id,
        result_name=printed.result_name,
        content={
            "rows": printed.rows,
            "territory": printed.territory,
            "conditions": printed.conditions,
            "validity_text": printed.validity_text,
        },
        licence_id=printed.licence_id,
        replaces=old if asked.row <= 1 else None,  # of several made anew for it the first takes its place
        issued_on=on,
        valid_from=printed.valid_from,
        valid_to=printed.valid_to,
        check_code=printed.check_code,
        pdf=documents.keep(pdf.made(printed), media_type="application/pdf", at=at, pages=None),
        created_at=at,
    )


def _printed(
    page: CasePage, asked: Asked, authority: Authority, number: str, term: tuple[date, date | None], on: date
) -> pdf.Printed:
    """What is to stand on a certificate."""
    result = asked.result
    return pdf.Printed(
        result_name=dict(result.name),
        number=number,
        authority=dict(page.authority),
        rows=rules.rows(result, page.version.form.fields, asked.data, page.party),
        valid_from=term[0],
        valid_to=term[1],
        validity_text=dict(result.validity.text or {}),
        territory=dict(rules.TERRITORY.get(result.territory, {})),
        conditions=_conditions(page),
        date=on,
        case_number=page.number,
        licence_id=_licence_id(page.matter_code, result, authority, on) if result.type in _LICENCES else "",
        check_code=documents.check_code(),
    )


def _series(asked: Asked, authority: Authority, on: date) -> str:
    """What the numbers that count together have in common."""
    values = {
        "region": authority.region,
        "year": str(on.year),
        "authority": str(authority.short_name.get("zh-hans") or authority.name.get("zh-hans", "")),
    }
    return rules.series_of(asked.result.number, values, asked.result.number_map, asked.data)


def _next(series: str) -> int:
    """The next serial of a series; its row stays locked until commit, so a refused issue leaves no gap."""
    CertificateSeries.objects.bulk_create([CertificateSeries(series=series)], ignore_conflicts=True)
    row = CertificateSeries.objects.select_for_update().get(series=series)
    row.last += 1
    row.save(update_fields=["last"])
    return row.last


def _licence_id(matter_code: str, result: Result, authority: Authority, on: date) -> str:
    """The electronic licence identifier (GB/T 36904); none for an authority whose credit code is not on record."""
    issuer = authority.usci
    if len(issuer) != 18:
        return ""
    kind = LicenceType.objects.filter(matter_code=matter_code, result_id=result.id, issuer=issuer).first()
    if kind is None:
        code = f"{issuer}{_next(f'licence types of {issuer}'):03d}"
        kind, _ = LicenceType.objects.get_or_create(
            matter_code=matter_code, result_id=result.id, issuer=issuer, defaults={"code": code}
        )
    serial = _next(f"licences {kind.code}.{issuer} {on.year}")
    return licence_id.make(kind.code, issuer, f"{on.year}{serial:04d}")


def _conditions(page: CasePage) -> str:
    """The conditions that the decision stated, if any."""
    return next((act.statement for act in reversed(page.acts) if act.kind in _IN_FAVOUR), "")
