"""What others may ask of the catalogue: listings, the tree of categories, a product's history."""

from fondouk.catalogue.queries.categories import (
    find_category,
    get_category_tree,
    list_categories,
)
from fondouk.catalogue.queries.listings import (
    count_by_state,
    find_by_sku,
    find_listing,
    get_listing,
    iter_published_ids,
    list_history,
    list_listings,
    list_products,
)

__all__ = [
    "count_by_state",
    "find_by_sku",
    "find_category",
    "find_listing",
    "get_category_tree",
    "get_listing",
    "iter_published_ids",
    "list_categories",
    "list_history",
    "list_listings",
    "list_products",
]
