"""A typed place for an adapter: rooms declare it, config fills it at start-up, tests fill it
with fakes.
"""

from typing import Generic, TypeVar

T = TypeVar("T")

_ALL: "list[Slot[object]]" = []


class Slot(Generic[T]):
    """Holds one adapter; asking an empty slot is a mistake of the start-up, not of the user."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._held: T | None = None
        _ALL.append(self)  # type: ignore[arg-type]

    def fill(self, adapter: T) -> None:
        self._held = adapter

    @property
    def filled(self) -> bool:
        return self._held is not None

    def get(self) -> T:
        if self._held is None:
            raise RuntimeError(f"no adapter was given for {self.name}")
        return self._held


def empty_slots() -> list[str]:
    """The names of the slots which start-up forgot."""
    return [slot.name for slot in _ALL if not slot.filled]
