"""The licensing lifecycle as one visible table: kind of act → who, in which phases, by what power, on what basis,
what it does to the clock, which notice it issues, and the rules that may object.

Buttons, the API, the permission check, the documentation and the independent re-check read this table.
Source: Administrative Licensing Law (行政许可法, 2019), cited as `ALL/article`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, NamedTuple

from sunhall.law.calendar import Calendar
from sunhall.law.lifecycles import clocks
from sunhall.law.lifecycles import procedure as procedures
from sunhall.law.lifecycles.kinds import Kind, Phase
from sunhall.law.lifecycles.procedure import Procedure
from sunhall.law.lifecycles.standing import Standing
from sunhall.law.terms import SPECIAL_PROCEDURES

APPLICANT: Final = "applicant"
OFFICER: Final = "officer"
SYSTEM: Final = "system"


class Objection(NamedTuple):
    """Why an act is not allowed: a code, the article, and the facts that its sentence needs."""

    code: str
    article: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Proposal:
    """An act that somebody wants to do. `payload` is null when only asking whether the button may be pressed."""

    kind: Kind
    on: date
    officer: int | None
    payload: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Setting:
    standing: Standing
    procedure: Procedure
    calendar: Calendar
    proposal: Proposal


Rule = Callable[[Setting], dict[str, Any] | None]
RULES: Final[dict[str, tuple[str, Rule]]] = {}  # code → (article, rule); the generated rules page lists them


def rule(article: str) -> Callable[[Rule], Rule]:
    """Register a rule: its name is the refusal's code, its docstring the law's sentence. It returns null or facts."""

    def register(function: Rule) -> Rule:
        RULES[function.__name__] = (article, function)
        return function

    return register


@rule("ALL/32(1)(4)")
def correction_lists_nothing(s: Setting) -> dict[str, Any] | None:
    """The correction notice tells the applicant once of everything to supply; an empty one tells nothing."""
    payload = s.proposal.payload
    return {} if payload is not None and not payload["items"] else None


@rule("ALL/72(4)")
def not_one_time_notice(s: Setting) -> dict[str, Any] | None:
    """What could have been seen in the first examination may not be asked for in a second notice.

    A second notice is allowed only for a defect that came in with the supplement itself.
    """
    payload = s.proposal.payload
    if payload is None or not s.standing.corrections:
        return None
    late = [
        i["material"]
        for i in payload["items"]
        if not i.get("new_defect") or i["material"] not in s.standing.resubmitted
    ]
    return {"materials": late} if late else None


@rule("ALL/32(1)(5)")
def file_is_returned_not_corrected(s: Setting) -> dict[str, Any] | None:
    """Where the matter's own rule returns an incomplete file there is no correction notice: it is filed again."""
    return {} if s.procedure.intake.rule == procedures.RETURN_AND_REFILE else None


@rule("ALL/32(1)(4)")
def file_is_corrected_not_returned(s: Setting) -> dict[str, Any] | None:
    """An incomplete file is not sent back: the applicant is told once of what is missing."""
    return {} if s.procedure.intake.rule != procedures.RETURN_AND_REFILE else None


@rule("ALL/32(1)(4)")
def correction_period_still_runs(s: Setting) -> dict[str, Any] | None:
    """Silence of the applicant has effect only after the period that the notice gave."""
    standing = s.standing
    if standing.correction_asked_on is None or standing.correction_days is None:
        return {"last_day": None}
    end = s.calendar.least(standing.correction_asked_on) + standing.correction_days
    last = s.calendar.day_of(end)
    return None if s.calendar.is_past(end, s.proposal.on) else {"last_day": last.isoformat() if last else None}


@rule("ALL/32(1)(2)")
def competent_authority_not_named(s: Setting) -> dict[str, Any] | None:
    """Who is not competent says so at once and names the authority that is."""
    payload = s.proposal.payload
    named = payload is None or payload["ground"] != "not_this_authority" or bool(payload.get("competent"))
    return None if named else {}


