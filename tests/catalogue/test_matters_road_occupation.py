"""The occupation of a road: the worked examples of the law, its fee, papers and form."""

from datetime import date
from typing import Any

import pytest
from tests.catalogue.conftest import TODAY
from tests.catalogue.matters import (
    elsewhere,
    matter,
    needed,
    outcome,
    warned,
    wrong,
)

from sunhall.catalogue import rules
from sunhall.catalogue.content import VersionContent
from sunhall.catalogue.rules import validity
from sunhall.law.calendar import Calendar
from sunhall.law.lifecycles import licensing
from sunhall.law.lifecycles.folding import fold
from sunhall.law.lifecycles.kinds import Kind
from sunhall.law.lifecycles.standing import ActRow
from sunhall.ops import samples as sampling

ROAD = "road-occupation"
MONDAY = date(2026, 3, 2)

SCAFFOLD = {"situation": "occupy", "purpose": "scaffolding", "lane_loss": 0, "trees": 0, "has_agent": False}


def test_MT22_without_the_consent_of_the_traffic_police_the_road_permit_cannot_be_granted() -> None:
    ids = {"urban": 1, "traffic": 2, "landscaping": 3}
    p = rules.procedure(matter(ROAD), ids.__getitem__)
    assert [(lane.authority, lane.mandatory) for lane in p.lanes] == [(2, True)]
    consent = next(lane for lane in matter(ROAD).lanes if lane.authority == "traffic")
    assert (consent.kind, consent.mandatory) == ("consent", True)

    def objection(*more: tuple[str, dict[str, Any]]) -> str | None:
        rows = [
            ("submit", {"application": "a", "digest": "d", "channel": "window"}),
            ("accept", {"mode": "general"}),
            ("check_facts", {"officers": [7, 8], "result": "meets"}),
            ("ask_opinion", {"lanes": [{"authority": 2, "days": 3, "mandatory": True}]}),
            *more,
        ]
        acts = [ActRow(i, kind, MONDAY, None, 1, None, 1, payload) for i, (kind, payload) in enumerate(rows, 1)]
        proposal = licensing.Proposal(Kind.GRANT, date(2026, 3, 4), 5, {"statement": None})
        refused = licensing.objection(fold(acts), proposal, p, Calendar.load())
        return refused.code if refused else None

    assert objection() == "opinions_missing"
    assert objection(("give_opinion", {"authority": 2, "agrees": False})) == "opinion_against"
    assert objection(("give_opinion", {"authority": 2, "agrees": True})) is None


def test_the_landscaping_bureau_is_heard_only_where_trees_are_affected() -> None:
    def lanes(**answers: Any) -> set[str]:
        found = rules.narrow(matter(ROAD), {**SCAFFOLD, **answers}, today=TODAY).lanes
        return {n.item.authority for n in found if not n.perhaps}

    assert lanes() == {"traffic"}
    assert lanes(trees=2) == {"traffic", "landscaping"}


def test_the_reason_decides_which_paper_proves_it_and_a_lost_lane_needs_a_traffic_plan() -> None:
    always = {"application", "location_plan", "restore_commitment"}
    assert needed(ROAD, **SCAFFOLD) == always | {"business_licence", "reason_proof"}
    hoarding = {**SCAFFOLD, "purpose": "construction_hoarding", "lane_loss": 1}
    assert needed(ROAD, **hoarding) == always | {"business_licence", "works_permit", "traffic_plan"}
    event = {**SCAFFOLD, "purpose": "event", "has_agent": True}
    assert needed(ROAD, "person", **event) == always | {"resident_id", "event_approval", "authority_to_act"}


@pytest.mark.parametrize(
    ("situation", "expected"),
    [
        ("dig", ("other_matter", "digging")),
        ("market", ("other_authority", "market")),
        ("vehicle", ("other_authority", "vehicle")),
        ("occupy", None),
    ],
)
def test_what_is_not_a_temporary_occupation_goes_elsewhere(situation: str, expected: tuple[str, str] | None) -> None:
    assert outcome(matter(ROAD), situation=situation) == expected


