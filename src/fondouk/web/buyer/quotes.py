"""The quotes that a buyer received: one by one, side by side, and the award."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fondouk.answers.quote_comparison import compare_quotes
from fondouk.flows.award_quote import award_quote
from fondouk.kernel.numbers import whole_of
from fondouk.kernel.refused import Refused
from fondouk.orders.queries import find_order_of_quote
from fondouk.plumbing import clock
from fondouk.sourcing import queries
from fondouk.sourcing.events import Side
from fondouk.web.buyer import trade
from fondouk.web.buyer.messages import conversation
from fondouk.web.ui.shortcuts import actor_of, for_company, language_of, render


@for_company
def quote(request: HttpRequest, quote_id: str) -> HttpResponse:
    """A quote with its working; its supplier is led to its own page of it."""
    actor, on = actor_of(request), clock.today()
    found = queries.get_quote(actor, quote_id, on=on)
    if found.side is Side.SUPPLIER:
        return HttpResponseRedirect(reverse("supplier:offer", kwargs={"quote_id": quote_id}))
    rfq = queries.get_rfq(actor, found.rfq_id, on=on)
    context = {
        "quote": found,
        "rfq": rfq,
        "asked": {line.id: line for line in rfq.lines},
        "workings": {one.id: queries.working_of(one) for one in found.rounds},
        "names": trade.Names(request, [found.supplier_id]),
        "order_id": find_order_of_quote(actor, quote_id),
        "talk": conversation(request, ("quote", quote_id), (found.buyer_id, found.supplier_id)),
        "language": language_of(request),
        "token": trade.new_token(),
        **trade.WORDS,
    }
    return render(request, "buyer/quote.html", context)


@for_company
def compare(request: HttpRequest, rfq_id: str) -> HttpResponse:
    """All quotes on a request side by side."""
    found = compare_quotes(actor_of(request), rfq_id, on=clock.today())
    language = language_of(request)
    context = {
        "table": found,
        "rfq": found.rfq,
        "suppliers": [bid.supplier.names.best(language) for bid in found.bids],
        "language": language,
        **trade.WORDS,
    }
    return render(request, "buyer/compare.html", context)


@for_company
@require_POST
def award(request: HttpRequest, quote_id: str) -> HttpResponse:
    """Award the quote whole; whoever clicks twice comes to the same order."""
    actor = actor_of(request)
    version = request.POST.get("version", "")
    try:
        order_id = award_quote(
            actor=actor,
            quote_id=quote_id,
            regret=request.POST.get("regret", ""),
            expected_version=whole_of(version),
            at=clock.now(),
        )
    except Refused:
        standing = find_order_of_quote(actor, quote_id)
        if standing is None:
            raise
        order_id = standing
    else:
        messages.success(request, _("The order stands. The supplier has been told."))
    return HttpResponseRedirect(reverse("buyer:order", kwargs={"order_id": order_id}))
