"""People, apart from how they prove who they are: opening, naming, desk deeds, leaving."""

from collections.abc import Iterable
from datetime import datetime

from fondouk.companies.domain.people import PERSON_NAME_LENGTH_MAX, email_of, phone_of
from fondouk.companies.domain.roles import DESK_DEEDS
from fondouk.companies.models import Person
from fondouk.companies.store import living_person
from fondouk.kernel.actor import Actor, Deed, System
from fondouk.kernel.codes import Language
from fondouk.kernel.refused import Refused
from fondouk.plumbing.audit import record
from fondouk.plumbing.tx import command


@command
def open_person(
    *,
    actor: Actor,
    email: str | None = None,
    phone: str | None = None,
    name: str = "",
    language: str = "en",
    at: datetime,
) -> str:
    """Open an account for somebody and return the person's id; they sign in by a code.

    For the hub itself and the operator's command line. Refuses `address_needed`, `bad_email`,
    `bad_phone`, `address_taken`, `unknown_language`, `company_text_too_long`.
    """
    _require_system(actor)
    if not email and not phone:
        raise Refused("address_needed", "email")
    person = Person(
        email=email_of(email, "email") if email else None,
        phone=phone_of(phone, "phone") if phone else None,
        phone_verified=bool(phone),
        name=_name(name),
        language=_language(language),
    )
    for field in ("email", "phone"):
        given = getattr(person, field)
        if given and Person.objects.filter(**{field: given}).exists():
            raise Refused("address_taken", field)
    person.set_unusable_password()
    person.save(force_insert=True)
    record(actor, "open_person", "person", person.id, at=at)
    return person.id


@command
def grant_desk_deeds(*, actor: Actor, person_id: str, deeds: Iterable[Deed], at: datetime) -> None:
    """Let a person work at the hub's desk with exactly these deeds; none at all ends it.

    Refuses `not_found`, `not_a_desk_deed`.
    """
    _require_system(actor)
    person = living_person(person_id)
    granted = sorted(set(deeds))
    if foreign := [deed for deed in granted if deed not in DESK_DEEDS]:
        raise Refused("not_a_desk_deed", "deeds", value=foreign[0].value)
    person.desk_deeds = [deed.value for deed in granted]
    person.save(update_fields=["desk_deeds"])
    facts = {"deeds": " ".join(person.desk_deeds)}
    record(actor, "grant_desk_deeds", "person", person.id, at=at, facts=facts)


def _require_system(actor: Actor) -> None:
    if not isinstance(actor, System):
        raise Refused("not_allowed", deed="people")


def _name(name: str) -> str:
    kept = " ".join(name.split())
    if len(kept) > PERSON_NAME_LENGTH_MAX:
        raise Refused("company_text_too_long", "name", max=PERSON_NAME_LENGTH_MAX)
    return kept


def _language(language: str) -> str:
    if language not in set(Language):
        raise Refused("unknown_language", "language", value=language[:10])
    return language
