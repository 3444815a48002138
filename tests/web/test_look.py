"""The look: contrast of the tokens, components that render and are safe under the content policy, words by language."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.template import engines
from django.test import Client, RequestFactory
from django.utils import translation

from sunhall.kernel.money import Money
from sunhall.kernel.text import TextByLanguage
from sunhall.web.fields import parse_day
from sunhall.web.templatetags import house

ROOT = Path(__file__).resolve().parents[2]
WEB = ROOT / "src" / "sunhall" / "web"
SCSS = ROOT / "assets" / "scss"
LIVING_PAGES = ("/styleguide/", "/styleguide/desk/", "/styleguide/pictures/", "/accessibility/", "/about/")
ERROR_PAGES = ("400", "403", "403_csrf", "404", "413", "429", "500", "refused")

pytestmark = pytest.mark.urls("sunhall.web.urls")


def tokens() -> dict[str, str]:
    text = (SCSS / "_tokens.scss").read_text()
    found = dict(re.findall(r"^\$([\w-]+):\s*(#[0-9a-f]{6}|\$[\w-]+);", text, re.MULTILINE))
    while any(value.startswith("$") for value in found.values()):
        found = {name: found[value[1:]] if value.startswith("$") else value for name, value in found.items()}
    return found


def pairs(map_name: str) -> list[tuple[str, str, str]]:
    text = (SCSS / "_tokens.scss").read_text()
    block = re.search(rf"\${map_name}:\s*\((.*?)\n\);", text, re.DOTALL)
    assert block is not None
    return re.findall(r'"([^"]+)":\s*\(\$([\w-]+),\s*\$([\w-]+)\)', block.group(1))


def luminance(colour: str) -> float:
    def channel(value: int) -> float:
        part = value / 255
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (channel(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(("name", "text", "ground"), pairs("pairs"))
def test_every_text_stands_out_from_its_ground(name: str, text: str, ground: str) -> None:
    held = tokens()
    assert contrast(held[text], held[ground]) >= 4.5, name


@pytest.mark.parametrize(("name", "edge", "ground"), pairs("edges"))
def test_every_edge_that_means_something_stands_out(name: str, edge: str, ground: str) -> None:
    held = tokens()
    assert contrast(held[edge], held[ground]) >= 3, name


def test_colours_come_from_the_tokens_only() -> None:
    allowed = {"_tokens.scss"}
    for sheet in SCSS.glob("*.scss"):
        if sheet.name in allowed:
            continue
        stray = re.findall(r"#[0-9a-fA-F]{3,8}\b", sheet.read_text())
        assert not stray, f"{sheet.name} has colours of its own: {stray}"


def test_the_lock_file_names_no_registry() -> None:
    lock = (ROOT / "assets" / "package-lock.json").read_text()
    assert '"resolved"' not in lock
    assert "registry" not in lock


def test_html_of_every_living_page_needs_no_inline_style_or_script() -> None:
    for language in ("zh-hans", "en"):
        client = Client(headers={"accept-language": language})
        for address in (*LIVING_PAGES, *(f"/styleguide/errors/{name}/" for name in ERROR_PAGES)):
            answer = client.get(address)
            assert answer.status_code == 200, address
            html = answer.content.decode()
            assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", html), address
            assert f'<html lang="{language}"' in html
            assert "<c-" not in html, f"{address} has a component that was not drawn"


def test_every_component_stands_on_the_living_page() -> None:
    sources = "".join(page.read_text() for page in (WEB / "styleguide").rglob("*.html"))
    sources += "".join(page.read_text() for page in (WEB / "templates").rglob("*.html"))
    for component in (WEB / "templates" / "components").glob("[!_]*.html"):
        assert f"<c-{component.stem.replace('_', '-')}" in sources, component.name


def test_ids_of_a_page_are_unique() -> None:
    client = Client()
    for address in LIVING_PAGES:
        ids = re.findall(r'\sid="([^"]+)"', client.get(address).content.decode())
        double = {one for one in ids if ids.count(one) > 1}
        # The styleguide shows one form twice; nothing else may repeat.
        assert not {one for one in double if not one.startswith("id_")}, address


def drawn(source: str, **context: object) -> str:
    from django_cotton.compiler_regex import CottonCompiler

    compiled = CottonCompiler().process(source)
    return engines["django"].from_string(compiled).render(context, RequestFactory().get("/"))


def test_what_people_typed_is_escaped_once_in_components() -> None:
    hostile = """<script>alert('x')</script> & "Co" """
    html = drawn('<c-text-input name="a" :label="label" :value="label" :error="label" />', label=hostile)
    assert "<script>" not in html
    assert html.count("&lt;script&gt;") == 3
    assert "&amp;lt;" not in html
    written = drawn('<c-text-input name="a" label="{{ label }}" />', label=hostile)
    assert "<script>" not in written
    assert "&amp;lt;" not in written


def test_an_input_in_error_points_to_its_message() -> None:
    html = drawn('<c-text-input name="usci" label="Code" hint="18 characters" error="Too short" />')
    assert 'aria-describedby="usci-hint usci-error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="usci-error"' in html


def test_a_button_that_may_not_be_pressed_says_why_and_does_nothing() -> None:
    html = drawn('<c-button name="grant" reason="Two opinions are missing.">Grant</c-button>')
    assert 'type="button"' in html
    assert 'aria-disabled="true"' in html
    assert 'aria-describedby="why-grant"' in html
    assert "Two opinions are missing." in html


def test_a_light_is_colour_shape_and_word() -> None:
    with translation.override("en"):
        html = drawn('<c-light state="overdue" />')
    assert "sun-light--overdue" in html
    assert "■" in html
    assert "Overdue" in html


def test_a_chip_keeps_the_other_filters_and_forgets_the_place_in_the_list() -> None:
    from sunhall.web.templatetags.parts import chip_query

    request = RequestFactory().get("/office/?state=overdue&q=food&after=417")
    assert chip_query({"request": request}, "state", "paused") == "?state=paused&q=food"
    assert chip_query({"request": request}, "state", "") == "?q=food"


@pytest.mark.parametrize(
    ("language", "left", "due", "told"),
    [
        ("en", 3, date(2026, 11, 25), "3 working days left (due 25 Nov)"),
        ("en", 1, None, "1 working day left"),
        ("en", 0, date(2026, 11, 25), "due today"),
        ("en", -2, date(2026, 11, 19), "2 working days overdue (due 19 Nov)"),
        ("en", None, None, "stopped"),
    ],
)
def test_days_left_are_never_a_bare_number(language: str, left: int | None, due: date | None, told: str) -> None:
    with translation.override(language):
        assert house.days_left(left, due) == told


def test_dates_are_written_as_the_language_writes_them() -> None:
    instant = datetime(2026, 11, 20, 18, 24, tzinfo=UTC)  # already the 21st in Shanghai
    with translation.override("en"):
        assert house.day(date(2026, 11, 21)) == "21 November 2026"
        assert house.moment(instant) == "21 November 2026, 02:24"
        assert house.short_day(date(2026, 11, 5)) == "5 Nov"
    with translation.override("zh-hans"):
        assert house.day(date(2026, 11, 21)) == "2026年11月21日"
        assert house.moment(instant) == "2026年11月21日 02:24"
        assert house.short_day(date(2026, 11, 5)) == "11月5日"
    assert house.iso(instant) == "2026-11-21"


def test_money_has_two_decimals_and_a_currency() -> None:
    assert house.money(123456789) == "¥1,234,567.89"
    assert house.money(Money(-5)) == "−¥0.05"
    assert house.money(Money(1200, "USD")) == "12.00 USD"
    assert house.money(Money(1200, "JPY")) == "1,200 JPY"
    assert house.money(None) == ""


def test_words_fall_back_to_the_other_language_and_say_which() -> None:
    only_chinese = TextByLanguage({"zh-hans": "食品经营许可"})
    with translation.override("en"):
        assert house.words(only_chinese) == "食品经营许可"
        assert house.words_language(only_chinese) == "zh-hans"


@pytest.mark.parametrize(
    "typed",
    [
        "2026-03-02",
        "20260302",
        "2026-3-2",
        "2026/3/2",
        " 2026.03.2 ",
        "2026年3月2日",
        "\uff12\uff10\uff12\uff16\uff10\uff13\uff10\uff12",
    ],
)
def test_a_day_is_read_however_people_type_it(typed: str) -> None:
    assert parse_day(typed) == date(2026, 3, 2)


@pytest.mark.parametrize("typed", ["", "2026-02-30", "26-3-2", "20260", "next week", "2026-3-2-1"])
def test_what_is_no_day_is_not_guessed(typed: str) -> None:
    assert parse_day(typed) is None


WORDS_OF_A_PAGE = re.compile(
    r"\s(?:label|title|caption|hint|summary|note|aria-label|alt|placeholder|suffix|reason|value)=\"([^\"{]*[A-Za-z一-鿿]{2}[^\"{]*)\""
)
UNTRANSLATED_ON_PURPOSE = {"Apache-2.0", "Django, PostgreSQL, GOV.UK Frontend (MIT), htmx (0BSD", "A", "B", "ISO 8601"}
UNTRANSLATED_ON_PURPOSE |= {"PDF", "English简体中文"}  # languages call themselves by their own names


@pytest.mark.parametrize("template", sorted(WEB.rglob("*.html")), ids=lambda path: str(path.relative_to(WEB)))
def test_a_template_has_no_words_outside_the_catalogue(template: Path) -> None:
    source = template.read_text()
    source = re.sub(r"\{% comment %\}.*?\{% endcomment %\}|\{#.*?#\}", "", source, flags=re.DOTALL)
    source = re.sub(r"\{% blocktrans.*?\{% endblocktrans(late)? %\}", "", source, flags=re.DOTALL)
    source = re.sub(r"\{% block (density|width|body_class) %\}.*?\{% endblock %\}", "", source, flags=re.DOTALL)
    source = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", source, flags=re.DOTALL)
    source = re.sub(r'<input type="hidden"[^>]*>', "", source)  # nobody reads these
    if template.stem not in {"components", "desk"} or "styleguide" not in str(template):
        attributes = [word for word in WORDS_OF_A_PAGE.findall(source) if "." not in word and "/" not in word]
        assert not [word for word in attributes if word != "1"], f"words in attributes of {template.name}"
    if "<" not in source:
        return  # a piece of a tag: its attributes were looked at above
    outside = re.sub(r"<(script|style)\b.*?</\1>|<!--.*?-->|<![^>]*>", "", source, flags=re.DOTALL)
    outside = re.sub(r"<[^>]*>", "\n", outside)
    left = {line.strip(" ·:()[]|-–—\n") for line in outside.splitlines()}
    strays = [line for line in left if re.search(r"[A-Za-z]{2}|[一-鿿]", line) and line not in UNTRANSLATED_ON_PURPOSE]
    strays = [line for line in strays if not line.startswith("&") and "styleguide" not in str(template)]
    assert not strays, f"{template.name} says {strays} without the catalogue"
