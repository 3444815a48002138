"""The re-check of one history from its acts alone. Pure: replays the table and the rules on what was recorded.

`findings` replays every act as it was done: what was recorded before it, what silence had done by its day, and asks the
same rules that guard the act when it is made. What the acts cannot show (powers, papers, copies) is checked by
`cases.audit` with the database. A `violation` is something the law forbids in the record itself; `late` is a clock
that ran out (Licensing Law art. 74(2), Business Environment Regulation art. 36): for supervision, not a false record.

Codes beside those of the rules: `sequence_gap`, `payload_wrong`, `unknown_kind`, `not_open_now`, `back_dated`,
`days_out_of_order`, `deemed_without_silence`, `deemed_on_wrong_day`, `silence_not_recorded`; late:
`statutory_exceeded`, `promise_exceeded`, `certificate_late`, `hearing_late`, `accepted_by_silence`, `opinion_late`,
`first_review_late`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from sunhall.kernel.refused import Refused
from sunhall.law.calendar import Calendar
from sunhall.law.lifecycles import clocks, licensing
from sunhall.law.lifecycles.folding import fold
from sunhall.law.lifecycles.kinds import Kind
from sunhall.law.lifecycles.licensing import Proposal
from sunhall.law.lifecycles.payloads import check_payload
from sunhall.law.lifecycles.procedure import Procedure
from sunhall.law.lifecycles.standing import ActRow, Standing
from sunhall.law.terms import HEARING

VIOLATION: Final = "violation"
LATE: Final = "late"
_ZONE: Final = ZoneInfo("Asia/Shanghai")
_BY_SILENCE: Final = frozenset({Kind.DEEM_ACCEPTED, Kind.DEEM_RENEWED, Kind.LAPSE})
_KINDS: Final = {str(kind): kind for kind in Kind}


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong: a code, its article (`ALL/…`), the act it was found on (0: the file), and facts for a sentence."""

    code: str
    article: str
    seq: int
    facts: Mapping[str, Any] = field(default_factory=dict)
    kind: str = VIOLATION


def _nothing(act: ActRow) -> Mapping[str, Any]:
    return {}


def findings(
    acts: Sequence[ActRow],
    procedure: Procedure,
    calendar: Calendar,
    today: date,
    *,
    seen: Callable[[ActRow], Mapping[str, Any]] = _nothing,
    is_struck: bool = False,
) -> Iterator[Finding]:
    """Everything the acts of one file show, in the order of the acts, then of its clocks as of `today`.

    `seen` answers what the rules of an act saw outside the file at its instant (`Proposal.seen`); by default nothing.
    `is_struck`: the licence that this file asks to renew was taken back by its last day.
    """
    standing = Standing(is_struck=is_struck)
    done: list[ActRow] = []
    for number, act in enumerate(acts, 1):
        if act.seq != number:
            yield Finding("sequence_gap", "principle", act.seq, {"expected": number})
            return
        if act.kind not in _KINDS:
            yield Finding("unknown_kind", "principle", act.seq, {"kind": act.kind})
            return
        try:
            check_payload(_KINDS[act.kind], dict(act.payload))
        except Refused as refusal:
            yield Finding("payload_wrong", "principle", act.seq, refusal.facts)
            return
        yield from _days(act, done[-1] if done else None)
        yield from _lawful(act, standing, done, procedure, calendar, seen(act))
        done.append(act)
        standing = fold(done, Standing(is_struck=is_struck)) if act.kind == Kind.RECTIFY else fold([act], standing)
    yield from _clocks(standing, procedure, calendar, today)


def _days(act: ActRow, before: ActRow | None) -> Iterator[Finding]:
    """The legal day is the Asia/Shanghai day of the record, except for what silence did; instants never go back."""
    if act.at is not None and act.kind not in _BY_SILENCE:
        recorded = act.at.astimezone(_ZONE).date()
        if act.on != recorded:
            yield Finding("back_dated", "principle", act.seq, {"on": str(act.on), "recorded": str(recorded)})
    if before is not None and act.at is not None and before.at is not None and act.at < before.at:
        yield Finding("days_out_of_order", "principle", act.seq, {"on": str(act.on)})


def _lawful(
    act: ActRow, standing: Standing, done: list[ActRow], p: Procedure, calendar: Calendar, told: Mapping[str, Any]
) -> Iterator[Finding]:
    kind = _KINDS[act.kind]
    if kind in _BY_SILENCE:
        yield from _silence(act, standing, p, calendar)
        return
    known = clocks.as_of(standing, p, calendar, act.on)
    if known.phase != standing.phase:
        yield Finding("silence_not_recorded", _silent_article(known), act.seq, {"phase": str(known.phase)})
    seen = {"of_kind": _kind_of(done, act.payload["of"])} if kind is Kind.RECTIFY else told
    objection = licensing.objection(known, Proposal(kind, act.on, act.officer, act.payload, seen), p, calendar)
    if objection is not None:
        yield Finding(objection.code, objection.article, act.seq, objection.facts)


