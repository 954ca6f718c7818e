"""Orders, as both of their sides read them: a company buys and sells."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from fondouk.orders import commands, queries
from fondouk.orders.events import Order, OrderDeed, OrderState, Side
from fondouk.plumbing import clock
from fondouk.web.buyer import trade
from fondouk.web.buyer.messages import conversation
from fondouk.web.ui.shortcuts import actor_of, for_company, language_of, render


@for_company
def orders(request: HttpRequest) -> HttpResponse:
    """The company's orders, newest first; `?side=` shows its purchases or its sales alone."""
    wanted = request.GET.get("side", "")
    side = Side(wanted) if wanted in {one.value for one in Side} else None
    page = queries.list_orders(actor_of(request), side=side, cursor=request.GET.get("cursor"))
    names = (("", pgettext("orders", "All")), ("buyer", _("Purchases")), ("supplier", _("Sales")))
    tabs = [
        {"label": label, "href": f"?side={code}" if code else "?", "current": wanted == code}
        for code, label in names
    ]
    context = {
        "page_of": page,
        "tabs": tabs,
        "language": language_of(request),
        "selling": side is Side.SUPPLIER,
        **trade.WORDS,
    }
    return render(request, "buyer/orders.html", context)


@for_company
def order(request: HttpRequest, order_id: str) -> HttpResponse:
    """An order: a document on paper, with its history and messages on the screen."""
    found = queries.get_order(actor_of(request), order_id)
    parties = (found.terms.buyer.company_id, found.terms.supplier.company_id)
    context = {
        "order": found,
        "terms": found.terms,
        "history": _history(found, language_of(request)),
        "token": trade.new_token(),
        "talk": conversation(request, ("order", order_id), parties),
        "at_step": {OrderState.PLACED: 1, OrderState.CONFIRMED: 2}.get(found.state),
        "language": language_of(request),
        **trade.WORDS,
    }
    return render(request, "buyer/order.html", context)


@for_company
@require_POST
def order_deed(request: HttpRequest, order_id: str, deed: str) -> HttpResponse:
    """One step of an order: confirm or cancel."""
    if deed not in {"confirm", "cancel"}:
        raise Http404
    return trade.once_only(request, lambda: _step_of(request, order_id, deed))


def _step_of(request: HttpRequest, order_id: str, deed: str) -> str:
    given: dict[str, Any] = {"actor": actor_of(request), "order_id": order_id, "at": clock.now()}
    if deed == "confirm":
        commands.confirm_order(**given)
        messages.success(request, _("The order is confirmed. The buyer has been told."))
    else:
        commands.cancel_order(**given, reason=request.POST.get("reason", ""))
    return reverse("buyer:order", kwargs={"order_id": order_id})


def _history(found: Order, language: str) -> list[dict[str, object]]:
    """Newest first, each with who did it and why."""
    by = {Side.BUYER: found.terms.buyer, Side.SUPPLIER: found.terms.supplier}
    return [
        {
            "at": entry.at,
            "text": _worded(entry.deed, entry.reason),
            "by": by[entry.by].names.best(language),
        }
        for entry in reversed(found.history)
    ]


def _worded(deed: OrderDeed, reason: str) -> str:
    words = trade.order_deed(deed)
    return _("%(deed)s: %(reason)s") % {"deed": words, "reason": reason} if reason else words
