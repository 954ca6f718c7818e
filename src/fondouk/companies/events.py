"""What companies hand to other rooms: frozen views and the names of what happens."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fondouk.kernel.texts import Texts

COMPANY_REGISTERED = "company_registered"
COMPANY_CHANGED = "company_changed"
COMPANY_VERIFIED = "company_verified"


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


class Role(StrEnum):
    """What a person does in a company."""

    OWNER = "owner"
    SALES = "sales"
    CATALOGUE = "catalogue"
    FINANCE = "finance"
    VIEWER = "viewer"


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
