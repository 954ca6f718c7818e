"""A company adds and withdraws its certificates; the desk reads the papers."""

from collections.abc import Sequence
from datetime import datetime

from fondouk.catalogue.queries import find_listing
from fondouk.evidence.domain.certificates import check_certificate, media_type_of, paper_name
from fondouk.evidence.events import (
    CERTIFICATES_CHANGED,
    CertificateDraft,
    CertificateState,
    Paper,
    Trust,
)
from fondouk.evidence.models import Certificate
from fondouk.kernel.actor import Actor, Deed, System
from fondouk.kernel.refused import Refused, refuse_all
from fondouk.plumbing import blobs
from fondouk.plumbing.audit import record
from fondouk.plumbing.outbox import publish
from fondouk.plumbing.tx import command
from fondouk.plumbing.versions import check_version

_NOTE_MAX = 400


@command
def add_certificate(
    actor: Actor,
    *,
    company_id: str,
    draft: CertificateDraft,
    paper: Paper | None = None,
    at: datetime,
) -> str:
    """Add a certificate and answer its id: `uploaded` with a paper, `declared` without.

    Refuses what is wrong with it, all at once; `paper_too_large`, `paper_unknown`; `not_allowed`,
    and `not_found` for another company or another's product.
    """
    _require_company(actor, company_id)
    refuse_all(check_certificate(draft))
    if draft.product_id is not None:
        listing = find_listing(actor, draft.product_id)
        if listing is None or listing.supplier_id != company_id:
            raise Refused("not_found", "product")
    kept = None
    if paper is not None:
        kept = blobs.keep(paper.content, media_type_of(paper), at=at, public=False)
    row = Certificate.objects.create(
        company_id=company_id,
        product_id=draft.product_id,
        kind=draft.kind,
        issuer=draft.issuer.strip(),
        number=draft.number.strip(),
        valid_from=draft.valid_from,
        valid_to=draft.valid_to,
        trust=Trust.UPLOADED if kept else Trust.DECLARED,
        paper_id=kept,
        paper_name=paper_name(paper.name) if paper else "",
        added_at=at,
    )
    _announce(actor, "certificate_added", row, at=at)
    return row.id


@command
def declare_certificates(
    actor: Actor, *, company_id: str, drafts: Sequence[CertificateDraft], at: datetime
) -> int:
    """Bring a company's declared certificates from a file: kinds that stand already are left
    alone; answers how many were added. For the hub itself.
    """
    if not isinstance(actor, System):
        raise Refused("not_allowed", deed=Deed.DESK_VERIFY.value)
    rows = Certificate.objects.filter(company=company_id, product__isnull=True)
    held = set(rows.values_list("kind", flat=True))
    fresh = [draft for draft in drafts if draft.kind not in held]
    for draft in fresh:
        add_certificate(actor, company_id=company_id, draft=draft, at=at)
    return len(fresh)


@command
def withdraw_certificate(actor: Actor, *, certificate_id: str, at: datetime) -> None:
    """The holder takes a certificate back; it stays in the history. Refuses `not_found`,
    `not_allowed`, `wrong_certificate_state`.
    """
    row = _locked(certificate_id)
    _require_company(actor, row.company_id)
    if row.state == CertificateState.WITHDRAWN:
        raise Refused("wrong_certificate_state", state=row.state)
    row.state = CertificateState.WITHDRAWN
    _save(actor, row, "certificate_withdrawn", at=at)


@command
def verify_certificate(
    actor: Actor, *, certificate_id: str, expected_version: int | None = None, at: datetime
) -> None:
    """The desk has read the paper and found it right. Refuses `paper_required`,
    `wrong_certificate_state`, `stale_version`, `not_found`, `not_allowed`.
    """
    row = _reviewed(actor, certificate_id, expected_version, at)
    if row.paper_id is None:
        raise Refused("paper_required", "paper")
    row.trust = Trust.VERIFIED
    _save(actor, row, "certificate_verified", at=at)


@command
def refuse_certificate(
    actor: Actor,
    *,
    certificate_id: str,
    note: str,
    expected_version: int | None = None,
    at: datetime,
) -> None:
    """The desk hides a certificate and tells the holder why. Refuses `reason_required`,
    `too_long`, and as `verify_certificate` does.
    """
    row = _reviewed(actor, certificate_id, expected_version, at)
    words = note.strip()
    if not words:
        raise Refused("reason_required", "note")
    if len(words) > _NOTE_MAX:
        raise Refused("too_long", "note", limit=_NOTE_MAX, found=len(words))
    row.state, row.note = CertificateState.REFUSED, words
    _save(actor, row, "certificate_refused", at=at)


def _require_company(actor: Actor, company_id: str) -> None:
    if isinstance(actor, System):
        return
    actor.require(Deed.EDIT_CATALOGUE)
    if actor.company_id != company_id:
        raise Refused("not_found")


def _locked(certificate_id: str) -> Certificate:
    row = Certificate.objects.select_for_update().filter(pk=certificate_id).first()
    if row is None:
        raise Refused("not_found")
    return row


def _reviewed(
    actor: Actor, certificate_id: str, expected_version: int | None, at: datetime
) -> Certificate:
    actor.require(Deed.DESK_VERIFY)
    row = _locked(certificate_id)
    check_version(expected_version, row.version)
    if row.state != CertificateState.STANDING:
        raise Refused("wrong_certificate_state", state=row.state)
    row.reviewed_at, row.reviewed_by = at, actor.id
    return row


def _save(actor: Actor, row: Certificate, deed: str, *, at: datetime) -> None:
    row.version += 1
    row.save()
    _announce(actor, deed, row, at=at)


def _announce(actor: Actor, deed: str, row: Certificate, *, at: datetime) -> None:
    products = [row.product_id] if row.product_id else []
    payload = {"companies": [row.company_id], "products": products}
    publish(CERTIFICATES_CHANGED, f"{row.id}:{row.version}", payload, at=at)
    facts: dict[str, str | int | bool | None] = {"company": row.company_id, "kind": row.kind}
    record(actor, deed, "certificate", row.id, at=at, facts=facts)
