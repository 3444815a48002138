"""The one writer of acts. Every public act is a few lines around `opened`, `File.do` and `File.finish`.

Inside one transaction: lock the case and read it, its acts and the officer's powers in one round trip; fold; ask the
rules; then write the acts, the copy, the desks and the job in one further round trip.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

import psycopg
from django.db import DatabaseError, transaction

from sunhall.calendars import queries as calendars
from sunhall.cases import contents, copies, holding, procedures
from sunhall.cases.acts import wire
from sunhall.cases.models import Application, Statement
from sunhall.cases.schema import POWER_ENDED
from sunhall.kernel.clock import legal_day
from sunhall.kernel.refused import NotFound, Refused
from sunhall.law.calendar import Calendar
from sunhall.law.lifecycles import clocks, licensing
from sunhall.law.lifecycles.folding import fold
from sunhall.law.lifecycles.kinds import Kind
from sunhall.law.lifecycles.licensing import Proposal
from sunhall.law.lifecycles.payloads import check_payload
from sunhall.law.lifecycles.procedure import Procedure
from sunhall.law.lifecycles.standing import ActRow, Standing
from sunhall.people import officials
from sunhall.people import queries as people
from sunhall.people.models import Power
from sunhall.people.queries import Actor, GrantRow

SYSTEM = Actor(role="system")
_canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Written:
    """An act as it is written. `digest` is over its canonical content, for the public log."""

    seq: int
    kind: str
    at: datetime
    on: date
    payload: Mapping[str, Any]
    basis: str
    officer: int | None = None
    party: int | None = None
    typed_by: int | None = None
    authority: int | None = None
    grant: int | None = None
    key: UUID | None = None

    def digest(self, case_id: int) -> bytes:
        """SHA-256 over the JSON array of all columns (keys sorted, no spaces, UTF-8, the instant in microseconds)."""
        columns = [
            case_id,
            self.seq,
            self.kind,
            int(self.at.timestamp() * 1_000_000),
            self.on.isoformat(),
            self.officer,
            self.party,
            self.typed_by,
            self.authority,
            self.grant,
            self.basis,
            self.payload,
        ]
        return hashlib.sha256(_canonical(columns).encode()).digest()


@lru_cache
def _written(acts: int) -> str:
    """The statement that writes so many acts and the copy: both functions take fourteen values."""
    each = [", ".join(f"${n}" for n in range(call * 14 + 1, call * 14 + 15)) for call in range(acts + 1)]
    return f"SELECT {', '.join([*(f'write_act({values})' for values in each[:-1]), f'write_copy({each[-1]})'])}"


def write(
    case_id: int,
    acts: Sequence[Written],
    copy: copies.Copy,
    desks: Sequence[copies.Desk] | None,
    *,
    last: bool = False,
) -> list[int]:
    """Acts, their jobs, the copy and (where they changed) the desks, in one round trip. The ids of the acts.

    Refused `no_power` when a power that an act uses has ended since it was read. Without acts only the copy is
    written (rebuilding it). `last`: the transaction ends with it.
    """
    values: list[Any] = []
    for act in acts:
        values += [
            case_id,
            act.seq,
            act.kind,
            act.at,
            act.on,
            act.officer,
            act.party,
            act.typed_by,
            act.authority,
            act.grant,
            act.basis,
            _canonical(act.payload),
            act.key,
            act.digest(case_id),
        ]
    turns = None if desks is None else json.dumps([d._asdict() for d in desks])
    values += [case_id, *copy[:-1], json.dumps(copy.lanes), turns]
    try:
        *ids, _ = wire.row(f"write_{len(acts)}", _written(len(acts)), values, last=last)
    except DatabaseError as error:
        cause = error.__cause__
        if not isinstance(cause, psycopg.Error) or cause.sqlstate != POWER_ENDED:
            raise
        power = licensing.TABLE[Kind(str(cause.diag.message_detail))].power
        raise Refused("no_power", article="ALL/22", power=power) from error
    return [int(each) for each in ids if each]


@dataclass(slots=True)
class File:
    """A locked case: its standing, and the acts added to it that `finish` will write."""

    id: int
    number: str
    version_id: int
    matter_code: str
    authority_id: int
    centre_id: int | None
    party_id: int
    by: Actor
    at: datetime
    on: date
    procedure: Procedure
    calendar: Calendar
    standing: Standing
    grants: list[GrantRow]
    desks_before: list[copies.Desk]
    acts: list[ActRow]
    interest: bool = False  # the officer has declared an interest in the applicant
    key: UUID | None = None
    repeated: int | None = None  # id of the act that an earlier request with this key made
    added: list[Written] = field(default_factory=list)
    silent: int = 0  # how many of the added acts record what silence has done; the rest is what was asked for

    def refuse_if_unlawful(
        self,
        kind: Kind,
        payload: Mapping[str, Any] | None = None,
        seen: Mapping[str, Any] | None = None,
        *,
        by: Actor | None = None,
    ) -> None:
        """Ask the rules. Refused with the code, article and facts of the one that objects."""
        told = {"interest": self.interest, **(seen or {})}
        if kind is Kind.RECTIFY and payload is not None:
            told["of_kind"] = next((a.kind for a in self.acts if a.seq == payload["of"]), "")
        actor = by or self.by
        officer = actor.officer.id if actor.officer else None
        proposal = Proposal(kind, self.on, officer, payload, told)
        if objection := licensing.objection(self.standing, proposal, self.procedure, self.calendar):
            raise Refused(objection.code, article=objection.article, **objection.facts)

    def do(
        self,
        kind: Kind,
        payload: dict[str, Any],
        *,
        by: Actor | None = None,
        on: date | None = None,
        seen: Mapping[str, Any] | None = None,
    ) -> None:
        """Add an act after finding the power and asking the rules. Refused with the rule's code and article."""
        by = by or self.by
        gesture = licensing.TABLE[kind]
        check_payload(kind, payload)
        authority_id, grant = self._power(gesture, kind, payload, by)
        self.refuse_if_unlawful(kind, payload, seen, by=by)
        official = gesture.who == licensing.OFFICER or (gesture.who == licensing.EITHER and by.officer is not None)
        spoken = gesture.who == licensing.APPLICANT or (gesture.who == licensing.EITHER and not official)
        act = Written(
            seq=self.standing.seq + 1,
            kind=str(kind),
            at=self.at,
            on=on or self.on,
            officer=by.officer.id if by.officer and official else None,
            party=self.party_id if spoken else None,
            typed_by=by.user_id,
            authority=authority_id,
            grant=grant.id if grant else None,
            basis=gesture.basis,
            payload=payload,
            key=self.key if len(self.added) == self.silent else None,
        )
        self.added.append(act)
        self._fold(ActRow(act.seq, act.kind, act.on, act.at, act.officer, act.party, authority_id, payload))

    def _fold(self, act: ActRow) -> None:
        """On from the standing; after a rectification from the first act on."""
        self.acts.append(act)
        self.standing = fold(self.acts) if act.kind == Kind.RECTIFY else fold([act], self.standing)

    def claim_last(self) -> None:
        """The act added last is what this request asks for, even where silence had it added."""
        self.added[-1] = replace(self.added[-1], key=self.key)
        self.silent = len(self.added) - 1

    def _power(
        self, gesture: licensing.Gesture, kind: Kind, payload: Mapping[str, Any], by: Actor
    ) -> tuple[int | None, GrantRow | None]:
        """The authority in whose name the act is done and the grant it uses. Refused `no_power`."""
        if gesture.who == licensing.APPLICANT or (gesture.who == licensing.EITHER and by.officer is None):
            return None, None
        if gesture.who == licensing.SYSTEM or by is SYSTEM:
            return self.authority_id, None
        authority_id = payload.get("authority") or self.authority_id
        power = gesture.power
        if kind is Kind.EXTEND and payload["approver"] == "government_head":
            power = str(Power.EXTEND_JOINT)
        if power == licensing.ANY:
            grant = next((g for g in self.grants if g.authority_id == authority_id), None)
        else:
            grant = people.holds(self.grants, power, authority_id=authority_id, matter_code=self.matter_code)
        if grant is None:
            raise Refused("no_power", article="ALL/22", power=power)
        return authority_id, grant

    def finish(self) -> int:
        """Write what was added and commit, in one round trip: the last statement of an act. Answers the id of the act
        asked for (on a repeated key: of the one it made then)."""
        return self._write(last=True)

    def save(self) -> int:
        """As `finish`, without the commit: only where a row written next is to name the act (a ban, a certificate)."""
        return self._write(last=False)

    def _write(self, *, last: bool) -> int:
        if self.repeated is not None:
            return self.repeated
        copy = copies.copy_of(self.standing, self.procedure, self.calendar)
        desks = copies.desks_of(self.standing, self.procedure, self.calendar, self.authority_id)
        changed = desks if desks != self.desks_before else None
        ids = write(self.id, self.added, copy, changed, last=last)
        return ids[min(self.silent, len(ids) - 1)]


