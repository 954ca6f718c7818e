"""Requests and quotes for programs."""

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Router

from fondouk.api import trade_examples as examples
from fondouk.api.access import actor_of, expected_version, language_of
from fondouk.api.operations import says
from fondouk.api.shapes import Cursor, PageOut, Size, answer, page_of
from fondouk.api.trade_input import AwardIn, QuoteIn, ReasonIn, RfqChange, RfqIn, SuppliersIn
from fondouk.api.trade_output import AwardOut, QuoteOut, RfqCardOut, RfqOut
from fondouk.api.trade_shown import shown_card, shown_quote, shown_rfq
from fondouk.companies.queries import list_cards
from fondouk.flows.answer_rfq import answer_rfq
from fondouk.flows.award_quote import award_quote as award
from fondouk.flows.request_quotes import request_quotes, send_request
from fondouk.kernel.actor import Deed
from fondouk.plumbing import clock
from fondouk.sourcing import commands, queries
from fondouk.sourcing.events import RfqState

router = Router()

_KEEPING = (
    "required",
    "own_company",
    "unknown_product",
    "too_many_suppliers",
    "figure_too_fine",
    "mixed_currencies",
    "text_too_long",
)
_SENDING = ("no_lines", "no_suppliers", "no_match", "unknown_supplier", "day_is_past")
_QUOTING = (
    "wrong_state",
    "required",
    "no_lines",
    "unknown_line",
    "line_twice",
    "day_is_past",
    "figure_too_fine",
    "mixed_currencies",
)
_STEP = ("wrong_state", "stale_version")
_RFQ: dict[str, Any] = {"answers": RfqOut, "example": examples.RFQ}
_QUOTE: dict[str, Any] = {"answers": QuoteOut, "example": examples.QUOTE}
_REASON = {"reason": "We have found what we needed."}


@router.get(
    "/rfqs",
    **says(
        "List requests",
        needs=Deed.READ_TRADE,
        answers=PageOut[RfqCardOut],
        example={"items": [examples.RFQ_CARD], "next": None},
        refuses=("bad_cursor",),
    ),
)
def list_rfqs(
    request: HttpRequest,
    box: Literal["own", "incoming", "open"] = "own",
    state: Literal["draft", "open", "closed", "awarded", "cancelled", "lapsed"] | None = None,
    cursor: Cursor = None,
    size: Size = None,
) -> HttpResponse:
    """The company's own requests, newest first and by `state` where one is given; `incoming` are
    those that reached it, `open` the public ones that still take answers.
    """
    actor, on = actor_of(request), clock.today()
    if box == "own":
        states = (RfqState(state),) if state else ()
        page = queries.list_rfqs(actor, on=on, states=states, cursor=cursor, size=size)
    elif box == "incoming":
        page = queries.list_incoming(actor, on=on, cursor=cursor, size=size)
    else:
        page = queries.list_open_requests(actor, on=on, cursor=cursor, size=size)
    cards, language = list_cards(actor, {one.buyer_id for one in page.items}), language_of(request)
    return answer(page_of([shown_card(one, cards, language) for one in page.items], page.next))


@router.post(
    "/rfqs",
    **says(
        "Ask for quotes",
        needs=Deed.ASK,
        status=201,
        body=examples.RFQ_IN,
        refuses=(*_KEEPING, *_SENDING),
        **_RFQ,
    ),
)
def create_rfq(request: HttpRequest, rfq: RfqIn) -> HttpResponse:
    """A request goes out at once to the chosen suppliers (`private`), also to those who list such
    goods by HS code or category (`matched`), or to every supplier (`public`). With `"draft": true`
    it is only kept.
    """
    rfq_id = request_quotes(
        actor=actor_of(request), draft=rfq.to_draft(), send=not rfq.draft, at=clock.now()
    )
    return _rfq(request, rfq_id, status=201)


@router.get("/rfqs/{rfq_id}", **says("Read a request", needs=Deed.READ_TRADE, **_RFQ))
def get_rfq(request: HttpRequest, rfq_id: str) -> HttpResponse:
    """A request of the key's own company, or one that reached it."""
    return _rfq(request, rfq_id)


