"""The notices of being heard (Licensing Law arts. 36, 46-48)."""

from collections.abc import Mapping
from typing import Final

from sunhall.documents.rules.notices.kinds import Kind
from sunhall.documents.rules.notices.needs import CONTACT, CUSTOM, HEAD, SEAL, Need

NEEDS: Final[Mapping[Kind, tuple[Need, ...]]] = {
    Kind.INTERESTED_PARTY: (
        *HEAD,
        SEAL,
        Need("to", "ALL 36"),
        Need("about", "ALL 36"),
        Need("interest", "ALL 36"),
        Need("how", CUSTOM, "check"),
        Need("until", CUSTOM, "check"),
        *CONTACT,
    ),
    Kind.STATEMENT: (
        *HEAD,
        Need("of", "ALL 36"),
        Need("recorded_at", CUSTOM, "check"),
        Need("recorder", CUSTOM, "check"),
        Need("views", "ALL 36"),
    ),
    Kind.HEARING_RIGHT: (
        *HEAD,
        SEAL,
        Need("to", "ALL 47(1)"),
        Need("days", "ALL 47(1)"),
        Need("until", "ALL 47(1)"),
        Need("reasons", CUSTOM, "check"),
        *CONTACT,
    ),
    Kind.HEARING_REQUEST: (
        *HEAD,
        Need("of", "ALL 47(1)"),
        Need("requested_on", "ALL 47(1)"),
        Need("reasons", CUSTOM, "check"),
        Need("hold_by", "ALL 47(1)"),
    ),
    Kind.HEARING_NOTICE: (
        *HEAD,
        SEAL,
        Need("held_on", "ALL 48(1)(1)"),
        Need("where_and_when", "ALL 48(1)(1)"),
        Need("chair", "ALL 48(1)(3)"),
        *CONTACT,
    ),
    Kind.HEARING_ANNOUNCEMENT: (
        *HEAD,
        SEAL,
        Need("held_on", "ALL 46, 48(1)(1)"),
        Need("where_and_when", "ALL 48(1)(1)"),
        Need("chair", "ALL 48(1)(3)"),
        Need("contact", CUSTOM, "check"),
    ),
    Kind.HEARING_RECORD: (
        *HEAD,
        Need("held_on", "ALL 48(1)(5)"),
        Need("where_and_when", CUSTOM, "check"),
        Need("chair", "ALL 48(1)(3)"),
        Need("minutes", "ALL 48(1)(5)"),
    ),
}
