"""Optimistic locking: a change says which version it was made from."""

from fondouk.kernel.refused import Refused


def check_version(expected: int | None, actual: int) -> None:
    """Refuses `stale_version` where the object moved on; None means the caller does not mind."""
    if expected is not None and expected != actual:
        raise Refused("stale_version", expected=expected, actual=actual)
