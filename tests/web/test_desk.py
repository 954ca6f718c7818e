"""The desk's pages: true counts, decisions with their grounds, and nothing for anybody else."""

import re

import pytest
from django.urls import reverse

from fondouk.catalogue import queries as catalogue
from fondouk.catalogue.events import AttributeKind, ProductState
from fondouk.companies import queries as companies
from fondouk.companies.events import CompanyState
from fondouk.kernel.actor import Deed
from fondouk.kernel.texts import Texts

PAGES = {
    "home": set(Deed),
    "companies": {Deed.DESK_VERIFY},
    "certificates": {Deed.DESK_VERIFY},
    "listings": {Deed.DESK_MODERATE},
    "translations": {Deed.DESK_MODERATE},
    "categories": {Deed.DESK_CATEGORIES},
    "new-category": {Deed.DESK_CATEGORIES},
    "rates": {Deed.DESK_CATEGORIES},
    "imports": {Deed.DESK_IMPORT},
    "history": {Deed.DESK_AUDIT},
    "standstills": {Deed.DESK_AUDIT},
}
DESK = [deed for deed in Deed if deed.value.startswith("desk:")]


@pytest.fixture
def desk(world, client):
    """A signed-in person with every desk deed."""
    staff = world.staff()
    world.sign_in(client, staff)
    return staff


def text(response, status=200):
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode()


def main_of(page):
    """The page without its frame."""
    return page[page.index("<main") : page.index("</main>")]


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_each_page_is_there_for_its_deeds_and_for_nobody_else(page, world, client):
    from django.test import Client

    address = reverse(f"desk:{page}")
    visitor = client.get(address)
    assert visitor.status_code == 302 and reverse("account:sign-in") in visitor.url
    for nobody in (world.cooperative(), world.buyer(), world.person()):
        inside = Client()
        world.sign_in(inside, nobody)
        assert inside.get(address).status_code == 404
    for deed in DESK:
        inside = Client()
        world.sign_in(inside, world.staff(deed))
        assert inside.get(address).status_code == (200 if deed in PAGES[page] else 404), deed


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "fr", "ar", "es"])
def test_every_page_opens_in_every_language(language, world, client, desk, at):
    supplier = world.cooperative(verified=False)
    product = world.product(supplier, names=Texts.of({"en": "Oil", "ar": "زيت"}))
    category = catalogue.find_category(desk, "food.oils").id
    client.cookies["django_language"] = language
    addresses = [reverse(f"desk:{page}") for page in PAGES]
    addresses += [
        reverse("desk:company", args=[supplier.company_id]),
        reverse("desk:listing", args=[product]),
        reverse("desk:category", args=[category]),
    ]
    for address in addresses:
        page = text(client.get(address, HTTP_ACCEPT_LANGUAGE=language))
        assert f'<html lang="{language}"' in page and page.count("<h1") == 1, address
        assert main_of(page).count('class="button button-primary"') <= 1, address


@pytest.mark.django_db
def test_the_first_page_counts_what_its_lists_show(world, client, desk, at):
    page = text(client.get(reverse("desk:home")))
    assert "Nothing waits" in page
    supplier = world.cooperative()
    world.product(supplier, names=Texts.of({"en": "Oil", "ar": "زيت"}))
    hidden = world.product(supplier, names=Texts.of({"en": "Soap"}))
    client.post(reverse("desk:listing-suspend", args=[hidden]), {"reason": "No soap"})
    page = text(client.get(reverse("desk:home")))
    assert "Listings suspended" in page and "Texts in Arabic" in page
    assert main_of(page).count('class="button button-primary"') == 1
    listed = main_of(text(client.get(reverse("desk:listings"), {"state": "suspended"})))
    assert "Soap" in listed and "Oil" not in listed


@pytest.mark.django_db
def test_desk_people_see_only_the_work_of_their_deeds(world, client):
    world.sign_in(client, world.staff(Deed.DESK_AUDIT))
    page = text(client.get(reverse("desk:home")))
    assert reverse("desk:history") in page
    for other in ("companies", "listings", "categories", "rates", "imports"):
        assert f'href="{reverse(f"desk:{other}")}' not in page


