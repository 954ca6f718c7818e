"""A request from its draft to its end, and who may see it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from fakes.trade import ARGAN, refusal, request, terms
from fondouk.companies.events import Role
from fondouk.kernel.actor import Visitor
from fondouk.kernel.quantity import Quantity
from fondouk.plumbing.models import AuditRow, OutboxEvent
from fondouk.sourcing import commands, queries
from fondouk.sourcing.events import InvitationState, QuoteState, RfqState, Visibility


def test_a_draft_is_its_buyers_alone_until_it_is_sent(trade):
    draft = request(trade.coop)
    rfq = commands.start_rfq(actor=trade.buyer, draft=draft, at=trade.at)
    mine = trade.rfq(trade.buyer, rfq)
    assert (mine.state, mine.version, len(mine.lines)) == (RfqState.DRAFT, 1, 2)
    assert mine.actions == ("edit", "send", "cancel")
    assert mine.chosen == (trade.coop.company_id,)
    with refusal("not_found"):
        trade.rfq(trade.coop, rfq)
    assert queries.list_incoming(trade.coop, on=trade.on).items == ()
    edited = replace(draft, title="Only oil", lines=(ARGAN,))
    commands.edit_rfq(actor=trade.buyer, rfq_id=rfq, draft=edited, at=trade.at, expected_version=1)
    with refusal("stale_version"):
        commands.edit_rfq(
            actor=trade.buyer, rfq_id=rfq, draft=edited, at=trade.at, expected_version=1
        )
    again = trade.rfq(trade.buyer, rfq)
    assert (again.title, len(again.lines), again.version) == ("Only oil", 1, 2)
    assert again.lines[0].target_price.amount == Decimal(25)


def test_sending_reaches_the_chosen_and_nobody_else(trade):
    rfq = trade.sent(trade.coop)
    seen = trade.rfq(trade.coop, rfq)
    assert seen.state is RfqState.OPEN
    assert [one.supplier_id for one in seen.invitations] == [trade.coop.company_id]
    assert seen.actions == ("quote", "decline")
    assert [card.id for card in queries.list_incoming(trade.coop, on=trade.on).items] == [rfq]
    for stranger in (trade.maker, trade.world.buyer()):
        with refusal("not_found"):
            trade.rfq(stranger, rfq)
    with refusal("not_allowed"):
        trade.rfq(Visitor(), rfq)
    kinds = OutboxEvent.objects.filter(kind__startswith="rfq_").values_list("kind", flat=True)
    assert list(kinds) == ["rfq_sent"]
    assert AuditRow.objects.filter(deed="send_rfq", object=rfq).exists()


def test_a_supplier_never_learns_of_the_others(trade):
    rfq = trade.sent()
    trade.quoted(rfq, trade.coop, "24.50")
    seen = trade.rfq(trade.maker, rfq)
    assert [one.supplier_id for one in seen.invitations] == [trade.maker.company_id]
    assert queries.list_quotes(trade.maker, rfq, on=trade.on) == ()
    (card,) = queries.list_incoming(trade.maker, on=trade.on).items
    assert card.quote_count is None
    assert queries.list_rfqs(trade.buyer, on=trade.on).items[0].quote_count == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"lines": ()}, "no_lines"),
        ({"needed_by": date(2026, 11, 22)}, "day_is_past"),
    ],
)
def test_an_unready_draft_is_not_sent(trade, changes, code):
    draft = request(trade.coop, **changes)
    rfq = commands.start_rfq(actor=trade.buyer, draft=draft, at=trade.at)
    with refusal(code):
        commands.send_rfq(actor=trade.buyer, rfq_id=rfq, at=trade.at)
    assert trade.rfq(trade.buyer, rfq).state is RfqState.DRAFT


def test_a_private_request_needs_somebody_to_ask_and_only_those_who_sell(trade):
    nobody = commands.start_rfq(actor=trade.buyer, draft=request(), at=trade.at)
    with refusal("no_suppliers"):
        commands.send_rfq(actor=trade.buyer, rfq_id=nobody, at=trade.at)
    other_buyer = trade.world.buyer()
    rfq = commands.start_rfq(actor=trade.buyer, draft=request(other_buyer), at=trade.at)
    with refusal("unknown_supplier"):
        commands.send_rfq(actor=trade.buyer, rfq_id=rfq, at=trade.at)


def test_further_suppliers_are_asked_while_it_is_open(trade):
    rfq = trade.sent(trade.coop)
    wanted = (trade.maker.company_id, trade.coop.company_id)
    commands.invite_suppliers(actor=trade.buyer, rfq_id=rfq, suppliers=wanted, at=trade.at)
    assert len(trade.rfq(trade.buyer, rfq).invitations) == 2
    commands.close_rfq(actor=trade.buyer, rfq_id=rfq, at=trade.at)
    with refusal("wrong_state"):
        commands.invite_suppliers(actor=trade.buyer, rfq_id=rfq, suppliers=wanted, at=trade.at)


def test_a_public_request_is_open_to_each_company_that_sells(trade):
    rfq = trade.sent(visibility=Visibility.PUBLIC)
    workshop, other_buyer = trade.world.workshop(verified=False), trade.world.buyer()
    assert [c.id for c in queries.list_open_requests(workshop, on=trade.on).items] == [rfq]
    assert queries.list_open_requests(other_buyer, on=trade.on).items == ()
    assert queries.list_open_requests(trade.buyer, on=trade.on).items == ()
    with refusal("not_found"):
        trade.rfq(other_buyer, rfq)
    trade.quoted(rfq, workshop, "23")
    assert trade.rfq(workshop, rfq).invitations[0].state is InvitationState.ANSWERED
    commands.close_rfq(actor=trade.buyer, rfq_id=rfq, at=trade.at)
    assert queries.list_open_requests(workshop, on=trade.on).items == ()
    with refusal("not_found"):
        trade.rfq(trade.world.trader(), rfq)
    assert trade.rfq(workshop, rfq).state is RfqState.CLOSED


def test_a_supplier_declines_with_a_reason_and_may_change_its_mind(trade):
    rfq = trade.sent(trade.coop)
    commands.see_invitation(actor=trade.coop, rfq_id=rfq, at=trade.at)
    assert trade.rfq(trade.buyer, rfq).invitations[0].state is InvitationState.SEEN
    with refusal("required"):
        commands.decline_invitation(actor=trade.coop, rfq_id=rfq, reason=" ", at=trade.at)
    commands.decline_invitation(
        actor=trade.coop, rfq_id=rfq, reason="Harvest is sold", at=trade.at
    )
    told = trade.rfq(trade.buyer, rfq).invitations[0]
    assert (told.state, told.reason) == (InvitationState.DECLINED, "Harvest is sold")
    trade.quoted(rfq, trade.coop, "24.50")
    assert trade.rfq(trade.buyer, rfq).invitations[0].state is InvitationState.ANSWERED


def test_cancelling_refuses_what_was_quoted_and_says_why(trade):
    rfq = trade.sent()
    quote = trade.quoted(rfq, trade.coop, "24.50")
    with refusal("required"):
        commands.cancel_rfq(actor=trade.buyer, rfq_id=rfq, reason="", at=trade.at)
    commands.cancel_rfq(actor=trade.buyer, rfq_id=rfq, reason="Budget was cut", at=trade.at)
    lost = trade.quote(trade.coop, quote)
    assert (lost.state, lost.reason) == (QuoteState.REFUSED, "Budget was cut")
    with refusal("wrong_state"):
        commands.give_quote(
            actor=trade.maker,
            rfq_id=rfq,
            draft=terms(trade.rfq(trade.maker, rfq), "20"),
            at=trade.at,
        )


def test_a_lapsed_request_takes_no_answers_but_its_quotes_can_be_awarded(trade):
    rfq = trade.sent(needed_by=date(2026, 11, 24))
    quote = trade.quoted(rfq, trade.coop, "24.50")
    late = trade.at.replace(day=25)
    assert trade.rfq(trade.buyer, rfq, days=2).state is RfqState.LAPSED
    with refusal("wrong_state"):
        commands.give_quote(
            actor=trade.maker, rfq_id=rfq, draft=terms(trade.rfq(trade.maker, rfq), "20"), at=late
        )
    commands.award_quote(actor=trade.buyer, quote_id=quote, at=late)
    assert trade.rfq(trade.buyer, rfq, days=2).state is RfqState.AWARDED


def test_colleagues_may_what_their_role_allows(trade):
    rfq = trade.sent(trade.coop)
    viewer = trade.world.member(trade.buyer, Role.VIEWER)
    assert trade.rfq(viewer, rfq).actions == ()
    with refusal("not_allowed"):
        commands.close_rfq(actor=viewer, rfq_id=rfq, at=trade.at)
    reader = trade.world.member(trade.coop, Role.FINANCE)
    with refusal("not_allowed"):
        commands.give_quote(
            actor=reader, rfq_id=rfq, draft=terms(trade.rfq(reader, rfq), "20"), at=trade.at
        )


@pytest.mark.parametrize(
    "deed",
    [
        commands.send_rfq,
        commands.close_rfq,
        commands.reopen_rfq,
        lambda **given: commands.cancel_rfq(reason="mine now", **given),
        lambda **given: commands.invite_suppliers(suppliers=("com_x",), **given),
        lambda **given: commands.edit_rfq(draft=request(), **given),
    ],
)
def test_nobody_changes_another_companys_request(trade, deed):
    rfq = trade.sent(trade.coop)
    for stranger in (trade.world.buyer(), trade.coop, trade.maker):
        with refusal("not_found"):
            deed(actor=stranger, rfq_id=rfq, at=trade.at)
    assert trade.rfq(trade.buyer, rfq).state is RfqState.OPEN


def test_lists_page_by_cursor_newest_first(trade):
    made = [trade.sent(trade.coop) for _ in range(3)]
    first = queries.list_rfqs(trade.buyer, on=trade.on, size=2)
    rest = queries.list_rfqs(trade.buyer, on=trade.on, size=2, cursor=first.next)
    assert [card.id for card in (*first.items, *rest.items)] == made[::-1]
    assert rest.next is None
    open_only = queries.list_rfqs(trade.buyer, on=trade.on, states=(RfqState.CLOSED,))
    assert open_only.items == ()


def test_reading_costs_the_same_however_many_there_are(trade, django_assert_num_queries):
    big = tuple(replace(ARGAN, quantity=Quantity.of(n, "litre")) for n in range(1, 30))
    rfq = trade.sent(lines=big)
    for supplier in (trade.coop, trade.maker):
        trade.quoted(rfq, supplier, *["10"] * 29)
    with django_assert_num_queries(5):
        quotes = queries.list_quotes(trade.buyer, rfq, on=trade.on)
    assert [len(quote.latest.lines) for quote in quotes] == [29, 29]
