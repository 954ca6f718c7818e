"""What people and companies can do. Each command is one transaction, one audit row, its events."""

from fondouk.companies.commands.members import add_member
from fondouk.companies.commands.people import (
    describe_person,
    grant_desk_deeds,
    open_person,
    prove_phone,
    sign_up,
)
from fondouk.companies.commands.registration import (
    edit_company,
    list_producers,
    register_company,
)
from fondouk.companies.commands.verification import (
    submit_for_verification,
    suspend_company,
    verify_company,
)

__all__ = [
    "add_member",
    "describe_person",
    "edit_company",
    "grant_desk_deeds",
    "list_producers",
    "open_person",
    "prove_phone",
    "register_company",
    "sign_up",
    "submit_for_verification",
    "suspend_company",
    "verify_company",
]
