"""What a supplier's page asks of the rooms: its profile, its products, what it states."""

from dataclasses import dataclass
from datetime import date

from fondouk.answers.certificates_shown import CertificateShown, certificates_of_supplier
from fondouk.answers.product_page import region_names
from fondouk.catalogue.events import Listing, ProductState
from fondouk.catalogue.queries import list_products
from fondouk.companies.events import CompanyProfile
from fondouk.companies.queries import get_profile
from fondouk.kernel.actor import Actor
from fondouk.kernel.refused import Refused
from fondouk.kernel.texts import Texts
from fondouk.plumbing.paging import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierPage:
    """A supplier with one page of its published products, newest first."""

    profile: CompanyProfile
    region: Texts | None
    products: Page[Listing]
    certificates: tuple[CertificateShown, ...]


def get_supplier_page(
    actor: Actor, slug: str, *, on: date, cursor: str | None = None
) -> SupplierPage:
    """Refuses `not_found` for what is absent, suspended, or does not sell."""
    profile = get_profile(actor, slug)
    if not profile.card.kind.sells:
        raise Refused("not_found")
    return SupplierPage(
        profile=profile,
        region=region_names(profile.card.region),
        products=list_products_of(actor, profile.card.id, cursor=cursor),
        certificates=certificates_of_supplier(actor, profile.card.id, on=on),
    )


def list_products_of(
    actor: Actor, company_id: str, *, cursor: str | None = None, size: int | None = None
) -> Page[Listing]:
    """A supplier's published products, newest first."""
    return list_products(actor, company_id, state=ProductState.PUBLISHED, cursor=cursor, size=size)
