"""Lists by cursor: a page and an opaque mark of where the next one starts."""

import base64
import binascii
from dataclasses import dataclass
from typing import Generic, TypeVar

import orjson

from fondouk.kernel.refused import Refused

T = TypeVar("T")

SIZE_DEFAULT = 24
SIZE_MAX = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[T]):
    """Some rows, and the cursor of the rows after them (None at the end)."""

    items: tuple[T, ...]
    next: str | None = None


def encode_cursor(*parts: str | int | float | None) -> str:
    """An opaque, URL-safe mark of a place in a list."""
    return base64.urlsafe_b64encode(orjson.dumps(parts)).decode().rstrip("=")


def decode_cursor(cursor: str | None, length: int) -> tuple[str | int | float | None, ...] | None:
    """The parts that went in, or None for no cursor. Refuses `bad_cursor`."""
    if not cursor:
        return None
    try:
        parts = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError):
        raise Refused("bad_cursor", "cursor") from None
    if not isinstance(parts, list) or len(parts) != length:
        raise Refused("bad_cursor", "cursor")
    return tuple(parts)


def page_size(size: int | None) -> int:
    """The size asked for within 1 to 100. Refuses `bad_page_size`."""
    if size is None:
        return SIZE_DEFAULT
    if not 1 <= size <= SIZE_MAX:
        raise Refused("bad_page_size", "size", max=SIZE_MAX)
    return size
