"""An officer declares an interest: the files of that party are closed to her until it is over."""

import pytest
from tests import factories
from tests.desk import signed_in, words

from sunhall.people import changes
from sunhall.people.models import Change, Interest, Reading

pytestmark = [pytest.mark.django_db, pytest.mark.at("2026-03-05 09:00")]


def test_a_declared_interest_closes_every_act_until_it_is_over(db: None) -> None:
    factories.city()
    case = factories.accepted()
    market = signed_in("market")
    assert f"?case={case.id}" in words(market.get(f"/office/cases/{case.id}/"))
    empty = market.post(f"/office/interests/?case={case.id}", {"why": " "})
    assert empty.status_code == 422
    assert market.post(f"/office/interests/?case={case.id}", {"why": "申请人是表亲"}).status_code == 302
    page = words(market.get(f"/office/cases/{case.id}/"))
    assert "You have declared an interest in this party" in page
    assert f'href="/office/cases/{case.id}/check_facts/"' not in page
    again = market.post(f"/office/interests/?case={case.id}", {"why": "表亲"})
    assert again.status_code == 409
    row = Interest.objects.get()
    assert signed_in("market-chief").post(f"/office/interests/{row.pk}/end/").status_code == 404
    assert market.post(f"/office/interests/{row.pk}/end/").status_code == 302
    assert f'href="/office/cases/{case.id}/check_facts/"' in words(market.get(f"/office/cases/{case.id}/"))


def test_a_party_is_named_by_number_and_must_be_known(db: None) -> None:
    factories.city()
    market = signed_in("market")
    strange = market.post("/office/interests/", {"number": "000000", "why": "股东"})
    assert "Nobody is known here under this number." in words(strange)
    assert "股东" in words(strange)
    number = factories.actor("citizen").party
    assert number is not None
    done = market.post("/office/interests/", {"number": number.id_number, "why": "股东"})
    assert done.status_code == 302
    assert "股东" in words(market.get("/office/interests/"))
    assert "股东" not in words(signed_in("market-chief").get("/office/interests/"))
    assert signed_in("citizen").get("/office/interests/").status_code == 404


def test_a_number_is_not_turned_into_a_name_and_that_it_was_asked_is_on_record(db: None) -> None:
    factories.city()
    citizen = factories.actor("citizen").party
    assert citizen is not None and citizen.name == "李晓云"
    market = signed_in("market")
    market.post("/office/interests/", {"number": citizen.id_number, "why": "股东"})
    page = words(market.get("/office/interests/"))
    assert "李**" in page and "李晓云" not in page
    reading = Reading.objects.get()
    assert (reading.party_id, reading.purpose, reading.by.login) == (citizen.id, "interest", "market")
    market.post("/office/interests/", {"number": "000000", "why": "股东"})
    assert Reading.objects.count() == 1


def test_the_audit_trail_keeps_who_and_when_and_not_the_reason(db: None) -> None:
    factories.city()
    case = factories.accepted()
    market = signed_in("market")
    market.post(f"/office/interests/?case={case.id}", {"why": "申请人是表亲"})
    assert "As long as it lasts you do no act" in words(market.get("/office/interests/"))
    row = Interest.objects.get()
    market.post(f"/office/interests/{row.pk}/end/")
    assert market.get(f"/office/cases/{case.id}/").status_code == 200  # reading was never closed
    found = list(Change.objects.filter(what="interest").order_by("pk"))
    assert [c.action for c in found] == ["add", "end"]
    assert all("why" not in (kept or {}) for c in found for kept in (c.before, c.after))
    assert found[0].after["officer"] == row.officer_id and found[0].by is not None
    changes = words(signed_in("admin").get("/admin/changes/"))
    assert "Declared interest" in changes and "表亲" not in changes


def test_a_reason_that_was_audited_before_stays_with_the_officer(db: None) -> None:
    factories.city()
    changes.note_change(
        what="interest", ref="1", action="add", by=None, at=factories.at("2026-03-04 09:00"), after={"why": "表亲"}
    )
    assert "表亲" not in words(signed_in("admin").get("/admin/changes/"))
