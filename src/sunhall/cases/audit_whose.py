"""The part of the re-check that asks who did an act and for whom: powers as of the day, windows, interests, chairs of
hearings, agents, and bans. For `cases.audit` only.

Basis: Administrative Licensing Law arts. 5, 22-25, 29, 34, 48, 69, 78, 79. Reads `House` once a run and `Claims` once a
batch; the rest works on what they hold.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from sunhall.cases import procedures
from sunhall.cases.acts import bans
from sunhall.cases.models import Ban, Case
from sunhall.law.audit import Finding
from sunhall.law.lifecycles import licensing
from sunhall.law.lifecycles.kinds import Kind
from sunhall.law.lifecycles.licensing import Gesture
from sunhall.law.lifecycles.procedure import Procedure
from sunhall.law.lifecycles.standing import ActRow
from sunhall.people import authorities, changes
from sunhall.people.models import NEVER_AT_A_WINDOW, Authority, Grant, Interest, Mandate, Officer, Power

_OTHERS: Final = frozenset({Kind.GIVE_OPINION, Kind.PASS_UP, Kind.REVOKE})  # name the authority they are done for
_FOR_THE_SYSTEM: Final = frozenset({Kind.ASK_OPINION})  # the system asks whom the matter names
_CHECKS: Final = frozenset({Kind.CHECK_FACTS, Kind.VERIFY_COMMITMENT})
_SCOPES: Final[Mapping[str, frozenset[str]]] = {  # which mandates cover an applicant's act; others: any
    Kind.SUBMIT: frozenset({"submit"}),
    Kind.RESUBMIT: frozenset({"correct"}),
    Kind.SUPPLY_OWED: frozenset({"correct"}),
    Kind.WITHDRAW_COMMITMENT: frozenset({"submit"}),
    Kind.WITHDRAW: frozenset({"withdraw"}),
    Kind.RECORD_STATEMENT: frozenset({"correct"}),
    Kind.REQUEST_HEARING: frozenset({"correct"}),
}
Period = tuple[datetime, datetime | None]


class Signed(NamedTuple):
    """What of an act the fold does not read: who typed it, with which power. `valid`: the power held at the instant."""

    typed_by: int | None
    grant: int | None
    role: str | None
    holder: int | None
    authority: int | None
    power: str | None
    matter: str | None
    valid: bool | None


@dataclass(frozen=True, slots=True)
class Whose:
    """The case an act belongs to: its matter, the deciding authority, the party and the account of the party."""

    matter: str
    authority: int
    party: int
    account: int | None


@dataclass(frozen=True, slots=True)
class House:
    """What the house knows of its people, with what changed meanwhile. Small: officers, not applicants."""

    authority_of: Mapping[int, int]  # officer → authority
    account_of: Mapping[int, int]  # officer → account
    staff: frozenset[int]  # their accounts
    codes: Mapping[int, str]  # of authorities
    roles: changes.Past  # of officers
    interests: Mapping[tuple[int, int], Sequence[Period]]  # (officer, party)
    chairs: Mapping[int, Sequence[tuple[int, str, Any]]]  # officer → (authority, matter or "", period) of `hear`
    superior_of: Mapping[int, int | None]  # authority → the one above it
    superiors: changes.Past

    def superior(self, authority: int, at: datetime) -> int | None:
        """The superior of an authority at an instant (art. 69)."""
        found: int | None = changes.then(self.superiors, authority, at, self.superior_of.get(authority))
        return found


@dataclass(frozen=True, slots=True)
class Claims:
    """What concerns the parties of a batch: `agents` by (account, party), `bans` by party."""

    agents: Mapping[tuple[int, int], Sequence[tuple[frozenset[str], Any]]]
    bans: Mapping[int, Sequence[tuple[Ban, datetime]]]  # with the instant of the act that imposed each


def house() -> House:
    """Seven statements, once a span."""
    officers = list(Officer.objects.values_list("pk", "authority_id", "user_id"))
    interests: dict[tuple[int, int], list[Period]] = defaultdict(list)
    for officer, party, since, until in Interest.objects.values_list(
        "officer_id", "party_id", "declared_at", "ended_at"
    ):
        interests[officer, party].append((since, until))
    chairs: dict[int, list[tuple[int, str, Any]]] = defaultdict(list)
    hear = Grant.objects.filter(power=Power.HEAR)
    for holder, authority, matter, valid in hear.values_list("holder_id", "authority_id", "matter_code", "valid"):
        chairs[holder].append((authority, matter, valid))
    return House(
        authority_of={pk: authority for pk, authority, _ in officers},
        account_of={pk: user for pk, _, user in officers},
        staff=frozenset(user for _, _, user in officers),
        codes=dict(Authority.objects.values_list("pk", "code")),
        roles=changes.past("officer", "role"),
        interests=interests,
        chairs=chairs,
        superior_of=authorities.superiors(),
        superiors=changes.past("authority", "superior"),
    )


def claims(parties: Collection[int], others: Collection[int]) -> Claims:
    """Two statements at most: mandates of the accounts that typed for somebody else, and bans."""
    agents: dict[tuple[int, int], list[tuple[frozenset[str], Any]]] = defaultdict(list)
    if others:
        held = Mandate.objects.filter(agent__user_id__in=others, principal_id__in=parties)
        for user, principal, scope, valid in held.values_list("agent__user_id", "principal_id", "scope", "valid"):
            agents[user, principal].append((frozenset(scope), valid))
    imposed: dict[int, list[tuple[Ban, datetime]]] = defaultdict(list)
    for ban in Ban.objects.filter(party_id__in=parties).select_related("act"):
        imposed[ban.party_id].append((ban, ban.act.at))
    return Claims(agents, imposed)


def findings(
    act: ActRow, before: ActRow | None, signed: Signed, case: Whose, known: House, acts: Sequence[ActRow]
) -> Iterator[Finding]:
    """Every act is done by whom the table says, by a power that held on that instant (Licensing Law arts. 22-25)."""
    kind = Kind(act.kind)
    gesture = licensing.TABLE[kind]
    if act.officer is None:
        if gesture.who in (licensing.APPLICANT, licensing.EITHER) and act.party != case.party:
            yield Finding("not_the_applicant", "ALL/29", act.seq)
        of_itself = kind in _FOR_THE_SYSTEM or _ends_with_the_hearing(act, before, acts)
        if gesture.who == licensing.OFFICER and not of_itself:
            yield Finding("nobody_did_it", "ALL/22", act.seq)
        return
    if gesture.who in (licensing.APPLICANT, licensing.SYSTEM):
        yield Finding("not_an_officers_act", gesture.basis, act.seq)
        return
    yield from _official(act, kind, gesture, signed, case, known)
    yield from _named(act, kind, case, known)


def _ends_with_the_hearing(act: ActRow, before: ActRow | None, acts: Sequence[ActRow]) -> bool:
    """The stop of the clock for a hearing ends of itself with the signed record, in the same instant (art. 48)."""
    if act.kind != Kind.END_SPECIAL_PROCEDURE or before is None or before.kind != Kind.RECORD_HEARING:
        return False
    start = acts[act.payload["start"] - 1] if 0 < act.payload["start"] <= len(acts) else None
    for_it = start is not None and start.payload.get("procedure") == "hearing"
    return bool(for_it and before.payload["signed"] and before.at == act.at)


def _official(
    act: ActRow, kind: Kind, gesture: Gesture, signed: Signed, case: Whose, known: House
) -> Iterator[Finding]:
    """The officer: no window that decides, the right authority, a power that covers the act, no interest of her own."""
    assert act.officer is not None
    role = signed.role if act.at is None else changes.then(known.roles, act.officer, act.at, signed.role)
    if role == "clerk" and gesture.power in NEVER_AT_A_WINDOW:
        yield Finding("window_decided", "ALL/24", act.seq)
    named = act.payload.get("authority") if kind in _OTHERS else None
    if act.authority != (named or case.authority):
        yield Finding("wrong_authority", "ALL/22", act.seq, {"authority": act.authority})
    if known.account_of.get(act.officer) != signed.typed_by:
        yield Finding("typed_by_another", "ALL/22", act.seq, {"account": signed.typed_by})
    if signed.grant is None or not _covers(act, gesture.power, signed, case.matter):
        yield Finding("no_power", "ALL/22", act.seq, {"power": gesture.power})
    if kind is not Kind.RECUSE and _interested(known, act.officer, case.party, act.at):
        yield Finding("officer_has_interest", "ALL/5", act.seq)


def _covers(act: ActRow, power: str, signed: Signed, matter_code: str) -> bool:
    if act.kind == Kind.EXTEND and act.payload["approver"] == "government_head":
        power = str(Power.EXTEND_JOINT)
    fits = power in (licensing.ANY, signed.power) and signed.matter in ("", matter_code)
    return bool(fits and signed.valid and signed.holder == act.officer and signed.authority == act.authority)


def _named(act: ActRow, kind: Kind, case: Whose, known: House) -> Iterator[Finding]:
    """The officials an act names: of the authority, without an interest; the chair of a hearing may hear."""
    if kind in _CHECKS:
        officers = act.payload["officers"]
        if strange := [o for o in officers if known.authority_of.get(o) != act.authority]:
            yield Finding("official_of_another_authority", "ALL/34(3)", act.seq, {"officers": strange})
        others = [o for o in officers if o != act.officer]
        if kept_out := [o for o in others if _interested(known, o, case.party, act.at)]:
            yield Finding("official_kept_out", "ALL/5", act.seq, {"officers": kept_out})
    if kind is not Kind.CALL_HEARING or act.at is None:
        return
    chair = act.payload["chair"]
    held = known.chairs.get(chair, ())
    if not any(a == act.authority and m in ("", case.matter) and _holds(valid, act.at) for a, m, valid in held):
        yield Finding("chair_holds_no_power", "ALL/48(1)(3)", act.seq, {"officer": chair})
    if _interested(known, chair, case.party, act.at):
        yield Finding("chair_is_reviewer", "ALL/48(1)(3)", act.seq, {"officer": chair})


def _interested(known: House, officer: int, party: int, at: datetime | None) -> bool:
    """Whether the officer had declared an interest in the party by then, and it was not over."""
    held = known.interests.get((officer, party))
    return bool(held and at and any(since <= at and (until is None or at < until) for since, until in held))


def _holds(period: Any, at: datetime) -> bool:
    if period.isempty or (period.lower is not None and at < period.lower):
        return False
    return period.upper is None or at < period.upper


def mandate(act: ActRow, typed_by: int | None, case: Whose, known: House, told: Claims) -> Iterator[Finding]:
    """Who typed an applicant's act is the applicant, a window, or an agent with a mandate for it (art. 29)."""
    if act.party is None or typed_by is None or act.at is None or typed_by == case.account or typed_by in known.staff:
        return
    wanted, at = _SCOPES.get(act.kind), act.at
    held = told.agents.get((typed_by, case.party), ())
    if not any((wanted is None or wanted & scope) and _holds(valid, at) for scope, valid in held):
        yield Finding("no_mandate", "ALL/29", act.seq)


