"""How the guide words a limit that is met on the spot where possible, and silence at the counter."""

import pytest
from django.utils import translation
from tests.catalogue.matters import matter

from sunhall.web.public import phrases


@pytest.mark.parametrize(
    ("code", "english"),
    [
        ("information-disclosure", "On the spot; otherwise 20 working days"),
        ("individual-business-registration", "On the spot; otherwise 3 working days"),
        ("real-estate-registration", "30 working days"),
    ],
)
def test_a_limit_that_may_be_met_on_the_spot_names_its_outer_days(code: str, english: str) -> None:
    with translation.override("en"):
        assert phrases.length(matter(code).limits.decision) == english
        assert phrases.limit_told(matter(code).limits.decision).startswith(english)


def test_papers_on_which_nothing_is_said_are_accepted_and_no_days_are_promised_for_a_notice() -> None:
    with translation.override("en"):
        told = phrases.intake_told(matter("real-estate-registration"))[0]
    assert "even if nothing is said" in told
    assert "working days" not in told
