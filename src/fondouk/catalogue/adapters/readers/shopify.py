"""A Shopify products CSV: several lines share one handle; each variant becomes one row.

What a product says once (title, description, vendor) is given to each of its variants. Three
columns are added: `SKU` (the variant's own, else the handle with the options), `Full title`
(with the options that differ) and `Pictures` (file names, since addresses are not fetched).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from fondouk.catalogue.adapters.readers.delimited import open_delimited
from fondouk.catalogue.adapters.readers.sources import Source
from fondouk.catalogue.domain.intake.rows import Kind, RawRow, RowSource
from fondouk.kernel.refused import Refused

ADDED = ("SKU", "Full title", "Pictures")
_OF_VARIANT = re.compile(r"(Variant |Option\d Value|Cost per item|Image )")
_SLUG = re.compile(r"[^\w]+")
_OPTIONS = ("Option1", "Option2", "Option3")


def open_shopify(source: Source, encoding: str | None = None) -> RowSource:
    """Rows of a Shopify export, one a variant, numbered by the line where the variant stands."""
    lines = open_delimited(source, Kind.SHOPIFY, encoding)
    return replace(lines, columns=(*lines.columns, *ADDED), rows=_variants(lines.rows))


def _variants(lines: Iterator[RawRow]) -> Iterator[RawRow]:
    group: list[RawRow] = []
    handle: object = None
    for line in lines:
        if line.refused or not line.cells.get("Handle"):
            yield line if line.refused else _without_handle(line)
            continue
        if line.cells["Handle"] != handle:
            yield from _rows_of(group)
            group, handle = [], line.cells["Handle"]
        group.append(line)
    yield from _rows_of(group)


def _without_handle(line: RawRow) -> RawRow:
    return RawRow(line.number, line.cells, (Refused("field_required", "Handle"),))


def _rows_of(group: list[RawRow]) -> Iterator[RawRow]:
    if not group:
        return
    shared = {
        column: cell for column, cell in group[0].cells.items() if not _OF_VARIANT.match(column)
    }
    pictures = dict.fromkeys(
        _file_name(str(line.cells["Image Src"])) for line in group if line.cells.get("Image Src")
    )
    variants = [line for line in group if _is_variant(line.cells)] or group[:1]
    for line in variants:
        cells = shared | dict(line.cells)
        options = [
            str(cells[f"{option} Value"])
            for option in _OPTIONS
            if cells.get(f"{option} Value") not in (None, "Default Title")
        ]
        title = str(cells.get("Title", ""))
        cells["SKU"] = cells.get("Variant SKU") or _made_sku(str(cells["Handle"]), options)
        cells["Full title"] = f"{title} ({', '.join(options)})" if options else title
        own = line.cells.get("Variant Image")
        listed = dict.fromkeys([_file_name(str(own))] if own else []) | pictures
        if listed:
            cells["Pictures"] = list(listed)
        yield RawRow(line.number, cells)


def _is_variant(cells: Mapping[str, object]) -> bool:
    return any(cells.get(column) for column in ("Variant SKU", "Variant Price", "Option1 Value"))


def _made_sku(handle: str, options: list[str]) -> str:
    return "-".join([handle, *(_SLUG.sub("-", option).strip("-").lower() for option in options)])


def _file_name(address: str) -> str:
    return unquote(urlsplit(address).path).rpartition("/")[2]
