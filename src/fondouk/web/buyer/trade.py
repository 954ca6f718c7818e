"""What the pages of both sides of a trade share: words for states, names of companies, forms that
count once however often they are sent.
"""

import hashlib
from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from fondouk.companies.events import CompanyCard
from fondouk.companies.queries import list_cards
from fondouk.kernel.quantity import Unit
from fondouk.orders.events import OrderDeed, OrderState
from fondouk.plumbing import clock
from fondouk.plumbing.ids import new_id
from fondouk.plumbing.repeats import Answer, once
from fondouk.reference.queries import list_countries
from fondouk.sourcing.events import InvitationState, QuoteState, RfqState, Visibility
from fondouk.web.ui.shortcuts import actor_of, language_of
from fondouk.web.ui.words import currency_name, unit_name

_TRADED = "EUR MAD USD GBP AED SAR QAR XOF XAF TND DZD EGP TRY CHF CAD CNY JPY INR BRL SEK NOK PLN"
CURRENCIES = tuple(_TRADED.split(" "))


def rfq_state(state: RfqState) -> tuple[str, str]:
    """A request's state in words, and the tone of its badge."""
    return {
        RfqState.DRAFT: (_("Draft"), "wait"),
        RfqState.OPEN: (pgettext("request", "Open"), "open"),
        RfqState.CLOSED: (_("Closed to answers"), "wait"),
        RfqState.AWARDED: (_("Awarded"), "good"),
        RfqState.CANCELLED: (_("Cancelled"), "bad"),
        RfqState.LAPSED: (_("Its day has passed"), "bad"),
    }[state]


def invitation_state(state: InvitationState) -> tuple[str, str]:
    """How far a supplier has come with a request."""
    return {
        InvitationState.SENT: (_("Not read yet"), "wait"),
        InvitationState.SEEN: (pgettext("request", "Read"), "open"),
        InvitationState.ANSWERED: (_("Quoted"), "good"),
        InvitationState.DECLINED: (_("Declined"), "bad"),
    }[state]


def asked_state(
    state: InvitationState, request: RfqState, quote: QuoteState | None
) -> tuple[str, str]:
    """How a supplier stands in a request: awarded, whether another was chosen."""
    over = request is RfqState.AWARDED and state is not InvitationState.DECLINED
    if over and quote is not QuoteState.AWARDED:
        return _("Another offer was chosen"), "wait"
    return invitation_state(state)


def quote_state(state: QuoteState) -> tuple[str, str]:
    """A quote's state in words, and the tone of its badge."""
    return {
        QuoteState.OPEN: (pgettext("quote", "Standing"), "open"),
        QuoteState.WITHDRAWN: (_("Withdrawn"), "bad"),
        QuoteState.LAPSED: (_("No longer valid"), "wait"),
        QuoteState.AWARDED: (_("Awarded"), "good"),
        QuoteState.REFUSED: (_("Not chosen"), "bad"),
    }[state]


def order_state(state: OrderState) -> tuple[str, str]:
    """An order's state in words, and the tone of its badge."""
    return {
        OrderState.PLACED: (_("Waiting for the supplier"), "wait"),
        OrderState.CONFIRMED: (_("Confirmed"), "good"),
        OrderState.CANCELLED: (_("Cancelled"), "bad"),
    }[state]


def order_deed(deed: OrderDeed) -> str:
    """What happened to an order, in words."""
    return {
        OrderDeed.PLACE: _("Order placed"),
        OrderDeed.CONFIRM: _("Order confirmed"),
        OrderDeed.CANCEL: _("Order cancelled"),
    }[deed]


def visibility(value: Visibility) -> str:
    """Whom a request reaches, in words."""
    return {
        Visibility.PRIVATE: _("Only the suppliers that you choose"),
        Visibility.MATCHED: _("Also suppliers who list such goods"),
        Visibility.PUBLIC: _("Every supplier on the hub"),
    }[value]


WORDS: dict[str, Callable[..., Any]] = {
    "rfq_state": rfq_state,
    "invitation_state": invitation_state,
    "asked_state": asked_state,
    "quote_state": quote_state,
    "order_state": order_state,
    "visibility_words": visibility,
}


class Names:
    """Companies as a page calls them, read once."""

    def __init__(self, request: HttpRequest, company_ids: Iterable[str]) -> None:
        actor, self.language = actor_of(request), language_of(request)
        self.own = actor.company_id
        self.cards: dict[str, CompanyCard] = list_cards(actor, company_ids)

    def __call__(self, company_id: str) -> str:
        card = self.cards.get(company_id)
        return card.names.best(self.language) if card else company_id

    def address(self, company_id: str) -> str | None:
        """A supplier's public page; a company that only buys has none."""
        card = self.cards.get(company_id)
        if card is None or not card.kind.sells:
            return None
        return reverse("public:company", kwargs={"slug": card.slug})

    def of(self, company_id: str) -> CompanyCard:
        return self.cards[company_id]


def countries(language: str) -> list[tuple[str, str]]:
    """Every country by its name in this language."""
    named = [(one.code, one.name) for one in list_countries(language)]
    return [("", _("Choose a country")), *named]


def currencies() -> list[tuple[str, str]]:
    """The currencies of the hub's trade, each with its name."""
    return [(code, f"{code} – {currency_name(code)}") for code in CURRENCIES]


def units() -> list[tuple[str, str]]:
    """Every unit by its name in the reader's language."""
    return [(unit.value, unit_name(unit.value)) for unit in Unit]


def new_token() -> str:
    """The mark by which a form that is sent twice is known."""
    return new_id("frm")


def once_only(request: HttpRequest, deed: Callable[[], str]) -> HttpResponse:
    """Do the deed, which answers an address, and go there; sent again, only go there.

    A form without its mark is done each time. One page's mark serves all its forms, since each
    has its own address.
    """
    token = request.POST.get("token", "")[:60]
    if not token:
        return HttpResponseRedirect(deed())
    answer = once(
        lambda: Answer(status=302, media_type="text/plain", body=deed().encode()),
        actor=actor_of(request).id,
        key=f"form:{token}:{hashlib.sha256(request.path.encode()).hexdigest()[:16]}",
        fingerprint=_fingerprint(request),
        at=clock.now(),
    )
    return HttpResponseRedirect(answer.body.decode())


def _fingerprint(request: HttpRequest) -> str:
    mark = hashlib.sha256(request.path.encode())
    for name in sorted(request.POST):
        if name != "csrfmiddlewaretoken":
            mark.update(repr((name, request.POST.getlist(name))).encode())
    for name in sorted(request.FILES):
        for file in request.FILES.getlist(name):
            mark.update(repr((name, file.name, file.size)).encode())
    return mark.hexdigest()
