"""From frozen views to what the public templates write, in one reader's language and currency."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from django.urls import reverse
from django.utils.html import linebreaks
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from markupsafe import Markup

from fondouk.answers.certificates_shown import CertificateShown
from fondouk.answers.product_page import ProductPage
from fondouk.catalogue.events import AttributeKind, CategoryView, Listing, PictureView
from fondouk.companies.events import CompanyCard, CompanyProfile
from fondouk.evidence.events import Trust
from fondouk.evidence.queries import get_kind
from fondouk.kernel.quantity import Quantity
from fondouk.kernel.texts import Texts
from fondouk.web.public.cards import Card
from fondouk.web.public.prices import Converter, ladders, price_from
from fondouk.web.public.reader import Reader
from fondouk.web.ui import labels
from fondouk.web.ui.words import amount_of, country_name, language_name, month_name, number

SUMMARY_LENGTH = 160


def product_address(product_id: str, names: Texts | Mapping[str, str]) -> str:
    """A product's page, with a readable end made of its name in Latin letters if it has one."""
    given = names.shown() if isinstance(names, Texts) else names
    name = given.get("en") or given.get("fr") or given.get("es") or ""
    slug = slugify(name)[:60].strip("-")
    return f"{_roots()[0]}{product_id}/{slug}" if slug else f"{_roots()[0]}{product_id}"


def supplier_address(slug: str) -> str:
    """A supplier's page."""
    return f"{_roots()[1]}{slug}"


def category_address(code: str) -> str:
    """A category's page."""
    return f"{_roots()[2]}{code}"


def motif_address(motif: str, sku: str) -> str:
    """The drawing that stands for a product without a picture."""
    return f"{_roots()[3]}{motif_of(motif, sku)}.svg"


@cache
def _roots() -> tuple[str, str, str, str]:
    """What the addresses of products, suppliers, categories and motifs begin with."""
    named: tuple[tuple[str, dict[str, str]], ...] = (
        ("public:product", {"product_id": "prd_0"}),
        ("public:company", {"slug": "prd_0"}),
        ("public:category", {"code": "prd_0"}),
        ("ui:motif", {"seed": "prd_0"}),
    )
    product, supplier, category, motif = (
        reverse(name, kwargs=kwargs).partition("prd_0")[0] for name, kwargs in named
    )
    return product, supplier, category, motif


def media_address(sha256: str) -> str:
    return f"/media/{sha256}.webp"


def picture(one: PictureView, reader: Reader) -> dict[str, str]:
    """A picture for a gallery: sources by width and words for those who do not see it."""
    smallest, largest = one.renditions[0][1], one.renditions[-1][1]
    middle = next((sha for width, sha in one.renditions if width >= 320), smallest)
    return {
        "src": media_address(middle),
        "largest": media_address(largest),
        "srcset": srcset(one.renditions),
        "alt": reader.text(one.alt),
    }


def srcset(renditions: Sequence[tuple[int, str]]) -> str:
    return ", ".join(f"{media_address(sha)} {width}w" for width, sha in renditions)


def listing_card(
    listing: Listing, supplier: CompanyCard | None, reader: Reader, convert: Converter
) -> Card:
    """A listing as the product card of a grid."""
    draft = listing.draft
    least = price_from(listing, convert) or {}
    pictured = picture(listing.pictures[0], reader) if listing.pictures else {}
    return Card(
        id=listing.id,
        name=reader.marked(draft.names),
        href=product_address(listing.id, draft.names),
        supplier=reader.marked(supplier.names) if supplier else "",
        supplier_href=supplier_address(supplier.slug) if supplier else None,
        picture=pictured.get("src") or motif_address(listing.category.motif, draft.sku),
        picture_srcset=pictured.get("srcset"),
        price=least.get("price"),
        price_unit=draft.unit,
        about=least.get("about"),
        rate_on=least.get("rate_on"),
        price_least=above(least.get("min_quantity"), listing.least),
        incoterm=least.get("incoterm"),
        moq=listing.least,
    )


def above(step: Quantity | None, least: Quantity | None) -> Quantity | None:
    """From where a price holds, if that is more than the smallest order; None otherwise."""
    if step is None or (least is not None and step.value <= least.value):
        return None
    return step if step.value > 1 or least is not None else None


def motif_of(motif: str, sku: str) -> str:
    """The seed of a product's drawing: its category's family, varied by its number."""
    kept = "".join(c for c in sku if c.isascii() and (c.isalnum() or c in "._-"))[:40]
    return f"{motif or 'fondouk'}/{kept}" if kept else motif or "fondouk"


