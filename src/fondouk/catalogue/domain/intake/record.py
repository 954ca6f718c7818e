"""The import record: one product as a JSON object, and the same as flat columns for tables.

Guarantee: `unflatten(flat_text(record)) == record` for every record in canonical form, which is
the form that an export writes: no empty values, decimals as strings, whole numbers as numbers,
attributes as text, number or true/false.
"""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from fondouk.kernel.codes import Language
from fondouk.kernel.numbers import plain

LANGUAGES = tuple(language.value for language in Language)
TEXTS = ("name", "description")
BEFORE = ("sku", "supplier", "status")
MIDDLE = ("category", "brand", "gtin", "hs_code", "hs_reason", "origin", "region", "unit", "moq")
AFTER = ("capacity_per_month", "lead_time_days", "price_on_request")
PRICE = ("min_quantity", "amount", "currency", "incoterm", "place")
PACKING = (
    "unit",
    "units_per_pack",
    "length_mm",
    "width_mm",
    "height_mm",
    "gross_weight_g",
    "net_weight_g",
)
SELLING = ("unit", "contains")
SEASON = ("kind", "from_month", "to_month")
SAMPLE = ("amount", "currency")
ATTRIBUTE = {"t": "text", "n": "number", "b": "boolean"}
WHOLE = frozenset({"lead_time_days", "from_month", "to_month", *PACKING[2:]})
LIST_MARK = "; "

_GROUPS = {"packing": PACKING, "season": SEASON, "sample_price": SAMPLE}
_SIMPLE = frozenset({*BEFORE, *MIDDLE, *AFTER, "certificates", "images"})
_NUMBERED = re.compile(r"(price|selling_unit|image)_([1-9]\d{0,2})(?:_(\w+))?")
_OWN = {"price": frozenset(PRICE), "selling_unit": frozenset(SELLING), "image": frozenset({None})}
_NESTED = frozenset(
    {*TEXTS, *_GROUPS, "prices", "selling_units", "attributes", "images", "certificates"}
)


class Target(NamedTuple):
    """Where a flat column belongs: `group` and within it `key`, or a place in a list."""

    group: str
    key: str
    place: int = 0


@lru_cache(maxsize=20_000)
def target_of(column: str) -> Target | None:
    """The place of a flat column in the record, or None for a column that the record lacks."""
    if column in _SIMPLE:
        return Target("field", column)
    head, _, tail = column.rpartition("_")
    if head in TEXTS and tail in LANGUAGES:
        return Target(head, tail)
    if column[:5] == "attr_" and column[6:7] == "_" and column[5] in ATTRIBUTE and column[7:]:
        return Target("attribute", column[7:], "tnb".index(column[5]))
    numbered = _NUMBERED.fullmatch(column)
    if numbered and numbered[3] in _OWN[numbered[1]]:
        return Target(numbered[1], numbered[3] or "", int(numbered[2]))
    for group, keys in _GROUPS.items():
        key = column.removeprefix(group + "_")
        if key != column and key in keys:
            return Target(group, key)
    return None


def is_nested(cells: Mapping[str, object]) -> bool:
    """Whether a row has the record's nested parts and so needs `flatten`."""
    return any(isinstance(cells.get(name), dict | list) for name in _NESTED)


def flatten(record: Mapping[str, object]) -> dict[str, object]:
    """The record with flat column names; values stay as they are, unknown names too."""
    flat: dict[str, object] = {}
    for name, value in record.items():
        if value is None:
            continue
        if name in TEXTS and isinstance(value, dict):
            flat.update((f"{name}_{code}", text) for code, text in value.items())
        elif name in _GROUPS and isinstance(value, dict):
            flat.update((f"{name}_{key}", part) for key, part in value.items())
        elif name == "attributes" and isinstance(value, dict):
            flat.update((_attribute_column(code, part), part) for code, part in value.items())
        elif name in ("prices", "selling_units") and isinstance(value, list):
            flat.update(_numbered(name[:-1], value))
        else:
            flat[name] = value
    return flat


