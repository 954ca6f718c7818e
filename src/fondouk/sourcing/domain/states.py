"""What may be done with a request, an invitation and a quote in each state."""

from datetime import date

from fondouk.kernel.machine import Machine
from fondouk.sourcing.events import (
    InvitationDeed,
    InvitationState,
    QuoteDeed,
    QuoteState,
    RfqDeed,
    RfqState,
)

R, V, Q = RfqState, InvitationState, QuoteState

# A lapsed request takes no new answers, but quotes still valid can be awarded. Only a draft is
# edited: suppliers must be able to rely on what they were asked.
RFQS: Machine[RfqState, RfqDeed] = Machine(
    {
        (R.DRAFT, RfqDeed.EDIT): R.DRAFT,
        (R.DRAFT, RfqDeed.SEND): R.OPEN,
        (R.DRAFT, RfqDeed.CANCEL): R.CANCELLED,
        (R.OPEN, RfqDeed.INVITE): R.OPEN,
        (R.OPEN, RfqDeed.AWARD): R.AWARDED,
        (R.OPEN, RfqDeed.CLOSE): R.CLOSED,
        (R.OPEN, RfqDeed.CANCEL): R.CANCELLED,
        (R.CLOSED, RfqDeed.AWARD): R.AWARDED,
        (R.CLOSED, RfqDeed.REOPEN): R.OPEN,
        (R.CLOSED, RfqDeed.CANCEL): R.CANCELLED,
        (R.LAPSED, RfqDeed.AWARD): R.AWARDED,
        (R.LAPSED, RfqDeed.CANCEL): R.CANCELLED,
    }
)

# Who declined may still answer: a changed mind is welcome while the request is open.
INVITATIONS: Machine[InvitationState, InvitationDeed] = Machine(
    {
        (V.SENT, InvitationDeed.SEE): V.SEEN,
        (V.SENT, InvitationDeed.ANSWER): V.ANSWERED,
        (V.SENT, InvitationDeed.DECLINE): V.DECLINED,
        (V.SEEN, InvitationDeed.ANSWER): V.ANSWERED,
        (V.SEEN, InvitationDeed.DECLINE): V.DECLINED,
        (V.DECLINED, InvitationDeed.ANSWER): V.ANSWERED,
        (V.ANSWERED, InvitationDeed.ANSWER): V.ANSWERED,
    }
)

QUOTES: Machine[QuoteState, QuoteDeed] = Machine(
    {
        (Q.OPEN, QuoteDeed.REVISE): Q.OPEN,
        (Q.OPEN, QuoteDeed.WITHDRAW): Q.WITHDRAWN,
        (Q.OPEN, QuoteDeed.AWARD): Q.AWARDED,
        (Q.OPEN, QuoteDeed.REFUSE): Q.REFUSED,
        (Q.LAPSED, QuoteDeed.REVISE): Q.OPEN,
        (Q.LAPSED, QuoteDeed.WITHDRAW): Q.WITHDRAWN,
        (Q.LAPSED, QuoteDeed.REFUSE): Q.REFUSED,
    }
)

TAKES_ANSWERS = frozenset({R.OPEN})


def rfq_state(stored: RfqState, needed_by: date | None, *, on: date) -> RfqState:
    """The state on a day: an open request lapses after the day on which the goods are needed."""
    if stored is RfqState.OPEN and needed_by is not None and needed_by < on:
        return RfqState.LAPSED
    return stored


def quote_state(stored: QuoteState, valid_until: date, *, on: date) -> QuoteState:
    """The state on a day: an open quote lapses after its last round's last valid day."""
    if stored is QuoteState.OPEN and valid_until < on:
        return QuoteState.LAPSED
    return stored
