"""A product as programs read it."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from pydantic import Field

from fondouk.api.shapes import (
    MoneyOut,
    ObjectOut,
    Out,
    QuantityOut,
    TextsOut,
    label,
    money,
    quantity,
)
from fondouk.catalogue.events import CategoryView, Listing, Packing, PictureView, PriceStep
from fondouk.catalogue.queries import list_actions
from fondouk.companies.events import CompanyCard
from fondouk.companies.queries import list_cards
from fondouk.kernel.actor import Actor
from fondouk.kernel.numbers import plain


class SupplierOut(Out):
    """Whose product it is."""

    id: str
    slug: str
    name: str


class CategoryRef(Out):
    """Where it stands in the tree."""

    id: str
    code: str
    name: str
    path: list[str] = Field(description="Codes from the root to this category.")


class PriceOut(Out):
    """From `min_quantity` base units on, one base unit costs this, delivered so."""

    min_quantity: str
    amount: str
    currency: str
    unit: str | None
    incoterm: str
    place: str


class PackingOut(Out):
    """The outer pack; what was not said is null."""

    unit: str
    units_per_pack: str
    length_mm: int | None
    width_mm: int | None
    height_mm: int | None
    gross_weight_g: int | None
    net_weight_g: int | None


class SellingUnitOut(Out):
    """Another unit in which it is sold, and how many base units that contains."""

    unit: str
    contains: str


class SeasonOut(Out):
    """The months in which it is there."""

    kind: str
    from_month: int
    to_month: int


class RenditionOut(Out):
    """One size of a picture."""

    width: int
    href: str


class PictureOut(Out):
    """A picture in its sizes, WebP."""

    id: str
    alt: TextsOut
    renditions: list[RenditionOut]


class ProductOut(ObjectOut):
    """A product."""

    href: str
    sku: str
    name: TextsOut
    description: TextsOut
    supplier: SupplierOut
    category: CategoryRef
    hs_code: str | None = Field(description="Digits of HS 2022 or a national extension.")
    hs_edition: str | None
    origin: str | None
    region: str | None
    unit: str | None = Field(description="The base unit of quantities and prices.")
    selling_units: list[SellingUnitOut]
    moq: QuantityOut | None
    capacity_per_month: QuantityOut | None
    lead_time_days: int | None
    prices: list[PriceOut]
    price_on_request: bool
    sample_price: MoneyOut | None
    season: SeasonOut | None = Field(description="Null: there all year.")
    attributes: dict[str, str | bool] = Field(description="Numbers are decimal strings.")
    packing: PackingOut | None
    certificates: list[str]
    brand: str
    gtin: str
    pictures: list[PictureOut]
    missing: list[str] = Field(description="What buyers would still ask for.")
    published_at: str | None
    updated_at: str


def shown_products(
    actor: Actor, listings: Sequence[Listing], language: str
) -> list[dict[str, Any]]:
    """These products for one reader, with their suppliers and what the reader may do next."""
    cards = list_cards(actor, {listing.supplier_id for listing in listings})
    return [
        shown_product(one, cards.get(one.supplier_id), language, list_actions(actor, one))
        for one in listings
    ]


def shown_product(
    listing: Listing, supplier: CompanyCard | None, language: str, actions: tuple[str, ...]
) -> dict[str, Any]:
    """The product's JSON, for one reader: names of others are in their language."""
    draft = listing.draft
    return {
        "id": listing.id,
        "state": listing.state.value,
        "version": listing.version,
        "actions": actions,
        "href": f"/api/v1/products/{listing.id}",
        "sku": draft.sku,
        "name": draft.names.shown(),
        "description": draft.descriptions.shown(),
        "supplier": shown_supplier(listing.supplier_id, supplier, language),
        "category": shown_category_ref(listing.category, language),
        "hs_code": draft.hs_code.digits if draft.hs_code else None,
        "hs_edition": draft.hs_code.edition if draft.hs_code else None,
        "origin": draft.origin,
        "region": draft.region,
        "unit": draft.unit.value if draft.unit else None,
        "selling_units": [
            {"unit": one.unit.value, "contains": plain(one.contains)}
            for one in draft.selling_units
        ],
        "moq": quantity(draft.moq, draft.unit),
        "capacity_per_month": quantity(draft.capacity_per_month, draft.unit),
        "lead_time_days": draft.lead_time_days,
        "prices": [
            _price(step, draft.unit.value if draft.unit else None) for step in draft.prices
        ],
        "price_on_request": draft.price_on_request,
        "sample_price": money(draft.sample_price),
        "season": _season(listing),
        "attributes": {
            code: plain(value) if isinstance(value, Decimal) else value
            for code, value in draft.attributes
        },
        "packing": _packing(draft.packing),
        "certificates": draft.certificates,
        "brand": draft.brand,
        "gtin": draft.gtin,
        "pictures": [shown_picture(one) for one in listing.pictures],
        "missing": listing.missing,
        "published_at": listing.published_at,
        "updated_at": listing.updated_at,
    }


