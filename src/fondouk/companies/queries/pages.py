"""Companies seen whole: their public page, and as their own people and the desk see them."""

from fondouk.companies.events import (
    CompanyCard,
    CompanyKind,
    CompanyPage,
    CompanyProfile,
    CompanyState,
    DocumentKind,
    DocumentView,
    MandateState,
    MandateView,
    Producer,
)
from fondouk.companies.models import Company, Document, Mandate
from fondouk.companies.queries.cards import card_of
from fondouk.companies.store import draft_of
from fondouk.kernel.actor import Actor, Deed
from fondouk.kernel.refused import Refused
from fondouk.plumbing.prepared import Prepared


def get_profile(actor: Actor, slug: str) -> CompanyProfile:
    """A company's public page. Refuses `not_found`; a suspended company is seen by its own
    people and the desk alone.
    """
    row = Company.objects.prefetch_related("producers").filter(slug=slug).first()
    if row is None or (row.state == CompanyState.SUSPENDED and not _sees_all(actor, row.id)):
        raise Refused("not_found")
    members = sorted(row.producers.all(), key=lambda one: one.position)
    draft = draft_of(row)
    return CompanyProfile(
        card=card_of(row),
        about=draft.about,
        founded_year=row.founded_year,
        people_count=row.people_count,
        languages=draft.languages,
        export_number=row.export_number,
        acts_through=find_exporter(actor, row.id),
        members=tuple((one.name, one.town) for one in members),
        verified_at=row.verified_at if row.state == CompanyState.VERIFIED else None,
        version=row.version,
    )


def find_card_by_slug(actor: Actor, slug: str) -> CompanyCard | None:
    """The public card of a company by its slug, or None."""
    row = Company.objects.filter(slug=slug).first()
    return card_of(row) if row else None


def find_exporter(actor: Actor, company_id: str) -> CompanyCard | None:
    """The company that exports in this one's name by a mandate in force, or None."""
    row = _exporter_of.first(company_id)
    return card_of(row) if row else None


_exporter_of = Prepared(
    lambda key: Company.objects.filter(
        mandates_held__producer=key, mandates_held__state=MandateState.ACCEPTED
    )
)


def get_company_page(actor: Actor, company_id: str) -> CompanyPage:
    """A company with everything that it says about itself, for its people and the desk.

    Refuses `not_found`.
    """
    row = Company.objects.prefetch_related("producers").filter(pk=company_id).first()
    if row is None or not _sees_all(actor, company_id):
        raise Refused("not_found")
    members = sorted(row.producers.all(), key=lambda one: one.position)
    return CompanyPage(
        draft=draft_of(row),
        card=card_of(row),
        producers=tuple(Producer(name=one.name, town=one.town) for one in members),
        verification_ground=row.verification_ground,
        version=row.version,
    )


def list_mandates(actor: Actor) -> list[MandateView]:
    """The mandates that the actor's company has given or holds, the newest first."""
    if actor.company_id is None:
        return []
    rows = Mandate.objects.select_related("producer", "exporter")
    either = rows.filter(producer_id=actor.company_id) | rows.filter(exporter_id=actor.company_id)
    return [
        MandateView(
            id=row.id,
            producer=card_of(row.producer),
            exporter=card_of(row.exporter),
            state=MandateState(row.state),
            proposed_at=row.proposed_at,
            accepted_at=row.accepted_at,
            ended_at=row.ended_at,
        )
        for row in either.order_by("-id")
    ]


def list_exporters(actor: Actor) -> list[CompanyCard]:
    """The companies that hold an export number, by slug: those a producer may act through."""
    rows = Company.objects.exclude(pk=actor.company_id or "").exclude(kind=CompanyKind.BUYER)
    numbered = rows.exclude(export_number__isnull=True).exclude(state=CompanyState.SUSPENDED)
    return [card_of(row) for row in numbered.order_by("slug")]


def list_documents(actor: Actor, company_id: str) -> list[DocumentView]:
    """The papers that a company showed, the newest first, for those who manage it and the desk.

    Refuses `not_found`.
    """
    if not _sees_papers(actor, company_id):
        raise Refused("not_found")
    rows = Document.objects.filter(company_id=company_id).order_by("-id")
    return [_paper(row) for row in rows]


def get_document(actor: Actor, document_id: str) -> DocumentView:
    """One paper, for those who manage its company and the desk. Refuses `not_found`."""
    row = Document.objects.filter(pk=document_id).first()
    if row is None or not _sees_papers(actor, row.company_id):
        raise Refused("not_found")
    return _paper(row)


def _paper(row: Document) -> DocumentView:
    return DocumentView(
        id=row.id,
        company_id=row.company_id,
        kind=DocumentKind(row.kind),
        name=row.name,
        media_type=row.media_type,
        size=row.size,
        sha256=row.blob_id,
        added_at=row.added_at,
    )


def _sees_all(actor: Actor, company_id: str) -> bool:
    return actor.company_id == company_id or actor.may(Deed.DESK_VERIFY)


def _sees_papers(actor: Actor, company_id: str) -> bool:
    manages = actor.company_id == company_id and actor.may(Deed.MANAGE_COMPANY)
    return manages or actor.may(Deed.DESK_VERIFY)
