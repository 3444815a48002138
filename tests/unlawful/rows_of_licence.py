"""Unlawful acts on a licence that exists, and rectifications that would change more than a slip: arts. 7, 8, 69, 70."""

from typing import Final

from tests import factories
from tests.factories import Filed, actor, at
from tests.unlawful import situations as to
from tests.unlawful.attempts import ABSENT, UNSAYABLE, Answer, Row, act, look, office

from sunhall.cases.acts import decision
from sunhall.certificates import licences

HEAD: Final = "market-head"
FAULT: Final = {"ground": "procedure_breach", "compensation": "granted", "reasons": "未经核查"}
LAW: Final = {"ground": "law_changed", "compensation": "granted", "reasons": "法律修改"}
PENALTY: Final = {"decision": "示市监处罚〔2026〕1号", "reasons": "违法经营"}
MENDED: Final = {"basis": "公文处理规定", "reasons": "笔误"}
TWO_DAYS_LATER: Final = "2026-03-06 09:00"


def ended_twice() -> Filed:
    """A licence that was revoked, its holder heard before."""
    case = to.holder_heard()
    licences.revoke(case_id=case.id, **FAULT, by=actor(HEAD), at=at("2026-03-04 14:00"))
    return case


def mend(code: str, says: str, article: str, *, of: str, changes: dict[str, object], basis: str = "公文处理规定",
         **new: str) -> Row:  # fmt: skip
    """A rectification that is refused: `changes` by the function, `new` as the page posts them."""
    return Row(
        says, article, code, to.checked_and_stopped,
        act(decision.rectify, HEAD, of=to.seq(of), changes=changes, basis=basis, reasons="笔误"),
        office("rectify", HEAD, of=to.seq(of), basis=basis, reasons="笔误", **new), at=TWO_DAYS_LATER,
    )  # fmt: skip