@pytest.mark.django_db
def test_a_company_is_verified_on_a_ground_then_suspended_and_comes_back(world, client, desk):
    company = world.manufacturer(verified=False).company_id
    page = reverse("desk:company", args=[company])
    version = companies.get_standing(desk, company).version

    def decide(deed, ground, version):
        given = {f"{deed}-ground": ground, f"{deed}-version": version}
        return client.post(reverse(f"desk:company-{deed}", args=[company]), given)

    assert "This field is required" in text(decide("verify", " ", version), 422)
    assert decide("verify", "Register extract of 3 March", version).url == page
    told = text(client.get(page))
    assert "Register extract of 3 March" in told and "Company verified" in told
    stale = text(decide("suspend", "Seen too late", version), 412)
    assert "Somebody changed this" in stale and "Seen too late" in stale
    assert f'name="suspend-version" value="{version + 1}"' in stale
    decide("suspend", "Samples never arrived", version + 1)
    assert companies.get_standing(desk, company).card.state == CompanyState.SUSPENDED
    decide("reinstate", "They arrived", version + 2)
    assert companies.get_standing(desk, company).card.state == CompanyState.SUBMITTED
    assert "already" not in text(client.get(page))


@pytest.mark.django_db
def test_companies_are_listed_by_state_and_words(world, client, desk):
    world.cooperative(names=Texts.of({"en": "Tighanimine"}))
    world.trader(names=Texts.of({"en": "Bazaar"}), verified=False)
    address = reverse("desk:companies")
    assert "Bazaar" not in text(client.get(address, {"state": "verified"}))
    assert "Bazaar" in text(client.get(address, {"q": "bazaar"}))
    assert "No company fits" in text(client.get(address, {"q": "nobody"}))
    assert "Bazaar" in text(client.get(address, {"state": "nonsense"}))


@pytest.mark.django_db
def test_a_listing_is_suspended_with_a_reason_and_shown_again(world, client, desk):
    supplier = world.cooperative()
    product = world.product(supplier, names=Texts.of({"en": "Golden oil"}))
    page = reverse("desk:listing", args=[product])
    address = reverse("desk:listing-suspend", args=[product])
    assert "This field is required" in text(client.post(address, {"reason": ""}), 422)
    assert client.post(address, {"reason": "A picture of another firm"}).url == page
    told = text(client.get(page))
    assert "A picture of another firm" in told and "Listing suspended" in told
    own = catalogue.get_listing(supplier, product)
    assert own.suspension_reason == "A picture of another firm"
    again = text(client.post(address, {"reason": "Twice"}), 409)
    assert "Twice" in again
    client.post(reverse("desk:listing-lift", args=[product]))
    assert catalogue.get_listing(supplier, product).state == ProductState.PUBLISHED
    client.post(reverse("desk:listing-lift", args=[product]))
    assert 'role="alert"' in text(client.get(page))


@pytest.mark.django_db
def test_listings_are_found_by_sku_and_supplier(world, client, desk):
    one, two = world.cooperative(slug="first-hands"), world.workshop(slug="second-hands")
    world.product(one, sku="OIL-77", names=Texts.of({"en": "Oil of the first"}))
    world.product(two, names=Texts.of({"en": "Tile of the second"}))
    address = reverse("desk:listings")
    assert "Tile" not in text(client.get(address, {"q": "oil-77"}))
    assert "Oil of" not in text(client.get(address, {"company": "second-hands"}))
    assert "No listing fits" in text(client.get(address, {"company": "third"}))
    assert client.get(reverse("desk:listing", args=["prd_absent"])).status_code == 404


