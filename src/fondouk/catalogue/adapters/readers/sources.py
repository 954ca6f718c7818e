"""Bytes out of a file, whatever it is packed in, with a guard that stops bombs while unpacking."""

import bz2
import gzip
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

import zstandard

from fondouk.catalogue.domain.intake.rows import Limits
from fondouk.kernel.refused import Refused

_BUFFER = 1 << 18
_XZ_MEMORY_BYTES = 256_000_000
_ZSTD_WINDOW_BYTES = 1 << 27
# What the unpackers of the standard library raise for bytes that are not what they claim.
DAMAGED: tuple[type[Exception], ...] = (
    EOFError,
    OSError,
    lzma.LZMAError,
    zlib.error,
    zipfile.BadZipFile,
    zstandard.ZstdError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    struct.error,
)


class _XzReader(io.RawIOBase):
    """An xz stream with a memory ceiling, which the standard library's file class does not offer:
    a header may ask for a dictionary of gigabytes.
    """

    def __init__(self, packed: BinaryIO) -> None:
        self._packed = packed
        self._engine = self._fresh()

    @staticmethod
    def _fresh() -> lzma.LZMADecompressor:
        return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY_BYTES)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while True:
            if self._engine.eof:
                rest = self._engine.unused_data or self._packed.read(_BUFFER)
                rest = rest.lstrip(b"\0")
                if not rest:
                    return 0
                self._engine = self._fresh()
            elif self._engine.needs_input:
                rest = self._packed.read(_BUFFER)
                if not rest:
                    raise EOFError
            else:
                rest = b""
            out = self._engine.decompress(rest, len(buffer))
            if out:
                buffer[: len(out)] = out
                return len(out)


class _Guard(io.RawIOBase):
    """Counts what comes out and refuses past the ceiling; a damaged stream is a refusal too."""

    def __init__(self, inner: BinaryIO, packed: BinaryIO, ceiling: int) -> None:
        self._inner = inner
        self._packed = packed
        self._left = ceiling
        self._ceiling = ceiling

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = self._inner.read(len(buffer))
        except DAMAGED as error:
            raise Refused("damaged_file", reason=type(error).__name__) from None
        self._left -= len(data)
        if self._left < 0:
            raise Refused("unpacks_too_large", limit_mb=self._ceiling // 1_000_000)
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._inner.close()
        self._packed.close()
        super().close()


class Meter:
    """How much of the packed bytes the latest opening has read, 0 to 1."""

    def __init__(self) -> None:
        self._stream: BinaryIO | None = None
        self._size = 1

    def watch(self, stream: BinaryIO, size: int) -> None:
        self._stream, self._size = stream, max(size, 1)

    def share(self) -> float:
        if self._stream is None or self._stream.closed:
            return 1.0 if self._stream else 0.0
        return min(1.0, self._stream.tell() / self._size)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The one data stream of an upload; `open` may be called as often as needed."""

    path: Path
    limits: Limits
    codec: str = ""
    member: str | None = None
    packed_bytes: int = 0
    pictures: tuple[str, ...] = ()
    meter: Meter = field(default_factory=Meter, compare=False)

    def open(self) -> BinaryIO:
        """The unpacked bytes from the start. Reading may refuse `damaged_file` and
        `unpacks_too_large`.
        """
        ceiling = self.limits.max_unpacked_bytes
        if self.codec or self.member:
            grown = max(self.limits.free_bytes, self.packed_bytes * self.limits.max_ratio)
            ceiling = min(ceiling, grown)
        packed = self._packed()
        guard = _Guard(_OPENERS[self.codec](packed), packed, ceiling)
        return cast(BinaryIO, io.BufferedReader(guard, _BUFFER))

    def head(self, size: int = 1 << 17) -> bytes:
        with self.open() as stream:
            return stream.read(size)

    def _packed(self) -> BinaryIO:
        if self.member is None:
            stream: BinaryIO = self.path.open("rb")
            self.meter.watch(stream, self.path.stat().st_size)
            return stream
        try:
            with zipfile.ZipFile(self.path) as archive:
                stream = cast(BinaryIO, archive.open(self.member))
                self.meter.watch(stream, archive.getinfo(self.member).file_size)
                return stream
        except DAMAGED as error:
            raise Refused("damaged_file", reason=type(error).__name__) from None


def _unxz(packed: BinaryIO) -> BinaryIO:
    return cast(BinaryIO, io.BufferedReader(_XzReader(packed), _BUFFER))


def _unzstd(packed: BinaryIO) -> BinaryIO:
    engine = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW_BYTES)
    return cast(BinaryIO, engine.stream_reader(packed, read_across_frames=True))


_OPENERS: dict[str, Callable[[BinaryIO], BinaryIO]] = {
    "": lambda packed: packed,
    "gz": lambda packed: cast(BinaryIO, gzip.GzipFile(fileobj=packed)),
    "bz2": lambda packed: cast(BinaryIO, bz2.BZ2File(packed)),
    "xz": _unxz,
    "zst": _unzstd,
}

_MAGIC = (
    (b"\x1f\x8b", "gz"),
    (b"BZh", "bz2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zst"),
)


def codec_of(head: bytes) -> str:
    """The packing that a stream begins with, "" for none."""
    return next((codec for magic, codec in _MAGIC if head.startswith(magic)), "")
