"""A supplier's file, from the upload to the report, page by page and without a script."""

import json
import re
from html.parser import HTMLParser

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from fakes.world import World
from fondouk.catalogue import queries
from fondouk.flows.import_products import run_import
from fondouk.kernel.actor import Visitor
from fondouk.plumbing import jobs

pytestmark = pytest.mark.django_db

CSV = (
    "Référence;Désignation;Famille;Prix;Unité;Zone\n"
    "A;Huile d’argan;food.oils;12,50;litre;x\n"
    "B;Huile d’olive;food.oils;9,80;baril;=1+1\n"
)


@pytest.fixture
def world(at):
    made = World(at)
    made.category("food.oils")
    return made


@pytest.fixture
def owner(world, client):
    actor = world.cooperative()
    world.sign_in(client, actor)
    return actor


def uploaded(client, content: str | bytes, name="liste.csv", **more) -> str:
    data = content if isinstance(content, bytes) else content.encode()
    file = SimpleUploadedFile(name, data)
    answer = client.post(reverse("supplier:imports"), {"file": file, **more})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


class Forms(HTMLParser):
    """The fields of the first form that leads to an address, as a browser would send them."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.action, self.given, self.inside, self.done, self.select = action, {}, False, False, ""

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "form" and found.get("action", "").endswith(self.action) and not self.done:
            self.inside = True
        if not self.inside:
            return
        if tag == "select":
            self.select = found["name"]
        elif tag == "option" and "selected" in found:
            self.given[self.select] = found["value"]
        elif tag == "input" and found.get("type") in ("checkbox", "radio"):
            if "checked" in found:
                self.given[found["name"]] = found.get("value", "on")
        elif tag == "input" and found["name"] != "csrfmiddlewaretoken":
            self.given[found["name"]] = found.get("value", "")

    def handle_endtag(self, tag):
        if tag == "form" and self.inside:
            self.inside, self.done = False, True


def form_of(client, address: str) -> dict[str, str]:
    """What a browser would send back unchanged."""
    page = client.get(address)
    assert page.status_code == 200
    forms = Forms("/prepare")
    forms.feed(page.content.decode())
    return forms.given


def run(world, address: str):
    return run_import(address.rsplit("/", 1)[1], now=lambda: world.at)


def test_a_file_is_mapped_checked_and_imported(client, world, owner):
    address = uploaded(client, CSV)
    page = client.get(address).content.decode()
    assert "Référence" in page and "Huile d’argan" in page
    form = form_of(client, address)
    assert (form["column_0"], form["column_3"], form["decimals"]) == (
        "sku",
        "price_1_amount",
        "comma",
    )
    form |= {"constant_price_1_place": "Fès", "column_5": "attr_t_", "save_as": "Ma liste"}
    client.post(f"{address}/prepare", form | {"deed": "check"})
    assert jobs.waiting() == 1
    page = client.get(address).content.decode()
    assert 'hx-get="' in page and "http-equiv" in page
    view = run(world, address)
    assert view.counts.shown()["refused"] == 1
    page = client.get(address).content.decode()
    assert "baril" in page and "unknown_unit" not in page
    report = b"".join(client.get(f"{address}/report.csv")).decode("utf-8-sig")
    assert report.splitlines()[1].startswith("3,Unité,baril,unknown_unit,")
    client.post(f"{address}/reopen")
    again = form_of(client, address) | {"on_error": "skip", "publish": "on", "deed": "start"}
    client.post(f"{address}/prepare", again)
    view = run(world, address)
    assert (view.state, view.counts.created, view.counts.published) == ("done", 1, 1)
    (product,) = queries.list_products(Visitor(), owner.company_id).items
    assert product.draft.prices[0].place == "Fès"
    assert dict(product.draft.attributes) == {"zone": "x"}
    assert client.get(address).status_code == 200
    kept = client.get(reverse("supplier:mappings")).content.decode()
    (mapping,) = re.findall(r"map_\w+", kept)
    assert "Ma liste" in kept
    second = uploaded(client, CSV, mapping=mapping)
    assert form_of(client, second)["column_5"] == "attr_t_"
    client.post(reverse("supplier:mapping-delete", args=[mapping]))
    assert "Ma liste" not in client.get(reverse("supplier:mappings")).content.decode()


def test_the_mapping_as_json_is_taken_or_told_why_not(client, world, owner):
    address = uploaded(client, CSV)
    form = {"deed": "written", "written": "{"}
    assert client.post(f"{address}/prepare", form).status_code == 400
    form["written"] = json.dumps({"version": 1, "fields": {"weight": "x"}})
    answer = client.post(f"{address}/prepare", form)
    assert answer.status_code == 400 and "weight" in answer.content.decode()
    rules = {"sku": "Référence", "name": {"join": "{Désignation} ({Référence})"}}
    form["written"] = json.dumps({"version": 1, "language": "fr", "fields": rules})
    assert client.post(f"{address}/prepare", form).status_code == 302
    kept = form_of(client, address) | {"cents": "on", "column_3": "price_1_amount"}
    client.post(f"{address}/prepare", kept | {"deed": "update"})
    mapping = json.loads(client.get(f"{address}/mapping.json").content)
    assert mapping["fields"] == rules | {"price_1_amount": {"column": "Prix", "scale": "0.01"}}


def test_our_own_columns_ask_for_no_mapping(client, world, owner):
    record = {"sku": "A", "name": {"en": "Oil"}, "category": "food.oils"}
    address = uploaded(client, json.dumps(record), name="own.jsonl")
    form = form_of(client, address)
    assert not any(name.startswith("column_") for name in form)
    client.post(f"{address}/prepare", form | {"deed": "start"})
    assert run(world, address).counts.created == 1


@pytest.mark.parametrize("kind", ["csv", "xlsx", "jsonl"])
def test_an_export_comes_back_unchanged(client, world, owner, kind):
    record = {"sku": "=A", "name": {"ar": "زيت"}, "category": "food.oils"}
    address = uploaded(client, json.dumps(record))
    client.post(f"{address}/prepare", form_of(client, address) | {"deed": "start"})
    run(world, address)
    out = b"".join(client.get(reverse("supplier:export", args=[kind])))
    again = uploaded(client, out, name=f"p.{kind}")
    client.post(f"{again}/prepare", form_of(client, again) | {"deed": "start"})
    view = run(world, again)
    assert (view.counts.read, view.counts.unchanged) == (1, 1)


def test_a_bad_file_is_refused_at_the_upload(client, owner):
    for content in (b"%PDF-1.7", b"", b"\xd0\xcf\x11\xe0"):
        file = SimpleUploadedFile("x.csv", content)
        answer = client.post(reverse("supplier:imports"), {"file": file})
        assert answer.status_code == 400
        assert 'role="alert"' in answer.content.decode()


def test_another_company_and_a_visitor_see_nothing(client, world, owner):
    address = uploaded(client, CSV)
    client.logout()
    assert client.get(address).status_code == 302
    world.sign_in(client, world.cooperative())
    for place in ("", "/progress", "/report.csv", "/mapping.json"):
        assert client.get(address + place).status_code == 404
    for place in ("/prepare", "/start", "/cancel", "/reopen"):
        assert client.post(address + place).status_code == 404
    world.sign_in(client, world.member(owner, "viewer"))
    assert client.get(reverse("supplier:imports")).status_code == 403


def test_the_desk_imports_for_many_suppliers(client, world):
    world.sign_in(client, world.staff())
    record = {"sku": "A", "name": {"en": "x"}, "category": "food.oils", "supplier": "Zaouia"}
    address = uploaded(client, json.dumps(record))
    client.post(f"{address}/prepare", form_of(client, address) | {"deed": "start"})
    assert run(world, address).counts.created == 1


def test_an_import_that_broke_off_is_started_again(client, world, owner, monkeypatch):
    address = uploaded(
        client, json.dumps({"sku": "A", "name": {"en": "Oil"}, "category": "food.oils"})
    )
    client.post(f"{address}/prepare", form_of(client, address) | {"deed": "start"})
    monkeypatch.setattr("fondouk.catalogue.commands.finish_import", lambda **given: 1 / 0)
    jobs.run_next()
    monkeypatch.undo()
    page = client.get(address).content.decode()
    assert "Nothing was imported" not in page and f'action="{address}/start"' in page
    client.post(f"{address}/start")
    assert run(world, address).state == "done"