@pytest.mark.django_db
def test_texts_are_reviewed_one_by_one_and_several_at_once(world, client, desk):
    supplier = world.cooperative()
    names = {"en": "Oil {}", "ar": "زيت {}"}
    ids = [
        world.product(
            supplier, names=Texts.of({lang: name.format(n) for lang, name in names.items()})
        )
        for n in range(3)
    ]
    address = reverse("desk:translations")
    page = text(client.get(address, {"language": "ar"}))
    marks = re.findall(r'name="chosen" value="([^"]+)"', page)
    assert len(marks) == 3 and "Oil 1" in page and "زيت 1" in page
    review = reverse("desk:translations-review")
    given = {"language": "ar", "next": address}
    client.post(review, given | {"only": marks[0], "chosen": marks})
    assert catalogue.count_unreviewed(desk)["ar"] == 2
    stale = marks[1].split(":")[0] + ":99"
    client.post(review, given | {"chosen": [stale, marks[2]]})
    page = text(client.get(address))
    assert catalogue.count_unreviewed(desk)["ar"] == 1
    assert "1 text is reviewed" in page and "Somebody changed this" in page
    assert client.post(review, given | {"next": "https://elsewhere.example"}).url == address
    assert set(ids)


@pytest.mark.django_db
def test_a_rate_is_typed_with_its_source_and_day(client, desk):
    address = reverse("desk:rates")
    given = {"quote": "MAD", "rate": "10.85", "on": "2020-01-02", "source": "Bank Al-Maghrib"}
    for name, wrong in (("rate", "-1"), ("quote", "EUR"), ("on", "2999-01-01"), ("source", " ")):
        page = text(client.post(address, given | {name: wrong}), 422)
        assert page.count("field-refused") == 1, name
    assert client.post(address, given).url == address
    page = text(client.get(address))
    assert "10.85" in page and "Bank Al-Maghrib" in page and "out of date" in page
    assert "Exchange rates out of date" in text(client.get(reverse("desk:home")))


@pytest.mark.django_db
def test_history_is_narrowed_and_a_bad_day_loses_no_other_filter(world, client, desk, at):
    product = world.product(world.cooperative())
    address = reverse("desk:history")
    page = text(client.get(address, {"object": product, "deed": "product_published"}))
    assert page.count("<tr>") == 2 and reverse("desk:listing", args=[product]) in page
    page = text(client.get(address, {"object": product, "since": "yesterday"}))
    assert "field-refused" in page and product in page
    assert "No deed fits" in text(client.get(address, {"since": "2999-01-01"}))
    assert client.get(address, {"cursor": "!"}).status_code == 422


# --- categories -----------------------------------------------------------------------------


def typed(**changes):
    return {
        "own-code": "food.honey",
        "own-parent": "",
        "own-name_en": "Honey",
        "own-name_ar": "عسل",
        "rows": "",
        "version": "",
    } | changes


def with_choice(**changes):
    return (
        typed(
            rows="0,3",
            **{
                "a0-code": "grade",
                "a0-kind": "choice",
                "a0-name_en": "Grade",
                "a0-required": "on",
                "a0-rows": "0,1",
                "a0c0-code": "light",
                "a0c0-name_en": "Light",
                "a0c1-code": "dark",
                "a0c1-name_fr": "Foncé",
                "a3-code": "moisture",
                "a3-kind": "number",
                "a3-unit": "%",
                "a3-name_es": "Humedad",
                "a3-rows": "",
            },
        )
        | changes
    )


@pytest.mark.django_db
def test_a_category_with_typed_attributes_is_created_and_read_back(client, desk):
    response = client.post(reverse("desk:new-category"), with_choice())
    view = catalogue.find_category(desk, "food.honey")
    assert response.url == reverse("desk:category", args=[view.id])
    grade, moisture = view.attributes
    assert (grade.kind, grade.required) == (AttributeKind.CHOICE, True)
    assert [choice.code for choice in grade.choices] == ["light", "dark"]
    assert (moisture.kind, moisture.unit) == (AttributeKind.NUMBER, "%")
    page = text(client.get(response.url))
    for kept in ("grade", "Foncé", "Humedad", "عسل", 'value="0,1"'):
        assert kept in page


