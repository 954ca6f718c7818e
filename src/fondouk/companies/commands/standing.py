"""What becomes of an account: desk deeds, closing, losing a second factor, erasure."""

from collections.abc import Iterable
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from fondouk.companies.domain.roles import DESK_DEEDS
from fondouk.companies.events import COMPANY_CHANGED, PERSON_ERASED, CompanyState, Role
from fondouk.companies.models import Company, Invitation, Membership, Person
from fondouk.companies.store import check_hub_itself, living_person, roles_of_others
from fondouk.kernel.actor import Actor, Deed, System
from fondouk.kernel.refused import Refused
from fondouk.kernel.texts import Texts
from fondouk.plumbing.audit import record
from fondouk.plumbing.outbox import publish
from fondouk.plumbing.sealing import reseal
from fondouk.plumbing.tx import command


@command
def grant_desk_deeds(*, actor: Actor, person_id: str, deeds: Iterable[Deed], at: datetime) -> None:
    """Let a person work at the hub's desk with exactly these deeds; none at all ends it.

    Refuses `not_found`, `not_a_desk_deed`.
    """
    check_hub_itself(actor)
    person = living_person(person_id)
    granted = sorted(set(deeds))
    if foreign := [deed for deed in granted if deed not in DESK_DEEDS]:
        raise Refused("not_a_desk_deed", "deeds", value=foreign[0].value)
    person.desk_deeds = [deed.value for deed in granted]
    person.save(update_fields=["desk_deeds"])
    facts = {"deeds": " ".join(person.desk_deeds)}
    record(actor, "grant_desk_deeds", "person", person.id, at=at, facts=facts)


@command
def set_active(*, actor: Actor, person_id: str, active: bool, at: datetime) -> None:
    """Close an account, or open it again. Its sessions end with the next request.

    Refuses `not_allowed`, `not_found`.
    """
    check_hub_itself(actor)
    person = living_person(person_id)
    person.is_active = active
    person.save(update_fields=["is_active"])
    record(actor, "set_active", "person", person.id, at=at, facts={"active": active})


@command
def drop_second_factor(*, actor: Actor, person_id: str, at: datetime) -> int:
    """Remove every second factor of somebody who lost theirs; return how many there were.

    Refuses `not_allowed`, `not_found`.
    """
    check_hub_itself(actor)
    person = living_person(person_id)
    count, _ = Authenticator.objects.filter(user=person).delete()
    record(actor, "drop_second_factor", "person", person.id, at=at, facts={"count": count})
    return int(count)


@command
def reseal_factors(*, actor: Actor, at: datetime) -> int:
    """Put the secrets of second factors under the newest encryption key; return how many.

    Refuses `not_allowed`.
    """
    check_hub_itself(actor)
    count = 0
    for row in Authenticator.objects.select_for_update():
        sealed = {name: row.data[name] for name in ("secret", "seed") if row.data.get(name)}
        for name, text in sealed.items():
            row.data[name] = reseal(text.encode()).decode()
        if sealed:
            row.save(update_fields=["data"])
            count += 1
    record(actor, "reseal_factors", "hub", "factors", at=at, facts={"count": count})
    return count


@command
def erase_person(*, actor: Actor, person_id: str, at: datetime) -> None:
    """Forget a person: the id stays, name, addresses, keys to the account and memberships go.

    What the person did for a company stays the company's, under an id that names nobody. A
    company whose only person leaves is suspended. Done twice, the second changes nothing.
    Refuses `not_found` for anybody but the person and the hub itself, `sole_owner` while a
    company with other people would lose its last owner.
    """
    if not isinstance(actor, System) and actor.person_id != person_id:
        raise Refused("not_found")
    person = Person.objects.select_for_update().filter(pk=person_id).first()
    if person is None:
        raise Refused("not_found")
    if person.erased_at is not None:
        return
    _leave_companies(person, at)
    given = [value for value in (person.email, person.phone) if value]
    Invitation.objects.filter(email__in=given).update(email="", state="withdrawn")
    Invitation.objects.filter(phone__in=given).update(phone="", state="withdrawn")
    EmailAddress.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
    person.email = person.phone = person.last_login = None
    person.name, person.phone_verified, person.desk_deeds = "", False, []
    person.is_active, person.erased_at = False, at
    person.set_unusable_password()
    person.save()
    publish(PERSON_ERASED, person.id, {"person": person.id}, at=at)
    record(actor, "erase_person", "person", person.id, at=at)


def _leave_companies(person: Person, at: datetime) -> None:
    memberships = list(Membership.objects.filter(person=person).select_related("company"))
    emptied: list[Company] = []
    for row in memberships:
        others = roles_of_others(row.company_id, person.id)
        if not others:
            emptied.append(row.company)
        elif row.role == Role.OWNER and Role.OWNER not in others:
            name = Texts.of(row.company.names).best(person.language)
            raise Refused("sole_owner", company=name)
    Membership.objects.filter(person=person).delete()
    for company in emptied:
        company.state = CompanyState.SUSPENDED
        company.version += 1
        company.save(update_fields=["state", "version"])
        publish(COMPANY_CHANGED, company.id, {"company": company.id}, at=at)
