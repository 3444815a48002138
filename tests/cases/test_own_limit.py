"""A matter's law may give other days for some cases: fixed with the application, kept by the act, used by the clock."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from tests import factories
from tests.desk import signed_in, words

from sunhall.cases import contents, drift, notices, queries
from sunhall.cases.acts import drafts, intake
from sunhall.cases.models import Act, Application, Case, Turn
from sunhall.law.calendar import Calendar

pytestmark = pytest.mark.django_db(transaction=True)
EQUIPMENT = "special-equipment-registration"
LINE = {"statutory": 20, "promised": 3}


@pytest.fixture(autouse=True)
def _city() -> None:
    factories.city(EQUIPMENT)


def filed(changed: Mapping[str, Any], when: str = "2026-03-02 09:00") -> factories.Filed:
    number = factories.draft(EQUIPMENT, party="示范市云味餐饮有限公司", when=when)
    by, at = factories.actor("citizen"), factories.at(when)
    if changed:
        drafts.save(application_id=number, by=by, at=at, data=dict(changed))
    case_id = intake.submit(application_id=number, by=by, at=at)
    return factories.Filed(case_id, number, contents.of(Application.objects.get(pk=number)).required_materials)


MANY = {"qty": 60}  # more than fifty of a kind: the rules give twenty days instead of fifteen


def due_after(start: str, working_days: int) -> date | None:
    calendar = Calendar.load()
    return calendar.day_of(calendar.least(date.fromisoformat(start)) + working_days)


def test_the_act_keeps_the_limit_only_where_it_is_not_the_usual_one() -> None:
    usual, long = filed({}), filed(MANY)
    payloads = {a.case_id: a.payload for a in Act.objects.filter(kind="submit")}
    assert "limit" not in payloads[usual.id]
    assert payloads[long.id]["limit"] == LINE


def test_the_clock_the_desk_and_the_copy_run_by_the_cases_own_limit() -> None:
    case = filed(MANY)
    factories.checked(case)
    intake.accept(case_id=case.id, by=factories.actor("clerk"), at=factories.at("2026-03-03 10:00"))
    row = Case.objects.get(pk=case.id)
    assert row.statutory_due_on == due_after("2026-03-03", 20)
    assert row.promised_due_on == due_after("2026-03-03", 3)
    assert Turn.objects.get(case=row, role="lead").end == row.statutory_end
    page = queries.case_page(factories.actor("citizen"), case.id, at=factories.at("2026-03-04 09:00"))
    assert page.clocks.statutory is not None and page.clocks.statutory.total == 20
    assert list(drift.drifted(case_ids=[case.id])) == []


def test_silence_that_accepts_takes_the_cases_own_limit() -> None:
    case = filed(MANY)
    assert intake.note_silence(case_id=case.id, at=factories.at("2026-03-10 09:00"))
    row = Case.objects.get(pk=case.id)
    assert row.accepted_on == date(2026, 3, 2)
    assert row.statutory_due_on == due_after("2026-03-02", 20)


def test_the_notice_and_the_pages_tell_the_cases_own_limit() -> None:
    case = filed(MANY)
    receipt = words(signed_in("citizen").get(f"/my/{case.id}/"))
    assert "20 working days" in receipt and "15 working days" not in receipt
    factories.checked(case)
    intake.accept(case_id=case.id, by=factories.actor("clerk"), at=factories.at("2026-03-03 10:00"))
    act = Act.objects.get(case_id=case.id, kind="accept")
    notice = notices.for_act(act.pk, at=factories.at("2026-03-03 10:01"))
    assert notice is not None
    assert str(due_after("2026-03-03", 20)) in json.dumps(notice.data, default=str)


def test_a_correction_may_change_the_limit_both_ways() -> None:
    case = filed({})
    clerk = factories.actor("clerk")
    intake.correct_on_the_spot(case_id=case.id, data=MANY, by=clerk, at=factories.at("2026-03-02 10:00"))
    assert Act.objects.get(case_id=case.id, kind="correct_on_the_spot").payload["limit"] == LINE
    back = factories.sample(EQUIPMENT)["data"]
    intake.correct_on_the_spot(case_id=case.id, data=back, by=clerk, at=factories.at("2026-03-02 11:00"))
    last = Act.objects.filter(case_id=case.id, kind="correct_on_the_spot").latest("seq")
    assert "limit" not in last.payload
    assert queries.standing_at(case.id, last.seq).limit == {}
