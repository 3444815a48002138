"""Messages about a case: who is told what after which act, and the words in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from sunhall.cases.models import Act, Application
from sunhall.cases.queries import standing_at
from sunhall.documents.acts import public_address
from sunhall.kernel.text import TextByLanguage
from sunhall.law.lifecycles.kinds import Kind
from sunhall.people import acts as people
from sunhall.people import queries as people_queries


@dataclass(frozen=True, slots=True)
class Text:
    subject: str
    body: str


_N = gettext_noop

# Kind of act → subject, what happened, what to do next.
TEXTS: Final[dict[str, tuple[str, str]]] = {
    Kind.SUBMIT: (
        _N("Received: %(matter)s"),
        _N("Your application has been received. You will be told within five working days whether it is accepted."),
    ),
    Kind.REQUEST_CORRECTION: (
        _N("Please correct: %(matter)s"),
        _N("Something in your application must be corrected. The notice lists everything: please answer it at once."),
    ),
    Kind.RESUBMIT: (
        _N("Supplement received: %(matter)s"),
        _N("What you handed in to complete your application has been received."),
    ),
    Kind.ACCEPT: (
        _N("Accepted: %(matter)s"),
        _N("Your application has been accepted. The time limits run from now on."),
    ),
    Kind.DEEM_ACCEPTED: (
        _N("Accepted: %(matter)s"),
        _N("You were not told in time of anything missing. Your application counts as accepted from its receipt."),
    ),
    Kind.REFUSE_ACCEPTANCE: (
        _N("Not accepted: %(matter)s"),
        _N("Your application was not accepted. The decision gives the reasons and where you can object."),
    ),
    Kind.DECLARE_NOT_REQUIRED: (
        _N("Not needed: %(matter)s"),
        _N("What you applied for is not required in your case. The notice says why."),
    ),
    Kind.RETURN_FILE: (
        _N("Returned: %(matter)s"),
        _N("Your application was returned. The notice lists what it lacks; you can file it again at any time."),
    ),
    Kind.LAPSE: (
        _N("Ended: %(matter)s"),
        _N("The time to correct your application has passed without an answer, and it has ended."),
    ),
    Kind.START_SPECIAL_PROCEDURE: (
        _N("Clock stopped: %(matter)s"),
        _N("A special procedure has begun. Its time does not count; the notice says how long it needs."),
    ),
    Kind.END_SPECIAL_PROCEDURE: (
        _N("Clock runs again: %(matter)s"),
        _N("The special procedure is over. The limits run again from the next working day."),
    ),
    Kind.EXTEND: (
        _N("Limit extended: %(matter)s"),
        _N("The limit for your application was extended. The notice gives the reasons and the new day."),
    ),
    Kind.SUSPEND: (_N("Suspended: %(matter)s"), _N("Your application is suspended. The notice gives the reasons.")),
    Kind.RESUME: (_N("Resumed: %(matter)s"), _N("Your application is being handled again.")),
    Kind.GRANT: (
        _N("Granted: %(matter)s"),
        _N("Your application was granted. The document will be issued and delivered to you."),
    ),
    Kind.REFUSE: (
        _N("Refused: %(matter)s"),
        _N("Your application was refused. The decision gives the reasons and where you can object."),
    ),
    Kind.ISSUE: (
        _N("Document ready: %(matter)s"),
        _N("Your document has been issued. You can download it under “My matters”."),
    ),
    Kind.DELIVER: (_N("Delivered: %(matter)s"), _N("Your matter is closed. Please tell us how you found the service.")),
    Kind.WITHDRAW: (
        _N("Withdrawn: %(matter)s"),
        _N("Your application was withdrawn as you asked. You can apply again at any time."),
    ),
    Kind.TERMINATE: (
        _N("Ended: %(matter)s"),
        _N("The handling of your application has ended. The notice gives the reasons."),
    ),
}


def tell(act_id: int, *, at: datetime) -> list[int]:
    """Put the message of an act into the inboxes concerned; answers the new messages. Requires a transaction."""
    act = Act.objects.select_related("case").get(pk=act_id)
    if act.kind not in TEXTS:
        return []
    standing = standing_at(act.case_id, act.seq)
    row = Application.objects.get(pk=standing.application)
    facts = {"number": act.case.number, "matter": row.version.content["name"], "on": act.on.isoformat()}
    sent = [
        people.send_message(user_id=user, code=act.kind, facts=facts, at=at, case_id=act.case_id, act_id=act.pk)
        for user in people_queries.accounts_of(act.case.party_id, also_user=row.typed_by_id)
    ]
    return [message.pk for message in sent if message]


def text(code: str, facts: Mapping[str, Any], language: str = "") -> Text:
    """The words of a message in the active language (`language`: of the matter's name)."""
    subject, body = TEXTS[code]
    matter = TextByLanguage(facts["matter"]).into(language or get_language() or "zh-hans")
    lines = [
        _(body),
        "",
        _("Case number: %(number)s") % {"number": facts["number"]},
        _("See your matter: %(address)s") % {"address": public_address("/my/")},
    ]
    return Text(_(subject) % {"matter": matter}, "\n".join(lines))