@router.put(
    "/rfqs/{rfq_id}",
    **says(
        "Change a draft",
        needs=Deed.ASK,
        body=examples.RFQ_IN,
        refuses=("wrong_state", *_KEEPING),
        **_RFQ,
    ),
)
def change_rfq(request: HttpRequest, rfq_id: str, rfq: RfqChange) -> HttpResponse:
    """The whole draft anew. What was sent is not changed: suppliers rely on it."""
    request_quotes(
        actor=actor_of(request),
        draft=rfq.to_draft(),
        send=False,
        rfq_id=rfq_id,
        expected_version=expected_version(request),
        at=clock.now(),
    )
    return _rfq(request, rfq_id)


@router.post(
    "/rfqs/{rfq_id}/send",
    **says("Send a draft", needs=Deed.ASK, refuses=(*_STEP, *_SENDING), **_RFQ),
)
def send_rfq(request: HttpRequest, rfq_id: str) -> HttpResponse:
    """Open a kept draft to its suppliers."""
    send_request(**_named(request), rfq_id=rfq_id)
    return _rfq(request, rfq_id)


@router.post(
    "/rfqs/{rfq_id}/suppliers",
    **says(
        "Ask further suppliers",
        needs=Deed.ASK,
        body={"suppliers": [examples.RFQ_IN["suppliers"][0]]},
        refuses=(*_STEP, "no_suppliers", "unknown_supplier", "own_company", "too_many_suppliers"),
        **_RFQ,
    ),
)
def add_suppliers(request: HttpRequest, rfq_id: str, more: SuppliersIn) -> HttpResponse:
    """Ask further suppliers while the request is open; who was asked before stays as is."""
    commands.invite_suppliers(**_named(request), rfq_id=rfq_id, suppliers=tuple(more.suppliers))
    return _rfq(request, rfq_id)


@router.post(
    "/rfqs/{rfq_id}/close",
    **says("Take no more answers", needs=Deed.ASK, refuses=_STEP, **_RFQ),
)
def close_rfq(request: HttpRequest, rfq_id: str) -> HttpResponse:
    """No further quotes are taken; those that stand can still be awarded."""
    commands.close_rfq(**_named(request), rfq_id=rfq_id)
    return _rfq(request, rfq_id)


@router.post(
    "/rfqs/{rfq_id}/reopen",
    **says("Take answers again", needs=Deed.ASK, refuses=_STEP, **_RFQ),
)
def reopen_rfq(request: HttpRequest, rfq_id: str) -> HttpResponse:
    """A closed request takes answers again."""
    commands.reopen_rfq(**_named(request), rfq_id=rfq_id)
    return _rfq(request, rfq_id)


@router.post(
    "/rfqs/{rfq_id}/cancel",
    **says(
        "Cancel a request",
        needs=Deed.ASK,
        body=_REASON,
        refuses=(*_STEP, "required"),
        **_RFQ,
    ),
)
def cancel_rfq(request: HttpRequest, rfq_id: str, why: ReasonIn) -> HttpResponse:
    """The request ends without an order; suppliers who quoted read the reason."""
    commands.cancel_rfq(**_named(request), rfq_id=rfq_id, reason=why.reason)
    return _rfq(request, rfq_id)


@router.post(
    "/rfqs/{rfq_id}/decline",
    **says(
        "Decline a request",
        needs=Deed.QUOTE,
        body={"reason": "This season's harvest is sold."},
        refuses=("wrong_state", "required"),
        **_RFQ,
    ),
)
def decline_rfq(request: HttpRequest, rfq_id: str, why: ReasonIn) -> HttpResponse:
    """A supplier says no, with a reason that the buyer reads. It may still quote later."""
    commands.decline_invitation(
        actor=actor_of(request), rfq_id=rfq_id, reason=why.reason, at=clock.now()
    )
    return _rfq(request, rfq_id)


@router.get(
    "/rfqs/{rfq_id}/quotes",
    **says(
        "List a request's quotes",
        needs=Deed.READ_TRADE,
        answers=PageOut[QuoteOut],
        example={"items": [examples.QUOTE], "next": None},
    ),
)
def list_rfq_quotes(request: HttpRequest, rfq_id: str) -> HttpResponse:
    """All quotes for the request's buyer; a supplier reads its own alone."""
    quotes = queries.list_quotes(actor_of(request), rfq_id, on=clock.today())
    return answer(page_of([shown_quote(one) for one in quotes], None))


