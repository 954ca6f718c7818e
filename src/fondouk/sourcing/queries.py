"""What may be asked about requests and quotes. Each answer is the reader's own view: the buyer's,
or one supplier's.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet

from fondouk.companies.queries import list_cards
from fondouk.kernel.actor import Actor, Deed, at_work
from fondouk.kernel.codes import Incoterm
from fondouk.kernel.money import Money
from fondouk.kernel.quantity import Quantity, Unit
from fondouk.kernel.refused import Refused
from fondouk.plumbing.paging import Page, decode_cursor, encode_cursor, page_size
from fondouk.sourcing import models, store
from fondouk.sourcing.domain import arithmetic
from fondouk.sourcing.domain.states import (
    INVITATIONS,
    QUOTES,
    RFQS,
    TAKES_ANSWERS,
    quote_state,
)
from fondouk.sourcing.events import (
    InvitationDeed,
    InvitationState,
    Quote,
    QuoteDeed,
    QuotedLine,
    QuoteState,
    Rfq,
    RfqCard,
    RfqDeed,
    RfqState,
    Round,
    Side,
    Visibility,
    may_sell,
)

T = TypeVar("T", bound=Model)


def get_rfq(actor: Actor, rfq_id: str, *, on: date) -> Rfq:
    """The request as its buyer or as one of its suppliers sees it. Refuses `not_found`."""
    row, side = _readable(actor, rfq_id, on)
    invitations = row.invitations.order_by("id")
    if side is Side.SUPPLIER:
        invitations = invitations.filter(supplier_id=actor.company_id)
    seen = tuple(store.invitation_of(one) for one in invitations)
    state = store.state_on(row, on)
    return Rfq(
        id=row.id,
        side=side,
        title=row.title,
        buyer_id=row.buyer_id,
        visibility=Visibility(row.visibility),
        state=state,
        destination=store.destination_of(row),
        incoterm=Incoterm(row.incoterm) if row.incoterm else None,
        needed_by=row.needed_by,
        currency=row.currency,
        note=row.note,
        lines=store.lines_of(row),
        chosen=tuple(row.chosen) if side is Side.BUYER else (),
        invitations=seen,
        version=row.version,
        created_at=row.created_at,
        sent_at=row.sent_at,
        actions=_buyer_actions(actor, state)
        if side is Side.BUYER
        else _supplier_actions(actor, row, state, seen[0].state if seen else None),
    )


def list_rfqs(
    actor: Actor,
    *,
    on: date,
    states: Iterable[RfqState] = (),
    cursor: str | None = None,
    size: int | None = None,
) -> Page[RfqCard]:
    """The requests of the actor's own company, newest first."""
    company = at_work(actor, Deed.READ_TRADE)
    rows = models.Rfq.objects.filter(buyer_id=company)
    if wanted := tuple(states):
        rows = rows.filter(_in_states(wanted, on))
    standing = Count("quotes", filter=~Q(quotes__state=QuoteState.WITHDRAWN), distinct=True)
    return _cards(rows.annotate(quote_count=standing), on, cursor, size)


def list_incoming(
    actor: Actor, *, on: date, cursor: str | None = None, size: int | None = None
) -> Page[RfqCard]:
    """The requests that reached the actor's company, newest first, each with its invitation."""
    company = at_work(actor, Deed.READ_TRADE)
    rows = models.Rfq.objects.filter(
        Exists(models.RfqInvitation.objects.filter(rfq=OuterRef("pk"), supplier_id=company))
    )
    return _cards(rows, on, cursor, size, supplier=company)


def list_open_requests(
    actor: Actor, *, on: date, cursor: str | None = None, size: int | None = None
) -> Page[RfqCard]:
    """Public requests that still take answers; empty for a company that does not sell."""
    company = at_work(actor, Deed.READ_TRADE)
    rows = models.Rfq.objects.filter(
        _in_states((RfqState.OPEN,), on), visibility=Visibility.PUBLIC
    ).exclude(buyer_id=company)
    if not may_sell(list_cards(actor, [company]).get(company)):
        rows = rows.none()
    return _cards(rows, on, cursor, size, supplier=company)


