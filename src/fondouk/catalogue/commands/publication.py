"""A product's way to others and back: publish, unpublish, archive, and the desk's suspension."""

from datetime import datetime

from fondouk.catalogue.commands.ownership import announce, own_product
from fondouk.catalogue.domain.missing import check_publishable
from fondouk.catalogue.domain.states import Step, after
from fondouk.catalogue.events import LISTING_MODERATED, ProductState
from fondouk.catalogue.models import Category, Price, Product
from fondouk.catalogue.store import draft_of
from fondouk.kernel.actor import Actor, Deed
from fondouk.kernel.refused import Refused, refuse_all
from fondouk.plumbing.outbox import publish
from fondouk.plumbing.tx import command
from fondouk.plumbing.versions import check_version

_MAX_REASON = 400


@command
def publish_product(
    actor: Actor, *, product_id: str, expected_version: int | None = None, at: datetime
) -> None:
    """Show the product to everybody. Refuses `publication_needs_unit`, `publication_needs_price`,
    `wrong_product_state`, `stale_version`, `not_found`, `not_allowed`.
    """
    row = own_product(actor, product_id, Deed.PUBLISH)
    check_version(expected_version, row.version)
    state = after(ProductState(row.state), Step.PUBLISH)
    prices = list(Price.objects.filter(product=row).order_by("position"))
    code = Category.objects.values_list("code", flat=True).get(pk=row.category_id)
    refuse_all(check_publishable(draft_of(row, prices, code)))
    row.published_at = at
    _enter(actor, row, state, "product_published", at=at)


@command
def unpublish_product(
    actor: Actor, *, product_id: str, expected_version: int | None = None, at: datetime
) -> None:
    """Take the product back to a draft. Refuses `wrong_product_state`, `stale_version`,
    `not_found`, `not_allowed`.
    """
    _own_step(actor, product_id, expected_version, Step.UNPUBLISH, "product_unpublished", at=at)


@command
def archive_product(
    actor: Actor, *, product_id: str, expected_version: int | None = None, at: datetime
) -> None:
    """Put the product away; its SKU stays taken. Refuses as `unpublish_product` does."""
    _own_step(actor, product_id, expected_version, Step.ARCHIVE, "product_archived", at=at)


@command
def restore_product(
    actor: Actor, *, product_id: str, expected_version: int | None = None, at: datetime
) -> None:
    """Take an archived product out again, as a draft. Refuses as `unpublish_product` does."""
    _own_step(actor, product_id, expected_version, Step.RESTORE, "product_restored", at=at)


@command
def suspend_listing(actor: Actor, *, product_id: str, reason: str, at: datetime) -> None:
    """The desk hides a published product and says why; the supplier reads the reason.

    Refuses `reason_required`, `too_long`, `wrong_product_state`, `not_found`, `not_allowed`.
    """
    row = _moderated(actor, product_id)
    words = reason.strip()
    if not words:
        raise Refused("reason_required", "reason")
    if len(words) > _MAX_REASON:
        raise Refused("too_long", "reason", limit=_MAX_REASON, found=len(words))
    state = after(ProductState(row.state), Step.SUSPEND)
    row.suspension_reason = words
    _enter(actor, row, state, "listing_suspended", at=at)
    _tell(row, suspended=True, at=at)


@command
def lift_suspension(actor: Actor, *, product_id: str, at: datetime) -> None:
    """The desk shows a suspended product again. Refuses `wrong_product_state`, `not_found`,
    `not_allowed`.
    """
    row = _moderated(actor, product_id)
    state = after(ProductState(row.state), Step.LIFT)
    row.suspension_reason = ""
    _enter(actor, row, state, "suspension_lifted", at=at)
    _tell(row, suspended=False, at=at)


def _tell(row: Product, *, suspended: bool, at: datetime) -> None:
    payload = {"product": row.id, "company": row.company_id, "suspended": suspended}
    publish(LISTING_MODERATED, f"{row.id}:{row.version}", payload, at=at)


def _moderated(actor: Actor, product_id: str) -> Product:
    actor.require(Deed.DESK_MODERATE)
    row = Product.objects.select_for_update().filter(pk=product_id).first()
    if row is None:
        raise Refused("not_found")
    return row


def _own_step(
    actor: Actor,
    product_id: str,
    expected_version: int | None,
    step: Step,
    deed: str,
    *,
    at: datetime,
) -> None:
    row = own_product(actor, product_id, Deed.PUBLISH)
    check_version(expected_version, row.version)
    _enter(actor, row, after(ProductState(row.state), step), deed, at=at)


def _enter(actor: Actor, row: Product, state: ProductState, deed: str, *, at: datetime) -> None:
    row.state, row.version, row.updated_at = state, row.version + 1, at
    row.save()
    announce(actor, deed, row, at=at)
