"""One database: SQLite in the data folder, or PostgreSQL by address."""

from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from fondouk.config.options import BadSetting, Settings


def databases(settings: Settings) -> dict[str, dict[str, object]]:
    """Django's DATABASES for the address in force."""
    address = str(settings.database_url)
    if not address:
        return {"default": _sqlite(Path(str(settings.data_dir)) / "fondouk.sqlite3", settings)}
    parts = urlsplit(address)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise BadSetting("FONDOUK_DATABASE_URL must start with postgresql://.")
    return {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "OPTIONS": dict(parse_qsl(parts.query)),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    }


def _sqlite(file: Path, settings: Settings) -> dict[str, object]:
    # FULL keeps each committed order through a power cut; a demonstration may lose a second.
    synchronous = "NORMAL" if settings.demo else "FULL"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": f"PRAGMA journal_mode=WAL; PRAGMA synchronous={synchronous};"
            " PRAGMA cache_size=-16000;",
        },
    }