def statement(file: File, body: str) -> int:
    """Keep prose beside the acts; the act names it by id. Refused `reasons_missing` when empty."""
    words = body.strip()
    if not words:
        raise Refused("reasons_missing", article="ALL/38(2)")
    row = Statement.objects.create(
        case_id=file.id, body=words, digest=hashlib.sha256(words.encode()).digest(), created_at=file.at
    )
    return int(row.pk)


def named_officials(file: File, badges: Sequence[str]) -> list[int]:
    """The officials of the authority whom an act names by badge. Refused `unknown_badge`; `official_kept_out` for who
    was kept out of the file or has an interest in the applicant (facts: badges)."""
    found = people.officers_by_badge(file.authority_id, badges)
    unknown = sorted({b.strip() for b in badges if b.strip()} - set(found))
    if unknown:
        raise Refused("unknown_badge", badges=unknown)
    others = set(found.values()) - {file.by.officer.id if file.by.officer else None}  # of the actor a rule tells
    kept_out = others & (file.standing.recused | officials.interested(others, file.party_id))
    out = sorted(badge for badge, officer in found.items() if officer in kept_out)
    if out:
        raise Refused("official_kept_out", article="ALL/5", badges=out)
    return sorted(found.values())


def read_act(raw: list[Any]) -> ActRow:
    """`[seq, kind, on, officer, party, authority, payload, …]` as the database functions give it."""
    return ActRow(raw[0], raw[1], date.fromisoformat(raw[2]), None, raw[3], raw[4], raw[5], raw[6])


