"""A mapping: which column of a file feeds which field of the record. A user makes it in the
preview, saves it, and gives it to the command line.

```json
{"version": 1, "name": "Our price list", "language": "fr", "decimals": "comma",
 "fields": {"sku": "Référence", "name": {"join": "{Marque} {Désignation}"},
            "price_1_amount": {"column": "Prix", "scale": "0.01"},
            "price_1_currency": {"constant": "EUR"},
            "unit": {"column": "U", "table": {"K": "kg"}, "otherwise": "piece"}},
 "prefixes": [{"prefix": "attr_t_", "as": "text"}],
 "ignore": ["img_*"]}
```
A field's rule is a column's name, or an object with one source (`column`, `columns` for the first
that is filled, `constant`, `join`) and any of: `scale`, `measure`, `part`, `html`, `table` with
`otherwise`, `default`. The fields `name` and `description` mean the mapping's `language`.
"""

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field
from decimal import Decimal
from string import Formatter
from typing import Any

from fondouk.catalogue.domain.intake.cells import shortened
from fondouk.catalogue.domain.intake.decimals import Decimals, number_of
from fondouk.catalogue.domain.intake.record import ATTRIBUTE, LANGUAGES, TEXTS, target_of
from fondouk.kernel.refused import Refused, refuse_all

VERSION = 1
MAX_RULES, MAX_TABLE = 2_000, 20_000
SOURCES = ("column", "columns", "constant", "join")
PARTS = ("amount", "currency", "number", "unit", "file_name")
MEASURES = {
    "g": {"g": "1", "kg": "1000", "t": "1000000", "mg": "0.001", "lb": "453.59237"}
    | {"oz": "28.349523125"},
    "mm": {"mm": "1", "cm": "10", "m": "1000", "in": "25.4", "ft": "304.8"},
}
_KINDS = {name: code for code, name in ATTRIBUTE.items()}
_KEYS = frozenset({"version", "name", "language", "decimals", "fields", "prefixes", "ignore"})
_RULE_KEYS = frozenset(
    {*SOURCES, "scale", "measure", "part", "html", "table", "otherwise", "default"}
)

# The schema that editors and the API reference show; `Mapping.of` checks the same and more.
SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Import mapping",
    "type": "object",
    "required": ["version", "fields"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": VERSION},
        "name": {"type": "string", "maxLength": 120},
        "language": {"enum": list(LANGUAGES)},
        "decimals": {"enum": [mark.value for mark in Decimals]},
        "fields": {
            "type": "object",
            "additionalProperties": {
                "oneOf": [
                    {"type": "string"},
                    {
                        "type": "object",
                        "additionalProperties": False,
                        "properties": {
                            "column": {"type": "string"},
                            "columns": {"type": "array", "items": {"type": "string"}},
                            "constant": {"type": ["string", "number", "boolean"]},
                            "join": {"type": "string"},
                            "scale": {"type": "string", "pattern": r"^\d+(\.\d+)?$"},
                            "measure": {
                                "type": "object",
                                "properties": {
                                    "from": {"type": "string"},
                                    "to": {"enum": list(MEASURES)},
                                },
                            },
                            "part": {"enum": list(PARTS)},
                            "html": {"type": "boolean"},
                            "table": {"type": "object"},
                            "otherwise": {"type": "string"},
                            "default": {"type": ["string", "number", "boolean"]},
                        },
                    },
                ]
            },
        },
        "prefixes": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["prefix", "as"],
                "additionalProperties": False,
                "properties": {
                    "prefix": {"type": "string", "minLength": 1},
                    "as": {"enum": list(_KINDS)},
                },
            },
        },
        "ignore": {"type": "array", "items": {"type": "string"}},
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How one field is filled. `columns` are its sources in their order; `join` holds the
    literal texts and columns of a template.
    """

    target: str
    columns: tuple[str, ...] = ()
    constant: object = None
    join: tuple[tuple[str, str | None], ...] = ()
    scale: Decimal | None = None
    measure: tuple[str, str] | None = None
    part: str | None = None
    html: bool = False
    table: MappingOf[str, str] | None = None
    otherwise: str | None = None
    default: object = None

    @property
    def reads(self) -> tuple[str, ...]:
        """The columns that the rule looks at."""
        return self.columns or tuple(column for _, column in self.join if column)

    @property
    def is_plain(self) -> bool:
        """Whether one column's value goes over unchanged."""
        return (
            len(self.columns) == 1
            and not any((self.scale, self.measure, self.part, self.html, self.table))
            and self.otherwise is None
            and self.default is None
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """A checked mapping; `written` is the JSON object that it was made from."""

    name: str = ""
    language: str = "en"
    decimals: Decimals = Decimals.AUTO
    rules: tuple[Rule, ...] = ()
    prefixes: tuple[tuple[str, str], ...] = ()
    ignore: tuple[str, ...] = ()
    written: MappingOf[str, Any] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, written: object) -> "Mapping":
        """From its JSON object. Refuses, all at once, `mapping_not_object`, `mapping_version`,
        `mapping_unknown_key`, `mapping_unknown_field`, `mapping_bad_rule`,
        `mapping_bad_template`, `mapping_bad_value`.
        """
        if not isinstance(written, dict):
            raise Refused("mapping_not_object")
        refused: list[Refused] = []
        if written.get("version") != VERSION:
            refused.append(Refused("mapping_version", "version", expected=VERSION))
        strange = [str(key)[:80] for key in written.keys() - _KEYS]
        refused += [Refused("mapping_unknown_key", key, key=key) for key in strange]
        language = _one_of(written, "language", LANGUAGES, "en", refused)
        decimals = _one_of(written, "decimals", [d.value for d in Decimals], "auto", refused)
        rules = _rules(written.get("fields"), language, refused)
        prefixes = _prefixes(written.get("prefixes", []), refused)
        ignore = written.get("ignore", [])
        if not isinstance(ignore, list) or not all(isinstance(name, str) for name in ignore):
            refused.append(Refused("mapping_bad_value", "ignore", value=shortened(ignore)))
            ignore = []
        refuse_all(refused)
        return cls(
            name=str(written.get("name", ""))[:120],
            language=language,
            decimals=Decimals(decimals),
            rules=rules,
            prefixes=prefixes,
            ignore=tuple(ignore),
            written=written,
        )


