"""The transfer of a second-hand home: accepted by silence at the counter, no entry without tax, fees by the case."""

from datetime import date
from typing import Any

import pytest
from tests.catalogue.conftest import TODAY
from tests.catalogue.matters import due, elsewhere, fee, matter, needed, outcome, standing, submitted, warned, wrong

from sunhall.catalogue import rules
from sunhall.law.calendar import Calendar
from sunhall.law.lifecycles import clocks, licensing
from sunhall.law.lifecycles.kinds import Kind, Phase
from sunhall.law.terms import Trigger, Unit
from sunhall.ops import samples as sampling

HOME = "real-estate-registration"
CALENDAR = Calendar.load()
ANSWERS = sampling.read(HOME, TODAY).answers
PARTIES = sampling.read(HOME, TODAY).data
TAX = 9


def procedure() -> Any:
    return rules.procedure(matter(HOME), lambda code: TAX)


def test_MT04_papers_on_which_the_clerk_is_silent_are_accepted_the_same_day() -> None:
    p = procedure()
    handed_in = standing(submitted("2026-03-02"))
    assert clocks.as_of(handed_in, p, CALENDAR, date(2026, 3, 2)).phase is Phase.RECEIVED
    after = clocks.as_of(handed_in, p, CALENDAR, date(2026, 3, 3))
    assert (after.phase, after.accepted_on, after.deemed) == (Phase.REVIEW, date(2026, 3, 2), True)
    running = clocks.clocks(after, p, CALENDAR).statutory
    assert running is not None
    assert running.due == due(HOME, date(2026, 3, 2)) == date(2026, 4, 14)


def test_thirty_working_days_from_acceptance_and_nothing_by_the_licensing_law() -> None:
    decision = matter(HOME).terms.decision
    assert (decision.amount, decision.unit, decision.trigger) == (30, Unit.WORKING_DAY, Trigger.ACCEPTANCE)
    p = procedure()
    assert not p.is_licence
    assert (p.extension_days, p.extra_stops) == (0, {})
    assert not {b.id for b in matter(HOME).basis if b.id.startswith("all-")}


def test_the_city_promises_less_than_the_five_days_of_the_state_council() -> None:
    promised = matter(HOME).limits.promised
    assert promised.days <= 5
    assert promised.amount.mark == "local"


def test_MT23_without_the_word_of_the_tax_bureau_nothing_is_entered_in_the_register() -> None:
    p = procedure()
    assert [(lane.authority, lane.mandatory, lane.consent) for lane in p.lanes] == [(TAX, True, True)]
    accepted = [submitted("2026-03-02"), ("accept", "2026-03-02", {"mode": "general"})]
    asked = ("ask_opinion", "2026-03-02", {"lanes": [{"authority": TAX, "days": 1, "mandatory": True}]})

    def entry(*more: tuple[str, str, dict[str, Any]]) -> str | None:
        proposal = licensing.Proposal(Kind.GRANT, date(2026, 3, 4), 5, {"statement": None})
        told = licensing.objection(standing(*accepted, *more), proposal, p, CALENDAR)
        return told.code if told else None

    assert entry() == entry(asked) == "opinions_missing"
    assert entry(asked, ("give_opinion", "2026-03-03", {"authority": TAX, "agrees": False})) == "opinion_against"
    assert entry(asked, ("give_opinion", "2026-03-03", {"authority": TAX, "agrees": True})) is None
    proof = matter(HOME).material("tax_proof")
    assert proof is not None
    assert not proof.tolerable
    assert "tax_proof" in needed(HOME, **ANSWERS)


def test_the_applicants_may_withdraw_before_the_entry_and_not_after_it() -> None:
    open_in = licensing.TABLE[Kind.WITHDRAW].open_in
    assert {Phase.RECEIVED, Phase.REVIEW} <= open_in
    assert Phase.GRANTED not in open_in
    assert "ree-15" in next(s for s in matter(HOME).steps if s.id == "decision").basis


@pytest.mark.parametrize(
    ("changes", "fen"),
    [
        ({"extra_units": [], "certs_wanted": 1}, 80_00),
        ({"extra_units": [], "certs_wanted": 3}, 100_00),
        ({"extra_units": [], "certs_wanted": 2, "land_use": "shop"}, 560_00),
        ({"certs_wanted": 1}, 160_00),  # a home and a parking space of its own: two cases
        ({"extra_units": [], "certs_wanted": 1, "land_use": "garage"}, 80_00),
        ({"extra_units": [], "certs_wanted": 1, "land_use": "office"}, 550_00),
    ],
)
def test_the_fee_counts_by_the_case_and_the_first_certificate_is_free(changes: dict[str, Any], fen: int) -> None:
    assert fee(matter(HOME), **changes) == fen


def test_small_enterprises_pay_nothing_where_the_list_exempts_them() -> None:
    small = {"applicant": "organisation", "small_micro": True, "land_use": "shop", "extra_units": [], "certs_wanted": 1}
    assert fee(matter(HOME), **small) == 0
    assert fee(elsewhere(HOME, estate__fee_exempts_small=False), **small) == 550_00
    assert fee(matter(HOME), **{**small, "small_micro": False}) == 550_00


