"""A first mapping for a file that nobody has mapped yet, from its format, its column names and a
few of its rows. The user sees it in the preview and changes what is wrong.
"""

import re
import unicodedata
from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fondouk.catalogue.domain.intake.decimals import Decimals, number_of
from fondouk.catalogue.domain.intake.mapping import VERSION, Mapping
from fondouk.catalogue.domain.intake.plan import Plan
from fondouk.catalogue.domain.intake.record import TEXTS, target_of
from fondouk.catalogue.domain.intake.rows import Kind
from fondouk.kernel.refused import Refused

_GAPS = re.compile(r"[^\w]+|_+")
_COMMA_DECIMAL = re.compile(r"-?[\d\s\u00a0\u202f.]*\d,\d{1,2}")
_UNMAPPED_ASKED = ("category", "unit", "price_1_currency", "price_1_incoterm", "price_1_place")

# What columns are called in price lists, in four languages, folded to plain small letters.
_NAMES = {
    "sku": "sku code ref reference article item_code item_number product_code codigo referencia"
    " code_article code_produit part_number id الرمز المرجع",
    "name": "name title product product_name designation libelle nom nom_produit nombre producto"
    " titulo denominacion intitule الاسم المنتج اسم_المنتج",
    "description": "description descriptif desc details descripcion text texte الوصف",
    "category": "category categorie categoria famille product_type type rubrique الفئة",
    "brand": "brand marque marca manufacturer fabricant العلامة",
    "gtin": "gtin ean ean13 upc barcode code_barres bar_code codigo_de_barras الباركود",
    "hs_code": "hs hs_code code_sh sh nomenclature tariff_code customs_code hts codigo_sa"
    " partida_arancelaria code_douanier الرمز_الجمركي",
    "origin": "origin country_of_origin origine pays pays_d_origine origen pais المنشأ",
    "unit": "unit unite uom unidad u الوحدة",
    "moq": "moq minimum minimum_order qte_min quantite_minimum cantidad_minima الحد_الأدنى",
    "lead_time_days": "lead_time lead_time_days delai delai_jours plazo",
    "price_1_amount": "price unit_price prix prix_unitaire prix_ht pu precio precio_unitario"
    " السعر الثمن",
    "price_1_currency": "currency devise monnaie moneda العملة",
    "price_1_incoterm": "incoterm",
    "price_1_place": "place lieu lugar",
    "supplier": "supplier fournisseur vendor proveedor producteur المورد",
    "images": "image images photo photos picture imagen الصورة",
    "certificates": "certificates certificats certificados labels",
    "packing_units_per_pack": "units_per_pack colisage pcb units_per_carton unidades_por_caja",
    "packing_gross_weight_g": "gross_weight_g",
    "packing_net_weight_g": "net_weight_g",
}
_FIELD_OF = {word: field for field, words in _NAMES.items() for word in words.split()}

