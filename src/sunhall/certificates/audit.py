"""The re-check of certificates: what the acts issued is there, says what they said and stands as they left it; numbers
run without gap or double (arts. 39, 44, 49, 69, 70)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from django.db import connection
from django.db.models import Max, Q

from sunhall.cases.audit import Found, snapshot
from sunhall.cases.models import Act, Case
from sunhall.certificates import rules
from sunhall.certificates.models import Certificate
from sunhall.documents import audit as documents
from sunhall.kernel.refused import Refused
from sunhall.law.audit import Finding
from sunhall.law.lifecycles.kinds import Kind

_STRIKES: Final = {
    Kind.WITHDRAW_LICENCE: "withdrawn",
    Kind.REVOKE: "revoked",
    Kind.FORFEIT: "forfeited",
    Kind.CANCEL: "cancelled",
}
# Counters beside those of certificates share the table: of types and of electronic identifiers.
_SERIES: Final = """
SELECT coalesce(c.series, s.series), coalesce(c.held, 0), coalesce(c.numbers, 0), coalesce(c.highest, 0),
       coalesce(s.last, 0)
FROM (SELECT series, count(*) AS held, count(DISTINCT serial) AS numbers, max(serial) AS highest
      FROM certificates_certificate GROUP BY 1) c
FULL JOIN certificates_certificateseries s USING (series)
WHERE (c.series IS NOT NULL OR s.series NOT LIKE 'licence%%')
  AND (coalesce(c.held, 0) <> coalesce(s.last, 0) OR c.numbers <> c.held OR c.highest <> c.held)
