"""A supplier answers a request.

the request still takes answers -> the terms are sound -> a first round, or the next one
"""

from datetime import datetime

from fondouk.companies.queries import check_trading
from fondouk.kernel.actor import Actor
from fondouk.kernel.refused import Refused
from fondouk.plumbing import tx
from fondouk.sourcing import commands
from fondouk.sourcing.events import QuoteDraft
from fondouk.sourcing.queries import get_quote


@tx.flow
def answer_rfq(
    *,
    actor: Actor,
    rfq_id: str,
    draft: QuoteDraft,
    quote_id: str | None = None,
    at: datetime,
    expected_version: int | None = None,
) -> str:
    """Give a quote, or with its id the quote's next round; return the quote's id.

    Refuses as `give_quote` and `revise_quote` do, `supplier_suspended`, and `not_found` for
    another request's quote.
    """
    if actor.company_id:
        check_trading(actor, [actor.company_id])
    if quote_id is None:
        return commands.give_quote(actor=actor, rfq_id=rfq_id, draft=draft, at=at)
    if get_quote(actor, quote_id, on=at.date()).rfq_id != rfq_id:
        raise Refused("not_found")
    commands.revise_quote(
        actor=actor, quote_id=quote_id, draft=draft, at=at, expected_version=expected_version
    )
    return quote_id
