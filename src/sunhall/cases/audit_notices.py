"""The part of the re-check that asks for notices: every act has those it owes, and every stored one belongs to an act,
says what the law wants, and is as it was issued. For `cases.audit` only.

Basis: Administrative Licensing Law arts. 32(2), 38, 42, 44-46. A notice is a job: a young act may still wait for its.
"""

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from sunhall.cases.words import METHODS
from sunhall.documents import audit as documents
from sunhall.law.audit import Finding
from sunhall.law.lifecycles import licensing
from sunhall.law.lifecycles.kinds import Kind
from sunhall.law.lifecycles.standing import ActRow

_TAKES: Final = timedelta(hours=1)
_read: Final = json.JSONDecoder().raw_decode  # of one text a case, read in C
_COMPARED: Final = ("date", "year", "case", "authority", "created_at")
_ROWS: Final = """
SELECT case_id, json_agg(json_build_array(
         act_id, kind, authority_code, year, serial, number, data, digest, issued_on,
         (extract(epoch FROM created_at) * 1000000)::bigint, encode(pdf_id, 'hex')))::text
FROM documents_notice WHERE case_id BETWEEN %s AND %s GROUP BY case_id
"""


class Issued(NamedTuple):
    """A stored notice. `act` is the id of the act it is of, `issued_on` its day in ISO, `created` its instant in
    microseconds since 1970, `pdf` the SHA-256 of its paper in hexadecimal."""

    act: int
    kind: str
    authority: str
    year: int
    serial: int
    number: str
    data: Mapping[str, Any]
    digest: str
    issued_on: str
    created: int
    pdf: str


class Issuers(NamedTuple):
    """Whose notices they are: of the deciding authority, or of its superior where that revokes (art. 69)."""

    authority: int
    codes: Mapping[int, str]

    def code(self, act: ActRow) -> str:
        revokes = act.kind == Kind.REVOKE and act.authority is not None
        return self.codes.get(act.authority if revokes and act.authority else self.authority, "")


class Notices(NamedTuple):
    """The notices of a span, by case, and the files among theirs that are not what their name says."""

    of: Mapping[int, Sequence[Issued]]
    damaged: Collection[str]


def read(rows: Callable[[str], Sequence[tuple[Any, ...]]]) -> Notices:
    """Two statements. `rows` answers a statement over the span."""
    found = {case_id: [Issued._make(row) for row in _read(each)[0]] for case_id, each in rows(_ROWS)}
    papers = {notice.pdf for each in found.values() for notice in each}
    return Notices(found, {name.hex() for name in documents.damaged([bytes.fromhex(name) for name in papers])})


def findings(
    acts: Sequence[tuple[int, ActRow]], case_id: int, case_number: str, who: Issuers, told: Notices, at: datetime
) -> Iterator[Finding]:
    """What is wrong with the notices of one case, as of `at`. `acts`: each with its id."""
    by_act: dict[int, list[Issued]] = {}
    for notice in told.of.get(case_id, ()):
        by_act.setdefault(notice.act, []).append(notice)
    for act_id, act in acts:
        there, owed = by_act.pop(act_id, ()), _owed(act)
        if owed:
            yield from _missing(act, owed, [notice.kind for notice in there], at)
        for notice in there:
            if notice.kind not in owed:
                yield Finding("notice_without_act", "principle", act.seq, {"notice": notice.number})
            yield from _wrong(notice, act, case_number, who, told.damaged)
        if act.kind == Kind.DELIVER:
            yield from _unproved(act)
    for stray in by_act.values():
        yield from (Finding("notice_without_act", "principle", 0, {"notice": notice.number}) for notice in stray)


def _owed(act: ActRow) -> tuple[str, ...]:
    """The notice of an act, and what is published with it: a hearing that nobody asked for is announced (art. 46)."""
    announced = act.kind == Kind.CALL_HEARING and act.payload.get("ex_officio")
    own = licensing.TABLE[Kind(act.kind)].notice
    return tuple(filter(None, (own, "hearing_announcement" if announced else "")))


def _missing(act: ActRow, owed: Sequence[str], there: Collection[str], at: datetime) -> Iterator[Finding]:
    for kind in owed:
        if kind not in there and act.at is not None and at - act.at > _TAKES:
            yield Finding("notice_missing", licensing.TABLE[Kind(act.kind)].basis, act.seq, {"notice": kind})


def _wrong(notice: Issued, of: ActRow, case_number: str, who: Issuers, damaged: Collection[str]) -> Iterator[Finding]:
    named = {"notice": notice.number}
    if lacking := documents.lacks(notice.kind, notice.data):
        basis = licensing.TABLE[Kind(of.kind)].basis
        yield Finding("notice_incomplete", basis, of.seq, {**named, "lacks": lacking})
    if not documents.is_as_issued(notice.kind, notice.number, notice.serial, notice.year, notice.data, notice.digest):
        yield Finding("notice_altered", "principle", of.seq, named)
    if notice.pdf in damaged:
        yield Finding("notice_file_altered", "principle", of.seq, named)
    day = of.on.isoformat()
    fits = (
        notice.issued_on == day and notice.data.get("date") == day,
        notice.year == of.on.year,
        notice.data.get("case_number") == case_number,
        notice.authority == who.code(of),
        of.at is None or notice.created >= int(of.at.timestamp() * 1_000_000),
    )
    if not all(fits):
        differs = [name for name, right in zip(_COMPARED, fits, strict=True) if not right]
        yield Finding("notice_differs", "principle", of.seq, {**named, "differs": differs})


def _unproved(act: ActRow) -> Iterator[Finding]:
    """Whoever says that something was delivered says how; what went by courier has its number (art. 44)."""
    method = act.payload["method"]
    if method not in METHODS or (method == "courier" and not act.payload["reference"].strip()):
        yield Finding("delivery_without_proof", "ALL/44", act.seq, {"method": method})
