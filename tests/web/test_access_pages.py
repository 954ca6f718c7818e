"""The access walk over the pages: every address, asked by every role, answers as the table says.

A new address fails the walk until it has its row. A row tells what `GET` and `POST` give to
  a visitor | the first company's owner, sales, catalogue, finance, viewer | the same of another
  company | the hub's staff
with the letters of `fakes.stage.outcome`, and `w` where something was written. What stands in an
address is the first company's own: the other company must never get `+` or `w` for it.
"""

from dataclasses import dataclass, field

import pytest

from fakes.stage import Stage, Walker, filled, routes
from fondouk.plumbing import beats, clock

OPEN, NONE = "+ +++++ +++++ +", "- ----- ----- -"
# The desk's pages, and the addresses that only take its deeds.
DESK, DEED, DONE = "s 00000 00000 +", "s 00000 00000 -", "s 00000 00000 w"

PLACES = {
    "attachment_id": "attachment",
    "category_id": "category",
    "certificate_id": "certificate",
    "code": "=food",
    "company_id": "company",
    "import_id": "import",
    "invitation_id": "invitation",
    "key_id": "key",
    "mandate_id": "mandate",
    "mapping_id": "mapping",
    "membership_id": "membership",
    "order_id": "order",
    "paper_id": "paper",
    "picture_id": "=img_none",
    "pk": "=1",
    "product_id": "product",
    "quote_id": "quote",
    "rfq_id": "rfq",
    "saved_id": "search",
    "seed": "=argan",
    "sha256": "=" + "0" * 64,
    "slug": "slug",
    "supplier_id": "supplier",
    "after": "=prd_0",
    "token": "=nothing",
}


@dataclass(frozen=True)
class Row:
    """An address and its answers."""

    route: str
    get: str
    post: str = NONE
    places: dict = field(default_factory=dict)
    body: dict = field(default_factory=dict)

    @property
    def area(self) -> str:
        first = self.route.split("/")[0]
        return first if first in {"account", "supplier", "desk"} else "others"


