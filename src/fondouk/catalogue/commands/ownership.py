"""Who may write for a company, and the one way in which a command takes hold of a product."""

from collections.abc import Mapping
from datetime import datetime

from fondouk.catalogue.events import PRODUCTS_CHANGED
from fondouk.catalogue.models import Product
from fondouk.kernel.actor import Actor, Deed, Staff, System
from fondouk.kernel.refused import Refused
from fondouk.plumbing.audit import record
from fondouk.plumbing.outbox import publish


def require_company(actor: Actor, company_id: str, deed: Deed = Deed.EDIT_CATALOGUE) -> None:
    """The actor works for this company, or is the hub's importer. Refuses `not_allowed`, and
    `not_found` for another company's matters.
    """
    if isinstance(actor, System):
        return
    if isinstance(actor, Staff):
        actor.require(Deed.DESK_IMPORT)
        return
    actor.require(deed)
    if actor.company_id != company_id:
        raise Refused("not_found")


def own_product(actor: Actor, product_id: str, deed: Deed = Deed.EDIT_CATALOGUE) -> Product:
    """The product, locked until the transaction's end. Refuses as `require_company` does."""
    row = Product.objects.select_for_update().filter(pk=product_id).first()
    if row is None:
        raise Refused("not_found")
    require_company(actor, row.company_id, deed)
    return row


def announce(
    actor: Actor,
    deed: str,
    row: Product,
    *,
    at: datetime,
    facts: Mapping[str, str | int | bool | None] | None = None,
) -> None:
    """Tell the outbox that a product changed, and write who changed it."""
    key = f"{row.id}:{row.version}"
    publish(PRODUCTS_CHANGED, key, {"products": [row.id]}, at=at)
    record(actor, deed, "product", row.id, at=at, facts=facts)
