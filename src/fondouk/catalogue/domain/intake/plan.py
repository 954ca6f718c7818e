"""A mapping made ready for many rows: each column's fate is decided once and remembered."""

import re
from collections.abc import Callable
from collections.abc import Mapping as MappingOf
from decimal import Decimal
from fnmatch import fnmatchcase
from urllib.parse import unquote, urlsplit

from fondouk.catalogue.domain.intake.cells import shortened
from fondouk.catalogue.domain.intake.decimals import Decimals, number_of
from fondouk.catalogue.domain.intake.mapping import MEASURES, Mapping, Rule
from fondouk.catalogue.domain.intake.plain_text import plain_text
from fondouk.catalogue.domain.intake.record import flatten, is_nested, target_of
from fondouk.kernel.numbers import plain
from fondouk.kernel.refused import Refused

_SPACES = re.compile(r"\s+")
_MEASURE = re.compile(r"(?P<number>[-+\d.,\s'\u00a0\u202f]*\d)\s*(?P<unit>[^\d\s.,]*)")
_MONEY = re.compile(
    r"(?P<before>[A-Za-z]{3})?\s*(?P<number>[-+\d.,\s'\u00a0\u202f]*\d)\s*(?P<after>[A-Za-z]{3})?"
)

Step = Callable[[object], object]


class Plan:
    """Turns a file's cells into the record's flat columns. Without a mapping the cells must
    already bear the record's names.
    """

    def __init__(self, mapping: Mapping | None = None) -> None:
        self.decimals = mapping.decimals if mapping else Decimals.AUTO
        self._mapping = mapping
        self._routes: dict[str, tuple[str, ...]] = {}
        self._sources: dict[str, str] = {}
        self._plain: dict[str, list[str]] = {}
        self._worked: list[tuple[Rule, tuple[Step, ...]]] = []
        self._targets = (
            frozenset(rule.target for rule in mapping.rules) if mapping else frozenset()
        )
        for rule in mapping.rules if mapping else ():
            self._sources[rule.target] = rule.reads[0] if rule.reads else ""
            if rule.is_plain:
                self._plain.setdefault(rule.columns[0], []).append(rule.target)
            else:
                self._worked.append((rule, steps_of(rule, self.decimals)))

    def apply(self, cells: MappingOf[str, object]) -> dict[str, object]:
        """The flat record of one row. Refuses what a rule's own reading refuses, with the target
        as its field: `not_a_number`, `ambiguous_number`, `unknown_measure`.
        """
        if is_nested(cells):
            cells = flatten(cells)
        if self._mapping is None:
            return dict(cells)
        flat: dict[str, object] = {}
        routes = self._routes
        for column, value in cells.items():
            route = routes.get(column)
            if route is None:
                route = routes[column] = self._route(column)
            for target in route:
                flat[target] = value
        for rule, steps in self._worked:
            value = _filled(rule, steps, cells)
            if value is not None and value != "":
                flat[rule.target] = value
        return flat

    def source_of(self, target: str) -> str:
        """The file's column that feeds a flat column, for reports; the flat column itself where
        no column of the file does.
        """
        return self._sources.get(target) or target

    def is_used(self, column: str) -> bool:
        """Whether any rule reads the column."""
        if self._mapping is None:
            return target_of(column) is not None
        return bool(self._route(column)) or any(
            column in rule.reads for rule in self._mapping.rules
        )

    def is_ignored(self, column: str) -> bool:
        """Whether the mapping says that the column is left out on purpose."""
        patterns = self._mapping.ignore if self._mapping else ()
        return any(fnmatchcase(column, pattern) for pattern in patterns)

    def _route(self, column: str) -> tuple[str, ...]:
        if column in self._plain:
            return tuple(self._plain[column])
        assert self._mapping is not None
        if self.is_ignored(column):
            return ()
        for prefix, kind in self._mapping.prefixes:
            code = column.removeprefix(prefix)
            if code and code != column:
                target = kind + code
                self._sources[target] = column
                return () if target in self._targets else (target,)
        return ()


def _filled(rule: Rule, steps: tuple[Step, ...], cells: MappingOf[str, object]) -> object:
    value = _raw(rule, cells)
    if value is None or value == "":
        return rule.default
    try:
        for step in steps:
            value = step(value)
            if value is None:
                return rule.default
    except Refused as refused:
        raise Refused(refused.code, rule.target, **refused.facts) from None
    return value


def _raw(rule: Rule, cells: MappingOf[str, object]) -> object:
    if rule.constant is not None:
        return rule.constant
    if rule.join:
        parts = []
        for literal, column in rule.join:
            value = cells.get(column) if column else None
            parts.append(literal + ("" if value is None else _text(value)))
        return _SPACES.sub(" ", "".join(parts)).strip()
    for column in rule.columns:
        value = cells.get(column)
        if value is not None and value != "" and value != []:
            return value
    return None


def steps_of(rule: Rule, decimals: Decimals) -> tuple[Step, ...]:
    """The rule's work in its fixed order: part, html, table, measure, scale."""
    steps: list[Step] = []
    if rule.part:
        steps.append(_part_step(rule.part))
    if rule.html:
        steps.append(lambda value: plain_text(_text(value)))
    if rule.table is not None or rule.otherwise is not None:
        steps.append(_table_step(rule))
    if rule.measure:
        steps.append(_measure_step(rule.measure, decimals))
    if rule.scale:
        factor = rule.scale
        steps.append(lambda value: plain(number_of(value, decimals) * factor))
    return tuple(steps)


def _part_step(part: str) -> Step:
    if part == "file_name":
        return _file_names
    if part in ("amount", "currency"):
        return lambda value: _of_money(_text(value), part)
    return lambda value: _of_measure(_text(value), part)


def _of_money(text: str, part: str) -> str | None:
    """The figure or the currency code of "12.50 EUR" or "EUR 12.50"."""
    found = _MONEY.fullmatch(text.strip())
    if not found:
        raise Refused("not_a_price", value=shortened(text))
    if part == "amount":
        return found["number"].strip()
    return found["before"] or found["after"]


def _of_measure(text: str, part: str) -> str:
    """The figure or the unit of "2.5 kg"."""
    found = _MEASURE.fullmatch(text.strip())
    if not found:
        raise Refused("unknown_measure", value=shortened(text))
    return found[part].strip()


def _table_step(rule: Rule) -> Step:
    table, otherwise = rule.table or {}, rule.otherwise

    def look_up(value: object) -> object:
        found = table.get(_text(value).strip().casefold())
        if found is not None:
            return found
        return value if otherwise is None else otherwise

    return look_up


def _measure_step(measure: tuple[str, str], decimals: Decimals) -> Step:
    of, to = measure

    def convert(value: object) -> str:
        unit, figure = of, value
        if isinstance(value, str) and not of:
            unit, figure = _of_measure(value, "unit").lower(), _of_measure(value, "number")
        factor = MEASURES[to].get(unit)
        if factor is None:
            raise Refused("unknown_measure", value=shortened(value))
        return plain((number_of(figure, decimals) * Decimal(factor)).quantize(Decimal(1)))

    return convert


def _file_names(value: object) -> list[str]:
    listed = value if isinstance(value, list) else [value]
    names = [unquote(urlsplit(str(address)).path).rpartition("/")[2] for address in listed]
    return [name for name in names if name]


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return " ".join(map(str, value))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return plain(Decimal(repr(value)))
    return str(value)
