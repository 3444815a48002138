"""The notices of the review and of its clock (Licensing Law arts. 34, 35, 42, 45)."""

from collections.abc import Mapping
from typing import Final

from sunhall.documents.rules.notices.kinds import Kind
from sunhall.documents.rules.notices.needs import CUSTOM, HEAD, SEAL, Need

NEEDS: Final[Mapping[Kind, tuple[Need, ...]]] = {
    Kind.PASSED_UP: (
        *HEAD,
        SEAL,
        Need("lower", "ALL 35"),
        Need("opinion", "ALL 35"),
        Need("reasons", CUSTOM, "check"),
        Need("passed_on", "ALL 43"),
    ),
    Kind.FACT_CHECK: (
        *HEAD,
        Need("officials", "ALL 34(3)", each=("name", "badge"), at_least=2),
        Need("place", CUSTOM, "check"),
        Need("checked_at", CUSTOM, "check"),
        Need("findings", CUSTOM, "check"),
    ),
    Kind.VERIFICATION: (
        *HEAD,
        Need("officials", "ALL 34(3)", each=("name", "badge"), at_least=2),
        Need("checked_at", CUSTOM, "check"),
        Need("findings", CUSTOM, "check"),
        Need("result", "Guobanfa (2020) No. 42"),
        Need("consequence", "Guobanfa (2020) No. 42"),
    ),
    Kind.SPECIAL_PROCEDURE: (
        *HEAD,
        SEAL,
        Need("procedure", "ALL 45"),
        Need("basis", "ALL 45"),
        Need("starts_on", "ALL 45"),
        Need("time_needed", "ALL 45"),
        Need("body", CUSTOM, "check"),
        Need("payer", "ALL 58", "check"),
    ),
    Kind.RESUME: (
        *HEAD,
        SEAL,
        Need("procedure", CUSTOM, "check"),
        Need("ended_on", CUSTOM, "check"),
        Need("result", CUSTOM, "check"),
        Need("statutory_due", CUSTOM, "check"),
    ),
    Kind.SUSPENSION: (
        *HEAD,
        SEAL,
        Need("reasons", "department procedure rules", "check"),
        Need("basis", "department procedure rules", "check"),
        Need("starts_on", CUSTOM, "check"),
    ),
    Kind.EXTENSION: (
        *HEAD,
        SEAL,
        Need("original_due", CUSTOM, "check"),
        Need("new_due", CUSTOM, "check"),
        Need("length", "ALL 42"),
        Need("reasons", "ALL 42"),
        Need("approver", "ALL 42"),
        Need("approved_on", CUSTOM, "check"),
    ),
    Kind.CLOCK: (
        *HEAD,
        Need("limit", "ALL 42"),
        Need("starts_on", "ALL 32"),
        Need("days", "ALL 42, 45, 82", each=("day", "counted", "why")),
    ),
    Kind.RECUSAL: (
        *HEAD,
        Need("officer", "ALL 48(1)(3)"),
        Need("why", CUSTOM, "check"),
        Need("reasons", CUSTOM, "check"),
    ),
    Kind.RECTIFICATION: (
        *HEAD,
        SEAL,
        Need("act", CUSTOM, "check"),
        Need("act_on", CUSTOM, "check"),
        Need("changes", CUSTOM, "check", may_be_empty=True, each=("field", "after")),
        Need("basis", CUSTOM, "check"),
        Need("reasons", CUSTOM, "check"),
    ),
}
