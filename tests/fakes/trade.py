"""A trade for tests, told through the doors: a buyer, suppliers, a request, quotes, an order."""

from contextlib import contextmanager
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from fondouk.companies.queries import list_cards
from fondouk.flows.award_quote import award_quote
from fondouk.kernel.codes import Incoterm
from fondouk.kernel.quantity import Quantity
from fondouk.kernel.refused import Refused
from fondouk.sourcing import commands, queries
from fondouk.sourcing.events import (
    Destination,
    QuotedLineDraft,
    QuoteDraft,
    RfqDraft,
    RfqLineDraft,
    Visibility,
)

ARGAN = RfqLineDraft(
    text="Argan oil, cold pressed", quantity=Quantity.of("200", "litre"), target_price=Decimal(25)
)
SAFFRON = RfqLineDraft(text="Saffron threads", quantity=Quantity.of("2", "kg"))


@contextmanager
def refusal(code: str):
    """Expect this refusal."""
    with pytest.raises(Refused) as no:
        yield no
    assert no.value.code == code, no.value


def request(*suppliers, lines=(ARGAN, SAFFRON), visibility=Visibility.PRIVATE, **changes):
    """A request's draft to these suppliers (actors)."""
    draft = {
        "title": "Oil and saffron for the spring",
        "visibility": visibility,
        "suppliers": tuple(one.company_id for one in suppliers),
        "destination": Destination(country="FR", postcode="69001", place="Lyon"),
        "incoterm": Incoterm.FCA,
        "needed_by": date(2027, 3, 1),
        "currency": "EUR",
        "lines": tuple(lines),
    }
    return RfqDraft(**(draft | changes))


def terms(rfq, *prices, **changes):
    """A quote's draft with these unit prices for the request's first lines."""
    draft = {
        "valid_until": date(2026, 12, 31),
        "incoterm": Incoterm.FCA,
        "place": "Agadir",
        "currency": "EUR",
        "lines": tuple(
            QuotedLineDraft(rfq_line=line.id, unit_price=Decimal(price), lead_time_days=21)
            for line, price in zip(rfq.lines, prices, strict=False)
        ),
        "terms": "30 % in advance",
    }
    return QuoteDraft(**(draft | changes))


class Trade:
    """One request on its way; everything happens at `at`, a day apart where it must."""

    def __init__(self, world, at: datetime) -> None:
        self.world, self.at = world, at
        self.on = at.date()
        self.buyer = world.buyer()
        self.coop = world.cooperative()
        self.maker = world.manufacturer()

    def sent(self, *suppliers, **changes) -> str:
        """A sent request to these suppliers (the cooperative and the manufacturer by default)."""
        chosen = suppliers or (self.coop, self.maker)
        rfq = commands.start_rfq(actor=self.buyer, draft=request(*chosen, **changes), at=self.at)
        commands.send_rfq(actor=self.buyer, rfq_id=rfq, at=self.at)
        return rfq

    def quoted(self, rfq: str, supplier, *prices, **changes) -> str:
        """This supplier's quote on the request."""
        seen = queries.get_rfq(supplier, rfq, on=self.on)
        draft = terms(seen, *prices, **changes)
        return commands.give_quote(actor=supplier, rfq_id=rfq, draft=draft, at=self.at)

    def ordered(self) -> str:
        """An order of the cooperative's quote."""
        quote = self.quoted(self.sent(), self.coop, "24.50", "2900")
        return award_quote(actor=self.buyer, quote_id=quote, at=self.at)

    def rfq(self, actor, rfq: str, *, days: int = 0):
        return queries.get_rfq(actor, rfq, on=self.on + timedelta(days=days))

    def quote(self, actor, quote: str, *, days: int = 0):
        return queries.get_quote(actor, quote, on=self.on + timedelta(days=days))

    def names_of(self, actor):
        """The names of the actor's company."""
        return list_cards(actor, [actor.company_id])[actor.company_id].names
