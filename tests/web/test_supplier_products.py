"""A supplier's products on the pages: entered, mended, published, pictured, and seen by nobody
else.
"""

import re
from html import unescape
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from fondouk.catalogue import queries
from fondouk.catalogue.events import AttributeKind, AttributeSpec, ProductState
from fondouk.companies.events import Role
from fondouk.evidence.queries import list_certificates
from fondouk.kernel.actor import System, Visitor
from fondouk.kernel.texts import Texts
from fondouk.reference.commands import load_starter

pytestmark = pytest.mark.django_db
LIST, NEW = "/supplier/products", "/supplier/products/new"


def text_of(response) -> str:
    """What a reader sees, without markup."""
    body = re.sub(r"<(script|style)[^>]*>.*?</\1>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body)))


def value_of(response, name: str) -> str:
    match = re.search(rf'<input[^>]*name="{name}"[^>]*>', response.content.decode())
    found = re.search(r'value="([^"]*)"', match.group())
    return unescape(found.group(1)) if found else ""


@pytest.fixture
def coop(world):
    spec = AttributeSpec(
        code="acidity", kind=AttributeKind.NUMBER, names=Texts.of({"en": "Acidity"}), unit="%"
    )
    world.category("food.oils", attributes=(spec,))
    return world.cooperative()


@pytest.fixture
def signed(world):
    def sign(actor):
        client = Client()
        world.sign_in(client, actor)
        return client

    return sign


@pytest.fixture
def client(signed, coop):
    return signed(coop)


def typed(**changes) -> dict[str, str]:
    """A form as a browser sends it: every field, most of them empty."""
    given = {
        "name_en": "Argan oil, first pressing",
        "name_ar": "زيت أركان",
        "description_en": "Pressed cold.",
        "sku": "ARG-1",
        "category": "food.oils",
        "attr_n_acidity": "0,8",
        "hs_code": "1515.90",
        "hs_reason": "vegetable oil",
        "origin": "MA",
        "region": "",
        "unit": "litre",
        "moq": "20",
        "capacity_per_month": "",
        "lead_time_days": "14",
        "price_rows": "3",
        "price_1_min_quantity": "20",
        "price_1_amount": "28,50",
        "price_1_currency": "eur",
        "price_1_incoterm": "FCA",
        "price_1_place": "Agadir",
        "price_2_min_quantity": "200",
        "price_2_amount": "25.90",
        "price_2_currency": "",
        "price_2_incoterm": "",
        "price_2_place": "",
        "price_3_min_quantity": "",
        "price_3_amount": "",
        "selling_rows": "1",
        "selling_unit_1_unit": "carton",
        "selling_unit_1_contains": "12",
        "packing_unit": "carton",
        "packing_units_per_pack": "12",
        "packing_gross_weight_g": "13400",
        "packing_net_weight_g": "10920",
        "season_kind": "harvest",
        "season_from_month": "10",
        "season_to_month": "2",
        "sample_price_amount": "15",
        "sample_price_currency": "EUR",
        "certificates": ["organic_eu"],
        "version": "",
        "do": "save",
    }
    return given | changes


def only_product(coop):
    return queries.list_products(coop, coop.company_id).items[0]


def test_a_product_is_entered_whole_and_published(client, coop):
    answer = client.post(NEW, typed(do="publish"))
    listing = only_product(coop)
    assert answer.status_code == 302
    assert answer["Location"] == f"/supplier/products/{listing.id}"
    assert listing.state is ProductState.PUBLISHED
    draft = listing.draft
    assert [str(step.price) for step in draft.prices] == ["28.5 EUR", "25.9 EUR"]
    assert draft.prices[1].place == "Agadir"
    assert dict(draft.attributes)["acidity"].as_tuple().digits == (8,)
    assert draft.season.months.to_month == 2
    assert draft.certificates == ("organic_eu",)
    assert draft.names.get("ar") == "زيت أركان"
    assert str(draft.hs_code) == "1515.90"


def test_saving_what_the_form_shows_changes_nothing(client, coop):
    client.post(NEW, typed())
    before = only_product(coop)
    address = f"/supplier/products/{before.id}"
    page = client.get(address)
    names = re.findall(r'name="([a-z0-9_]+)"', page.content.decode())
    fields = queries.fields_of(before)
    shown = {name: fields.get(name, "") for name in names} | {
        "version": value_of(page, "version"),
        "price_rows": value_of(page, "price_rows"),
        "selling_rows": value_of(page, "selling_rows"),
        "certificates": list(before.draft.certificates),
        "do": "save",
    }
    shown.pop("price_on_request", None)
    assert client.post(address, shown).status_code == 302
    assert only_product(coop).version == before.version


def test_nothing_typed_is_lost_when_something_is_refused(client, coop):
    answer = client.post(NEW, typed(price_1_amount="-3", name_en="", name_ar="", gtin="12"))
    assert answer.status_code == 422
    words = text_of(answer)
    assert "Price 1: amount" in words
    assert value_of(answer, "price_1_amount") == "-3"
    assert value_of(answer, "sku") == "ARG-1"
    assert value_of(answer, "attr_n_acidity") == "0,8"
    assert queries.list_products(coop, coop.company_id).items == ()


def test_steps_without_a_script_keep_everything(client, coop, at):
    from pathlib import Path

    from django.conf import settings

    folder = Path(settings.FONDOUK.facts_dir) / "reference"
    load_starter(System(), folder=folder, at=at)
    more = client.post(NEW, typed(do="more-prices"))
    assert 'name="price_6_amount"' in more.content.decode()
    assert value_of(more, "price_2_amount") == "25.90"
    units = client.post(NEW, typed(do="more-units"))
    assert 'name="selling_unit_2_unit"' in units.content.decode()
    found = client.post(NEW, typed(do="find-hs", hs_words="huile d'argan", hs_code=""))
    assert 'value="hs-151590"' in found.content.decode()
    taken = client.post(
        NEW, typed(do="hs-151590", hs_words="huile d'argan", hs_code="", hs_reason="")
    )
    assert value_of(taken, "hs_code") == "151590"
    assert "huile d'argan" in value_of(taken, "hs_reason")
    assert queries.list_products(coop, coop.company_id).items == ()


def test_what_is_missing_leads_to_its_field(client, coop):
    client.post(NEW, {"sku": "BARE", "name_fr": "Huile", "category": "food.oils", "do": "save"})
    listing = only_product(coop)
    page = client.get(f"/supplier/products/{listing.id}")
    links = re.findall(r'href="#(id_[a-z0-9_]+)"', page.content.decode())
    assert {"id_unit", "id_price_1_amount", "id_hs_code", "id_name_en"} <= set(links)
    assert all(f'id="{link}"' in page.content.decode() for link in links)
    refused = client.post(
        f"/supplier/products/{listing.id}", typed(unit="", do="publish", price_1_amount="")
    )
    assert refused.status_code == 422
    assert only_product(coop).state is ProductState.DRAFT


def test_two_people_do_not_overwrite_each_other(client, coop):
    client.post(NEW, typed())
    address = f"/supplier/products/{only_product(coop).id}"
    client.post(address, typed(version="1", brand="First"))
    second = client.post(address, typed(version="1", brand="Second"))
    assert second.status_code == 422
    assert value_of(second, "brand") == "Second"
    assert only_product(coop).draft.brand == "First"


def picture() -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (400, 300), "#805030").save(out, "JPEG")
    return SimpleUploadedFile("oil.jpg", out.getvalue(), "image/jpeg")


