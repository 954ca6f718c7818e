"""What a person keeps: saved searches and followed suppliers. Nobody else sees them."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from decimal import Decimal
from typing import Any

from fondouk.discovery.events import SavedSearchView, SearchRequest, SortBy
from fondouk.discovery.models import Follow, SavedSearch
from fondouk.kernel.actor import Actor
from fondouk.kernel.refused import Refused

_AMOUNTS = {"moq_max", "price_min", "price_max"}


def list_saved_searches(actor: Actor) -> tuple[SavedSearchView, ...]:
    """The person's own, the newest first."""
    rows = SavedSearch.objects.filter(person=actor.person_id or "")
    return tuple(_view(row) for row in rows.order_by("-created_at", "-id"))


def get_saved_search(actor: Actor, saved_id: str) -> SavedSearchView:
    """Refuses `not_found`, alike for what is absent and for another's."""
    row = SavedSearch.objects.filter(pk=saved_id, person=actor.person_id or "").first()
    if row is None:
        raise Refused("not_found")
    return _view(row)


def list_followed(actor: Actor) -> tuple[tuple[str, datetime], ...]:
    """The ids of the suppliers whom the person follows and since when, the latest first."""
    rows = Follow.objects.filter(person=actor.person_id or "").order_by("-created_at", "-id")
    return tuple(rows.values_list("company_id", "created_at"))


def follows(actor: Actor, company_id: str) -> bool:
    """Whether the person follows this supplier."""
    return Follow.objects.filter(person=actor.person_id or "", company=company_id).exists()


def _view(row: SavedSearch) -> SavedSearchView:
    return SavedSearchView(
        id=row.id,
        name=row.name,
        request=request_of(row.request),
        notify=row.notify,
        seen_at=row.seen_at,
        version=row.version,
        created_at=row.created_at,
    )


def request_of(stored: Mapping[str, Any]) -> SearchRequest:
    """A request as it was stored; parts that this release does not know are left out."""
    known = {one.name for one in fields(SearchRequest)}
    given: dict[str, Any] = {name: value for name, value in stored.items() if name in known}
    for name, value in given.items():
        if name in _AMOUNTS:
            given[name] = Decimal(value)
        elif isinstance(value, list):
            given[name] = tuple(value)
    if "sort" in given:
        given["sort"] = SortBy(given["sort"])
    return SearchRequest(**given)
