"""What must be done once before the hub opens, and a quick way to know that it has been done."""

import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click
from django.conf import settings

SOURCE = Path(__file__).resolve().parents[1]


def prepared() -> bool:
    """Whether this version with these settings has been prepared, without loading the rooms."""
    mark = _mark()
    return mark.is_file() and mark.read_text() == _fingerprint()


@click.command(help="Do once what a start needs: tables, texts, static files, facts, demo rows.")
def command() -> None:
    """Prepare the data folder; foreseen obstacles are one sentence."""
    from fondouk.cli.ready import get_ready

    get_ready()
    from django.core.management import call_command
    from django.db import DatabaseError

    from fondouk.cli.schema import NewerDatabase, apply_migrations, pending_migrations

    try:
        missing = pending_migrations()
        if missing and settings.PRODUCTION:
            sys.exit("fondouk: the database lacks tables. Run: fondouk migrate (back up first).")
        apply_migrations()
        call_command("collectstatic", interactive=False, verbosity=0)
        _load_facts()
    except NewerDatabase as newer:
        sys.exit(
            f"fondouk: this database belongs to a newer version of the hub ({newer}). "
            "Install that version, or choose another FONDOUK_DATA_DIR."
        )
    except DatabaseError as error:
        if "full" not in str(error):
            raise
        sys.exit("fondouk: the disk is full. Free some space, then start again.")
    _mark().write_text(_fingerprint())


def _load_facts() -> None:
    """Reference rows and categories for every hub; a demonstration's own too."""
    from fondouk.flows.open_catalogue import load_demo_catalogue, load_starter_categories
    from fondouk.flows.open_demo import load_demo_companies
    from fondouk.flows.open_trades import load_demo_trades
    from fondouk.flows.subscriptions import mend_index
    from fondouk.kernel.actor import System
    from fondouk.plumbing import clock
    from fondouk.reference.commands import load_starter

    folder = Path(settings.FONDOUK.facts_dir) / "reference"
    load_starter(System(), folder=folder, at=clock.now())
    load_starter_categories(at=clock.now())
    if settings.FONDOUK.demo:
        load_demo_companies(at=clock.now())
        load_demo_catalogue(at=clock.now())
        load_demo_trades(at=clock.now())
    mend_index(at=clock.now())


def _mark() -> Path:
    return Path(settings.FONDOUK.data_dir) / "prepared"


def _fingerprint() -> str:
    """Changes with the hub's files and the settings that preparing depends on."""
    hub = settings.FONDOUK
    digest = hashlib.sha256(f"{hub.demo}|{hub.database_url}|{hub.env}".encode())
    for folder in (SOURCE, Path(hub.facts_dir)):
        for file in _prepared_from(folder):
            state = file.stat()
            digest.update(f"{file}|{state.st_size}|{state.st_mtime_ns}".encode())
    return digest.hexdigest()


def _prepared_from(folder: Path) -> Iterator[Path]:
    suffixes = {".py", ".po", ".css", ".js", ".svg", ".woff2", ".jsonl", ".toml"}
    for place, _, names in os.walk(folder):
        yield from (Path(place, name) for name in sorted(names) if Path(name).suffix in suffixes)
