"""The demonstration's catalogue loads whole, once, and quickly."""

import time

import pytest

from fakes.world import HUB
from fondouk.catalogue import commands, queries
from fondouk.companies.events import CompanyKind
from fondouk.evidence.queries import list_certificates
from fondouk.flows.open_catalogue import load_demo_catalogue
from fondouk.kernel.actor import Visitor

pytestmark = [pytest.mark.django_db, pytest.mark.both]
SLUGS = ("coop-tagant-souss-demo", "union-tisseuses-atlas-demo")


@pytest.fixture
def coops(world):
    return [world.company(CompanyKind.COOPERATIVE, slug=slug) for slug in SLUGS]


def test_companies_that_are_there_get_their_products_once(coops, at):
    started = time.perf_counter()
    new = load_demo_catalogue(at=at)
    assert time.perf_counter() - started < 10
    assert new > 5
    assert load_demo_catalogue(at=at) == 0
    ids = [one for chunk in queries.iter_published_ids() for one in chunk]
    assert len(ids) == new
    listings = queries.list_listings(Visitor(), ids)
    assert {listing.supplier_id for listing in listings.values()} == {
        coop.company_id for coop in coops
    }
    for listing in listings.values():
        assert {part for part in listing.missing if part != "picture"} == set()
    assert any(listing.unreviewed for listing in listings.values())
    held = list_certificates(Visitor(), [coop.company_id for coop in coops])
    assert all(held.values())


def test_the_tree_is_whole(db, at):
    load_demo_catalogue(at=at)
    tree = queries.get_category_tree(HUB)
    assert len(tree) > 100
    assert queries.find_category(HUB, "Food > Oils > Argan oil") is not None


def test_pictures_are_drawn_for_products_without(coops, at):
    load_demo_catalogue(at=at)
    some = next(queries.iter_published_ids())[:2]
    assert commands.draw_pictures(HUB, product_ids=some, at=at) == 2
    assert commands.draw_pictures(HUB, product_ids=some, at=at) == 0
    widths = [width for width, _ in queries.get_listing(Visitor(), some[0]).pictures[0].renditions]
    assert widths == [160, 320, 640]
