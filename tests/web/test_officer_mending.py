"""Mending a mistake through the officer's page: choose the act, see what moves, record it; the citizen sees both."""

import pytest
import time_machine
from tests import factories
from tests.desk import hidden, signed_in, words
from tests.web.test_officer_acts import do

from sunhall.cases.models import Act

pytestmark = [pytest.mark.django_db, pytest.mark.at("2026-03-05 09:00")]


@pytest.fixture
def stopped(db: None, frozen_clock: time_machine.Traveller) -> factories.Filed:
    """The clock was stopped on 5 March and runs again since the 12th; it should have run since the 10th."""
    factories.city()
    case = factories.accepted()
    market = signed_in("market")
    assert do(market, case, "start_special_procedure", procedure="testing", days="5", reasons="送检").status_code == 302
    start = Act.objects.filter(case_id=case.id).latest("seq").seq
    frozen_clock.move_to(factories.at("2026-03-12 09:00"))
    market = signed_in("market")
    assert do(market, case, "end_special_procedure", start=str(start), result="done").status_code == 302
    return case


def test_the_act_is_chosen_first_with_what_may_be_mended_in_it(stopped: factories.Filed) -> None:
    head = signed_in("market-head")
    choose = words(head.get(f"/office/cases/{stopped.id}/rectify/"))
    assert "An outcome is not mended" in choose and "End the special procedure" in choose
    assert "only a slip in its words" in choose
    assert 'name="reasons"' not in choose
    end = Act.objects.filter(case_id=stopped.id).latest("seq").seq
    form = words(head.get(f"/office/cases/{stopped.id}/rectify/?of={end}"))
    assert 'name="new-on"' in form and "As recorded: 12 March 2026" in form
    assert "Show what this would move" in form


def test_it_shows_which_clocks_would_move_and_then_moves_them(stopped: factories.Filed) -> None:
    head = signed_in("market-head")
    act = Act.objects.filter(case_id=stopped.id).latest("seq")
    address = f"/office/cases/{stopped.id}/rectify/?of={act.seq}"
    page = head.get(address)
    typed = {"key": hidden(page, "key"), "seen": hidden(page, "seen"), "new-on": "2026-03-10"}
    typed |= {"basis": "检测报告收文簿", "reasons": "报告于3月10日收到"}
    seen = words(head.post(address, {**typed, "preview": "1"}))
    assert "Statutory limit: " in seen and "What this would move" in seen
    assert "报告于3月10日收到" in seen  # what was typed is still there
    assert Act.objects.filter(case_id=stopped.id, kind="rectify").count() == 0
    assert head.post(address, typed).status_code == 302
    text = words(head.get(f"/office/cases/{stopped.id}/"))
    assert "The day it counts for: 12 March 2026 → 10 March 2026" in text
    assert f"Rectified on 12 March 2026 by act {act.seq + 1}." in text
    citizen = words(signed_in("citizen").get(f"/my/{stopped.id}/"))
    assert "The day it counts for: 12 March 2026 → 10 March 2026" in citizen
    assert f"Rectified on 12 March 2026 by act {act.seq + 1}." in citizen
    again = words(head.get(address))
    assert "As recorded: 10 March 2026" in again


def test_what_may_not_be_mended_and_what_would_be_unlawful_is_refused(stopped: factories.Filed) -> None:
    head = signed_in("market-head")
    act = Act.objects.filter(case_id=stopped.id).latest("seq")
    address = f"/office/cases/{stopped.id}/rectify/?of={act.seq}"
    page = head.get(address)
    typed = {"key": hidden(page, "key"), "seen": hidden(page, "seen"), "basis": "收文簿", "reasons": "录入有误"}
    early = head.post(address, {**typed, "new-on": "2026-03-04"})
    assert early.status_code == 422 and early.context["refused"].code == "rectified_out_of_order"
    late = head.post(address, {**typed, "new-on": "2026-04-01"})
    assert late.status_code in (409, 422)
    unclear = head.post(address, {**typed, "new-on": "someday", "preview": "1"})
    assert "This is not a day: “someday”." in words(unclear)
    baseless = head.post(address, {**typed, "new-on": "2026-03-10", "basis": " "})
    assert "What entitles the authority to rectify is not named." in words(baseless)
    assert signed_in("market").get(address).status_code == 404  # she holds no power to rectify
    assert Act.objects.filter(case_id=stopped.id, kind="rectify").count() == 0
