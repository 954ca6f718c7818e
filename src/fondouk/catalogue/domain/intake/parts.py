"""The parts of a product that have an inner form: price ladders, packing, season, attributes."""

from decimal import Decimal

from fondouk.catalogue.domain.intake.cells import shortened
from fondouk.catalogue.domain.intake.fields import Fields
from fondouk.catalogue.domain.intake.record import PACKING
from fondouk.catalogue.events import (
    AttributeKind,
    AttributeSpec,
    CategoryView,
    Packing,
    PriceStep,
    ProductSeason,
    SeasonKind,
    SellingUnit,
)
from fondouk.kernel.codes import Incoterm
from fondouk.kernel.money import Money
from fondouk.kernel.numbers import plain
from fondouk.kernel.period import Season

MAX_PRICES, MAX_SELLING_UNITS, MAX_ATTRIBUTES, MAX_ATTRIBUTE_TEXT = 60, 12, 500, 10_000
_AMOUNT_PLACES, _QUANTITY_PLACES = 6, 4
_MAX_CODE, _MAX_PLACE, _MAX_NUMBER_DIGITS = 100, 80, 15
_MOST_MM, _MOST_G = 20_000, 100_000_000
_KINDS = (AttributeKind.TEXT, AttributeKind.NUMBER, AttributeKind.BOOLEAN)


def ladder_of(fields: Fields) -> tuple[PriceStep, ...]:
    """The price steps in the file's order. Steps of one Incoterm and place are one ladder: one
    currency, quantities ascending (`mixed_currencies`, `ladder_not_ascending`).
    """
    rows = fields.lists.get("price")
    if not rows:
        return ()
    if len(rows) > MAX_PRICES:
        fields.refuse("too_many_entries", "price_1_amount", limit=MAX_PRICES, found=len(rows))
        return ()
    steps: list[PriceStep] = []
    last: dict[tuple[Incoterm, str], PriceStep] = {}
    for place in sorted(rows):
        step = _step(fields, f"price_{place}", rows[place])
        if step is None:
            continue
        before = last.get((step.incoterm, step.place))
        if before and before.price.currency != step.price.currency:
            both = f"{before.price.currency}, {step.price.currency}"
            fields.refuse("mixed_currencies", f"price_{place}_currency", currencies=both)
        elif before and before.min_quantity >= step.min_quantity:
            fields.refuse(
                "ladder_not_ascending",
                f"price_{place}_min_quantity",
                value=plain(step.min_quantity),
                before=plain(before.min_quantity),
            )
        last[step.incoterm, step.place] = step
        steps.append(step)
    return tuple(steps)


def _step(fields: Fields, name: str, cells: dict[str, object]) -> PriceStep | None:
    before = len(fields.refused)
    if cells.get("amount") is None:
        fields.refuse("field_required", f"{name}_amount")
        return None
    amount = fields.positive(f"{name}_amount", cells["amount"], _AMOUNT_PLACES)
    currency = _currency(fields, f"{name}_currency", cells.get("currency"))
    least = cells.get("min_quantity")
    if least is None:
        least = fields.plain.get("moq", 1)
    quantity = fields.positive(f"{name}_min_quantity", least, _QUANTITY_PLACES)
    incoterm = None
    if cells.get("incoterm") is None:
        fields.refuse("field_required", f"{name}_incoterm")
    else:
        incoterm = fields.read(f"{name}_incoterm", cells["incoterm"], Incoterm.of)
    where = fields.clean(cells.get("place", ""), f"{name}_place", _MAX_PLACE)
    if not where and not fields.has_refused(f"{name}_place"):
        fields.refuse("field_required", f"{name}_place")
    if len(fields.refused) > before or not (amount and quantity and incoterm):
        return None
    price = Money(amount, currency)
    return PriceStep(min_quantity=quantity, price=price, incoterm=incoterm, place=where)


def _currency(fields: Fields, column: str, value: object) -> str:
    if value is None:
        fields.refuse("field_required", column)
        return ""
    code = str(value).strip().upper()
    if len(code) != 3 or not code.isascii() or not code.isalpha():
        fields.refuse("bad_currency", column, value=str(value)[:10])
        return ""
    if not fields.is_currency(code):
        fields.refuse("unknown_currency", column, value=code)
        return ""
    return code


def sample_price_of(fields: Fields) -> Money | None:
    cells = fields.groups.get("sample_price")
    if not cells or cells.get("amount") is None:
        return None
    amount = fields.number("sample_price_amount", cells["amount"])
    currency = _currency(fields, "sample_price_currency", cells.get("currency"))
    if amount is not None and amount < 0:
        fields.refuse("not_positive", "sample_price_amount", value=plain(amount))
        return None
    return Money(amount, currency) if amount is not None and currency else None


