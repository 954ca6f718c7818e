"""A program uploads a file, follows its import and reads what was wrong."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from fondouk.flows.import_products import run_import
from fondouk.kernel.actor import Deed

CSV = "Ref;Nom;Famille;Prix\nA;Huile;food.oils;12,50\nB;Figues;food.stones;9,00\n"
MAPPING = {
    "version": 1,
    "language": "fr",
    "fields": {"sku": "Ref", "name": "Nom", "category": "Famille"},
}


@pytest.fixture
def owner(world):
    world.category("food.oils")
    return world.cooperative()


@pytest.fixture
def program(owner, caller):
    return caller(owner)


def upload(program, content=CSV, **options):
    file = SimpleUploadedFile("list.csv", content.encode())
    return Client().post("/api/v1/imports", {"file": file, **options}, headers=program.headers)


def test_an_upload_is_imported_in_the_background(world, owner, program):
    made = upload(program, mapping=json.dumps(MAPPING), on_error="skip")
    assert made.status_code == 201, made.content
    body = made.json()
    assert (body["state"], body["actions"], made["Location"]) == (
        "waiting",
        ["cancel"],
        body["href"],
    )
    run_import(body["id"], now=lambda: world.at)
    body = program.get(f"/imports/{body['id']}").json()
    assert (body["state"], body["share"], body["counts"]["created"]) == ("done", 1.0, 1)
    errors = program.get(f"/imports/{body['id']}/errors").json()
    (error,) = errors["items"]
    assert (error["row"], error["column"], error["code"]) == (3, "Famille", "unknown_category")
    assert error["remedy"] and errors["next"] is None
    listed = program.get("/imports").json()["items"]
    assert [one["id"] for one in listed] == [body["id"]]


def test_a_dry_run_is_applied_by_start(world, owner, program):
    content = CSV.replace("food.stones", "food.oils")
    made = upload(program, content, mapping=json.dumps(MAPPING), dry_run="true").json()
    run_import(made["id"], now=lambda: world.at)
    checked = program.get(f"/imports/{made['id']}")
    assert (checked.json()["state"], checked.json()["counts"]["read"]) == ("checked", 2)
    assert program.post(f"/imports/{made['id']}/start", if_match='"1"').status_code == 412
    started = program.post(f"/imports/{made['id']}/start", if_match=checked["ETag"])
    assert started.json()["state"] == "applying"
    assert run_import(made["id"], now=lambda: world.at).counts.created == 2
    assert program.post(f"/imports/{made['id']}/cancel").status_code == 409


def test_mappings_are_kept_and_used_by_their_id(world, owner, program):
    kept = program.post("/mappings", {"name": "List", "mapping": MAPPING})
    assert kept.status_code == 201
    mapping_id = kept.json()["id"]
    assert upload(program, mapping=mapping_id, start="false").json()["state"] == "preview"
    assert [one["name"] for one in program.get("/mappings").json()["items"]] == ["List"]
    assert program.send("DELETE", f"/mappings/{mapping_id}").status_code == 204
    assert program.send("DELETE", f"/mappings/{mapping_id}").status_code == 404


@pytest.mark.parametrize(
    ("content", "options", "code"),
    [
        ("%PDF-1.7", {}, "unknown_format"),
        (CSV, {"mapping": "{"}, "mapping_not_object"),
        (CSV, {"mapping": '{"version": 1, "fields": {"x": "y"}}'}, "mapping_unknown_field"),
    ],
)
def test_what_cannot_be_is_a_problem_and_leaves_nothing(program, content, options, code):
    answer = upload(program, content, **options)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert program.get("/imports").json()["items"] == []


def test_another_company_and_a_narrow_key_see_nothing(world, owner, program, caller):
    made = upload(program, mapping=json.dumps(MAPPING)).json()
    other = caller(world.cooperative())
    for path in (f"/imports/{made['id']}", f"/imports/{made['id']}/errors"):
        assert other.get(path).status_code == 404
    assert caller(owner, Deed.READ_CATALOGUE).get("/imports").status_code == 403
    assert upload(caller()).status_code == 401
