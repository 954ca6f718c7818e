"""Hits of a search as product cards, with the words for why each stands where it does."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from fondouk.discovery.events import SearchHit, Why
from fondouk.kernel.quantity import Quantity, Unit
from fondouk.web.public import shown
from fondouk.web.public.reader import Reader
from fondouk.web.ui import labels


def hit_card(hit: SearchHit, reader: Reader) -> dict[str, Any]:
    """A hit as the product card of a grid. Reads no row."""
    card: dict[str, Any] = {
        "id": hit.id,
        "name": reader.marked(hit.names),
        "href": shown.product_address(hit.id, hit.names),
        "supplier": reader.marked(hit.supplier.names),
        "supplier_href": shown.supplier_address(hit.supplier.slug),
        "motif": shown.motif_of(hit.motif, hit.sku),
        "badges": _badges(hit, reader),
        "why": [{"text": _reason(one), "weight": one.weight} for one in hit.why],
    }
    if hit.price_from:
        card |= {
            "price": hit.price_from.money,
            "price_unit": hit.price_from.unit,
            "incoterm": hit.price_from.incoterm,
            "about": hit.price_from.about,
        }
    if hit.moq and hit.unit:
        card["moq"] = Quantity(Decimal(hit.moq), Unit(hit.unit))
    if hit.picture:
        middle = next((sha for width, sha in hit.picture if width >= 320), hit.picture[-1][1])
        card["picture"] = shown.media_address(middle)
        card["picture_srcset"] = shown.srcset(hit.picture)
    return card


def _badges(hit: SearchHit, reader: Reader) -> list[dict[str, str | None]]:
    words, tone = labels.company_state(hit.supplier.state)
    badges: list[dict[str, str | None]] = []
    if hit.supplier.state == "verified":
        badges.append({"label": words, "tone": tone})
    badges += [
        {"label": shown.certificate_name(one, reader), "tone": None}
        for one in hit.certificates[:2]
    ]
    return badges


def _reason(why: Why) -> str:
    words = _(", ").join(f"“{one}”" for one in why.words)
    said = {
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
    return said.get(why.feature, why.feature) % {"words": words}
