"""Names, addresses and the last owner: what people of a company may not do without."""

import re

import phonenumbers

from fondouk.companies.events import Role
from fondouk.kernel.refused import Refused

PERSON_NAME_LENGTH_MAX = 120
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")


def email_of(value: str, field: str | None = None) -> str:
    """An e-mail address in lower case. Refuses `bad_email`."""
    address = value.strip().lower()
    if not _EMAIL.fullmatch(address) or len(address) > 254:
        raise Refused("bad_email", field)
    return address


def phone_of(value: str, field: str | None = None, country: str = "MA") -> str:
    """A phone number in E.164, such as +212612345678.

    A number without its country's code is read as one of `country`. Refuses `bad_phone`.
    """
    try:
        number = phonenumbers.parse(value, country)
    except phonenumbers.NumberParseException:
        raise Refused("bad_phone", field) from None
    if not phonenumbers.is_valid_number(number):
        raise Refused("bad_phone", field)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def check_an_owner_stays(roles_of_others: list[Role], role_after: Role | None) -> None:
    """Refuses `last_owner` when nobody else owns the company and this person would not either."""
    if role_after != Role.OWNER and Role.OWNER not in roles_of_others:
        raise Refused("last_owner", "role")


def address_of(value: str, field: str | None = None) -> tuple[str | None, str | None]:
    """One line in which a person wrote an e-mail address or a phone number: (e-mail, phone).

    Refuses `address_needed`, `bad_email`, `bad_phone`.
    """
    if not value.strip():
        raise Refused("address_needed", field)
    if "@" in value:
        return email_of(value, field), None
    return None, phone_of(value, field)
