"""Search for programs: what the search page shows, answered from the index alone."""

from time import perf_counter
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from ninja import Query, Router
from pydantic import BaseModel, Field

from fondouk.api.access import actor_of, language_of
from fondouk.api.labels import facet_label, why_text
from fondouk.api.operations import says
from fondouk.api.shapes import CurrencyCode, MoneyOut, Number, Out, QuantityOut, answer
from fondouk.discovery.events import PriceFrom, SearchHit, SearchPage, SearchRequest, SortBy
from fondouk.discovery.queries import search_products, suggest

router = Router()

Lang = Literal["en", "fr", "ar", "es"]


class SearchIn(BaseModel):
    """The question. A repeated parameter gives alternatives; different ones combine."""

    q: str = Field("", max_length=300, description="Words in any of the four languages.")
    lang: Lang | None = Field(None, description="Of names and labels, not of what is found.")
    category: list[str] = Field([], max_length=50, description="Codes, with all below.")
    region: list[str] = Field([], max_length=50, description="Codes such as MA-09.")
    supplier_kind: list[str] = Field([], max_length=10)
    supplier: list[str] = Field([], max_length=50, description="Company ids.")
    certificate: list[str] = Field([], max_length=50)
    incoterm: list[str] = Field([], max_length=11)
    season: list[int] = Field([], max_length=12, description="Months, 1 to 12.")
    moq_max: Number | None = Field(None, description="In the product's base unit.")
    price_min: Number | None = Field(None, description="In `currency`, of one base unit.")
    price_max: Number | None = Field(None, description="In `currency`, of one base unit.")
    currency: CurrencyCode = "EUR"
    lead_time_days_max: int | None = Field(None, ge=0, le=3650)
    sort: Literal["relevance", "price", "newest", "lead_time"] = "relevance"
    size: int | None = Field(None, ge=1, le=100, description="1 to 100; 24 where absent.")
    cursor: str | None = Field(None, description="The `next` of the page before.")

    def request(self, language: str) -> SearchRequest:
        return SearchRequest(
            words=self.q,
            language=language,
            categories=tuple(self.category),
            regions=tuple(self.region),
            supplier_kinds=tuple(self.supplier_kind),
            suppliers=tuple(self.supplier),
            certificates=tuple(self.certificate),
            incoterms=tuple(self.incoterm),
            seasons=tuple(self.season),
            moq_max=self.moq_max,
            price_min=self.price_min,
            price_max=self.price_max,
            currency=self.currency,
            lead_time_days_max=self.lead_time_days_max,
            sort=SortBy(self.sort),
            size=self.size,
            cursor=self.cursor,
        )


class HitSupplier(Out):
    """Whose product it is."""

    id: str
    name: str
    slug: str
    kind: str
    state: str


class AboutOut(MoneyOut):
    """The price in the currency asked for, about, by the rate of a day."""

    rate_on: str | None


class PriceFromOut(Out):
    """The lowest price of one base unit, and on which terms."""

    amount: str
    currency: str
    unit: str | None
    incoterm: str
    place: str
    min_quantity: str
    about: AboutOut | None


class WhyOut(Out):
    """One cause of the rank; the weights add up to the score."""

    feature: str
    weight: float
    text: str


class HitOut(Out):
    """A product found."""

    id: str
    href: str
    sku: str
    name: str
    supplier: HitSupplier
    category: str
    category_name: str
    hs_code: str | None
    origin: str | None
    region: str | None
    price_from: PriceFromOut | None
    price_on_request: bool
    moq: QuantityOut | None
    lead_time_days: int | None
    certificates: list[str]
    score: float
    why: list[WhyOut]


class FacetOut(Out):
    """A value that narrows, and how many products it leaves."""

    value: str
    label: str
    count: int


class SearchOut(Out):
    """A page of hits. `total` is exact; each facet's counts ignore its own choice."""

    total: int
    took_ms: float
    hits: list[HitOut]
    facets: dict[str, list[FacetOut]]
    next: str | None
    repaired: dict[str, str] = Field(description="Words as typed, and as they were read.")


class SuggestionOut(Out):
    """What may be meant."""

    kind: Literal["words", "category", "product"]
    text: str
    id: str
    count: int


class SuggestionsOut(Out):
    """Suggestions, the likeliest first."""

    items: list[SuggestionOut]


