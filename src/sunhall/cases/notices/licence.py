"""The bodies of the notices of modes and of a licence that exists (Licensing Law arts. 8, 35, 49, 50, 69, 70)."""

from typing import Any

from sunhall.cases import words
from sunhall.cases.notices import procedure, sheet
from sunhall.cases.notices.sheet import NONE, Sheet, material_name, remedies, told_at
from sunhall.kernel.text import TextByLanguage
from sunhall.law.lifecycles.rules.after import REVOCATION_GROUNDS
from sunhall.people.models import Authority, Centre, Officer


def forwarded(s: Sheet) -> dict[str, Any]:
    """Both times stand on it: taken in elsewhere, and received by the competent authority."""
    first = s.case.acts.get(seq=1)
    collected_by = Centre.objects.filter(pk=first.payload["collected_by"]).first()
    centre = Centre.objects.filter(pk=s.payload["centre"]).first()
    return {
        "collected_at": told_at(Sheet(first, s.case, s.content, s.standing, s.calendar)),
        "collected_by": collected_by.name if collected_by else NONE,
        "received_at": told_at(s),
        "received_by": centre.name if centre else NONE,
        "examine_by": s.day_at(s.clocks.intake_end),
    }


def commitment_withdrawn(s: Sheet) -> dict[str, Any]:
    return {
        "withdrawn_on": s.act.on,
        "owed": [{"name": material_name(s, m)} for m in s.payload["owed"]],
    }


def passed_up(s: Sheet) -> dict[str, Any]:
    lower = Authority.objects.get(pk=s.payload["authority"])
    agrees = ("建议准予", "In favour") if s.payload["agrees"] else ("建议不予", "Against")
    return {
        "lower": lower.name,
        "opinion": TextByLanguage({"zh-hans": agrees[0], "en": agrees[1]}),
        "reasons": s.statement(),
        "passed_on": s.act.on,
    }


def verification(s: Sheet) -> dict[str, Any]:
    officers = Officer.objects.filter(pk__in=s.payload["officers"]).order_by("badge")
    result, follows = words.VERIFICATIONS[s.payload["result"]]
    return {
        "officials": [{"name": o.name, "badge": o.badge} for o in officers],
        "checked_at": told_at(s),
        "result": result,
        "findings": s.statement(),
        "consequence": follows,
    }


def change(s: Sheet) -> dict[str, Any]:
    """What it said and what it will say (art. 49), from the certificate and the new form."""
    certificate = s.payload["certificate"]
    return {
        **procedure.grant(s),
        "certificate": s.certificate_number(certificate),
        "changes": [
            {"field": row.field, "before": row.before or NONE, "after": row.after or NONE}
            for row in sheet.certificates.changed(certificate, s.content)
        ],
    }


def renewal(s: Sheet) -> dict[str, Any]:
    """Granted, or by silence: the new term begins the day after the old one ended."""
    by_silence = s.standing.outcome == "deemed_renewed"
    told = procedure.grant(s)
    start, end = s.renewed_term()
    return {
        **told,
        "certificate": s.certificate_number(s.payload["certificate"]),
        "old_to": s.standing.valid_to,
        "deemed": by_silence,
        "valid_from": start,
        "valid_to": end,
    }


def _struck(s: Sheet) -> dict[str, Any]:
    numbers = [s.certificate_number(number) for number in s.payload["certificates"]]
    return {
        "certificates": [{"number": number} for number in numbers],
        "effective_on": s.act.on,
        "reasons": s.statement(),
        "barred_until": procedure.barred_until(s),
        **remedies(s),
    }


def licence_withdrawal(s: Sheet) -> dict[str, Any]:
    return {
        **_struck(s),
        "ground": words.WITHDRAWAL_GROUNDS[s.payload["ground"]],
        "compensation": words.COMPENSATION[s.payload["compensation"]],
    }


def revocation(s: Sheet) -> dict[str, Any]:
    ground = s.payload["ground"]
    return {
        **_struck(s),
        "ground": words.REVOCATION_GROUNDS[ground],
        "mandatory": REVOCATION_GROUNDS[ground],
        "compensation": words.COMPENSATION[s.payload["compensation"]],
    }


def forfeiture(s: Sheet) -> dict[str, Any]:
    return {**_struck(s), "decision": s.payload["decision"]}


def cancellation(s: Sheet) -> dict[str, Any]:
    return {**_struck(s), "ground": words.CANCELLATION_GROUNDS[s.payload["ground"]]}
