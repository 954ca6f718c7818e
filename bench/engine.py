"""What the engine alone costs for a query, and what the hub's search adds to it, in process.

    python -m bench.engine [PRODUCTS]

Writes an index of the synthetic catalogue straight from listings, then asks the same queries of
the bare engine (find, count, facets, no reading of words, no ranking, no hits made) and of
`search_products`. CPU is this process's own.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from bench import corpus

Query = tuple[str, str]


def measure(queries: Sequence[Query]) -> dict[str, float]:
    """CPU milliseconds a query over the index in the slot: median and p99 of each way to ask."""
    import tantivy

    from fondouk.discovery.events import SearchRequest
    from fondouk.discovery.ports import INDEX
    from fondouk.discovery.queries import products, search_products
    from fondouk.discovery.store.choices import facets_of
    from fondouk.kernel.actor import Visitor
    from fondouk.kernel.words import content
    from fondouk.plumbing.textindex.tantivy_questions import aggregation

    index: Any = INDEX.get()
    reading = index._newest()
    asked = {
        name: aggregation(facet) for name, facet in facets_of((10_000, 100_000, 500_000)).items()
    }

    def bare(query: Query) -> None:
        terms = [
            tantivy.Query.term_query(reading.index.schema, "body", stem, "freq")
            for stem in content(query[0])
        ]
        both = tantivy.Query.boolean_query([(tantivy.Occur.Must, term) for term in terms])
        reading.searcher.search(both, limit=24)
        reading.searcher.aggregate(both, asked)

    def ours(query: Query) -> None:
        search_products(Visitor(), SearchRequest(words=query[0], language=query[1]))

    def ours_uncounted(query: Query) -> None:
        products._kept.clear()
        ours(query)

    def page(query: Query) -> None:
        request = SearchRequest(words=query[0], language=query[1])
        search_products(Visitor(), request, facets=False)

    figures = {}
    ways: dict[str, Callable[[Query], None]] = {
        "bare engine with facets": bare,
        "search, facets counted anew": ours_uncounted,
        "search, facets kept": ours,
        "search without facets": page,
    }
    for name, way in ways.items():
        for query in queries:
            way(query)
        times = sorted(_cpu_ms(way, query) for query in queries)
        figures[f"{name}: median"] = round(times[len(times) // 2], 3)
        figures[f"{name}: mean"] = round(sum(times) / len(times), 3)
        figures[f"{name}: p99"] = round(times[int(len(times) * 0.99)], 3)
    return figures


def _cpu_ms(way: Callable[[Query], None], query: Query) -> float:
    before = time.process_time()
    way(query)
    return (time.process_time() - before) * 1000


def fill(count: int) -> float:
    """Write the index in the slot anew with so many products; documents a CPU second."""
    from fondouk.discovery.adapters.lexicon_files import lexicon_of
    from fondouk.discovery.ports import INDEX
    from fondouk.discovery.store.documents import Surroundings, document_of
    from fondouk.discovery.store.rates import scaled_on

    categories = _categories()
    around = Surroundings(
        lexicon=lexicon_of(corpus.ROOT / "data")(),
        scaled=scaled_on(datetime.now(UTC).date()),
        categories=categories,
    )
    suppliers = {f"bench-{n:03d}": _supplier(n) for n in range(corpus.SUPPLIERS)}

    def documents() -> Iterator[Any]:
        for number, row in enumerate(corpus.products(count)):
            supplier = suppliers[row["supplier"]]
            listing = _listing(number, row, categories[row["category"]], supplier.id)
            yield document_of(listing, supplier, around)

    before = time.process_time()
    INDEX.get().rebuild(documents())
    return count / (time.process_time() - before)


def _categories() -> dict[str, Any]:
    from fondouk.catalogue.events import CategoryView
    from fondouk.kernel.texts import Texts

    rows = [
        json.loads(line)
        for file in sorted((corpus.ROOT / "data/catalogue/categories").glob("*.jsonl"))
        for line in file.read_text("utf-8").splitlines()
    ]
    paths: dict[str, tuple[str, ...]] = {}
    views = {}
    for row in rows:
        code = row["code"]
        paths[code] = (*paths.get(row["parent"], ()), code)
        words = {lang: " ".join(many) for lang, many in row.get("words", {}).items()}
        views[code] = CategoryView(
            id=code,
            code=code,
            names=Texts.of(row["names"]),
            words=Texts.of(words),
            path=paths[code],
            motif=row.get("motif") or "",
            attributes=(),
            version=1,
        )
    return views


def _supplier(number: int) -> Any:
    from fondouk.companies.events import CompanyCard, CompanyKind, CompanyState
    from fondouk.kernel.texts import Texts

    return CompanyCard(
        id=f"com_{number}",
        slug=f"bench-{number:03d}",
        names=Texts.of({"en": f"Bench supplier {number}"}),
        kind=list(CompanyKind)[number % 4],
        state=CompanyState.VERIFIED,
        country="MA",
        region="MA-09",
        town="",
        demonstration=True,
    )


def _listing(number: int, row: dict[str, Any], category: Any, supplier_id: str) -> Any:
    from fondouk.catalogue.events import Listing, PriceStep, ProductDraft, ProductState
    from fondouk.kernel.codes import HSCode, Incoterm
    from fondouk.kernel.money import Money
    from fondouk.kernel.quantity import Unit
    from fondouk.kernel.texts import Texts

    at = datetime(2026, 1, 1 + number % 28, tzinfo=UTC)
    prices = tuple(
        PriceStep(
            min_quantity=Decimal(step["min_quantity"]),
            price=Money(Decimal(step["amount"]), step["currency"]),
            incoterm=Incoterm(step["incoterm"]),
            place=step["place"],
        )
        for step in row["prices"]
    )
    draft = ProductDraft(
        sku=row["sku"],
        names=Texts.of(row["name"]),
        descriptions=Texts.of(row["description"]),
        category=row["category"],
        hs_code=HSCode.of(row["hs_code"]),
        origin=row["origin"],
        region=row["region"],
        unit=Unit(row["unit"]),
        moq=Decimal(row["moq"]),
        lead_time_days=row["lead_time_days"],
        prices=prices,
        certificates=tuple(row["certificates"]),
    )
    return Listing(
        id=f"prd_{number:07d}",
        supplier_id=supplier_id,
        state=ProductState.PUBLISHED,
        version=1,
        draft=draft,
        category=category,
        pictures=(),
        missing=(),
        unreviewed=(),
        published_at=at,
        updated_at=at,
    )


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "fondouk.config.settings",
            "FONDOUK_DATA_DIR": folder,
            "FONDOUK_DEMO": "0",
        }
        from fondouk.cli.ready import get_ready

        get_ready()
        from django.core.management import call_command

        from fondouk.kernel.actor import System
        from fondouk.reference.commands import load_starter

        call_command("migrate", verbosity=0)
        load_starter(System(), folder=corpus.ROOT / "data" / "reference", at=datetime.now(UTC))
        print(f"{'documents a CPU second':48}{fill(count):10.0f}")
        size = sum(file.stat().st_size for file in Path(folder, "index").rglob("*.*"))
        print(f"{'index, MB':48}{size / 1e6:10.1f}")
        for name, value in measure(corpus.queries(400)).items():
            print(f"{name:48}{value:10.3f}")


if __name__ == "__main__":
    main()
