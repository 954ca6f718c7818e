"""A company's products as import records, and as files of them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fondouk.catalogue.domain.intake.export import record_of
from fondouk.catalogue.models import Product
from fondouk.catalogue.ports import FILES
from fondouk.catalogue.queries.listings import list_listings, sees_all
from fondouk.companies.queries import list_cards
from fondouk.kernel.actor import Actor
from fondouk.kernel.refused import Refused

_CHUNK = 500


def iter_records(actor: Actor, company_id: str | None) -> Iterator[dict[str, Any]]:
    """All products of the company, drafts too, in the order of their SKUs; without a company
    those of every supplier. For those who see its drafts. Refuses `not_found`.
    """
    if not sees_all(actor, company_id or ""):
        raise Refused("not_found")
    rows = Product.objects.exclude(state="archived").order_by("company_id", "sku")
    if company_id:
        rows = rows.filter(company=company_id)
    ids = list(rows.values_list("pk", flat=True))
    for start in range(0, len(ids), _CHUNK):
        listings = list_listings(actor, ids[start : start + _CHUNK])
        cards = list_cards(actor, {one.supplier_id for one in listings.values()})
        for listing in listings.values():
            yield record_of(listing, cards[listing.supplier_id].slug)


def write_export(actor: Actor, company_id: str | None, path: Path, kind: str) -> int:
    """Write those records as `csv`, `xlsx` or `jsonl`; return how many."""
    return FILES.get().write_records(path, iter_records(actor, company_id), kind)
