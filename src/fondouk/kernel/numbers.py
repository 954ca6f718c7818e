"""Decimal strings in, decimal strings out: figures that people type never pass through a float."""

import re
from decimal import Decimal, InvalidOperation

from fondouk.kernel.refused import Refused

_MAX_DIGITS = 30
_MAX_WHOLE = 9
# Western and Arabic digits. `Decimal` alone would also read "1_000" and digits of any script.
_FIGURE = re.compile("[+-]?[0-9\u0660-\u0669\u06f0-\u06f9.]+(?:[eE][+-]?[0-9]{1,4})?")


def decimal_of(value: object, field: str | None = None) -> Decimal:
    """`value` (a string, an int or a Decimal) as a finite Decimal.

    Refuses `not_a_number` for anything else: a float, NaN, infinity, more than 30 digits.
    """
    if isinstance(value, bool | float):
        raise Refused("not_a_number", field, value=str(value)[:40])
    try:
        number = Decimal(_figure(str(value).strip()))
    except InvalidOperation:
        raise Refused("not_a_number", field, value=str(value)[:40]) from None
    _, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int) or len(digits) + abs(exponent) > _MAX_DIGITS:
        raise Refused("not_a_number", field, value=str(value)[:40])
    return number


def _figure(text: str) -> str:
    if not _FIGURE.fullmatch(text):
        raise InvalidOperation
    return text


def whole_of(text: str) -> int | None:
    """A whole number from 0 as a form or a header carries it: one to nine digits 0 to 9; None
    for anything else, such as a superscript or thousands of digits.
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MAX_WHOLE else None


def plain(number: Decimal) -> str:
    """The number without exponent and without superfluous zeros: `Decimal("1E+2")` is "100"."""
    text = format(number.normalize(), "f")
    return "0" if text in {"-0", ""} else text
