"""Find: the first page, the search with and without scripts, lists by authority and life event."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests import factories, once

from sunhall.catalogue.models import Matter
from sunhall.kernel.text import TextByLanguage
from sunhall.people.models import Authority

pytestmark = pytest.mark.django_db


the_city = once.made(lambda: factories.import_matters([factories.FOOD, "old-age-allowance"]))


@pytest.fixture
def client(client: Client) -> Client:
    client.cookies["language"] = "en"
    return client


def listed(code: str, name: str, *, phone: str = "") -> Matter:
    authority = Authority.objects.order_by("pk").first()
    if phone:
        Authority.objects.filter(pk=authority.pk).update(phone=phone)
    return Matter.objects.create(
        code=code, type="01", authority=authority, name=TextByLanguage(name), state="listed", sorts_by=code
    )


def test_the_first_page_offers_search_life_events_guides_and_the_other_doors(client: Client) -> None:
    text = client.get("/").content.decode()
    assert 'name="q"' in text and 'role="search"' in text
    assert "Open a shop" in text and "Retire" in text
    assert "Food business licence (restaurant)" in text
    for address in ("/follow/", "/verify/", "/deadline/", "/account/"):
        assert f'href="{address}' in text


def test_the_first_page_takes_three_queries(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    client.get("/")
    with django_assert_num_queries(3):
        client.get("/")


@pytest.mark.parametrize("typed", ["restaurant", "餐饮", "开饭店", "spjy"])
def test_a_search_finds_the_guide_in_every_way_of_saying_it(client: Client, typed: str) -> None:
    text = client.get("/", {"q": typed}).content.decode()
    assert "/matters/food-business-licence/" in text


def test_a_row_tells_who_decides_the_promised_days_the_fee_and_where(client: Client) -> None:
    text = client.get("/", {"q": "restaurant"}).content.decode()
    assert "5 working days" in text and "Free" in text and "online / at the hall" in text


def test_a_search_takes_two_queries(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    client.get("/", {"q": "restaurant"})
    with django_assert_num_queries(2):
        client.get("/", {"q": "restaurant"})


def test_while_typing_only_the_results_come(client: Client) -> None:
    answer = client.get("/", {"q": "restaurant"}, headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert "<html" not in text and "food-business-licence" in text
    assert 'hx-swap-oob="true"' in text  # those who listen hear how many
    assert "HX-Request" in answer["Vary"]


def test_nothing_found_says_what_to_try_next(client: Client) -> None:
    text = client.get("/", {"q": "zzzzqqqq"}).content.decode()
    assert "Nothing found for “zzzzqqqq”" in text and "/matters/" in text and "12345" in text


@pytest.mark.parametrize(
    "typed", ["\x00", "<script>alert(1)</script>", "' OR 1=1 --", "&|!():*", "x" * 5000, "％＿", "🍜"]
)
def test_a_hostile_search_is_an_ordinary_search(client: Client, typed: str) -> None:
    answer = client.get("/", {"q": typed})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_a_listed_matter_stands_after_the_guides_and_says_whom_to_ask(client: Client) -> None:
    listed("X-1", "餐饮服务备案", phone="0999-1234567")
    text = client.get("/matters/").content.decode()
    assert text.index("food-business-licence") < text.index("/matters/X-1/")
    assert "Guide not written yet: ask the authority at 0999-1234567" in text


def test_matters_of_an_authority_and_of_a_life_event(client: Client) -> None:
    text = client.get("/matters/", {"authority": "market"}).content.decode()
    assert "food-business-licence" in text and "old-age-allowance" not in text
    text = client.get("/matters/", {"life_event": "retirement"}).content.decode()
    assert "old-age-allowance" in text and "food-business-licence" not in text
    assert "Retire" in text


def test_an_authority_that_does_not_exist_is_not_there(client: Client) -> None:
    assert client.get("/matters/", {"authority": "nobody"}).status_code == 404
    assert client.get("/matters/", {"life_event": "nothing\x00"}).status_code == 200


def test_a_long_list_is_paged_by_key_and_loses_nothing(client: Client) -> None:
    for i in range(45):
        listed(f"L-{i:03}", f"事项{i:03}")
    first = client.get("/matters/")
    after = first.context["after"]
    second = client.get("/matters/", {"after": after})
    seen = [row.code for row in (*first.context["rows"], *second.context["rows"])]
    assert len(seen) == len(set(seen)) == 47 and not second.context["after"]


def test_robots_and_site_map_open_the_guides_only(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /my/" in text and "Sitemap: " in text
    text = client.get("/sitemap.xml").content.decode()
    assert "/matters/food-business-licence/</loc>" in text and "/desk/" not in text


def test_the_pages_speak_chinese_first() -> None:
    text = Client(headers={"Accept-Language": "zh-CN"}).get("/").content.decode()
    assert "食品经营许可（餐饮服务）" in text and '<html lang="zh-hans"' in text
