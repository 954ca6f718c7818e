"""A row is a typed draft or the list of its problems; a mapping is checked before it works."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from fondouk.catalogue.domain.intake.check import Candidate, Checker
from fondouk.catalogue.domain.intake.mapping import Mapping
from fondouk.catalogue.domain.intake.plan import Plan
from fondouk.catalogue.domain.intake.record import flatten
from fondouk.catalogue.domain.intake.rows import Kind
from fondouk.catalogue.domain.intake.suggest import is_native, suggest
from fondouk.catalogue.events import AttributeKind, AttributeSpec, CategoryView, Choice
from fondouk.kernel.codes import HSCode, Incoterm
from fondouk.kernel.quantity import Unit
from fondouk.kernel.refused import Refused
from fondouk.kernel.texts import Texts

EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "examples"


def step(least: str, amount: str, currency: str = "EUR", incoterm: str = "FCA") -> dict[str, str]:
    price = {"min_quantity": least, "amount": amount, "currency": currency}
    return price | {"incoterm": incoterm, "place": "Agadir"}


GOOD = {
    "sku": "ARG-1L",
    "supplier": "tighanimine",
    "status": "published",
    "name": {"en": "Argan oil, 1 litre", "ar": "زيت الأركان"},
    "category": "Food > Oils > Argan oil",
    "hs_code": "1515.90",
    "origin": "ma",
    "region": "MA-09",
    "unit": "litre",
    "moq": "20",
    "lead_time_days": 14,
    "prices": [
        step("20", "28.50"),
        step("200", "25.90"),
        step("20", "310", "MAD", "EXW"),
    ],
    "attributes": {"extraction": "cold_pressed", "acidity": "0,8", "organic": True, "by": "new"},
    "packing": {"unit": "carton", "units_per_pack": "12"}
    | {"gross_weight_g": 13400, "net_weight_g": 10920},
    "selling_units": [{"unit": "pallet", "contains": "720"}],
    "season": {"kind": "harvest", "from_month": 10, "to_month": 2},
    "sample_price": {"amount": "15.00", "currency": "EUR"},
    "certificates": ["organic_eu"],
    "images": ["argan.jpg"],
}


def spec(code: str, kind: AttributeKind, *choices: str) -> AttributeSpec:
    named = tuple(Choice(code=choice, names=Texts()) for choice in choices)
    return AttributeSpec(code=code, kind=kind, names=Texts(), choices=named)


OIL = CategoryView(
    id="cat_1",
    code="food.oils.argan-oil",
    names=Texts(),
    words=Texts(),
    path=("food", "food.oils", "food.oils.argan-oil"),
    motif="",
    attributes=(
        spec("extraction", AttributeKind.CHOICE, "cold_pressed", "roasted"),
        spec("acidity", AttributeKind.NUMBER),
        spec("organic", AttributeKind.BOOLEAN),
    ),
    version=1,
)
CATEGORIES = {"Food > Oils > Argan oil": OIL, "food.oils.argan-oil": OIL}


def checker(**options) -> Checker:
    return Checker(
        category=CATEGORIES.get,
        is_country={"MA", "FR"}.__contains__,
        is_currency={"EUR", "MAD"}.__contains__,
        **options,
    )


def changed(**changes) -> dict[str, object]:
    flat = flatten(GOOD)
    flat.update(changes)
    return {column: value for column, value in flat.items() if value is not None}


def test_a_good_row_becomes_a_typed_draft():
    found = checker().check(2, changed())
    assert isinstance(found, Candidate)
    draft = found.draft
    assert (found.supplier, found.publish, found.images) == ("tighanimine", True, ("argan.jpg",))
    assert (draft.category, draft.hs_code) == ("food.oils.argan-oil", HSCode("151590"))
    assert (draft.origin, draft.unit, draft.moq) == ("MA", Unit.LITRE, Decimal(20))
    assert [step.incoterm for step in draft.prices] == [Incoterm.FCA, Incoterm.FCA, Incoterm.EXW]
    assert dict(draft.attributes) == {
        "extraction": "cold_pressed",
        "acidity": Decimal("0.8"),
        "organic": True,
        "by": "new",
    }
    assert draft.packing.gross_weight_g == 13400
    assert draft.season.months.months() == (10, 11, 12, 1, 2)


def test_a_draft_needs_only_sku_one_name_and_a_category():
    found = checker().check(2, {"sku": "A", "name_fr": "Huile", "category": "food.oils.argan-oil"})
    assert isinstance(found, Candidate)
    assert (found.publish, found.draft.hs_code, found.draft.packing) == (None, None, None)


@pytest.mark.parametrize(
    ("changes", "column", "code"),
    [
        ({"sku": None}, "sku", "field_required"),
        ({"sku": "x" * 81}, "sku", "too_long"),
        ({"name_en": None, "name_ar": None}, "name_en", "name_required"),
        ({"name_en": "a\x00b"}, "name_en", "control_character"),
        ({"name_de": "Öl"}, "name_de", "unknown_column"),
        ({"colour": "red"}, "colour", "unknown_column"),
        ({"category": "Food > Stones"}, "category", "unknown_category"),
        ({"status": "live"}, "status", "unknown_status"),
        ({"hs_code": "15159"}, "hs_code", "bad_hs_code"),
        ({"hs_code": "1515"}, "hs_code", "hs_code_too_short"),
        ({"origin": "Maroc"}, "origin", "bad_country"),
        ({"origin": "XX"}, "origin", "unknown_country"),
        ({"region": "Souss"}, "region", "bad_region"),
        ({"unit": "barrel"}, "unit", "unknown_unit"),
        ({"unit": None}, "unit", "publication_needs_unit"),
        ({"moq": "-3"}, "moq", "not_positive"),
        ({"moq": "1,234"}, "moq", "ambiguous_number"),
        ({"moq": "1.23456"}, "moq", "too_precise"),
        ({"moq": "1" * 20}, "moq", "too_large"),
        ({"lead_time_days": "soon"}, "lead_time_days", "not_a_number"),
        ({"lead_time_days": 9999}, "lead_time_days", "not_in_range"),
        ({"price_1_amount": "-28.5"}, "price_1_amount", "not_positive"),
        ({"price_1_amount": None}, "price_1_amount", "field_required"),
        ({"price_2_currency": "MAD"}, "price_2_currency", "mixed_currencies"),
        ({"price_2_min_quantity": "20"}, "price_2_min_quantity", "ladder_not_ascending"),
        ({"price_1_currency": "euro"}, "price_1_currency", "bad_currency"),
        ({"price_1_currency": "EUX"}, "price_1_currency", "unknown_currency"),
        ({"price_1_incoterm": "FOC"}, "price_1_incoterm", "unknown_incoterm"),
        ({"price_1_place": None}, "price_1_place", "field_required"),
        ({"price_on_request": "maybe"}, "price_on_request", "not_yes_or_no"),
        ({"packing_unit": None}, "packing_unit", "field_required"),
        ({"packing_net_weight_g": 20000}, "packing_net_weight_g", "net_above_gross"),
        ({"selling_unit_1_contains": None}, "selling_unit_1_contains", "field_required"),
        ({"season_kind": "summer"}, "season_kind", "unknown_season"),
        ({"season_to_month": 13}, "season_to_month", "not_in_range"),
        ({"sample_price_amount": "-1"}, "sample_price_amount", "not_positive"),
        ({"attr_t_extraction": "steamed"}, "attr_t_extraction", "unknown_choice"),
        ({"attr_t_acidity": "low"}, "attr_t_acidity", "not_a_number"),
        ({"gtin": "6111234567891"}, "gtin", "bad_gtin"),
        ({"images": ["https://elsewhere/x.jpg"]}, "images", "image_is_address"),
        ({"images": [f"{n}.jpg" for n in range(30)]}, "images", "too_many_entries"),
        ({"description_en": {"a": 1}}, "description_en", "not_a_text"),
    ],
)
def test_each_bad_value_is_told_by_its_column(changes, column, code):
    problems = checker().check(7, changed(**changes))
    assert not isinstance(problems, Candidate)
    assert [(problem.row, problem.column, problem.code) for problem in problems] == [
        (7, column, code)
    ]


def test_a_row_tells_all_that_is_wrong_with_it_at_once():
    problems = checker().check(3, changed(moq="x", unit="barrel", price_1_amount="free"))
    assert {problem.code for problem in problems} == {"not_a_number", "unknown_unit"}
    assert len(problems) == 3


def test_a_published_row_needs_a_price_or_on_request():
    bare = {"sku": "A", "name_en": "x", "category": "food.oils.argan-oil", "unit": "kg"}
    assert checker(publish=True).check(2, bare)[0].code == "publication_needs_price"
    asked = checker(publish=True).check(2, bare | {"price_on_request": "yes"})
    assert isinstance(asked, Candidate) and asked.publish


def test_a_sku_stands_once_for_each_supplier():
    check = checker()
    assert isinstance(check.check(2, changed()), Candidate)
    assert isinstance(check.check(3, changed(supplier="other")), Candidate)
    again = check.check(4, changed())
    assert (again[0].code, again[0].facts["first_row"]) == ("duplicate_sku", 2)


WRITTEN = {
    "version": 1,
    "language": "fr",
    "decimals": "comma",
    "fields": {
        "sku": "Réf",
        "name": {"join": "{Marque} {Nom}"},
        "description": {"column": "Texte", "html": True},
        "category": {"column": "Famille", "table": {"Huiles": "food.oils"}, "otherwise": "food"},
        "price_1_amount": {"column": "Prix", "scale": "0.01"},
        "price_1_currency": {"constant": "EUR"},
        "packing_gross_weight_g": {"column": "Poids", "measure": {"to": "g"}},
        "origin": {"columns": ["Pays", "Origine"], "default": "MA"},
        "images": {"column": "Photo", "part": "file_name"},
    },
    "prefixes": [{"prefix": "a_", "as": "number"}],
    "ignore": ["a_secret*"],
}


def test_a_mapping_joins_scales_converts_and_looks_up():
    plan = Plan(Mapping.of(WRITTEN))
    row = {
        "Réf": "A",
        "Marque": "Afous",
        "Nom": "Huile",
        "Texte": "<b>Pressée</b> à froid",
        "Famille": "huiles",
        "Prix": "2 850",
        "Poids": "1,5 kg",
        "Photo": "https://x/a%20b.jpg?v=1",
        "a_acidity": "0,8",
        "a_secret_cost": "3",
        "Unused": "x",
    }
    assert plan.apply(row) == {
        "sku": "A",
        "name_fr": "Afous Huile",
        "description_fr": "Pressée à froid",
        "category": "food.oils",
        "price_1_amount": "28.5",
        "price_1_currency": "EUR",
        "packing_gross_weight_g": "1500",
        "origin": "MA",
        "images": ["a b.jpg"],
        "attr_n_acidity": "0,8",
    }
    assert plan.source_of("price_1_amount") == "Prix"
    assert plan.source_of("attr_n_acidity") == "a_acidity"
    assert [plan.is_used(name) for name in ("Nom", "Unused")] == [True, False]
    assert plan.is_ignored("a_secret_cost")
    with pytest.raises(Refused) as caught:
        plan.apply(row | {"Poids": "heavy"})
    assert (caught.value.code, caught.value.field) == ("unknown_measure", "packing_gross_weight_g")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"version": 2}, "mapping_version"),
        ({"colour": 1}, "mapping_unknown_key"),
        ({"language": "de"}, "mapping_bad_value"),
        ({"decimals": "dot"}, "mapping_bad_value"),
        ({"fields": {}}, "mapping_bad_value"),
        ({"fields": {"weight": "w"}}, "mapping_unknown_field"),
        ({"fields": {"sku": {}}}, "mapping_bad_rule"),
        ({"fields": {"sku": 3}}, "mapping_bad_rule"),
        ({"fields": {"sku": {"column": "a", "constant": "b"}}}, "mapping_bad_rule"),
        ({"fields": {"sku": {"column": "a", "shell": "b"}}}, "mapping_bad_rule"),
        ({"fields": {"moq": {"column": "a", "scale": "-1"}}}, "mapping_bad_rule"),
        ({"fields": {"moq": {"column": "a", "measure": {"to": "mile"}}}}, "mapping_bad_rule"),
        ({"fields": {"sku": {"join": "no columns"}}}, "mapping_bad_template"),
        ({"fields": {"sku": {"join": "{a!r:>10}"}}}, "mapping_bad_template"),
        ({"fields": {"sku": {"join": "{a"}}}, "mapping_bad_template"),
        ({"prefixes": [{"prefix": "", "as": "text"}]}, "mapping_bad_value"),
        ({"ignore": "x"}, "mapping_bad_value"),
    ],
)
def test_a_bad_mapping_is_refused_before_any_row(change, code):
    with pytest.raises(Refused) as caught:
        Mapping.of({"version": 1, "fields": {"sku": "a"}, **change})
    assert [refused.code for refused in caught.value] == [code]


def test_a_mapping_is_suggested_from_names_in_several_languages():
    columns = ["Référence", "Désignation", "Prix unitaire", "Unité", "Code SH", "Photo", "Zone"]
    sample = {"Référence": "A", "Désignation": "Huile", "Prix unitaire": "1.234,50"}
    found = suggest(
        Kind.CSV, columns, [sample], language="fr", constants={"price_1_currency": "MAD"}
    )
    assert found.mapping.written["fields"] == {
        "sku": "Référence",
        "name": "Désignation",
        "price_1_amount": "Prix unitaire",
        "unit": "Unité",
        "hs_code": "Code SH",
        "images": {"column": "Photo", "part": "file_name"},
        "price_1_currency": {"constant": "MAD"},
    }
    assert found.mapping.written["decimals"] == "comma"
    assert found.unused == ("Zone",)
    assert found.needed == ("category", "price_1_incoterm", "price_1_place")


def test_feeds_get_the_mapping_of_their_format():
    google = suggest(
        Kind.GOOGLE_XML, ["id", "title", "price", "image_link", "shipping_weight"], []
    )
    row = {"id": "A", "title": "x", "price": "12.50 EUR", "image_link": "http://x/a.jpg"}
    flat = Plan(google.mapping).apply(row | {"shipping_weight": "2.5 kg"})
    assert flat["price_1_amount"] == "12.50"
    assert flat["price_1_currency"] == "EUR"
    assert (flat["packing_gross_weight_g"], flat["images"]) == ("2500", ["a.jpg"])
    shopify = suggest(Kind.SHOPIFY, ["SKU", "Full title", "Body (HTML)", "Variant Price"], [])
    flat = Plan(shopify.mapping).apply({"SKU": "A", "Full title": "x", "Body (HTML)": "<p>y</p>"})
    told = {"sku": "A", "name_en": "x", "description_en": "y"}
    assert flat == told | {"unit": "piece", "price_1_incoterm": "EXW"}


def test_our_own_columns_need_no_mapping():
    assert is_native(["sku", "name_en", "price_1_amount", "attr_t_x", "image_1"])
    assert is_native(["sku", "name", "prices", "attributes"])
    assert not is_native(["sku", "name_en", "colour"])


def test_the_example_mapping_of_real_products_reads_a_real_row():
    mapping = Mapping.of(json.loads((EXAMPLES / "icecat-mapping.json").read_text("utf-8")))
    plan = Plan(mapping)
    row = {
        "id": "3920564",
        "name": "006R90321",
        "title": "Xerox toner",
        "ean": ["0095205603217", "0095205603218"],
        "img_high": "http://x/y.jpg",
        "supplier": "Xerox",
        "price": 4995,
        "attr_t_type": "Original",
        "attr_n_quantity_per_pack": 6.0,
        "attr_b_duplex": False,
    }
    check = Checker(category=lambda text: OIL, decimals=plan.decimals, source_of=plan.source_of)
    found = check.check(1, plan.apply(row))
    assert isinstance(found, Candidate)
    assert found.draft.prices[0].price.shown() == {"amount": "49.95", "currency": "EUR"}
    assert found.draft.names.get("en") == found.draft.descriptions.get("en") == "Xerox toner"
    assert dict(found.draft.attributes)["duplex"] is False
    assert found.draft.gtin == "0095205603217"