TABLE = [
    Row("api/v1/docs", OPEN, OPEN),
    Row("healthz", OPEN, OPEN),
    Row("readyz", OPEN, OPEN),
    Row("language", NONE, OPEN),
    Row("theme", NONE, OPEN),
    Row("styleguide", "0 00000 00000 0", NONE),
    Row("^media/(?P<sha256>[0-9a-f]{64})\\.webp$", "0 00000 00000 0", "0 00000 00000 0"),
    Row("^motif/(?P<seed>[A-Za-z0-9._/-]{1,80})\\.svg$", OPEN),
    Row("", OPEN),
    Row(
        "^p/(?P<product_id>prd_[a-z0-9]{1,36})/(?P<slug>[\\w-]*)$",
        "0 +++++ 00000 +",
        NONE,
        places={"slug": "=argan-oil"},
    ),
    Row("^p/(?P<product_id>prd_[a-z0-9]{1,36})$", "0 +++++ 00000 +", NONE),
    Row("search", OPEN),
    Row("search/suggest", OPEN),
    Row("^c/(?P<code>[a-z0-9._-]{1,120})$", OPEN),
    Row("compare", OPEN),
    Row("s/<slug:slug>", OPEN),
    Row("currency", NONE, OPEN),
    Row("about", OPEN),
    Row("privacy", OPEN),
    Row("robots.txt", OPEN),
    Row("sitemap.xml", OPEN),
    Row("sitemap/<str:after>.xml", OPEN),
    Row("account/", "s +++++ +++++ +", "s wwwww wwwww w", body={"name": "New", "language": "fr"}),
    Row("account/sign-in", OPEN, OPEN),
    Row("account/sign-up", OPEN, OPEN),
    Row("account/sign-out", OPEN, OPEN),
    Row("account/try-it", NONE, "0 00000 00000 0"),
    Row(
        "account/address",
        "s +++++ +++++ +",
        "s +++++ +++++ +",
        body={"address": "new@example.com"},
    ),
    Row("account/address/code", "s +++++ +++++ +", "s +++++ +++++ +"),
    Row("account/address/drop", NONE, "s +++++ +++++ +"),
    Row("account/my-data", NONE, "s +++++ +++++ +"),
    Row("account/erase", NONE, "s 9wwww 9wwww w"),
    Row("account/invitations/<str:invitation_id>/accept", NONE, "s 00000 00000 x"),
    Row("account/join/<str:token>", "0 00000 00000 0", "0 00000 00000 0"),
    Row(
        "account/companies/new",
        "s +++++ +++++ x",
        "s wwwww wwwww x",
        body={
            "kind": "buyer",
            "country": "FR",
            "town": "Lyon",
            "name_en": "New",
            "languages": ["fr"],
        },
    ),
    Row("account/companies/switch", NONE, "s 00000 00000 0"),
    Row(
        "account/company",
        "s +++++ +++++ x",
        "s +++++ +++++ x",
        body={
            "kind": "cooperative",
            "country": "MA",
            "region": "MA-09",
            "town": "Agadir",
            "name_en": "New name",
            "languages": ["fr"],
        },
    ),
    Row(
        "account/company/producers",
        "s +++++ +++++ x",
        "s w++++ w++++ x",
        body={"producers": "Aicha, Tafraout"},
    ),
    Row("account/company/verification", "s +xxxx +xxxx x", "s +xxxx +xxxx x"),
    Row("account/company/verification/submit", NONE, "s +xxxx 9xxxx x"),
    Row("account/company/papers/<str:paper_id>", "s +0000 00000 +", NONE),
    Row("account/company/papers/<str:paper_id>/remove", NONE, "s wxxxx 00000 x"),
    Row(
        "account/company/mandates",
        "s +++++ +++++ x",
        "s +++++ w++++ x",
        body={"exporter": "an-exporter"},
    ),
    Row(
        "account/company/mandates/<str:mandate_id>/<str:deed>",
        NONE,
        "s wxxxx 00000 x",
        places={"deed": "=end"},
    ),
    Row(
        "account/company/members",
        "s +++++ +++++ x",
        "s w++++ w++++ x",
        body={"address": "x@example.com", "role": "sales"},
    ),
    Row(
        "account/company/members/<str:membership_id>/role",
        NONE,
        "s wxxxx 00000 x",
        body={"role": "sales"},
    ),
    Row("account/company/members/<str:membership_id>/remove", NONE, "s wxxxw 00000 0"),
    Row("account/company/invitations/<str:invitation_id>/withdraw", NONE, "s wxxxx 00000 x"),
    Row(
        "account/company/keys",
        "s +xxxx +xxxx x",
        "s wxxxx wxxxx x",
        body={"label": "New", "scopes": ["catalogue:read"]},
    ),
    Row("account/company/keys/<str:key_id>/revoke", NONE, "s wxxxx 00000 x"),
    Row("account/sign-in/code", "s +++++ +++++ +", "s +++++ +++++ +"),
    Row("account/sign-in/again", "s xxxxx xxxxx x", "s xxxxx xxxxx x"),
    Row("account/closed", OPEN),
    Row("account/password/change", "s +++++ +++++ +", "s +++++ +++++ +"),
    Row("account/password/set", "s +++++ +++++ +", "s +++++ +++++ +"),
    Row("account/security", "s +++++ +++++ +", "s ----- ----- -"),
    Row("account/security/sign-in", "s +++++ +++++ +", "s +++++ +++++ +"),
    Row("account/security/again", "s xxxxx xxxxx x", "s xxxxx xxxxx x"),
    Row("account/security/app/add", "s +++++ +++++ +", "s +++++ +++++ +"),
    Row("account/security/app/remove", "s 00000 00000 0", "s 00000 00000 0"),
    Row("account/security/recovery", "s 00000 00000 0", "s ----- ----- -"),
    Row("account/security/recovery/new", "s +++++ +++++ +", "s +++++ +++++ +"),
    Row("account/security/recovery/file", "s 00000 00000 0", "s 00000 00000 0"),
    Row("account/security/passkeys", "s +++++ +++++ +", "s ----- ----- -"),
    Row("account/security/passkeys/add", "s +++++ +++++ +", "s +++++ +++++ +"),
    Row("account/security/passkeys/again", "s xxxxx xxxxx x", "s xxxxx xxxxx x"),
    Row("account/security/passkeys/<int:pk>/remove", "s 00000 00000 0", "s 00000 00000 0"),
    Row("account/security/passkeys/<int:pk>/name", "s 00000 00000 0", "s 00000 00000 0"),
    Row("account/sign-in/passkey", "s +++++ +++++ +", "s +++++ +++++ +"),
    Row("searches", "s +++++ +++++ +", NONE),
    Row("searches/save", NONE, "s +++++ +++++ +", body={"name": "Mine", "q": "oil"}),
    Row("searches/<slug:saved_id>/look", NONE, "s +0000 00000 0"),
    Row("searches/<slug:saved_id>/rename", NONE, "s w0000 00000 0", body={"name": "New"}),
    Row("searches/<slug:saved_id>/notify", NONE, "s w0000 00000 0", body={"wanted": "1"}),
    Row("searches/<slug:saved_id>/delete", NONE, "s w0000 00000 0"),
    Row("following", "s +++++ +++++ +", NONE),
    Row("following/<slug:company_id>", NONE, "s wwwww wwwww w"),
    Row("rfqs", "s +++++ +++++ x", "s +++++ +++++ x"),
    Row("rfqs/new", "s ++xxx ++xxx x", "s ++xxx ++xxx x"),
    Row("rfqs/<slug:rfq_id>", "s +++++ 00000 x", "s +++++ 00000 x"),
    Row(
        "rfqs/<slug:rfq_id>/edit", "s ++999 00000 x", "s ++999 00000 x", places={"rfq_id": "draft"}
    ),
    Row("rfqs/<slug:rfq_id>/compare", "s +++++ 00000 x", "s +++++ 00000 x"),
    Row(
        "rfqs/<slug:rfq_id>/with/<slug:supplier_id>",
        "s +++++ 00000 x",
        "s +++++ 00000 x",
        body={"text": "A word"},
    ),
    Row(
        "rfqs/<slug:rfq_id>/do/<slug:deed>",
        "s ----- ----- x",
        "s wwxxx 00xxx x",
        places={"deed": "=close"},
        body={"reason": "Enough"},
    ),
    Row("quotes/<slug:quote_id>", "s +++++ 00000 x", "s +++++ 00000 x"),
    Row("quotes/<slug:quote_id>/award", "s ----- ----- x", "s wwxxx 00xxx x"),
    Row("orders", "s +++++ +++++ x", "s +++++ +++++ x"),
    Row("orders/<slug:order_id>", "s +++++ 00000 x", "s +++++ 00000 x"),
    Row(
        "orders/<slug:order_id>/do/<slug:deed>",
        "s ----- ----- x",
        "s wwxxx 00000 x",
        places={"deed": "=cancel"},
        body={"reason": "Enough"},
    ),
    Row("messages", "s +++++ +++++ x", "s +++++ +++++ x"),
    Row("messages/files/<slug:attachment_id>", "s +++++ 00000 x", "s +++++ 00000 x"),
    Row(
        "messages/<slug:kind>/<slug:subject>",
        "s ----- ----- x",
        "s wwwwx 00000 x",
        places={"kind": "=order", "subject": "order"},
        body={"text": "A word"},
    ),
    Row("supplier/imports/", "s +++xx +++xx +", "s +++xx +++xx +"),
    Row("supplier/imports/mappings", "s +++xx +++xx +", "s +++xx +++xx +"),
    Row("supplier/imports/mappings/<str:mapping_id>/delete", "s ---xx ---xx -", "s +++xx 000xx 0"),
    Row(
        "supplier/imports/export.<str:kind>",
        "s +++xx +++xx +",
        "s +++xx +++xx +",
        places={"kind": "=csv"},
    ),
    Row("supplier/imports/<str:import_id>", "s +++xx 000xx +", "s +++xx 000xx +"),
    Row("supplier/imports/<str:import_id>/prepare", "s ---xx ---xx -", "s +++xx 000xx +"),
    Row("supplier/imports/<str:import_id>/start", "s ---xx ---xx -", "s wwwxx 000xx w"),
    Row("supplier/imports/<str:import_id>/reopen", "s ---xx ---xx -", "s +++xx 000xx +"),
    Row("supplier/imports/<str:import_id>/cancel", "s ---xx ---xx -", "s wwwxx 000xx w"),
    Row("supplier/imports/<str:import_id>/progress", "s +++xx 000xx +", "s +++xx 000xx +"),
    Row("supplier/imports/<str:import_id>/report.csv", "s +++xx 000xx +", "s +++xx 000xx +"),
    Row("supplier/imports/<str:import_id>/mapping.json", "s 000xx 000xx 0", "s 000xx 000xx 0"),
    Row("supplier/products", "s +++++ +++++ x", "s +++++ +++++ x"),
    Row("supplier/products/new", "s +++xx +++xx x", "s +++xx +++xx x"),
    Row("supplier/products/<slug:product_id>", "s +++++ 00000 x", "s +++++ 00000 x"),
    Row("supplier/products/<slug:product_id>/preview", "s +++++ 00000 x", "s +++++ 00000 x"),
    Row("supplier/products/<slug:product_id>/history", "s +++++ 00000 x", "s +++++ 00000 x"),
    Row(
        "supplier/products/<slug:product_id>/step",
        NONE,
        "s wwwxx 00000 x",
        body={"step": "archive"},
    ),
    Row("supplier/products/<slug:product_id>/reviewed", NONE, "s +++xx 00000 x"),
    Row("supplier/products/<slug:product_id>/pictures", NONE, "s +++++ 00000 x"),
    Row("supplier/products/<slug:product_id>/pictures/change", NONE, "s 000xx 00000 x"),
    Row("supplier/certificates", "s +++++ +++++ x", "s +++++ +++++ x"),
    Row("supplier/certificates/<slug:certificate_id>/withdraw", NONE, "s wwwxx 000xx x"),
    Row("supplier/certificates/<slug:certificate_id>/paper", "s +++++ 00000 +", "s +++++ 00000 +"),
    Row("requests", "s +++++ +++++ x", "s +++++ +++++ x"),
    Row("requests/open", "s +++++ +++++ x", "s +++++ +++++ x"),
    Row(
        "requests/<slug:rfq_id>",
        "s +++++ 00000 x",
        "s +++++ 00000 x",
        places={"rfq_id": "received"},
    ),
    Row(
        "requests/<slug:rfq_id>/quote",
        "s ++999 00000 x",
        "s ++999 00000 x",
        places={"rfq_id": "received"},
    ),
    Row(
        "requests/<slug:rfq_id>/decline",
        "s ----- ----- x",
        "s wwxxx 00xxx x",
        places={"rfq_id": "received"},
        body={"reason": "Enough"},
    ),
    Row("offers", "s +++++ +++++ x", "s +++++ +++++ x"),
    Row(
        "offers/<slug:quote_id>",
        "s +++++ 00000 x",
        "s +++++ 00000 x",
        places={"quote_id": "given"},
    ),
    Row(
        "offers/<slug:quote_id>/revise",
        "s ++999 00000 x",
        "s ++999 00000 x",
        places={"quote_id": "given"},
    ),
    Row(
        "offers/<slug:quote_id>/withdraw",
        "s ----- ----- x",
        "s wwxxx 00xxx x",
        places={"quote_id": "given"},
        body={"reason": "Enough"},
    ),
    Row("desk/", DESK, DESK),
    Row("desk/companies", DESK, DESK),
    Row("desk/companies/<str:company_id>", DESK, DESK),
    Row("desk/companies/<str:company_id>/verify", DEED, DESK, body={"ground": "Papers read"}),
    Row("desk/companies/<str:company_id>/suspend", DEED, DESK, body={"ground": "Papers forged"}),
    Row("desk/companies/<str:company_id>/reinstate", DEED, DESK, body={"ground": "All well"}),
    Row("desk/certificates", DESK, DESK),
    Row("desk/certificates/<str:certificate_id>", DESK, DESK),
    Row("desk/certificates/<str:certificate_id>/paper", DESK, DESK),
    Row("desk/certificates/<str:certificate_id>/verify", DEED, DESK),
    Row("desk/certificates/<str:certificate_id>/refuse", DEED, DESK, body={"note": "Unreadable"}),
    Row("desk/listings", DESK, DESK),
    Row("desk/listings/<str:product_id>", DESK, DESK),
    Row("desk/listings/<str:product_id>/suspend", DEED, DESK[:-1] + "9", body={"reason": "Out"}),
    Row("desk/listings/<str:product_id>/lift", DEED, DESK),
    Row("desk/categories", DESK, DESK),
    Row("desk/categories/new", DESK, DESK),
    Row("desk/categories/<str:category_id>", DESK, DESK),
    Row("desk/categories/<str:category_id>/delete", DEED, DONE),
    Row("desk/translations", DESK, DESK),
    Row("desk/translations/review", DEED, DESK),
    Row("desk/rates", DESK, DESK),
    Row("desk/imports", DESK, DESK),
    Row("desk/history", DESK, DESK),
    Row("desk/standstills", DESK, DESK),
    # What people type by hand leads on to a page, whoever asks.
    *(
        Row(typed, OPEN, OPEN)
        for typed in ("desk", "account", "supplier", "supplier/", "buyer", "buyer/")
    ),
]

