"""The text index on disk, by the embedded engine tantivy.

Where things lie, under the root: `<name>/current.json` names the folder in use, its schema's
fingerprint and the generation, and is replaced in one move after each commit; `<name>/<folder>`
is an engine's index; `<name>/writer.lock` is held by the one writer. A reader looks at
`current.json` before each question (one `stat`) and reloads when it changed, so that readers
need no thread and see a rebuilt index as soon as an ordinary commit.

Four habits keep clear of the engine's quiet traps: ids are raw text, since deleting by an
unsigned number deletes nothing; text fields use the engine's own whitespace tokenizer over
tokens that we made, since an index does not remember custom ones; keywords and numbers are
always fast fields, or they could not be counted; and a changed schema is another folder.
"""

import fcntl
import shutil
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

import orjson
import tantivy
from rapidfuzz import process
from rapidfuzz.distance import OSA

from fondouk.plumbing.textindex.port import (
    Bucket,
    Document,
    Found,
    Hit,
    IndexBusy,
    IndexSchema,
    Kind,
    Node,
    Ranges,
    Search,
    Values,
)
from fondouk.plumbing.textindex.tantivy_questions import Translator, aggregation, unscored

HEAP_BYTES = 64_000_000
NEAR_CANDIDATES = 4000
WORDED = (Kind.WORDS, Kind.TEXT)


def _engine_schema(schema: IndexSchema) -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field("card", stored=True)
    for one in schema.fields:
        match one.kind:
            case Kind.WORDS:
                builder.add_text_field(one.name, tokenizer_name="whitespace", index_option="freq")
            case Kind.TEXT:
                builder.add_text_field(one.name, tokenizer_name="whitespace")
            case Kind.KEYWORD:
                builder.add_text_field(
                    one.name, fast=True, tokenizer_name="raw", index_option="basic"
                )
            case Kind.INTEGER:
                builder.add_integer_field(one.name, indexed=True, fast=True)
    return builder.build()


@dataclass(frozen=True, slots=True)
class _Current:
    """What `current.json` says."""

    folder: str
    fingerprint: str
    generation: int


@dataclass(frozen=True, slots=True)
class _Reading:
    """An opened generation."""

    stamp: tuple[int, int]
    folder: str
    generation: int
    index: tantivy.Index
    searcher: tantivy.Searcher


