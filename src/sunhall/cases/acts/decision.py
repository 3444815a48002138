"""Acts around the decision: extension, suspension, grant, refusal, issue, delivery, termination.

Basis: Administrative Licensing Law arts. 38, 42, 44.
"""

import uuid
from datetime import datetime

from sunhall.cases.acts.intake import statement
from sunhall.cases.acts.record import File, opened
from sunhall.kernel.refused import Refused
from sunhall.law.lifecycles.kinds import Kind
from sunhall.people.queries import Actor


def extend(
    *,
    case_id: int,
    days: int,
    approver: str,
    reasons: str,
    by: Actor,
    at: datetime,
    key: uuid.UUID | None = None,
    seen: int | None = None,
) -> int:
    """Lengthen the limit once, before it runs out, by the right head, with the reasons told (art. 42)."""
    with opened(case_id, by=by, at=at, key=key, seen=seen) as file:
        if file.repeated is None:
            file.do(Kind.EXTEND, {"days": days, "approver": approver, "statement": statement(file, reasons)})
        return file.save()


def suspend(
    *, case_id: int, reasons: str, by: Actor, at: datetime, key: uuid.UUID | None = None, seen: int | None = None
) -> int:
    """Suspend the file where the matter's own rule knows suspension."""
    with opened(case_id, by=by, at=at, key=key, seen=seen) as file:
        if file.repeated is None:
            payload = {"basis": file.procedure.suspension_basis, "statement": statement(file, reasons)}
            file.do(Kind.SUSPEND, payload)
        return file.save()


def resume(*, case_id: int, by: Actor, at: datetime, key: uuid.UUID | None = None, seen: int | None = None) -> int:
    """End a suspension."""
    with opened(case_id, by=by, at=at, key=key, seen=seen) as file:
        if file.repeated is None:
            file.do(Kind.RESUME, {"statement": None})
        return file.save()


def grant(
    *,
    case_id: int,
    by: Actor,
    at: datetime,
    conditions: str = "",
    key: uuid.UUID | None = None,
    seen: int | None = None,
) -> int:
    """Grant what was applied for; conditions, if any, are stated (art. 38(1))."""
    with opened(case_id, by=by, at=at, key=key, seen=seen) as file:
        if file.repeated is None:
            told = statement(file, conditions) if conditions.strip() else None
            file.do(Kind.GRANT, {"statement": told})
        return file.save()


def refuse(
    *, case_id: int, reasons: str, by: Actor, at: datetime, key: uuid.UUID | None = None, seen: int | None = None
) -> int:
    """Refuse with reasons; the decision tells the remedies (art. 38(2))."""
    with opened(case_id, by=by, at=at, key=key, seen=seen) as file:
        if file.repeated is None:
            file.do(Kind.REFUSE, {"statement": statement(file, reasons)})
        return file.save()


def deliver(
    *,
    case_id: int,
    method: str,
    by: Actor,
    at: datetime,
    reference: str = "",
    key: uuid.UUID | None = None,
    seen: int | None = None,
) -> int:
    """Hand over the decision and its certificate, with the way it was served (art. 44)."""
    if method not in ("window", "courier", "electronic"):
        raise Refused("no_such_method", method=method)
    if method == "courier" and not reference.strip():
        raise Refused("courier_number_missing")
    with opened(case_id, by=by, at=at, key=key, seen=seen) as file:
        if file.repeated is None:
            file.do(Kind.DELIVER, {"method": method, "reference": reference.strip()})
        return file.save()


def terminate(
    *,
    case_id: int,
    ground: str,
    reasons: str,
    by: Actor,
    at: datetime,
    key: uuid.UUID | None = None,
    seen: int | None = None,
) -> int:
    """End the file without a decision, on a ground that the matter's rules know."""
    with opened(case_id, by=by, at=at, key=key, seen=seen) as file:
        if file.repeated is None:
            file.do(Kind.TERMINATE, {"ground": ground, "statement": statement(file, reasons)})
        return file.save()


def issue(file: File, certificate_ids: list[int]) -> int:
    """The certificate exists: record its issue in the caller's transaction (see `certificates.acts.issue`)."""
    file.do(Kind.ISSUE, {"certificates": certificate_ids})
    return file.save()
