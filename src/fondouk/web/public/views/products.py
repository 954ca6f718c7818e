"""A product's page."""

from types import SimpleNamespace

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from fondouk.answers.product_page import get_product_page
from fondouk.plumbing import clock
from fondouk.web.public import shown
from fondouk.web.public.asking import ask_address, follow_of
from fondouk.web.public.hits import hit_card
from fondouk.web.public.prices import Converter
from fondouk.web.public.reader import Reader
from fondouk.web.ui.shortcuts import actor_of, render


@require_safe
def product(request: HttpRequest, product_id: str, slug: str = "") -> HttpResponse:
    """A product as the reader may see it; the readable end of the address is not looked at."""
    actor, reader = actor_of(request), Reader.of(request)
    convert = Converter.to(reader.currency)
    page = get_product_page(actor, product_id, on=clock.today(), currency=reader.currency)
    seen = shown.product(page, reader, convert)
    canonical = shown.product_address(product_id, page.listing.draft.names)
    context = {
        "product": SimpleNamespace(**seen, canonical=request.build_absolute_uri(canonical)),
        "siblings": [hit_card(one, reader) for one in page.siblings],
        "ask_href": ask_address(product=product_id),
        "compared": [],
        "follow": follow_of(request, actor, page.supplier),
    }
    return render(request, "public/product.html", context)
