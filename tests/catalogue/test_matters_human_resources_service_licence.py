"""The human-resources service licence: the worked examples of the law, its questions, papers and form."""

from datetime import date
from typing import Any

import pytest
from tests.catalogue.conftest import TODAY
from tests.catalogue.matters import (
    matter,
    needed,
    outcome,
    wrong,
)

from sunhall.catalogue import rules
from sunhall.law import clock
from sunhall.law.calendar import Calendar
from sunhall.law.lifecycles import clocks
from sunhall.law.lifecycles.folding import fold
from sunhall.law.lifecycles.standing import ActRow
from sunhall.law.terms import Trigger, Unit
from sunhall.ops import samples as sampling

HR = "human-resources-service-licence"
MONDAY = date(2026, 3, 2)

AGENCY = {
    "dispatch": False,
    "service_items": ["placement"],
    "mode": "general",
    "prem_right": "leased",
    "has_agent": False,
}


def test_MT02_the_twenty_days_of_the_job_agency_count_from_receipt_though_accepted_later() -> None:
    p = rules.procedure(matter(HR), lambda code: 1)
    assert (p.statutory.amount, p.statutory.unit, p.statutory.trigger) == (20, Unit.WORKING_DAY, Trigger.RECEIPT)
    received = ActRow(1, "submit", MONDAY, None, 1, None, 1, {"application": "a", "digest": "d", "channel": "window"})
    accepted = ActRow(2, "accept", date(2026, 3, 5), None, 1, None, 1, {"mode": "general"})
    running = clocks.clocks(fold([received, accepted]), p, Calendar.load(), date(2026, 3, 6)).statutory
    assert running is not None
    assert running.due == date(2026, 3, 30)


def test_MT12_outsourcing_alone_is_filed_within_fifteen_days_of_starting() -> None:
    assert outcome(matter(HR), dispatch=False, service_items=["outsourcing"]) == ("file_instead", "filing_only")
    within = next(e for e in matter(HR).after_grant.events if e.id == "other_services").within
    assert within is not None
    due = clock.reckon(Calendar.load(), start=MONDAY, amount=within.days, unit=Unit(within.unit)).due
    assert due == date(2026, 3, 17)


def test_intermediation_beside_outsourcing_needs_the_licence_and_dispatch_is_another_matter() -> None:
    assert outcome(matter(HR), dispatch=False, service_items=["outsourcing", "job_fair"]) is None
    assert outcome(matter(HR), dispatch=True) == ("other_matter", "dispatch")


def test_a_commitment_replaces_the_papers_on_articles_premises_and_staff_and_the_visit() -> None:
    general = needed(HR, **AGENCY)
    assert general == {"application", "business_licence", "articles", "lease", "staff_list"}
    committed = rules.narrow(matter(HR), {**AGENCY, "mode": "commitment"}, today=TODAY)
    assert {n.item.id for n in committed.materials} == {"application", "business_licence", "commitment_letter"}
    steps = {n.item.id for n in committed.steps}
    assert "visit" not in steps
    assert "later_check" in steps
    assert set(matter(HR).modes.commitment.replaces) >= general - {"application", "business_licence"}


def test_who_owns_the_premises_brings_no_lease_and_online_recruitment_needs_the_telecom_licence() -> None:
    owner = needed(HR, **{**AGENCY, "prem_right": "owned", "service_items": ["online_recruitment"], "has_agent": True})
    assert owner == {
        "application",
        "business_licence",
        "articles",
        "property_certificate",
        "staff_list",
        "telecom_licence",
        "authority_to_act",
    }
    assert not matter(HR).material("telecom_licence").asked


def test_a_change_of_the_job_agency_is_reported_and_not_approved() -> None:
    assert {e.kind for e in matter(HR).after_grant.events if e.id in {"change", "close", "branch"}} == {"report"}


STAFF = sampling.read(HR, TODAY).data["staff"]


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("staff", {"staff": STAFF[:2]}),
        ("staff", {"staff": [*STAFF[:2], STAFF[0]]}),
        ("staff", {"staff": [*STAFF[:2], {**STAFF[2], "id_no": "990101199309060048"}]}),
        ("service_items", {"service_items": ["outsourcing", "training"]}),
        ("website", {"service_items": ["online_recruitment"]}),
        ("telecom_licence", {"service_items": ["online_recruitment"]}),
        ("rules", {"service_items": ["online_recruitment"], "rules": ["records"]}),
        ("branch_places", {"branch": True}),
        ("lease_to", {"lease_to": "2020-01-01"}),
        ("uscc", {"uscc": "91999900MA00010188"}),
        ("truth", {"truth": False}),
    ],
)
def test_the_job_agency_form_rejects(field: str, changes: dict[str, Any]) -> None:
    assert field in wrong(HR, **changes)
