"""Which encoding a text file is in: its mark, its bytes, and for old files its letters."""

import codecs
import re
from typing import BinaryIO

from fondouk.kernel.refused import Refused

_CHUNK = 1 << 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ARABIC_RUN = re.compile(r"[\u0621-\u064a\u0679-\u06d2]{2,}")
_UNDEFINED_1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")


def mark_of(head: bytes) -> str | None:
    """The encoding that a byte order mark states; UTF-16 without a mark is known by its zeros."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    sample = head[:2000]
    if len(sample) >= 4 and b"\0" in sample:
        if sample[1::2].count(0) > len(sample) * 0.3 and sample[0::2].count(0) == 0:
            return "utf-16-le"
        if sample[0::2].count(0) > len(sample) * 0.3 and sample[1::2].count(0) == 0:
            return "utf-16-be"
    return None


def encoding_of(stream: BinaryIO) -> str:
    """Reads the whole stream once and answers an encoding that decodes it.

    UTF-8 is accepted only when every byte fits. Else the file is of an old Windows: Arabic
    letters that stand in runs say cp1256, single accented letters cp1252.
    Refuses `not_text` and `wrong_encoding`.
    """
    head = stream.read(_CHUNK)
    marked = mark_of(head)
    if marked:
        return _proved(marked, head, stream)
    if b"\0" in head:
        raise Refused("not_text")
    decoder = codecs.getincrementaldecoder("utf-8")()
    chunk = head
    sample = head
    while True:
        try:
            decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError:
            return _old_windows((sample + chunk)[: 4 * _CHUNK])
        if not chunk:
            return "utf-8"
        chunk = stream.read(_CHUNK)


def _proved(encoding: str, head: bytes, stream: BinaryIO) -> str:
    decoder = codecs.getincrementaldecoder(encoding)()
    chunk, offset = head, 0
    while True:
        try:
            decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            at = offset + error.start
            raise Refused("wrong_encoding", encoding=encoding, byte=at) from None
        if not chunk:
            return encoding
        offset += len(chunk)
        chunk = stream.read(_CHUNK)


def _old_windows(sample: bytes) -> str:
    high = sum(byte >= 0xC0 for byte in sample)
    arabic = sample.decode("cp1256", "replace")
    in_runs = sum(len(run) for run in _ARABIC_RUN.findall(arabic))
    if high and in_runs > high * 0.6:
        return "cp1256"
    if _UNDEFINED_1252.search(sample):
        raise Refused("wrong_encoding", encoding="utf-8", byte=_first_bad(sample))
    return "cp1252"


def _first_bad(sample: bytes) -> int:
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return len(sample)
