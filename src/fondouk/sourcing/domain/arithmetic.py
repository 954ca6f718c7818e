"""What a quote adds up to, with a working that a person can check."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from fondouk.kernel.money import Money, total
from fondouk.kernel.quantity import Quantity, Unit
from fondouk.kernel.rounding import Rounding
from fondouk.sourcing.events import QuotedLine, Round


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingLine:
    """One product of the working: unit price x quantity = exact, rounded so."""

    rfq_line: str
    unit_price: Money
    quantity: Quantity
    exact: Money
    amount: Money
    rounding: Rounding


@dataclass(frozen=True, slots=True, kw_only=True)
class PerUnit:
    """A price in another unit; `factor` is how many of the other unit one quoted unit is."""

    price: Money
    unit: Unit
    factor: Decimal


def line_amount(unit_price: Money, quantity: Quantity) -> Money:
    """Unit price times quantity, rounded half up once, to the currency's coin."""
    return (unit_price * quantity.value).rounded(Rounding.HALF_UP)


def round_total(lines: Iterable[QuotedLine], currency: str) -> Money:
    """The sum of the rounded line amounts, so that what is shown adds up to what is shown."""
    return total((line.amount for line in lines), currency)


def working_of(terms: Round) -> tuple[WorkingLine, ...]:
    """Each line's multiplication; the total is the sum of the `amount`s."""
    return tuple(
        WorkingLine(
            rfq_line=line.rfq_line,
            unit_price=line.unit_price,
            quantity=line.quantity,
            exact=line.unit_price * line.quantity.value,
            amount=line.amount,
            rounding=Rounding.HALF_UP,
        )
        for line in terms.lines
    )


def price_per(line: QuotedLine, unit: Unit) -> PerUnit | None:
    """The line's price for one `unit`, unrounded; None where the units do not convert."""
    factor = line.quantity.unit.to(unit)
    if factor is None:
        return None
    return PerUnit(
        price=Money(line.unit_price.amount / factor, line.unit_price.currency),
        unit=unit,
        factor=factor,
    )


def covers(line: QuotedLine, asked: Quantity) -> bool | None:
    """Whether the quoted quantity reaches the asked one; None where the units do not convert."""
    factor = line.quantity.unit.to(asked.unit)
    return None if factor is None else line.quantity.value * factor >= asked.value
