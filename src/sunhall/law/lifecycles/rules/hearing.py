"""The rules of being heard: interested parties, statements, and hearings (Licensing Law arts. 7, 36, 46-48)."""

from datetime import date
from typing import Any

from sunhall.law.lifecycles import clocks, heard
from sunhall.law.lifecycles.kinds import Phase
from sunhall.law.lifecycles.rules.base import Setting, rule
from sunhall.law.terms import HEARING_NOTICE


@rule("ALL/36")
def time_to_be_heard_not_given(s: Setting) -> dict[str, Any] | None:
    """Who is told is told by when views can be stated: one working day at the least."""
    payload = s.proposal.payload
    return {} if payload is not None and int(payload["days"]) < 1 else None


@rule("ALL/7")
def no_licence_to_tell_of(s: Setting) -> dict[str, Any] | None:
    """Before the decision applicant and interested parties are told; afterwards only the holder of a licence that is
    not cancelled, of what is intended on it."""
    payload, after = s.proposal.payload, s.standing.phase in (Phase.ISSUED, Phase.DELIVERED)
    if after and all(licence.state == "cancelled" for licence in s.standing.licences.values()):
        return {}
    return {} if payload is not None and (payload["to"] == "holder") is not after else None


@rule("ALL/36")
def nobody_was_told(s: Setting) -> dict[str, Any] | None:
    """A statement answers somebody who was told, or comes from the applicant, who may always speak."""
    payload = s.proposal.payload
    if payload is None or payload["of"] == "applicant":
        return None
    return None if any(told.to == payload["of"] for told in s.standing.notified) else {}


@rule("ALL/36")
def interested_party_not_told(s: Setting) -> dict[str, Any] | None:
    """Whose major interests the matter directly concerns is told before it is decided."""
    told = any(n.to == "interested_party" for n in s.standing.notified)
    return {} if s.standing.interested and not told else None


@rule("ALL/36")
def still_to_be_heard(s: Setting) -> dict[str, Any] | None:
    """While the time to state views runs and nothing was said, nothing is decided."""
    for told in s.standing.notified:
        end = s.calendar.least(told.on) + told.days
        if told.heard_on is None and not s.calendar.is_past(end, s.proposal.on):
            last = s.calendar.day_of(end)
            return {"last_day": last.isoformat() if last else None}
    return None


@rule("ALL/47(1)")
def hearing_already_offered(s: Setting) -> dict[str, Any] | None:
    """The right to a hearing is told once to each who has it, also to an interested party who is found later."""
    payload, h, left = s.proposal.payload, s.standing.hearing, heard.to_be_told(s.standing)
    again = not left if payload is None else not set(payload["to"]) <= set(left)
    return {"on": h.offered_on.isoformat()} if h.offered_on and again else None


@rule("ALL/47(1)")
def hearing_time_too_short(s: Setting) -> dict[str, Any] | None:
    """A hearing may be asked for within five days of being told; nobody is given less."""
    payload, least = s.proposal.payload, s.procedure.hearing_request_days
    return {"least": least} if payload is not None and int(payload["days"]) < least else None


@rule("ALL/47(1)")
def hearing_not_offered(s: Setting) -> dict[str, Any] | None:
    """A hearing is asked for by those who were told of the right."""
    payload, offered = s.proposal.payload, s.standing.hearing.offered_to
    if payload is None:
        return None if offered else {}
    return None if payload["of"] in offered else {}


@rule("ALL/47(1)")
def hearing_already_requested(s: Setting) -> dict[str, Any] | None:
    """One request is enough, unless it was taken back; after the hearing only who was found since asks for another."""
    h, payload = s.standing.hearing, s.proposal.payload
    on = h.requested_on if h.is_asked_for else h.held_on if h.is_signed else None
    anew = any(payload is None or payload["of"] in offer.to for offer in heard.open_offers(s.standing))
    return {"on": on.isoformat()} if on and not anew else None


@rule("ALL/47(1)")
def hearing_requested_late(s: Setting) -> dict[str, Any] | None:
    """The request comes within the time that was told; the last day is in time."""
    payload, h = s.proposal.payload, s.standing.hearing
    theirs = [o for o in h.offers if payload is None or payload["of"] in o.to]
    end = max((s.calendar.least(o.on) + o.days for o in theirs), default=None)
    if end is None or not s.calendar.is_past(end, s.proposal.on):
        return None
    last = s.calendar.day_of(end)
    return {"last_day": last.isoformat() if last else None}


