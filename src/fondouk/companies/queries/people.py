"""Questions about people: who acts, who they are, where they work."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db.models import Q

from fondouk.companies.domain.people import address_of
from fondouk.companies.domain.roles import DESK_DEEDS, deeds_in
from fondouk.companies.events import (
    Colleague,
    CompanyKind,
    CompanyState,
    InvitationView,
    PersonView,
    Role,
    Workplace,
)
from fondouk.companies.models import ApiKey, Invitation, Membership, Person
from fondouk.companies.queries.cards import card_of
from fondouk.kernel.actor import Actor, Deed, Member, Staff, System, Visitor
from fondouk.kernel.refused import Refused
from fondouk.notices.queries import list_own_words
from fondouk.plumbing.models import AuditRow

DEMONSTRATION_STAFF = "staff@demo.fondouk.example"


def actor_for_session(*, person_id: str, company_id: str | None) -> Actor:
    """Who a signed-in person is now: staff, a member of the chosen company, or alone.

    Who never chose works for their first company. Whose chosen company is gone works for none
    until they choose: nobody acts for another company without noticing.
    """
    person = Person.objects.filter(pk=person_id, is_active=True).first()
    if person is None:
        return Visitor()
    if person.desk_deeds:
        granted = frozenset(Deed(deed) for deed in person.desk_deeds) & DESK_DEEDS
        return Staff(person=person.id, granted=granted)
    memberships = Membership.objects.filter(person=person).select_related("company")
    rows = list(memberships.order_by("id"))
    if company_id:
        rows = [row for row in rows if row.company_id == company_id]
    chosen = next(iter(rows), None)
    if chosen is None:
        return Member(person=person.id)
    role = Role(chosen.role)
    return Member(
        person=person.id,
        company=chosen.company_id,
        sells=CompanyKind(chosen.company.kind).sells,
        role=role,
        granted=deeds_in(role, CompanyState(chosen.company.state)),
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


def list_colleagues(actor: Actor) -> list[Colleague]:
    """Everybody who works for the actor's company; addresses only for those who manage members.

    Refuses `not_found` where the actor works for none.
    """
    if actor.company_id is None:
        raise Refused("not_found")
    manages = actor.may(Deed.MANAGE_MEMBERS)
    rows = Membership.objects.filter(company_id=actor.company_id).select_related("person")
    return [
        Colleague(
            membership_id=row.id,
            person_id=row.person_id,
            name=row.person.name,
            address=(row.person.email or row.person.phone or "") if manages else "",
            role=Role(row.role),
            since=row.since,
        )
        for row in rows.order_by("id")
    ]


def list_open_invitations(actor: Actor, at: datetime) -> list[InvitationView]:
    """What the actor's company has asked and nobody answered. Refuses `not_allowed`."""
    actor.require(Deed.MANAGE_MEMBERS)
    rows = Invitation.objects.filter(company_id=actor.company_id, state="open", expires_at__gt=at)
    return [_invitation(row) for row in rows.select_related("company").order_by("-id")]


def list_my_invitations(actor: Actor, at: datetime) -> list[InvitationView]:
    """Companies that ask the person who asks, by an address of theirs."""
    person = Person.objects.filter(pk=actor.person_id, is_active=True).first()
    if person is None:
        return []
    mine = Q(pk="")
    if person.email:
        mine |= Q(email=person.email)
    if person.phone and person.phone_verified:
        mine |= Q(phone=person.phone)
    rows = Invitation.objects.filter(mine, state="open", expires_at__gt=at)
    return [_invitation(row) for row in rows.select_related("company").order_by("-id")]


def find_invitation(actor: Actor, invitation_id: str, at: datetime) -> InvitationView | None:
    """An open invitation, for whoever holds its signed link; None once it is answered."""
    rows = Invitation.objects.select_related("company")
    row = rows.filter(pk=invitation_id, state="open", expires_at__gt=at).first()
    return _invitation(row) if row else None


def get_personal_data(actor: Actor) -> dict[str, object]:
    """Everything that the hub keeps about the person who asks, ready for JSON.

    Refuses `not_found`.
    """
    me = get_person(actor)
    row = Person.objects.get(pk=me.id)
    audit = AuditRow.objects.filter(Q(actor=me.id) | Q(object=me.id)).order_by("at")
    factors = Authenticator.objects.filter(user=row).order_by("id")
    return {
        "person": {
            "id": me.id,
            "name": me.name,
            "email": me.email,
            "phone": me.phone,
            "language": me.language,
            "joined_at": row.joined_at.isoformat(),
            "last_sign_in_at": row.last_login.isoformat() if row.last_login else None,
            "desk_deeds": row.desk_deeds,
        },
        "second_factors": [
            {"kind": one.type, "added_at": one.created_at.isoformat()} for one in factors
        ],
        "companies": [
            {"id": place.company.id, "slug": place.company.slug, "role": place.role.value}
            for place in list_workplaces(actor)
        ],
        "keys_issued": list(ApiKey.objects.filter(issued_by=me.id).values_list("id", flat=True)),
        "invitations_sent": list(
            Invitation.objects.filter(invited_by=me.id).values_list("id", flat=True)
        ),
        "messages": [
            {"at": one.at.isoformat(), "thread": one.thread_id, "text": one.text}
            for one in list_own_words(actor)
        ],
        "history": [
            {"at": one.at.isoformat(), "deed": one.deed, one.object_kind: one.object}
            for one in audit
        ],
    }


def list_desk_deeds() -> list[Deed]:
    """Every deed of the desk, in a fixed order."""
    return sorted(DESK_DEEDS)


def list_people(actor: Actor) -> list[dict[str, object]]:
    """Every account, for the operator's command line. Refuses `not_allowed`."""
    if not isinstance(actor, System):
        raise Refused("not_allowed", deed="people")
    return [
        {
            "id": row.id,
            "name": row.name,
            "email": row.email,
            "phone": row.phone,
            "active": row.is_active,
            "erased": row.erased_at is not None,
            "desk_deeds": row.desk_deeds,
        }
        for row in Person.objects.order_by("id")
    ]


def find_person_by_address(actor: Actor, line: str) -> str | None:
    """The id of the account with this id, e-mail or phone, for the operator's command line.

    Refuses `not_allowed`, `bad_email`, `bad_phone`.
    """
    if not isinstance(actor, System):
        raise Refused("not_allowed", deed="people")
    if line.startswith("per_"):
        row = Person.objects.filter(pk=line).first()
    else:
        email, phone = address_of(line)
        known = Person.objects.filter(email=email) if email else Person.objects.filter(phone=phone)
        row = known.first()
    return row.id if row else None


def _invitation(row: Invitation) -> InvitationView:
    return InvitationView(
        id=row.id,
        company=card_of(row.company),
        role=Role(row.role),
        address=row.email or row.phone,
        invited_at=row.invited_at,
        expires_at=row.expires_at,
    )


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
