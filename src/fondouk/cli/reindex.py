"""Write the search index anew from the database."""

import json

import click

from fondouk.cli.alone import catch_up_alone
from fondouk.cli.ready import get_ready


@click.command(help="Write the search index anew; searching goes on meanwhile.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def command(as_json: bool) -> None:
    """Ask the worker for it, or do it here where no worker runs."""
    get_ready()
    from fondouk.discovery.queries import index_state
    from fondouk.flows.subscriptions import ask_for_rebuild
    from fondouk.plumbing import clock

    ask_for_rebuild(at=clock.now())
    done = catch_up_alone()
    generation, products = index_state()
    if as_json:
        click.echo(json.dumps({"done": done, "products": products, "generation": generation}))
    elif done:
        click.echo(f"The index holds {products} products.")
    else:
        click.echo("The worker writes the index anew; the old one serves until it is done.")
