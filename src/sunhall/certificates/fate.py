"""What became of a certificate: since when it is not in force, by which act, on what ground, or what took its place.

Names nobody: the public check page reads it as well as the holder. Licensing Law arts. 8, 49, 50, 69, 70.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sunhall.cases.models import Act
from sunhall.certificates.models import Certificate
from sunhall.law.lifecycles.kinds import Kind

_BY: Final = {
    Certificate.Status.WITHDRAWN: Kind.WITHDRAW_LICENCE,
    Certificate.Status.REVOKED: Kind.REVOKE,
    Certificate.Status.FORFEITED: Kind.FORFEIT,
    Certificate.Status.CANCELLED: Kind.CANCEL,
}


@dataclass(frozen=True, slots=True)
class Fate:
    """`kind` of the act that ended it; `ground` its code (for a forfeiture the number of the penalty decision);
    `basis` as the lifecycle cites it; `seq` of the act on its case. Replaced: `by` is the number of the newer one."""

    state: str
    since: date | None
    kind: str = ""
    ground: str = ""
    basis: str = ""
    seq: int = 0
    by: str = ""


def of(number: str) -> Fate | None:
    """By the number of a certificate; null while nothing was done to it."""
    found = Certificate.objects.filter(number=number.strip()).values_list("pk", "case_id", "status").first()
    return _fate(*found) if found else None


def of_id(certificate_id: int) -> Fate | None:
    """By the id of a certificate; null while nothing was done to it."""
    found = Certificate.objects.filter(pk=certificate_id).values_list("pk", "case_id", "status").first()
    return _fate(*found) if found else None


def called(certificate_id: int) -> tuple[str, date | None]:
    """Number and last day of a certificate that the caller may name; an empty number where there is none."""
    found = Certificate.objects.filter(pk=certificate_id).values_list("number", "valid_to").first()
    return found or ("", None)


def _fate(certificate_id: int, case_id: int, status: str) -> Fate | None:
    if status == Certificate.Status.CHANGED:
        newer = Certificate.objects.filter(replaces_id=certificate_id).values_list("number", "issued_on").first()
        return Fate(status, newer[1] if newer else None, by=newer[0] if newer else "")
    kind = _BY.get(Certificate.Status(status))
    if kind is None:
        return None
    acts = Act.objects.filter(case_id=case_id, kind=kind, payload__certificates__contains=[certificate_id])
    act = acts.order_by("-seq").first()
    if act is None:
        return Fate(status, None)
    ground = str(act.payload.get("ground") or act.payload.get("decision") or "")
    return Fate(status, act.on, str(kind), ground, act.basis, act.seq)
