"""What orders take and hand on: `OrderTerms` in, `Order` out, and the names of what happens."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from fondouk.kernel.codes import HSCode, Incoterm
from fondouk.kernel.money import Money
from fondouk.kernel.quantity import Quantity
from fondouk.kernel.texts import Texts

# Payload of each: {"order", "buyer", "supplier"}, ids only, and {"by"}: which side did it.
ORDER_PLACED = "order_placed"
ORDER_CONFIRMED = "order_confirmed"
ORDER_CANCELLED = "order_cancelled"


class OrderState(StrEnum):
    """How far an order has come."""

    PLACED = "placed"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


class OrderDeed(StrEnum):
    """What happens to an order."""

    PLACE = "place"
    CONFIRM = "confirm"
    CANCEL = "cancel"


class Side(StrEnum):
    """Which end of an order somebody stands at."""

    BUYER = "buyer"
    SUPPLIER = "supplier"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A company as it was when the order was placed."""

    company_id: str
    names: Texts
    country: str
    region: str | None
    town: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where the goods go, as the request said."""

    country: str
    postcode: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderedLine:
    """A line of an order, frozen. `amount` is unit price times quantity, rounded to the coin.

    `names` are the product's names, or one text in the request's own words. The id is empty
    until the order stands.
    """

    id: str = ""
    product_id: str | None
    sku: str
    names: Texts
    text: str
    specification: str
    hs_code: HSCode | None
    quantity: Quantity
    unit_price: Money
    amount: Money
    lead_time_days: int | None
    packing: str

    def name(self, language: str) -> str:
        """What the line is called, in the reader's language where the product has it."""
        return self.names.best(language) or self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderTerms:
    """What was agreed, as the award hands it over: everything that the order must keep."""

    rfq_id: str
    quote_id: str
    round_id: str
    round_number: int
    buyer: Party
    supplier: Party
    title: str
    destination: Destination
    needed_by: date | None
    incoterm: Incoterm
    place: str
    currency: str
    terms: str
    lines: tuple[OrderedLine, ...]
    total: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderEntry:
    """One line of the history that both sides read."""

    number: int
    deed: OrderDeed
    state: OrderState
    by: Side
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderCard:
    """An order in a list."""

    id: str
    number: str
    side: Side
    state: OrderState
    title: str
    buyer: Party
    supplier: Party
    total: Money
    placed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """An order as one of its two parties reads it; `actions` says what that party may do next."""

    id: str
    number: str
    side: Side
    state: OrderState
    terms: OrderTerms
    history: tuple[OrderEntry, ...]
    version: int
    placed_at: datetime
    actions: tuple[str, ...]
