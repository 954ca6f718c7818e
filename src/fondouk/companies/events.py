"""What companies hand to other rooms: frozen views and the names of what happens."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fondouk.kernel.texts import Texts

NO_TEXTS = Texts()

COMPANY_REGISTERED = "company_registered"
COMPANY_CHANGED = "company_changed"
COMPANY_VERIFIED = "company_verified"
# The desk decided about a company's standing: {"company", "verdict", "ground"}.
COMPANY_JUDGED = "company_judged"
MEMBER_ADDED = "member_added"
MEMBER_INVITED = "member_invited"
MANDATE_CHANGED = "mandate_changed"
PERSON_ERASED = "person_erased"


class CompanyKind(StrEnum):
    """What a company is; the first four sell, each may also buy."""

    COOPERATIVE = "cooperative"
    MANUFACTURER = "manufacturer"
    TRADER = "trader"
    ARTISAN_WORKSHOP = "artisan_workshop"
    BUYER = "buyer"

    @property
    def sells(self) -> bool:
        return self is not CompanyKind.BUYER


class CompanyState(StrEnum):
    """How far the hub's desk has checked a company."""

    UNVERIFIED = "unverified"
    SUBMITTED = "submitted"
    VERIFIED = "verified"
    SUSPENDED = "suspended"


class Verdict(StrEnum):
    """What the desk can decide about a company's standing."""

    VERIFIED = "verified"
    SUSPENDED = "suspended"
    REINSTATED = "reinstated"


class Role(StrEnum):
    """What a person does in a company."""

    OWNER = "owner"
    SALES = "sales"
    CATALOGUE = "catalogue"
    FINANCE = "finance"
    VIEWER = "viewer"


class MandateState(StrEnum):
    """Whether a company exports in a producer's name."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    ENDED = "ended"


class DocumentKind(StrEnum):
    """What a company shows the desk so that it can be verified."""

    TRADE_REGISTER = "trade_register"
    ICE_CERTIFICATE = "ice_certificate"
    TAX_CERTIFICATE = "tax_certificate"
    COOPERATIVE_STATUTES = "cooperative_statutes"
    EXPORT_LICENCE = "export_licence"
    IDENTITY = "identity"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Producer:
    """Somebody who belongs to a cooperative, as the cooperative lists them."""

    name: str
    town: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyDraft:
    """What a company says about itself, for registering and for editing."""

    kind: CompanyKind
    names: Texts
    country: str
    about: Texts = NO_TEXTS
    region: str | None = None
    town: str = ""
    founded_year: int | None = None
    people_count: int | None = None
    languages: tuple[str, ...] = ()
    registry_number: str = ""
    export_number: str | None = None
    slug: str | None = None
    demonstration: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyCard:
    """What anybody may know of a company: enough for a hit, a quote's head or a thread."""

    id: str
    slug: str
    names: Texts
    kind: CompanyKind
    state: CompanyState
    country: str
    region: str | None
    town: str
    demonstration: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyProfile:
    """A company's public page."""

    card: CompanyCard
    about: Texts
    founded_year: int | None
    people_count: int | None
    languages: tuple[str, ...]
    export_number: str | None
    acts_through: CompanyCard | None
    members: tuple[tuple[str, str], ...]
    verified_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonView:
    """A person as they see themselves."""

    id: str
    name: str
    email: str | None
    phone: str | None
    language: str
    has_password: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Workplace:
    """A company that a person works for, and as what."""

    company: CompanyCard
    role: Role
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyPage:
    """A company as its own people and the desk see it."""

    draft: CompanyDraft
    card: CompanyCard
    producers: tuple[Producer, ...]
    verification_ground: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Somebody who works for a company."""

    membership_id: str
    person_id: str
    name: str
    address: str
    role: Role
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationView:
    """An invitation that has not been answered yet."""

    id: str
    company: CompanyCard
    role: Role
    address: str
    invited_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateView:
    """A mandate between a producer and its exporter of record."""

    id: str
    producer: CompanyCard
    exporter: CompanyCard
    state: MandateState
    proposed_at: datetime
    accepted_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """A paper shown to the desk."""

    id: str
    company_id: str
    kind: DocumentKind
    name: str
    media_type: str
    size: int
    sha256: str
    added_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyView:
    """An API key as its company sees it; the key itself is shown once and kept nowhere."""

    id: str
    label: str
    prefix: str
    scopes: tuple[str, ...]
    issued_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedKey:
    """A fresh key with its token, this once."""

    id: str
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reachable:
    """How the hub reaches a person, and in which language; one of the two addresses is there."""

    email: str | None
    phone: str | None
    language: str
