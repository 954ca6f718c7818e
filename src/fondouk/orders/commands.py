"""What makes an order and moves it on."""

from datetime import datetime

from fondouk.kernel.actor import Actor, Deed, at_work
from fondouk.kernel.refused import Refused
from fondouk.orders import models, store
from fondouk.orders.domain import check_reason, check_terms, step
from fondouk.orders.events import (
    ORDER_CANCELLED,
    ORDER_CONFIRMED,
    ORDER_PLACED,
    OrderDeed,
    OrderState,
    OrderTerms,
    Side,
)
from fondouk.orders.queries import deed_needed, side_of
from fondouk.plumbing import tx
from fondouk.plumbing.audit import record
from fondouk.plumbing.ids import new_id
from fondouk.plumbing.outbox import publish
from fondouk.plumbing.versions import check_version


@tx.command
def place_order(*, actor: Actor, terms: OrderTerms, at: datetime) -> str:
    """Let an order stand with these terms; return its id.

    The buyer of the terms must be the actor's company. A second order for one quote is a broken
    invariant, which the database refuses.
    """
    if at_work(actor, Deed.AWARD) != terms.buyer.company_id:
        raise Refused("not_found")
    check_terms(terms)
    row = store.insert(terms, _number(at), at=at)
    _enter(row, actor, OrderDeed.PLACE, Side.BUYER, "", at)
    _tell(ORDER_PLACED, row, Side.BUYER, at)
    record(actor, "place_order", "order", row.id, at=at, facts={"lines": len(terms.lines)})
    return row.id


@tx.command
def confirm_order(
    *, actor: Actor, order_id: str, at: datetime, expected_version: int | None = None
) -> None:
    """The supplier takes the order on. Refuses `not_your_move` and `wrong_state`."""
    row = _move(actor, order_id, OrderDeed.CONFIRM, "", at, expected_version)
    _tell(ORDER_CONFIRMED, row, Side.SUPPLIER, at)


@tx.command
def cancel_order(
    *, actor: Actor, order_id: str, reason: str, at: datetime, expected_version: int | None = None
) -> None:
    """Either side steps back before the confirmation, with a reason that the other reads.

    Refuses `required` (the reason) and `wrong_state`.
    """
    row = _move(actor, order_id, OrderDeed.CANCEL, check_reason(reason), at, expected_version)
    _tell(ORDER_CANCELLED, row, side_of(row, str(actor.company_id)), at)


def _move(
    actor: Actor,
    order_id: str,
    deed: OrderDeed,
    reason: str,
    at: datetime,
    expected_version: int | None,
) -> models.Order:
    company = at_work(actor, Deed.READ_TRADE)
    row = models.Order.objects.select_for_update().filter(pk=order_id).first()
    if row is None or company not in (row.buyer_id, row.supplier_id):
        raise Refused("not_found")
    side = side_of(row, company)
    right = deed_needed(side, deed)
    if right is None:
        raise Refused("not_your_move", deed=deed.value)
    actor.require(right)
    check_version(expected_version, row.version)
    row.state = step(OrderState(row.state), deed, side)
    row.version += 1
    row.save(update_fields=["state", "version"])
    _enter(row, actor, deed, side, reason, at)
    record(actor, f"{deed.value}_order", "order", row.id, at=at)
    return row


def _enter(
    row: models.Order, actor: Actor, deed: OrderDeed, side: Side, reason: str, at: datetime
) -> None:
    models.OrderEntry.objects.create(
        order=row,
        number=row.version,
        deed=deed,
        state=row.state,
        by=side,
        actor=actor.id,
        reason=reason,
        at=at,
    )


def _tell(kind: str, row: models.Order, by: Side, at: datetime) -> None:
    names = {
        "order": row.id,
        "buyer": row.buyer_id,
        "supplier": row.supplier_id,
        "by": by.value,
    }
    publish(kind, row.id, names, at=at)


def _number(at: datetime) -> str:
    """A number to say on the telephone: the month, then six characters of chance."""
    return f"F{at:%y%m}-{new_id('o')[-6:].upper()}"
