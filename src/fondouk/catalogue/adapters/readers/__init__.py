"""Files in, numbered raw rows out: the one door to every format that the importer reads."""

import re
from pathlib import Path

from fondouk.catalogue.adapters.readers import archive
from fondouk.catalogue.adapters.readers.delimited import open_delimited, sniff
from fondouk.catalogue.adapters.readers.encoding import mark_of
from fondouk.catalogue.adapters.readers.feed import open_feed
from fondouk.catalogue.adapters.readers.jsonlines import open_json_lines
from fondouk.catalogue.adapters.readers.shopify import open_shopify
from fondouk.catalogue.adapters.readers.sources import Source, codec_of
from fondouk.catalogue.adapters.readers.spreadsheet import open_spreadsheet
from fondouk.catalogue.domain.intake.rows import Kind, Limits, RowSource
from fondouk.kernel.refused import Refused

__all__ = ["ArchivePictures", "open_rows"]

ArchivePictures = archive.ArchivePictures

_BINARY = (
    (b"%PDF", "PDF"),
    (b"\xd0\xcf\x11\xe0", "XLS, DOC"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"SQLite format 3", "SQLite"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"PAR1", "Parquet"),
)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1f]")


def open_rows(
    path: Path,
    kind: Kind | None = None,
    limits: Limits | None = None,
    *,
    encoding: str | None = None,
) -> RowSource:
    """Open a file of products, whatever it is, by its content.

    `kind` and `encoding` are for a user who knows better than the detection. Refuses
    `file_too_large`, `unknown_format`, `empty_file` and what the format's own reader refuses.
    """
    limits = limits or Limits()
    size = path.stat().st_size
    if size > limits.max_file_bytes:
        raise Refused("file_too_large", limit_mb=limits.max_file_bytes // 1_000_000)
    if not size:
        raise Refused("empty_file")
    source = _opened(path, limits, size)
    if isinstance(source, RowSource):
        return source
    kind = kind or _detected(source)
    if kind is Kind.JSONL:
        return open_json_lines(source)
    if kind is Kind.GOOGLE_XML:
        return open_feed(source)
    if kind is Kind.SHOPIFY:
        return open_shopify(source, encoding)
    if kind is Kind.XLSX:
        raise Refused("unknown_format", found="no spreadsheet")
    return open_delimited(source, kind, encoding)


def _opened(path: Path, limits: Limits, size: int) -> RowSource | Source:
    """The file's data stream, or its rows at once where it is a workbook."""
    with path.open("rb") as stream:
        head = stream.read(16)
    plain = Source(path=path, limits=limits, codec=codec_of(head), packed_bytes=size)
    if not archive.is_zip(head):
        return plain
    if archive.is_workbook(path):
        return open_spreadsheet(plain)
    source = archive.open_archive(path, limits)
    return open_spreadsheet(source) if archive.is_zip(source.head(4)) else source


def _detected(source: Source) -> Kind:
    head = source.head()
    if not head.strip():
        raise Refused("empty_file")
    known = next((name for magic, name in _BINARY if head.startswith(magic)), None)
    if known:
        raise Refused("unknown_format", found=known)
    mark = mark_of(head)
    if mark is None and _CONTROLS.search(head[:4096]):
        raise Refused("unknown_format", found="binary data")
    start = head[:4096].decode(mark or "latin-1", "ignore").lstrip("\ufeff\xef\xbb\xbf \t\r\n")
    if start.startswith("<"):
        return Kind.GOOGLE_XML
    if start.startswith("{"):
        return Kind.JSONL
    if start.startswith("["):
        raise Refused("json_not_lines")
    found = sniff(head)
    if found is None:
        raise Refused("unknown_format", found="binary data")
    return found[0]
