"""Saved searches and followed suppliers belong to one person."""

from decimal import Decimal

import pytest

from fondouk.discovery import commands, queries
from fondouk.discovery.events import SearchRequest, SortBy
from fondouk.kernel.actor import Visitor
from fondouk.kernel.refused import Refused

REQUEST = SearchRequest(
    words="saffron",
    language="fr",
    regions=("MA-09",),
    price_max=Decimal("12.50"),
    currency="MAD",
    seasons=(10, 11),
    sort=SortBy.PRICE,
    cursor="abc",
)


@pytest.mark.both
def test_a_search_is_kept_renamed_replaced_and_forgotten(world, at):
    buyer, other = world.buyer(), world.buyer()
    saved = commands.save_search(actor=buyer, name="  Autumn  saffron ", request=REQUEST, at=at)
    (view,) = queries.list_saved_searches(buyer)
    assert (view.id, view.name, view.version) == (saved, "Autumn saffron", 1)
    assert view.request == SearchRequest(
        words="saffron",
        regions=("MA-09",),
        price_max=Decimal("12.50"),
        currency="MAD",
        seasons=(10, 11),
        sort=SortBy.PRICE,
    )
    again = commands.save_search(
        actor=buyer, name="Autumn saffron", request=SearchRequest(words="oil"), at=at
    )
    assert again == saved
    assert queries.get_saved_search(buyer, saved).request == SearchRequest(words="oil")
    commands.rename_search(actor=buyer, saved_id=saved, name="Oil", at=at)
    commands.notify_of_search(actor=buyer, saved_id=saved, wanted=True, at=at)
    commands.look_at_search(actor=buyer, saved_id=saved, at=at)
    kept = queries.get_saved_search(buyer, saved)
    assert (kept.name, kept.notify, kept.seen_at) == ("Oil", True, at)
    for deed in (commands.delete_search, commands.look_at_search):
        with pytest.raises(Refused, match="not_found"):
            deed(actor=other, saved_id=saved, at=at)
    with pytest.raises(Refused, match="not_found"):
        queries.get_saved_search(other, saved)
    commands.delete_search(actor=buyer, saved_id=saved, at=at)
    assert queries.list_saved_searches(buyer) == ()


def test_what_cannot_be_kept_is_refused(world, at):
    buyer = world.buyer()
    with pytest.raises(Refused, match="not_allowed"):
        commands.save_search(actor=Visitor(), name="x", request=REQUEST, at=at)
    with pytest.raises(Refused, match="name_missing"):
        commands.save_search(actor=buyer, name="  ", request=REQUEST, at=at)
    first = commands.save_search(actor=buyer, name="one", request=REQUEST, at=at)
    commands.save_search(actor=buyer, name="two", request=REQUEST, at=at)
    with pytest.raises(Refused, match="name_taken"):
        commands.rename_search(actor=buyer, saved_id=first, name="two", at=at)


@pytest.mark.both
def test_suppliers_are_followed_once_and_left(world, at):
    buyer, coop = world.buyer(), world.cooperative()
    for _ in range(2):
        commands.follow_supplier(actor=buyer, company_id=coop.company_id, at=at)
    assert queries.list_followed(buyer) == ((coop.company_id, at),)
    assert queries.follows(buyer, coop.company_id)
    assert not queries.follows(coop, coop.company_id)
    with pytest.raises(Refused, match="not_found"):
        commands.follow_supplier(actor=coop, company_id=buyer.company_id, at=at)
    commands.unfollow_supplier(actor=buyer, company_id=coop.company_id, at=at)
    commands.unfollow_supplier(actor=buyer, company_id=coop.company_id, at=at)
    assert queries.list_followed(buyer) == ()
    assert queries.list_saved_searches(Visitor()) == ()