ORDER BY 1
"""


class _Stored(NamedTuple):
    """A certificate as its row has it. `replaced`: another one names it as the one it takes the place of."""

    id: int
    case: int
    status: str
    act: int | None
    holder: int
    matter: str
    version: int
    issued_on: date
    valid_from: date
    valid_to: date | None
    series: str
    serial: int
    number: str
    pdf: bytes
    replaced: int | None


class _Issued(NamedTuple):
    """What the acts say of a certificate: its case, the act that set its state last, the state, how it was issued."""

    case: int
    seq: int
    state: str
    act: int
    on: date
    term: tuple[str | None, str | None] | None  # first and last day; null where the act names none


_COLUMNS: Final = (
    "id", "case_id", "status", "act_id", "holder_id", "matter_code", "version_id", "issued_on", "valid_from",
    "valid_to", "series", "serial", "number", "pdf_id", "replaced_by__id",
)  # fmt: skip


def check(first: int, last: int) -> Iterator[Found]:
    """Re-check the certificates of the cases with ids from `first` to `last` (both included): four statements."""
    with snapshot():
        told = _by_acts(first, last)
        rows: Any = Certificate.objects.filter(case_id__gte=first, case_id__lte=last).values_list(*_COLUMNS)
        stored = {row[0]: _Stored._make((*row[:13], bytes(row[13]), row[14])) for row in rows}
        damaged = documents.damaged({one.pdf for one in stored.values()})
        columns = ("pk", "number", "party_id", "matter_code", "version_id")
        cases = {row[0]: row[1:] for row in Case.objects.filter(pk__range=(first, last)).values_list(*columns)}
    wrong = list(_missing(told, stored))
    for one in stored.values():
        wrong += ((one.case, finding) for finding in _wrong(one, told.get(one.id), cases.get(one.case)))
        if one.pdf in damaged:
            wrong.append((one.case, Finding("certificate_file_altered", "ALL/39", 0, {"certificate": one.number})))
    yield from (Found(case_id, cases[case_id][0] if case_id in cases else "", f) for case_id, f in wrong)


def together(*, files: bool = False) -> Iterator[Finding]:
    """What no single case shows: certificates of cases beyond the last, and the series of numbers, from one on, each
    once; with `files` also whether the paper of each says what its row says."""
    with snapshot():
        last = Case.objects.aggregate(last=Max("pk"))["last"] or 0
        beyond = Certificate.objects.filter(Q(case_id__lt=1) | Q(case_id__gt=last))
        strays = list(beyond.order_by("pk").values_list("pk", flat=True))
    for number in strays:
        yield Finding("certificate_without_act", "ALL/39", 0, {"certificate": number})
    yield from _series()
    if files:
        yield from _misprinted()


def _misprinted() -> Iterator[Finding]:
    rows = Certificate.objects.order_by("pk").values_list("number", "check_code", "content", "pdf__content")
    for number, code, content, pdf in rows.iterator(chunk_size=50):
        printed = [row["value"].get("zh-hans", "") for row in content.get("rows", ())]
        if not documents.says(bytes(pdf), (number, code, *printed)):
            yield Finding("certificate_misprinted", "ALL/39", 0, {"certificate": number})


def _series() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute(_SERIES)
        rows = cursor.fetchall()
    for series, held, numbers, highest, last in rows:
        if numbers < held:
            yield Finding("number_given_twice", "principle", 0, {"series": series})
        if numbers < max(highest, last):
            told = {"series": series, "missing": max(highest, last) - numbers}
            yield Finding("number_missing", "principle", 0, told)
        elif last != highest:
            yield Finding("number_not_counted", "principle", 0, {"series": series, "last": last})


def _missing(told: Mapping[int, _Issued], stored: Mapping[int, _Stored]) -> Iterator[tuple[int, Finding]]:
    for number, by_acts in told.items():
        found = stored.get(number)
        if found is None or found.case != by_acts.case:
            yield by_acts.case, Finding("certificate_missing", "ALL/39", by_acts.seq, {"certificate": number})


def _wrong(one: _Stored, by_acts: _Issued | None, case: tuple[Any, ...] | None) -> Iterator[Finding]:
    if by_acts is None:
        yield Finding("certificate_without_act", "ALL/39", 0, {"certificate": one.id})
        return
    if by_acts.case != one.case:
        return  # said already: it is missing where it belongs
    state = by_acts.state if by_acts.state != "valid" else "changed" if one.replaced else "valid"
    if one.status != state:
        told = {"certificate": one.id, "stored": one.status, "by_acts": state}
        yield Finding("certificate_differs", "ALL/70", by_acts.seq, told)
    term = (one.valid_from.isoformat(), one.valid_to.isoformat() if one.valid_to else None)
    fits = {
        "act": one.act == by_acts.act,
        "issued_on": one.issued_on == by_acts.on,
        "valid": by_acts.term is None or by_acts.term == term,
        "number": _number(one) == one.number,
        "holder": case is None or one.holder == case[1],
        "matter": case is None or (one.matter, one.version) == case[2:],
    }
    if not all(fits.values()):
        told = {"certificate": one.id, "columns": [name for name, right in fits.items() if not right]}
        yield Finding("certificate_altered", "ALL/39", by_acts.seq, told)


def _number(one: _Stored) -> str:
    try:
        return rules.number(one.series, one.serial)
    except (Refused, LookupError, ValueError):  # no number of this series
        return ""


def _by_acts(first: int, last: int) -> dict[int, _Issued]:
    """Certificate → what the acts say of it."""
    states: dict[int, _Issued] = {}
    kinds: dict[str, str] = defaultdict(lambda: "valid", {str(k): v for k, v in _STRIKES.items()})
    acts = Act.objects.filter(case_id__gte=first, case_id__lte=last, kind__in=[str(Kind.ISSUE), *map(str, _STRIKES)])
    rows: Any = acts.order_by("case_id", "seq").values_list("case_id", "seq", "kind", "id", "on", "payload")
    for case_id, seq, kind, act_id, on, payload in rows:
        terms = _terms(payload)
        for number in _listed(payload, "certificates", int):
            before = states.get(number) if kind != Kind.ISSUE else None
            if before is None:
                states[number] = _Issued(case_id, seq, kinds[kind], act_id, on, terms.get(number))
            else:
                states[number] = before._replace(case=case_id, seq=seq, state=kinds[kind])
    return states


def _terms(payload: Any) -> dict[int, tuple[str | None, str | None]]:
    rows = [row for row in _listed(payload, "valid", list) if len(row) == 3]
    return {number: (start, end) for number, start, end in rows if isinstance(number, int)}


def _listed(payload: Any, field: str, kind: type) -> list[Any]:
    """A list of a payload; what is none, or holds something else, the re-check of the case calls by its name."""
    found = payload.get(field) if isinstance(payload, dict) else None
    return [each for each in found if isinstance(each, kind)] if isinstance(found, list) else []