_GOOGLE: dict[str, Any] = {
    "sku": "id",
    "name": "title",
    "description": {"column": "description", "html": True},
    "category": {"columns": ["product_type", "google_product_category"]},
    "brand": "brand",
    "gtin": "gtin",
    "price_1_amount": {"columns": ["sale_price", "price"], "part": "amount"},
    "price_1_currency": {"columns": ["sale_price", "price"], "part": "currency"},
    "images": {"columns": ["image_link"], "part": "file_name"},
    "packing_gross_weight_g": {"column": "shipping_weight", "measure": {"to": "g"}},
    "attr_t_colour": "color",
    "attr_t_size": "size",
    "attr_t_material": "material",
    "attr_t_pattern": "pattern",
    "attr_t_mpn": "mpn",
}
_SHOPIFY: dict[str, Any] = {
    "sku": "SKU",
    "name": "Full title",
    "description": {"column": "Body (HTML)", "html": True},
    "category": {"columns": ["Type", "Product Category"]},
    "brand": "Vendor",
    "gtin": "Variant Barcode",
    "price_1_amount": "Variant Price",
    "packing_gross_weight_g": {"column": "Variant Grams", "scale": "1"},
    "images": "Pictures",
    "status": {"column": "Status", "table": {"active": "published", "archived": "draft"}},
    "attr_t_tags": "Tags",
}
# Shops' feeds sell by the piece and from the shop.
FEEDS = frozenset({Kind.GOOGLE_XML, Kind.GOOGLE_TSV, Kind.SHOPIFY})
_FEED_HABITS = {"unit": "piece", "price_1_incoterm": "EXW"}
_ONE_PACK = {"packing_unit": {"constant": "box"}, "packing_units_per_pack": {"constant": 1}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A mapping to begin with. `needed` are fields that the file does not tell and that a
    constant should; `unused` are columns that feed nothing.
    """

    mapping: Mapping
    needed: tuple[str, ...]
    unused: tuple[str, ...]


def is_native(columns: Sequence[str]) -> bool:
    """Whether every column already bears a name of the import record, flat or nested."""
    nested = {*TEXTS, "prices", "selling_units", "attributes", "packing", "season", "sample_price"}
    return "sku" in columns and all(name in nested or target_of(name) for name in columns)


def suggest(
    kind: Kind,
    columns: Sequence[str],
    samples: Sequence[MappingOf[str, object]],
    *,
    language: str = "en",
    constants: MappingOf[str, object] | None = None,
) -> Suggestion:
    """A mapping for these columns. `constants` are the company's habits (currency, Incoterm,
    place), used where no column tells.
    """
    if kind in (Kind.GOOGLE_XML, Kind.GOOGLE_TSV):
        fields = _present(_GOOGLE, columns)
    elif kind is Kind.SHOPIFY:
        fields = _present(_SHOPIFY, columns)
    else:
        fields = _by_names(columns)
    if "packing_gross_weight_g" in fields and "packing_units_per_pack" not in fields:
        fields |= _ONE_PACK
    known = {**(_FEED_HABITS if kind in FEEDS else {}), **(constants or {})}
    for name in _UNMAPPED_ASKED:
        given = known.get(name)
        if name not in fields and given:
            fields[name] = {"constant": given}
    prefixes = [
        {"prefix": prefix, "as": kind_of}
        for prefix, kind_of in (("attr_t_", "text"), ("attr_n_", "number"), ("attr_b_", "boolean"))
        if any(name.startswith(prefix) for name in columns)
    ]
    written = {
        "version": VERSION,
        "name": "",
        "language": language,
        "decimals": _decimals(columns, samples).value,
        "fields": fields or {"sku": "sku"},
        "prefixes": prefixes,
        "ignore": [],
    }
    mapping = Mapping.of(written)
    plan = Plan(mapping)
    return Suggestion(
        mapping=mapping,
        needed=tuple(name for name in _UNMAPPED_ASKED if name not in fields),
        unused=tuple(name for name in columns if not plan.is_used(name)),
    )


def folded(name: str) -> str:
    """A column's name without case, accents and signs: "Prix unitaire (€)" is prix_unitaire."""
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", name)
        if not unicodedata.combining(letter)
    )
    return _GAPS.sub("_", bare.casefold()).strip("_")


def _by_names(columns: Sequence[str]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for column in columns:
        target: str | None = column if target_of(column) else _FIELD_OF.get(folded(column))
        if column[:5] == "attr_":
            continue
        if target and target not in fields:
            fields[target] = (
                {"column": column, "part": "file_name"} if target == "images" else column
            )
    return fields


def _present(known: MappingOf[str, Any], columns: Sequence[str]) -> dict[str, Any]:
    """The known rules whose columns the file has, lists cut to those that it has."""
    here = set(columns)
    fields: dict[str, Any] = {}
    for name, rule in known.items():
        if isinstance(rule, str):
            if rule in here:
                fields[name] = rule
            continue
        kept = [column for column in rule.get("columns", [rule.get("column")]) if column in here]
        if kept:
            rest = {key: value for key, value in rule.items() if key not in ("column", "columns")}
            fields[name] = {
                **({"column": kept[0]} if len(kept) == 1 else {"columns": kept}),
                **rest,
            }
    return fields


def _decimals(columns: Sequence[str], samples: Sequence[MappingOf[str, object]]) -> Decimals:
    """Comma where the price and quantity columns show it, and no figure speaks against it."""
    numeric = [
        name for name in columns if _FIELD_OF.get(folded(name)) in ("price_1_amount", "moq")
    ]
    cells = [str(row[name]).strip() for row in samples for name in numeric if row.get(name)]
    if not any(_COMMA_DECIMAL.fullmatch(cell) for cell in cells):
        return Decimals.AUTO
    return Decimals.COMMA if all(_reads_with_comma(cell) for cell in cells) else Decimals.AUTO


def _reads_with_comma(cell: str) -> bool:
    try:
        number_of(cell, Decimals.COMMA)
    except Refused:
        return False
    return True
