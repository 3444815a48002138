"""Sentences of the review and the decision."""

from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from sunhall.cases.queries import ActLine, CasePage
from sunhall.law.lifecycles.kinds import Kind
from sunhall.web.casefile import words
from sunhall.web.casefile.names import authority_name, official_told
from sunhall.web.casefile.writers.base import Writer, facts, says
from sunhall.web.templatetags import house


def _ask_opinion(page: CasePage, line: ActLine) -> str:
    asked = [
        _("%(name)s (%(days)s)") % {"name": authority_name(page, x["authority"]), "days": house.working_days(x["days"])}
        for x in line.payload["lanes"]
    ]
    return _("Asked for their opinion at the same time: %(authorities)s.") % {"authorities": house.listed(asked)}


def _give_opinion(page: CasePage, line: ActLine) -> str:
    told = {"authority": authority_name(page, line.payload["authority"]) or house.words(line.authority)}
    return _("%(authority)s agreed.") % told if line.payload["agrees"] else _("%(authority)s objected.") % told


def _pass_up(page: CasePage, line: ActLine) -> str:
    told = {"authority": house.words(line.authority) or authority_name(page, line.payload["authority"])}
    if line.payload["agrees"]:
        return _("%(authority)s examined first, agrees, and passed all papers up to the deciding authority.") % told
    return _("%(authority)s examined first, objects, and passed all papers up to the deciding authority.") % told


def _check_facts(page: CasePage, line: ActLine) -> str:
    told = {**facts(page, line), "count": len(line.payload["officers"])}
    if line.payload["result"] == "meets":
        return _("%(count)d officials of %(authority)s checked the facts: the conditions are met.") % told
    return _("%(count)d officials of %(authority)s checked the facts: the conditions are not met.") % told


def _verify_commitment(page: CasePage, line: ActLine) -> str:
    told = {**facts(page, line), "count": len(line.payload["officers"])}
    if line.payload["result"] == "kept":
        return _("%(count)d officials of %(authority)s checked the commitment: it is kept.") % told
    if line.payload["result"] == "put_right":
        return _("%(count)d officials of %(authority)s found that the commitment was put right.") % told
    return _("%(count)d officials of %(authority)s checked the commitment: it is not kept.") % told


def _start_special(page: CasePage, line: ActLine) -> str:
    return _("The clock stopped for a special procedure: %(procedure)s, which needs about %(days)s.") % {
        "procedure": words.word(words.PROCEDURES, line.payload["procedure"]),
        "days": house.working_days(line.payload["needed_days"]),
    }


def _extend(page: CasePage, line: ActLine) -> str:
    return _("The limit was extended by %(days)s, approved by: %(approver)s.") % {
        "days": house.length(line.payload["days"], str(page.procedure.statutory.unit)),
        "approver": words.word(words.APPROVERS, line.payload["approver"]),
    }


def _grant(page: CasePage, line: ActLine) -> str:
    told = _("%(authority)s granted what was applied for.") % facts(page, line)
    return _on_record(told, line)


def _refuse(page: CasePage, line: ActLine) -> str:
    if line.payload.get("ground") == "false_materials":
        told = _("%(authority)s refused what was applied for because papers are false.") % facts(page, line)
    elif line.payload.get("ground") == "not_corrected":
        told = _("%(authority)s refused what was applied for: nothing came in the time to correct.") % facts(page, line)
    elif line.payload.get("ground") == "quantity_used_up":
        told = _("%(authority)s refused what was applied for: no licence of the limited number is left.") % facts(
            page, line
        )
    else:
        told = _("%(authority)s refused what was applied for.") % facts(page, line)
    return _on_record(told, line)


def _change(page: CasePage, line: ActLine) -> str:
    return _on_record(_("%(authority)s approved the change of the licence.") % facts(page, line), line)


def _renew(page: CasePage, line: ActLine) -> str:
    return _on_record(_("%(authority)s renewed the licence.") % facts(page, line), line)


def _on_record(told: str, line: ActLine) -> str:
    """After a hearing the decision names the record it rests on (Licensing Law art. 48(2))."""
    record = line.payload.get("hearing")
    return (
        _("%(told)s It rests on the record of the hearing, act %(seq)s.") % {"told": told, "seq": record}
        if record
        else told
    )


def _deem_renewed(page: CasePage, line: ActLine) -> str:
    return renewed_by_silence(line.payload["valid_to"])


def renewed_by_silence(day: date | str | None) -> str:
    """What the silence of the authority has done: the renewal counts as granted."""
    told = _("Nobody decided before the licence ran out on %(day)s, so it counts as renewed.")
    return told % {"day": house.day(day)}


def _deliver(page: CasePage, line: ActLine) -> str:
    told = {
        "window": _("The decision was handed over at the window."),
        "courier": _("The decision was sent by courier."),
        "electronic": _("The decision was delivered electronically."),
        "agent": _("The decision was handed to the person named to receive it."),
        "left": _("The decision was left with a record, witnesses present."),
        "public_notice": _("The decision was served by public notice."),
    }[line.payload["method"]]
    reference = line.payload.get("reference")
    return _("%(told)s Number: %(reference)s.") % {"told": told, "reference": reference} if reference else told


def _terminate(page: CasePage, line: ActLine) -> str:
    return _("%(authority)s ended the file without a decision: %(ground)s.") % {
        **facts(page, line),
        "ground": words.word(words.TERMINATION_GROUNDS, line.payload["ground"]),
    }


def _recuse(page: CasePage, line: ActLine) -> str:
    return _("%(official)s keeps out of this file: %(why)s.") % {
        "official": official_told(page, line.payload["officer"]),
        "why": words.word(words.RECUSALS, line.payload["why"]),
    }


WRITERS: Final[dict[str, Writer]] = {
    Kind.ASK_OPINION: _ask_opinion,
    Kind.GIVE_OPINION: _give_opinion,
    Kind.PASS_UP: _pass_up,
    Kind.CHECK_FACTS: _check_facts,
    Kind.VERIFY_COMMITMENT: _verify_commitment,
    Kind.START_SPECIAL_PROCEDURE: _start_special,
    Kind.END_SPECIAL_PROCEDURE: says(lambda: _("The special procedure ended; the clock runs again.")),
    Kind.EXTEND: _extend,
    Kind.SUSPEND: says(lambda: _("%(authority)s suspended the file; the clock stands still.")),
    Kind.RESUME: says(lambda: _("%(authority)s took the file up again; the clock runs.")),
    Kind.GRANT: _grant,
    Kind.REFUSE: _refuse,
    Kind.CHANGE: _change,
    Kind.RENEW: _renew,
    Kind.DEEM_RENEWED: _deem_renewed,
    Kind.ISSUE: says(lambda: _("%(authority)s made the certificate.")),
    Kind.DELIVER: _deliver,
    Kind.TERMINATE: _terminate,
    Kind.RECUSE: _recuse,
}
