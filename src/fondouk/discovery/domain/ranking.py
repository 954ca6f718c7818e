"""Which of the products found comes first, and why.

Two stages. The engine scores every product found: BM25F over the weighted stream of its words,
plus a fixed share for a name that says the words side by side, and for a name whose thing (its
head noun) is what was asked for. Of the first hundred, a linear sum then adds small shares for
how complete and how fresh a listing is. Nothing that can be bought has a place in the sum.

Every share is a fraction of the most that the words themselves can score, so that it means the
same for a rare word and for a common one.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fondouk.discovery.domain.question import Concept, Question
from fondouk.discovery.domain.texts import WEIGHTS
from fondouk.kernel.words import Word

MEANING_SHARE = 0.5
"""What a product scores that says the same in other words, against the words themselves."""
PHRASE_SHARE = 0.05
HEAD_SHARE = 0.05
COMPLETE_SHARE = 0.02
FRESH_SHARE = 0.01
WINDOW = 100
"""How many of the engine's best are weighed again."""
FRESH_HALF_DAYS = 180
"""After so many days a listing's freshness counts half."""

K1 = 1.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A product found: the engine's score, completeness 0 to 100, and days since its change."""

    place: int
    score: float
    complete: int
    days_old: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A candidate with its final score and what the two last features added."""

    place: int
    score: float
    complete: float
    fresh: float


@dataclass(frozen=True, slots=True)
class Reason:
    """One cause of a rank: the feature's code, its part of the score, the words it speaks of."""

    feature: str
    weight: float
    words: tuple[str, ...] = ()


def most_by_words(
    question: Question, document_count: int, frequencies: Mapping[str, int]
) -> float:
    """The score which a product full of nothing but these words would come near to."""
    total = 0.0
    for concept in question.concepts:
        words = [_rarity(one, document_count, frequencies) for one in concept.stems]
        others = [_rarity(one, document_count, frequencies) for one in concept.meanings]
        total += max(sum(words), MEANING_SHARE * max(others, default=0.0))
    return total * (1 + K1)


def _rarity(token: str, document_count: int, frequencies: Mapping[str, int]) -> float:
    holds = frequencies.get(token, 0)
    if not holds:
        return 0.0
    return math.log(1 + (document_count - holds + 0.5) / (holds + 0.5))


def weigh_again(candidates: Sequence[Candidate], most: float) -> list[Ranked]:
    """The second stage: the best first; equals keep the engine's order."""
    ranked = []
    for one in candidates:
        complete = COMPLETE_SHARE * most * one.complete / 100
        fresh = FRESH_SHARE * most / (1 + max(one.days_old, 0) / FRESH_HALF_DAYS)
        ranked.append(
            Ranked(
                place=one.place,
                score=one.score + complete + fresh,
                complete=complete,
                fresh=fresh,
            )
        )
    return sorted(ranked, key=lambda one: (-one.score, one.place))


def reasons(
    question: Question, fields: Mapping[str, Sequence[str]], ranked: Ranked, most: float
) -> list[Reason]:
    """Why a product stands where it does; the weights add up to its score.

    The words' part of the score is shared out over the fields in which they stand, by the
    weight and number of their places there, as BM25F counts them. `fields` are the stems of
    the product by field, "heads" among them, as the index keeps them with the hit.
    """
    found = [Reason("complete", ranked.complete), Reason("fresh", ranked.fresh)]
    rest = ranked.score - ranked.complete - ranked.fresh
    if _says_side_by_side(question.stems, fields["name"]):
        found.append(Reason("phrase", min(PHRASE_SHARE * most, rest)))
        rest -= found[-1].weight
    if _is_the_thing(question, fields):
        found.append(Reason("head", min(HEAD_SHARE * most, rest)))
        rest -= found[-1].weight
    places = _places(question, fields)
    total = sum(count for count, _ in places.values()) or 1.0
    found += [
        Reason(name, rest * count / total, tuple(dict.fromkeys(said)))
        for name, (count, said) in places.items()
    ]
    return sorted((one for one in found if one.weight > 0), key=lambda one: -one.weight)


def _places(
    question: Question, fields: Mapping[str, Sequence[str]]
) -> dict[str, tuple[float, list[str]]]:
    """By field (or "meaning" for other words of the same sense): weighted places, and words."""
    places: dict[str, tuple[float, list[str]]] = {}
    for concept in question.concepts:
        met = [
            (name if feature == "word" else feature, share, said)
            for name, weight in WEIGHTS.items()
            for feature, share, said in _met(concept, fields.get(name, ()), weight)
        ]
        for name, share, said in met or [_elsewhere(concept)]:
            before, words = places.get(name, (0.0, []))
            places[name] = (before + share, [*words, *said])
    return places


def _met(
    concept: Concept, stems: Sequence[str], weight: int
) -> list[tuple[str, float, list[str]]]:
    said = [word.surface for word in concept.words if word.stem in stems or _parts_in(word, stems)]
    if said:
        count = sum(max(stems.count(word.stem), 1) for word in concept.words)
        return [("word", float(weight * count), said)]
    if any(meaning in stems for meaning in concept.meanings):
        return [("meaning", weight * MEANING_SHARE, [_said(concept)])]
    return []


def _elsewhere(concept: Concept) -> tuple[str, float, list[str]]:
    """Stems of descriptions are not kept with a hit: a word found nowhere else stands there."""
    return ("description", float(WEIGHTS["description"]), [_said(concept)])


def _said(concept: Concept) -> str:
    return " ".join(word.surface for word in concept.words)


def _parts_in(word: Word, stems: Sequence[str]) -> bool:
    return bool(word.parts) and all(part in stems for part in word.parts)


def _says_side_by_side(stems: tuple[str, ...], name: Sequence[str]) -> bool:
    size = len(stems)
    if size < 2:
        return False
    return any(tuple(name[i : i + size]) == stems for i in range(len(name) - size + 1))


def _is_the_thing(question: Question, fields: Mapping[str, Sequence[str]]) -> bool:
    heads = fields.get("heads", ())
    stems = question.stems
    for thing in dict.fromkeys((stems[-1], stems[0])) if stems else ():
        if thing in heads and all(one == thing or one in fields["name"] for one in stems):
            return True
    return False
