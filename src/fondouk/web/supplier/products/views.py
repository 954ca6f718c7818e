"""The list of products, one product as buyers will see it, its history, its steps."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fondouk.catalogue import commands, queries
from fondouk.catalogue.events import Listing, PriceStep, ProductState
from fondouk.evidence.queries import get_kind
from fondouk.kernel.actor import Deed
from fondouk.kernel.quantity import Quantity
from fondouk.kernel.refused import Refused
from fondouk.plumbing import clock
from fondouk.reference.queries import find_hs_line, list_regions
from fondouk.web.supplier.products import labels
from fondouk.web.ui.shortcuts import actor_of, for_company, language_of, render
from fondouk.web.ui.words import language_name

_STEPS = {
    "publish": commands.publish_product,
    "unpublish": commands.unpublish_product,
    "archive": commands.archive_product,
    "restore": commands.restore_product,
}


def own_listing(request: HttpRequest, product_id: str) -> Listing:
    """The company's own product. Refuses `not_found` for anybody else's, published or not."""
    actor = actor_of(request)
    listing = queries.get_listing(actor, product_id)
    if listing.supplier_id != actor.company_id:
        raise Refused("not_found")
    return listing


@for_company
def products(request: HttpRequest) -> HttpResponse:
    """The company's products by state and words."""
    actor, language = actor_of(request), language_of(request)
    actor.require(Deed.READ_CATALOGUE)
    company = str(actor.company_id)
    wanted, words = request.GET.get("state", ""), request.GET.get("q", "").strip()[:100]
    state = ProductState(wanted) if wanted in set(ProductState) else None
    page = queries.list_products(
        actor, company, state=state, words=words, cursor=request.GET.get("cursor")
    )
    counts = queries.count_by_state(actor, company)
    context = {
        "rows": [_row(listing, language) for listing in page.items],
        "next": _address(state, words, page.next) if page.next else None,
        "tabs": _tabs(state, words, counts),
        "words": words,
        "state": state.value if state else "",
        "any": bool(counts),
        "may_edit": actor.may(Deed.EDIT_CATALOGUE),
    }
    return render(request, "supplier/products/list.html", context)


@for_company
def preview(request: HttpRequest, product_id: str) -> HttpResponse:
    """The product as a buyer will read it."""
    listing, language = own_listing(request, product_id), language_of(request)
    context = {
        "listing": listing,
        "draft": listing.draft,
        "language": language,
        "ladders": ladders(listing),
        "attributes": _attributes(listing, language),
        "certificates": [
            get_kind(code).names.best(language) for code in listing.draft.certificates
        ],
        "hs_line": find_hs_line(listing.draft.hs_code.subheading)
        if listing.draft.hs_code
        else None,
        "region": _region(listing.draft.region, language),
        "gaps": labels.gaps(listing, language),
        "state": labels.state_label(listing.state),
        "tone": labels.TONES[listing.state],
        "actions": queries.list_actions(actor_of(request), listing),
    }
    return render(request, "supplier/products/preview.html", context)


@for_company
def history(request: HttpRequest, product_id: str) -> HttpResponse:
    """What was done to the product, newest first."""
    actor, listing = actor_of(request), own_listing(request, product_id)
    entries = [
        {
            "at": row.at,
            "text": _told(row.deed, dict(row.facts)),
            "by": labels.by_label(actor, row.actor_kind, row.actor),
        }
        for row in queries.list_history(actor, product_id)
    ]
    context = {"listing": listing, "language": language_of(request), "entries": entries}
    return render(request, "supplier/products/history.html", context)


@require_POST
@for_company
def step(request: HttpRequest, product_id: str) -> HttpResponse:
    """Publish, unpublish, archive or restore."""
    name = request.POST.get("step", "")
    if name not in _STEPS:
        raise Refused("wrong_product_state", state="", step=name[:20])
    own_listing(request, product_id)
    _STEPS[name](actor_of(request), product_id=product_id, at=clock.now())
    messages.success(request, _done(name))
    return HttpResponseRedirect(reverse("supplier:product", kwargs={"product_id": product_id}))


