"""Exchange rates through the euro: a cross rate is as old as the older of its two legs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fondouk.kernel.money import Money
from fondouk.reference.events import Converted, RateKind, RateView

PIVOT = "EUR"


@dataclass(frozen=True, slots=True)
class RateTable:
    """The newest known rate per euro for each currency, on some day."""

    per_euro: Mapping[str, RateView]

    def rate(self, base: str, quote: str) -> RateView | None:
        """How many `quote` one `base` is worth, or None where a leg is not known."""
        if base == quote:
            return RateView(
                base=base,
                quote=quote,
                rate=Decimal(1),
                on=date.max,
                kind=RateKind.PEG,
                source="",
            )
        if base == PIVOT:
            return self.per_euro.get(quote)
        first = self.per_euro.get(base)
        if first is None:
            return None
        if quote == PIVOT:
            return _turned(first)
        second = self.per_euro.get(quote)
        return _crossed(first, second) if second else None

    def convert(self, money: Money, currency: str) -> Converted | None:
        """The amount in another currency at full precision, or None: a rate is never invented."""
        rate = self.rate(money.currency, currency)
        if rate is None:
            return None
        return Converted(money=Money(money.amount * rate.rate, currency), rate=rate)


def _turned(leg: RateView) -> RateView:
    return RateView(
        base=leg.quote,
        quote=leg.base,
        rate=1 / leg.rate,
        on=leg.on,
        kind=leg.kind,
        source=leg.source,
    )


def _crossed(first: RateView, second: RateView) -> RateView:
    order = [RateKind.TYPED, RateKind.PEG, RateKind.MARKET]
    return RateView(
        base=first.quote,
        quote=second.quote,
        rate=second.rate / first.rate,
        on=min(first.on, second.on),
        kind=min(first.kind, second.kind, key=order.index),
        source=" / ".join(dict.fromkeys([first.source, second.source])),
    )