def _one_of(
    written: MappingOf[str, Any],
    key: str,
    known: list[str] | tuple[str, ...],
    default: str,
    refused: list[Refused],
) -> str:
    value = written.get(key, default)
    if value not in known:
        refused.append(Refused("mapping_bad_value", key, value=shortened(value)))
        return default
    return str(value)


def _rules(fields: object, language: str, refused: list[Refused]) -> tuple[Rule, ...]:
    if not isinstance(fields, dict) or not fields or len(fields) > MAX_RULES:
        refused.append(Refused("mapping_bad_value", "fields", value=shortened(fields)))
        return ()
    rules = []
    for name, rule in fields.items():
        target = f"{name}_{language}" if name in TEXTS else str(name)
        if target_of(target) is None:
            refused.append(Refused("mapping_unknown_field", target[:80], value=target[:80]))
            continue
        written = {"column": rule} if isinstance(rule, str) else rule
        if not isinstance(written, dict):
            refused.append(Refused("mapping_bad_rule", target, key="", value=shortened(rule)))
            continue
        try:
            rules.append(_rule(target, written))
        except Refused as no:
            refused.append(no)
    return tuple(rules)


def _rule(target: str, written: dict[str, Any]) -> Rule:
    unknown = written.keys() - _RULE_KEYS
    given = [source for source in SOURCES if source in written]
    if unknown or len(given) != 1:
        key = ", ".join(sorted(map(str, unknown)) or given)
        raise Refused("mapping_bad_rule", target, key=key[:80], value=shortened(written))
    columns = written.get("columns", [written["column"]] if "column" in written else [])
    if not isinstance(columns, list) or not all(isinstance(name, str) for name in columns):
        raise Refused("mapping_bad_rule", target, key=given[0], value=shortened(columns))
    return Rule(
        target=target,
        columns=tuple(columns),
        constant=_scalar(target, written, "constant"),
        join=_template(target, written["join"]) if "join" in written else (),
        scale=_scale(target, written.get("scale")),
        measure=_measure(target, written.get("measure")),
        part=_part(target, written.get("part")),
        html=bool(written.get("html", False)),
        table=_table(target, written.get("table")),
        otherwise=written.get("otherwise"),
        default=_scalar(target, written, "default"),
    )


def _bad(target: str, key: str, value: object) -> Refused:
    return Refused("mapping_bad_rule", target, key=key, value=shortened(value))


def _scalar(target: str, written: dict[str, Any], key: str) -> object:
    value = written.get(key)
    if value is not None and not isinstance(value, str | int | float | bool):
        raise _bad(target, key, value)
    return value


def _template(target: str, template: object) -> tuple[tuple[str, str | None], ...]:
    """A join's literals and columns; braces name columns and nothing else, no formats."""
    try:
        parsed = list(Formatter().parse(str(template)))
    except ValueError:
        raise Refused("mapping_bad_template", target, value=shortened(template)) from None
    if any(form or conversion for _, _, form, conversion in parsed):
        raise Refused("mapping_bad_template", target, value=shortened(template))
    if not any(column for _, column, _, _ in parsed):
        raise Refused("mapping_bad_template", target, value=shortened(template))
    return tuple((literal, column) for literal, column, _, _ in parsed)


def _scale(target: str, scale: object) -> Decimal | None:
    if scale is None:
        return None
    try:
        factor = number_of(str(scale), Decimals.POINT)
    except Refused:
        raise _bad(target, "scale", scale) from None
    if factor <= 0:
        raise _bad(target, "scale", scale)
    return factor


def _measure(target: str, measure: object) -> tuple[str, str] | None:
    if measure is None:
        return None
    if not isinstance(measure, dict) or measure.keys() - {"from", "to"}:
        raise _bad(target, "measure", measure)
    to, of = measure.get("to"), measure.get("from", "")
    if to not in MEASURES or (of and of not in MEASURES[to]):
        raise _bad(target, "measure", measure)
    return (of, to)


def _part(target: str, part: object) -> str | None:
    if part is not None and part not in PARTS:
        raise _bad(target, "part", part)
    return None if part is None else str(part)


def _table(target: str, table: object) -> dict[str, str] | None:
    if table is None:
        return None
    if not isinstance(table, dict) or len(table) > MAX_TABLE:
        raise _bad(target, "table", table)
    return {str(key).strip().casefold(): str(value) for key, value in table.items()}


def _prefixes(written: object, refused: list[Refused]) -> tuple[tuple[str, str], ...]:
    """Prefix rules as (prefix, flat prefix), the longest first, so that it wins."""
    found = []
    for rule in written if isinstance(written, list) else [written]:
        read = _prefix(rule) if isinstance(rule, dict) else None
        if read is None:
            refused.append(Refused("mapping_bad_value", "prefixes", value=shortened(rule)))
        else:
            found.append(read)
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


def _prefix(rule: dict[str, Any]) -> tuple[str, str] | None:
    kind = _KINDS.get(str(rule.get("as")))
    if kind is None or not rule.get("prefix") or rule.keys() - {"prefix", "as"}:
        return None
    return str(rule["prefix"]), f"attr_{kind}_"
