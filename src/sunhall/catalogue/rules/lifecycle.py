"""The lifecycle's view of a version: its limits as terms of law, its intake rule, its lanes, its modes. Pure."""

from collections.abc import Callable, Mapping

from sunhall.catalogue.content import VersionContent
from sunhall.law import terms
from sunhall.law.lifecycles import procedure as procedures


def procedure(content: VersionContent, authority_id: Callable[[str], int]) -> procedures.Procedure:
    """What `law.lifecycles` must know of a version. `authority_id` gives the id of an authority's code.

    Lanes with a condition are left out: `narrow` tells for a case which of them apply.
    """
    own, extension, first = content.terms, content.terms.extension, content.procedure.first_review
    number = content.guide.quantity.number
    return procedures.Procedure(
        matter=content.code,
        statutory=own.decision,
        promised=own.promised,
        intake=_intake(content),
        is_licence=content.is_licence,
        is_instant=content.procedure.case_type == "instant",
        issue_days=own.issue.amount if own.issue else terms.DELIVERY.amount,
        extension_days=extension.amount if extension else 0,
        extension_approver=extension.approver if extension else "",
        extra_stops=_extra_stops(content),
        suspension_basis=next((content.cited(s.basis) for s in content.special_procedures if s.suspends), ""),
        needs_fact_check=any(s.officers >= 2 and not s.when for s in content.steps),
        has_result=bool(content.results),
        lanes=tuple(
            procedures.LaneRule(authority_id(lane.authority), lane.days, lane.mandatory, lane.kind == "consent")
            for lane in content.lanes
            if not lane.when
        ),
        hearing=content.procedure.hearing,
        first_review=procedures.FirstReview(authority_id(first.authority), first.days) if first else None,
        tolerance=_tolerance(content),
        commitment=_commitment(content),
        quantity=int(number) if number else None,
        is_safety_related=content.safety_related.value is True,
    )


def _extra_stops(content: VersionContent) -> Mapping[str, str]:
    """What the matter's own law adds to the closed list of art. 45; what suspends a file (中止) is not among them."""
    general = terms.SPECIAL_PROCEDURES if content.is_licence else frozenset[str]()
    return {
        s.kind: content.cited(s.basis)
        for s in content.special_procedures
        if s.stops_clock and not s.suspends and s.kind not in general
    }


def _intake(content: VersionContent) -> procedures.Intake:
    own = content.intake
    return procedures.Intake(
        own.rule,
        int(own.examination_days),
        int(own.correction_days) if own.rule != procedures.RETURN_AND_REFILE else None,
        str(own.lapse_effect.value),
    )


def _tolerance(content: VersionContent) -> procedures.Tolerance:
    own = content.modes.tolerance
    return procedures.Tolerance(
        frozenset(m.id for m in content.materials if m.tolerable.value is True),
        int(own.days) if own.allowed.value is True else 0,
        int(own.margin),
    )


def _commitment(content: VersionContent) -> procedures.Commitment:
    own = content.modes.commitment
    check = own.check_within_days
    return procedures.Commitment(own.allowed.value is True, own.replaces, int(check) if check else None)
