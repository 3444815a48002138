"""How a case of a version runs and ends: intake, steps, lanes, limits, modes, fees, results and what follows."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sunhall.catalogue.content.values import NO, ZERO, Fact, Period
from sunhall.kernel.text import TextByLanguage as Text

FIVE = Fact(5)
NO_PERIOD = Fact(0)
ABANDONED = Fact("abandoned")


@dataclass(frozen=True, slots=True)
class Intake:
    """How papers are taken in: `rule` is deemed_acceptance, return_and_refile, on_the_spot_silence or examination."""

    rule: str
    basis: tuple[str, ...]
    examination_days: Fact = FIVE
    correction_days: Fact = NO_PERIOD
    lapse_effect: Fact = ABANDONED


@dataclass(frozen=True, slots=True)
class Step:
    id: str
    name: Text
    role: str
    planned: Fact = field(metadata={"key": "days"})
    text: Text | None = None
    authority: str = ""
    counts: bool = True
    officers: int = 1
    after: tuple[str, ...] = ()
    when: str = ""
    basis: tuple[str, ...] = ()
    mark: str = "sure"

    @property
    def days(self) -> int:
        return int(self.planned)


@dataclass(frozen=True, slots=True)
class Lane:
    """Another authority that is heard: `consent` is its own yes or no, `opinion` is advice. Days are working days."""

    authority: str
    kind: str
    mandatory: bool
    planned: Fact = field(metadata={"key": "days"})
    task: Text = field(default_factory=Text)
    basis: tuple[str, ...] = ()
    when: str = ""
    mark: str = "sure"

    @property
    def days(self) -> int:
        return int(self.planned)


@dataclass(frozen=True, slots=True)
class SpecialProcedure:
    """A special procedure this matter may have; `stops_clock` by Licensing Law art. 45 or the item's own law.

    A `dispute` is none of these: nobody can say how long it takes. By the item's own law it suspends the file in
    writing until it is settled.
    """

    kind: str
    basis: tuple[str, ...]
    stops_clock: bool = True
    days: Fact | None = None
    when: str = ""
    text: Text | None = None

    @property
    def suspends(self) -> bool:
        return self.kind == "dispute"


@dataclass(frozen=True, slots=True)
class Otherwise:
    when: str
    planned: Fact = field(metadata={"key": "days"})

    @property
    def days(self) -> int:
        return int(self.planned)


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit. `unit`: working_day, calendar_day, month, hour; `trigger`: acceptance, receipt, all_documents, …"""

    amount: Fact = field(metadata={"key": "days"})
    unit: str = "working_day"
    trigger: str = "acceptance"
    basis: tuple[str, ...] = ()
    mark: str = "sure"
    on_the_spot: bool = False
    otherwise: tuple[Otherwise, ...] = ()

    @property
    def days(self) -> int:
        return int(self.amount)


@dataclass(frozen=True, slots=True)
class Extension:
    """`approver`: head (of the authority) or government_head (joint handling)."""

    amount: Fact = field(metadata={"key": "days"})
    unit: str = "working_day"
    approver: str = "head"
    basis: tuple[str, ...] = ()
    mark: str = "sure"

    @property
    def days(self) -> int:
        return int(self.amount)


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits as the file gives them, for display; `VersionContent.terms` has them as terms of law."""

    decision: Limit
    promised: Limit
    extension: Extension | None = None
    issue: Limit | None = None


@dataclass(frozen=True, slots=True)
class Tolerance:
    """Acceptance with a gap. `margin`: working days left between the last paper and the promised day."""

    allowed: Fact = NO
    days: Fact = ZERO
    margin: Fact = ZERO
    when: str = ""


@dataclass(frozen=True, slots=True)
class Commitment:
    allowed: Fact = NO
    text: Text = field(default_factory=Text)
    replaces: tuple[str, ...] = ()
    when: str = ""
    check_within_days: Fact | None = None
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Modes:
    tolerance: Tolerance = field(default_factory=Tolerance)
    commitment: Commitment = field(default_factory=Commitment)


@dataclass(frozen=True, slots=True)
class InterestedParties:
    """When the matter directly concerns major interests of others, who are told before it is decided (art. 36)."""

    text: Text
    basis: tuple[str, ...]
    when: str = ""
    mark: str = "sure"


@dataclass(frozen=True, slots=True)
class FirstReview:
    """The lower-level authority that examines first and passes its opinion up (arts. 35, 43)."""

    authority: str
    planned: Fact = field(metadata={"key": "days"})
    basis: tuple[str, ...] = ()
    mark: str = "sure"

    @property
    def days(self) -> int:
        return int(self.planned)


@dataclass(frozen=True, slots=True)
class Procedure:
    case_type: str
    steps: tuple[Step, ...]
    special_procedures: tuple[SpecialProcedure, ...]
    handling: str = "single"
    lanes: tuple[Lane, ...] = ()
    hearing: str = "on_request"
    interested_parties: InterestedParties | None = None
    first_review: FirstReview | None = None
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reduction:
    text: Text
    when: str
    formula: str
    basis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee; `formula` gives whole fen. `before` names the act that waits for payment."""

    id: str
    name: Text
    standard: Text
    formula: str
    basis: tuple[str, ...]
    catalogue_code: str = ""
    when: str = ""
    unit_price: Text | None = None
    reductions: tuple[Reduction, ...] = ()
    payer: Text | None = None
    before: str = "none"
    refund: Text | None = None
    mark: str = "sure"


@dataclass(frozen=True, slots=True)
class Validity:
    years: Fact | None = None
    months: Fact | None = None
    days: Fact | None = None
    long_term: bool = False
    until_field: str = ""
    from_field: str = ""
    starts: str = field(default="decision", metadata={"key": "from"})
    text: Text | None = None
    basis: tuple[str, ...] = ()
    mark: str = "sure"


@dataclass(frozen=True, slots=True)
class Result:
    id: str
    name: Text
    type: str
    validity: Validity
    territory: str
    number: str = ""
    number_map: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    per: str = ""
    when: str = ""
    prints: tuple[str, ...] = ()
    issued_after: Text | None = None
    mark: str = "sure"


@dataclass(frozen=True, slots=True)
class Renewal:
    closes: Period
    text: Text
    basis: tuple[str, ...]
    opens: Period | None = None
    late: str = "new_application"
    mark: str = "sure"


@dataclass(frozen=True, slots=True)
class Event:
    id: str
    kind: str
    text: Text
    basis: tuple[str, ...]
    within: Period | None = None
    every: Period | None = None
    mark: str = "sure"


@dataclass(frozen=True, slots=True)
class AfterGrant:
    renewal: Renewal | None = None
    events: tuple[Event, ...] = ()
