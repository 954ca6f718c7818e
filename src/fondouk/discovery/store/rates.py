"""Prices of many currencies on one scale, so that they can be compared, filtered and sorted.

The index holds a product's lowest price in ten-thousandths of a euro for one base unit, by the
newest rates when it was written; a change of rates writes the index anew. A bound that a buyer
names is put on the same scale and rounded the same way, so that a price equal to its bound lies
within it.
"""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from fondouk.discovery.store.documents import PRICE_SCALE, Scaled
from fondouk.kernel.money import Money
from fondouk.reference.queries import rates_on

REFERENCE_CURRENCY = "EUR"
_STEPS = (1, 5, 20, 50, 200, 1000)


def scaled_on(on: date) -> Scaled:
    """The scale by the newest rates up to the day."""
    table = rates_on(on)

    def scaled(money: Money) -> int | None:
        converted = table.convert(money, REFERENCE_CURRENCY)
        if converted is None:
            return None
        return int((converted.money.amount * PRICE_SCALE).to_integral_value(ROUND_HALF_UP))

    return scaled


def price_steps(currency: str, scaled: Scaled) -> tuple[tuple[Decimal, int], ...]:
    """Round amounts in a currency that part prices into steps, each with its place on the scale.

    One euro, five, twenty and so on, times the power of ten at which the currency stands.
    """
    one = scaled(Money(Decimal(1), currency))
    if not one:
        return ()
    factor = Decimal(10) ** (len(str(PRICE_SCALE // one)) - 1 if one < PRICE_SCALE else 0)
    steps = [factor * step for step in _STEPS]
    return tuple((step, placed) for step in steps if (placed := scaled(Money(step, currency))))
