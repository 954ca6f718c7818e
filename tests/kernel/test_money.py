"""Money never mixes currencies, never loses digits, and rounds by a named rule."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fondouk.kernel.money import Money, minor_digits, total
from fondouk.kernel.numbers import decimal_of, whole_of
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


@pytest.mark.parametrize("typed", ["1_000", "１２", "१२", "²", "1e99999999"])
def test_figures_that_only_python_reads_are_refused(typed):
    with pytest.raises(Refused) as refused:
        decimal_of(typed)
    assert refused.value.code == "not_a_number"


def test_figures_as_people_type_them_are_read():
    assert [decimal_of(one) for one in (" -1.50", "+.5", "1E+2", "١٢.٥", "۱۲")] == [
        Decimal(one) for one in ("-1.5", "0.5", "100", "12.5", "12")
    ]


def test_a_whole_number_is_one_to_nine_plain_digits():
    assert [whole_of(one) for one in ("0", "007", "9" * 9)] == [0, 7, 999_999_999]
    wrong = ("", "²", "٣", "-1", "1_0", " 1", "9" * 10, "9" * 5000)
    assert not any(whole_of(one) is not None for one in wrong)
