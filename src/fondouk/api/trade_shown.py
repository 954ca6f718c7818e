"""A trade as its JSON: from the rooms' frozen views to what the shapes describe."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from fondouk.api.shapes import (
    money,
)
from fondouk.companies.events import CompanyCard
from fondouk.kernel.numbers import plain
from fondouk.orders.events import Destination as OrderDestination
from fondouk.orders.events import Order, OrderCard, OrderedLine, Party
from fondouk.sourcing.events import (
    Destination,
    Quote,
    QuotedLine,
    Rfq,
    RfqCard,
    RfqLine,
    Round,
)

Cards = Mapping[str, CompanyCard]


def shown_rfq(rfq: Rfq, cards: Cards, language: str) -> dict[str, Any]:
    """As `RfqOut`."""
    return {
        "id": rfq.id,
        "state": rfq.state.value,
        "version": rfq.version,
        "actions": list(rfq.actions),
        "side": rfq.side.value,
        "title": rfq.title,
        "visibility": rfq.visibility.value,
        "buyer": party(rfq.buyer_id, cards, language),
        "suppliers": [
            {
                "supplier": party(one.supplier_id, cards, language),
                "state": one.state.value,
                "how": one.how.value,
                "reason": one.reason,
            }
            for one in rfq.invitations
        ],
        "destination": _destination(rfq.destination),
        "incoterm": rfq.incoterm.value if rfq.incoterm else None,
        "needed_by": _day(rfq.needed_by),
        "currency": rfq.currency,
        "note": rfq.note,
        "lines": [_asked(line, language) for line in rfq.lines],
        "created_at": rfq.created_at.isoformat(),
        "sent_at": rfq.sent_at.isoformat() if rfq.sent_at else None,
    }


def shown_card(card: RfqCard, cards: Cards, language: str) -> dict[str, Any]:
    """As `RfqCardOut`."""
    return {
        "id": card.id,
        "title": card.title,
        "state": card.state.value,
        "visibility": card.visibility.value,
        "buyer": party(card.buyer_id, cards, language),
        "destination": _destination(card.destination),
        "needed_by": _day(card.needed_by),
        "line_count": card.line_count,
        "quotes": card.quote_count,
        "sent_at": card.sent_at.isoformat() if card.sent_at else None,
    }


def shown_quote(quote: Quote) -> dict[str, Any]:
    """As `QuoteOut`."""
    return {
        "id": quote.id,
        "state": quote.state.value,
        "version": quote.version,
        "actions": list(quote.actions),
        "side": quote.side.value,
        "rfq": quote.rfq_id,
        "buyer": quote.buyer_id,
        "supplier": quote.supplier_id,
        "reason": quote.reason,
        "rounds": [_round(one) for one in quote.rounds],
        "total": quote.latest.total.shown(),
        "created_at": quote.created_at.isoformat(),
    }


def shown_order(order: Order, language: str) -> dict[str, Any]:
    """As `OrderOut`."""
    terms = order.terms
    return {
        "id": order.id,
        "state": order.state.value,
        "version": order.version,
        "actions": list(order.actions),
        "number": order.number,
        "side": order.side.value,
        "title": terms.title,
        "rfq": terms.rfq_id,
        "quote": terms.quote_id,
        "round": terms.round_number,
        "buyer": _order_party(terms.buyer, language),
        "supplier": _order_party(terms.supplier, language),
        "destination": _destination(terms.destination),
        "needed_by": _day(terms.needed_by),
        "incoterm": terms.incoterm.value,
        "place": terms.place,
        "currency": terms.currency,
        "terms": terms.terms,
        "lines": [_ordered(line, language) for line in terms.lines],
        "total": terms.total.shown(),
        "history": [
            {
                "number": entry.number,
                "deed": entry.deed.value,
                "state": entry.state.value,
                "by": entry.by.value,
                "reason": entry.reason,
                "at": entry.at.isoformat(),
            }
            for entry in order.history
        ],
        "placed_at": order.placed_at.isoformat(),
    }


def shown_order_card(card: OrderCard, language: str) -> dict[str, Any]:
    """As `OrderCardOut`."""
    return {
        "id": card.id,
        "number": card.number,
        "state": card.state.value,
        "side": card.side.value,
        "title": card.title,
        "buyer": {"id": card.buyer.company_id, "name": card.buyer.names.best(language)},
        "supplier": {"id": card.supplier.company_id, "name": card.supplier.names.best(language)},
        "total": card.total.shown(),
        "placed_at": card.placed_at.isoformat(),
    }


def party(company_id: str, cards: Cards, language: str) -> dict[str, str]:
    """As `PartyOut`."""
    card = cards.get(company_id)
    return {"id": company_id, "name": card.names.best(language) if card else ""}


def _destination(to: Destination | OrderDestination) -> dict[str, str]:
    return {"country": to.country, "postcode": to.postcode, "place": to.place}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _asked(line: RfqLine, language: str) -> dict[str, Any]:
    return {
        "id": line.id,
        "product_id": line.product.product_id if line.product else None,
        "name": line.name(language),
        "text": line.text,
        "specification": line.specification,
        "hs_code": str(line.hs_code) if line.hs_code else None,
        "quantity": plain(line.quantity.value),
        "unit": line.quantity.unit.value,
        "target_price": money(line.target_price),
    }


def _round(one: Round) -> dict[str, Any]:
    return {
        "id": one.id,
        "number": one.number,
        "made_by": one.made_by.value,
        "at": one.at.isoformat(),
        "valid_until": one.valid_until.isoformat(),
        "incoterm": one.incoterm.value,
        "place": one.place,
        "currency": one.currency,
        "terms": one.terms,
        "lines": [_quoted(line) for line in one.lines],
        "total": one.total.shown(),
        "unanswered": list(one.unanswered),
    }


def _quoted(line: QuotedLine) -> dict[str, Any]:
    return {
        "rfq_line": line.rfq_line,
        "unit_price": line.unit_price.shown(),
        "quantity": plain(line.quantity.value),
        "unit": line.quantity.unit.value,
        "amount": line.amount.shown(),
        "lead_time_days": line.lead_time_days,
        "packing": line.packing,
    }


def _ordered(line: OrderedLine, language: str) -> dict[str, Any]:
    return {
        "id": line.id,
        "product_id": line.product_id,
        "sku": line.sku,
        "name": line.name(language),
        "text": line.text,
        "specification": line.specification,
        "hs_code": str(line.hs_code) if line.hs_code else None,
        "quantity": plain(line.quantity.value),
        "unit": line.quantity.unit.value,
        "unit_price": line.unit_price.shown(),
        "amount": line.amount.shown(),
        "lead_time_days": line.lead_time_days,
        "packing": line.packing,
    }


def _order_party(one: Party, language: str) -> dict[str, Any]:
    return {
        "id": one.company_id,
        "name": one.names.best(language),
        "country": one.country,
        "region": one.region,
        "town": one.town,
    }
