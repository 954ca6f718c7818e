"""Finding HS lines by words in four languages: BM25 over names and search words, in memory.

Some thousand short lines fit a process; they are read once and again when they change.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fondouk.kernel.words import content

_K1, _B = 1.2, 0.6
_NAME, _WORDS = 1.0, 1.6  # words typed for searching say more than a legal text does
_PREFIX_SHARE = 0.5
_MOST_CHARS, _MOST_STEMS = 80, 12  # each unknown stem is a look through all words
_WHOLE_PHRASE = 6.0  # the question is exactly a name or a search word of the line


@dataclass(frozen=True, slots=True)
class HsText:
    """What may be searched of one line: all its languages together."""

    code: str
    names: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HsHit:
    """A line's code, its score and the stems of the question that it holds."""

    code: str
    score: float
    matched: tuple[str, ...]


class HsWords:
    """An inverted index over the lines. Subheadings are answered; headings lend them weight."""

    def __init__(self, lines: Iterable[HsText]) -> None:
        self._postings: dict[str, dict[str, float]] = defaultdict(dict)
        self._phrases: dict[frozenset[str], set[str]] = defaultdict(set)
        self._length: dict[str, float] = {}
        for line in lines:
            weights: dict[str, float] = defaultdict(float)
            for texts, weight in ((line.names, _NAME), (line.words, _WORDS)):
                phrases = [frozenset(content(text)) for text in texts]
                for phrase in phrases:
                    self._phrases[phrase].add(line.code)
                for one in {one for phrase in phrases for one in phrase}:
                    weights[one] += weight
            for one, weight in weights.items():
                self._postings[one][line.code] = weight
            self._length[line.code] = float(len(weights))
        self._mean = sum(self._length.values()) / max(1, len(self._length))

    def find(self, question: str, most: int = 12) -> list[HsHit]:
        """The best subheadings for these words, best first; a code typed is found as a prefix.
        Only the first 80 characters and 12 stems are looked at.
        """
        question = question[:_MOST_CHARS]
        digits = "".join(ch for ch in question if ch.isdigit())
        if digits and not any(ch.isalpha() for ch in question):
            return self._by_digits(digits, most)
        scores: dict[str, float] = defaultdict(float)
        matched: dict[str, list[str]] = defaultdict(list)
        asked = list(dict.fromkeys(content(question)))[:_MOST_STEMS]
        for one in asked:
            for code, gain in self._gains(one).items():
                scores[code] += gain
                matched[code].append(one)
        for code in self._phrases.get(frozenset(asked), ()):
            scores[code] += _WHOLE_PHRASE
        for code in [code for code in scores if len(code) == 6]:
            scores[code] += 0.3 * scores.get(code[:4], 0.0) + 0.1 * scores.get(code[:2], 0.0)
        ranked = sorted(
            ((code, score) for code, score in scores.items() if len(code) == 6),
            key=lambda pair: (-pair[1], pair[0]),
        )
        return [HsHit(code, score, tuple(matched[code])) for code, score in ranked[:most]]

    def _gains(self, one: str) -> Mapping[str, float]:
        held = self._postings.get(one)
        if held:
            return self._weighed(held)
        if len(one) < 4:
            return {}
        near: dict[str, float] = {}
        for other, posting in self._postings.items():
            if other.startswith(one):
                for code, weight in posting.items():
                    near[code] = max(near.get(code, 0.0), weight * _PREFIX_SHARE)
        return self._weighed(near)

    def _weighed(self, held: Mapping[str, float]) -> dict[str, float]:
        rarity = math.log(1 + (len(self._length) - len(held) + 0.5) / (len(held) + 0.5))
        return {
            code: rarity
            * weight
            * (_K1 + 1)
            / (weight + _K1 * (1 - _B + _B * self._length[code] / self._mean))
            for code, weight in held.items()
        }

    def _by_digits(self, digits: str, most: int) -> list[HsHit]:
        found = sorted(
            code for code in self._length if len(code) == 6 and code.startswith(digits[:6])
        )
        return [HsHit(code, 1.0, (digits,)) for code in found[:most]]
