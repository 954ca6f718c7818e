"""What programs write of a trade: requests, quotes, reasons."""

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field

from fondouk.api.shapes import (
    Amount,
    CountryCode,
    CurrencyCode,
    HSCodeIn,
    In,
    IncotermCode,
    MoneyIn,
    Number,
    UnitCode,
)
from fondouk.kernel.quantity import Quantity
from fondouk.kernel.refused import Refused
from fondouk.sourcing.events import (
    Destination,
    QuotedLineDraft,
    QuoteDraft,
    RfqDraft,
    RfqLineDraft,
    Visibility,
)


class DestinationIn(In):
    """Where the goods go."""

    country: CountryCode
    postcode: str = Field("", max_length=20)
    place: str = Field("", max_length=80)


class RfqLineIn(In):
    """One thing asked for: a product of the hub, or words. `target_price` is per unit, an amount
    in the request's currency or an amount with that currency.
    """

    product_id: str | None = Field(None, max_length=40)
    text: str = Field("", max_length=300)
    specification: str = Field("", max_length=4000)
    hs_code: HSCodeIn | None = None
    quantity: Number
    unit: UnitCode
    target_price: MoneyIn | Amount | None = None

    def draft(self, place: int, currency: str) -> RfqLineDraft:
        field = f"lines.{place}.target_price"
        return RfqLineDraft(
            product_id=self.product_id or "",
            text=self.text,
            specification=self.specification,
            hs_code=self.hs_code,
            quantity=Quantity(self.quantity, self.unit),
            target_price=_amount(self.target_price, currency, field)
            if self.target_price is not None
            else None,
        )


class RfqChange(In):
    """A request for quotation."""

    title: str = Field(min_length=1, max_length=160)
    visibility: Literal["private", "matched", "public"] = "private"
    suppliers: list[str] = Field([], max_length=100)
    destination: DestinationIn
    incoterm: IncotermCode | None = None
    needed_by: date | None = None
    currency: CurrencyCode
    note: str = Field("", max_length=4000)
    lines: list[RfqLineIn] = Field(max_length=200)

    def to_draft(self) -> RfqDraft:
        return RfqDraft(
            title=self.title,
            visibility=Visibility(self.visibility),
            suppliers=tuple(one[:40] for one in self.suppliers),
            destination=Destination(
                country=self.destination.country,
                postcode=self.destination.postcode,
                place=self.destination.place,
            ),
            incoterm=self.incoterm,
            needed_by=self.needed_by,
            currency=self.currency,
            note=self.note,
            lines=tuple(line.draft(place, self.currency) for place, line in enumerate(self.lines)),
        )


class RfqIn(RfqChange):
    """A request for quotation. It is sent at once, unless `draft` keeps it back."""

    draft: bool = False


class QuotedLineIn(In):
    """The answer to one line of the request. Quantity and unit are the request's where absent;
    `unit_price` is for one unit, an amount in the quote's currency or an amount with it.
    """

    rfq_line: str = Field(max_length=40)
    unit_price: MoneyIn | Amount
    quantity: Number | None = None
    unit: UnitCode | None = None
    lead_time_days: int | None = Field(None, ge=0, le=1000)
    packing: str | None = Field(None, max_length=300)

    def draft(self, place: int, currency: str) -> QuotedLineDraft:
        return QuotedLineDraft(
            rfq_line=self.rfq_line,
            unit_price=_amount(self.unit_price, currency, f"lines.{place}.unit_price"),
            quantity=self.quantity,
            unit=self.unit,
            lead_time_days=self.lead_time_days,
            packing=self.packing or "",
        )


class QuoteIn(In):
    """A supplier's terms. Lines that are left out are not quoted, and the quote says so."""

    valid_until: date
    incoterm: IncotermCode
    place: str = Field(min_length=1, max_length=80)
    currency: CurrencyCode
    lines: list[QuotedLineIn] = Field(max_length=200)
    terms: str = Field("", max_length=4000)

    def draft(self) -> QuoteDraft:
        return QuoteDraft(
            valid_until=self.valid_until,
            incoterm=self.incoterm,
            place=self.place,
            currency=self.currency,
            terms=self.terms,
            lines=tuple(line.draft(place, self.currency) for place, line in enumerate(self.lines)),
        )


class ReasonIn(In):
    """A reason that the other side reads."""

    reason: str = Field("", max_length=300)


class SuppliersIn(In):
    """Further suppliers to ask."""

    suppliers: list[str] = Field(max_length=100)


class AwardIn(In):
    """What the suppliers who were not chosen read; may be left out."""

    regret: str = Field("", max_length=300)


def _amount(given: MoneyIn | Decimal, currency: str, field: str) -> Decimal:
    """The amount, which must be in the document's one currency. Refuses `mixed_currencies`."""
    if isinstance(given, Decimal):
        return given
    if given.currency != currency:
        both = f"{currency}, {given.currency}"
        raise Refused("mixed_currencies", field, currencies=both)
    return given.amount
