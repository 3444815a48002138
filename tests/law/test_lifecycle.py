"""The licensing lifecycle held against worked examples: intake, silence, correction, stops, extension, opinions."""

from datetime import date
from typing import Any

import pytest

from sunhall.kernel.refused import Refused
from sunhall.law.calendar import Calendar
from sunhall.law.lifecycles import clocks, licensing
from sunhall.law.lifecycles.folding import FOLDS, fold
from sunhall.law.lifecycles.kinds import Kind, Phase
from sunhall.law.lifecycles.licensing import Proposal
from sunhall.law.lifecycles.payloads import PAYLOADS, check_payload
from sunhall.law.lifecycles.procedure import RETURN_AND_REFILE, Intake, LaneRule, Procedure
from sunhall.law.lifecycles.standing import ActRow, Standing
from sunhall.law.terms import Term, Trigger

CALENDAR = Calendar.load()


def procedure(**changes: Any) -> Procedure:
    given: dict[str, Any] = {
        "matter": "m",
        "statutory": Term(20),
        "promised": Term(10),
        "intake": Intake(correction_days=10),
    }
    return Procedure(**{**given, **changes})


def acts(*rows: tuple[str, str, dict[str, Any]], officer: int = 1) -> list[ActRow]:
    return [ActRow(i, k, date.fromisoformat(on), None, officer, None, 1, p) for i, (k, on, p) in enumerate(rows, 1)]


SUBMIT = {"application": "a", "digest": "d", "channel": "online"}


def submitted(on: str) -> tuple[str, str, dict[str, Any]]:
    return ("submit", on, SUBMIT)


def ask(
    standing: Standing,
    kind: Kind,
    on: str,
    payload: dict[str, Any] | None = None,
    *,
    officer: int = 2,
    p: Procedure | None = None,
) -> str | None:
    day = date.fromisoformat(on)
    p = p or procedure()
    told = licensing.objection(
        clocks.as_of(standing, p, CALENDAR, day), Proposal(kind, day, officer, payload), p, CALENDAR
    )
    return told.code if told else None


CORRECTION = {"items": [{"material": "M1", "verdict": "missing", "reason": "missing", "new_defect": False}], "days": 10}


def test_every_kind_that_can_be_done_has_a_payload_a_fold_and_a_row_in_the_table() -> None:
    assert set(PAYLOADS) == set(FOLDS) == set(licensing.TABLE)


def test_every_rule_in_the_table_is_registered_with_an_article_and_a_sentence() -> None:
    used = {r.__name__ for g in licensing.TABLE.values() for r in g.rules}
    assert used == set(licensing.RULES)
    assert all(article and function.__doc__ for article, function in licensing.RULES.values())


def test_C01_silence_for_five_working_days_is_acceptance_from_the_day_of_receipt() -> None:
    s = fold(acts(submitted("2026-02-12")))
    p = procedure()
    assert CALENDAR.day_of(clocks.intake_end(s, p, CALENDAR) or 0) == date(2026, 2, 26)
    assert clocks.as_of(s, p, CALENDAR, date(2026, 2, 26)).phase is Phase.RECEIVED
    told = clocks.as_of(s, p, CALENDAR, date(2026, 2, 27))
    assert (told.phase, told.deemed, told.accepted_on) == (Phase.REVIEW, True, date(2026, 2, 12))
    clock = clocks.clocks(told, p, CALENDAR, date(2026, 2, 27)).statutory
    assert clock is not None and clock.due == date(2026, 3, 18)
    assert s.phase is Phase.RECEIVED, "the recorded standing is left as it is"


def test_C02_a_notice_on_the_fifth_working_day_is_in_time() -> None:
    assert ask(fold(acts(submitted("2026-02-12"))), Kind.REQUEST_CORRECTION, "2026-02-26", CORRECTION) is None


