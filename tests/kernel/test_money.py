"""Money: exact amounts, written forms, shares and parts."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sunhall.kernel.money import Money

amounts = st.integers(-(10**12), 10**12)


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [("20", "CNY", 2000), ("20.00", "CNY", 2000), ("-0.5", "CNY", -50), (" 0.050 ", "CNY", 5), ("7", "JPY", 7)],
)
def test_written_amounts_are_read_exactly(text: str, currency: str, minor: int) -> None:
    assert Money.read(text, currency) == Money(minor, currency)


@pytest.mark.parametrize("text", ["", "1e3", "0.005", "1,000", "٣", "--1", "NaN", "1.", "9" * 16])
def test_what_is_not_an_exact_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        Money.read(text)


@given(amounts)
def test_an_amount_survives_being_written_and_read(minor: int) -> None:
    money = Money(minor)
    assert Money.read(str(money).removesuffix(" CNY")) == money
    assert money.amount == Decimal(minor) / 100


def test_amounts_are_written_with_all_their_places() -> None:
    assert str(Money(5)) == "0.05 CNY"
    assert str(Money(-2000)) == "-20.00 CNY"
    assert str(Money(7, "JPY")) == "7 JPY"


@given(amounts, amounts)
def test_adding_and_taking_away_are_exact(a: int, b: int) -> None:
    assert Money(a) + Money(b) - Money(b) == Money(a)
    assert -Money(a) + Money(a) == Money(0)
    assert (Money(a) < Money(b), Money(a) <= Money(b)) == (a < b, a <= b)
    assert (Money(a) > Money(b), Money(a) >= Money(b)) == (a > b, a >= b)
    assert 3 * Money(a) == Money(a) * 3 == Money(3 * a)
    assert bool(Money(a)) == bool(a)


@given(amounts, st.lists(st.integers(0, 1000), min_size=1, max_size=12).filter(any))
def test_shares_add_up_and_are_off_by_less_than_one_unit(minor: int, weights: list[int]) -> None:
    parts = Money(minor).share(weights)
    assert sum(part.minor for part in parts) == minor
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part.minor * sum(weights) - minor * weight) < sum(weights)


def test_leftover_units_go_to_the_largest_remainders_first() -> None:
    assert [part.minor for part in Money(100).share([1, 1, 1])] == [34, 33, 33]
    assert [part.minor for part in Money(-5).share([1, 3])] == [-1, -4]
    assert [part.minor for part in Money(5).share([0, 1])] == [0, 5]


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1, 3]])
def test_shares_without_a_sense_are_refused(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        Money(100).share(weights)


@pytest.mark.parametrize(
    ("minor", "top", "bottom", "part"),
    [(1000, 1, 3, 333), (5, 1, 2, 3), (-5, 1, 2, -3), (5, -1, 2, -3), (5, 1, -2, -3), (100, 5, 10_000, 0)],
)
def test_a_part_is_rounded_half_away_from_zero(minor: int, top: int, bottom: int, part: int) -> None:
    assert Money(minor).part(top, bottom) == Money(part)


def test_currencies_and_kinds_do_not_mix() -> None:
    with pytest.raises(ValueError, match="do not mix"):
        Money(1) + Money(1, "HKD")
    with pytest.raises(TypeError):
        Money(1) + 1  # type: ignore[operator]
    with pytest.raises(TypeError):
        Money(1) * 1.5  # type: ignore[operator]
    with pytest.raises(TypeError):
        Money(1.0)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="unknown currency"):
        Money(1, "ABC")
    assert Money(1) != Money(1, "HKD")
