"""What an English page says in English although its source is Chinese law and Chinese names."""

import re

import pytest
from tests import desk, factories
from tests.web import applicants

from sunhall.cases import notices
from sunhall.cases.models import Act
from sunhall.people.models import Officer

pytestmark = pytest.mark.django_db(transaction=True)

CHINESE = re.compile(r"[㐀-鿿]")


@pytest.fixture
def case() -> factories.Filed:
    factories.city()
    return factories.accepted(party="示范市云味餐饮有限公司")


def test_the_basis_of_a_clock_is_cited_in_the_readers_language(case: factories.Filed) -> None:
    english = applicants.signed_in().get(f"/my/{case.id}/").content.decode()
    chinese = desk.signed_in("citizen", "zh-hans").get(f"/my/{case.id}/").content.decode()
    assert "Measures" in english and "《食品经营许可" not in english
    assert "《食品经营许可" in chinese


def test_the_officers_page_cites_in_english_too(case: factories.Filed) -> None:
    page = desk.words(desk.signed_in("market").get(f"/office/cases/{case.id}/"))
    told = re.search(r'id="clocks-title".*?</section>', page)
    assert told and "《" not in told[0]


def test_staff_are_called_by_their_english_names_where_they_have_one(case: factories.Filed) -> None:
    Officer.objects.filter(user__login="clerk").update(name_en="Clara Clerk")
    Officer.objects.filter(user__login="market").update(name_en="")
    page = desk.words(desk.signed_in("market").get(f"/office/cases/{case.id}/"))
    assert "Clara Clerk" in page
    market = Officer.objects.get(user__login="market")
    assert market.name in page  # herself, in the header: no English name is given
    chinese = desk.words(desk.signed_in("market", "zh-hans").get(f"/office/cases/{case.id}/"))
    assert "Clara Clerk" not in chinese


def test_the_administrator_reads_english_names_first(case: factories.Filed) -> None:
    Officer.objects.filter(user__login="clerk").update(name_en="Clara Clerk")
    clerk = Officer.objects.get(user__login="clerk")
    client = desk.signed_in("admin")
    listed = desk.words(client.get("/admin/officers/?q=Clara"))
    assert ">Clara Clerk</a>" in listed and clerk.name in listed
    one = desk.words(client.get(f"/admin/officers/{clerk.pk}/"))
    assert "<title>Clara Clerk" in one
    chinese = desk.words(desk.signed_in("admin", "zh-hans").get("/admin/officers/?q=Clara"))
    assert f">{clerk.name}</a>" in chinese


def test_a_correction_notice_cites_each_material_in_both_languages(case: factories.Filed) -> None:
    late = factories.filed(party="示范市云味餐饮有限公司")
    factories.checked(late, wrong={late.materials[0]: "expired"})
    from sunhall.cases.acts import intake

    intake.request_correction(case_id=late.id, by=factories.actor("clerk"), at=factories.at("2026-03-03 10:00"))
    act = Act.objects.get(case_id=late.id, kind="request_correction")
    made = notices.for_act(act.pk, at=factories.at("2026-03-03 10:01"))
    assert made is not None
    cited = made.data["items"][0]["reference"]
    assert "《" in cited["zh-hans"]
    assert cited["en"] and not CHINESE.search(cited["en"])
