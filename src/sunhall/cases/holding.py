"""The licence that a change or renewal is about, as the acts of the file that issued it left it.

Read by `acts` (abouts, decision, drafts, quantity, record), `queries`, `audit` and `certificates.queries`. Basis:
Administrative Licensing Law arts. 49, 50.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from sunhall.cases import procedures, standings
from sunhall.cases.models import Act
from sunhall.law.calendar import Calendar
from sunhall.law.lifecycles import clocks
from sunhall.law.lifecycles.kinds import ENDED, Kind, Phase
from sunhall.law.lifecycles.standing import Licence, Standing


def licence(party_id: int, matter_code: str, certificate: int) -> Licence | None:
    """The licence of a certificate by its id; null where this party was issued none like it in this matter."""
    mine = Act.objects.filter(case__party_id=party_id, case__matter_code=matter_code, kind=Kind.ISSUE)
    issued = mine.filter(payload__certificates__contains=[certificate]).first()
    if issued is None:
        return None
    return _standing(issued.case_id).licences.get(certificate)


def _standing(case_id: int) -> Standing:
    return standings.of([case_id])[case_id]


def is_struck(party_id: int, matter_code: str, certificate: int, by: date) -> bool:
    """Whether a licence was taken back or cancelled by this day (arts. 8, 69, 70)."""
    found = licence(party_id, matter_code, certificate)
    return found is not None and found.state != "valid" and found.since is not None and found.since <= by


def told(standing: Standing, party_id: int, matter_code: str, on: date) -> Standing:
    """The standing of an undecided renewal, told whether its licence was taken back by its last day.

    Then silence has renewed nothing (art. 50(2)). Asks only where silence would have by this day.
    """
    if clocks.silence_has_renewed(standing, on) and standing.certificate is not None and standing.valid_to is not None:
        standing.is_struck = is_struck(party_id, matter_code, standing.certificate, standing.valid_to)
    return standing


def renewed(parties: Collection[int], certificates: Collection[int], on: date) -> set[int]:
    """Those of these parties' certificates whose renewal was granted by this day, or counts as granted because nothing
    was decided in time (art. 50(2)), while the new certificate is not made yet."""
    asked = Act.objects.filter(
        case__party_id__in=parties,
        kind=Kind.SUBMIT,
        payload__request="renew",
        payload__certificate__in=list(certificates),
    ).exclude(case__phase__in=[*ENDED, Phase.REFUSED, Phase.ISSUED])
    found = set()
    for act in asked.select_related("case"):
        procedure, calendar = procedures.of_version(act.case.version_id), Calendar.load()
        standing = told(_standing(act.case_id), act.case.party_id, act.case.matter_code, on)
        if clocks.as_of(standing, procedure, calendar, on).phase is Phase.GRANTED:
            found.add(int(act.payload["certificate"]))
    return found


def seen(party_id: int, matter_code: str, standing: Standing, on: date) -> dict[str, Any]:
    """`{"licence_ended": bool}` for `Proposal.seen`; empty where the file is about no licence that exists.

    Ended: struck (arts. 8, 69, 70), or for a change run out by the day of its decision. One that ran out can still be
    renewed: a late request is taken where the matter says so.
    """
    if standing.request == "new" or standing.certificate is None:
        return {}
    found = licence(party_id, matter_code, standing.certificate)
    if found is None:
        return {}
    by = standing.decided_on or on
    ran_out = standing.request == "change" and found.valid_to is not None and found.valid_to < by
    return {"licence_ended": found.state != "valid" or ran_out}
