"""A text index in memory, by the book: slow, small, and of the same answers as the real one."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

from rapidfuzz.distance import OSA

from fondouk.plumbing.textindex import (
    AllOf,
    AnyOf,
    Best,
    Between,
    Bucket,
    Document,
    Everything,
    Fixed,
    Found,
    Hit,
    IndexBusy,
    IndexSchema,
    Kind,
    Node,
    OneOf,
    Phrase,
    Plus,
    Ranges,
    Search,
    Term,
    Values,
)

K1, B = 1.2, 0.75


class _Row:
    def __init__(self, document: Document, kinds: dict[str, Kind]) -> None:
        self.card = document.card
        self.words: dict[str, list[str]] = {}
        self.values: dict[str, list[Any]] = {"id": [document.id]}
        for name, value in document.fields.items():
            if kinds[name] in (Kind.WORDS, Kind.TEXT):
                self.words[name] = value.split() if isinstance(value, str) else list(value or ())
            elif value is not None:
                self.values[name] = [value] if isinstance(value, (str, int)) else list(value)


class MemoryTextIndex:
    """As the port says, over a dict."""

    def __init__(self, schema: IndexSchema) -> None:
        self.schema = schema
        self._kinds = {one.name: one.kind for one in schema.fields}
        self._rows: dict[str, _Row] = {}
        self._generation = 0
        self._busy = False

    def generation(self) -> int:
        return self._generation

    def size(self) -> int:
        return len(self._rows)

    @contextmanager
    def writer(self) -> Iterator["MemoryWriter"]:
        if self._busy:
            raise IndexBusy(self.schema.name)
        self._busy = True
        try:
            yield MemoryWriter(self)
        finally:
            self._busy = False

    def rebuild(self, documents: Iterable[Document]) -> int:
        with self.writer() as writer:
            writer.rows = {}
            count = writer.put(documents)
            writer.commit()
        return count

    def search(self, search: Search) -> Found:
        scored = self._found(search)
        rows = [row for row, _ in scored]
        if search.sort is None:
            scored.sort(key=lambda pair: -pair[1])
        else:
            scored = self._sorted(scored, search.sort.field, search.sort.descending)
        page = scored[search.offset : search.offset + search.size]
        hits = tuple(
            Hit(
                score if search.sort is None else 0.0,
                tuple(row.values.get(name, [None])[0] for name in search.columns),
                row,
            )
            for row, score in page
        )
        return Found(
            total=len(rows),
            hits=hits,
            generation=self._generation,
            cards=lambda wanted: [hit.key.card for hit in wanted],  # type: ignore[attr-defined]
        )

    def facets(self, search: Search) -> dict[str, tuple[Bucket, ...]]:
        return {name: self._facet(search, name) for name in search.facets}

    def frequency(self, field: str, token: str) -> int:
        return sum(token in row.words.get(field, ()) for row in self._rows.values())

    def complete(self, field: str, prefix: str, limit: int = 10) -> list[tuple[str, int]]:
        known = [(word, n) for word, n in self._words(field).items() if word.startswith(prefix)]
        return sorted(known, key=lambda pair: (-pair[1], pair[0]))[:limit]

    def near(self, field: str, token: str, distance: int = 1) -> list[tuple[str, int]]:
        begin = (token[:1], token[1:3], token[1:2] + token[:1])
        found = []
        for word, count in self._words(field).items():
            slips = OSA.distance(token, word)
            if 0 < slips <= distance and word.startswith(begin):
                found.append((slips, -count, word))
        return [(word, -count) for _, count, word in sorted(found)]

    def _words(self, field: str) -> Counter[str]:
        return Counter(w for row in self._rows.values() for w in set(row.words.get(field, ())))

    def _found(self, search: Search, without: str | None = None) -> list[tuple[_Row, float]]:
        filters = [*search.filters]
        filters += [node for name, node in search.choices.items() if name != without]
        found = []
        for row in self._rows.values():
            score = self._score(search.match, row)
            if score is not None and all(self._score(one, row) is not None for one in filters):
                found.append((row, score))
        return found

    @staticmethod
    def _sorted(
        scored: list[tuple[_Row, float]], field: str, descending: bool
    ) -> list[tuple[_Row, float]]:
        having = [pair for pair in scored if field in pair[0].values]
        having.sort(key=lambda pair: pair[0].values[field][0], reverse=descending)
        return having + [pair for pair in scored if field not in pair[0].values]

    def _facet(self, search: Search, name: str) -> tuple[Bucket, ...]:
        facet = search.facets[name]
        rows = [row for row, _ in self._found(search, without=name)]
        if isinstance(facet, Values):
            counted = Counter(v for row in rows for v in set(row.values.get(facet.field, ())))
            ordered = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
            return tuple(Bucket(value, n) for value, n in ordered[: facet.size])
        return self._steps(facet, rows)

    @staticmethod
    def _steps(facet: Ranges, rows: Sequence[_Row]) -> tuple[Bucket, ...]:
        values = [v for row in rows for v in row.values.get(facet.field, ())]
        edges = [None, *facet.edges, None]
        return tuple(
            Bucket(
                low,
                sum((low is None or v >= low) and (high is None or v < high) for v in values),
            )
            for low, high in pairwise(edges)
        )

    # --- scores: None where the row is not found -------------------------------------------

    def _score(self, node: Node, row: _Row) -> float | None:
        match node:
            case Everything():
                return 1.0
            case Term():
                return self._bm25(node.field, (node.token,), row, node.boost, 0)
            case Phrase():
                return self._bm25(node.field, node.tokens, row, node.boost, node.slop)
            case OneOf():
                held = row.values.get(node.field, ())
                return 0.0 if any(value in held for value in node.values) else None
            case Between():
                return self._between(node, row)
            case Fixed():
                return None if self._score(node.part, row) is None else node.score
            case Plus():
                core = self._score(node.core, row)
                extras = [self._score(part, row) or 0.0 for part in node.extras]
                return None if core is None else core + sum(extras)
        return self._combined(node, row)

    def _combined(self, node: AllOf | AnyOf | Best, row: _Row) -> float | None:
        scores = [s for s in (self._score(part, row) for part in node.parts) if s is not None]
        if isinstance(node, AllOf):
            return sum(scores) if len(scores) == len(node.parts) else None
        if isinstance(node, AnyOf):
            return sum(scores) if len(scores) >= node.at_least else None
        if not scores:
            return None
        best = max(scores)
        return best + node.tie * (sum(scores) - best)

    @staticmethod
    def _between(node: Between, row: _Row) -> float | None:
        if node.low is None and node.high is None:
            return 0.0
        low = -math.inf if node.low is None else node.low
        high = math.inf if node.high is None else node.high
        return 0.0 if any(low <= v <= high for v in row.values.get(node.field, ())) else None

    def _bm25(
        self, field: str, tokens: tuple[str, ...], row: _Row, boost: float, slop: int
    ) -> float | None:
        words = row.words.get(field, [])
        times = _occurrences(words, tokens, slop)
        if not times:
            return None
        count = len(self._rows)
        average = sum(len(r.words.get(field, ())) for r in self._rows.values()) / count
        rarity = sum(
            math.log(1 + (count - n + 0.5) / (n + 0.5))
            for n in (self.frequency(field, token) for token in tokens)
        )
        norm = K1 * (1 - B + B * len(words) / average)
        return boost * rarity * (1 + K1) * times / (times + norm)


class MemoryWriter:
    """Works on a copy; `commit` shows it."""

    def __init__(self, index: MemoryTextIndex) -> None:
        self._index = index
        self.rows = dict(index._rows)

    def put(self, documents: Iterable[Document]) -> int:
        count = 0
        for document in documents:
            self.rows.pop(document.id, None)
            self.rows[document.id] = _Row(document, self._index._kinds)
            count += 1
        return count

    def delete(self, ids: Iterable[str]) -> None:
        for one in ids:
            self.rows.pop(one, None)

    def commit(self) -> int:
        self._index._rows = dict(self.rows)
        self._index._generation += 1
        return self._index._generation


def _occurrences(words: list[str], tokens: tuple[str, ...], slop: int) -> int:
    size = len(tokens)
    if not slop:
        return sum(tuple(words[i : i + size]) == tokens for i in range(len(words)))
    starts = [i for i, word in enumerate(words) if word == tokens[0]]
    return sum(_follows(words[i + 1 :], tokens[1:], slop) for i in starts)


def _follows(words: list[str], tokens: tuple[str, ...], slop: int) -> bool:
    place = -1
    for token in tokens:
        if token not in words[place + 1 :]:
            return False
        place = words.index(token, place + 1)
    return place + 1 - len(tokens) <= slop
