"""Where mail goes: an SMTP server, or files in the data folder until there is one."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from fondouk.config.options import BadSetting, Settings


def mail_settings(settings: Settings) -> dict[str, object]:
    """Django's EMAIL_* settings."""
    common = {"DEFAULT_FROM_EMAIL": settings.mail_from, "SERVER_EMAIL": settings.mail_from}
    address = str(settings.mail_url)
    if not address:
        return common | {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(Path(str(settings.data_dir)) / "mail"),
        }
    parts = urlsplit(address)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise BadSetting("FONDOUK_MAIL_URL must look like smtp://user:password@host:587.")
    return common | {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp",
        "EMAIL_TIMEOUT": 20,
    }
