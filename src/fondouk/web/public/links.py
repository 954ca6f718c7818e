"""Addresses that ask the same with one thing changed; made by the dozen for each search page."""

from collections.abc import Iterable
from urllib.parse import quote_plus

from django.http import QueryDict

START_AFRESH = frozenset({"cursor"})
"""A changed choice starts at the first page."""


class Links:
    """The query of an address, its parts encoded once."""

    def __init__(self, query: QueryDict) -> None:
        self._pairs = [
            (name, value, pair(name, value))
            for name, values in query.lists()
            if name not in START_AFRESH
            for value in values
        ]

    def put(self, **changes: str | None) -> str:
        """With these names set anew, each to one value; None takes a name away."""
        kept = [said for name, _, said in self._pairs if name not in changes]
        added = [pair(name, value) for name, value in changes.items() if value]
        return _query([*kept, *added])

    def toggled(self, name: str, value: str) -> str:
        """With one value of a repeated name added, or taken away again."""
        kept = [said for n, v, said in self._pairs if (n, v) != (name, value)]
        if len(kept) == len(self._pairs):
            kept.append(pair(name, value))
        return _query(kept)


def pair(name: str, value: str) -> str:
    """`name=value`, encoded."""
    return f"{quote_plus(name)}={quote_plus(value)}"


def _query(parts: Iterable[str]) -> str:
    return "?" + "&".join(parts)
