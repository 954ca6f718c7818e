"""The rules of an order's life, and that its figures add up."""

from fondouk.kernel.machine import Machine
from fondouk.kernel.money import total
from fondouk.kernel.refused import Refused
from fondouk.orders.events import OrderDeed, OrderState, OrderTerms, Side

# An order is binding when placed. Until the supplier confirms, either side may still step back,
# with a reason; afterwards neither side can alone.
ORDERS: Machine[OrderState, OrderDeed] = Machine(
    {
        (OrderState.PLACED, OrderDeed.CONFIRM): OrderState.CONFIRMED,
        (OrderState.PLACED, OrderDeed.CANCEL): OrderState.CANCELLED,
    }
)

SIDES: dict[OrderDeed, frozenset[Side]] = {
    OrderDeed.CONFIRM: frozenset({Side.SUPPLIER}),
    OrderDeed.CANCEL: frozenset(Side),
}

REASON_MAX = 300


def step(state: OrderState, deed: OrderDeed, side: Side) -> OrderState:
    """The state after one side's deed. Refuses `not_your_move` and `wrong_state`."""
    if side not in SIDES[deed]:
        raise Refused("not_your_move", deed=deed.value)
    return ORDERS.after(state, deed)


def moves(state: OrderState, side: Side) -> tuple[OrderDeed, ...]:
    """What this side may do now."""
    return tuple(deed for deed in ORDERS.deeds(state) if side in SIDES[deed])


def check_reason(reason: str) -> str:
    """A reason in a few words. Refuses `required` and `text_too_long`."""
    words = reason.strip()
    if not words:
        raise Refused("required", "reason", what="reason")
    if len(words) > REASON_MAX:
        raise Refused("text_too_long", "reason", most=REASON_MAX)
    return words


def check_terms(terms: OrderTerms) -> None:
    """The lines add up to the total in one currency; anything else is a mistake of ours."""
    if not terms.lines or total((line.amount for line in terms.lines), terms.currency) != (
        terms.total
    ):
        raise ValueError(f"the lines of quote {terms.quote_id} do not add up to its total")
    if terms.buyer.company_id == terms.supplier.company_id:
        raise ValueError("buyer and supplier are one company")
