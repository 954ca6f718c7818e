"""A company enters the hub, and says more about itself later."""

from datetime import datetime

from django.db.models import F

from fondouk.companies.domain.company import (
    checked,
    producers_checked,
    slug_of,
    state_after_edit,
)
from fondouk.companies.events import (
    COMPANY_CHANGED,
    COMPANY_REGISTERED,
    CompanyDraft,
    CompanyState,
    Producer,
    Role,
)
from fondouk.companies.models import Company, CooperativeMember, Membership, new_company_id
from fondouk.companies.store import draft_of, living_person, own_company
from fondouk.kernel.actor import Actor, Deed, Member, System
from fondouk.kernel.refused import Refused
from fondouk.plumbing.audit import record
from fondouk.plumbing.outbox import publish
from fondouk.plumbing.tx import command
from fondouk.plumbing.versions import check_version


@command
def register_company(*, actor: Actor, draft: CompanyDraft, at: datetime) -> str:
    """Register a company and return its id.

    A person becomes its owner. Staff who import and the hub itself register companies that
    nobody owns yet. Nothing is verified by registering. Refuses what `domain.company.checked`
    refuses, `slug_taken` for a slug that was asked for, `not_allowed`.
    """
    if not isinstance(actor, Member | System):
        actor.require(Deed.DESK_IMPORT)
    draft = checked(draft, year=at.year)
    row = Company(id=new_company_id(), slug=_free_slug(draft), created_at=at)
    _say(row, draft)
    row.kind, row.demonstration = draft.kind, draft.demonstration
    row.save(force_insert=True)
    if isinstance(actor, Member):
        person = living_person(actor.person)
        Membership.objects.create(person=person, company=row, role=Role.OWNER, since=at)
    publish(COMPANY_REGISTERED, row.id, {"company": row.id}, at=at)
    record(actor, "register_company", "company", row.id, at=at, facts={"kind": row.kind})
    return row.id


@command
def edit_company(
    *,
    actor: Actor,
    company_id: str,
    draft: CompanyDraft,
    expected_version: int | None = None,
    at: datetime,
) -> int:
    """Replace what the company says about itself; return its new version.

    Kind, slug and the demonstration mark stay. A verified company that changes a name, its
    place or a number goes back to the desk. Refuses as `register_company`, and `stale_version`.
    """
    row = own_company(actor, company_id, Deed.MANAGE_COMPANY)
    check_version(expected_version, row.version)
    draft = checked(draft, year=at.year)
    row.state = state_after_edit(CompanyState(row.state), draft_of(row), draft)
    _say(row, draft)
    row.version += 1
    row.save()
    publish(COMPANY_CHANGED, row.id, {"company": row.id}, at=at)
    record(actor, "edit_company", "company", row.id, at=at, facts={"version": row.version})
    return row.version


@command
def list_producers(
    *, actor: Actor, company_id: str, producers: tuple[Producer, ...], at: datetime
) -> None:
    """Replace the list of a cooperative's members. Refuses `only_cooperatives`,
    `too_many_producers`.
    """
    row = own_company(actor, company_id, Deed.MANAGE_COMPANY)
    if row.kind != "cooperative":
        raise Refused("only_cooperatives", "producers")
    kept = producers_checked(producers)
    CooperativeMember.objects.filter(company=row).delete()
    CooperativeMember.objects.bulk_create(
        CooperativeMember(company=row, position=place, name=one.name, town=one.town)
        for place, one in enumerate(kept)
    )
    Company.objects.filter(pk=row.pk).update(version=F("version") + 1)
    publish(COMPANY_CHANGED, row.id, {"company": row.id}, at=at)
    record(actor, "list_producers", "company", row.id, at=at, facts={"count": len(kept)})


def _say(row: Company, draft: CompanyDraft) -> None:
    row.names, row.about = draft.names.shown(), draft.about.shown()
    row.country, row.region, row.town = draft.country, draft.region, draft.town
    row.founded_year, row.people_count = draft.founded_year, draft.people_count
    row.languages = list(draft.languages)
    row.registry_number, row.export_number = draft.registry_number, draft.export_number


def _free_slug(draft: CompanyDraft) -> str:
    if draft.slug:
        if Company.objects.filter(slug=draft.slug).exists():
            raise Refused("slug_taken", "slug", value=draft.slug)
        return draft.slug
    wanted = slug_of(draft)
    taken = set(Company.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    number, slug = 1, wanted
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug
