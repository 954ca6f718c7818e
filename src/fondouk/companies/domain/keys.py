"""API keys: their form, their hash, which scopes a key may hold."""

import hashlib
import hmac
from collections.abc import Iterable

from fondouk.companies.domain.roles import KEY_SCOPES
from fondouk.kernel.actor import Deed
from fondouk.kernel.refused import Refused

MARK = "fnd"
PREFIX_LENGTH = 10
LABEL_LENGTH_MAX = 80


def token_of(prefix: str, secret: str) -> str:
    """The key as its holder keeps it: `fnd_<prefix>_<secret>`."""
    return f"{MARK}_{prefix}_{secret}"


def prefix_of(token: str) -> str | None:
    """The public part by which a key is looked up; None for what cannot be a key."""
    parts = token.split("_", 2)
    if len(parts) != 3 or parts[0] != MARK or len(parts[1]) != PREFIX_LENGTH or not parts[2]:
        return None
    return parts[1]


def digest_of(token: str) -> str:
    """What is kept of a key. A plain hash is enough, since the secret is long and random."""
    return hashlib.sha256(token.encode()).hexdigest()


def matches(token: str, digest: str) -> bool:
    return hmac.compare_digest(digest_of(token), digest)


def scopes_of(scopes: Iterable[str], held: frozenset[Deed]) -> list[str]:
    """The scopes in a fixed order. Refuses `scope_needed`, `scope_unknown`, and `scope_beyond`
    for a scope which the person who issues the key does not hold.
    """
    known = {deed.value: deed for deed in KEY_SCOPES}
    wanted = sorted(set(scopes))
    if not wanted:
        raise Refused("scope_needed", "scopes")
    for scope in wanted:
        if scope not in known:
            raise Refused("scope_unknown", "scopes", value=scope[:40])
        if known[scope] not in held:
            raise Refused("scope_beyond", "scopes", value=scope)
    return wanted
