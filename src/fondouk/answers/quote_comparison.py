"""All quotes on a request side by side: each line in the unit asked for, with what each lacks.

Nothing unknown makes a bid look cheaper: a bid that leaves a line out, prices in a unit that does
not convert, or delivers on other terms, is never marked as the lowest of its row.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fondouk.companies.events import CompanyCard
from fondouk.companies.queries import list_cards
from fondouk.kernel.actor import Actor
from fondouk.kernel.money import Money
from fondouk.kernel.quantity import Unit
from fondouk.kernel.refused import Refused
from fondouk.reference.queries import convert
from fondouk.sourcing.events import Quote, QuotedLine, QuoteState, Rfq, RfqLine, Side
from fondouk.sourcing.queries import get_rfq, list_quotes, price_per_unit, reaches


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One bid's answer to one line. `per_unit` is the price of one unit as the line asks for it,
    None where the units do not convert; `reaches` says whether the quantity does.
    """

    line: QuotedLine
    per_unit: Money | None
    unit: Unit
    reaches: bool | None
    lowest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bid:
    """A column: a quote with its supplier, and what sets it apart.

    `about` is the total in the request's currency, with the day of its rate; None where it is in
    that currency already, or where no rate is known.
    """

    quote: Quote
    supplier: CompanyCard
    other_incoterm: bool
    lowest: bool
    about: Money | None
    rate_on: date | None
    rate_unknown: bool

    @property
    def live(self) -> bool:
        return self.quote.state is QuoteState.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the request with each bid's cell, None where a bid leaves the line out."""

    line: RfqLine
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The table. `same_terms`: all bids name one Incoterm, place and currency, so that their
    totals may be compared as they stand.
    """

    rfq: Rfq
    bids: tuple[Bid, ...]
    rows: tuple[Row, ...]
    same_terms: bool


def compare_quotes(actor: Actor, rfq_id: str, *, on: date) -> Comparison:
    """The bids of a request for its buyer: those still open first, then by total where totals
    compare, else in the order in which they came. Refuses `not_found`, also to suppliers.
    """
    rfq = get_rfq(actor, rfq_id, on=on)
    if rfq.side is not Side.BUYER:
        raise Refused("not_found")
    quotes = [
        quote
        for quote in list_quotes(actor, rfq_id, on=on)
        if quote.state is not QuoteState.WITHDRAWN
    ]
    live = [quote for quote in quotes if quote.state is QuoteState.OPEN]
    same = len({_terms(quote) for quote in live or quotes}) <= 1
    quotes.sort(key=lambda quote: (quote not in live, quote.latest.total.amount if same else 0))
    cards = list_cards(actor, [quote.supplier_id for quote in quotes])
    lowest = _lowest_total(live) if same else None
    bids = tuple(
        _bid(rfq, quote, cards[quote.supplier_id], quote in live and _is(quote, lowest), on)
        for quote in quotes
    )
    rows = tuple(_row(line, bids, same) for line in rfq.lines)
    return Comparison(rfq=rfq, bids=bids, rows=rows, same_terms=same)


def _bid(rfq: Rfq, quote: Quote, supplier: CompanyCard, lowest: bool, on: date) -> Bid:
    total = quote.latest.total
    foreign = total.currency != rfq.currency
    found = convert(total, rfq.currency, on=on) if foreign else None
    return Bid(
        quote=quote,
        supplier=supplier,
        other_incoterm=rfq.incoterm is not None and quote.latest.incoterm is not rfq.incoterm,
        lowest=lowest,
        about=found.money if found else None,
        rate_on=found.rate.on if found else None,
        rate_unknown=foreign and found is None,
    )


def _is(quote: Quote, lowest: Money | None) -> bool:
    return lowest is not None and quote.latest.complete and quote.latest.total == lowest


def _terms(quote: Quote) -> tuple[str, str, str]:
    last = quote.latest
    return last.incoterm.value, last.place.strip().casefold(), last.currency


def _lowest_total(live: Iterable[Quote]) -> Money | None:
    """The lowest total of the complete bids, if every complete one can be compared."""
    whole = [quote.latest.total for quote in live if quote.latest.complete]
    return min(whole) if len(whole) > 1 else None


def _row(line: RfqLine, bids: tuple[Bid, ...], same: bool) -> Row:
    cells = [_cell(line, bid) for bid in bids]
    prices = [
        cell.per_unit
        for cell, bid in zip(cells, bids, strict=True)
        if cell and cell.per_unit and cell.reaches and bid.live
    ]
    best = min(prices) if same and len(prices) > 1 else None
    return Row(
        line=line,
        cells=tuple(
            _marked(cell, best) if cell and bid.live else cell
            for cell, bid in zip(cells, bids, strict=True)
        ),
    )


def _cell(line: RfqLine, bid: Bid) -> Cell | None:
    answers = (one for one in bid.quote.latest.lines if one.rfq_line == line.id)
    quoted = next(answers, None)
    if quoted is None:
        return None
    unit = line.quantity.unit
    return Cell(
        line=quoted,
        per_unit=price_per_unit(quoted, unit),
        unit=unit,
        reaches=reaches(quoted, line.quantity),
    )


def _marked(cell: Cell, best: Money | None) -> Cell:
    lowest = best is not None and cell.per_unit == best and bool(cell.reaches)
    return Cell(
        line=cell.line,
        per_unit=cell.per_unit,
        unit=cell.unit,
        reaches=cell.reaches,
        lowest=lowest,
    )
