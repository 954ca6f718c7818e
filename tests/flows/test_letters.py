"""The other side is told by letter, in its language, and reads no more than it may."""

import pytest
from django.core import mail
from django.urls import resolve

from fakes.trade import refusal
from fondouk.companies.events import Role
from fondouk.companies.queries import get_person, list_reachable
from fondouk.flows import tell_parties
from fondouk.flows.award_quote import award_quote
from fondouk.flows.write_message import write_message
from fondouk.kernel.actor import Deed
from fondouk.orders.commands import cancel_order, confirm_order
from fondouk.plumbing import jobs, letters
from fondouk.plumbing.models import OutboxCursor
from fondouk.plumbing.outbox import pump
from fondouk.sourcing import commands


@pytest.fixture
def told(db):
    """Deliver what the events since the last call ask for: (address, subject, text) each."""

    def deliver():
        mail.outbox.clear()
        while pump("letters", tell_parties.REACTIONS):
            pass
        assert not OutboxCursor.objects.get(consumer="letters").failure
        while jobs.run_next():
            pass
        return [(one.to[0], one.subject, one.body) for one in mail.outbox]

    return deliver


def address(actor):
    return get_person(actor).email


@pytest.mark.parametrize("name", letters.table())
@pytest.mark.parametrize("language", ["en", "fr", "ar", "es"])
def test_each_letter_stands_in_each_language_and_leads_to_a_page(name, language):
    facts = dict.fromkeys(["company", "title", "number", "rfq", "quote", "order"], "one")
    facts |= {"product": "Oil", "product_id": "prd_one", "reason": "Why."}
    letter = letters.write(name, language, facts)
    assert letter.subject and "{" not in letter.subject + letter.text
    resolve(letter.text.splitlines()[-1])


def test_every_step_of_a_trade_is_told_to_the_other_side(trade, told):
    rfq = trade.sent()
    assert {to for to, _, _ in told()} == {address(trade.coop), address(trade.maker)}
    won, lost = trade.quoted(rfq, trade.coop, "24.50"), trade.quoted(rfq, trade.maker, "23")
    letters_to_buyer = told()
    assert [to for to, _, _ in letters_to_buyer] == [address(trade.buyer)] * 2
    assert "Oil and saffron for the spring" in letters_to_buyer[0][2]
    assert f"/quotes/{won}" in letters_to_buyer[0][2]
    order = award_quote(actor=trade.buyer, quote_id=won, regret="Dearer", at=trade.at)
    by_address = {to: (subject, text) for to, subject, text in told()}
    assert "not chosen" in by_address[address(trade.maker)][0]
    assert f"/offers/{lost}" in by_address[address(trade.maker)][1]
    assert "Order F2611-" in by_address[address(trade.coop)][0]
    confirm_order(actor=trade.coop, order_id=order, at=trade.at)
    ((to, subject, _),) = told()
    assert to == address(trade.buyer) and "has confirmed" in subject


def test_the_rest_is_told_too(trade, told):
    rfq = trade.sent()
    quote = trade.quoted(rfq, trade.coop, "24.50")
    told()
    commands.withdraw_quote(actor=trade.coop, quote_id=quote, at=trade.at)
    commands.decline_invitation(actor=trade.maker, rfq_id=rfq, reason="Full", at=trade.at)
    assert ["withdrawn" in one[1] or "will not quote" in one[1] for one in told()] == [True, True]
    order = trade.ordered()
    told()
    cancel_order(actor=trade.coop, order_id=order, reason="Frost", at=trade.at)
    ((to, subject, _),) = told()
    assert to == address(trade.buyer) and "was cancelled" in subject
    about = ("rfq", rfq)
    write_message(actor=trade.coop, about=about, text="A secret", at=trade.at)
    ((to, _, text),) = told()
    assert to == address(trade.buyer) and "secret" not in text


def test_only_those_are_written_to_whom_it_concerns(trade, told):
    seller = trade.world.member(trade.coop, Role.SALES)
    viewer = trade.world.member(trade.coop, Role.VIEWER)
    trade.sent(trade.coop)
    reached = {to for to, _, _ in told()}
    assert address(seller) in reached and address(viewer) not in reached
    with refusal("not_allowed"):
        list_reachable(trade.buyer, trade.coop.company_id, Deed.QUOTE)


def test_what_people_typed_cannot_grow_a_letter(at):
    facts = {"company": "Evil\r\nBcc: all@example.com", "title": "x" * 500, "rfq": "rfq_1"}
    letter = letters.write("supplier_invited", "en", facts)
    assert "\n" not in letter.subject and "\r" not in letter.subject
    assert len(letter.text) < 600
