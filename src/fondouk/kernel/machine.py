"""State machines as tables: what may be done in which state, and what it leads to."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from fondouk.kernel.refused import Refused

S = TypeVar("S", bound=StrEnum)
D = TypeVar("D", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Machine(Generic[S, D]):
    """Rows of (state, deed) -> state. What is not in the table may not be done."""

    rows: Mapping[tuple[S, D], S]

    def after(self, state: S, deed: D) -> S:
        """The state after the deed. Refuses `wrong_state` with the state and the deed."""
        following = self.rows.get((state, deed))
        if following is None:
            raise Refused("wrong_state", state=state.value, deed=deed.value)
        return following

    def allows(self, state: S, deed: D) -> bool:
        return (state, deed) in self.rows

    def deeds(self, state: S) -> tuple[D, ...]:
        """What the state allows, in the order of the table."""
        return tuple(deed for at, deed in self.rows if at is state)
