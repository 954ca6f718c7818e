"""The public pages, as a visitor's browser meets them."""

import re
from decimal import Decimal

import pytest

from fondouk.answers import category_tree
from fondouk.catalogue.events import PriceStep
from fondouk.companies import commands as companies
from fondouk.companies.events import CompanyState
from fondouk.kernel.codes import Incoterm
from fondouk.kernel.money import Money
from fondouk.kernel.quantity import Unit
from fondouk.kernel.texts import Texts
from fondouk.reference import queries as reference

LANGUAGES = ("en", "fr", "ar", "es")
ATTACK = '"><script>alert(1)</script>'


@pytest.fixture(autouse=True)
def _nothing_remembered(db, index):
    category_tree.forget()
    reference.forget()


@pytest.fixture
def argan(world, caught_up):
    """A published product of a verified cooperative: (supplier, product id)."""
    supplier = world.cooperative(slug="argan-coop")
    product = world.product(supplier)
    caught_up()
    return supplier, product


def page(client, address, language="en", status=200):
    answer = client.get(address, headers={"accept-language": language})
    assert answer.status_code == status, answer.content[:500]
    return answer.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_stands_in_each_language(client, argan, language):
    _, product = argan
    pages = [
        "/",
        f"/p/{product}",
        "/s/argan-coop",
        "/about",
        "/privacy",
        "/search",
        "/c/food.oils",
    ]
    for address in [*pages, "/search?q=argan", f"/compare?product={product}", "/compare"]:
        html = page(client, address, language)
        assert f'lang="{language}"' in html
        assert ('dir="rtl"' in html) == (language == "ar")


def test_a_product_says_its_terms(client, argan):
    html = page(client, f"/p/{argan[1]}")
    for text in ("Argan oil", "25.90", "FCA", "Agadir", "14 days", "Verified"):
        assert text in html
    assert re.search(rf'rel="canonical" href="http://testserver/p/{argan[1]}/argan-oil', html)


def test_a_name_in_another_language_is_marked(client, argan):
    html = page(client, f"/p/{argan[1]}", "es")
    assert '<span lang="en" dir="ltr">Argan oil' in html


def test_the_readable_end_of_an_address_is_not_looked_at(client, argan):
    page(client, f"/p/{argan[1]}/anything-at-all")


def test_drafts_and_unknown_things_are_not_there(client, world, argan):
    draft = world.product(argan[0], publish=False)
    for address in (f"/p/{draft}", "/p/prd_none", "/p/none", "/s/nobody"):
        page(client, address, status=404)


def test_the_maker_sees_its_own_draft_with_a_word_of_warning(client, world, argan):
    draft = world.product(argan[0], publish=False)
    world.sign_in(client, argan[0])
    assert "is a draft" in page(client, f"/p/{draft}")


def test_a_suspended_company_is_closed_with_its_products(client, world, argan):
    companies.suspend_company(
        actor=world.staff(), company_id=argan[0].company_id, ground="Under review", at=world.at
    )
    page(client, "/s/argan-coop", status=404)
    page(client, f"/p/{argan[1]}", status=404)


def test_a_buyer_has_no_supplier_page(client, world):
    world.buyer(slug="a-buyer")
    page(client, "/s/a-buyer", status=404)


def test_what_people_write_is_shown_and_never_run(client, world):
    supplier = world.cooperative(
        slug="sharp", names=Texts.of({"en": ATTACK}), about=Texts.of({"fr": ATTACK})
    )
    product = world.product(
        supplier, names=Texts.of({"en": ATTACK}), descriptions=Texts.of({"ar": ATTACK})
    )
    for address in (f"/p/{product}", "/s/sharp"):
        for language in LANGUAGES:
            assert "<script>alert" not in page(client, address, language)


def test_a_suppliers_products_come_page_by_page(client, world):
    supplier = world.cooperative(slug="many")
    products = {world.product(supplier) for _ in range(30)}
    first = page(client, "/s/many")
    after = re.search(r'rel="next" href="([^"]+)"', first).group(1).replace("&amp;", "&")
    second = page(client, f"/s/many{after}")
    assert set(re.findall(r"prd_[a-z0-9]{26}", first + second)) == products
    page(client, "/s/many?cursor=nonsense", status=422)


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/", 0),
        ("/search?q=argan", 0),
        ("/c/food.oils?region=MA-09&sort=price", 0),
        ("/p/{product}", 8),
        ("/s/argan-coop", 9),
        ("/compare?product={product}", 6),
    ],
)
def test_a_page_costs_a_fixed_number_of_queries(
    client, world, argan, caught_up, address, queries, django_assert_num_queries
):
    address = address.format(product=argan[1])
    page(client, address)
    for _ in range(6):
        world.product(argan[0])
    caught_up()
    page(client, address)
    with django_assert_num_queries(queries):
        page(client, address)


