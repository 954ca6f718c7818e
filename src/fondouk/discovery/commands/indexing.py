"""Keep the index in step with the catalogue. Only the worker calls these: the index has one
writer. Each is idempotent: it writes what the public may see now, whatever happened before.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from fondouk.catalogue.events import Listing
from fondouk.catalogue.queries import (
    get_category_tree,
    iter_published_ids,
    list_listings,
    list_products,
)
from fondouk.companies.events import CompanyState
from fondouk.companies.queries import list_cards
from fondouk.discovery.events import IndexReport
from fondouk.discovery.ports import INDEX, LEXICON
from fondouk.discovery.store.documents import Surroundings, document_of
from fondouk.discovery.store.rates import scaled_on
from fondouk.kernel.actor import Actor, System, Visitor
from fondouk.plumbing.paging import SIZE_MAX, Page
from fondouk.plumbing.textindex import Document

PUBLIC = Visitor()
HUB = System()
CHUNK = 500


def index_products(*, actor: Actor, product_ids: Iterable[str], at: datetime) -> IndexReport:
    """Write these products as the public sees them now; those it does not see are taken out.

    Raises `IndexBusy` where another process writes.
    """
    wanted = list(dict.fromkeys(product_ids))
    index, around = INDEX.get(), _surroundings(at)
    with index.writer() as writer:
        written = 0
        for start in range(0, len(wanted), CHUNK):
            chunk = wanted[start : start + CHUNK]
            documents = _documents(chunk, around)
            writer.delete(set(chunk) - {document.id for document in documents})
            written += writer.put(documents)
        generation = writer.commit()
    return IndexReport(written=written, removed=len(wanted) - written, generation=generation)


def index_company(*, actor: Actor, company_id: str, at: datetime) -> IndexReport:
    """Write all products of a supplier anew: its name or standing changed."""
    theirs = [one.id for page in _pages(company_id) for one in page.items]
    return index_products(actor=actor, product_ids=theirs, at=at)


def rebuild_index(*, actor: Actor, at: datetime) -> IndexReport:
    """Write the whole index beside the old one and then show it. Raises `IndexBusy`."""
    index, around = INDEX.get(), _surroundings(at)
    written = index.rebuild(_all_documents(around))
    return IndexReport(written=written, removed=0, generation=index.generation())


def _surroundings(at: datetime) -> Surroundings:
    return Surroundings(
        lexicon=LEXICON.get()(),
        scaled=scaled_on(at.date()),
        categories={one.code: one for one in get_category_tree(HUB)},
    )


def _all_documents(around: Surroundings) -> Iterator[Document]:
    for chunk in iter_published_ids(size=CHUNK):
        yield from _documents(chunk, around)


def _documents(product_ids: Iterable[str], around: Surroundings) -> list[Document]:
    listings = list_listings(PUBLIC, product_ids)
    suppliers = list_cards(PUBLIC, {one.supplier_id for one in listings.values()})
    return [
        document_of(listing, suppliers[listing.supplier_id], around)
        for listing in listings.values()
        if suppliers[listing.supplier_id].state is not CompanyState.SUSPENDED
    ]


def _pages(company_id: str) -> Iterator[Page[Listing]]:
    """All that it ever showed: what the public no longer sees must be taken out."""
    page = list_products(HUB, company_id, size=SIZE_MAX)
    yield page
    while page.next:
        page = list_products(HUB, company_id, size=SIZE_MAX, cursor=page.next)
        yield page
