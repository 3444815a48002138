"""What an application is about: a new licence, the change or renewal of one, on a commitment, taken in elsewhere.

`drafts.about` keeps it with the draft (`data["_about"]`), `applying.submit` asks again and writes it into the first
act: what was possible when the draft was begun need not be possible any more.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Exists, OuterRef

from sunhall.cases import contents, holding
from sunhall.cases.models import Act, Application, Ban
from sunhall.catalogue.content.values import Period
from sunhall.kernel.refused import Refused
from sunhall.law import renewal
from sunhall.law.calendar import Calendar
from sunhall.law.lifecycles.kinds import ENDED, Kind, Phase
from sunhall.law.lifecycles.standing import Licence
from sunhall.law.terms import Unit
from sunhall.people import queries as people

REQUESTS: Final = ("new", "change", "renew")
KEY: Final = "_about"


@dataclass(frozen=True, slots=True)
class About:
    """As `payloads.Submit` has it."""

    request: str = "new"
    certificate: int | None = None
    valid_to: date | None = None
    in_time: bool | None = None
    commitment: bool = False
    collected_by: int | None = None

    def payload(self) -> dict[str, Any]:
        """The fields of the first act that differ from what goes without saying."""
        told: dict[str, Any] = {}
        if self.request != "new":
            told |= {"request": self.request, "certificate": self.certificate}
            told |= {"valid_to": self.valid_to.isoformat() if self.valid_to else None}
        if self.in_time is not None:
            told["in_time"] = self.in_time
        if self.commitment:
            told["commitment"] = True
        if self.collected_by is not None:
            told["collected_by"] = self.collected_by
        return told


def settle(row: Application, told: dict[str, Any], on: date) -> About:
    """What the application would be about if it were handed in on this day.

    Refused `no_such_request`, `licence_not_named`, `licence_not_yours`, `licence_not_in_force`, `licence_replaced`,
    `request_already_running`, `renewal_without_end`, `renewal_too_early`, `renewal_too_late`, `applicant_banned`,
    `commitment_not_allowed`, `commitment_barred`, `no_such_centre`.
    """
    _refuse_banned(row, on)
    content = contents.of(row)
    request = told.get("request") or "new"
    if request not in REQUESTS:
        raise Refused("no_such_request", request=request)
    centre = told.get("collected_by")
    if centre is not None and centre not in {c.pk for c in people.centres()}:
        raise Refused("no_such_centre")
    commitment = content.chose_commitment
    if commitment:
        _refuse_commitment(row, content)
    if request == "new":
        return About(commitment=commitment, collected_by=centre)
    licence = licence_of(row.party_id, row.matter_code, told.get("certificate"))
    if licence.valid_to is not None and licence.valid_to < on and request == "change":
        raise Refused("licence_not_in_force", article="ALL/49")
    return About(
        request=request,
        certificate=licence.certificate,
        valid_to=licence.valid_to,
        in_time=_in_time(licence, content, on) if request == "renew" else None,
        commitment=commitment,
        collected_by=centre,
    )


def _refuse_banned(row: Application, on: date) -> None:
    """Whoever handed in false papers or used fraud may not apply again for a time (arts. 78, 79)."""
    bans = Ban.objects.filter(party_id=row.party_id, matter_code=row.matter_code, since__lte=on, until__gte=on)
    ban = bans.order_by("-until").first()
    if ban is not None:
        raise Refused("applicant_banned", article=ban.basis, until=ban.until)


def _refuse_commitment(row: Application, content: contents.Content) -> None:
    """The matter and this very case allow it, and the applicant has broken none before that was not put right."""
    if "commitment" not in content.modes:
        raise Refused("commitment_not_allowed", article="GBF-2020-42")
    broken = Act.objects.filter(case__party_id=row.party_id, kind=Kind.VERIFY_COMMITMENT, payload__result="broken")
    put_right = Act.objects.filter(
        case_id=OuterRef("case_id"), seq__gt=OuterRef("seq"), kind=Kind.VERIFY_COMMITMENT, payload__result="put_right"
    )
    if broken.exclude(Exists(put_right)).exists():
        raise Refused("commitment_barred", article="GBF-2020-42")


def licence_of(party_id: int, matter_code: str, certificate: Any) -> Licence:
    """The licence in force that a party holds under this number of a certificate; with its last day.

    Refused `licence_not_named`, `licence_not_yours`, `licence_not_in_force`, `licence_replaced`,
    `request_already_running` (fact: the number of the case).
    """
    if not isinstance(certificate, int):
        raise Refused("licence_not_named", article="ALL/49")
    licence = holding.licence(party_id, matter_code, certificate)
    if licence is None:
        raise Refused("licence_not_yours", article="ALL/49")
    if licence.state != "valid":
        raise Refused("licence_not_in_force", article="ALL/49")
    mine = Act.objects.filter(case__party_id=party_id, case__matter_code=matter_code)
    asked = mine.filter(kind=Kind.SUBMIT, payload__certificate=certificate).order_by("-pk")
    for phase, outcome, number in asked.values_list("case__phase", "case__outcome", "case__number"):
        if outcome == Phase.REFUSED:  # a refusal leaves the licence as it was, delivered or not
            continue
        if phase in (Phase.ISSUED, Phase.DELIVERED):
            raise Refused("licence_replaced", article="ALL/49", number=number)
        if phase not in ENDED:
            raise Refused("request_already_running", article="ALL/49", number=number)
    return licence


def window_of(content: contents.Content, valid_to: date) -> renewal.Window:
    """When the renewal of a licence of this matter is asked for: by its own law, else by art. 50(1)."""
    rule = content.version.after_grant.renewal
    closes = _counted(rule.closes) if rule else renewal.GENERAL
    opens = _counted(rule.opens) if rule and rule.opens else None
    return renewal.window(valid_to, closes, opens, Calendar.load())


def _counted(period: Period) -> tuple[int, Unit]:
    return period.days, Unit(period.unit)


def _in_time(licence: Licence, content: contents.Content, on: date) -> bool:
    """Whether the renewal is asked for in time. Late, the matter says whether it is still taken (until the end)."""
    if licence.valid_to is None:
        raise Refused("renewal_without_end", article="ALL/50(1)")
    window = window_of(content, licence.valid_to)
    if window.is_early(on):
        raise Refused("renewal_too_early", article="ALL/50(1)", opens=window.opens)
    if window.is_in_time(on):
        return True
    rule = content.version.after_grant.renewal
    taken = rule is not None and rule.late == "accept_and_pause" and on <= licence.valid_to
    if not taken:
        raise Refused("renewal_too_late", article="ALL/50(1)", closes=window.closes)
    return False


def renewed(party_id: int, matter_code: str, certificates: list[int]) -> list[int]:
    """Those of these certificates whose renewal was asked for in time and not refused or given up (art. 50(2)).

    They did not just run out: the renewal is granted, counts as granted, or is still to be decided.
    """
    asked = Act.objects.filter(
        case__party_id=party_id,
        case__matter_code=matter_code,
        kind=Kind.SUBMIT,
        payload__request="renew",
        payload__in_time=True,
        payload__certificate__in=certificates,
    )
    given_up = (ENDED | {Phase.REFUSED}) - {Phase.DELIVERED}
    rows = asked.exclude(case__phase__in=given_up).exclude(case__outcome="refused")
    return sorted(set(rows.values_list("payload__certificate", flat=True)))
