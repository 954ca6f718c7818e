"""Orders between rows and frozen values."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from fondouk.kernel.codes import HSCode, Incoterm
from fondouk.kernel.money import Money
from fondouk.kernel.quantity import Quantity, Unit
from fondouk.kernel.texts import Texts
from fondouk.orders import models
from fondouk.orders.events import (
    Destination,
    OrderDeed,
    OrderedLine,
    OrderEntry,
    OrderState,
    OrderTerms,
    Party,
    Side,
)


def insert(terms: OrderTerms, number: str, *, at: datetime) -> models.Order:
    """A new order with its lines; the quote's unique key refuses a second one."""
    row = models.Order.objects.create(
        number=number,
        buyer_id=terms.buyer.company_id,
        supplier_id=terms.supplier.company_id,
        buyer_copy=_party_out(terms.buyer),
        supplier_copy=_party_out(terms.supplier),
        rfq=terms.rfq_id,
        quote=terms.quote_id,
        round=terms.round_id,
        round_number=terms.round_number,
        title=terms.title,
        country=terms.destination.country,
        postcode=terms.destination.postcode,
        destination=terms.destination.place,
        needed_by=terms.needed_by,
        incoterm=terms.incoterm,
        place=terms.place,
        currency=terms.currency,
        total=terms.total.amount,
        terms=terms.terms,
        placed_at=at,
    )
    models.OrderLine.objects.bulk_create(
        models.OrderLine(
            order=row,
            position=place,
            product=line.product_id or "",
            sku=line.sku,
            names=line.names.shown(),
            text=line.text,
            specification=line.specification,
            hs_code=line.hs_code.digits if line.hs_code else "",
            quantity=line.quantity.value,
            unit=line.quantity.unit,
            unit_price=line.unit_price.amount,
            amount=line.amount.amount,
            lead_time_days=line.lead_time_days,
            packing=line.packing,
        )
        for place, line in enumerate(terms.lines)
    )
    return row


def terms_of(row: models.Order) -> OrderTerms:
    """What the order keeps, in one query for its lines."""
    return OrderTerms(
        rfq_id=row.rfq,
        quote_id=row.quote,
        round_id=row.round,
        round_number=row.round_number,
        buyer=party_of(row.buyer_id, row.buyer_copy),
        supplier=party_of(row.supplier_id, row.supplier_copy),
        title=row.title,
        destination=Destination(country=row.country, postcode=row.postcode, place=row.destination),
        needed_by=row.needed_by,
        incoterm=Incoterm(row.incoterm),
        place=row.place,
        currency=row.currency,
        terms=row.terms,
        lines=tuple(_line(line, row.currency) for line in row.lines.order_by("position")),
        total=Money(row.total, row.currency),
    )


def history_of(row: models.Order) -> tuple[OrderEntry, ...]:
    return tuple(
        OrderEntry(
            number=entry.number,
            deed=OrderDeed(entry.deed),
            state=OrderState(entry.state),
            by=Side(entry.by),
            reason=entry.reason,
            at=entry.at,
        )
        for entry in row.history.order_by("number")
    )


def party_of(company_id: str, copy: Mapping[str, Any]) -> Party:
    return Party(
        company_id=company_id,
        names=Texts.of(copy["names"]),
        country=copy["country"],
        region=copy["region"],
        town=copy["town"],
    )


def _party_out(party: Party) -> dict[str, Any]:
    return {
        "names": party.names.shown(),
        "country": party.country,
        "region": party.region,
        "town": party.town,
    }


def _line(row: models.OrderLine, currency: str) -> OrderedLine:
    return OrderedLine(
        id=row.id,
        product_id=row.product or None,
        sku=row.sku,
        names=Texts.of(row.names),
        text=row.text,
        specification=row.specification,
        hs_code=HSCode(row.hs_code) if row.hs_code else None,
        quantity=Quantity(row.quantity, Unit(row.unit)),
        unit_price=Money(row.unit_price, currency),
        amount=Money(row.amount, currency),
        lead_time_days=row.lead_time_days,
        packing=row.packing,
    )