def get_quote(actor: Actor, quote_id: str, *, on: date) -> Quote:
    """A quote with its rounds, for its supplier and for the request's buyer. Refuses
    `not_found`.
    """
    company = at_work(actor, Deed.READ_TRADE)
    row = models.Quote.objects.select_related("rfq").filter(pk=quote_id).first()
    if row is None or company not in (row.supplier_id, row.rfq.buyer_id):
        raise Refused("not_found")
    return _quotes(actor, [row], on)[0]


def list_quotes(actor: Actor, rfq_id: str, *, on: date) -> tuple[Quote, ...]:
    """All quotes of a request for its buyer, only its own for a supplier. Refuses `not_found`."""
    row, side = _readable(actor, rfq_id, on)
    quotes = models.Quote.objects.select_related("rfq").filter(rfq=row).order_by("id")
    if side is Side.SUPPLIER:
        quotes = quotes.filter(supplier_id=actor.company_id)
    return _quotes(actor, list(quotes), on)


def list_quotes_given(
    actor: Actor, *, on: date, cursor: str | None = None, size: int | None = None
) -> Page[Quote]:
    """The quotes that the actor's company gave, newest first."""
    company = at_work(actor, Deed.READ_TRADE)
    rows = models.Quote.objects.select_related("rfq").filter(supplier_id=company)
    page, following = _page(rows, cursor, size)
    return Page(items=_quotes(actor, page, on), next=following)


def count_waiting(actor: Actor, *, on: date) -> dict[str, int]:
    """What waits for the actor's company: `invitations` to answer, `quotes` to decide on."""
    company = at_work(actor, Deed.READ_TRADE)
    waiting = (InvitationState.SENT, InvitationState.SEEN)
    open_now = models.Rfq.objects.filter(_in_states((RfqState.OPEN,), on))
    return {
        "invitations": models.RfqInvitation.objects.filter(
            supplier_id=company, state__in=waiting, rfq__in=open_now
        ).count(),
        "quotes": models.Quote.objects.filter(
            state=QuoteState.OPEN,
            rfq__in=models.Rfq.objects.filter(
                buyer_id=company, state__in=(RfqState.OPEN, RfqState.CLOSED)
            ),
        ).count(),
    }


def _readable(actor: Actor, rfq_id: str, on: date) -> tuple[models.Rfq, Side]:
    company = at_work(actor, Deed.READ_TRADE)
    row = models.Rfq.objects.filter(pk=rfq_id).first()
    if row is None:
        raise Refused("not_found")
    if row.buyer_id == company:
        return row, Side.BUYER
    if row.sent_at is None:
        raise Refused("not_found")
    if row.invitations.filter(supplier_id=company).exists():
        return row, Side.SUPPLIER
    public = row.visibility == Visibility.PUBLIC and store.state_on(row, on) in TAKES_ANSWERS
    if public and may_sell(list_cards(actor, [company]).get(company)):
        return row, Side.SUPPLIER
    raise Refused("not_found")


def _in_states(states: Iterable[RfqState], on: date) -> Q:
    wanted = set(states)
    late = Q(state=RfqState.OPEN, needed_by__isnull=False, needed_by__lt=on)
    found = Q(state__in=wanted - {RfqState.OPEN, RfqState.LAPSED})
    if RfqState.OPEN in wanted:
        found |= Q(state=RfqState.OPEN) & ~late
    if RfqState.LAPSED in wanted:
        found |= late
    return found


def _cards(
    rows: QuerySet[models.Rfq],
    on: date,
    cursor: str | None,
    size: int | None,
    supplier: str | None = None,
) -> Page[RfqCard]:
    page, following = _page(rows, cursor, size)
    lines = models.RfqLine.objects.filter(rfq__in=page).values_list("rfq_id")
    counts = Counter(dict(lines.annotate(Count("pk"))))
    mine = models.RfqInvitation.objects.filter(rfq__in=page, supplier_id=supplier)
    invitations = {one.rfq_id: store.invitation_of(one) for one in mine} if supplier else {}
    cards = tuple(
        RfqCard(
            id=row.id,
            title=row.title,
            buyer_id=row.buyer_id,
            visibility=Visibility(row.visibility),
            state=store.state_on(row, on),
            destination=store.destination_of(row),
            needed_by=row.needed_by,
            line_count=counts[row.id],
            quote_count=getattr(row, "quote_count", None),
            sent_at=row.sent_at,
            updated_at=row.updated_at,
            invitation=invitations.get(row.id),
        )
        for row in page
    )
    return Page(items=cards, next=following)


