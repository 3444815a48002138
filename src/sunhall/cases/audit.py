"""The re-check of cases from their acts, with the database: papers, statements, copies; `audit_whose` asks who did each
act and for whom, `audit_notices` for the notices, `audit_quantity` who was first where licences are limited.

`check` streams a span of cases: a handful of statements for each thousand, nothing kept. It asks the same rules as the
writer (`law.audit`) and trusts no copy. `together` asks what no single case shows. Read-only; runs beside a working
house (a file that moves on meanwhile is read as it stood when its batch was read).
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final, NamedTuple

from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from sunhall.cases import audit_notices, audit_quantity, audit_whose, copies, holding, procedures
from sunhall.cases.acts.intake import digest_over
from sunhall.cases.acts.record import Written
from sunhall.cases.audit_whose import Claims, House, Signed, Whose
from sunhall.cases.models import Act, Case
from sunhall.kernel.refused import NotFound, Refused
from sunhall.law import audit
from sunhall.law.audit import Finding
from sunhall.law.calendar import Calendar
from sunhall.law.lifecycles import licensing
from sunhall.law.lifecycles.folding import fold
from sunhall.law.lifecycles.kinds import Kind
from sunhall.law.lifecycles.payloads import STATEMENTS
from sunhall.law.lifecycles.procedure import Procedure
from sunhall.law.lifecycles.standing import ActRow, Standing

BATCH: Final = 1000
_json: Final = json.JSONDecoder().raw_decode  # of jsonb, which has no blanks around it: much faster than `loads`
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
# Done to a licence when its term is over, unless its renewal is under way (arts. 50, 70); and what ends a renewal.
_AFTER_THE_END: Final = frozenset({Kind.WITHDRAW_LICENCE, Kind.FORFEIT, Kind.CANCEL})
_GIVES_UP: Final = (
    Kind.REFUSE,
    Kind.REFUSE_ACCEPTANCE,
    Kind.DECLARE_NOT_REQUIRED,
    Kind.RETURN_FILE,
    Kind.LAPSE,
    Kind.WITHDRAW,
    Kind.TERMINATE,
)
_AHEAD: Final = timedelta(hours=1)  # clocks of machines differ; nothing is recorded later than this from now
# What reading a falsified row may end in. Errors of the database are none of these: they end the re-check.
_UNREADABLE: Final = (
    LookupError, TypeError, ValueError, AttributeError, AssertionError, Refused, NotFound, ObjectDoesNotExist,
)  # fmt: skip

# One text a case, read in C: the driver would read each of the twenty columns of each act in Python.
_ACTS: Final = """
SELECT a.case_id, json_agg(json_build_array(
         a.id, a.seq, a.kind, (extract(epoch FROM a.at) * 1000000)::bigint, a."on", a.officer_id, a.party_id,
         a.typed_by_id, a.authority_id, a.grant_id, a.basis, a.payload, encode(a.digest, 'hex'), o.role, g.holder_id,
         g.authority_id, g.power, g.matter_code, g.valid @> a.at) ORDER BY a.seq)::text
FROM cases_act a LEFT JOIN people_officer o ON o.id = a.officer_id LEFT JOIN people_grant g ON g.id = a.grant_id
WHERE a.case_id BETWEEN %s AND %s GROUP BY a.case_id
"""
_CASE: Final = (
    "id", "number", "version_id", "matter_code", "authority_id", "party_id", "party__user_id", "version__matter__code",
)  # fmt: skip
_TURNS: Final = 'SELECT case_id, authority_id, role, "end" FROM cases_turn WHERE case_id BETWEEN %s AND %s'
_APPLICATIONS: Final = """
SELECT a.case_id, a.id, a.party_id, a.matter_code, a.version_id, a.salt, a.data, a.answers,
       ARRAY(SELECT json_build_array(p.material, encode(d.blob_id, 'hex'), p.form) FROM cases_paper p
             LEFT JOIN documents_document d ON d.id = p.document_id
             WHERE p.application_id = a.id AND p.removed_at IS NULL ORDER BY p.id)
