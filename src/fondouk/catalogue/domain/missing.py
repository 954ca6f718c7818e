"""What a product still lacks: what stops its publication, and what a buyer would ask for."""

from fondouk.catalogue.events import CategoryView, ProductDraft
from fondouk.kernel.codes import Language
from fondouk.kernel.refused import Refused

BLOCKING = frozenset({"unit", "price"})


def what_is_missing(
    draft: ProductDraft, category: CategoryView, *, pictured: bool
) -> tuple[str, ...]:
    """Codes in the order in which a form asks: `unit` and `price` stop publication, the others
    are shown as missing: `hs_code`, `origin`, `packing`, `picture`, `name_fr`,
    `description_ar`, `attribute_extraction` ….
    """
    lacking = {
        "unit": draft.unit is None,
        "price": not draft.prices and not draft.price_on_request,
        "hs_code": draft.hs_code is None,
        "origin": draft.origin is None,
        "packing": draft.packing is None,
        "picture": not pictured,
    }
    given = {code for code, _ in draft.attributes}
    asked = [spec.code for spec in category.attributes if spec.required]
    names, descriptions = dict(draft.names.by_language), dict(draft.descriptions.by_language)
    return (
        *(code for code, lacks in lacking.items() if lacks),
        *(f"attribute_{code}" for code in asked if code not in given),
        *(f"name_{language}" for language in Language if language not in names),
        *(f"description_{language}" for language in Language if language not in descriptions),
    )


def check_publishable(draft: ProductDraft) -> list[Refused]:
    """Refusals `publication_needs`, one for each thing that stops publication."""
    lacks_price = not draft.prices and not draft.price_on_request
    return [
        *([Refused("publication_needs_unit", "unit")] if draft.unit is None else []),
        *([Refused("publication_needs_price", "price_1_amount")] if lacks_price else []),
    ]
