"""What a lifecycle must know of a matter version: its limits, its intake rule, its lanes. Built from the catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from sunhall.law import terms
from sunhall.law.terms import Term

DEEMED_ACCEPTANCE: Final = (
    "deemed_acceptance"  # five working days of silence, back to receipt: Licensing Law art. 32(1)(4)
)
ON_THE_SPOT_SILENCE: Final = "on_the_spot_silence"  # silence at the counter is acceptance: real-estate registration
RETURN_AND_REFILE: Final = "return_and_refile"  # an incomplete file goes back; filing again is a new case

# What the silence of an applicant who was asked to correct does by itself. Where the matter's rule refuses instead
# (`REFUSED`), that is a decision which somebody with the power takes.
LAPSES: Final = frozenset({"abandoned", "withdrawn"})
REFUSED: Final = "refused"


@dataclass(frozen=True, slots=True)
class Intake:
    """Working `days` to examine, `correction_days` for the applicant; `lapse` is what silence then means: one
    of `LAPSES`, or `REFUSED`.

    Under a `rule` that is none of those above ("examination") silence of the authority has no effect of its own.
    """

    rule: str = DEEMED_ACCEPTANCE
    days: int = 5
    correction_days: int | None = None
    lapse: str = "abandoned"


@dataclass(frozen=True, slots=True)
class LaneRule:
    """An authority that is heard: its own working days; a mandatory one must be in before the decision.

    `consent`: it approves by its own power, so that its no is a no; else its opinion is weighed by who decides.
    """

    authority: int
    days: int
    mandatory: bool = True
    consent: bool = True


@dataclass(frozen=True, slots=True)
class FirstReview:
    """The lower-level authority that examines first, in its own working days (Licensing Law arts. 35, 43)."""

    authority: int
    days: int = 20


@dataclass(frozen=True, slots=True)
class Tolerance:
    """Acceptance with a gap: which materials may follow, at most how many working days later.

    `margin`: working days that must be left between the last paper and the promised day.
    """

    materials: frozenset[str] = frozenset()
    days: int = 0
    margin: int = 0


@dataclass(frozen=True, slots=True)
class Commitment:
    """Notification and commitment: the materials a written commitment stands for, checked within `check_days`."""

    allowed: bool = False
    replaces: tuple[str, ...] = ()
    check_days: int | None = None


@dataclass(frozen=True, slots=True)
class Procedure:
    """`extra_stops` maps special procedures named by the matter's own law to its citation; where the matter is no
    licence they are the only ones, since art. 45 does not apply to it.

    `hearing`: on_request, ex_officio (it must be held before a decision, art. 46) or none. `hearing_request_days`:
    working days to ask for one (art. 47). `quantity`: how many licences there are; null for no limit (art. 57).
    """

    matter: str
    statutory: Term
    promised: Term
    intake: Intake = field(default_factory=Intake)
    is_licence: bool = True
    is_instant: bool = False  # 即办件: decided in the visit
    issue_days: int = 10  # Licensing Law art. 44
    extension_days: int = 10
    extension_approver: str = "agency_head"
    extra_stops: Mapping[str, str] = field(default_factory=dict)
    suspension_basis: str = ""
    needs_fact_check: bool = False
    has_result: bool = True  # a certificate or other document is issued after a grant
    lanes: tuple[LaneRule, ...] = ()
    hearing: str = "on_request"
    hearing_request_days: int = terms.HEARING_REQUEST.amount
    first_review: FirstReview | None = None
    tolerance: Tolerance = field(default_factory=Tolerance)
    commitment: Commitment = field(default_factory=Commitment)
    quantity: int | None = None
    is_safety_related: bool = False  # false papers close the matter for a time (arts. 78, 79)

    @property
    def stops(self) -> frozenset[str]:
        """The special procedures that are not counted: those of Licensing Law art. 45 for a licence, and its own."""
        return (terms.SPECIAL_PROCEDURES if self.is_licence else frozenset()) | self.extra_stops.keys()
