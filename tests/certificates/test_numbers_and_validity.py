"""Numbers follow the matter's pattern with its check digit; validity follows the Civil Code's months."""

from datetime import date
from types import SimpleNamespace

import pytest

from sunhall.catalogue.content.asks import Field
from sunhall.catalogue.content.course import Validity
from sunhall.catalogue.content.values import Fact
from sunhall.catalogue.rules import validity
from sunhall.certificates import rules
from sunhall.kernel.refused import Refused
from sunhall.kernel.text import TextByLanguage as Text

FOOD = "JY{map:main_type}{region}{seq:6}{check:mod11_10}"
MAP = {"main_type": {"sale": "1", "catering": "2"}}
VALUES = {"region": "999900", "year": "2026", "authority": "市场监管局"}


def test_a_food_licence_number_is_JY_and_fourteen_digits_with_a_check_digit():
    series = rules.series_of(FOOD, VALUES, MAP, {"main_type": "catering"})
    number = rules.number(series, 1)
    assert number == "JY29999000000016"
    assert len(number) == 16
    from stdnum.iso7064 import mod_11_10

    assert mod_11_10.is_valid(number[2:])


def test_kinds_of_business_count_in_series_of_their_own():
    assert rules.series_of(FOOD, VALUES, MAP, {"main_type": "sale"}) != rules.series_of(
        FOOD, VALUES, MAP, {"main_type": "catering"}
    )


def test_a_matter_without_a_pattern_gets_a_readable_number():
    assert rules.number(rules.series_of("", VALUES, {}, {}), 42) == "市场监管局证字〔2026〕第00042号"


@pytest.mark.parametrize(
    ("pattern", "number"),
    [("卫公证字〔{year}〕第{region}{seq:5}号", "卫公证字〔2026〕第99990000007号"), ("{seq}-{check:mod37_36}", "7-Z")],
)
def test_patterns_may_hold_words_brackets_and_letters(pattern, number):
    made = rules.number(rules.series_of(pattern, VALUES, {}, {}), 7)
    assert made == number or (pattern.endswith("mod37_36}") and made.startswith("7-"))


def test_what_the_pattern_cannot_know_is_refused():
    with pytest.raises(Refused) as refused:
        rules.series_of(FOOD, VALUES, MAP, {"main_type": "space_station"})
    assert refused.value.code == "certificate_number_unknown"
    assert refused.value.facts == {"field": "main_type", "value": "space_station"}


def test_a_full_series_is_refused_not_overflowed():
    with pytest.raises(Refused) as refused:
        rules.number("A{seq:2}", 100)
    assert refused.value.code == "certificate_numbers_used_up"


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 3, 11), 60, date(2031, 3, 10)),
        (date(2026, 1, 1), 12, date(2026, 12, 31)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),  # no corresponding day: the last day of the month
        (date(2024, 2, 29), 48, date(2028, 2, 28)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
    ],
)
def test_a_period_ends_the_day_before_the_corresponding_day(start, months, end):
    assert validity.valid_through(start, months=months) == end


def test_validity_starts_with_the_decision_the_issue_or_a_field_of_the_form():
    decided, issued = date(2026, 3, 10), date(2026, 3, 12)
    five = Fact(5)
    assert validity.validity(Validity(years=five), {}, decided, issued) == (decided, date(2031, 3, 9))
    assert validity.validity(Validity(years=five, starts="issue"), {}, decided, issued)[0] == issued
    fields = {"from": "2026-05-01", "to": "2026-07-31"}
    asked = validity.validity(Validity(from_field="from", until_field="to"), fields, decided, issued)
    assert asked == (date(2026, 5, 1), date(2026, 7, 31))
    assert validity.validity(Validity(long_term=True), {}, decided, issued) == (decided, None)
    assert validity.validity(Validity(days=Fact(30)), {}, decided, issued) == (decided, date(2026, 4, 8))


def test_a_day_that_has_passed_cannot_end_a_certificate():
    with pytest.raises(Refused) as refused:
        validity.validity(Validity(until_field="to"), {"to": "2026-03-01"}, date(2026, 3, 10), date(2026, 3, 12))
    assert refused.value.code == "certificate_ends_before_it_begins"


@pytest.mark.parametrize(
    ("status", "today", "state"),
    [
        ("valid", date(2026, 3, 9), "not_yet"),
        ("valid", date(2026, 3, 10), "valid"),
        ("valid", date(2031, 3, 9), "valid"),
        ("valid", date(2031, 3, 10), "expired"),
        ("revoked", date(2026, 3, 10), "revoked"),
    ],
)
def test_a_certificate_is_good_from_its_first_to_its_last_day_unless_it_was_ended(status, today, state):
    certificate = SimpleNamespace(status=status, valid_from=date(2026, 3, 10), valid_to=date(2031, 3, 9))
    told = rules.state_on(certificate, today)
    assert (told.code, told.is_good) == (state, state == "valid")


def field(kind="text", **more):
    return Field(id="f", label=Text({"zh-hans": "字段", "en": "Field"}), type=kind, **more)


@pytest.mark.parametrize(
    ("given", "value", "zh", "en"),
    [
        (field(), None, "", ""),
        (field(), "甲", "甲", "甲"),
        (field("yes_no"), True, "是", "yes"),
        (field("number", unit=Text({"zh-hans": "平方米", "en": "m²"})), 80.5, "80.5 平方米", "80.5 m²"),
        (field("choice", options={"a": Text({"zh-hans": "热食", "en": "hot"})}), "a", "热食", "hot"),
        (
            field("choices", options={k: Text({"zh-hans": k * 2, "en": k}) for k in "ab"}),
            ["a", "b"],
            "aa；bb",
            "a; b",
        ),
        (field("id_number"), "990101199506150025", "990***********0025", "990***********0025"),
    ],
)
def test_form_values_are_printed_in_words(given, value, zh, en):
    told = rules.shown(given, value)
    assert (told.into("zh-hans"), told.into("en")) == (zh, en)