def flat_text(record: Mapping[str, object]) -> dict[str, str]:
    """The record as cells of a table: every value a text."""
    flat: dict[str, str] = {}
    for column, value in flatten(record).items():
        if column == "images" and isinstance(value, list):
            flat.update((f"image_{n}", str(name)) for n, name in enumerate(value, 1))
        elif isinstance(value, list):
            flat[column] = LIST_MARK.join(map(str, value))
        elif isinstance(value, bool):
            flat[column] = "true" if value else "false"
        elif isinstance(value, int | float):
            flat[column] = plain(Decimal(repr(value)))
        else:
            flat[column] = str(value)
    return {column: text for column, text in flat.items() if text}


def unflatten(flat: Mapping[str, str]) -> dict[str, object]:
    """The canonical record of flat cells. Columns that the record lacks are left out; `check`
    names them.
    """
    record: dict[str, object] = {}
    lists: dict[str, dict[int, dict[str, object]]] = {}
    images: dict[int, str] = {}
    for column, text in flat.items():
        target = target_of(column)
        if target is None or not text:
            continue
        group, key, place = target
        if group == "field":
            record[key] = _field(key, text)
        elif group == "image":
            images[place] = text
        elif group == "attribute":
            _inner(record, "attributes")[key] = _attribute(text, place)
        elif place:
            lists.setdefault(f"{group}s", {}).setdefault(place, {})[key] = text
        else:
            _inner(record, group)[key] = int(text) if key in WHOLE else text
    for name, parts in lists.items():
        record[name] = [parts[place] for place in sorted(parts)]
    if images:
        record["images"] = [images[place] for place in sorted(images)]
    return record


def columns_in_order(columns: Iterable[str]) -> list[str]:
    """Flat columns in the order in which an export shows them."""
    return sorted(columns, key=_rank)


def split_list(value: object) -> list[str]:
    """A cell that holds several codes or file names: a JSON list, or parted by ; or |."""
    if isinstance(value, list | tuple):
        return [str(part).strip() for part in value if str(part).strip()]
    return [part.strip() for part in re.split(r"[;|\n]", str(value)) if part.strip()]


def _attribute_column(code: str, value: object) -> str:
    if isinstance(value, bool):
        return f"attr_b_{code}"
    return f"attr_n_{code}" if isinstance(value, int | float) else f"attr_t_{code}"


def _numbered(name: str, values: list[object]) -> Iterable[tuple[str, object]]:
    for number, value in enumerate(values, 1):
        if isinstance(value, dict):
            yield from ((f"{name}_{number}_{key}", part) for key, part in value.items())
        else:
            yield f"{name}_{number}", value


def _field(key: str, text: str) -> object:
    if key == "certificates" or key == "images":
        return split_list(text)
    if key == "price_on_request":
        return text == "true"
    return int(text) if key in WHOLE else text


def _attribute(text: str, place: int) -> object:
    if place == 0:
        return text
    if place == 2:
        return text == "true"
    number = Decimal(text)
    return int(number) if number == number.to_integral_value() else float(number)


def _inner(record: dict[str, object], name: str) -> dict[str, object]:
    inner = record.setdefault(name, {})
    assert isinstance(inner, dict)
    return inner


def _rank(column: str) -> tuple[int, int, int, str]:
    target = target_of(column)
    if target is None:
        return (99, 0, 0, column)
    group, key, place = target
    if group == "field":
        order = (*BEFORE, *TEXTS, *MIDDLE, *AFTER, "prices", "certificates", "images")
        return (0 if key in BEFORE else 3, order.index(key), 0, "")
    if group in TEXTS:
        return (1 + TEXTS.index(group), LANGUAGES.index(key), 0, "")
    groups = ("price", "sample_price", "packing", "selling_unit", "season", "attribute", "image")
    inner = {"price": PRICE, "selling_unit": SELLING, **_GROUPS}.get(group, ())
    at = inner.index(key) if key in inner else 0
    return (4 + groups.index(group), place if group != "attribute" else 0, at, key)
