"""Products and categories for programs."""

from collections.abc import Callable
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router

from fondouk.api.access import actor_of, expected_version, language_of
from fondouk.api.operations import says
from fondouk.api.product_input import ProductChange, ProductIn, by_member
from fondouk.api.product_output import EXAMPLE, ProductOut, shown_products
from fondouk.api.shapes import Cursor, Out, PageOut, Size, TextsOut, answer, page_of
from fondouk.catalogue import commands
from fondouk.catalogue.events import CategoryView, ProductDraft, ProductState
from fondouk.catalogue.queries import (
    find_category,
    get_category_tree,
    get_listing,
    list_products,
)
from fondouk.kernel.actor import Actor, Deed
from fondouk.kernel.refused import Refused
from fondouk.plumbing import clock
from fondouk.plumbing.tx import flow

router = Router()

_SAVING = ("sku_taken", "unknown_category", "mixed_currencies", "ladder_not_ascending")
_STEP = ("wrong_product_state", "stale_version")
_NEW = {
    "sku": "ARG-FOOD-1L",
    "name": {"en": "Culinary argan oil"},
    "category": "Food > Oils > Argan oil",
    "hs_code": "1515.90",
    "origin": "MA",
    "region": "MA-09",
    "unit": "litre",
    "moq": "20",
    "lead_time_days": 14,
    "prices": [
        {
            "min_quantity": "20",
            "amount": "28.50",
            "currency": "EUR",
            "incoterm": "FCA",
            "place": "Agadir",
        }
    ],
}


class ChoiceOut(Out):
    """One value of a choice attribute."""

    code: str
    name: TextsOut


class AttributeOut(Out):
    """What a category asks of its products."""

    code: str
    kind: Literal["text", "number", "choice", "boolean"]
    name: TextsOut
    unit: str | None
    choices: list[ChoiceOut]
    required: bool


class CategoryOut(Out):
    """A category: codes from the root to itself, and its attributes."""

    id: str
    code: str
    version: int
    name: TextsOut
    path: list[str]
    attributes: list[AttributeOut]


class CategoriesOut(Out):
    """The whole tree, each parent before its children."""

    items: list[CategoryOut]


CATEGORY: dict[str, Any] = {
    "id": "cat_01kaqx2v9mq0e8r4w5t6y7z8a9",
    "code": "food.oils",
    "version": 1,
    "name": {"en": "Oils", "fr": "Huiles"},
    "path": ["food", "food.oils"],
    "attributes": [
        {
            "code": "acidity",
            "kind": "number",
            "name": {"en": "Acidity"},
            "unit": "%",
            "choices": [],
            "required": False,
        }
    ],
}


@router.get(
    "/products/{product_id}", **says("Read a product", answers=ProductOut, example=EXAMPLE)
)
def get_product(request: HttpRequest, product_id: str) -> HttpResponse:
    """A published product, or any product of the key's own company."""
    return _product(request, product_id)


@router.get(
    "/products",
    **says(
        "List your products",
        needs=Deed.READ_CATALOGUE,
        answers=PageOut[ProductOut],
        example={"items": [EXAMPLE], "next": None},
        refuses=("bad_cursor",),
    ),
)
def list_own_products(
    request: HttpRequest,
    state: Literal["draft", "published", "suspended", "archived"] | None = None,
    q: str = "",
    cursor: Cursor = None,
    size: Size = None,
) -> HttpResponse:
    """The products of the key's company in every state, newest first; `q` finds words in the SKU
    and the names.
    """
    actor = actor_of(request)
    page = list_products(
        actor,
        _company(actor),
        state=ProductState(state) if state else None,
        words=q,
        cursor=cursor,
        size=size,
    )
    return answer(page_of(shown_products(actor, page.items, language_of(request)), page.next))


@router.post(
    "/products",
    **says(
        "Create a product",
        needs=Deed.EDIT_CATALOGUE,
        answers=ProductOut,
        example=EXAMPLE,
        status=201,
        body=_NEW,
        refuses=(*_SAVING, "publication_needs_unit", "publication_needs_price"),
    ),
)
def create_product(request: HttpRequest, product: ProductIn) -> HttpResponse:
    """A new product of the key's company. A draft needs a SKU, one name and a category; with
    `"status": "published"` it is shown to everybody at once, which needs a unit and a price too.
    """
    actor = actor_of(request)
    try:
        product_id = _create(actor, product)
    except Refused as refused:
        raise by_member(refused) from None
    return _product(request, product_id, status=201)


@flow
def _create(actor: Actor, product: ProductIn) -> str:
    """Save, and publish where asked: both or nothing."""
    draft = ProductDraft(**product.changes(find_category(actor, product.category)))
    at = clock.now()
    company_id = _company(actor)
    product_id = commands.save_product(actor, company_id=company_id, draft=draft, at=at)
    if product.status == "published":
        commands.publish_product(actor, product_id=product_id, at=at)
    return product_id


