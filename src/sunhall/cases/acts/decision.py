"""Acts around the decision: extension, suspension, grant, change, renewal, refusal, issue, delivery, termination; and
what mends it: the check of a commitment, rectification, keeping an officer out.

Basis: Administrative Licensing Law arts. 38, 42, 44, 48-50, 57, 78; Guobanfa (2020) No. 42.
"""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sunhall.cases import holding
from sunhall.cases.acts import bans, quantity
from sunhall.cases.acts.record import File, named_officials, opened, record, statement
from sunhall.cases.words import METHODS
from sunhall.kernel.refused import Refused
from sunhall.law.lifecycles.folding import mended
from sunhall.law.lifecycles.kinds import Kind, Phase
from sunhall.people import officials
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
        return file.finish()


def suspend(
    *, case_id: int, reasons: str, by: Actor, at: datetime, key: uuid.UUID | None = None, seen: int | None = None
) -> int:
    """Suspend the file where the matter's own rule knows suspension."""
    with opened(case_id, by=by, at=at, key=key, seen=seen) as file:
        if file.repeated is None:
            payload = {"basis": file.procedure.suspension_basis, "statement": statement(file, reasons)}
            file.do(Kind.SUSPEND, payload)
        return file.finish()


def resume(*, case_id: int, by: Actor, at: datetime, key: uuid.UUID | None = None, seen: int | None = None) -> int:
    """End a suspension."""
    return record(case_id, Kind.RESUME, {"statement": None}, by=by, at=at, key=key, seen=seen)


def _basis(file: File, words: str) -> dict[str, Any]:
    """What a decision in favour carries: its conditions, if any, and the signed record it rests on (art. 48(2))."""
    return {"statement": statement(file, words) if words.strip() else None, **_signed_record(file)}


def _signed_record(file: File) -> dict[str, Any]:
    heard = file.standing.hearing
    return {"hearing": heard.record} if heard.is_signed else {}


def grant(
    *,
    case_id: int,
    by: Actor,
    at: datetime,
    conditions: str = "",
    key: uuid.UUID | None = None,
    seen: int | None = None,
) -> int:
    """Grant what was applied for; conditions, if any, are stated (art. 38(1)).

    Where the number of licences is limited, to whom was accepted first (art. 57).
    """
    with opened(case_id, by=by, at=at, key=key, seen=seen) as file:
        if file.repeated is None:
            looked = quantity.queue(file) if file.standing.accepted_on else {}
            file.do(Kind.GRANT, _basis(file, conditions), seen=looked)
        return file.finish()


def change(
    *,
    case_id: int,
    by: Actor,
    at: datetime,
    conditions: str = "",
    key: uuid.UUID | None = None,
    seen: int | None = None,
) -> int:
    """Change the licence as its holder asked (art. 49); it keeps its term. The new certificate takes the old one's
    place when it is issued. Refused `licence_ended_meanwhile`."""
    return _for_holder(Kind.CHANGE, case_id, conditions, by, at, key, seen)


def renew(
    *,
    case_id: int,
    by: Actor,
    at: datetime,
    conditions: str = "",
    key: uuid.UUID | None = None,
    seen: int | None = None,
) -> int:
    """Renew the licence (art. 50): the new term begins on the day after the old one. Refused
    `licence_ended_meanwhile`."""
    return _for_holder(Kind.RENEW, case_id, conditions, by, at, key, seen)


def _for_holder(
    kind: Kind, case_id: int, conditions: str, by: Actor, at: datetime, key: uuid.UUID | None, seen: int | None
) -> int:
    with opened(case_id, by=by, at=at, key=key, seen=seen) as file:
        if file.repeated is None:
            payload = {"certificate": file.standing.certificate, **_basis(file, conditions)}
            file.do(kind, payload, seen=_old(file))
        return file.finish()


def _old(file: File) -> dict[str, Any]:
    """Whether the licence that is to be changed or renewed has ended meanwhile."""
    return holding.seen(file.party_id, file.matter_code, file.standing, file.on)


def refuse(
    *,
    case_id: int,
    reasons: str,
    by: Actor,
    at: datetime,
    ground: str = "conditions_not_met",
    facts: str = "",
    standard: str = "",
    key: uuid.UUID | None = None,
    seen: int | None = None,
) -> int:
    """Refuse with reasons; the decision tells the remedies (art. 38(2)).

    `facts`: what was found; left empty, the decision states what the file records. `standard`: the technical standard
    that it rests on, needed after an inspection, a test or a quarantine (art. 55(3)).
    `false_materials` bars the applicant for a year from a matter that directly concerns safety (art. 78).
    `quantity_used_up`: no licence of a limited number is left for this file (art. 57).
    `not_corrected`: nothing came in the time to correct, where the matter's own rule refuses then.
    """
    with opened(case_id, by=by, at=at, key=key, seen=seen) as file:
        if file.repeated is None:
            if ground == "conditions_not_met" and file.standing.phase is Phase.CORRECTION:
                ground = "not_corrected"  # the only one there is before acceptance
            named: dict[str, Any] = {} if ground == "conditions_not_met" else {"ground": ground}
            named |= {
                field: statement(file, words)
                for field, words in (("facts", facts), ("standard", standard))
                if words.strip()
            }
            looked = quantity.queue(file) if ground == "quantity_used_up" and file.standing.accepted_on else {}
            file.do(Kind.REFUSE, {"statement": statement(file, reasons), **_signed_record(file), **named}, seen=looked)
        return bans.finished(file, bans.FALSE_MATERIALS if ground == "false_materials" else None)


