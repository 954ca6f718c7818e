"""How an operation says what it is: one call gives it access, shape, example and refusals.

    @router.get("/orders/{order_id}", **says(
        "Read an order", needs=Deed.READ_TRADE, answers=OrderOut, example=ORDER,
        refuses=("not_found",)))
    def get_order(request, order_id: str): ...

The operation returns `shapes.answer(...)`. Its docstring is its description in the reference.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from ninja.constants import NOT_SET

from fondouk.api.access import Needs
from fondouk.kernel.actor import Deed

OPEN = object()


def says(
    summary: str,
    *,
    answers: Any,
    example: Any,
    needs: Any = OPEN,
    refuses: Sequence[str] = (),
    status: int = 200,
    body: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The keyword arguments of a router's decorator.

    `needs` is a Deed (the key's scope), None (any key), or OPEN (nobody needs a key). `refuses`
    are the codes which this operation may answer besides those of every operation; `body` is an
    example of the input.
    """
    extra: dict[str, Any] = {"x-refuses": list(refuses), "x-answer": example}
    if body is not None:
        extra["x-body"] = body
    if isinstance(needs, Deed):
        extra["x-scope"] = needs.value
    return {
        "summary": summary,
        "response": {status: answers},
        "auth": NOT_SET if needs is OPEN else [Needs(needs)],
        "openapi_extra": extra,
    }
