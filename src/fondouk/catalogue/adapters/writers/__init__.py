"""Import records out as CSV, XLSX or JSON Lines; what comes out goes in again unchanged."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import orjson
import xlsxwriter

from fondouk.catalogue.domain.intake.cells import neutral
from fondouk.catalogue.domain.intake.record import columns_in_order, flat_text

__all__ = ["write_csv", "write_json_lines", "write_records", "write_xlsx"]

Record = Mapping[str, Any]
_SHEET_TEXT_CHARS = 32_767


def write_records(path: Path, records: Iterable[Record], kind: str) -> int:
    """Write the records as `csv`, `xlsx` or `jsonl`; return how many."""
    return _WRITERS[kind](path, records)


def write_json_lines(path: Path, records: Iterable[Record]) -> int:
    """One record a line."""
    count = 0
    with path.open("wb") as out:
        for record in records:
            out.write(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE))
            count += 1
    return count


def write_csv(path: Path, records: Iterable[Record]) -> int:
    """Comma-separated UTF-8 with a byte order mark, which old spreadsheets need; cells that
    would run as formulas are made harmless.
    """
    rows = [flat_text(record) for record in records]
    columns = _columns(rows)
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(columns)
        for row in rows:
            writer.writerow([neutral(row.get(column, "")) for column in columns])
    return len(rows)


def write_xlsx(path: Path, records: Iterable[Record]) -> int:
    """One sheet, every cell a text, so that no code loses a zero and no text becomes a
    formula.
    """
    rows = [flat_text(record) for record in records]
    columns = _columns(rows)
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet("Products")
        sheet.freeze_panes(1, 1)
        for across, column in enumerate(columns):
            sheet.write_string(0, across, column, bold)
        for down, row in enumerate(rows, 1):
            for across, text in ((n, row[name]) for n, name in enumerate(columns) if name in row):
                sheet.write_string(down, across, neutral(text)[:_SHEET_TEXT_CHARS])
    return len(rows)


def _columns(rows: list[dict[str, str]]) -> list[str]:
    found = {column for row in rows for column in row}
    return columns_in_order(found or {"sku"})


_WRITERS = {"csv": write_csv, "xlsx": write_xlsx, "jsonl": write_json_lines}
