"""What a person keeps an eye on: saved searches with what is new, suppliers with their newest."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from fondouk.companies.events import CompanyCard, CompanyState
from fondouk.companies.queries import list_cards
from fondouk.discovery.events import SavedSearchView, SearchHit, SearchRequest, SortBy
from fondouk.discovery.queries import list_followed, list_saved_searches, search_products
from fondouk.kernel.actor import Actor
from fondouk.kernel.refused import Refused

NEWEST = 3
SUPPLIERS_MOST = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptSearch:
    """A saved search: how many products it finds, and how many of them came since the last look.

    Both are None where it can no longer be asked (a currency without a rate).
    """

    saved: SavedSearchView
    total: int | None
    new: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedSupplier:
    """A supplier followed since then, with its newest products."""

    card: CompanyCard
    since: datetime
    newest: Sequence[SearchHit]


def list_kept_searches(actor: Actor) -> tuple[KeptSearch, ...]:
    """The person's own searches, the newest first. One query; the counts come from the index."""
    return tuple(_counted(actor, saved) for saved in list_saved_searches(actor))


def list_followed_suppliers(
    actor: Actor, *, language: str, currency: str
) -> tuple[FollowedSupplier, ...]:
    """The suppliers that the person follows, the latest first, without suspended ones.

    Two queries; the products come from the index.
    """
    followed = list_followed(actor)[:SUPPLIERS_MOST]
    cards = list_cards(actor, [company_id for company_id, _ in followed])
    return tuple(
        FollowedSupplier(
            card=cards[company_id],
            since=since,
            newest=_newest_of(actor, company_id, language, currency),
        )
        for company_id, since in followed
        if company_id in cards and cards[company_id].state is not CompanyState.SUSPENDED
    )


def _newest_of(
    actor: Actor, company_id: str, language: str, currency: str
) -> tuple[SearchHit, ...]:
    asked = SearchRequest(
        suppliers=(company_id,),
        language=language,
        currency=currency,
        sort=SortBy.NEWEST,
        size=NEWEST,
    )
    return search_products(actor, asked, facets=False).hits


def _counted(actor: Actor, saved: SavedSearchView) -> KeptSearch:
    asked = replace(saved.request, size=1, cursor=None)
    try:
        total = search_products(actor, asked, facets=False).total
        later = replace(asked, published_after=saved.seen_at)
        new = search_products(actor, later, facets=False).total
    except Refused:
        return KeptSearch(saved=saved, total=None, new=None)
    return KeptSearch(saved=saved, total=total, new=new)
