"""CSV and TSV as people save them: any of four delimiters, quoted line ends, old encodings."""

import csv
import io
import re
from collections.abc import Iterator, Sequence

from fondouk.catalogue.adapters.readers.encoding import encoding_of, mark_of
from fondouk.catalogue.adapters.readers.sources import Source
from fondouk.catalogue.domain.intake.cells import bare
from fondouk.catalogue.domain.intake.rows import Kind, Limits, Note, RawRow, RowSource
from fondouk.kernel.refused import Refused

_DELIMITERS = ",;\t|"
_STATED = re.compile(r"sep=([,;\t|])\s*")
_SHOPIFY = {"handle", "title"}
_SHOPIFY_MORE = {"variant price", "body (html)", "option1 value", "variant sku"}
_GOOGLE = {"id", "title", "link", "description", "price", "availability", "image_link"}

# The csv module keeps this limit for the whole process; it is the same for every file.
csv.field_size_limit(Limits().max_cell_chars)


def sniff(head: bytes) -> tuple[Kind, str] | None:
    """The kind of a delimited text and its delimiter, from its first bytes; None if it is not
    text.
    """
    encoding = mark_of(head)
    if encoding is None and b"\0" in head:
        return None
    text = head.decode(encoding or "cp1252", "replace")
    lines = text.lstrip("\ufeff\r\n").splitlines()[:20]
    if not lines:
        return None
    delimiter = _delimiter_of(lines)
    start = 1 if _STATED.fullmatch(lines[0]) else 0
    header = next(csv.reader(lines[start : start + 1], delimiter=delimiter), [])
    return _kind_of(header, delimiter), delimiter


def open_delimited(source: Source, kind: Kind, encoding: str | None = None) -> RowSource:
    """Rows of a delimited file. Refuses `wrong_encoding`, `not_text`, `empty_file`,
    `duplicate_column`, `too_many_columns`; while reading also `cell_too_large` and
    `unclosed_quote`. A row of another width than the header is a refused row, `row_width`.
    """
    if encoding is None:
        with source.open() as stream:
            encoding = encoding_of(stream)
    found = sniff(source.head())
    if found is None:
        raise Refused("empty_file" if not source.head(1) else "not_text")
    records = _records(source, encoding, found[1])
    header = next(((n, cells) for n, cells in records if any(map(str.strip, cells))), None)
    if header is None:
        raise Refused("empty_file")
    columns = header_of(header[1], source.limits, google=kind is Kind.GOOGLE_TSV)
    notes = [Note("delimiter", {"delimiter": found[1]})] if found[1] not in ",\t" else []
    if not encoding.startswith("utf"):
        notes.append(Note("encoding_guessed", {"encoding": encoding}))
    return RowSource(
        kind=kind,
        columns=tuple(column for column in columns if column),
        rows=_rows(records, columns, header[0]),
        encoding=encoding,
        notes=tuple(notes),
        pictures=source.pictures,
        share=source.meter.share,
    )


def header_of(cells: Sequence[str], limits: Limits, *, google: bool = False) -> list[str]:
    """The column names, with empty ones at the end dropped and inner ones numbered."""
    names = [" ".join(bare(cell).split()) for cell in cells]
    while names and not names[-1]:
        names.pop()
    if len(names) > limits.max_columns:
        raise Refused("too_many_columns", count=len(names), limit=limits.max_columns)
    if google:
        names = [name.lower().removeprefix("g:").replace(" ", "_") for name in names]
    names = [name or f"column {index}" for index, name in enumerate(names, 1)]
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise Refused("duplicate_column", name)
        seen.add(name)
    return names


def _kind_of(header: Sequence[str], delimiter: str) -> Kind:
    names = {" ".join(name.lower().split()) for name in header}
    if names >= _SHOPIFY and names & _SHOPIFY_MORE:
        return Kind.SHOPIFY
    if delimiter != "\t":
        return Kind.CSV
    plain = {name.removeprefix("g:").replace(" ", "_") for name in names}
    google = {"id", "title"} <= plain and len(plain & _GOOGLE) >= 4
    return Kind.GOOGLE_TSV if google else Kind.TSV


def _delimiter_of(lines: Sequence[str]) -> str:
    stated = _STATED.fullmatch(lines[0])
    if stated:
        return stated[1]
    best, best_score = ",", 0.0
    for delimiter in _DELIMITERS:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if row]
        if not widths or widths[0] < 2:
            continue
        agree = sum(width == widths[0] for width in widths) / len(widths)
        score = widths[0] * (0.2 + agree)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _records(source: Source, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Numbered records; the number counts records, as a spreadsheet's rows do."""
    number, limits = 0, source.limits
    with io.TextIOWrapper(source.open(), encoding, newline="") as text:
        reader = csv.reader(_lines(text, limits), delimiter=delimiter, strict=True)
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                large = "field larger" in str(error)
                code = "cell_too_large" if large else "unclosed_quote"
                kb = limits.max_cell_chars // 1000
                raise Refused(code, row=number + 1, limit_kb=kb) from None
            except UnicodeDecodeError as error:
                raise Refused("wrong_encoding", encoding=encoding, byte=error.start) from None
            number += 1
            if number == 1 and len(cells) <= 2 and _STATED.fullmatch(delimiter.join(cells)):
                continue
            yield number, cells


def _lines(text: io.TextIOWrapper, limits: Limits) -> Iterator[str]:
    while line := text.readline(limits.max_row_bytes):
        if len(line) == limits.max_row_bytes:
            raise Refused("cell_too_large", limit_kb=limits.max_cell_chars // 1000)
        yield line


def _rows(
    records: Iterator[tuple[int, list[str]]], columns: list[str], header: int
) -> Iterator[RawRow]:
    width = len(columns)
    for number, cells in records:
        if len(cells) > width and not any(cells[width:]):
            cells = cells[:width]
        # An empty cell is an absent one; most wide catalogues are mostly empty.
        kept = {
            column: cell if cell[0] != "'" else bare(cell)
            for column, cell in zip(columns, cells, strict=False)
            if cell
        }
        if len(cells) == width:
            if kept:
                yield RawRow(number, kept)
        elif kept:
            refused = Refused("row_width", expected=width, found=len(cells), header=header)
            yield RawRow(number, kept, (refused,))
