"""Search from the command line: the same answers as on the pages, and why."""

import json
import time
from typing import Any

import click

from fondouk.cli.ready import get_ready
from fondouk.cli.refusals import said


@click.command(help="Search the published products for WORDS.")
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--lang",
    default="en",
    show_default=True,
    type=click.Choice(["en", "fr", "ar", "es"]),
    help="The language of the words, and of the names shown.",
)
@click.option("--currency", default="EUR", metavar="CODE", help="Show prices in it too.")
@click.option(
    "--size", default=10, show_default=True, type=click.IntRange(1, 100), help="How many hits."
)
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def command(words: tuple[str, ...], lang: str, currency: str, size: int, as_json: bool) -> None:
    """Print the hits, the best first."""
    get_ready()
    from fondouk.discovery.events import SearchRequest
    from fondouk.discovery.queries import search_products
    from fondouk.kernel.actor import Visitor
    from fondouk.kernel.refused import Refused
    from fondouk.reference.queries import is_currency

    request = SearchRequest(words=" ".join(words), language=lang, currency=currency, size=size)
    started = time.perf_counter()
    with said():
        if not is_currency(currency):
            raise Refused("bad_currency", "currency", value=currency)
        page = search_products(Visitor(), request, facets=False)
    took_ms = round((time.perf_counter() - started) * 1000, 2)
    if as_json:
        hits = [
            {
                "id": hit.id,
                "sku": hit.sku,
                "name": hit.names.best(lang),
                "supplier": hit.supplier.slug,
                "price_from": _price(hit.price_from),
                "score": round(hit.score, 4),
                "why": [
                    {"feature": one.feature, "weight": round(one.weight, 4), "words": one.words}
                    for one in hit.why
                ],
            }
            for hit in page.hits
        ]
        answer = {"total": page.total, "took_ms": took_ms, "hits": hits}
        click.echo(json.dumps(answer, ensure_ascii=False))
        return
    for before, after in page.repaired:
        click.echo(f"{before} was read as {after}")
    for hit in page.hits:
        why = ", ".join(f"{one.feature} {one.weight:.1f}" for one in hit.why)
        price = _price(hit.price_from)
        told = f"  {price['amount']} {price['currency']}" if price else ""
        about = (
            f" (about {price['about']['amount']} {currency})" if price and price["about"] else ""
        )
        click.echo(f"{hit.score:7.2f}  {hit.names.best(lang)}{told}{about}  [{why}]")
    click.echo(f"{page.total} found in {took_ms} ms")


def _price(price: Any) -> dict[str, Any] | None:
    """The lowest price as programs read it, with about what it is in the currency asked for."""
    if price is None:
        return None
    about = price.about and {
        "amount": str(round(price.about.amount, 2)),
        "currency": price.about.currency,
    }
    return {
        "amount": str(price.money.amount),
        "currency": price.money.currency,
        "unit": price.unit,
        "incoterm": price.incoterm,
        "about": about,
    }
