"""Drafts and categories as rows, and rows as frozen views; figures keep their decimals exactly."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import orjson
from django.db import connection

from fondouk.catalogue.events import (
    AttributeKind,
    AttributeSpec,
    CategoryDraft,
    CategoryView,
    Choice,
    Packing,
    PriceStep,
    ProductDraft,
    ProductSeason,
    SeasonKind,
    SellingUnit,
)
from fondouk.catalogue.models import Category, Price, Product
from fondouk.kernel.codes import HSCode, Incoterm
from fondouk.kernel.money import Money
from fondouk.kernel.numbers import plain
from fondouk.kernel.period import Season
from fondouk.kernel.quantity import Unit
from fondouk.kernel.texts import Texts

_PACKING_PARTS = ("length_mm", "width_mm", "height_mm", "gross_weight_g", "net_weight_g")

# The columns of a product that its maker fills; the rest is the hub's own book-keeping.
DRAFT_COLUMNS = (
    "category_id",
    "names",
    "descriptions",
    "brand",
    "gtin",
    "hs_code",
    "hs_edition",
    "hs_reason",
    "origin",
    "region",
    "unit",
    "selling_units",
    "moq",
    "capacity_per_month",
    "lead_time_days",
    "price_on_request",
    "sample_amount",
    "sample_currency",
    "season",
    "attributes",
    "packing",
    "certificates",
)
PriceValues = tuple[str, int, Decimal, Decimal, str, str, str]
_INSERT_PRICES = (
    "INSERT INTO catalogue_price"
    " (product_id, position, min_quantity, amount, currency, incoterm, place)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s)"
)
PRICE_COLUMNS = ("min_quantity", "amount", "currency", "incoterm", "place")


def columns_of(draft: ProductDraft, category_id: str) -> dict[str, Any]:
    """The values of DRAFT_COLUMNS; Decimals stay Decimals, JSON columns hold plain JSON."""
    sample, season = draft.sample_price, draft.season
    return {
        "category_id": category_id,
        "names": draft.names.shown(),
        "descriptions": draft.descriptions.shown(),
        "brand": draft.brand,
        "gtin": draft.gtin,
        "hs_code": draft.hs_code.digits if draft.hs_code else None,
        "hs_edition": draft.hs_code.edition if draft.hs_code else "2022",
        "hs_reason": draft.hs_reason,
        "origin": draft.origin,
        "region": draft.region,
        "unit": draft.unit.value if draft.unit else None,
        "selling_units": [[one.unit.value, plain(one.contains)] for one in draft.selling_units],
        "moq": draft.moq,
        "capacity_per_month": draft.capacity_per_month,
        "lead_time_days": draft.lead_time_days,
        "price_on_request": draft.price_on_request,
        "sample_amount": sample.amount if sample else None,
        "sample_currency": sample.currency if sample else "",
        "season": [season.kind.value, season.months.from_month, season.months.to_month]
        if season
        else None,
        "attributes": {code: _stored(value) for code, value in draft.attributes},
        "packing": _packing_stored(draft.packing),
        "certificates": list(draft.certificates),
    }


def price_rows(draft: ProductDraft, product_id: str) -> list[Price]:
    """The draft's ladder as rows, in its order."""
    return [
        Price(
            product_id=product_id,
            position=position,
            min_quantity=step.min_quantity,
            amount=step.price.amount,
            currency=step.price.currency,
            incoterm=step.incoterm.value,
            place=step.place,
        )
        for position, step in enumerate(draft.prices)
    ]


def price_values(draft: ProductDraft, product_id: str) -> list[PriceValues]:
    """The draft's ladder for `insert_prices`, in its order."""
    return [
        (
            product_id,
            position,
            step.min_quantity,
            step.price.amount,
            step.price.currency,
            step.incoterm.value,
            step.place,
        )
        for position, step in enumerate(draft.prices)
    ]


def insert_prices(values: Sequence[PriceValues]) -> None:
    """Many steps in one plain statement: an import writes three for each product, and making
    models of them costs more than writing them.
    """
    if values:
        with connection.cursor() as sql:
            sql.executemany(_INSERT_PRICES, values)