def _locked(case_id: int, by: Actor, at: datetime, key: UUID | None, seen: int | None) -> File:
    told = wire.locked(case_id, by.officer.id if by.officer else None, at)
    if told is None:
        raise NotFound
    repeated = next((a[8] for a in told["acts"] if key and a[7] == str(key)), None)
    if seen is not None and seen != told["seq"] and repeated is None:
        last = told["acts"][-1]
        raise Refused("case_moved_on", kind=last[1], seq=told["seq"], seen=seen)
    procedure, calendar = procedures.of_version(told["version"]), calendars.current(told["calendar"])
    on = legal_day(at)
    acts = [read_act(a) for a in told["acts"]]
    standing = holding.told(fold(acts), told["party"], told["matter"], on)
    return File(
        id=case_id,
        number=told["number"],
        version_id=told["version"],
        matter_code=told["matter"],
        authority_id=told["authority"],
        centre_id=told["centre"],
        party_id=told["party"],
        by=by,
        at=at,
        on=on,
        procedure=procedure,
        calendar=calendar,
        standing=standing,
        grants=[GrantRow(*g) for g in told["grants"] or ()],
        acts=acts,
        interest=told["interest"],
        desks_before=copies.desks_of(standing, procedure, calendar, told["authority"]),
        repeated=repeated,
    )


def ask_lanes(file: File, row: Application, *, by: Actor = SYSTEM) -> None:
    """Ask the authorities that this file needs, all at the same time (art. 26(2)): with the acceptance of itself, later
    by an officer."""
    lanes = [
        {"authority": lane.authority, "days": lane.days, "mandatory": lane.mandatory, "consent": lane.consent}
        for lane in contents.of(row).lanes
        if lane.authority not in file.standing.lanes
    ]
    if lanes:
        file.do(Kind.ASK_OPINION, {"lanes": lanes}, by=by)


def record_silence(file: File) -> bool:
    """Where silence has accepted the file, renewed the licence or ended the file by now, say so by an act, dated as the
    law dates it.

    Acceptance: the last day of the examination; the authorities whose opinion the file needs are asked with it, as with
    any acceptance. Renewal: the last day of the old term. Lapse: the day after the time to correct.
    """
    lapsed = clocks.lapsed_on(file.standing, file.procedure, file.calendar, file.on)
    if lapsed is not None:
        told = {"effect": file.procedure.intake.lapse, "silent_until": (lapsed - timedelta(days=1)).isoformat()}
        file.do(Kind.LAPSE, told, by=SYSTEM, on=lapsed)
    if clocks.silence_has_accepted(file.standing, file.procedure, file.calendar, file.on):
        end = clocks.intake_end(file.standing, file.procedure, file.calendar)
        assert end is not None and file.standing.complete_on is not None
        last_day = file.calendar.day_of(end) or file.on
        payload = {"accepted_on": file.standing.complete_on.isoformat(), "silent_until": last_day.isoformat()}
        file.do(Kind.DEEM_ACCEPTED, payload, by=SYSTEM, on=last_day)
        if not clocks.silence_has_renewed(file.standing, file.on):
            ask_lanes(file, Application.objects.get(pk=file.standing.application))
    if clocks.silence_has_renewed(file.standing, file.on):
        old = file.standing
        assert old.valid_to is not None
        renewed = {"certificate": old.certificate, "valid_to": old.valid_to.isoformat()}
        file.do(Kind.DEEM_RENEWED, renewed, by=SYSTEM, on=old.valid_to)
    return bool(file.added)


@contextmanager
def opened(
    case_id: int, *, by: Actor, at: datetime, key: UUID | None = None, seen: int | None = None
) -> Iterator[File]:
    """One durable transaction around one case: locked and read on entry. The caller adds acts and ends with `finish`.

    `key` makes a repeated request answer with the act it made the first time. `seen` is the number of acts the person
    saw when deciding: Refused `case_moved_on` when somebody was faster. What silence has done is added first.
    """
    with transaction.atomic(durable=True):
        file = _locked(case_id, by, at, key, seen)
        if file.repeated is None:
            record_silence(file)
        file.key, file.silent = key, len(file.added)
        yield file


def record(
    case_id: int,
    kind: Kind,
    payload: dict[str, Any],
    *,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
    seen: int | None = None,
) -> int:
    """One act of one kind in its own transaction; answers the id of the act."""
    with opened(case_id, by=by, at=at, key=key, seen=seen) as file:
        if file.repeated is None:
            file.do(kind, payload)
        return file.finish()
