"""The index of products on this machine's disk."""

from pathlib import Path

from fondouk.discovery.store.schema import SCHEMA
from fondouk.plumbing.textindex import TextIndex
from fondouk.plumbing.textindex.tantivy_index import TantivyIndex


def product_index(folder: Path) -> TextIndex:
    """The products' index below the folder; nothing is created before the first writing."""
    return TantivyIndex(folder, SCHEMA)
