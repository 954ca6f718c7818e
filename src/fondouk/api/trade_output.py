"""What programs read of a trade: requests, quotes, orders."""

from typing import Literal

from fondouk.api.shapes import (
    MoneyOut,
    ObjectOut,
    Out,
)


class PartyOut(Out):
    """A company, by its name in the reader's language."""

    id: str
    name: str


class DestinationOut(Out):
    """Where the goods go."""

    country: str
    postcode: str
    place: str


class RfqLineOut(Out):
    """A line of a request; `name` is the product's, or the line's own text."""

    id: str
    product_id: str | None
    name: str
    text: str
    specification: str
    hs_code: str | None
    quantity: str
    unit: str
    target_price: MoneyOut | None


class InvitationOut(Out):
    """A supplier's place in a request."""

    supplier: PartyOut
    state: Literal["sent", "seen", "answered", "declined"]
    how: Literal["chosen", "matched", "came"]
    reason: str


class RfqCardOut(Out):
    """A request in a list; `quotes` counts for its buyer alone."""

    id: str
    title: str
    state: str
    visibility: str
    buyer: PartyOut
    destination: DestinationOut
    needed_by: str | None
    line_count: int
    quotes: int | None
    sent_at: str | None


class RfqOut(ObjectOut):
    """A request as this caller may see it: a supplier reads its own invitation alone."""

    side: Literal["buyer", "supplier"]
    title: str
    visibility: str
    buyer: PartyOut
    suppliers: list[InvitationOut]
    destination: DestinationOut
    incoterm: str | None
    needed_by: str | None
    currency: str
    note: str
    lines: list[RfqLineOut]
    created_at: str
    sent_at: str | None


class QuotedLineOut(Out):
    """A priced line; `amount` is unit price times quantity, rounded half up to the coin."""

    rfq_line: str
    unit_price: MoneyOut
    quantity: str
    unit: str
    amount: MoneyOut
    lead_time_days: int | None
    packing: str


class RoundOut(Out):
    """One dated, immutable statement of terms. `unanswered` lines are not in the total."""

    id: str
    number: int
    made_by: Literal["buyer", "supplier"]
    at: str
    valid_until: str
    incoterm: str
    place: str
    currency: str
    terms: str
    lines: list[QuotedLineOut]
    total: MoneyOut
    unanswered: list[str]


class QuoteOut(ObjectOut):
    """A quote with its rounds; the last one is what an award accepts."""

    side: Literal["buyer", "supplier"]
    rfq: str
    buyer: str
    supplier: str
    reason: str
    rounds: list[RoundOut]
    total: MoneyOut
    created_at: str


class OrderRef(Out):
    """An order that was made, and where it stands."""

    id: str
    href: str


class AwardOut(Out):
    """The orders that an award made."""

    orders: list[OrderRef]


class OrderPartyOut(Out):
    """A company as it was when the order was placed."""

    id: str
    name: str
    country: str
    region: str | None
    town: str


class OrderedLineOut(Out):
    """A frozen line of an order."""

    id: str
    product_id: str | None
    sku: str
    name: str
    text: str
    specification: str
    hs_code: str | None
    quantity: str
    unit: str
    unit_price: MoneyOut
    amount: MoneyOut
    lead_time_days: int | None
    packing: str


class OrderEntryOut(Out):
    """What happened, as both sides read it."""

    number: int
    deed: str
    state: str
    by: Literal["buyer", "supplier"]
    reason: str
    at: str


class OrderCardOut(Out):
    """An order in a list."""

    id: str
    number: str
    state: str
    side: Literal["buyer", "supplier"]
    title: str
    buyer: PartyOut
    supplier: PartyOut
    total: MoneyOut
    placed_at: str


class OrderOut(ObjectOut):
    """An order with its frozen terms and its history."""

    number: str
    side: Literal["buyer", "supplier"]
    title: str
    rfq: str
    quote: str
    round: int
    buyer: OrderPartyOut
    supplier: OrderPartyOut
    destination: DestinationOut
    needed_by: str | None
    incoterm: str
    place: str
    currency: str
    terms: str
    lines: list[OrderedLineOut]
    total: MoneyOut
    history: list[OrderEntryOut]
    placed_at: str
