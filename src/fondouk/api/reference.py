"""Closed lists that a program needs before it can write anything."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from fondouk.api.access import language_of
from fondouk.api.operations import says
from fondouk.api.shapes import CountryCode, CurrencyCode, Out, TextsOut, answer
from fondouk.kernel.codes import Incoterm
from fondouk.kernel.numbers import plain
from fondouk.kernel.quantity import Unit
from fondouk.kernel.refused import Refused
from fondouk.plumbing import clock
from fondouk.reference import queries
from fondouk.reference.events import HsLineView

router = Router()

_DAY = "public, max-age=86400"


class UnitOut(Out):
    """A unit of trade."""

    code: str
    dimension: str = Field(description="Units of one dimension convert into each other.")
    rec_code: str = Field(description="UN/ECE Recommendation 20 code of a measure, 21 of a pack.")


class UnitsOut(Out):
    """All units."""

    items: list[UnitOut]


class IncotermOut(Out):
    """A rule of Incoterms 2020."""

    code: str
    sea_only: bool


class IncotermsOut(Out):
    """All rules."""

    items: list[IncotermOut]


def _kept(body: Any) -> HttpResponse:
    response = answer(body)
    response["Cache-Control"] = _DAY
    return response


@router.get(
    "/reference/units",
    **says(
        "List the units of trade",
        answers=UnitsOut,
        example={"items": [{"code": "kg", "dimension": "mass", "rec_code": "KGM"}]},
    ),
)
def list_units(request: HttpRequest) -> HttpResponse:
    """The units in which goods are sold, with their UN/ECE codes. A pack (carton, drum, pallet)
    holds a number of base units which each product states.
    """
    units = [
        {"code": unit.value, "dimension": unit.dimension.value, "rec_code": unit.rec_code}
        for unit in Unit
    ]
    return _kept({"items": units})


@router.get(
    "/reference/incoterms",
    **says(
        "List the Incoterms",
        answers=IncotermsOut,
        example={"items": [{"code": "FOB", "sea_only": True}]},
    ),
)
def list_incoterms(request: HttpRequest) -> HttpResponse:
    """The eleven rules of Incoterms 2020 (ICC publication 723)."""
    return _kept({"items": [{"code": one.value, "sea_only": one.sea_only} for one in Incoterm]})


Words = Annotated[str, Query(min_length=1, max_length=120, description="What to look for.")]


class NamedOut(Out):
    """A code and its name in the language of Accept-Language."""

    code: str
    name: str


class NamedListOut(Out):
    """Codes with their names."""

    items: list[NamedOut]


class RegionOut(Out):
    """A region of a country, ISO 3166-2."""

    code: str
    country: str
    name: TextsOut


class RegionsOut(Out):
    """Regions, by code."""

    items: list[RegionOut]


class PlaceOut(Out):
    """A port, airport or town by its UN/LOCODE."""

    locode: str
    country: str
    name: TextsOut
    kinds: list[str]


class PlacesOut(Out):
    """Places, those of trade first."""

    items: list[PlaceOut]


class HsLineOut(Out):
    """A line of the Harmonized System."""

    code: str
    edition: str
    name: TextsOut
    unit: str | None = Field(description="Standard unit of quantity; null where unknown.")
    source: str
    as_of: str


class HsFoundOut(HsLineOut):
    """A subheading found by words, with the lines above it."""

    score: float
    matched: list[str]
    path: list[HsLineOut]


class HsListOut(Out):
    """Subheadings, the likeliest first."""

    items: list[HsFoundOut]


class RateOut(Out):
    """How many `quote` one `base` is worth, from which day, by whom."""

    base: str
    quote: str
    rate: str
    on: str
    kind: str
    source: str


class RatesOut(Out):
    """One rate for each currency for which the hub holds one."""

    items: list[RateOut]


_HS: dict[str, Any] = {
    "code": "151590",
    "edition": "2022",
    "name": {"en": "Other fixed vegetable fats and oils"},
    "unit": "kg",
    "source": "HS 2022",
    "as_of": "2022-01-01",
}


@router.get(
    "/reference/countries",
    **says(
        "List the countries",
        answers=NamedListOut,
        example={"items": [{"code": "MA", "name": "Morocco"}]},
    ),
)
def list_countries(request: HttpRequest) -> HttpResponse:
    """The countries of ISO 3166-1 with their names in the language of Accept-Language."""
    found = queries.list_countries(language_of(request))
    return _kept({"items": [{"code": one.code, "name": one.name} for one in found]})


@router.get(
    "/reference/currencies",
    **says(
        "List the currencies",
        answers=NamedListOut,
        example={"items": [{"code": "MAD", "name": "Moroccan Dirham"}]},
    ),
)
def list_currencies(request: HttpRequest) -> HttpResponse:
    """The currencies in use (ISO 4217) with their names in the language of Accept-Language."""
    found = queries.list_currencies(language_of(request))
    return _kept({"items": [{"code": one.code, "name": one.name} for one in found]})


@router.get(
    "/reference/regions",
    **says(
        "List the regions",
        answers=RegionsOut,
        example={
            "items": [{"code": "MA-09", "country": "MA", "name": {"en": "Souss-Massa"}}],
        },
    ),
)
def list_regions(request: HttpRequest, country: CountryCode | None = None) -> HttpResponse:
    """The regions of a country, or all that the hub knows."""
    found = [
        {"code": one.code, "country": one.country, "name": one.names.shown()}
        for one in queries.list_regions(country)
    ]
    return _kept({"items": found})


@router.get(
    "/reference/places",
    **says(
        "Find places",
        answers=PlacesOut,
        example={
            "items": [
                {
                    "locode": "MAAGA",
                    "country": "MA",
                    "name": {"en": "Agadir"},
                    "kinds": ["port", "airport"],
                }
            ]
        },
    ),
)
def find_places(
    request: HttpRequest, q: Words, country: CountryCode | None = None
) -> HttpResponse:
    """At most 20 ports, airports and towns whose name contains the words."""
    found = [
        {
            "locode": one.locode,
            "country": one.country,
            "name": one.names.shown(),
            "kinds": one.kinds,
        }
        for one in queries.find_places(q, country=country)
    ]
    return _kept({"items": found})


@router.get(
    "/reference/hs",
    **says(
        "Find HS codes by words",
        answers=HsListOut,
        example={"items": [{**_HS, "score": 3.2, "matched": ["argan"], "path": []}]},
    ),
)
def find_hs(request: HttpRequest, q: Words) -> HttpResponse:
    """HS 2022 subheadings for words in any of the four languages, or for the first digits."""
    found = [
        {
            **_hs_line(one.line),
            "score": round(one.score, 4),
            "matched": one.matched,
            "path": [_hs_line(line) for line in one.path],
        }
        for one in queries.find_hs(q)
    ]
    return _kept({"items": found})


@router.get(
    "/reference/hs/{code}",
    **says("Read an HS line", answers=HsLineOut, example=_HS),
)
def get_hs_line(request: HttpRequest, code: str) -> HttpResponse:
    """The line of exactly this code of HS 2022: two, four or six digits."""
    line = queries.find_hs_line(code.replace(".", ""))
    if line is None:
        raise Refused("not_found")
    return _kept(_hs_line(line))


@router.get(
    "/reference/rates",
    **says(
        "List the exchange rates",
        answers=RatesOut,
        example={
            "items": [
                {
                    "base": "EUR",
                    "quote": "MAD",
                    "rate": "10.72",
                    "on": "2026-11-20",
                    "kind": "typed",
                    "source": "Bank Al-Maghrib",
                }
            ]
        },
    ),
)
def list_rates(request: HttpRequest, base: CurrencyCode = "EUR") -> HttpResponse:
    """How many of each currency one `base` is worth, by the newest rate held, with its day and
    source. A currency without a rate is left out: none is invented.
    """
    today = clock.today()
    found = [
        queries.rate(base, quote, on=today)
        for quote in queries.list_rate_currencies()
        if quote != base
    ]
    shown = [
        {
            "base": one.base,
            "quote": one.quote,
            "rate": plain(one.rate),
            "on": one.on,
            "kind": one.kind.value,
            "source": one.source,
        }
        for one in found
        if one is not None
    ]
    response = answer({"items": shown})
    response["Cache-Control"] = "public, max-age=300"
    return response


def _hs_line(line: HsLineView) -> dict[str, Any]:
    return {
        "code": line.code,
        "edition": line.edition,
        "name": line.names.shown(),
        "unit": line.unit,
        "source": line.source,
        "as_of": line.as_of,
    }
