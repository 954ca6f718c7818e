"""Who lists goods of a kind: the suppliers that a request may be shown to."""

from collections.abc import Iterable

from django.db.models import Count, Q

from fondouk.catalogue.events import SupplierMatch
from fondouk.catalogue.models import Category, Product
from fondouk.catalogue.queries.listings import PUBLIC
from fondouk.kernel.actor import Actor


def match_suppliers(
    actor: Actor, *, hs_codes: Iterable[str], categories: Iterable[str], most: int = 50
) -> tuple[SupplierMatch, ...]:
    """Companies with public listings under these HS codes (digits; the first six count) or in
    these categories (codes) and what lies below them.

    The one with the most such listings first, then by id, so that the answer is always the same;
    at most `most`. `by_hs` and `by_category` say how many listings fit either way.
    """
    by_hs = Q(pk__in=[])
    for code in set(hs_codes):
        by_hs |= Q(hs_code__startswith=code[:6])
    by_category = Q(category__in=_subtree(categories))
    rows = (
        Product.objects.filter(PUBLIC)
        .filter(by_hs | by_category)
        .values("company")
        .annotate(
            fitting=Count("pk"),
            by_hs=Count("pk", filter=by_hs),
            by_category=Count("pk", filter=by_category),
        )
        .order_by("-fitting", "company")
    )
    return tuple(
        SupplierMatch(
            supplier_id=row["company"], by_hs=row["by_hs"], by_category=row["by_category"]
        )
        for row in rows[:most]
    )


def _subtree(categories: Iterable[str]) -> list[str]:
    paths = Category.objects.filter(code__in=set(categories)).values_list("path", flat=True)
    below = Q(pk__in=[])
    for path in paths:
        below |= Q(path=path) | Q(path__startswith=f"{path}/")
    return list(Category.objects.filter(below).values_list("pk", flat=True))
