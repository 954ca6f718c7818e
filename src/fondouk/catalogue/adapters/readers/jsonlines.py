"""JSON Lines: one object a line, its values kept as JSON has them."""

import codecs
import io
from collections.abc import Iterator
from itertools import chain, islice
from typing import BinaryIO

import orjson

from fondouk.catalogue.adapters.readers.encoding import mark_of
from fondouk.catalogue.adapters.readers.sources import Source
from fondouk.catalogue.domain.intake.rows import Kind, Limits, RawRow, RowSource
from fondouk.kernel.refused import Refused


def open_json_lines(source: Source) -> RowSource:
    """Rows of a JSON Lines file. A line that is no JSON object is a refused row: `bad_json`,
    `not_an_object`, `cell_too_large`.
    """
    encoding = mark_of(source.head(4096)) or "utf-8"
    if encoding.startswith("utf-16"):
        rows = _parsed(_recoded(source.open(), encoding), source.limits)
    else:
        rows = _parsed(_lines(source.open(), source.limits), source.limits)
    peeked = list(islice(rows, source.limits.peeked_rows))
    if not peeked:
        raise Refused("empty_file")
    columns = dict.fromkeys(column for row in peeked for column in row.cells)
    return RowSource(
        kind=Kind.JSONL,
        columns=tuple(columns),
        rows=chain(peeked, rows),
        encoding=encoding,
        pictures=source.pictures,
        share=source.meter.share,
    )


def _lines(stream: BinaryIO, limits: Limits) -> Iterator[bytes | None]:
    """Each line, or None for one that is longer than a row may be; its rest is passed over."""
    with stream:
        while line := stream.readline(limits.max_row_bytes):
            if len(line) < limits.max_row_bytes or line.endswith(b"\n"):
                yield line
                continue
            while (rest := stream.readline(limits.max_row_bytes)) and not rest.endswith(b"\n"):
                pass
            yield None


def _recoded(stream: BinaryIO, encoding: str) -> Iterator[bytes | None]:
    try:
        with io.TextIOWrapper(stream, encoding) as text:
            for line in text:
                yield line.encode()
    except UnicodeDecodeError as error:
        raise Refused("wrong_encoding", encoding=encoding, byte=error.start) from None


def _parsed(lines: Iterator[bytes | None], limits: Limits) -> Iterator[RawRow]:
    cell_limit = limits.max_cell_chars
    loads = orjson.loads
    for number, line in enumerate(lines, 1):
        if line is None:
            yield RawRow(number, {}, (Refused("cell_too_large", limit_kb=cell_limit // 1000),))
            continue
        if number == 1:
            line = line.removeprefix(codecs.BOM_UTF8)
        try:
            cells = loads(line)
        except orjson.JSONDecodeError as error:
            if not line.strip():
                continue
            yield RawRow(number, {}, (_bad_json(error, line),))
            continue
        if not isinstance(cells, dict):
            yield RawRow(number, {}, (Refused("not_an_object"),))
        elif len(line) > cell_limit and _oversized(cells, cell_limit):
            yield RawRow(number, {}, (Refused("cell_too_large", limit_kb=cell_limit // 1000),))
        else:
            yield RawRow(number, cells)


def _bad_json(error: orjson.JSONDecodeError, line: bytes) -> Refused:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError as wrong:
        return Refused("wrong_encoding", encoding="utf-8", byte=wrong.start)
    return Refused("bad_json", position=error.pos + 1)


def _oversized(cells: dict[str, object], limit: int) -> bool:
    return any(isinstance(value, str) and len(value) > limit for value in cells.values())
