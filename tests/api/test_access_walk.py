"""The access walk over the API: every operation and every kind of key, as the table says.

A new operation fails the walk until it has its row. A row tells what is given to
  a visitor | a key of the first company with every scope | with all but the one needed | with
  none | a key of another company with every scope
with the letters of `fakes.stage.outcome`, and `w` where something was written. What stands in an
address is the first company's own: the other company must never get `+` or `w` for it.
"""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fakes.pictures import picture
from fakes.stage import Stage, Walker, filled, routes
from fondouk.api.app import document
from fondouk.api.document import operations
from fondouk.companies.commands import issue_key
from fondouk.companies.domain.roles import KEY_SCOPES
from fondouk.plumbing import clock

OPEN = "+ +++ +"

PLACES = {
    "attachment_id": "attachment",
    "category": "=food",
    "certificate_id": "certificate",
    "code": "=080410",
    "company": "company",
    "import_id": "import",
    "mapping_id": "mapping",
    "order_id": "order",
    "picture_id": "=img_none",
    "product_id": "product",
    "quote_id": "quote",
    "rfq_id": "rfq",
    "thread_id": "thread",
}

TABLE = {
    "GET /api/v1/search": OPEN,
    "GET /api/v1/search/suggest": OPEN,
    "GET /api/v1/products/{product_id}": "0 ++0 0",
    "PATCH /api/v1/products/{product_id}": "s wxx 0",
    "GET /api/v1/products": "s +xx +",
    "POST /api/v1/products": "s wxx w",
    "POST /api/v1/products/{product_id}/publish": "s wxx 0",
    "POST /api/v1/products/{product_id}/unpublish": "s 9xx 0",
    "POST /api/v1/products/{product_id}/archive": "s wxx 0",
    "POST /api/v1/products/{product_id}/restore": "s 9xx 0",
    "POST /api/v1/products/{product_id}/pictures": "s wxx 0",
    "POST /api/v1/products/{product_id}/pictures/{picture_id}/first": "s 0xx 0",
    "DELETE /api/v1/products/{product_id}/pictures/{picture_id}": "s 0xx 0",
    "GET /api/v1/categories": OPEN,
    "GET /api/v1/categories/{category}": OPEN,
    "POST /api/v1/imports": "s wxx w",
    "GET /api/v1/imports": "s +xx +",
    "GET /api/v1/imports/{import_id}": "s +xx 0",
    "POST /api/v1/imports/{import_id}/start": "s wxx 0",
    "POST /api/v1/imports/{import_id}/cancel": "s wxx 0",
    "GET /api/v1/imports/{import_id}/errors": "s +xx 0",
    "GET /api/v1/mappings": "s +xx +",
    "POST /api/v1/mappings": "s +xx +",
    "DELETE /api/v1/mappings/{mapping_id}": "s +xx 0",
    "GET /api/v1/rfqs": "s +xx +",
    "POST /api/v1/rfqs": "s wxx w",
    "GET /api/v1/rfqs/{rfq_id}": "s +xx 0",
    "PUT /api/v1/rfqs/{rfq_id}": "s wxx 0",
    "POST /api/v1/rfqs/{rfq_id}/send": "s wxx 0",
    "POST /api/v1/rfqs/{rfq_id}/suppliers": "s wxx 0",
    "POST /api/v1/rfqs/{rfq_id}/close": "s wxx 0",
    "POST /api/v1/rfqs/{rfq_id}/reopen": "s 9xx 0",
    "POST /api/v1/rfqs/{rfq_id}/cancel": "s wxx 0",
    "POST /api/v1/rfqs/{rfq_id}/decline": "s wxx 0",
    "GET /api/v1/rfqs/{rfq_id}/quotes": "s +xx 0",
    "POST /api/v1/rfqs/{rfq_id}/quotes": "s wxx 0",
    "GET /api/v1/quotes": "s +xx +",
    "GET /api/v1/quotes/{quote_id}": "s +xx 0",
    "POST /api/v1/quotes/{quote_id}/rounds": "s wxx 0",
    "POST /api/v1/quotes/{quote_id}/withdraw": "s wxx 0",
    "POST /api/v1/quotes/{quote_id}/award": "s wxx 0",
    "GET /api/v1/orders": "s +xx +",
    "GET /api/v1/orders/{order_id}": "s +xx 0",
    "POST /api/v1/orders/{order_id}/confirm": "s wxx 0",
    "POST /api/v1/orders/{order_id}/cancel": "s wxx 0",
    "GET /api/v1/threads": "s +xx +",
    "GET /api/v1/threads/{thread_id}": "s +xx 0",
    "POST /api/v1/threads/{thread_id}/read": "s +xx 0",
    "POST /api/v1/messages": "s wxx 0",
    "GET /api/v1/attachments/{attachment_id}": "s +xx 0",
    "GET /api/v1/me": "s +++ +",
    "GET /api/v1/companies/{company}": OPEN,
    "GET /api/v1/companies/{company}/products": OPEN,
    "GET /api/v1/companies/{company}/certificates": OPEN,
    "GET /api/v1/certificates/{certificate_id}": OPEN,
    "POST /api/v1/certificates": "s wxx w",
    "POST /api/v1/certificates/{certificate_id}/withdraw": "s wxx 0",
    "GET /api/v1/reference/certificates": OPEN,
    "GET /api/v1/reference/units": OPEN,
    "GET /api/v1/reference/incoterms": OPEN,
    "GET /api/v1/reference/countries": OPEN,
    "GET /api/v1/reference/currencies": OPEN,
    "GET /api/v1/reference/regions": OPEN,
    "GET /api/v1/reference/places": OPEN,
    "GET /api/v1/reference/hs": OPEN,
    "GET /api/v1/reference/hs/{code}": OPEN,
    "GET /api/v1/reference/rates": OPEN,
}

