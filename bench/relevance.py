"""How well search ranks real products against judged queries, and what each idea brings.

Run: python -m bench.relevance [--queries fr|es|ar]
Needs the `icecat-chorus` folder of the shared data (FONDOUK_SHARED). NDCG@10 with gain grade/3
and an unjudged product worth nothing; recall@100 and MRR@10 over grade 3; queries without any
relevant judged product measure nothing and are left out. The baseline is plain BM25 over one
field that holds every text of the same rows. Differences are paired by query, with a 95 %
bootstrap interval.
"""

import argparse
import csv
import json
import lzma
import math
import os
import random
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import tantivy

from fondouk.catalogue.events import CategoryView, Listing, ProductDraft, ProductState
from fondouk.companies.events import CompanyCard, CompanyKind, CompanyState
from fondouk.discovery.domain import question, ranking, texts
from fondouk.discovery.domain.lexicon import Group, Lexicon
from fondouk.discovery.store import asking, searching
from fondouk.discovery.store.documents import Surroundings, document_of
from fondouk.discovery.store.schema import SCHEMA
from fondouk.kernel.texts import Texts
from fondouk.plumbing.textindex.tantivy_index import TantivyIndex

HERE = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("FONDOUK_SHARED", HERE.parent / "shared"))
FOLDER = SHARED / "data" / "icecat-chorus"
GATHERED = datetime(2020, 11, 1, tzinfo=UTC)
ROUNDS = 10_000

Run = Mapping[str, list[str]]


@dataclass(frozen=True)
class Judged:
    """The judgements: by query, by product id, the grade 0 to 3."""

    grades: Mapping[str, Mapping[str, int]]

    def ndcg(self, query: str, ids: list[str], *, judged_only: bool = False) -> float:
        grades = self.grades[query]
        if judged_only:
            ids = [one for one in ids if one in grades]
        gained = _discounted(grades.get(one, 0) for one in ids[:10])
        return gained / _discounted(sorted(grades.values(), reverse=True)[:10])

    def recall(self, query: str, ids: list[str]) -> float | None:
        best = {one for one, grade in self.grades[query].items() if grade == 3}
        return len(best & set(ids[:100])) / len(best) if best else None

    def reciprocal(self, query: str, ids: list[str]) -> float | None:
        if 3 not in self.grades[query].values():
            return None
        places = (
            1 / place
            for place, one in enumerate(ids[:10], start=1)
            if self.grades[query].get(one) == 3
        )
        return next(places, 0.0)

    @property
    def queries(self) -> list[str]:
        """Those that can measure something."""
        return [query for query, grades in self.grades.items() if any(grades.values())]


def _discounted(grades: Iterable[int]) -> float:
    return sum(grade / 3 / math.log2(place + 2) for place, grade in enumerate(grades))


