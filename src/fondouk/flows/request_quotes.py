"""A buyer asks for quotes.

copy the products as they stand -> keep the draft -> match suppliers -> send

Matching is a table, not a judgement: whoever has a public listing under a line's HS subheading,
or in the category of a line's product or below it, is asked, and the same request always finds
the same suppliers.
"""

from dataclasses import replace
from datetime import datetime

from fondouk.catalogue.events import Listing, SupplierMatch
from fondouk.catalogue.queries import list_listings, match_suppliers
from fondouk.companies.queries import check_trading, list_cards
from fondouk.kernel.actor import Actor
from fondouk.kernel.refused import Refused
from fondouk.plumbing import tx
from fondouk.sourcing import commands
from fondouk.sourcing.events import ProductCopy, Rfq, RfqDraft, RfqLineDraft, Visibility, may_sell
from fondouk.sourcing.queries import get_rfq


@tx.flow
def request_quotes(
    *,
    actor: Actor,
    draft: RfqDraft,
    send: bool,
    at: datetime,
    rfq_id: str | None = None,
    expected_version: int | None = None,
) -> str:
    """Keep a request, new or (with its id) edited, and send it if asked; return its id.

    Refuses `unknown_product` and as `start_rfq`, `edit_rfq` and `send_request` do.
    """
    whole = _with_copies(actor, draft)
    if rfq_id is None:
        rfq_id = commands.start_rfq(actor=actor, draft=whole, at=at)
    else:
        commands.edit_rfq(
            actor=actor, rfq_id=rfq_id, draft=whole, at=at, expected_version=expected_version
        )
    if send:
        send_request(actor=actor, rfq_id=rfq_id, at=at)
    return rfq_id


@tx.flow
def send_request(
    *, actor: Actor, rfq_id: str, at: datetime, expected_version: int | None = None
) -> None:
    """Open a kept draft to its suppliers: the chosen, and for a matched request the found.

    Refuses `no_match` where a matched request finds nobody and nobody was chosen, and as
    `send_rfq` does; `supplier_suspended` where a line names such a company's product.
    """
    rfq = get_rfq(actor, rfq_id, on=at.date())
    check_trading(actor, {line.product.supplier_id for line in rfq.lines if line.product})
    found: tuple[str, ...] = ()
    if rfq.visibility is Visibility.MATCHED:
        found = tuple(match.supplier_id for match in matches_of(actor, rfq))
        if rfq.lines and not found and not rfq.chosen:
            raise Refused("no_match", "visibility")
    commands.send_rfq(
        actor=actor, rfq_id=rfq_id, matched=found, at=at, expected_version=expected_version
    )


def matches_of(actor: Actor, rfq: Rfq) -> tuple[SupplierMatch, ...]:
    """The suppliers whose public listings fit a line, best first, without the buyer itself and
    without those who may not sell.
    """
    matches = match_suppliers(
        actor,
        hs_codes={line.hs_code.subheading for line in rfq.lines if line.hs_code},
        categories={line.product.category for line in rfq.lines if line.product},
    )
    cards = list_cards(actor, [match.supplier_id for match in matches])
    return tuple(
        match
        for match in matches
        if match.supplier_id != rfq.buyer_id and may_sell(cards.get(match.supplier_id))
    )


def _with_copies(actor: Actor, draft: RfqDraft) -> RfqDraft:
    wanted = {line.product_id for line in draft.lines if line.product_id}
    listings = list_listings(actor, wanted) if wanted else {}
    lines = []
    for place, line in enumerate(draft.lines):
        if line.product_id and line.product_id not in listings:
            raise Refused("unknown_product", f"lines.{place}.product_id")
        lines.append(_copied(line, listings.get(line.product_id)))
    return replace(draft, lines=tuple(lines))


def _copied(line: RfqLineDraft, listing: Listing | None) -> RfqLineDraft:
    if listing is None:
        return line
    copy = ProductCopy(
        product_id=listing.id,
        supplier_id=listing.supplier_id,
        sku=listing.draft.sku,
        names=listing.draft.names,
        category=listing.category.code,
    )
    return replace(line, product=copy, hs_code=line.hs_code or listing.draft.hs_code)
