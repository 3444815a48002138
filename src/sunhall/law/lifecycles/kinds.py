"""The closed lists of a licensing file: kinds of act and phases. What each kind of act carries is in `payloads`.

Kinds only grow: a kind is never renamed or reused, and its meaning never changes (the strings stand in stored acts).
"""

from enum import StrEnum
from typing import Final


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
    # Who else is heard, and hearings (Licensing Law arts. 36, 46-48).
    NOTIFY_INTERESTED_PARTY = "notify_interested_party"
    RECORD_STATEMENT = "record_statement"
    OFFER_HEARING = "offer_hearing"
    REQUEST_HEARING = "request_hearing"
    CALL_HEARING = "call_hearing"
    RECORD_HEARING = "record_hearing"
    # Modes: tolerance, commitment, collected elsewhere, first review by the lower level (art. 35).
    SUPPLY_OWED = "supply_owed"
    WITHDRAW_COMMITMENT = "withdraw_commitment"
    VERIFY_COMMITMENT = "verify_commitment"
    RECEIVE_FORWARDED = "receive_forwarded"
    PASS_UP = "pass_up"  # noqa: S105 - no password
    # Who must keep out, and how a mistake is mended.
    RECUSE = "recuse"
    RECTIFY = "rectify"
    # A licence that exists: asked for by its holder (arts. 49, 50), or done to it (arts. 8, 69, 70; a penalty).
    CHANGE = "change"
    RENEW = "renew"
    DEEM_RENEWED = "deem_renewed"
    WITHDRAW_LICENCE = "withdraw_licence"
    REVOKE = "revoke"
    FORFEIT = "forfeit"
    CANCEL = "cancel"


class Phase(StrEnum):
    COLLECTED = "collected"  # handed in elsewhere, on its way to the competent authority
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


IN_REVIEW: Final = frozenset({Phase.REVIEW, Phase.STOPPED, Phase.SUSPENDED})  # accepted, not decided
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
