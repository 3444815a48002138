"""The decisions, their delivery, and what ends a file without one (Licensing Law arts. 38, 44, 49, 50, 55)."""

from collections.abc import Mapping
from typing import Final

from sunhall.documents.rules.notices.kinds import Kind
from sunhall.documents.rules.notices.needs import CUSTOM, HEAD, REMEDIES, SEAL, Need, given

NEEDS: Final[Mapping[Kind, tuple[Need, ...]]] = {
    Kind.GRANT: (
        *HEAD,
        SEAL,
        Need("holder_id", CUSTOM, "check"),
        Need("scope", CUSTOM, "check"),
        Need("conditions", CUSTOM, "check", may_be_empty=True),
        Need("valid_from", CUSTOM, "check"),
        Need("valid_to", CUSTOM, "check", may_be_empty=True),
        Need("territory", "ALL 41", "check"),
        Need("basis", "ALL 38(1)"),
    ),
    Kind.CHANGE: (
        *HEAD,
        SEAL,
        Need("certificate", "ALL 49"),
        Need("holder_id", CUSTOM, "check"),
        Need("scope", CUSTOM, "check"),
        Need("conditions", CUSTOM, "check", may_be_empty=True),
        Need("changes", "ALL 49", "check", may_be_empty=True, each=("field", "before", "after")),
        Need("basis", "ALL 49"),
    ),
    Kind.RENEWAL: (
        *HEAD,
        SEAL,
        Need("certificate", "ALL 50(2)"),
        Need("holder_id", CUSTOM, "check"),
        Need("old_to", "ALL 50"),
        Need("valid_from", "ALL 50"),
        Need("valid_to", CUSTOM, "check", may_be_empty=True),
        Need("basis", "ALL 50(2)"),
    ),
    Kind.REFUSAL: (
        *HEAD,
        SEAL,
        Need("facts", "ALL 38(2)"),
        Need("reasons", "ALL 38(2), 72(7)"),
        Need("basis", "ALL 38(2)"),
        Need("technical_standard", "ALL 55", when=given("technical_review", True)),
        *REMEDIES,
    ),
    Kind.DELIVERY: (
        *HEAD,
        Need("documents", "ALL 44", each=("name",)),
        Need("recipient", CUSTOM, "check"),
        Need("method", "Civil Procedure Law, delivery, by analogy", "check"),
        Need("delivered_at", "ALL 44"),
        Need("proof", CUSTOM, "check"),
    ),
    Kind.WITHDRAWAL: (
        *HEAD,
        SEAL,
        Need("requested_on", "department procedure rules", "check"),
        Need("returned_materials", CUSTOM, "check", may_be_empty=True, each=("name",)),
    ),
    Kind.TERMINATION: (
        *HEAD,
        SEAL,
        Need("reasons", "department procedure rules", "check"),
        Need("returned_materials", CUSTOM, "check", may_be_empty=True, each=("name",)),
        Need("returned_fees", CUSTOM, "check", may_be_empty=True),
        *REMEDIES,
    ),
}
