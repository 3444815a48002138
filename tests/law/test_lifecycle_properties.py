"""What holds for every history of a file, whatever lawful acts of whatever kinds it is made of (see `histories`)."""

import importlib.util
from copy import deepcopy
from datetime import date, timedelta
from pathlib import Path
from random import Random
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.law.histories import (
    CALENDAR,
    FIRST,
    LEAD,
    ON_THE_LICENCE,
    PROCEDURES,
    RENEWAL,
    STRIKES,
    SUBMITTED,
    History,
    days_of,
    ended_at,
    histories,
    lawful,
    record_silence,
    walk,
)

from sunhall.cases import copies
from sunhall.law import audit
from sunhall.law.clock import Reckoning, State, hours_after, reckon
from sunhall.law.lifecycles import clocks, licensing
from sunhall.law.lifecycles import procedure as procedures
from sunhall.law.lifecycles.folding import fold, mended
from sunhall.law.lifecycles.kinds import ENDED, Kind, Phase
from sunhall.law.lifecycles.licensing import Proposal
from sunhall.law.lifecycles.standing import Standing
from sunhall.law.terms import Roll, Unit

many = settings(max_examples=80, deadline=None)


def judge() -> ModuleType:
    """The slow count that shares no code with the clock."""
    path = Path(__file__).resolve().parents[2] / "bench" / "day_by_day.py"
    spec = importlib.util.spec_from_file_location("day_by_day", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


JUDGE = judge()


@many
@given(histories())
def test_an_ended_file_allows_only_rectification_and_acts_on_its_licence_and_any_other_can_go_on(h: History) -> None:
    s = h.standing
    assert [a.seq for a in h.acts] == list(range(1, s.seq + 1))
    on = max(act.on for act in h.acts) + timedelta(days=1)
    told = {k: licensing.objection(s, Proposal(k, on, 2, None), h.procedure, CALENDAR) for k in licensing.TABLE}
    possible = {kind for kind, said in told.items() if said is None}
    if s.phase in ENDED:
        assert s.ended_on is not None
        assert 2 in s.recused or Kind.RECTIFY in possible, "a slip can be mended whenever it is found"
        assert possible - {Kind.RECTIFY} <= (ON_THE_LICENCE if s.phase is Phase.DELIVERED else set())
    else:
        assert s.ended_on is None
        assert possible - {Kind.RECTIFY, Kind.RECUSE}


@many
@given(histories())
def test_after_the_end_there_are_only_acts_on_the_licence_and_no_licence_is_struck_down_twice(h: History) -> None:
    end = ended_at(h)
    after = {Kind(act.kind) for act in h.acts[end:]} if end else set()
    assert after <= ON_THE_LICENCE | {Kind.RECTIFY}
    if end and h.standing.phase is not Phase.DELIVERED:
        assert after <= {Kind.RECTIFY}
    struck = [n for act in h.acts if act.kind in STRIKES for n in act.payload["certificates"]]
    cancelled = [n for act in h.acts if act.kind == Kind.CANCEL for n in act.payload["certificates"]]
    assert len(set(struck)) == len(struck)
    assert len(set(cancelled)) == len(cancelled)
    assert set(struck) | set(cancelled) == {n for n, x in h.standing.licences.items() if x.state != "valid"}


@many
@given(histories())
def test_only_kinds_that_the_table_opens_in_a_phase_are_open_and_the_rest_is_refused_with_the_article(
    h: History,
) -> None:
    for length in range(1, len(h.acts) + 1):
        s = fold(h.acts[:length])
        assert s.phase in set(Phase)
        on = h.acts[length - 1].on
        for kind, gesture in licensing.TABLE.items():
            if s.phase not in gesture.open_in:
                told = licensing.objection(s, Proposal(kind, on, 2, None), h.procedure, CALENDAR)
                assert told is not None
                if kind is Kind.REQUEST_CORRECTION and s.passed_up_on:
                    assert (told.code, told.article) == ("upper_level_asks_again", "ALL/35")
                elif kind is Kind.REQUEST_CORRECTION and s.deemed and s.phase is Phase.REVIEW:
                    assert (told.code, told.article) == ("late_correction_notice", "ALL/32(1)(4)")
                elif kind is Kind.RESUBMIT and s.phase is Phase.LAPSED:
                    assert (told.code, told.article) == ("correction_period_over", "ALL/32(1)(4)")
                elif kind in (Kind.RENEW, Kind.REFUSE) and s.outcome == "deemed_renewed":
                    assert (told.code, told.article) == ("late_renewal_decision", "ALL/50(2)")
                else:
                    assert (told.code, told.article) == ("not_open_now", gesture.basis)
                    assert told.facts == {"kind": str(kind), "phase": str(s.phase)}


@many
@given(histories())
def test_the_recheck_finds_nothing_unlawful_in_a_lawful_history(h: History) -> None:
    today = max(act.on for act in h.acts) + timedelta(days=1)
    found = audit.findings(h.acts, h.procedure, CALENDAR, today)
    assert [f.code for f in found if f.kind == audit.VIOLATION] == []


@many
@given(histories(), st.data())
def test_a_history_folds_the_same_at_once_and_in_two_parts(h: History, data: st.DataObject) -> None:
    # Mended already: a later rectification of the same act must not be undone by an earlier one in the first part.
    said = {Kind.RECTIFY: {"changes": {}}}
    acts = [act._replace(payload={**act.payload, **said.get(Kind(act.kind), {})}) for act in mended(h.acts)]
    cut = data.draw(st.integers(0, len(acts)))
    assert fold(acts[cut:], fold(acts[:cut])) == fold(acts)


@many
@given(histories())
def test_a_rectified_history_folds_as_if_the_acts_had_always_said_so(h: History) -> None:
    """Mended by hand, with the rectifications emptied: the same file, and the stored acts are left as they are."""
    before = deepcopy(h.acts)
    rows = {act.seq: act for act in h.acts}
    for act in h.acts:
        if act.kind != Kind.RECTIFY:
            continue
        of, changes = rows[act.payload["of"]], dict(act.payload["changes"])
        on = date.fromisoformat(changes.pop("on", of.on.isoformat()))
        rows[of.seq] = of._replace(on=on, payload={**of.payload, **changes})
        rows[act.seq] = act._replace(payload={**act.payload, "changes": {}})
    assert fold(rows.values()) == h.standing
    assert h.acts == before


def _by_hand(clock: Reckoning, at: date) -> None:
    """The clock against counting one day after the other: due day, days not counted, days spent."""
    asked = clock.question
    pauses = [(pause.start, pause.end) for pause in asked.pauses]
    amount = clock.total if asked.unit is not Unit.MONTH else None
    unit = str(asked.unit) if amount is not None else "calendar_day"
    told = JUDGE.count(asked.start, clock.total, unit, pauses)
    assert clock.due == told.due
    if told.due is not None:
        assert clock.excluded == told.excluded
    if told.due is not None or told.stopped:
        assert clock.spent == sum(day <= at for day in told.counted)
        assert clock.left == clock.total - clock.spent


@many
@given(histories(), st.data())
def test_the_clocks_of_every_file_agree_with_counting_day_by_day(h: History, data: st.DataObject) -> None:
    today = data.draw(days_of(h))
    s = clocks.as_of(h.standing, h.procedure, CALENDAR, today)
    now = clocks.clocks(s, h.procedure, CALENDAR, today)
    for clock in (now.statutory, now.promised):
        if clock is not None and not clock.provisional:
            _by_hand(clock, clock.question.as_of or today)


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
@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
def test_two_special_procedures_at_once_take_out_their_union(a: int, b: int, c: int, d: int) -> None:
    h, first = History("plain"), date(2026, 2, 2)
    h.add(Kind.SUBMIT, first, SUBMITTED)
    h.add(Kind.ACCEPT, first, {"mode": "general"}, 1)
    spans = [(min(a, b), max(a, b)), (min(c, d), max(c, d))]
    events = sorted(
        [(start, 0, n) for n, (start, _) in enumerate(spans)] + [(end, 1, n) for n, (_, end) in enumerate(spans)]
    )
    seqs: dict[int, int] = {}
    for days, ends, n in events:
        on = first + timedelta(days=days)
        if not ends:
            h.add(Kind.START_SPECIAL_PROCEDURE, on, {"procedure": "testing", "needed_days": 1, "statement": 1}, 2)
            seqs[n] = len(h.acts)
        else:
            h.add(Kind.END_SPECIAL_PROCEDURE, on, {"start": seqs[n], "result": "done"}, 2)
    clock = clocks.clocks(h.standing, h.procedure, CALENDAR).statutory
    assert clock is not None and clock.due is not None
    union = {first + timedelta(days=n) for x, y in spans for n in range(x + 1, y + 1)}
    assert clock.excluded == len([day for day in union if day in JUDGE.working_days() and day <= clock.due])
    assert h.standing.phase is Phase.REVIEW


@many
@given(histories(), st.data())
def test_a_stopped_clock_has_no_due_day_unless_it_had_run_out_before(h: History, data: st.DataObject) -> None:
    today = data.draw(days_of(h))
    s = h.standing
    now = clocks.clocks(s, h.procedure, CALENDAR, today)
    stop = s.open_stop
    over = s.is_ended or s.outcome == "deemed_renewed"
    assert (stop is not None) == (s.phase in (Phase.STOPPED, Phase.SUSPENDED) or (over and stop is not None))
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
    if s.phase in ENDED or s.phase is Phase.CORRECTION:
        assert not [d for d in desks if d.role in ("intake", "lead", "opinion", "issue", "delivery")], "nobody's turn"
    assert len({(d.authority, d.role) for d in desks}) == len(desks)
    running = s.phase in (Phase.RECEIVED, Phase.CORRECTION, Phase.REVIEW, Phase.STOPPED, Phase.SUSPENDED)
    if not running:
        assert (copy.statutory_end, copy.promised_end, copy.statutory_due_on) == (None, None, None)
    if copy.statutory_due_on is not None:
        assert copy.statutory_end is not None
    if s.phase in (Phase.REVIEW, Phase.STOPPED, Phase.SUSPENDED):
        waiting = {d.authority for d in desks if d.role == "opinion"}
        assert {lane.authority for lane in s.open_lanes} <= waiting
        assert {a for a, said in copy.lanes if said == "asked"} == {lane.authority for lane in s.open_lanes}


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
    if first.deemed:
        assert second.deemed and second.accepted_on == first.accepted_on
    if first.outcome == "deemed_renewed":
        assert second == first, "a renewal by silence is the last that silence does"
    if s.is_decided or s.is_ended:
        assert first == second == s


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


@many
@given(histories(), st.integers(0, 40), st.integers(0, 40))
def test_what_silence_has_done_needs_no_job(h: History, early: int, late: int) -> None:
    """A file read without the acts of silence stands, and its clocks tell, what they do when somebody records them."""
    last = max(act.on for act in h.acts)
    today, after = (last + timedelta(days=n) for n in sorted((early, late)))
    p = h.procedure
    recorded = History(h.name, list(h.acts))
    record_silence(recorded, today)
    known, told = clocks.as_of(h.standing, p, CALENDAR, today), recorded.standing
    known.seq = told.seq if known is not h.standing else known.seq
    assert _same(known, told)
    later = clocks.as_of(h.standing, p, CALENDAR, after), clocks.as_of(told, p, CALENDAR, after)
    assert clocks.clocks(later[0], p, CALENDAR, after) == clocks.clocks(later[1], p, CALENDAR, after)
    again = History(h.name, list(recorded.acts))
    record_silence(again, today)
    assert again.acts == recorded.acts, "it is recorded once"


def _same(one: Standing, other: Standing) -> bool:
    left, right = deepcopy(one), deepcopy(other)
    left.seq = right.seq
    return left == right


def test_a_renewal_that_nobody_decides_is_renewed_on_the_last_day_whoever_looks_and_whenever() -> None:
    for after in (1, 5, 200):
        h = History("plain")
        h.add(Kind.SUBMIT, date(2026, 3, 2), {**SUBMITTED, **RENEWAL})
        h.add(Kind.ACCEPT, date(2026, 3, 3), {"mode": "general"}, 1)
        record_silence(h, date(2026, 4, 15) + timedelta(days=after))
        assert (h.acts[-1].kind, h.acts[-1].on) == (Kind.DEEM_RENEWED, date(2026, 4, 15))
        assert (h.standing.outcome, h.standing.decided_on) == ("deemed_renewed", date(2026, 4, 15))


starts = st.dates(date(2007, 1, 5), date(2026, 6, 30))


@many
@given(starts, st.integers(0, 90), st.sampled_from([Unit.CALENDAR_DAY, Unit.MONTH]))
def test_a_period_that_rolls_ends_on_the_first_working_day_from_its_strict_end(start: date, n: int, unit: Unit) -> None:
    amount = n if unit is Unit.CALENDAR_DAY else n % 6
    strict = reckon(CALENDAR, start=start, amount=amount, unit=unit).due
    rolled = reckon(CALENDAR, start=start, amount=amount, unit=unit, roll=Roll.NEXT_WORKING_DAY).due
    assert strict is not None and rolled is not None
    assert strict == JUDGE.count(start, amount, str(unit), []).due
    if amount == 0:
        assert rolled == strict == start, "on the spot is on the spot"
        return
    passed = [strict + timedelta(days=k) for k in range((rolled - strict).days)]
    assert rolled in JUDGE.working_days()
    assert not [day for day in passed if day in JUDGE.working_days()]


@many
@given(st.datetimes(), st.integers(0, 1000), st.integers(0, 1000))
def test_hours_add_up_and_know_no_rest_days(at, one: int, two: int) -> None:  # type: ignore[no-untyped-def]
    at = at.replace(year=2026, day=min(at.day, 28))
    assert hours_after(hours_after(at, one), two) == hours_after(at, one + two)
    assert hours_after(at, 24 * one).date() == at.date() + timedelta(days=one)


@many
@given(starts, st.integers(0, 30))
def test_months_follow_each_other_and_never_skip_one(start: date, months: int) -> None:
    ends = [reckon(CALENDAR, start=start, amount=n, unit=Unit.MONTH).due for n in (months, months + 1)]
    assert ends == [JUDGE.corresponding(start, n) for n in (months, months + 1)]
    (first, second) = (end for end in ends if end)
    assert (second.year * 12 + second.month) - (first.year * 12 + first.month) == 1


@pytest.mark.parametrize("name", sorted(PROCEDURES))
def test_every_procedure_can_be_walked_to_its_end_without_one_rare_act(name: str) -> None:
    """Somebody who always does what carries the file on reaches delivery: no procedure is a trap."""
    h, on = History(name), date(2026, 3, 2)
    h.add(Kind.SUBMIT, on, SUBMITTED)
    wanted = [Kind.ACCEPT, Kind.ASK_OPINION, Kind.GIVE_OPINION, Kind.PASS_UP, Kind.CHECK_FACTS, Kind.CALL_HEARING]
    wanted += [Kind.RECORD_HEARING, Kind.GRANT, Kind.ISSUE, Kind.DELIVER]
    once = {Kind.CHECK_FACTS, Kind.CALL_HEARING}
    for kind in wanted:
        officer = {Kind.ACCEPT: 1, Kind.RECORD_HEARING: 9}.get(kind, 2)
        if kind is Kind.CALL_HEARING and h.procedure.hearing != "ex_officio":
            continue
        while found := [each for each in lawful(h, on, officer) if each[0] is kind]:
            h.add(kind, on, found[-1][1] if kind is Kind.CALL_HEARING else found[0][1], officer)
            if kind is Kind.CALL_HEARING:
                on = date.fromisoformat(found[-1][1]["held_on"])
            if kind in once:
                break
    s = h.standing
    assert s.phase is Phase.DELIVERED
    assert s.outcome == "granted"


def test_random_histories_meet_every_kind_of_act() -> None:
    """The generator is no toy: over enough walks, the same each time, every kind of the table is done at least once."""
    met: set[str] = set()
    for seed in range(800):
        met |= {act.kind for act in walk(Random(seed).choice).acts}
    assert set(Kind) - {Kind(kind) for kind in met} == set()
