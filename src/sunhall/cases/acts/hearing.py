"""Acts of being heard: who is told, what they say, and a hearing from the notice of the right to its signed record.

Basis: Administrative Licensing Law arts. 7, 36, 46-48. Callers: the pages of officers, applicants and windows, the API.
"""

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from sunhall.cases.acts.record import SYSTEM, File, opened, statement
from sunhall.kernel.refused import NotFound, Refused
from sunhall.law.lifecycles.kinds import Kind
from sunhall.people import officials
from sunhall.people import queries as people
from sunhall.people.models import Power
from sunhall.people.queries import Actor

TOLD = ("interested_party", "applicant", "holder")
ABOUT = ("the_application", "the_intended_refusal", "the_intended_act")
MAY_ASK = ("applicant", "interested_party")


def notify(
    *,
    case_id: int,
    to: str,
    about: str,
    days: int,
    who_and_why: str,
    by: Actor,
    at: datetime,
    key: uuid.UUID | None = None,
    seen: int | None = None,
) -> int:
    """Tell an interested party, the applicant or the holder what is at hand, and by when views may be stated (art. 36).

    `days` are working days; `who_and_why` names who is told and which interest is touched. Refused
    `party_not_chosen`, `subject_not_chosen`.
    """
    if to not in TOLD:
        raise Refused("party_not_chosen", of=to)
    if about not in ABOUT:
        raise Refused("subject_not_chosen", about=about)
    with opened(case_id, by=by, at=at, key=key, seen=seen) as file:
        if file.repeated is None:
            payload = {"to": to, "about": about, "days": days, "statement": statement(file, who_and_why)}
            file.do(Kind.NOTIFY_INTERESTED_PARTY, payload)
        return file.finish()


def record_statement(
    *,
    case_id: int,
    of: str,
    views: str,
    by: Actor,
    at: datetime,
    waives_hearing: bool = False,
    notice: int | None = None,
    key: uuid.UUID | None = None,
    seen: int | None = None,
) -> int:
    """What somebody who may be heard has to say: typed by the applicant or holder, or written down by an officer.

    `notice` is the seq of the notice that it answers. NotFound for an applicant who speaks for somebody else.
    """
    if of not in TOLD:
        raise Refused("party_not_chosen", of=of)
    with opened(case_id, by=by, at=at, key=key, seen=seen) as file:
        _mandate(file, of)
        if file.repeated is None:
            payload = {"of": of, "statement": statement(file, views), "waives_hearing": waives_hearing}
            file.do(Kind.RECORD_STATEMENT, payload | ({"notice": notice} if notice is not None else {}))
        return file.finish()


def _mandate(file: File, of: str) -> int | None:
    """The mandate under which an applicant speaks; null for herself and for an officer who writes down."""
    if file.by.officer is not None:
        return None
    mandate = people.may_act_for(file.by, file.party_id, "correct", file.at)
    if mandate is None or of == "interested_party":
        raise NotFound
    return mandate or None


def offer_hearing(
    *,
    case_id: int,
    to: Sequence[str],
    by: Actor,
    at: datetime,
    days: int | None = None,
    words: str = "",
    key: uuid.UUID | None = None,
    seen: int | None = None,
) -> int:
    """Tell applicant and interested parties that they may ask for a hearing (art. 47): within five working days, or
    longer where the matter or the officer gives longer."""
    wrong = [who for who in to if who not in MAY_ASK]
    if wrong or not to:
        raise Refused("party_not_chosen", of=", ".join(wrong))
    with opened(case_id, by=by, at=at, key=key, seen=seen) as file:
        if file.repeated is None:
            told = statement(file, words) if words.strip() else None
            given = file.procedure.hearing_request_days if days is None else days
            file.do(Kind.OFFER_HEARING, {"to": list(dict.fromkeys(to)), "days": given, "statement": told})
        return file.finish()


def request_hearing(
    *,
    case_id: int,
    by: Actor,
    at: datetime,
    of: str = "applicant",
    words: str = "",
    key: uuid.UUID | None = None,
    seen: int | None = None,
) -> int:
    """Ask for the hearing: the applicant, or an officer who writes down who asked. It is held within twenty days."""
    if of not in MAY_ASK:
        raise Refused("party_not_chosen", of=of)
    with opened(case_id, by=by, at=at, key=key, seen=seen) as file:
        mandate = _mandate(file, of)
        if file.repeated is None:
            told = statement(file, words) if words.strip() else None
            file.do(Kind.REQUEST_HEARING, {"of": of, "statement": told, "mandate": mandate})
        return file.finish()


def call_hearing(
    *,
    case_id: int,
    held_on: date,
    chair_badge: str,
    where_and_when: str,
    by: Actor,
    at: datetime,
    ex_officio: bool = False,
    fee: int = 0,
    key: uuid.UUID | None = None,
    seen: int | None = None,
) -> int:
    """Say when, where and before whom the hearing is held, seven working days ahead (art. 48); again, to move it.

    `fee` is what the parties would be charged, in fen. Refused `chair_holds_no_power` unless the chair may hear
    in the authority's name.
    """
    with opened(case_id, by=by, at=at, key=key, seen=seen) as file:
        if file.repeated is None:
            chair = officials.holder(
                chair_badge, Power.HEAR, authority_id=file.authority_id, matter_code=file.matter_code, at=at
            )
            if chair is None:
                raise Refused("chair_holds_no_power", article="ALL/48(1)(3)", badge=chair_badge)
            payload = {
                "held_on": held_on.isoformat(),
                "chair": chair,
                "statement": statement(file, where_and_when),
                "ex_officio": ex_officio,
                "fee": fee,
            }
            has_interest = bool(officials.interested([chair], file.party_id))
            file.do(Kind.CALL_HEARING, payload, seen={"chair_interest": has_interest})
        return file.finish()


def record_hearing(
    *,
    case_id: int,
    words: str,
    signed: bool,
    by: Actor,
    at: datetime,
    key: uuid.UUID | None = None,
    seen: int | None = None,
) -> int:
    """The chair records the hearing; signed by those who took part it binds the decision (art. 48(2)).

    Where the clock was stopped for the hearing, it runs again with the signed record.
    """
    with opened(case_id, by=by, at=at, key=key, seen=seen) as file:
        if file.repeated is None:
            call = file.standing.hearing.call or 0
            file.do(Kind.RECORD_HEARING, {"call": call, "signed": signed, "statement": statement(file, words)})
            stop = next((s for s in file.standing.stops if s.why == "hearing" and s.end is None), None)
            if stop is not None and signed:
                ended = {"start": stop.seq, "result": "done", "statement": None}
                file.do(Kind.END_SPECIAL_PROCEDURE, ended, by=SYSTEM)
        return file.finish()
