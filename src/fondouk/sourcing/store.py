"""Rows into frozen views, and drafts into rows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from fondouk.kernel.codes import HSCode, Incoterm
from fondouk.kernel.money import Money
from fondouk.kernel.quantity import Quantity, Unit
from fondouk.kernel.texts import Texts
from fondouk.sourcing import events, models
from fondouk.sourcing.domain import arithmetic
from fondouk.sourcing.domain.states import quote_state, rfq_state
from fondouk.sourcing.events import (
    Destination,
    How,
    Invitation,
    InvitationState,
    ProductCopy,
    QuoteDraft,
    QuoteState,
    RfqDraft,
    RfqLine,
    RfqState,
    Round,
    Side,
)


def write_draft(row: models.Rfq, draft: RfqDraft) -> None:
    """Put a draft's head into the row; the row is not saved yet."""
    row.title = draft.title.strip()
    row.visibility = draft.visibility
    row.country = draft.destination.country
    row.postcode = draft.destination.postcode.strip()
    row.place = draft.destination.place.strip()
    row.incoterm = draft.incoterm or ""
    row.needed_by = draft.needed_by
    row.currency = draft.currency
    row.note = draft.note.strip()
    row.chosen = list(dict.fromkeys(draft.suppliers))


def write_lines(row: models.Rfq, draft: RfqDraft) -> None:
    """Replace the request's lines; only a draft's lines are ever replaced."""
    row.lines.all().delete()
    models.RfqLine.objects.bulk_create(
        models.RfqLine(
            rfq=row,
            position=place,
            product_copy=_copy_out(line.product),
            text=line.text.strip(),
            specification=line.specification.strip(),
            hs_code=line.hs_code.digits if line.hs_code else "",
            quantity=line.quantity.value,
            unit=line.quantity.unit,
            target_price=line.target_price,
        )
        for place, line in enumerate(draft.lines)
    )


def write_round(
    quote: models.Quote, number: int, draft: QuoteDraft, *, side: Side, at: Any
) -> models.QuoteRound:
    """Add a round with its lines; a line without its own quantity or unit takes the request's."""
    row = models.QuoteRound.objects.create(
        quote=quote,
        number=number,
        made_by=side,
        valid_until=draft.valid_until,
        incoterm=draft.incoterm,
        place=draft.place.strip(),
        currency=draft.currency,
        terms=draft.terms.strip(),
        at=at,
    )
    asked = {line.id: line for line in models.RfqLine.objects.filter(rfq_id=quote.rfq_id)}
    models.QuotedLine.objects.bulk_create(
        models.QuotedLine(
            round=row,
            rfq_line=asked[line.rfq_line],
            unit_price=line.unit_price,
            quantity=line.quantity or asked[line.rfq_line].quantity,
            unit=line.unit or asked[line.rfq_line].unit,
            lead_time_days=line.lead_time_days,
            packing=line.packing.strip(),
        )
        for line in draft.lines
    )
    return row


def state_on(row: models.Rfq, on: date) -> RfqState:
    return rfq_state(RfqState(row.state), row.needed_by, on=on)


def quote_state_on(row: models.Quote, last: models.QuoteRound, on: date) -> QuoteState:
    return quote_state(QuoteState(row.state), last.valid_until, on=on)


def destination_of(row: models.Rfq) -> Destination:
    return Destination(country=row.country, postcode=row.postcode, place=row.place)


def lines_of(row: models.Rfq) -> tuple[RfqLine, ...]:
    """The request's lines in their order, in one query."""
    return tuple(
        RfqLine(
            id=line.id,
            position=line.position,
            product=_copy_in(line.product_copy),
            text=line.text,
            specification=line.specification,
            hs_code=HSCode(line.hs_code) if line.hs_code else None,
            quantity=Quantity(line.quantity, Unit(line.unit)),
            target_price=None
            if line.target_price is None
            else Money(line.target_price, row.currency),
        )
        for line in row.lines.order_by("position")
    )


def invitation_of(row: models.RfqInvitation) -> Invitation:
    return Invitation(
        id=row.id,
        supplier_id=row.supplier_id,
        state=InvitationState(row.state),
        how=How(row.how),
        reason=row.reason,
        sent_at=row.sent_at,
        seen_at=row.seen_at,
        answered_at=row.answered_at,
    )


def rounds_of(
    quotes: Iterable[models.Quote], asked: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[Round, ...]]:
    """Each quote's rounds by number, for any number of quotes in two queries.

    `asked` gives the ids of a request's lines by the request's id.
    """
    quotes = list(quotes)
    rows = list(models.QuoteRound.objects.filter(quote__in=quotes).order_by("quote_id", "number"))
    lines = defaultdict(list)
    for line in models.QuotedLine.objects.filter(round__in=rows).order_by("rfq_line_id"):
        lines[line.round_id].append(line)
    request_of = {quote.id: quote.rfq_id for quote in quotes}
    rounds: dict[str, list[Round]] = defaultdict(list)
    for row in rows:
        order = asked[request_of[row.quote_id]]
        rounds[row.quote_id].append(_round(row, lines[row.id], order))
    return {quote: tuple(given) for quote, given in rounds.items()}


def _round(
    row: models.QuoteRound, lines: list[models.QuotedLine], order: tuple[str, ...]
) -> Round:
    priced = sorted(
        (_line(line, row.currency) for line in lines), key=lambda line: order.index(line.rfq_line)
    )
    answered = {line.rfq_line for line in priced}
    return Round(
        id=row.id,
        number=row.number,
        made_by=Side(row.made_by),
        valid_until=row.valid_until,
        incoterm=Incoterm(row.incoterm),
        place=row.place,
        currency=row.currency,
        terms=row.terms,
        at=row.at,
        lines=tuple(priced),
        total=arithmetic.round_total(priced, row.currency),
        unanswered=tuple(line for line in order if line not in answered),
    )


def _line(row: models.QuotedLine, currency: str) -> events.QuotedLine:
    price = Money(row.unit_price, currency)
    quantity = Quantity(row.quantity, Unit(row.unit))
    return events.QuotedLine(
        id=row.id,
        rfq_line=row.rfq_line_id,
        unit_price=price,
        quantity=quantity,
        lead_time_days=row.lead_time_days,
        packing=row.packing,
        amount=arithmetic.line_amount(price, quantity),
    )


def _copy_out(copy: ProductCopy | None) -> dict[str, Any] | None:
    if copy is None:
        return None
    return {
        "product": copy.product_id,
        "supplier": copy.supplier_id,
        "sku": copy.sku,
        "names": copy.names.shown(),
        "category": copy.category,
    }


def _copy_in(kept: Mapping[str, Any] | None) -> ProductCopy | None:
    if kept is None:
        return None
    return ProductCopy(
        product_id=kept["product"],
        supplier_id=kept["supplier"],
        sku=kept["sku"],
        names=Texts.of(kept["names"]),
        category=kept["category"],
    )
