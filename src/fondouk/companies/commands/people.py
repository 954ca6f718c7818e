"""People, apart from how they prove who they are: opening, naming, desk deeds, leaving."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from fondouk.companies.domain.people import PERSON_NAME_LENGTH_MAX, address_of, email_of, phone_of
from fondouk.companies.models import Person
from fondouk.companies.store import check_hub_itself, living_person
from fondouk.kernel.actor import Actor, Member, Visitor
from fondouk.kernel.codes import Language
from fondouk.kernel.refused import Refused
from fondouk.plumbing.audit import record
from fondouk.plumbing.tx import command

UNPROVEN_FOR = timedelta(days=1)


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
    check_hub_itself(actor)
    if not email and not phone:
        raise Refused("address_needed", "email")
    email = email_of(email, "email") if email else None
    phone = phone_of(phone, "phone") if phone else None
    if email and Person.objects.filter(email=email).exists():
        raise Refused("address_taken", "email")
    if phone and Person.objects.filter(phone=phone).exists():
        raise Refused("address_taken", "phone")
    person = _new_person(email, phone, _name(name), _language(language), proven=True)
    record(actor, "open_person", "person", person.id, at=at)
    return person.id


@command
def sign_up(*, address: str, name: str, language: str, at: datetime) -> str:
    """The id of the person who has this e-mail address or phone number, made if nobody had it.

    The answer is the same for a known and an unknown address, so nobody learns from it who is
    here; whoever asked must prove by a code that the address is theirs. Accounts that nobody
    proved within a day are removed. Refuses `address_needed`, `bad_email`, `bad_phone`,
    `company_text_too_long`, `unknown_language`.
    """
    email, phone = address_of(address, "address")
    name, language = _name(name), _language(language)
    unproven = Person.objects.filter(
        joined_at__lt=at - UNPROVEN_FOR,
        last_login__isnull=True,
        phone_verified=False,
        erased_at__isnull=True,
        memberships__isnull=True,
    )
    unproven.exclude(emailaddress__verified=True).delete()
    known = Person.objects.filter(email=email) if email else Person.objects.filter(phone=phone)
    person = known.first()
    if person is not None:
        return person.id
    try:
        with transaction.atomic():
            person = _new_person(email, phone, name, language, proven=False)
    except IntegrityError:  # registered by another request this very moment
        return known.get().id
    record(Visitor(), "sign_up", "person", person.id, at=at)
    return person.id


@command
def prove_phone(*, person_id: str, phone: str, at: datetime) -> None:
    """The person has shown, by a code, that the number of the account is theirs."""
    proved = Person.objects.filter(pk=person_id, phone=phone, phone_verified=False)
    if proved.update(phone_verified=True):
        record(Member(person=person_id), "prove_phone", "person", person_id, at=at)


@command
def describe_person(*, actor: Actor, name: str, language: str, at: datetime) -> None:
    """Change one's own name and language. Refuses `not_found`, `company_text_too_long`,
    `unknown_language`.
    """
    person = living_person(actor.person_id or "")
    person.name, person.language = _name(name), _language(language)
    person.save(update_fields=["name", "language"])
    record(actor, "describe_person", "person", person.id, at=at)


@command
def change_address(
    *, actor: Actor, email: str | None = None, phone: str | None = None, at: datetime
) -> None:
    """Put a new e-mail address or phone number, proved by a code, in the place of the old one.

    Refuses `not_found`, `address_needed`, `bad_email`, `bad_phone`, `address_taken`.
    """
    person = living_person(actor.person_id or "")
    others = Person.objects.exclude(pk=person.pk)
    if email:
        person.email = email_of(email, "address")
        if others.filter(email=person.email).exists():
            raise Refused("address_taken", "address")
        EmailAddress.objects.filter(user=person).delete()
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    elif phone:
        person.phone, person.phone_verified = phone_of(phone, "address"), True
        if others.filter(phone=person.phone).exists():
            raise Refused("address_taken", "address")
    else:
        raise Refused("address_needed", "address")
    person.save(update_fields=["email", "phone", "phone_verified"])
    facts = {"kind": "email" if email else "phone"}
    record(actor, "change_address", "person", person.id, at=at, facts=facts)


@command
def drop_address(*, actor: Actor, kind: str, at: datetime) -> None:
    """Take the e-mail address (`email`) or the number (`phone`) away; the other one stays.

    Refuses `not_found`, `address_needed` for the last one.
    """
    person = living_person(actor.person_id or "")
    if not (person.phone if kind == "email" else person.email):
        raise Refused("address_needed", "address")
    if kind == "email":
        EmailAddress.objects.filter(user=person).delete()
        person.email = None
    else:
        person.phone, person.phone_verified = None, False
    person.save(update_fields=["email", "phone", "phone_verified"])
    record(actor, "drop_address", "person", person.id, at=at, facts={"kind": kind})


def _new_person(
    email: str | None, phone: str | None, name: str, language: str, *, proven: bool
) -> Person:
    person = Person(
        email=email,
        phone=phone,
        phone_verified=proven and bool(phone),
        name=name,
        language=language,
    )
    person.set_unusable_password()
    person.save(force_insert=True)
    if email:
        EmailAddress.objects.create(user=person, email=email, verified=proven, primary=True)
    return person


def _name(name: str) -> str:
    kept = " ".join(name.split())
    if len(kept) > PERSON_NAME_LENGTH_MAX:
        raise Refused("company_text_too_long", "name", max=PERSON_NAME_LENGTH_MAX)
    return kept


def _language(language: str) -> str:
    if language not in set(Language):
        raise Refused("unknown_language", "language", value=language[:10])
    return language
