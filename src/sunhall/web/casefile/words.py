"""The names of phases, acts, procedures and findings on every screen that shows a case. Translated when read."""

from collections.abc import Iterable, Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sunhall.cases import words as case_words
from sunhall.cases.queries import CasePage
from sunhall.kernel.text import TextByLanguage
from sunhall.law.lifecycles.kinds import Kind, Phase
from sunhall.web.templatetags import house

Word = str | Promise | TextByLanguage

PHASES: Final[dict[str, Word]] = {
    Phase.COLLECTED: _("Taken in elsewhere, on its way"),
    Phase.RECEIVED: _("Papers being examined"),
    Phase.CORRECTION: _("Waiting for corrections"),
    Phase.REVIEW: _("Under review"),
    Phase.STOPPED: _("Special procedure"),
    Phase.SUSPENDED: _("Suspended"),
    Phase.GRANTED: _("Granted"),
    Phase.REFUSED: _("Refused"),
    Phase.ISSUED: _("Certificate made"),
    Phase.DELIVERED: _("Delivered"),
    Phase.NOT_ACCEPTED: _("Not accepted"),
    Phase.NOT_REQUIRED: _("Not required"),
    Phase.RETURNED: _("Returned"),
    Phase.LAPSED: _("Lapsed"),
    Phase.WITHDRAWN: _("Withdrawn"),
    Phase.TERMINATED: _("Ended without a decision"),
}

ACTS: Final[dict[str, Word]] = {
    Kind.SUBMIT: _("Submit the application"),
    Kind.CORRECT_ON_THE_SPOT: _("Correct on the spot"),
    Kind.REQUEST_CORRECTION: _("Ask for corrections"),
    Kind.RESUBMIT: _("Hand in the corrections"),
    Kind.ACCEPT: _("Accept the application"),
    Kind.DEEM_ACCEPTED: _("Accepted by silence"),
    Kind.REFUSE_ACCEPTANCE: _("Do not accept"),
    Kind.DECLARE_NOT_REQUIRED: _("Declare it not required"),
    Kind.RETURN_FILE: _("Return the file"),
    Kind.LAPSE: _("Lapse"),
    Kind.ASK_OPINION: _("Ask for opinions"),
    Kind.GIVE_OPINION: _("Give the opinion"),
    Kind.CHECK_FACTS: _("Record the check of facts"),
    Kind.START_SPECIAL_PROCEDURE: _("Start a special procedure"),
    Kind.END_SPECIAL_PROCEDURE: _("End the special procedure"),
    Kind.EXTEND: _("Extend the limit"),
    Kind.SUSPEND: _("Suspend the file"),
    Kind.RESUME: _("Resume the file"),
    Kind.GRANT: _("Grant"),
    Kind.REFUSE: _("Refuse"),
    Kind.ISSUE: _("Issue the certificate"),
    Kind.DELIVER: _("Deliver"),
    Kind.WITHDRAW: _("Withdraw the application"),
    Kind.TERMINATE: _("End without a decision"),
    Kind.NOTIFY_INTERESTED_PARTY: _("Tell those concerned"),
    Kind.RECORD_STATEMENT: _("Record a statement"),
    Kind.OFFER_HEARING: _("Tell of the right to a hearing"),
    Kind.REQUEST_HEARING: _("Ask for a hearing"),
    Kind.CALL_HEARING: _("Call the hearing"),
    Kind.RECORD_HEARING: _("Record the hearing"),
    Kind.SUPPLY_OWED: _("Hand in the papers owed"),
    Kind.WITHDRAW_COMMITMENT: _("Take the commitment back"),
    Kind.VERIFY_COMMITMENT: _("Check the commitment"),
    Kind.RECEIVE_FORWARDED: _("Receive the forwarded file"),
    Kind.PASS_UP: _("Pass up to the deciding authority"),
    Kind.RECUSE: _("Keep an official out"),
    Kind.RECTIFY: _("Rectify a mistake"),
    Kind.CHANGE: _("Approve the change"),
    Kind.RENEW: _("Approve the renewal"),
    Kind.DEEM_RENEWED: _("Renewed by silence"),
    Kind.WITHDRAW_LICENCE: _("Withdraw the licence"),
    Kind.REVOKE: _("Revoke the licence"),
    Kind.FORFEIT: _("Record the forfeiture"),
    Kind.CANCEL: _("Cancel the licence"),
}

# How a file came out, where that is more than its phase.
OUTCOMES: Final[dict[str, Word]] = {
    **PHASES,
    "deemed_renewed": _("Renewed by silence"),
    "abandoned": _("Given up by silence"),
    "withdrawn": PHASES[Phase.WITHDRAWN],
    "refused": PHASES[Phase.REFUSED],
}

# The powers of a file, short enough for a button; the administrator's pages say them in full.
POWERS: Final[dict[str, Word]] = {
    "receive": pgettext_lazy("power", "receive"),
    "accept": pgettext_lazy("power", "accept"),
    "review": pgettext_lazy("power", "review"),
    "opine": pgettext_lazy("power", "give an opinion"),
    "decide": pgettext_lazy("power", "decide"),
    "extend": pgettext_lazy("power", "extend the limit"),
    "extend_joint": pgettext_lazy("power", "extend the joint limit"),
    "issue": pgettext_lazy("power", "issue and deliver"),
    "hear": pgettext_lazy("power", "chair a hearing"),
    "rectify": pgettext_lazy("power", "rectify"),
    "revoke": pgettext_lazy("power", "withdraw, revoke or cancel licences"),
}

