"""The lifecycle's view of a matter version: limits, intake rule, lanes by authority id. Cached: versions are immutable."""

from functools import lru_cache

from sunhall.catalogue import queries as catalogue
from sunhall.catalogue.content import VersionContent
from sunhall.law.lifecycles.procedure import Intake, LaneRule, Procedure
from sunhall.people.models import Authority


@lru_cache(maxsize=4096)
def authority_id(code: str) -> int:
    """The id of an authority; its code never changes."""
    return int(Authority.objects.values_list("pk", flat=True).get(code=code))


@lru_cache(maxsize=4096)
def of_version(version_id: int) -> Procedure:
    """What the lifecycle needs of this version."""
    return of_content(catalogue.version(version_id))


def of_content(v: VersionContent) -> Procedure:
    """The procedure of a version. Lanes with a condition are left to each case (`contents.lanes`)."""
    extension = v.limits.extension
    intake = v.intake
    correction_days = int(intake.correction_days)
    return Procedure(
        matter=v.code,
        statutory=v.terms.decision,
        promised=v.terms.promised,
        intake=Intake(
            rule=intake.rule,
            days=int(intake.examination_days),
            correction_days=correction_days or None,
            lapse=str(intake.lapse_effect.value),
        ),
        is_licence=v.is_licence,
        is_instant=v.procedure.case_type == "instant",
        issue_days=v.limits.issue.days if v.limits.issue else 10,
        extension_days=extension.days if extension else 0,
        extension_approver="government_head" if extension and extension.approver == "government_head" else "agency_head",
        extra_stops={
            s.kind: v.cited(s.basis) for s in v.special_procedures if s.stops_clock
        },
        suspension_basis=next((v.cited(s.basis) for s in v.special_procedures if s.kind == "suspension"), ""),
        needs_fact_check=any(s.officers >= 2 and not s.when for s in v.steps),
        has_result=bool(v.results),
        lanes=tuple(
            LaneRule(authority_id(lane.authority), lane.days, lane.mandatory) for lane in v.lanes if not lane.when
        ),
    )
