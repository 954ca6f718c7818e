"""The category tree and the way from what a person wrote to a category."""

from collections.abc import Iterable

from fondouk.catalogue.events import CategoryView
from fondouk.catalogue.models import Category
from fondouk.catalogue.store import category_view
from fondouk.kernel.actor import Actor


def get_category_tree(actor: Actor) -> tuple[CategoryView, ...]:
    """All categories, each parent before its children, siblings in the desk's order. One query."""
    rows = list(Category.objects.all())
    children: dict[str | None, list[Category]] = {}
    for row in sorted(rows, key=lambda row: (row.position, row.code)):
        children.setdefault(row.parent_id, []).append(row)
    ordered: list[CategoryView] = []
    waiting = list(reversed(children.get(None, [])))
    while waiting:
        row = waiting.pop()
        ordered.append(category_view(row))
        waiting.extend(reversed(children.get(row.id, [])))
    return tuple(ordered)


def list_categories(actor: Actor, ids: Iterable[str]) -> dict[str, CategoryView]:
    """These categories by id; unknown ids are left out. One query."""
    return {row.id: category_view(row) for row in Category.objects.filter(pk__in=set(ids))}


def find_category(actor: Actor, written: str) -> CategoryView | None:
    """By id, by code (`food.oils.argan-oil`), or by a path of names or search words in any
    language from the root ("Food > Oils > Argan oil"); the end of a path does where one category
    only bears it.
    """
    text = written.strip()
    row = Category.objects.filter(code=text).first() or Category.objects.filter(pk=text).first()
    if row is not None:
        return category_view(row)
    names = [_folded(part) for part in text.split(">")]
    if not all(names):
        return None
    tree = get_category_tree(actor)
    by_code = {view.code: view for view in tree}
    found = [view for view in tree if _named(view, names, by_code)]
    whole = [view for view in found if len(view.path) == len(names)]
    if len(whole) == 1:
        return whole[0]
    return found[0] if len(found) == 1 else None


def _named(view: CategoryView, names: list[str], by_code: dict[str, CategoryView]) -> bool:
    last = view.path[-len(names) :]
    return len(last) == len(names) and all(
        name in _names_of(by_code[code]) for name, code in zip(names, last, strict=True)
    )


def _names_of(view: CategoryView) -> set[str]:
    """Its names and search words in every language, and its code."""
    listed = ",".join(text for _, text in view.words.by_language).split(",")
    return {_folded(name) for _, name in view.names.by_language} | {
        _folded(name) for name in (*listed, view.code)
    }


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())