ROWS: Final = (
    Row("A revocation without hearing the holder", "ALL/7", "holder_not_heard",
        to.licensed, act(licences.revoke, HEAD, **FAULT), office("revoke", HEAD, **FAULT, grave_harm="no")),
    Row("A revocation while the holder may still answer", "ALL/7", "holder_not_heard",
        lambda: to.told(to.licensed(), "holder"),
        act(licences.revoke, HEAD, **FAULT), office("revoke", HEAD, **FAULT, grave_harm="no")),
    Row("A withdrawal without hearing the holder", "ALL/7", "holder_not_heard",
        to.licensed, act(licences.withdraw_licence, HEAD, **LAW), office("withdraw_licence", HEAD, **LAW)),
    Row("A forfeiture without hearing the holder", "ALL/7", "holder_not_heard",
        to.licensed, act(licences.forfeit, HEAD, **PENALTY), office("forfeit", HEAD, **PENALTY)),
    Row("A revocation on a ground that the law does not know", "ALL/69", "no_such_ground_of_revocation",
        to.holder_heard, act(licences.revoke, HEAD, **{**FAULT, "ground": "new_policy"}),
        office("revoke", HEAD, **{**FAULT, "ground": "new_policy"}, grave_harm="no"),
        answer=Answer(code="ground_not_chosen")),
    Row("A revocation for a broken commitment that nobody checked", "ALL/69", "no_such_ground_of_revocation",
        to.holder_heard,
        act(licences.revoke, HEAD, **{**FAULT, "ground": "commitment_broken", "compensation": "not_protected"}),
        office("revoke", HEAD, **{**FAULT, "ground": "commitment_broken", "compensation": "not_protected"},
               grave_harm="no")),
    Row("A revocation that would gravely harm the public interest", "ALL/69(3)", "revocation_harms_public_interest",
        to.holder_heard, act(licences.revoke, HEAD, **FAULT, grave_harm=True),
        office("revoke", HEAD, **FAULT, grave_harm="yes")),
    Row("A revocation for the authority's own fault that does not make the loss good", "ALL/69(4)",
        "compensation_not_addressed", to.holder_heard,
        act(licences.revoke, HEAD, **{**FAULT, "compensation": "not_protected"}),
        office("revoke", HEAD, **{**FAULT, "compensation": "not_protected"}, grave_harm="no")),
    Row("A revocation for fraud that protects what was gained by it", "ALL/69(4)", "compensation_not_addressed",
        to.holder_heard, act(licences.revoke, HEAD, **{**FAULT, "ground": "fraud_or_bribery"}),
        office("revoke", HEAD, **{**FAULT, "ground": "fraud_or_bribery"}, grave_harm="no")),
    Row("A revocation by an officer without the power", "ALL/22", "no_power",
        to.holder_heard, act(licences.revoke, "market-chief", **FAULT),
        office("revoke", "market-chief", **FAULT, grave_harm="no")),
    Row("A revocation by an authority that neither granted the licence nor stands above who did", "ALL/69",
        "not_the_superior", to.holder_heard,
        act(licences.revoke, "construction-chief", **FAULT, authority_id=lambda _: factories.authority("construction")),
        office("revoke", "construction-chief", **FAULT, grave_harm="no"), answer=Answer(ABSENT)),
    Row("A revocation of a licence that is not in force", "ALL/69", "licence_not_in_force",
        ended_twice, act(licences.revoke, HEAD, **FAULT), office("revoke", HEAD, **FAULT, grave_harm="no")),
    Row("A revocation before there is a licence", "ALL/69", "not_open_now",
        to.granted, act(licences.revoke, HEAD, **FAULT), office("revoke", HEAD, **FAULT, grave_harm="no")),
    Row("A withdrawal of a lawful licence though neither law nor facts have changed", "ALL/8",
        "no_such_ground_of_withdrawal", to.holder_heard,
        act(licences.withdraw_licence, HEAD, **{**LAW, "ground": "convenience"}),
        office("withdraw_licence", HEAD, **{**LAW, "ground": "convenience"}),
        answer=Answer(code="ground_not_chosen")),
    Row("A withdrawal without compensation", "ALL/8", "loss_not_made_good",
        to.holder_heard, act(licences.withdraw_licence, HEAD, **{**LAW, "compensation": "not_protected"}),
        office("withdraw_licence", HEAD, **{**LAW, "compensation": "not_protected"})),
    Row("A forfeiture without a penalty decision", "ALL/70(4)", "penalty_decision_missing",
        to.holder_heard, act(licences.forfeit, HEAD, **{**PENALTY, "decision": " "}),
        office("forfeit", HEAD, **{**PENALTY, "decision": " "})),
    Row("A cancellation of a licence that has not ended", "ALL/70", "no_ground_to_cancel",
        to.licensed, act(licences.cancel, HEAD, ground="expired", reasons="已过期"),
        office("cancel", HEAD, ground="expired", reasons="已过期")),
    Row("A cancellation as struck down of a licence that nobody struck down", "ALL/70", "no_ground_to_cancel",
        to.licensed, act(licences.cancel, HEAD, ground="struck", reasons="已撤销"),
        office("cancel", HEAD, ground="struck", reasons="已撤销")),
    Row("A cancellation without reasons", "ALL/38(2)", "reasons_missing",
        to.licensed, act(licences.cancel, HEAD, ground="holder_gone", reasons=""),
        office("cancel", HEAD, ground="holder_gone", reasons="")),
    Row("A rectification that would change an outcome", "principle", "not_rectifiable",
        to.examined,
        act(decision.rectify, HEAD, of=to.seq("check_facts"), changes={"result": "does_not_meet"}, **MENDED),
        look("rectify", HEAD, of=to.seq("check_facts")), answer=Answer(UNSAYABLE, control="new-result")),
    mend("not_rectifiable", "A rectification that dates an act into the future", "principle",
         of="end_special_procedure", changes={"on": "2026-03-12"}, **{"new-on": "2026-03-12"}),
    mend("rectified_out_of_order", "A rectification after which a stop would end before it began", "principle",
         of="end_special_procedure", changes={"on": "2026-03-03"}, **{"new-on": "2026-03-03"}),
    mend("rectified_into_a_breach", "A rectification after which one official alone would have checked", "principle",
         of="check_facts", changes={"officers": ["990101"]}, **{"new-officers": "990101"}),
    mend("rectification_without_basis", "A rectification that names no basis", "principle",
         of="end_special_procedure", changes={}, basis=" "),
    Row("A rectification of an act that the file does not have", "principle", "nothing_to_rectify",
        to.examined, act(decision.rectify, HEAD, of=99, changes={}, **MENDED),
        office("rectify", HEAD, of="99", **MENDED)),
    Row("A rectification without the power to rectify", "ALL/22", "no_power",
        to.examined, act(decision.rectify, "market", of=to.seq("check_facts"), changes={}, **MENDED),
        office("rectify", "market", of=to.seq("check_facts"), **MENDED)),
)  # fmt: skip
