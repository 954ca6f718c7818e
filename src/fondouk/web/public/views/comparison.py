"""Products side by side."""

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe
from markupsafe import Markup

from fondouk.answers.category_tree import category_tree
from fondouk.answers.product_comparison import MOST, Compared, compare_products
from fondouk.answers.product_page import region_names
from fondouk.catalogue.events import PriceStep
from fondouk.kernel.money import Money
from fondouk.web.public import shown
from fondouk.web.public.asking import ask_address
from fondouk.web.public.prices import Converter
from fondouk.web.public.reader import Reader
from fondouk.web.ui import labels
from fondouk.web.ui.shortcuts import actor_of, render
from fondouk.web.ui.words import amount_of, country_name, day, money, month_name, unit_name

Cell = str | Markup
NOTHING = "–"


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Up to six products by what they say of themselves; rows that differ are marked."""
    reader = Reader.of(request)
    asked = request.GET.getlist("product")
    found = compare_products(actor_of(request), asked)
    convert = Converter.to(reader.currency)
    ids = [one.listing.id for one in found]
    rows = _rows(found, reader, convert)
    context = {
        "columns": [_column(one, ids, reader) for one in found],
        "rows": rows,
        "rate_on": convert.on,
        "too_many": len(set(asked)) > MOST,
        "most": MOST,
        "ask_href": ask_address(product=ids) if ids else None,
    }
    return render(request, "public/compare.html", context)


def _column(one: Compared, ids: Sequence[str], reader: Reader) -> dict[str, Any]:
    draft = one.listing.draft
    others = [other for other in ids if other != one.listing.id]
    pictures = one.listing.pictures
    return {
        "name": reader.marked(draft.names),
        "href": shown.product_address(one.listing.id, draft.names),
        "picture": shown.picture(pictures[0], reader)["src"] if pictures else None,
        "motif": shown.motif_of(one.listing.category.motif, draft.sku),
        "without": f"{reverse('public:compare')}?{urlencode({'product': others}, doseq=True)}",
    }


def _rows(found: Sequence[Compared], reader: Reader, convert: Converter) -> list[dict[str, Any]]:
    asked: list[tuple[str, Callable[[Compared], Cell]]] = [
        (_("Supplier"), lambda one: _supplier(one, reader)),
        (
            pgettext("supplier", "Standing"),
            _standing,
        ),
        (_("Lowest price"), _lowest),
        (_("Prices by quantity"), _ladder),
        (_("For one unit"), lambda one: _measured(one, convert)),
        (_("Smallest order"), lambda one: _amount(one, one.listing.draft.moq)),
        (_("Capacity a month"), lambda one: _amount(one, one.listing.draft.capacity_per_month)),
        (_("Lead time"), _lead_time),
        (_("Origin"), lambda one: _origin(one, reader)),
        (_("Season"), _season),
        (_("Certificates"), lambda one: _certificates(one, reader)),
        (_("HS code"), lambda one: str(one.listing.draft.hs_code or NOTHING)),
        (_("Sample"), lambda one: money(one.listing.draft.sample_price) or NOTHING),
        (_("Pack"), _pack),
    ]
    rows = [_row(label, [say(one) for one in found]) for label, say in asked]
    kept = [row for row in rows if any(cell != NOTHING for cell in row["cells"])]
    return kept + _attribute_rows(found, reader)


def _row(label: Cell, cells: list[Cell]) -> dict[str, Any]:
    return {"label": label, "cells": cells, "differs": len(set(map(str, cells))) > 1}


def _attribute_rows(found: Sequence[Compared], reader: Reader) -> list[dict[str, Any]]:
    tree = category_tree()
    told = [
        dict(shown.attributes(one.listing, tree.path(one.listing.category), reader))
        for one in found
    ]
    names = dict.fromkeys(name for one in told for name in one)
    return [_row(name, [one.get(name, NOTHING) for one in told]) for name in names]


def _supplier(one: Compared, reader: Reader) -> Cell:
    where = shown.supplier_address(one.supplier.slug)
    name = reader.marked(one.supplier.names)
    return Markup('<a href="{}">{}</a>').format(where, name)


def _standing(one: Compared) -> Cell:
    if one.supplier.demonstration:
        return _("Demonstration")
    return labels.company_state(one.supplier.state)[0]


def _lowest(one: Compared) -> Cell:
    step, unit = one.listing.price_from, one.listing.draft.unit
    if step is None:
        return _("on request") if one.listing.draft.price_on_request else NOTHING
    per = f" / {unit_name(unit)}" if unit else ""
    return Markup("<bdi>{}</bdi>{} {}<br><bdi>{} {}</bdi>").format(
        money(step.price), per, _from(one, step), step.incoterm.value, step.place
    )


def _from(one: Compared, step: PriceStep) -> str:
    unit = one.listing.draft.unit
    if unit is None:
        return ""
    return _("from %(quantity)s") % {"quantity": amount_of(step.min_quantity, unit.value)}


def _ladder(one: Compared) -> Cell:
    """Every step, each on its own line, with its term and place."""
    lines = [
        Markup("<bdi>{}</bdi> {} <bdi>{} {}</bdi>").format(
            money(step.price), _from(one, step), step.incoterm.value, step.place
        )
        for step in one.listing.draft.prices
    ]
    return Markup("<br>").join(lines) if lines else NOTHING


def _measured(one: Compared, convert: Converter) -> Cell:
    if one.price is None or one.measure is None:
        return NOTHING
    about = convert.about(one.price)
    per = unit_name(one.measure)
    if about is None:
        exact = Money(one.price.amount, one.price.currency)
        return Markup("<bdi>{}</bdi> / {}").format(money(exact, rounded=True), per)
    words = _("about %(amount)s") % {"amount": money(about, rounded=True)}
    dated = _("(rate of %(day)s)") % {"day": day(convert.day_of(one.price))}
    return Markup('<bdi>{}</bdi> / {} <span class="tiny">{}</span>').format(words, per, dated)


def _amount(one: Compared, value: Any) -> Cell:
    unit = one.listing.draft.unit
    return amount_of(value, unit.value) if value is not None and unit else NOTHING


def _lead_time(one: Compared) -> Cell:
    days = one.listing.draft.lead_time_days
    return NOTHING if days is None else shown.days_in_words(days)


def _origin(one: Compared, reader: Reader) -> Cell:
    region = region_names(one.listing.draft.region)
    parts = [reader.text(region) if region else "", country_name(one.listing.draft.origin)]
    return _(", ").join(part for part in parts if part) or NOTHING


def _season(one: Compared) -> Cell:
    season = one.listing.draft.season
    if season is None:
        return _("all year")
    first, last = season.months.from_month, season.months.to_month
    return f"{month_name(first)} – {month_name(last)}"


def _certificates(one: Compared, reader: Reader) -> Cell:
    named = [shown.certificate_name(kind, reader) for kind in one.listing.draft.certificates]
    return _(", ").join(named) or NOTHING


def _pack(one: Compared) -> Cell:
    packing, unit = one.listing.draft.packing, one.listing.draft.unit
    if packing is None or unit is None:
        return NOTHING
    content = amount_of(packing.units_per_pack, unit.value)
    return f"{unit_name(packing.unit)}: {content}"
