"""The demonstration shows a trade at each of its stations."""

import pytest

from fondouk.companies.queries import actor_for_session, find_demonstration_person
from fondouk.flows.open_catalogue import load_demo_catalogue
from fondouk.flows.open_demo import load_demo_companies
from fondouk.flows.open_trades import load_demo_trades
from fondouk.notices.queries import list_threads
from fondouk.orders.queries import list_orders
from fondouk.sourcing.queries import list_incoming, list_open_requests, list_rfqs


@pytest.mark.django_db
def test_each_side_finds_something_to_do(at):
    assert load_demo_trades(at=at) == 0
    load_demo_companies(at=at)
    load_demo_catalogue(at=at)
    assert load_demo_trades(at=at) == 3
    assert load_demo_trades(at=at) == 0
    buyer, coop, maker = (
        actor_for_session(person_id=find_demonstration_person(role), company_id=None)
        for role in ("buyer", "cooperative", "manufacturer")
    )
    states = [card.state.value for card in list_rfqs(buyer, on=at.date()).items]
    assert states == ["open", "open", "awarded"]
    assert len(list_incoming(coop, on=at.date()).items) == 2
    assert len(list_incoming(maker, on=at.date()).items) == 1
    assert len(list_open_requests(maker, on=at.date()).items) == 1
    assert [card.state.value for card in list_orders(coop).items] == ["placed"]
    assert len(list_threads(buyer).items) == 1