def shown_supplier(company_id: str, card: CompanyCard | None, language: str) -> dict[str, str]:
    """A company as a reference to it."""
    if card is None:
        return {"id": company_id, "slug": "", "name": ""}
    return {"id": card.id, "slug": card.slug, "name": card.names.best(language)}


def shown_category_ref(category: CategoryView, language: str) -> dict[str, Any]:
    """A category as a reference to it."""
    return {
        "id": category.id,
        "code": category.code,
        "name": label(category.names, language),
        "path": category.path,
    }


def shown_picture(picture: PictureView) -> dict[str, Any]:
    """A picture in all its sizes."""
    return {
        "id": picture.id,
        "alt": picture.alt.shown(),
        "renditions": [
            {"width": width, "href": f"/media/{sha256}.webp"}
            for width, sha256 in picture.renditions
        ],
    }


def _price(step: PriceStep, unit: str | None) -> dict[str, Any]:
    return {
        "min_quantity": plain(step.min_quantity),
        **step.price.shown(),
        "unit": unit,
        "incoterm": step.incoterm.value,
        "place": step.place,
    }


def _season(listing: Listing) -> dict[str, Any] | None:
    season = listing.draft.season
    if season is None:
        return None
    months = season.months
    return {
        "kind": season.kind.value,
        "from_month": months.from_month,
        "to_month": months.to_month,
    }


def _packing(packing: Packing | None) -> dict[str, Any] | None:
    if packing is None:
        return None
    return {
        "unit": packing.unit.value,
        "units_per_pack": plain(packing.units_per_pack),
        "length_mm": packing.length_mm,
        "width_mm": packing.width_mm,
        "height_mm": packing.height_mm,
        "gross_weight_g": packing.gross_weight_g,
        "net_weight_g": packing.net_weight_g,
    }


EXAMPLE: dict[str, Any] = {
    "id": "prd_01kaqx2v9mq0e8r4w5t6y7z8a9",
    "state": "published",
    "version": 3,
    "actions": ["ask_quote"],
    "href": "/api/v1/products/prd_01kaqx2v9mq0e8r4w5t6y7z8a9",
    "sku": "ARG-FOOD-1L",
    "name": {"en": "Culinary argan oil", "fr": "Huile d'argan alimentaire"},
    "description": {"en": "Cold pressed from roasted kernels."},
    "supplier": {
        "id": "com_01kaqx2v9mq0e8r4w5t6y7z8a9",
        "slug": "coop-argan-demo",
        "name": "Argan cooperative",
    },
    "category": {
        "id": "cat_01kaqx2v9mq0e8r4w5t6y7z8a9",
        "code": "food.oils.argan",
        "name": "Argan oil",
        "path": ["food", "food.oils", "food.oils.argan"],
    },
    "hs_code": "151590",
    "hs_edition": "2022",
    "origin": "MA",
    "region": "MA-09",
    "unit": "litre",
    "selling_units": [{"unit": "drum", "contains": "25"}],
    "moq": {"quantity": "20", "unit": "litre"},
    "capacity_per_month": {"quantity": "4000", "unit": "litre"},
    "lead_time_days": 14,
    "prices": [
        {
            "min_quantity": "20",
            "amount": "28.50",
            "currency": "EUR",
            "unit": "litre",
            "incoterm": "FCA",
            "place": "Agadir",
        }
    ],
    "price_on_request": False,
    "sample_price": {"amount": "12.00", "currency": "EUR"},
    "season": None,
    "attributes": {"extraction": "cold_pressed", "organic": True},
    "packing": {
        "unit": "carton",
        "units_per_pack": "12",
        "length_mm": 400,
        "width_mm": 300,
        "height_mm": 260,
        "gross_weight_g": 13800,
        "net_weight_g": 11000,
    },
    "certificates": [],
    "brand": "",
    "gtin": "",
    "pictures": [],
    "missing": [],
    "published_at": "2026-11-02T09:00:00+00:00",
    "updated_at": "2026-11-02T09:00:00+00:00",
}
