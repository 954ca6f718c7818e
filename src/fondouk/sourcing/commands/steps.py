"""What several commands of sourcing do alike."""

from datetime import datetime

from fondouk.companies.queries import list_cards
from fondouk.kernel.actor import Actor
from fondouk.kernel.refused import Refused
from fondouk.plumbing.outbox import publish
from fondouk.sourcing import models, store
from fondouk.sourcing.domain.states import TAKES_ANSWERS
from fondouk.sourcing.events import (
    QUOTE_REFUSED,
    InvitationDeed,
    QuoteState,
    may_sell,
)


def save(row: models.Rfq | models.Quote, at: datetime) -> None:
    row.version += 1
    row.updated_at = at
    row.save()


def require_answers_taken(row: models.Rfq, at: datetime) -> None:
    state = store.state_on(row, at.date())
    if state not in TAKES_ANSWERS:
        raise Refused("wrong_state", state=state.value, deed=InvitationDeed.ANSWER.value)


def require_suppliers(actor: Actor, company_ids: tuple[str, ...]) -> None:
    """Refuses `unknown_supplier` unless each is a company that sells and is not suspended."""
    cards = list_cards(actor, company_ids)
    for company in company_ids:
        if not may_sell(cards.get(company)):
            raise Refused("unknown_supplier", "suppliers", supplier=company[:40])


def refuse_quotes(row: models.Rfq, kept: str | None, reason: str, at: datetime) -> None:
    """Refuse every open quote but the kept one; each supplier is told."""
    for quote in row.quotes.select_for_update().filter(state=QuoteState.OPEN).order_by("id"):
        if quote.id == kept:
            continue
        quote.state, quote.reason = QuoteState.REFUSED, reason
        save(quote, at)
        tell_quote(QUOTE_REFUSED, quote, at, rfq=row)


def tell_quote(
    kind: str, quote: models.Quote, at: datetime, *, rfq: models.Rfq | None = None, **more: str
) -> None:
    request = rfq or quote.rfq
    names = {
        "quote": quote.id,
        "rfq": request.id,
        "buyer": request.buyer_id,
        "supplier": quote.supplier_id,
        **more,
    }
    publish(kind, more.get("round", quote.id), names, at=at)


def sells(actor: Actor, company: str) -> bool:
    """Whether this company may answer requests."""
    return may_sell(list_cards(actor, [company]).get(company))
