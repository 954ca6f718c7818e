"""Tells those whom the desk has judged what it decided, and why.

what the desk decided -> the people whom it concerns -> a letter to each, in their language
"""

from collections.abc import Callable, Mapping

from fondouk.catalogue.events import LISTING_MODERATED
from fondouk.catalogue.queries import find_listing
from fondouk.companies.events import COMPANY_JUDGED, Verdict
from fondouk.companies.queries import list_cards, list_reachable
from fondouk.flows.tell_parties import send
from fondouk.kernel.actor import Deed, System
from fondouk.plumbing import letters
from fondouk.plumbing.outbox import Event

HUB = System()
_LETTERS = {
    Verdict.VERIFIED: "company_verified",
    Verdict.SUSPENDED: "company_suspended_by_desk",
    Verdict.REINSTATED: "company_reinstated",
}


def tell_supplier(event: Event) -> None:
    """A listing was suspended or is shown again: those who keep the supplier's catalogue."""
    listing = find_listing(HUB, str(event.payload["product"]))
    if listing is None:
        return
    names = listing.draft.names
    facts = {"product_id": listing.id, "reason": _ended(listing.suspension_reason)}
    _write(
        event,
        "listing_suspended" if event.payload["suspended"] else "listing_shown_again",
        Deed.EDIT_CATALOGUE,
        lambda language: {**facts, "product": names.best(language)},
    )


def tell_company(event: Event) -> None:
    """The desk verified, suspended or reinstated a company: those who manage it."""
    company = str(event.payload["company"])
    card = list_cards(HUB, [company]).get(company)
    if card is None or card.demonstration:
        return
    names, reason = card.names, _ended(str(event.payload["ground"]))
    _write(
        event,
        _LETTERS[Verdict(str(event.payload["verdict"]))],
        Deed.MANAGE_COMPANY,
        lambda language: {"company": names.best(language), "reason": reason},
    )


def _write(
    event: Event, letter: str, deed: Deed, facts: Callable[[str], Mapping[str, str]]
) -> None:
    for person in list_reachable(HUB, str(event.payload["company"]), deed):
        send(person, letters.write(letter, person.language, facts(person.language)), event)


def _ended(text: str) -> str:
    """The words as a sentence, since another follows."""
    return text if text.endswith((".", "!", "?", "؟")) or not text else f"{text}."


REACTIONS = {LISTING_MODERATED: (tell_supplier,), COMPANY_JUDGED: (tell_company,)}