def trail(
    path: Sequence[CategoryView], reader: Reader, last: str | Markup | None
) -> list[tuple[str | Markup, str | None]]:
    """The breadcrumb from all products to this page."""
    links: list[tuple[str | Markup, str | None]] = [(_("Products"), reverse("public:search"))]
    links += [(reader.marked(one.names), category_address(one.code)) for one in path]
    return [*links, (last, None)] if last else links


def supplier(card: CompanyCard, reader: Reader) -> dict[str, Any]:
    """A supplier's card beside a product, and the head of its own page."""
    return {
        "id": card.id,
        "name": reader.marked(card.names),
        "href": supplier_address(card.slug),
        "kind": labels.company_kind(card.kind),
        "state": standing(card.state, demonstration=card.demonstration),
        "demonstration": card.demonstration,
        "facts": [(_("Place"), place(card))],
    }


def standing(state: str, *, demonstration: bool) -> tuple[str, str]:
    """A company's state and its tone: what only demonstrates never bears the colour of trust."""
    label, tone = labels.company_state(state)
    return label, "open" if demonstration and tone == "good" else tone


def profile_facts(profile: CompanyProfile) -> list[tuple[str, str | None]]:
    """What a company states of itself in figures and codes."""
    return [
        (_("Founded"), str(profile.founded_year) if profile.founded_year else None),
        (pgettext("company", "People"), number(profile.people_count)),
        (_("Speaks"), _(", ").join(language_name(code) for code in profile.languages)),
        (_("Export number"), profile.export_number),
    ]


def place(card: CompanyCard) -> str:
    """Town and country in the reader's language."""
    return _(", ").join(part for part in (card.town, country_name(card.country)) if part)


def product(page: ProductPage, reader: Reader, convert: Converter) -> dict[str, Any]:
    """Everything that a product's page says of the product."""
    listing, draft = page.listing, page.listing.draft
    name, stated = reader.text(draft.names), set(draft.certificates)
    first = price_from(listing, convert)
    steps = ladders(listing, convert)
    converted = any(step["about"] for ladder in steps for step in ladder["steps"])
    own = [one for one in page.certificates if not one.of_company or one.kind.code in stated]
    others = [one for one in page.certificates if one not in own]
    return {
        "id": listing.id,
        "title": name,
        "name": reader.marked(draft.names),
        "summary": reader.text(draft.descriptions)[:SUMMARY_LENGTH],
        "description": paragraphs(draft.descriptions, reader),
        "trail": trail(page.path, reader, reader.marked(draft.names)),
        "pictures": [picture(one, reader) for one in listing.pictures],
        "motif": motif_of(listing.category.motif, draft.sku),
        "region": reader.text(page.region) if page.region else "",
        "unit": draft.unit,
        "price_from": first,
        "ladders": steps,
        "converted": converted,
        "sample": convert.priced(draft.sample_price),
        "terms": _terms(listing),
        "season": _season(listing),
        "attributes": attributes(listing, page.path, reader),
        "packing": _packing(listing),
        "selling_units": [
            {"unit": one.unit, "contains": Quantity(one.contains, draft.unit)}
            for one in draft.selling_units
            if draft.unit
        ],
        "customs": _customs(page, reader),
        "headings": [
            {"code": code, "name": reader.marked(names)} for code, names in page.headings
        ],
        "missing": [words for code in listing.missing if (words := labels.missing(code))],
        "certificates": [certificate(one, reader) for one in own],
        "supplier_certificates": [certificate(one, reader) for one in others],
        "supplier": supplier(page.supplier, reader),
        "exporter": company_link(page.exporter, reader),
        "state_notice": state_notice(listing),
    }


def state_notice(listing: Listing) -> str:
    """What somebody who may see an unpublished product is told; "" for a published one."""
    return {
        "draft": _("This product is a draft: only your company sees this page."),
        "suspended": _("This product is suspended: others do not see this page."),
        "archived": _("This product is archived: others do not see this page."),
    }.get(listing.state.value, "")


def paragraphs(texts: Texts, reader: Reader) -> SafeString | Markup | str:
    """A description as paragraphs, marked with its language where that is not the page's."""
    words, own = reader.text(texts), texts.language_of_best(reader.language)
    if not words:
        return ""
    broken = Markup(linebreaks(words, autoescape=True))  # noqa: S704 - escaped by Django
    if own == reader.language:
        return broken
    note = {"en": _("English"), "fr": _("French"), "ar": _("Arabic"), "es": _("Spanish")}[own]
    return Markup('<p class="muted small">{}</p><div lang="{}" dir="{}">{}</div>').format(
        _("The supplier wrote this in %(language)s.") % {"language": note},
        own,
        "rtl" if own == "ar" else "ltr",
        broken,
    )


