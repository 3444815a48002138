"""What holds for every history of a file, whatever lawful acts it is made of. Histories are drawn through the table.

A history is drawn day by day: on each, one of the acts to which `licensing.objection` has nothing to object. What
silence has done is recorded first, as the writer of acts does it.
"""

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sunhall.cases import copies
from sunhall.law.calendar import Calendar
from sunhall.law.clock import State
from sunhall.law.lifecycles import clocks, licensing
from sunhall.law.lifecycles import procedure as procedures
from sunhall.law.lifecycles.kinds import ENDED, Kind, Phase
from sunhall.law.lifecycles.licensing import Proposal
from sunhall.law.lifecycles.payloads import check_payload
from sunhall.law.lifecycles.procedure import Intake, LaneRule, Procedure
from sunhall.law.lifecycles.standing import ActRow, Standing, fold
from sunhall.law.terms import Term, Trigger, Unit

CALENDAR = Calendar.load()
LEAD, LANES = 1, (LaneRule(5, 3), LaneRule(6, 5), LaneRule(7, 2, mandatory=False, consent=False))
CORRECTED = Intake(correction_days=10)


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
}
SUBMITTED = {"application": "a1", "digest": "d", "channel": "online"}
FIRST, LAST = date(2026, 1, 5), date(2026, 9, 30)


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


def payloads(kind: Kind, s: Standing, p: Procedure) -> list[dict[str, Any]]:
    """What could be said with an act of this kind, lawful or not: the rules choose."""
    again = bool(s.corrections)
    items = [{"material": "M1", "verdict": "missing", "reason": "missing", "new_defect": again}]
    applied = {**SUBMITTED, "application": f"a{s.seq + 1}"}
    asked = [lane for lane in p.lanes if lane.authority not in s.lanes]
    ask = [{"authority": x.authority, "days": x.days, "mandatory": x.mandatory, "consent": x.consent} for x in asked]
    said: dict[Kind, list[dict[str, Any]]] = {
        Kind.CORRECT_ON_THE_SPOT: [{"application": "a0", "digest": "d"}],
        Kind.REQUEST_CORRECTION: [{"items": items, "days": p.intake.correction_days}, {"items": []}],
        Kind.RESUBMIT: [{**applied, "materials": ["M1"]}],
        Kind.ACCEPT: [{"mode": "general"}],
        Kind.REFUSE_ACCEPTANCE: [{"ground": "not_this_authority", "competent": "X", "statement": 1}],
        Kind.DECLARE_NOT_REQUIRED: [{"statement": 1}],
        Kind.RETURN_FILE: [{"items": items}],
        Kind.LAPSE: [{"effect": "abandoned"}],
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
        Kind.GRANT: [{}],
        Kind.REFUSE: [{"statement": 1}, {"statement": 0}],
        Kind.ISSUE: [{"certificates": [1]}, {"certificates": []}],
        Kind.DELIVER: [{"method": "window"}],
        Kind.WITHDRAW: [{}],
        Kind.TERMINATE: [{"ground": "g", "statement": 1}],
    }
    return said.get(kind, [])


ON_THE_LICENCE = {
    Kind.NOTIFY_INTERESTED_PARTY,
    Kind.RECORD_STATEMENT,
    Kind.VERIFY_COMMITMENT,
    Kind.WITHDRAW_LICENCE,
    Kind.REVOKE,
    Kind.FORFEIT,
    Kind.CANCEL,
}
RARE = {Kind.WITHDRAW, Kind.TERMINATE, Kind.REFUSE_ACCEPTANCE, Kind.DECLARE_NOT_REQUIRED, Kind.RETURN_FILE}


def record_silence(h: History, on: date) -> None:
    s = h.standing
    if clocks.silence_has_accepted(s, h.procedure, CALENDAR, on):
        end = clocks.intake_end(s, h.procedure, CALENDAR)
        assert end is not None and s.complete_on is not None
        until = CALENDAR.day_of(end) or on
        told = {"accepted_on": s.complete_on.isoformat(), "silent_until": until.isoformat()}
        h.add(Kind.DEEM_ACCEPTED, until, told)


def lawful(h: History, on: date, officer: int) -> list[tuple[Kind, dict[str, Any]]]:
    s, p = h.standing, h.procedure
    return [
        (kind, payload)
        for kind in licensing.TABLE
        for payload in payloads(kind, s, p)
        if licensing.objection(s, Proposal(kind, on, officer, payload), p, CALENDAR) is None
    ]


@st.composite
def histories(draw: st.DrawFn, most: int = 14) -> History:
    h = History(draw(st.sampled_from(sorted(PROCEDURES))))
    on = FIRST + timedelta(days=draw(st.integers(0, 60)))
    h.add(Kind.SUBMIT, on, SUBMITTED)
    for _ in range(draw(st.integers(0, most))):
        on = min(on + timedelta(days=draw(st.sampled_from([0, 0, 1, 2, 3, 5, 8, 13, 30]))), LAST)
        record_silence(h, on)
        officer = draw(st.sampled_from([1, 2]))
        found = lawful(h, on, officer)
        usual = [each for each in found if each[0] not in RARE]
        if not found:
            break
        kind, payload = draw(st.sampled_from(found if draw(st.integers(0, 9)) == 0 or not usual else usual))
        h.add(kind, on, payload, officer)
    return h


