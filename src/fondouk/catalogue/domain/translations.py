"""Which languages of a product nobody has yet read with care.

The first language given, in the hub's order, counts as the author's own. A text that is new or
changed in another language waits for review until somebody who reads it says that it is right.
"""

from collections.abc import Iterable

from fondouk.kernel.codes import Language
from fondouk.kernel.texts import Texts

TextPair = tuple[Texts, Texts]


def unreviewed_after(
    before: TextPair | None, after: TextPair, waiting: Iterable[str]
) -> tuple[str, ...]:
    """The languages that wait for review once the names and descriptions have changed so."""
    names, descriptions = after
    given = [language.value for language in Language if names.get(language.value)]
    own = given[0] if given else ""
    still = set(waiting)
    for language in given:
        texts = (names.get(language), descriptions.get(language))
        told = before and (before[0].get(language), before[1].get(language))
        if language != own and texts != told:
            still.add(language)
    return tuple(language for language in given if language in still and language != own)
