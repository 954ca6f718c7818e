"""The buyer's requests: list, write, send, follow, end."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_POST

from fondouk.catalogue.events import Listing
from fondouk.catalogue.queries import list_listings
from fondouk.flows.request_quotes import matches_of, request_quotes, send_request
from fondouk.kernel.actor import Deed
from fondouk.kernel.numbers import plain, whole_of
from fondouk.kernel.refused import Refused
from fondouk.orders.queries import find_order_of_quote
from fondouk.plumbing import clock
from fondouk.sourcing import commands, queries
from fondouk.sourcing.events import Quote, QuoteState, Rfq, RfqState, Side, Visibility
from fondouk.web.buyer import trade
from fondouk.web.buyer.forms import (
    LINES_FIRST,
    LINES_MORE,
    LineForm,
    RfqForm,
    draft_of,
    head_of,
    line_forms,
    lines_of,
    put_line_refusals,
)
from fondouk.web.ui.shortcuts import actor_of, for_company, language_of, render

TABS: tuple[tuple[str, tuple[RfqState, ...]], ...] = (
    ("", ()),
    ("open", (RfqState.OPEN, RfqState.CLOSED, RfqState.LAPSED)),
    ("draft", (RfqState.DRAFT,)),
    ("over", (RfqState.AWARDED, RfqState.CANCELLED)),
)


@for_company
def rfqs(request: HttpRequest) -> HttpResponse:
    """The company's requests, newest first."""
    wanted = request.GET.get("state", "")
    states = dict(TABS).get(wanted, ())
    page = queries.list_rfqs(
        actor_of(request),
        on=clock.today(),
        states=states,
        cursor=request.GET.get("cursor"),
    )
    names = {
        "": pgettext("requests", "All"),
        "open": _("Under way"),
        "draft": _("Drafts"),
        "over": _("Over"),
    }
    tabs = [
        {
            "label": names[code],
            "href": f"?state={code}" if code else "?",
            "current": wanted == code,
        }
        for code, _states in TABS
    ]
    return render(request, "buyer/rfqs.html", {"page_of": page, "tabs": tabs, **trade.WORDS})


@for_company
def rfq_new(request: HttpRequest) -> HttpResponse:
    """Write a request: from nothing, from products (`?product=`), to suppliers (`?supplier=`),
    about words (`?title=`), or as one before (`?again=`).
    """
    actor = actor_of(request)
    actor.require(Deed.ASK)
    head, lines = _beginning(request)
    return _write(request, head, lines, rfq=None)


@for_company
def rfq_edit(request: HttpRequest, rfq_id: str) -> HttpResponse:
    """Change a draft."""
    rfq = queries.get_rfq(actor_of(request), rfq_id, on=clock.today())
    if "edit" not in rfq.actions:
        raise Refused("wrong_state", state=rfq.state.value, deed="edit")
    return _write(request, head_of(rfq), lines_of(rfq, language_of(request)), rfq=rfq)


@for_company
def rfq(request: HttpRequest, rfq_id: str) -> HttpResponse:
    """A request as its buyer follows it; a supplier is led to its own page of it."""
    actor, on = actor_of(request), clock.today()
    found = queries.get_rfq(actor, rfq_id, on=on)
    if found.side is Side.SUPPLIER:
        return HttpResponseRedirect(reverse("supplier:request", kwargs={"rfq_id": rfq_id}))
    quotes = {one.supplier_id: one for one in queries.list_quotes(actor, rfq_id, on=on)}
    matches = matches_of(actor, found) if "invite" in found.actions else ()
    asked = {one.supplier_id for one in found.invitations}
    more = [match for match in matches if match.supplier_id not in asked]
    known = {*asked, *found.chosen, *(match.supplier_id for match in more)}
    context = {
        "rfq": found,
        "quotes": quotes,
        "standing": [one for one in quotes.values() if one.state is QuoteState.OPEN],
        "matches": more,
        "names": trade.Names(request, known),
        "at_step": _step(found, quotes.values()),
        "order_id": _order_of(request, quotes.values()),
        "token": trade.new_token(),
        **trade.WORDS,
    }
    return render(request, "buyer/rfq.html", context)


@for_company
@require_POST
def rfq_deed(request: HttpRequest, rfq_id: str, deed: str) -> HttpResponse:
    """One step of a request: send, invite, close, reopen, cancel."""
    if deed not in {"send", "invite", "close", "reopen", "cancel"}:
        raise Http404
    return trade.once_only(request, lambda: _step_of(request, rfq_id, deed))


def _step_of(request: HttpRequest, rfq_id: str, deed: str) -> str:
    given: dict[str, Any] = {"actor": actor_of(request), "rfq_id": rfq_id, "at": clock.now()}
    if deed == "send":
        send_request(**given)
        messages.success(request, _("The request is on its way."))
    elif deed == "invite":
        commands.invite_suppliers(**given, suppliers=tuple(request.POST.getlist("suppliers")))
        messages.success(request, _("The request is on its way to them too."))
    elif deed == "close":
        commands.close_rfq(**given)
    elif deed == "reopen":
        commands.reopen_rfq(**given)
    else:
        commands.cancel_rfq(**given, reason=request.POST.get("reason", ""))
    return reverse("buyer:rfq", kwargs={"rfq_id": rfq_id})


