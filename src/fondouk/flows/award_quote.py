"""A buyer awards a quote whole.

accept the latest open round -> refuse the others -> freeze terms and parties -> place the order

One transaction; the request is locked first, so that of two clicks at the same instant one
awards and the other finds the request awarded.
"""

from datetime import datetime

from fondouk.companies.events import CompanyCard
from fondouk.companies.queries import check_trading, list_cards
from fondouk.kernel.actor import Actor
from fondouk.kernel.texts import Texts
from fondouk.orders.commands import place_order
from fondouk.orders.events import Destination, OrderedLine, OrderTerms, Party
from fondouk.plumbing import tx
from fondouk.sourcing.commands import award_quote as accept
from fondouk.sourcing.events import QuotedLine, QuotedTerms, RfqLine


@tx.flow
def award_quote(
    *,
    actor: Actor,
    quote_id: str,
    regret: str = "",
    at: datetime,
    expected_version: int | None = None,
) -> str:
    """Let the quote become an order; return the order's id. `regret` goes to the other suppliers.

    Refuses `not_found`, `not_allowed`, `wrong_state`, `stale_version`, and `supplier_suspended`.
    """
    terms = accept(
        actor=actor, quote_id=quote_id, regret=regret, at=at, expected_version=expected_version
    )
    check_trading(actor, [terms.supplier_id])
    cards = list_cards(actor, (terms.buyer_id, terms.supplier_id))
    return place_order(actor=actor, terms=_frozen(terms, cards), at=at)


def _frozen(terms: QuotedTerms, cards: dict[str, CompanyCard]) -> OrderTerms:
    return OrderTerms(
        rfq_id=terms.rfq_id,
        quote_id=terms.quote_id,
        round_id=terms.round_id,
        round_number=terms.round_number,
        buyer=_party(cards[terms.buyer_id]),
        supplier=_party(cards[terms.supplier_id]),
        title=terms.title,
        destination=Destination(
            country=terms.destination.country,
            postcode=terms.destination.postcode,
            place=terms.destination.place,
        ),
        needed_by=terms.needed_by,
        incoterm=terms.incoterm,
        place=terms.place,
        currency=terms.currency,
        terms=terms.terms,
        lines=tuple(_line(asked, quoted) for asked, quoted in terms.lines),
        total=terms.total,
    )


def _line(asked: RfqLine, quoted: QuotedLine) -> OrderedLine:
    product = asked.product
    return OrderedLine(
        product_id=product.product_id if product else None,
        sku=product.sku if product else "",
        names=product.names if product else Texts(),
        text=asked.text,
        specification=asked.specification,
        hs_code=asked.hs_code,
        quantity=quoted.quantity,
        unit_price=quoted.unit_price,
        amount=quoted.amount,
        lead_time_days=quoted.lead_time_days,
        packing=quoted.packing,
    )


def _party(card: CompanyCard) -> Party:
    return Party(
        company_id=card.id,
        names=card.names,
        country=card.country,
        region=card.region,
        town=card.town,
    )
