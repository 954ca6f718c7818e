"""Searching and reindexing at the command line, where no worker runs."""

import json

import pytest
from click.testing import CliRunner

from fondouk.cli.reindex import command as reindex
from fondouk.cli.search import command as search
from fondouk.discovery.adapters.product_index import product_index
from fondouk.discovery.ports import INDEX
from fondouk.kernel.texts import Texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def index(tmp_path):
    before = INDEX.get()
    INDEX.fill(product_index(tmp_path))
    yield
    INDEX.fill(before)


def run(command, *words):
    done = CliRunner().invoke(command, words)
    assert done.exit_code == 0, done.output
    return done.output


def test_reindex_makes_products_findable_and_search_says_why(world, index):
    world.product(world.cooperative(), names=Texts.of({"en": "Saffron of Taliouine"}))
    done = json.loads(run(reindex, "--json"))
    assert (done["done"], done["products"]) == (True, 1)
    found = json.loads(run(search, "zafran", "--json"))
    assert found["total"] == 1 and found["hits"][0]["name"] == "Saffron of Taliouine"
    features = {one["feature"] for one in found["hits"][0]["why"]}
    assert "meaning" in features
    said = run(search, "saffron", "taliuine", "--currency", "USD")
    assert "Saffron of Taliouine" in said and "1 found" in said
    assert "was read as" in said
    assert "1 products" in run(reindex)