@require_POST
@for_company
def reviewed(request: HttpRequest, product_id: str) -> HttpResponse:
    """Somebody has read the text in this language."""
    own_listing(request, product_id)
    commands.mark_translation_reviewed(
        actor_of(request),
        product_id=product_id,
        language=request.POST.get("language", ""),
        at=clock.now(),
    )
    return HttpResponseRedirect(reverse("supplier:product", kwargs={"product_id": product_id}))


def ladders(listing: Listing) -> list[dict[str, Any]]:
    """The prices by Incoterm and place, in the order in which they were given."""
    found: dict[tuple[str, str], list[PriceStep]] = {}
    for one in listing.draft.prices:
        found.setdefault((one.incoterm.value, one.place), []).append(one)
    unit = listing.draft.unit
    return [
        {
            "incoterm": incoterm,
            "place": place,
            "steps": [
                {"min_quantity": Quantity(one.min_quantity, unit), "price": one.price}
                for one in steps
                if unit
            ],
        }
        for (incoterm, place), steps in found.items()
    ]


def thumbnail(listing: Listing) -> str:
    """The hash of the smallest rendition that fills a list's square, "" without a picture."""
    if not listing.pictures:
        return ""
    widths = listing.pictures[0].renditions
    return next((sha256 for width, sha256 in widths if width >= 160), widths[-1][1])


def _row(listing: Listing, language: str) -> dict[str, Any]:
    gaps = labels.gaps(listing, language)
    return {
        "listing": listing,
        "name": listing.draft.names.best(language),
        "lang": listing.draft.names.language_of_best(language),
        "state": labels.state_label(listing.state),
        "tone": labels.TONES[listing.state],
        "picture": thumbnail(listing),
        "stops": [gap.label for gap in gaps if gap.stops],
        "lacks": [gap.label for gap in gaps if not gap.stops],
        "price": listing.price_from,
    }


def _tabs(
    state: ProductState | None, words: str, counts: dict[ProductState, int]
) -> list[dict[str, Any]]:
    every = {
        "label": _("All"),
        "href": _address(None, words, None),
        "current": state is None,
        "count": sum(counts.values()),
    }
    return [
        every,
        *(
            {
                "label": labels.state_label(one),
                "href": _address(one, words, None),
                "current": state is one,
                "count": counts.get(one, 0),
            }
            for one in ProductState
        ),
    ]


def _address(state: ProductState | None, words: str, cursor: str | None) -> str:
    given = {"state": state.value if state else "", "q": words, "cursor": cursor or ""}
    query = urlencode({name: value for name, value in given.items() if value})
    return reverse("supplier:products") + (f"?{query}" if query else "")


def _attributes(listing: Listing, language: str) -> list[tuple[str, Any]]:
    specs = {spec.code: spec for spec in listing.category.attributes}
    shown = []
    for code, value in listing.draft.attributes:
        spec = specs.get(code)
        label = spec.names.best(language) if spec else code.replace("_", " ")
        if isinstance(value, bool):
            value = _("Yes") if value else _("No")
        elif spec and spec.choices:
            named = {one.code: one.names.best(language) for one in spec.choices}
            value = named.get(str(value), value)
        elif spec and spec.unit:
            value = f"{value}\u00a0{spec.unit}"
        shown.append((label, str(value)))
    return shown


def _region(code: str | None, language: str) -> str:
    named = {region.code: region.names.best(language) for region in list_regions("MA")}
    return named.get(code or "", code or "")


def _told(deed: str, facts: dict[str, object]) -> str:
    language = facts.get("language")
    label = labels.deed_label(deed)
    return f"{label}: {language_name(str(language))}" if language else label


def _done(name: str) -> str:
    return {
        "publish": _("The product is published."),
        "unpublish": _("The product is a draft again: only your company sees it."),
        "archive": _("The product is in the archive."),
        "restore": _("The product is a draft again: only your company sees it."),
    }[name]
