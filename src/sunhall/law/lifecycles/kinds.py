"""The closed lists of a licensing file: kinds of act, phases, and what each kind of act carries.

Kinds only grow: a kind is never renamed or reused, and its meaning never changes (the strings stand in stored acts).
A payload holds ids, amounts, choices and short codes; prose is kept as a statement and named by its id.
"""

from dataclasses import MISSING, dataclass, fields
from enum import StrEnum
from typing import Any, Final

from sunhall.kernel.refused import Refused


class Kind(StrEnum):
    SUBMIT = "submit"
    CORRECT_ON_THE_SPOT = "correct_on_the_spot"
    REQUEST_CORRECTION = "request_correction"
    RESUBMIT = "resubmit"
    ACCEPT = "accept"
    DEEM_ACCEPTED = "deem_accepted"
    REFUSE_ACCEPTANCE = "refuse_acceptance"
    DECLARE_NOT_REQUIRED = "declare_not_required"
    RETURN_FILE = "return_file"
    LAPSE = "lapse"
    ASK_OPINION = "ask_opinion"
    GIVE_OPINION = "give_opinion"
    CHECK_FACTS = "check_facts"
    START_SPECIAL_PROCEDURE = "start_special_procedure"
    END_SPECIAL_PROCEDURE = "end_special_procedure"
    EXTEND = "extend"
    SUSPEND = "suspend"
    RESUME = "resume"
    GRANT = "grant"
    REFUSE = "refuse"
    ISSUE = "issue"
    DELIVER = "deliver"
    WITHDRAW = "withdraw"
    TERMINATE = "terminate"
    # Reserved for the rest of the lifecycle; no act of these kinds is recorded yet.
    NOTIFY_INTERESTED_PARTY = "notify_interested_party"
    RECORD_STATEMENT = "record_statement"
    OFFER_HEARING = "offer_hearing"
    REQUEST_HEARING = "request_hearing"
    CALL_HEARING = "call_hearing"
    RECORD_HEARING = "record_hearing"
    RECTIFY = "rectify"
    REVOKE = "revoke"
    WITHDRAW_LICENCE = "withdraw_licence"
    FORFEIT = "forfeit"
    CANCEL = "cancel"
    CHANGE = "change"
    RENEW = "renew"
    DEEM_RENEWED = "deem_renewed"


class Phase(StrEnum):
    RECEIVED = "received"
    CORRECTION = "correction"
    REVIEW = "review"
    STOPPED = "stopped"  # a special procedure runs, the clock does not
    SUSPENDED = "suspended"
    GRANTED = "granted"
    REFUSED = "refused"
    ISSUED = "issued"
    DELIVERED = "delivered"
    NOT_ACCEPTED = "not_accepted"
    NOT_REQUIRED = "not_required"
    RETURNED = "returned"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    TERMINATED = "terminated"


ENDED: Final = frozenset(
    {
        Phase.DELIVERED,
        Phase.NOT_ACCEPTED,
        Phase.NOT_REQUIRED,
        Phase.RETURNED,
        Phase.LAPSED,
        Phase.WITHDRAWN,
        Phase.TERMINATED,
    }
)


@dataclass(frozen=True, slots=True)
class Submit:
    application: str
    digest: str
    channel: str  # online | window | post
    mandate: int | None = None
    fact_check: bool = False  # a step of this case needs two officials


@dataclass(frozen=True, slots=True)
class CorrectOnTheSpot:
    application: str
    digest: str
    fact_check: bool = False


@dataclass(frozen=True, slots=True)
class RequestCorrection:
    items: list[dict[str, Any]]  # {"material", "verdict": missing|wrong, "reason", "new_defect": bool}
    days: int | None = None  # working days the applicant has


@dataclass(frozen=True, slots=True)
class Resubmit:
    application: str
    digest: str
    channel: str
    materials: list[str]  # the materials that were handed in anew
    mandate: int | None = None
    fact_check: bool = False


@dataclass(frozen=True, slots=True)
class Accept:
    mode: str = "general"  # general | tolerance | commitment
    fact_check: bool = False


@dataclass(frozen=True, slots=True)
class DeemAccepted:
    accepted_on: str  # the day of receipt
    silent_until: str  # the last day of the examination period


