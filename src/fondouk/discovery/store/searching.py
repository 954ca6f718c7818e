"""Ask the product index: understand the words, find, rank, and say why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from fondouk.discovery.domain.lexicon import Lexicon
from fondouk.discovery.domain.question import ENOUGH, Question, understand
from fondouk.discovery.domain.ranking import (
    WINDOW,
    Explainer,
    Ranked,
    weigh_again,
    worth,
)
from fondouk.discovery.events import Why
from fondouk.discovery.store.asking import match_all, match_some
from fondouk.plumbing.textindex import (
    Bucket,
    Everything,
    Found,
    Node,
    Ranges,
    Search,
    Sort,
    TextIndex,
    Values,
)

_COLUMNS = ("complete", "changed_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A search in the index's own terms. `today` is in days since 1970."""

    text: str
    today: int
    choices: Mapping[str, Node] = field(default_factory=dict)
    filters: tuple[Node, ...] = ()
    sort: Sort | None = None
    size: int = 24
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A product found: its card, its score, and why it stands here."""

    card: Mapping[str, Any]
    score: float
    why: tuple[Why, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One page. `question` tells what was understood; `match` is what was found by."""

    question: Question
    found: Found
    match: Node
    answers: tuple[Answer, ...]


def ask(index: TextIndex, lexicon: Lexicon, asked: Asked) -> Answered:
    """Find products by words and choices.

    Every concept must be met; where that leaves only a few products, any of them may be.
    """
    question = understand(
        asked.text,
        lexicon,
        lambda stem: index.frequency("body", stem),
        lambda word, slips: index.near("spelling", word, slips),
    )
    frequencies = {one: index.frequency("body", one) for one in question.tokens}
    worths = worth(question, index.size(), frequencies)
    match = match_all(question, worths)
    found = index.search(_search(asked, match))
    if len(question.concepts) > 1 and found.total < ENOUGH and _is_scarce(index, asked, match):
        match = match_some(question, worths)
        found = index.search(_search(asked, match))
    ranked = _ranked(asked, found, sum(worths))
    cards = found.cards([found.hits[one.place] for one in ranked])
    explainer = Explainer(question, worths)
    return Answered(
        question=question,
        found=found,
        match=match,
        answers=tuple(
            _answer(explainer, orjson.loads(card), one)
            for card, one in zip(cards, ranked, strict=True)
        ),
    )


def count(
    index: TextIndex, asked: Asked, answered: Answered, facets: Mapping[str, Values | Ranges]
) -> Mapping[str, tuple[Bucket, ...]]:
    """The facets of what was found."""
    return index.facets(
        Search(match=answered.match, filters=asked.filters, choices=asked.choices, facets=facets)
    )


def _is_scarce(index: TextIndex, asked: Asked, match: Node) -> bool:
    """Whether the words find few; few left by the buyer's own choices are not a reason."""
    if not asked.choices and not asked.filters:
        return True
    return index.search(Search(match=match, size=0)).total < ENOUGH


def _search(asked: Asked, match: Node) -> Search:
    weighed = _is_weighed(asked)
    by_words = not isinstance(match, Everything)
    return Search(
        match=match,
        filters=asked.filters,
        choices=asked.choices,
        sort=asked.sort if asked.sort or by_words else Sort("published_at", descending=True),
        size=WINDOW if weighed else asked.size,
        offset=0 if weighed else asked.offset,
        columns=_COLUMNS,
    )


def _is_weighed(asked: Asked) -> bool:
    """Whether the page lies among the best that are weighed again."""
    return bool(asked.text) and asked.sort is None and asked.offset + asked.size <= WINDOW


def _ranked(asked: Asked, found: Found, most: float) -> list[Ranked]:
    if not _is_weighed(asked):
        return [Ranked(place, hit.score) for place, hit in enumerate(found.hits)]
    ranked = weigh_again(
        [hit.score for hit in found.hits],
        [hit.columns[0] or 0 for hit in found.hits],
        [asked.today - (hit.columns[1] or 0) for hit in found.hits],
        most,
    )
    return ranked[asked.offset : asked.offset + asked.size]


def _answer(explainer: Explainer, card: dict[str, Any], ranked: Ranked) -> Answer:
    stems = card.pop("stems")
    why = explainer.reasons(stems, ranked) if ranked.score else []
    return Answer(card=card, score=ranked.score, why=tuple(why))
