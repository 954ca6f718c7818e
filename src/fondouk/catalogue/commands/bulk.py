"""Many products of one company at once: the import's door, quick and with few queries.

One call is one short transaction. What it changes stays hidden from others until the import is
released as a whole; without an import id it shows at once.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from fondouk.catalogue.commands.ownership import require_company
from fondouk.catalogue.domain.drafts import check_draft
from fondouk.catalogue.domain.missing import check_publishable
from fondouk.catalogue.domain.states import Step, after
from fondouk.catalogue.domain.translations import unreviewed_after
from fondouk.catalogue.events import (
    PRODUCTS_CHANGED,
    CategoryView,
    ProductDraft,
    ProductState,
    SaveOutcome,
    SaveResult,
)
from fondouk.catalogue.models import Category, Price, Product
from fondouk.catalogue.store import (
    DRAFT_COLUMNS,
    PriceValues,
    category_view,
    columns_of,
    copy_of,
    fingerprint,
    insert_prices,
    price_values,
)
from fondouk.kernel.actor import Actor, Deed
from fondouk.kernel.refused import Refused
from fondouk.kernel.texts import Texts
from fondouk.plumbing.audit import record
from fondouk.plumbing.ids import new_id
from fondouk.plumbing.outbox import publish
from fondouk.plumbing.tx import command

_CHUNK = 500
_WRITTEN = (
    *DRAFT_COLUMNS,
    "state",
    "unreviewed",
    "fingerprint",
    "withheld_by",
    "public_copy",
    "version",
    "updated_at",
    "published_at",
)


@dataclass(slots=True)
class _Standing:
    """What a chunk starts from, read in three queries."""

    categories: dict[str, CategoryView]
    rows: dict[tuple[str, str], Product]
    prices: dict[str, list[Price]]


@dataclass(slots=True)
class _Work:
    """What a chunk will write."""

    import_id: str
    at: datetime
    touched: list[Product] = field(default_factory=list)
    changed: list[Product] = field(default_factory=list)
    steps: list[PriceValues] = field(default_factory=list)


@command
def save_products(
    actor: Actor,
    *,
    company_id: str,
    drafts: Sequence[ProductDraft],
    import_id: str = "",
    publish_skus: Collection[str] = (),
    at: datetime,
) -> list[SaveOutcome]:
    """Create or change products by SKU and answer for each draft, in their order.

    As `save_supplied_products` for one company; `publish_skus` are published where nothing stops
    it.
    """
    given = [(company_id, draft, draft.sku in publish_skus) for draft in drafts]
    return save_supplied_products(actor, given=given, import_id=import_id, at=at)


@command
def save_supplied_products(
    actor: Actor,
    *,
    given: Sequence[tuple[str, ProductDraft, bool]],
    import_id: str = "",
    at: datetime,
) -> list[SaveOutcome]:
    """Create or change products of several companies: each is a company's id, a draft, and
    whether to publish it where nothing stops that. Answers for each, in their order.

    250 to 500 drafts a call are best; the number of queries grows only with the database's limit
    on one statement's parameters, not with the companies. A draft that is refused leaves the
    others alone. With `import_id` nobody else sees the changes before `release_import`.
    """
    for company_id in {company_id for company_id, _, _ in given}:
        require_company(actor, company_id)
    for company_id in {company_id for company_id, _, publishing in given if publishing}:
        require_company(actor, company_id, Deed.PUBLISH)
    standing = _read(given)
    work = _Work(import_id, at)
    seen: set[tuple[str, str]] = set()
    outcomes = []
    for company_id, draft, publishing in given:
        key = (company_id, draft.sku)
        if key in seen:
            again = Refused("sku_twice_in_one_call", "sku", value=draft.sku)
            outcomes.append(_refused(draft, [again]))
            continue
        seen.add(key)
        row = standing.rows.get(key) or Product(company_id=company_id, version=0)
        outcomes.append(_save(row, draft, standing, work, publish=publishing))
    _write(work)
    _announce(actor, work, outcomes)
    return outcomes


@command
def release_import(actor: Actor, *, import_id: str, at: datetime) -> int:
    """Show everybody what an import has changed, at once; answers how many products.

    Calling it again does nothing. For whoever ran the import: the importer checks that.
    """
    rows = Product.objects.filter(withheld_by=import_id)
    ids = list(rows.order_by("pk").values_list("pk", flat=True)) if import_id else []
    if not ids:
        return 0
    rows.update(withheld_by="", public_copy=None)
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        publish(PRODUCTS_CHANGED, f"{import_id}:{chunk[0]}", {"products": chunk}, at=at)
    record(actor, "import_released", "import", import_id, at=at, facts={"products": len(ids)})
    return len(ids)


def _read(given: Sequence[tuple[str, ProductDraft, bool]]) -> _Standing:
    codes = {draft.category for _, draft, _ in given}
    categories = Category.objects.filter(code__in=codes)
    companies = {company_id for company_id, _, _ in given}
    skus = [draft.sku for _, draft, _ in given]
    found = Product.objects.select_for_update().filter(company__in=companies, sku__in=skus)
    wanted = {(company_id, draft.sku) for company_id, draft, _ in given}
    rows = [row for row in found if (row.company_id, row.sku) in wanted]
    prices: dict[str, list[Price]] = {}
    public = [row.id for row in rows if row.state == ProductState.PUBLISHED]
    for price in Price.objects.filter(product__in=public).order_by("product_id", "position"):
        prices.setdefault(price.product_id, []).append(price)
    return _Standing(
        categories={row.code: category_view(row) for row in categories},
        rows={(row.company_id, row.sku): row for row in rows},
        prices=prices,
    )


def _save(
    row: Product, draft: ProductDraft, standing: _Standing, work: _Work, *, publish: bool
) -> SaveOutcome:
    category = standing.categories.get(draft.category)
    if category is None:
        unknown = Refused("unknown_category", "category", value=draft.category[:80])
        return _refused(draft, [unknown])
    columns = columns_of(draft, category.id)
    mark = fingerprint(columns, draft)
    if row.fingerprint == mark:
        return _unchanged(row, draft, standing, work, publish=publish)
    public = row.state in {ProductState.PUBLISHED, ProductState.SUSPENDED}
    refused = check_draft(draft, category)
    stops = check_publishable(draft) if publish or public else []
    if refused or (stops and public):
        return _refused(draft, [*refused, *stops], row)
    new = row.version == 0
    _withhold(row, standing, work)
    before = None if new else (Texts.of(row.names), Texts.of(row.descriptions))
    texts = (draft.names, draft.descriptions)
    row.unreviewed = list(unreviewed_after(before, texts, row.unreviewed))
    for name, value in columns.items():
        setattr(row, name, value)
    row.sku, row.fingerprint = draft.sku, mark
    if new:
        row.created_at = work.at
    work.changed.append(row)
    work.steps += price_values(draft, row.id)
    published = publish and not stops and _publish(row, work)
    _touch(row, work)
    result = SaveResult.CREATED if new else SaveResult.UPDATED
    return SaveOutcome(
        sku=draft.sku,
        product_id=row.id,
        result=result,
        published=published,
        refused=tuple(stops),
    )


def _unchanged(
    row: Product, draft: ProductDraft, standing: _Standing, work: _Work, *, publish: bool
) -> SaveOutcome:
    stops = check_publishable(draft) if publish and row.state == ProductState.DRAFT else []
    published = False
    if publish and row.state == ProductState.DRAFT and not stops:
        _withhold(row, standing, work)
        published = _publish(row, work)
        _touch(row, work)
    same = SaveOutcome(sku=draft.sku, product_id=row.id, result=SaveResult.UNCHANGED)
    return replace(same, published=published, refused=tuple(stops))


def _refused(
    draft: ProductDraft, refused: Sequence[Refused], row: Product | None = None
) -> SaveOutcome:
    known = row.id if row is not None and row.version else None
    return SaveOutcome(
        sku=draft.sku, product_id=known, result=SaveResult.REFUSED, refused=tuple(refused)
    )


def _withhold(row: Product, standing: _Standing, work: _Work) -> None:
    """Others go on reading what stood before the import, or nothing where nothing stood."""
    if not work.import_id or row.withheld_by:
        return
    row.withheld_by = work.import_id
    if row.state == ProductState.PUBLISHED:
        row.public_copy = copy_of(row, standing.prices.get(row.id, []))


def _publish(row: Product, work: _Work) -> bool:
    if row.state != ProductState.DRAFT:
        return False
    row.state = after(ProductState.DRAFT, Step.PUBLISH)
    row.published_at = work.at
    return True


def _touch(row: Product, work: _Work) -> None:
    row.version += 1
    row.updated_at = work.at
    work.touched.append(row)


def _write(work: _Work) -> None:
    """New and changed rows in one kind of statement; the ladders of changed rows anew."""
    Product.objects.bulk_create(
        work.touched, update_conflicts=True, unique_fields=["id"], update_fields=[*_WRITTEN]
    )
    old = [row.id for row in work.changed if row.version > 1]
    if old:
        Price.objects.filter(product__in=old).delete()
    insert_prices(work.steps)


def _announce(actor: Actor, work: _Work, outcomes: Sequence[SaveOutcome]) -> None:
    if not work.touched:
        return
    ids = [row.id for row in work.touched if not row.withheld_by]
    if ids:
        publish(PRODUCTS_CHANGED, new_id("evt"), {"products": ids}, at=work.at)
    facts: dict[str, str | int | bool | None] = {
        result.value: sum(outcome.result is result for outcome in outcomes)
        for result in SaveResult
    }
    first = work.import_id or work.touched[0].id
    record(actor, "products_saved", "import", first, at=work.at, facts=facts)