def test_pictures_are_added_and_removed(client, coop):
    client.post(NEW, typed())
    product = only_product(coop).id
    base = f"/supplier/products/{product}/pictures"
    assert client.post(base, {"picture": picture()}).status_code == 302
    shown = only_product(coop).pictures
    assert len(shown) == 1
    script = SimpleUploadedFile("x.jpg", b"<script>", "image/jpeg")
    assert client.post(base, {"picture": script}).status_code == 422
    client.post(f"{base}/change", {"do": "remove", "picture": shown[0].id})
    assert only_product(coop).pictures == ()


def test_a_product_goes_out_and_back(client, coop):
    client.post(NEW, typed(do="publish"))
    product = only_product(coop).id
    for step, state in (
        ("unpublish", ProductState.DRAFT),
        ("publish", ProductState.PUBLISHED),
        ("archive", ProductState.ARCHIVED),
        ("restore", ProductState.DRAFT),
    ):
        assert client.post(f"{LIST}/{product}/step", {"step": step}).status_code == 302
        assert only_product(coop).state is state
    history = text_of(client.get(f"{LIST}/{product}/history"))
    assert "Created" in history
    assert "Archived" in history
    preview = text_of(client.get(f"{LIST}/{product}/preview"))
    assert "1515.90" in preview
    assert "28.50" in preview