FROM cases_application a WHERE a.case_id BETWEEN %s AND %s AND a.submitted_at IS NOT NULL
"""
_SPANS: Final = """
SELECT max(id) FROM (SELECT id, (row_number() OVER (ORDER BY id) - 1) / %s AS span FROM cases_case) numbered
GROUP BY span ORDER BY 1
"""
# Of cases in between their acts and notices tell (`_Batch.without_case`); here those before and after them.
_BEYOND: Final = """
SELECT DISTINCT case_id FROM (
  SELECT case_id FROM cases_act WHERE case_id > (SELECT coalesce(max(id), 0) FROM cases_case)
  UNION ALL SELECT case_id FROM cases_act WHERE case_id < 1
  UNION ALL SELECT case_id FROM documents_notice WHERE case_id > (SELECT coalesce(max(id), 0) FROM cases_case)
  UNION ALL SELECT case_id FROM documents_notice WHERE case_id < 1) gone
ORDER BY 1
"""
_STATEMENTS: Final = """
SELECT case_id, id, digest = sha256(convert_to(body, 'UTF8')) FROM cases_statement WHERE case_id BETWEEN %s AND %s
"""


@dataclass(frozen=True, slots=True)
class Found:
    """A finding with the case it was found in."""

    case_id: int
    number: str
    finding: Finding


class _Acted(NamedTuple):
    """An act as stored: what the fold reads, and what else the row holds."""

    id: int
    act: ActRow
    basis: str
    digest: bytes
    signed: Signed


@dataclass(frozen=True, slots=True)
class _Batch:
    """What the statements of one batch gave, by case. `last`: the id up to which it goes."""

    last: int
    cases: list[tuple[Any, ...]]
    acts: Mapping[int, list[_Acted]]
    desks: Mapping[int, set[copies.Desk]]
    applications: Mapping[int, dict[str, tuple[Any, ...]]]
    statements: Mapping[int, dict[int, bool]]
    notices: audit_notices.Notices
    claims: Claims

    def without_case(self) -> list[int]:
        """Ids of cases of which something is there, but not the case."""
        there = {case[0] for case in self.cases}
        parts = (self.acts, self.desks, self.applications, self.statements, self.notices.of)
        return sorted({case_id for part in parts for case_id in part} - there)


def spans(cases: int) -> list[tuple[int, int]]:
    """All cases in spans of so many: first and last id of each. A span begins where the one before ends, so that ids
    which no case has belong to one too."""
    with connection.cursor() as cursor:
        cursor.execute(_SPANS, [cases])
        ends = [last for (last,) in cursor.fetchall()]
    starts = [1, *(last + 1 for last in ends)]
    return list(zip(starts, ends, strict=False))


def check(first: int, last: int, *, at: datetime, today: date) -> Iterator[Found]:
    """Re-check the cases with ids from `first` to `last` (both included), as of `today`."""
    calendar, house = Calendar.load(), audit_whose.house()
    while first <= last:
        batch = _read(first, last)
        first = batch.last + 1
        for case in batch.cases:
            for finding in _of_case(case, batch, house, calendar, at, today):
                yield Found(case[0], case[1], finding)
        for gone in batch.without_case():
            yield Found(gone, "", _missing(gone))


def together() -> Iterator[Found]:
    """What is found only by looking at many cases at once: limited quantities (art. 57), bans without an act, and what
    is left of cases that are gone."""
    with snapshot(), connection.cursor() as cursor:
        cursor.execute(_BEYOND)
        gone = [case_id for (case_id,) in cursor.fetchall()]
        found = [Found(*one) for one in audit_quantity.findings(Calendar.load())]
        found += [Found(case.pk, case.number, finding) for case, finding in audit_whose.bans_without_act()]
    yield from found
    yield from (Found(case_id, "", _missing(case_id)) for case_id in gone)


def _missing(case_id: int) -> Finding:
    return Finding("case_missing", "principle", 0, {"case": case_id})


@contextmanager
def snapshot() -> Iterator[None]:
    """One consistent look: all statements within see the same moment."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def _read(first: int, last: int) -> _Batch:
    """The first thousand cases of a span, and what belongs to ids up to theirs."""
    with snapshot(), connection.cursor() as cursor:
        columns = (*_CASE, *copies.Copy._fields)
        cases = list(Case.objects.filter(pk__range=(first, last)).order_by("pk").values_list(*columns)[:BATCH])
        last = cases[-1][0] if len(cases) == BATCH else last

        def rows(sql: str) -> list[tuple[Any, ...]]:
            cursor.execute(sql, [first, last])
            return list(cursor.fetchall())

        acts = {case_id: [_acted(row) for row in _json(each)[0]] for case_id, each in rows(_ACTS)}
        desks: dict[int, set[copies.Desk]] = defaultdict(set)
        for case_id, *desk in rows(_TURNS):
            desks[case_id].add(copies.Desk(*desk))
        applications: dict[int, dict[str, tuple[Any, ...]]] = defaultdict(dict)
        for case_id, application, *rest in rows(_APPLICATIONS):
            applications[case_id][str(application)] = tuple(rest)
        statements: dict[int, dict[int, bool]] = defaultdict(dict)
        for case_id, number, whole in rows(_STATEMENTS):
            statements[case_id][number] = whole
        notices = audit_notices.read(rows)
        typed = {(case[6], x.signed.typed_by) for case in cases for x in acts.get(case[0], ()) if x.act.party}
        agents = {typist for account, typist in typed if typist and typist != account}
        claims = audit_whose.claims({case[5] for case in cases}, agents)
    return _Batch(last, cases, acts, desks, applications, statements, notices, claims)