def test_C03_a_notice_on_the_sixth_working_day_is_too_late() -> None:
    s = fold(acts(submitted("2026-02-12")))
    assert ask(s, Kind.REQUEST_CORRECTION, "2026-02-27", CORRECTION) == "late_correction_notice"


def test_C06_the_clock_starts_on_the_day_of_the_complete_supplement() -> None:
    s = fold(
        acts(
            submitted("2026-03-02"),
            ("request_correction", "2026-03-04", CORRECTION),
            ("resubmit", "2026-03-20", {**SUBMIT, "materials": ["M1"]}),
            ("accept", "2026-03-20", {"mode": "general"}),
        )
    )
    clock = clocks.clocks(s, procedure(), CALENDAR).statutory
    assert clock is not None and clock.due == date(2026, 4, 20)


def test_C07_a_second_notice_about_what_could_be_seen_the_first_time_is_refused() -> None:
    s = fold(
        acts(
            submitted("2026-03-02"),
            ("request_correction", "2026-03-04", CORRECTION),
            ("resubmit", "2026-03-06", {**SUBMIT, "materials": ["M1"]}),
        )
    )
    old = {"items": [{"material": "M2", "verdict": "missing", "reason": "missing", "new_defect": False}]}
    new = {"items": [{"material": "M1", "verdict": "wrong", "reason": "unreadable", "new_defect": True}]}
    claimed = {"items": [{"material": "M2", "verdict": "wrong", "reason": "unreadable", "new_defect": True}]}
    assert ask(s, Kind.REQUEST_CORRECTION, "2026-03-09", old) == "not_one_time_notice"
    assert ask(s, Kind.REQUEST_CORRECTION, "2026-03-09", claimed) == "not_one_time_notice"
    assert ask(s, Kind.REQUEST_CORRECTION, "2026-03-09", new) is None


def test_C10_who_is_not_competent_names_who_is() -> None:
    s = fold(acts(submitted("2026-03-02")))
    assert ask(
        s, Kind.REFUSE_ACCEPTANCE, "2026-03-02", {"ground": "not_this_authority", "statement": 1, "competent": ""}
    ) == ("competent_authority_not_named")


def accepted(on: str = "2026-03-02", *more: tuple[str, str, dict[str, Any]]) -> Standing:
    return fold(acts(submitted(on), ("accept", on, {"mode": "general"}), *more))


def test_B15_to_B18_an_extension_is_in_time_by_the_head_once_and_within_its_measure() -> None:
    def extend(days: int = 10, approver: str = "agency_head") -> dict[str, Any]:
        return {"days": days, "approver": approver, "statement": 1}

    s = accepted("2026-01-12")
    assert ask(s, Kind.EXTEND, "2026-02-09", extend()) is None
    assert ask(s, Kind.EXTEND, "2026-02-10", extend()) == "extension_after_expiry"
    assert ask(s, Kind.EXTEND, "2026-02-05", extend(approver="window_clerk")) == "approver_not_agency_head"
    assert ask(s, Kind.EXTEND, "2026-02-05", extend(days=15)) == "extension_over_statutory_max"
    longer = accepted("2026-01-12", ("extend", "2026-02-09", extend()))
    told = clocks.clocks(longer, procedure(), CALENDAR)
    assert told.statutory is not None and told.statutory.due == date(2026, 2, 28)
    assert told.promised is not None and told.promised.due == date(2026, 1, 26), "the promise stays as it was made"
    assert ask(longer, Kind.EXTEND, "2026-02-10", extend()) == "already_extended"


def special(kind: str = "testing") -> dict[str, Any]:
    return {"procedure": kind, "needed_days": 10, "statement": 1, "basis": "ALL/45"}


def test_B20_and_B21_two_special_procedures_are_merged_not_summed() -> None:
    s = accepted(
        "2026-02-26",
        ("start_special_procedure", "2026-03-02", special("appraisal")),
        ("start_special_procedure", "2026-03-06", special("expert_review")),
        ("end_special_procedure", "2026-03-11", {"start": 3, "result": "done"}),
        ("end_special_procedure", "2026-03-13", {"start": 4, "result": "done"}),
    )
    assert s.phase is Phase.REVIEW
    clock = clocks.run(Term(10), s, CALENDAR, None, extended=True)
    assert clock is not None and (clock.excluded, clock.due) == (9, date(2026, 3, 24))


