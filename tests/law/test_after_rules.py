"""The rules of a licence that exists: withdrawal, revocation, forfeiture, cancellation; and mending a record."""

import pytest
from tests.law.files import (
    ACCEPTED,
    DELIVERED,
    GRANTED,
    SUBMITTED,
    Row,
    accepted,
    every_rule_refuses_and_allows,
    holds,
    standing,
)

from sunhall.law.lifecycles.kinds import Kind
from sunhall.law.lifecycles.procedure import Commitment
from sunhall.law.lifecycles.rules import after

TOLD = (
    "notify_interested_party",
    "2026-04-01",
    {"to": "holder", "about": "the_intended_act", "days": 5, "statement": 1},
)
SAID = ("record_statement", "2026-04-02", {"of": "holder", "statement": 1})
HEARD = (*DELIVERED, TOLD, SAID)
WITHDRAWN = {"certificates": [7], "ground": "law_changed", "compensation": "granted", "statement": 1}
REVOKED = {"certificates": [7], "ground": "ultra_vires", "compensation": "no_loss", "statement": 1}
BY_FRAUD = {**REVOKED, "ground": "fraud_or_bribery", "compensation": "not_protected"}
FORFEITED = {"certificates": [7], "decision": "2026-12", "statement": 1}
STRUCK = (*HEARD, ("revoke", "2026-04-03", REVOKED))
CANCELLED = {"certificates": [7], "ground": "struck", "statement": 1}
EXPIRED = {**CANCELLED, "ground": "expired"}
ON_COMMITMENT = (*accepted("commitment", {"commitment": True}), *DELIVERED[2:], TOLD, SAID)
BROKEN = (*ON_COMMITMENT, ("verify_commitment", "2026-04-02", {"result": "broken", "officers": [3, 4], "statement": 1}))
PUT_RIGHT = ("verify_commitment", "2026-04-03", {"result": "put_right", "officers": [3, 4], "statement": 1})
BY_COMMITMENT = {"commitment": Commitment(allowed=True)}
TESTING = {"procedure": "testing", "needed_days": 5, "statement": 1}
STOPPED = (
    *ACCEPTED,
    ("start_special_procedure", "2026-03-04", TESTING),
    ("end_special_procedure", "2026-03-10", {"start": 3, "result": "done"}),
)
ENDED = {"of": 4, "changes": {"on": "2026-03-09"}, "basis": "report 8", "statement": 1}
OF_END, OF_START = {"of_kind": "end_special_procedure"}, {"of_kind": "start_special_procedure"}
OF_CHECK, OF_DELIVERY = {"of_kind": "check_facts"}, {"of_kind": "deliver"}
CHECKED = (*ACCEPTED, ("check_facts", "2026-03-04", {"officers": [3, 4], "result": "meets"}))

