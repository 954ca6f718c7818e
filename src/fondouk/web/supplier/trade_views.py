"""The supplier's side of a trade: requests that came in, those open to all, its quotes."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fondouk.flows.answer_rfq import answer_rfq
from fondouk.kernel.refused import Refused
from fondouk.orders.queries import find_order_of_quote
from fondouk.plumbing import clock
from fondouk.sourcing import commands, queries
from fondouk.sourcing.events import Quote, QuoteState, Rfq, Side
from fondouk.web.buyer import trade
from fondouk.web.buyer.forms import put_line_refusals
from fondouk.web.buyer.messages import conversation
from fondouk.web.supplier.trade_forms import (
    QuoteForm,
    draft_of,
    fresh_head,
    head_of,
    price_forms,
    prices_of,
)
from fondouk.web.ui.shortcuts import actor_of, for_company, language_of, render


@for_company
def requests(request: HttpRequest) -> HttpResponse:
    """The requests that reached this company, newest first."""
    page = queries.list_incoming(
        actor_of(request), on=clock.today(), cursor=request.GET.get("cursor")
    )
    return _list(request, page, everybody=False)


@for_company
def open_requests(request: HttpRequest) -> HttpResponse:
    """The requests that every supplier may answer."""
    page = queries.list_open_requests(
        actor_of(request), on=clock.today(), cursor=request.GET.get("cursor")
    )
    return _list(request, page, everybody=True)


@for_company
def request_page(request: HttpRequest, rfq_id: str) -> HttpResponse:
    """A request as a supplier reads it, with its own quote if there is one."""
    actor, on = actor_of(request), clock.today()
    rfq = _incoming(request, rfq_id)
    commands.see_invitation(actor=actor, rfq_id=rfq_id, at=clock.now())
    own = queries.list_quotes(actor, rfq_id, on=on)
    standing = [one for one in own if one.state is not QuoteState.WITHDRAWN]
    invited = bool(rfq.invitations)
    context = {
        "rfq": rfq,
        "quote": standing[-1] if standing else None,
        "names": trade.Names(request, [rfq.buyer_id]),
        "talk": conversation(request, ("rfq", rfq_id), (rfq.buyer_id, str(actor.company_id))),
        "invited": invited,
        "language": language_of(request),
        "token": trade.new_token(),
        **trade.WORDS,
    }
    return render(request, "supplier/trade_request.html", context)


@for_company
def quote_new(request: HttpRequest, rfq_id: str) -> HttpResponse:
    """Answer a request."""
    rfq = _incoming(request, rfq_id)
    if "quote" not in rfq.actions:
        raise Refused("wrong_state", state=rfq.state.value, deed="quote")
    own = str(actor_of(request).company_id)
    place = trade.Names(request, [own]).of(own).town
    return _answer(request, rfq, fresh_head(rfq, place), quote=None)


@for_company
def offer_revise(request: HttpRequest, quote_id: str) -> HttpResponse:
    """Give the next round of a quote."""
    quote = _own(request, quote_id)
    if "revise" not in quote.actions:
        raise Refused("wrong_state", state=quote.state.value, deed="revise")
    rfq = _incoming(request, quote.rfq_id)
    return _answer(request, rfq, head_of(quote), quote=quote)


@for_company
@require_POST
def decline(request: HttpRequest, rfq_id: str) -> HttpResponse:
    """Say no to a request, with a reason."""

    def deed() -> str:
        commands.decline_invitation(
            actor=actor_of(request),
            rfq_id=rfq_id,
            reason=request.POST.get("reason", ""),
            at=clock.now(),
        )
        messages.success(request, _("The buyer has been told."))
        return reverse("supplier:request", kwargs={"rfq_id": rfq_id})

    return trade.once_only(request, deed)


@for_company
def offers(request: HttpRequest) -> HttpResponse:
    """The quotes that this company gave, newest first."""
    page = queries.list_quotes_given(
        actor_of(request), on=clock.today(), cursor=request.GET.get("cursor")
    )
    names = trade.Names(request, [one.buyer_id for one in page.items])
    tabs = _tabs("supplier:offers")
    context = {"page_of": page, "names": names, "tabs": tabs, **trade.WORDS}
    return render(request, "supplier/trade_offers.html", context)


@for_company
def offer(request: HttpRequest, quote_id: str) -> HttpResponse:
    """A quote as its supplier reads it."""
    actor = actor_of(request)
    quote = _own(request, quote_id)
    rfq = queries.get_rfq(actor, quote.rfq_id, on=clock.today())
    context = {
        "quote": quote,
        "rfq": rfq,
        "asked": {line.id: line for line in rfq.lines},
        "workings": {one.id: queries.working_of(one) for one in quote.rounds},
        "names": trade.Names(request, [quote.buyer_id]),
        "order_id": find_order_of_quote(actor, quote_id),
        "talk": conversation(request, ("quote", quote_id), (quote.buyer_id, quote.supplier_id)),
        "language": language_of(request),
        "token": trade.new_token(),
        **trade.WORDS,
    }
    return render(request, "supplier/trade_offer.html", context)


@for_company
@require_POST
def offer_withdraw(request: HttpRequest, quote_id: str) -> HttpResponse:
    """Take the quote back."""

    def deed() -> str:
        commands.withdraw_quote(actor=actor_of(request), quote_id=quote_id, at=clock.now())
        messages.success(request, _("The quote is withdrawn. The buyer has been told."))
        return reverse("supplier:offer", kwargs={"quote_id": quote_id})

    return trade.once_only(request, deed)


def _tabs(here: str) -> list[dict[str, Any]]:
    labels = {
        "supplier:requests": _("Sent to us"),
        "supplier:open-requests": _("Open to every supplier"),
        "supplier:offers": _("Your quotes"),
    }
    return [
        {"label": label, "href": reverse(name), "current": name == here}
        for name, label in labels.items()
    ]


def _list(request: HttpRequest, page: Any, *, everybody: bool) -> HttpResponse:
    names = trade.Names(request, [one.buyer_id for one in page.items])
    context = {
        "page_of": page,
        "tabs": _tabs("supplier:open-requests" if everybody else "supplier:requests"),
        "names": names,
        "everybody": everybody,
        **trade.WORDS,
    }
    return render(request, "supplier/trade_requests.html", context)


def _incoming(request: HttpRequest, rfq_id: str) -> Rfq:
    rfq = queries.get_rfq(actor_of(request), rfq_id, on=clock.today())
    if rfq.side is not Side.SUPPLIER:
        raise Refused("not_found")
    return rfq


def _own(request: HttpRequest, quote_id: str) -> Quote:
    quote = queries.get_quote(actor_of(request), quote_id, on=clock.today())
    if quote.side is not Side.SUPPLIER:
        raise Refused("not_found")
    return quote


def _answer(
    request: HttpRequest, rfq: Rfq, head: dict[str, Any], *, quote: Quote | None
) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    form = QuoteForm(posted, initial=head)
    if posted is None:
        prices = price_forms(initial=prices_of(rfq, quote))
    else:
        prices = price_forms(data=posted)
    if posted is not None and form.is_valid() & prices.is_valid():
        draft, used = draft_of(form, prices)

        def deed() -> str:
            quote_id = answer_rfq(
                actor=actor_of(request),
                rfq_id=rfq.id,
                quote_id=quote.id if quote else None,
                draft=draft,
                expected_version=form.cleaned_data["version"] if quote else None,
                at=clock.now(),
            )
            messages.success(request, _("The buyer has your quote."))
            return reverse("supplier:offer", kwargs={"quote_id": quote_id})

        try:
            return trade.once_only(request, deed)
        except Refused as refused:
            put_line_refusals(form, used, refused)
    asked = {line.id: line for line in rfq.lines}
    rows = [(asked.get(one["rfq_line"].value()), one) for one in prices]
    context = {
        "form": form,
        "prices": prices,
        "rows": [row for row in rows if row[0] is not None],
        "rfq": rfq,
        "quote": quote,
        "names": trade.Names(request, [rfq.buyer_id]),
        "language": language_of(request),
        "token": posted.get("token", "") if posted is not None else trade.new_token(),
    }
    refused_now = form.is_bound and (bool(form.errors) or any(prices.errors))
    return render(
        request, "supplier/trade_quote_form.html", context, status=422 if refused_now else 200
    )
