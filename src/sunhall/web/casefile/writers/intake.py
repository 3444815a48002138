"""Sentences of the way in: handing in, correcting, accepting or not, and the modes of acceptance."""

from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sunhall.cases.queries import ActLine, CasePage
from sunhall.law.lifecycles.kinds import Kind
from sunhall.web.casefile.names import material_name
from sunhall.web.casefile.writers.base import Writer, facts, says
from sunhall.web.templatetags import house


def _materials(page: CasePage, names: Any) -> str:
    return house.listed([material_name(page, m) for m in names])


def _submit(page: CasePage, line: ActLine) -> str:
    told = [_applied(line.payload.get("request", "new"), line.payload.get("channel") == "window")]
    if line.payload.get("collected_by") is not None:
        told.append(_("It was taken in elsewhere and is sent on to the competent authority."))
    if line.payload.get("in_time") is False:
        told.append(_("It came after the time the law gives for asking for a renewal."))
    if line.payload.get("commitment"):
        told.append(_("The applicant chose notification and commitment."))
    return " ".join(told)


def _applied(request: str, at_window: bool) -> str:
    if request == "change":
        told = _("The change of the licence was applied for at the window.")
        return told if at_window else _("The change of the licence was applied for online.")
    if request == "renew":
        told = _("The renewal of the licence was applied for at the window.")
        return told if at_window else _("The renewal of the licence was applied for online.")
    if at_window:
        return _("The application was handed in at the window.")
    return _("The application was handed in online.")


def _resubmit(page: CasePage, line: ActLine) -> str:
    named = _materials(page, line.payload.get("materials", ()))
    return _("The corrections asked for were handed in: %(materials)s.") % {"materials": named}


def _request_correction(page: CasePage, line: ActLine) -> str:
    count, days = len(line.payload["items"]), line.payload.get("days")
    told = ngettext(
        "%(authority)s asked once for everything still to be corrected: %(count)d point.",
        "%(authority)s asked once for everything still to be corrected: %(count)d points.",
        count,
    ) % {**facts(page, line), "count": count}
    if not days:
        return told
    return _("%(told)s The applicant has %(days)s.") % {"told": told, "days": house.working_days(days)}


def _accept(page: CasePage, line: ActLine) -> str:
    mode = line.payload.get("mode", "general")
    if mode == "commitment":
        return _("%(authority)s accepted the application on the applicant's commitment; the clock started.") % facts(
            page, line
        )
    if mode == "tolerance":
        return _("%(authority)s accepted the application; the clock started. To follow in %(days)s: %(materials)s.") % {
            **facts(page, line),
            "days": house.working_days(line.payload.get("owed_days")),
            "materials": _materials(page, line.payload.get("owed", ())),
        }
    return _("%(authority)s accepted the application; the clock started.") % facts(page, line)


def _deemed(page: CasePage, line: ActLine) -> str:
    return by_silence(line.payload["accepted_on"])


def by_silence(day: date | str | None) -> str:
    """What the silence of the authority has done: the application counts as accepted."""
    told = _("Nobody told the applicant in time what was missing, so the application counts as accepted from %(day)s.")
    return told % {"day": house.day(day)}


def _refuse_acceptance(page: CasePage, line: ActLine) -> str:
    if line.payload["ground"] == "not_this_authority":
        return _("%(authority)s did not accept the application: %(competent)s is competent.") % {
            **facts(page, line),
            "competent": line.payload.get("competent", ""),
        }
    return _("%(authority)s did not accept the application because papers are false.") % facts(page, line)


def _supply_owed(page: CasePage, line: ActLine) -> str:
    named = _materials(page, line.payload["materials"])
    return _("Papers that were allowed to follow were handed in: %(materials)s.") % {"materials": named}


def _withdraw_commitment(page: CasePage, line: ActLine) -> str:
    named = _materials(page, line.payload["owed"])
    if not named:
        return _("The applicant took the commitment back; the file goes the general way.")
    told = _("The applicant took the commitment back; these papers are now to be handed in: %(materials)s.")
    return told % {"materials": named}


WRITERS: Final[dict[str, Writer]] = {
    Kind.SUBMIT: _submit,
    Kind.RECEIVE_FORWARDED: says(
        lambda: _("%(authority)s received the application that was taken in elsewhere; its examination begins.")
    ),
    Kind.CORRECT_ON_THE_SPOT: says(lambda: _("A slip was corrected on the spot.")),
    Kind.REQUEST_CORRECTION: _request_correction,
    Kind.RESUBMIT: _resubmit,
    Kind.ACCEPT: _accept,
    Kind.DEEM_ACCEPTED: _deemed,
    Kind.REFUSE_ACCEPTANCE: _refuse_acceptance,
    Kind.DECLARE_NOT_REQUIRED: says(lambda: _("%(authority)s told the applicant that no licence is required.")),
    Kind.RETURN_FILE: says(lambda: _("%(authority)s returned the file with the list of what it lacks.")),
    Kind.LAPSE: says(lambda: _("The time for corrections ran out; the case ended.")),
    Kind.SUPPLY_OWED: _supply_owed,
    Kind.WITHDRAW_COMMITMENT: _withdraw_commitment,
    Kind.WITHDRAW: says(lambda: _("The applicant withdrew the application.")),
}
