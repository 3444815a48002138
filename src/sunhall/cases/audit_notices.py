"""The part of the re-check that asks for notices: every act has those it owes, and every stored one belongs to an act,
says what the law wants, and is as it was issued. For `cases.audit` only.

Basis: Administrative Licensing Law arts. 32(2), 38, 42, 44-46. A notice is a job: a young act may still wait for its.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple

from sunhall.cases.words import METHODS
from sunhall.documents import audit as documents
from sunhall.law.audit import Finding
from sunhall.law.lifecycles import licensing
from sunhall.law.lifecycles.kinds import Kind
from sunhall.law.lifecycles.standing import ActRow

_TAKES: Final = timedelta(hours=1)
_ROWS: Final = """
SELECT case_id, act_id, kind, authority_code, year, serial, number, data, digest, issued_on, created_at, pdf_id
FROM documents_notice WHERE case_id BETWEEN %s AND %s
"""


class Issued(NamedTuple):
    """A stored notice. `act` is the id of the act it is of."""

    act: int
    kind: str
    authority: str
    year: int
    serial: int
    number: str
    data: Mapping[str, Any]
    digest: str
    issued_on: date
    created_at: datetime
    pdf: bytes


class Told(NamedTuple):
    """An act as its notice must know it: its id, the act, and the code of the authority whose notice it is."""

    id: int
    act: ActRow
    authority: str


class Notices(NamedTuple):
    """The notices of a span, by case, and the files among theirs that are not what their name says."""

    of: Mapping[int, Sequence[Issued]]
    damaged: Collection[bytes]


def read(rows: Callable[[str], Sequence[tuple[Any, ...]]]) -> Notices:
    """Two statements. `rows` answers a statement over the span."""
    found: dict[int, list[Issued]] = defaultdict(list)
    files: set[bytes] = set()
    for case_id, act, kind, authority, year, serial, number, data, *rest in rows(_ROWS):
        digest, issued_on, created_at, pdf = rest
        files.add(bytes(pdf))
        read_data = json.loads(data) if isinstance(data, str) else data
        issued = (act, kind, authority, year, serial, number, read_data, digest, issued_on, created_at, bytes(pdf))
        found[case_id].append(Issued(*issued))
    return Notices(found, documents.damaged(files))


def findings(acts: Sequence[Told], case_id: int, case_number: str, told: Notices, at: datetime) -> Iterator[Finding]:
    """What is wrong with the notices of one case, as of `at`."""
    by_act: dict[int, list[Issued]] = defaultdict(list)
    for notice in told.of.get(case_id, ()):
        by_act[notice.act].append(notice)
    for one in acts:
        there = by_act.pop(one.id, [])
        owed = _owed(one.act)
        yield from _missing(one.act, owed, {notice.kind for notice in there}, at)
        for notice in there:
            if notice.kind not in owed:
                yield Finding("notice_without_act", "principle", one.act.seq, {"notice": notice.number})
            yield from _wrong(notice, one, case_number, told.damaged)
        if one.act.kind == Kind.DELIVER:
            yield from _unproved(one.act)
    for stray in by_act.values():
        yield from (Finding("notice_without_act", "principle", 0, {"notice": notice.number}) for notice in stray)


def _owed(act: ActRow) -> tuple[str, ...]:
    """The notice of an act, and what is published with it: a hearing that nobody asked for is announced (art. 46)."""
    announced = act.kind == Kind.CALL_HEARING and act.payload.get("ex_officio")
    own = licensing.TABLE[Kind(act.kind)].notice
    return (*((own,) if own else ()), *(("hearing_announcement",) if announced else ()))


def _missing(act: ActRow, owed: Sequence[str], there: Collection[str], at: datetime) -> Iterator[Finding]:
    if act.at is not None and at - act.at > _TAKES:
        basis = licensing.TABLE[Kind(act.kind)].basis
        yield from (Finding("notice_missing", basis, act.seq, {"notice": n}) for n in owed if n not in there)


def _wrong(notice: Issued, of: Told, case_number: str, damaged: Collection[bytes]) -> Iterator[Finding]:
    seq, named = of.act.seq, {"notice": notice.number}
    if lacking := documents.lacks(notice.kind, notice.data):
        basis = licensing.TABLE[Kind(of.act.kind)].basis
        yield Finding("notice_incomplete", basis, seq, {**named, "lacks": lacking})
    of_day = date(notice.year, 1, 1)  # a number names the year alone
    if not documents.is_as_issued(notice.kind, notice.number, notice.serial, of_day, notice.data, notice.digest):
        yield Finding("notice_altered", "principle", seq, named)
    if notice.pdf in damaged:
        yield Finding("notice_file_altered", "principle", seq, named)
    fits = {
        "date": notice.issued_on == of.act.on and notice.data.get("date") == of.act.on.isoformat(),
        "year": notice.year == notice.issued_on.year,
        "case": notice.data.get("case_number") == case_number,
        "authority": notice.authority == of.authority,
        "created_at": of.act.at is None or notice.created_at >= of.act.at,
    }
    if not all(fits.values()):
        told = {**named, "differs": [name for name, right in fits.items() if not right]}
        yield Finding("notice_differs", "principle", seq, told)


def _unproved(act: ActRow) -> Iterator[Finding]:
    """Whoever says that something was delivered says how; what went by courier has its number (art. 44)."""
    method = act.payload["method"]
    if method not in METHODS or (method == "courier" and not act.payload["reference"].strip()):
        yield Finding("delivery_without_proof", "ALL/44", act.seq, {"method": method})