@rule("ALL/45")
def special_type_not_in_art45_without_basis(s: Setting) -> dict[str, Any] | None:
    """Only hearing, tender, auction, inspection, testing, quarantine, appraisal and expert review are not counted,
    or what the matter's own law names; a site visit or a publicity period stops no clock."""
    payload = s.proposal.payload
    if payload is None or payload["procedure"] in SPECIAL_PROCEDURES or payload["procedure"] in s.procedure.extra_stops:
        return None
    return {"procedure": payload["procedure"]}


@rule("ALL/45")
def needed_time_not_told(s: Setting) -> dict[str, Any] | None:
    """The applicant is told in writing how much time the special procedure needs."""
    payload = s.proposal.payload
    return {} if payload is not None and int(payload["needed_days"]) < 1 else None


@rule("ALL/45")
def no_such_special_procedure(s: Setting) -> dict[str, Any] | None:
    """Only a special procedure that runs can end."""
    running = [stop.seq for stop in s.standing.stops if stop.end is None and stop.why != "suspension"]
    payload = s.proposal.payload
    if payload is None:
        return None if running else {}
    return None if payload["start"] in running else {}


@rule("ALL/42(1)")
def already_extended(s: Setting) -> dict[str, Any] | None:
    """The limit is extended once."""
    return {"on": s.standing.extensions[0].on.isoformat()} if s.standing.extensions else None


@rule("ALL/42(1)")
def extension_after_expiry(s: Setting) -> dict[str, Any] | None:
    """An extension is decided before the limit runs out; afterwards there is nothing left to extend."""
    clock = clocks.run(s.procedure.statutory, s.standing, s.calendar, s.proposal.on, extended=True)
    if clock is None or not clock.late:
        return None
    return {"due": clock.due.isoformat() if clock.due else None}


@rule("ALL/42(1)")
def extension_over_statutory_max(s: Setting) -> dict[str, Any] | None:
    """Ten working days by the head of the authority, fifteen by the head of the government, or as special law says."""
    payload, most = s.proposal.payload, s.procedure.extension_days
    if most == 0:
        return {"max": 0}
    return {"max": most} if payload is not None and not 0 < int(payload["days"]) <= most else None


@rule("ALL/42")
def approver_not_agency_head(s: Setting) -> dict[str, Any] | None:
    """A single authority's extension is approved by its head, a joint one by the head of the same-level government."""
    payload = s.proposal.payload
    wrong = payload is not None and payload["approver"] != s.procedure.extension_approver
    return {"approver": s.procedure.extension_approver} if wrong else None


@rule("ALL/34(3)")
def need_two_staff(s: Setting) -> dict[str, Any] | None:
    """Facts are checked by at least two officials."""
    payload = s.proposal.payload
    return {} if payload is not None and len(set(payload["officers"])) < 2 else None


@rule("ALL/26(2)")
def opinion_not_asked(s: Setting) -> dict[str, Any] | None:
    """An authority gives its opinion when it has been asked."""
    payload = s.proposal.payload
    if payload is None:
        return None if s.standing.lanes else {}
    return None if payload["authority"] in s.standing.lanes else {}


@rule("ALL/26(2)")
def opinion_already_given(s: Setting) -> dict[str, Any] | None:
    """An opinion is given once."""
    payload = s.proposal.payload
    if payload is None:
        return None if s.standing.open_lanes else {}
    lane = s.standing.lanes.get(payload["authority"])
    return {"on": lane.given_on.isoformat()} if lane and lane.given_on else None


@rule("ALL/26(2)")
def opinion_already_asked(s: Setting) -> dict[str, Any] | None:
    """Each authority is asked once."""
    payload = s.proposal.payload
    again = [] if payload is None else [x["authority"] for x in payload["lanes"] if x["authority"] in s.standing.lanes]
    return {"authorities": again} if again else None


@rule("ALL/26(2)")
def opinions_missing(s: Setting) -> dict[str, Any] | None:
    """The lead authority decides when every mandatory opinion is in."""
    silent = [lane.authority for lane in s.standing.open_lanes if lane.mandatory]
    asked = s.standing.lanes.keys()
    silent += [lane.authority for lane in s.procedure.lanes if lane.mandatory and lane.authority not in asked]
    return {"authorities": silent} if silent else None


