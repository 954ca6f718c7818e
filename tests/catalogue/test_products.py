"""Products: who sees what, what saving changes, and how many at once stay hidden till released."""

from dataclasses import replace
from decimal import Decimal

import pytest

from fakes.world import HUB
from fondouk.catalogue import commands, queries
from fondouk.catalogue.events import PRODUCTS_CHANGED, PriceStep, ProductState, SaveResult
from fondouk.companies.commands import suspend_company
from fondouk.kernel.actor import Visitor
from fondouk.kernel.codes import HSCode, Incoterm
from fondouk.kernel.money import Money
from fondouk.kernel.quantity import Unit
from fondouk.kernel.refused import Refused
from fondouk.kernel.texts import Texts
from fondouk.plumbing.models import OutboxEvent

pytestmark = [pytest.mark.django_db, pytest.mark.both]
ANYBODY = Visitor()


def codes(refused) -> set[str]:
    return {one.code for one in refused.value}


def changes_announced() -> int:
    return OutboxEvent.objects.filter(kind=PRODUCTS_CHANGED).count()


def step(least: str, amount: str, currency: str = "EUR") -> PriceStep:
    return PriceStep(
        min_quantity=Decimal(least),
        price=Money(Decimal(amount), currency),
        incoterm=Incoterm.FOB,
        place="Agadir",
    )


def test_what_is_saved_comes_back_exactly(world, at):
    coop = world.cooperative()
    draft = world.product_draft(
        hs_code=HSCode("151590"),
        moq=Decimal("12.5"),
        prices=(step("1", "28.123456"), step("2.5", "20")),
        attributes=(("acidity", Decimal("0.80")), ("note", "cold"), ("organic", True)),
        sample_price=Money(Decimal("15.00"), "USD"),
    )
    product = commands.save_product(coop, company_id=coop.company_id, draft=draft, at=at)
    assert queries.get_listing(coop, product).draft == draft


def test_saving_the_same_again_changes_nothing(world, at):
    coop = world.cooperative()
    draft = world.product_draft()
    product = commands.save_product(coop, company_id=coop.company_id, draft=draft, at=at)
    before = queries.get_listing(coop, product)
    told = changes_announced()
    commands.save_product(
        coop, company_id=coop.company_id, draft=before.draft, product_id=product, at=at
    )
    assert queries.get_listing(coop, product) == before
    assert changes_announced() == told


def test_a_draft_is_there_for_its_company_and_the_desk_alone(world):
    coop, rival, desk = world.cooperative(), world.trader(), world.staff()
    product = world.product(coop, publish=False)
    assert queries.get_listing(coop, product)
    assert queries.get_listing(desk, product)
    for other in (rival, ANYBODY, world.buyer()):
        with pytest.raises(Refused, match="not_found"):
            queries.get_listing(other, product)
        with pytest.raises(Refused, match="not_found"):
            queries.get_listing(other, "prd_absent")
        assert queries.list_products(other, coop.company_id).items == ()


def test_another_company_can_neither_save_nor_publish(world, at):
    coop, rival = world.cooperative(), world.trader()
    product = world.product(coop, publish=False)
    draft = queries.get_listing(coop, product).draft
    for company in (coop.company_id, rival.company_id):
        with pytest.raises(Refused, match="not_found"):
            commands.save_product(
                rival, company_id=company, draft=draft, product_id=product, at=at
            )
    with pytest.raises(Refused, match="not_found"):
        commands.publish_product(rival, product_id=product, at=at)
    with pytest.raises(Refused, match="not_allowed"):
        viewer = world.member(coop, "viewer")
        commands.publish_product(viewer, product_id=product, at=at)


def test_publication_needs_a_unit_and_a_price_and_shows_the_rest_as_missing(world, at):
    coop = world.cooperative()
    product = world.product(coop, publish=False, unit=None, moq=None, prices=())
    with pytest.raises(Refused) as refused:
        commands.publish_product(coop, product_id=product, at=at)
    assert codes(refused) == {"publication_needs_unit", "publication_needs_price"}
    draft = queries.get_listing(coop, product).draft
    mended = replace(draft, unit=Unit.LITRE, price_on_request=True)
    commands.save_product(
        coop, company_id=coop.company_id, draft=mended, product_id=product, at=at
    )
    commands.publish_product(coop, product_id=product, at=at)
    listing = queries.get_listing(ANYBODY, product)
    assert {"hs_code", "packing", "picture", "name_ar", "description_es"} <= set(listing.missing)
    assert not {"unit", "price", "origin", "name_en"} & set(listing.missing)


def test_a_published_product_keeps_what_publication_needs(world, at):
    coop = world.cooperative()
    product = world.product(coop)
    bare = replace(queries.get_listing(coop, product).draft, prices=())
    with pytest.raises(Refused, match="publication_needs_price"):
        commands.save_product(
            coop, company_id=coop.company_id, draft=bare, product_id=product, at=at
        )


