"""What a buyer may be about to type: words of the index, and the categories and products that
they lead to.
"""

import orjson

from fondouk.discovery.events import Suggestion
from fondouk.discovery.ports import INDEX
from fondouk.discovery.queries.products import category_labels
from fondouk.kernel.actor import Actor
from fondouk.kernel.texts import Texts
from fondouk.kernel.words import stem, surfaces
from fondouk.plumbing.textindex import AllOf, AnyOf, Search, Term, Values

WORDS_MOST = 3
CATEGORIES_MOST = 3
COMPLETED_MOST = 8


def suggest(
    actor: Actor, words: str, *, language: str = "en", most: int = 8
) -> tuple[Suggestion, ...]:
    """Up to `most` suggestions for words whose last one may be unfinished.

    First the last word completed in the ways that most products use, then categories, then
    products that hold the words before it and one of its completions.
    """
    typed = surfaces(words)[:8]
    if not typed:
        return ()
    *before, begun = typed
    index = INDEX.get()
    completed = [word for word, _ in index.complete("spelling", begun, COMPLETED_MOST)]
    ends = AnyOf(tuple(Term("body", stem(word)) for word in dict.fromkeys([*completed, begun])))
    match = AllOf((*(Term("body", stem(word)) for word in before), ends))
    search = Search(match=match, facets={"category": Values("category", 300)}, size=most)
    found = index.search(search)
    if not found.total:
        return ()
    phrases = [" ".join([*before, word]) for word in completed if word != begun]
    made = [Suggestion(kind="words", text=phrase) for phrase in phrases[:WORDS_MOST]]
    counts = {str(one.value): one.count for one in index.facets(search)["category"]}
    labels = category_labels(language, found.generation)
    leaves = [code for code in counts if not any(one.startswith(f"{code}.") for one in counts)]
    made += [
        Suggestion(kind="category", text=labels.get(code, code), id=code, count=counts[code])
        for code in leaves[:CATEGORIES_MOST]
    ]
    for card in map(orjson.loads, found.cards(found.hits)):
        name = Texts(tuple(card["names"].items())).best(language)
        made.append(Suggestion(kind="product", text=name, id=card["id"]))
    return tuple(made[:most])
