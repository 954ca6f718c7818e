"""The award: one order, once, whoever clicks how often."""

import threading

import pytest
from django.db import connection

from fakes.trade import refusal, terms
from fondouk.companies.commands import suspend_company
from fondouk.flows.answer_rfq import answer_rfq
from fondouk.flows.award_quote import award_quote
from fondouk.kernel.actor import System
from fondouk.kernel.refused import Refused
from fondouk.orders import queries as orders
from fondouk.orders.models import Order
from fondouk.sourcing.events import RfqState


def test_an_award_makes_one_order_that_both_sides_read(trade):
    quote = trade.quoted(trade.sent(), trade.coop, "24.50", "2900")
    order = award_quote(actor=trade.buyer, quote_id=quote, at=trade.at)
    assert orders.find_order_of_quote(trade.buyer, quote) == order
    assert orders.get_order(trade.coop, order).terms.quote_id == quote
    with refusal("wrong_state"):
        award_quote(actor=trade.buyer, quote_id=quote, at=trade.at)
    assert Order.objects.count() == 1


@pytest.mark.both
@pytest.mark.django_db(transaction=True)
def test_of_many_clicks_at_once_exactly_one_awards(trade):
    rfq = trade.sent()
    quotes = [
        trade.quoted(rfq, trade.coop, "24.50", "2900"),
        trade.quoted(rfq, trade.maker, "23", "3000"),
    ]
    answers, start = [], threading.Barrier(6)

    def click(quote):
        start.wait(timeout=20)
        try:
            answers.append(award_quote(actor=trade.buyer, quote_id=quote, at=trade.at))
        except Refused as refused:
            answers.append(refused.code)
        finally:
            connection.close()

    clicks = [threading.Thread(target=click, args=(quotes[n % 2],)) for n in range(6)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join(timeout=60)
    assert sorted(answers, key=str.lower)[:1] == [Order.objects.get().id]
    assert answers.count("wrong_state") == 5
    assert trade.rfq(trade.buyer, rfq).state is RfqState.AWARDED


def test_a_suspended_company_is_awarded_nothing_and_answers_nothing(trade):
    rfq = trade.sent()
    quote = trade.quoted(rfq, trade.coop, "24.50", "2900")
    suspend_company(actor=System(), company_id=trade.coop.company_id, ground="Forged", at=trade.at)
    with refusal("supplier_suspended"):
        award_quote(actor=trade.buyer, quote_id=quote, at=trade.at)
    assert trade.rfq(trade.buyer, rfq).state is RfqState.OPEN
    draft = terms(trade.rfq(trade.buyer, rfq), "20", "2000")
    with refusal("supplier_suspended"):
        answer_rfq(actor=trade.coop, rfq_id=rfq, draft=draft, quote_id=quote, at=trade.at)
