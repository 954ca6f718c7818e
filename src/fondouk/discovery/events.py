"""What discovery hands on: a search as asked, its page of hits, and what people keep of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from fondouk.kernel.money import Money
from fondouk.kernel.texts import Texts

SEARCH_SAVED = "search_saved"

FACETS = (
    "category",
    "region",
    "supplier_kind",
    "certificate",
    "incoterm",
    "season",
    "price",
    "moq",
    "lead_time",
)
"""The facets in the order in which pages show them."""


class SortBy(StrEnum):
    """The orders of a list of products. None of them can be bought."""

    RELEVANCE = "relevance"
    PRICE = "price"
    NEWEST = "newest"
    LEAD_TIME = "lead_time"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """A search as a buyer asks it.

    Values of one facet are alternatives; facets combine. `seasons` are month numbers 1 to 12.
    Prices are in `currency`, of one base unit; `moq_max` is in the product's base unit.
    `language` orders the labels and names, never what is found.
    """

    words: str = ""
    language: str = "en"
    categories: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    supplier_kinds: tuple[str, ...] = ()
    suppliers: tuple[str, ...] = ()
    certificates: tuple[str, ...] = ()
    incoterms: tuple[str, ...] = ()
    seasons: tuple[int, ...] = ()
    moq_max: Decimal | None = None
    price_min: Decimal | None = None
    price_max: Decimal | None = None
    currency: str = "EUR"
    lead_time_days_max: int | None = None
    published_after: datetime | None = None
    sort: SortBy = SortBy.RELEVANCE
    size: int | None = None
    cursor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierRef:
    """The supplier of a hit, as the index knew it."""

    id: str
    slug: str
    names: Texts
    kind: str
    state: str
    demonstration: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceFrom:
    """The lowest price of one base unit, on which terms, and about what it is in the buyer's
    currency, by the rate of the day `rate_on` (None in the currency itself or without a rate).
    """

    money: Money
    unit: str | None
    incoterm: str
    place: str
    min_quantity: str
    about: Money | None = None
    rate_on: date | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """One cause of a hit's rank: a feature's code, its part of the score, the words it is about.

    The weights of a hit add up to its score.
    """

    feature: str
    weight: float
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """A product found, as the index holds it: no row is read for it."""

    id: str
    sku: str
    names: Texts
    supplier: SupplierRef
    category: str
    category_names: Texts
    motif: str
    hs_code: str | None
    origin: str | None
    region: str | None
    price_from: PriceFrom | None
    price_on_request: bool
    moq: str | None
    unit: str | None
    lead_time_days: int | None
    certificates: tuple[str, ...]
    months: tuple[int, ...]
    picture: tuple[tuple[int, str], ...]
    score: float
    why: tuple[Why, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetValue:
    """A value that narrows, and how many products it leaves.

    `label` is what data calls it in the reader's language, or the value itself. Steps of price,
    quantity and time have the bounds `low` (excluded) and `high` (included), None where open.
    """

    value: str
    label: str
    count: int
    chosen: bool = False
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """A page of hits. `total` is exact; each facet's counts ignore its own choice.

    `repaired` tells which words were read as which; `generation` of the index serves caches.
    """

    total: int
    hits: tuple[SearchHit, ...]
    facets: Mapping[str, tuple[FacetValue, ...]]
    next: str | None
    repaired: tuple[tuple[str, str], ...] = ()
    generation: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """What may be meant: `kind` is "category", "product" or "words"; `id` is the category's code,
    the product's id, or empty.
    """

    kind: str
    text: str
    id: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearchView:
    """A search that a person keeps. `request` is the search without page and language; `seen_at`
    is when they last looked, and `notify` says whether they want to hear of new products.
    """

    id: str
    name: str
    request: SearchRequest
    notify: bool
    seen_at: datetime
    version: int
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexReport:
    """What a pass over the index did."""

    written: int
    removed: int
    generation: int