def test_B22_while_a_special_procedure_is_open_there_is_no_due_date() -> None:
    s = accepted("2026-03-02", ("start_special_procedure", "2026-03-09", special()))
    clock = clocks.clocks(s, procedure(), CALENDAR, date(2026, 3, 20)).statutory
    assert clock is not None and (clock.due, clock.spent, clock.left) == (None, 5, 15)
    assert ask(s, Kind.GRANT, "2026-03-20", {"statement": None}) == "not_open_now"


def test_B23_a_site_visit_stops_no_clock_without_a_law_that_says_so() -> None:
    s = accepted()
    code = "special_type_not_in_art45_without_basis"
    assert ask(s, Kind.START_SPECIAL_PROCEDURE, "2026-03-09", special("site_visit")) == code
    p = procedure(extra_stops={"site_visit": "Some Regulation, art. 7"})
    assert ask(s, Kind.START_SPECIAL_PROCEDURE, "2026-03-09", special("site_visit"), p=p) is None


def test_M03_facts_are_checked_by_two_different_officials() -> None:
    assert ask(accepted(), Kind.CHECK_FACTS, "2026-03-04", {"officers": [7, 7], "result": "meets"}) == "need_two_staff"
    assert ask(accepted(), Kind.CHECK_FACTS, "2026-03-04", {"officers": [7, 8], "result": "meets"}) is None


def test_M04_a_refusal_states_reasons() -> None:
    assert ask(accepted(), Kind.REFUSE, "2026-03-04", {"statement": 0}) == "reasons_missing"


def test_a_decision_waits_for_every_mandatory_opinion_and_respects_a_no() -> None:
    p = procedure(lanes=(LaneRule(5, 3), LaneRule(6, 5), LaneRule(7, 5, mandatory=False)))
    s = accepted()
    assert ask(s, Kind.GRANT, "2026-03-04", {"statement": None}, p=p) == "opinions_missing"
    lanes = {"lanes": [{"authority": a, "days": 3, "mandatory": a != 7} for a in (5, 6, 7)]}
    s = accepted(
        "2026-03-02",
        ("ask_opinion", "2026-03-02", lanes),
        ("give_opinion", "2026-03-03", {"authority": 5, "agrees": True}),
    )
    assert ask(s, Kind.GRANT, "2026-03-04", {"statement": None}, p=p) == "opinions_missing"
    assert ask(s, Kind.GIVE_OPINION, "2026-03-04", {"authority": 5, "agrees": False}, p=p) == "opinion_already_given"
    assert ask(s, Kind.GIVE_OPINION, "2026-03-04", {"authority": 9, "agrees": False}, p=p) == "opinion_not_asked"
    for agrees, grant in ((True, None), (False, "opinion_against")):
        t = fold(
            [ActRow(5, "give_opinion", date(2026, 3, 4), None, 3, None, 6, {"authority": 6, "agrees": agrees})],
            fold(
                acts(
                    submitted("2026-03-02"),
                    ("accept", "2026-03-02", {"mode": "general"}),
                    ("ask_opinion", "2026-03-02", lanes),
                    ("give_opinion", "2026-03-03", {"authority": 5, "agrees": True}),
                )
            ),
        )
        assert ask(t, Kind.GRANT, "2026-03-05", {"statement": None}, p=p) == grant
        assert ask(t, Kind.REFUSE, "2026-03-05", {"statement": 1}, p=p) is None


def test_who_accepted_does_not_decide_unless_the_matter_is_decided_on_the_spot() -> None:
    s = accepted()
    assert ask(s, Kind.GRANT, "2026-03-04", {"statement": None}, officer=1) == "same_person_accepted"
    assert ask(s, Kind.GRANT, "2026-03-04", {"statement": None}, officer=1, p=procedure(is_instant=True)) is None


