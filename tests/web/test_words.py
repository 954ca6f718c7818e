"""Figures and days as each reader writes them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from fondouk.kernel.money import Money
from fondouk.kernel.quantity import Quantity, Unit
from fondouk.web.ui import words

NB = "\u00a0"


@pytest.mark.parametrize(
    "language, amount, shown",
    [
        ("en", "1234.5", f"1,234.50{NB}EUR"),
        ("fr", "1234.5", f"1{NB}234,50{NB}EUR"),
        ("es", "12345.5", f"12.345,50{NB}EUR"),
        ("ar", "1234.5", f"1.234,50{NB}EUR"),
        ("en", "0.0425", f"0.0425{NB}EUR"),
    ],
)
def test_money_names_its_currency_and_keeps_its_cents(language, amount, shown):
    with translation.override(language):
        assert words.money(Money(Decimal(amount), "EUR")) == shown


def test_a_currency_without_cents_has_none_and_about_is_rounded():
    with translation.override("en"):
        assert words.money(Money(Decimal("1500"), "XOF")) == f"1,500{NB}XOF"
        assert words.money(Money(Decimal("258.875"), "MAD"), rounded=True) == f"258.88{NB}MAD"
        assert words.money(None) == ""


@pytest.mark.parametrize(
    "count, shown",
    [
        (1, "1 كرتون"),
        (2, "2 كرتونان"),
        (3, "3 كراتين"),
        (11, "11 كرتوناً"),
        (100, "100 كرتون"),
        (103, "103 كراتين"),
    ],
)
def test_arabic_counts_in_all_its_forms(count, shown):
    with translation.override("ar"):
        assert words.quantity(Quantity(Decimal(count), Unit.CARTON)) == shown


@pytest.mark.parametrize("unit", list(Unit))
@pytest.mark.parametrize("language", ["en", "fr", "ar", "es"])
def test_every_unit_has_words(unit, language):
    with translation.override(language):
        assert "_" not in words.unit_name(unit)
        assert words.amount_of(Decimal("2.5"), unit) != f"2.5{NB}{unit.value}"
        assert "%(" not in words.quantity(Quantity(Decimal(7), unit))


def test_days_name_their_month():
    shown = {}
    for language in ("en", "fr", "ar", "es"):
        with translation.override(language):
            shown[language] = words.day(date(2026, 9, 30))
    assert shown == {
        "en": "30 Sept 2026",
        "fr": "30 sept. 2026",
        "ar": "30 شتنبر 2026",
        "es": "30 sept 2026",
    }


def test_an_instant_is_shown_to_the_minute():
    with translation.override("en"):
        assert words.instant(datetime(2026, 9, 30, 14, 5, 59, tzinfo=UTC)) == "30 Sept 2026, 14:05"


def test_places_currencies_languages_and_sizes_have_names():
    with translation.override("es"):
        assert words.country_name("ma") == "Marruecos"
        assert words.currency_name("MAD") == "dírham marroquí"
        assert words.language_name("ar") == "árabe"
        assert words.filesize(184_320) == "184 kB"
    assert words.country_name("ZZ9") == "ZZ9"
