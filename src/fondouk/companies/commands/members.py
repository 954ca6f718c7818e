"""Who works for a company, in which role."""

from datetime import datetime

from fondouk.companies.events import MEMBER_ADDED, Role
from fondouk.companies.models import Membership
from fondouk.companies.store import living_person, own_company
from fondouk.kernel.actor import Actor, Deed
from fondouk.kernel.refused import Refused
from fondouk.plumbing.audit import record
from fondouk.plumbing.outbox import publish
from fondouk.plumbing.tx import command


@command
def add_member(*, actor: Actor, company_id: str, person_id: str, role: Role, at: datetime) -> str:
    """Give a person a role in a company; return the membership's id.

    For the hub itself: people join by invitation. Refuses `not_found`, `already_member`.
    """
    company = own_company(actor, company_id, Deed.MANAGE_MEMBERS)
    person = living_person(person_id)
    if Membership.objects.filter(company=company, person=person).exists():
        raise Refused("already_member")
    row = Membership.objects.create(company=company, person=person, role=role, since=at)
    publish(MEMBER_ADDED, row.id, {"company": company.id, "person": person.id}, at=at)
    facts = {"person": person.id, "role": role.value}
    record(actor, "add_member", "company", company.id, at=at, facts=facts)
    return row.id
