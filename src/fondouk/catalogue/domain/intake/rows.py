"""What every reader hands on: numbered raw rows, whatever the file was."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from fondouk.kernel.refused import Refused


class Kind(StrEnum):
    """The formats that the importer reads; found by content, never by a file's name."""

    CSV = "csv"
    TSV = "tsv"
    XLSX = "xlsx"
    JSONL = "jsonl"
    GOOGLE_XML = "google_xml"
    GOOGLE_TSV = "google_tsv"
    SHOPIFY = "shopify"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a file may cost before it is refused. A bomb is met by these, not by trust.

    `max_ratio` is how many times its own size a packed file may unpack to, once it has passed
    `free_bytes`; `max_area` is rows times columns of a sheet, which a spreadsheet can claim
    with two cells.
    """

    max_file_bytes: int = 2_000_000_000
    max_unpacked_bytes: int = 8_000_000_000
    max_sheet_bytes: int = 600_000_000
    free_bytes: int = 20_000_000
    max_ratio: int = 250
    max_area: int = 20_000_000
    max_cell_chars: int = 1_000_000
    max_row_bytes: int = 8_000_000
    max_columns: int = 8_000
    max_members: int = 50_000
    max_picture_bytes: int = 25_000_000
    peeked_rows: int = 200


class RawRow(NamedTuple):
    """One row as the file gave it. `number` is what the user sees: the line of a spreadsheet
    (the header is 1), the line of JSON Lines, the ordinal of an item in a feed. A row with
    `refused` could not be read; its cells are what could be saved of it.
    """

    number: int
    cells: Mapping[str, object]
    refused: tuple[Refused, ...] = ()


class Note(NamedTuple):
    """Something that the reader did and that the user should know; words by `code`."""

    code: str
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowSource:
    """An opened file. `columns` are those of the header, or of the first rows where a format has
    no header. Reading `rows` may raise Refused when the damage concerns the whole file.
    `share` is how much of the file has been read, 0 to 1.
    """

    kind: Kind
    columns: tuple[str, ...]
    rows: Iterator[RawRow]
    encoding: str = "utf-8"
    notes: tuple[Note, ...] = ()
    pictures: tuple[str, ...] = ()
    share: Callable[[], float] = lambda: 0.0
