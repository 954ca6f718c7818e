"""Search products by words and choices: answered from the index, without reading a row.

words -> question -> products, ranked -> hits from their cards
      -> counts by facet, kept while the index stands still
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Any, Protocol

import orjson

from fondouk.catalogue.queries import get_category_tree
from fondouk.discovery.events import (
    FACETS,
    FacetValue,
    PriceFrom,
    SearchHit,
    SearchPage,
    SearchRequest,
    SortBy,
    SupplierRef,
)
from fondouk.discovery.ports import INDEX, LEXICON
from fondouk.discovery.store import searching
from fondouk.discovery.store.choices import (
    LEAD_TIME_STEPS,
    MOQ_STEPS,
    choices_of,
    chosen_values,
    facets_of,
    filters_of,
    sort_of,
)
from fondouk.discovery.store.documents import Scaled, days_since_1970
from fondouk.discovery.store.rates import price_steps, scaled_on
from fondouk.kernel.actor import Actor, System
from fondouk.kernel.money import Money
from fondouk.kernel.numbers import plain
from fondouk.kernel.refused import Refused
from fondouk.kernel.texts import Texts
from fondouk.plumbing import clock
from fondouk.plumbing.paging import SIZE_MAX, decode_cursor, encode_cursor, page_size
from fondouk.plumbing.textindex import Bucket, OneOf, Search, TextIndex
from fondouk.reference.events import Converted
from fondouk.reference.queries import list_regions, rates_on


class Rates(Protocol):
    """What converts; the table of `reference`."""

    def convert(self, money: Money, currency: str) -> Converted | None: ...


DEEPEST = 10_000
"""The last place that can be paged to: further on, narrowing serves better."""


def search_products(actor: Actor, request: SearchRequest, *, facets: bool = True) -> SearchPage:
    """A page of published products for these words and choices, the same for every actor.

    Without `facets` none are counted. Refuses `bad_page_size`, `bad_cursor`, `search_too_deep`,
    `no_rate` (a price bound in a currency without a rate).
    """
    index, today = INDEX.get(), clock.today()
    scaled = scaled_on(today)
    size, offset = page_size(request.size), _offset(request)
    asked = searching.Asked(
        text=request.words,
        today=days_since_1970(today),
        choices=choices_of(request, scaled),
        filters=filters_of(request),
        sort=sort_of(request),
        size=size,
        offset=offset,
    )
    answered = searching.ask(index, LEXICON.get()(), asked)
    after = offset + size
    more = after < answered.found.total and after < DEEPEST
    table = rates_on(today)
    return SearchPage(
        total=answered.found.total,
        hits=tuple(_hit(one, request.currency, table) for one in answered.answers),
        facets=_counted(index, request, asked, answered, scaled) if facets else {},
        next=encode_cursor(after) if more else None,
        repaired=answered.question.repaired,
        generation=answered.found.generation,
    )


def list_hits(
    actor: Actor, product_ids: Iterable[str], *, currency: str = "EUR"
) -> dict[str, SearchHit]:
    """These products as search shows them, by id in the order asked; at most 100, without those
    that are not public.
    """
    wanted = list(dict.fromkeys(product_ids))[:SIZE_MAX]
    found = INDEX.get().search(Search(filters=(OneOf("id", tuple(wanted)),), size=SIZE_MAX))
    table = rates_on(clock.today())
    hits = {}
    for read in found.cards(found.hits):
        answer = searching.Answer(card=orjson.loads(read), score=0.0, why=())
        hit = _hit(answer, currency, table)
        hits[hit.id] = hit
    return {one: hits[one] for one in wanted if one in hits}


def index_state() -> tuple[int, int]:
    """The index's generation (0: it must be built) and how many products it holds."""
    index = INDEX.get()
    return index.generation(), index.size()


def _offset(request: SearchRequest) -> int:
    parts = decode_cursor(request.cursor, 1)
    if parts is None:
        return 0
    if not isinstance(parts[0], int) or parts[0] < 0:
        raise Refused("bad_cursor", "cursor")
    if parts[0] > DEEPEST:
        raise Refused("search_too_deep", "cursor", most=DEEPEST)
    return parts[0]


# --- hits ------------------------------------------------------------------------------------


