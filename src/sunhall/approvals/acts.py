"""Acts of several hands before a decision: opinions, first review, fact checks, special procedures.

Basis: Administrative Licensing Law arts. 26, 34, 35, 45. Lanes are read from the acts (`law.lifecycles.standing`).
"""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sunhall.cases.acts.record import ask_lanes, named_officials, opened, statement
from sunhall.cases.models import Application
from sunhall.kernel.refused import Refused
from sunhall.law.lifecycles.kinds import Kind
from sunhall.people import queries as people
from sunhall.people.queries import Actor


def ask_opinions(
    *, case_id: int, by: Actor, at: datetime, key: uuid.UUID | None = None, seen: int | None = None
) -> int:
    """Ask the authorities that the matter names and that were not asked yet (after a deemed acceptance, say).

    Refused `nobody_to_ask`, `no_power`.
    """
    with opened(case_id, by=by, at=at, key=key, seen=seen) as file:
        if file.repeated is None:
            if not people.holds(file.grants, "review", authority_id=file.authority_id, matter_code=file.matter_code):
                raise Refused("no_power", article="ALL/22", power="review")
            ask_lanes(file, Application.objects.get(pk=file.standing.application), by=by)
            if not file.added or file.added[-1].kind != Kind.ASK_OPINION:
                raise Refused("nobody_to_ask", article="ALL/26(2)")
            file.claim_last()
        return file.finish()


def give_opinion(
    *,
    case_id: int,
    authority_id: int,
    agrees: bool,
    by: Actor,
    at: datetime,
    reasons: str = "",
    key: uuid.UUID | None = None,
    seen: int | None = None,
) -> int:
    """Answer in the name of an authority that was asked. An objection states its reasons.

    Other authorities may have answered meanwhile: `seen` is not needed for that, lanes do not disturb each other.
    """
    with opened(case_id, by=by, at=at, key=key, seen=seen) as file:
        if file.repeated is None:
            if not agrees or reasons.strip():
                told = statement(file, reasons)
            else:
                told = None
            file.do(Kind.GIVE_OPINION, {"authority": authority_id, "agrees": agrees, "statement": told})
        return file.finish()


def pass_up(
    *,
    case_id: int,
    authority_id: int,
    agrees: bool,
    words: str,
    by: Actor,
    at: datetime,
    key: uuid.UUID | None = None,
    seen: int | None = None,
) -> int:
    """The lower authority has examined first and passes its opinion with all papers up (art. 35): from now on the
    deciding authority's time counts, and the applicant is asked for nothing again."""
    with opened(case_id, by=by, at=at, key=key, seen=seen) as file:
        if file.repeated is None:
            payload = {"authority": authority_id, "agrees": agrees, "statement": statement(file, words)}
            file.do(Kind.PASS_UP, payload)
        return file.finish()


def check_facts(
    *,
    case_id: int,
    badges: Sequence[str],
    result: str,
    findings: str,
    by: Actor,
    at: datetime,
    key: uuid.UUID | None = None,
    seen: int | None = None,
) -> int:
    """Record that at least two officials of the authority verified the facts (art. 34(3)). Refused `unknown_badge`."""
    if result not in ("meets", "does_not_meet"):
        raise Refused("no_such_result", result=result)
    with opened(case_id, by=by, at=at, key=key, seen=seen) as file:
        if file.repeated is None:
            officers = named_officials(file, badges)
            payload = {"officers": officers, "result": result, "statement": statement(file, findings)}
            file.do(Kind.CHECK_FACTS, payload)
        return file.finish()


def start_special_procedure(
    *,
    case_id: int,
    procedure: str,
    needed_days: int,
    reasons: str,
    by: Actor,
    at: datetime,
    body: str = "",
    key: uuid.UUID | None = None,
    seen: int | None = None,
) -> int:
    """Stop the clock for a procedure of the closed list, telling the applicant how long it needs (art. 45).

    `body`: who carries it out, where the authority does not do it itself.
    """
    with opened(case_id, by=by, at=at, key=key, seen=seen) as file:
        if file.repeated is None:
            basis = file.procedure.extra_stops.get(procedure, "ALL/45")
            payload = {
                "procedure": procedure,
                "needed_days": needed_days,
                "basis": basis,
                "statement": statement(file, reasons),
                **({"body": statement(file, body)} if body.strip() else {}),
            }
            file.do(Kind.START_SPECIAL_PROCEDURE, payload)
        return file.finish()


def end_special_procedure(
    *,
    case_id: int,
    start: int,
    by: Actor,
    at: datetime,
    result: str = "done",
    findings: str = "",
    key: uuid.UUID | None = None,
    seen: int | None = None,
) -> int:
    """The special procedure that act `start` began is over: the clock runs again from the next working day."""
    with opened(case_id, by=by, at=at, key=key, seen=seen) as file:
        if file.repeated is None:
            told = statement(file, findings) if findings.strip() else None
            file.do(Kind.END_SPECIAL_PROCEDURE, {"start": start, "result": result, "statement": told})
        return file.finish()