VERDICTS: Final[dict[str, Word]] = {
    "ok": pgettext_lazy("finding", "OK"),
    "missing": pgettext_lazy("finding", "Missing"),
    "wrong": pgettext_lazy("finding", "Wrong"),
}

ROLES: Final[dict[str, Word]] = {
    "intake": _("Intake"),
    "lead": _("To review and decide"),
    "opinion": _("Opinions asked"),
    "issue": _("Certificates to make"),
    "delivery": _("To deliver"),
    "forward": _("To receive from elsewhere"),
    "first": _("First reviews"),
    "hearing": _("Hearings to hold"),
    "special": _("Special procedures running"),
    "owed": _("Papers owed"),
    "unanswered": _("Corrections awaited"),
    "renewal": _("Renewals to decide"),
    "check": _("Commitments to check"),
    "licences": _("Licences running out"),
}

PAPER_FORMS: Final[dict[str, Word]] = {
    "electronic": pgettext_lazy("paper", "Electronic file"),
    "original": pgettext_lazy("paper", "Original seen"),
    "copy": pgettext_lazy("paper", "Copy handed in"),
}

# What notices print as well is said in the words they use.
PROCEDURES: Final[Mapping[str, Word]] = case_words.SPECIAL_PROCEDURES
DEFECTS: Final[Mapping[str, Word]] = {code: told for code, (told, _required) in case_words.DEFECTS.items()}
REQUIRED: Final[Mapping[str, Word]] = {code: required for code, (_told, required) in case_words.DEFECTS.items()}
METHODS: Final[Mapping[str, Word]] = case_words.METHODS
APPROVERS: Final[Mapping[str, Word]] = case_words.APPROVERS
CHANNELS: Final[Mapping[str, Word]] = case_words.CHANNELS
NOTICES: Final[Mapping[str, Word]] = case_words.NOTICES
GROUNDS: Final[Mapping[str, Word]] = case_words.GROUNDS
REFUSAL_GROUNDS: Final[Mapping[str, Word]] = case_words.REFUSAL_GROUNDS
TERMINATION_GROUNDS: Final[Mapping[str, Word]] = case_words.TERMINATION_GROUNDS
WITHDRAWAL_GROUNDS: Final[Mapping[str, Word]] = case_words.WITHDRAWAL_GROUNDS
REVOCATION_GROUNDS: Final[Mapping[str, Word]] = case_words.REVOCATION_GROUNDS
CANCELLATION_GROUNDS: Final[Mapping[str, Word]] = case_words.CANCELLATION_GROUNDS
COMPENSATION: Final[Mapping[str, Word]] = case_words.COMPENSATION
CONCERNED: Final[Mapping[str, Word]] = case_words.CONCERNED
ABOUT: Final[Mapping[str, Word]] = case_words.ABOUT
MODES: Final[Mapping[str, Word]] = case_words.MODES
REQUESTS: Final[Mapping[str, Word]] = case_words.REQUESTS
RECUSALS: Final[Mapping[str, Word]] = case_words.RECUSALS
LICENCE_STATES: Final[Mapping[str, Word]] = case_words.LICENCE_STATES

# How a notice reached its addressee (Licensing Law arts. 38, 44; Civil Procedure Law arts. 87-95).
SERVICES: Final[dict[str, Word]] = {
    "direct": _("Handed over, signed for"),
    "left": _("Acceptance refused, left before witnesses"),
    "mail": _("By post"),
    "entrusted": _("Through another authority"),
    "transferred": _("Through a unit or institution"),
    "electronic": _("Opened online"),
    "public": _("By public announcement"),
}

# The fields of an act that a rectification may mend (`rules.after.RECTIFIABLE`).
FIELDS: Final[dict[str, Word]] = {
    "on": _("The day it counts for"),
    "needed_days": _("The time it needs"),
    "officers": _("The officials"),
    "competent": _("The competent authority"),
    "method": _("The way of delivery"),
    "reference": _("The number of the consignment or receipt"),
    "decision": _("The number of the penalty decision"),
}


def word(names: Mapping[str, Word], code: str) -> str:
    """The name of a code, or the code itself where the matter's own rules brought one we have no word for."""
    found = names.get(code, code)
    return house.words(found) if isinstance(found, dict) else str(found)


def notice_name(page: CasePage, kind: str) -> str:
    """The title that a notice of this kind bears in this case."""
    found = case_words.title(kind, is_licence=page.procedure.is_licence, request=page.standing.request)
    return house.words(found)


def options(names: Mapping[str, Word], codes: Iterable[str] | None = None) -> list[tuple[str, str]]:
    """(code, name) for a choice, in the order of the table or of `codes`."""
    return [(code, word(names, code)) for code in (names if codes is None else codes)]