def sanctions(act: ActRow, act_id: int, case: Whose, procedure: Procedure, told: Claims) -> Iterator[Finding]:
    """A ban was written with the act that imposes it, and nobody applied while one ran (arts. 78, 79)."""
    theirs = told.bans.get(case.party, ())
    if act.kind == Kind.SUBMIT and act.at is not None:
        for ban, imposed_at in theirs:
            runs = ban.matter_code == case.matter and ban.since <= act.on <= ban.until and imposed_at < act.at
            if runs:
                yield Finding("applicant_banned", ban.basis, act.seq, {"until": str(ban.until)})
    sanction = _sanction(act) if procedure.is_safety_related else None
    if sanction is None:
        return
    since, until = act.on, bans.ends(sanction, act.on)
    fits = [ban for ban, _ in theirs if ban.act_id == act_id and _is(ban, sanction.basis, since, until)]
    if not fits:
        yield Finding("ban_missing", sanction.basis, act.seq, {"until": str(until)})


def bans_without_act() -> Iterator[tuple[Case, Finding]]:
    """Bans that no act imposes, on this party, for this matter and these days: nobody is kept out without one."""
    for ban in Ban.objects.select_related("act__case").order_by("pk"):
        act, case = ban.act, ban.act.case
        row = ActRow(act.seq, act.kind, act.on, act.at, act.officer_id, act.party_id, act.authority_id, act.payload)
        sanction = _sanction(row) if procedures.of_version(case.version_id).is_safety_related else None
        theirs = (ban.party_id, ban.matter_code) == (case.party_id, case.matter_code)
        if not theirs or sanction is None or not _is(ban, sanction.basis, act.on, bans.ends(sanction, act.on)):
            yield case, Finding("ban_without_act", ban.basis, act.seq, {"until": str(ban.until)})


def _is(ban: Ban, basis: str, since: date, until: date) -> bool:
    return (ban.basis, ban.since, ban.until) == (basis, since, until)


def _sanction(act: ActRow) -> bans.Sanction | None:
    ground = act.payload.get("ground")
    if act.kind in (Kind.REFUSE, Kind.REFUSE_ACCEPTANCE) and ground == "false_materials":
        return bans.FALSE_MATERIALS
    return bans.FRAUD if act.kind == Kind.REVOKE and ground == "fraud_or_bribery" else None
