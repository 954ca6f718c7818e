"""Bring a backup back into an empty hub: verify every hash, load the rows, make the index
again.
"""

import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import click
import orjson

from fondouk.cli.archive import BadBackup, Manifest
from fondouk.cli.ready import get_ready

_CHUNK = 500


@click.command(help="Bring a backup back into an empty hub; every hash is verified first.")
@click.argument("source", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def command(source: Path, as_json: bool) -> None:
    """Refuse a hub that holds rows, a damaged archive, an archive of a newer version."""
    get_ready()
    try:
        restored = restore_backup(source)
    except BadBackup as error:
        sys.exit(f"fondouk: {error}")
    if as_json:
        click.echo(json.dumps(restored))
    else:
        click.echo(f"{restored['rows']} rows and {restored['files']} files are back.")


def restore_backup(source: Path) -> dict[str, Any]:
    """Load the archive into this hub's database and files. Raises BadBackup."""
    from django.conf import settings

    from fondouk.cli.archive import read_manifest, unpack_verified
    from fondouk.plumbing import blobs

    manifest = read_manifest(source)
    data_dir = Path(settings.FONDOUK.data_dir)
    data_dir.mkdir(parents=True, exist_ok=True)
    _check_empty()
    with tempfile.TemporaryDirectory(dir=data_dir, prefix=".restoring-") as scratch:
        folder = Path(scratch)
        unpack_verified(source, manifest, folder)
        rows = _load(manifest, folder)
        files = [name for name in manifest.members if name.startswith("blobs/")]
        for name in files:
            place = blobs.root() / Path(name).relative_to("blobs")
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(folder / name, place)
    _after_restore()
    return {"rows": rows, "files": len(files), "taken_at": manifest.at}


def _check_empty() -> None:
    from django.db import connection

    tables = set(connection.introspection.table_names())
    for table in ("companies_company", "companies_person", "catalogue_product"):
        if table not in tables:
            continue
        with connection.cursor() as sql:
            sql.execute(f"SELECT 1 FROM {table} LIMIT 1")  # noqa: S608 - a name of the list above
            if sql.fetchone():
                raise BadBackup(
                    "this hub holds rows already. Restore into an empty one: set "
                    "FONDOUK_DATA_DIR to a new folder, or name an empty database."
                )


def _load(manifest: Manifest, folder: Path) -> int:
    """Make the tables as they were, load the rows in one transaction, then migrate to now."""
    from django.core.management import call_command
    from django.db import connection, transaction
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if unknown := set(manifest.migrations) - set(executor.loader.disk_migrations):
        app, name = min(unknown)
        raise BadBackup(f"it was taken by a newer version of the hub ({app}.{name}).")
    targets = _leaves(executor, set(manifest.migrations))
    executor.migrate(targets)
    state = MigrationExecutor(connection).loader.project_state(targets)
    rows = 0
    with transaction.atomic():
        for label in _in_order(state.apps, manifest.tables):
            rows += _load_table(state.apps.get_model(label), folder / f"tables/{label}.jsonl")
        _forget_transaction_numbers(state.apps)
    call_command("migrate", interactive=False, verbosity=0)
    return rows


def _forget_transaction_numbers(apps: Any) -> None:
    """Another server's transaction numbers mean nothing here; the order of ids remains."""
    for name in ("outboxevent", "outboxcursor"):
        apps.get_model("plumbing", name).objects.update(transaction=0)


def _leaves(executor: Any, applied: set[tuple[str, str]]) -> list[tuple[str, str]]:
    graph = executor.loader.graph
    return [
        key
        for key in sorted(applied)
        if not any(
            child.key in applied
            for child in graph.node_map[key].children
            if child.key[0] == key[0]
        )
    ]


def _in_order(apps: Any, tables: dict[str, int]) -> list[str]:
    """Parents before children, so that each key finds its row."""
    from django.core.serializers import sort_dependencies

    by_app: dict[Any, list[Any]] = {}
    for label in tables:
        model = apps.get_model(label)
        by_app.setdefault(apps.get_app_config(model._meta.app_label), []).append(model)
    return [model._meta.label_lower for model in sort_dependencies(list(by_app.items()))]


def _load_table(model: Any, file: Path) -> int:
    from django.core.management.color import no_style
    from django.db import connection

    from fondouk.cli.archive import instance_of

    model._base_manager.all().delete()  # rows that a migration itself made
    count, chunk = 0, []
    with file.open("rb") as lines:
        for line in lines:
            chunk.append(instance_of(model, orjson.loads(line)))
            count += 1
            if len(chunk) == _CHUNK:
                model._base_manager.bulk_create(chunk)
                chunk = []
    model._base_manager.bulk_create(chunk)
    with connection.cursor() as sql:
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
            sql.execute(statement)
    return count


def _after_restore() -> None:
    """What is derived is made again: the worker fills the index from the restored rows."""
    from fondouk.flows.subscriptions import after_restore
    from fondouk.plumbing import clock

    after_restore(at=clock.now())
