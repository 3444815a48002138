"""An authority's own officers take applications in: the agency accepts, the window does so by its delegation."""

import pytest
from tests import factories
from tests.desk import hidden, signed_in, words
from tests.web.test_window_intake import findings

from sunhall.cases.models import Act, Case

pytestmark = [pytest.mark.django_db, pytest.mark.at("2026-03-03 09:00")]


@pytest.fixture
def case(db: None) -> factories.Filed:
    factories.city()
    return factories.filed(when="2026-03-02 09:00")


def test_who_may_accept_for_her_authority_has_an_intake_tab_that_leads_to_the_checklist(case: factories.Filed) -> None:
    officer = signed_in("market-chief")
    page = officer.get("/office/")
    assert {role: count for role, _word, count in page.context["tabs"]}["intake"] == 1
    listed = words(officer.get("/office/?role=intake"))
    assert f'href="/desk/cases/{case.id}/"' in listed
    intake = words(officer.get(f"/desk/cases/{case.id}/"))
    assert 'href="/office/?role=intake"' in intake  # back to her own list
    assert 'aria-current="true">Work list' in intake
    filed = words(officer.get(f"/office/cases/{case.id}/"))
    assert f'href="/desk/cases/{case.id}/"' in filed


def test_an_officer_accepts_in_the_name_of_her_authority(case: factories.Filed) -> None:
    officer = signed_in("market-chief")
    address = f"/desk/cases/{case.id}/"
    page = officer.get(address)
    posted = {"key": hidden(page, "key"), "seen": hidden(page, "seen"), "verdict": "accept", **findings(case)}
    done = officer.post(address, posted, follow=True)
    assert "accepted the application" in words(done)
    assert 'href="/office/?role=intake"' in words(done)
    act = Act.objects.get(case_id=case.id, kind="accept")
    assert act.officer is not None and act.officer.user.login == "market-chief"
    assert act.authority_id == Case.objects.get(pk=case.id).authority_id


def test_an_officer_asks_once_for_corrections(case: factories.Filed) -> None:
    officer = signed_in("market-chief")
    address = f"/desk/cases/{case.id}/"
    page = officer.get(address)
    wrong = findings(case, **{case.materials[0]: "expired"})
    posted = {"key": hidden(page, "key"), "seen": hidden(page, "seen"), "verdict": "correction", **wrong}
    asked = officer.post(address, posted, follow=True)
    sent = officer.post(
        f"{address}correction/", {"key": hidden(asked, "key"), "seen": hidden(asked, "seen")}, follow=True
    )
    assert sent.status_code == 200
    assert Case.objects.get(pk=case.id).phase == "correction"
    assert "Hand in the corrections here" not in words(officer.get(address))  # that is the counter's work


def test_an_officer_of_another_authority_does_not_see_the_application(case: factories.Filed) -> None:
    assert signed_in("fire").get(f"/desk/cases/{case.id}/").status_code == 404
    assert signed_in("market-chief").get("/desk/").status_code == 404


def test_without_the_power_to_accept_there_is_no_intake_tab_and_every_verdict_says_why(case: factories.Filed) -> None:
    head = signed_in("market-head")
    assert "intake" not in {role for role, _word, _count in head.get("/office/").context["tabs"]}
    page = words(head.get(f"/desk/cases/{case.id}/"))
    assert "You hold no power for this act." in page
