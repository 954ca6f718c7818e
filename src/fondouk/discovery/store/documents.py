"""From a listing to the document by which it is found, and the card shown with a hit."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

import orjson

from fondouk.catalogue.events import AttributeKind, AttributeSpec, CategoryView, Listing, PriceStep
from fondouk.companies.events import CompanyCard
from fondouk.discovery.domain.lexicon import Lexicon
from fondouk.discovery.domain.texts import ProductTexts, Streams, streams
from fondouk.kernel.money import Money
from fondouk.kernel.numbers import plain
from fondouk.kernel.texts import Texts
from fondouk.kernel.words import surfaces
from fondouk.plumbing.textindex import BREAK, Document

PRICE_SCALE = 10_000
MOQ_SCALE = 1_000
ALL_MONTHS = tuple(range(1, 13))

Scaled = Callable[[Money], int | None]
"""An amount in ten-thousandths of the reference currency; None where no rate is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What documents of one batch share: words, rates, and the categories by code."""

    lexicon: Lexicon
    scaled: Scaled
    categories: Mapping[str, CategoryView] = field(default_factory=dict)


def document_of(listing: Listing, supplier: CompanyCard, around: Surroundings) -> Document:
    """The document of a published listing."""
    draft = listing.draft
    read = streams(texts_of(listing, supplier, around.categories), around.lexicon)
    names = f" {BREAK} ".join(" ".join(name) for name in read.names)
    heads = [*read.heads, *around.lexicon.concepts(read.heads)]
    prices = [price for step in draft.prices if (price := around.scaled(step.price)) is not None]
    season = draft.season.months.months() if draft.season else ALL_MONTHS
    return Document(
        id=listing.id,
        fields={
            "body": read.body,
            "name": names,
            "head": heads,
            "kind": read.kinds,
            "spelling": _spelling(listing, supplier),
            "category": listing.category.path,
            "region": draft.region,
            "supplier": listing.supplier_id,
            "supplier_kind": supplier.kind.value,
            "certificate": draft.certificates,
            "incoterm": sorted({step.incoterm.value for step in draft.prices}),
            "season": [str(month) for month in season],
            "price": min(prices, default=None),
            "moq": None if draft.moq is None else int(draft.moq * MOQ_SCALE),
            "lead_time": draft.lead_time_days,
            "changed_on": days_since_1970(listing.updated_at.date()),
            "published_at": int((listing.published_at or listing.updated_at).timestamp()),
            "complete": complete_percent(listing),
        },
        card=orjson.dumps(_card(listing, supplier, read, names, heads)),
    )


def texts_of(
    listing: Listing, supplier: CompanyCard, categories: Mapping[str, CategoryView]
) -> ProductTexts:
    """The words by which a listing is found."""
    draft = listing.draft
    path = [categories.get(code) for code in listing.category.path[:-1]]
    family = [listing.category, *(one for one in path if one)]
    specs = {spec.code: spec for one in family for spec in one.attributes}
    said = [(code, text) for code, value in draft.attributes for text in _said(specs, code, value)]
    return ProductTexts(
        kinds=tuple(text for one in family for _, text in one.names.by_language),
        names=dict(draft.names.by_language),
        descriptions=dict(draft.descriptions.by_language),
        categories=tuple(
            text
            for one in family
            for texts in (one.names, one.words)
            for _, text in texts.by_language
        ),
        makers=(*(text for _, text in supplier.names.by_language), draft.brand),
        attributes=tuple(text for _, text in said),
        qualities=tuple(
            text for code, text in said if len(text) < 25 and not code.endswith("type")
        ),
        codes=(draft.sku, draft.gtin, draft.hs_code.digits if draft.hs_code else ""),
    )


def complete_percent(listing: Listing) -> int:
    """How much of what a buyer asks for a listing answers, 0 to 100."""
    draft = listing.draft
    answers = (
        bool(draft.descriptions.by_language),
        len(draft.names.by_language) == 4,
        draft.hs_code is not None,
        draft.origin is not None,
        draft.packing is not None,
        bool(draft.prices) or draft.price_on_request,
        draft.moq is not None,
        draft.lead_time_days is not None,
        bool(draft.attributes),
        bool(listing.pictures),
    )
    return 100 * sum(answers) // len(answers)


def days_since_1970(on: date) -> int:
    """The day as a number that an index can hold."""
    return on.toordinal() - date(1970, 1, 1).toordinal()


def _said(specs: Mapping[str, AttributeSpec], code: str, value: str | Decimal | bool) -> list[str]:
    """An attribute in words: what a choice is called, a number with its unit, a truth's name."""
    spec = specs.get(code)
    if value is True:
        return [text for _, text in spec.names.by_language] if spec else []
    if isinstance(value, bool):
        return []
    if isinstance(value, Decimal):
        return [f"{plain(value)} {spec.unit}"] if spec and spec.unit else []
    if spec and spec.kind is AttributeKind.CHOICE:
        named = next((one.names for one in spec.choices if one.code == value), Texts())
        return [text for _, text in named.by_language] or [value]
    return [value]


def _spelling(listing: Listing, supplier: CompanyCard) -> list[str]:
    shared = (
        *(text for _, text in listing.category.names.by_language),
        *(text for _, text in listing.category.words.by_language),
        *(text for _, text in supplier.names.by_language),
        listing.draft.brand,
    )
    own = [word for _, text in listing.draft.names.by_language for word in surfaces(text)]
    return [*own, *(word for text in shared for word in _known_surfaces(text))]


@lru_cache(maxsize=4096)
def _known_surfaces(text: str) -> tuple[str, ...]:
    return tuple(surfaces(text))


def _card(
    listing: Listing, supplier: CompanyCard, read: Streams, names: str, heads: list[str]
) -> dict[str, Any]:
    draft = listing.draft
    rows = {name: row for name, row in read.by_field.items() if name != "description"}
    concepts = [token for token in read.by_field["name"] if token.startswith("#")]
    rows |= {"name": [names, *concepts], "heads": heads, "kind": list(read.kinds)}
    stems = {name: f" {' '.join(row)} " for name, row in rows.items() if row}
    picture = listing.pictures[0] if listing.pictures else None
    return {
        "id": listing.id,
        "sku": draft.sku,
        "names": dict(draft.names.by_language),
        "supplier": {
            "id": supplier.id,
            "slug": supplier.slug,
            "names": dict(supplier.names.by_language),
            "kind": supplier.kind.value,
            "state": supplier.state.value,
            "demonstration": supplier.demonstration,
        },
        "category": listing.category.code,
        "category_names": dict(listing.category.names.by_language),
        "motif": listing.category.motif,
        "hs_code": draft.hs_code.digits if draft.hs_code else None,
        "origin": draft.origin,
        "region": draft.region,
        "price": _price(listing.price_from, draft.unit.value if draft.unit else None),
        "on_request": draft.price_on_request,
        "moq": None if draft.moq is None else plain(draft.moq),
        "unit": draft.unit.value if draft.unit else None,
        "lead_time_days": draft.lead_time_days,
        "certificates": draft.certificates,
        "months": draft.season.months.months() if draft.season else None,
        "picture": {str(width): sha for width, sha in picture.renditions} if picture else None,
        "stems": stems,
    }


def _price(step: PriceStep | None, unit: str | None) -> dict[str, str | None] | None:
    if step is None:
        return None
    return step.price.shown() | {
        "unit": unit,
        "incoterm": step.incoterm.value,
        "place": step.place,
        "min_quantity": plain(step.min_quantity),
    }
