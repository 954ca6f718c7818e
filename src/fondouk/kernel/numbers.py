"""Decimal strings in, decimal strings out: figures that people type never pass through a float."""

from decimal import Decimal, InvalidOperation

from fondouk.kernel.refused import Refused

_MAX_DIGITS = 30


def decimal_of(value: object, field: str | None = None) -> Decimal:
    """`value` (a string, an int or a Decimal) as a finite Decimal.

    Refuses `not_a_number` for anything else: a float, NaN, infinity, more than 30 digits.
    """
    if isinstance(value, bool | float):
        raise Refused("not_a_number", field, value=str(value)[:40])
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        raise Refused("not_a_number", field, value=str(value)[:40]) from None
    _, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int) or len(digits) + abs(exponent) > _MAX_DIGITS:
        raise Refused("not_a_number", field, value=str(value)[:40])
    return number


def plain(number: Decimal) -> str:
    """The number without exponent and without superfluous zeros: `Decimal("1E+2")` is "100"."""
    text = format(number.normalize(), "f")
    return "0" if text in {"-0", ""} else text
