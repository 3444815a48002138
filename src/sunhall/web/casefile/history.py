"""The history of a case in sentences, newest last. For every audience: whose name is told depends on who reads."""

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sunhall.cases.queries import ActLine, CasePage
from sunhall.law.lifecycles.kinds import Kind
from sunhall.web import citations
from sunhall.web.casefile import words
from sunhall.web.templatetags import house

STAFF: Final = ("clerk", "officer", "supervisor")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One act as a sentence. `by` names the person only to staff; `told` is its prose, hidden from the public."""

    seq: int
    kind: str
    at: datetime
    on: date
    text: str
    by: str = ""
    basis: str = ""
    told: str = ""
    items: tuple[str, ...] = ()
    act_id: int = 0


def sentences(page: CasePage, language: str | None = None) -> list[Sentence]:
    """Every act of the case as one sentence each, oldest first; in `language`, else in that of the screen.

    What silence has done by today is told at the end although no act records it yet.
    """
    with translation.override(language) if language else nullcontext():
        told = [_sentence(page, line) for line in page.acts]
        if page.standing.deemed and not page.recorded.deemed:
            told.append(_silence(page))
        return told


def act_sentence(page: CasePage, seq: int) -> Sentence | None:
    """The sentence of one act, for a refusal that tells what somebody else did meanwhile."""
    return next((_sentence(page, line) for line in page.acts if line.seq == seq), None)


def _sentence(page: CasePage, line: ActLine) -> Sentence:
    public = page.view == "public"
    write = _WRITERS.get(line.kind)
    return Sentence(
        seq=line.seq,
        kind=line.kind,
        at=line.at,
        on=line.on,
        text=write(page, line) if write else words.word(words.ACTS, line.kind),
        by=_by(page, line),
        basis=citations.cited(line.basis),
        told="" if public else line.statement,
        items=() if public else _items(page, line.payload),
        act_id=line.id,
    )


def _by(page: CasePage, line: ActLine) -> str:
    """Who did it: the officer with her badge for staff, the authority for everybody else."""
    if line.by_applicant:
        who = _("The applicant")
        return _("%(who)s, typed at the window") % {"who": who} if line.typed_by_window else who
    if line.officer_id is None:
        return _("By operation of law") if line.kind in (Kind.DEEM_ACCEPTED, Kind.LAPSE) else _("Sunhall")
    authority = house.words(line.authority)
    if page.view not in STAFF:
        return authority
    name = line.officer if (translation.get_language() or "").startswith("zh") else line.officer_en
    facts = {"authority": authority, "name": name, "badge": line.badge}
    if line.is_substitute:
        return _("%(authority)s, %(name)s (%(badge)s), as substitute") % facts
    return _("%(authority)s, %(name)s (%(badge)s)") % facts


def _items(page: CasePage, payload: Mapping[str, Any]) -> tuple[str, ...]:
    """What a notice listed: each material with what is wrong with it."""
    return tuple(
        _("%(material)s: %(defect)s")
        % {
            "material": material_name(page, item["material"]),
            "defect": words.word(words.DEFECTS, item.get("reason") or item.get("verdict", "")),
        }
        for item in payload.get("items", ())
    )


def material_name(page: CasePage, material: str) -> str:
    """The name of a material of this matter in the reader's language; `form` is the form itself. A file that a field
    of the form asked for bears the field's name."""
    if material == "form":
        return _("The application form")
    if found := page.version.material(material):
        return house.words(found.name)
    asked = page.version.form.field(material)
    return house.words(asked.label) if asked else material


def authority_name(page: CasePage, authority_id: int) -> str:
    return house.words(page.authorities.get(authority_id))


def _facts(page: CasePage, line: ActLine) -> dict[str, str]:
    return {"authority": house.words(line.authority) or house.words(page.authority)}


def _submit(page: CasePage, line: ActLine) -> str:
    if line.payload.get("channel") == "window":
        return _("The application was handed in at the window.")
    return _("The application was handed in online.")


def _resubmit(page: CasePage, line: ActLine) -> str:
    names = [material_name(page, m) for m in line.payload.get("materials", ())]
    return _("The corrections asked for were handed in: %(materials)s.") % {"materials": house.listed(names)}


def _request_correction(page: CasePage, line: ActLine) -> str:
    count, days = len(line.payload["items"]), line.payload.get("days")
    told = ngettext(
        "%(authority)s asked once for everything still to be corrected: %(count)d point.",
        "%(authority)s asked once for everything still to be corrected: %(count)d points.",
        count,
    ) % {**_facts(page, line), "count": count}
    if not days:
        return told
    return _("%(told)s The applicant has %(days)s.") % {"told": told, "days": house.working_days(days)}


def _deemed(page: CasePage, line: ActLine) -> str:
    return _by_silence(line.payload["accepted_on"])


def _by_silence(day: date | str | None) -> str:
    told = _("Nobody told the applicant in time what was missing, so the application counts as accepted from %(day)s.")
    return told % {"day": house.day(day)}


