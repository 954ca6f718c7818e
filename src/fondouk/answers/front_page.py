"""What the front page tells: how much there is, of what, and what is newest."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from fondouk.answers.category_tree import CategoryTree, category_tree
from fondouk.discovery.events import SearchHit, SearchRequest, SortBy
from fondouk.discovery.queries import list_hits, search_products
from fondouk.kernel.actor import Actor, Visitor

NEWEST = 8
OF_ONE_SUPPLIER = 2
OF_EACH_CATEGORY = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPage:
    """`total` published products, by category code and in how many regions."""

    total: int
    newest: tuple[SearchHit, ...]
    tree: CategoryTree
    by_category: Mapping[str, int]
    regions: int


def get_front_page(actor: Actor, *, currency: str) -> FrontPage:
    """No query while the category tree is remembered: the rest comes from the index."""
    page = search_products(actor, SearchRequest(size=1))
    tree = category_tree()
    by_category = {one.value: one.count for one in page.facets.get("category", ())}
    tops = tuple(one.code for one in tree.children.get(None, ()) if by_category.get(one.code))
    newest = list_hits(actor, _newest(page.generation, tops), currency=currency)
    return FrontPage(
        total=page.total,
        newest=tuple(newest.values()),
        tree=tree,
        by_category=by_category,
        regions=len(page.facets.get("region", ())),
    )


@lru_cache(maxsize=4)
def _newest(generation: int, categories: tuple[str, ...]) -> tuple[str, ...]:
    """The ids of new products, one of each category in turn, at most two of one supplier.

    The same for everybody while the index stands still.
    """
    by_category = [_newest_of(code) for code in categories]
    in_turn = [hit for row in zip_longest(*by_category) for hit in row if hit]
    shown: Counter[str] = Counter()
    chosen: list[str] = []
    for hit in in_turn:
        if shown[hit.supplier.id] < OF_ONE_SUPPLIER and len(chosen) < NEWEST:
            shown[hit.supplier.id] += 1
            chosen.append(hit.id)
    return tuple(chosen)


def _newest_of(category: str) -> tuple[SearchHit, ...]:
    asked = SearchRequest(categories=(category,), sort=SortBy.NEWEST, size=OF_EACH_CATEGORY)
    return search_products(Visitor(), asked, facets=False).hits
