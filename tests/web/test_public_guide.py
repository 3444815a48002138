"""The guide: every element the law wants open, in both languages, printable, in few queries; and the narrowing."""

import re
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries
from tests import factories, once

from sunhall.catalogue import queries as catalogue
from sunhall.catalogue.models import Matter
from sunhall.people.models import Authority, User

pytestmark = pytest.mark.django_db
ALL = [p.stem.replace("_", "-") for p in sorted((factories.CITY / "matters").glob("*.yaml"))]
FOOD = "/matters/food-business-licence/"
PERMIT = "/matters/construction-permit/"


the_city = once.made(lambda: factories.import_matters(ALL))


@pytest.fixture
def english(client: Client) -> Client:
    client.cookies["language"] = "en"
    return client


@pytest.fixture
def chinese(client: Client) -> Client:
    client.cookies["language"] = "zh-hans"
    return client


def text_of(client: Client, address: str, **query: Any) -> str:
    answer = client.get(address, query)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_the_band_has_the_four_facts_and_one_primary_button(english: Client) -> None:
    text = text_of(english, FOOD)
    band = text[text.index("sun-facts") : text.index("sun-sides")]
    assert "5 working days" in band and "10 working days" in band and "Free" in band and "Visits needed" in band
    assert f'href="{FOOD}narrow/"' in band and "Apply online" in band


@pytest.mark.parametrize("code", ALL)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_open_element_stands_on_every_guide(client: Client, code: str, language: str) -> None:
    """ALL art. 30: matter, basis, conditions, quantity, procedure, limit, materials, model form; and the nine of the
    national list: body, basis, conditions, procedure, limit, result, fee basis, fee standard, supervision."""
    client.cookies["language"] = language
    text = text_of(client, f"/matters/{code}/")
    found = catalogue.guide(code, on=date(2026, 3, 2))
    content = found.content
    assert content is not None
    for anchor in (
        "concern",
        "materials",
        "procedure",
        "limits",
        "fees",
        "quantity",
        "special",
        "remedies",
        "where",
        "basis",
    ):
        assert f'id="{anchor}"' in text, anchor
    said = [found.authority.name, content.name, content.guide.complaint.value, content.guide.where.value]
    said += [c.text for c in content.guide.conditions] + [m.name for m in content.materials]
    said += [m.why for m in content.materials] + [b.article for b in content.basis] + [r.name for r in content.results]
    said += [s.name for s in content.steps] + [e.text for e in content.after_grant.events]
    said += [f.standard for f in content.fees] + list(found.remedies.values())
    missing = [w.into(language) for w in said if _shown(w.into(language)) not in text]
    assert not missing
    assert content.cited(content.limits.decision.basis, language).split("；")[0][:20] in text


def _shown(words: str) -> str:
    from django.utils.html import escape

    return re.sub(r"\s+", " ", escape(words)).strip()


def test_a_material_says_why_by_which_provision_and_who_issues_it(english: Client) -> None:
    text = text_of(english, FOOD)
    row = text[text.index('id="material-layout"') : text.index('id="material-rules_list"')]
    assert "Shows that premises, equipment and work flow meet the conditions" in row
    assert "Asked by" in row and "art. 33(1)" in row and "yourself" in row and "PDF" in row


def test_what_is_fetched_need_not_be_brought(english: Client) -> None:
    text = text_of(english, FOOD)
    row = text[text.index('id="material-business_licence"') :][:900]
    assert "Fetched by data sharing (E-licence and business register): you need not bring it." in row


def test_limits_say_when_they_begin_and_by_which_article(english: Client) -> None:
    food = text_of(english, FOOD)
    assert "10 working days from acceptance" in food
    permit = text_of(english, PERMIT)
    assert "7 working days from receipt of the application" in permit and "Construction Law" in permit


def test_a_free_matter_says_so_with_its_basis(english: Client) -> None:
    text = text_of(english, FOOD)
    fees = text[text.index('id="fees"') : text.index('id="result"')]
    assert "Free" in fees and "art. 58" in fees


def test_values_of_the_city_are_marked_with_their_source(english: Client) -> None:
    text = text_of(english, FOOD)
    assert "set by this city: Demo City list of service matters" in text
    city = text[text.index('id="city"') : text.index('id="basis"')]
    assert "Promised time of the food business licence" in city and "2024-01-01" in city


def test_authorities_in_parallel_have_their_own_lanes_in_the_picture(english: Client) -> None:
    text = text_of(english, PERMIT)
    picture = text[text.index("sun-lanes__wide") : text.index("sun-lanes__tall")]
    for authority in Authority.objects.filter(code__in=["planning", "urban", "fire", "ecology"]):
        assert authority.name["en"] in text
    assert picture.count('class="sun-svg__row') >= 6


def test_the_qr_code_leads_to_the_public_address(english: Client) -> None:
    text = text_of(english, FOOD)
    assert "http://localhost:8000/matters/food-business-licence/" in text
    assert '<div role="img" aria-label="QR code' in text


def test_the_page_has_no_inline_style_or_script(english: Client) -> None:
    text = text_of(english, FOOD)
    assert " style=" not in text and "<style" not in text and "<script>" not in text


@pytest.mark.parametrize(
    ("address", "queries"), [(FOOD, 1), (PERMIT, 2), (f"{FOOD}narrow/", 1), (f"{PERMIT}narrow/", 2)]
)
def test_a_warm_guide_takes_at_most_two_queries(
    english: Client, django_assert_num_queries: DjangoAssertNumQueries, address: str, queries: int
) -> None:
    english.get(address)
    with django_assert_num_queries(queries):
        english.get(address)