# Where the address or the body must be another thing of the first company.
OTHER_PLACES = {
    "PUT /api/v1/rfqs/{rfq_id}": {"rfq_id": "draft"},
    "POST /api/v1/rfqs/{rfq_id}/send": {"rfq_id": "draft"},
    "POST /api/v1/rfqs/{rfq_id}/decline": {"rfq_id": "received"},
    "POST /api/v1/rfqs/{rfq_id}/quotes": {"rfq_id": "received"},
    "POST /api/v1/quotes/{quote_id}/rounds": {"quote_id": "given"},
    "POST /api/v1/quotes/{quote_id}/withdraw": {"quote_id": "given"},
    "POST /api/v1/orders/{order_id}/confirm": {"order_id": "sale"},
}
# What is sent: the document's own example, or this; names of things become their ids.
REQUEST = {
    "title": "Oil",
    "suppliers": ["supplier"],
    "destination": {"country": "FR"},
    "currency": "EUR",
    "lines": [{"text": "Oil", "quantity": "200", "unit": "litre"}],
}
QUOTE = {"valid_until": "2026-12-31", "incoterm": "FCA", "place": "Agadir", "currency": "EUR"}
LINE = {"unit_price": "24.50", "quantity": "200", "lead_time_days": 21}
BODIES = {
    "POST /api/v1/products": {"sku": "N", "name": {"en": "New"}, "category": "food"},
    "POST /api/v1/rfqs": REQUEST,
    "PUT /api/v1/rfqs/{rfq_id}": REQUEST,
    "POST /api/v1/rfqs/{rfq_id}/suppliers": {"suppliers": ["exporter"]},
    "POST /api/v1/rfqs/{rfq_id}/quotes": QUOTE | {"lines": [LINE | {"rfq_line": "received-line"}]},
    "POST /api/v1/quotes/{quote_id}/rounds": QUOTE
    | {"lines": [LINE | {"rfq_line": "given-line"}]},
}
FORMS = {
    "POST /api/v1/products/{product_id}/pictures": {"picture": ("a.png", picture())},
    "POST /api/v1/certificates": {"kind": "organic_eu", "issuer": "A body"},
    "POST /api/v1/imports": {"file": ("a.csv", b"sku,name_en\nA,Oil\n")},
    "POST /api/v1/messages": {"kind": "=order", "id": "order", "text": "A word"},
}
BY_ID = "{"


