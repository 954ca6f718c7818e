"""Google Merchant product feeds in XML, RSS 2.0 or Atom, read in a stream.

Element names lose their namespace: `g:price` is the column `price`. Nested groups get a dot:
`shipping.country`; what repeats becomes a list.
"""

from collections import deque
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any
from xml.etree.ElementTree import ParseError  # only the exception; parsing is defused

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from fondouk.catalogue.adapters.readers.sources import Source
from fondouk.catalogue.domain.intake.rows import Kind, Limits, RawRow, RowSource
from fondouk.kernel.refused import Refused

_CHUNK = 1 << 16
_ITEMS = frozenset({"item", "entry"})
_ROOTS = frozenset({"rss", "feed", "RDF", "channel"})
_MAX_DEPTH = 30


class _Items:
    """A parser's target that keeps one item at a time and counts what it holds."""

    def __init__(self, limits: Limits) -> None:
        self.done: deque[dict[str, object]] = deque()
        self._limits = limits
        self._path: list[str] = []
        self._item: dict[str, object] | None = None
        self._item_depth = 0
        self._text: list[str] = []
        self._size = 0
        self._number = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        if not self._path and name not in _ROOTS:
            raise Refused("unknown_format", found=f"XML <{name[:40]}>")
        self._path.append(name)
        if len(self._path) > _MAX_DEPTH:
            raise Refused("xml_too_deep", limit=_MAX_DEPTH)
        self._text = []
        if self._item is None and name in _ITEMS:
            self._item, self._size = {}, 0
            self._item_depth = len(self._path)
            self._number += 1
        elif self._item is not None and name == "link" and attributes.get("href"):
            self._put("link", attributes["href"])

    def data(self, data: str) -> None:
        self._size += len(data)
        if self._size > self._limits.max_cell_chars:
            limit = self._limits.max_cell_chars // 1000
            raise Refused("cell_too_large", row=self._number, limit_kb=limit)
        if self._item is not None:
            self._text.append(data)
        else:
            self._size = 0

    def end(self, tag: str) -> None:
        depth = len(self._path)
        if self._item is not None and depth == self._item_depth:
            self.done.append(self._item)
            self._item = None
        elif self._item is not None:
            text = "".join(self._text).strip()
            if text:
                self._put(".".join(self._path[self._item_depth :]), text)
        self._text = []
        self._path.pop()

    def close(self) -> None:
        """Nothing is left to hand over: items leave by `done`."""

    def _put(self, column: str, text: str) -> None:
        item = self._item
        if item is None:
            return
        before = item.get(column)
        if before is None:
            item[column] = text
        elif isinstance(before, list):
            before.append(text)
        else:
            item[column] = [before, text]
        if len(item) > self._limits.max_columns:
            raise Refused("too_many_columns", count=len(item), limit=self._limits.max_columns)


def open_feed(source: Source) -> RowSource:
    """Rows of a feed, numbered by item. Refuses `xml_unsafe` (document types, entities, outside
    references), `bad_xml`, `xml_too_deep`, `unknown_format`, `cell_too_large`.
    """
    rows = _rows(source)
    peeked = list(islice(rows, source.limits.peeked_rows))
    if not peeked:
        raise Refused("empty_file")
    columns = dict.fromkeys(column for row in peeked for column in row.cells)
    return RowSource(
        kind=Kind.GOOGLE_XML,
        columns=tuple(columns),
        rows=chain(peeked, rows),
        pictures=source.pictures,
        share=source.meter.share,
    )


def _rows(source: Source) -> Iterator[RawRow]:
    items = _Items(source.limits)
    parser: Any = DefusedXMLParser(target=items, forbid_dtd=True)
    number = 0
    with source.open() as stream:
        while True:
            chunk = stream.read(_CHUNK)
            try:
                parser.feed(chunk) if chunk else parser.close()
            except DefusedXmlException as error:
                raise Refused("xml_unsafe", reason=type(error).__name__) from None
            except ParseError as error:
                line, column = error.position
                raise Refused("bad_xml", line=line, position=column) from None
            while items.done:
                number += 1
                yield RawRow(number, items.done.popleft())
            if not chunk:
                return
