"""What a draft must keep, whoever typed it: the last check before it is stored.

The readers of forms and files refuse earlier and in more detail; here stands what no door may
pass by.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from fondouk.catalogue.events import (
    AttributeKind,
    AttributeSpec,
    CategoryView,
    Packing,
    PriceStep,
    ProductDraft,
)
from fondouk.kernel.numbers import plain
from fondouk.kernel.refused import Refused

MAX_SKU, MAX_NAME, MAX_DESCRIPTION, MAX_BRAND, MAX_PLACE = 80, 300, 20_000, 120, 80
QUANTITY_PLACES, AMOUNT_PLACES, NUMBER_DIGITS = 4, 6, 15


def check_draft(draft: ProductDraft, category: CategoryView) -> list[Refused]:
    """Everything that is wrong with the draft, each with the flattened name of its field."""
    return [
        *_texts(draft),
        *_figures(draft),
        *check_ladders(draft.prices),
        *check_attributes(category.attributes, draft.attributes),
        *_packing(draft.packing),
    ]


def check_ladders(steps: Sequence[PriceStep]) -> Iterator[Refused]:
    """The steps of one Incoterm and place are one ladder: one currency, quantities ascending,
    all positive.
    """
    last: dict[tuple[str, str], PriceStep] = {}
    for number, step in enumerate(steps, start=1):
        field = f"price_{number}"
        yield from _number(step.price.amount, f"{field}_amount", AMOUNT_PLACES)
        yield from _number(step.min_quantity, f"{field}_min_quantity", QUANTITY_PLACES)
        if not step.place or len(step.place) > MAX_PLACE:
            yield Refused("field_required", f"{field}_place")
        before = last.get((step.incoterm, step.place))
        last[step.incoterm, step.place] = step
        if before is None:
            continue
        if before.price.currency != step.price.currency:
            both = f"{before.price.currency}, {step.price.currency}"
            yield Refused("mixed_currencies", f"{field}_currency", currencies=both)
        elif before.min_quantity >= step.min_quantity:
            yield Refused(
                "ladder_not_ascending",
                f"{field}_min_quantity",
                value=plain(step.min_quantity),
                before=plain(before.min_quantity),
            )


def check_attributes(
    specs: Sequence[AttributeSpec], given: Sequence[tuple[str, str | Decimal | bool]]
) -> Iterator[Refused]:
    """Attributes that the category knows have its type; others are kept as they came."""
    known = {spec.code: spec for spec in specs}
    for code, value in given:
        spec = known.get(code)
        field = f"attribute_{code}"
        if isinstance(value, Decimal) and len(value.normalize().as_tuple().digits) > NUMBER_DIGITS:
            yield Refused("too_precise", field, value=plain(value), places=NUMBER_DIGITS)
        if spec is None:
            continue
        if spec.kind is AttributeKind.NUMBER and not isinstance(value, Decimal):
            yield Refused("not_a_number", field, value=str(value)[:40])
        if spec.kind is AttributeKind.BOOLEAN and not isinstance(value, bool):
            yield Refused("not_yes_or_no", field, value=str(value)[:40])
        choices = [choice.code for choice in spec.choices]
        if spec.kind is AttributeKind.CHOICE and value not in choices:
            told = ", ".join(choices)[:200]
            yield Refused("unknown_choice", field, value=str(value)[:40], choices=told)


def _texts(draft: ProductDraft) -> Iterator[Refused]:
    if not draft.sku.strip():
        yield Refused("field_required", "sku")
    if not draft.names:
        yield Refused("name_required", "name_en")
    for group, texts, limit in (
        ("name", draft.names, MAX_NAME),
        ("description", draft.descriptions, MAX_DESCRIPTION),
    ):
        for language, text in texts.by_language:
            yield from _length(text, f"{group}_{language}", limit)
    yield from _length(draft.sku, "sku", MAX_SKU)
    yield from _length(draft.brand, "brand", MAX_BRAND)
    yield from _length(draft.hs_reason, "hs_reason", MAX_NAME)


def _length(text: str, field: str, limit: int) -> Iterator[Refused]:
    if len(text) > limit:
        yield Refused("too_long", field, limit=limit, found=len(text))


def _figures(draft: ProductDraft) -> Iterator[Refused]:
    if draft.moq is not None:
        yield from _number(draft.moq, "moq", QUANTITY_PLACES)
    if draft.capacity_per_month is not None:
        yield from _number(draft.capacity_per_month, "capacity_per_month", QUANTITY_PLACES)
    if draft.lead_time_days is not None and not 0 <= draft.lead_time_days <= 3650:
        yield Refused(
            "not_in_range", "lead_time_days", value=draft.lead_time_days, least=0, most=3650
        )
    if draft.sample_price is not None and draft.sample_price.amount < 0:
        value = plain(draft.sample_price.amount)
        yield Refused("not_positive", "sample_price_amount", value=value)
    if draft.hs_code is not None and len(draft.hs_code.digits) < 6:
        yield Refused("hs_code_too_short", "hs_code", value=draft.hs_code.digits)
    for number, unit in enumerate(draft.selling_units, start=1):
        yield from _number(unit.contains, f"selling_unit_{number}_contains", QUANTITY_PLACES)


def _number(number: Decimal, field: str, places: int) -> Iterator[Refused]:
    exponent = number.normalize().as_tuple().exponent
    if number <= 0:
        yield Refused("not_positive", field, value=plain(number))
    elif isinstance(exponent, int) and -exponent > places:
        yield Refused("too_precise", field, value=plain(number), places=places)
    elif number.adjusted() >= NUMBER_DIGITS - places:
        yield Refused("too_large", field, value=plain(number))


def _packing(packing: Packing | None) -> Iterator[Refused]:
    if packing is None:
        return
    yield from _number(packing.units_per_pack, "packing_units_per_pack", QUANTITY_PLACES)
    net, gross = packing.net_weight_g, packing.gross_weight_g
    if net is not None and gross is not None and net > gross:
        yield Refused("net_above_gross", "packing_net_weight_g", value=net, gross=gross)
