"""One product saved, by form, API or import line; the texts that somebody has read with care."""

from collections.abc import Sequence
from datetime import datetime

from fondouk.catalogue.commands.ownership import announce, own_product, require_company
from fondouk.catalogue.domain.drafts import check_draft
from fondouk.catalogue.domain.missing import check_publishable
from fondouk.catalogue.domain.translations import unreviewed_after
from fondouk.catalogue.events import PRODUCTS_CHANGED, ProductDraft, ProductState
from fondouk.catalogue.models import Category, Price, Product
from fondouk.catalogue.store import category_view, columns_of, fingerprint, price_rows
from fondouk.kernel.actor import Actor, Deed, Staff, System
from fondouk.kernel.refused import Refused, refuse_all
from fondouk.kernel.texts import Texts
from fondouk.plumbing.audit import record
from fondouk.plumbing.ids import new_id
from fondouk.plumbing.outbox import publish
from fondouk.plumbing.tx import command
from fondouk.plumbing.versions import check_version


@command
def save_product(
    actor: Actor,
    *,
    company_id: str,
    draft: ProductDraft,
    product_id: str | None = None,
    expected_version: int | None = None,
    at: datetime,
) -> str:
    """Create a product, or change the one named; answer its id.

    A draft equal to what stands changes nothing and announces nothing. Refuses what is wrong with
    the draft, all at once; `sku_taken`; `unknown_category`; `stale_version`; `not_found`; what a
    published product may not lose.
    """
    require_company(actor, company_id)
    row = own_product(actor, product_id) if product_id else _new(company_id, at)
    if row.company_id != company_id:
        raise Refused("not_found")
    if product_id:
        check_version(expected_version, row.version)
    category = Category.objects.filter(code=draft.category).first()
    if category is None:
        raise Refused("unknown_category", "category", value=draft.category[:80])
    columns = columns_of(draft, category.id)
    mark = fingerprint(columns, draft)
    if row.fingerprint == mark:
        return row.id
    _check(row, draft, check_draft(draft, category_view(category)))
    _apply(row, draft, columns, mark, at=at, new=not product_id)
    announce(actor, "product_changed" if product_id else "product_created", row, at=at)
    return row.id


def _new(company_id: str, at: datetime) -> Product:
    return Product(company_id=company_id, version=0, created_at=at)


def _check(row: Product, draft: ProductDraft, refused: list[Refused]) -> None:
    others = Product.objects.filter(company=row.company_id, sku=draft.sku).exclude(pk=row.pk)
    if others.exists():
        refused.append(Refused("sku_taken", "sku", value=draft.sku))
    if row.state in {ProductState.PUBLISHED, ProductState.SUSPENDED}:
        refused += check_publishable(draft)
    refuse_all(refused)


def _apply(
    row: Product,
    draft: ProductDraft,
    columns: dict[str, object],
    mark: str,
    *,
    at: datetime,
    new: bool,
) -> None:
    before = None if new else (Texts.of(row.names), Texts.of(row.descriptions))
    texts = (draft.names, draft.descriptions)
    row.unreviewed = list(unreviewed_after(before, texts, row.unreviewed))
    for name, value in columns.items():
        setattr(row, name, value)
    row.sku, row.fingerprint = draft.sku, mark
    row.version, row.updated_at = row.version + 1, at
    row.save(force_insert=new)
    Price.objects.filter(product=row).delete()
    Price.objects.bulk_create(price_rows(draft, row.id))


@command
def mark_translation_reviewed(
    actor: Actor,
    *,
    product_id: str,
    language: str,
    expected_version: int | None = None,
    at: datetime,
) -> None:
    """Somebody has read the texts in this language. For the supplier and the hub's moderators.

    Refuses `not_found`, `not_allowed`, and `stale_version`: a text that changed since was not
    read.
    """
    if isinstance(actor, Staff):
        actor.require(Deed.DESK_MODERATE)
        row = Product.objects.select_for_update().filter(pk=product_id).first()
    else:
        row = own_product(actor, product_id)
    if row is None:
        raise Refused("not_found")
    if language not in row.unreviewed:
        return
    check_version(expected_version, row.version)
    row.unreviewed = [one for one in row.unreviewed if one != language]
    row.version += 1
    row.save(update_fields=["unreviewed", "version"])
    announce(actor, "translation_reviewed", row, at=at, facts={"language": language})


@command
def mark_translations_reviewed(
    actor: Actor, *, product_ids: Sequence[str], languages: Sequence[str], at: datetime
) -> int:
    """The same for many products at once, by the hub itself; answers how many changed."""
    if not isinstance(actor, System):
        raise Refused("not_allowed", deed=Deed.DESK_MODERATE.value)
    changed = []
    for row in Product.objects.select_for_update().filter(pk__in=product_ids):
        left = [one for one in row.unreviewed if one not in languages]
        if left != row.unreviewed:
            row.unreviewed, row.version = left, row.version + 1
            changed.append(row)
    if changed:
        Product.objects.bulk_update(changed, ["unreviewed", "version"], batch_size=200)
        ids = [row.id for row in changed]
        publish(PRODUCTS_CHANGED, new_id("evt"), {"products": ids}, at=at)
        facts = {"products": len(ids)}
        record(actor, "translations_reviewed", "product", ids[0], at=at, facts=facts)
    return len(changed)