def test_the_published_prices_are_the_rates_that_are_charged() -> None:
    price = matter(HOME).fees[0].unit_price
    rates = matter(HOME).parameters["estate.fee"].value
    assert price is not None
    assert all(f"{rates[kind] // 100}元" in price["zh-hans"] for kind in ("home", "other", "certificate"))


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"situation": "new_home"}, ("other_matter", "new_home")),
        ({"situation": "inheritance"}, ("other_matter", "one_party")),
        ({"situation": "judgment"}, ("other_matter", "one_party")),
        ({"situation": "gift"}, ("other_matter", "gift")),
        ({"situation": "name_change"}, ("other_matter", "name_change")),
        ({"situation": "sale", "here": False}, ("other_authority", "elsewhere")),
        ({"situation": "sale", "here": True}, None),
    ],
)
def test_only_a_sale_of_a_home_in_this_city_is_this_matter(
    answers: dict[str, Any], expected: tuple[str, str] | None
) -> None:
    assert outcome(matter(HOME), **answers) == expected


def test_what_the_register_can_look_up_is_not_asked_for() -> None:
    plain = {**ANSWERS, "married": False}
    always = {"application", "resident_id", "old_certificate", "sale_contract", "tax_proof", "seizure_check"}
    assert needed(HOME, **plain) == always
    everything = {
        **plain,
        "married": True,
        "minor": True,
        "plan_changed": True,
        "lease_exists": True,
        "mortgage": True,
        "new_mortgage": True,
        "has_agent": True,
    }
    assert needed(HOME, **everything) - always == {
        "marriage_certificate",
        "guardian_proof",
        "parcel_map",
        "interests_statement",
        "mortgage_consent",
        "mortgage_contract",
        "authority_to_act",
    }
    asked = {m.id for m in matter(HOME).materials if m.asked}
    assert asked == {
        "old_certificate",
        "parcel_map",
        "interests_statement",
        "mortgage_consent",
        "mortgage_contract",
        "authority_to_act",
    }


@pytest.mark.parametrize("how", ["joint", "by_share"])
def test_co_owners_have_to_agree_to_the_sale(how: str) -> None:
    assert "interests_statement" in needed(HOME, **{**ANSWERS, "seller_co_own": how})


def shares(*percent: float) -> list[dict[str, Any]]:
    return [{**b, "share": p} for b, p in zip(PARTIES["buyers"], percent, strict=True)]


def test_shares_add_up_to_a_hundred_percent() -> None:
    assert wrong(HOME, co_own="by_share", buyers=shares(33.33, 66.67)) == set()
    assert wrong(HOME, co_own="by_share", buyers=shares(33.33, 66.66)) == {"buyers"}
    assert wrong(HOME, co_own="by_share", buyers=shares(50, 51)) == {"buyers"}


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("unit_no", {"unit_no": "999900001001GB00001F0001001"}),
        ("unit_no", {"unit_no": "99990000100100000001F00010001"}),
        ("buyers", {"co_own": "sole"}),
        ("buyers", {"co_own": "joint", "buyers": PARTIES["buyers"][:1]}),
        ("buyers", {"buyers": PARTIES["buyers"][1:] * 2}),  # the applicant is not among them
        ("buyers", {"buyers": [*PARTIES["buyers"], PARTIES["sellers"][0]]}),
        ("sellers", {"sellers": []}),
        ("sellers", {"seller_co_own": "joint"}),
        ("sellers", {"sellers": [{**PARTIES["sellers"][0], "id_no": "990101198702110625"}]}),
        ("certs_wanted", {"certs_wanted": 3}),
        ("meters", {"meters": PARTIES["meters"][:1]}),
        ("price", {"price": 0}),
        ("contract_date", {"contract_date": "2026-03-03"}),
        ("mortgage_mode", {"mortgage": True}),
        ("sale_barred", {"mortgage": True, "mortgage_mode": "with_mortgage", "sale_barred": True}),
        ("land_price_paid", {"right_nature": "allocated", "land_price_paid": False}),
        ("new_mortgage_amount", {"new_mortgage": True, "new_mortgage_bank": "示范银行"}),
        ("fund_account", {"fund_account": None}),
        ("rcv_addr", {"deed_way": "courier"}),
    ],
)
def test_the_transfer_form_rejects(field: str, changes: dict[str, Any]) -> None:
    assert field in wrong(HOME, **changes)


def test_a_seller_of_sixty_is_asked_whether_the_sale_is_truly_meant() -> None:
    seller = {**PARTIES["sellers"][0], "id_no": "990101196001200249"}
    assert warned(HOME, sellers=[seller]) == {"sellers"}
    assert warned(HOME) == set()


def test_school_places_are_never_asked_about() -> None:
    ids = {f.id for f in matter(HOME).form.fields}
    assert not {"school_note", "school"} & ids
    assert not [f for f in matter(HOME).form.fields if "学籍" in f.label["zh-hans"]]


def test_co_owners_get_one_certificate_or_one_each_and_a_loan_its_own_proof() -> None:
    results = {r.id: r for r in matter(HOME).results}
    assert (results["certificate"].when, results["certificate_each"].per) == ("certs_wanted == 1", "buyers")
    assert results["mortgage_proof"].when == "new_mortgage == true"
    assert all(r.validity.long_term for r in results.values())
