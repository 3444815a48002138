"""The re-check of cases from their acts, with the database: powers as of the day, papers, statements, copies, notices.

`check` streams a span of cases: a handful of statements for each thousand, nothing kept. It asks the same rules as the
writer (`law.audit`) and trusts no copy. Read-only; runs beside a working house (a file that moves on meanwhile is read
as it stood when its batch was read).
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import connection, transaction

from sunhall.cases import copies, procedures
from sunhall.cases.acts.intake import digest_over
from sunhall.cases.acts.record import Written
from sunhall.cases.models import Case
from sunhall.law import audit
from sunhall.law.audit import Finding
from sunhall.law.calendar import Calendar
from sunhall.law.lifecycles import licensing
from sunhall.law.lifecycles.kinds import Kind
from sunhall.law.lifecycles.procedure import Procedure
from sunhall.law.lifecycles.standing import ActRow, Standing, fold
from sunhall.people.models import Officer, Power
from sunhall.law.lifecycles.payloads import STATEMENTS

BATCH: Final = 1000
_NOTICE_TAKES: Final = timedelta(hours=1)  # notices are jobs: a younger act may still wait for its own
_DECIDES: Final = frozenset({Kind.GRANT, Kind.CHANGE, Kind.RENEW, Kind.REFUSE, Kind.EXTEND})
_OTHERS: Final = frozenset({Kind.GIVE_OPINION, Kind.PASS_UP, Kind.REVOKE})  # name the authority they are done for
_FOR_THE_SYSTEM: Final = frozenset({Kind.ASK_OPINION})  # the system asks whom the matter names

_ACTS: Final = """
SELECT a.case_id, a.id, a.seq, a.kind, a.at, a."on", a.officer_id, a.party_id, a.typed_by_id, a.authority_id,
       a.grant_id, a.basis, a.payload, a.digest, o.role, g.holder_id, g.authority_id, g.power, g.matter_code,
       g.valid @> a.at, ARRAY(SELECT n.kind FROM documents_notice n WHERE n.act_id = a.id)
FROM cases_act a LEFT JOIN people_officer o ON o.id = a.officer_id LEFT JOIN people_grant g ON g.id = a.grant_id
WHERE a.case_id BETWEEN %s AND %s ORDER BY a.case_id, a.seq
"""
_CASE: Final = ("id", "number", "version_id", "matter_code", "authority_id", "party_id", *copies.Copy._fields)
_TURNS: Final = 'SELECT case_id, authority_id, role, "end" FROM cases_turn WHERE case_id BETWEEN %s AND %s'
_APPLICATIONS: Final = """
SELECT a.case_id, a.id, a.salt, a.data, a.answers,
       ARRAY(SELECT json_build_array(p.material, encode(d.blob_id, 'hex'), p.form) FROM cases_paper p
             LEFT JOIN documents_document d ON d.id = p.document_id
             WHERE p.application_id = a.id AND p.removed_at IS NULL ORDER BY p.id)
FROM cases_application a WHERE a.case_id BETWEEN %s AND %s AND a.submitted_at IS NOT NULL
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


@dataclass(frozen=True, slots=True)
class _Batch:
    """What the statements of one span gave, by case."""

    cases: list[tuple[Any, ...]]
    acts: Mapping[int, list[tuple[Any, ...]]]
    desks: Mapping[int, set[copies.Desk]]
    applications: Mapping[int, dict[str, tuple[Any, ...]]]
    statements: Mapping[int, dict[int, bool]]
    authority_of: Mapping[int, int]  # officer → authority


