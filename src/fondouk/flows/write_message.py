"""Somebody writes about a request, a quote or an order.

who belongs to it -> the thread of exactly these two parties -> the message

A request has one thread per supplier, so that no supplier reads another's questions.
"""

from datetime import datetime

from fondouk.kernel.actor import Actor
from fondouk.kernel.refused import Refused
from fondouk.notices.commands import post_message
from fondouk.notices.events import Upload
from fondouk.orders.queries import get_order
from fondouk.plumbing import tx
from fondouk.sourcing.events import Side
from fondouk.sourcing.queries import get_quote, get_rfq

KINDS = ("rfq", "quote", "order")


@tx.flow
def write_message(
    *,
    actor: Actor,
    about: tuple[str, str],
    supplier_id: str | None = None,
    text: str,
    files: tuple[Upload, ...] = (),
    at: datetime,
) -> str:
    """Write to the other party of `about` (kind and id); return the thread's id.

    A buyer who writes about a request says to which of its suppliers. Refuses `not_found`, also
    where the supplier has no place in the request, and as `post_message` does.
    """
    parties = parties_of(actor, about, supplier_id, at=at)
    return post_message(actor=actor, about=about, parties=parties, text=text, files=files, at=at)


def parties_of(
    actor: Actor, about: tuple[str, str], supplier_id: str | None, *, at: datetime
) -> tuple[str, str]:
    """Buyer and supplier of the conversation about this thing. Refuses `not_found`."""
    kind, subject = about
    if kind == "quote":
        quote = get_quote(actor, subject, on=at.date())
        return quote.buyer_id, quote.supplier_id
    if kind == "order":
        terms = get_order(actor, subject).terms
        return terms.buyer.company_id, terms.supplier.company_id
    if kind != "rfq":
        raise Refused("not_found")
    rfq = get_rfq(actor, subject, on=at.date())
    if rfq.side is Side.SUPPLIER:
        return rfq.buyer_id, str(actor.company_id)
    if supplier_id not in {one.supplier_id for one in rfq.invitations}:
        raise Refused("not_found")
    return rfq.buyer_id, str(supplier_id)
