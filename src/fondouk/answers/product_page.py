"""What a product's page asks of the rooms: the listing, who stands behind it, what it is called
in customs.
"""

import time
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from fondouk.answers.category_tree import category_tree
from fondouk.answers.certificates_shown import CertificateShown, certificates_of_product
from fondouk.catalogue.events import CategoryView, Listing
from fondouk.catalogue.queries import get_listing
from fondouk.companies.events import CompanyCard, CompanyState
from fondouk.companies.queries import find_exporter, list_cards
from fondouk.discovery.events import SearchHit, SearchRequest, SortBy
from fondouk.discovery.queries import search_products
from fondouk.kernel.actor import Actor, Staff, System
from fondouk.kernel.codes import HSCode
from fondouk.kernel.refused import Refused
from fondouk.kernel.texts import Texts
from fondouk.reference.queries import get_hs_path, list_regions

SIBLINGS = 4
NOMENCLATURE_SECONDS = 300

Headings = tuple[tuple[str, Texts], ...]
"""HS codes as tariffs print them, with their names, the chapter first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductPage:
    """A listing with its surroundings. `headings` run from the HS chapter down, as printed."""

    listing: Listing
    path: tuple[CategoryView, ...]
    supplier: CompanyCard
    exporter: CompanyCard | None
    region: Texts | None
    headings: Headings
    certificates: tuple[CertificateShown, ...]
    siblings: tuple[SearchHit, ...]


def get_product_page(
    actor: Actor, product_id: str, *, on: date, currency: str = "EUR"
) -> ProductPage:
    """Refuses `not_found` for what is absent, not published, or of a suspended supplier."""
    listing = get_listing(actor, product_id)
    supplier = list_cards(actor, [listing.supplier_id])[listing.supplier_id]
    if supplier.state is CompanyState.SUSPENDED and not _sees_suspended(actor, supplier.id):
        raise Refused("not_found")
    draft = listing.draft
    return ProductPage(
        listing=listing,
        path=category_tree().path(listing.category) or (listing.category,),
        supplier=supplier,
        exporter=find_exporter(actor, supplier.id),
        region=region_names(draft.region),
        headings=headings_of(draft.hs_code) if draft.hs_code else (),
        certificates=certificates_of_product(
            actor, listing.supplier_id, listing.id, draft.certificates, on=on
        ),
        siblings=_siblings(actor, listing, currency),
    )


def _siblings(actor: Actor, listing: Listing, currency: str) -> tuple[SearchHit, ...]:
    """The supplier's newest other products, from the index."""
    asked = SearchRequest(
        suppliers=(listing.supplier_id,),
        currency=currency,
        sort=SortBy.NEWEST,
        size=SIBLINGS + 1,
    )
    hits = search_products(actor, asked, facets=False).hits
    return tuple(hit for hit in hits if hit.id != listing.id)[:SIBLINGS]


def region_names(code: str | None) -> Texts | None:
    """What a region of ISO 3166-2 is called; None where unknown. No query once remembered."""
    if not code:
        return None
    return next((one.names for one in list_regions() if one.code == code), None)


def headings_of(code: HSCode) -> Headings:
    """From the chapter down to this code, as printed, with plain names. Remembered for a while,
    since the nomenclature changes by a load once in a while.
    """
    return _headings(code.subheading, int(time.monotonic() // NOMENCLATURE_SECONDS))


@lru_cache(maxsize=4096)
def _headings(code: str, while_: int) -> Headings:
    return tuple((_printed(line.code), line.names) for line in get_hs_path(code))


def _printed(code: str) -> str:
    return f"{code[:4]}.{code[4:]}" if len(code) > 4 else code


def _sees_suspended(actor: Actor, company_id: str) -> bool:
    return isinstance(actor, Staff | System) or actor.company_id == company_id
