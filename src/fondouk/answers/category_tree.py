"""The category tree as pages ask for it: held in the process, since each page shows some of it."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from fondouk.catalogue.events import CategoryView
from fondouk.catalogue.queries import get_category_tree
from fondouk.kernel.actor import Visitor

SECONDS = 15.0
"""How far a process may lag behind the desk's change of a category."""


@dataclass(frozen=True)
class CategoryTree:
    """All categories, each parent before its children."""

    categories: tuple[CategoryView, ...]

    @cached_property
    def by_code(self) -> dict[str, CategoryView]:
        """Each category by its code."""
        return {one.code: one for one in self.categories}

    @cached_property
    def children(self) -> dict[str | None, tuple[CategoryView, ...]]:
        """The categories right below a code; those of the top below None."""
        found: dict[str | None, list[CategoryView]] = {}
        for one in self.categories:
            parent = one.path[-2] if len(one.path) > 1 else None
            found.setdefault(parent, []).append(one)
        return {parent: tuple(below) for parent, below in found.items()}

    def path(self, category: CategoryView) -> tuple[CategoryView, ...]:
        """The category with its ancestors, the root first."""
        return self.named(category.path)

    def named(self, codes: Iterable[str]) -> tuple[CategoryView, ...]:
        """The categories of these codes; unknown ones are left out."""
        return tuple(self.by_code[code] for code in codes if code in self.by_code)


_held: tuple[float, CategoryTree] | None = None


def category_tree() -> CategoryTree:
    """The tree, at most a few seconds old; one query when it is read anew."""
    global _held
    now = time.monotonic()
    if _held is None or now >= _held[0]:
        _held = (now + SECONDS, CategoryTree(get_category_tree(Visitor())))
    return _held[1]


def forget() -> None:
    """Read the tree anew at the next question: between tests, and after a load."""
    global _held
    _held = None
