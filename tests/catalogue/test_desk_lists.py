"""The desk's view of all products: by words, state, supplier and language nobody reviewed."""

import pytest

from fondouk.catalogue import commands, queries
from fondouk.catalogue.events import ProductState
from fondouk.catalogue.queries import DeskQuestion
from fondouk.kernel.actor import Deed
from fondouk.kernel.codes import Language
from fondouk.kernel.refused import Refused
from fondouk.kernel.texts import Texts


@pytest.fixture
def desk(world):
    return world.staff(Deed.DESK_MODERATE)


def listed(actor, **parts):
    return [one.id for one in queries.list_all_products(actor, DeskQuestion(**parts)).items]


@pytest.mark.both
@pytest.mark.django_db
def test_products_of_all_suppliers_narrowed_by_each_part(world, desk, at):
    one, two = world.cooperative(), world.manufacturer()
    oil = world.product(one, sku="OIL-1", names=Texts.of({"en": "Argan oil", "ar": "زيت أركان"}))
    draft = world.product(one, publish=False, names=Texts.of({"fr": "Savon noir"}))
    tile = world.product(two, sku="TILE-9", names=Texts.of({"en": "Zellige", "es": "Azulejo"}))
    commands.suspend_listing(desk, product_id=tile, reason="Pictures of another firm", at=at)
    assert listed(desk) == [tile, draft, oil]
    assert listed(desk, state=ProductState.SUSPENDED) == [tile]
    assert listed(desk, words="tile-9") == listed(desk, words="azulejo") == [tile]
    assert listed(desk, words="argan أركان") == [oil]
    assert listed(desk, companies=(one.company_id,)) == [draft, oil]
    assert listed(desk, companies=()) == []
    assert listed(desk, unreviewed=Language.AR) == [oil]
    assert listed(desk, unreviewed=Language.ES) == [tile]
    assert listed(desk, unreviewed=Language.FR) == []
    page = queries.list_all_products(desk, DeskQuestion(), size=2)
    rest = queries.list_all_products(desk, DeskQuestion(), size=2, cursor=page.next)
    assert [row.id for row in (*page.items, *rest.items)] == [tile, draft, oil]


@pytest.mark.both
@pytest.mark.django_db
def test_counts_are_those_of_the_lists(world, desk, at):
    one = world.cooperative()
    for names in ({"en": "A", "ar": "أ"}, {"en": "B", "fr": "B", "ar": "ب"}, {"fr": "C"}):
        world.product(one, names=Texts.of(names))
    world.product(one, publish=False, names=Texts.of({"en": "D", "ar": "د"}))
    counted = queries.count_unreviewed(desk)
    assert counted == {Language.EN: 0, Language.FR: 1, Language.AR: 2, Language.ES: 0}
    assert queries.count_unreviewed(desk, None)[Language.AR] == 3
    published = {"state": ProductState.PUBLISHED, "unreviewed": Language.AR}
    assert len(listed(desk, **published)) == 2
    assert queries.count_all_by_state(desk) == {ProductState.PUBLISHED: 3, ProductState.DRAFT: 1}
    assert queries.count_of_companies(desk, [one.company_id]) == {one.company_id: 3}
    everything = world.staff()
    oils = queries.find_category(everything, "food.oils")
    assert queries.count_by_category(everything) == {oils.id: 4}
    assert queries.count_failed_imports(everything) == 0
    assert queries.list_failed_imports(everything).items == ()


@pytest.mark.django_db
def test_each_question_needs_its_own_deed(world):
    supplier, verifier = world.cooperative(), world.staff(Deed.DESK_VERIFY)
    for actor in (supplier, verifier):
        for asked in (
            lambda actor=actor: queries.list_all_products(actor, DeskQuestion()),
            lambda actor=actor: queries.count_all_by_state(actor),
            lambda actor=actor: queries.count_unreviewed(actor),
            lambda actor=actor: queries.count_by_category(actor),
            lambda actor=actor: queries.list_failed_imports(actor),
            lambda actor=actor: queries.count_failed_imports(actor),
        ):
            with pytest.raises(Refused, match="not_allowed"):
                asked()
    with pytest.raises(Refused, match="not_allowed"):
        queries.count_of_companies(supplier, [supplier.company_id])