def _silence(page: CasePage) -> Sentence:
    return Sentence(
        seq=page.seq + 1,
        kind=str(Kind.DEEM_ACCEPTED),
        at=page.acts[-1].at,
        on=page.today,
        text=_by_silence(page.standing.accepted_on),
        by=_("By operation of law"),
        basis=citations.cited("ALL/32(1)(4)"),
    )


def _refuse_acceptance(page: CasePage, line: ActLine) -> str:
    if line.payload["ground"] == "not_this_authority":
        return _("%(authority)s did not accept the application: %(competent)s is competent.") % {
            **_facts(page, line),
            "competent": line.payload.get("competent", ""),
        }
    return _("%(authority)s did not accept the application because papers are false.") % _facts(page, line)


def _ask_opinion(page: CasePage, line: ActLine) -> str:
    asked = [
        _("%(name)s (%(days)s)") % {"name": authority_name(page, x["authority"]), "days": house.working_days(x["days"])}
        for x in line.payload["lanes"]
    ]
    return _("Asked for their opinion at the same time: %(authorities)s.") % {"authorities": house.listed(asked)}


def _give_opinion(page: CasePage, line: ActLine) -> str:
    facts = {"authority": authority_name(page, line.payload["authority"]) or house.words(line.authority)}
    return _("%(authority)s agreed.") % facts if line.payload["agrees"] else _("%(authority)s objected.") % facts


def _check_facts(page: CasePage, line: ActLine) -> str:
    facts = {**_facts(page, line), "count": len(line.payload["officers"])}
    if line.payload["result"] == "meets":
        return _("%(count)d officials of %(authority)s checked the facts: the conditions are met.") % facts
    return _("%(count)d officials of %(authority)s checked the facts: the conditions are not met.") % facts


def _start_special(page: CasePage, line: ActLine) -> str:
    return _("The clock stopped for a special procedure: %(procedure)s, which needs about %(days)s.") % {
        "procedure": words.word(words.PROCEDURES, line.payload["procedure"]),
        "days": house.working_days(line.payload["needed_days"]),
    }


def _extend(page: CasePage, line: ActLine) -> str:
    return _("The limit was extended by %(days)s, approved by: %(approver)s.") % {
        "days": house.working_days(line.payload["days"]),
        "approver": words.word(words.APPROVERS, line.payload["approver"]),
    }


def _deliver(page: CasePage, line: ActLine) -> str:
    told = {
        "window": _("The decision was handed over at the window."),
        "courier": _("The decision was sent by courier."),
        "electronic": _("The decision was delivered electronically."),
    }[line.payload["method"]]
    reference = line.payload.get("reference")
    return _("%(told)s Number: %(reference)s.") % {"told": told, "reference": reference} if reference else told


def _says(text: Callable[[], str]) -> Callable[[CasePage, ActLine], str]:
    """A writer for an act whose sentence needs the authority only."""
    return lambda page, line: text() % _facts(page, line)


_WRITERS: Final[dict[str, Callable[[CasePage, ActLine], str]]] = {
    Kind.SUBMIT: _submit,
    Kind.CORRECT_ON_THE_SPOT: _says(lambda: _("A slip was corrected on the spot.")),
    Kind.REQUEST_CORRECTION: _request_correction,
    Kind.RESUBMIT: _resubmit,
    Kind.ACCEPT: _says(lambda: _("%(authority)s accepted the application; the clock started.")),
    Kind.DEEM_ACCEPTED: _deemed,
    Kind.REFUSE_ACCEPTANCE: _refuse_acceptance,
    Kind.DECLARE_NOT_REQUIRED: _says(lambda: _("%(authority)s told the applicant that no licence is required.")),
    Kind.RETURN_FILE: _says(lambda: _("%(authority)s returned the file with the list of what it lacks.")),
    Kind.LAPSE: _says(lambda: _("The time for corrections ran out; the case ended.")),
    Kind.ASK_OPINION: _ask_opinion,
    Kind.GIVE_OPINION: _give_opinion,
    Kind.CHECK_FACTS: _check_facts,
    Kind.START_SPECIAL_PROCEDURE: _start_special,
    Kind.END_SPECIAL_PROCEDURE: _says(lambda: _("The special procedure ended; the clock runs again.")),
    Kind.EXTEND: _extend,
    Kind.SUSPEND: _says(lambda: _("%(authority)s suspended the file; the clock stands still.")),
    Kind.RESUME: _says(lambda: _("%(authority)s took the file up again; the clock runs.")),
    Kind.GRANT: _says(lambda: _("%(authority)s granted what was applied for.")),
    Kind.REFUSE: _says(lambda: _("%(authority)s refused what was applied for.")),
    Kind.ISSUE: _says(lambda: _("%(authority)s made the certificate.")),
    Kind.DELIVER: _deliver,
    Kind.WITHDRAW: _says(lambda: _("The applicant withdrew the application.")),
    Kind.TERMINATE: _says(lambda: _("%(authority)s ended the file without a decision.")),
}
