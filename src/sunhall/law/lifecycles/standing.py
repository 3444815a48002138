"""The standing of a file: what its acts, read forward by `folding.fold`, make of it. Data only.

Where silence has legal effect, `clocks.as_of` adds what the passing of time has done by a given day.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from sunhall.law.lifecycles.kinds import ENDED, Phase
from sunhall.law.terms import TECHNICAL_PROCEDURES


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
    ended_by: int | None = None  # seq of the act that ended it
    given_up: bool = False  # it ended without a result


@dataclass(slots=True)
class Extension:
    on: date
    days: int
    approver: str


@dataclass(slots=True)
class Notified:
    """Somebody who was told and may state views within so many working days; `heard_on` when they have."""

    seq: int
    to: str  # interested_party | applicant | holder
    about: str
    on: date
    days: int
    heard_on: date | None = None
    waives_hearing: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """Who was told on which day that a hearing may be asked for within so many working days."""

    on: date
    to: tuple[str, ...]
    days: int
    seq: int = 0


@dataclass(slots=True)
class Hearing:
    """A hearing from the notice of the right to the signed record (Licensing Law arts. 46-48)."""

    offers: list[Offer] = field(default_factory=list)
    waived_by: set[str] = field(default_factory=set)
    requested_on: date | None = None
    requested_by: str = ""
    call: int | None = None  # seq of the act that called it
    held_on: date | None = None
    chair: int | None = None
    ex_officio: bool = False
    record: int | None = None  # seq of its record
    is_signed: bool = False

    @property
    def offered_on(self) -> date | None:
        return self.offers[0].on if self.offers else None

    @property
    def offered_to(self) -> list[str]:
        return [who for offer in self.offers for who in offer.to]

    @property
    def is_asked_for(self) -> bool:
        """Asked for, and the request not taken back."""
        return self.requested_on is not None and self.requested_by not in self.waived_by


@dataclass(slots=True)
class Licence:
    """One certificate in force or not: valid, withdrawn, revoked, forfeited or cancelled."""

    certificate: int
    state: str
    valid_from: date | None = None
    valid_to: date | None = None
    since: date | None = None


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
    limit: Mapping[str, int] = field(default_factory=dict)  # its own statutory and promised days, if not the usual ones
    fact_checks: int = 0
    facts_meet: bool | None = None  # what the last check of the facts found
    decided_on: date | None = None
    outcome: str = ""
    issued_on: date | None = None
    ended_on: date | None = None
    spot_corrections: int = 0
    request: str = "new"  # new | change | renew
    certificate: int | None = None  # what is to be changed or renewed
    valid_to: date | None = None
    in_time: bool | None = None
    is_struck: bool = False  # what is to be renewed was taken back by its last day: told by `cases.holding`
    commitment: bool = False  # chosen by the applicant
    commitment_kept: bool | None = None  # as verified afterwards
    owed: tuple[str, ...] = ()  # materials that are still to come
    owed_days: int | None = None
    owed_from: date | None = None
    interested: bool = False  # major interests of others are directly concerned
    notified: list[Notified] = field(default_factory=list)
    hearing: Hearing = field(default_factory=Hearing)
    reviewers: frozenset[int] = frozenset()  # officials who examined the file
    recused: frozenset[int] = frozenset()
    collected_on: date | None = None  # taken in elsewhere; `received_on` is when the competent authority had it
    passed_up_on: date | None = None
    licences: dict[int, Licence] = field(default_factory=dict)
    rectified: frozenset[int] = frozenset()  # seqs of acts whose mistake was mended

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
    def technical_results(self) -> list[str]:
        """The inspections, tests and quarantines that came to a result, in their order (art. 55)."""
        ended = [stop.why for stop in self.stops if stop.end is not None and not stop.given_up]
        return list(dict.fromkeys(why for why in ended if why in TECHNICAL_PROCEDURES))

    @property
    def open_lanes(self) -> list[Lane]:
        return [lane for lane in self.lanes.values() if lane.given_on is None]


def silent_mode(s: Standing) -> str:
    """How a file is handled that silence accepted: as the applicant chose, for nobody chose otherwise."""
    return "commitment" if s.commitment else "general"
