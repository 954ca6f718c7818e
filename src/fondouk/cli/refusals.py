"""A refusal on the command line: one sentence, and exit code 1."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from fondouk.kernel.refused import Refused
from fondouk.plumbing import refusals


@contextmanager
def said() -> Iterator[None]:
    """Turn what is refused inside into its words."""
    try:
        yield
    except Refused as refused:
        words = [f"{refusals.sentence(one, 'en')} {refusals.remedy(one, 'en')}" for one in refused]
        sys.exit(f"fondouk: {' '.join(words).strip()} ({refused.code})")
