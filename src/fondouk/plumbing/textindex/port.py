"""What a room may ask of a text index, whatever engine stands behind it.

The port knows documents, fields and questions; it knows no language. Words reach it already
analysed, as lists of tokens, so that a document and a question always meet in the same form
and no engine's tokenizer can part them.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol

BREAK = "\u00a6"
"""A token that no text holds: put between two texts of one field, it keeps phrases apart."""


class Kind(Enum):
    """How a field is read: words scored by relevance (a bag of words, or a text in which the
    order counts and phrases can be found), a closed value, or a number.
    """

    WORDS = "words"
    TEXT = "text"
    KEYWORD = "keyword"
    INTEGER = "integer"


@dataclass(frozen=True, slots=True)
class IndexField:
    """One field. Keywords and numbers can be counted, filtered by and sorted by; words cannot."""

    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class IndexSchema:
    """The fields of an index, and its revision.

    Raise `revision` when the meaning of a field changes though its name and kind stay: the
    index is then rebuilt as for a new field.
    """

    name: str
    fields: tuple[IndexField, ...]
    revision: int = 1

    @property
    def fingerprint(self) -> str:
        """A short digest: two indexes with the same one can be read the same way."""
        shape = [f"{self.name}:{self.revision}"]
        shape += sorted(f"{one.name}:{one.kind.value}" for one in self.fields)
        return hashlib.sha256("\n".join(shape).encode()).hexdigest()[:16]


Value = str | int | Sequence[str] | Sequence[int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One thing to find: its id, its fields, and a card handed back untouched with a hit."""

    id: str
    fields: Mapping[str, Value]
    card: bytes = b""


# --- questions -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Everything:
    """Every document, all with the same score."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word in a text field, scored by how rare it is and how much of the field it fills."""

    field: str
    token: str
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of a text field one after the other, at most `slop` places off."""

    field: str
    tokens: tuple[str, ...]
    boost: float = 1.0
    slop: int = 0


@dataclass(frozen=True, slots=True)
class OneOf:
    """A keyword or number field, or "id", that holds any of the values. Scores nothing."""

    field: str
    values: tuple[str, ...] | tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """A number field within both bounds, ends included. None leaves an end open."""

    field: str
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds; the scores add up."""

    parts: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least so many parts hold; the scores of those that hold add up."""

    parts: "tuple[Node, ...]"
    at_least: int = 1


@dataclass(frozen=True, slots=True)
class Best:
    """Any part holds; the best one scores whole and the others by the share `tie`."""

    parts: "tuple[Node, ...]"
    tie: float = 0.0


@dataclass(frozen=True, slots=True)
class Plus:
    """The core decides who is found; the extras only add to the score."""

    core: "Node"
    extras: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Fixed:
    """As the part, with this score instead of its own."""

    part: "Node"
    score: float = 0.0


Node = Everything | Term | Phrase | OneOf | Between | AllOf | AnyOf | Best | Plus | Fixed


@dataclass(frozen=True, slots=True)
class Values:
    """Count the values of a keyword field, the commonest first."""

    field: str
    size: int = 100


@dataclass(frozen=True, slots=True)
class Ranges:
    """Count a number field by steps: edges (10, 50) make below 10, 10 to 49, 50 and more.

    A bucket's value is its lower edge, or None for the first.
    """

    field: str
    edges: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sort:
    """Order by a number field. A document without a value comes last in both directions."""

    field: str
    descending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """A question: what is found, in which order, which page of it, counted by which facets.

    `match` finds and scores; `filters` narrow everything; `choices` narrow as filters do, but
    each is bound to the facet of its name, whose counts ignore it. `columns` are number fields
    to hand back with each hit. With `sort` None the best score comes first.
    """

    match: Node = field(default_factory=Everything)
    filters: tuple[Node, ...] = ()
    choices: Mapping[str, Node] = field(default_factory=dict)
    facets: Mapping[str, Values | Ranges] = field(default_factory=dict)
    sort: Sort | None = None
    size: int = 20
    offset: int = 0
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bucket:
    """How many of the documents found hold a value, or lie from an edge to the next."""

    value: str | int | None
    count: int


@dataclass(frozen=True, slots=True)
class Hit:
    """One document found. `key` means something to its own `Found` alone."""

    score: float
    columns: tuple[int | None, ...]
    key: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A page of answers from one generation of the index.

    `total` is exact. `cards` reads the cards of hits of this page, in the order asked.
    """

    total: int
    hits: tuple[Hit, ...]
    generation: int
    cards: Callable[[Sequence[Hit]], list[bytes]]


# --- the index -------------------------------------------------------------------------------


class IndexBusy(Exception):
    """Somebody else is writing to this index."""


class IndexWriter(Protocol):
    """The one hand that writes. Nothing is seen by others before `commit`."""

    def put(self, documents: Iterable[Document]) -> int:
        """Add the documents, each in the place of the one with its id. Answers how many."""
        ...

    def delete(self, ids: Iterable[str]) -> None:
        """Take documents out; an id that is not there is no error."""
        ...

    def commit(self) -> int:
        """Show what was written, and answer the new generation."""
        ...


class TextIndex(Protocol):
    """An index of documents under one schema."""

    def __hash__(self) -> int:
        """By identity: what is kept of answers is kept by index and generation."""
        ...

    @property
    def schema(self) -> IndexSchema:
        """The fields that documents and questions may name."""
        ...

    def generation(self) -> int:
        """A number that grows with each commit; 0 where nothing was ever committed."""
        ...

    def writer(self) -> AbstractContextManager[IndexWriter]:
        """The writer, alone at a time; what it did not commit is dropped at the end.

        Raises `IndexBusy` where another process or thread holds it.
        """
        ...

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Put these documents in the place of all: readers see the old ones until the end.

        Answers how many; raises `IndexBusy` as `writer` does.
        """
        ...

    def search(self, search: Search) -> Found:
        """A page of answers from the newest generation; its facets are not counted."""
        ...

    def facets(self, search: Search) -> Mapping[str, tuple[Bucket, ...]]:
        """The counts of each facet over all that is found, each but for its own choice.

        Facets without a choice cost one pass together, each one with a choice its own.
        """
        ...

    def size(self) -> int:
        """How many documents there are."""
        ...

    def frequency(self, field: str, token: str) -> int:
        """In how many documents a text field holds the token."""
        ...

    def complete(self, field: str, prefix: str, limit: int = 10) -> list[tuple[str, int]]:
        """Tokens of a text field that begin so, the commonest first, with their frequency."""
        ...

    def near(self, field: str, token: str, distance: int = 1) -> list[tuple[str, int]]:
        """Tokens of a text field within so many slips of the pen, nearest and commonest first.

        A slip is a letter added, left out, changed, or swapped with its neighbour. A first
        letter may be added or swapped, not changed or left out: this makes it quick.
        """
        ...
