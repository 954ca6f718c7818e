"""Products side by side: what each says of the same things, and where they differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from fondouk.catalogue.events import Listing
from fondouk.catalogue.queries import list_listings
from fondouk.companies.events import CompanyCard, CompanyState
from fondouk.companies.queries import list_cards
from fondouk.kernel.actor import Actor
from fondouk.kernel.money import Money
from fondouk.kernel.quantity import Dimension, Unit

MOST = 6

_MEASURES = {
    Dimension.MASS: Unit.KG,
    Dimension.VOLUME: Unit.LITRE,
    Dimension.LENGTH: Unit.M,
    Dimension.AREA: Unit.M2,
    Dimension.COUNT: Unit.PIECE,
}
"""The unit in which prices of one dimension are put beside each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A product with its supplier, and its lowest price for one `measure` (None: not known)."""

    listing: Listing
    supplier: CompanyCard
    price: Money | None
    measure: Unit | None


def compare_products(actor: Actor, product_ids: Sequence[str]) -> tuple[Compared, ...]:
    """The products that the actor may see, in the order asked, at most six. Five queries."""
    listings = list_listings(actor, list(dict.fromkeys(product_ids))[:MOST])
    suppliers = list_cards(actor, {one.supplier_id for one in listings.values()})
    found = [
        one
        for one in listings.values()
        if suppliers[one.supplier_id].state is not CompanyState.SUSPENDED
    ]
    shared = {one.draft.unit for one in found}
    return tuple(
        _compared(one, suppliers[one.supplier_id], alike=len(shared) == 1) for one in found
    )


def _compared(listing: Listing, supplier: CompanyCard, *, alike: bool) -> Compared:
    step, unit = listing.price_from, listing.draft.unit
    price, measure = None, None
    if step is not None and unit is not None:
        measure = unit if alike else _MEASURES.get(unit.dimension, unit)
        many = unit.to(measure)
        price, measure = (step.price, unit) if many is None else (_each(step.price, many), measure)
    return Compared(listing=listing, supplier=supplier, price=price, measure=measure)


def _each(price: Money, many: Decimal) -> Money:
    """The price of one measure where one unit holds so many of it."""
    return Money(price.amount / many, price.currency)