def span() -> tuple[int, int] | None:
    """The first and the last id of all cases; None where there are none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(id), max(id) FROM cases_case")
        first, last = cursor.fetchone()
    return None if first is None else (first, last)


def check(first: int, last: int, *, at: datetime, today: date) -> Iterator[Found]:
    """Re-check the cases with ids from `first` to `last` (both included), as of `today`."""
    calendar, authority_of = Calendar.load(), dict(Officer.objects.values_list("pk", "authority_id"))
    for start in range(first, last + 1, BATCH):
        batch = _read(start, min(start + BATCH - 1, last), authority_of)
        for case in batch.cases:
            for finding in _of_case(case, batch, calendar, at, today):
                yield Found(case[0], case[1], finding)


def _read(first: int, last: int, authority_of: Mapping[int, int]) -> _Batch:
    """One consistent look at a span: all statements see the same moment."""
    outermost = not connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if outermost:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")

        def rows(sql: str) -> list[tuple[Any, ...]]:
            cursor.execute(sql, [first, last])
            return list(cursor.fetchall())

        cases = list(Case.objects.filter(pk__range=(first, last)).order_by("pk").values_list(*_CASE))
        acts = defaultdict(list)
        for row in rows(_ACTS):
            acts[row[0]].append(row)
        desks: dict[int, set[copies.Desk]] = defaultdict(set)
        for case_id, *desk in rows(_TURNS):
            desks[case_id].add(copies.Desk(*desk))
        applications: dict[int, dict[str, tuple[Any, ...]]] = defaultdict(dict)
        for case_id, application, *rest in rows(_APPLICATIONS):
            applications[case_id][str(application)] = tuple(rest)
        statements: dict[int, dict[int, bool]] = defaultdict(dict)
        for case_id, number, whole in rows(_STATEMENTS):
            statements[case_id][number] = whole
    return _Batch(cases, acts, desks, applications, statements, authority_of)


def _of_case(case: tuple[Any, ...], batch: _Batch, calendar: Calendar, at: datetime, today: date) -> Iterator[Finding]:
    case_id, _, version_id, matter_code, authority_id, party_id, *copy = case
    rows, procedure = batch.acts.get(case_id, []), procedures.of_version(version_id)
    acts = [_act(row) for row in rows]
    yield from audit.findings(acts, procedure, calendar, today)
    for row in rows:
        if row[3] not in licensing.TABLE:
            continue
        yield from _whose(row, matter_code, authority_id, party_id, batch.authority_of)
        yield from _written(row, case_id, batch, at)
    if rows and all(row[3] in licensing.TABLE for row in rows):
        yield from _copied(acts, copy, batch.desks.get(case_id, set()), procedure, calendar, authority_id)
    elif not rows:
        yield Finding("sequence_gap", "principle", 0, {"expected": 1})


def _act(row: tuple[Any, ...]) -> ActRow:
    payload = json.loads(row[12]) if isinstance(row[12], str) else row[12]
    return ActRow(row[2], row[3], row[5], row[4], row[6], row[7], row[9], payload)


def _whose(
    row: tuple[Any, ...], matter_code: str, authority_id: int, party_id: int, authority_of: Mapping[int, int]
) -> Iterator[Finding]:
    """Every act is done by whom the table says, by a power that held on that instant (Licensing Law arts. 22-25)."""
    kind, gesture, act = Kind(row[3]), licensing.TABLE[Kind(row[3])], _act(row)
    grant_id, role = row[10], row[14]
    if act.officer is None:
        spoken = gesture.who in (licensing.APPLICANT, licensing.EITHER)
        if spoken and act.party != party_id:
            yield Finding("not_the_applicant", "ALL/29", act.seq)
        if gesture.who == licensing.OFFICER and kind not in _FOR_THE_SYSTEM:
            yield Finding("nobody_did_it", "ALL/22", act.seq)
        return
    if gesture.who in (licensing.APPLICANT, licensing.SYSTEM):
        yield Finding("not_an_officers_act", gesture.basis, act.seq)
        return
    if role == "clerk" and kind in _DECIDES:
        yield Finding("window_decided", "ALL/24", act.seq)
    named = act.payload.get("authority") if kind in _OTHERS else None
    if act.authority != (named or authority_id):
        yield Finding("wrong_authority", "ALL/22", act.seq, {"authority": act.authority})
    if grant_id is None or not _covers(row, gesture.power, act, matter_code):
        yield Finding("no_power", "ALL/22", act.seq, {"power": gesture.power})
    if kind in (Kind.CHECK_FACTS, Kind.VERIFY_COMMITMENT):
        strange = [o for o in act.payload["officers"] if authority_of.get(o) != act.authority]
        if strange:
            yield Finding("official_of_another_authority", "ALL/34(3)", act.seq, {"officers": strange})


def _covers(row: tuple[Any, ...], power: str, act: ActRow, matter_code: str) -> bool:
    holder, authority, held, matter, valid = row[15:20]
    if act.kind == Kind.EXTEND and act.payload["approver"] == "government_head":
        power = str(Power.EXTEND_JOINT)
    fits = power in (licensing.ANY, held) and matter in ("", matter_code)
    return bool(fits and valid and holder == act.officer and authority == act.authority)


def _written(row: tuple[Any, ...], case_id: int, batch: _Batch, at: datetime) -> Iterator[Finding]:
    """The act is as it was signed, what it names is there unaltered, and its notice went out (arts. 32(2), 38, 45)."""
    act, kind = _act(row), Kind(row[3])
    typed_by, grant_id, basis, digest, notices = row[8], row[10], row[11], bytes(row[13]), row[20]
    whole = Written(
        act.seq, act.kind, row[4], act.on, act.payload, basis, act.officer, act.party, typed_by, act.authority, grant_id
    )
    if whole.digest(case_id) != digest:
        yield Finding("act_altered", "principle", act.seq)
    for statement in filter(None, (act.payload.get(field) for field in STATEMENTS)):
        intact = batch.statements.get(case_id, {}).get(statement)
        if intact is None:
            yield Finding("statement_missing", "principle", act.seq)
        elif not intact:
            yield Finding("statement_altered", "principle", act.seq)
    if "digest" in act.payload:
        yield from _application(act, batch.applications.get(case_id, {}))
    owed = licensing.TABLE[kind].notice
    if owed and owed not in notices and act.at is not None and at - act.at > _NOTICE_TAKES:
        yield Finding("notice_missing", licensing.TABLE[kind].basis, act.seq, {"notice": owed})


def _application(act: ActRow, there: Mapping[str, tuple[Any, ...]]) -> Iterator[Finding]:
    found = there.get(act.payload["application"])
    if found is None:
        yield Finding("application_missing", "ALL/29", act.seq)
        return
    salt, data, answers, papers = found
    read = [json.loads(x) if isinstance(x, str) else x for x in (data, answers)]
    listed = [json.loads(p) if isinstance(p, str) else p for p in papers]
    if digest_over(salt, read[0], read[1], listed) != act.payload["digest"]:
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
