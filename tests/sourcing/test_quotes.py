"""Quotes and their rounds, up to the award."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from fakes.trade import refusal, terms
from fondouk.kernel.money import Money
from fondouk.kernel.quantity import Unit
from fondouk.plumbing.models import OutboxEvent
from fondouk.sourcing import commands, models, queries
from fondouk.sourcing.events import QuotedLineDraft, QuoteState, RfqState, Side


def test_round_one_is_made_with_the_quote_and_adds_up(trade):
    rfq = trade.sent()
    quote = trade.quote(trade.buyer, trade.quoted(rfq, trade.coop, "24.50", "2900"))
    terms = quote.latest
    assert (quote.side, quote.state, terms.number) == (Side.BUYER, QuoteState.OPEN, 1)
    assert [line.amount for line in terms.lines] == [
        Money(Decimal("4900.00"), "EUR"),
        Money(Decimal("5800.00"), "EUR"),
    ]
    assert terms.total == Money(Decimal("10700.00"), "EUR")
    assert terms.complete
    assert quote.actions == ("award",)
    assert trade.quote(trade.coop, quote.id).actions == ("revise", "withdraw")


def test_a_line_left_out_is_named_and_is_not_free(trade):
    rfq = trade.sent()
    quote = trade.quote(trade.coop, trade.quoted(rfq, trade.coop, "24.50"))
    saffron = trade.rfq(trade.coop, rfq).lines[1]
    assert quote.latest.unanswered == (saffron.id,)
    assert not quote.latest.complete
    assert quote.latest.total.amount == Decimal(4900)


def test_a_supplier_may_quote_in_its_own_unit_and_quantity(trade):
    rfq = trade.sent()
    line = trade.rfq(trade.coop, rfq).lines[0]
    own = QuotedLineDraft(
        rfq_line=line.id,
        unit_price=Decimal("0.0245"),
        quantity=Decimal(205000),
        unit=Unit.ML,
        packing="drums of 205 litres",
    )
    quote = trade.quoted(rfq, trade.coop, lines=(own,))
    (priced,) = trade.quote(trade.buyer, quote).latest.lines
    assert (str(priced.quantity), priced.amount.amount) == ("205000 ml", Decimal("5022.50"))
    assert priced.packing == "drums of 205 litres"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"valid_until": date(2026, 11, 22)}, "day_is_past"),
        ({"place": " "}, "required"),
        ({"lines": ()}, "no_lines"),
        ({"currency": "Euro"}, "bad_currency"),
        ({"terms": "x" * 4001}, "text_too_long"),
    ],
)
def test_a_quote_says_what_is_wrong_with_it(trade, changes, code):
    rfq = trade.sent()
    with refusal(code):
        trade.quoted(rfq, trade.coop, "24.50", **changes)
    assert queries.list_quotes(trade.buyer, rfq, on=trade.on) == ()


@pytest.mark.parametrize(
    ("price", "quantity", "days", "code"),
    [
        ("0", "1", 1, "not_positive"),
        ("-1", "1", 1, "not_positive"),
        ("1.1234567", "1", 1, "figure_too_fine"),
        ("1", "0.00001", 1, "figure_too_fine"),
        ("1", "1", 1001, "bad_lead_time"),
    ],
)
def test_figures_are_sound(trade, price, quantity, days, code):
    rfq = trade.sent()
    line = QuotedLineDraft(
        rfq_line=trade.rfq(trade.coop, rfq).lines[0].id,
        unit_price=Decimal(price),
        quantity=Decimal(quantity),
        lead_time_days=days,
    )
    with refusal(code):
        trade.quoted(rfq, trade.coop, lines=(line,))


def test_lines_are_those_of_this_request_each_once(trade):
    rfq, other = trade.sent(), trade.sent()
    foreign = trade.rfq(trade.coop, other).lines[0]
    line = trade.rfq(trade.coop, rfq).lines[0]
    with refusal("unknown_line"):
        trade.quoted(
            rfq, trade.coop, lines=(QuotedLineDraft(rfq_line=foreign.id, unit_price=Decimal(1)),)
        )
    with refusal("line_twice"):
        trade.quoted(
            rfq, trade.coop, lines=(QuotedLineDraft(rfq_line=line.id, unit_price=Decimal(1)),) * 2
        )


def test_a_revision_is_a_new_round_and_the_old_one_stays(trade):
    rfq = trade.sent()
    quote = trade.quoted(rfq, trade.coop, "24.50", "2900")
    draft = terms(trade.rfq(trade.coop, rfq), "23.90", "2850", valid_until=date(2027, 1, 15))
    number = commands.revise_quote(actor=trade.coop, quote_id=quote, draft=draft, at=trade.at)
    first, second = trade.quote(trade.buyer, quote).rounds
    assert (number, first.number, second.number) == (2, 1, 2)
    assert (first.total.amount, second.total.amount) == (Decimal(10700), Decimal(10480))
    assert first.valid_until == date(2026, 12, 31)
    with refusal("stale_version"):
        commands.revise_quote(
            actor=trade.coop, quote_id=quote, draft=draft, at=trade.at, expected_version=1
        )


def test_a_supplier_has_one_standing_quote_and_a_new_one_after_withdrawing(trade):
    rfq = trade.sent()
    first = trade.quoted(rfq, trade.coop, "24.50")
    with refusal("already_quoted"):
        trade.quoted(rfq, trade.coop, "24.00")
    commands.withdraw_quote(actor=trade.coop, quote_id=first, at=trade.at)
    assert trade.quote(trade.buyer, first).state is QuoteState.WITHDRAWN
    with refusal("wrong_state"):
        commands.award_quote(actor=trade.buyer, quote_id=first, at=trade.at)
    second = trade.quoted(rfq, trade.coop, "24.00")
    assert trade.quote(trade.buyer, second).actions == ("award",)


def test_a_lapsed_quote_cannot_be_awarded_until_it_is_revised(trade):
    rfq = trade.sent(trade.coop)
    quote = trade.quoted(rfq, trade.coop, "24.50", valid_until=date(2026, 11, 24))
    late = trade.at.replace(day=25)
    assert trade.quote(trade.buyer, quote, days=1).actions == ("award",)
    assert trade.quote(trade.buyer, quote, days=2).state is QuoteState.LAPSED
    assert trade.quote(trade.buyer, quote, days=2).actions == ()
    with refusal("wrong_state"):
        commands.award_quote(actor=trade.buyer, quote_id=quote, at=late)
    draft = terms(trade.rfq(trade.coop, rfq), "24.50")
    commands.revise_quote(actor=trade.coop, quote_id=quote, draft=draft, at=late)
    commands.award_quote(actor=trade.buyer, quote_id=quote, at=late)
    assert trade.rfq(trade.buyer, rfq).state is RfqState.AWARDED


def test_an_award_takes_the_last_round_refuses_the_others_and_ends_the_request(trade):
    rfq = trade.sent()
    won, lost = trade.quoted(rfq, trade.coop, "24.50"), trade.quoted(rfq, trade.maker, "23")
    draft = terms(trade.rfq(trade.coop, rfq), "22.75")
    commands.revise_quote(actor=trade.coop, quote_id=won, draft=draft, at=trade.at)
    agreed = commands.award_quote(
        actor=trade.buyer, quote_id=won, regret="Dearer per litre", at=trade.at
    )
    assert (agreed.round_number, agreed.total.amount) == (2, Decimal(4550))
    assert trade.rfq(trade.buyer, rfq).state is RfqState.AWARDED
    assert trade.quote(trade.coop, won).state is QuoteState.AWARDED
    other = trade.quote(trade.maker, lost)
    assert (other.state, other.reason) == (QuoteState.REFUSED, "Dearer per litre")
    assert trade.quote(trade.coop, won).reason == ""
    told = OutboxEvent.objects.filter(kind="quote_refused").get().payload
    assert told["supplier"] == trade.maker.company_id
    with refusal("wrong_state"):
        commands.award_quote(actor=trade.buyer, quote_id=lost, at=trade.at)


@pytest.mark.parametrize("who", ["stranger", "rival", "supplier"])
def test_only_the_buyer_awards(trade, who):
    quote = trade.quoted(trade.sent(), trade.coop, "24.50")
    actors = {"stranger": trade.world.buyer(), "rival": trade.maker, "supplier": trade.coop}
    with refusal("not_found"):
        commands.award_quote(actor=actors[who], quote_id=quote, at=trade.at)


def test_nobody_reads_or_changes_another_companys_quote(trade):
    rfq = trade.sent()
    quote = trade.quoted(rfq, trade.coop, "24.50")
    draft = terms(trade.rfq(trade.maker, rfq), "1")
    for stranger in (trade.maker, trade.world.buyer()):
        with refusal("not_found"):
            trade.quote(stranger, quote)
        with refusal("not_found"):
            commands.revise_quote(actor=stranger, quote_id=quote, draft=draft, at=trade.at)
        with refusal("not_found"):
            commands.withdraw_quote(actor=stranger, quote_id=quote, at=trade.at)
    with refusal("not_found"):
        commands.withdraw_quote(actor=trade.buyer, quote_id=quote, at=trade.at)
    assert [one.id for one in queries.list_quotes_given(trade.coop, on=trade.on).items] == [quote]
    assert queries.list_quotes_given(trade.maker, on=trade.on).items == ()


@pytest.mark.both
def test_the_database_keeps_one_award_a_request(trade):
    rfq = trade.sent()
    won, lost = trade.quoted(rfq, trade.coop, "24.50"), trade.quoted(rfq, trade.maker, "23")
    commands.award_quote(actor=trade.buyer, quote_id=won, at=trade.at)
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Quote.objects.filter(pk=lost).update(state=QuoteState.AWARDED)


def test_what_waits_is_counted(trade):
    rfq = trade.sent()
    assert queries.count_waiting(trade.coop, on=trade.on) == {"invitations": 1, "quotes": 0}
    trade.quoted(rfq, trade.coop, "24.50")
    assert queries.count_waiting(trade.coop, on=trade.on) == {"invitations": 0, "quotes": 0}
    assert queries.count_waiting(trade.buyer, on=trade.on) == {"invitations": 0, "quotes": 1}
