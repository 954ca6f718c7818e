"""What must be true before the hub opens: sound settings, secrets of its own, no demo in
public.
"""

import contextlib
import secrets
from pathlib import Path

from cryptography.fernet import Fernet

from fondouk.config.options import BadSetting, Settings

_SECRET_LENGTH = 50


def settled(settings: Settings) -> Settings:
    """The settings with local secrets filled in; BadSetting where production lacks something."""
    if settings.env == "production":
        _check_production(settings)
        return settings
    folder = Path(str(settings.data_dir)) / "secrets"
    values = dict(settings.values)
    if not settings.secret_key:
        values["secret_key"] = _kept(folder / "secret_key", lambda: secrets.token_urlsafe(64))
    if not settings.encryption_keys:
        key = _kept(folder / "encryption_key", lambda: Fernet.generate_key().decode())
        values["encryption_keys"] = (key,)
    return Settings(values)


def _check_production(settings: Settings) -> None:
    loopback = {"127.0.0.1", "localhost", "[::1]"}
    if settings.demo:
        raise BadSetting("FONDOUK_DEMO must be 0 in production: demo mode signs anybody in.")
    if settings.debug:
        raise BadSetting("FONDOUK_DEBUG must be 0 in production: it shows secrets to visitors.")
    if len(str(settings.secret_key)) < _SECRET_LENGTH:
        raise BadSetting("FONDOUK_SECRET_KEY must be set in production, 50 characters or more.")
    if not set(settings.hosts) - loopback:
        raise BadSetting("FONDOUK_HOSTS must name the hub's public host in production.")
    if not settings.encryption_keys:
        raise BadSetting(
            "FONDOUK_ENCRYPTION_KEYS must hold a key in production: run `fondouk keys new`."
        )


def _kept(file: Path, make: object) -> str:
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        scratch = file.with_suffix(f".{secrets.token_hex(4)}")
        scratch.touch(mode=0o600)
        scratch.write_text(make())  # type: ignore[operator]
        with contextlib.suppress(FileExistsError):  # whoever is first wins; both read the same
            file.hardlink_to(scratch)
        scratch.unlink()
    return file.read_text().strip()
