"""Opaque ids that sort by time of making: a prefix that says the kind, then 26 base-32
characters.
"""

import secrets
import time

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no i, l, o, u
_RANDOM_BITS = 80


def new_id(prefix: str) -> str:
    """A fresh id such as `prd_01jd3k…`: 48 bits of milliseconds, 80 bits of chance."""
    number = (time.time_ns() // 1_000_000 << _RANDOM_BITS) | secrets.randbits(_RANDOM_BITS)
    digits = []
    for _ in range(26):
        number, digit = divmod(number, 32)
        digits.append(_ALPHABET[digit])
    return f"{prefix}_{''.join(reversed(digits))}"