def test_a_listed_matter_is_a_page_that_says_whom_to_ask(english: Client) -> None:
    authority = Authority.objects.get(code="market")
    Matter.objects.create(
        code="511-X.1",
        type="01",
        authority=authority,
        name={"zh-hans": "某事项"},
        state="listed",
        codes={"item": "511-X.1"},
    )
    text = text_of(english, "/matters/511-X.1/")
    assert "The guide is not written yet" in text and authority.phone in text and '<span lang="zh-hans">某事项' in text
    assert english.get("/matters/511-X.1/narrow/").status_code == 404


@pytest.mark.parametrize("code", ["nothing", "..%2f..", "a" * 81, "%00", "x y"])
def test_what_is_no_matter_is_not_there(english: Client, code: str) -> None:
    assert english.get(f"/matters/{code}/").status_code == 404


@pytest.mark.at("2025-12-01 09:00")
def test_before_its_first_day_a_guide_is_announced(english: Client) -> None:
    assert "holds from 1 January 2026" in text_of(english, FOOD)


# Narrowing


def test_without_answers_what_depends_on_them_is_perhaps(english: Client) -> None:
    text = text_of(english, f"{FOOD}narrow/")
    assert "perhaps" in text and 'name="q_sells"' in text


def test_answers_in_the_address_narrow_the_checklist(english: Client) -> None:
    query = {
        "q_sells": "meals",
        "q_main_type": "catering",
        "q_special_food": "yes",
        "q_vending": "no",
        "q_has_agent": "no",
    }
    text = text_of(english, f"{FOOD}narrow/", **query)
    assert "All questions are answered" in text
    assert 'id="material-vending_machine"' not in text and 'id="material-layout"' in text
    start = re.search(r'href="(/apply/start/[^"]*)"', text)
    assert start
    given = parse_qs(urlsplit(start[1].replace("&amp;", "&")).query)
    assert given == {"matter": ["food-business-licence"], **{k: [v] for k, v in query.items()}}


def test_an_agent_adds_the_authority_to_act(english: Client) -> None:
    assert 'id="material-authority_to_act"' in text_of(english, f"{FOOD}narrow/", q_has_agent="yes")
    assert 'id="material-authority_to_act"' not in text_of(english, f"{FOOD}narrow/", q_has_agent="no")


def test_what_needs_no_licence_is_told_what_to_do_instead(english: Client) -> None:
    text = text_of(english, f"{FOOD}narrow/", q_sells="packaged_only")
    assert "Selling only pre-packaged food needs no licence." in text
    assert "File the sale of pre-packaged food instead." in text and "/apply/start/" not in text


def test_a_fee_is_worked_out_when_the_answers_are_enough(english: Client) -> None:
    text = text_of(english, "/matters/road-occupation/narrow/")
    assert "By the published standard" in text or "¥" in text


def test_each_answer_swaps_the_part_only(english: Client) -> None:
    answer = english.get(f"{FOOD}narrow/", {"q_sells": "meals"}, headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert "<html" not in text and 'name="q_main_type"' in text


def test_answers_are_said_in_chinese_too(chinese: Client) -> None:
    text = text_of(chinese, f"{FOOD}narrow/", q_sells="packaged_only")
    assert "仅销售预包装食品不需要取得许可。" in text


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    code=st.sampled_from(ALL),
    query=st.dictionaries(
        st.text(max_size=12).map(lambda t: f"q_{t}"), st.lists(st.text(max_size=12), max_size=3), max_size=4
    ),
)
def test_no_answer_whatever_breaks_the_narrowing(english: Client, code: str, query: dict[str, list[str]]) -> None:
    assert english.get(f"/matters/{code}/narrow/", query).status_code == 200


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), code=st.sampled_from(ALL))
def test_every_combination_of_possible_answers_has_a_page(english: Client, data: st.DataObject, code: str) -> None:
    held = catalogue.version_in_force(code, on=date(2026, 3, 2))
    assert held
    query: dict[str, Any] = {}
    for q in held[1].questions:
        if q.type == "number":
            query[f"q_{q.id}"] = data.draw(st.integers(-5, 10**6).map(str))
        else:
            query[f"q_{q.id}"] = data.draw(st.sampled_from([*(q.options or ["yes", "no"]), ""]))
    assert english.get(f"/matters/{code}/narrow/", query).status_code == 200


def test_a_kept_guide_has_each_readers_own_token_and_address(english: Client) -> None:
    def tokens(text: str) -> set[str]:
        return set(re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"|X-CSRFToken": "(\w+)"', text))

    first, second = text_of(english, FOOD), text_of(english, FOOD)
    assert tokens(first) and not tokens(first) & tokens(second)
    assert f'name="next" value="{FOOD}?from=qr"' in text_of(english, FOOD, **{"from": "qr"})


def test_a_guide_says_at_once_when_the_authoritys_telephone_changes(english: Client) -> None:
    assert "0999-1234567" not in text_of(english, FOOD)
    Authority.objects.filter(code="market").update(phone="0999-1234567")
    assert "0999-1234567" in text_of(english, FOOD)


def test_a_reader_who_is_signed_in_sees_her_own_header_on_a_guide(english: Client) -> None:
    assert "Register" in text_of(english, FOOD)
    reader = User.objects.create(login="reader")
    english.force_login(reader, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "Register" not in text_of(english, FOOD)
