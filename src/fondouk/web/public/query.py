"""A search as an address says it: read into a request, and turned back into addresses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from fondouk.discovery.events import SearchRequest, SortBy
from fondouk.kernel.numbers import decimal_of, plain
from fondouk.kernel.refused import Refused
from fondouk.web.public.reader import CURRENCIES, Reader

WORDS_LENGTH = 200
VALUES_MOST = 40
PAGE_SIZE = 24

LISTS = {
    "category": "categories",
    "region": "regions",
    "supplier_kind": "supplier_kinds",
    "supplier": "suppliers",
    "certificate": "certificates",
    "incoterm": "incoterms",
    "season": "seasons",
}
"""Names of the address that may be repeated, and where a request holds them."""
FIGURES = {
    "moq_max": "moq_max",
    "price_min": "price_min",
    "price_max": "price_max",
    "lead_time_days_max": "lead_time_days_max",
}


@dataclass(frozen=True, slots=True)
class Typed:
    """What an address asked for, and what of it could not be read (name -> what was typed)."""

    request: SearchRequest
    unread: Mapping[str, str] = field(default_factory=dict)


def read_search(request: HttpRequest, reader: Reader, category: str | None = None) -> Typed:
    """The search in this address; parts that make no sense are left out and told."""
    return read_query(request.GET, reader, category)


def read_query(given: QueryDict, reader: Reader, category: str | None = None) -> Typed:
    """As `read_search`, from the query part of an address."""
    unread: dict[str, str] = {}
    figures: dict[str, Any] = {name: _figure(given, name, unread) for name in FIGURES}
    days = figures.pop("lead_time_days_max")
    currency = given.get("currency", "")
    lists: dict[str, Any] = {
        held: _values(given, name) for name, held in LISTS.items() if name != "season"
    }
    if category:
        lists["categories"] = (category,)
    return Typed(
        SearchRequest(
            words=given.get("q", "").strip()[:WORDS_LENGTH],
            language=reader.language,
            seasons=tuple(int(m) for m in _values(given, "season") if m in _MONTHS),
            currency=currency if currency in CURRENCIES else reader.currency,
            lead_time_days_max=None if days is None else int(days),
            sort=_sort(given.get("sort", "")),
            size=PAGE_SIZE,
            cursor=given.get("cursor") or None,
            **lists,
            **figures,
        ),
        unread,
    )


def address_of(asked: SearchRequest) -> str:
    """The query part of an address that asks this again, without page and language."""
    query = QueryDict(mutable=True)
    if asked.words:
        query["q"] = asked.words
    for name, held in LISTS.items():
        query.setlist(name, [str(one) for one in getattr(asked, held)])
    for name, held in FIGURES.items():
        value = getattr(asked, held)
        if value is not None:
            query[name] = plain(Decimal(value))
    if asked.price_min is not None or asked.price_max is not None:
        query["currency"] = asked.currency
    if asked.sort is not SortBy.RELEVANCE:
        query["sort"] = asked.sort.value
    return query.urlencode()


_MONTHS = {str(month) for month in range(1, 13)}


def _values(given: QueryDict, name: str) -> tuple[str, ...]:
    values = (one for one in given.getlist(name)[:VALUES_MOST] if one)
    return tuple(dict.fromkeys(one[:120] for one in values))


def _figure(given: QueryDict, name: str, unread: dict[str, str]) -> Decimal | None:
    typed = given.get(name, "").strip()
    if not typed:
        return None
    try:
        number = decimal_of(typed)
    except Refused:
        unread[name] = typed[:20]
        return None
    if number < 0 or number > 10**12:
        unread[name] = typed[:20]
        return None
    return number


def _sort(typed: str) -> SortBy:
    return SortBy(typed) if typed in set(SortBy) else SortBy.RELEVANCE


def unread_words(unread: Mapping[str, str]) -> list[str]:
    """A sentence for each figure that could not be read."""
    names = {
        "moq_max": _("Smallest order"),
        "price_min": _("Price from"),
        "price_max": _("Price to"),
        "lead_time_days_max": _("Lead time"),
    }
    return [
        _("%(name)s: “%(typed)s” is not a number and was left out.")
        % {"name": names[name], "typed": typed}
        for name, typed in unread.items()
    ]
