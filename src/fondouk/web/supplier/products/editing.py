"""The product form's two pages: a new product, and one that stands."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from fondouk.catalogue import commands, queries
from fondouk.catalogue.events import Listing
from fondouk.kernel.actor import Deed
from fondouk.kernel.codes import HSCode
from fondouk.kernel.numbers import whole_of
from fondouk.kernel.refused import Refused
from fondouk.plumbing import clock
from fondouk.reference.queries import find_hs, find_hs_line
from fondouk.web.supplier.products import choices, labels
from fondouk.web.supplier.products.form import ProductForm, typed_values
from fondouk.web.supplier.products.views import own_listing
from fondouk.web.ui.shortcuts import actor_of, for_company, language_of, put_refusals, render

_MORE_ROWS = 3
_FRESH = {"origin": "MA"}


@for_company
def new(request: HttpRequest) -> HttpResponse:
    """Enter a product by hand."""
    actor_of(request).require(Deed.EDIT_CATALOGUE)
    return _form(request, None)


@for_company
def edit(request: HttpRequest, product_id: str) -> HttpResponse:
    """Change a product; those who may only read see its preview."""
    listing = own_listing(request, product_id)
    if not actor_of(request).may(Deed.EDIT_CATALOGUE):
        return HttpResponseRedirect(
            reverse("supplier:product-preview", kwargs={"product_id": product_id})
        )
    return _form(request, listing)


def _form(request: HttpRequest, listing: Listing | None) -> HttpResponse:
    actor, language = actor_of(request), language_of(request)
    if request.method != "POST":
        return _page(request, ProductForm(_standing(listing), actor, language), listing)
    do = request.POST.get("do", "save")
    values = _after_step(typed_values(request.POST), do)
    form = ProductForm(values, actor, language)
    if do not in {"save", "publish"}:
        return _page(request, form, listing)
    try:
        saved = _save(request, form, listing)
        if do == "publish":
            commands.publish_product(actor, product_id=saved, at=clock.now())
            messages.success(request, _("The product is published."))
        else:
            messages.success(request, _("The product is saved."))
    except Refused as refused:
        put_refusals(form, refused, language)
        return _page(request, form, listing, status=422)
    return HttpResponseRedirect(reverse("supplier:product", kwargs={"product_id": saved}))


def _standing(listing: Listing | None) -> dict[str, Any]:
    """What the form shows at first."""
    if listing is None:
        return dict(_FRESH)
    values: dict[str, Any] = dict(queries.fields_of(listing))
    return values | {
        "category": listing.draft.category,
        "certificates": list(listing.draft.certificates),
        "price_on_request": "on" if listing.draft.price_on_request else "",
        "version": str(listing.version),
    }


def _after_step(values: dict[str, Any], do: str) -> dict[str, Any]:
    """More rows, or the tariff line that was taken; nothing typed is touched."""
    if do == "more-prices":
        values["price_rows"] = str(_count(values, "price_rows") + _MORE_ROWS)
    elif do == "more-units":
        values["selling_rows"] = str(_count(values, "selling_rows") + 1)
    elif do.startswith("hs-"):
        values["hs_code"] = do.removeprefix("hs-")
        words = str(values.get("hs_words", "")).strip()
        if words and not values.get("hs_reason"):
            values["hs_reason"] = (_("found by the words “%(words)s”") % {"words": words})[:300]
    return values


def _count(values: dict[str, Any], name: str) -> int:
    text = str(values.get(name) or "0")
    return int(text) if text.isdecimal() and len(text) < 4 else 0


def _save(request: HttpRequest, form: ProductForm, listing: Listing | None) -> str:
    actor = actor_of(request)
    draft = queries.read_draft(actor, form.flat())
    version = str(form.data.get("version") or "")
    return commands.save_product(
        actor,
        company_id=str(actor.company_id),
        draft=draft,
        product_id=listing.id if listing else None,
        expected_version=whole_of(version) if listing else None,
        at=clock.now(),
    )


def _page(
    request: HttpRequest, form: ProductForm, listing: Listing | None, status: int = 200
) -> HttpResponse:
    actor, language = actor_of(request), language_of(request)
    words = str(form.data.get("hs_words") or "")
    context = {
        "form": form,
        "listing": listing,
        "gaps": labels.gaps(listing, language) if listing else [],
        "unread": labels.unread(listing) if listing else [],
        "actions": queries.list_actions(actor, listing) if listing else ("edit",),
        "state": labels.state_label(listing.state) if listing else "",
        "tone": labels.TONES[listing.state] if listing else None,
        "hits": find_hs(words) if request.POST.get("do") == "find-hs" else (),
        "asked_hs": request.POST.get("do") == "find-hs",
        "hs_line": _line(str(form.data.get("hs_code") or "")),
        "currencies": choices.currencies(language),
        "places": choices.places(language),
        "may_publish": actor.may(Deed.PUBLISH),
    }
    return render(request, "supplier/products/form.html", context, status=status)


def _line(code: str) -> Any:
    """The tariff line of the code that was typed, so that a person can check it."""
    try:
        return find_hs_line(HSCode.of(code).subheading) if code else None
    except Refused:
        return None
