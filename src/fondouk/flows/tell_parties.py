"""Tells the other side of a trade by letter what has happened.

the event -> whom it concerns -> what they may read of it -> one letter a person

Each letter is written from what its own addressee may read, so that it can say no more than the
page that it leads to. Mail where there is an address, else a short message to the phone; what is
said in a conversation goes by mail alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from fondouk.companies.events import Reachable
from fondouk.companies.queries import list_cards, list_reachable
from fondouk.kernel.actor import Deed, KeyHolder, System
from fondouk.notices.commands import deliver
from fondouk.notices.events import MESSAGE_POSTED, Channel
from fondouk.orders.events import ORDER_CANCELLED, ORDER_CONFIRMED, ORDER_PLACED
from fondouk.orders.queries import get_order
from fondouk.plumbing import letters
from fondouk.plumbing.outbox import Event
from fondouk.sourcing.events import (
    INVITATION_DECLINED,
    QUOTE_GIVEN,
    QUOTE_REFUSED,
    QUOTE_REVISED,
    QUOTE_WITHDRAWN,
    SUPPLIER_INVITED,
)
from fondouk.sourcing.queries import get_rfq

HUB = System()
BUYER, SUPPLIER = "buyer", "supplier"


@dataclass(frozen=True, slots=True)
class Told:
    """Which side a letter goes to, and who there reads it."""

    side: str
    deed: Deed


WHOM: Mapping[str, Told] = {
    SUPPLIER_INVITED: Told(SUPPLIER, Deed.QUOTE),
    QUOTE_REFUSED: Told(SUPPLIER, Deed.QUOTE),
    INVITATION_DECLINED: Told(BUYER, Deed.ASK),
    QUOTE_GIVEN: Told(BUYER, Deed.ASK),
    QUOTE_REVISED: Told(BUYER, Deed.ASK),
    QUOTE_WITHDRAWN: Told(BUYER, Deed.ASK),
    ORDER_PLACED: Told(SUPPLIER, Deed.QUOTE),
    ORDER_CONFIRMED: Told(BUYER, Deed.AWARD),
}


def tell_other_side(event: Event) -> None:
    """A step of a request, a quote or an order: tell the side that did not take it."""
    told = WHOM[event.kind]
    _tell(event, to=told.side, deed=told.deed)


def tell_cancelled_order(event: Event) -> None:
    """Either side may step back; the other one is told."""
    by_buyer = event.payload["by"] == BUYER
    _tell(event, to=SUPPLIER if by_buyer else BUYER, deed=Deed.QUOTE if by_buyer else Deed.AWARD)


def tell_message(event: Event) -> None:
    """Somebody wrote: tell the other parties of the conversation."""
    author = str(event.payload["author"])
    names = list_cards(HUB, [author])
    for party in event.payload["parties"]:  # type: ignore[attr-defined]
        for person in list_reachable(HUB, party, Deed.MESSAGE) if party != author else ():
            if person.email:
                facts = {"company": names[author].names.best(person.language)}
                letter = letters.write(event.kind, person.language, facts)
                _send(Channel.MAIL, person.email, letter, event)


def _tell(event: Event, *, to: str, deed: Deed) -> None:
    names = {name: str(value) for name, value in event.payload.items()}
    reader = KeyHolder(key="hub", company=names[to], granted=frozenset({Deed.READ_TRADE}))
    if "order" in names:
        order = get_order(reader, names["order"])
        names |= {"title": order.terms.title, "number": order.number}
    else:
        names["title"] = get_rfq(reader, names["rfq"], on=event.at.date()).title
    other = names[BUYER if to == SUPPLIER else SUPPLIER]
    card = list_cards(HUB, [other])[other]
    for person in list_reachable(HUB, names[to], deed):
        facts = {**names, "company": card.names.best(person.language)}
        send(person, letters.write(event.kind, person.language, facts), event)


def send(person: Reachable, letter: letters.Letter, event: Event) -> None:
    """The letter by mail; who has only a phone gets its subject as a short message."""
    if person.email:
        _send(Channel.MAIL, person.email, letter, event)
    elif person.phone:
        short = letters.Letter(subject="", text=letter.subject)
        _send(Channel.SMS, person.phone, short, event)


def _send(channel: Channel, address: str, letter: letters.Letter, event: Event) -> None:
    deliver(
        channel=channel, address=address, subject=letter.subject, text=letter.text, at=event.at
    )


REACTIONS = {
    **dict.fromkeys(WHOM, (tell_other_side,)),
    ORDER_CANCELLED: (tell_cancelled_order,),
    MESSAGE_POSTED: (tell_message,),
}
