"""Hits of a search as product cards, with the words for why each stands where it does."""

from decimal import Decimal
from functools import lru_cache

from django.utils.translation import gettext as _

from fondouk.discovery.events import SearchHit, Why
from fondouk.kernel.quantity import Quantity, Unit
from fondouk.web.public import shown
from fondouk.web.public.cards import Badge, Card, Reason
from fondouk.web.public.reader import Reader
from fondouk.web.ui.words import current_language


def hit_card(hit: SearchHit, reader: Reader) -> Card:
    """A hit as the product card of a grid. Reads no row."""
    price = hit.price_from
    least = _quantity(hit.moq, hit.unit)
    picture, srcset = _picture(hit)
    return Card(
        id=hit.id,
        name=reader.marked(hit.names),
        href=shown.product_address(hit.id, hit.names),
        supplier=reader.marked(hit.supplier.names),
        supplier_href=shown.supplier_address(hit.supplier.slug),
        picture=picture,
        picture_srcset=srcset,
        badges=_badges(hit, reader),
        price=price.money if price else None,
        price_unit=price.unit if price else None,
        incoterm=price.incoterm if price else None,
        about=price.about if price else None,
        rate_on=price.rate_on if price else None,
        price_least=shown.above(_quantity(price.min_quantity, hit.unit), least) if price else None,
        moq=least,
        why=tuple(Reason(text=_reason(one), weight=one.weight) for one in hit.why),
    )


def _quantity(figure: str | None, unit: str | None) -> Quantity | None:
    return Quantity(Decimal(figure), Unit(unit)) if figure and unit else None


def _picture(hit: SearchHit) -> tuple[str, str | None]:
    if not hit.picture:
        return shown.motif_address(hit.motif, hit.sku), None
    middle = next((sha for width, sha in hit.picture if width >= 320), hit.picture[-1][1])
    return shown.media_address(middle), shown.srcset(hit.picture)


def _badges(hit: SearchHit, reader: Reader) -> tuple[Badge, ...]:
    demonstration = hit.supplier.demonstration
    words, tone = shown.standing(hit.supplier.state, demonstration=demonstration)
    standing = [Badge(label=words, tone=tone)] if hit.supplier.state == "verified" else []
    borne = [Badge(label=shown.certificate_name(one, reader)) for one in hit.certificates[:2]]
    return (*standing, *borne)


def _reason(why: Why) -> str:
    said = _reasons(current_language())
    if why.feature not in said:
        return why.feature
    return said[why.feature] % {"words": said["and"].join(f"“{one}”" for one in why.words)}


@lru_cache(maxsize=8)
def _reasons(language: str) -> dict[str, str]:
    """Each feature of the ranking in the reader's words; "and" stands between quoted words."""
    return {
        "and": _(", "),
        "name": _("%(words)s in the name"),
        "category": _("%(words)s in the category"),
        "description": _("%(words)s in the description"),
        "maker": _("%(words)s in the supplier's name or brand"),
        "attributes": _("%(words)s in the characteristics"),
        "codes": _("%(words)s in the product's numbers"),
        "meaning": _("says %(words)s in other words"),
        "phrase": _("the name says your words side by side"),
        "head": _("it is the thing that you asked for"),
        "complete": _("the listing answers much of what buyers ask"),
        "fresh": _("the listing was revised lately"),
    }
