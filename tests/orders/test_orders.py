"""An order from its award on: frozen terms, and a history that both sides read."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.trade import refusal
from fondouk.companies.events import Role
from fondouk.orders import commands, queries
from fondouk.orders.domain import ORDERS, SIDES, moves, step
from fondouk.orders.events import OrderDeed, OrderState, Side


@given(st.lists(st.tuples(st.sampled_from(OrderDeed), st.sampled_from(Side))))
def test_an_order_moves_only_by_the_side_whose_move_it_is(deeds):
    state, path = OrderState.PLACED, [OrderState.PLACED]
    for deed, side in deeds:
        if deed in SIDES and deed in moves(state, side):
            state = step(state, deed, side)
            path.append(state)
    assert len(path) <= 2
    assert not ORDERS.deeds(OrderState.CONFIRMED)


def test_the_order_keeps_what_was_agreed(trade):
    order = queries.get_order(trade.buyer, trade.ordered())
    terms = order.terms
    assert order.state is OrderState.PLACED
    assert (terms.incoterm, terms.place, terms.currency) == ("FCA", "Agadir", "EUR")
    assert terms.total.amount == Decimal(10700)
    assert [line.name("en") for line in terms.lines] == [
        "Argan oil, cold pressed",
        "Saffron threads",
    ]
    assert (terms.destination.place, terms.needed_by) == ("Lyon", date(2027, 3, 1))
    assert terms.supplier.names == trade.names_of(trade.coop)
    assert order.number.startswith("F2611-")


def test_both_sides_see_state_and_history(trade):
    order = trade.ordered()
    assert queries.get_order(trade.coop, order).actions == ("confirm", "cancel")
    assert queries.get_order(trade.buyer, order).actions == ("cancel",)
    commands.confirm_order(actor=trade.coop, order_id=order, at=trade.at, expected_version=1)
    for actor in (trade.buyer, trade.coop):
        seen = queries.get_order(actor, order)
        assert seen.state is OrderState.CONFIRMED
        assert [(entry.deed, entry.by) for entry in seen.history] == [
            (OrderDeed.PLACE, Side.BUYER),
            (OrderDeed.CONFIRM, Side.SUPPLIER),
        ]
        assert seen.actions == ()


def test_either_side_steps_back_before_the_confirmation_with_a_reason(trade):
    for who in ("buyer", "coop"):
        order = trade.ordered()
        actor = getattr(trade, who)
        with refusal("required"):
            commands.cancel_order(actor=actor, order_id=order, reason=" ", at=trade.at)
        commands.cancel_order(actor=actor, order_id=order, reason="Frost", at=trade.at)
        seen = queries.get_order(trade.buyer, order)
        assert (seen.state, seen.history[-1].reason) == (OrderState.CANCELLED, "Frost")
        with refusal("wrong_state"):
            commands.confirm_order(actor=trade.coop, order_id=order, at=trade.at)


def test_after_the_confirmation_nobody_steps_back_alone(trade):
    order = trade.ordered()
    commands.confirm_order(actor=trade.coop, order_id=order, at=trade.at)
    for actor in (trade.buyer, trade.coop):
        with refusal("wrong_state"):
            commands.cancel_order(actor=actor, order_id=order, reason="No", at=trade.at)
    with refusal("wrong_state"):
        commands.confirm_order(actor=trade.coop, order_id=order, at=trade.at)


def test_only_the_supplier_confirms_and_only_a_role_that_sells(trade):
    order = trade.ordered()
    with refusal("not_your_move"):
        commands.confirm_order(actor=trade.buyer, order_id=order, at=trade.at)
    viewer = trade.world.member(trade.coop, Role.VIEWER)
    with refusal("not_allowed"):
        commands.confirm_order(actor=viewer, order_id=order, at=trade.at)
    assert queries.get_order(viewer, order).actions == ()


def test_nobody_else_sees_or_moves_an_order(trade):
    order = trade.ordered()
    for stranger in (trade.maker, trade.world.buyer()):
        with refusal("not_found"):
            queries.get_order(stranger, order)
        with refusal("not_found"):
            commands.confirm_order(actor=stranger, order_id=order, at=trade.at)
        with refusal("not_found"):
            commands.cancel_order(actor=stranger, order_id=order, reason="Mine", at=trade.at)
        assert queries.list_orders(stranger).items == ()


def test_orders_are_listed_by_side(trade):
    orders = [trade.ordered() for _ in range(3)]
    page = queries.list_orders(trade.buyer, size=2)
    rest = queries.list_orders(trade.buyer, size=2, cursor=page.next)
    assert [card.id for card in (*page.items, *rest.items)] == orders[::-1]
    assert queries.list_orders(trade.coop, side=Side.BUYER).items == ()
    assert len(queries.list_orders(trade.coop, side=Side.SUPPLIER).items) == 3
    assert queries.count_unconfirmed(trade.coop) == 3


def test_a_stale_move_is_refused(trade):
    order = trade.ordered()
    with refusal("stale_version"):
        commands.confirm_order(actor=trade.coop, order_id=order, at=trade.at, expected_version=7)


@pytest.mark.parametrize("deed", [OrderDeed.CONFIRM, OrderDeed.CANCEL])
def test_whoever_lists_moves_also_may_make_them(deed):
    for side in Side:
        listed = deed in moves(OrderState.PLACED, side)
        assert listed == (queries.deed_needed(side, deed) is not None)
