"""Who works for a company: invited, joining, changing role, leaving. One owner always stays."""

from datetime import datetime, timedelta

from django.db.models import Q

from fondouk.companies.domain.people import address_of, check_an_owner_stays
from fondouk.companies.events import MEMBER_ADDED, MEMBER_INVITED, Role
from fondouk.companies.models import Invitation, Membership
from fondouk.companies.store import any_company, living_person, own_company, roles_of_others
from fondouk.kernel.actor import Actor, Deed, Member, System
from fondouk.kernel.refused import Refused
from fondouk.plumbing.audit import record
from fondouk.plumbing.outbox import publish
from fondouk.plumbing.tx import command

INVITATION_FOR = timedelta(days=14)


@command
def add_member(*, actor: Actor, company_id: str, person_id: str, role: Role, at: datetime) -> str:
    """Give a person a role in a company; return the membership's id.

    For the hub itself: people join by invitation. Refuses `not_allowed`, `not_found`,
    `already_member`.
    """
    if not isinstance(actor, System):
        raise Refused("not_allowed", deed=Deed.MANAGE_MEMBERS.value)
    any_company(company_id)
    return _join(actor, company_id, person_id, role, at)


@command
def invite_member(*, actor: Actor, company_id: str, address: str, role: Role, at: datetime) -> str:
    """Ask somebody to join by e-mail or phone; return the invitation's id.

    Asking the same address again renews the invitation with the role given last. Refuses
    `not_found`, `not_allowed`, `address_needed`, `bad_email`, `bad_phone`, `already_member`.
    """
    company = own_company(actor, company_id, Deed.MANAGE_MEMBERS)
    email, phone = address_of(address, "address")
    address_held = Q(person__email=email) if email else Q(person__phone=phone)
    if Membership.objects.filter(address_held, company=company).exists():
        raise Refused("already_member", "address")
    row, _ = Invitation.objects.update_or_create(
        company=company,
        email=email or "",
        phone=phone or "",
        state="open",
        defaults={
            "role": role,
            "invited_by": actor.id,
            "invited_at": at,
            "expires_at": at + INVITATION_FOR,
        },
    )
    publish(MEMBER_INVITED, row.id, {"company": company.id, "invitation": row.id}, at=at)
    facts = {"invitation": row.id, "role": role.value}
    record(actor, "invite_member", "company", company.id, at=at, facts=facts)
    return row.id


@command
def withdraw_invitation(*, actor: Actor, invitation_id: str, at: datetime) -> None:
    """Take an invitation back. Refuses `not_found`, `not_allowed`."""
    row = _open_invitation(invitation_id)
    company = own_company(actor, row.company_id, Deed.MANAGE_MEMBERS)
    _answer(row, "withdrawn")
    facts = {"invitation": row.id}
    record(actor, "withdraw_invitation", "company", company.id, at=at, facts=facts)


@command
def accept_invitation(
    *, actor: Actor, invitation_id: str, by_link: bool = False, at: datetime
) -> str:
    """Join the company; return its id. Accepting twice changes nothing.

    For whoever holds the signed link, or whose own address was invited. Refuses `not_found`,
    `invitation_expired`, `already_member`.
    """
    if not isinstance(actor, Member):
        raise Refused("not_allowed", deed=Deed.MANAGE_MEMBERS.value)
    row = Invitation.objects.select_for_update().filter(pk=invitation_id).first()
    person = living_person(actor.person)
    if row is None or row.state == "withdrawn":
        raise Refused("not_found")
    mine = (row.email and row.email == person.email) or (row.phone and row.phone == person.phone)
    member = Membership.objects.filter(company_id=row.company_id, person=person).exists()
    if row.state == "accepted":
        if member:
            return row.company_id
        raise Refused("not_found")
    if not by_link and not mine:
        raise Refused("not_found")
    if row.expires_at < at:
        raise Refused("invitation_expired")
    any_company(row.company_id)
    _join(actor, row.company_id, person.id, Role(row.role), at)
    _answer(row, "accepted")
    return row.company_id


@command
def change_role(*, actor: Actor, membership_id: str, role: Role, at: datetime) -> None:
    """Give a colleague another role. Refuses `not_found`, `not_allowed`, `last_owner`."""
    row = _membership(membership_id)
    own_company(actor, row.company_id, Deed.MANAGE_MEMBERS)
    check_an_owner_stays(roles_of_others(row.company_id, row.person_id), role)
    Membership.objects.filter(pk=row.pk).update(role=role)
    facts = {"person": row.person_id, "role": role.value}
    record(actor, "change_role", "company", row.company_id, at=at, facts=facts)


@command
def remove_member(*, actor: Actor, membership_id: str, at: datetime) -> None:
    """End a membership: somebody else's with the right to, one's own always.

    Refuses `not_found`, `not_allowed`, `last_owner`.
    """
    row = _membership(membership_id)
    if actor.person_id == row.person_id:
        any_company(row.company_id)
    else:
        own_company(actor, row.company_id, Deed.MANAGE_MEMBERS)
    check_an_owner_stays(roles_of_others(row.company_id, row.person_id), None)
    Membership.objects.filter(pk=row.pk).delete()
    facts = {"person": row.person_id}
    record(actor, "remove_member", "company", row.company_id, at=at, facts=facts)


def _join(actor: Actor, company_id: str, person_id: str, role: Role, at: datetime) -> str:
    person = living_person(person_id)
    if Membership.objects.filter(company_id=company_id, person=person).exists():
        raise Refused("already_member")
    row = Membership.objects.create(company_id=company_id, person=person, role=role, since=at)
    publish(MEMBER_ADDED, row.id, {"company": company_id, "person": person.id}, at=at)
    facts = {"person": person.id, "role": role.value}
    record(actor, "add_member", "company", company_id, at=at, facts=facts)
    return row.id


def _answer(row: Invitation, state: str) -> None:
    """Close an invitation and forget the address it went to."""
    row.state, row.email, row.phone = state, "", ""
    row.save()


def _open_invitation(invitation_id: str) -> Invitation:
    rows = Invitation.objects.select_for_update()
    row = rows.filter(pk=invitation_id, state="open").first()
    if row is None:
        raise Refused("not_found")
    return row


def _membership(membership_id: str) -> Membership:
    row = Membership.objects.filter(pk=membership_id).first()
    if row is None:
        raise Refused("not_found")
    return row