def test_MT01_and_MT02_a_clock_from_receipt_counts_from_receipt() -> None:
    for amount, received, accepted_on, due in (
        (7, "2026-03-02", "2026-03-02", date(2026, 3, 11)),
        (20, "2026-03-02", "2026-03-05", date(2026, 3, 30)),
    ):
        s = fold(acts(submitted(received), ("accept", accepted_on, {"mode": "general"})))
        clock = clocks.clocks(s, procedure(statutory=Term(amount, trigger=Trigger.RECEIPT)), CALENDAR).statutory
        assert clock is not None and clock.due == due


def test_MT04_silence_at_the_counter_is_acceptance_the_same_day_where_the_matter_says_so() -> None:
    p = procedure(intake=Intake(rule="on_the_spot_silence", days=0), statutory=Term(30))
    s = clocks.as_of(fold(acts(submitted("2026-03-02"))), p, CALENDAR, date(2026, 3, 3))
    assert (s.phase, s.accepted_on) == (Phase.REVIEW, date(2026, 3, 2))


def test_MT05_an_incomplete_registration_file_is_returned_and_never_deemed_accepted() -> None:
    p = procedure(intake=Intake(rule=RETURN_AND_REFILE))
    s = fold(acts(submitted("2026-03-02")))
    assert clocks.as_of(s, p, CALENDAR, date(2026, 6, 1)).phase is Phase.RECEIVED
    assert ask(s, Kind.REQUEST_CORRECTION, "2026-03-03", CORRECTION, p=p) == "file_is_returned_not_corrected"
    assert ask(s, Kind.RETURN_FILE, "2026-03-03", {"items": CORRECTION["items"]}, p=p) is None
    assert ask(s, Kind.RETURN_FILE, "2026-03-03", {"items": CORRECTION["items"]}) == "file_is_corrected_not_returned"


def test_a_silent_applicant_lapses_only_after_the_period_of_the_notice() -> None:
    s = fold(acts(submitted("2026-03-02"), ("request_correction", "2026-03-04", CORRECTION)))
    assert ask(s, Kind.LAPSE, "2026-03-18", {"effect": "abandoned"}) == "correction_period_still_runs"
    assert clocks.as_of(s, procedure(), CALENDAR, date(2026, 3, 18)).phase is Phase.CORRECTION
    assert clocks.as_of(s, procedure(), CALENDAR, date(2026, 3, 19)).phase is Phase.LAPSED
    late = {**SUBMIT, "materials": ["M1"]}
    assert ask(s, Kind.RESUBMIT, "2026-03-19", late) == "correction_period_over"


@pytest.mark.parametrize("phase", list(Phase))
def test_an_ended_file_allows_only_rectification_and_acts_on_its_licence(phase: Phase) -> None:
    s = Standing(phase=phase)
    if s.is_ended:
        after = {
            Kind.RECTIFY,
            Kind.NOTIFY_INTERESTED_PARTY,
            Kind.RECORD_STATEMENT,
            Kind.VERIFY_COMMITMENT,
            Kind.WITHDRAW_LICENCE,
            Kind.REVOKE,
            Kind.FORFEIT,
            Kind.CANCEL,
        }
        of_the_licence = after if phase is Phase.DELIVERED else {Kind.RECTIFY}
        closed = {"not_open_now", "correction_period_over"}
        assert {k for k in licensing.TABLE if ask(s, k, "2026-03-02") not in closed} <= of_the_licence