AREAS = sorted({row.area for row in TABLE})
NOT_PAGES = "api/v1/"  # tests/api/test_access_walk.py walks those


def test_every_address_has_its_row_and_every_row_its_address():
    pages = {route for route in routes() if not route.startswith(NOT_PAGES)} | {"api/v1/docs"}
    told = [row.route for row in TABLE]
    assert len(told) == len(set(told))
    assert set(told) == pages


def test_nobody_of_another_company_is_let_in_to_an_address_of_ours():
    """What the table itself may say: a thing of the first company is nothing to the second."""
    for row in TABLE:
        if "_id" not in row.route or row.route in PUBLIC_THINGS:
            continue
        for answers in (row.get, row.post):
            assert not set(answers.split()[2]) & set("+w"), row


# Following is meant for other companies.
PUBLIC_THINGS = {"following/<slug:company_id>"}


@pytest.mark.parametrize("area", AREAS)
def test_each_role_gets_its_answer(area, world, at, monkeypatch, caught_up):
    monkeypatch.setattr(clock, "now", lambda: at)
    world.category("food")
    stage = Stage(world, at)
    beats.beat("worker", at=at)
    caught_up()
    walkers = [
        Walker(),
        *(Walker().signed_in(world, person) for person in stage.people.values()),
        Walker().signed_in(world, stage.staff),
    ]
    wrong = []
    for row in (row for row in TABLE if row.area == area):
        address = filled(row.route, stage.things, PLACES | row.places)
        for method, told in (("GET", row.get), ("POST", row.post)):
            data = row.body if method == "POST" else {}
            found = "".join(walker.ask(method, address, data=data) for walker in walkers)
            if found != told.replace(" ", ""):
                shown = f"{found[0]} {found[1:6]} {found[6:11]} {found[11:]}"
                wrong.append(f"{method} {row.route}: {shown}, the table says {told}")
    assert not wrong, "\n".join(wrong)
