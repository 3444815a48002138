"""The names of phases, acts, procedures and findings on every screen that shows a case. Translated when read."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sunhall.law.lifecycles.kinds import Kind, Phase

Word = str | Promise

PHASES: Final[dict[str, Word]] = {
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
}

PROCEDURES: Final[dict[str, Word]] = {
    "hearing": _("Hearing"),
    "tender": _("Tender"),
    "auction": _("Auction"),
    "inspection": pgettext_lazy("special procedure", "Inspection"),
    "testing": pgettext_lazy("special procedure", "Testing"),
    "quarantine": _("Quarantine"),
    "appraisal": _("Appraisal"),
    "expert_review": _("Expert review"),
    "suspension": _("Suspension"),
    "dispute": _("Dispute over rights"),
    "publicity": _("Public notice period"),
    "consultation": pgettext_lazy("special procedure", "Consultation"),
}

DEFECTS: Final[dict[str, Word]] = {
    "missing": _("Not handed in"),
    "unreadable": _("Cannot be read"),
    "incomplete": _("Pages or entries are missing"),
    "not_signed": _("Not signed"),
    "not_stamped": _("Seal missing"),
    "expired": _("No longer valid"),
    "does_not_match": _("Differs from the form or another paper"),
    "wrong_document": _("It is another document"),
    "wrong_form": _("Not in the form asked for (original, copy, format)"),
    "other": _("Another defect (say which)"),
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
}

METHODS: Final[dict[str, Word]] = {
    "window": _("At the window"),
    "courier": _("By courier"),
    "electronic": _("Electronically"),
}

APPROVERS: Final[dict[str, Word]] = {
    "agency_head": _("The head of the authority"),
    "government_head": _("The head of the same-level government"),
}

CHANNELS: Final[dict[str, Word]] = {
    "online": pgettext_lazy("channel", "Online"),
    "window": pgettext_lazy("channel", "At the window"),
    "post": pgettext_lazy("channel", "By post"),
}

PAPER_FORMS: Final[dict[str, Word]] = {
    "electronic": pgettext_lazy("paper", "Electronic file"),
    "original": pgettext_lazy("paper", "Original seen"),
    "copy": pgettext_lazy("paper", "Copy handed in"),
}

NOTICES: Final[dict[str, Word]] = {
    "receipt": _("Receipt"),
    "acceptance": _("Notice of acceptance"),
    "correction": _("One-time correction notice"),
    "non_acceptance": _("Decision not to accept"),
    "not_required": _("Notice that no licence is required"),
    "return": _("Return of the file"),
    "special_procedure": _("Notice of a special procedure"),
    "resume": _("Notice that the clock runs again"),
    "extension": _("Notice of extension"),
    "suspension": _("Notice of suspension"),
    "fact_check": _("Record of the check of facts"),
    "grant": _("Decision to grant"),
    "refusal": _("Decision to refuse"),
    "delivery": _("Delivery record"),
    "termination": _("Notice that the case ended"),
    "withdrawal": _("Notice of withdrawal"),
}


def word(names: dict[str, Word], code: str) -> str:
    """The name of a code, or the code itself where the matter's own rules brought one we have no word for."""
    return str(names.get(code, code))
