"""The notice of an act: gathers from the file what the law wants it to carry, and has it rendered and numbered.

Called by the job after each act and by the page that prints; whoever comes first makes it, the other gets the same one.
`sheet` holds what notices are written from; `procedure`, `heard` and `licence` hold a body for each kind of notice.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from sunhall.cases.models import Act
from sunhall.cases.notices import heard, licence, procedure
from sunhall.cases.notices.sheet import Sheet, head, remedies, sheet_of
from sunhall.documents import acts as documents
from sunhall.documents.models import Notice
from sunhall.law.lifecycles import licensing
from sunhall.law.lifecycles.kinds import Kind

BODIES: Final[dict[str, Callable[[Sheet], dict[str, Any]]]] = {
    "receipt": procedure.receipt,
    "forwarded": licence.forwarded,
    "acceptance": procedure.acceptance,
    "correction": procedure.correction,
    "non_acceptance": procedure.non_acceptance,
    "not_required": lambda s: {"reasons": s.statement(), **remedies(s)},
    "return": procedure.returned,
    "commitment_withdrawn": licence.commitment_withdrawn,
    "passed_up": licence.passed_up,
    "special_procedure": procedure.special,
    "resume": procedure.resume,
    "suspension": procedure.suspension,
    "extension": procedure.extension,
    "fact_check": procedure.fact_check,
    "interested_party": heard.interested_party,
    "statement": heard.statement,
    "hearing_right": heard.hearing_right,
    "hearing_request": heard.hearing_request,
    "hearing_notice": heard.hearing_notice,
    "hearing_announcement": heard.hearing_announcement,
    "hearing_record": heard.hearing_record,
    "grant": procedure.grant,
    "change": licence.change,
    "renewal": licence.renewal,
    "refusal": procedure.refusal,
    "delivery": procedure.delivery,
    "withdrawal": procedure.withdrawal,
    "termination": procedure.termination,
    "recusal": heard.recusal,
    "rectification": heard.rectification,
    "verification": licence.verification,
    "licence_withdrawal": licence.licence_withdrawal,
    "revocation": licence.revocation,
    "forfeiture": licence.forfeiture,
    "cancellation": licence.cancellation,
}


def kind_of(act_kind: str) -> str:
    """The kind of notice an act issues; empty for none."""
    return licensing.TABLE[Kind(act_kind)].notice


def for_act(act_id: int, *, at: datetime) -> Notice | None:
    """The notice of an act: made now, or the one made before. None for an act that issues none."""
    return next(iter(all_of_act(act_id, at=at)), None)


def all_of_act(act_id: int, *, at: datetime) -> list[Notice]:
    """The notice of an act, and what is published with it. Empty for an act that issues none.

    A hearing without a request is announced to the public besides (Licensing Law art. 46). The record of delivery names
    the decisions that were delivered: they are made before it.
    """
    act = Act.objects.select_related("case__authority", "case__party", "case__centre", "officer", "typed_by").get(
        pk=act_id
    )
    kind = kind_of(act.kind)
    if not kind:
        return []
    with transaction.atomic():
        if act.kind == Kind.DELIVER:
            for decided in act.case.acts.filter(kind__in=_DECIDING, seq__lt=act.seq).order_by("seq"):
                for_act(decided.pk, at=at)
        return [_issued(act, each, at) for each in (kind, *_published(act))]


def _published(act: Act) -> tuple[str, ...]:
    return ("hearing_announcement",) if act.kind == Kind.CALL_HEARING and act.payload.get("ex_officio") else ()


_DECIDING: Final = tuple(kind for kind, gesture in licensing.TABLE.items() if gesture.notice in procedure.DECISIONS)


def _issued(act: Act, kind: str, at: datetime) -> Notice:
    if already := Notice.objects.filter(act_id=act.pk, kind=kind).first():
        return already  # it stays as it was issued, whatever the file says by now
    data = {**head(told := sheet_of(act)), **BODIES[kind](told)}
    return documents.issue_notice(
        kind=kind, case_id=act.case_id, act_id=act.pk, data=data, authority_code=told.authority.code, at=at
    )
