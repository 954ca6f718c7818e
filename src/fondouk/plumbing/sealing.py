"""Secrets at rest: sealed with the newest encryption key, opened with any key still listed."""

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

from fondouk.kernel.refused import Unavailable


def seal(secret: bytes) -> bytes:
    """Encrypt and authenticate with the first key of FONDOUK_ENCRYPTION_KEYS."""
    return _keys().encrypt(secret)


def unseal(sealed: bytes) -> bytes:
    """The secret again; Unavailable when none of the listed keys made the seal."""
    try:
        return _keys().decrypt(bytes(sealed))
    except InvalidToken:
        raise Unavailable("no listed encryption key opens this secret") from None


def reseal(sealed: bytes) -> bytes:
    """The same secret under the newest key, for rotation."""
    return _keys().rotate(bytes(sealed))


def _keys() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.FONDOUK.encryption_keys])
