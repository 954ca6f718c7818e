"""Named roundings: an amount is rounded once, where it is shown or booked, by a rule that has a
name.
"""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Decimal
from enum import StrEnum


class Rounding(StrEnum):
    """The rule to round by; the value is what a working shows."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    DOWN = "down"
    UP = "up"

    def apply(self, amount: Decimal, digits: int) -> Decimal:
        """`amount` with `digits` decimals (0 or more), rounded by this rule."""
        return amount.quantize(Decimal(1).scaleb(-digits), rounding=_RULES[self])


_RULES = {
    Rounding.HALF_UP: ROUND_HALF_UP,
    Rounding.HALF_EVEN: ROUND_HALF_EVEN,
    Rounding.DOWN: ROUND_DOWN,
    Rounding.UP: ROUND_UP,
}
