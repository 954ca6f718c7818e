"""Questions about people: who acts, who they are, where they work."""

from fondouk.companies.domain.people import address_of
from fondouk.companies.domain.roles import DEEDS_OF_ROLE, DESK_DEEDS
from fondouk.companies.events import CompanyKind, PersonView, Role, Workplace
from fondouk.companies.models import Membership, Person
from fondouk.companies.queries.cards import card_of
from fondouk.kernel.actor import Actor, Deed, Member, Staff, Visitor
from fondouk.kernel.refused import Refused

DEMONSTRATION_STAFF = "staff@demo.fondouk.example"


def actor_for_session(*, person_id: str, company_id: str | None) -> Actor:
    """Who a signed-in person is now: staff, a member of the chosen or the first company, or
    alone.
    """
    person = Person.objects.filter(pk=person_id, is_active=True).first()
    if person is None:
        return Visitor()
    if person.desk_deeds:
        granted = frozenset(Deed(deed) for deed in person.desk_deeds) & DESK_DEEDS
        return Staff(person=person.id, granted=granted)
    rows = list(Membership.objects.filter(person=person).order_by("id"))
    chosen = next((row for row in rows if row.company_id == company_id), rows[0] if rows else None)
    if chosen is None:
        return Member(person=person.id)
    role = Role(chosen.role)
    return Member(
        person=person.id, company=chosen.company_id, role=role, granted=DEEDS_OF_ROLE[role]
    )


def read_address(line: str, field: str | None = None) -> tuple[str | None, str | None]:
    """The e-mail address or the phone number in its kept form: (e-mail, phone), one of them None.

    Refuses `address_needed`, `bad_email`, `bad_phone`.
    """
    return address_of(line, field)


def get_person(actor: Actor) -> PersonView:
    """The person who asks, as they see themselves. Refuses `not_found` for anybody else."""
    row = Person.objects.filter(pk=actor.person_id, erased_at__isnull=True).first()
    if row is None:
        raise Refused("not_found")
    return PersonView(
        id=row.id,
        name=row.name,
        email=row.email,
        phone=row.phone,
        language=row.language,
        has_password=row.has_usable_password(),
    )


def list_workplaces(actor: Actor) -> list[Workplace]:
    """The companies that the person who asks works for, the oldest membership first."""
    rows = Membership.objects.filter(person_id=actor.person_id).select_related("company")
    return [
        Workplace(company=card_of(row.company), role=Role(row.role), since=row.since)
        for row in rows.order_by("id")
    ]


def find_demonstration_person(role: str) -> str | None:
    """The id of a demonstration's person: `buyer`, `cooperative`, `manufacturer` or `staff`.

    An owner of the first demonstration company of that kind, or the desk's person.
    """
    if role == "staff":
        staff = Person.objects.filter(email=DEMONSTRATION_STAFF).first()
        return staff.id if staff else None
    if role not in set(CompanyKind):
        return None
    owners = Membership.objects.filter(
        company__kind=role, company__demonstration=True, role=Role.OWNER
    )
    owner = owners.order_by("company__created_at", "company_id", "id").first()
    return owner.person_id if owner else None