def selling_units_of(fields: Fields) -> tuple[SellingUnit, ...]:
    rows = fields.lists.get("selling_unit", {})
    if len(rows) > MAX_SELLING_UNITS:
        fields.refuse(
            "too_many_entries", "selling_unit_1_unit", limit=MAX_SELLING_UNITS, found=len(rows)
        )
    found: list[SellingUnit] = []
    for place in sorted(rows):
        name = f"selling_unit_{place}"
        for part in ("unit", "contains"):
            if rows[place].get(part) is None:
                fields.refuse("field_required", f"{name}_{part}")
        if len(rows[place]) < 2:
            continue
        unit = fields.unit(f"{name}_unit", rows[place]["unit"])
        contains = fields.positive(f"{name}_contains", rows[place]["contains"], _QUANTITY_PLACES)
        if unit and contains:
            found.append(SellingUnit(unit=unit, contains=contains))
    return tuple(found)


def packing_of(fields: Fields) -> Packing | None:
    """The outer pack; a unit alone says nothing and is no packing."""
    cells = fields.groups.get("packing")
    if not cells or not cells.keys() - {"unit"}:
        return None
    for part in ("unit", "units_per_pack"):
        if cells.get(part) is None:
            fields.refuse("field_required", f"packing_{part}")
            return None
    unit = fields.unit("packing_unit", cells["unit"])
    per_pack = fields.positive("packing_units_per_pack", cells["units_per_pack"], _QUANTITY_PLACES)
    figures = {
        part: fields.whole(f"packing_{part}", 1, _most(part), cells[part])
        for part in PACKING[2:]
        if part in cells
    }
    net, gross = figures.get("net_weight_g"), figures.get("gross_weight_g")
    if net and gross and net > gross:
        fields.refuse("net_above_gross", "packing_net_weight_g", value=net, gross=gross)
    if unit is None or per_pack is None:
        return None
    return Packing(unit=unit, units_per_pack=per_pack, **figures)


def _most(part: str) -> int:
    return _MOST_MM if part.endswith("_mm") else _MOST_G


def season_of(fields: Fields) -> ProductSeason | None:
    cells = fields.groups.get("season")
    if not cells:
        return None
    text = str(cells.get("kind", "")).strip().lower()
    if text not in set(SeasonKind):
        fields.refuse("unknown_season", "season_kind", value=text[:20])
        return None
    months = []
    for part in ("from_month", "to_month"):
        if cells.get(part) is None:
            fields.refuse("field_required", f"season_{part}")
        else:
            months.append(fields.whole(f"season_{part}", 1, 12, cells[part]))
    if len(months) < 2 or months[0] is None or months[1] is None:
        return None
    return ProductSeason(kind=SeasonKind(text), months=Season(months[0], months[1]))


def attributes_of(
    fields: Fields, category: CategoryView | None
) -> tuple[tuple[str, str | Decimal | bool], ...]:
    """Attributes by code, typed as the category says where it knows them, else as given."""
    if len(fields.attributes) > MAX_ATTRIBUTES:
        found = len(fields.attributes)
        fields.refuse(
            "too_many_entries", fields.attributes[0][2], limit=MAX_ATTRIBUTES, found=found
        )
        return ()
    specs = {spec.code: spec for spec in category.attributes} if category else {}
    kept: dict[str, str | Decimal | bool] = {}
    for code, given, column, value in fields.attributes:
        spec = specs.get(code)
        typed = _typed(fields, column, value, spec.kind if spec else _KINDS[given])
        if code in kept or len(code) > _MAX_CODE:
            fields.refuse("bad_attribute", column, value=shortened(code))
        elif typed is not None and typed != "":
            kept[code] = typed
            if spec is not None and spec.kind is AttributeKind.CHOICE:
                _check_choice(fields, column, spec, typed)
    return tuple(sorted(kept.items()))


def _typed(
    fields: Fields, column: str, value: object, kind: AttributeKind
) -> str | Decimal | bool | None:
    if kind is AttributeKind.BOOLEAN:
        return fields.boolean(column, value)
    if kind is not AttributeKind.NUMBER:
        return fields.clean(value, column, MAX_ATTRIBUTE_TEXT)
    number = fields.number(column, value)
    if number is not None and len(number.normalize().as_tuple().digits) > _MAX_NUMBER_DIGITS:
        fields.refuse("too_precise", column, value=plain(number), places=_MAX_NUMBER_DIGITS)
        return None
    return number


def _check_choice(
    fields: Fields, column: str, spec: AttributeSpec, typed: str | Decimal | bool
) -> None:
    codes = [choice.code for choice in spec.choices]
    if typed not in codes:
        told = ", ".join(codes)[:200]
        fields.refuse("unknown_choice", column, value=shortened(typed), choices=told)
