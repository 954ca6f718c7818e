"""Prices as a reader compares them: by ladder, and "about" in the reader's own currency."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from fondouk.catalogue.events import Listing, PriceStep
from fondouk.kernel.money import Money
from fondouk.kernel.quantity import Quantity
from fondouk.plumbing import clock
from fondouk.reference.queries import rates_on
from fondouk.web.ui import labels


@dataclass(slots=True)
class Converter:
    """Turns amounts into the reader's currency and remembers the oldest rate that it used."""

    currency: str
    rates: Any
    on: date | None = None

    @classmethod
    def to(cls, currency: str) -> "Converter":
        """With the rates of today; no database query while the process remembers them."""
        return cls(currency, rates_on(clock.today()))

    def about(self, money: Money) -> Money | None:
        """The amount in the reader's currency; None where it is so already or no rate is known."""
        if money.currency == self.currency:
            return None
        found = self.rates.convert(money, self.currency)
        if found is None:
            return None
        self.on = found.rate.on if self.on is None else min(self.on, found.rate.on)
        return Money(found.money.amount, found.money.currency)

    def day_of(self, money: Money) -> date | None:
        """The day of the rate by which `about` converts; None where it does not."""
        found = (
            None if money.currency == self.currency else self.rates.convert(money, self.currency)
        )
        return found.rate.on if found else None

    def priced(self, money: Money | None) -> dict[str, Any] | None:
        """A price with what it is about."""
        return (
            None
            if money is None
            else {
                "price": money,
                "about": self.about(money),
                "rate_on": self.day_of(money),
            }
        )


def price_from(listing: Listing, convert: Converter) -> dict[str, Any] | None:
    """The lowest step, as lists and the head of a page show it."""
    step = listing.price_from
    return None if step is None else _step(step, listing, convert)


def ladders(listing: Listing, convert: Converter) -> list[dict[str, Any]]:
    """The steps by Incoterm and place, in the supplier's order."""
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for step in listing.draft.prices:
        found.setdefault((step.incoterm.value, step.place), []).append(
            _step(step, listing, convert)
        )
    return [
        {
            "incoterm": incoterm,
            "place": place,
            "meaning": labels.incoterm(incoterm),
            "steps": steps,
        }
        for (incoterm, place), steps in found.items()
    ]


def _step(step: PriceStep, listing: Listing, convert: Converter) -> dict[str, Any]:
    unit = listing.draft.unit
    return {
        "price": step.price,
        "about": convert.about(step.price),
        "rate_on": convert.day_of(step.price),
        "incoterm": step.incoterm.value,
        "place": step.place,
        "min_quantity": Quantity(step.min_quantity, unit) if unit else None,
    }
