"""The access walk over the API: every operation, with every kind of key, answers as the table says.

A new operation fails the walk until it has its row. A row tells what is given to
  a visitor | a key of the first company with every scope | with all but the one needed | with
  none | a key of another company with every scope
with the letters of `fakes.stage.outcome`, and `w` where something was written. What stands in an
address is the first company's own: the other company must never get `+` or `w` for it.
"""

import json

import pytest

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

TABLE = {}

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
BODIES = {
    "PATCH /api/v1/products/{product_id}": {"lead_time_days": 3},
    "POST /api/v1/products": {"sku": "N", "name": {"en": "New"}, "category": "food"},
    "POST /api/v1/mappings": {"name": "New", "mapping": {"version": 1, "fields": {"sku": "S"}}},
    "POST /api/v1/messages": {
        "about": {"kind": "order", "id": "order"},
        "text": "A word",
    },
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
        method, path = name.split()
        scope = operation.get("x-scope", "")
        walkers = kept.setdefault(scope, walkers_of(stage, scope))
        address = filled(path, stage.things, PLACES | OTHER_PLACES.get(name, {}))
        body = body_of(name, stage.things)
        found = "".join(walker.send(method, address, body) for walker in walkers)
        shown = f"{found[0]} {found[1:4]} {found[4]}"
        if shown != TABLE.get(name):
            wrong.append(f"{name}: {shown}, the table says {TABLE.get(name)}")
    assert not wrong, "\n".join(wrong)


def body_of(name, things):
    """The body of the request, with the stage's ids where it names things."""
    body = BODIES.get(name)
    return b"" if body is None else json.dumps(with_ids(body, things)).encode()


def with_ids(value, things):
    if isinstance(value, dict):
        return {name: with_ids(one, things) for name, one in value.items()}
    if isinstance(value, list):
        return [with_ids(one, things) for one in value]
    return things.get(value, value) if isinstance(value, str) else value
