"""The demonstration: its people, companies and keys."""

import json
import sys

import click
from django.conf import settings

from fondouk.cli.ready import get_ready


@click.group(help="Look at the demonstration (demo mode only).")
def command() -> None:
    """Everything here is refused outside demo mode."""
    if not settings.FONDOUK.demo:
        sys.exit("fondouk: this hub is no demonstration. Set FONDOUK_DEMO=1 on a hub of your own.")
    get_ready()


@command.command(help="Register the demonstration companies that are missing.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def load(as_json: bool) -> None:
    """Loading again changes nothing."""
    from fondouk.flows.open_demo import load_demo_companies
    from fondouk.plumbing import clock

    new = load_demo_companies(at=clock.now())
    click.echo(json.dumps({"registered": new}) if as_json else f"{new} companies registered.")


@command.command(help="Print the demonstration companies' API keys.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def keys(as_json: bool) -> None:
    """One key a company, with every scope that a key can hold."""
    from fondouk.companies import queries
    from fondouk.flows.open_demo import demo_company_rows, demo_token
    from fondouk.kernel.actor import System
    from fondouk.plumbing import clock

    rows = []
    for row in demo_company_rows():
        token = demo_token(row["slug"])
        holder = queries.actor_for_key(token, clock.now())
        card = queries.find_card_by_slug(System(), row["slug"])
        if holder is None or card is None:
            continue
        rows.append(
            {
                "company": card.slug,
                "company_id": card.id,
                "kind": card.kind.value,
                "name": card.names.best("en"),
                "key": token,
                "scopes": sorted(deed.value for deed in holder.deeds),
            }
        )
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for one in rows:
        click.echo(f"{one['key']}  {one['company']}  ({one['kind']})")
