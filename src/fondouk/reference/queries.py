"""What other rooms and pages may ask of the facts. They are public: any actor may read them."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache

import pycountry
from babel import Locale
from django.db.models import Max

from fondouk.kernel.money import Money
from fondouk.kernel.texts import Texts
from fondouk.kernel.words import fold
from fondouk.reference.domain.hs_words import HsText, HsWords
from fondouk.reference.domain.rates import PIVOT, RateTable
from fondouk.reference.events import (
    Converted,
    HsCandidate,
    HsLineView,
    Named,
    PlaceView,
    RateKind,
    RateView,
    RegionView,
)
from fondouk.reference.models import ExchangeRate, HsLine, Place, Region
from fondouk.reference.store import Remembered

EDITION = "2022"
PLACES_MOST = 20


def find_hs(words: str, *, most: int = 12) -> tuple[HsCandidate, ...]:
    """HS 2022 subheadings for words in any of the four languages, or for the first digits."""
    hits = _hs_words.get().find(words, most)
    wanted = {code for hit in hits for code in (hit.code, hit.code[:4], hit.code[:2])}
    lines = _hs_lines(wanted)
    return tuple(
        HsCandidate(
            line=lines[hit.code],
            path=tuple(lines[code] for code in (hit.code[:2], hit.code[:4]) if code in lines),
            score=hit.score,
            matched=hit.matched,
        )
        for hit in hits
        if hit.code in lines
    )


def get_hs_path(code: str) -> tuple[HsLineView, ...]:
    """The lines from the chapter down to this code, as far as the hub holds them."""
    codes = [code[:2], code[:4], code[:6]]
    lines = _hs_lines(set(codes))
    return tuple(lines[one] for one in dict.fromkeys(codes) if one in lines)


def find_hs_line(code: str) -> HsLineView | None:
    """The line of exactly this code (its first six digits), or None where it is not held."""
    return _hs_lines({code[:6]}).get(code[:6])


def list_regions(country: str | None = None) -> tuple[RegionView, ...]:
    """The regions of a country, or all, by code."""
    return tuple(
        region for region in _regions.get() if country is None or region.country == country
    )


def find_places(words: str, *, country: str | None = None) -> tuple[PlaceView, ...]:
    """At most 20 places whose name starts with, or contains, these words; trading places first."""
    rows = Place.objects.filter(folded__contains=fold(words.strip()))
    if country:
        rows = rows.filter(country=country)
    started = fold(words.strip())
    found = sorted(
        rows.order_by("-trades", "locode")[:200],
        key=lambda row: (not row.trades, not row.folded.startswith(started), row.locode),
    )
    return tuple(_place(row) for row in found[:PLACES_MOST])


def find_place(locode: str) -> PlaceView | None:
    """The place of this UN/LOCODE, or None."""
    row = Place.objects.filter(pk=locode.replace(" ", "").upper()).first()
    return _place(row) if row else None


def rate(base: str, quote: str, *, on: date) -> RateView | None:
    """How many `quote` one `base` was worth on the day, by the newest row up to it; else None."""
    return rates_on(on).rate(base, quote)


def convert(money: Money, currency: str, *, on: date) -> Converted | None:
    """The amount in another currency with the rate used, or None: no rate is invented."""
    return rates_on(on).convert(money, currency)


def rates_on(on: date) -> RateTable:
    """The newest rate per euro of each currency up to the day, to convert many amounts with."""
    newest = _newest_rates.get()
    if all(view.on <= on for view in newest.values()):
        return RateTable(newest)
    return RateTable(_read_rates(on))


@lru_cache(maxsize=8)
def list_countries(language: str) -> tuple[Named, ...]:
    """All countries of ISO 3166-1 with their names in the language, by name."""
    names = Locale(language).territories
    found = [
        Named(code=one.alpha_2, name=names.get(one.alpha_2, one.name))
        for one in pycountry.countries
    ]
    return tuple(sorted(found, key=lambda named: fold(named.name)))


@lru_cache(maxsize=8)
def list_currencies(language: str) -> tuple[Named, ...]:
    """The currencies in use (ISO 4217) with their names in the language, by code."""
    names = Locale(language).currencies
    return tuple(
        Named(code=code, name=names.get(code, code)) for code in sorted(_currency_codes())
    )


def is_country(code: str) -> bool:
    """Whether ISO 3166-1 knows the two letters."""
    return code in _country_codes()


def is_currency(code: str) -> bool:
    """Whether ISO 4217 knows the three letters as money."""
    return code in _currency_codes()


def list_rate_currencies() -> tuple[str, ...]:
    """The currencies for which the hub holds a rate, with the euro, by code."""
    return tuple(sorted({PIVOT, *_newest_rates.get()}))


def forget() -> None:
    """Read everything anew: after a load, and between tests."""
    for held in (_hs_words, _regions, _newest_rates):
        held.forget()


# ISO 4217 begins the codes of metals, bond units and tests with X; these five are paid with.
_MONEY_IN_X = frozenset(("XAF", "XCD", "XCG", "XOF", "XPF"))


@lru_cache(maxsize=1)
def _country_codes() -> frozenset[str]:
    return frozenset(one.alpha_2 for one in pycountry.countries)


@lru_cache(maxsize=1)
def _currency_codes() -> frozenset[str]:
    codes = {one.alpha_3 for one in pycountry.currencies}
    return frozenset(code for code in codes if code[0] != "X" or code in _MONEY_IN_X)


def _hs_lines(codes: Iterable[str]) -> dict[str, HsLineView]:
    rows = HsLine.objects.filter(edition=EDITION, code__in=set(codes))
    return {
        row.code: HsLineView(
            code=row.code,
            edition=row.edition,
            level=len(row.code),
            names=Texts.of(row.names),
            unit=row.unit,
            source=row.source,
            as_of=row.as_of,
        )
        for row in rows
    }


def _read_hs_words() -> HsWords:
    rows = HsLine.objects.filter(edition=EDITION).values_list("code", "names", "words")
    return HsWords(
        HsText(code, tuple(names.values()), tuple(one for many in words.values() for one in many))
        for code, names, words in rows.iterator()
    )


def _read_regions() -> tuple[RegionView, ...]:
    return tuple(
        RegionView(code=row.code, country=row.country, names=Texts.of(row.names))
        for row in Region.objects.order_by("code")
    )


def _read_rates(on: date | None = None) -> Mapping[str, RateView]:
    rows = ExchangeRate.objects.filter(base=PIVOT)
    if on is not None:
        rows = rows.filter(on__lte=on)
    days = dict(rows.values_list("quote").annotate(newest=Max("on")))
    found = rows.filter(on__in=set(days.values()))
    return {
        row.quote: RateView(
            base=row.base,
            quote=row.quote,
            rate=Decimal(row.rate),
            on=row.on,
            kind=RateKind(row.kind),
            source=row.source,
        )
        for row in found.order_by("kind")
        if days[row.quote] == row.on
    }


def _place(row: Place) -> PlaceView:
    return PlaceView(
        locode=row.locode,
        names=Texts.of(row.names),
        country=row.country,
        kinds=tuple(row.kinds),
        latitude=row.latitude,
        longitude=row.longitude,
    )


_hs_words = Remembered(_read_hs_words, seconds=600)
_regions = Remembered(_read_regions, seconds=600)
_newest_rates = Remembered(lambda: _read_rates(), seconds=60)
