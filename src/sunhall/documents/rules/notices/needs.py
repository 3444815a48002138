"""What one required field is, and the fields that many kinds of notice share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Need:
    """One required field. `may_be_empty`: it must be stated, but "none" is an answer (no fee, no end of validity)."""

    field: str
    source: str
    mark: str = "sure"
    may_be_empty: bool = False
    each: tuple[str, ...] = ()  # for a list: what every row must carry
    at_least: int = 1
    when: Callable[[Mapping[str, Any]], bool] | None = None


CUSTOM: Final = "case-file review rules"
HEAD: Final = (
    Need("authority", "ALL 32(2)"),
    Need("authority_short", "customary numbers of official papers", "check"),
    Need("date", "ALL 32(2)"),
    Need("case_number", "GB/T 39046-2020"),
    Need("applicant", CUSTOM, "check"),
    Need("matter", CUSTOM, "check"),
)
SEAL: Final = Need("seal", "ALL 32(2); State Council Order 716 art. 9")
REMEDIES: Final = (
    Need("reconsideration_body", "ALL 38(2); ARL 20"),
    Need("court", "ALL 38(2); ALit 46"),
    Need("reconsideration_first", "ARL 23(2)", may_be_empty=True),
)
CONTACT: Final = (Need("contact", CUSTOM, "check"), Need("complaint", CUSTOM, "check"))

STRUCK: Final = (Need("effective_on", CUSTOM, "check"), Need("reasons", "ALL 72(7)"), *REMEDIES)


def given(field: str, value: object) -> Callable[[Mapping[str, Any]], bool]:
    return lambda data: data.get(field) == value
