"""From a question understood to what the text index is asked."""

from collections.abc import Sequence

from fondouk.discovery.domain.question import Concept, Question
from fondouk.discovery.domain.ranking import HEAD_SHARE, KIND_SHARE, MEANING_SHARE, PHRASE_SHARE
from fondouk.kernel.words import Word
from fondouk.plumbing.textindex import (
    AllOf,
    AnyOf,
    Best,
    Everything,
    Fixed,
    Node,
    Phrase,
    Plus,
    Term,
)


def match_all(question: Question, worths: Sequence[float]) -> Node:
    """Products that hold every concept."""
    if not question.concepts:
        return Everything()
    core = _together([_concept(concept) for concept in question.concepts])
    return _with_extras(core, question, worths)


def match_some(question: Question, worths: Sequence[float]) -> Node:
    """Products that hold any concept: the ranking sorts out the rest."""
    parts = tuple(_concept(concept) for concept in question.concepts)
    return _with_extras(parts[0] if len(parts) == 1 else AnyOf(parts), question, worths)


def _concept(concept: Concept) -> Node:
    """Its words, all of them, or another way to say the same."""
    literal = _together([_word(word) for word in concept.words])
    if not concept.meanings:
        return literal
    meanings = tuple(Term("body", one, MEANING_SHARE) for one in concept.meanings)
    return Best((literal, *meanings))


def _word(word: Word) -> Node:
    whole = Term("body", word.stem)
    if not word.parts:
        return whole
    return Best((whole, AllOf(tuple(Term("body", part) for part in word.parts))))


def _together(parts: list[Node]) -> Node:
    return parts[0] if len(parts) == 1 else AllOf(tuple(parts))


def _with_extras(core: Node, question: Question, worths: Sequence[float]) -> Node:
    stems, most = question.stems, sum(worths)
    extras: list[Node] = [
        Fixed(_named(concept), KIND_SHARE * one)
        for concept, one in zip(question.concepts, worths, strict=True)
    ]
    if len(stems) > 1:
        extras.append(Fixed(Phrase("name", stems), PHRASE_SHARE * most))
    things: list[Node] = []
    for thing in dict.fromkeys((stems[-1], stems[0])):
        rest = [Term("name", one) for one in stems if one != thing]
        things.append(_together([Term("head", thing), *rest]))
    head = things[0] if len(things) == 1 else AnyOf(tuple(things))
    extras.append(Fixed(head, HEAD_SHARE * most))
    return Plus(core, tuple(extras))


def _named(concept: Concept) -> Node:
    """Its category bears the name, in these words or others."""
    literal = _together([Term("kind", one) for one in concept.stems])
    if not concept.meanings:
        return literal
    return AnyOf((literal, *(Term("kind", one) for one in concept.meanings)))
