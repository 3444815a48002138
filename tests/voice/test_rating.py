"""Ratings: once, of a finished case, by its applicant only; counted without names."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from tests import factories, once
from tests.factories import actor, at

from sunhall.cases import queries as cases
from sunhall.cases.acts import intake
from sunhall.kernel.refused import NotFound, Refused
from sunhall.voice import acts, queries, rules
from sunhall.voice.models import Rating

pytestmark = pytest.mark.django_db
LATER = "2026-03-10 09:00"


the_city = once.made(factories.city)


@pytest.fixture
def ended() -> int:
    """A case that the citizen has withdrawn: a service that is over."""
    case = factories.filed()
    intake.withdraw(case_id=case.id, by=actor("citizen"), at=at("2026-03-02 10:00"))
    return case.id


def rate(case_id: int, level: int = 2, *, by: str = "citizen", comment: str = "") -> Rating:
    return acts.rate(case_id=case_id, by=actor(by), level=level, comment=comment, at=at(LATER))


def test_a_finished_case_is_rated_once_and_a_rating_is_not_changed(ended: int) -> None:
    page = cases.case_page(actor("citizen"), ended, at=at(LATER))
    assert queries.may_rate(page)
    rate(ended, 1, comment=" 很好 ")
    assert not queries.may_rate(page)
    with pytest.raises(Refused, match="already_rated"):
        rate(ended, 5)
    given = queries.given(ended)
    assert given is not None and (given.level, given.comment) == (1, "很好")


def test_a_case_still_under_way_is_not_rated() -> None:
    with pytest.raises(Refused, match="rating_too_early"):
        rate(factories.filed().id)


@pytest.mark.parametrize("level", [0, 6, -1])
def test_there_are_five_levels(ended: int, level: int) -> None:
    with pytest.raises(Refused, match="rating_level"):
        rate(ended, level)
    with pytest.raises(IntegrityError), transaction.atomic():
        Rating.objects.create(
            case_id=ended, matter_code="x", authority_id=factories.authority("market"), level=level, given_at=at(LATER)
        )


def test_a_comment_has_a_length(ended: int) -> None:
    with pytest.raises(Refused, match="rating_comment_too_long"):
        rate(ended, comment="长" * (rules.COMMENT + 1))


@pytest.mark.parametrize("who", ["agent", "market", "clerk", "supervisor"])
def test_only_the_applicant_rates(ended: int, who: str) -> None:
    with pytest.raises(NotFound):
        rate(ended, by=who)


def test_counts_tell_levels_and_the_bad_ones_of_days_that_are_asked_for(ended: int) -> None:
    rate(ended, 4)
    other = factories.filed()
    intake.withdraw(case_id=other.id, by=actor("citizen"), at=at("2026-03-02 10:00"))
    rate(other.id, 1)
    told = queries.counts(factories.FOOD, since=date(2026, 3, 10), until=date(2026, 3, 10))
    assert told.levels == {1: 1, 2: 0, 3: 0, 4: 1, 5: 0} and (told.rated, told.bad) == (2, 1)
    assert queries.counts(factories.FOOD, since=date(2026, 3, 1), until=date(2026, 3, 9)).rated == 0


@pytest.mark.parametrize(
    ("phase", "outcome", "expected"),
    [
        ("received", "", False),
        ("correction", "", False),
        ("review", "", False),
        ("granted", "granted", False),
        ("refused", "refused", False),
        ("issued", "granted", True),
        ("delivered", "refused", True),
        ("not_accepted", "", True),
        ("withdrawn", "", True),
    ],
)
def test_a_case_may_be_rated_once_the_service_is_over(phase: str, outcome: str, expected: bool) -> None:
    assert rules.is_rateable(phase, outcome) is expected
