"""The search finds what people say, in Chinese, English, pinyin and initials, and shows guides first."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sunhall.catalogue import acts, queries, search
from sunhall.catalogue.models import Matter, State
from sunhall.people.models import Authority

FOOD = "food-business-licence"
pytestmark = pytest.mark.django_db


def listed(names: dict[str, str]) -> None:
    authority = Authority.objects.get(code="market")
    for code, name in names.items():
        Matter.objects.create(code=code, type="01", authority=authority, name={"zh-hans": name}, state=State.LISTED)
    acts.reindex(list(names))


@pytest.fixture(scope="module")
def hall(kept_db: None, tmp_path_factory: pytest.TempPathFactory, publish_food: Callable[[Path], Path]) -> None:
    publish_food(tmp_path_factory.mktemp("city"))
    listed(
        {
            "f2": "食品（含保健食品）经营许可", "f3": "仅销售预包装食品的食品经营者备案",
            "road": "占用、挖掘城市道路审批",
            "books": "出版物零售单位和个体工商户设立、变更审批", "shop": "个体工商户注册、变更、注销登记",
            "truck": "道路货物运输经营许可", "card": "社会保障卡申领", "gas": "燃气经营许可证核发",
        }
    )  # fmt: skip


@pytest.mark.parametrize(
    "typed",
    ["餐饮", "开饭店", "restaurant", "spjy", "shipinjingying", "shi pin jing ying", "餐饮许可证", "Restaurant Licence",
     "restaurant license", "RESTAURANT", "ｓｐｊｙ", "饭店怎么办证", "奶茶店", "cyfw", "food permit", "开 饭店"],
)  # fmt: skip
def test_the_guide_comes_first_for_what_people_type(hall: None, typed: str) -> None:
    found = queries.search(typed)
    assert found
    assert found[0].code == FOOD
    assert found[0].has_guide


@pytest.mark.parametrize(
    ("typed", "code"),
    [("占道", "road"), ("社保卡", "card"), ("书店", "books"), ("拉货", "truck"), ("煤气", "gas"), ("个体户", "shop"),
     ("gtgsh", "shop"), ("social security card", "card"), ("truck", "truck"), ("shebaoka", "card"), ("道路", "truck")],
)  # fmt: skip
def test_a_listed_matter_is_found_by_its_name_its_sound_and_what_people_say(hall: None, typed: str, code: str) -> None:
    assert code in [f.code for f in queries.search(typed)]


def test_matters_that_hold_less_of_what_was_typed_are_left_out(hall: None) -> None:
    assert [f.code for f in queries.search("社会保障卡")] == ["card"]


@pytest.mark.parametrize(
    "typed", ["", "   ", "！？", "'", "\\", "' | 'a", "a:*", "餐饮' & !'x", "\x00", "%s", "；--", "😀"]
)
def test_what_cannot_be_searched_breaks_nothing(hall: None, typed: str) -> None:
    assert isinstance(queries.search(typed), list)


def test_a_search_is_one_query(hall: None, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        queries.search("开饭店")


def test_grams_overlap_and_a_single_character_stands_for_itself() -> None:
    assert list(search.grams("开饭店")) == ["开饭", "饭店"]
    assert list(search.grams("店")) == ["店"]


def test_pinyin_may_begin_inside_a_name() -> None:
    found = search.lexemes("食品经营", sounds=True)
    assert {"i/spjy", "i/jy", "p/shipinjingying", "p/jingying", "食品", "品经", "食"} <= found
