"""What of a product is looked for in which words, and how much each text counts.

All texts of a product go into one stream of stems in which a word of the name stands four times,
of category and description twice, of the rest once. Scoring that one stream by BM25 is BM25F:
a word in name and description counts as more of the same evidence, not as two proofs, and one
term costs one look-up in place of one a field.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from fondouk.discovery.domain.lexicon import Lexicon
from fondouk.kernel.words import content

WEIGHTS: Mapping[str, int] = {
    "name": 4,
    "category": 2,
    "description": 2,
    "maker": 1,
    "attributes": 1,
    "codes": 1,
}

_CLAUSE = re.compile(r"[,;:()\[\]/–—|\"”،]|\s[-+]\s|\d\S*")
_BEARING = re.compile(
    r"\b(?:for|with|without|from|in|of|and|by|to|per"
    r"|pour|avec|sans|de|du|des|d['’]|en|et|par|para|con|sin|del|y|من|مع|في|بدون)\b",
    re.IGNORECASE,
)
_HEAD_FIRST = {"fr", "es", "ar"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductTexts:
    """The words of one product, by language code where they have one.

    `kinds` are the names of the category and its ancestors, `categories` also their search words,
    `attributes`
    the values that say something in words, `qualities` those among them which only qualify
    (colours, sizes) and so never name the thing itself.
    """

    names: Mapping[str, str]
    descriptions: Mapping[str, str] = field(default_factory=dict)
    kinds: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    makers: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    qualities: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Streams:
    """A product's texts as stems. `by_field` has the parts of which `body` is made."""

    body: list[str]
    names: tuple[list[str], ...]
    heads: list[str]
    kinds: tuple[str, ...]
    by_field: Mapping[str, list[str]]


def streams(texts: ProductTexts, lexicon: Lexicon) -> Streams:
    """Analyse a product once, for the index and for the reasons shown with a hit."""
    by_field = {
        "name": _row(tuple(texts.names.values()), lexicon),
        "category": [*_known_row(texts.categories, lexicon)],
        "description": _row(tuple(texts.descriptions.values()), lexicon),
        "maker": [*_known_row(texts.makers, lexicon)],
        "attributes": _row(texts.attributes, lexicon),
        "codes": _row(texts.codes, lexicon),
    }
    body = [token for name, weight in WEIGHTS.items() for token in by_field[name] * weight]
    return Streams(
        body=body,
        names=tuple(content(name) for name in texts.names.values()),
        heads=_all_heads(texts),
        kinds=tuple(dict.fromkeys(_known_row(texts.kinds, lexicon))),
        by_field=by_field,
    )


def _row(texts: tuple[str, ...], lexicon: Lexicon) -> list[str]:
    """The stems of each text, and after each the concepts that it speaks of."""
    row: list[str] = []
    for text in texts:
        stems = content(text)
        row += stems
        row += sorted(set(lexicon.concepts(stems)))
    return row


@lru_cache(maxsize=4096)
def _known_row(texts: tuple[str, ...], lexicon: Lexicon) -> tuple[str, ...]:
    """As `_row`, for texts that many products share."""
    return tuple(_row(texts, lexicon))


@lru_cache(maxsize=4096)
def _known_stems(text: str) -> tuple[str, ...]:
    return tuple(content(text))


def _all_heads(texts: ProductTexts) -> list[str]:
    said = (*texts.qualities, *texts.makers)
    qualities = {token for text in said for token in _known_stems(text)}
    found = [
        head for language, name in texts.names.items() for head in heads(name, language, qualities)
    ]
    return list(dict.fromkeys(found))


def heads(
    name: str, language: str, qualities: frozenset[str] | set[str] = frozenset()
) -> list[str]:
    """The words that say what the thing is: "cartridge" in "toner cartridge, black".

    English puts it last in a clause, French, Spanish and Arabic first. What follows a
    preposition only bears on the thing; words that only qualify are passed over.
    """
    found = []
    for clause in _CLAUSE.split(name):
        core = _BEARING.split(clause, maxsplit=1)[0]
        stems = [token for token in content(core) if token not in qualities]
        if stems:
            found.append(stems[0] if language in _HEAD_FIRST else stems[-1])
    return found
