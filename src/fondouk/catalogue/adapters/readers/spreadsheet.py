"""XLSX, read only after its parts have been unpacked once to see what they really hold."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO

from python_calamine import CalamineError, CalamineSheet, SheetVisibleEnum, load_workbook

from fondouk.catalogue.adapters.readers.archive import check_members, members
from fondouk.catalogue.adapters.readers.delimited import header_of
from fondouk.catalogue.adapters.readers.sources import DAMAGED, Source
from fondouk.catalogue.domain.intake.cells import bare
from fondouk.catalogue.domain.intake.rows import Kind, Limits, Note, RawRow, RowSource
from fondouk.kernel.numbers import plain
from fondouk.kernel.refused import Refused

_CHUNK = 1 << 20
_REFERENCE = re.compile(rb"""\br=["']([A-Z]{0,4})(\d{1,8})["']""")
_LETTERS_OF_TAIL = 32
_UNREADABLE: tuple[type[Exception], ...] = (*DAMAGED, CalamineError)


def open_spreadsheet(source: Source) -> RowSource:
    """Rows of the first visible sheet that holds anything.

    Refuses `damaged_file`, `unpacks_too_large`, `sheet_too_large`, `empty_file`,
    `duplicate_column`.
    """
    book = source.path if source.member is None else _in_memory(source)
    _check_parts(book, source)
    try:
        if isinstance(book, io.BytesIO):
            book.seek(0)
        workbook = load_workbook(str(book) if isinstance(book, Path) else book)
        visible = [
            meta.name
            for meta in workbook.sheets_metadata
            if meta.visible is SheetVisibleEnum.Visible
        ]
        sheets = ((name, workbook.get_sheet_by_name(name)) for name in visible)
        name, sheet = next((found for found in sheets if found[1].height), ("", None))
    except _UNREADABLE as error:
        raise Refused("damaged_file", reason=type(error).__name__) from None
    if sheet is None:
        raise Refused("empty_file")
    rows = _numbered(sheet)
    header = next(((n, cells) for n, cells in rows if any(cell != "" for cell in cells)), None)
    if header is None:
        raise Refused("empty_file")
    columns = header_of([_text(cell) for cell in header[1]], source.limits)
    notes = [Note("sheet_chosen", {"sheet": name})] if len(visible) > 1 else []
    return RowSource(
        kind=Kind.XLSX,
        columns=tuple(columns),
        rows=_rows(rows, columns),
        notes=tuple(notes),
        pictures=source.pictures,
    )


def _check_parts(book: Path | io.BytesIO, source: Source) -> None:
    """Unpacks every part to nowhere: sizes in a ZIP's directory are only claims, and the reader
    below allots a sheet's whole rectangle at once.
    """
    limits = source.limits
    check_members(members(book), source.packed_bytes, limits)
    try:
        with zipfile.ZipFile(book) as archive:
            _measure_all(archive, limits)
    except DAMAGED as error:
        raise Refused("damaged_file", reason=type(error).__name__) from None


def _measure_all(archive: zipfile.ZipFile, limits: Limits) -> None:
    left = limits.max_sheet_bytes
    for member in archive.infolist():
        with archive.open(member) as part:
            sheet = member.filename.startswith("xl/worksheets/")
            left -= _measure(part, limits, left, sheet=sheet)  # type: ignore[arg-type]


def _measure(part: BinaryIO, limits: Limits, left: int, *, sheet: bool) -> int:
    size, rows, columns, tail = 0, 0, 0, b""
    while chunk := part.read(_CHUNK):
        size += len(chunk)
        if size > left:
            raise Refused("unpacks_too_large", limit_mb=limits.max_sheet_bytes // 1_000_000)
        if not sheet:
            continue
        if b"\0" in chunk:
            raise Refused("damaged_file", reason="encoding")
        for letters, digits in set(_REFERENCE.findall(tail + chunk)):
            rows = max(rows, int(digits))
            columns = max(columns, _column_number(letters))
        tail = chunk[-_LETTERS_OF_TAIL:]
        if rows * max(columns, 1) > limits.max_area:
            raise Refused("sheet_too_large", rows=rows, columns=columns)
    return size


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _numbered(sheet: CalamineSheet) -> Iterator[tuple[int, list[object]]]:
    first = sheet.start[0] if sheet.start else 0
    yield from enumerate(sheet.to_python(skip_empty_area=True), first + 1)


def _rows(numbered: Iterable[tuple[int, list[object]]], columns: list[str]) -> Iterator[RawRow]:
    width = len(columns)
    for number, cells in numbered:
        kept = {}
        for column, cell in zip(columns, cells, strict=False):
            if cell != "":
                kept[column] = _text(cell)
        if any(cell != "" for cell in cells[width:]):
            refused = Refused("row_width", expected=width, found=len(cells), header=1)
            yield RawRow(number, kept, (refused,))
        elif kept:
            yield RawRow(number, kept)


def _text(cell: object) -> str:
    """A cell as text; a figure with the 15 digits that a spreadsheet itself shows."""
    if isinstance(cell, str):
        return bare(cell)
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        return plain(Decimal(f"{cell:.15g}"))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell) if isinstance(cell, timedelta) else str(cell or "")


def _in_memory(source: Source) -> io.BytesIO:
    """A workbook that stands inside another archive; a ZIP can only be read from a whole file."""
    limit = source.limits.max_sheet_bytes
    with source.open() as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise Refused("unpacks_too_large", limit_mb=limit // 1_000_000)
    return io.BytesIO(data)
