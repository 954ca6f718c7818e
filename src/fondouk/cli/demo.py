"""The demonstration: its people, companies and keys."""

import json
import sys

import click
from django.conf import settings

from fondouk.cli.ready import get_ready


@click.group(help="Look at the demonstration (demo mode only).")
def command() -> None:
    """Everything here is refused outside demo mode."""


def _open() -> None:
    if not settings.FONDOUK.demo:
        sys.exit("fondouk: this hub is no demonstration. Set FONDOUK_DEMO=1 on a hub of your own.")
    get_ready()


@command.command(help="Load the demonstration companies and products that are missing.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def load(as_json: bool) -> None:
    """Loading again changes nothing."""
    _open()
    _tell(_load(), as_json)


@command.command(help="Empty the hub, then load the demonstration anew.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def reset(yes: bool, as_json: bool) -> None:
    """Everything that anybody has typed into this hub is gone afterwards."""
    _open()
    if not yes:
        click.confirm("Everything in this hub will be deleted. Go on?", abort=True)
    from django.core.management import call_command

    from fondouk.flows.subscriptions import after_restore
    from fondouk.plumbing import clock

    call_command("flush", interactive=False, verbosity=0)
    counts = _load()
    after_restore(at=clock.now())
    _tell(counts, as_json)


def _load() -> dict[str, int]:
    from pathlib import Path

    from fondouk.flows.open_catalogue import load_demo_catalogue
    from fondouk.flows.open_demo import load_demo_companies
    from fondouk.flows.open_trades import load_demo_trades
    from fondouk.kernel.actor import System
    from fondouk.plumbing import clock
    from fondouk.reference.commands import load_starter

    facts = Path(settings.FONDOUK.facts_dir) / "reference"
    load_starter(System(), folder=facts, at=clock.now())
    companies = load_demo_companies(at=clock.now())
    products = load_demo_catalogue(at=clock.now())
    requests = load_demo_trades(at=clock.now())
    return {"registered": companies, "products": products, "requests": requests}


def _tell(counts: dict[str, int], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(counts))
        return
    click.echo(f"{counts['registered']} companies registered, {counts['products']} products.")


@command.command(help="Print the demonstration companies' API keys.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def keys(as_json: bool) -> None:
    """One key a company, with every scope that a key can hold."""
    _open()
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
