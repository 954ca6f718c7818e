"""Products through the API: read by all, written by their company's programs."""

import pytest

from fondouk.catalogue.events import AttributeKind, AttributeSpec
from fondouk.kernel.actor import Deed
from fondouk.kernel.texts import Texts

RECORD = {
    "sku": "ARG-1",
    "name": {"en": "Argan oil", "ar": "زيت أركان"},
    "description": {"en": "Pressed from kernels."},
    "category": "food.oils",
    "hs_code": "1515.90",
    "origin": "ma",
    "region": "MA-09",
    "unit": "litre",
    "selling_units": [{"unit": "drum", "contains": 25}],
    "moq": "20",
    "capacity_per_month": 4000.5,
    "lead_time_days": 14,
    "prices": [
        {
            "min_quantity": "20",
            "amount": "28.50",
            "currency": "EUR",
            "incoterm": "FCA",
            "place": "Agadir",
        }
    ],
    "sample_price": {"amount": "12", "currency": "EUR"},
    "season": {"kind": "harvest", "from_month": 6, "to_month": 9},
    "attributes": {"extraction": "cold_pressed", "organic": True, "acidity": 0.8},
    "packing": {"unit": "carton", "units_per_pack": 12, "gross_weight_g": 13800},
}


@pytest.fixture
def coop(world):
    acidity = AttributeSpec(
        code="acidity", kind=AttributeKind.NUMBER, names=Texts.of({"en": "Acidity"}), unit="%"
    )
    world.category("food.oils", attributes=(acidity,))
    return world.cooperative()


def test_anybody_reads_a_published_product(world, coop, caller):
    product = world.product(coop)
    response = caller().get(f"/products/{product}")
    assert response.status_code == 200
    body = response.json()
    assert body["id"] == product
    assert body["state"] == "published"
    assert response["ETag"] == f'"{body["version"]}"'
    assert body["actions"] == []
    assert body["moq"] == {"quantity": "20", "unit": "litre"}
    assert body["prices"][0]["amount"] == "28.50"
    assert body["prices"][0]["currency"] == "EUR"
    assert body["supplier"]["name"]
    assert body["category"]["code"] == "food.oils"


def test_a_draft_is_nothing_to_others_and_everything_to_its_own(world, coop, caller):
    draft = world.product(coop, publish=False)
    for other in (caller(), caller(world.buyer()), caller(world.cooperative())):
        response = other.get(f"/products/{draft}")
        assert response.status_code == 404
        assert response.json()["code"] == "not_found"
        absent = other.get("/products/prd_none")
        assert absent.json()["detail"] == response.json()["detail"]
    own = caller(coop).get(f"/products/{draft}").json()
    assert own["actions"] == ["edit", "publish", "archive"]


def test_a_buyers_program_may_ask_for_a_quote(world, coop, caller):
    product = world.product(coop)
    assert caller(world.buyer()).get(f"/products/{product}").json()["actions"] == ["ask_quote"]


def test_a_record_of_an_import_makes_a_product(coop, caller):
    response = caller(coop).post("/products", RECORD)
    assert response.status_code == 201, response.content
    body = response.json()
    assert response["Location"] == body["href"]
    assert body["state"] == "draft"
    assert body["hs_code"] == "151590"
    assert body["origin"] == "MA"
    assert body["capacity_per_month"] == {"quantity": "4000.5", "unit": "litre"}
    assert body["sample_price"] == {"amount": "12.00", "currency": "EUR"}
    assert body["attributes"] == {
        "extraction": "cold_pressed",
        "organic": True,
        "acidity": "0.8",
    }
    assert body["season"] == {"kind": "harvest", "from_month": 6, "to_month": 9}
    assert body["selling_units"] == [{"unit": "drum", "contains": "25"}]


def test_saved_and_published_at_once_or_not_at_all(coop, caller):
    program = caller(coop)
    body = program.post("/products", RECORD | {"status": "published"}).json()
    assert body["state"] == "published"
    bare = {"sku": "B", "name": {"en": "Bare"}, "category": "food.oils", "status": "published"}
    refused = program.post("/products", bare)
    assert refused.status_code == 422
    assert {one["code"] for one in refused.json()["errors"]} == {
        "publication_needs_unit",
        "publication_needs_price",
    }
    assert [one["sku"] for one in program.get("/products").json()["items"]] == ["ARG-1"]


def test_every_mistake_is_named_by_its_member(coop, caller):
    wrong = RECORD | {
        "hs_code": "15x",
        "unit": "bucket",
        "colour": "red",
        "prices": [RECORD["prices"][0] | {"amount": "-3"}, {"amount": 12.5}],
        "name": 7,
    }
    response = caller(coop).post("/products", wrong)
    assert response.status_code == 422
    found = {one["field"]: one["code"] for one in response.json()["errors"]}
    assert found["hs_code"] == "bad_hs_code"
    assert found["unit"] == "unknown_unit"
    assert found["colour"] == "input_unknown"
    assert found["prices.0.amount"] == "not_positive"
    assert found["prices.1.amount"] == "not_a_number"
    assert found["prices.1.min_quantity"] == "input_required"
    assert found["name"] == "input_type"


