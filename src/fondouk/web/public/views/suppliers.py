"""A supplier's page."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fondouk.answers.supplier_page import SupplierPage, get_supplier_page
from fondouk.plumbing import clock
from fondouk.web.public import shown
from fondouk.web.public.asking import ask_address, follow_of
from fondouk.web.public.prices import Converter
from fondouk.web.public.reader import Reader
from fondouk.web.ui import words
from fondouk.web.ui.jinja import querystring
from fondouk.web.ui.shortcuts import actor_of, render


@require_safe
def company(request: HttpRequest, slug: str) -> HttpResponse:
    """Who a supplier is, what stands behind the name, and what it sells."""
    actor, reader = actor_of(request), Reader.of(request)
    convert = Converter.to(reader.currency)
    page = get_supplier_page(actor, slug, on=clock.today(), cursor=request.GET.get("cursor"))
    card = page.profile.card
    supplier = shown.supplier(card, reader)
    canonical = request.build_absolute_uri(shown.supplier_address(card.slug))
    supplier["facts"] += shown.profile_facts(page.profile)
    after = page.products.next
    context = {
        "supplier": supplier | {"canonical": canonical, "title": reader.text(card.names)},
        "summary": reader.text(page.profile.about)[: shown.SUMMARY_LENGTH],
        "about": shown.paragraphs(page.profile.about, reader),
        "region": reader.text(page.region) if page.region else "",
        "ground": _ground(page),
        "answers": "",
        "certificates": [shown.certificate(one, reader) for one in page.certificates],
        "members": page.profile.members,
        "exporter": shown.company_link(page.profile.acts_through, reader),
        "products": [
            shown.listing_card(one, None, reader, convert) for one in page.products.items
        ],
        "next": querystring(request, cursor=after) if after else None,
        "first": shown.supplier_address(card.slug) if request.GET.get("cursor") else None,
        "ask_href": ask_address(supplier=card.id),
        "follow": follow_of(request, actor, card),
    }
    return render(request, "public/company.html", context)


def _ground(page: SupplierPage) -> str:
    """What the hub's word "verified" rests on, or that it has not been said."""
    if page.profile.card.demonstration:
        return _("A demonstration: this company does not exist, and nobody was checked.")
    verified = page.profile.verified_at
    if page.profile.card.state == "verified" and verified:
        return _("The hub's desk checked this company's documents on %(day)s.") % {
            "day": words.day(verified)
        }
    if page.profile.card.state == "submitted":
        return _("This company has handed in its documents; the desk has not decided yet.")
    return _("The hub has not seen this company's documents. Ask for them before you pay.")
