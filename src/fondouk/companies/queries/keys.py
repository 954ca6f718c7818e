"""Questions about API keys. Who a key acts for costs one query."""

from datetime import datetime

from fondouk.companies.domain.keys import matches, prefix_of
from fondouk.companies.domain.roles import KEY_SCOPES
from fondouk.companies.events import CompanyState, KeyView
from fondouk.companies.models import ApiKey
from fondouk.kernel.actor import Actor, Deed, KeyHolder, System
from fondouk.kernel.refused import Refused


def actor_for_key(token: str, at: datetime) -> KeyHolder | None:
    """Who acts by this key at that instant; None for what is no key, or one revoked before.

    A suspended company's keys hold no deeds.
    """
    prefix = prefix_of(token)
    if prefix is None:
        return None
    row = ApiKey.objects.select_related("company").filter(prefix=prefix).first()
    if row is None or not matches(token, row.digest):
        return None
    if row.revoked_at is not None and row.revoked_at <= at:
        return None
    suspended = row.company.state == CompanyState.SUSPENDED
    known = {deed.value for deed in KEY_SCOPES}
    granted = frozenset(Deed(scope) for scope in row.scopes if scope in known)
    return KeyHolder(
        key=row.id, company=row.company_id, granted=frozenset() if suspended else granted
    )


def list_keys(actor: Actor) -> list[KeyView]:
    """The company's keys, the newest first. Refuses `not_allowed`."""
    actor.require(Deed.MANAGE_KEYS)
    if actor.company_id is None:
        raise Refused("not_found")
    return _keys(actor.company_id)


def list_keys_of(actor: Actor, company_id: str) -> list[KeyView]:
    """A company's keys, for the operator's command line. Refuses `not_found`."""
    if not isinstance(actor, System):
        raise Refused("not_found")
    return _keys(company_id)


def _keys(company_id: str) -> list[KeyView]:
    rows = ApiKey.objects.filter(company_id=company_id).order_by("-id")
    return [
        KeyView(
            id=row.id,
            label=row.label,
            prefix=row.prefix,
            scopes=tuple(row.scopes),
            issued_at=row.issued_at,
            last_used_at=row.last_used_at,
            revoked_at=row.revoked_at,
        )
        for row in rows
    ]


def list_key_scopes(actor: Actor) -> list[str]:
    """The scopes that this actor may give to a key."""
    return sorted(deed.value for deed in KEY_SCOPES & actor.deeds)
