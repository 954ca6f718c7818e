"""What changes in discovery: the index, and what people keep."""

from fondouk.discovery.commands.indexing import index_company, index_products, rebuild_index
from fondouk.discovery.commands.kept import (
    delete_search,
    follow_supplier,
    look_at_search,
    notify_of_search,
    rename_search,
    save_search,
    unfollow_supplier,
)

__all__ = [
    "delete_search",
    "follow_supplier",
    "index_company",
    "index_products",
    "look_at_search",
    "notify_of_search",
    "rebuild_index",
    "rename_search",
    "save_search",
    "unfollow_supplier",
]
