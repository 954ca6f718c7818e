"""What the rows of a file call their suppliers, and which companies these are.

written names -> companies found by slug or name -> the missing ones registered, unverified
"""

from collections.abc import Iterable
from datetime import datetime

from fondouk.catalogue.queries import Candidate
from fondouk.companies.commands import register_company
from fondouk.companies.events import CompanyDraft, CompanyKind
from fondouk.companies.queries import find_written, list_cards
from fondouk.kernel.actor import System
from fondouk.kernel.texts import Texts

HUB = System()


def own_names(company_id: str | None) -> frozenset[str] | None:
    """What a row may call its supplier: the importing company's slug or names; None where the
    rows name many.
    """
    if company_id is None:
        return None
    card = list_cards(HUB, [company_id])[company_id]
    return frozenset(name.casefold() for name in (card.slug, *card.names.shown().values()))


def habits_of(company_id: str | None) -> dict[str, object]:
    """What a file need not tell because it goes without saying for this company."""
    habits: dict[str, object] = {"price_1_currency": "MAD", "price_1_incoterm": "EXW"}
    if company_id is not None:
        habits["price_1_place"] = list_cards(HUB, [company_id])[company_id].town
    return habits


def suppliers_of(candidates: Iterable[Candidate], *, at: datetime) -> dict[str, str]:
    """The companies of the rows by written name; one that is not here yet is registered,
    unverified and owned by nobody.
    """
    written = list(dict.fromkeys(row.supplier for row in candidates if row.supplier))
    found = find_written(HUB, written)
    for name in written:
        if name not in found:
            named = Texts.of({"en": name})
            draft = CompanyDraft(kind=CompanyKind.TRADER, names=named, country="MA")
            found[name] = register_company(actor=HUB, draft=draft, at=at)
    return found
