"""One pass of each page in a real browser: four languages, a phone's width, axe, right to left.

A page is listed here with who opens it; addresses with an object's id are found by following the
first link that matches from a page before.
"""

import re
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

LANGUAGES = ("en", "fr", "ar", "es")
PHONE = {"width": 390, "height": 844}


@dataclass(frozen=True)
class Page:
    """A page: its address, or a pattern to find in the links of another, which is named by its
    address or by its name here.
    """

    name: str
    address: str = ""
    link: str = ""
    on: str = ""


PUBLIC = (
    Page("home", "/"),
    Page("search", "/search?q=argan"),
    Page("search without a hit", "/search?q=qqxxzz"),
    Page("category", "/c/food.oils"),
    Page("product", link=r"/p/prd_", on="/search?q=saffron"),
    Page("supplier", link=r"/s/[a-z0-9-]+", on="/search?q=saffron"),
    Page("compare", link=r"/compare\?", on=""),
    Page("about", "/about"),
    Page("API reference", "/api/v1/docs"),
    Page("style guide", "/styleguide"),
    Page("sign in", "/account/sign-in"),
    Page("not there", "/no/such/page"),
)
BY_ROLE = {
    "buyer": (
        Page("requests", "/rfqs"),
        Page("new request", "/rfqs/new"),
        Page("orders", "/orders"),
        Page("messages", "/messages"),
        Page("request", link=r"/rfqs/rfq_", on="/rfqs"),
        Page("quote", link=r"/quotes/quo_", on="quotes side by side"),
        Page("quotes side by side", link=r"/compare$", on="/rfqs"),
        Page("order", link=r"/orders/ord_", on="/orders"),
        Page("saved searches", "/searches"),
        Page("account", "/account/"),
    ),
    "cooperative": (
        Page("products", "/supplier/products"),
        Page("new product", "/supplier/products/new"),
        Page("imports", "/supplier/imports/"),
        Page("requests from buyers", "/requests"),
        Page("request of a buyer", link=r"/requests/rfq_", on="/requests"),
        Page("open requests", "/requests/open"),
        Page("own quotes", "/offers"),
        Page("own quote", link=r"/offers/quo_", on="/offers"),
        Page("sale", link=r"/orders/ord_", on="/orders"),
        Page("company", "/account/company"),
    ),
    "staff": (
        Page("desk", "/desk/"),
        Page("companies", "/desk/companies"),
        Page("certificates", "/desk/certificates"),
        Page("listings", "/desk/listings"),
        Page("texts to review", "/desk/translations"),
        Page("categories", "/desk/categories"),
        Page("new category", "/desk/categories/new"),
        Page("rates", "/desk/rates"),
        Page("history", "/desk/history"),
    ),
}


class Looker:
    """A signed-in (or not) reader in one language, who notes what goes wrong on a page."""

    def __init__(self, browser, address: str, language: str) -> None:
        self.address = address
        self.language = language
        self.context = browser.new_context(locale=language, bypass_csp=False)
        self.page = self.context.new_page()
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))
        self.page.on("console", self._heard)

    def _heard(self, message) -> None:
        if message.type == "error" and "404 (Not Found)" not in message.text:
            self.faults.append(f"console: {message.text}")

    def sign_in(self, role: str) -> None:
        self.page.goto(self.address)
        self.page.locator(f"form[action$='/account/try-it'] button[value='{role}']").first.click()
        self.page.wait_for_load_state()

    def find(self, page: Page) -> str:
        if page.address:
            return page.address
        before = next((one for one in sum(BY_ROLE.values(), ()) if one.name == page.on), None)
        self.page.goto(self.address + (self.find(before) if before else page.on))
        pattern = re.compile(page.link)
        links = self.page.eval_on_selector_all(
            "a[href]", "all => all.map(a => a.getAttribute('href'))"
        )
        return next(link for link in links if pattern.search(link))

    def look(self, page: Page, address: str) -> list[str]:
        """Everything wrong with the page, wide and on a phone."""
        self.faults.clear()
        answer = self.page.goto(self.address + address)
        found = [f"{page.name} {self.language}: {fault}" for fault in self.faults]
        expected = 404 if page.name == "not there" else 200
        if answer.status != expected:
            return [f"{page.name} {self.language}: status {answer.status} at {address}"]
        direction = self.page.evaluate("document.documentElement.dir")
        if direction != ("rtl" if self.language == "ar" else "ltr"):
            found.append(f"{page.name} {self.language}: direction {direction}")
        if self.page.evaluate("document.documentElement.lang") != self.language:
            found.append(f"{page.name} {self.language}: wrong lang")
        if not self.page.locator("h1").count():
            found.append(f"{page.name} {self.language}: no heading")
        self.page.set_viewport_size(PHONE)
        width = self.page.evaluate("document.documentElement.scrollWidth")
        if width > PHONE["width"]:
            found.append(f"{page.name} {self.language}: {width} px wide on a phone")
        self.page.set_viewport_size({"width": 1280, "height": 900})
        return found

    def close(self) -> None:
        self.context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_public_pages_stand_in_each_language(browser, demo, language):
    looker = Looker(browser, demo, language)
    pages = [page for page in PUBLIC if page.address or page.on]
    found = [fault for page in pages for fault in looker.look(page, looker.find(page))]
    looker.close()
    assert not found, "\n".join(found)


@pytest.mark.parametrize("role", BY_ROLE)
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_each_role_stand_in_each_language(browser, demo, language, role):
    looker = Looker(browser, demo, language)
    looker.sign_in(role)
    found = [fault for page in BY_ROLE[role] for fault in looker.look(page, looker.find(page))]
    looker.close()
    assert not found, "\n".join(found)


@pytest.mark.parametrize("role", ["", *BY_ROLE])
def test_pages_are_open_to_everybody(browser, demo, role):
    """axe finds nothing to mend, in a language of each direction."""
    found = []
    for language in ("en", "ar"):
        looker = Looker(browser, demo, language)
        if role:
            looker.sign_in(role)
        pages = BY_ROLE[role] if role else [page for page in PUBLIC if page.address or page.on]
        addresses = {page.name: looker.find(page) for page in pages}
        state = looker.context.storage_state()
        looker.close()
        context = browser.new_context(locale=language, bypass_csp=True, storage_state=state)
        page = context.new_page()
        for name, address in addresses.items():
            page.goto(demo + address)
            for violation in Axe().run(page).response["violations"]:
                nodes = "; ".join(node["html"][:160] for node in violation["nodes"][:3])
                found.append(f"{name} {language}: {violation['id']} - {nodes}")
        context.close()
    assert not found, "\n".join(found)


def test_a_first_visit_weighs_less_than_60_kb_without_letters_and_pictures(browser, demo):
    context = browser.new_context(locale="en")
    page = context.new_page()
    weights: dict[str, int] = {}

    def weigh(response):
        kind = response.request.resource_type
        if kind in {"font", "image"}:
            return
        sizes = response.request.sizes()
        weights[response.url] = sizes["responseBodySize"] + sizes["responseHeadersSize"]

    page.on("requestfinished", lambda request: weigh(request.response()))
    page.goto(demo, wait_until="networkidle")
    context.close()
    assert weights and sum(weights.values()) < 60_000, weights