def certificate(one: CertificateShown, reader: Reader) -> dict[str, Any]:
    """A certificate with what stands behind it."""
    level, tone = _TRUST[one.trust]()
    return {
        "label": reader.text(one.kind.names),
        "issuer": one.issuer,
        "valid_to": one.valid_to,
        "level": level,
        "tone": tone,
        "of_company": one.of_company,
    }


_TRUST: Mapping[Trust, Callable[[], tuple[str, str | None]]] = {
    Trust.VERIFIED: lambda: (_("paper checked by the hub"), "good"),
    Trust.UPLOADED: lambda: (_("paper handed in, not yet checked"), "wait"),
    Trust.DECLARED: lambda: (_("stated by the supplier"), None),
}


def certificate_name(code: str, reader: Reader) -> str:
    """What a kind of certificate is called."""
    return reader.text(get_kind(code).names)


def company_link(card: CompanyCard | None, reader: Reader) -> dict[str, Any] | None:
    """A company by its name and page."""
    if card is None:
        return None
    return {"name": reader.marked(card.names), "href": supplier_address(card.slug)}


def _terms(listing: Listing) -> list[tuple[str, str | None]]:
    draft = listing.draft
    unit = draft.unit.value if draft.unit else ""
    capacity, days = draft.capacity_per_month, draft.lead_time_days
    return [
        (_("Smallest order"), amount_of(draft.moq, unit) if draft.moq and unit else None),
        (_("Capacity a month"), amount_of(capacity, unit) if capacity and unit else None),
        (_("Lead time"), None if days is None else days_in_words(days)),
    ]


def days_in_words(days: int) -> str:
    """ "14 days" in the reader's language."""
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": number(days)}


def _season(listing: Listing) -> dict[str, Any] | None:
    season = listing.draft.season
    if season is None:
        return None
    on = season.months.months()
    named = [(n, month_name(n)) for n in range(1, 13)]
    return {
        "title": labels.season_kind(season.kind),
        "months": [{"name": name, "short": name[:3], "on": n in on} for n, name in named],
    }


def attributes(
    listing: Listing, path: Sequence[CategoryView], reader: Reader
) -> list[tuple[str | Markup, str | Markup]]:
    family = path or (listing.category,)
    specs = {spec.code: spec for one in family for spec in one.attributes}
    rows: list[tuple[str | Markup, str | Markup]] = []
    for code, value in listing.draft.attributes:
        spec = specs.get(code)
        label = reader.marked(spec.names) if spec else code.replace("_", " ")
        shown: str | Markup
        if isinstance(value, bool):
            shown = labels.yes_or_no(value)
        elif isinstance(value, str):
            names = {one.code: one.names for one in spec.choices} if spec else {}
            typed = spec is None or spec.kind is AttributeKind.TEXT
            shown = reader.marked(names[value]) if value in names else value
            shown = Markup("<bdi>{}</bdi>").format(shown) if typed else shown
        else:
            figure = number(value)
            shown = f"{figure}\u00a0{spec.unit}" if spec and spec.unit else figure
            shown = Markup("<bdi>{}</bdi>").format(shown)
        rows.append((label, shown))
    return rows


def _packing(listing: Listing) -> list[tuple[str, str | None]]:
    packing, unit = listing.draft.packing, listing.draft.unit
    if packing is None:
        return []
    sides = (packing.length_mm, packing.width_mm, packing.height_mm)
    known = [side for side in sides if side]
    size = " × ".join([*map(number, known[:2]), amount_of(known[2], "mm")]) if all(sides) else None
    content = amount_of(packing.units_per_pack, unit.value) if unit else None
    return [
        (_("Pack"), amount_of(1, packing.unit.value)),
        (_("Content of a pack"), content),
        (_("Length × width × height"), size),
        (_("Gross weight"), _weight(packing.gross_weight_g)),
        (_("Net weight"), _weight(packing.net_weight_g)),
    ]


def _weight(grams: int | None) -> str | None:
    if grams is None:
        return None
    kilograms = Decimal(grams) / 1000
    return amount_of(kilograms, "kg") if grams >= 1000 else amount_of(grams, "g")


def _customs(page: ProductPage, reader: Reader) -> list[tuple[str, str | Markup | None]]:
    draft = page.listing.draft
    code = Markup('<span class="latin number">{}</span>').format(draft.hs_code)
    sku = Markup("<bdi>{}</bdi>").format(draft.sku)
    return [
        (_("HS code"), code if draft.hs_code else _("not stated")),
        (_("Why this code"), draft.hs_reason or None),
        (_("Country of origin"), country_name(draft.origin) or _("not stated")),
        (_("Region"), reader.text(page.region) if page.region else None),
        (_("Brand"), draft.brand or None),
        (_("GTIN"), draft.gtin or None),
        (_("Supplier's number"), sku),
    ]
