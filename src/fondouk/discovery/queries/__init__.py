"""What others may ask of discovery: products by words and choices, suggestions, what is kept."""

from fondouk.discovery.queries.kept import (
    follows,
    get_saved_search,
    list_followed,
    list_saved_searches,
)
from fondouk.discovery.queries.products import index_state, list_hits, search_products
from fondouk.discovery.queries.suggestions import suggest

__all__ = [
    "follows",
    "get_saved_search",
    "index_state",
    "list_followed",
    "list_hits",
    "list_saved_searches",
    "search_products",
    "suggest",
]
