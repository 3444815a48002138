"""A matter that several authorities handle as one is extended by the head of the government, at her own screen."""

import uuid
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from tests import factories
from tests.desk import signed_in, words

from sunhall.cases import drift, notices
from sunhall.cases.acts import decision
from sunhall.cases.models import Act, Case
from sunhall.kernel.refused import Refused
from sunhall.law.calendar import Calendar

pytestmark = pytest.mark.django_db(transaction=True)
MEDICAL = "medical-institution-setup"


@pytest.fixture
def case(frozen_clock: Any) -> factories.Filed:
    factories.city(MEDICAL)
    frozen_clock.move_to(factories.at("2026-03-10 09:00"))
    return factories.accepted(MEDICAL, party="示范市云味餐饮有限公司")


def extend(case: factories.Filed, login: str, approver: str) -> Callable[[], int]:
    told = {"days": 15, "approver": approver, "reasons": "选址意见不一", "at": factories.at("2026-03-10 09:00")}
    return lambda: decision.extend(case_id=case.id, by=factories.actor(login), **told)


def test_the_head_of_the_authority_may_not_extend_it(case: factories.Filed) -> None:
    with pytest.raises(Refused, match="approver_not_government_head"):
        extend(case, "health-chief", "agency_head")()
    with pytest.raises(Refused, match="no_power"):
        extend(case, "health-chief", "government_head")()


@pytest.mark.parametrize(
    ("language", "says"), [("en", "the head of the people's government"), ("zh-hans", "本级人民政府负责人")]
)
def test_the_head_of_the_government_finds_the_file_and_extends_it_by_fifteen_days(
    case: factories.Filed, language: str, says: str
) -> None:
    due = Case.objects.get(pk=case.id).statutory_due_on
    browser, there = signed_in("government-chief", language), f"/office/cases/{case.id}/extend/"
    assert says in unescape(words(browser.get(there)))
    posted = {"key": str(uuid.uuid4()), "days": "15", "approver": "government_head", "reasons": "选址意见不一"}
    assert browser.post(there, posted).status_code == 302
    assert due == Calendar.load().shift(date(2026, 3, 3), 30)
    assert Case.objects.get(pk=case.id).statutory_due_on == Calendar.load().shift(date(2026, 3, 3), 45)
    act = Act.objects.get(case_id=case.id, kind="extend")
    assert act.grant.power == "extend_joint"
    notice = notices.for_act(act.pk, at=factories.at("2026-03-10 09:01"))
    assert notice is not None
    assert (notice.kind, notice.data["joint"]) == ("extension", True)
    assert list(drift.drifted()) == []