def each():
    return [
        (f"{method.upper()} {path}", operation)
        for path, method, operation in operations(document())
    ]


def test_every_operation_has_its_row_and_every_row_its_operation():
    assert set(TABLE) == {name for name, _ in each()}
    told = {path.replace("{", "<").replace("}", ">") for path in document()["paths"]}
    served = {f"/{route}" for route in routes() if route.startswith("api/v1/")}
    assert served - told == {"/api/v1/", "/api/v1/docs", "/api/v1/openapi.json"}


def test_nobody_of_another_company_is_let_in_to_an_address_of_ours():
    for name, answers in TABLE.items():
        mine = BY_ID in name and name not in PUBLIC_THINGS
        assert not (mine and set(answers.split()[2]) & set("+w")), name


# What anybody may read of a company, a category, a code.
PUBLIC_THINGS = {
    "GET /api/v1/certificates/{certificate_id}",
    "GET /api/v1/categories/{category}",
    "GET /api/v1/companies/{company}",
    "GET /api/v1/companies/{company}/products",
    "GET /api/v1/companies/{company}/certificates",
    "GET /api/v1/reference/hs/{code}",
}


@pytest.fixture
def stage(world, at, monkeypatch, caught_up, rates):
    monkeypatch.setattr(clock, "now", lambda: at)
    world.category("food")
    made = Stage(world, at)
    caught_up()
    return made


def key_of(stage, owner, scopes):
    if not scopes:
        return None
    token = issue_key(
        actor=owner,
        company_id=owner.company_id,
        label="A program",
        scopes=[scope.value for scope in scopes],
        at=stage.at,
    ).token
    return {"Authorization": f"Bearer {token}"}


def walkers_of(stage, scope):
    """The five callers. A key without any scope cannot be made: it is one with another scope."""
    other = next(one for one in sorted(KEY_SCOPES) if one.value != scope)
    all_but = [one for one in KEY_SCOPES if one.value != scope]
    given = [KEY_SCOPES, all_but, [other]]
    return [
        Walker(),
        *(Walker(key_of(stage, stage.mine, scopes)) for scopes in given),
        Walker(key_of(stage, stage.theirs, KEY_SCOPES)),
    ]


def test_each_key_gets_its_answer(stage):
    wrong, kept = [], {}
    for name, operation in each():
        path = name.split()[1]
        scope = operation.get("x-scope", "")
        walkers = kept.setdefault(scope, walkers_of(stage, scope))
        address = filled(path, stage.things, PLACES | OTHER_PLACES.get(name, {}))
        found = "".join(
            asked(walker, name, operation, address, stage.things) for walker in walkers
        )
        shown = f"{found[0]} {found[1:4]} {found[4]}"
        if shown != TABLE.get(name):
            wrong.append(f"{name}: {shown}, the table says {TABLE.get(name)}")
    assert not wrong, "\n".join(wrong)


def asked(walker, name, operation, address, things):
    """The walker's outcome, with a form or with JSON as the operation takes it."""
    method = name.split()[0]
    if name in FORMS:
        form = {
            member: SimpleUploadedFile(*value) if isinstance(value, tuple) else value
            for member, value in with_ids(FORMS[name], things).items()
        }
        return walker.ask(method, address, data=form)
    content = operation.get("requestBody", {}).get("content", {})
    example = content.get("application/json", {}).get("example")
    body = with_ids(BODIES.get(name, example), things)
    return walker.send(method, address, b"" if body is None else json.dumps(body).encode())


def with_ids(value, things):
    if isinstance(value, dict):
        return {name: with_ids(one, things) for name, one in value.items()}
    if isinstance(value, list):
        return [with_ids(one, things) for one in value]
    if isinstance(value, str):
        return value[1:] if value.startswith("=") else things.get(value, value)
    return value
