"""Money never mixes currencies, never loses digits, and rounds by a named rule."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fondouk.kernel.money import Money, minor_digits, total
from fondouk.kernel.refused import Refused
from fondouk.kernel.rounding import Rounding

amounts = st.decimals(min_value=-(10**9), max_value=10**9, places=4)


@given(amounts, amounts)
def test_adding_and_taking_away_gives_back(first, second):
    assert Money(first, "EUR") + Money(second, "EUR") - Money(second, "EUR") == Money(first, "EUR")


@given(amounts)
def test_what_is_shown_reads_back_the_same(amount):
    money = Money(amount, "MAD")
    assert Money.of(**money.shown()) == money


def test_two_currencies_never_add():
    with pytest.raises(Refused) as refused:
        Money.of("1", "EUR") + Money.of("1", "USD")
    assert refused.value.code == "mixed_currencies"


@pytest.mark.parametrize(
    ("amount", "currency", "shown"),
    [
        ("12.5", "EUR", "12.50"),
        ("100", "XOF", "100"),
        ("0.0375", "USD", "0.0375"),
        ("1.5", "TND", "1.500"),
    ],
)
def test_shown_with_the_coins_of_the_currency(amount, currency, shown):
    assert Money.of(amount, currency).shown() == {"amount": shown, "currency": currency}


@pytest.mark.parametrize(
    ("rule", "result"),
    [
        (Rounding.HALF_UP, "2.35"),
        (Rounding.HALF_EVEN, "2.34"),
        (Rounding.DOWN, "2.34"),
        (Rounding.UP, "2.35"),
    ],
)
def test_each_rounding_by_its_name(rule, result):
    assert Money.of("2.345", "EUR").rounded(rule).amount == Decimal(result)


@pytest.mark.parametrize("typed", ["", "abc", "NaN", "Infinity", "1e400", "1,5", True, 1.5])
def test_what_is_not_a_number_is_refused_at_its_field(typed):
    with pytest.raises(Refused) as refused:
        Money.of(typed, "EUR", "price")
    assert (refused.value.code, refused.value.field) == ("not_a_number", "price")


def test_a_total_of_nothing_is_zero_of_its_currency():
    assert total([], "EUR") == Money(Decimal(0), "EUR")
    assert minor_digits("XOF") == 0