@router.post(
    "/rfqs/{rfq_id}/quotes",
    **says(
        "Quote",
        needs=Deed.QUOTE,
        status=201,
        body=examples.QUOTE_IN,
        refuses=(*_QUOTING, "already_quoted", "not_a_supplier"),
        **_QUOTE,
    ),
)
def create_quote(request: HttpRequest, rfq_id: str, quote: QuoteIn) -> HttpResponse:
    """A supplier answers a request; these terms are the first round of its quote."""
    quote_id = answer_rfq(
        actor=actor_of(request), rfq_id=rfq_id, draft=quote.draft(), at=clock.now()
    )
    return _quote(request, quote_id, status=201)


@router.get(
    "/quotes",
    **says(
        "List the quotes you gave",
        needs=Deed.READ_TRADE,
        answers=PageOut[QuoteOut],
        example={"items": [examples.QUOTE], "next": None},
        refuses=("bad_cursor",),
    ),
)
def list_quotes(request: HttpRequest, cursor: Cursor = None, size: Size = None) -> HttpResponse:
    """The quotes that the key's company gave, newest first."""
    page = queries.list_quotes_given(actor_of(request), on=clock.today(), cursor=cursor, size=size)
    return answer(page_of([shown_quote(one) for one in page.items], page.next))


@router.get("/quotes/{quote_id}", **says("Read a quote", needs=Deed.READ_TRADE, **_QUOTE))
def get_quote(request: HttpRequest, quote_id: str) -> HttpResponse:
    """A quote with all its rounds, for its supplier and the request's buyer."""
    return _quote(request, quote_id)


@router.post(
    "/quotes/{quote_id}/rounds",
    **says(
        "Revise a quote",
        needs=Deed.QUOTE,
        status=201,
        body=examples.QUOTE_IN,
        refuses=(*_QUOTING, "stale_version"),
        **_QUOTE,
    ),
)
def revise_quote(request: HttpRequest, quote_id: str, quote: QuoteIn) -> HttpResponse:
    """The supplier's next round, which takes the place of the one before; both stay on record."""
    commands.revise_quote(**_named(request), quote_id=quote_id, draft=quote.draft())
    return _quote(request, quote_id, status=201)


@router.post(
    "/quotes/{quote_id}/withdraw",
    **says("Withdraw a quote", needs=Deed.QUOTE, refuses=_STEP, **_QUOTE),
)
def withdraw_quote(request: HttpRequest, quote_id: str) -> HttpResponse:
    """The quote can no longer be awarded; the supplier may give a new one."""
    commands.withdraw_quote(**_named(request), quote_id=quote_id)
    return _quote(request, quote_id)


@router.post(
    "/quotes/{quote_id}/award",
    **says(
        "Award a quote",
        needs=Deed.AWARD,
        answers=AwardOut,
        example=examples.AWARD,
        body={"regret": "Another supplier delivers sooner."},
        refuses=_STEP,
    ),
)
def award_quote(request: HttpRequest, quote_id: str, words: AwardIn | None = None) -> HttpResponse:
    """Accept the latest open terms and award the quote whole: one order stands with them, and
    the other suppliers are told that they were not chosen.
    """
    regret = words.regret if words else ""
    order_id = award(**_named(request), quote_id=quote_id, regret=regret)
    href = reverse("api:get_order", kwargs={"order_id": order_id})
    return answer({"orders": [{"id": order_id, "href": href}]})


def _named(request: HttpRequest) -> dict[str, Any]:
    return {
        "actor": actor_of(request),
        "expected_version": expected_version(request),
        "at": clock.now(),
    }


def _rfq(request: HttpRequest, rfq_id: str, status: int = 200) -> HttpResponse:
    actor = actor_of(request)
    rfq = queries.get_rfq(actor, rfq_id, on=clock.today())
    parties = {rfq.buyer_id, *(one.supplier_id for one in rfq.invitations)}
    shown = shown_rfq(rfq, list_cards(actor, parties), language_of(request))
    location = reverse("api:get_rfq", kwargs={"rfq_id": rfq_id}) if status == 201 else ""
    return answer(shown, status, version=rfq.version, location=location)


def _quote(request: HttpRequest, quote_id: str, status: int = 200) -> HttpResponse:
    quote = queries.get_quote(actor_of(request), quote_id, on=clock.today())
    location = reverse("api:get_quote", kwargs={"quote_id": quote_id}) if status == 201 else ""
    return answer(shown_quote(quote), status, version=quote.version, location=location)
