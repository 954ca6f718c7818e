"""Words of different languages, spellings and scripts that mean the same thing.

A group of terms ("saffron", "safran", "azafrán", "زعفران", "zafran") is one concept. Documents
carry the concepts found in their texts as tokens of their own, and a question asks for the
concept beside its literal words: so each term finds what any other does, at the price of one
more token.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from fondouk.kernel.words import content

Stems = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Terms that mean the same; `code` names the concept."""

    code: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spotted:
    """A concept's term in a row of stems: `length` stems from `start` on."""

    start: int
    length: int
    codes: tuple[str, ...]


class Lexicon:
    """All groups, ready to be spotted in rows of stems."""

    def __init__(self, groups: Iterable[Group] = ()) -> None:
        found: dict[Stems, set[str]] = defaultdict(set)
        for group in groups:
            for term in group.terms:
                if stems := tuple(content(term)):
                    found[stems].add(group.code)
        by_first: dict[str, list[tuple[Stems, tuple[str, ...]]]] = defaultdict(list)
        for stems, codes in found.items():
            by_first[stems[0]].append((stems, tuple(sorted(codes))))
        for terms in by_first.values():
            terms.sort(key=lambda term: -len(term[0]))
        self._by_first: Mapping[str, list[tuple[Stems, tuple[str, ...]]]] = by_first
        self._firsts = frozenset(by_first)

    def concepts(self, stems: Sequence[str]) -> list[str]:
        """The token of every concept met, short terms inside long ones included."""
        if self._firsts.isdisjoint(stems):
            return []
        found = []
        for start, first in enumerate(stems):
            for term, codes in self._by_first.get(first, ()):
                if _stands_at(stems, start, term):
                    found += [concept_token(code) for code in codes]
        return found

    def longest_at(self, stems: Sequence[str], start: int) -> Spotted | None:
        """The longest term that begins at `start`, or None."""
        for term, codes in self._by_first.get(stems[start], ()):
            if _stands_at(stems, start, term):
                return Spotted(start, len(term), codes)
        return None

    def knows(self, stem: str) -> bool:
        """True if some term begins with this stem."""
        return stem in self._by_first


def concept_token(code: str) -> str:
    """The form of a concept in an index; no text yields a token that begins so."""
    return f"#{code}"


def _stands_at(stems: Sequence[str], start: int, term: Stems) -> bool:
    if len(term) == 1:
        return True
    return tuple(stems[start : start + len(term)]) == term
