"""The small things everything stands on: the clock at the edge, refusals, and text in several languages."""

from datetime import UTC, date, datetime

import pytest

from sunhall.kernel import clock
from sunhall.kernel.refused import NotFound, Refused
from sunhall.kernel.text import TextByLanguage


def test_the_legal_day_is_that_of_the_authority_not_of_utc() -> None:
    assert clock.legal_day(datetime(2026, 2, 27, 16, 10, tzinfo=UTC)) == date(2026, 2, 28)
    assert clock.legal_day(datetime(2026, 2, 27, 15, 59, 59, tzinfo=UTC)) == date(2026, 2, 27)


def test_an_instant_without_a_zone_has_no_legal_day() -> None:
    with pytest.raises(ValueError, match="time zone"):
        clock.legal_day(datetime(2026, 2, 27, 16, 10))  # noqa: DTZ001 - that is the point


def test_now_is_aware_and_today_is_its_legal_day() -> None:
    assert clock.now().tzinfo is UTC
    assert clock.today() == clock.legal_day(clock.now())


def test_a_refusal_has_a_code_and_the_facts_of_its_sentence() -> None:
    refused = Refused("extension_over_statutory_max", max=10)
    assert (refused.code, dict(refused.facts)) == ("extension_over_statutory_max", {"max": 10})
    assert str(refused) == "extension_over_statutory_max {'max': 10}"
    assert str(Refused("opinions_missing")) == "opinions_missing"
    assert not issubclass(NotFound, Refused)


@pytest.mark.parametrize(
    ("words", "language", "told"),
    [
        ({"zh-hans": "食品经营许可", "en": "Food business licence"}, "en", "Food business licence"),
        ({"zh-hans": "食品经营许可"}, "en", "食品经营许可"),
        ({"en": "Food business licence"}, "zh-hans", "Food business licence"),
        ({"zh-hans": "", "en": "Food"}, "zh-hans", "Food"),
        ("食品经营许可", "zh-hans", "食品经营许可"),
        (None, "en", ""),
        ({}, "fr", ""),
    ],
)
def test_text_falls_back_to_the_language_that_has_words(
    words: dict[str, str] | str | None, language: str, told: str
) -> None:
    assert TextByLanguage(words).into(language) == told