@pytest.mark.django_db
def test_rows_come_and_go_without_script_and_nothing_typed_is_lost(client, desk):
    address = reverse("desk:new-category")
    page = text(client.post(address, with_choice(do="add")))
    assert 'name="rows" value="0,3,4"' in page and 'name="a4-code"' in page
    assert "field-refused" not in page and "Foncé" in page
    page = text(client.post(address, with_choice(do="up:3")))
    assert 'name="rows" value="3,0"' in page
    page = text(client.post(address, with_choice(do="add-choice:0")))
    assert 'name="a0-rows" value="0,1,2"' in page and "autofocus" in page
    page = text(client.post(address, with_choice(do="remove-choice:0:0")))
    assert 'name="a0-rows" value="1"' in page and "Foncé" in page
    page = text(client.post(address, with_choice(do="remove:0")))
    assert 'name="rows" value="3"' in page and "Humedad" in page
    for nonsense in ("remove:77", "up:x", "remove", "dance:0"):
        assert 'name="rows" value="0,3"' in text(client.post(address, with_choice(do=nonsense)))
    assert catalogue.find_category(desk, "food.honey") is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changes, told",
    [
        ({"own-code": ""}, "This field is required"),
        ({"own-code": "a/b"}, "a/b"),
        ({"own-name_en": "", "own-name_ar": ""}, "name"),
        ({"a3-code": "grade"}, "stands twice"),
        ({"a3-code": "Élan vital"}, "cannot be a code"),
        ({"a3-name_es": ""}, "no name in any language"),
        ({"a0-rows": ""}, "offers none"),
        ({"a0c1-code": "light"}, "stands twice"),
        ({"a0c1-name_fr": ""}, "no name in any language"),
        ({"own-position": "-4"}, "greater than or equal to 0"),
    ],
)
def test_what_is_wrong_is_said_at_its_place_and_the_rest_stays(client, desk, changes, told):
    page = text(client.post(reverse("desk:new-category"), with_choice(**changes)), 422)
    assert told in page and "Light" in page
    assert catalogue.find_category(desk, "food.honey") is None


@pytest.mark.django_db
def test_two_people_at_once_are_told_and_the_second_decides(world, client, desk, at):
    category = world.category("food.oils")
    address = reverse("desk:category", args=[category])
    mine = typed(**{"own-code": "food.oils", "own-name_en": "Fine oils", "version": "1"})
    theirs = typed(**{"own-code": "food.oils", "own-name_en": "Their oils", "version": "1"})
    assert client.post(address, theirs).status_code == 302
    page = text(client.post(address, mine), 412)
    assert "Their oils" in page and "Fine oils" in page and 'name="version" value="2"' in page
    assert client.post(address, mine | {"version": "2"}).status_code == 302
    assert catalogue.find_category(desk, "food.oils").names.get("en") == "Fine oils"


@pytest.mark.django_db
def test_a_circle_is_refused_and_a_category_in_use_stays(world, client, desk):
    top = world.category("food", names=Texts.of({"en": "Food"}))
    world.category("food.oils", parent="food")
    address = reverse("desk:category", args=[top])
    moved = typed(**{"own-code": "food", "own-parent": "food.oils", "version": "1"})
    page = client.post(address, moved)
    assert page.status_code == 422 and "field-refused" in page.content.decode()
    world.product(world.cooperative())
    oils = catalogue.find_category(desk, "food.oils").id
    delete = reverse("desk:category-delete", args=[oils])
    assert client.post(delete).url == reverse("desk:category", args=[oils])
    assert 'role="alert"' in text(client.get(reverse("desk:category", args=[oils])))
    empty = world.category("food.empty", parent="food")
    gone = client.post(reverse("desk:category-delete", args=[empty]))
    assert gone.url == reverse("desk:categories")
    assert client.get(reverse("desk:category", args=[empty])).status_code == 404
    tree = text(client.get(gone.url))
    assert "food.oils" in tree and "food.empty" not in tree


