"""What discovery needs from outside: a text index, and the words of one meaning."""

from collections.abc import Callable

from fondouk.discovery.domain.lexicon import Lexicon
from fondouk.plumbing.slots import Slot
from fondouk.plumbing.textindex import TextIndex

INDEX: Slot[TextIndex] = Slot("discovery.INDEX")
LEXICON: Slot[Callable[[], Lexicon]] = Slot("discovery.LEXICON")
"""Answers the same lexicon each time, read at the first."""
