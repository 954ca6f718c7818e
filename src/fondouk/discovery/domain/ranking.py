"""Which of the products found comes first, and why.

Two stages. The engine scores every product found: BM25F over the weighted stream of its words,
plus fixed shares for a category that bears the words in its own name (who asks for "argan" more
often means argan oil than a soap that holds some), for a name that says the words side by side,
and for a name whose thing (its head noun) is what was asked for. Of the first hundred, a linear
sum then adds small shares for how complete and how fresh a listing is. Nothing that can be bought
has a place in the sum.

Every share is a fraction of the most that the words themselves can score, so that it means the
same for a rare word and for a common one.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fondouk.discovery.domain.question import Concept, Question
from fondouk.discovery.domain.texts import WEIGHTS
from fondouk.discovery.events import Why

MEANING_SHARE = 0.5
"""What a product scores that says the same in other words, against the words themselves."""
PHRASE_SHARE = 0.05
HEAD_SHARE = 0.05
KIND_SHARE = 0.1
COMPLETE_SHARE = 0.02
FRESH_SHARE = 0.01
WINDOW = 100
"""How many of the engine's best are weighed again."""
FRESH_HALF_DAYS = 180
"""After so many days a listing's freshness counts half."""

K1 = 1.2


@dataclass(frozen=True, slots=True)
class Ranked:
    """A product at its place among the engine's answers, with its final score and the parts of
    it that the second stage added.
    """

    place: int
    score: float
    complete: float = 0.0
    fresh: float = 0.0


def worth(
    question: Question, document_count: int, frequencies: Mapping[str, int]
) -> tuple[float, ...]:
    """For each concept the score which a product full of nothing else would come near to."""
    found = []
    for concept in question.concepts:
        words = [_rarity(one, document_count, frequencies) for one in concept.stems]
        others = [_rarity(one, document_count, frequencies) for one in concept.meanings]
        found.append((1 + K1) * max(sum(words), MEANING_SHARE * max(others, default=0.0)))
    return tuple(found)


def _rarity(token: str, document_count: int, frequencies: Mapping[str, int]) -> float:
    holds = frequencies.get(token, 0)
    if not holds:
        return 0.0
    return math.log(1 + (document_count - holds + 0.5) / (holds + 0.5))


def weigh_again(
    scores: Sequence[float], complete: Sequence[int], days_old: Sequence[int], most: float
) -> list[Ranked]:
    """The second stage, over the engine's answers in their order: the best first; equals keep
    the engine's order. `complete` is in per cent, `days_old` counts since the last change, `most`
    is the whole worth of the question.
    """
    whole, new = COMPLETE_SHARE * most / 100, FRESH_SHARE * most
    added = [
        (whole * percent, new / (1 + max(days, 0) / FRESH_HALF_DAYS))
        for percent, days in zip(complete, days_old, strict=True)
    ]
    sums = [score + sum(more) for score, more in zip(scores, added, strict=True)]
    order = sorted(range(len(sums)), key=lambda place: -sums[place])
    return [Ranked(place, sums[place], *added[place]) for place in order]


