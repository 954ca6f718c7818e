"""The lexicon from the facts that ship with the hub: `reference/synonyms*.jsonl`.

A line is `{"group": "saffron", "terms": {"en": [...], "fr": [...], "latn": [...], ...}}`.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import orjson

from fondouk.discovery.domain.lexicon import Group, Lexicon


def lexicon_of(facts: Path) -> Callable[[], Lexicon]:
    """A function that reads the files at its first call."""

    @cache
    def read() -> Lexicon:
        return Lexicon(
            _group(line)
            for file in sorted((facts / "reference").glob("synonyms*.jsonl"))
            for line in file.read_bytes().splitlines()
            if line.strip()
        )

    return read


def _group(line: bytes) -> Group:
    row = orjson.loads(line)
    return Group(row["group"], tuple(term for many in row["terms"].values() for term in many))
