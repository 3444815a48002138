"""What is done to a licence that exists: withdrawn, revoked, forfeited, cancelled. Four acts with their own grounds.

Each is recorded on the file that issued the licence, and the copy of each certificate's status changes in the same
transaction. Basis: Administrative Licensing Law arts. 8, 69, 70, 79. Callers: the officer's pages and the API.
"""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sunhall.cases.acts import abouts, bans
from sunhall.cases.acts.record import File, opened, statement
from sunhall.certificates.models import Certificate
from sunhall.kernel.refused import Refused
from sunhall.law.lifecycles.kinds import Kind
from sunhall.people import authorities
from sunhall.people import queries as people
from sunhall.people.models import Power
from sunhall.people.queries import Actor

Status = Certificate.Status
_STATUS: Final = {
    Kind.WITHDRAW_LICENCE: Status.WITHDRAWN,
    Kind.REVOKE: Status.REVOKED,
    Kind.FORFEIT: Status.FORFEITED,
    Kind.CANCEL: Status.CANCELLED,
}


def withdraw_licence(
    *,
    case_id: int,
    ground: str,
    compensation: str,
    reasons: str,
    by: Actor,
    at: datetime,
    certificates: Sequence[int] | None = None,
    key: uuid.UUID | None = None,
    seen: int | None = None,
) -> int:
    """Take a lawful licence back because its law or the facts changed, making the loss good (art. 8)."""
    with opened(case_id, by=by, at=at, key=key, seen=seen) as file:
        if file.repeated is None:
            told = {"ground": ground, "compensation": compensation, "statement": statement(file, reasons)}
            _strike(file, Kind.WITHDRAW_LICENCE, certificates, told)
        return file.finish()


def revoke(
    *,
    case_id: int,
    ground: str,
    compensation: str,
    reasons: str,
    by: Actor,
    at: datetime,
    grave_harm: bool = False,
    authority_id: int | None = None,
    certificates: Sequence[int] | None = None,
    key: uuid.UUID | None = None,
    seen: int | None = None,
) -> int:
    """Revoke a licence that was granted unlawfully or obtained by fraud (art. 69).

    `authority_id`: the superior of the deciding authority, where that does it (`in_whose_name` says who may); any
    other is refused `not_the_superior`. Fraud bars the holder for three years from a matter that directly concerns
    safety (art. 79).
    """
    with opened(case_id, by=by, at=at, key=key, seen=seen) as file:
        if file.repeated is None:
            told = {"ground": ground, "compensation": compensation, "statement": statement(file, reasons)}
            told |= {"grave_harm": grave_harm}
            told |= {"authority": authority_id} if authority_id not in (None, file.authority_id) else {}
            _strike(file, Kind.REVOKE, certificates, told)
        return bans.finished(file, bans.FRAUD if ground == "fraud_or_bribery" else None)


def in_whose_name(by: Actor, authority_id: int, matter_code: str, at: datetime) -> list[int]:
    """The authorities in whose name this officer may revoke a licence that `authority_id` granted: that one first, then
    its superior (art. 69). Empty for who holds the power in neither."""
    if by.officer is None:
        return []
    grants, superior = people.grants(by.officer.id, at), authorities.superior_of(authority_id)
    asked = [authority_id, *([superior] if superior is not None else [])]
    return [a for a in asked if people.holds(grants, Power.REVOKE, authority_id=a, matter_code=matter_code)]


def forfeit(
    *,
    case_id: int,
    decision: str,
    reasons: str,
    by: Actor,
    at: datetime,
    certificates: Sequence[int] | None = None,
    key: uuid.UUID | None = None,
    seen: int | None = None,
) -> int:
    """Carry out the penalty of forfeiture; `decision` is the number of the penalty decision."""
    with opened(case_id, by=by, at=at, key=key, seen=seen) as file:
        if file.repeated is None:
            told = {"decision": decision.strip(), "statement": statement(file, reasons)}
            _strike(file, Kind.FORFEIT, certificates, told)
        return file.finish()


def cancel(
    *,
    case_id: int,
    ground: str,
    reasons: str,
    by: Actor,
    at: datetime,
    certificates: Sequence[int] | None = None,
    key: uuid.UUID | None = None,
    seen: int | None = None,
) -> int:
    """End a licence formally that is over: expired, its holder gone, struck down, impossible to use (art. 70)."""
    with opened(case_id, by=by, at=at, key=key, seen=seen) as file:
        if file.repeated is None:
            _strike(file, Kind.CANCEL, certificates, {"ground": ground, "statement": statement(file, reasons)})
        return file.finish()


def _strike(file: File, kind: Kind, certificates: Sequence[int] | None, told: dict[str, Any]) -> None:
    """The act on these certificates of the file (all that it can be done to, if none are named), and their copies.

    The rows are locked: the issue of a certificate that replaces one, and the end of it, come one after the other.
    Refused `licence_replaced`.
    """
    rows = list(Certificate.objects.select_for_update().filter(case_id=file.id).order_by("pk"))
    over = {Status.CANCELLED, Status.CHANGED} if kind is Kind.CANCEL else set(Status.values) - {Status.VALID}
    named = [r.pk for r in rows if r.status not in over] if certificates is None else list(certificates)
    if any(r.status == Status.CHANGED for r in rows if r.pk in named):
        raise Refused("licence_replaced", article="ALL/49")
    seen: dict[str, Any] = {"renewed": abouts.renewed(file.party_id, file.matter_code, named)}
    if "authority" in told:
        seen["superior"] = authorities.superior_of(file.authority_id)
    file.do(kind, {"certificates": named, **told}, seen=seen)
    Certificate.objects.filter(pk__in=named, case_id=file.id).update(status=_STATUS[kind])
