"""The standing of a file: what its acts, read forward, make of it. Pure and total; sees no clock and no database.

`fold(acts)` gives the standing after the recorded acts. Where silence has legal effect, `law.lifecycles.clocks.as_of`
adds what the passing of time has done by a given day.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from sunhall.law.lifecycles.kinds import ENDED, Kind, Phase


class ActRow(NamedTuple):
    """One act as the fold reads it. `on` is the legal day; ids are opaque here."""

    seq: int
    kind: str
    on: date
    at: datetime | None
    officer: int | None
    party: int | None
    authority: int | None
    payload: Mapping[str, Any]


@dataclass(slots=True)
class Lane:
    """One authority that was asked for its opinion."""

    authority: int
    asked_on: date
    days: int
    mandatory: bool
    consent: bool = True
    given_on: date | None = None
    agrees: bool | None = None
    statement: int | None = None


@dataclass(slots=True)
class Stop:
    """A period that is not counted: a special procedure (art. 45) or a suspension known to the matter's own law."""

    seq: int
    why: str
    basis: str
    start: date
    end: date | None = None
    needed_days: int | None = None


@dataclass(slots=True)
class Extension:
    on: date
    days: int
    approver: str


@dataclass(slots=True)
class Standing:
    seq: int = 0
    phase: Phase | None = None
    application: str = ""
    received_on: date | None = None  # first receipt
    complete_on: date | None = None  # last receipt: of the complete supplement, if one was asked
    accepted_on: date | None = None
    deemed: bool = False
    mode: str = "general"
    acceptor: int | None = None
    correction_asked_on: date | None = None
    correction_items: list[dict[str, Any]] = field(default_factory=list)
    correction_days: int | None = None
    corrections: int = 0
    resubmitted: frozenset[str] = frozenset()
    lanes: dict[int, Lane] = field(default_factory=dict)
    stops: list[Stop] = field(default_factory=list)
    extensions: list[Extension] = field(default_factory=list)
    fact_check_needed: bool = False  # by what this very case asks for
    fact_checks: int = 0
    decided_on: date | None = None
    outcome: str = ""
    issued_on: date | None = None
    ended_on: date | None = None
    spot_corrections: int = 0

    @property
    def is_ended(self) -> bool:
        return self.phase in ENDED

    @property
    def is_decided(self) -> bool:
        return self.decided_on is not None

    @property
    def open_stop(self) -> Stop | None:
        return next((s for s in reversed(self.stops) if s.end is None), None)

    @property
    def open_lanes(self) -> list[Lane]:
        return [lane for lane in self.lanes.values() if lane.given_on is None]


def _apply(s: Standing, act: ActRow) -> None:
    """The application in force, and what it asks for: known before anybody accepts it, since silence may."""
    s.application = act.payload["application"]
    s.fact_check_needed = act.payload.get("fact_check", False)


def _submit(s: Standing, act: ActRow) -> None:
    s.phase = Phase.RECEIVED
    s.received_on = s.complete_on = act.on
    _apply(s, act)


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


def _deem_accepted(s: Standing, act: ActRow) -> None:
    s.phase = Phase.REVIEW
    s.deemed = True
    s.accepted_on = date.fromisoformat(act.payload["accepted_on"])


def _ends(phase: Phase) -> Callable[[Standing, ActRow], None]:
    def fold_end(s: Standing, act: ActRow) -> None:
        s.phase = phase
        s.ended_on = act.on
        s.outcome = s.outcome or str(phase)

    return fold_end


def _ask_opinion(s: Standing, act: ActRow) -> None:
    for ask in act.payload["lanes"]:
        s.lanes[ask["authority"]] = Lane(
            ask["authority"], act.on, ask["days"], ask["mandatory"], ask.get("consent", True)
        )


def _give_opinion(s: Standing, act: ActRow) -> None:
    lane = s.lanes[act.payload["authority"]]
    lane.given_on, lane.agrees, lane.statement = act.on, act.payload["agrees"], act.payload.get("statement")


def _check_facts(s: Standing, act: ActRow) -> None:
    s.fact_checks += 1


def _start_special(s: Standing, act: ActRow) -> None:
    s.phase = Phase.STOPPED
    payload = act.payload
    s.stops.append(
        Stop(act.seq, payload["procedure"], payload.get("basis", "ALL/45"), act.on, needed_days=payload["needed_days"])
    )


def _end_special(s: Standing, act: ActRow) -> None:
    for stop in s.stops:
        if stop.seq == act.payload["start"]:
            stop.end = act.on
    s.phase = Phase.STOPPED if s.open_stop else Phase.REVIEW


def _extend(s: Standing, act: ActRow) -> None:
    s.extensions.append(Extension(act.on, act.payload["days"], act.payload["approver"]))


def _suspend(s: Standing, act: ActRow) -> None:
    s.phase = Phase.SUSPENDED
    s.stops.append(Stop(act.seq, "suspension", act.payload["basis"], act.on))


def _resume(s: Standing, act: ActRow) -> None:
    stop = s.open_stop
    if stop:
        stop.end = act.on
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
    Kind.LAPSE: _ends(Phase.LAPSED),
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
    Kind.TERMINATE: _ends(Phase.TERMINATED),
}


def fold(acts: Iterable[ActRow], standing: Standing | None = None) -> Standing:
    """The standing after these acts, in order of `seq`. Give a standing to fold on from it (it is changed in place)."""
    s = standing or Standing()
    for act in acts:
        FOLDS[act.kind](s, act)
        s.seq = act.seq
    return s