class Explainer:
    """Says why products stand where they do for one question; the weights add up to the score.

    The words' part of a score is shared out over the fields in which they stand, by the weight
    and number of their places there, as BM25F counts them.
    """

    def __init__(self, question: Question, worths: Sequence[float]) -> None:
        most = sum(worths)
        self._concepts = [_Traces.of(concept) for concept in question.concepts]
        self._kinds = [KIND_SHARE * one for one in worths]
        self._phrase = PHRASE_SHARE * most
        self._head = HEAD_SHARE * most
        stems = question.stems
        self._side_by_side = f" {' '.join(stems)} " if len(stems) > 1 else None
        self._all = [f" {one} " for one in stems]
        self._things = list(dict.fromkeys((self._all[-1], self._all[0]))) if stems else []

    def reasons(self, fields: Mapping[str, str], ranked: Ranked) -> list[Why]:
        """The causes of a rank, the weightiest first. `fields` are the product's stems by field
        ("heads" among them), joined, begun and ended by blanks, as the index keeps them.
        """
        found = [Why("complete", ranked.complete), Why("fresh", ranked.fresh)]
        rest = ranked.score - ranked.complete - ranked.fresh
        name = fields.get("name", "")
        if self._side_by_side and self._side_by_side in name:
            found.append(Why("phrase", min(self._phrase, rest)))
            rest -= found[-1].weight
        if self._is_the_thing(name, fields.get("heads", "")):
            found.append(Why("head", min(self._head, rest)))
            rest -= found[-1].weight
        kind = min(self._kind(fields.get("kind", "")), rest)
        rest -= kind
        places = self._places(fields)
        total = sum(count for count, _ in places.values()) or 1.0
        found += [
            Why(where, rest * count / total + (kind if where == "category" else 0.0), said)
            for where, (count, said) in places.items()
        ]
        found = [one for one in found if one.weight > 0]
        found.sort(key=lambda one: -one.weight)
        return found

    def _kind(self, kinds: str) -> float:
        """What the names of its category, and of those above it, add."""
        added = 0.0
        if kinds:
            for traces, share in zip(self._concepts, self._kinds, strict=True):
                if traces.names(kinds):
                    added += share
        return added

    def _is_the_thing(self, name: str, heads: str) -> bool:
        return any(
            thing in heads and all(one == thing or one in name for one in self._all)
            for thing in self._things
        )

    def _places(self, fields: Mapping[str, str]) -> dict[str, tuple[float, tuple[str, ...]]]:
        """By field (or "meaning" for other words of the same sense): weighted places, and words.

        Stems of descriptions are not kept with a hit: a word found nowhere else stands there.
        """
        places: dict[str, tuple[float, tuple[str, ...]]] = {}
        for traces in self._concepts:
            met = False
            for name, weight in WEIGHTS.items():
                text = fields.get(name)
                if not text:
                    continue
                where, count = traces.met(text)
                if count:
                    met = True
                    _add(places, where or name, weight * count, traces.said)
            if not met:
                _add(places, "description", WEIGHTS["description"], traces.said)
        return places


@dataclass(frozen=True, slots=True)
class _Traces:
    """What to look for of one concept in a text of stems."""

    said: tuple[str, ...]
    words: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...]
    meanings: tuple[str, ...]

    @classmethod
    def of(cls, concept: Concept) -> "_Traces":
        return cls(
            said=tuple(word.surface for word in concept.words),
            words=tuple(f" {one} " for one in concept.stems),
            parts=tuple(
                tuple(f" {part} " for part in word.parts) for word in concept.words if word.parts
            ),
            meanings=tuple(f" {one} " for one in concept.meanings),
        )

    def names(self, text: str) -> bool:
        """Whether all its words stand here, or another word for it."""
        for word in self.words:
            if word not in text:
                return _holds_any(text, self.meanings)
        return True

    def met(self, text: str) -> tuple[str, float]:
        """How often it stands here, and "meaning" where only other words for it do."""
        count = 0
        for word in self.words:
            count += text.count(word)
        if count:
            return "", float(count)
        if self.parts and any(all(part in text for part in parts) for parts in self.parts):
            return "", 1.0
        if _holds_any(text, self.meanings):
            return "meaning", MEANING_SHARE
        return "", 0.0


def _holds_any(text: str, tokens: tuple[str, ...]) -> bool:
    """As `any` over a generator, which costs thrice as much on a page of hits."""
    for token in tokens:  # noqa: SIM110
        if token in text:
            return True
    return False


def _add(
    places: dict[str, tuple[float, tuple[str, ...]]],
    where: str,
    share: float,
    said: tuple[str, ...],
) -> None:
    before, words = places.get(where, (0.0, ()))
    places[where] = (before + share, words if words[-len(said) :] == said else words + said)
