"""The rules of the review: opinions, checks of facts, what stops the clock and what lengthens it."""

from typing import Any, Final

from sunhall.law.lifecycles import clocks
from sunhall.law.lifecycles.kinds import Kind
from sunhall.law.lifecycles.rules.base import Setting, rule
from sunhall.law.terms import MOST_NEEDED, MOST_TO_BE_HEARD

# Why a file may end without a decision: the sector rules agree on these [check]; the matter's own law may narrow them.
TERMINATION_GROUNDS: Final = frozenset(
    {
        "applicant_asked",
        "applicant_gone",
        "organisation_ended",
        "purpose_gone",
        "no_answer",
        "law_changed",
        "fee_unpaid",
        "owed_papers_not_supplied",
        "commitment_broken",
        "licence_ended",
        "other",
    }
)

_MOST_TOLD: Final = {
    Kind.NOTIFY_INTERESTED_PARTY: ("days", MOST_TO_BE_HEARD),
    Kind.OFFER_HEARING: ("days", MOST_TO_BE_HEARD),
    Kind.START_SPECIAL_PROCEDURE: ("needed_days", MOST_NEEDED),
}


@rule("ALL/45")
def special_type_not_in_art45_without_basis(s: Setting) -> dict[str, Any] | None:
    """Only hearing, tender, auction, inspection, testing, quarantine, appraisal and expert review are not counted,
    or what the matter's own law names; a site visit or a publicity period stops no clock. Where the matter is no
    licence, nothing stops it but what its own law names."""
    payload, may = s.proposal.payload, s.procedure.stops
    if payload is None:
        return None if may else {"procedure": ""}
    return None if payload["procedure"] in may else {"procedure": payload["procedure"]}


@rule("ALL/45")
def needed_time_not_told(s: Setting) -> dict[str, Any] | None:
    """The applicant is told in writing how much time the special procedure needs."""
    payload = s.proposal.payload
    return {} if payload is not None and int(payload["needed_days"]) < 1 else None


@rule("principle")
def time_beyond_reason(s: Setting) -> dict[str, Any] | None:
    """The time that somebody is told is one that can be meant: a file is not held up for years by a slip of the pen."""
    payload = s.proposal.payload
    field, most = _MOST_TOLD[s.proposal.kind]
    return {"max": most} if payload is not None and int(payload[field]) > most else None


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
    clock = clocks.clocks(s.standing, s.procedure, s.calendar, s.proposal.on).statutory
    if clock is None or not clock.late:
        return None
    return {"due": clock.due.isoformat() if clock.due else None}


@rule("ALL/42(1)")
def extension_over_statutory_max(s: Setting) -> dict[str, Any] | None:
    """Ten working days by the head of the authority, fifteen by the head of the government, or as special law says; in
    the unit of the limit."""
    payload, most = s.proposal.payload, s.procedure.extension_days
    told = {"max": most, "unit": str(s.procedure.statutory.unit)}
    return told if most == 0 or (payload is not None and not 0 < int(payload["days"]) <= most) else None


@rule("ALL/42(1)")
def approver_not_agency_head(s: Setting) -> dict[str, Any] | None:
    """A single authority's extension is approved by its head, or by whom the matter's own law names."""
    approver = s.procedure.extension_approver
    return {"approver": approver} if approver != "government_head" and _approved_by_another(s) else None


@rule("ALL/42(2)")
def approver_not_government_head(s: Setting) -> dict[str, Any] | None:
    """The extension of a joint file is approved by the head of the same-level government."""
    approver = s.procedure.extension_approver
    return {"approver": approver} if approver == "government_head" and _approved_by_another(s) else None


def _approved_by_another(s: Setting) -> bool:
    payload = s.proposal.payload
    return payload is not None and payload["approver"] != s.procedure.extension_approver


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


@rule("ALL/45")
def no_suspension_rule(s: Setting) -> dict[str, Any] | None:
    """A file is suspended only where a rule of the matter's own law knows suspension."""
    return {} if not s.procedure.suspension_basis else None


@rule("ALL/38(2)")
def reasons_missing(s: Setting) -> dict[str, Any] | None:
    """A refusal states its reasons."""
    payload = s.proposal.payload
    return {} if payload is not None and not payload.get("statement") else None


@rule("ALL/35")
def first_review_passed_up(s: Setting) -> dict[str, Any] | None:
    """The lower authority passes its opinion and all papers up once, where the law has it examine first."""
    payload, review = s.proposal.payload, s.procedure.first_review
    if review is None or s.standing.passed_up_on is not None:
        return {}
    return {} if payload is not None and payload["authority"] != review.authority else None


@rule("ALL/48(1)(3)")
def reviewer_is_chair(s: Setting) -> dict[str, Any] | None:
    """Who chairs the hearing does not review the file, be it as one of the officials that an act names."""
    chair, payload = s.standing.hearing.chair, s.proposal.payload or {}
    stops = s.proposal.kind is Kind.START_SPECIAL_PROCEDURE
    if chair is None or s.standing.is_decided or (stops and payload.get("procedure", "hearing") == "hearing"):
        return None  # stopping the clock for the hearing is no review
    return {} if chair in {s.proposal.officer, *payload.get("officers", ())} else None


@rule("matter")
def no_such_ground_of_termination(s: Setting) -> dict[str, Any] | None:
    """A file ends without a decision only on a ground that the rules know."""
    payload, standing = s.proposal.payload, s.standing
    if payload is None:
        return None
    ground = payload["ground"]
    if ground not in TERMINATION_GROUNDS:
        return {"ground": ground}
    if ground == "commitment_broken":
        return {"ground": ground} if standing.commitment_kept is not False else None
    if ground == "licence_ended":
        ended = standing.request != "new" and s.proposal.seen.get("licence_ended", True)
        return None if ended else {"ground": ground}
    if ground != "owed_papers_not_supplied":
        return None
    end = clocks.clocks(standing, s.procedure, s.calendar).owed_end
    still = not standing.owed or end is None or not s.calendar.is_past(end, s.proposal.on)
    return {"ground": ground} if still else None
