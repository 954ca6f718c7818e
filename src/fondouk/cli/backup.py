"""Take a consistent copy of database and files while the hub goes on serving."""

import contextlib
import importlib.metadata
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import orjson

from fondouk.cli.ready import get_ready


@click.command(help="Copy database and files, consistently, while serving. Secrets stay out.")
@click.argument("target", type=click.Path(path_type=Path), required=False)
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def command(target: Path | None, as_json: bool) -> None:
    """Write one archive, by default into the data folder's backups/."""
    get_ready()
    written = take_backup(target)
    if as_json:
        click.echo(json.dumps(written))
    else:
        click.echo(f"{written['rows']} rows and {written['files']} files are in {written['path']}")
        click.echo("Keep the secrets folder (or your own keys) apart: a backup never holds them.")


def take_backup(target: Path | None = None) -> dict[str, Any]:
    """Write the archive; return its path and counts."""
    from django.conf import settings

    from fondouk.cli.archive import write_archive
    from fondouk.plumbing import blobs, clock

    at = clock.now()
    if target is None:
        folder = Path(settings.FONDOUK.data_dir) / "backups"
        target = folder / f"fondouk-{at:%Y%m%d-%H%M%S}.tar"
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".taking-") as scratch:
        with _snapshot(Path(scratch)) as alias:
            tables, hashes, migrations = _dump(alias, Path(scratch))
        members = {f"tables/{label}.jsonl": Path(scratch) / f"{label}.jsonl" for label in tables}
        lost = [sha for sha in hashes if not blobs.path_of(sha).is_file()]
        if lost:
            sys.exit(
                f"fondouk: {len(lost)} files are missing, first {lost[0]}: see fondouk doctor."
            )
        members |= {f"blobs/{sha[:2]}/{sha}": blobs.path_of(sha) for sha in hashes}
        manifest = {
            "version": importlib.metadata.version("fondouk"),
            "at": at.isoformat(),
            "migrations": migrations,
            "tables": tables,
        }
        write_archive(target, manifest, members)
    return {"path": str(target), "rows": sum(tables.values()), "files": len(hashes)}


@contextlib.contextmanager
def _snapshot(scratch: Path) -> Iterator[str]:
    """A database alias that stands still: a copy of SQLite, one long read on PostgreSQL."""
    from django.db import connection, connections, transaction

    if connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as sql:
                sql.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield "default"
        return
    import sqlite3

    copy = scratch / "snapshot.sqlite3"
    connection.ensure_connection()
    with contextlib.closing(sqlite3.connect(copy)) as to:
        connection.connection.backup(to)
    connections.databases["snapshot"] = {**connections.databases["default"], "NAME": str(copy)}
    try:
        yield "snapshot"
    finally:
        connections["snapshot"].close()
        del connections.databases["snapshot"]


def _dump(alias: str, folder: Path) -> tuple[dict[str, int], list[str], list[tuple[str, str]]]:
    """Write one JSON-lines file a table; return counts, the files' hashes, the applied
    migrations.
    """
    from django.apps import apps
    from django.db import connections
    from django.db.migrations.recorder import MigrationRecorder

    from fondouk.cli.archive import LEFT_OUT, row_of
    from fondouk.plumbing.models import Blob

    tables = {}
    for model in apps.get_models(include_auto_created=True):
        label = model._meta.label_lower
        if label in LEFT_OUT or not model._meta.managed or model._meta.proxy:
            continue
        count = 0
        with (folder / f"{label}.jsonl").open("wb") as out:
            rows = model._base_manager.using(alias).order_by("pk").iterator(chunk_size=1000)
            for count, row in enumerate(rows, start=1):  # noqa: B007 - read after the loop
                out.write(orjson.dumps(row_of(row)) + b"\n")
        tables[label] = count
    hashes = list(Blob.objects.using(alias).order_by("pk").values_list("pk", flat=True))
    migrations = sorted(MigrationRecorder(connections[alias]).applied_migrations())
    return tables, hashes, migrations
