"""The search API keeps its agreed shape, asks the index alone, and explains each rank."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from fondouk.kernel.actor import System
from fondouk.kernel.texts import Texts
from fondouk.reference import queries
from fondouk.reference.commands import load_starter


@pytest.fixture
def shop(world, search_index, at):
    """Two suppliers and four products, findable."""
    load_starter(System(), folder=Path(settings.FONDOUK.facts_dir) / "reference", at=at)
    queries.forget()
    coop, maker = world.cooperative(), world.manufacturer(region="MA-05")
    names = {"en": "Culinary argan oil", "fr": "Huile d'argan alimentaire", "ar": "زيت أركان"}
    made = [world.product(coop, names=Texts.of(names), sku=f"ARG-{n}") for n in range(3)]
    saffron = {"en": "Saffron threads", "ar": "زعفران حر"}
    made.append(world.product(maker, names=Texts.of(saffron), region="MA-05", moq=Decimal(1)))
    search_index()
    yield made
    queries.forget()


def test_an_answer_has_its_agreed_shape(shop, caller, django_assert_num_queries):
    caller().get("/search?q=argan&lang=fr")  # the names of categories are kept from now on
    with django_assert_num_queries(0):
        response = caller().get("/search?q=argan&lang=fr&size=2")
    assert response.status_code == 200, response.content
    body = response.json()
    assert set(body) >= {"total", "took_ms", "hits", "facets", "next"}
    assert body["total"] == 3
    assert len(body["hits"]) == 2
    assert isinstance(body["took_ms"], float)
    hit = body["hits"][0]
    assert hit["name"] == "Huile d'argan alimentaire"
    assert hit["price_from"]["amount"] == "25.90"
    assert hit["price_from"]["currency"] == "EUR"
    assert hit["price_from"]["unit"] == "litre"
    assert hit["price_from"]["incoterm"] == "FCA"
    assert hit["moq"] == {"quantity": "20", "unit": "litre"}
    assert hit["supplier"]["id"].startswith("com_")
    assert sum(one["weight"] for one in hit["why"]) == pytest.approx(hit["score"], abs=0.01)
    assert all(one["text"] for one in hit["why"])
    assert {"value": "MA-09", "label": "Souss-Massa", "count": 3} in body["facets"]["region"]
    kinds = {one["value"]: one["label"] for one in body["facets"]["supplier_kind"]}
    assert kinds == {"cooperative": "Coopérative"}
    prices = {one["value"]: one["label"] for one in body["facets"]["price"]}
    assert prices["0-1"] == "0 – 1 EUR"


def test_pages_follow_each_other_to_the_end(shop, caller):
    first = caller().get("/search?q=argan&size=2").json()
    second = caller().get(f"/search?q=argan&size=2&cursor={first['next']}").json()
    found = [hit["id"] for hit in first["hits"] + second["hits"]]
    assert sorted(found) == sorted(shop[:3])
    assert second["next"] is None


def test_repeated_parameters_are_alternatives_and_facets_combine(shop, caller):
    def total(query):
        return caller().get(f"/search?{query}").json()["total"]

    assert total("region=MA-09") == 3
    assert total("region=MA-09&region=MA-05") == 4
    assert total("region=MA-09&supplier_kind=manufacturer") == 0
    assert total("moq_max=5") == 1
    assert total("price_max=26&currency=EUR") == 4
    assert total("price_max=1&currency=EUR") == 0
    counts = caller().get("/search?region=MA-09").json()["facets"]["region"]
    assert {one["value"]: one["count"] for one in counts} == {"MA-09": 3, "MA-05": 1}


def test_converted_prices_say_about_and_their_day(shop, caller):
    hit = caller().get("/search?q=argan&currency=MAD").json()["hits"][0]
    about = hit["price_from"]["about"]
    assert about["currency"] == "MAD"
    assert Decimal(about["amount"]) > Decimal("200")
    assert about["rate_on"]


@pytest.mark.parametrize(
    ("query", "field", "code"),
    [
        ("size=101", "size", "input_invalid"),
        ("sort=paid", "sort", "input_choice"),
        ("price_max=cheap", "price_max", "not_a_number"),
        ("currency=euro", "currency", "bad_currency"),
        ("cursor=zzz", "cursor", "bad_cursor"),
        ("lang=de", "lang", "input_choice"),
    ],
)
def test_a_wrong_question_names_its_parameter(shop, caller, query, field, code):
    response = caller().get(f"/search?{query}")
    assert response.status_code == 422
    one = response.json()["errors"][0]
    assert (one["field"], one["code"]) == (field, code)


def test_drafts_are_never_found(world, shop, search_index, caller):
    owner = world.cooperative()
    world.product(owner, publish=False, names=Texts.of({"en": "Hidden cumin"}))
    search_index()
    assert caller(owner).get("/search?q=cumin").json()["total"] == 0


def test_words_are_completed(shop, caller):
    items = caller().get("/search/suggest?q=arg&lang=en").json()["items"]
    assert items
    assert any("argan" in json.dumps(one, ensure_ascii=False).lower() for one in items)
    assert caller().get("/search/suggest").json() == {"items": []}
