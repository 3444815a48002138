"""The rules of the decision: everything that must be in before it, who may take it, and what follows from it."""

from typing import Any

from sunhall.law.lifecycles.kinds import Kind, Phase
from sunhall.law.lifecycles.rules.base import Setting, rule

_REQUESTS = {Kind.GRANT: "new", Kind.CHANGE: "change", Kind.RENEW: "renew"}


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
    """Where the substance of the papers must be verified, nothing is granted before two officials have checked it.

    On a commitment the acceptance says whether this comes before the decision or after it.
    """
    always = s.procedure.needs_fact_check and s.standing.mode != "commitment"
    needed = always or s.standing.fact_check_needed
    return {} if needed and not s.standing.fact_checks else None


@rule("ALL/38(1)")
def facts_do_not_meet(s: Setting) -> dict[str, Any] | None:
    """Only who meets the conditions is granted a licence; where the last check says otherwise, nothing is granted."""
    return {} if s.standing.facts_meet is False else None


@rule("ALL/34")
def same_person_accepted(s: Setting) -> dict[str, Any] | None:
    """Who accepted a committed file does not decide it (separation of duties)."""
    officer = s.proposal.officer
    same = officer is not None and officer == s.standing.acceptor and not s.procedure.is_instant
    return {} if same else None


@rule("ALL/44")
def no_certificate(s: Setting) -> dict[str, Any] | None:
    """Issuing means that there is a document to issue."""
    payload = s.proposal.payload
    return {} if payload is not None and not payload["certificates"] else None


@rule("ALL/44")
def certificate_not_issued(s: Setting) -> dict[str, Any] | None:
    """A granted file is delivered with its certificate."""
    return {} if s.standing.phase is Phase.GRANTED and s.procedure.has_result else None


@rule("ALL/49")
def decision_of_another_kind(s: Setting) -> dict[str, Any] | None:
    """A new licence is granted, a change changed (art. 49), a renewal renewed (art. 50): never one for the other."""
    wanted = s.standing.request
    return {"request": wanted} if _REQUESTS[s.proposal.kind] != wanted else None


@rule("ALL/49")
def decision_on_another_licence(s: Setting) -> dict[str, Any] | None:
    """The licence that is changed or renewed is the one that was applied for."""
    payload = s.proposal.payload
    return {} if payload is not None and payload["certificate"] != s.standing.certificate else None


@rule("ALL/49")
def licence_ended_meanwhile(s: Setting) -> dict[str, Any] | None:
    """Only a licence that still exists is changed or renewed; a change is decided before its term is over."""
    return {} if s.proposal.seen.get("licence_ended") else None


@rule("ALL/44")
def decision_to_be_carried_out(s: Setting) -> dict[str, Any] | None:
    """What was granted is issued and delivered; the file ends without that only where the licence that was to be
    changed or renewed has ended before the new certificate was made."""
    if s.standing.phase is not Phase.GRANTED:
        return None
    payload = s.proposal.payload
    ended = s.standing.request != "new" and s.proposal.seen.get("licence_ended", payload is not None)
    return None if ended and (payload is None or payload["ground"] == "licence_ended") else {}


@rule("GF-2022-5")
def owed_papers_missing(s: Setting) -> dict[str, Any] | None:
    """Papers that were allowed to follow are in before anything is granted."""
    return {"materials": list(s.standing.owed)} if s.standing.owed else None


@rule("GBF-2020-42")
def commitment_found_false(s: Setting) -> dict[str, Any] | None:
    """On a commitment that was found false nothing is granted: the handling stops."""
    return {} if s.standing.mode == "commitment" and s.standing.commitment_kept is False else None


@rule("ALL/35")
def first_review_missing(s: Setting) -> dict[str, Any] | None:
    """Where the lower authority examines first, the decision waits for its opinion and the papers."""
    return {} if s.procedure.first_review and s.standing.passed_up_on is None else None


@rule("ALL/57")
def quantity_used_up(s: Setting) -> dict[str, Any] | None:
    """A limited number of licences is not exceeded."""
    left = s.proposal.seen.get("left")
    return {"quantity": s.procedure.quantity} if left is not None and left < 1 else None


@rule("ALL/57")
def earlier_in_queue(s: Setting) -> dict[str, Any] | None:
    """Among those who qualify, a limited licence goes to who was accepted first.

    Acceptance by silence counts from receipt. Whoever was accepted earlier and is still undecided may take the last.
    """
    ahead, left = s.proposal.seen.get("ahead", ()), s.proposal.seen.get("left")
    return {"cases": list(ahead)} if left is not None and len(ahead) >= left > 0 else None


@rule("ALL/38(2)")
def no_such_ground_of_refusal(s: Setting) -> dict[str, Any] | None:
    """A refusal says whether the conditions are not met, the papers are false (art. 78), no licence of a limited number
    is left (art. 57), or what the notice asked for was not supplied; the last before acceptance, and only then."""
    payload = s.proposal.payload
    if payload is None:
        return None
    ground = payload.get("ground", "conditions_not_met")
    waits = s.standing.phase is Phase.CORRECTION
    known = {"not_corrected"} if waits else {"conditions_not_met", "false_materials"}
    if not waits and s.procedure.quantity is not None and s.standing.request == "new":
        known |= {"quantity_used_up"} if s.proposal.seen.get("left", 0) < 1 else set()
    return None if ground in known else {"ground": ground}


@rule("ALL/55(3)")
def technical_standard_missing(s: Setting) -> dict[str, Any] | None:
    """A refusal after an inspection, a test or a quarantine names in writing the technical standard it rests on."""
    payload = s.proposal.payload
    if payload is None or payload.get("standard") or payload.get("ground") in ("false_materials", "quantity_used_up"):
        return None
    done = s.standing.technical_results
    return {"procedures": done} if done else None