def _acted(row: list[Any]) -> _Acted:
    act_id, seq, kind, at, on, officer, party, typed_by, authority, grant, basis, payload, digest, *power = row
    instant = _EPOCH + timedelta(microseconds=at)
    act = ActRow(seq, kind, date.fromisoformat(on), instant, officer, party, authority, payload)
    return _Acted(act_id, act, basis, bytes.fromhex(digest), Signed(typed_by, grant, *power))


def _of_case(
    case: tuple[Any, ...], batch: _Batch, house: House, calendar: Calendar, at: datetime, today: date
) -> list[Finding]:
    """All that is wrong with a case. One that cannot be read is a finding too, and the next is read all the same."""
    found: list[Finding] = []
    try:
        found.extend(_found_in(case, batch, house, calendar, at, today))
    except _UNREADABLE as error:
        found.append(Finding("unreadable", "principle", 0, {"error": repr(error)[:200]}))
    return found


def _found_in(
    case: tuple[Any, ...], batch: _Batch, house: House, calendar: Calendar, at: datetime, today: date
) -> Iterator[Finding]:
    case_id, number, version_id, matter_code, authority_id, party_id, account, matter, *copy = case
    rows, procedure = batch.acts.get(case_id, []), procedures.of_version(version_id)
    whose = Whose(matter_code, authority_id, party_id, account)
    acts = [row.act for row in rows]
    struck = _is_struck(acts, whose, today)
    yield from audit.findings(
        acts, procedure, calendar, today, seen=lambda act: _seen(act, whose, acts, house), is_struck=struck
    )
    for n, row in enumerate(rows):
        if row.act.kind not in licensing.TABLE:
            continue
        yield from audit_whose.findings(row.act, acts[n - 1] if n else None, row.signed, whose, house, acts)
        yield from audit_whose.mandate(row.act, row.signed.typed_by, whose, house, batch.claims)
        yield from audit_whose.sanctions(row.act, row.id, whose, procedure, batch.claims)
        yield from _written(row, whose, version_id, case_id, batch, at)
        if n and row.id < rows[n - 1].id:
            yield Finding("recorded_out_of_order", "principle", row.act.seq)
    known = [(row.id, row.act) for row in rows if row.act.kind in licensing.TABLE]
    issuers = audit_notices.Issuers(authority_id, house.codes)
    yield from audit_notices.findings(known, case_id, number, issuers, batch.notices, at)
    said = batch.statements.get(case_id)
    if said and said.keys() - {act.payload.get(field) for act in acts for field in STATEMENTS}:
        yield Finding("statement_without_act", "principle", 0)
    if matter != matter_code:
        yield Finding("version_of_another_matter", "principle", 0, {"matter": matter})
    if rows and all(act.kind in licensing.TABLE for act in acts):
        yield from _copied(acts, copy, batch.desks.get(case_id, set()), procedure, calendar, authority_id)
    elif not rows:
        yield Finding("sequence_gap", "principle", 0, {"expected": 1})


