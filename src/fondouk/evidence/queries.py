"""Certificates in bulk, and a certificate's paper for those who may read it.

Everybody reads what stands; the holder and the hub's staff also read what was refused or
withdrawn. The paper itself is for the holder and staff alone.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from fondouk.evidence.domain.kinds import KINDS, kind_of
from fondouk.evidence.events import (
    CertificateKind,
    CertificateState,
    CertificateView,
    PaperView,
    Trust,
)
from fondouk.evidence.models import Certificate
from fondouk.kernel.actor import Actor, Deed, Staff, System
from fondouk.kernel.refused import Refused
from fondouk.plumbing.models import Blob
from fondouk.plumbing.prepared import Prepared

_MOST_WAITING = 200


def list_kinds() -> tuple[CertificateKind, ...]:
    """The kinds that the hub knows, in the order in which forms show them."""
    return tuple(KINDS.values())


def get_kind(code: str) -> CertificateKind:
    """The kind of a code; an unknown code is its own name."""
    return kind_of(code)


def list_certificates(
    actor: Actor, company_ids: Iterable[str]
) -> dict[str, tuple[CertificateView, ...]]:
    """The certificates of these companies, those of single products included, by company. One
    query.
    """
    wanted = list(dict.fromkeys(company_ids))
    held: dict[str, list[CertificateView]] = {one: [] for one in wanted}
    for row in _of_companies(wanted):
        if row.state == CertificateState.STANDING or _holds(actor, row):
            held[row.company_id].append(view_of(actor, row))
    return {company: tuple(views) for company, views in held.items()}


def _of_companies(wanted: list[str]) -> Iterable[Certificate]:
    if len(wanted) == 1:
        return _of_company.rows(wanted[0])
    return Certificate.objects.filter(company__in=wanted).order_by("kind", "id")


_of_company = Prepared(lambda key: Certificate.objects.filter(company=key).order_by("kind", "id"))


def list_product_certificates(
    actor: Actor, product_ids: Iterable[str]
) -> dict[str, tuple[CertificateView, ...]]:
    """The certificates given for these products alone, by product. One query."""
    wanted = list(dict.fromkeys(product_ids))
    held: dict[str, list[CertificateView]] = {one: [] for one in wanted}
    for row in _readable(actor).filter(product__in=wanted).order_by("kind", "id"):
        if row.product_id:
            held[row.product_id].append(view_of(actor, row))
    return {product: tuple(views) for product, views in held.items()}


def get_certificate(actor: Actor, certificate_id: str) -> CertificateView:
    """Refuses `not_found`."""
    row = _readable(actor).filter(pk=certificate_id).first()
    if row is None:
        raise Refused("not_found")
    return view_of(actor, row)


def get_paper(actor: Actor, certificate_id: str) -> PaperView:
    """The certificate's file, for the holder and staff. Refuses `not_found`."""
    row = _readable(actor).filter(pk=certificate_id).first()
    if row is None or row.paper_id is None or not _holds(actor, row):
        raise Refused("not_found")
    media_type = Blob.objects.values_list("media_type", flat=True).get(pk=row.paper_id)
    return PaperView(sha256=row.paper_id, name=row.paper_name, media_type=media_type)


def list_waiting(actor: Actor) -> tuple[CertificateView, ...]:
    """Papers that nobody at the desk has read yet, oldest first, at most 200. For staff."""
    actor.require(Deed.DESK_VERIFY)
    rows = Certificate.objects.filter(state=CertificateState.STANDING, trust=Trust.UPLOADED)
    return tuple(view_of(actor, row) for row in rows.order_by("added_at")[:_MOST_WAITING])


def list_expiring(actor: Actor, company_id: str, *, until: date) -> tuple[CertificateView, ...]:
    """The company's standing certificates whose last day is `until` or earlier."""
    rows = _readable(actor).filter(
        company=company_id, state=CertificateState.STANDING, valid_to__lte=until
    )
    return tuple(view_of(actor, row) for row in rows.order_by("valid_to"))


def view_of(actor: Actor, row: Certificate) -> CertificateView:
    """The row as this actor may read it; for this room's own use."""
    return CertificateView(
        id=row.id,
        company_id=row.company_id,
        product_id=row.product_id,
        kind=kind_of(row.kind),
        issuer=row.issuer,
        number=row.number,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        trust=Trust(row.trust),
        state=CertificateState(row.state),
        has_paper=row.paper_id is not None,
        reviewed_at=row.reviewed_at,
        note=row.note if _holds(actor, row) else "",
        version=row.version,
    )


def _holds(actor: Actor, row: Certificate) -> bool:
    return isinstance(actor, Staff | System) or actor.company_id == row.company_id


def _readable(actor: Actor) -> QuerySet[Certificate]:
    if isinstance(actor, Staff | System):
        return Certificate.objects.all()
    standing = Q(state=CertificateState.STANDING)
    if actor.company_id:
        standing |= Q(company=actor.company_id)
    return Certificate.objects.filter(standing)
