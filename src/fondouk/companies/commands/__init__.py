"""What people and companies can do. Each command is one transaction, one audit row, its events."""

from fondouk.companies.commands.documents import add_document, remove_document
from fondouk.companies.commands.keys import (
    issue_key,
    keep_demonstration_key,
    note_key_used,
    revoke_key,
)
from fondouk.companies.commands.mandates import (
    accept_mandate,
    end_mandate,
    propose_mandate,
    refuse_mandate,
)
from fondouk.companies.commands.members import (
    accept_invitation,
    add_member,
    change_role,
    invite_member,
    remove_member,
    withdraw_invitation,
)
from fondouk.companies.commands.people import (
    change_address,
    describe_person,
    drop_address,
    open_person,
    prove_phone,
    sign_up,
)
from fondouk.companies.commands.registration import (
    edit_company,
    list_producers,
    register_company,
)
from fondouk.companies.commands.standing import (
    drop_second_factor,
    erase_person,
    grant_desk_deeds,
    reseal_factors,
    set_active,
)
from fondouk.companies.commands.verification import (
    reinstate_company,
    submit_for_verification,
    suspend_company,
    verify_company,
)
from fondouk.companies.domain.keys import token_of

__all__ = [
    "accept_invitation",
    "accept_mandate",
    "add_document",
    "add_member",
    "change_address",
    "change_role",
    "describe_person",
    "drop_address",
    "drop_second_factor",
    "edit_company",
    "end_mandate",
    "erase_person",
    "grant_desk_deeds",
    "invite_member",
    "issue_key",
    "keep_demonstration_key",
    "list_producers",
    "note_key_used",
    "open_person",
    "propose_mandate",
    "prove_phone",
    "refuse_mandate",
    "register_company",
    "reinstate_company",
    "remove_document",
    "remove_member",
    "reseal_factors",
    "revoke_key",
    "set_active",
    "sign_up",
    "submit_for_verification",
    "suspend_company",
    "token_of",
    "verify_company",
    "withdraw_invitation",
]
