"""Bring the database to this version's tables."""

import json

import click

from fondouk.cli.ready import get_ready


@click.command(help="Bring the database to this version's tables (in production: back up first).")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def command(as_json: bool) -> None:
    """Apply what is missing; name it."""
    get_ready()
    from fondouk.cli.schema import apply_migrations

    applied = apply_migrations()
    if as_json:
        click.echo(json.dumps({"applied": applied}))
    else:
        click.echo("\n".join(applied) if applied else "The database is up to date.")
