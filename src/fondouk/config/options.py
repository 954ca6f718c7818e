"""Every setting of the hub in one typed list; docs/reference/settings.md is made from it."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parents[3]


class BadSetting(Exception):
    """A setting that cannot be: the message is one sentence for the operator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One environment variable: how it is read, what it is when absent, what it does."""

    name: str
    read: Callable[[str], object]
    default: object
    says: str
    secret: bool = False

    @property
    def attribute(self) -> str:
        return self.name.removeprefix("FONDOUK_").lower()


def _flag(text: str) -> bool:
    if text.strip().lower() in {"1", "true", "yes", "on"}:
        return True
    if text.strip().lower() in {"0", "false", "no", "off", ""}:
        return False
    raise ValueError("takes 1 or 0")


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError("takes a number that is not negative")
    return number


def _environment(text: str) -> str:
    if text not in {"local", "production"}:
        raise ValueError("takes local or production")
    return text


def _path(text: str) -> Path:
    return Path(text).expanduser().resolve()


OPTIONS = (
    Option(
        name="FONDOUK_ENV",
        read=_environment,
        default="local",
        says="`local` opens the hub on this machine with secrets made at first start; "
        "`production` refuses to start without secrets, host names and an encryption key "
        "of your own.",
    ),
    Option(
        name="FONDOUK_DEMO",
        read=_flag,
        default=True,
        says="Load the demonstration companies and products and offer the “try it as” panel. "
        "Loopback addresses only; refused in production.",
    ),
    Option(
        name="FONDOUK_DATA_DIR",
        read=_path,
        default=CHECKOUT / "var",
        says="Database, files, index and generated secrets live here.",
    ),
    Option(
        name="FONDOUK_FACTS_DIR",
        read=_path,
        default=CHECKOUT / "data",
        says="Facts shipped with the hub: reference rows, refusal words, starter catalogue.",
    ),
    Option(
        name="FONDOUK_SHARED",
        read=_path,
        default=CHECKOUT.parent / "shared",
        says="Folder of the large public data files which loaders and benchmarks read; "
        "what needs it says so where it is absent.",
    ),
    Option(
        name="FONDOUK_DATABASE_URL",
        read=str,
        default="",
        says="`postgresql://user:password@host:port/name`; empty means SQLite in the data folder.",
        secret=True,
    ),
    Option(
        name="FONDOUK_SECRET_KEY",
        read=str,
        default="",
        says="Signs sessions and links; at least 50 characters. Made at first start when local.",
        secret=True,
    ),
    Option(
        name="FONDOUK_ENCRYPTION_KEYS",
        read=_list,
        default=(),
        says="Fernet keys that seal secrets at rest, newest first, separated by commas; an old "
        "key stays listed until `fondouk keys rotate` has run. Never part of a backup.",
        secret=True,
    ),
    Option(
        name="FONDOUK_HOSTS",
        read=_list,
        default=("127.0.0.1", "localhost", "[::1]"),
        says="Host names under which the hub answers, separated by commas.",
    ),
    Option(
        name="FONDOUK_DEBUG",
        read=_flag,
        default=False,
        says="Django's debug pages, for developers of the hub; refused in production.",
    ),
    Option(
        name="FONDOUK_WEB_WORKERS",
        read=_count,
        default=2,
        says="Number of web processes.",
    ),
    Option(
        name="FONDOUK_TRUSTED_PROXIES",
        read=_list,
        default=(),
        says="Addresses of reverse proxies whose X-Forwarded-For and -Proto headers are believed.",
    ),
    Option(
        name="FONDOUK_MAIL_URL",
        read=str,
        default="",
        says="`smtp://user:password@host:587`; empty writes mail into the data folder's `mail/`.",
        secret=True,
    ),
    Option(
        name="FONDOUK_MAIL_FROM",
        read=str,
        default="hub@fondouk.example",
        says="Sender address of the hub's mail.",
    ),
    Option(
        name="FONDOUK_LIMIT_READS_PER_MINUTE",
        read=_count,
        default=600,
        says="API reads per key or address and minute; 0 means no limit. Demo mode has none.",
    ),
    Option(
        name="FONDOUK_LIMIT_WRITES_PER_MINUTE",
        read=_count,
        default=120,
        says="API writes per key and minute; 0 means no limit. Demo mode has none.",
    ),
    Option(
        name="FONDOUK_UPLOAD_MAX_MB",
        read=_count,
        default=200,
        says="Largest upload of a catalogue file or archive, in megabytes.",
    ),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """The values in force, one attribute per option: `FONDOUK_DATA_DIR` is `data_dir`."""

    values: Mapping[str, object] = field(repr=False)

    def __getattr__(self, name: str) -> Any:
        try:
            return self.values[name]
        except KeyError:
            raise AttributeError(name) from None


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """All options from the environment; BadSetting names the first that cannot be read."""
    values: dict[str, object] = {}
    for option in OPTIONS:
        text = environment.get(option.name)
        try:
            values[option.attribute] = option.default if text is None else option.read(text)
        except ValueError as error:
            raise BadSetting(f"{option.name} {error}, not {text!r}.") from None
    known = {option.name for option in OPTIONS}
    for name in environment:
        if name.startswith("FONDOUK_") and name not in known:
            raise BadSetting(
                f"{name} is not a setting of the hub: see docs/reference/settings.md."
            )
    return Settings(values)


def settings_page() -> str:
    """docs/reference/settings.md, made from the list."""
    rows = [
        "# Settings",
        "",
        "Each setting is an environment variable. This page is made from the list in "
        "`src/fondouk/config/options.py` (`make docs`).",
        "",
        "| setting | default | what it does |",
        "| --- | --- | --- |",
    ]
    for option in OPTIONS:
        default = option.default
        if isinstance(default, Path):
            shown = f"`{os.path.relpath(default, CHECKOUT)}`, from the checkout"
        elif isinstance(default, bool):
            shown = f"`{int(default)}`"
        elif isinstance(default, tuple):
            shown = f"`{','.join(default)}`" if default else "none"
        else:
            shown = f"`{default}`" if default != "" else "none"
        says = option.says + (" Secret." if option.secret else "")
        rows.append(f"| `{option.name}` | {shown} | {says} |")
    return "\n".join(rows) + "\n"