def test_the_currency_is_kept_in_a_cookie(client, argan):
    answer = client.post("/currency", {"currency": "MAD", "next": "/about"})
    assert (answer.status_code, answer["Location"]) == (302, "/about")
    assert client.cookies["currency"].value == "MAD"
    away = client.post("/currency", {"currency": "XYZ", "next": "https://elsewhere.example/"})
    assert away["Location"] == "/"
    assert client.cookies["currency"].value == "MAD"


def test_robots_find_every_product(client, argan):
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode()
    index = b"".join(client.get("/sitemap.xml").streaming_content).decode()
    part = re.search(r"<loc>http://testserver(/sitemap/[^<]+)</loc>", index).group(1)
    listed = b"".join(client.get(part).streaming_content).decode()
    assert f"<loc>http://testserver/p/{argan[1]}</loc>" in listed


def test_the_front_page_of_an_empty_hub_teaches_what_to_do_first(client):
    html = page(client, "/")
    assert "fondouk user" in html
    assert "Newest products" not in html


def test_the_front_page_counts_truly(client, world, caught_up):
    supplier = world.cooperative()
    world.category("food", names=Texts.of({"en": "Food"}))
    world.category("food.oils", names=Texts.of({"en": "Oils"}), parent="food")
    for _ in range(3):
        world.product(supplier)
    world.product(supplier, publish=False)
    caught_up()
    html = page(client, "/")
    for text in ("3 products", "2 categories", "from 1 region", 'href="/c/food"'):
        assert text in html


def test_search_narrows_by_facets_and_takes_them_away_again(client, world, caught_up):
    near, far = world.cooperative(), world.manufacturer()
    world.product(near)
    world.product(far, region="MA-03", certificates=("organic_eu",))
    caught_up()
    both = page(client, "/search?q=argan+oil")
    assert "2 products" in both
    assert 'href="?q=argan+oil&amp;region=MA-03"' in both
    one = page(client, "/search?q=argan+oil&region=MA-03&certificate=organic_eu")
    assert "1 product<" in one
    assert 'class="chip" href="?q=argan+oil&amp;certificate=organic_eu"' in one
    none = page(client, "/search?q=argan&price_max=0.01")
    assert "No product answers this" in none


def test_a_hit_says_why_it_stands_there(client, argan):
    html = page(client, "/search?q=argan")
    assert "Why this rank" in html
    assert "“argan” in the name" in html


def test_a_figure_that_is_none_is_told_and_left_out(client, argan):
    html = page(client, "/search?price_max=cheap")
    assert "“cheap” is not a number" in html
    assert "Argan oil" in html


def test_search_comes_page_by_page(client, world, caught_up):
    supplier = world.cooperative()
    products = {world.product(supplier) for _ in range(30)}
    caught_up()
    first = page(client, "/search?region=MA-09")
    after = re.search(r'rel="next" href="([^"]+)"', first).group(1).replace("&amp;", "&")
    second = page(client, f"/search{after}")
    assert set(re.findall(r"prd_[a-z0-9]{26}", first + second)) == products
    page(client, "/search?cursor=nonsense", status=422)


def test_a_category_shows_what_lies_below_it(client, world, caught_up):
    supplier = world.cooperative()
    world.category("food", names=Texts.of({"en": "Food"}))
    world.category("food.oils", names=Texts.of({"en": "Oils"}), parent="food")
    world.product(supplier)
    caught_up()
    html = page(client, "/c/food")
    assert "<h1>Food</h1>" in html
    assert 'href="/c/food.oils"' in html
    page(client, "/c/unknown", status=404)
    assert client.get("/search?category=food")["Location"] == "/c/food"


def test_converted_prices_say_about_and_the_day_of_the_rate(client, argan, rates, caught_up):
    caught_up()
    client.cookies["currency"] = "MAD"
    for address in ("/search?q=argan", f"/p/{argan[1]}"):
        html = page(client, address)
        assert re.search(r"about [\d,.]+\sMAD", html)
        assert re.search(r"rates? of \d+ \w+ 202\d", html)


def test_suggestions_have_the_shape_that_the_box_expects(client, argan):
    found = client.get("/search/suggest?q=arg").json()["suggestions"]
    assert {"text": "argan"} in found
    kinds = {one.get("kind") for one in found}
    assert {"product", "category"} <= kinds
    assert all(one["href"].startswith(("/p/", "/c/")) for one in found if "kind" in one)
    assert client.get("/search/suggest?q=a").json() == {"suggestions": []}