@rule("ALL/26(2)")
def opinion_against(s: Setting) -> dict[str, Any] | None:
    """Where an authority that approves by its own power says no, the licence cannot be granted."""
    against = [lane.authority for lane in s.standing.lanes.values() if lane.consent and lane.agrees is False]
    return {"authorities": against} if against else None


@rule("ALL/34(3)")
def facts_not_checked(s: Setting) -> dict[str, Any] | None:
    """Where the substance of the papers must be verified, nothing is granted before two officials have checked it."""
    needed = s.procedure.needs_fact_check or s.standing.fact_check_needed
    return {} if needed and not s.standing.fact_checks else None


@rule("ALL/34")
def same_person_accepted(s: Setting) -> dict[str, Any] | None:
    """Who accepted a committed file does not decide it (separation of duties)."""
    officer = s.proposal.officer
    same = officer is not None and officer == s.standing.acceptor and not s.procedure.is_instant
    return {} if same else None


@rule("ALL/38(2)")
def reasons_missing(s: Setting) -> dict[str, Any] | None:
    """A refusal states its reasons."""
    payload = s.proposal.payload
    return {} if payload is not None and not payload.get("statement") else None


@rule("ALL/45")
def no_suspension_rule(s: Setting) -> dict[str, Any] | None:
    """A file is suspended only where a rule of the matter's own law knows suspension."""
    return {} if not s.procedure.suspension_basis else None


@rule("ALL/44")
def no_certificate(s: Setting) -> dict[str, Any] | None:
    """Issuing means that there is a document to issue."""
    payload = s.proposal.payload
    return {} if payload is not None and not payload["certificates"] else None


@rule("ALL/44")
def certificate_not_issued(s: Setting) -> dict[str, Any] | None:
    """A granted file is delivered with its certificate."""
    return {} if s.standing.phase is Phase.GRANTED and s.procedure.has_result else None


@dataclass(frozen=True, slots=True)
class Gesture:
    """One row of the table. `clock` is told to people: what the act does to the clocks."""

    who: str
    open_in: frozenset[Phase | None]
    basis: str
    power: str = ""
    clock: str = "none"
    notice: str = ""
    rules: tuple[Rule, ...] = field(default=())


def _in(*phases: Phase | None) -> frozenset[Phase | None]:
    return frozenset(phases)


_R, _C, _V, _S, _H = Phase.RECEIVED, Phase.CORRECTION, Phase.REVIEW, Phase.STOPPED, Phase.SUSPENDED

