"""An officer declares an interest: the files of that party are closed to her until it is over."""

import pytest
from tests import factories
from tests.desk import signed_in, words

from sunhall.people.models import Interest

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
