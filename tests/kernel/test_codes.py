"""Codes, quantities, seasons and texts: what is accepted, what is refused, what they answer."""

from datetime import date
from decimal import Decimal

import pytest

from fondouk.kernel.codes import HSCode, Incoterm, country_code, locode
from fondouk.kernel.period import Period, Season
from fondouk.kernel.quantity import Quantity, Unit
from fondouk.kernel.refused import Refusals, Refused
from fondouk.kernel.texts import Texts


@pytest.mark.parametrize("typed", ["1515.90", "15 15 90", "151590", "1515-90"])
def test_an_hs_code_reads_in_each_way_of_writing(typed):
    code = HSCode.of(typed)
    assert (code.digits, code.chapter, str(code)) == ("151590", "15", "1515.90")


@pytest.mark.parametrize("typed", ["", "151", "15159a", "00", "12345678901", "١٥١٥٩٠x"])
def test_other_digits_are_no_hs_code(typed):
    with pytest.raises(Refused, match="bad_hs_code"):
        HSCode.of(typed)


def test_sea_terms_are_the_four_of_incoterms_2020():
    assert [term.value for term in Incoterm if term.sea_only] == ["FAS", "FOB", "CFR", "CIF"]
    with pytest.raises(Refused, match="unknown_incoterm"):
        Incoterm.of("DAT")


def test_codes_of_countries_and_places():
    assert (country_code(" ma "), locode("MA AGA")) == ("MA", "MAAGA")
    for bad, check in (("MAR", country_code), ("AG", locode)):
        with pytest.raises(Refused):
            check(bad)


@pytest.mark.parametrize(
    ("unit", "other", "factor"),
    [
        (Unit.TONNE, Unit.KG, Decimal(1000)),
        (Unit.G, Unit.KG, Decimal("0.001")),
        (Unit.LITRE, Unit.ML, Decimal(1000)),
        (Unit.DOZEN, Unit.PIECE, Decimal(12)),
        (Unit.KG, Unit.LITRE, None),
        (Unit.CARTON, Unit.PIECE, None),
        (Unit.PAIR, Unit.PIECE, None),
    ],
)
def test_units_convert_only_where_the_trade_need_not_say(unit, other, factor):
    assert unit.to(other) == factor


def test_each_unit_has_its_code_and_measures_something():
    assert all(unit.rec_code and unit.dimension for unit in Unit)
    with pytest.raises(Refused, match="not_positive"):
        Quantity.of("0", "kg")


def test_a_season_may_cross_the_end_of_the_year():
    season = Season(11, 2)
    assert season.months() == (11, 12, 1, 2)
    assert season.covers(date(2027, 1, 5)) and not season.covers(date(2027, 3, 1))


def test_a_period_never_ends_before_it_starts():
    assert Period(None, date(2026, 1, 1)).covers(date(2025, 1, 1))
    with pytest.raises(Refused, match="period_ends_before_it_starts"):
        Period(date(2026, 1, 2), date(2026, 1, 1))


def test_a_text_falls_back_to_what_was_given_and_says_so():
    texts = Texts.of({"ar": "زعفران", "fr": "Safran", "en": " "})
    assert texts.best("fr") == "Safran"
    assert (texts.best("en"), texts.language_of_best("en")) == ("Safran", "fr")
    assert texts.get("en") is None


def test_many_refusals_travel_as_one():
    both = Refusals([Refused("not_positive", "moq", value="0"), Refused("bad_place", "place")])
    assert [one.field for one in both] == ["moq", "place"]
    assert both.code == "not_positive"
