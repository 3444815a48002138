"""The lifecycle's view of a version: its limits as terms of law, its intake rule, its lanes."""

from collections.abc import Callable

from sunhall.catalogue.content import VersionContent
from sunhall.law import terms
from sunhall.law.lifecycles import procedure as procedures


def procedure(content: VersionContent, authority_id: Callable[[str], int]) -> procedures.Procedure:
    """What `law.lifecycles` must know of a version. `authority_id` gives the id of an authority's code.

    Lanes with a condition are left out: `narrow` tells for a case which of them apply.
    """
    own, first = content.terms, content.procedure.first_review
    tolerance, commitment = content.modes.tolerance, content.modes.commitment
    return procedures.Procedure(
        matter=content.code,
        statutory=own.decision,
        promised=own.promised,
        intake=procedures.Intake(
            content.intake.rule,
            int(content.intake.examination_days),
            int(content.intake.correction_days) if content.intake.rule != procedures.RETURN_AND_REFILE else None,
            str(content.intake.lapse_effect.value),
        ),
        is_licence=content.is_licence,
        is_instant=content.procedure.case_type == "instant",
        issue_days=own.issue.amount if own.issue else terms.DELIVERY.amount,
        extension_days=own.decision.extension.amount if own.decision.extension else 0,
        extension_approver=own.decision.extension.approver if own.decision.extension else "",
        extra_stops={
            s.kind: content.cited(s.basis)
            for s in content.special_procedures
            if s.stops_clock and not (content.is_licence and s.kind in terms.SPECIAL_PROCEDURES)
        },
        suspension_basis=next((content.cited(s.basis) for s in content.special_procedures if s.kind == "dispute"), ""),
        needs_fact_check=any(s.officers >= 2 and not s.when for s in content.steps),
        has_result=bool(content.results),
        lanes=tuple(
            procedures.LaneRule(authority_id(lane.authority), lane.days, lane.mandatory, lane.kind == "consent")
            for lane in content.lanes
            if not lane.when
        ),
        hearing=content.procedure.hearing,
        first_review=procedures.FirstReview(authority_id(first.authority), first.days) if first else None,
        tolerance=procedures.Tolerance(
            frozenset(m.id for m in content.materials if m.tolerable.value is True),
            int(tolerance.days) if tolerance.allowed.value is True else 0,
            int(tolerance.margin),
        ),
        commitment=procedures.Commitment(
            commitment.allowed.value is True,
            commitment.replaces,
            int(commitment.check_within_days) if commitment.check_within_days else None,
        ),
        quantity=int(content.guide.quantity.number) if content.guide.quantity.number else None,
        is_safety_related=content.safety_related.value is True,
    )