def _hit(answer: searching.Answer, currency: str, rates: Rates) -> SearchHit:
    card = answer.card
    by = card["supplier"]
    return SearchHit(
        id=card["id"],
        sku=card["sku"],
        names=_texts(card["names"]),
        supplier=SupplierRef(
            id=by["id"],
            slug=by["slug"],
            names=_texts(by["names"]),
            kind=by["kind"],
            state=by["state"],
            demonstration=by["demonstration"],
        ),
        category=card["category"],
        category_names=_texts(card["category_names"]),
        motif=card["motif"],
        hs_code=card["hs_code"],
        origin=card["origin"],
        region=card["region"],
        price_from=_price_from(card["price"], currency, rates),
        price_on_request=card["on_request"],
        moq=card["moq"],
        unit=card["unit"],
        lead_time_days=card["lead_time_days"],
        certificates=tuple(card["certificates"]),
        months=tuple(card["months"] or ()),
        picture=tuple((int(width), sha) for width, sha in (card["picture"] or {}).items()),
        score=answer.score,
        why=answer.why,
    )


def _price_from(price: Mapping[str, Any] | None, currency: str, rates: Rates) -> PriceFrom | None:
    if price is None:
        return None
    money = Money(Decimal(price["amount"]), price["currency"])
    about, rate_on = None, None
    if money.currency != currency and (turned := rates.convert(money, currency)):
        about, rate_on = turned.money.rounded(), turned.rate.on
    return PriceFrom(
        money=money,
        unit=price["unit"],
        incoterm=price["incoterm"],
        place=price["place"],
        min_quantity=price["min_quantity"],
        about=about,
        rate_on=rate_on,
    )


def _texts(given: Mapping[str, str]) -> Texts:
    return Texts(tuple(given.items()))


# --- facets ----------------------------------------------------------------------------------

_KEPT_MOST = 500
_kept: dict[Hashable, dict[str, tuple[FacetValue, ...]]] = {}


def _counted(
    index: TextIndex,
    request: SearchRequest,
    asked: searching.Asked,
    answered: searching.Answered,
    scaled: Scaled,
) -> Mapping[str, tuple[FacetValue, ...]]:
    """The facets, kept for the next page and the next buyer while the index stands still."""
    generation = answered.found.generation
    whole = replace(request, cursor=None, size=None, sort=SortBy.RELEVANCE)
    key = (index, generation, asked.today, whole)
    known = _kept.get(key)
    if known is None:
        steps = price_steps(request.currency, scaled)
        edges = facets_of(tuple(placed for _, placed in steps))
        buckets = searching.count(index, asked, answered, edges)
        known = _facets(request, buckets, [step for step, _ in steps], generation)
        if len(_kept) >= _KEPT_MOST:
            _kept.clear()
        _kept[key] = known
    return known


def _facets(
    request: SearchRequest,
    counted: Mapping[str, Sequence[Bucket]],
    price_edges: Sequence[Decimal],
    generation: int,
) -> dict[str, tuple[FacetValue, ...]]:
    edges = {
        "price": price_edges,
        "moq": [Decimal(step) for step in MOQ_STEPS],
        "lead_time": [Decimal(step) for step in LEAD_TIME_STEPS],
    }
    most = request.lead_time_days_max
    bounds = {
        "price": request.price_max,
        "moq": request.moq_max,
        "lead_time": None if most is None else Decimal(most),
    }
    chosen = chosen_values(request)
    shown: dict[str, tuple[FacetValue, ...]] = {}
    for name in (name for name in FACETS if name in counted):
        if name in edges:
            shown[name] = _steps(counted[name], edges[name], bounds.get(name))
        else:
            labels = _labels(name, request.language, generation)
            shown[name] = _values(counted[name], labels, chosen[name])
    return shown


def _values(
    buckets: Sequence[Bucket], labels: Mapping[str, str], chosen: frozenset[str]
) -> tuple[FacetValue, ...]:
    return tuple(
        FacetValue(
            value=str(bucket.value),
            label=labels.get(str(bucket.value), str(bucket.value)),
            count=bucket.count,
            chosen=str(bucket.value) in chosen,
        )
        for bucket in buckets
    )


def _steps(
    buckets: Sequence[Bucket], edges: Sequence[Decimal], most: Decimal | None
) -> tuple[FacetValue, ...]:
    lows, highs = [None, *edges], [*edges, None]
    made = []
    for bucket, low, high in zip(buckets, lows, highs, strict=True):
        said = f"{plain(low or Decimal(0))}-" + (plain(high) if high is not None else "")
        made.append(
            FacetValue(
                value=said,
                label=said,
                count=bucket.count,
                chosen=most is not None and high == most,
                low=low,
                high=high,
            )
        )
    return tuple(made)


def _labels(facet: str, language: str, generation: int) -> Mapping[str, str]:
    if facet == "category":
        return category_labels(language, generation)
    if facet == "region":
        return {region.code: region.names.best(language) for region in list_regions()}
    return {}


@lru_cache(maxsize=8)
def category_labels(language: str, generation: int) -> Mapping[str, str]:
    """The names of categories; a changed one is followed by a new generation of the index."""
    return {one.code: one.names.best(language) for one in get_category_tree(System())}
