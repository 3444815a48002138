"""The rules of intake: what may be asked, once and in time, and in which mode a file is accepted."""

from typing import Any

from sunhall.law.lifecycles import clocks
from sunhall.law.lifecycles import procedure as procedures
from sunhall.law.lifecycles.kinds import Kind, Phase
from sunhall.law.lifecycles.rules.base import Setting, rule
from sunhall.law.terms import Unit


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
    """Silence of the applicant has effect only after the period that the notice gave, whoever draws it."""
    standing, payload = s.standing, s.proposal.payload
    if s.proposal.kind is Kind.REFUSE and standing.phase is not Phase.CORRECTION:
        return None
    if s.proposal.kind is Kind.TERMINATE:
        waits = standing.phase is Phase.CORRECTION and standing.correction_days is not None
        if not waits or payload is None or payload["ground"] != "no_answer":
            return None
    if standing.correction_asked_on is None or standing.correction_days is None:
        return {"last_day": None}
    end = s.calendar.least(standing.correction_asked_on) + standing.correction_days
    last = s.calendar.day_of(end)
    return None if s.calendar.is_past(end, s.proposal.on) else {"last_day": last.isoformat() if last else None}


@rule("ALL/38(2)")
def refusal_is_a_decision(s: Setting) -> dict[str, Any] | None:
    """A refusal is a decision that somebody with the power takes and reasons; silence of the applicant does by itself
    only what the matter's own rule says, and never refuses."""
    payload, lapse = s.proposal.payload, s.procedure.intake.lapse
    by_itself = lapse in procedures.LAPSES and (payload is None or payload["effect"] == lapse)
    return None if by_itself else {}


@rule("ALL/32(1)(2)")
def competent_authority_not_named(s: Setting) -> dict[str, Any] | None:
    """Who is not competent says so at once and names the authority that is."""
    payload = s.proposal.payload
    named = payload is None or payload["ground"] != "not_this_authority" or bool(payload.get("competent"))
    return None if named else {}


@rule("ALL/32(1)(2)")
def no_such_ground_of_non_acceptance(s: Setting) -> dict[str, Any] | None:
    """An application is not accepted because another authority is competent, or because its papers are false (art. 78);
    for nothing else."""
    payload = s.proposal.payload
    known = payload is None or payload["ground"] in ("not_this_authority", "false_materials")
    return None if known else {"ground": payload["ground"]} if payload else None


@rule("GF-2022-5")
def material_not_tolerable(s: Setting) -> dict[str, Any] | None:
    """Only secondary materials on the published list may follow after acceptance."""
    payload, tolerance = s.proposal.payload, s.procedure.tolerance
    if payload is None:
        return None
    owed = payload.get("owed", [])
    if payload.get("mode") != "tolerance":  # nothing follows by another name
        return {"materials": list(owed)} if owed else None
    wrong = [m for m in owed if m not in tolerance.materials]
    return {"materials": wrong} if wrong or not owed or not tolerance.days else None


@rule("GF-2022-5")
def supplement_period_too_long(s: Setting) -> dict[str, Any] | None:
    """What follows comes within the published time, and early enough before the promised day to be examined."""
    payload, tolerance = s.proposal.payload, s.procedure.tolerance
    if payload is None or payload.get("mode") != "tolerance":
        return None
    most, promised = tolerance.days, clocks.promised(s.standing, s.procedure)
    if promised.unit is Unit.WORKING_DAY:
        most = min(most, promised.amount - tolerance.margin)
    days = payload.get("owed_days")
    return None if days is not None and 0 < days <= most else {"max": max(most, 0)}


@rule("GBF-2020-42")
def commitment_not_allowed(s: Setting) -> dict[str, Any] | None:
    """A commitment stands for papers or leads to the decision only where the matter's guide says so."""
    payload = s.proposal.payload
    asked = payload is not None and payload.get("mode") == "commitment"
    return {} if asked and not s.procedure.commitment.allowed else None


@rule("GBF-2020-42")
def commitment_not_chosen(s: Setting) -> dict[str, Any] | None:
    """The applicant chooses the commitment; nobody is made to give one."""
    payload = s.proposal.payload
    asked = payload is not None and payload.get("mode") == "commitment"
    return {} if asked and not s.standing.commitment else None


@rule("GBF-2020-42")
def no_commitment(s: Setting) -> dict[str, Any] | None:
    """Only a commitment that was given can be taken back or verified."""
    return {} if s.standing.mode != "commitment" else None


@rule("GBF-2020-42")
def commitment_already_verified(s: Setting) -> dict[str, Any] | None:
    """A commitment is verified once; of one that was found false it can be verified later that it was put right."""
    payload, kept = s.proposal.payload, s.standing.commitment_kept
    puts_right = payload is not None and payload["result"] == "put_right"
    if kept is False:
        return None if payload is None or puts_right else {}
    return {} if kept is not None or puts_right else None


@rule("GF-2022-5")
def nothing_owed(s: Setting) -> dict[str, Any] | None:
    """Only materials that were allowed to follow are handed in later."""
    payload, owed = s.proposal.payload, s.standing.owed
    if payload is None:
        return None if owed else {}
    strange = [m for m in payload["materials"] if m not in owed]
    return {"materials": strange} if strange or not payload["materials"] else None
