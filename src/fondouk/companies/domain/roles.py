"""What each role may do. Tables, so that a person can check them."""

from fondouk.companies.events import CompanyState, Role
from fondouk.kernel.actor import Deed

_READING = frozenset({Deed.READ_CATALOGUE, Deed.READ_TRADE})
_CATALOGUE = _READING | {Deed.EDIT_CATALOGUE, Deed.PUBLISH, Deed.MESSAGE}
_SALES = _CATALOGUE | {Deed.ASK, Deed.QUOTE, Deed.AWARD}
_FINANCE = _READING | {Deed.MESSAGE, Deed.READ_MONEY}
_OWNER = _SALES | _FINANCE | {Deed.MANAGE_COMPANY, Deed.MANAGE_MEMBERS, Deed.MANAGE_KEYS}

DEEDS_OF_ROLE: dict[Role, frozenset[Deed]] = {
    Role.OWNER: _OWNER,
    Role.SALES: _SALES,
    Role.CATALOGUE: _CATALOGUE,
    Role.FINANCE: _FINANCE,
    Role.VIEWER: _READING,
}

# Whom the desk has suspended may look, write to the desk and mend their own page.
_WHILE_SUSPENDED = _READING | {
    Deed.READ_MONEY,
    Deed.MESSAGE,
    Deed.MANAGE_COMPANY,
    Deed.MANAGE_MEMBERS,
}


def deeds_in(role: Role, state: CompanyState) -> frozenset[Deed]:
    """What somebody of this role may do in a company of this state."""
    held = DEEDS_OF_ROLE[role]
    return held & _WHILE_SUSPENDED if state == CompanyState.SUSPENDED else held


# A key never manages people, companies or other keys: those stay with persons.
KEY_SCOPES: frozenset[Deed] = _SALES | {Deed.READ_MONEY}

DESK_DEEDS: frozenset[Deed] = frozenset(
    {
        Deed.DESK_VERIFY,
        Deed.DESK_MODERATE,
        Deed.DESK_CATEGORIES,
        Deed.DESK_AUDIT,
        Deed.DESK_IMPORT,
    }
)
