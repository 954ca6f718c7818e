"""The state of the database's tables against this version of the hub."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor


class NewerDatabase(Exception):
    """The database has been used by a newer version of the hub."""


def pending_migrations() -> list[str]:
    """Names of migrations still to apply. Raises NewerDatabase where the database is ahead of
    us.
    """
    executor = MigrationExecutor(connection)
    ours = {key for key in executor.loader.disk_migrations if key[0] in _our_apps()}
    theirs = {key for key in executor.loader.applied_migrations if key[0] in _our_apps()}
    if unknown := sorted(theirs - ours):
        raise NewerDatabase(f"{unknown[0][0]}.{unknown[0][1]}")
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def apply_migrations() -> list[str]:
    """Apply what is missing; return the names. Raises NewerDatabase."""
    from django.core.management import call_command

    missing = pending_migrations()
    if missing:
        call_command("migrate", interactive=False, verbosity=0)
    return missing


def _our_apps() -> set[str]:
    from django.apps import apps

    return {app.label for app in apps.get_app_configs() if app.name.startswith("fondouk.")}
