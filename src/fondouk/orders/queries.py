"""What may be asked about orders: only by one of the two parties."""

from django.db.models import Q

from fondouk.kernel.actor import Actor, Deed, at_work
from fondouk.kernel.money import Money
from fondouk.kernel.refused import Refused
from fondouk.orders import models, store
from fondouk.orders.domain import moves
from fondouk.orders.events import Order, OrderCard, OrderDeed, OrderState, Side
from fondouk.plumbing.paging import Page, decode_cursor, encode_cursor, page_size

# Confirming commits a supplier as a quote does; cancelling undoes a decision to award or to sell.
_DEEDS = {
    (Side.SUPPLIER, OrderDeed.CONFIRM): Deed.QUOTE,
    (Side.SUPPLIER, OrderDeed.CANCEL): Deed.QUOTE,
    (Side.BUYER, OrderDeed.CANCEL): Deed.AWARD,
}


def deed_needed(side: Side, deed: OrderDeed) -> Deed | None:
    """What a person of this side must be allowed for this step; None where it is not theirs."""
    return _DEEDS.get((side, deed))


def get_order(actor: Actor, order_id: str) -> Order:
    """The order with its history, for its buyer and its supplier. Refuses `not_found`."""
    company = at_work(actor, Deed.READ_TRADE)
    row = models.Order.objects.filter(_of(company), pk=order_id).first()
    if row is None:
        raise Refused("not_found")
    side, state = side_of(row, company), OrderState(row.state)
    needed = {deed: deed_needed(side, deed) for deed in moves(state, side)}
    return Order(
        id=row.id,
        number=row.number,
        side=side,
        state=state,
        terms=store.terms_of(row),
        history=store.history_of(row),
        version=row.version,
        placed_at=row.placed_at,
        actions=tuple(
            deed.value for deed, right in needed.items() if right is not None and actor.may(right)
        ),
    )


def find_order_of_quote(actor: Actor, quote_id: str) -> str | None:
    """The id of the order that this quote led to, for its two parties."""
    company = at_work(actor, Deed.READ_TRADE)
    return (
        models.Order.objects.filter(_of(company), quote=quote_id)
        .values_list("id", flat=True)
        .first()
    )


def list_orders(
    actor: Actor,
    *,
    side: Side | None = None,
    cursor: str | None = None,
    size: int | None = None,
) -> Page[OrderCard]:
    """The orders of the actor's company on one side or on both, newest first."""
    company = at_work(actor, Deed.READ_TRADE)
    most = page_size(size)
    rows = models.Order.objects.filter(_of(company))
    if side is not None:
        rows = rows.filter(**{f"{side.value}_id": company})
    if after := decode_cursor(cursor, 1):
        rows = rows.filter(pk__lt=str(after[0]))
    found = list(rows.order_by("-pk")[: most + 1])
    following = encode_cursor(found[most - 1].pk) if len(found) > most else None
    return Page(items=tuple(_card(row, company) for row in found[:most]), next=following)


def count_unconfirmed(actor: Actor) -> int:
    """How many orders wait for the actor's company to confirm them."""
    company = at_work(actor, Deed.READ_TRADE)
    return models.Order.objects.filter(supplier_id=company, state=OrderState.PLACED).count()


def side_of(row: models.Order, company: str) -> Side:
    """For this room's own use."""
    return Side.BUYER if row.buyer_id == company else Side.SUPPLIER


def _of(company: str) -> Q:
    return Q(buyer_id=company) | Q(supplier_id=company)


def _card(row: models.Order, company: str) -> OrderCard:
    return OrderCard(
        id=row.id,
        number=row.number,
        side=side_of(row, company),
        state=OrderState(row.state),
        title=row.title,
        buyer=store.party_of(row.buyer_id, row.buyer_copy),
        supplier=store.party_of(row.supplier_id, row.supplier_copy),
        total=Money(row.total, row.currency),
        placed_at=row.placed_at,
    )