def _kind_of(done: list[ActRow], seq: int) -> str:
    return done[seq - 1].kind if 0 < seq <= len(done) else ""


def _silent_article(known: Standing) -> str:
    return "ALL/50(2)" if known.outcome == "deemed_renewed" else "ALL/32(1)(4)"


def _silence(act: ActRow, s: Standing, p: Procedure, calendar: Calendar) -> Iterator[Finding]:
    """What silence did is dated by the law: acceptance to the receipt, renewal to the last day of the old term, a lapse
    to the day after the correction period."""
    recorded = act.at.astimezone(_ZONE).date() if act.at else act.on + timedelta(days=1)
    article = licensing.TABLE[Kind(act.kind)].basis
    if act.kind == Kind.LAPSE:
        yield from _lapse(act, s, p, calendar, recorded)
        return
    if act.kind == Kind.DEEM_RENEWED:
        if not clocks.silence_has_renewed(s, recorded):
            yield Finding("deemed_without_silence", article, act.seq)
        elif act.on != s.valid_to or act.payload["valid_to"] != str(s.valid_to):
            yield Finding("deemed_on_wrong_day", article, act.seq, {"on": str(s.valid_to)})
        return
    if not clocks.silence_has_accepted(s, p, calendar, recorded):
        yield Finding("deemed_without_silence", article, act.seq)
        return
    end = clocks.intake_end(s, p, calendar)
    last = calendar.day_of(end) if end is not None else None
    if act.payload["accepted_on"] != str(s.complete_on) or (last is not None and act.on != last):
        yield Finding("deemed_on_wrong_day", article, act.seq, {"on": str(s.complete_on)})


def _lapse(act: ActRow, s: Standing, p: Procedure, calendar: Calendar, recorded: date) -> Iterator[Finding]:
    """An act that names no last day is of before, when a lapse had effect from the day on which it was recorded."""
    article, until = licensing.TABLE[Kind.LAPSE].basis, act.payload.get("silent_until")
    if until is None:
        end = clocks.correction_end(s, calendar)
        if end is None or not calendar.is_past(end, act.on):
            yield Finding("correction_period_still_runs", article, act.seq)
        if act.at is not None and act.on != recorded:
            yield Finding("back_dated", "principle", act.seq, {"on": str(act.on), "recorded": str(recorded)})
        return
    ended_on = clocks.lapsed_on(s, p, calendar, recorded)
    if ended_on is None or act.payload["effect"] != p.intake.lapse:
        yield Finding("deemed_without_silence", article, act.seq)
    elif act.on != ended_on or until != str(ended_on - timedelta(days=1)):
        yield Finding("deemed_on_wrong_day", article, act.seq, {"on": str(ended_on)})


def _clocks(s: Standing, p: Procedure, calendar: Calendar, today: date) -> Iterator[Finding]:
    """Which clocks ran out. A clock that the loaded years cannot judge is not called late."""
    s = clocks.as_of(s, p, calendar, today)
    if s.received_on is None:
        return
    now = clocks.clocks(s, p, calendar, today)
    if s.deemed:
        yield Finding("accepted_by_silence", "ALL/72(1)", 0, {"accepted_on": str(s.accepted_on)}, LATE)
    if now.statutory is not None and now.statutory.late:
        yield Finding("statutory_exceeded", "ALL/74(2)", 0, {"over": now.statutory.over}, LATE)
    elif now.promised is not None and now.promised.late:
        yield Finding("promise_exceeded", "OBE/36", 0, {"over": now.promised.over}, LATE)
    first = clocks.first_review_clock(s, p, calendar, today)
    if first is not None and first.late:
        yield Finding("first_review_late", "ALL/43", 0, {"over": first.over}, LATE)
    for lane in s.lanes.values():
        if lane.given_on is not None and clocks.lane_clock(lane, s, calendar, lane.given_on).late:
            yield Finding("opinion_late", "ALL/26(2)", 0, {"authority": lane.authority}, LATE)
    if p.has_result and s.decided_on is not None and s.outcome in ("granted", "deemed_renewed"):
        end = calendar.least(s.decided_on) + p.issue_days
        if calendar.is_past(end, s.ended_on or today):  # made and delivered
            yield Finding("certificate_late", "ALL/44", 0, {}, LATE)
    yield from _hearing(s, calendar, today)


def _hearing(s: Standing, calendar: Calendar, today: date) -> Iterator[Finding]:
    """A hearing is held within twenty working days of being asked for (art. 47(1)), and not yet held counts too.

    A request that was taken back asks for none; where the file was decided or ended without one, it is late only if
    it was late by then.
    """
    h = s.hearing
    if h.requested_on is None or not h.is_asked_for:
        return
    held_on = h.held_on if h.record is not None else None
    by = held_on or s.decided_on or s.ended_on or today
    if calendar.is_past(calendar.least(h.requested_on) + HEARING.amount, by):
        yield Finding("hearing_late", "ALL/47(1)", 0, {"held_on": str(held_on or "")}, LATE)
