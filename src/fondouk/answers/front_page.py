"""What the front page tells: how much there is, of what, and what is newest."""

from collections.abc import Mapping
from dataclasses import dataclass

from fondouk.answers.category_tree import CategoryTree, category_tree
from fondouk.discovery.events import SearchHit, SearchRequest, SortBy
from fondouk.discovery.queries import search_products
from fondouk.kernel.actor import Actor

NEWEST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPage:
    """`total` published products, by category code and in how many regions."""

    total: int
    newest: tuple[SearchHit, ...]
    tree: CategoryTree
    by_category: Mapping[str, int]
    regions: int


def get_front_page(actor: Actor, *, language: str, currency: str) -> FrontPage:
    """No query while the category tree is remembered."""
    asked = SearchRequest(language=language, currency=currency, sort=SortBy.NEWEST, size=NEWEST)
    page = search_products(actor, asked)
    return FrontPage(
        total=page.total,
        newest=page.hits,
        tree=category_tree(),
        by_category={one.value: one.count for one in page.facets.get("category", ())},
        regions=len(page.facets.get("region", ())),
    )
