"""Files of products at the command line: the shape of its answer, and out-and-in unchanged."""

import json

import pytest
from click.testing import CliRunner

from fakes.world import World
from fondouk.catalogue import queries
from fondouk.cli.catalogue import command
from fondouk.companies.queries import list_cards
from fondouk.kernel.actor import System

pytestmark = pytest.mark.django_db
HUB = System()
PRICE = {"min_quantity": "20", "amount": "28.50", "currency": "EUR", "incoterm": "FCA"}
FULL = {
    "sku": "=ARG 1",
    "status": "published",
    "name": {"en": "Argan oil", "ar": "زيت الأركان"},
    "description": {"fr": "Pressée à froid.\nEn bidon, « brut »; non filtrée, 1/2"},
    "category": "food.oils",
    "hs_code": "151590",
    "hs_reason": "Fixed vegetable oil",
    "origin": "MA",
    "region": "MA-09",
    "unit": "litre",
    "moq": "20.5",
    "capacity_per_month": "3000",
    "lead_time_days": 14,
    "prices": [PRICE | {"place": "Agadir"}, PRICE | {"min_quantity": "200", "place": "Agadir"}],
    "attributes": {"acidity": 0.8, "organic": True, "variety": "-wild", "batches": 12},
    "packing": {"unit": "carton", "units_per_pack": "12", "gross_weight_g": 13400},
    "selling_units": [{"unit": "pallet", "contains": "720"}],
    "season": {"kind": "harvest", "from_month": 10, "to_month": 2},
    "sample_price": {"amount": "15.00", "currency": "EUR"},
    "certificates": ["organic_eu", "halal"],
    "brand": "Afous",
    "gtin": "0095205603217",
}
ASKED = {"sku": "B", "name": {"es": "Aceite"}, "category": "food.oils", "price_on_request": True}


@pytest.fixture
def world(at):
    made = World(at)
    made.category("food.oils")
    return made


def slug_of(owner) -> str:
    return list_cards(HUB, [owner.company_id])[owner.company_id].slug


def invoked(*words: object, code: int = 0) -> dict[str, object]:
    result = CliRunner().invoke(command, [str(word) for word in words])
    assert result.exit_code == code, result.output
    return json.loads(result.stdout)


def file_of(folder, *records) -> object:
    path = folder / "products.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in records), "utf-8")
    return path


@pytest.mark.parametrize("kind", ["csv", "xlsx", "jsonl"])
def test_what_goes_out_comes_in_unchanged(world, tmp_path, kind):
    slug = slug_of(world.cooperative())
    first = invoked("import", file_of(tmp_path, FULL, ASKED), "--company", slug, "--json")
    assert (first["created"], first["published"], first["refused"]) == (2, 1, 0)
    out = tmp_path / f"out.{kind}"
    assert invoked("export", out, "--company", slug, "--json")["written"] == 2
    again = invoked("import", out, "--json")
    assert (again["unchanged"], again["created"], again["updated"]) == (2, 0, 0)
    records = list(queries.iter_records(HUB, None))
    assert [record.pop("supplier") for record in records] == [slug, slug]
    assert sorted(records, key=lambda one: one["sku"]) == [FULL, ASKED | {"status": "draft"}]


def test_the_answer_has_its_stated_shape(world, tmp_path):
    slug = slug_of(world.cooperative())
    path = file_of(tmp_path, FULL, FULL | {"sku": "C", "prices": [PRICE | {"amount": "-1"}]})
    answer = invoked("import", path, "--company", slug, "--json", code=1)
    assert list(answer) == [
        "read",
        "created",
        "updated",
        "unchanged",
        "refused",
        "published",
        "seconds",
        "errors",
    ]
    assert (answer["read"], answer["refused"], answer["created"]) == (2, 1, 0)
    assert answer["errors"][0] == {
        "row": 2,
        "column": "price_1_amount",
        "value": "-1",
        "code": "not_positive",
        "remedy": answer["errors"][0]["remedy"],
    }
    assert answer["errors"][0]["remedy"]
    skipped = invoked("import", path, "--company", slug, "--on-error", "skip", "--json", code=1)
    assert (skipped["created"], skipped["published"]) == (1, 1)


def test_a_dry_run_and_publish_do_as_they_say(world, tmp_path):
    slug = slug_of(world.cooperative())
    path = file_of(tmp_path, FULL | {"status": "draft"})
    dry = invoked("import", path, "--company", slug, "--dry-run", "--json")
    assert (dry["read"], dry["created"]) == (1, 0)
    live = invoked("import", path, "--company", slug, "--publish", "--json")
    assert (live["created"], live["published"]) == (1, 1)


def test_a_file_or_mapping_that_cannot_be_is_one_clear_error(world, tmp_path):
    bad = tmp_path / "x.csv"
    bad.write_bytes(b"%PDF-1.7")
    answer = invoked("import", bad, "--json", code=1)
    assert (answer["read"], answer["errors"][0]["code"]) == (0, "unknown_format")
    mapping = tmp_path / "mapping.json"
    mapping.write_text('{"version": 1, "fields": {"weight": "w"}}')
    path = file_of(tmp_path, FULL)
    answer = invoked("import", path, "--mapping", mapping, "--json", code=1)
    assert answer["errors"][0]["code"] == "mapping_unknown_field"
    told = CliRunner().invoke(command, ["import", str(bad)])
    assert told.exit_code == 1 and "CSV" in told.output and "Traceback" not in told.output


def test_a_shops_feed_needs_no_mapping(world, tmp_path):
    slug = slug_of(world.cooperative())
    feed = tmp_path / "feed.xml"
    feed.write_text(
        '<rss xmlns:g="http://base.google.com/ns/1.0"><channel><item><g:id>A</g:id>'
        "<title>Argan oil</title><g:price>12.50 EUR</g:price><g:brand>Afous</g:brand>"
        "<g:product_type>food.oils</g:product_type></item></channel></rss>"
    )
    answer = invoked("import", feed, "--company", slug, "--publish", "--json")
    assert (answer["created"], answer["published"]) == (1, 1)
    (record,) = queries.iter_records(HUB, None)
    assert record["prices"][0] == PRICE | {
        "min_quantity": "1",
        "amount": "12.50",
        "incoterm": "EXW",
        "place": "Taroudant",
    }


def test_unknown_columns_are_told_once_before_any_row(world, tmp_path):
    table = tmp_path / "x.csv"
    table.write_text("sku,name_en,colour,weight\n" + "A,x,red,1\n" * 50)
    answer = invoked("import", table, "--company", slug_of(world.cooperative()), "--json", code=1)
    (told,) = answer["errors"]
    assert (told["code"], told["value"]) == ("unknown_column", "colour, weight")
    assert answer["created"] == 0
