"""The public products in parts that a search engine's reader takes: 40,000 addresses a part."""

from collections.abc import Iterator
from itertools import islice

from fondouk.catalogue.queries import iter_published_ids

PART = 40_000
_CHUNK = 2_000


def iter_map_parts() -> Iterator[str]:
    """For each part the id after which it begins; "" for the first, also on an empty hub."""
    yield ""
    count = 0
    for chunk in iter_published_ids(size=_CHUNK):
        count += len(chunk)
        if count % PART == 0:
            yield chunk[-1]


def iter_addresses(after: str) -> Iterator[str]:
    """The ids of the public products of the part that begins after this id."""
    ids = (one for chunk in iter_published_ids(after=after, size=_CHUNK) for one in chunk)
    return islice(ids, PART)