def test_comparison_marks_what_differs_and_puts_prices_on_one_measure(client, world, caught_up):
    supplier = world.cooperative()
    by_litre = world.product(supplier, names=Texts.of({"en": "By the litre"}))
    by_ml = world.product(
        supplier,
        names=Texts.of({"en": "By the millilitre"}),
        unit=Unit.ML,
        moq=Decimal(1000),
        prices=(
            PriceStep(
                min_quantity=Decimal(1000),
                price=Money(Decimal("0.03"), "EUR"),
                incoterm=Incoterm.EXW,
                place="Agadir",
            ),
        ),
    )
    draft = world.product(supplier, publish=False)
    html = page(client, f"/compare?product={by_litre}&product={by_ml}&product={draft}")
    assert "By the litre" in html and "By the millilitre" in html
    assert f"/p/{draft}" not in html
    assert re.search(r"25\.90\sEUR</bdi> / l", html)
    assert re.search(r"30\.00\sEUR</bdi> / l", html)
    same = html.split("Origin")[0].rsplit("<tr", 1)[1]
    price = html.split("Lowest price")[0].rsplit("<tr", 1)[1]
    assert "differs" in price and "differs" not in same


def test_a_buyer_follows_a_supplier_and_no_longer(client, world, argan):
    supplier, _ = argan
    assert "/account/sign-in?next=" in page(client, "/s/argan-coop")
    buyer = world.buyer()
    world.sign_in(client, buyer)
    client.post(f"/following/{supplier.company_id}", {"follow": "1"})
    html = page(client, "/following")
    assert "/s/argan-coop" in html and "Argan oil" in html
    assert "Following" in page(client, "/s/argan-coop")
    client.post(f"/following/{supplier.company_id}", {"follow": "0"})
    assert "You follow nobody yet" in page(client, "/following")


def test_a_search_is_saved_renamed_looked_at_and_forgotten(client, world, argan, caught_up):
    world.sign_in(client, world.buyer())
    given = {"name": "Oils", "query": "q=argan&region=MA-09&price_max=30&currency=EUR"}
    client.post("/searches/save", given)
    html = page(client, "/searches")
    assert "/search?q=argan&amp;region=MA-09&amp;price_max=30&amp;currency=EUR" in html
    saved = re.search(r"/searches/(sea_[a-z0-9]+)/look", html).group(1)
    client.post(f"/searches/{saved}/rename", {"name": "Argan of Souss"})
    client.post(f"/searches/{saved}/notify", {"wanted": "1"})
    html = page(client, "/searches")
    assert "Argan of Souss" in html and "No notices" in html
    assert client.post(f"/searches/{saved}/look")["Location"].startswith("/search?q=argan")
    client.post(f"/searches/{saved}/delete")
    assert "No search saved yet" in page(client, "/searches")


def test_what_one_keeps_another_neither_sees_nor_changes(client, world, argan):
    world.sign_in(client, world.buyer())
    client.post("/searches/save", {"name": "Mine", "query": "q=argan"})
    saved = re.search(r"/searches/(sea_[a-z0-9]+)/", page(client, "/searches")).group(1)
    world.sign_in(client, world.buyer())
    assert "Mine" not in page(client, "/searches")
    for deed in ("look", "rename", "notify", "delete"):
        assert client.post(f"/searches/{saved}/{deed}", {"name": "x"}).status_code == 404
    client.logout()
    for address in ("/searches", "/following"):
        assert client.get(address)["Location"].startswith("/account/sign-in")


def test_a_supplier_that_nobody_checked_says_so(client, world):
    world.cooperative(slug="fresh", verified=False)
    html = page(client, "/s/fresh")
    assert "Not verified" in html
    assert "has not seen" in html
    assert CompanyState.VERIFIED.value not in html.lower().replace("not verified", "")


def test_what_people_type_by_hand_leads_to_a_page(client, db):
    for typed, place in (
        ("/desk", "/desk/"),
        ("/account", "/account/"),
        ("/supplier", "/supplier/products"),
        ("/buyer", "/rfqs"),
    ):
        answer = client.get(typed)
        assert (answer.status_code, answer["Location"]) == (302, place)


def test_a_company_for_show_never_claims_to_be_checked(client, world):
    world.cooperative(slug="for-show", demonstration=True)
    html = page(client, "/s/for-show")
    assert "checked this company" not in html
    assert "nobody was checked" in html