@router.patch(
    "/products/{product_id}",
    **says(
        "Change a product",
        needs=Deed.EDIT_CATALOGUE,
        answers=ProductOut,
        example=EXAMPLE,
        body={"lead_time_days": 10, "region": None},
        refuses=_SAVING,
    ),
)
def change_product(request: HttpRequest, product_id: str, change: ProductChange) -> HttpResponse:
    """Members that are left out stay as they are; null takes a value away. A list (prices,
    selling units) is replaced whole.
    """
    actor = actor_of(request)
    listing = get_listing(actor, product_id)
    given = "category" in change.model_fields_set
    category = find_category(actor, change.category) if given else listing.category
    try:
        commands.save_product(
            actor,
            company_id=_company(actor),
            draft=change.onto(listing.draft, category),
            product_id=product_id,
            expected_version=expected_version(request) or listing.version,
            at=clock.now(),
        )
    except Refused as refused:
        raise by_member(refused) from None
    return _product(request, product_id)


@router.post(
    "/products/{product_id}/publish",
    **says(
        "Publish a product",
        needs=Deed.PUBLISH,
        answers=ProductOut,
        example=EXAMPLE,
        refuses=(*_STEP, "publication_needs_unit", "publication_needs_price"),
    ),
)
def publish_product(request: HttpRequest, product_id: str) -> HttpResponse:
    """Show the product to everybody. It needs a unit, and a price or "on request"."""
    return _step(request, product_id, commands.publish_product)


@router.post(
    "/products/{product_id}/unpublish",
    **says(
        "Take a product back",
        needs=Deed.PUBLISH,
        answers=ProductOut,
        example=EXAMPLE,
        refuses=_STEP,
    ),
)
def unpublish_product(request: HttpRequest, product_id: str) -> HttpResponse:
    """The product becomes a draft again, which only its company sees."""
    return _step(request, product_id, commands.unpublish_product)


@router.post(
    "/products/{product_id}/archive",
    **says(
        "Archive a product",
        needs=Deed.PUBLISH,
        answers=ProductOut,
        example=EXAMPLE,
        refuses=_STEP,
    ),
)
def archive_product(request: HttpRequest, product_id: str) -> HttpResponse:
    """Put the product away. Its SKU stays taken, and it can be restored."""
    return _step(request, product_id, commands.archive_product)


@router.post(
    "/products/{product_id}/restore",
    **says(
        "Restore a product",
        needs=Deed.PUBLISH,
        answers=ProductOut,
        example=EXAMPLE,
        refuses=_STEP,
    ),
)
def restore_product(request: HttpRequest, product_id: str) -> HttpResponse:
    """Take an archived product out again, as a draft."""
    return _step(request, product_id, commands.restore_product)


@router.get(
    "/categories",
    **says("List the categories", answers=CategoriesOut, example={"items": [CATEGORY]}),
)
def list_categories(request: HttpRequest) -> HttpResponse:
    """The whole tree, each parent before its children, with the attributes of each category."""
    items = [_category(one) for one in get_category_tree(actor_of(request))]
    response = answer({"items": items})
    response["Cache-Control"] = "public, max-age=300"
    return response


@router.get(
    "/categories/{category}", **says("Read a category", answers=CategoryOut, example=CATEGORY)
)
def get_category(request: HttpRequest, category: str) -> HttpResponse:
    """One category with its attributes, by its id or its code."""
    found = find_category(actor_of(request), category)
    if found is None:
        raise Refused("not_found")
    return answer(_category(found), version=found.version)


def _company(actor: Actor) -> str:
    if actor.company_id is None:
        raise Refused("not_allowed", deed="company")
    return actor.company_id


def _product(request: HttpRequest, product_id: str, *, status: int = 200) -> HttpResponse:
    actor = actor_of(request)
    listing = get_listing(actor, product_id)
    body = shown_products(actor, [listing], language_of(request))[0]
    location = body["href"] if status == 201 else ""
    return answer(body, status, version=listing.version, location=location)


def _step(request: HttpRequest, product_id: str, deed: Callable[..., None]) -> HttpResponse:
    try:
        deed(
            actor_of(request),
            product_id=product_id,
            expected_version=expected_version(request),
            at=clock.now(),
        )
    except Refused as refused:
        raise by_member(refused) from None
    return _product(request, product_id)


def _category(view: CategoryView) -> dict[str, Any]:
    return {
        "id": view.id,
        "code": view.code,
        "version": view.version,
        "name": view.names.shown(),
        "path": view.path,
        "attributes": [
            {
                "code": spec.code,
                "kind": spec.kind.value,
                "name": spec.names.shown(),
                "unit": spec.unit,
                "choices": [
                    {"code": choice.code, "name": choice.names.shown()} for choice in spec.choices
                ],
                "required": spec.required,
            }
            for spec in view.attributes
        ],
    }
