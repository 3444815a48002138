"""What each kind of act carries: one frozen dataclass per kind.

A payload holds ids, amounts, choices and short codes; prose is kept as a statement and named by its id. Fields are
added with a default only: acts that were stored before keep their meaning.
"""

from dataclasses import MISSING, dataclass, field, fields
from typing import Any, Final

from sunhall.kernel.refused import Refused
from sunhall.law.lifecycles.kinds import Kind


@dataclass(frozen=True, slots=True)
class Submit:
    application: str
    digest: str
    channel: str  # online | window | post
    mandate: int | None = None
    fact_check: bool = False  # a step of this case needs two officials
    request: str = "new"  # new | change | renew
    certificate: int | None = None  # of the licence to change or renew
    valid_to: str | None = None  # its last day
    in_time: bool | None = None  # renewal asked for before the window closed (art. 50(1))
    commitment: bool = False  # the applicant chose notification and commitment
    interested: bool = False  # the matter directly concerns major interests of others (art. 36)
    collected_by: int | None = None  # the centre that took it in elsewhere: received when it is forwarded
    limit: dict[str, int] | None = None  # {"statutory", "promised"} where this very case has other than the usual ones


@dataclass(frozen=True, slots=True)
class CorrectOnTheSpot:
    application: str
    digest: str
    fact_check: bool = False
    limit: dict[str, int] | None = None


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
    limit: dict[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Accept:
    mode: str = "general"  # general | tolerance | commitment
    fact_check: bool = False
    owed: list[str] = field(default_factory=list)  # tolerance: secondary materials that follow
    owed_days: int | None = None  # working days in which they follow


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
    effect: str  # abandoned | withdrawn; in acts of before also refused
    silent_until: str | None = None  # the last day to correct; null in acts of before, dated to when they were recorded


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
    body: int | None = None  # who carries it out, where that is not the authority itself


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
    hearing: int | None = None  # seq of the signed record the decision rests on (art. 48(2))


@dataclass(frozen=True, slots=True)
class Refuse:
    statement: int
    hearing: int | None = None
    ground: str = "conditions_not_met"  # … | false_materials (art. 78) | quantity_used_up (art. 57) | not_corrected
    facts: int | None = None  # the facts found; else those that the file records
    standard: int | None = None  # the technical standard it rests on (art. 55(3))


@dataclass(frozen=True, slots=True)
class Issue:
    certificates: list[int]
    valid: list[list[Any]] = field(default_factory=list)  # [id, first day, last day or null] of each


@dataclass(frozen=True, slots=True)
class Deliver:
    method: str  # window | courier | electronic | agent | left | public_notice
    reference: str = ""  # courier number or receipt number, never a name


@dataclass(frozen=True, slots=True)
class Withdraw:
    statement: int | None = None
    mandate: int | None = None


@dataclass(frozen=True, slots=True)
class Terminate:
    ground: str
    statement: int


@dataclass(frozen=True, slots=True)
class NotifyInterestedParty:
    to: str  # interested_party | applicant | holder
    about: str  # the_application | the_intended_refusal | the_intended_act
    days: int  # working days to state one's views
    statement: int  # who is told, and which interest is touched


@dataclass(frozen=True, slots=True)
class RecordStatement:
    of: str  # applicant | interested_party | holder
    statement: int
    waives_hearing: bool = False
    notice: int | None = None  # seq of the notice it answers; null: the first of theirs that is unanswered


@dataclass(frozen=True, slots=True)
class OfferHearing:
    to: list[str]  # applicant, interested_party
    days: int  # working days in which it may be asked for
    statement: int | None = None


@dataclass(frozen=True, slots=True)
class RequestHearing:
    of: str  # applicant | interested_party
    statement: int | None = None
    mandate: int | None = None


@dataclass(frozen=True, slots=True)
class CallHearing:
    held_on: str
    chair: int
    statement: int  # where and at what time
    ex_officio: bool = False  # the law requires it, or a major public interest does (art. 46)
    fee: int = 0  # what the parties are charged, in fen: always 0 (art. 47(2))


@dataclass(frozen=True, slots=True)
class RecordHearing:
    call: int  # seq of the act that called it
    signed: bool  # by the participants, after they found no error
    statement: int


@dataclass(frozen=True, slots=True)
class SupplyOwed:
    application: str
    digest: str
    materials: list[str]
    mandate: int | None = None


@dataclass(frozen=True, slots=True)
class WithdrawCommitment:
    owed: list[str]  # the materials that the commitment stood for
    mandate: int | None = None
    fact_check: bool = False  # the step of two officials that it stood for comes before the decision again


@dataclass(frozen=True, slots=True)
class VerifyCommitment:
    result: str  # kept | broken | put_right (after broken: it was corrected, and bars no further commitment)
    officers: list[int]
    statement: int


@dataclass(frozen=True, slots=True)
class ReceiveForwarded:
    centre: int  # where the competent authority took it over


@dataclass(frozen=True, slots=True)
class PassUp:
    authority: int  # the lower authority that examined first
    agrees: bool
    statement: int


@dataclass(frozen=True, slots=True)
class Recuse:
    officer: int
    why: str  # own_interest | challenged
    statement: int


@dataclass(frozen=True, slots=True)
class Rectify:
    of: int  # seq of the act that holds the mistake
    changes: dict[str, Any]  # what it should have said: fields of its payload, or "on"; empty for a slip in the text
    basis: str
    statement: int


@dataclass(frozen=True, slots=True)
class Change:
    certificate: int
    statement: int | None = None
    hearing: int | None = None


@dataclass(frozen=True, slots=True)
class Renew:
    certificate: int
    statement: int | None = None
    hearing: int | None = None


@dataclass(frozen=True, slots=True)
class DeemRenewed:
    certificate: int
    valid_to: str  # the last day of the old term: the new one begins on the next


@dataclass(frozen=True, slots=True)
class WithdrawLicence:
    certificates: list[int]
    ground: str  # law_changed | circumstances_changed
    compensation: str  # granted | no_loss
    statement: int


@dataclass(frozen=True, slots=True)
class Revoke:
    certificates: list[int]
    ground: str  # see `rules.after.REVOCATION_GROUNDS`
    compensation: str  # granted | no_loss | not_protected
    statement: int
    grave_harm: bool = False  # it would gravely harm the public interest (art. 69(3))
    authority: int | None = None  # the superior authority that does it, else the deciding one


@dataclass(frozen=True, slots=True)
class Forfeit:
    certificates: list[int]
    decision: str  # number of the penalty decision
    statement: int


@dataclass(frozen=True, slots=True)
class Cancel:
    certificates: list[int]
    ground: str  # see `rules.after.CANCELLATION_GROUNDS`
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
    Kind.NOTIFY_INTERESTED_PARTY: NotifyInterestedParty,
    Kind.RECORD_STATEMENT: RecordStatement,
    Kind.OFFER_HEARING: OfferHearing,
    Kind.REQUEST_HEARING: RequestHearing,
    Kind.CALL_HEARING: CallHearing,
    Kind.RECORD_HEARING: RecordHearing,
    Kind.SUPPLY_OWED: SupplyOwed,
    Kind.WITHDRAW_COMMITMENT: WithdrawCommitment,
    Kind.VERIFY_COMMITMENT: VerifyCommitment,
    Kind.RECEIVE_FORWARDED: ReceiveForwarded,
    Kind.PASS_UP: PassUp,
    Kind.RECUSE: Recuse,
    Kind.RECTIFY: Rectify,
    Kind.CHANGE: Change,
    Kind.RENEW: Renew,
    Kind.DEEM_RENEWED: DeemRenewed,
    Kind.WITHDRAW_LICENCE: WithdrawLicence,
    Kind.REVOKE: Revoke,
    Kind.FORFEIT: Forfeit,
    Kind.CANCEL: Cancel,
}

# Fields that name prose by its id.
STATEMENTS: Final = ("statement", "facts", "standard", "body")

_FIELDS: Final = {
    kind: (
        {f.name for f in fields(cls)},
        {f.name for f in fields(cls) if f.default is MISSING and f.default_factory is MISSING},
    )
    for kind, cls in PAYLOADS.items()
}


def check_payload(kind: Kind, payload: dict[str, Any]) -> None:
    """Refuse a payload with unknown or missing fields. A frozen dataclass per kind says which there are."""
    known, needed = _FIELDS[kind]
    given = payload.keys()
    if not given <= known or not needed <= given:
        raise Refused("act_incomplete", kind=str(kind), missing=sorted(needed - given), unknown=sorted(given - known))