def days_of(h: History) -> st.SearchStrategy[date]:
    return st.integers(0, 90).map(lambda n: h.acts[-1].on + timedelta(days=n))


many = settings(max_examples=150, deadline=None)


@many
@given(histories())
def test_an_ended_file_allows_only_rectification_and_acts_on_its_licence_and_any_other_can_go_on(h: History) -> None:
    s = h.standing
    assert [a.seq for a in h.acts] == list(range(1, s.seq + 1))
    on = h.acts[-1].on + timedelta(days=1)
    told = {k: licensing.objection(s, Proposal(k, on, 2, None), h.procedure, CALENDAR) for k in licensing.TABLE}
    possible = {kind for kind, said in told.items() if said is None}
    if s.phase in ENDED:
        assert Kind.RECTIFY in possible, "a slip can be mended whenever it is found"
        assert possible - {Kind.RECTIFY} <= (ON_THE_LICENCE if s.phase is Phase.DELIVERED else set())
        assert s.ended_on is not None
    else:
        assert s.ended_on is None
        assert possible - {Kind.RECTIFY, Kind.RECUSE}


@many
@given(histories())
def test_only_kinds_that_the_table_opens_in_a_phase_are_open_and_the_rest_is_refused_with_the_article(
    h: History,
) -> None:
    for length in range(1, len(h.acts) + 1):
        s = fold(h.acts[:length])
        on = h.acts[length - 1].on
        for kind, gesture in licensing.TABLE.items():
            if s.phase not in gesture.open_in:
                told = licensing.objection(s, Proposal(kind, on, 2, None), h.procedure, CALENDAR)
                assert told is not None
                if kind is Kind.REQUEST_CORRECTION and s.deemed and s.phase is Phase.REVIEW:
                    assert (told.code, told.article) == ("late_correction_notice", "ALL/32(1)(4)")
                else:
                    assert (told.code, told.article) == ("not_open_now", gesture.basis)
                    assert told.facts == {"kind": str(kind), "phase": str(s.phase)}


@many
@given(histories(), st.data())
def test_a_history_folds_the_same_at_once_and_in_two_parts(h: History, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(h.acts)))
    assert fold(h.acts[cut:], fold(h.acts[:cut])) == fold(h.acts)


@many
@given(histories(), st.data())
def test_every_day_is_spent_or_left_and_none_is_excluded_twice(h: History, data: st.DataObject) -> None:
    today = data.draw(days_of(h))
    s = clocks.as_of(h.standing, h.procedure, CALENDAR, today)
    now = clocks.clocks(s, h.procedure, CALENDAR, today)
    for clock in (now.statutory, now.promised):
        if clock is None:
            continue
        assert clock.spent is not None and clock.left is not None
        assert clock.spent + clock.left == clock.total
        assert clock.spent >= 0 and clock.left >= 0
        lines = clock.days
        assert len({line.day for line in lines}) == len(lines)
        if clock.due is not None:
            assert sum(line.counted for line in lines) == clock.total
        # Each excluded day lies in a stop; a day in two stops counts once.
        if clock.due is not None and clock.question.unit is Unit.WORKING_DAY:
            assert clock.excluded == sum(line.why == "pause" for line in lines)


@many
@given(histories(), st.data())
def test_a_stopped_clock_has_no_due_day_unless_it_had_run_out_before(h: History, data: st.DataObject) -> None:
    today = data.draw(days_of(h))
    s = h.standing
    now = clocks.clocks(s, h.procedure, CALENDAR, today)
    stop = s.open_stop
    assert (stop is not None) == (s.phase in (Phase.STOPPED, Phase.SUSPENDED) or (s.is_ended and stop is not None))
    for clock in (now.statutory, now.promised):
        if stop is None or clock is None:
            continue
        opened = min(x.start for x in s.stops if x.end is None)
        if clock.due is None and not clock.provisional:
            assert clock.state in (State.STOPPED, State.ENDED)
        else:
            assert clock.due is not None and CALENDAR.least(clock.due) <= CALENDAR.least(opened)


@many
@given(histories())
def test_the_law_never_ends_before_the_promise(h: History) -> None:
    """The promise is the shorter term from the same day, stopped by the same stops; an extension lengthens only the
    law's term. So the law's end may equal the promise's, and never comes first; where it has no end the clock stands.
    """
    now = clocks.clocks(h.standing, h.procedure, CALENDAR)
    if now.statutory is None or now.promised is None:
        assert now.statutory is now.promised is None
        return
    law, promise = now.statutory.end_ordinal, now.promised.end_ordinal
    if promise is None:
        assert law is None, "a stop that holds the promise came before its end, so before the law's"
    if law is not None and promise is not None:
        assert law >= promise


