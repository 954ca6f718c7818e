"""Rate limits that cost no query: one number a name, in a file that all web processes map.

The rule is the generic cell rate algorithm (ITU-T I.371, annex A): a name may do `most` things
at once and then one every 60/`most` seconds. Names share 65,536 places by a keyed hash, so that
nobody can choose whom to share a place with.
"""

import math
import mmap
import os
import struct
import threading
import time
from hashlib import blake2b
from pathlib import Path

_PLACES = 65_536
_SIZE = 8
_WINDOW_S = 60.0
_number = struct.Struct("<d")


class Meter:
    """Counts uses a minute; exact within one machine but for a use lost in a photo finish."""

    def __init__(self, file: Path, secret: str) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            os.ftruncate(handle, _PLACES * _SIZE)
            self._map = mmap.mmap(handle, _PLACES * _SIZE)
        finally:
            os.close(handle)
        self._secret = secret.encode()[:64]
        self._lock = threading.Lock()

    def wait_s(self, name: str, most: int, now_s: float | None = None) -> int:
        """Count one use of `name`: 0 where it is within `most` a minute, else the whole seconds
        to wait; a refused use is not counted.
        """
        now = time.monotonic() if now_s is None else now_s
        place = self._place(name)
        step = _WINDOW_S / most
        with self._lock:
            free_at = _number.unpack_from(self._map, place)[0]
            if not now <= free_at <= now + _WINDOW_S + step:
                free_at = now  # long ago, or left by an earlier boot of the machine
            ahead = free_at + step - now
            if ahead > _WINDOW_S + 1e-9:
                return max(1, math.ceil(ahead - _WINDOW_S))
            _number.pack_into(self._map, place, free_at + step)
        return 0

    def _place(self, name: str) -> int:
        digest = blake2b(name.encode(), key=self._secret, digest_size=4).digest()
        return int.from_bytes(digest, "little") % _PLACES * _SIZE