def _page(rows: QuerySet[T], cursor: str | None, size: int | None) -> tuple[list[T], str | None]:
    """Newest first by id; ids sort by time."""
    most = page_size(size)
    if after := decode_cursor(cursor, 1):
        rows = rows.filter(pk__lt=str(after[0]))
    found = list(rows.order_by("-pk")[: most + 1])
    following = str(found[most - 1].pk) if len(found) > most else None
    return found[:most], encode_cursor(following) if following else None


def _quotes(actor: Actor, rows: list[models.Quote], on: date) -> tuple[Quote, ...]:
    requests = {row.rfq_id for row in rows}
    asked: dict[str, list[str]] = {request: [] for request in requests}
    lines = models.RfqLine.objects.filter(rfq_id__in=requests).order_by("position")
    for rfq_id, line_id in lines.values_list("rfq_id", "id"):
        asked[rfq_id].append(line_id)
    rounds = store.rounds_of(rows, {rfq: tuple(ids) for rfq, ids in asked.items()})
    views = []
    for row in rows:
        side = Side.BUYER if actor.company_id == row.rfq.buyer_id else Side.SUPPLIER
        last = rounds[row.id][-1]
        state = quote_state(QuoteState(row.state), last.valid_until, on=on)
        views.append(
            Quote(
                id=row.id,
                side=side,
                rfq_id=row.rfq_id,
                rfq_title=row.rfq.title,
                buyer_id=row.rfq.buyer_id,
                supplier_id=row.supplier_id,
                state=state,
                reason=row.reason,
                rounds=rounds[row.id],
                version=row.version,
                created_at=row.created_at,
                actions=_quote_actions(actor, side, state, store.state_on(row.rfq, on)),
            )
        )
    return tuple(views)


def _buyer_actions(actor: Actor, state: RfqState) -> tuple[str, ...]:
    if not actor.may(Deed.ASK):
        return ()
    return tuple(deed.value for deed in RFQS.deeds(state) if deed is not RfqDeed.AWARD)


def _supplier_actions(
    actor: Actor, row: models.Rfq, state: RfqState, invitation: InvitationState | None
) -> tuple[str, ...]:
    if not actor.may(Deed.QUOTE) or state not in TAKES_ANSWERS:
        return ()
    standing = row.quotes.exclude(state=QuoteState.WITHDRAWN)
    if standing.filter(supplier_id=actor.company_id).exists():
        return ()
    if invitation and INVITATIONS.allows(invitation, InvitationDeed.DECLINE):
        return ("quote", "decline")
    return ("quote",)


def _quote_actions(
    actor: Actor, side: Side, state: QuoteState, request: RfqState
) -> tuple[str, ...]:
    if side is Side.BUYER:
        may = actor.may(Deed.AWARD) and RFQS.allows(request, RfqDeed.AWARD)
        return ("award",) if may and QUOTES.allows(state, QuoteDeed.AWARD) else ()
    if not actor.may(Deed.QUOTE):
        return ()
    deeds = [QuoteDeed.WITHDRAW]
    if request in TAKES_ANSWERS:
        deeds.insert(0, QuoteDeed.REVISE)
    return tuple(deed.value for deed in deeds if QUOTES.allows(state, deed))


def price_per_unit(line: QuotedLine, unit: Unit) -> Money | None:
    """A quoted line's price for one `unit`, unrounded; None where the units do not convert."""
    found = arithmetic.price_per(line, unit)
    return found.price if found else None


def reaches(line: QuotedLine, asked: Quantity) -> bool | None:
    """Whether a quoted quantity reaches the asked one; None where the units do not convert."""
    return arithmetic.covers(line, asked)


def working_of(terms: Round) -> tuple[arithmetic.WorkingLine, ...]:
    """Each line's multiplication with its rounding; the total is the sum of the amounts."""
    return arithmetic.working_of(terms)
