"""The states of a product: a table, so that a person can check it."""

from enum import StrEnum

from fondouk.catalogue.events import ProductState
from fondouk.kernel.refused import Refused


class Step(StrEnum):
    """What can be done to a product's state; the desk alone suspends and lifts."""

    PUBLISH = "publish"
    UNPUBLISH = "unpublish"
    ARCHIVE = "archive"
    RESTORE = "restore"
    SUSPEND = "suspend"
    LIFT = "lift"


NEXT: dict[tuple[ProductState, Step], ProductState] = {
    (ProductState.DRAFT, Step.PUBLISH): ProductState.PUBLISHED,
    (ProductState.DRAFT, Step.ARCHIVE): ProductState.ARCHIVED,
    (ProductState.PUBLISHED, Step.UNPUBLISH): ProductState.DRAFT,
    (ProductState.PUBLISHED, Step.ARCHIVE): ProductState.ARCHIVED,
    (ProductState.PUBLISHED, Step.SUSPEND): ProductState.SUSPENDED,
    (ProductState.SUSPENDED, Step.LIFT): ProductState.PUBLISHED,
    (ProductState.ARCHIVED, Step.RESTORE): ProductState.DRAFT,
}


def after(state: ProductState, step: Step) -> ProductState:
    """The state after the step. Refuses `wrong_product_state`."""
    if (state, step) not in NEXT:
        raise Refused("wrong_product_state", state=state.value, step=step.value)
    return NEXT[state, step]


def steps_from(state: ProductState) -> tuple[Step, ...]:
    """What this state allows, whoever asks."""
    return tuple(step for (here, step) in NEXT if here is state)
