"""Papers that a company shows the desk. Private files, kept by their content's hash."""

from datetime import datetime

from fondouk.companies.domain.papers import COUNT_MAX, file_name, media_type_of
from fondouk.companies.events import CompanyState, DocumentKind
from fondouk.companies.models import Document
from fondouk.companies.store import own_company
from fondouk.kernel.actor import Actor, Deed
from fondouk.kernel.refused import Refused
from fondouk.plumbing import blobs
from fondouk.plumbing.audit import record
from fondouk.plumbing.tx import command


@command
def add_document(
    *,
    actor: Actor,
    company_id: str,
    kind: DocumentKind,
    name: str,
    content: bytes,
    at: datetime,
) -> str:
    """Add a paper; return its id. The same content twice is one paper.

    Refuses `not_found`, `not_allowed`, `document_empty`, `document_too_large`,
    `document_kind_unknown`, `too_many_documents`.
    """
    company = own_company(actor, company_id, Deed.MANAGE_COMPANY)
    media_type = media_type_of(content)
    if company.documents.count() >= COUNT_MAX:
        raise Refused("too_many_documents", "file", max=COUNT_MAX)
    sha256 = blobs.keep(content, media_type, at=at, public=False)
    known = Document.objects.filter(company=company, blob_id=sha256, kind=kind).first()
    if known is not None:
        return known.id
    row = Document.objects.create(
        company=company,
        kind=kind,
        name=file_name(name, media_type),
        blob_id=sha256,
        media_type=media_type,
        size=len(content),
        added_at=at,
        added_by=actor.id,
    )
    facts = {"document": row.id, "kind": kind.value}
    record(actor, "add_document", "company", company.id, at=at, facts=facts)
    return row.id


@command
def remove_document(*, actor: Actor, document_id: str, at: datetime) -> None:
    """Take a paper back. Refuses `not_found`, `not_allowed`, and `document_in_use` once the desk
    has it before it or has verified the company on it. Its bytes go too, unless something else
    refers to them.
    """
    row = Document.objects.filter(pk=document_id).first()
    if row is None:
        raise Refused("not_found")
    company = own_company(actor, row.company_id, Deed.MANAGE_COMPANY)
    if company.state != CompanyState.UNVERIFIED:
        raise Refused("document_in_use")
    row.delete()
    blobs.forget(row.blob_id)
    facts = {"document": document_id}
    record(actor, "remove_document", "company", company.id, at=at, facts=facts)
