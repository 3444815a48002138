"""The notices of what is done to a licence that exists (Licensing Law arts. 8, 69, 70)."""

from collections.abc import Mapping
from typing import Final

from sunhall.documents.rules.notices.kinds import Kind
from sunhall.documents.rules.notices.needs import HEAD, SEAL, STRUCK, Need

NEEDS: Final[Mapping[Kind, tuple[Need, ...]]] = {
    Kind.LICENCE_WITHDRAWAL: (
        *HEAD,
        SEAL,
        Need("certificates", "ALL 8", each=("number",)),
        Need("ground", "ALL 8"),
        Need("compensation", "ALL 8"),
        *STRUCK,
    ),
    Kind.REVOCATION: (
        *HEAD,
        SEAL,
        Need("certificates", "ALL 69", each=("number",)),
        Need("ground", "ALL 69"),
        Need("compensation", "ALL 69(4)"),
        *STRUCK,
    ),
    Kind.FORFEITURE: (
        *HEAD,
        SEAL,
        Need("certificates", "ALL 70(4)", each=("number",)),
        Need("decision", "ALL 70(4)"),
        *STRUCK,
    ),
    Kind.CANCELLATION: (
        *HEAD,
        SEAL,
        Need("certificates", "ALL 70", each=("number",)),
        Need("ground", "ALL 70"),
        *STRUCK,
    ),
}
