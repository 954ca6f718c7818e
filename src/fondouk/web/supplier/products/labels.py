"""Words for a product's states, deeds and gaps, and where on the form a gap is filled."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from fondouk.catalogue.events import CategoryView, Listing, ProductState
from fondouk.kernel.actor import Actor
from fondouk.web.supplier.products.form import attribute_field
from fondouk.web.ui.words import language_name

BLOCKING = frozenset({"unit", "price"})
TONES = {
    ProductState.DRAFT: "wait",
    ProductState.PUBLISHED: "good",
    ProductState.SUSPENDED: "bad",
    ProductState.ARCHIVED: None,
}


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing: its name, the field's id, and whether it stops publication."""

    label: str
    anchor: str
    stops: bool


def state_label(state: ProductState) -> str:
    return {
        ProductState.DRAFT: _("draft"),
        ProductState.PUBLISHED: pgettext("product", "published"),
        ProductState.SUSPENDED: _("suspended"),
        ProductState.ARCHIVED: _("archived"),
    }[state]


def deed_label(deed: str) -> str:
    """A deed of the history in words; the deed's own code where the hub has none."""
    return {
        "product_created": _("Created"),
        "product_changed": _("Changed"),
        "product_published": _("Published"),
        "product_unpublished": _("Taken back to a draft"),
        "product_archived": _("Archived"),
        "product_restored": _("Taken out of the archive"),
        "listing_suspended": _("Suspended by the hub's desk"),
        "suspension_lifted": _("Suspension lifted"),
        "translation_reviewed": _("Translation read and found right"),
        "translations_reviewed": _("Translations read and found right"),
        "picture_added": _("Picture added"),
        "picture_removed": _("Picture removed"),
        "picture_moved_first": _("Picture moved to the front"),
        "pictures_drawn": _("Ornament drawn"),
    }.get(deed, deed)


def by_label(actor: Actor, kind: str, who: str) -> str:
    """Who did it, as far as a colleague should know."""
    if who == actor.id:
        return _("you")
    return {
        "member": _("a colleague"),
        "key": _("a program of your company"),
        "staff": _("the hub's desk"),
    }.get(kind, _("the hub"))


def gaps(listing: Listing, language: str) -> list[Gap]:
    """What the listing lacks, what stops publication first."""
    found = [_gap(code, listing.category, language) for code in listing.missing]
    return sorted(found, key=lambda gap: not gap.stops)


def _gap(code: str, category: CategoryView, language: str) -> Gap:
    plain = {
        "unit": (_("unit of sale"), "id_unit"),
        "price": (_("a price, or “price on request”"), "id_price_1_amount"),
        "hs_code": (_("HS code"), "id_hs_code"),
        "origin": (_("country of origin"), "id_origin"),
        "packing": (_("packing"), "id_packing_unit"),
        "picture": (_("a picture"), "pictures"),
    }
    if code in plain:
        return Gap(*plain[code], stops=code in BLOCKING)
    group, _parted, rest = code.partition("_")
    if group == "attribute":
        spec = next((one for one in category.attributes if one.code == rest), None)
        label = spec.names.best(language) if spec else rest
        return Gap(label, f"id_{attribute_field(spec)}" if spec else "attributes", stops=False)
    words = {"language": language_name(rest)}
    label = _("name (%(language)s)") if group == "name" else _("description (%(language)s)")
    return Gap(label % words, f"id_{code}", stops=False)


def unread(listing: Listing) -> Iterable[tuple[str, str]]:
    """The languages whose text waits for a reader, with their names."""
    return [(code, language_name(code)) for code in listing.unreviewed]
