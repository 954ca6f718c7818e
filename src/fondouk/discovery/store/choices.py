"""From what a buyer chose to what the index is asked to filter and to count."""

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal

from fondouk.discovery.events import FACETS, SearchRequest, SortBy
from fondouk.discovery.store.documents import MOQ_SCALE, Scaled
from fondouk.kernel.money import Money
from fondouk.kernel.refused import Refused
from fondouk.plumbing.textindex import Between, Node, OneOf, Ranges, Sort, Values

MOQ_STEPS = (10, 50, 100, 500, 1000, 5000)
LEAD_TIME_STEPS = (7, 14, 30, 60)

_CLOSED: Mapping[str, Callable[[SearchRequest], tuple[str, ...]]] = {
    "category": lambda asked: asked.categories,
    "region": lambda asked: asked.regions,
    "supplier_kind": lambda asked: asked.supplier_kinds,
    "certificate": lambda asked: asked.certificates,
    "incoterm": lambda asked: asked.incoterms,
    "season": lambda asked: tuple(str(month) for month in asked.seasons),
}
_SORTS = {
    SortBy.RELEVANCE: None,
    SortBy.PRICE: Sort("price"),
    SortBy.NEWEST: Sort("published_at", descending=True),
    SortBy.LEAD_TIME: Sort("lead_time"),
}


def choices_of(request: SearchRequest, scaled: Scaled) -> dict[str, Node]:
    """By facet, what was chosen. Refuses `no_rate` for a price in an unknown currency."""
    chosen: dict[str, Node] = {
        name: OneOf(name, tuple(sorted(set(values))))
        for name, values_of in _CLOSED.items()
        if (values := values_of(request))
    }
    low = _price(request, request.price_min, scaled)
    high = _price(request, request.price_max, scaled)
    if low is not None or high is not None:
        chosen["price"] = Between("price", low, high)
    if request.moq_max is not None:
        most = (request.moq_max * MOQ_SCALE).to_integral_value(ROUND_HALF_UP)
        chosen["moq"] = Between("moq", high=int(most))
    if request.lead_time_days_max is not None:
        chosen["lead_time"] = Between("lead_time", high=request.lead_time_days_max)
    return chosen


def chosen_values(request: SearchRequest) -> dict[str, frozenset[str]]:
    """By closed facet, the values chosen."""
    return {name: frozenset(values_of(request)) for name, values_of in _CLOSED.items()}


def filters_of(request: SearchRequest) -> tuple[Node, ...]:
    """What narrows without being a facet."""
    narrowing: list[Node] = []
    if request.suppliers:
        narrowing.append(OneOf("supplier", tuple(sorted(request.suppliers))))
    if request.published_after is not None:
        narrowing.append(Between("published_at", int(request.published_after.timestamp()) + 1))
    return tuple(narrowing)


def facets_of(price_edges: tuple[int, ...]) -> dict[str, Values | Ranges]:
    """What is counted; without edges prices are not.

    A step's upper bound belongs to it, as it does to the filter "at most": hence the edges lie
    one above.
    """
    facets: dict[str, Values | Ranges] = {}
    for name in FACETS:
        if name in _CLOSED:
            facets[name] = Values(name, size=300)
    if price_edges:
        facets["price"] = Ranges("price", tuple(edge + 1 for edge in price_edges))
    facets["moq"] = Ranges("moq", tuple(step * MOQ_SCALE + 1 for step in MOQ_STEPS))
    facets["lead_time"] = Ranges("lead_time", tuple(step + 1 for step in LEAD_TIME_STEPS))
    return facets


def sort_of(request: SearchRequest) -> Sort | None:
    """The index's order; None is by relevance."""
    return _SORTS[request.sort]


def _price(request: SearchRequest, amount: Decimal | None, scaled: Scaled) -> int | None:
    if amount is None:
        return None
    placed = scaled(Money(amount, request.currency))
    if placed is None:
        raise Refused("no_rate", "currency", currency=request.currency)
    return placed
