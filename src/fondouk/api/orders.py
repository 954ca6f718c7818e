"""Orders for programs."""

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router

from fondouk.api import trade_examples as examples
from fondouk.api.access import actor_of, expected_version, language_of
from fondouk.api.operations import says
from fondouk.api.shapes import Cursor, PageOut, Size, answer, page_of
from fondouk.api.trade_input import ReasonIn
from fondouk.api.trade_output import OrderCardOut, OrderOut
from fondouk.api.trade_shown import shown_order, shown_order_card
from fondouk.kernel.actor import Deed
from fondouk.orders import commands, queries
from fondouk.orders.events import Side
from fondouk.plumbing import clock

router = Router()

_ORDER: dict[str, Any] = {"answers": OrderOut, "example": examples.ORDER}
_STEP = ("wrong_state", "stale_version", "not_your_move")


@router.get(
    "/orders",
    **says(
        "List orders",
        needs=Deed.READ_TRADE,
        answers=PageOut[OrderCardOut],
        example={"items": [examples.ORDER_CARD], "next": None},
        refuses=("bad_cursor",),
    ),
)
def list_orders(
    request: HttpRequest,
    side: Literal["buyer", "supplier"] | None = None,
    cursor: Cursor = None,
    size: Size = None,
) -> HttpResponse:
    """The company's purchases (`buyer`), sales (`supplier`) or both, newest first."""
    page = queries.list_orders(
        actor_of(request), side=Side(side) if side else None, cursor=cursor, size=size
    )
    language = language_of(request)
    return answer(page_of([shown_order_card(one, language) for one in page.items], page.next))


@router.get("/orders/{order_id}", **says("Read an order", needs=Deed.READ_TRADE, **_ORDER))
def get_order(request: HttpRequest, order_id: str) -> HttpResponse:
    """An order with its frozen terms and its history, for its two parties alone."""
    return _order(request, order_id)


@router.post(
    "/orders/{order_id}/confirm",
    **says("Confirm an order", needs=Deed.QUOTE, refuses=_STEP, **_ORDER),
)
def confirm_order(request: HttpRequest, order_id: str) -> HttpResponse:
    """The supplier takes the order on; afterwards neither side can step back alone."""
    commands.confirm_order(
        actor=actor_of(request),
        order_id=order_id,
        expected_version=expected_version(request),
        at=clock.now(),
    )
    return _order(request, order_id)


@router.post(
    "/orders/{order_id}/cancel",
    **says(
        "Step back from an order",
        needs=Deed.READ_TRADE,
        body={"reason": "Frost has taken the harvest."},
        refuses=(*_STEP, "required"),
        **_ORDER,
    ),
)
def cancel_order(request: HttpRequest, order_id: str, why: ReasonIn) -> HttpResponse:
    """Either side steps back before the supplier has confirmed, with a reason for the other. The
    buyer's key needs the scope to award, the supplier's the scope to quote.
    """
    commands.cancel_order(
        actor=actor_of(request),
        order_id=order_id,
        reason=why.reason,
        expected_version=expected_version(request),
        at=clock.now(),
    )
    return _order(request, order_id)


def _order(request: HttpRequest, order_id: str) -> HttpResponse:
    order = queries.get_order(actor_of(request), order_id)
    return answer(shown_order(order, language_of(request)), version=order.version)