# --- papers and certificates ----------------------------------------------------------------


@pytest.mark.django_db
def test_a_companys_papers_leave_as_attachments_for_the_desk_alone(world, client, desk, at):
    from django.test import Client

    from fondouk.companies.commands import add_document
    from fondouk.companies.events import DocumentKind

    owner = world.cooperative(verified=False)
    paper = add_document(
        actor=owner,
        company_id=owner.company_id,
        kind=DocumentKind.TRADE_REGISTER,
        name="extract.pdf",
        content=b"%PDF-1.7 extract %%EOF",
        at=at,
    )
    page = text(client.get(reverse("desk:company", args=[owner.company_id])))
    address = reverse("account:paper", args=[paper])
    assert address in page and "extract.pdf" in page
    answer = client.get(address)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    other = Client()
    world.sign_in(other, world.staff(Deed.DESK_MODERATE))
    assert other.get(address).status_code == 404


@pytest.fixture
def certificate(world, at):
    """The id of a certificate whose paper waits to be read."""
    from fondouk.evidence import commands
    from fondouk.evidence.events import CertificateDraft, Paper

    owner = world.cooperative()
    return commands.add_certificate(
        owner,
        company_id=owner.company_id,
        draft=CertificateDraft(kind="organic_eu", issuer="Inspection body", number="MA-1"),
        paper=Paper(name="organic.pdf", content=b"%PDF-1.7 organic"),
        at=at,
    )


@pytest.mark.django_db
def test_a_certificate_is_read_and_verified(client, desk, certificate):
    assert "Certificates to check" in text(client.get(reverse("desk:home")))
    page = reverse("desk:certificate", args=[certificate])
    assert page in text(client.get(reverse("desk:certificates")))
    paper = client.get(reverse("desk:certificate-paper", args=[certificate]))
    assert paper["Content-Disposition"].startswith("attachment")
    verify = reverse("desk:certificate-verify", args=[certificate])
    assert client.post(verify, {"version": "0"}).url == page
    assert "Somebody changed this" in text(client.get(page))
    assert client.post(verify, {"version": "1"}).url == reverse("desk:certificates")
    told = text(client.get(page))
    assert "Verified" in told and verify not in told
    assert "No paper waits" in text(client.get(reverse("desk:certificates")))


@pytest.mark.django_db
def test_a_certificate_is_refused_with_a_reason(client, desk, certificate):
    page = reverse("desk:certificate", args=[certificate])
    refuse = reverse("desk:certificate-refuse", args=[certificate])
    assert "This field is required" in text(client.post(refuse, {"note": "", "version": "1"}), 422)
    client.post(refuse, {"note": "Another firm's name", "version": "1"})
    assert "Another firm&#39;s name" in text(client.get(page))
    again = client.post(refuse, {"note": "Once more", "version": "2"})
    assert again.status_code >= 400 and "Once more" in again.content.decode()


RECORDING = {"record", "announce", "_announce", "_enter", "_own_step", "_save", "_tell"}


def deeds_in_source():
    """Every deed that a command writes into the trail under a fixed code."""
    import ast
    from pathlib import Path

    import fondouk

    found = set()
    files = Path(fondouk.__file__).parent.rglob("*.py")
    for file in (one for one in files if {"commands", "commands.py"} & set(one.parts)):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            name = isinstance(call, ast.Call) and getattr(call.func, "id", "")
            if name not in RECORDING or len(call.args) < 2:
                continue
            args = call.args[1:2] if name in {"record", "announce", "_announce"} else call.args
            words = [getattr(node, "value", "") for arg in args for node in ast.walk(arg)]
            found |= {one for one in words if re.fullmatch(r"[a-z]+(_[a-z]+)+", str(one))}
    return sorted(found)


@pytest.mark.parametrize("code", deeds_in_source())
def test_every_deed_of_the_trail_has_its_words(code):
    from fondouk.web.desk.deeds import deed

    assert deed(code) != code