def test_a_payload_with_a_missing_or_an_unknown_field_is_refused() -> None:
    with pytest.raises(Refused, match="act_incomplete"):
        check_payload(Kind.GRANT, {"applicant": "somebody"})
    with pytest.raises(Refused, match="act_incomplete"):
        check_payload(Kind.REFUSE, {})
    with pytest.raises(Refused, match="act_incomplete") as refused:
        check_payload(Kind.REVOKE, {"certificates": [1], "ground": "other_lawful", "compensation": "no_loss", "why": 1})
    assert refused.value.facts == {"kind": "revoke", "missing": ["statement"], "unknown": ["why"]}
    check_payload(
        Kind.REVOKE, {"certificates": [1], "ground": "other_lawful", "compensation": "no_loss", "statement": 1}
    )


LANES = {"lanes": [{"authority": 5, "days": 3, "mandatory": True, "consent": False}]}


@pytest.mark.parametrize(
    ("code", "kind", "payload", "more", "changes"),
    [
        ("correction_lists_nothing", Kind.REQUEST_CORRECTION, {"items": []}, None, {}),
        ("opinion_already_asked", Kind.ASK_OPINION, LANES, ("ask_opinion", "2026-03-02", LANES), {}),
        ("facts_not_checked", Kind.GRANT, {"statement": None}, (), {"needs_fact_check": True}),
        ("needed_time_not_told", Kind.START_SPECIAL_PROCEDURE, {**special(), "needed_days": 0}, (), {}),
        (
            "no_such_special_procedure",
            Kind.END_SPECIAL_PROCEDURE,
            {"start": 9, "result": "done"},
            ("start_special_procedure", "2026-03-03", special()),
            {},
        ),
        ("no_suspension_rule", Kind.SUSPEND, {"basis": "", "statement": 1}, (), {}),
        (
            "certificate_not_issued",
            Kind.DELIVER,
            {"method": "window"},
            ("grant", "2026-03-04", {"statement": None}),
            {},
        ),
        ("no_certificate", Kind.ISSUE, {"certificates": []}, ("grant", "2026-03-04", {"statement": None}), {}),
    ],
)
def test_each_unlawful_act_meets_its_rule(code: str, kind: Kind, payload: Any, more: Any, changes: Any) -> None:
    p = procedure(**changes)
    s = fold(acts(submitted("2026-03-02"))) if more is None else accepted("2026-03-02", *([more] if more else []))
    assert ask(s, kind, "2026-03-05", payload, p=p) == code


def test_an_advisory_no_leaves_the_decision_to_who_decides() -> None:
    s = accepted(
        "2026-03-02",
        ("ask_opinion", "2026-03-02", LANES),
        ("give_opinion", "2026-03-03", {"authority": 5, "agrees": False}),
    )
    assert ask(s, Kind.GRANT, "2026-03-04", {"statement": None}) is None


def test_a_fact_check_that_this_very_case_needs_comes_before_the_grant() -> None:
    check = ("check_facts", "2026-03-03", {"officers": [7, 8], "result": "meets"})
    for more, code in (((), "facts_not_checked"), ((check,), None)):
        s = fold(
            acts(submitted("2026-03-02"), ("accept", "2026-03-02", {"mode": "general", "fact_check": True}), *more)
        )
        assert ask(s, Kind.GRANT, "2026-03-04", {"statement": None}) == code


def test_a_suspension_stops_the_clock_only_where_the_matter_knows_it() -> None:
    p = procedure(suspension_basis="Some Measures, art. 9")
    assert ask(accepted(), Kind.SUSPEND, "2026-03-04", {"basis": "x", "statement": 1}, p=p) is None
    s = accepted("2026-03-02", ("suspend", "2026-03-04", {"basis": "x", "statement": 1}), ("resume", "2026-03-09", {}))
    clock = clocks.clocks(s, p, CALENDAR).statutory
    assert s.phase is Phase.REVIEW
    assert clock is not None
    assert clock.excluded == 3


def test_every_rule_is_named_by_a_test() -> None:
    from pathlib import Path

    tests = "".join(p.read_text("utf-8") for p in Path(__file__).resolve().parents[1].rglob("test_*.py"))
    assert [code for code in licensing.RULES if code not in tests] == []