def fingerprint(columns: Mapping[str, Any], draft: ProductDraft) -> str:
    """A hash of everything that the maker gave: equal drafts, equal fingerprints."""
    steps = [
        [plain(step.min_quantity), str(step.price), step.incoterm.value, step.place]
        for step in draft.prices
    ]
    content = [draft.sku, columns, steps]
    text = orjson.dumps(content, default=_exact_text, option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(text).hexdigest()


def copy_of(row: Product, prices: Iterable[Price]) -> dict[str, Any]:
    """The product as JSON, for readers who shall not yet see its change."""
    columns = {name: _json(getattr(row, name)) for name in DRAFT_COLUMNS}
    steps = [[_json(getattr(price, name)) for name in PRICE_COLUMNS] for price in prices]
    return {**columns, "prices": steps, "updated_at": row.updated_at.isoformat()}


def row_of_copy(row: Product) -> tuple[Product, list[Price]]:
    """An unsaved row and ladder with what `copy_of` kept."""
    copy = dict(row.public_copy or {})
    steps = [dict(zip(PRICE_COLUMNS, step, strict=True)) for step in copy.pop("prices")]
    updated_at = datetime.fromisoformat(copy.pop("updated_at"))
    shown = Product(
        id=row.id,
        company_id=row.company_id,
        sku=row.sku,
        state=row.state,
        version=row.version,
        unreviewed=row.unreviewed,
        published_at=row.published_at,
        created_at=row.created_at,
        updated_at=updated_at,
        **copy,
    )
    return shown, [Price(**step) for step in steps]


def draft_of(row: Product, prices: Sequence[Price], category_code: str) -> ProductDraft:
    """The row as its maker's draft: saving it again changes nothing."""
    season = row.season
    return ProductDraft(
        sku=row.sku,
        names=Texts.of(row.names),
        descriptions=Texts.of(row.descriptions),
        category=category_code,
        hs_code=HSCode(row.hs_code, row.hs_edition) if row.hs_code else None,
        hs_reason=row.hs_reason,
        origin=row.origin,
        region=row.region,
        unit=Unit(row.unit) if row.unit else None,
        selling_units=tuple(
            SellingUnit(unit=Unit(unit), contains=Decimal(contains))
            for unit, contains in row.selling_units
        ),
        moq=_exact(row.moq),
        capacity_per_month=_exact(row.capacity_per_month),
        lead_time_days=row.lead_time_days,
        prices=tuple(_step(price) for price in prices),
        price_on_request=row.price_on_request,
        sample_price=_sample(row),
        season=ProductSeason(kind=SeasonKind(season[0]), months=Season(season[1], season[2]))
        if season
        else None,
        attributes=tuple((code, _given(value)) for code, value in sorted(row.attributes.items())),
        packing=_packing_given(row.packing),
        certificates=tuple(row.certificates),
        brand=row.brand,
        gtin=row.gtin,
    )


def category_view(row: Category) -> CategoryView:
    return CategoryView(
        id=row.id,
        code=row.code,
        names=Texts.of(row.names),
        words=Texts.of(row.words),
        path=tuple(row.path.split("/")),
        motif=row.motif,
        attributes=tuple(spec_of(attribute) for attribute in row.attributes),
        version=row.version,
        position=row.position,
    )


def spec_of(stored: Mapping[str, Any]) -> AttributeSpec:
    """An attribute from its JSON: also the shape in which files and the desk give it."""
    return AttributeSpec(
        code=stored["code"],
        kind=AttributeKind(stored["kind"]),
        names=Texts.of(stored["names"]),
        unit=stored.get("unit"),
        choices=tuple(
            Choice(code=choice["code"], names=Texts.of(choice["names"]))
            for choice in stored.get("choices") or ()
        ),
        required=bool(stored.get("required")),
    )


def category_columns(draft: CategoryDraft) -> dict[str, Any]:
    return {
        "code": draft.code,
        "position": draft.position,
        "names": draft.names.shown(),
        "words": draft.words.shown(),
        "motif": draft.motif,
        "attributes": [_spec_stored(spec) for spec in draft.attributes],
    }


def _spec_stored(spec: AttributeSpec) -> dict[str, Any]:
    choices = [{"code": one.code, "names": one.names.shown()} for one in spec.choices]
    return {
        "code": spec.code,
        "kind": spec.kind.value,
        "names": spec.names.shown(),
        "unit": spec.unit,
        "choices": choices,
        "required": spec.required,
    }


def _step(price: Price) -> PriceStep:
    return PriceStep(
        min_quantity=_number(price.min_quantity),
        price=Money(_number(price.amount), price.currency),
        incoterm=Incoterm(price.incoterm),
        place=price.place,
    )


def _sample(row: Product) -> Money | None:
    if row.sample_amount is None or not row.sample_currency:
        return None
    return Money(_number(row.sample_amount), row.sample_currency)


def _number(value: Decimal | str) -> Decimal:
    return Decimal(plain(Decimal(value)))


def _exact(value: Decimal | str | None) -> Decimal | None:
    return None if value is None else _number(value)


def _exact_text(value: object) -> str:
    if isinstance(value, Decimal):
        return plain(value)
    raise TypeError(f"{type(value).__name__} has no place in a fingerprint")


def _json(value: object) -> object:
    return plain(value) if isinstance(value, Decimal) else value


def _stored(value: str | Decimal | bool) -> object:
    return {"number": plain(value)} if isinstance(value, Decimal) else value


def _given(value: Any) -> str | Decimal | bool:
    if isinstance(value, dict):
        return Decimal(value["number"])
    return value if isinstance(value, bool) else str(value)


def _packing_stored(packing: Packing | None) -> dict[str, Any] | None:
    if packing is None:
        return None
    figures = {part: getattr(packing, part) for part in _PACKING_PARTS}
    return {"unit": packing.unit.value, "units_per_pack": plain(packing.units_per_pack), **figures}


def _packing_given(stored: Mapping[str, Any] | None) -> Packing | None:
    if stored is None:
        return None
    return Packing(
        unit=Unit(stored["unit"]),
        units_per_pack=Decimal(stored["units_per_pack"]),
        **{part: stored.get(part) for part in _PACKING_PARTS},
    )
