"""Search as a buyer meets it: what is found, narrowed, sorted, counted and explained."""

from datetime import timedelta
from decimal import Decimal

import pytest

from fondouk.catalogue import commands as catalogue
from fondouk.catalogue.events import PriceStep
from fondouk.companies import commands as companies
from fondouk.discovery.events import SearchRequest, SortBy
from fondouk.discovery.queries import index_state, list_hits, search_products, suggest
from fondouk.flows.subscriptions import mend_index
from fondouk.kernel.actor import Visitor
from fondouk.kernel.codes import Incoterm
from fondouk.kernel.money import Money
from fondouk.kernel.refused import Refused
from fondouk.kernel.texts import Texts

ANYBODY = Visitor()


def step(amount, currency="EUR", incoterm="FOB", least="1"):
    return PriceStep(
        min_quantity=Decimal(least),
        price=Money(Decimal(amount), currency),
        incoterm=Incoterm(incoterm),
        place="Agadir",
    )


@pytest.fixture
def stalls(world, rates, caught_up):
    """Five products of two suppliers, and search that knows them."""
    coop = world.cooperative(names=Texts.of({"en": "Tafraout cooperative"}))
    maker = world.manufacturer(names=Texts.of({"en": "Safi pottery"}), region="MA-07")
    named = {
        "saffron": (coop, {"en": "Saffron of Taliouine, 1 g", "fr": "Safran de Taliouine"}, "9"),
        "argan": (coop, {"en": "Argan oil, roasted", "fr": "Huile d'argan torréfié"}, "25"),
        "olive": (coop, {"en": "Olive oil, extra virgin", "es": "Aceite de oliva"}, "6"),
        "tagine": (maker, {"en": "Tagine pot, glazed", "ar": "طاجين مزجج"}, "14"),
        "bowl": (maker, {"en": "Blue bowl for oil", "fr": "Bol bleu"}, "3"),
    }
    ids = {}
    for key, (supplier, names, amount) in named.items():
        ids[key] = world.product(
            supplier,
            names=Texts.of(names),
            category="crafts.pottery" if supplier is maker else "food.stall",
            region="MA-07" if supplier is maker else "MA-09",
            moq=Decimal(5) if supplier is maker else Decimal(100),
            lead_time_days=30 if supplier is maker else 7,
            prices=(step(amount, incoterm="EXW" if supplier is maker else "FOB"),),
        )
    caught_up()
    return ids


def found(stalls, **given):
    page = search_products(ANYBODY, SearchRequest(**given))
    names = {value: key for key, value in stalls.items()}
    return [names[hit.id] for hit in page.hits]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("zafran", "saffron"),
        ("زعفران", "saffron"),
        ("azafrán", "saffron"),
        ("arganier", "argan"),
        ("أركان", "argan"),
        ("huile d'argane", "argan"),
        ("saffrom taliouine", "saffron"),
        ("aceites de oliva", "olive"),
        ("tajine", "tagine"),
        ("bowls", "bowl"),
        ("Safi pottery", "tagine"),
    ],
)
def test_words_of_any_language_spelling_and_script_find(stalls, words, first):
    assert first in found(stalls, words=words)[:2]


def test_the_thing_itself_comes_before_what_only_mentions_it(stalls):
    assert found(stalls, words="oil")[-1] == "bowl"
    assert found(stalls, words="argan oil") == ["argan"]


def test_choices_of_a_facet_are_alternatives_and_facets_combine(stalls):
    everything = set(stalls)
    assert set(found(stalls)) == everything
    assert set(found(stalls, regions=("MA-07", "MA-09"))) == everything
    assert set(found(stalls, regions=("MA-07",))) == {"tagine", "bowl"}
    assert set(found(stalls, supplier_kinds=("cooperative",), incoterms=("EXW",))) == set()
    assert set(found(stalls, categories=("crafts.pottery",), words="oil")) == {"bowl"}
    assert set(found(stalls, moq_max=Decimal(5))) == {"tagine", "bowl"}
    assert set(found(stalls, lead_time_days_max=7)) == {"saffron", "argan", "olive"}
    assert set(found(stalls, seasons=(3,))) == everything


def test_prices_are_bounded_in_the_buyers_currency(stalls):
    assert set(found(stalls, price_max=Decimal(9))) == {"saffron", "olive", "bowl"}
    assert set(found(stalls, price_min=Decimal(9), price_max=Decimal(14))) == {"saffron", "tagine"}
    in_dirhams = found(stalls, price_max=Decimal(100), currency="MAD")
    assert set(in_dirhams) == {"saffron", "olive", "bowl"}
    with pytest.raises(Refused, match="no_rate"):
        found(stalls, price_max=Decimal(1), currency="ZZZ")


def test_orders(stalls):
    assert found(stalls, sort=SortBy.PRICE) == ["bowl", "olive", "saffron", "tagine", "argan"]
    assert found(stalls, words="oil", sort=SortBy.PRICE) == ["bowl", "olive", "argan"]
    assert set(found(stalls, sort=SortBy.LEAD_TIME)[:3]) == {"saffron", "argan", "olive"}
    assert set(found(stalls, sort=SortBy.NEWEST)) == set(stalls)


