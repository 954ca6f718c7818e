"""API keys of a company: issued by somebody who may, shown once, revoked."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from time import monotonic

from django.db.models import Q

from fondouk.companies.domain.keys import (
    LABEL_LENGTH_MAX,
    PREFIX_LENGTH,
    digest_of,
    prefix_of,
    token_of,
)
from fondouk.companies.domain.keys import scopes_of as checked_scopes
from fondouk.companies.domain.roles import KEY_SCOPES
from fondouk.companies.events import IssuedKey
from fondouk.companies.models import ApiKey
from fondouk.companies.store import any_company, check_hub_itself, own_company
from fondouk.kernel.actor import Actor, Deed, KeyHolder
from fondouk.kernel.refused import Refused
from fondouk.plumbing.audit import record
from fondouk.plumbing.tx import command

_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_SECRET_LENGTH = 40
_NOTED_EVERY = timedelta(hours=1)
_noted: dict[str, float] = {}


@command
def issue_key(
    *, actor: Actor, company_id: str, label: str, scopes: Iterable[str], at: datetime
) -> IssuedKey:
    """Make a key for a program of this company; the token is in the answer and nowhere else.

    Refuses `not_found`, `not_allowed`, `label_needed`, `company_text_too_long`, `scope_needed`,
    `scope_unknown`, `scope_beyond`.
    """
    company = own_company(actor, company_id, Deed.MANAGE_KEYS)
    label = " ".join(label.split())
    if not label:
        raise Refused("label_needed", "label")
    if len(label) > LABEL_LENGTH_MAX:
        raise Refused("company_text_too_long", "label", max=LABEL_LENGTH_MAX)
    kept = checked_scopes(scopes, actor.deeds)
    prefix = _chance(PREFIX_LENGTH)
    token = token_of(prefix, _chance(_SECRET_LENGTH))
    row = ApiKey.objects.create(
        company=company,
        label=label,
        prefix=prefix,
        digest=digest_of(token),
        scopes=kept,
        issued_at=at,
        issued_by=actor.id,
    )
    facts = {"key": row.id, "scopes": " ".join(kept)}
    record(actor, "issue_key", "company", company.id, at=at, facts=facts)
    return IssuedKey(id=row.id, token=token)


@command
def keep_demonstration_key(*, actor: Actor, company_id: str, token: str, at: datetime) -> None:
    """Let a demonstration company be called by this very token, with every scope.

    For the hub itself, when it loads the demonstration. Refuses `not_allowed`, `not_found`.
    """
    check_hub_itself(actor)
    company = any_company(company_id)
    if not company.demonstration:
        raise Refused("not_found")
    ApiKey.objects.get_or_create(
        prefix=prefix_of(token),
        defaults={
            "company": company,
            "label": "Demonstration",
            "digest": digest_of(token),
            "scopes": sorted(scope.value for scope in KEY_SCOPES),
            "issued_at": at,
            "issued_by": actor.id,
        },
    )
    record(actor, "keep_demonstration_key", "company", company.id, at=at)


@command
def revoke_key(*, actor: Actor, key_id: str, at: datetime) -> None:
    """End a key at once. Revoking it again changes nothing. Refuses `not_found`, `not_allowed`."""
    row = ApiKey.objects.filter(pk=key_id).first()
    if row is None:
        raise Refused("not_found")
    own_company(actor, row.company_id, Deed.MANAGE_KEYS)
    if ApiKey.objects.filter(pk=key_id, revoked_at__isnull=True).update(revoked_at=at):
        record(actor, "revoke_key", "company", row.company_id, at=at, facts={"key": row.id})


def note_key_used(*, actor: KeyHolder, at: datetime) -> None:
    """Remember when a key was last used, to the hour: a read request stays without a write."""
    if monotonic() - _noted.get(actor.key, float("-inf")) < _NOTED_EVERY.total_seconds():
        return
    _noted[actor.key] = monotonic()
    stale = Q(last_used_at__isnull=True) | Q(last_used_at__lt=at - _NOTED_EVERY)
    ApiKey.objects.filter(stale, pk=actor.key).update(last_used_at=at)


def _chance(length: int) -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))
