"""the demonstration's buyer asks -> its suppliers answer -> one order waits for its confirmation

So that whoever tries the hub finds a trade at each of its stations, on every side. All of it goes
through the deeds that people do; loading again changes nothing.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from fondouk.catalogue.events import Listing, ProductState
from fondouk.catalogue.queries import list_products
from fondouk.companies.queries import actor_for_session, find_demonstration_person
from fondouk.flows.answer_rfq import answer_rfq
from fondouk.flows.award_quote import award_quote
from fondouk.flows.request_quotes import request_quotes
from fondouk.flows.write_message import write_message
from fondouk.kernel.actor import Actor
from fondouk.kernel.codes import Incoterm
from fondouk.kernel.quantity import Quantity, Unit
from fondouk.plumbing.tx import flow
from fondouk.sourcing.events import (
    Destination,
    QuotedLineDraft,
    QuoteDraft,
    RfqDraft,
    RfqLineDraft,
    Visibility,
)
from fondouk.sourcing.queries import get_rfq, list_rfqs


@flow
def load_demo_trades(*, at: datetime) -> int:
    """Load a few requests, quotes and an order where the demonstration's buyer has none; return
    how many requests are new.
    """
    people = {role: _person(role) for role in ("buyer", "cooperative", "manufacturer")}
    buyer, coop, maker = people["buyer"], people["cooperative"], people["manufacturer"]
    if not (buyer and coop and maker) or list_rfqs(buyer, on=at.date(), size=1).items:
        return 0
    if len(goods := _goods(coop)) < 2:
        return 0
    _ordered(buyer, coop, goods[0], at)
    _answered(buyer, coop, maker, goods[1], at)
    _open_to_all(buyer, at)
    return 3


def _ordered(buyer: Actor, coop: Actor, product: Listing, at: datetime) -> None:
    """Asked, answered, spoken about, awarded: the cooperative confirms next."""
    rfq = _ask(buyer, "First order for our spring range", (coop,), (_line(product),), at)
    quote = _quote(coop, rfq, (_price(product),), at)
    for actor, words in (
        (buyer, "Could you pack it in cartons that fit a euro pallet?"),
        (coop, "Yes: 48 cartons a pallet, 1.45 m high. It is in the quote."),
    ):
        write_message(actor=actor, about=("quote", quote), text=words, at=at)
    award_quote(actor=buyer, quote_id=quote, at=at)


def _answered(buyer: Actor, coop: Actor, maker: Actor, product: Listing, at: datetime) -> None:
    """Two were asked and one has answered, in two rounds: the buyer compares."""
    jars = RfqLineDraft(
        text="Glass jars with lid, 250 ml",
        specification="Clear, for cosmetics, lid gold or black",
        quantity=Quantity(Decimal(2000), Unit.PIECE),
        target_price=Decimal("0.60"),
    )
    lines = (_line(product), jars)
    rfq = _ask(buyer, "Goods and jars for the summer gift box", (coop, maker), lines, at)
    quote = _quote(coop, rfq, (_price(product),), at)
    _quote(coop, rfq, (_price(product, "0.96"), "0.72"), at, quote_id=quote)


def _open_to_all(buyer: Actor, at: datetime) -> None:
    """Every supplier finds it among the open requests."""
    line = RfqLineDraft(
        text="Hand-woven basket, palm leaf, 35 cm",
        specification="Natural colour, leather handles, no lining",
        quantity=Quantity(Decimal(300), Unit.PIECE),
        target_price=Decimal("7.50"),
    )
    _ask(buyer, "Baskets for twelve shops", (), (line,), at)


def _ask(
    buyer: Actor,
    title: str,
    suppliers: Sequence[Actor],
    lines: tuple[RfqLineDraft, ...],
    at: datetime,
) -> str:
    draft = RfqDraft(
        title=title,
        visibility=Visibility.PRIVATE if suppliers else Visibility.PUBLIC,
        suppliers=tuple(str(one.company_id) for one in suppliers),
        destination=Destination(country="DE", postcode="20457", place="Hamburg"),
        incoterm=Incoterm.FCA,
        needed_by=at.date() + timedelta(days=120),
        currency="EUR",
        lines=lines,
    )
    return request_quotes(actor=buyer, draft=draft, send=True, at=at)


def _quote(
    supplier: Actor,
    rfq_id: str,
    prices: Sequence[str],
    at: datetime,
    quote_id: str | None = None,
) -> str:
    asked = get_rfq(supplier, rfq_id, on=at.date()).lines
    draft = QuoteDraft(
        valid_until=at.date() + timedelta(days=45),
        incoterm=Incoterm.FCA,
        place="Agadir",
        currency="EUR",
        lines=tuple(
            QuotedLineDraft(rfq_line=line.id, unit_price=Decimal(price), lead_time_days=28)
            for line, price in zip(asked, prices, strict=False)
        ),
        terms="30 % with the order, 70 % against copies of the shipping papers.",
    )
    return answer_rfq(actor=supplier, rfq_id=rfq_id, draft=draft, quote_id=quote_id, at=at)


def _line(product: Listing) -> RfqLineDraft:
    unit = product.draft.unit or Unit.PIECE
    most = max((step.min_quantity for step in product.draft.prices), default=Decimal(100))
    return RfqLineDraft(product_id=product.id, quantity=Quantity(most, unit))


def _price(product: Listing, factor: str = "1") -> str:
    step = product.price_from
    amount = step.price.amount if step and step.price.currency == "EUR" else Decimal("24.50")
    return str((amount * Decimal(factor)).quantize(Decimal("0.01")))


def _goods(supplier: Actor) -> tuple[Listing, ...]:
    return list_products(
        supplier, str(supplier.company_id), state=ProductState.PUBLISHED, size=2
    ).items


def _person(role: str) -> Actor | None:
    person = find_demonstration_person(role)
    return actor_for_session(person_id=person, company_id=None) if person else None