@dataclass(frozen=True, slots=True)
class RefuseAcceptance:
    ground: str  # not_this_authority | false_materials
    statement: int
    competent: str = ""  # code or name of the competent authority


@dataclass(frozen=True, slots=True)
class DeclareNotRequired:
    statement: int


@dataclass(frozen=True, slots=True)
class ReturnFile:
    items: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Lapse:
    effect: str  # abandoned | withdrawn | refused


@dataclass(frozen=True, slots=True)
class AskOpinion:
    lanes: list[dict[str, Any]]  # {"authority": id, "days": working days, "mandatory": bool, "consent": bool}


@dataclass(frozen=True, slots=True)
class GiveOpinion:
    authority: int
    agrees: bool
    statement: int | None = None


@dataclass(frozen=True, slots=True)
class CheckFacts:
    officers: list[int]
    result: str  # meets | does_not_meet
    statement: int | None = None


@dataclass(frozen=True, slots=True)
class StartSpecialProcedure:
    procedure: str
    needed_days: int  # told to the applicant in writing
    statement: int
    basis: str = "ALL/45"


@dataclass(frozen=True, slots=True)
class EndSpecialProcedure:
    start: int  # seq of the act that started it
    result: str  # done | given_up
    statement: int | None = None


@dataclass(frozen=True, slots=True)
class Extend:
    days: int
    approver: str  # agency_head | government_head
    statement: int


@dataclass(frozen=True, slots=True)
class Suspend:
    basis: str
    statement: int


@dataclass(frozen=True, slots=True)
class Resume:
    statement: int | None = None


@dataclass(frozen=True, slots=True)
class Grant:
    statement: int | None = None


@dataclass(frozen=True, slots=True)
class Refuse:
    statement: int


@dataclass(frozen=True, slots=True)
class Issue:
    certificates: list[int]


@dataclass(frozen=True, slots=True)
class Deliver:
    method: str  # window | courier | electronic
    reference: str = ""  # courier number or receipt number, never a name


@dataclass(frozen=True, slots=True)
class Withdraw:
    statement: int | None = None
    mandate: int | None = None


@dataclass(frozen=True, slots=True)
class Terminate:
    ground: str
    statement: int


PAYLOADS: Final[dict[Kind, type[Any]]] = {
    Kind.SUBMIT: Submit,
    Kind.CORRECT_ON_THE_SPOT: CorrectOnTheSpot,
    Kind.REQUEST_CORRECTION: RequestCorrection,
    Kind.RESUBMIT: Resubmit,
    Kind.ACCEPT: Accept,
    Kind.DEEM_ACCEPTED: DeemAccepted,
    Kind.REFUSE_ACCEPTANCE: RefuseAcceptance,
    Kind.DECLARE_NOT_REQUIRED: DeclareNotRequired,
    Kind.RETURN_FILE: ReturnFile,
    Kind.LAPSE: Lapse,
    Kind.ASK_OPINION: AskOpinion,
    Kind.GIVE_OPINION: GiveOpinion,
    Kind.CHECK_FACTS: CheckFacts,
    Kind.START_SPECIAL_PROCEDURE: StartSpecialProcedure,
    Kind.END_SPECIAL_PROCEDURE: EndSpecialProcedure,
    Kind.EXTEND: Extend,
    Kind.SUSPEND: Suspend,
    Kind.RESUME: Resume,
    Kind.GRANT: Grant,
    Kind.REFUSE: Refuse,
    Kind.ISSUE: Issue,
    Kind.DELIVER: Deliver,
    Kind.WITHDRAW: Withdraw,
    Kind.TERMINATE: Terminate,
}

_FIELDS: Final = {
    kind: ({f.name for f in fields(cls)}, {f.name for f in fields(cls) if f.default is MISSING})
    for kind, cls in PAYLOADS.items()
}


def check_payload(kind: Kind, payload: dict[str, Any]) -> None:
    """Refuse a payload with unknown or missing fields. A frozen dataclass per kind says which there are."""
    if kind not in _FIELDS:
        raise Refused("act_not_yet_possible", kind=str(kind))
    known, needed = _FIELDS[kind]
    given = payload.keys()
    if not given <= known or not needed <= given:
        raise Refused("act_incomplete", kind=str(kind), missing=sorted(needed - given), unknown=sorted(given - known))