class TantivyIndex:
    """One index under `root`, as the port describes it."""

    def __init__(self, root: Path, schema: IndexSchema) -> None:
        self._schema = schema
        self._home = root / schema.name
        self._pointer = self._home / "current.json"
        self._engine_schema = _engine_schema(schema)
        self._translator = Translator(schema, self._engine_schema)
        self._lock = threading.Lock()
        self._reading = self._nothing()

    @property
    def schema(self) -> IndexSchema:
        """The fields that documents and questions may name."""
        return self._schema

    # --- reading ---------------------------------------------------------------------------

    def generation(self) -> int:
        """A number that grows with each commit; 0 where nothing stands under this schema."""
        return self._newest().generation

    def size(self) -> int:
        """How many documents there are."""
        return int(self._newest().searcher.num_docs)

    def search(self, search: Search) -> Found:
        """Answer from the newest generation."""
        reading = self._newest()
        searcher = reading.searcher
        query = self._narrowed(search)
        result = searcher.search(
            query,
            limit=max(search.size, 1),
            offset=search.offset,
            **_order(search),
        )
        pairs = result.hits[: search.size]
        places = [place for _, place in pairs]
        columns = [searcher.fast_field_values(name, places) for name in search.columns]
        rows = zip(*columns, strict=True) if columns else iter([()] * len(pairs))
        by_score = search.sort is None
        hits = tuple(
            Hit(score if by_score else 0.0, tuple(row), place)
            for (score, place), row in zip(pairs, rows, strict=True)
        )
        return Found(
            total=result.count,  # type: ignore[attr-defined]  # missing in its stubs
            hits=hits,
            generation=reading.generation,
            cards=lambda wanted: _cards(searcher, wanted),
        )

    def facets(self, search: Search) -> dict[str, tuple[Bucket, ...]]:
        """The counts of each facet: those without a choice in one pass, each other in its own."""
        searcher = self._newest().searcher
        search = replace(search, match=unscored(search.match))
        shared = {name: one for name, one in search.facets.items() if name not in search.choices}
        counted = _count(searcher, self._narrowed(search), shared) if shared else {}
        for name in search.facets.keys() & search.choices.keys():
            own = self._narrowed(search, without=name)
            counted |= _count(searcher, own, {name: search.facets[name]})
        return {name: counted[name] for name in search.facets}

    def frequency(self, field: str, token: str) -> int:
        """In how many documents a text field holds the token."""
        return int(self._newest().searcher.doc_freq(field, token))

    def complete(self, field: str, prefix: str, limit: int = 10) -> list[tuple[str, int]]:
        """Tokens of a text field that begin so, the commonest first, with their frequency."""
        return list(self._newest().searcher.terms_with_prefix(field, prefix, limit=limit))

    def near(self, field: str, token: str, distance: int = 1) -> list[tuple[str, int]]:
        """Tokens of a text field within so many slips of the pen, nearest first."""
        searcher = self._newest().searcher
        known: dict[str, int] = {}
        for beginning in beginnings(token):
            known.update(searcher.terms_with_prefix(field, beginning, limit=NEAR_CANDIDATES))
        alike = process.extract(
            token, list(known), scorer=OSA.distance, score_cutoff=distance, limit=None
        )
        found = sorted((slips, -known[word], word) for word, slips, _ in alike if slips)
        return [(word, -count) for _, count, word in found]

    def _narrowed(self, search: Search, without: str | None = None) -> tantivy.Query:
        filters: list[Node] = list(search.filters)
        filters += [node for name, node in search.choices.items() if name != without]
        return self._translator.narrowed(search.match, filters)

    def _newest(self) -> _Reading:
        try:
            stat = self._pointer.stat()
        except FileNotFoundError:
            if self._reading.generation:
                self._reading = self._nothing()
            return self._reading
        stamp = (stat.st_mtime_ns, stat.st_ino)
        reading = self._reading
        return reading if reading.stamp == stamp else self._reload(stamp)

    def _reload(self, stamp: tuple[int, int]) -> _Reading:
        with self._lock:
            reading = self._reading
            if reading.stamp == stamp:
                return reading
            current = self._current()
            if current is None or current.fingerprint != self._schema.fingerprint:
                self._reading = self._nothing(stamp)
            else:
                index = reading.index
                if reading.folder != current.folder:
                    index = tantivy.Index.open(str(self._home / current.folder))
                    index.config_reader("manual", 0)
                index.reload()
                self._reading = _Reading(
                    stamp, current.folder, current.generation, index, index.searcher()
                )
            return self._reading

    def _nothing(self, stamp: tuple[int, int] = (0, 0)) -> _Reading:
        index = tantivy.Index(self._engine_schema)
        return _Reading(stamp, "", 0, index, index.searcher())

    def _current(self) -> _Current | None:
        try:
            text = self._pointer.read_bytes()
        except FileNotFoundError:
            return None
        return _Current(**orjson.loads(text))

    # --- writing ---------------------------------------------------------------------------

    @contextmanager
    def writer(self) -> Iterator["TantivyWriter"]:
        """The writer, alone at a time. Raises `IndexBusy`."""
        with self._held():
            current = self._current()
            if current is None or current.fingerprint != self._schema.fingerprint:
                current = self._fresh_folder(current)
            with self._writing(current) as writer:
                yield writer

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Build anew beside the old, then show the new in one move. Raises `IndexBusy`."""
        with self._held():
            old = self._current()
            with self._writing(self._fresh_folder(old)) as writer:
                count = writer.put(documents)
                writer.commit()
            for folder in self._home.iterdir():
                if folder.is_dir() and folder.name != writer.folder:
                    shutil.rmtree(folder)
        return count

    @contextmanager
    def _writing(self, current: _Current) -> Iterator["TantivyWriter"]:
        folder = self._home / current.folder
        index = tantivy.Index.open(str(folder))
        engine = index.writer(heap_size=HEAP_BYTES, num_threads=1)
        try:
            yield TantivyWriter(engine, self._schema, current, self._home)
            engine.rollback()
        finally:
            engine.wait_merging_threads()

    @contextmanager
    def _held(self) -> Iterator[IO[str]]:
        self._home.mkdir(parents=True, exist_ok=True)
        with (self._home / "writer.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as busy:
                raise IndexBusy(self._schema.name) from busy
            yield lock

    def _fresh_folder(self, old: _Current | None) -> _Current:
        """A new empty folder, counting on from the old generation."""
        generation = old.generation if old else 0
        name = f"{self._schema.fingerprint}-{generation + 1}"
        folder = self._home / name
        if folder.exists():
            shutil.rmtree(folder)
        folder.mkdir()
        tantivy.Index(self._engine_schema, path=str(folder))
        return _Current(name, self._schema.fingerprint, generation)


class TantivyWriter:
    """Writes to one folder; got from `TantivyIndex.writer`."""

    def __init__(
        self, engine: tantivy.IndexWriter, schema: IndexSchema, current: _Current, home: Path
    ) -> None:
        self._engine = engine
        self._kinds = {one.name: one.kind for one in schema.fields}
        self._current = current
        self._home = home

    @property
    def folder(self) -> str:
        """The name of the folder written to."""
        return self._current.folder

    def put(self, documents: Iterable[Document]) -> int:
        """Add the documents, each in the place of the one with its id. Answers how many."""
        count = 0
        for document in documents:
            self._engine.delete_documents_by_term("id", document.id)
            self._engine.add_document(self._engine_document(document))
            count += 1
        return count

    def delete(self, ids: Iterable[str]) -> None:
        """Take documents out; an id that is not there is no error."""
        for one in ids:
            self._engine.delete_documents_by_term("id", one)

    def commit(self) -> int:
        """Show what was written, and answer the new generation."""
        self._engine.commit()
        now = _Current(
            self._current.folder, self._current.fingerprint, self._current.generation + 1
        )
        aside = self._home / "current.json.new"
        aside.write_bytes(
            orjson.dumps(
                {
                    "folder": now.folder,
                    "fingerprint": now.fingerprint,
                    "generation": now.generation,
                }
            )
        )
        aside.replace(self._home / "current.json")
        self._current = now
        return now.generation

    def _engine_document(self, document: Document) -> tantivy.Document:
        made = tantivy.Document()
        made.add_text("id", document.id)
        made.add_bytes("card", document.card)
        for name, value in document.fields.items():
            kind = self._kinds[name]
            if value is None:
                continue
            if kind in WORDED:
                made.add_text(name, value if isinstance(value, str) else _joined(value))
            elif kind is Kind.KEYWORD:
                for one in [value] if isinstance(value, str) else _listed(value):
                    made.add_text(name, str(one))
            else:
                for one in [value] if isinstance(value, int) else _listed(value):
                    made.add_integer(name, int(one))
        return made


def beginnings(token: str) -> set[str]:
    """What the word meant may begin with: the same letter, the next two, or the two swapped."""
    return {token[:1], token[1:3], token[1:2] + token[:1]} - {""}


def _joined(value: Any) -> str:
    return " ".join(map(str, _listed(value)))


def _listed(value: Any) -> Sequence[Any]:
    return value if isinstance(value, (list, tuple)) else [value]


def _order(search: Search) -> dict[str, Any]:
    if search.sort is None:
        return {}
    way = tantivy.Order.Desc if search.sort.descending else tantivy.Order.Asc
    return {"order_by_field": search.sort.field, "order": way}


def _cards(searcher: tantivy.Searcher, hits: Sequence[Hit]) -> list[bytes]:
    return [bytes(_card(searcher, hit.key)) for hit in hits]


def _card(searcher: tantivy.Searcher, place: Any) -> Any:
    return searcher.doc(place).get_first("card")


def _count(
    searcher: tantivy.Searcher, query: tantivy.Query, facets: dict[str, Values | Ranges]
) -> dict[str, tuple[Bucket, ...]]:
    asked = {name: aggregation(facet) for name, facet in facets.items()}
    answered = searcher.aggregate(query, asked)
    counted = {}
    for name, facet in facets.items():
        buckets = answered[name]["buckets"]
        if isinstance(facet, Values):
            counted[name] = tuple(Bucket(one["key"], one["doc_count"]) for one in buckets)
        else:
            lows = [None, *facet.edges]
            by_low = {one.get("from"): one["doc_count"] for one in buckets}
            counted[name] = tuple(Bucket(low, by_low.get(low, 0)) for low in lows)
    return counted
