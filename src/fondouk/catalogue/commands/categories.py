"""The category tree, kept by the desk."""

from datetime import datetime

from django.db.models import ProtectedError, Q

from fondouk.catalogue.domain.attributes import check_attributes
from fondouk.catalogue.domain.tree import moved, path_under
from fondouk.catalogue.events import PRODUCTS_CHANGED, CategoryDraft
from fondouk.catalogue.models import Category, Product
from fondouk.catalogue.store import category_columns
from fondouk.kernel.actor import Actor, Deed
from fondouk.kernel.refused import Refused, refuse_all
from fondouk.plumbing.audit import record
from fondouk.plumbing.ids import new_id
from fondouk.plumbing.outbox import publish
from fondouk.plumbing.tx import command
from fondouk.plumbing.versions import check_version

_CHUNK = 500


@command
def save_category(
    actor: Actor,
    *,
    draft: CategoryDraft,
    category_id: str | None = None,
    expected_version: int | None = None,
    at: datetime,
) -> str:
    """Create a category, or change (also move) the one named; answer its id.

    Saving what stands changes nothing. Products under it are announced, since pages and the index
    show its names. Refuses `category_cycle`, `unknown_category` for the parent,
    `category_code_taken`, `bad_category_code`, `name_required`, `stale_version`, `not_found`, and
    what `check_attributes` refuses.
    """
    actor.require(Deed.DESK_CATEGORIES)
    row = _load(category_id)
    if category_id:
        check_version(expected_version, row.version)
    parent = _parent(draft)
    _check(draft, row)
    path = path_under(_path_for(row, parent), draft.code)
    columns = {**category_columns(draft), "parent_id": parent.id if parent else None, "path": path}
    if category_id and all(getattr(row, name) == value for name, value in columns.items()):
        return row.id
    old = row.path
    for name, value in columns.items():
        setattr(row, name, value)
    row.version = row.version + 1 if category_id else 1
    row.save(force_insert=not category_id)
    if category_id:
        _move_below(old, path)
        _announce_products(path, at)
    record(actor, "category_saved", "category", row.id, at=at)
    return row.id


@command
def delete_category(actor: Actor, *, category_id: str, at: datetime) -> None:
    """Remove an empty category. Refuses `category_in_use`, `not_found`, `not_allowed`."""
    actor.require(Deed.DESK_CATEGORIES)
    row = _load(category_id)
    try:
        row.delete()
    except ProtectedError:
        raise Refused("category_in_use") from None
    record(actor, "category_deleted", "category", category_id, at=at)


def _load(category_id: str | None) -> Category:
    if category_id is None:
        return Category()
    row = Category.objects.select_for_update().filter(pk=category_id).first()
    if row is None:
        raise Refused("not_found")
    return row


def _parent(draft: CategoryDraft) -> Category | None:
    if draft.parent is None:
        return None
    parent = Category.objects.filter(code=draft.parent).first()
    if parent is None:
        raise Refused("unknown_category", "parent", value=draft.parent[:80])
    return parent


def _path_for(row: Category, parent: Category | None) -> str | None:
    """The parent's path, once it is sure that the parent does not lie under the row."""
    if parent is None:
        return None
    if row.path and (parent.path == row.path or parent.path.startswith(f"{row.path}/")):
        raise Refused("category_cycle", "parent", category=row.code)
    return parent.path


def _check(draft: CategoryDraft, row: Category) -> None:
    refused = []
    if not draft.code.strip() or "/" in draft.code or len(draft.code) > 120:
        refused.append(Refused("bad_category_code", "code", value=draft.code[:80]))
    if not draft.names:
        refused.append(Refused("name_required", "name_en"))
    if Category.objects.filter(code=draft.code).exclude(pk=row.pk).exists():
        refused.append(Refused("category_code_taken", "code", value=draft.code[:80]))
    refuse_all([*refused, *check_attributes(draft.attributes)])


def _move_below(old: str, new: str) -> None:
    if old == new:
        return
    below = list(Category.objects.select_for_update().filter(path__startswith=f"{old}/"))
    for row in below:
        row.path = moved(row.path, old, new)
    Category.objects.bulk_update(below, ["path"])


def _announce_products(path: str, at: datetime) -> None:
    here = Category.objects.filter(Q(path=path) | Q(path__startswith=f"{path}/"))
    rows = Product.objects.filter(category__in=here).order_by("pk")
    ids = list(rows.values_list("pk", flat=True))
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        publish(PRODUCTS_CHANGED, new_id("evt"), {"products": chunk}, at=at)