def test_refusals_of_the_rules_name_members_too(coop, caller):
    second = RECORD["prices"][0] | {"min_quantity": "200", "currency": "MAD"}
    response = caller(coop).post("/products", RECORD | {"prices": [RECORD["prices"][0], second]})
    one = response.json()["errors"][0]
    assert (one["code"], one["field"]) == ("mixed_currencies", "prices.1.currency")


def test_a_change_keeps_what_it_does_not_name(coop, caller):
    program = caller(coop)
    made = program.post("/products", RECORD).json()
    path = f"/products/{made['id']}"
    changed = program.patch(path, {"lead_time_days": 5, "region": None})
    assert changed.status_code == 200, changed.content
    after = changed.json()
    assert after["version"] == made["version"] + 1
    assert (after["lead_time_days"], after["region"]) == (5, None)
    untouched = set(made) - {"lead_time_days", "region", "version", "updated_at"}
    assert {name: made[name] for name in untouched} == {name: after[name] for name in untouched}


def test_what_a_product_answers_may_be_sent_back(coop, caller):
    program = caller(coop)
    made = program.post("/products", RECORD).json()
    same = {name: made[name] for name in RECORD}
    same["category"] = made["category"]["code"]
    same["prices"] = [
        {name: value for name, value in one.items() if name != "unit"} for one in made["prices"]
    ]
    after = program.patch(f"/products/{made['id']}", same).json()
    assert after == made


def test_a_change_from_an_old_version_is_412(coop, caller):
    program = caller(coop)
    made = program.post("/products", RECORD).json()
    path = f"/products/{made['id']}"
    program.patch(path, {"lead_time_days": 5})
    stale = program.patch(path, {"lead_time_days": 6}, if_match=f'"{made["version"]}"')
    assert stale.status_code == 412
    assert stale.json()["code"] == "stale_version"
    malformed = program.patch(path, {"lead_time_days": 6}, if_match="new")
    assert (malformed.status_code, malformed.json()["code"]) == (400, "bad_if_match")
    assert program.patch(path, {"lead_time_days": 6}, if_match='"2"').status_code == 200


def test_a_product_goes_through_its_states(coop, caller):
    program = caller(coop)
    path = f"/products/{program.post('/products', RECORD).json()['id']}"
    for step, state in (
        ("publish", "published"),
        ("unpublish", "draft"),
        ("archive", "archived"),
        ("restore", "draft"),
    ):
        answer = program.post(f"{path}/{step}")
        assert answer.status_code == 200, answer.content
        assert answer.json()["state"] == state
    again = program.post(f"{path}/restore")
    assert (again.status_code, again.json()["code"]) == (409, "wrong_product_state")


def test_a_scope_that_is_missing_is_403_and_no_key_is_401(world, coop, caller):
    product = world.product(coop)
    reader = caller(coop, Deed.READ_CATALOGUE)
    assert reader.post("/products", RECORD).json()["code"] == "not_allowed"
    assert reader.post(f"/products/{product}/unpublish").status_code == 403
    nobody = caller().post("/products", RECORD)
    assert (nobody.status_code, nobody.json()["code"]) == (401, "key_needed")
    assert "WWW-Authenticate" in nobody


def test_another_company_changes_nothing(world, coop, caller):
    product = world.product(coop)
    other = caller(world.cooperative())
    assert other.patch(f"/products/{product}", {"lead_time_days": 1}).status_code == 404
    assert other.post(f"/products/{product}/archive").status_code == 404


def test_the_list_goes_by_pages(world, coop, caller):
    made = [world.product(coop, publish=False) for _ in range(5)]
    program, seen, cursor = caller(coop), [], ""
    for _ in range(3):
        page = program.get(f"/products?size=2{cursor}").json()
        seen += [one["id"] for one in page["items"]]
        cursor = f"&cursor={page['next']}"
    assert seen == made[::-1]
    assert page["next"] is None
    assert program.get("/products?size=0").json()["errors"][0]["field"] == "size"
    assert program.get("/products?cursor=x").json()["code"] == "bad_cursor"
    assert program.get("/products?state=lost").json()["code"] == "input_choice"


def test_bodies_that_are_no_json_say_so(coop, caller):
    from django.test import Client

    headers = caller(coop).headers
    client = Client()

    def send(body, kind):
        return client.generic("POST", "/api/v1/products", body, content_type=kind, headers=headers)

    assert send(b"{", "application/json").json()["code"] == "body_not_json"
    assert send(b"\xff", "application/json").json()["code"] == "body_not_json"
    assert send(b"sku=1", "application/x-www-form-urlencoded").status_code == 415
    assert send(b"", "application/json").json()["code"] == "body_missing"
    assert send(b"[]", "application/json").status_code == 422
    assert send(b'{"sku": "a\\u0000b"}', "application/json").json()["code"] == "bad_text"
    big = b'{"sku": "' + b"a" * 6_000_000 + b'"}'
    assert send(big, "application/json").status_code == 413


def test_the_tree_of_categories_is_open(world, caller):
    world.category("food.oils")
    tree = caller().get("/categories").json()["items"]
    assert [one["code"] for one in tree] == ["food.oils"]
    assert caller().get("/categories/food.oils").json()["id"] == tree[0]["id"]
    assert caller().get("/categories/none").status_code == 404
