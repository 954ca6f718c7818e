"""The certificates behind a product or a supplier, each with how far it may be believed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from fondouk.evidence.events import CertificateKind, CertificateView, Trust
from fondouk.evidence.queries import get_kind, list_certificates
from fondouk.kernel.actor import Actor

_ORDER = (Trust.VERIFIED, Trust.UPLOADED, Trust.DECLARED)


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateShown:
    """A certificate in force; `of_company` when it covers the supplier rather than one product."""

    kind: CertificateKind
    trust: Trust
    issuer: str = ""
    valid_to: date | None = None
    of_company: bool = False


def certificates_of_supplier(
    actor: Actor, company_id: str, *, on: date
) -> tuple[CertificateShown, ...]:
    """What the company as a whole holds on the day, the best proven first. One query."""
    held = list_certificates(actor, [company_id])[company_id]
    return _sorted(_shown(one) for one in _in_force(held, on) if one.product_id is None)


def certificates_of_product(
    actor: Actor, company_id: str, product_id: str, stated: Iterable[str], *, on: date
) -> tuple[CertificateShown, ...]:
    """What stands behind a product on the day: its own certificates, those of its supplier, and
    the kinds that the product states without any. The best proven first. One query.
    """
    held = _in_force(list_certificates(actor, [company_id])[company_id], on)
    own = [one for one in held if one.product_id in {None, product_id}]
    proven = {one.kind.code for one in own}
    bare = [
        CertificateShown(kind=get_kind(code), trust=Trust.DECLARED)
        for code in stated
        if code not in proven
    ]
    return _sorted([*(_shown(one) for one in own), *bare])


def _in_force(held: Sequence[CertificateView], on: date) -> list[CertificateView]:
    return [one for one in held if not one.expired(on) and one.state.value == "standing"]


def _shown(one: CertificateView) -> CertificateShown:
    return CertificateShown(
        kind=one.kind,
        trust=one.trust,
        issuer=one.issuer,
        valid_to=one.valid_to,
        of_company=one.product_id is None,
    )


def _sorted(found: Iterable[CertificateShown]) -> tuple[CertificateShown, ...]:
    best: dict[str, CertificateShown] = {}
    for one in sorted(found, key=lambda one: (one.of_company, _ORDER.index(one.trust))):
        kept = best.get(one.kind.code)
        if kept is None or _ORDER.index(one.trust) < _ORDER.index(kept.trust):
            best[one.kind.code] = one
    return tuple(sorted(best.values(), key=lambda one: (one.of_company, _ORDER.index(one.trust))))