HIT: dict[str, Any] = {
    "id": "prd_01kaqx2v9mq0e8r4w5t6y7z8a9",
    "href": "/api/v1/products/prd_01kaqx2v9mq0e8r4w5t6y7z8a9",
    "sku": "ARG-FOOD-1L",
    "name": "Culinary argan oil",
    "supplier": {
        "id": "com_01kaqx2v9mq0e8r4w5t6y7z8a9",
        "name": "Argan cooperative",
        "slug": "coop-argan-demo",
        "kind": "cooperative",
        "state": "verified",
    },
    "category": "food.oils.argan",
    "category_name": "Argan oil",
    "hs_code": "151590",
    "origin": "MA",
    "region": "MA-09",
    "price_from": {
        "amount": "28.50",
        "currency": "EUR",
        "unit": "litre",
        "incoterm": "FCA",
        "place": "Agadir",
        "min_quantity": "20",
        "about": None,
    },
    "price_on_request": False,
    "moq": {"quantity": "20", "unit": "litre"},
    "lead_time_days": 14,
    "certificates": [],
    "score": 7.42,
    "why": [{"feature": "name", "weight": 5.1, "text": "argan in the name"}],
}


@router.get(
    "/search",
    **says(
        "Search products",
        answers=SearchOut,
        example={
            "total": 1,
            "took_ms": 2.1,
            "hits": [HIT],
            "facets": {"region": [{"value": "MA-09", "label": "Souss-Massa", "count": 1}]},
            "next": None,
            "repaired": {},
        },
        refuses=("bad_cursor", "search_too_deep", "no_rate"),
    ),
)
def search(request: HttpRequest, asked: Query[SearchIn]) -> HttpResponse:
    """Published products for words in any of the four languages or in transliteration, with
    typos. Values of one facet are alternatives, facets combine. No rank can be bought: `why`
    names every part of the score.
    """
    started = perf_counter()
    language = asked.lang or language_of(request)
    wanted = asked.request(language)
    page = search_products(actor_of(request), wanted)
    with translation.override(language):
        body = _page(page, language, wanted.currency)
    body["took_ms"] = round((perf_counter() - started) * 1000, 2)
    return answer(body)


@router.get(
    "/search/suggest",
    **says(
        "Complete words",
        answers=SuggestionsOut,
        example={"items": [{"kind": "words", "text": "argan oil", "id": "", "count": 0}]},
    ),
)
def complete(
    request: HttpRequest, q: str = Query("", max_length=200), lang: Lang | None = None
) -> HttpResponse:
    """What words, categories or products an unfinished word may lead to."""
    found = suggest(actor_of(request), q, language=lang or language_of(request))
    items = [
        {"kind": one.kind, "text": one.text, "id": one.id, "count": one.count} for one in found
    ]
    return answer({"items": items})


def _page(page: SearchPage, language: str, currency: str) -> dict[str, Any]:
    return {
        "total": page.total,
        "took_ms": 0.0,
        "hits": [_hit(hit, language) for hit in page.hits],
        "facets": {
            name: [
                {
                    "value": one.value,
                    "label": facet_label(name, one.value, one.label, language, currency),
                    "count": one.count,
                }
                for one in values
            ]
            for name, values in page.facets.items()
        },
        "next": page.next,
        "repaired": dict(page.repaired),
    }


def _hit(hit: SearchHit, language: str) -> dict[str, Any]:
    by = hit.supplier
    return {
        "id": hit.id,
        "href": f"/api/v1/products/{hit.id}",
        "sku": hit.sku,
        "name": hit.names.best(language),
        "supplier": {
            "id": by.id,
            "name": by.names.best(language),
            "slug": by.slug,
            "kind": by.kind,
            "state": by.state,
        },
        "category": hit.category,
        "category_name": hit.category_names.best(language),
        "hs_code": hit.hs_code,
        "origin": hit.origin,
        "region": hit.region,
        "price_from": _price(hit.price_from),
        "price_on_request": hit.price_on_request,
        "moq": {"quantity": hit.moq, "unit": hit.unit} if hit.moq and hit.unit else None,
        "lead_time_days": hit.lead_time_days,
        "certificates": hit.certificates,
        "score": round(hit.score, 4),
        "why": [
            {
                "feature": one.feature,
                "weight": round(one.weight, 4),
                "text": why_text(one, language),
            }
            for one in hit.why
        ],
    }


def _price(price: PriceFrom | None) -> dict[str, Any] | None:
    if price is None:
        return None
    about = price.about
    return {
        **price.money.shown(),
        "unit": price.unit,
        "incoterm": price.incoterm,
        "place": price.place,
        "min_quantity": price.min_quantity,
        "about": about and {**about.shown(), "rate_on": price.rate_on},
    }
