"""Certificates for programs: read a company's, add one with its paper, withdraw one."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Router
from ninja.files import UploadedFile
from pydantic import Field

from fondouk.api.access import actor_of
from fondouk.api.operations import says
from fondouk.api.shapes import In, ObjectOut, Out, TextsOut, answer
from fondouk.companies.queries import get_profile, list_cards
from fondouk.evidence import commands
from fondouk.evidence.events import CertificateDraft, CertificateView, Paper
from fondouk.evidence.queries import get_certificate, list_certificates, list_kinds
from fondouk.kernel.actor import Actor, Deed
from fondouk.kernel.refused import Refused
from fondouk.plumbing import clock

router = Router()

_MOST_BYTES = 30_000_000
NO_PAPER = File(None)


class CertificateOut(ObjectOut):
    """A certificate of a company, or of one product."""

    href: str
    company: str
    product: str | None
    kind: str
    name: TextsOut
    issuer: str
    number: str
    valid_from: str | None
    valid_to: str | None
    trust: str = Field(description="declared, uploaded (a paper) or verified (read by the hub).")


class CertificatesOut(Out):
    """Certificates."""

    items: list[CertificateOut]


class KindOut(Out):
    """A kind of certificate."""

    code: str
    name: TextsOut
    covers: str = Field(description="What it mostly covers: company or product.")


class KindsOut(Out):
    """The kinds that the hub knows."""

    items: list[KindOut]


class CertificateIn(In):
    """A certificate as its holder gives it."""

    kind: str = Field(max_length=60)
    issuer: str = Field(max_length=200)
    number: str = Field("", max_length=100)
    product: str | None = Field(None, max_length=40, description="Absent: the whole company.")
    valid_from: date | None = None
    valid_to: date | None = None


CERTIFICATE: dict[str, Any] = {
    "id": "crt_01kaqx2v9mq0e8r4w5t6y7z8a9",
    "state": "standing",
    "version": 1,
    "actions": ["withdraw"],
    "href": "/api/v1/certificates/crt_01kaqx2v9mq0e8r4w5t6y7z8a9",
    "company": "com_01kaqx2v9mq0e8r4w5t6y7z8a9",
    "product": None,
    "kind": "organic_eu",
    "name": {"en": "Organic (EU)"},
    "issuer": "A control body",
    "number": "MA-BIO-000",
    "valid_from": "2026-01-01",
    "valid_to": "2026-12-31",
    "trust": "declared",
}


@router.get(
    "/reference/certificates",
    **says(
        "List the kinds of certificates",
        answers=KindsOut,
        example={
            "items": [{"code": "organic_eu", "name": {"en": "Organic (EU)"}, "covers": "product"}]
        },
    ),
)
def list_certificate_kinds(request: HttpRequest) -> HttpResponse:
    """The kinds of certificates that the hub knows by a code."""
    kinds = [
        {"code": one.code, "name": one.names.shown(), "covers": one.covers} for one in list_kinds()
    ]
    return answer({"items": kinds})


@router.get(
    "/companies/{company}/certificates",
    **says(
        "List a company's certificates",
        answers=CertificatesOut,
        example={"items": [CERTIFICATE]},
    ),
)
def list_company_certificates(request: HttpRequest, company: str) -> HttpResponse:
    """The company's certificates, those of single products included, each with how far the hub
    has looked.
    """
    actor = actor_of(request)
    card = get_profile(actor, slug_of(actor, company)).card
    held = list_certificates(actor, [card.id])[card.id]
    return answer({"items": [_shown(actor, one) for one in held]})


@router.get(
    "/certificates/{certificate_id}",
    **says("Read a certificate", answers=CertificateOut, example=CERTIFICATE),
)
def read_certificate(request: HttpRequest, certificate_id: str) -> HttpResponse:
    """A standing certificate, or any of the key's own company."""
    return _certificate(request, certificate_id)


@router.post(
    "/certificates",
    **says(
        "Add a certificate",
        needs=Deed.EDIT_CATALOGUE,
        answers=CertificateOut,
        example=CERTIFICATE,
        status=201,
        body={"kind": "organic_eu", "issuer": "A control body", "number": "MA-BIO-000"},
        refuses=("unknown_certificate_kind", "paper_too_large", "paper_unknown"),
    ),
)
def add_certificate(
    request: HttpRequest, given: Form[CertificateIn], paper: UploadedFile | None = NO_PAPER
) -> HttpResponse:
    """A certificate of the key's company, or of one of its products. With its paper (PDF, JPEG or
    PNG) the hub's staff can verify it; the paper itself is shown to nobody else.
    """
    actor = actor_of(request)
    if actor.company_id is None:
        raise Refused("not_allowed", deed="company")
    if paper is not None and (paper.size or 0) > _MOST_BYTES:
        raise Refused("body_too_large")
    certificate_id = commands.add_certificate(
        actor,
        company_id=actor.company_id,
        draft=CertificateDraft(
            kind=given.kind,
            issuer=given.issuer,
            number=given.number,
            product_id=given.product,
            valid_from=given.valid_from,
            valid_to=given.valid_to,
        ),
        paper=Paper(name=paper.name or "paper", content=paper.read()) if paper else None,
        at=clock.now(),
    )
    return _certificate(request, certificate_id, status=201)


@router.post(
    "/certificates/{certificate_id}/withdraw",
    **says(
        "Withdraw a certificate",
        needs=Deed.EDIT_CATALOGUE,
        answers=CertificateOut,
        example=CERTIFICATE,
        refuses=("wrong_certificate_state",),
    ),
)
def withdraw_certificate(request: HttpRequest, certificate_id: str) -> HttpResponse:
    """Take a certificate back; it stays in the history, and others see it no more."""
    commands.withdraw_certificate(actor_of(request), certificate_id=certificate_id, at=clock.now())
    return _certificate(request, certificate_id)


def slug_of(actor: Actor, written: str) -> str:
    """The slug of a company by its id or its slug. Refuses `not_found`."""
    if not written.startswith("com_"):
        return written
    card = list_cards(actor, [written]).get(written)
    if card is None:
        raise Refused("not_found")
    return card.slug


def _certificate(request: HttpRequest, certificate_id: str, status: int = 200) -> HttpResponse:
    actor = actor_of(request)
    view = get_certificate(actor, certificate_id)
    body = _shown(actor, view)
    location = body["href"] if status == 201 else ""
    return answer(body, status, version=view.version, location=location)


def _shown(actor: Actor, one: CertificateView) -> dict[str, Any]:
    own = actor.company_id == one.company_id and actor.may(Deed.EDIT_CATALOGUE)
    return {
        "id": one.id,
        "state": one.state.value,
        "version": one.version,
        "actions": ["withdraw"] if own and one.state.value == "standing" else [],
        "href": f"/api/v1/certificates/{one.id}",
        "company": one.company_id,
        "product": one.product_id,
        "kind": one.kind.code,
        "name": one.kind.names.shown(),
        "issuer": one.issuer,
        "number": one.number,
        "valid_from": one.valid_from,
        "valid_to": one.valid_to,
        "trust": one.trust.value,
    }