def road_fee(there: VersionContent | None = None, **changes: Any) -> int | None:
    data = {**sampling.read(ROAD, TODAY).data, **changes}
    return rules.assess(there or matter(ROAD), data, {}, today=TODAY, applicant="organisation").total


@pytest.mark.parametrize(
    ("changes", "fen"),
    [
        ({}, 150_00),  # 20 m² for 15 days at 0.50: both end days count
        ({"length": 30, "fee_class": "commercial", "from": "2026-06-01", "to": "2026-07-30"}, 9_000_00),
        ({"length": 0.5}, 7_50),  # less than one m² counts as one
        ({"from": "2026-06-01", "to": "2026-06-01"}, 10_00),
        ({"length": 3.33, "width": 1.5, "from": "2026-06-01", "to": "2026-06-01"}, 2_50),  # 249.75 fen, half up
        ({"fee_class": "public_benefit"}, 0),
    ],
)
def test_the_occupation_fee_is_area_times_days_times_rate(changes: dict[str, Any], fen: int) -> None:
    assert road_fee(**changes) == fen


def test_the_fee_shown_in_the_form_is_the_fee_assessed() -> None:
    sample = sampling.read(ROAD, TODAY)
    pages = rules.asked_pages(matter(ROAD), sample.data, sample.answers, today=TODAY, applicant="organisation")
    shown = {f.field.id: f.given for p in pages for f in p.fields if f.computed}
    assert (shown["fee"], shown["area"], shown["deposit"]) == (road_fee(), 20.0, 0)


def test_a_city_that_does_not_levy_the_occupation_fee_charges_nothing() -> None:
    there = elsewhere(ROAD, road__fee_levied=False)
    assert road_fee(there) == 0
    assert rules.assess(there, sampling.read(ROAD, TODAY).data, {}, today=TODAY).free


def test_the_published_prices_are_the_rates_the_city_set() -> None:
    price = matter(ROAD).fees[0].unit_price
    rates = matter(ROAD).parameters["road.fee_rates"].value
    assert price is not None
    assert all(f"{rates[kind] / 100:.2f}" in price["zh-hans"] for kind in ("construction", "commercial"))


def test_the_road_permit_lasts_as_long_as_asked_for() -> None:
    data = sampling.read(ROAD, TODAY).data
    permit = matter(ROAD).results[0]
    assert validity.validity(permit.validity, data, TODAY, TODAY)[1] == date.fromisoformat(data["to"])


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("to", {"to": "2026-03-01"}),
        ("to", {"from": "2026-06-01", "to": "2026-08-30"}),  # 91 days
        ("from", {"from": "2026-03-01"}),
        ("passage_width", {"passage_width": 0.8}),
        ("length", {"length": 0}),
        ("width", {"width": 1.234}),
        ("site_head_phone", {"site_head_phone": "123"}),
        ("depth", {"dig": True}),
        ("blind_path", {"blind_path": None}),
        ("agt_name", {"has_agent": True}),
    ],
)
def test_the_road_form_rejects(field: str, changes: dict[str, Any]) -> None:
    assert field in wrong(ROAD, **changes)


def test_ninety_days_are_the_longest_of_one_permit_and_risky_places_are_warned_of() -> None:
    assert wrong(ROAD, **{"from": "2026-06-01", "to": "2026-08-29"}) == set()
    risky = {"blind_path": True, "hydrant_near": True, "purpose": "stall"}
    assert warned(ROAD, **risky) == {"blind_path", "hydrant_near", "purpose"}


def test_a_person_may_apply_for_the_road_permit_too() -> None:
    asked = rules.asked_pages(matter(ROAD), {}, {}, today=TODAY, applicant="person")[0]
    ids = {f.field.id for f in asked.fields}
    assert "id_no" in ids
    assert "uscc" not in ids
