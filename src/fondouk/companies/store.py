"""Load and lock rows of this room; "absent" and "not yours" answer the same."""

from fondouk.companies.events import CompanyDraft, CompanyKind, Role
from fondouk.companies.models import Company, Membership, Person
from fondouk.kernel.actor import Actor, Deed, System
from fondouk.kernel.refused import Refused
from fondouk.kernel.texts import Texts


def check_hub_itself(actor: Actor) -> None:
    """Refuses `not_allowed` to anybody but the hub itself (start-up, worker, command line)."""
    if not isinstance(actor, System):
        raise Refused("not_allowed", deed="people")


def own_company(actor: Actor, company_id: str, deed: Deed) -> Company:
    """The company, locked, for somebody who may do this deed in it.

    Refuses `not_found`, `not_allowed`.
    """
    if not isinstance(actor, System) and actor.company_id != company_id:
        raise Refused("not_found")
    actor.require(deed)
    return any_company(company_id)


def any_company(company_id: str) -> Company:
    """The company, locked. Refuses `not_found`."""
    row = Company.objects.select_for_update().filter(pk=company_id).first()
    if row is None:
        raise Refused("not_found")
    return row


def living_person(person_id: str) -> Person:
    """The person, locked, unless erased. Refuses `not_found`."""
    row = Person.objects.select_for_update().filter(pk=person_id, erased_at__isnull=True).first()
    if row is None:
        raise Refused("not_found")
    return row


def roles_of_others(company_id: str, person_id: str) -> list[Role]:
    """The roles of everybody else in the company."""
    rows = Membership.objects.filter(company_id=company_id).exclude(person_id=person_id)
    return [Role(role) for role in rows.values_list("role", flat=True)]


def draft_of(row: Company) -> CompanyDraft:
    """What the company says about itself now."""
    return CompanyDraft(
        kind=CompanyKind(row.kind),
        names=Texts.of(row.names),
        about=Texts.of(row.about),
        country=row.country,
        region=row.region,
        town=row.town,
        founded_year=row.founded_year,
        people_count=row.people_count,
        languages=tuple(row.languages),
        registry_number=row.registry_number,
        export_number=row.export_number,
        slug=row.slug,
        demonstration=row.demonstration,
    )
