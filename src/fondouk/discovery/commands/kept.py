"""Save searches and follow suppliers."""

from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Any

from fondouk.companies.queries import list_cards
from fondouk.discovery.events import SEARCH_SAVED, SearchRequest
from fondouk.discovery.models import Follow, SavedSearch
from fondouk.kernel.actor import Actor
from fondouk.kernel.refused import Refused
from fondouk.plumbing.audit import record
from fondouk.plumbing.outbox import publish
from fondouk.plumbing.tx import command

KEPT_MOST = 200
NAME_LENGTH = 120
_NOT_KEPT = {"cursor", "size", "language", "published_after"}


@command
def save_search(*, actor: Actor, name: str, request: SearchRequest, at: datetime) -> str:
    """Keep a search under a name and answer its id; the same name again replaces what it held.

    Refuses `not_allowed` (nobody signed in), `name_missing`, `too_many_kept`.
    """
    person = _person(actor)
    kept_name = _name(name)
    mine = SavedSearch.objects.filter(person=person)
    row = mine.filter(name=kept_name).first()
    if row is None:
        if mine.count() >= KEPT_MOST:
            raise Refused("too_many_kept", most=KEPT_MOST)
        row = SavedSearch(person_id=person, name=kept_name, version=0, created_at=at, seen_at=at)
    row.request = stored(request)
    row.version += 1
    row.save()
    publish(SEARCH_SAVED, f"{row.id}:{row.version}", {"search": row.id}, at=at)
    record(actor, "search_saved", "saved_search", row.id, at=at)
    return row.id


@command
def rename_search(*, actor: Actor, saved_id: str, name: str, at: datetime) -> None:
    """Give a kept search another name. Refuses as `save_search`, `not_found`, `name_taken`."""
    row = _own(actor, saved_id)
    kept_name = _name(name)
    others = SavedSearch.objects.filter(person=row.person_id, name=kept_name).exclude(pk=row.pk)
    if others.exists():
        raise Refused("name_taken", "name", value=kept_name)
    row.name = kept_name
    row.version += 1
    row.save()
    record(actor, "search_renamed", "saved_search", row.id, at=at)


@command
def notify_of_search(*, actor: Actor, saved_id: str, wanted: bool, at: datetime) -> None:
    """Want to hear of new products of a kept search, or not. Refuses `not_found`."""
    row = _own(actor, saved_id)
    row.notify = wanted
    row.version += 1
    row.save()
    record(actor, "search_notice_set", "saved_search", row.id, at=at, facts={"wanted": wanted})


@command
def look_at_search(*, actor: Actor, saved_id: str, at: datetime) -> None:
    """Remember that the person has looked: what comes later is new. Refuses `not_found`."""
    row = _own(actor, saved_id)
    row.seen_at = at
    row.save()


@command
def delete_search(*, actor: Actor, saved_id: str, at: datetime) -> None:
    """Forget a search. Refuses `not_allowed` and `not_found`."""
    _own(actor, saved_id).delete()
    record(actor, "search_forgotten", "saved_search", saved_id, at=at)


@command
def follow_supplier(*, actor: Actor, company_id: str, at: datetime) -> None:
    """Follow a supplier; once is as good as twice. Refuses `not_allowed`, `not_found`."""
    person = _person(actor)
    card = list_cards(actor, [company_id]).get(company_id)
    if card is None or not card.kind.sells:
        raise Refused("not_found")
    followed = Follow.objects.filter(person=person)
    if followed.filter(company=company_id).exists():
        return
    if followed.count() >= KEPT_MOST:
        raise Refused("too_many_kept", most=KEPT_MOST)
    Follow.objects.create(person_id=person, company_id=company_id, created_at=at)
    record(actor, "supplier_followed", "company", company_id, at=at)


@command
def unfollow_supplier(*, actor: Actor, company_id: str, at: datetime) -> None:
    """Stop following a supplier; no error where nothing was followed. Refuses `not_allowed`."""
    if Follow.objects.filter(person=_person(actor), company=company_id).delete()[0]:
        record(actor, "supplier_unfollowed", "company", company_id, at=at)


def stored(request: SearchRequest) -> dict[str, Any]:
    """A request as JSON holds it: without page and language, and without what is not set."""
    plain = {name: value for name, value in asdict(request).items() if name not in _NOT_KEPT}
    empty = asdict(SearchRequest())
    return {name: _plain(value) for name, value in plain.items() if value != empty[name]}


def _plain(value: object) -> object:
    return str(value) if isinstance(value, Decimal) else value


def _name(name: str) -> str:
    kept = " ".join(name.split())[:NAME_LENGTH]
    if not kept:
        raise Refused("name_missing", "name")
    return kept


def _own(actor: Actor, saved_id: str) -> SavedSearch:
    row = SavedSearch.objects.filter(pk=saved_id, person=_person(actor)).first()
    if row is None:
        raise Refused("not_found")
    return row


def _person(actor: Actor) -> str:
    if actor.person_id is None:
        raise Refused("not_allowed")
    return actor.person_id
