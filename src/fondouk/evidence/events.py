"""Certificates as others read them: who says so, until when, and how far the hub has looked."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from fondouk.kernel.texts import Texts

# Payload: {"companies": [id, …], "products": [id, …]}.
CERTIFICATES_CHANGED = "certificates_changed"


class Trust(StrEnum):
    """How far a certificate may be believed, from a claim to a paper that the desk has read."""

    DECLARED = "declared"
    UPLOADED = "uploaded"
    VERIFIED = "verified"


class CertificateState(StrEnum):
    """Only a standing certificate is shown to others."""

    STANDING = "standing"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateKind:
    """A kind of certificate by its code; `covers` is company or product, where it mostly lies."""

    code: str
    names: Texts
    covers: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateDraft:
    """A certificate as its holder gives it. `product_id` None: it covers the whole company."""

    kind: str
    issuer: str
    number: str = ""
    product_id: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The certificate's file as it was sent."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateView:
    """A certificate. `note` is the desk's reason for a refusal, for the holder; "" for others."""

    id: str
    company_id: str
    product_id: str | None
    kind: CertificateKind
    issuer: str
    number: str
    valid_from: date | None
    valid_to: date | None
    trust: Trust
    state: CertificateState
    has_paper: bool
    reviewed_at: datetime | None
    note: str
    version: int

    def expired(self, on: date) -> bool:
        """Whether its last day lies before `on`."""
        return self.valid_to is not None and self.valid_to < on


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperView:
    """Where the paper's bytes lie, for a page that hands them out as an attachment."""

    sha256: str
    name: str
    media_type: str