TABLE: Final[dict[Kind, Gesture]] = {
    Kind.SUBMIT: Gesture(APPLICANT, _in(None), "ALL/29", clock="intake_starts", notice="receipt"),
    Kind.CORRECT_ON_THE_SPOT: Gesture(APPLICANT, _in(_R), "ALL/32(1)(3)"),
    Kind.REQUEST_CORRECTION: Gesture(
        OFFICER,
        _in(_R),
        "ALL/32(1)(4)",
        "accept",
        "intake_stops",
        "correction",
        (file_is_returned_not_corrected, correction_lists_nothing, not_one_time_notice),
    ),
    Kind.RESUBMIT: Gesture(APPLICANT, _in(_C), "ALL/32(1)(5)", clock="intake_starts", notice="receipt"),
    Kind.ACCEPT: Gesture(OFFICER, _in(_R), "ALL/32(1)(5)", "accept", "starts", "acceptance"),
    Kind.DEEM_ACCEPTED: Gesture(SYSTEM, _in(_R), "ALL/32(1)(4)", clock="starts_at_receipt", notice="acceptance"),
    Kind.REFUSE_ACCEPTANCE: Gesture(
        OFFICER,
        _in(_R),
        "ALL/32(1)(2)",
        "accept",
        "ends",
        "non_acceptance",
        (competent_authority_not_named, reasons_missing),
    ),
    Kind.DECLARE_NOT_REQUIRED: Gesture(
        OFFICER, _in(_R), "ALL/32(1)(1)", "accept", "ends", "not_required", (reasons_missing,)
    ),
    Kind.RETURN_FILE: Gesture(
        OFFICER,
        _in(_R),
        "ALL/32",
        "accept",
        "ends",
        "return",
        (file_is_corrected_not_returned, correction_lists_nothing),
    ),
    Kind.LAPSE: Gesture(
        SYSTEM, _in(_C), "ALL/32(1)(4)", clock="ends", notice="termination", rules=(correction_period_still_runs,)
    ),
    Kind.ASK_OPINION: Gesture(OFFICER, _in(_V, _S), "ALL/26(2)", "review", rules=(opinion_already_asked,)),
    Kind.GIVE_OPINION: Gesture(
        OFFICER, _in(_V, _S, _H), "ALL/26(2)", "opine", rules=(opinion_not_asked, opinion_already_given)
    ),
    Kind.CHECK_FACTS: Gesture(
        OFFICER, _in(_V, _S), "ALL/34(3)", "review", notice="fact_check", rules=(need_two_staff,)
    ),
    Kind.START_SPECIAL_PROCEDURE: Gesture(
        OFFICER,
        _in(_V, _S),
        "ALL/45",
        "review",
        "stops",
        "special_procedure",
        (special_type_not_in_art45_without_basis, needed_time_not_told, reasons_missing),
    ),
    Kind.END_SPECIAL_PROCEDURE: Gesture(
        OFFICER, _in(_S), "ALL/45", "review", "runs_again", "resume", (no_such_special_procedure,)
    ),
    Kind.EXTEND: Gesture(
        OFFICER,
        _in(_V),
        "ALL/42",
        "extend",
        "longer",
        "extension",
        (
            already_extended,
            extension_after_expiry,
            extension_over_statutory_max,
            approver_not_agency_head,
            reasons_missing,
        ),
    ),
    Kind.SUSPEND: Gesture(
        OFFICER, _in(_V), "matter", "review", "stops", "suspension", (no_suspension_rule, reasons_missing)
    ),
    Kind.RESUME: Gesture(OFFICER, _in(_H), "matter", "review", "runs_again", "resume"),
    Kind.GRANT: Gesture(
        OFFICER,
        _in(_V),
        "ALL/38(1)",
        "decide",
        "ends",
        "grant",
        (opinions_missing, opinion_against, facts_not_checked, same_person_accepted),
    ),
    Kind.REFUSE: Gesture(
        OFFICER,
        _in(_V),
        "ALL/38(2)",
        "decide",
        "ends",
        "refusal",
        (opinions_missing, same_person_accepted, reasons_missing),
    ),
    Kind.ISSUE: Gesture(OFFICER, _in(Phase.GRANTED), "ALL/39", "issue", rules=(no_certificate,)),
    Kind.DELIVER: Gesture(
        OFFICER,
        _in(Phase.GRANTED, Phase.ISSUED, Phase.REFUSED),
        "ALL/44",
        "issue",
        "ends",
        "delivery",
        (certificate_not_issued,),
    ),
    Kind.WITHDRAW: Gesture(APPLICANT, _in(_R, _C, _V, _S, _H), "principle", clock="ends", notice="withdrawal"),
    Kind.TERMINATE: Gesture(
        OFFICER, _in(_C, _V, _S, _H), "matter", "decide", "ends", "termination", (reasons_missing,)
    ),
}


def objection(standing: Standing, proposal: Proposal, procedure: Procedure, calendar: Calendar) -> Objection | None:
    """Why this act is not allowed now; null means that it is. One function serves the button, the API and the act.

    `standing` is as of the proposal's day (see `clocks.as_of`).
    """
    gesture = TABLE.get(proposal.kind)
    if gesture is None:
        return Objection("act_not_yet_possible", "", {"kind": str(proposal.kind)})
    if standing.phase not in gesture.open_in:
        if proposal.kind is Kind.REQUEST_CORRECTION and standing.deemed and standing.phase is Phase.REVIEW:
            return Objection("late_correction_notice", "ALL/32(1)(4)", {"accepted_on": str(standing.accepted_on)})
        return Objection(
            "not_open_now", gesture.basis, {"kind": str(proposal.kind), "phase": str(standing.phase or "")}
        )
    setting = Setting(standing, procedure, calendar, proposal)
    for check in gesture.rules:
        facts = check(setting)
        if facts is not None:
            return Objection(check.__name__, RULES[check.__name__][0], facts)
    return None
