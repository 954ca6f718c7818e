"""What sourcing takes and hands on: `RfqDraft` in, `Rfq` and `QuotedTerms` out, and the names
of what happens.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from fondouk.companies.events import CompanyCard, CompanyState
from fondouk.kernel.codes import HSCode, Incoterm
from fondouk.kernel.money import Money
from fondouk.kernel.quantity import Quantity, Unit
from fondouk.kernel.texts import Texts

# Payload of each: ids only. {"rfq", "buyer"} and what the name says: "supplier", "quote", "round".
RFQ_SENT = "rfq_sent"
SUPPLIER_INVITED = "supplier_invited"
INVITATION_DECLINED = "invitation_declined"
RFQ_CANCELLED = "rfq_cancelled"
QUOTE_GIVEN = "quote_given"
QUOTE_REVISED = "quote_revised"
QUOTE_WITHDRAWN = "quote_withdrawn"
QUOTE_AWARDED = "quote_awarded"
QUOTE_REFUSED = "quote_refused"


class Visibility(StrEnum):
    """Whom a request reaches: chosen suppliers, those who list such goods, or every supplier."""

    PRIVATE = "private"
    MATCHED = "matched"
    PUBLIC = "public"


class RfqState(StrEnum):
    """`lapsed` is derived from the day by which the goods are needed, never stored."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    AWARDED = "awarded"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"


class RfqDeed(StrEnum):
    """What a buyer does with a request."""

    EDIT = "edit"
    SEND = "send"
    INVITE = "invite"
    CLOSE = "close"
    REOPEN = "reopen"
    AWARD = "award"
    CANCEL = "cancel"


class InvitationState(StrEnum):
    """How far an invited supplier has come."""

    SENT = "sent"
    SEEN = "seen"
    ANSWERED = "answered"
    DECLINED = "declined"


class InvitationDeed(StrEnum):
    """What an invited supplier does."""

    SEE = "see"
    ANSWER = "answer"
    DECLINE = "decline"


class How(StrEnum):
    """How a supplier came to a request: chosen by the buyer, matched by category or HS code, or
    by itself to a public one.
    """

    CHOSEN = "chosen"
    MATCHED = "matched"
    CAME = "came"


class QuoteState(StrEnum):
    """`lapsed` is derived from the last round's validity, never stored."""

    OPEN = "open"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    AWARDED = "awarded"
    REFUSED = "refused"


class QuoteDeed(StrEnum):
    """What happens to a quote."""

    REVISE = "revise"
    WITHDRAW = "withdraw"
    AWARD = "award"
    REFUSE = "refuse"


class Side(StrEnum):
    """Which end of a trade somebody stands at."""

    BUYER = "buyer"
    SUPPLIER = "supplier"


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where the goods should go; what is not known yet is empty."""

    country: str
    postcode: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductCopy:
    """What a product said when it was asked for; the id is for navigation alone."""

    product_id: str
    supplier_id: str
    sku: str
    names: Texts
    category: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RfqLineDraft:
    """One thing asked for: a product, or words. Only the id of a product is given; the flow puts
    the copy beside it.
    """

    product_id: str = ""
    product: ProductCopy | None = None
    text: str = ""
    specification: str = ""
    hs_code: HSCode | None = None
    quantity: Quantity
    target_price: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RfqDraft:
    """A request as its buyer writes it. Target prices are in `currency`, per unit of the line."""

    title: str
    visibility: Visibility
    suppliers: tuple[str, ...] = ()
    destination: Destination
    incoterm: Incoterm | None = None
    needed_by: date | None = None
    currency: str
    note: str = ""
    lines: tuple[RfqLineDraft, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RfqLine:
    """A line of a request as it stands."""

    id: str
    position: int
    product: ProductCopy | None
    text: str
    specification: str
    hs_code: HSCode | None
    quantity: Quantity
    target_price: Money | None

    def name(self, language: str) -> str:
        """What the line is called, in the reader's language where the product has it."""
        return self.product.names.best(language) if self.product else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """A supplier's place in a request."""

    id: str
    supplier_id: str
    state: InvitationState
    how: How
    reason: str
    sent_at: datetime
    seen_at: datetime | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RfqCard:
    """A request in a list. How many quotes it has is for its buyer alone (None for others)."""

    id: str
    title: str
    buyer_id: str
    visibility: Visibility
    state: RfqState
    destination: Destination
    needed_by: date | None
    line_count: int
    quote_count: int | None
    sent_at: datetime | None
    updated_at: datetime
    invitation: Invitation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rfq:
    """A request as this reader may see it: a supplier sees its own invitation alone.

    `chosen` are a draft's suppliers, who become `invitations` when it is sent; `actions` says
    what this reader may do next.
    """

    id: str
    side: Side
    title: str
    buyer_id: str
    visibility: Visibility
    state: RfqState
    destination: Destination
    incoterm: Incoterm | None
    needed_by: date | None
    currency: str
    note: str
    lines: tuple[RfqLine, ...]
    chosen: tuple[str, ...]
    invitations: tuple[Invitation, ...]
    version: int
    created_at: datetime
    sent_at: datetime | None
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedLineDraft:
    """An answer to one line: the price of one `unit`, for this quantity of it."""

    rfq_line: str
    unit_price: Decimal
    quantity: Decimal | None = None
    unit: Unit | None = None
    lead_time_days: int | None = None
    packing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteDraft:
    """A supplier's terms as given. `valid_until` is the last day on which they can be accepted."""

    valid_until: date
    incoterm: Incoterm
    place: str
    currency: str
    lines: tuple[QuotedLineDraft, ...]
    terms: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedLine:
    """A priced line: `amount` is unit price times quantity, rounded half up to the currency's
    coin.
    """

    id: str
    rfq_line: str
    unit_price: Money
    quantity: Quantity
    lead_time_days: int | None
    packing: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One dated, numbered, immutable statement of terms.

    `unanswered` are the request's lines that it leaves out: `total` does not hold them, and they
    are not free.
    """

    id: str
    number: int
    made_by: Side
    valid_until: date
    incoterm: Incoterm
    place: str
    currency: str
    terms: str
    at: datetime
    lines: tuple[QuotedLine, ...]
    total: Money
    unanswered: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether every line of the request has its price."""
        return not self.unanswered

    @property
    def lead_time_days_max(self) -> int | None:
        """The longest stated lead time, None where a line does not say."""
        days = [line.lead_time_days for line in self.lines]
        known = [day for day in days if day is not None]
        return max(known) if known and len(known) == len(days) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A supplier's answer: its rounds, the last of which is what an award accepts."""

    id: str
    side: Side
    rfq_id: str
    rfq_title: str
    buyer_id: str
    supplier_id: str
    state: QuoteState
    reason: str
    rounds: tuple[Round, ...]
    version: int
    created_at: datetime
    actions: tuple[str, ...]

    @property
    def latest(self) -> Round:
        return self.rounds[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedTerms:
    """What an award hands on: one round of one quote with the request's lines, all frozen."""

    rfq_id: str
    quote_id: str
    round_id: str
    round_number: int
    buyer_id: str
    supplier_id: str
    title: str
    destination: Destination
    needed_by: date | None
    incoterm: Incoterm
    place: str
    currency: str
    terms: str
    lines: tuple[tuple[RfqLine, QuotedLine], ...]
    total: Money


def may_sell(card: CompanyCard | None) -> bool:
    """Whether a company may be asked and may answer: it sells, and the desk has not stopped it."""
    return card is not None and card.kind.sells and card.state is not CompanyState.SUSPENDED
