"""Closed lists and facts through the API, open to all and kept by caches."""

from pathlib import Path

import pytest
from django.conf import settings

from fondouk.kernel.actor import System
from fondouk.reference import queries
from fondouk.reference.commands import load_starter


@pytest.fixture
def facts(db, at):
    load_starter(System(), folder=Path(settings.FONDOUK.facts_dir) / "reference", at=at)
    queries.forget()
    yield
    queries.forget()


def test_places_and_regions_bear_their_names(facts, caller):
    places = caller().get("/reference/places?q=agad").json()["items"]
    assert "MAAGA" in {one["locode"] for one in places}
    regions = caller().get("/reference/regions?country=MA").json()["items"]
    assert len(regions) == 12
    assert caller().get("/reference/regions?country=Maroc").json()["code"] == "bad_country"
    assert caller().get("/reference/places").json()["errors"][0]["field"] == "q"


def test_words_find_hs_codes_and_codes_their_line(facts, caller):
    found = caller().get("/reference/hs?q=safran").json()["items"]
    assert found[0]["code"] == "091020"
    assert caller().get("/reference/hs/0910.20").json()["name"]["fr"]
    assert caller().get("/reference/hs/999999").status_code == 404


def test_rates_say_their_day_and_source(facts, caller):
    rates = {one["quote"]: one for one in caller().get("/reference/rates").json()["items"]}
    assert rates["MAD"]["base"] == "EUR"
    assert rates["MAD"]["on"]
    assert rates["MAD"]["source"]
    assert isinstance(rates["MAD"]["rate"], str)
    in_dirham = caller().get("/reference/rates?base=MAD").json()["items"]
    assert "EUR" in {one["quote"] for one in in_dirham}


def test_names_follow_the_readers_language(caller):
    french = caller().get("/reference/countries", accept_language="fr").json()["items"]
    assert {"code": "MA", "name": "Maroc"} in french
    assert caller().get("/reference/currencies").status_code == 200
    assert len(caller().get("/reference/incoterms").json()["items"]) == 11
