"""Draws whole histories of files through the table: on each day one act to which nothing is objected.

What silence has done is recorded first, as the writer of acts does it. Used by the tests of what is always true.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from sunhall.law.calendar import Calendar
from sunhall.law.lifecycles import clocks, licensing
from sunhall.law.lifecycles import procedure as procedures
from sunhall.law.lifecycles.folding import fold
from sunhall.law.lifecycles.kinds import Kind
from sunhall.law.lifecycles.licensing import Proposal
from sunhall.law.lifecycles.payloads import check_payload
from sunhall.law.lifecycles.procedure import Commitment, FirstReview, Intake, LaneRule, Procedure, Tolerance
from sunhall.law.lifecycles.standing import ActRow, Standing
from sunhall.law.terms import Term, Trigger, Unit

CALENDAR = Calendar.load()
LEAD, LANES = 1, (LaneRule(5, 3), LaneRule(6, 5), LaneRule(7, 2, mandatory=False, consent=False))
CORRECTED = Intake(correction_days=10)
OFFICERS = (1, 2, 3, 9)  # 9 chairs hearings


def _procedure(**given: Any) -> Procedure:
    return Procedure(**{"matter": "m", "statutory": Term(20), "promised": Term(8), "intake": CORRECTED, **given})


PROCEDURES = {
    "plain": _procedure(),
    "with_lanes": _procedure(lanes=LANES, needs_fact_check=True, extra_stops={"site_visit": "Some Regulation, art. 7"}),
    "instant": _procedure(statutory=Term(1), promised=Term(0), is_instant=True, has_result=False, extension_days=0),
    "returned": _procedure(intake=Intake(procedures.RETURN_AND_REFILE), suspension_basis="Some Rules, art. 3"),
    "from_receipt": _procedure(statutory=Term(7, trigger=Trigger.RECEIPT), promised=Term(5, trigger=Trigger.RECEIPT)),
    "months": _procedure(statutory=Term(2, Unit.MONTH), promised=Term(30, Unit.CALENDAR_DAY)),
    "at_the_counter": _procedure(intake=Intake(procedures.ON_THE_SPOT_SILENCE, days=0)),
    "refusing": _procedure(intake=Intake(correction_days=10, lapse="refused")),
    "heard": _procedure(hearing="ex_officio"),
    "modes": _procedure(tolerance=Tolerance(frozenset({"M1", "M2"}), 5, 2), commitment=Commitment(True, ("M1",), 30)),
    "first_review": _procedure(first_review=FirstReview(4), quantity=2),
}
SUBMITTED = {"application": "a1", "digest": "d", "channel": "online"}
RENEWAL = {"request": "renew", "certificate": 7, "valid_to": "2026-04-15", "in_time": True}
ASKED: list[dict[str, Any]] = [
    {},
    {},
    {"commitment": True},
    {"interested": True},
    {"collected_by": 3},
    {"request": "change", "certificate": 7, "valid_to": "2028-01-01"},
    RENEWAL,
    {**RENEWAL, "in_time": False},
]
FIRST, LAST = date(2026, 1, 5), date(2026, 9, 30)
RARE = {
    Kind.WITHDRAW,
    Kind.TERMINATE,
    Kind.REFUSE_ACCEPTANCE,
    Kind.DECLARE_NOT_REQUIRED,
    Kind.RETURN_FILE,
    Kind.RECUSE,
    Kind.CORRECT_ON_THE_SPOT,
    Kind.RECORD_STATEMENT,
    Kind.RECTIFY,
}
ON_THE_LICENCE = {
    Kind.NOTIFY_INTERESTED_PARTY,
    Kind.RECORD_STATEMENT,
    Kind.VERIFY_COMMITMENT,
    Kind.WITHDRAW_LICENCE,
    Kind.REVOKE,
    Kind.FORFEIT,
    Kind.CANCEL,
}


@dataclass
class History:
    """Acts and the days they were done on, under one procedure."""

    name: str
    acts: list[ActRow] = field(default_factory=list)

    @property
    def procedure(self) -> Procedure:
        return PROCEDURES[self.name]

    @property
    def standing(self) -> Standing:
        return fold(self.acts)

    def add(self, kind: Kind, on: date, payload: dict[str, Any], officer: int | None = None) -> None:
        check_payload(kind, payload)
        authority = payload.get("authority", LEAD)
        self.acts.append(ActRow(len(self.acts) + 1, kind, on, None, officer, None, authority, payload))


def payloads(kind: Kind, h: History, s: Standing, on: date) -> list[dict[str, Any]]:
    """What could be said with an act of this kind, lawful or not: the rules choose."""
    for table in (_of_intake, _of_review, _of_hearing, _of_decision, _of_licences):
        found = table(kind, h, s, on)
        if found is not None:
            return found
    return []


def _of_intake(kind: Kind, h: History, s: Standing, on: date) -> list[dict[str, Any]] | None:
    items = [{"material": "M1", "verdict": "missing", "reason": "missing", "new_defect": bool(s.corrections)}]
    applied = {**SUBMITTED, "application": f"a{s.seq + 1}"}
    said: dict[Kind, list[dict[str, Any]]] = {
        Kind.RECEIVE_FORWARDED: [{"centre": 3}],
        Kind.CORRECT_ON_THE_SPOT: [{"application": "a0", "digest": "d"}],
        Kind.REQUEST_CORRECTION: [{"items": items, "days": h.procedure.intake.correction_days}, {"items": []}],
        Kind.RESUBMIT: [{**applied, "materials": ["M1"]}],
        Kind.ACCEPT: [
            {"mode": "general"},
            {"mode": "tolerance", "owed": ["M1", "M2"], "owed_days": 4},
            {"mode": "tolerance", "owed": ["M9"], "owed_days": 4},
            {"mode": "commitment"},
        ],
        Kind.REFUSE_ACCEPTANCE: [{"ground": "not_this_authority", "competent": "X", "statement": 1}],
        Kind.DECLARE_NOT_REQUIRED: [{"statement": 1}],
        Kind.RETURN_FILE: [{"items": items}],
        Kind.LAPSE: [{"effect": "abandoned"}],
        Kind.SUPPLY_OWED: [{"application": f"a{s.seq + 1}", "digest": "d", "materials": [m]} for m in ("M1", "M2")],
        Kind.WITHDRAW_COMMITMENT: [{"owed": ["M1"]}],
        Kind.WITHDRAW: [{}],
    }
    return said.get(kind)


def _of_review(kind: Kind, h: History, s: Standing, on: date) -> list[dict[str, Any]] | None:
    asked = [lane for lane in h.procedure.lanes if lane.authority not in s.lanes]
    ask = [{"authority": x.authority, "days": x.days, "mandatory": x.mandatory, "consent": x.consent} for x in asked]
    grounds = ("applicant_gone", "owed_papers_not_supplied", "commitment_broken", "g")
    said: dict[Kind, list[dict[str, Any]]] = {
        Kind.ASK_OPINION: [{"lanes": ask}] if ask else [],
        Kind.GIVE_OPINION: [{"authority": a, "agrees": yes} for a in (5, 6, 7) for yes in (True, False)],
        Kind.CHECK_FACTS: [{"officers": [1, 2], "result": "meets"}, {"officers": [1, 1], "result": "meets"}],
        Kind.START_SPECIAL_PROCEDURE: [
            {"procedure": what, "needed_days": 3, "statement": 1} for what in ("expert_review", "hearing", "site_visit")
        ],
        Kind.END_SPECIAL_PROCEDURE: [{"start": stop.seq, "result": "done"} for stop in s.stops],
        Kind.EXTEND: [{"days": days, "approver": "agency_head", "statement": 1} for days in (5, 10, 11)],
        Kind.SUSPEND: [{"basis": "b", "statement": 1}],
        Kind.RESUME: [{}],
        Kind.PASS_UP: [{"authority": 4, "agrees": yes, "statement": 1} for yes in (True, False)],
        Kind.TERMINATE: [{"ground": ground, "statement": 1} for ground in grounds],
        Kind.RECUSE: [{"officer": 3, "why": "own_interest", "statement": 1}],
    }
    return said.get(kind)


def _of_hearing(kind: Kind, h: History, s: Standing, on: date) -> list[dict[str, Any]] | None:
    days = [(on + timedelta(days=n)).isoformat() for n in (5, 14)]
    tell = {"about": "the_intended_act", "days": 2, "statement": 1}
    parties = ("applicant", "interested_party", "holder")
    said: dict[Kind, list[dict[str, Any]]] = {
        Kind.NOTIFY_INTERESTED_PARTY: [{**tell, "to": who} for who in parties],
        Kind.RECORD_STATEMENT: [
            {"of": who, "statement": 1, "waives_hearing": waives} for who in parties for waives in (True, False)
        ],
        Kind.OFFER_HEARING: [
            {"to": to, "days": n} for to in (["applicant", "interested_party"], ["applicant"]) for n in (3, 5)
        ],
        Kind.REQUEST_HEARING: [{"of": who} for who in parties[:2]],
        Kind.CALL_HEARING: [
            {"held_on": day, "chair": chair, "statement": 1, "ex_officio": True} for day in days for chair in (2, 9)
        ],
        Kind.RECORD_HEARING: [{"call": s.hearing.call or 0, "signed": yes, "statement": 1} for yes in (True, False)],
    }
    return said.get(kind)


def _of_decision(kind: Kind, h: History, s: Standing, on: date) -> list[dict[str, Any]] | None:
    rests: list[dict[str, Any]] = [{}, {"hearing": s.hearing.record}]
    valid = [[1, on.isoformat(), (on + timedelta(days=40)).isoformat()], [2, on.isoformat(), None]]
    said: dict[Kind, list[dict[str, Any]]] = {
        Kind.GRANT: rests,
        Kind.CHANGE: [{**rest, "certificate": n} for rest in rests for n in (7, 8)],
        Kind.RENEW: [{**rest, "certificate": n} for rest in rests for n in (7, 8)],
        Kind.REFUSE: [
            {**rest, "statement": n, "ground": ground}
            for rest in rests
            for n in (1, 0)
            for ground in ("conditions_not_met", "not_corrected")
        ],
        Kind.ISSUE: [{"certificates": [1, 2], "valid": valid}, {"certificates": []}],
        Kind.DELIVER: [{"method": "window"}],
        Kind.RECTIFY: list(_rectifications(h, on)),
    }
    return said.get(kind)


def _rectifications(h: History, on: date) -> Iterator[dict[str, Any]]:
    """A day earlier or later for the latest acts, as a clerk may have mistaken it."""
    for act in h.acts[-6:]:
        for days in (-1, 2):
            changed = {"on": (act.on + timedelta(days=days)).isoformat()}
            yield {"of": act.seq, "changes": changed, "basis": "a report", "statement": 1}


def _of_licences(kind: Kind, h: History, s: Standing, on: date) -> list[dict[str, Any]] | None:
    some = [[1], [2], [1, 2]]
    said: dict[Kind, list[dict[str, Any]]] = {
        Kind.VERIFY_COMMITMENT: [{"result": how, "officers": [2, 3], "statement": 1} for how in ("kept", "broken")],
        Kind.WITHDRAW_LICENCE: [
            {"certificates": n, "ground": "law_changed", "compensation": "granted", "statement": 1} for n in some
        ],
        Kind.REVOKE: [
            {"certificates": n, "ground": ground, "compensation": loss, "statement": 1}
            for n in some
            for ground, loss in (("ultra_vires", "no_loss"), ("commitment_broken", "not_protected"))
        ],
        Kind.FORFEIT: [{"certificates": n, "decision": "12", "statement": 1} for n in some],
        Kind.CANCEL: [
            {"certificates": n, "ground": ground, "statement": 1}
            for n in some
            for ground in ("expired", "struck", "holder_gone", "g")
        ],
    }
    return said.get(kind)


def record_silence(h: History, on: date) -> None:
    s = h.standing
    if lapsed := clocks.lapsed_on(s, h.procedure, CALENDAR, on):
        until = lapsed - timedelta(days=1)
        h.add(Kind.LAPSE, lapsed, {"effect": h.procedure.intake.lapse, "silent_until": until.isoformat()})
        return
    if clocks.silence_has_accepted(s, h.procedure, CALENDAR, on):
        end = clocks.intake_end(s, h.procedure, CALENDAR)
        assert end is not None and s.complete_on is not None
        until = CALENDAR.day_of(end) or on
        told = {"accepted_on": s.complete_on.isoformat(), "silent_until": until.isoformat()}
        h.add(Kind.DEEM_ACCEPTED, until, told)
        s = h.standing
    if clocks.silence_has_renewed(s, on):
        assert s.valid_to is not None
        h.add(Kind.DEEM_RENEWED, s.valid_to, {"certificate": s.certificate, "valid_to": s.valid_to.isoformat()})


def seen(kind: Kind, h: History, payload: dict[str, Any]) -> dict[str, Any]:
    if kind is Kind.RECTIFY:
        return {"of_kind": h.acts[payload["of"] - 1].kind if payload["of"] <= len(h.acts) else ""}
    return {"left": 1, "ahead": ()} if kind is Kind.GRANT and h.procedure.quantity else {}


def lawful(h: History, on: date, officer: int) -> list[tuple[Kind, dict[str, Any]]]:
    s, p = h.standing, h.procedure
    found = []
    for kind, gesture in licensing.TABLE.items():
        if s.phase not in gesture.open_in:
            continue
        for payload in payloads(kind, h, s, on):
            proposal = Proposal(kind, on, officer, payload, seen(kind, h, payload))
            if licensing.objection(s, proposal, p, CALENDAR) is None:
                found.append((kind, payload))
    return found


def begun(name: str, how: str, on: date, asked: dict[str, Any]) -> History:
    """A history that has come some way already, so that the later kinds of act are met as often as the early ones."""
    h = History(name)
    h.add(Kind.SUBMIT, on, {**SUBMITTED, **asked})
    steps: list[tuple[Kind, dict[str, Any], int]] = [
        (Kind.ACCEPT, {"mode": "commitment" if asked.get("commitment") else "general"}, 1),
        (Kind.GRANT, {}, 2),
        (Kind.ISSUE, {"certificates": [1, 2], "valid": [[1, "2026-01-05", "2026-05-31"], [2, "2026-01-05", None]]}, 2),
        (Kind.DELIVER, {"method": "window"}, 2),
        (Kind.NOTIFY_INTERESTED_PARTY, {"to": "holder", "about": "the_intended_act", "days": 1, "statement": 1}, 2),
    ]
    for kind, payload, officer in steps[: BEGINNINGS[how]]:
        h.add(kind, on, payload, officer)
    return h


BEGINNINGS = {"received": 0, "accepted": 1, "delivered": 4, "told": 5}


Pick = Callable[[Sequence[Any]], Any]


def walk(pick: Pick, most: int = 14) -> History:
    """A history by whoever picks: Hypothesis, which looks for the case that breaks, or chance."""
    on = FIRST + timedelta(days=pick(range(60)))
    how = pick(["received", "received", *sorted(BEGINNINGS)])
    if how == "received":
        h = begun(pick(sorted(PROCEDURES)), how, on, pick(ASKED))
    else:
        name = pick(["plain", "modes"] if how != "accepted" else sorted(PROCEDURES))
        h = begun(name, how, on, {"commitment": True} if name == "modes" else {})
    for _ in range(pick(range(most + 1))):
        on = min(on + timedelta(days=pick([0, 0, 1, 2, 3, 5, 8, 13, 30])), LAST)
        record_silence(h, on)
        officer = pick(OFFICERS)
        found = lawful(h, on, officer)
        usual = [each for each in found if each[0] not in RARE]
        if not found:
            break
        choice = found if pick(range(5)) == 0 or not usual else usual
        wanted = pick(sorted({kind for kind, _ in choice}))  # a kind first: many payloads make it no likelier
        kind, payload = pick([each for each in choice if each[0] is wanted])
        h.add(kind, on, payload, officer)
    return h


@st.composite
def histories(draw: st.DrawFn) -> History:
    return walk(lambda things: draw(st.sampled_from(things)))


def ended_at(h: History) -> int | None:
    """After how many acts the procedure had ended; null while it goes on."""
    return next((n for n in range(1, len(h.acts) + 1) if fold(h.acts[:n]).is_ended), None)


def days_of(h: History) -> st.SearchStrategy[date]:
    return st.integers(0, 90).map(lambda n: max(act.on for act in h.acts) + timedelta(days=n))


STRIKES = {Kind.WITHDRAW_LICENCE, Kind.REVOKE, Kind.FORFEIT}
