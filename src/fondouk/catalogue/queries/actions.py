"""What an actor may do with a listing next, for pages and programs alike."""

from fondouk.catalogue.domain.states import Step, steps_from
from fondouk.catalogue.events import Listing, ProductState
from fondouk.kernel.actor import Actor, Deed, Staff

_DESK = {Step.SUSPEND, Step.LIFT}


def list_actions(actor: Actor, listing: Listing) -> tuple[str, ...]:
    """`edit`, `publish`, `unpublish`, `archive`, `restore` for the supplier's people and keys;
    `suspend`, `lift` for the desk; `ask_quote` for other companies.
    """
    if isinstance(actor, Staff):
        steps = steps_from(listing.state) if actor.may(Deed.DESK_MODERATE) else ()
        return tuple(step.value for step in steps if step in _DESK)
    if actor.company_id != listing.supplier_id:
        asks = listing.state is ProductState.PUBLISHED and actor.company_id is not None
        return ("ask_quote",) if asks and actor.may(Deed.ASK) else ()
    edit = ("edit",) if actor.may(Deed.EDIT_CATALOGUE) else ()
    steps = steps_from(listing.state) if actor.may(Deed.PUBLISH) else ()
    return (*edit, *(step.value for step in steps if step not in _DESK))
