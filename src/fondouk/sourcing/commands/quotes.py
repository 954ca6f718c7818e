"""What changes quotes. The request is locked before any of its quotes, so that deeds on one
request stand in one line.
"""

from datetime import datetime

from fondouk.kernel.actor import Actor, Deed, at_work
from fondouk.kernel.refused import Refused
from fondouk.plumbing import tx
from fondouk.plumbing.audit import record
from fondouk.plumbing.versions import check_version
from fondouk.sourcing import models, store
from fondouk.sourcing.commands.steps import (
    refuse_quotes,
    require_answers_taken,
    save,
    sells,
    tell_quote,
)
from fondouk.sourcing.domain import checks
from fondouk.sourcing.domain.states import INVITATIONS, QUOTES, RFQS
from fondouk.sourcing.events import (
    QUOTE_AWARDED,
    QUOTE_GIVEN,
    QUOTE_REVISED,
    QUOTE_WITHDRAWN,
    How,
    InvitationDeed,
    InvitationState,
    QuoteDeed,
    QuoteDraft,
    QuotedTerms,
    QuoteState,
    RfqDeed,
    Side,
    Visibility,
)


@tx.command
def give_quote(*, actor: Actor, rfq_id: str, draft: QuoteDraft, at: datetime) -> str:
    """Answer a request with round 1 of a new quote; return the quote's id.

    Refuses `not_found`, `wrong_state`, `already_quoted`, `not_a_supplier` and as `check_quote`.
    """
    supplier = at_work(actor, Deed.QUOTE)
    row = models.Rfq.objects.select_for_update().filter(pk=rfq_id, sent_at__isnull=False).first()
    if row is None or row.buyer_id == supplier:
        raise Refused("not_found")
    invitation = row.invitations.filter(supplier_id=supplier).first()
    if invitation is None and row.visibility != Visibility.PUBLIC:
        raise Refused("not_found")
    require_answers_taken(row, at)
    if not sells(actor, supplier):
        raise Refused("not_a_supplier")
    if row.quotes.exclude(state=QuoteState.WITHDRAWN).filter(supplier_id=supplier).exists():
        raise Refused("already_quoted")
    checks.check_quote(draft, store.lines_of(row), on=at.date())
    quote = models.Quote.objects.create(
        rfq=row, supplier_id=supplier, created_at=at, updated_at=at
    )
    terms = store.write_round(quote, 1, draft, side=Side.SUPPLIER, at=at)
    _answered(row, supplier, at)
    tell_quote(QUOTE_GIVEN, quote, at, round=terms.id)
    record(actor, "give_quote", "quote", quote.id, at=at, facts={"lines": len(draft.lines)})
    return quote.id


@tx.command
def revise_quote(
    *,
    actor: Actor,
    quote_id: str,
    draft: QuoteDraft,
    at: datetime,
    expected_version: int | None = None,
) -> int:
    """Add the supplier's next round, which replaces the one before; return its number."""
    supplier = at_work(actor, Deed.QUOTE)
    quote = _locked_quote(quote_id)
    if quote.supplier_id != supplier:
        raise Refused("not_found")
    check_version(expected_version, quote.version)
    require_answers_taken(quote.rfq, at)
    last = _last_round(quote)
    quote.state = QUOTES.after(store.quote_state_on(quote, last, at.date()), QuoteDeed.REVISE)
    checks.check_quote(draft, store.lines_of(quote.rfq), on=at.date())
    terms = store.write_round(quote, last.number + 1, draft, side=Side.SUPPLIER, at=at)
    save(quote, at)
    tell_quote(QUOTE_REVISED, quote, at, round=terms.id)
    record(actor, "revise_quote", "quote", quote.id, at=at, facts={"round": terms.number})
    return terms.number


@tx.command
def withdraw_quote(
    *, actor: Actor, quote_id: str, at: datetime, expected_version: int | None = None
) -> None:
    """Take the quote back; it can no longer be awarded. Refuses `wrong_state`."""
    supplier = at_work(actor, Deed.QUOTE)
    quote = _locked_quote(quote_id)
    if quote.supplier_id != supplier:
        raise Refused("not_found")
    check_version(expected_version, quote.version)
    state = store.quote_state_on(quote, _last_round(quote), at.date())
    quote.state = QUOTES.after(state, QuoteDeed.WITHDRAW)
    save(quote, at)
    tell_quote(QUOTE_WITHDRAWN, quote, at)
    record(actor, "withdraw_quote", "quote", quote.id, at=at)


@tx.command
def award_quote(
    *,
    actor: Actor,
    quote_id: str,
    regret: str = "",
    at: datetime,
    expected_version: int | None = None,
) -> QuotedTerms:
    """Accept the latest open round and award the quote whole; refuse the other open quotes.

    `regret` is the reason that the others read. Refuses `wrong_state` for a quote lapsed,
    withdrawn, awarded or refused before, and for a request that was already awarded.
    """
    buyer = at_work(actor, Deed.AWARD)
    quote = _locked_quote(quote_id)
    rfq, last = quote.rfq, _last_round(quote)
    if rfq.buyer_id != buyer:
        raise Refused("not_found")
    check_version(expected_version, quote.version)
    quote.state = QUOTES.after(store.quote_state_on(quote, last, at.date()), QuoteDeed.AWARD)
    rfq.state = RFQS.after(store.state_on(rfq, at.date()), RfqDeed.AWARD)
    save(quote, at)
    save(rfq, at)
    refuse_quotes(rfq, quote.id, regret.strip()[: checks.SHORT_MAX], at)
    tell_quote(QUOTE_AWARDED, quote, at, round=last.id)
    record(actor, "award_quote", "quote", quote.id, at=at, facts={"round": last.number})
    return _terms(rfq, quote)


def _locked_quote(quote_id: str) -> models.Quote:
    """The quote, with its request locked before it."""
    found = models.Quote.objects.filter(pk=quote_id).values_list("rfq_id", flat=True).first()
    if found is None:
        raise Refused("not_found")
    rfq = models.Rfq.objects.select_for_update().get(pk=found)
    quote = models.Quote.objects.select_for_update().get(pk=quote_id)
    quote.rfq = rfq
    return quote


def _last_round(quote: models.Quote) -> models.QuoteRound:
    last = quote.rounds.order_by("-number").first()
    if last is None:
        raise RuntimeError(f"quote {quote.id} has no round")
    return last


def _answered(row: models.Rfq, supplier: str, at: datetime) -> None:
    invitation, _ = models.RfqInvitation.objects.get_or_create(
        rfq=row, supplier_id=supplier, defaults={"how": How.CAME, "sent_at": at}
    )
    state = InvitationState(invitation.state)
    invitation.state = INVITATIONS.after(state, InvitationDeed.ANSWER)
    invitation.answered_at = at
    invitation.save()


def _terms(rfq: models.Rfq, quote: models.Quote) -> QuotedTerms:
    lines = {line.id: line for line in store.lines_of(rfq)}
    last = store.rounds_of([quote], {rfq.id: tuple(lines)})[quote.id][-1]
    return QuotedTerms(
        rfq_id=rfq.id,
        quote_id=quote.id,
        round_id=last.id,
        round_number=last.number,
        buyer_id=rfq.buyer_id,
        supplier_id=quote.supplier_id,
        title=rfq.title,
        destination=store.destination_of(rfq),
        needed_by=rfq.needed_by,
        incoterm=last.incoterm,
        place=last.place,
        currency=last.currency,
        terms=last.terms,
        lines=tuple((lines[line.rfq_line], line) for line in last.lines),
        total=last.total,
    )
