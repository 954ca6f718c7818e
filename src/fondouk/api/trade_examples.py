"""One trade as the reference shows it."""

from typing import Any

_AT = "2026-11-23T09:00:00+00:00"
_BUYER = {"id": "com_01kaqx2v9mq0e8r4w5t6y7z8b1", "name": "Maison Lumière"}
_SUPPLIER = {"id": "com_01kaqx2v9mq0e8r4w5t6y7z8c2", "name": "Tighanimine Cooperative"}
_DESTINATION = {"country": "FR", "postcode": "69001", "place": "Lyon"}
_PRICE = {"amount": "24.50", "currency": "EUR"}
_TOTAL = {"amount": "4900.00", "currency": "EUR"}
_RFQ, _LINE = "rfq_01kaqx2v9mq0e8r4w5t6y7z8a9", "rfl_01kaqx2v9mq0e8r4w5t6y7z8a9"
_QUOTE, _ORDER = "quo_01kaqx2v9mq0e8r4w5t6y7z8a9", "ord_01kaqx2v9mq0e8r4w5t6y7z8a9"

RFQ_IN: dict[str, Any] = {
    "title": "Argan oil for a cosmetics line",
    "visibility": "private",
    "suppliers": [_SUPPLIER["id"]],
    "destination": _DESTINATION,
    "incoterm": "FCA",
    "needed_by": "2027-03-01",
    "currency": "EUR",
    "lines": [
        {
            "text": "Argan oil, cold pressed, deodorised",
            "hs_code": "1515.90",
            "quantity": "200",
            "unit": "litre",
            "target_price": {"amount": "25.00", "currency": "EUR"},
        }
    ],
}
RFQ: dict[str, Any] = {
    "id": _RFQ,
    "state": "open",
    "version": 2,
    "actions": ["invite", "close", "cancel"],
    "side": "buyer",
    "title": RFQ_IN["title"],
    "visibility": "private",
    "buyer": _BUYER,
    "suppliers": [{"supplier": _SUPPLIER, "state": "sent", "how": "chosen", "reason": ""}],
    "destination": _DESTINATION,
    "incoterm": "FCA",
    "needed_by": "2027-03-01",
    "currency": "EUR",
    "note": "",
    "lines": [
        {
            "id": _LINE,
            "product_id": None,
            "name": "Argan oil, cold pressed, deodorised",
            "text": "Argan oil, cold pressed, deodorised",
            "specification": "",
            "hs_code": "1515.90",
            "quantity": "200",
            "unit": "litre",
            "target_price": {"amount": "25.00", "currency": "EUR"},
        }
    ],
    "created_at": _AT,
    "sent_at": _AT,
}
RFQ_CARD: dict[str, Any] = {
    "id": _RFQ,
    "title": RFQ_IN["title"],
    "state": "open",
    "visibility": "private",
    "buyer": _BUYER,
    "destination": _DESTINATION,
    "needed_by": "2027-03-01",
    "line_count": 1,
    "quotes": 2,
    "sent_at": _AT,
}
QUOTE_IN: dict[str, Any] = {
    "valid_until": "2026-12-31",
    "incoterm": "FCA",
    "place": "Agadir",
    "currency": "EUR",
    "lines": [
        {
            "rfq_line": _LINE,
            "unit_price": "24.50",
            "quantity": "200",
            "lead_time_days": 21,
            "packing": "Drums of 50 litres",
        }
    ],
    "terms": "Half in advance, half before shipment",
}
_QUOTED: dict[str, Any] = {
    "rfq_line": _LINE,
    "unit_price": _PRICE,
    "quantity": "200",
    "unit": "litre",
    "amount": _TOTAL,
    "lead_time_days": 21,
    "packing": "Drums of 50 litres",
}
QUOTE: dict[str, Any] = {
    "id": _QUOTE,
    "state": "open",
    "version": 1,
    "actions": ["award"],
    "side": "buyer",
    "rfq": _RFQ,
    "buyer": _BUYER["id"],
    "supplier": _SUPPLIER["id"],
    "reason": "",
    "rounds": [
        {
            "id": "rnd_01kaqx2v9mq0e8r4w5t6y7z8a9",
            "number": 1,
            "made_by": "supplier",
            "at": _AT,
            "valid_until": "2026-12-31",
            "incoterm": "FCA",
            "place": "Agadir",
            "currency": "EUR",
            "terms": QUOTE_IN["terms"],
            "lines": [_QUOTED],
            "total": _TOTAL,
            "unanswered": [],
        }
    ],
    "total": _TOTAL,
    "created_at": _AT,
}
AWARD: dict[str, Any] = {"orders": [{"id": _ORDER, "href": f"/api/v1/orders/{_ORDER}"}]}
ORDER_CARD: dict[str, Any] = {
    "id": _ORDER,
    "number": "F2611-7K3QXM",
    "state": "placed",
    "side": "buyer",
    "title": RFQ_IN["title"],
    "buyer": _BUYER,
    "supplier": _SUPPLIER,
    "total": _TOTAL,
    "placed_at": _AT,
}
ORDER: dict[str, Any] = {
    "id": _ORDER,
    "state": "placed",
    "version": 1,
    "actions": ["cancel"],
    "number": "F2611-7K3QXM",
    "side": "buyer",
    "title": RFQ_IN["title"],
    "rfq": _RFQ,
    "quote": _QUOTE,
    "round": 1,
    "buyer": {**_BUYER, "country": "FR", "region": None, "town": "Lyon"},
    "supplier": {**_SUPPLIER, "country": "MA", "region": "MA-09", "town": "Taroudant"},
    "destination": _DESTINATION,
    "needed_by": "2027-03-01",
    "incoterm": "FCA",
    "place": "Agadir",
    "currency": "EUR",
    "terms": QUOTE_IN["terms"],
    "lines": [
        {
            "id": "oln_01kaqx2v9mq0e8r4w5t6y7z8a9",
            "product_id": None,
            "sku": "",
            "name": "Argan oil, cold pressed, deodorised",
            "text": "Argan oil, cold pressed, deodorised",
            "specification": "",
            "hs_code": "1515.90",
            **{name: value for name, value in _QUOTED.items() if name != "rfq_line"},
        }
    ],
    "total": _TOTAL,
    "history": [
        {"number": 1, "deed": "place", "state": "placed", "by": "buyer", "reason": "", "at": _AT}
    ],
    "placed_at": _AT,
}
MESSAGE: dict[str, Any] = {
    "id": "msg_01kaqx2v9mq0e8r4w5t6y7z8a9",
    "author": _SUPPLIER["id"],
    "mine": False,
    "text": "We can fill drums of 50 or of 200 litres.",
    "at": _AT,
    "attachments": [],
}
THREAD: dict[str, Any] = {
    "id": "thr_01kaqx2v9mq0e8r4w5t6y7z8a9",
    "subject": {"kind": "rfq", "id": _RFQ},
    "parties": [_BUYER["id"], _SUPPLIER["id"]],
    "messages": [MESSAGE],
    "first_unread": MESSAGE["id"],
    "seen_by_others_at": None,
}
THREAD_CARD: dict[str, Any] = {
    "id": THREAD["id"],
    "subject": THREAD["subject"],
    "parties": THREAD["parties"],
    "last": {"text": MESSAGE["text"], "author": MESSAGE["author"], "at": _AT},
    "unread": 1,
}