def test_the_list_filters_by_state_and_words(client, coop, world):
    world.product(coop, names=Texts.of({"en": "Rose water"}))
    world.product(coop, publish=False, names=Texts.of({"en": "Black soap"}))
    assert "Rose water" in text_of(client.get(LIST))
    drafts = text_of(client.get(LIST, {"state": "draft"}))
    assert "Black soap" in drafts
    assert "Rose water" not in drafts
    assert "Nothing fits" in text_of(client.get(LIST, {"q": "tractor"}))


def test_a_translation_is_read(client, coop):
    client.post(NEW, typed())
    listing = only_product(coop)
    assert listing.unreviewed == ("ar",)
    client.post(f"{LIST}/{listing.id}/reviewed", {"language": "ar"})
    assert only_product(coop).unreviewed == ()


def test_certificates_with_their_paper(client, coop, signed, world):
    paper = SimpleUploadedFile("organic.pdf", b"%PDF-1.7 paper", "application/pdf")
    given = {"kind": "organic_eu", "issuer": "Inspection body", "paper": paper}
    assert client.post("/supplier/certificates", given).status_code == 302
    one = list_certificates(coop, [coop.company_id])[coop.company_id][0]
    address = f"/supplier/certificates/{one.id}/paper"
    answer = client.get(address)
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 paper"
    assert "attachment" in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert signed(world.trader()).get(address).status_code == 404
    refused = client.post("/supplier/certificates", {"kind": "organic_eu", "issuer": ""})
    assert refused.status_code == 422
    client.post(f"/supplier/certificates/{one.id}/withdraw")
    assert list_certificates(Visitor(), [coop.company_id])[coop.company_id] == ()


def test_another_company_and_a_viewer_change_nothing(coop, world, signed):
    product = world.product(coop)
    paths = ["", "/preview", "/history"]
    stranger = signed(world.trader())
    for path in paths:
        assert stranger.get(f"{LIST}/{product}{path}").status_code == 404
    assert stranger.post(f"{LIST}/{product}", typed()).status_code == 404
    assert stranger.post(f"{LIST}/{product}/step", {"step": "archive"}).status_code == 404
    viewer = signed(world.member(coop, Role.VIEWER))
    assert viewer.get(NEW).status_code == 403
    assert viewer.get(f"{LIST}/{product}")["Location"].endswith("/preview")
    assert viewer.post(f"{LIST}/{product}/step", {"step": "archive"}).status_code == 403
    assert Client().get(LIST).status_code == 302


@pytest.mark.parametrize("language", ["en", "fr", "ar", "es"])
def test_every_page_speaks_every_language(client, coop, language):
    client.post(NEW, typed(do="publish"))
    product = only_product(coop).id
    client.cookies["language"] = language
    for path in (LIST, NEW, f"{LIST}/{product}", f"{LIST}/{product}/preview"):
        page = client.get(path)
        assert page.status_code == 200
        assert f'lang="{language}"' in page.content.decode()
    for path in (f"{LIST}/{product}/history", "/supplier/certificates"):
        assert client.get(path).status_code == 200