ROWS = [
    Row("The holder is told before a licence is withdrawn", "holder_not_heard", Kind.WITHDRAW_LICENCE, "2026-04-03",
        WITHDRAWN, DELIVERED, facts={"last_day": None}),
    Row("The holder's time to answer runs to its end", "holder_not_heard", Kind.WITHDRAW_LICENCE, "2026-04-09",
        WITHDRAWN, (*DELIVERED, TOLD), facts={"last_day": "2026-04-09"}),
    Row("A holder who is silent holds up nothing", None, Kind.WITHDRAW_LICENCE, "2026-04-10", WITHDRAWN,
        (*DELIVERED, TOLD)),
    Row("A holder who has answered is heard", None, Kind.WITHDRAW_LICENCE, "2026-04-03", WITHDRAWN, HEARD),
    Row("The holder is heard each time anew", "holder_not_heard", Kind.REVOKE, "2026-05-06",
        {**REVOKED, "certificates": [8]}, STRUCK),
    Row("A lawful licence is withdrawn where its law or the facts changed", "no_such_ground_of_withdrawal",
        Kind.WITHDRAW_LICENCE, "2026-04-03", {**WITHDRAWN, "ground": "ultra_vires"}, HEARD),
    Row("A withdrawal makes good the loss", "loss_not_made_good", Kind.WITHDRAW_LICENCE, "2026-04-03",
        {**WITHDRAWN, "compensation": "not_protected"}, HEARD),
    Row("A licence that ran out is not withdrawn", "licence_not_in_force", Kind.WITHDRAW_LICENCE, "2026-07-01",
        WITHDRAWN, HEARD),
    Row("A licence whose renewal counts is withdrawn after its old term", None, Kind.WITHDRAW_LICENCE, "2026-07-01",
        WITHDRAWN, HEARD, seen={"renewed": (7,)}),
    Row("What was granted beyond one's power may be revoked", None, Kind.REVOKE, "2026-04-03", REVOKED, HEARD),
    Row("Another authority does not revoke what it did not grant", "not_the_superior", Kind.REVOKE, "2026-04-03",
        {**REVOKED, "authority": 9}, HEARD, seen={"superior": 8}),
    Row("Where there is no superior, no other authority revokes", "not_the_superior", Kind.REVOKE, "2026-04-03",
        {**REVOKED, "authority": 9}, HEARD, seen={"superior": None}),
    Row("The superior may revoke", None, Kind.REVOKE, "2026-04-03", {**REVOKED, "authority": 9}, HEARD,
        seen={"superior": 9}),
    Row("A commitment that was put right is no ground to revoke any more", "no_such_ground_of_revocation", Kind.REVOKE,
        "2026-04-07", {**BY_FRAUD, "ground": "commitment_broken"}, (*BROKEN, PUT_RIGHT), BY_COMMITMENT),
    Row("What was obtained by fraud must be revoked", None, Kind.REVOKE, "2026-04-03", BY_FRAUD, HEARD),
    Row("A licence that ran out can still be revoked", None, Kind.REVOKE, "2026-07-01", BY_FRAUD, HEARD),
    Row("A licence is not revoked twice", "licence_not_in_force", Kind.REVOKE, "2026-04-07", REVOKED, STRUCK),
    Row("A licence of another file is not revoked here", "licence_not_in_force", Kind.REVOKE, "2026-04-03",
        {**REVOKED, "certificates": [9]}, HEARD),
    Row("A revocation names a licence", "licence_not_in_force", Kind.REVOKE, "2026-04-03",
        {**REVOKED, "certificates": []}, HEARD),
    Row("A change of the law is no ground to revoke", "no_such_ground_of_revocation", Kind.REVOKE, "2026-04-03",
        {**REVOKED, "ground": "law_changed"}, HEARD, facts={"ground": "law_changed"}),
    Row("A commitment that was not found false is no ground to revoke", "no_such_ground_of_revocation", Kind.REVOKE,
        "2026-04-03", {**BY_FRAUD, "ground": "commitment_broken"}, ON_COMMITMENT, BY_COMMITMENT),
    Row("A commitment that was found false is a ground to revoke", None, Kind.REVOKE, "2026-04-03",
        {**BY_FRAUD, "ground": "commitment_broken"}, BROKEN, BY_COMMITMENT),
    Row("Nothing is revoked where that gravely harms the public interest", "revocation_harms_public_interest",
        Kind.REVOKE, "2026-04-03", {**BY_FRAUD, "grave_harm": True}, HEARD),
    Row("A revocation for the authority's own fault makes good the loss", "compensation_not_addressed", Kind.REVOKE,
        "2026-04-03", {**REVOKED, "compensation": "not_protected"}, HEARD),
    Row("A revocation for fraud protects nothing", "compensation_not_addressed", Kind.REVOKE, "2026-04-03",
        {**BY_FRAUD, "compensation": "granted"}, HEARD),
    Row("A revocation states its reasons", "reasons_missing", Kind.REVOKE, "2026-04-03", {**REVOKED, "statement": 0},
        HEARD),
    Row("A licence is forfeited by a penalty decision", None, Kind.FORFEIT, "2026-04-03", FORFEITED, HEARD),
    Row("A forfeiture names the penalty decision", "penalty_decision_missing", Kind.FORFEIT, "2026-04-03",
        {**FORFEITED, "decision": " "}, HEARD),
    Row("What was revoked is not forfeited too", "licence_not_in_force", Kind.FORFEIT, "2026-04-07", FORFEITED, STRUCK),
    Row("Before it is issued there is no licence to strike down", "not_open_now", Kind.REVOKE, "2026-03-05", REVOKED,
        GRANTED),
    Row("What was struck down is cancelled", None, Kind.CANCEL, "2026-04-07", CANCELLED, STRUCK),
    Row("What was not struck down is not cancelled as such", "no_ground_to_cancel", Kind.CANCEL, "2026-04-07",
        CANCELLED,
        DELIVERED, facts={"ground": "struck"}),
    Row("What ran out is cancelled", None, Kind.CANCEL, "2026-07-01", EXPIRED, DELIVERED),
    Row("On its last day a licence has not run out", "no_ground_to_cancel", Kind.CANCEL, "2026-06-30", EXPIRED,
        DELIVERED),
    Row("What has no last day does not run out", "no_ground_to_cancel", Kind.CANCEL, "2026-07-01",
        {**EXPIRED, "certificates": [8]}, DELIVERED),
    Row("What ran out while its renewal was asked for in time is not cancelled", "no_ground_to_cancel", Kind.CANCEL,
        "2026-07-01", EXPIRED, DELIVERED, seen={"renewed": (7,)}),
    Row("A licence is cancelled when its holder is gone", None, Kind.CANCEL, "2026-04-07",
        {**CANCELLED, "certificates": [7, 8], "ground": "holder_gone"}, DELIVERED),
    Row("A licence is cancelled when its organisation has ended", None, Kind.CANCEL, "2026-04-07",
        {**CANCELLED, "ground": "organisation_ended"}, DELIVERED),
    Row("A licence is cancelled when it became impossible", None, Kind.CANCEL, "2026-04-07",
        {**CANCELLED, "ground": "force_majeure"}, DELIVERED),
    Row("Convenience is no ground to cancel", "no_ground_to_cancel", Kind.CANCEL, "2026-04-07",
        {**CANCELLED, "ground": "convenience"}, DELIVERED),
    Row("A licence is cancelled once", "no_ground_to_cancel", Kind.CANCEL, "2026-04-08", CANCELLED,
        (*STRUCK, ("cancel", "2026-04-07", CANCELLED))),
    Row("The day of an act is mended", None, Kind.RECTIFY, "2026-03-11", ENDED, STOPPED, seen=OF_END),
    Row("A rectification names an earlier act", "nothing_to_rectify", Kind.RECTIFY, "2026-03-11", {**ENDED, "of": 5},
        STOPPED, seen=OF_END),
    Row("An outcome is not mended", "not_rectifiable", Kind.RECTIFY, "2026-03-11",
        {**ENDED, "of": 3, "changes": {"hearing": 2}}, GRANTED, seen={"of_kind": "grant"},
        facts={"fields": ["hearing"]}),
    Row("The day of receipt is not mended", "not_rectifiable", Kind.RECTIFY, "2026-03-11", {**ENDED, "of": 1}, STOPPED,
        seen={"of_kind": "submit"}),
    Row("No act happened on a day that has not come", "not_rectifiable", Kind.RECTIFY, "2026-03-11",
        {**ENDED, "changes": {"on": "2026-03-12"}}, STOPPED, seen=OF_END),
    Row("No stop ends before it begins", "rectified_out_of_order", Kind.RECTIFY, "2026-03-11",
        {**ENDED, "changes": {"on": "2026-03-03"}}, STOPPED, seen=OF_END, facts={"on": "2026-03-03"}),
    Row("No stop begins after it has ended", "rectified_out_of_order", Kind.RECTIFY, "2026-03-12",
        {**ENDED, "of": 3, "changes": {"on": "2026-03-11"}}, STOPPED, seen=OF_START),
    Row("No stop begins before acceptance", "rectified_out_of_order", Kind.RECTIFY, "2026-03-12",
        {**ENDED, "of": 3, "changes": {"on": "2026-02-27"}}, STOPPED, seen=OF_START),
    Row("No facts were checked after the decision", "rectified_out_of_order", Kind.RECTIFY, "2026-03-12",
        {**ENDED, "of": 3, "changes": {"on": "2026-03-06"}}, (*CHECKED, ("grant", "2026-03-05", {})), seen=OF_CHECK),
    Row("Nothing was delivered before it was issued", "rectified_out_of_order", Kind.RECTIFY, "2026-03-12",
        {**ENDED, "of": 5, "changes": {"on": "2026-03-04"}}, DELIVERED, seen=OF_DELIVERY),
    Row("The number of a delivery is mended in an ended file", None, Kind.RECTIFY, "2026-03-12",
        {**ENDED, "of": 5, "changes": {"reference": "SF2"}}, DELIVERED, seen=OF_DELIVERY),
    Row("Mending the officials leaves two of them", "rectified_into_a_breach", Kind.RECTIFY, "2026-03-12",
        {**ENDED, "of": 3, "changes": {"officers": [3]}}, CHECKED, seen=OF_CHECK, facts={"fields": ["officers"]}),
    Row("Mending the officials does not make a reviewer of the chair", "rectified_into_a_breach", Kind.RECTIFY,
        "2026-03-12", {**ENDED, "of": 3, "changes": {"officers": [3, 9]}},
        (*CHECKED, ("call_hearing", "2026-03-05", {"held_on": "2026-03-18", "chair": 9, "statement": 1,
        "ex_officio": True})), seen=OF_CHECK, facts={"fields": ["officers"]}),
    Row("Mending the needed time leaves some", "rectified_into_a_breach", Kind.RECTIFY, "2026-03-12",
        {**ENDED, "of": 3, "changes": {"needed_days": 0}}, STOPPED, seen=OF_START),
    Row("A rectification has a basis", "rectification_without_basis", Kind.RECTIFY, "2026-03-11", {**ENDED,
        "basis": ""},
        STOPPED, seen=OF_END),
    Row("A slip in the text of any act is mended", None, Kind.RECTIFY, "2026-03-12", {**ENDED, "of": 3, "changes": {}},
        GRANTED, seen={"of_kind": "grant"}),
    Row("A file that is only received is mended too", None, Kind.RECTIFY, "2026-03-02",
        {**ENDED, "of": 1, "changes": {}}, (SUBMITTED,), seen={"of_kind": "submit"}),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_licence_that_exists(row: Row) -> None:
    holds(row)


def test_every_rule_of_a_licence_that_exists_has_a_row() -> None:
    codes = {f.__name__ for f in vars(after).values() if getattr(f, "__module__", "") == after.__name__}
    every_rule_refuses_and_allows(ROWS, {code for code in codes if not code.startswith("_") and code != "<lambda>"})


def test_a_mended_end_of_a_stop_moves_the_clock_and_leaves_the_rest() -> None:
    mended = standing(*STOPPED, ("rectify", "2026-03-11", ENDED))
    before = standing(*STOPPED)
    assert [(stop.start.day, stop.end and stop.end.day) for stop in mended.stops] == [(4, 9)]
    assert [(stop.start.day, stop.end and stop.end.day) for stop in before.stops] == [(4, 10)]
    assert (mended.phase, mended.rectified, mended.seq) == (before.phase, frozenset({4}), 5)


def test_each_way_a_licence_ends_is_told_apart() -> None:
    done = (
        *HEARD,
        ("withdraw_licence", "2026-04-03", WITHDRAWN),
        ("forfeit", "2026-04-03", {**FORFEITED, "certificates": [8]}),
    )
    states = {n: x.state for n, x in standing(*done).licences.items()}
    assert states == {7: "withdrawn", 8: "forfeited"}
    cancelled = standing(*done, ("cancel", "2026-04-07", {**CANCELLED, "certificates": [7, 8]}))
    assert {x.state for x in cancelled.licences.values()} == {"cancelled"}
    assert cancelled.ended_on == standing(*DELIVERED).ended_on, "the end of the procedure does not move"
