"""From the words that a buyer typed to the concepts that a product must have.

Steps: words -> repaired words -> concepts (longest known term first) -> how many must hold.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from fondouk.discovery.domain.lexicon import Lexicon, concept_token
from fondouk.kernel.words import Word, stem, words

WORDS_MAX = 16
"""Words after these are not looked for: a question is not a text."""

ENOUGH = 10
"""With fewer products that meet every concept, those that meet some of them are shown too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One thing asked for: the words for it (each as the stems that it may be read as), and the
    tokens of the same meaning in other words.
    """

    words: tuple[Word, ...]
    meanings: tuple[str, ...] = ()

    @property
    def stems(self) -> tuple[str, ...]:
        """The stems of its words."""
        return tuple(word.stem for word in self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is looked for. `repaired` maps each word mended to what it was read as."""

    concepts: tuple[Concept, ...]
    repaired: tuple[tuple[str, str], ...] = ()

    @property
    def stems(self) -> tuple[str, ...]:
        """The stems of all words, in order."""
        return tuple(one for concept in self.concepts for one in concept.stems)

    @property
    def tokens(self) -> tuple[str, ...]:
        """The stems and the meanings: all that an index may hold of it."""
        return (*self.stems, *(one for concept in self.concepts for one in concept.meanings))


Frequency = Callable[[str], int]
"""How many documents hold a stem."""
Near = Callable[[str, int], Sequence[tuple[str, int]]]
"""Whole words of the index within so many slips, with their frequency, the nearest first."""


def understand(text: str, lexicon: Lexicon, frequency: Frequency, near: Near) -> Question:
    """Read a question. Words that only join are left out unless there are no others."""
    typed = words(text)[:WORDS_MAX]
    kept = [word for word in typed if not word.stop] or typed
    read, repaired = [], []
    for word in kept:
        mended = _repair(word, lexicon, frequency, near)
        if mended is not word:
            repaired.append((word.surface, mended.surface))
        read.append(mended)
    return Question(concepts=_concepts(read, lexicon), repaired=tuple(repaired))


def slips_allowed(word: str) -> int:
    """How many slips of the pen may be mended: none in short words or in numbers and codes."""
    if len(word) < 4 or not word.isalpha():
        return 0
    return 1 if len(word) < 8 else 2


def _repair(word: Word, lexicon: Lexicon, frequency: Frequency, near: Near) -> Word:
    """A word that no product and no term holds, as the nearest word that one does.

    Of words equally near, the one that more products hold.
    """
    slips = slips_allowed(word.surface)
    if not slips or word.parts or lexicon.knows(word.stem) or frequency(word.stem):
        return word
    for surface, _ in near(word.surface, slips):
        if surface.isalpha():
            return replace(word, surface=surface, stem=stem(surface))
    return word


def _concepts(read: list[Word], lexicon: Lexicon) -> tuple[Concept, ...]:
    stems = [word.stem for word in read]
    made, place = [], 0
    while place < len(read):
        spotted = lexicon.longest_at(stems, place)
        length = spotted.length if spotted else 1
        meanings = tuple(map(concept_token, spotted.codes)) if spotted else ()
        made.append(Concept(words=tuple(read[place : place + length]), meanings=meanings))
        place += length
    return tuple(made)