def read_rows() -> list[dict[str, Any]]:
    """The products as they came."""
    with lzma.open(FOLDER / "products.jsonl.xz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def read_judged() -> Judged:
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    with (FOLDER / "ratings_dev.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            grades[row["query"]][row["docid"]] = int(row["rating"])
    return Judged(grades)


def read_translations(language: str) -> dict[str, str]:
    with (FOLDER / "queries_dev_translated.tsv").open(encoding="utf-8") as lines:
        return {row["query"]: row[language] for row in csv.DictReader(lines, delimiter="\t")}


def read_lexicon() -> Lexicon:
    """The trade's own words, as the hub loads them."""
    groups = []
    for file in sorted((HERE / "data" / "reference").glob("synonyms*.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            row = json.loads(line)
            terms = tuple(term for terms in row["terms"].values() for term in terms)
            groups.append(Group(row["group"], terms))
    return Lexicon(groups)


# --- the baseline ----------------------------------------------------------------------------


def plain_bm25(rows: list[dict[str, Any]], queries: Mapping[str, str]) -> Run:
    """One field with every text of a row, the engine's English analysis, any word may match."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    builder.add_text_field("all", tokenizer_name="en_stem")
    index = tantivy.Index(builder.build())
    writer = index.writer(100_000_000, 1)
    for row in rows:
        said = [row["name"], row["title"], row.get("short_description") or "", row["supplier"]]
        said += [*row["ean"], *(str(v) for key, v in row.items() if key.startswith("attr_t_"))]
        document = tantivy.Document()
        document.add_text("id", row["id"])
        document.add_text("all", " ".join(said))
        writer.add_document(document)
    writer.commit()
    index.reload()
    searcher = index.searcher()
    run = {}
    for query, typed in queries.items():
        parsed, _ = index.parse_query_lenient(typed, ["all"])
        hits = searcher.search(parsed, 100).hits
        run[query] = [searcher.doc(place).get_first("id") for _, place in hits]
    return run


# --- ours ------------------------------------------------------------------------------------


def listing_of(row: Mapping[str, Any]) -> Listing:
    """A row as the importer would leave it."""
    attributes: list[tuple[str, str | Decimal | bool]] = [
        (key.removeprefix("attr_t_"), str(value))
        for key, value in row.items()
        if key.startswith("attr_t_")
    ]
    nothing = Texts()
    return Listing(
        id=row["id"],
        supplier_id="com_bench",
        state=ProductState.PUBLISHED,
        version=1,
        draft=ProductDraft(
            sku=row["name"],
            names=Texts.of({"en": row["title"]}),
            descriptions=Texts.of({"en": row.get("short_description")}),
            category="goods",
            attributes=tuple(attributes),
            brand=row["supplier"],
            gtin=(row["ean"] or [""])[0],
        ),
        category=CategoryView(
            id="cat_bench",
            code="goods",
            names=nothing,
            words=nothing,
            path=("goods",),
            motif="",
            attributes=(),
            version=1,
        ),
        pictures=(),
        missing=(),
        unreviewed=(),
        published_at=GATHERED,
        updated_at=GATHERED,
    )


def supplier() -> CompanyCard:
    return CompanyCard(
        id="com_bench",
        slug="bench",
        names=Texts(),
        kind=CompanyKind.TRADER,
        state=CompanyState.UNVERIFIED,
        country="MA",
        region=None,
        town="",
        demonstration=True,
    )


def ours(rows: list[dict[str, Any]], queries: Mapping[str, str], lexicon: Lexicon) -> Run:
    """The product search of the hub over the same rows."""
    around = Surroundings(lexicon=lexicon, scaled=lambda money: None)
    with tempfile.TemporaryDirectory() as folder:
        index = TantivyIndex(Path(folder), SCHEMA)
        index.rebuild(document_of(listing_of(row), supplier(), around) for row in rows)
        run = {}
        for query, typed in queries.items():
            asked = searching.Asked(text=typed, today=18_600, size=100)
            run[query] = [
                answer.card["id"] for answer in searching.ask(index, lexicon, asked).answers
            ]
    return run


@contextmanager
def changed(module: Any, **values: Any) -> Any:
    """With a module's constants set otherwise: for taking one idea away at a time."""
    before = {name: getattr(module, name) for name in values}
    for name, value in values.items():
        setattr(module, name, value)
    try:
        yield
    finally:
        for name, value in before.items():
            setattr(module, name, value)


FLAT = dict.fromkeys(texts.WEIGHTS, 1)
NO_HEAD = {"HEAD_SHARE": 0.0}
NO_PHRASE = {"PHRASE_SHARE": 0.0}


def ablations(
    rows: list[dict[str, Any]], queries: Mapping[str, str], lexicon: Lexicon
) -> dict[str, Run]:
    """All ideas together, then each one taken away."""
    everything = ours(rows, queries, lexicon)
    runs: dict[str, Run] = {"all ideas": everything}
    changes: dict[str, tuple[Any, dict[str, Any]]] = {
        "without field weights": (texts, {"WEIGHTS": FLAT}),
        "without loosening (every word always)": (searching, {"ENOUGH": 0}),
        "without the head noun": (asking, NO_HEAD),
        "without the phrase": (asking, NO_PHRASE),
        "without the category's own name": (asking, {"KIND_SHARE": 0.0}),
        "without completeness and freshness": (
            ranking,
            {"COMPLETE_SHARE": 0.0, "FRESH_SHARE": 0.0},
        ),
        "without repair of typos": (question, {"slips_allowed": lambda word: 0}),
    }
    for name, (module, values) in changes.items():
        with changed(module, **values):
            runs[name] = ours(rows, queries, lexicon)
    runs["without words of the same meaning"] = ours(rows, queries, Lexicon())
    return runs


# --- figures ---------------------------------------------------------------------------------


def interval(differences: list[float]) -> tuple[float, float, float]:
    """Mean, and the 95 % bootstrap interval of the mean."""
    chance = random.Random(2026)
    size = len(differences)
    means = sorted(sum(chance.choices(differences, k=size)) / size for _ in range(ROUNDS))
    return sum(differences) / size, means[ROUNDS // 40], means[-ROUNDS // 40]


def figures(judged: Judged, run: Run, base: Run) -> dict[str, Any]:
    queries = judged.queries

    def mean(values: list[float]) -> float:
        return sum(values) / len(values)

    ndcg = {query: judged.ndcg(query, run[query]) for query in queries}
    difference = [ndcg[query] - judged.ndcg(query, base[query]) for query in queries]
    recalls = [one for query in queries if (one := judged.recall(query, run[query])) is not None]
    firsts = [
        one for query in queries if (one := judged.reciprocal(query, run[query])) is not None
    ]
    gain, low, high = interval(difference)
    return {
        "ndcg10": round(mean(list(ndcg.values())), 4),
        "ndcg10_judged_only": round(
            mean([judged.ndcg(query, run[query], judged_only=True) for query in queries]), 4
        ),
        "recall100": round(mean(recalls), 4),
        "mrr10": round(mean(firsts), 4),
        "gain": round(gain, 4),
        "gain_low": round(low, 4),
        "gain_high": round(high, 4),
        "queries": len(queries),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--language", default="en", choices=["en", "fr", "es", "ar"])
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    if not FOLDER.is_dir():
        raise SystemExit(f"no judged queries: set FONDOUK_SHARED ({FOLDER} is not there)")
    rows, judged, lexicon = read_rows(), read_judged(), read_lexicon()
    queries = {query: query for query in judged.grades}
    if given.language != "en":
        queries = read_translations(given.language)
    base = plain_bm25(rows, queries)
    table = {"plain BM25": figures(judged, base, base)}
    for name, run in ablations(rows, queries, lexicon).items():
        table[name] = figures(judged, run, base)
    if given.json:
        print(json.dumps(table, indent=1))
        return
    for name, row in table.items():
        print(
            f"{name:40} NDCG@10 {row['ndcg10']:.3f} (judged only {row['ndcg10_judged_only']:.3f})"
            f"  recall@100 {row['recall100']:.3f}  MRR@10 {row['mrr10']:.3f}"
            f"  gain {row['gain']:+.3f} [{row['gain_low']:+.3f}, {row['gain_high']:+.3f}]"
        )


if __name__ == "__main__":
    main()
