"""Reading rows in bulk, and remembering what hardly ever changes for as long as it stands."""

import time
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Remembered(Generic[T]):
    """A value read from the database once, and again when it is older than `seconds`.

    Reference rows change by a load once in a while; a process may lag that far behind.
    """

    def __init__(self, read: Callable[[], T], seconds: float = 60.0) -> None:
        self._read = read
        self._seconds = seconds
        self._value: T | None = None
        self._until = 0.0

    def get(self) -> T:
        now = time.monotonic()
        if self._value is None or now >= self._until:
            self._value, self._until = self._read(), now + self._seconds
        return self._value

    def forget(self) -> None:
        self._value = None