@many
@given(histories())
def test_the_copy_and_the_desks_say_what_the_standing_says(h: History) -> None:
    s, p = h.standing, h.procedure
    copy, desks = copies.copy_of(s, p, CALENDAR), copies.desks_of(s, p, CALENDAR, LEAD)
    assert (copy.seq, copy.phase, copy.outcome) == (s.seq, str(s.phase), s.outcome)
    assert (desks == []) == (s.phase in ENDED or s.phase is Phase.CORRECTION), (
        "nobody's turn: ended, or the applicant's"
    )
    assert len({(d.authority, d.role) for d in desks}) == len(desks)
    running = s.phase in (Phase.RECEIVED, Phase.CORRECTION, Phase.REVIEW, Phase.STOPPED, Phase.SUSPENDED)
    if not running:
        assert (copy.statutory_end, copy.promised_end, copy.statutory_due_on) == (None, None, None)
    if copy.statutory_due_on is not None:
        assert copy.statutory_end is not None
    if s.phase in (Phase.REVIEW, Phase.STOPPED, Phase.SUSPENDED):
        waiting = {d.authority for d in desks if d.role == "opinion"}
        assert waiting == {lane.authority for lane in s.open_lanes}
        assert next(d.end for d in desks if d.role == "lead") == (copy.statutory_end or copies.NEVER)
        assert {a: said for a, said in copy.lanes if said == "asked"}.keys() == waiting


@many
@given(histories(), st.data())
def test_what_silence_does_stays_done_and_doing_it_twice_is_doing_it_once(h: History, data: st.DataObject) -> None:
    one, two = sorted((data.draw(days_of(h)), data.draw(days_of(h))))
    s, p = h.standing, h.procedure
    before = deepcopy(s)
    first, second = clocks.as_of(s, p, CALENDAR, one), clocks.as_of(s, p, CALENDAR, two)
    assert s == before, "the recorded standing is left as it is"
    assert clocks.as_of(first, p, CALENDAR, one) == first
    assert clocks.as_of(first, p, CALENDAR, two) == second
    if first != s:
        assert second == first


@many
@given(st.sampled_from(sorted(PROCEDURES)), st.integers(0, 60), st.integers(0, 40), st.integers(0, 40), st.booleans())
def test_acceptance_by_silence_is_the_same_whenever_it_is_recorded(
    name: str, start: int, early: int, late: int, corrected: bool
) -> None:
    h = History(name)
    on = FIRST + timedelta(days=start)
    h.add(Kind.SUBMIT, on, {**SUBMITTED, "fact_check": True})
    if corrected and h.procedure.intake.rule == procedures.DEEMED_ACCEPTANCE:
        h.add(Kind.REQUEST_CORRECTION, on, {"items": [{"material": "M1"}], "days": 10}, 1)
        on += timedelta(days=3)
        h.add(Kind.RESUBMIT, on, {**SUBMITTED, "application": "a2", "materials": ["M1"], "fact_check": True})
    end = clocks.intake_end(h.standing, h.procedure, CALENDAR)
    assert end is not None
    known = (CALENDAR.day_of(end) or on) + timedelta(days=1)
    days = sorted(known + timedelta(days=n) for n in (early, late))
    recorded = []
    for day in days:
        told = History(name, list(h.acts))
        record_silence(told, day)
        recorded.append(told)
    assert recorded[0] == recorded[1], "the act is dated to the day the law gives it"
    s, p = recorded[0].standing, h.procedure
    if s.deemed:
        unrecorded = clocks.as_of(h.standing, p, CALENDAR, days[1])
        unrecorded.seq = s.seq
        assert unrecorded == s, "read without the act or with it, the file stands the same"
        assert s.fact_check_needed, "silence waives no check of the facts"
        assert copies.copy_of(unrecorded, p, CALENDAR) == copies.copy_of(s, p, CALENDAR)
    else:
        assert p.intake.rule == procedures.RETURN_AND_REFILE
    for day in days:
        assert clocks.clocks(clocks.as_of(h.standing, p, CALENDAR, day), p, CALENDAR, days[1]) == clocks.clocks(
            s, p, CALENDAR, days[1]
        )


@pytest.mark.parametrize("name", sorted(PROCEDURES))
def test_every_procedure_can_be_walked_to_its_end_without_one_rare_act(name: str) -> None:
    """Somebody who always does what carries the file on reaches delivery: no procedure is a trap."""
    h, on = History(name), date(2026, 3, 2)
    h.add(Kind.SUBMIT, on, SUBMITTED)
    wanted = [Kind.ACCEPT, Kind.ASK_OPINION, Kind.GIVE_OPINION, Kind.CHECK_FACTS, Kind.GRANT, Kind.ISSUE, Kind.DELIVER]
    for kind in wanted:
        officer = 1 if kind is Kind.ACCEPT else 2
        while found := [each for each in lawful(h, on, officer) if each[0] is kind]:
            h.add(kind, on, found[0][1], officer)
            if kind is Kind.CHECK_FACTS:
                break
    s = h.standing
    assert s.phase is Phase.DELIVERED
    assert s.outcome == "granted"
