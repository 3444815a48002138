"""Messages about a case: who is told what after which act, and the words in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.translation import get_language, gettext_noop, ngettext
from django.utils.translation import gettext as _

from sunhall.cases import procedures
from sunhall.cases.models import Act, Application
from sunhall.cases.queries import standing_at
from sunhall.documents.acts import public_address
from sunhall.kernel.text import TextByLanguage
from sunhall.law.lifecycles.kinds import Kind
from sunhall.law.lifecycles.procedure import ON_THE_SPOT_SILENCE
from sunhall.people import acts as people
from sunhall.people import queries as people_queries


@dataclass(frozen=True, slots=True)
class Text:
    subject: str
    body: str


# Kind of act → subject, what happened, what to do next.
TEXTS: Final[dict[str, tuple[str, str]]] = {
    Kind.SUBMIT: (
        gettext_noop("Received: %(matter)s"),
        gettext_noop("Your application has been received. You will be told within %(time)s whether it is accepted."),
    ),
    Kind.REQUEST_CORRECTION: (
        gettext_noop("Please correct: %(matter)s"),
        gettext_noop(
            "Something in your application must be corrected. The notice lists everything: please answer it at once."
        ),
    ),
    Kind.RESUBMIT: (
        gettext_noop("Supplement received: %(matter)s"),
        gettext_noop("What you handed in to complete your application has been received."),
    ),
    Kind.ACCEPT: (
        gettext_noop("Accepted: %(matter)s"),
        gettext_noop("Your application has been accepted. The time limits run from now on."),
    ),
    Kind.DEEM_ACCEPTED: (
        gettext_noop("Accepted: %(matter)s"),
        gettext_noop(
            "You were not told in time of anything missing. Your application counts as accepted from its receipt."
        ),
    ),
    Kind.REFUSE_ACCEPTANCE: (
        gettext_noop("Not accepted: %(matter)s"),
        gettext_noop("Your application was not accepted. The decision gives the reasons and where you can object."),
    ),
    Kind.DECLARE_NOT_REQUIRED: (
        gettext_noop("Not needed: %(matter)s"),
        gettext_noop("What you applied for is not required in your case. The notice says why."),
    ),
    Kind.RETURN_FILE: (
        gettext_noop("Returned: %(matter)s"),
        gettext_noop(
            "Your application was returned. The notice lists what it lacks; you can file it again at any time."
        ),
    ),
    Kind.LAPSE: (
        gettext_noop("Ended: %(matter)s"),
        gettext_noop("The time to correct your application has passed without an answer, and it has ended."),
    ),
    Kind.START_SPECIAL_PROCEDURE: (
        gettext_noop("Clock stopped: %(matter)s"),
        gettext_noop("A special procedure has begun. Its time does not count; the notice says how long it needs."),
    ),
    Kind.END_SPECIAL_PROCEDURE: (
        gettext_noop("Clock runs again: %(matter)s"),
        gettext_noop("The special procedure is over. The limits run again from the next working day."),
    ),
    Kind.EXTEND: (
        gettext_noop("Limit extended: %(matter)s"),
        gettext_noop("The limit for your application was extended. The notice gives the reasons and the new day."),
    ),
    Kind.SUSPEND: (
        gettext_noop("Suspended: %(matter)s"),
        gettext_noop("Your application is suspended. The notice gives the reasons."),
    ),
    Kind.RESUME: (gettext_noop("Resumed: %(matter)s"), gettext_noop("Your application is being handled again.")),
    Kind.GRANT: (
        gettext_noop("Granted: %(matter)s"),
        gettext_noop("Your application was granted. The document will be issued and delivered to you."),
    ),
    Kind.REFUSE: (
        gettext_noop("Refused: %(matter)s"),
        gettext_noop("Your application was refused. The decision gives the reasons and where you can object."),
    ),
    Kind.ISSUE: (
        gettext_noop("Document ready: %(matter)s"),
        gettext_noop("Your document has been issued. You can download it under “My matters”."),
    ),
    Kind.DELIVER: (
        gettext_noop("Delivered: %(matter)s"),
        gettext_noop("Your matter is closed. Please tell us how you found the service."),
    ),
    Kind.WITHDRAW: (
        gettext_noop("Withdrawn: %(matter)s"),
        gettext_noop("Your application was withdrawn as you asked. You can apply again at any time."),
    ),
    Kind.TERMINATE: (
        gettext_noop("Ended: %(matter)s"),
        gettext_noop("The handling of your application has ended. The notice gives the reasons."),
    ),
    Kind.RECEIVE_FORWARDED: (
        gettext_noop("Received: %(matter)s"),
        gettext_noop("Your papers have reached the competent authority. Its %(time)s to examine them begin today."),
    ),
    Kind.SUPPLY_OWED: (
        gettext_noop("Papers received: %(matter)s"),
        gettext_noop("The papers that were allowed to follow have been received."),
    ),
    Kind.WITHDRAW_COMMITMENT: (
        gettext_noop("Commitment taken back: %(matter)s"),
        gettext_noop("You took your commitment back. Please hand in the papers that it stood for."),
    ),
    Kind.VERIFY_COMMITMENT: (
        gettext_noop("Commitment checked: %(matter)s"),
        gettext_noop("What you committed was checked. The record says what was found and what follows."),
    ),
    Kind.PASS_UP: (
        gettext_noop("Passed up: %(matter)s"),
        gettext_noop(
            "The first review is done. Your application and all papers are now with the authority that decides."
        ),
    ),
    Kind.NOTIFY_INTERESTED_PARTY: (
        gettext_noop("Who is heard: %(matter)s"),
        gettext_noop("Somebody concerned was told of their right to be heard. The notice says who, and until when."),
    ),
    Kind.RECORD_STATEMENT: (
        gettext_noop("Statement recorded: %(matter)s"),
        gettext_noop("A statement was put on record and will be weighed in the decision."),
    ),
    Kind.OFFER_HEARING: (
        gettext_noop("You may ask for a hearing: %(matter)s"),
        gettext_noop("Before the decision you may ask for a hearing, free of charge. The notice says until when."),
    ),
    Kind.REQUEST_HEARING: (
        gettext_noop("Hearing asked for: %(matter)s"),
        gettext_noop("A hearing was asked for and will be held within twenty working days."),
    ),
    Kind.CALL_HEARING: (
        gettext_noop("Hearing: %(matter)s"),
        gettext_noop("A hearing will be held. The notice gives day, place and chair."),
    ),
    Kind.RECORD_HEARING: (
        gettext_noop("Record of the hearing: %(matter)s"),
        gettext_noop("The hearing was held and its record written. The decision rests on it."),
    ),
    Kind.RECTIFY: (
        gettext_noop("Rectified: %(matter)s"),
        gettext_noop(
            "An error in the record of your case was mended. The notice shows what it said and what it says now."
        ),
    ),
    Kind.CHANGE: (
        gettext_noop("Changed: %(matter)s"),
        gettext_noop("Your licence is changed as you asked. The new document will be issued and delivered to you."),
    ),
    Kind.RENEW: (
        gettext_noop("Renewed: %(matter)s"),
        gettext_noop("Your licence is renewed. The new document will be issued and delivered to you."),
    ),
    Kind.DEEM_RENEWED: (
        gettext_noop("Renewed by law: %(matter)s"),
        gettext_noop(
            "No decision was taken before your licence ran out, so it counts as renewed. A new document will be issued."
        ),
    ),
    Kind.WITHDRAW_LICENCE: (
        gettext_noop("Licence withdrawn: %(matter)s"),
        gettext_noop(
            "Your licence was withdrawn. The decision gives the reasons, the compensation and where you can object."
        ),
    ),
    Kind.REVOKE: (
        gettext_noop("Licence revoked: %(matter)s"),
        gettext_noop("Your licence was revoked. The decision gives the reasons and where you can object."),
    ),
    Kind.FORFEIT: (
        gettext_noop("Licence forfeited: %(matter)s"),
        gettext_noop("Your licence was forfeited by a penalty decision. The decision says where you can object."),
    ),
    Kind.CANCEL: (
        gettext_noop("Licence cancelled: %(matter)s"),
        gettext_noop("Your licence was cancelled. The decision gives the reasons and where you can object."),
    ),
}


# Where a file begins otherwise than usual: what the facts of the message say it began `as` → what happened.
BEGINNINGS: Final[dict[tuple[str, str], str]] = {
    (Kind.SUBMIT, "collected"): gettext_noop(
        "Your papers were taken in and go to the competent authority. Its time to examine them begins when it has them;"
        " you will be told of that day."
    ),
    (Kind.SUBMIT, "without_limit"): gettext_noop("Your application has been received."),
    (Kind.RECEIVE_FORWARDED, "without_limit"): gettext_noop("Your papers have reached the competent authority."),
}
_FIVE: Final = 5  # working days: what messages of before said, whose facts name none (Licensing Law art. 32(1)(4))


def tell(act_id: int, *, at: datetime) -> list[int]:
    """Put the message of an act into the inboxes concerned, or write to a party that has none; answers the new
    messages. Requires a transaction."""
    act = Act.objects.select_related("case").get(pk=act_id)
    if act.kind not in TEXTS:
        return []
    standing = standing_at(act.case_id, act.seq)
    row = Application.objects.get(pk=standing.application)
    facts = {"number": act.case.number, "matter": row.version.content["name"], "on": act.on.isoformat()}
    facts |= _began(act)
    common: dict[str, Any] = {"code": act.kind, "facts": facts, "at": at, "case_id": act.case_id, "act_id": act.pk}
    party = act.case.party_id
    accounts = people_queries.accounts_of(party, also_user=row.typed_by_id)
    sent = [people.send_message(user_id=user, **common) for user in accounts]
    if people_queries.only_by_email(party):
        sent.append(people.write_to_party(party_id=party, **common))
    return [message.pk for message in sent if message]


def _began(act: Act) -> dict[str, Any]:
    """In how many working days the papers are examined, where the matter's rule gives a number, and from when."""
    if act.kind not in (Kind.SUBMIT, Kind.RECEIVE_FORWARDED):
        return {}
    if act.payload.get("collected_by") is not None:
        return {"as": "collected"}
    intake = procedures.of_version(act.case.version_id).intake
    counted = intake.days and intake.rule != ON_THE_SPOT_SILENCE
    return {"days": intake.days} if counted else {"as": "without_limit"}


def text(code: str, facts: Mapping[str, Any], language: str = "") -> Text:
    """The words of a message in the active language (`language`: of the matter's name)."""
    subject, usual = TEXTS[code]
    body = BEGINNINGS.get((code, facts.get("as", "")), usual)
    days = facts.get("days", _FIVE)
    time = ngettext("%(count)d working day", "%(count)d working days", days) % {"count": days}
    matter = TextByLanguage(facts["matter"]).into(language or get_language() or "zh-hans")
    lines = [
        _(body) % {"time": time},
        "",
        _("Case number: %(number)s") % {"number": facts["number"]},
        _("See your matter: %(address)s") % {"address": public_address("/my/")},
    ]
    return Text(_(subject) % {"matter": matter}, "\n".join(lines))