def _seen(act: ActRow, whose: Whose, acts: Sequence[ActRow], house: House) -> Mapping[str, Any]:
    """What the rules of an act saw outside its file: of a licence that ran out, whether its renewal was under way; who
    stood above the authority when another one revoked its licence."""
    if act.kind == Kind.REVOKE and act.payload.get("authority") and act.at is not None:
        return {"superior": house.superior(whose.authority, act.at)}
    if act.kind not in _AFTER_THE_END or act.at is None or not _ran_out(act, acts):
        return {}
    asked = Act.objects.filter(
        case__party_id=whose.party,
        case__matter_code=whose.matter,
        kind=Kind.SUBMIT,
        at__lte=act.at,
        payload__request="renew",
        payload__in_time=True,
        payload__certificate__in=act.payload["certificates"],
    )
    given_up = Act.objects.filter(case_id=OuterRef("case_id"), kind__in=_GIVES_UP, at__lte=act.at)
    rows = asked.exclude(Exists(given_up)).values_list("payload__certificate", flat=True)
    return {"renewed": sorted(set(rows))}


def _is_struck(acts: Sequence[ActRow], whose: Whose, today: date) -> bool:
    """Whether the licence that was to be renewed was taken back by its last day; asked where nothing else had ended the
    file by then."""
    asked = acts[0].payload if acts else {}
    if asked.get("request") != "renew" or not asked.get("in_time"):
        return False
    until = date.fromisoformat(asked["valid_to"])
    ended = any(act.kind in (*_GIVES_UP, Kind.RENEW, Kind.DEEM_RENEWED) and act.on <= until for act in acts)
    return not ended and today > until and holding.is_struck(whose.party, whose.matter, asked["certificate"], until)


def _ran_out(act: ActRow, acts: Sequence[ActRow]) -> bool:
    issued = [one for earlier in acts if earlier.kind == Kind.ISSUE for one in earlier.payload.get("valid", ())]
    return any(last and last < act.on.isoformat() for _, _, last in issued)


def _written(
    row: _Acted, whose: Whose, version_id: int, case_id: int, batch: _Batch, at: datetime
) -> Iterator[Finding]:
    """The act is as it was signed, and what it names is there unaltered."""
    act, signed = row.act, row.signed
    assert act.at is not None
    whole = Written(
        act.seq,
        act.kind,
        act.at,
        act.on,
        act.payload,
        row.basis,
        act.officer,
        act.party,
        signed.typed_by,
        act.authority,
        signed.grant,
    )
    if whole.digest(case_id) != row.digest:
        yield Finding("act_altered", "principle", act.seq)
    if act.at - at > _AHEAD:
        yield Finding("act_in_the_future", "principle", act.seq, {"on": str(act.on)})
    for field in STATEMENTS:
        if statement := act.payload.get(field):
            intact = batch.statements.get(case_id, {}).get(statement)
            if intact is None:
                yield Finding("statement_missing", "principle", act.seq)
            elif not intact:
                yield Finding("statement_altered", "principle", act.seq)
    if "digest" in act.payload:
        yield from _application(act, batch.applications.get(case_id, {}), whose, version_id)


def _application(act: ActRow, there: Mapping[str, tuple[Any, ...]], whose: Whose, version_id: int) -> Iterator[Finding]:
    found = there.get(act.payload["application"])
    if found is None:
        yield Finding("application_missing", "ALL/29", act.seq)
        return
    party, matter, version, salt, data, answers, papers = found
    if (party, matter, version) != (whose.party, whose.matter, version_id):
        yield Finding("application_of_another_case", "ALL/29", act.seq)
    listed = [p if isinstance(p, list) else _json(p)[0] for p in papers]
    if digest_over(salt, _json(data)[0], _json(answers)[0], listed) != act.payload["digest"]:
        yield Finding("application_altered", "ALL/31", act.seq)


def _copied(
    acts: Sequence[ActRow],
    stored: Sequence[Any],
    desks: set[copies.Desk],
    procedure: Procedure,
    calendar: Calendar,
    authority_id: int,
) -> Iterator[Finding]:
    """The row that lists read is the fold of the acts, and the file lies on the desks the fold says."""
    standing: Standing = fold(acts)
    copy = copies.copy_of(standing, procedure, calendar)
    wrong = [name for name, old, new in zip(copy._fields, stored, copy, strict=True) if old != new]
    if wrong:
        yield Finding("copy_differs", "principle", 0, {"columns": wrong})
    if set(copies.desks_of(standing, procedure, calendar, authority_id)) != desks:
        yield Finding("desk_differs", "principle", 0)