def _write(
    request: HttpRequest, head: dict[str, Any], lines: list[dict[str, Any]], *, rfq: Rfq | None
) -> HttpResponse:
    suppliers = _choices(request, head.get("suppliers", ()), rfq)
    posted = request.POST if request.method == "POST" else None
    form = RfqForm(posted, initial=head, suppliers=suppliers)
    if posted is None:
        typed = line_forms(LINES_FIRST if not lines else 1, initial=lines)
        return _form_page(request, form, typed, rfq, trade.new_token())
    if "more" in posted:
        form = RfqForm(initial=_typed(request.POST), suppliers=suppliers)
        typed = line_forms(LINES_MORE, initial=_typed_lines(request.POST))
        return _form_page(request, form, typed, rfq, posted.get("token", ""))
    typed = line_forms(0, data=posted)
    if form.is_valid() & typed.is_valid():
        draft, used = draft_of(form, typed)
        try:
            return trade.once_only(request, lambda: _keep(request, draft, rfq, form))
        except Refused as refused:
            put_line_refusals(form, used, refused)
    return _form_page(request, form, typed, rfq, posted.get("token", ""))


def _keep(request: HttpRequest, draft: Any, rfq: Rfq | None, form: RfqForm) -> str:
    send = request.POST.get("then") == "send"
    rfq_id = request_quotes(
        actor=actor_of(request),
        draft=draft,
        send=send,
        rfq_id=rfq.id if rfq else None,
        expected_version=form.cleaned_data["version"] if rfq else None,
        at=clock.now(),
    )
    if send:
        messages.success(request, _("The request is on its way."))
    else:
        messages.success(request, _("The draft is kept. Nobody but your company sees it."))
    return reverse("buyer:rfq", kwargs={"rfq_id": rfq_id})


def _form_page(
    request: HttpRequest, form: RfqForm, lines: Any, rfq: Rfq | None, token: str
) -> HttpResponse:
    refused = form.is_bound and (bool(form.errors) or any(lines.errors))
    return render(
        request,
        "buyer/rfq_form.html",
        {"form": form, "lines": lines, "rfq": rfq, "token": token},
        status=422 if refused else 200,
    )


def _beginning(request: HttpRequest) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    actor, language = actor_of(request), language_of(request)
    if again := request.GET.get("again"):
        before = queries.get_rfq(actor, again, on=clock.today())
        if before.side is not Side.BUYER:
            raise Refused("not_found")
        return {**head_of(before), "needed_by": None}, lines_of(before, language)
    listings = list_listings(actor, request.GET.getlist("product")[:50])
    found = list(listings.values())
    suppliers = [one.supplier_id for one in found]
    suppliers += request.GET.getlist("supplier")[:50]
    prices = (step.price.currency for one in listings.values() for step in one.draft.prices)
    head = {
        "title": (request.GET.get("title") or _title(found, language))[:160],
        "visibility": (Visibility.PRIVATE if suppliers else Visibility.MATCHED).value,
        "suppliers": list(dict.fromkeys(suppliers)),
        "currency": next(prices, "EUR"),
    }
    if _of_several(found):
        return head, [_need(found[0], language)]
    return head, [_line_about(one, language) for one in found]


def _of_several(listings: list[Listing]) -> bool:
    return len({one.supplier_id for one in listings}) > 1


def _title(listings: list[Listing], language: str) -> str:
    """A short title to start from. It never names one supplier's product to another."""
    if not listings:
        return ""
    if _of_several(listings):
        return listings[0].category.names.best(language)
    name, more = listings[0].draft.names.best(language), len(listings) - 1
    if not more:
        return name
    words = ngettext("%(name)s and %(num)s more", "%(name)s and %(num)s more", more)
    return words % {"name": name[:130], "num": more}


def _need(listing: Listing, language: str) -> dict[str, Any]:
    """One line that every asked supplier can quote: the kind of goods, no supplier's product."""
    line = _line_about(listing, language)
    return {
        **line,
        "product_id": "",
        "product_name": "",
        "text": listing.category.names.best(language),
    }


def _line_about(listing: Listing, language: str) -> dict[str, Any]:
    goods = listing.draft
    return {
        "product_id": listing.id,
        "product_name": goods.names.best(language),
        "hs_code": str(goods.hs_code) if goods.hs_code else "",
        "quantity": plain(goods.moq) if goods.moq else "",
        "unit": goods.unit.value if goods.unit else "piece",
    }


def _choices(
    request: HttpRequest, chosen: Iterable[str], rfq: Rfq | None
) -> list[tuple[str, str]]:
    """Who can be ticked: those chosen before, and those who list what a kept draft asks for."""
    ids = dict.fromkeys([*chosen, *request.POST.getlist("suppliers")[:100]])
    if rfq is not None:
        ids |= dict.fromkeys(match.supplier_id for match in matches_of(actor_of(request), rfq))
    own = actor_of(request).company_id
    names = trade.Names(request, ids)
    return [(one, names(one)) for one in ids if one in names.cards and one != own]


def _typed(posted: QueryDict) -> dict[str, Any]:
    """The head as typed, unchecked: more lines are asked for before anything is sent."""
    kept = {name: posted.get(name) for name in RfqForm.base_fields}
    return {**kept, "suppliers": posted.getlist("suppliers")}


def _typed_lines(posted: QueryDict) -> list[dict[str, Any]]:
    """The lines as typed, unchecked."""
    count = whole_of(posted.get("line-TOTAL_FORMS", "")) or 0
    return [
        {name: posted.get(f"line-{place}-{name}", "") for name in LineForm.base_fields}
        for place in range(min(count, 200))
    ]


def _step(found: Rfq, quotes: Iterable[Quote]) -> int:
    if found.state is RfqState.AWARDED:
        return 3
    if found.state is RfqState.DRAFT:
        return 0
    return 2 if any(one.state is QuoteState.OPEN for one in quotes) else 1


def _order_of(request: HttpRequest, quotes: Iterable[Quote]) -> str | None:
    won = next((one.id for one in quotes if one.state is QuoteState.AWARDED), None)
    return find_order_of_quote(actor_of(request), won) if won else None
