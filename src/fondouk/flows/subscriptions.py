"""What reacts to what: for each consumer, from the kind of event to its reactions.

Every reaction is idempotent by the event's key, since the outbox delivers at least once.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import cast

from fondouk.catalogue.events import PRODUCTS_CHANGED
from fondouk.companies.events import COMPANY_CHANGED, COMPANY_VERIFIED
from fondouk.discovery import commands as discovery
from fondouk.discovery.queries import index_state
from fondouk.flows import tell_judged, tell_parties
from fondouk.kernel.actor import System
from fondouk.plumbing import clock
from fondouk.plumbing.beats import beat, facts_of
from fondouk.plumbing.outbox import Event, Reactions, horizon, publish
from fondouk.reference.events import REFERENCE_LOADED

HUB = System()
REBUILD_ASKED = "rebuild_asked"
REBUILT = "index_rebuilt"
_NOT_IN_THE_INDEX = {"hs-nomenclature", "un-locode"}


def index_changed_products(event: Event) -> None:
    """Show, change or take out the products in search."""
    if _already_rebuilt(event):
        return
    ids = cast(Iterable[str], event.payload["products"])
    discovery.index_products(actor=HUB, product_ids=ids, at=event.at)


def index_changed_company(event: Event) -> None:
    """A supplier's name and standing are shown with its products."""
    if _already_rebuilt(event):
        return
    company = str(event.payload["company"])
    discovery.index_company(actor=HUB, company_id=company, at=event.at)


def rebuild_search(event: Event) -> None:
    """Write the whole index anew; of reference rows only rates stand in it."""
    if event.kind == REFERENCE_LOADED and event.payload["what"] in _NOT_IN_THE_INDEX:
        return
    if _already_rebuilt(event):
        return
    transaction, event_id = horizon()
    discovery.rebuild_index(actor=HUB, at=event.at)
    beat(REBUILT, at=clock.now(), transaction=transaction, event=event_id)


def _already_rebuilt(event: Event) -> bool:
    """Whether an index that stands was read from rows that already held what this event did."""
    last = facts_of(REBUILT)
    read_up_to = (int(last.get("transaction", 0)), int(last.get("event", 0)))
    return event.order <= read_up_to and bool(index_state()[0])


CONSUMERS: Mapping[str, Reactions] = {
    "search": {
        PRODUCTS_CHANGED: (index_changed_products,),
        COMPANY_CHANGED: (index_changed_company,),
        COMPANY_VERIFIED: (index_changed_company,),
        REFERENCE_LOADED: (rebuild_search,),
        REBUILD_ASKED: (rebuild_search,),
    },
    "letters": {**tell_parties.REACTIONS, **tell_judged.REACTIONS},
}


def ask_for_rebuild(*, at: datetime) -> None:
    """Ask for the whole index to be written anew from the rows."""
    publish(REBUILD_ASKED, f"asked:{at.isoformat()}", {}, at=at)


def mend_index(*, at: datetime) -> None:
    """Ask for an index where none stands, or where one of another release does."""
    if not index_state()[0]:
        publish(REBUILD_ASKED, f"index:{at.isoformat()}", {}, at=at)


def after_restore(*, at: datetime) -> None:
    """Ask for everything derived to be made again from the rows."""
    publish(REBUILD_ASKED, f"restore:{at.isoformat()}", {}, at=at)
