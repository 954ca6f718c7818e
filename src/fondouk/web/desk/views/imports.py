"""Imports of all companies that failed."""

from django.http import HttpRequest, HttpResponse

from fondouk.catalogue.queries import list_failed_imports
from fondouk.companies.queries import list_cards
from fondouk.kernel.actor import Deed
from fondouk.plumbing import refusals
from fondouk.web.desk.entrance import at_desk
from fondouk.web.ui.shortcuts import actor_of, language_of, render


@at_desk(Deed.DESK_IMPORT)
def imports(request: HttpRequest) -> HttpResponse:
    """Which files could not be brought in, whose, and why."""
    actor, language = actor_of(request), language_of(request)
    page = list_failed_imports(actor, cursor=request.GET.get("cursor"))
    cards = list_cards(actor, {one.company_id for one in page.items if one.company_id})
    rows = [
        {
            "view": one,
            "supplier": cards.get(one.company_id or ""),
            "why": refusals.sentence(one.failure, language) if one.failure else "",
        }
        for one in page.items
    ]
    return render(request, "desk/imports.html", {"rows": rows, "next": page.next})