@pytest.mark.parametrize(
    ("steps", "code"),
    [
        ([step("1", "9"), step("10", "8", "USD")], "mixed_currencies"),
        ([step("10", "9"), step("5", "8")], "ladder_not_ascending"),
        ([step("10", "9"), step("10", "8")], "ladder_not_ascending"),
        ([step("1", "-9")], "not_positive"),
        ([step("0", "9")], "not_positive"),
        ([step("1", "0.0000001")], "too_precise"),
    ],
)
def test_a_ladder_that_cannot_be_is_refused(world, at, steps, code):
    coop = world.cooperative()
    draft = world.product_draft(prices=tuple(steps))
    with pytest.raises(Refused) as refused:
        commands.save_product(coop, company_id=coop.company_id, draft=draft, at=at)
    assert codes(refused) == {code}


def test_a_stale_save_and_a_taken_number_are_refused(world, at):
    coop = world.cooperative()
    product = world.product(coop, publish=False)
    draft = queries.get_listing(coop, product).draft
    with pytest.raises(Refused, match="stale_version"):
        commands.save_product(
            coop,
            company_id=coop.company_id,
            draft=draft,
            product_id=product,
            expected_version=7,
            at=at,
        )
    with pytest.raises(Refused, match="sku_taken"):
        commands.save_product(
            coop, company_id=coop.company_id, draft=replace(draft, brand="Other"), at=at
        )


def test_the_desk_suspends_with_a_reason_and_lifts(world, at):
    coop, desk = world.cooperative(), world.staff()
    product = world.product(coop)
    with pytest.raises(Refused, match="reason_required"):
        commands.suspend_listing(desk, product_id=product, reason=" ", at=at)
    with pytest.raises(Refused, match="not_allowed"):
        commands.suspend_listing(coop, product_id=product, reason="mine", at=at)
    commands.suspend_listing(desk, product_id=product, reason="The label is not shown", at=at)
    assert queries.find_listing(ANYBODY, product) is None
    assert queries.get_listing(coop, product).suspension_reason == "The label is not shown"
    with pytest.raises(Refused, match="wrong_product_state"):
        commands.publish_product(coop, product_id=product, at=at)
    commands.lift_suspension(desk, product_id=product, at=at)
    assert queries.find_listing(ANYBODY, product)


def test_other_languages_wait_for_review_until_somebody_has_read_them(world, at):
    coop = world.cooperative()
    product = world.product(coop)
    assert queries.get_listing(coop, product).unreviewed == ("fr",)
    commands.mark_translation_reviewed(world.staff(), product_id=product, language="fr", at=at)
    assert queries.get_listing(coop, product).unreviewed == ()
    draft = queries.get_listing(coop, product).draft
    changed = replace(draft, names=Texts.of({"en": "Argan oil", "fr": "Autre nom"}))
    commands.save_product(
        coop, company_id=coop.company_id, draft=changed, product_id=product, at=at
    )
    assert queries.get_listing(coop, product).unreviewed == ("fr",)


def test_history_names_each_deed(world, at):
    coop, rival = world.cooperative(), world.trader()
    product = world.product(coop)
    deeds = [row.deed for row in queries.list_history(coop, product)]
    assert sorted(deeds) == ["product_created", "product_published"]
    with pytest.raises(Refused, match="not_found"):
        queries.list_history(rival, product)


def test_a_company_finds_its_products_by_state_and_words(world):
    coop = world.cooperative()
    world.product(coop, names=Texts.of({"ar": "زعفران تالوين"}))
    world.product(coop, publish=False, names=Texts.of({"en": "Rose water"}))
    found = queries.list_products(coop, coop.company_id, words="زعفران")
    assert [one.draft.names.get("ar") for one in found.items] == ["زعفران تالوين"]
    drafts = queries.list_products(coop, coop.company_id, state=ProductState.DRAFT)
    assert [one.draft.names.get("en") for one in drafts.items] == ["Rose water"]
    first = queries.list_products(coop, coop.company_id, size=1)
    second = queries.list_products(coop, coop.company_id, size=1, cursor=first.next)
    assert first.items[0].id != second.items[0].id
    assert second.next is None


def test_listings_in_bulk_cost_the_same_number_of_queries(world, django_assert_num_queries):
    coop = world.cooperative()
    ids = [world.product(coop) for _ in range(5)]
    with django_assert_num_queries(5):
        assert list(queries.list_listings(ANYBODY, ids)) == ids
    assert [one for chunk in queries.iter_published_ids(size=2) for one in chunk] == sorted(ids)


