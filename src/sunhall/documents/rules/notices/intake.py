"""The notices of taking in: receipt, correction, acceptance or not (Licensing Law arts. 29, 32)."""

from collections.abc import Mapping
from typing import Final

from sunhall.documents.rules.notices.kinds import Kind
from sunhall.documents.rules.notices.needs import CONTACT, CUSTOM, HEAD, REMEDIES, SEAL, Need, given

NEEDS: Final[Mapping[Kind, tuple[Need, ...]]] = {
    Kind.RECEIPT: (
        *HEAD,
        Need("query_code", CUSTOM, "check"),
        Need("matter_code", CUSTOM, "check"),
        Need("materials", "ALL 29; local receipt rules", "check", each=("name",)),
        Need("receiver", CUSTOM, "check"),
        Need("received_at", "ALL 32(1)(4)"),
    ),
    Kind.FORWARDED: (
        *HEAD,
        Need("collected_at", "Guobanfa (2020) No. 35", "check"),
        Need("collected_by", "Guobanfa (2020) No. 35", "check"),
        Need("received_at", "ALL 32(1)(4)"),
        Need("received_by", CUSTOM, "check"),
        Need("examine_by", "ALL 32(1)(4)"),
    ),
    Kind.CORRECTION: (
        *HEAD,
        SEAL,
        Need("items", "ALL 32(1)(4)", each=("material", "defect", "required")),
        Need("submit_way", CUSTOM, "check"),
        Need("submit_by", CUSTOM, "check"),
        Need("consequence", CUSTOM, "check"),
        *CONTACT,
    ),
    Kind.ACCEPTANCE: (
        *HEAD,
        SEAL,
        Need("accepted_on", "ALL 32(1)(5)"),
        Need("statutory_due", CUSTOM, "check"),
        Need("promised_due", "OBE 36", "check"),
        Need("query_code", CUSTOM, "check"),
        Need("special_procedures", "ALL 45", "check", may_be_empty=True, each=("name",)),
        Need("fees", "ALL 58", "check", may_be_empty=True, each=("name", "amount")),
        Need("mode", "Guofa (2022) No. 5", when=given("tolerance", True)),
        Need("owed", "Guofa (2022) No. 5", when=given("tolerance", True), each=("name",)),
        Need("owed_by", "Guofa (2022) No. 5", when=given("tolerance", True)),
        *CONTACT,
    ),
    Kind.NON_ACCEPTANCE: (
        *HEAD,
        SEAL,
        Need("ground", "ALL 32(1)(2), 78"),
        Need("reasons", "ALL 72(7)"),
        Need("competent_authority", "ALL 32(1)(2)", when=given("ground", "not_this_authority")),
        *REMEDIES,
    ),
    Kind.NOT_REQUIRED: (*HEAD, SEAL, Need("reasons", "ALL 32(1)(1), 72(7)"), *REMEDIES),
    Kind.RETURN: (
        *HEAD,
        SEAL,
        Need("reasons", "local rules on returned files", "check"),
        Need("returned_materials", CUSTOM, "check", may_be_empty=True, each=("name",)),
        *CONTACT,
    ),
    Kind.COMMITMENT_WITHDRAWN: (
        *HEAD,
        Need("withdrawn_on", "Guobanfa (2020) No. 42"),
        Need("owed", "Guobanfa (2020) No. 42", may_be_empty=True, each=("name",)),
    ),
}
