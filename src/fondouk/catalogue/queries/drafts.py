"""Drafts out of what people type: the fields of a form, or records in the shape of an import."""

from collections.abc import Iterable, Mapping
from typing import Any

from fondouk.catalogue.domain.intake.check import Candidate, Checker
from fondouk.catalogue.domain.intake.decimals import Decimals
from fondouk.catalogue.domain.intake.export import record_of
from fondouk.catalogue.domain.intake.record import flat_text, flatten
from fondouk.catalogue.events import Listing, ProductDraft
from fondouk.catalogue.queries.categories import find_category
from fondouk.kernel.actor import Actor
from fondouk.kernel.refused import Refusals, Refused
from fondouk.reference.queries import is_country, is_currency


def read_draft(actor: Actor, fields: Mapping[str, object]) -> ProductDraft:
    """The draft that flat fields mean (`name_en`, `price_1_amount`, `attr_t_variety` …).

    Refuses everything that is wrong with them, all at once, each with the name of its field.
    """
    found = _checker(actor).check(1, fields)
    if isinstance(found, Candidate):
        return found.draft
    raise Refusals([Refused(one.code, one.column or None, **dict(one.facts)) for one in found])


def fields_of(listing: Listing) -> dict[str, str]:
    """The flat fields of a listing as text: `read_draft` makes the same draft of them."""
    flat = flat_text(record_of(listing, ""))
    return {name: text for name, text in flat.items() if name not in {"supplier", "status"}}


def read_records(actor: Actor, records: Iterable[Mapping[str, Any]]) -> list[ProductDraft]:
    """The drafts of records as an export writes them. Refuses the first record that is wrong."""
    checker = _checker(actor)
    drafts = []
    for number, record in enumerate(records, start=1):
        found = checker.check(number, flatten(record))
        if not isinstance(found, Candidate):
            facts = {"row": number, **dict(found[0].facts)}
            raise Refused(found[0].code, found[0].column or None, **facts)
        drafts.append(found.draft)
    return drafts


def _checker(actor: Actor) -> Checker:
    return Checker(
        category=lambda written: find_category(actor, written),
        is_country=is_country,
        is_currency=is_currency,
        decimals=Decimals.AUTO,
    )
