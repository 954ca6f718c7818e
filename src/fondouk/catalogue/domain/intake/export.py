"""A listing as an import record: what goes out this way comes in again as the same draft."""

from decimal import Decimal
from typing import Any

from fondouk.catalogue.events import Listing, PriceStep, ProductDraft, ProductState
from fondouk.kernel.numbers import plain

_STATUS = {
    ProductState.DRAFT: "draft",
    ProductState.PUBLISHED: "published",
    ProductState.SUSPENDED: "published",
}


def record_of(listing: Listing, supplier: str) -> dict[str, Any]:
    """The canonical record, without empty values; `supplier` is the company's slug. Pictures
    stay behind: they are no part of a table.
    """
    draft = listing.draft
    record: dict[str, Any] = {
        "sku": draft.sku,
        "supplier": supplier,
        "status": _STATUS.get(listing.state),
        "name": draft.names.shown(),
        "description": draft.descriptions.shown(),
        "category": draft.category,
        "brand": draft.brand,
        "gtin": draft.gtin,
        "hs_code": draft.hs_code.digits if draft.hs_code else None,
        "hs_reason": draft.hs_reason,
        "origin": draft.origin,
        "region": draft.region,
        "unit": draft.unit.value if draft.unit else None,
        "moq": _figure(draft.moq),
        "capacity_per_month": _figure(draft.capacity_per_month),
        "lead_time_days": draft.lead_time_days,
        "price_on_request": draft.price_on_request or None,
        "prices": [_price(step) for step in draft.prices],
        "attributes": {code: _value(value) for code, value in draft.attributes},
        "selling_units": [
            {"unit": one.unit.value, "contains": plain(one.contains)}
            for one in draft.selling_units
        ],
        "certificates": list(draft.certificates),
        **_groups(draft),
    }
    return {name: value for name, value in record.items() if value not in (None, "", [], {})}


def _groups(draft: ProductDraft) -> dict[str, Any]:
    packing, season, sample = draft.packing, draft.season, draft.sample_price
    groups: dict[str, Any] = {}
    if packing:
        figures = {
            "length_mm": packing.length_mm,
            "width_mm": packing.width_mm,
            "height_mm": packing.height_mm,
            "gross_weight_g": packing.gross_weight_g,
            "net_weight_g": packing.net_weight_g,
        }
        groups["packing"] = {
            "unit": packing.unit.value,
            "units_per_pack": plain(packing.units_per_pack),
            **{name: figure for name, figure in figures.items() if figure is not None},
        }
    if season:
        months = {"from_month": season.months.from_month, "to_month": season.months.to_month}
        groups["season"] = {"kind": season.kind.value, **months}
    if sample:
        groups["sample_price"] = sample.shown()
    return groups


def _price(step: PriceStep) -> dict[str, str]:
    return {
        "min_quantity": plain(step.min_quantity),
        **step.price.shown(),
        "incoterm": step.incoterm.value,
        "place": step.place,
    }


def _figure(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def _value(value: str | Decimal | bool) -> object:
    """Numbers go out as JSON numbers; they have at most 15 digits, which a double keeps."""
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == value.to_integral_value() else float(value)