class TestManyAtOnce:
    def save(self, coop, drafts, at, **given):
        return commands.save_products(
            coop, company_id=coop.company_id, drafts=drafts, at=at, **given
        )

    def test_each_draft_has_its_answer(self, world, at):
        coop = world.cooperative()
        good, bad = world.product_draft(), world.product_draft(prices=(step("1", "-1"),))
        lost = world.product_draft()
        lost = replace(lost, category="no.such")
        outcomes = self.save(coop, [good, bad, lost, good], at)
        assert [one.result for one in outcomes] == [
            SaveResult.CREATED,
            SaveResult.REFUSED,
            SaveResult.REFUSED,
            SaveResult.REFUSED,
        ]
        told = [[no.code for no in one.refused] for one in outcomes]
        assert told == [[], ["not_positive"], ["unknown_category"], ["sku_twice_in_one_call"]]
        again = self.save(coop, [good], at)
        assert [one.result for one in again] == [SaveResult.UNCHANGED]
        changed = self.save(coop, [replace(good, brand="New")], at)
        assert [one.result for one in changed] == [SaveResult.UPDATED]
        listing = queries.get_listing(coop, outcomes[0].product_id)
        assert listing.draft == replace(good, brand="New")
        assert listing.version == 2

    def test_nothing_shows_before_the_release(self, world, at):
        coop = world.cooperative()
        old = world.product(coop)
        before = queries.get_listing(ANYBODY, old)
        changed = replace(before.draft, brand="Changed", prices=(step("5", "11"),))
        fresh = world.product_draft()
        told = changes_announced()
        for _ in range(2):
            outcomes = self.save(
                coop,
                [changed, fresh],
                at,
                import_id="imp_1",
                publish_skus={changed.sku, fresh.sku},
            )
        new = outcomes[1].product_id
        assert changes_announced() == told
        assert queries.get_listing(ANYBODY, old).draft == before.draft
        assert queries.get_listing(coop, old).draft == changed
        assert queries.find_listing(ANYBODY, new) is None
        assert [old] == [one for chunk in queries.iter_published_ids() for one in chunk]
        assert commands.release_import(coop, import_id="imp_1", at=at) == 2
        assert commands.release_import(coop, import_id="imp_1", at=at) == 0
        assert queries.get_listing(ANYBODY, old).draft == changed
        assert queries.find_listing(ANYBODY, new).state is ProductState.PUBLISHED
        assert changes_announced() == told + 1

    def test_publication_is_told_and_what_stops_it_too(self, world, at):
        coop = world.cooperative()
        whole, bare = world.product_draft(), world.product_draft(unit=None, moq=None)
        outcomes = self.save(coop, [whole, bare], at, publish_skus={whole.sku, bare.sku})
        assert [one.published for one in outcomes] == [True, False]
        assert [one.result for one in outcomes] == [SaveResult.CREATED] * 2
        assert [no.code for no in outcomes[1].refused] == ["publication_needs_unit"]
        again = self.save(coop, [whole], at, publish_skus={whole.sku})
        assert [one.published for one in again] == [False]

    def test_the_hub_may_import_for_a_company_and_a_rival_may_not(self, world, at):
        coop, rival = world.cooperative(), world.trader()
        draft = world.product_draft()
        commands.save_products(HUB, company_id=coop.company_id, drafts=[draft], at=at)
        with pytest.raises(Refused, match="not_found"):
            commands.save_products(rival, company_id=coop.company_id, drafts=[draft], at=at)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_once_one_is_told(world, at):
    """Both opened version 1; the second to arrive finds version 2."""
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connection

    coop = world.cooperative()
    product = world.product(coop, publish=False)
    draft = queries.get_listing(coop, product).draft

    def save(brand: str) -> str:
        try:
            commands.save_product(
                coop,
                company_id=coop.company_id,
                draft=replace(draft, brand=brand),
                product_id=product,
                expected_version=1,
                at=at,
            )
        except Refused as refused:
            return refused.code
        finally:
            connection.close()
        return brand

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(save, ["First", "Second"]))
    assert "stale_version" in answers
    winner = next(answer for answer in answers if answer != "stale_version")
    assert queries.get_listing(coop, product).draft.brand == winner


def test_a_suspended_companys_listings_are_seen_by_it_and_the_desk_alone(
    world, at, django_assert_num_queries
):
    coop, other = world.cooperative(), world.cooperative()
    product, kept = world.product(coop), world.product(other)
    suspend_company(actor=HUB, company_id=coop.company_id, ground="Forged", at=at)
    for stranger in (ANYBODY, other):
        assert queries.find_listing(stranger, product) is None
        assert list(queries.list_listings(stranger, [product, kept])) == [kept]
        assert queries.list_products(stranger, coop.company_id).items == ()
    own = world.actor(coop.person, coop.company_id)
    for insider in (own, world.staff()):
        assert queries.get_listing(insider, product).id == product
        assert list(queries.list_listings(insider, [product])) == [product]
    with django_assert_num_queries(5):
        assert queries.find_listing(ANYBODY, kept).id == kept