def verify_commitment(
    *,
    case_id: int,
    result: str,
    badges: Sequence[str],
    findings: str,
    by: Actor,
    at: datetime,
    key: uuid.UUID | None = None,
    seen: int | None = None,
) -> int:
    """At least two officials checked whether the commitment is kept: `kept` or `broken` (Guobanfa (2020) No. 42).

    A broken one bars further commitments, and the licence may be revoked, until two officials find that it was
    `put_right`. Refused `no_such_result`, `unknown_badge`.
    """
    if result not in ("kept", "broken", "put_right"):
        raise Refused("no_such_result", result=result)
    with opened(case_id, by=by, at=at, key=key, seen=seen) as file:
        if file.repeated is None:
            officers = named_officials(file, badges)
            payload = {"result": result, "officers": officers, "statement": statement(file, findings)}
            file.do(Kind.VERIFY_COMMITMENT, payload)
        return file.finish()


def rectify(
    *,
    case_id: int,
    of: int,
    changes: Mapping[str, Any],
    basis: str,
    reasons: str,
    by: Actor,
    at: datetime,
    key: uuid.UUID | None = None,
    seen: int | None = None,
) -> int:
    """Mend a mistake in the act with seq `of`: the act stays as it was recorded and is read with these changes.

    `changes` are fields of its payload, or `on`, its legal day (ISO); `officers` by their badges; empty for a slip in
    the text. What may be mended: `rules.after.RECTIFIABLE`. Refused `rectified_day_out_of_order` where a mended day
    would come before that of the act before it or after that of the act behind it, `not_rectifiable`,
    `unknown_badge`, `no_such_method`.
    """
    with opened(case_id, by=by, at=at, key=key, seen=seen) as file:
        if file.repeated is None:
            payload = {
                "of": of,
                "changes": _readable(file, changes),
                "basis": basis,
                "statement": statement(file, reasons),
            }
            before = [act.on for act in mended(file.acts)]
            file.do(Kind.RECTIFY, payload)
            _refuse_disorder(before, [act.on for act in mended(file.acts)])
        return file.finish()


def _readable(file: File, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The changes as a payload holds them; what cannot be read as its field is refused."""
    told = dict(changes)
    try:
        if "on" in told:
            told["on"] = date.fromisoformat(str(told["on"])).isoformat()
        if "needed_days" in told:
            told["needed_days"] = int(told["needed_days"])
    except ValueError as error:
        raise Refused("not_rectifiable", article="principle", fields=sorted(told)) from error
    if "officers" in told:
        told["officers"] = named_officials(file, told["officers"])
    if "method" in told and told["method"] not in METHODS:
        raise Refused("no_such_method", method=told["method"])
    return told | {k: str(told[k]).strip() for k in ("competent", "decision", "reference") if k in told}


def _refuse_disorder(before: Sequence[date], after: Sequence[date]) -> None:
    """No day comes before that of the act before it, but where it did already (silence is recorded later)."""
    for n in range(1, len(before)):
        if after[n] < after[n - 1] and not before[n] < before[n - 1]:
            raise Refused("rectified_day_out_of_order", article="principle", on=after[n])


def recuse(
    *,
    case_id: int,
    badge: str,
    why: str,
    reasons: str,
    by: Actor,
    at: datetime,
    key: uuid.UUID | None = None,
    seen: int | None = None,
) -> int:
    """Keep an officer out of the file from now on: for an interest of their own (`own_interest`), or because somebody
    concerned objected (`challenged`). A substitute takes their place. Refused `unknown_badge`."""
    if why not in ("own_interest", "challenged"):
        raise Refused("ground_not_chosen", ground=why)
    with opened(case_id, by=by, at=at, key=key, seen=seen) as file:
        if file.repeated is None:
            first = [file.procedure.first_review.authority] if file.procedure.first_review else []
            officer = officials.among(badge, [file.authority_id, *file.standing.lanes, *first], at=at)
            if officer is None:
                raise Refused("unknown_badge", badges=[badge])
            file.do(Kind.RECUSE, {"officer": officer, "why": why, "statement": statement(file, reasons)})
        return file.finish()


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
    if method not in METHODS:
        raise Refused("no_such_method", method=method)
    if method == "courier" and not reference.strip():
        raise Refused("courier_number_missing")
    payload = {"method": method, "reference": reference.strip()}
    return record(case_id, Kind.DELIVER, payload, by=by, at=at, key=key, seen=seen)


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
    """End the file without a decision, on a ground that the matter's rules know; a change or renewal that was granted
    already, where the licence it is about has ended before the new certificate was made."""
    with opened(case_id, by=by, at=at, key=key, seen=seen) as file:
        if file.repeated is None:
            payload = {"ground": ground, "statement": statement(file, reasons)}
            file.do(Kind.TERMINATE, payload, seen=_old(file))
        return file.finish()


def issue(file: File, certificates: Sequence[tuple[int, date, date | None]]) -> int:
    """The certificates exist (id, first and last day): record their issue in the caller's transaction.

    See `certificates.acts.issue`.
    """
    valid = [[number, first.isoformat(), last.isoformat() if last else None] for number, first, last in certificates]
    file.do(Kind.ISSUE, {"certificates": [number for number, _, _ in certificates], "valid": valid})
    return file.save()
