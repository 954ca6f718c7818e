"""Messages hang on requests, quotes and orders, each between exactly two companies."""

import pytest

from fakes.trade import refusal
from fondouk.flows.write_message import write_message
from fondouk.notices import queries


def texts(actor, about, *parties):
    ids = tuple(one.company_id for one in parties)
    kind, subject = about
    thread = queries.find_thread(actor, subject_kind=kind, subject=subject, parties=ids)
    return [one.text for one in thread.messages] if thread else []


def test_a_request_has_one_conversation_a_supplier(trade):
    about = ("rfq", trade.sent())
    for supplier, words in ((trade.coop, "To the coop"), (trade.maker, "To the maker")):
        write_message(
            actor=trade.buyer,
            about=about,
            supplier_id=supplier.company_id,
            text=words,
            at=trade.at,
        )
    write_message(actor=trade.coop, about=about, text="From the coop", at=trade.at)
    assert texts(trade.coop, about, trade.buyer, trade.coop) == ["To the coop", "From the coop"]
    assert texts(trade.maker, about, trade.buyer, trade.maker) == ["To the maker"]
    assert texts(trade.maker, about, trade.buyer, trade.coop) == []


def test_quotes_and_orders_have_theirs(trade):
    order = trade.ordered()
    about = ("order", order)
    write_message(actor=trade.coop, about=about, text="Drums or cans?", at=trade.at)
    write_message(actor=trade.buyer, about=about, text="Drums", at=trade.at)
    assert texts(trade.coop, about, trade.buyer, trade.coop) == ["Drums or cans?", "Drums"]


@pytest.mark.parametrize("kind", ["rfq", "quote", "order", "product"])
def test_who_has_no_part_in_it_cannot_write(trade, kind):
    rfq = trade.sent(trade.coop)
    quote = trade.quoted(rfq, trade.coop, "24.50")
    subject = {"rfq": rfq, "quote": quote, "order": trade.ordered(), "product": "prd_1"}[kind]
    for stranger in (trade.maker, trade.world.buyer()):
        with refusal("not_found"):
            write_message(
                actor=stranger,
                about=(kind, subject),
                supplier_id=trade.coop.company_id,
                text="Hello",
                at=trade.at,
            )


def test_a_buyer_writes_only_to_those_it_asked(trade):
    about = ("rfq", trade.sent(trade.coop))
    for supplier in (trade.maker.company_id, None, trade.buyer.company_id):
        with refusal("not_found"):
            write_message(
                actor=trade.buyer, about=about, supplier_id=supplier, text="Hello", at=trade.at
            )
