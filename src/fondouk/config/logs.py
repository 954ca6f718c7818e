"""Logs are JSON lines with a request id and no personal content.

In production they go to standard error, where the operator's collector reads them. On somebody's
own machine they go to a file in the data folder, and only what needs a look is shown.
"""

import logging.config
import sys
from pathlib import Path

import structlog

_FILE_MAX_BYTES = 20 * 1024 * 1024


def logging_settings(*, debug: bool, file: Path | None) -> dict[str, object]:
    """Set up structlog and the standard library's logging; return what Django keeps as LOGGING.

    With a `file`, everything goes there and warnings also to standard error.
    """
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    settings: dict[str, object] = {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": shared,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.format_exc_info,
                    structlog.processors.JSONRenderer(ensure_ascii=False),
                ],
            }
        },
        "handlers": {
            "err": {
                "class": "logging.StreamHandler",
                "stream": sys.stderr,
                "formatter": "json",
                "level": "WARNING" if file else "DEBUG",
            },
            **({"file": _file_handler(file)} if file else {}),
        },
        "root": {
            "handlers": ["err", "file"] if file else ["err"],
            "level": "DEBUG" if debug else "INFO",
        },
        "loggers": {
            "django.request": {"level": "ERROR"},
            "django.server": {"level": "WARNING"},
            # A stranger's Host or a stale form is no fault of ours, and their paths may hold links
            # with a token: the request's own line is enough.
            "django.security.DisallowedHost": {"level": "CRITICAL"},
            "django.security.csrf": {"level": "CRITICAL"},
            "django_tasks": {"level": "WARNING"},
            "django_tasks_db": {"level": "WARNING"},
        },
    }
    logging.config.dictConfig(settings)
    return settings


def _file_handler(file: Path) -> dict[str, object]:
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.exists() and file.stat().st_size > _FILE_MAX_BYTES:
        file.replace(file.with_suffix(".old.jsonl"))
    return {
        "class": "logging.handlers.WatchedFileHandler",
        "filename": str(file),
        "formatter": "json",
        "encoding": "utf-8",
        "delay": True,
    }