@rule("ALL/46")
def nobody_asked_for_a_hearing(s: Setting) -> dict[str, Any] | None:
    """A hearing is held when it was asked for, or where the law or a major public interest requires it."""
    payload = s.proposal.payload
    if payload is None or s.standing.hearing.is_asked_for:
        return None
    return None if payload.get("ex_officio") else {}


@rule("ALL/48(1)(1)")
def hearing_notice_too_short(s: Setting) -> dict[str, Any] | None:
    """Time and place are told seven days before the hearing: counted back from its day, which is not counted."""
    payload, days = s.proposal.payload, HEARING_NOTICE.amount
    if payload is None:
        return None
    held_on, on = date.fromisoformat(payload["held_on"]), s.proposal.on
    if s.calendar.loaded_from <= held_on <= s.calendar.loaded_until:
        late = on > s.calendar.shift(held_on, -days)
    else:  # as many as there will be at the least
        late = s.calendar.least(held_on) - s.calendar.least(on) < days
    return {"days": days} if late else None


@rule("ALL/48(1)(3)")
def chair_is_reviewer(s: Setting) -> dict[str, Any] | None:
    """The chair is somebody else than those who review the application, and has no interest in it."""
    payload = s.proposal.payload
    if payload is None:
        return None
    kept_out = s.proposal.seen.get("chair_interest", False)
    return {} if kept_out or payload["chair"] in s.standing.reviewers | s.standing.recused else None


@rule("ALL/47(2)")
def hearing_fee_forbidden(s: Setting) -> dict[str, Any] | None:
    """Applicant and interested parties pay nothing for a hearing."""
    payload = s.proposal.payload
    return {"fee": payload["fee"]} if payload is not None and payload.get("fee", 0) else None


@rule("ALL/48(1)(5)")
def hearing_not_called(s: Setting) -> dict[str, Any] | None:
    """A record is written of a hearing that was called, on the day it was called for or later."""
    payload, h = s.proposal.payload, s.standing.hearing
    if h.call is None or h.held_on is None:
        return {}
    if s.proposal.on < h.held_on:
        return {"on": h.held_on.isoformat()}
    return {} if payload is not None and payload["call"] != h.call else None


@rule("ALL/48(1)(5)")
def record_already_signed(s: Setting) -> dict[str, Any] | None:
    """A signed record is closed."""
    return {} if s.standing.hearing.is_signed else None


@rule("ALL/48(1)(3)")
def not_the_chair(s: Setting) -> dict[str, Any] | None:
    """The chair answers for the record of the hearing."""
    chair = s.standing.hearing.chair
    return {} if chair is not None and s.proposal.officer not in (None, chair) else None


@rule("ALL/47(1)")
def hearing_right_not_told(s: Setting) -> dict[str, Any] | None:
    """Where major interests of others are directly concerned, be it by the form or by who was told in the review,
    applicant and interested parties are told of their right to a hearing before the decision, whoever is found late
    as well."""
    concerned = s.standing.interested or any(n.to == heard.INTERESTED for n in s.standing.notified)
    missing = heard.owed(s.standing) if concerned and s.procedure.hearing == "on_request" else []
    return {"parties": missing} if missing else None


@rule("ALL/47(1)")
def hearing_right_still_runs(s: Setting) -> dict[str, Any] | None:
    """While those who were told may still ask for a hearing, nothing is decided."""
    end = clocks.offer_end(s.standing, s.calendar)
    if end is None or s.calendar.is_past(end, s.proposal.on):
        return None
    last = s.calendar.day_of(end)
    return {"last_day": last.isoformat() if last else None}


@rule("ALL/47(1)")
def hearing_not_held(s: Setting) -> dict[str, Any] | None:
    """A hearing that was asked for or called, or that the law requires, is held before the decision."""
    h = s.standing.hearing
    owed = h.is_asked_for or h.ex_officio or s.procedure.hearing == "ex_officio"
    return {} if owed and h.record is None else None


@rule("ALL/48(1)(5)")
def record_not_signed(s: Setting) -> dict[str, Any] | None:
    """The participants sign the record after they found no error in it."""
    h = s.standing.hearing
    return {} if h.record is not None and not h.is_signed else None


@rule("ALL/48(2)")
def decision_not_on_record(s: Setting) -> dict[str, Any] | None:
    """After a hearing the decision rests on its record, and on none that does not exist."""
    payload, h = s.proposal.payload, s.standing.hearing
    return {} if payload is not None and payload.get("hearing") != (h.record if h.is_signed else None) else None
