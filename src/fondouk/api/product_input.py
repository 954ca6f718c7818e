"""A product as a program sends it: the members of an import's record, checked one by one."""

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from fondouk.api.shapes import (
    Amount,
    CountryCode,
    CurrencyCode,
    HSCodeIn,
    In,
    IncotermCode,
    MoneyIn,
    Number,
    TextsIn,
    UnitCode,
    coded,
)
from fondouk.catalogue.events import (
    AttributeKind,
    CategoryView,
    Packing,
    PriceStep,
    ProductDraft,
    ProductSeason,
    SeasonKind,
    SellingUnit,
)
from fondouk.kernel.money import Money
from fondouk.kernel.numbers import decimal_of
from fondouk.kernel.period import Season
from fondouk.kernel.refused import Refusals, Refused

Whole = Annotated[int, Field(ge=1, le=2_000_000_000)]
Month = Annotated[int, Field(ge=1, le=12)]
Region = Annotated[str, Field(pattern=r"^[A-Z]{2}-[0-9A-Z]{1,3}$", examples=["MA-09"])]


def _bare(value: Any) -> Any:
    """`{"quantity": "20", "unit": "kg"}`, as products answer it, stands for its number."""
    return value.get("quantity") if isinstance(value, Mapping) else value


# In the product's base unit.
Quantity = Annotated[Number, BeforeValidator(_bare)]


def _attribute(value: Any) -> str | Decimal | bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and len(value) <= 2000:
        return value
    if isinstance(value, int | float):
        return decimal_of(repr(value))
    raise Refused("input_type", expected="text, number, boolean")


Attribute = Annotated[
    Any,
    BeforeValidator(coded(_attribute)),
    WithJsonSchema(
        {"anyOf": [{"type": "string", "maxLength": 2000}, {"type": "number"}, {"type": "boolean"}]}
    ),
]


class PriceIn(In):
    """From this quantity on (in the base unit), one base unit costs this, delivered so."""

    min_quantity: Quantity
    amount: Amount
    currency: CurrencyCode
    incoterm: IncotermCode
    place: str = Field(min_length=1, max_length=80, examples=["Agadir"])

    def step(self) -> PriceStep:
        return PriceStep(
            min_quantity=self.min_quantity,
            price=Money(self.amount, self.currency),
            incoterm=self.incoterm,
            place=self.place,
        )


class PackingIn(In):
    """The outer pack."""

    unit: UnitCode
    units_per_pack: Number
    length_mm: Whole | None = None
    width_mm: Whole | None = None
    height_mm: Whole | None = None
    gross_weight_g: Whole | None = None
    net_weight_g: Whole | None = None

    def packing(self) -> Packing:
        return Packing(**dict(self))


class SellingUnitIn(In):
    """Another unit in which the product is sold, and how many base units it contains."""

    unit: UnitCode
    contains: Number


class SeasonIn(In):
    """The months of each year in which it is there."""

    kind: Literal["harvest", "production"]
    from_month: Month
    to_month: Month

    def season(self) -> ProductSeason:
        months = Season(self.from_month, self.to_month)
        return ProductSeason(kind=SeasonKind(self.kind), months=months)


NO_TEXTS = TextsIn.model_construct()


class ProductChange(In):
    """What shall change; members left out stay as they are, null takes a value away."""

    sku: str = Field("", min_length=1, max_length=80)
    name: TextsIn = NO_TEXTS
    description: TextsIn = NO_TEXTS
    category: str = Field(
        "", min_length=1, max_length=300, description="A category's code, id or path of names."
    )
    hs_code: HSCodeIn | None = None
    origin: CountryCode | None = None
    region: Region | None = None
    unit: UnitCode | None = Field(None, description="The base unit of quantities and prices.")
    selling_units: list[SellingUnitIn] = Field(default_factory=list, max_length=12)
    moq: Quantity | None = None
    capacity_per_month: Quantity | None = None
    lead_time_days: int | None = Field(None, ge=0, le=3650)
    prices: list[PriceIn] = Field(default_factory=list, max_length=60)
    price_on_request: bool = False
    sample_price: MoneyIn | None = None
    season: SeasonIn | None = None
    attributes: dict[str, Attribute] = Field(default_factory=dict, max_length=400)
    packing: PackingIn | None = None
    brand: str = Field("", max_length=120)
    gtin: str = Field("", pattern=r"^([0-9]{8}|[0-9]{12,14})?$")

    def changes(self, category: CategoryView | None) -> dict[str, Any]:
        """The members that were sent, as members of a draft."""
        made = {
            "sku": self.sku,
            "names": self.name.texts(),
            "descriptions": self.description.texts(),
            "category": category.code if category else self.category,
            "selling_units": tuple(
                SellingUnit(unit=one.unit, contains=one.contains) for one in self.selling_units
            ),
            "prices": tuple(one.step() for one in self.prices),
            "sample_price": self.sample_price and self.sample_price.money(),
            "season": self.season and self.season.season(),
            "packing": self.packing and self.packing.packing(),
            "attributes": _typed(self.attributes, category),
        }
        sent = {
            {"name": "names", "description": "descriptions"}.get(one, one)
            for one in self.model_fields_set - {"status"}
        }
        return {one: made[one] if one in made else getattr(self, one) for one in sent}

    def onto(self, draft: ProductDraft, category: CategoryView | None) -> ProductDraft:
        """The draft with what was sent."""
        return replace(draft, **self.changes(category))


class ProductIn(ProductChange):
    """A new product. A draft needs `sku`, one name and a category."""

    sku: str = Field(min_length=1, max_length=80)
    name: TextsIn
    category: str = Field(
        min_length=1, max_length=300, description="A category's code, id or path of names."
    )
    status: Literal["draft", "published"] = "draft"


def _typed(
    given: Mapping[str, str | Decimal | bool], category: CategoryView | None
) -> tuple[tuple[str, str | Decimal | bool], ...]:
    """Numbers may come as decimal strings: the category says which are numbers."""
    kinds = {spec.code: spec.kind for spec in category.attributes} if category else {}
    return tuple(
        (code, _as_number(code, value) if kinds.get(code) is AttributeKind.NUMBER else value)
        for code, value in given.items()
    )


def _as_number(code: str, value: str | Decimal | bool) -> str | Decimal | bool:
    return decimal_of(value, f"attributes.{code}") if isinstance(value, str) else value


# The names of a file's columns, and the members which they stand for.
_MEMBERS = (
    (re.compile(r"^(name|description)_(en|fr|ar|es)$"), r"\1.\2"),
    (re.compile(r"^(packing)_(\w+)$"), r"\1.\2"),
    (re.compile(r"^(sample_price)_(\w+)$"), r"\1.\2"),
    (re.compile(r"^attribute_(.+)$"), r"attributes.\1"),
)
_NUMBERED = re.compile(r"^(price|selling_unit)_(\d+)_(\w+)$")


def member_of(field: str | None) -> str | None:
    """`price_2_min_quantity` is `prices.1.min_quantity` to a program."""
    if field is None:
        return None
    if found := _NUMBERED.match(field):
        return f"{found[1]}s.{int(found[2]) - 1}.{found[3]}"
    for pattern, member in _MEMBERS:
        if pattern.match(field):
            return pattern.sub(member, field)
    return field


def by_member(refused: Refused) -> Refused:
    """The same refusals with the names of members instead of columns."""
    each = [Refused(one.code, member_of(one.field), **one.facts) for one in refused]
    return Refusals(each) if len(each) > 1 else each[0]
