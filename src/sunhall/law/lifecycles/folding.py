"""From the acts of a file to its standing: what each kind of act does to it. Pure and total; no clock, no database."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Final

from sunhall.law.lifecycles.kinds import Kind, Phase
from sunhall.law.lifecycles.standing import (
    ActRow,
    Extension,
    Lane,
    Licence,
    Notified,
    Offer,
    Standing,
    Stop,
    silent_mode,
)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _apply(s: Standing, act: ActRow) -> None:
    """The application in force, and what it asks for: known before anybody accepts it, since silence may."""
    s.application = act.payload["application"]
    s.fact_check_needed = act.payload.get("fact_check", False)
    s.limit = act.payload.get("limit") or {}


def _submit(s: Standing, act: ActRow) -> None:
    payload = act.payload
    _apply(s, act)
    s.request, s.certificate = payload.get("request", "new"), payload.get("certificate")
    s.valid_to, s.in_time = _day(payload.get("valid_to")), payload.get("in_time")
    s.commitment, s.interested = payload.get("commitment", False), payload.get("interested", False)
    if payload.get("collected_by") is not None:
        s.phase, s.collected_on = Phase.COLLECTED, act.on
        return
    s.phase = Phase.RECEIVED
    s.received_on = s.complete_on = act.on


def _receive_forwarded(s: Standing, act: ActRow) -> None:
    s.phase = Phase.RECEIVED
    s.received_on = s.complete_on = act.on


def _correct_on_the_spot(s: Standing, act: ActRow) -> None:
    _apply(s, act)
    s.spot_corrections += 1


def _request_correction(s: Standing, act: ActRow) -> None:
    s.phase = Phase.CORRECTION
    s.correction_asked_on = act.on
    s.correction_items = list(act.payload["items"])
    s.correction_days = act.payload.get("days")
    s.corrections += 1


def _resubmit(s: Standing, act: ActRow) -> None:
    s.phase = Phase.RECEIVED
    s.complete_on = act.on
    _apply(s, act)
    s.resubmitted = frozenset(act.payload["materials"])


def _accept(s: Standing, act: ActRow) -> None:
    s.phase = Phase.REVIEW
    s.accepted_on = act.on
    s.acceptor = act.officer
    s.mode = act.payload.get("mode", "general")
    s.fact_check_needed = act.payload.get("fact_check", s.fact_check_needed)
    if act.payload.get("owed"):
        s.owed, s.owed_days, s.owed_from = tuple(act.payload["owed"]), act.payload["owed_days"], act.on


def _deem_accepted(s: Standing, act: ActRow) -> None:
    s.phase = Phase.REVIEW
    s.deemed = True
    s.mode = silent_mode(s)
    s.accepted_on = date.fromisoformat(act.payload["accepted_on"])


def _ends(phase: Phase) -> Callable[[Standing, ActRow], None]:
    def fold_end(s: Standing, act: ActRow) -> None:
        s.phase = phase
        s.ended_on = act.on
        s.outcome = s.outcome or str(phase)

    return fold_end


def _terminate(s: Standing, act: ActRow) -> None:
    """Nothing came of the file, not even of a change or renewal that was granted already."""
    s.phase, s.ended_on, s.outcome = Phase.TERMINATED, act.on, str(Phase.TERMINATED)


def _lapse(s: Standing, act: ActRow) -> None:
    s.phase, s.ended_on, s.outcome = Phase.LAPSED, act.on, act.payload["effect"]


def _reviews(s: Standing, act: ActRow) -> None:
    if act.officer is not None:
        s.reviewers |= {act.officer}


def _ask_opinion(s: Standing, act: ActRow) -> None:
    for ask in act.payload["lanes"]:
        s.lanes[ask["authority"]] = Lane(
            ask["authority"], act.on, ask["days"], ask["mandatory"], ask.get("consent", True)
        )


def _give_opinion(s: Standing, act: ActRow) -> None:
    lane = s.lanes[act.payload["authority"]]
    lane.given_on, lane.agrees, lane.statement = act.on, act.payload["agrees"], act.payload.get("statement")
    _reviews(s, act)


def _check_facts(s: Standing, act: ActRow) -> None:
    s.fact_checks += 1
    s.facts_meet = act.payload["result"] == "meets"
    s.reviewers |= set(act.payload["officers"])


def _start_special(s: Standing, act: ActRow) -> None:
    if act.payload["procedure"] != "hearing":  # stopping the clock for a hearing is no review of the file
        _reviews(s, act)
    s.phase = Phase.STOPPED
    payload = act.payload
    s.stops.append(
        Stop(act.seq, payload["procedure"], payload.get("basis", "ALL/45"), act.on, needed_days=payload["needed_days"])
    )


def _end_special(s: Standing, act: ActRow) -> None:
    for stop in s.stops:
        if stop.seq == act.payload["start"]:
            stop.end, stop.ended_by = act.on, act.seq
            stop.given_up = act.payload.get("result") == "given_up"
    s.phase = Phase.STOPPED if s.open_stop else Phase.REVIEW


def _extend(s: Standing, act: ActRow) -> None:
    s.extensions.append(Extension(act.on, act.payload["days"], act.payload["approver"]))


def _suspend(s: Standing, act: ActRow) -> None:
    s.phase = Phase.SUSPENDED
    s.stops.append(Stop(act.seq, "suspension", act.payload["basis"], act.on))


def _resume(s: Standing, act: ActRow) -> None:
    stop = s.open_stop
    if stop:
        stop.end, stop.ended_by = act.on, act.seq
    s.phase = Phase.REVIEW


def _decides(phase: Phase) -> Callable[[Standing, ActRow], None]:
    def fold_decision(s: Standing, act: ActRow) -> None:
        s.phase = phase
        s.decided_on = act.on
        s.outcome = str(phase)

    return fold_decision


def _issue(s: Standing, act: ActRow) -> None:
    s.phase = Phase.ISSUED
    s.issued_on = act.on
    s.licences = {number: Licence(number, "valid", since=act.on) for number in act.payload["certificates"]}
    for number, first, last in act.payload.get("valid", ()):
        s.licences[number] = Licence(number, "valid", _day(first), _day(last), act.on)


def _notify(s: Standing, act: ActRow) -> None:
    told = act.payload
    s.notified.append(Notified(act.seq, told["to"], told["about"], act.on, told["days"]))


def _record_statement(s: Standing, act: ActRow) -> None:
    """It answers one notice: what one neighbour says does not cut short the time of the next."""
    said = act.payload
    theirs = [told for told in s.notified if told.to == said["of"]]
    open_ones = [told for told in theirs if told.heard_on is None]
    named = [told for told in theirs if told.seq == said.get("notice")]
    waives = said.get("waives_hearing", False)
    for told in (named or open_ones or [told for told in theirs if not told.waives_hearing])[:1]:
        told.heard_on, told.waives_hearing = told.heard_on or act.on, told.waives_hearing or waives
    if waives and (said["of"] != "interested_party" or all(told.waives_hearing for told in theirs)):
        s.hearing.waived_by = s.hearing.waived_by | {said["of"]}


def _offer_hearing(s: Standing, act: ActRow) -> None:
    """Who is told anew has given up nothing, and asked for nothing."""
    h, to = s.hearing, tuple(act.payload["to"])
    if h.requested_by in to and h.requested_by in h.waived_by:
        h.requested_on, h.requested_by = None, ""
    h.waived_by = h.waived_by - set(to)
    h.offers.append(Offer(act.on, to, act.payload["days"], act.seq))


def _request_hearing(s: Standing, act: ActRow) -> None:
    """After a hearing was held it is another one, asked for by who was found since; the record of the first stays."""
    h = s.hearing
    if h.is_signed:
        h.call = h.held_on = h.record = None
        h.is_signed = h.ex_officio = False
    h.waived_by = h.waived_by - {act.payload["of"]}
    h.requested_on, h.requested_by = act.on, act.payload["of"]


def _call_hearing(s: Standing, act: ActRow) -> None:
    """Calling it again moves it, or changes the chair."""
    called = act.payload
    s.hearing.call, s.hearing.held_on, s.hearing.chair = act.seq, _day(called["held_on"]), called["chair"]
    s.hearing.ex_officio = called.get("ex_officio", False)


def _record_hearing(s: Standing, act: ActRow) -> None:
    s.hearing.record, s.hearing.is_signed = act.seq, act.payload["signed"]


def _supply_owed(s: Standing, act: ActRow) -> None:
    s.application = act.payload["application"]
    s.owed = tuple(m for m in s.owed if m not in act.payload["materials"])


def _withdraw_commitment(s: Standing, act: ActRow) -> None:
    s.commitment, s.mode = False, "general"
    s.owed, s.owed_from, s.owed_days = tuple(act.payload["owed"]), act.on, None
    s.fact_check_needed = s.fact_check_needed or act.payload.get("fact_check", False)


def _verify_commitment(s: Standing, act: ActRow) -> None:
    s.commitment_kept = act.payload["result"] in ("kept", "put_right")
    if not s.is_decided:
        s.reviewers |= set(act.payload["officers"])


def _pass_up(s: Standing, act: ActRow) -> None:
    s.passed_up_on = act.on
    _reviews(s, act)


def _recuse(s: Standing, act: ActRow) -> None:
    s.recused |= {act.payload["officer"]}


def _rectify(s: Standing, act: ActRow) -> None:
    s.rectified |= {act.payload["of"]}


def _deem_renewed(s: Standing, act: ActRow) -> None:
    s.phase, s.outcome = Phase.GRANTED, "deemed_renewed"
    s.decided_on = _day(act.payload["valid_to"])


def _strikes(state: str) -> Callable[[Standing, ActRow], None]:
    def fold_licences(s: Standing, act: ActRow) -> None:
        for number in act.payload["certificates"]:
            licence = s.licences.setdefault(number, Licence(number, state))
            licence.state, licence.since = state, act.on

    return fold_licences


FOLDS: Final[dict[str, Callable[[Standing, ActRow], None]]] = {
    Kind.SUBMIT: _submit,
    Kind.CORRECT_ON_THE_SPOT: _correct_on_the_spot,
    Kind.REQUEST_CORRECTION: _request_correction,
    Kind.RESUBMIT: _resubmit,
    Kind.ACCEPT: _accept,
    Kind.DEEM_ACCEPTED: _deem_accepted,
    Kind.REFUSE_ACCEPTANCE: _ends(Phase.NOT_ACCEPTED),
    Kind.DECLARE_NOT_REQUIRED: _ends(Phase.NOT_REQUIRED),
    Kind.RETURN_FILE: _ends(Phase.RETURNED),
    Kind.LAPSE: _lapse,
    Kind.ASK_OPINION: _ask_opinion,
    Kind.GIVE_OPINION: _give_opinion,
    Kind.CHECK_FACTS: _check_facts,
    Kind.START_SPECIAL_PROCEDURE: _start_special,
    Kind.END_SPECIAL_PROCEDURE: _end_special,
    Kind.EXTEND: _extend,
    Kind.SUSPEND: _suspend,
    Kind.RESUME: _resume,
    Kind.GRANT: _decides(Phase.GRANTED),
    Kind.REFUSE: _decides(Phase.REFUSED),
    Kind.ISSUE: _issue,
    Kind.DELIVER: _ends(Phase.DELIVERED),
    Kind.WITHDRAW: _ends(Phase.WITHDRAWN),
    Kind.TERMINATE: _terminate,
    Kind.NOTIFY_INTERESTED_PARTY: _notify,
    Kind.RECORD_STATEMENT: _record_statement,
    Kind.OFFER_HEARING: _offer_hearing,
    Kind.REQUEST_HEARING: _request_hearing,
    Kind.CALL_HEARING: _call_hearing,
    Kind.RECORD_HEARING: _record_hearing,
    Kind.SUPPLY_OWED: _supply_owed,
    Kind.WITHDRAW_COMMITMENT: _withdraw_commitment,
    Kind.VERIFY_COMMITMENT: _verify_commitment,
    Kind.RECEIVE_FORWARDED: _receive_forwarded,
    Kind.PASS_UP: _pass_up,
    Kind.RECUSE: _recuse,
    Kind.RECTIFY: _rectify,
    Kind.CHANGE: _decides(Phase.GRANTED),
    Kind.RENEW: _decides(Phase.GRANTED),
    Kind.DEEM_RENEWED: _deem_renewed,
    Kind.WITHDRAW_LICENCE: _strikes("withdrawn"),
    Kind.REVOKE: _strikes("revoked"),
    Kind.FORFEIT: _strikes("forfeited"),
    Kind.CANCEL: _strikes("cancelled"),
}


def fold(acts: Iterable[ActRow], standing: Standing | None = None) -> Standing:
    """The standing after these acts, in order of `seq`. Give a standing to fold on from it (it is changed in place).

    A rectified act is read as it should have been; whoever folds on gives all acts anew after a rectification.
    """
    s = standing or Standing()
    for act in mended(acts):
        FOLDS[act.kind](s, act)
        s.seq = act.seq
    return s


def mended(acts: Iterable[ActRow]) -> Iterable[ActRow]:
    """The acts with what later rectifications say instead (the stored acts stay as they are)."""
    acts = list(acts)
    changes: dict[int, dict[str, Any]] = {}
    for act in acts:
        if act.kind == Kind.RECTIFY:
            changes[act.payload["of"]] = changes.get(act.payload["of"], {}) | act.payload["changes"]
    return [_mended(act, changes[act.seq]) if act.seq in changes else act for act in acts] if changes else acts


def _mended(act: ActRow, changes: Mapping[str, Any]) -> ActRow:
    on = date.fromisoformat(changes["on"]) if "on" in changes else act.on
    return act._replace(on=on, payload={**act.payload, **{k: v for k, v in changes.items() if k != "on"}})