def test_a_facets_counts_ignore_its_own_choice(stalls):
    request = SearchRequest(regions=("MA-07",), moq_max=Decimal(50), currency="MAD")
    page = search_products(ANYBODY, request)
    assert page.total == 2
    regions = {value.value: value.count for value in page.facets["region"]}
    assert regions == {"MA-07": 2}, "the other choices still count"
    assert [value.chosen for value in page.facets["region"]] == [True]
    steps = {(value.low, value.high): value.count for value in page.facets["moq"]}
    assert steps[(None, Decimal(10))] == 2
    assert sum(value.count for value in page.facets["price"]) == 2
    assert page.facets["price"][1].low == Decimal(10), "steps are round in the buyer's currency"
    wide = search_products(ANYBODY, SearchRequest(regions=("MA-07",)))
    assert {value.value for value in wide.facets["region"]} == {"MA-07", "MA-09"}
    assert wide.facets["category"][0].count == 2


def test_pages_follow_each_other_without_gap_or_repetition(stalls):
    seen, cursor = [], None
    while True:
        page = search_products(ANYBODY, SearchRequest(words="oil", size=2, cursor=cursor))
        assert page.total == 3
        seen += [hit.id for hit in page.hits]
        cursor = page.next
        if cursor is None:
            break
    whole = search_products(ANYBODY, SearchRequest(words="oil"))
    assert seen == [hit.id for hit in whole.hits]
    with pytest.raises(Refused, match="bad_cursor"):
        search_products(ANYBODY, SearchRequest(cursor="nonsense!"))


def test_a_hit_says_why_and_its_weights_add_up(stalls):
    hit = search_products(ANYBODY, SearchRequest(words="zafran")).hits[0]
    features = {one.feature for one in hit.why}
    assert "meaning" in features and "complete" in features
    assert sum(one.weight for one in hit.why) == pytest.approx(hit.score)
    assert hit.price_from.money == Money(Decimal("9.00"), "EUR")
    assert hit.price_from.about is None
    (in_dollars,) = search_products(ANYBODY, SearchRequest(words="zafran", currency="USD")).hits
    assert in_dollars.price_from.about.currency == "USD"
    assert in_dollars.price_from.rate_on is not None


def test_public_search_reads_no_row(stalls, django_assert_num_queries):
    requests = [
        SearchRequest(words="saffron", currency="USD"),
        SearchRequest(regions=("MA-09",)),
        SearchRequest(words="oil", sort=SortBy.PRICE, price_max=Decimal(20), currency="MAD"),
    ]
    for request in requests:
        search_products(ANYBODY, request)
    with django_assert_num_queries(0):
        for request in requests:
            search_products(ANYBODY, request)


def test_what_is_withdrawn_or_changed_is_so_in_search(world, stalls, caught_up, at):
    coop = world.cooperative()
    product = world.product(coop, names=Texts.of({"en": "Cedar honey"}))
    assert search_products(ANYBODY, SearchRequest(words="honey")).total == 0
    caught_up()
    assert search_products(ANYBODY, SearchRequest(words="honey")).total == 1
    assert set(list_hits(ANYBODY, [product, "absent"])) == {product}
    catalogue.unpublish_product(coop, product_id=product, at=at + timedelta(hours=1))
    caught_up()
    assert search_products(ANYBODY, SearchRequest(words="honey")).total == 0
    assert list_hits(ANYBODY, [product]) == {}


def test_a_suppliers_name_and_standing_reach_its_products(world, stalls, caught_up, at):
    coop = world.cooperative()
    product = world.product(coop, names=Texts.of({"en": "Cedar honey"}))
    caught_up()
    staff = world.staff()
    companies.suspend_company(actor=staff, company_id=coop.company_id, ground="A complaint", at=at)
    caught_up()
    assert list_hits(ANYBODY, [product]) == {}
    companies.verify_company(actor=staff, company_id=coop.company_id, ground="Settled", at=at)
    caught_up()
    assert list_hits(ANYBODY, [product])[product].supplier.state == "verified"


def test_new_since_a_moment(stalls, at):
    before = SearchRequest(published_after=at - timedelta(seconds=1))
    after = SearchRequest(published_after=at)
    assert search_products(ANYBODY, before, facets=False).total == len(stalls)
    assert search_products(ANYBODY, after, facets=False).total == 0


def test_an_index_that_is_missing_is_built(world, index, caught_up, at):
    product = world.product(world.cooperative())
    assert index_state() == (0, 0)
    mend_index(at=at)
    caught_up()
    generation, size = index_state()
    assert generation and size == 1
    assert set(list_hits(ANYBODY, [product])) == {product}


def test_suggestions_complete_words_and_lead_to_categories_and_products(stalls):
    made = suggest(ANYBODY, "saf", language="fr")
    assert [one.kind for one in made[:2]] == ["words", "words"]
    assert "Safran de Taliouine" in {one.text for one in made if one.kind == "product"}
    assert {one.id for one in made if one.kind == "category"} <= {"food.stall", "crafts.pottery"}
    assert suggest(ANYBODY, "  ") == ()
    assert suggest(ANYBODY, "qqqq") == ()
