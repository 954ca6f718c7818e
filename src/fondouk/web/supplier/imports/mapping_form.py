"""The mapping as a form: one menu a column, one box a constant. What the form cannot say (joins,
tables, prefixes) is kept as it stands.
"""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from fondouk.web.supplier.imports.labels import (
    ATTRIBUTES,
    CONSTANTS,
    FIELDS,
    LEAVE_OUT,
    UNITS,
    field_choices,
)

MAX_COLUMNS = 60
_CODE = re.compile(r"[^\w]+")
_CENTS = "0.01"


class MappingForm(forms.Form):
    """Built for the columns of one file and the mapping that stands now."""

    language = forms.ChoiceField(label=_("Language of the file"), choices=settings.LANGUAGES)
    decimals = forms.ChoiceField(
        label=_("Decimals"),
        choices=[
            ("auto", _("As each figure shows")),
            ("comma", _("Comma: 12,50")),
            ("point", _("Point: 12.50")),
        ],
    )
    cents = forms.BooleanField(
        label=_("Prices are in cents"),
        required=False,
        help_text=_("1250 then means 12.50."),
    )
    publish = forms.BooleanField(label=_("Publish every product"), required=False)
    on_error = forms.ChoiceField(
        label=_("If a row is wrong"),
        widget=forms.RadioSelect,
        choices=[
            ("abort", _("Import nothing until all rows are right")),
            ("skip", _("Leave the wrong rows out, import the others")),
        ],
    )
    save_as = forms.CharField(
        label=_("Keep this mapping under a name"), required=False, max_length=120
    )

    def __init__(
        self,
        given: Any = None,
        *,
        columns: tuple[str, ...],
        written: Mapping[str, Any],
        publish: bool,
        on_error: str,
    ) -> None:
        rules = dict(written.get("fields", {}))
        self.written, self.rules = written, rules
        self.columns = [name for name in columns if not _prefixed(name, written)][:MAX_COLUMNS]
        self.shown = [_target_of(name, rules) for name in self.columns]
        price = rules.get("price_1_amount")
        initial = {
            "language": written.get("language", "en"),
            "decimals": written.get("decimals", "auto"),
            "cents": isinstance(price, dict) and price.get("scale") == _CENTS,
            "publish": publish,
            "on_error": on_error,
        }
        super().__init__(given, initial=initial)
        for number, name in enumerate(self.columns):
            self.fields[f"column_{number}"] = forms.ChoiceField(
                label=name,
                required=False,
                choices=field_choices(),
                initial=_menu_value(self.shown[number]),
            )
        for name in CONSTANTS:
            if name not in rules or _constant(rules[name]) is not None:
                self.fields[f"constant_{name}"] = _constant_field(name, rules.get(name))

    def constants(self) -> list[forms.BoundField]:
        """The boxes for what the file does not tell."""
        return [self[name] for name in self.fields if name.startswith("constant_")]

    def menus(self) -> list[tuple[str, forms.BoundField]]:
        """Each column with its menu."""
        return [(name, self[f"column_{number}"]) for number, name in enumerate(self.columns)]

    def mapping(self) -> dict[str, Any]:
        """The mapping as the user has now made it."""
        rules = dict(self.rules)
        for number, column in enumerate(self.columns):
            chosen = self.cleaned_data.get(f"column_{number}", LEAVE_OUT)
            before = self.shown[number]
            if chosen == _menu_value(before):
                continue
            if before:
                rules.pop(before, None)
            if chosen:
                rules[_target(chosen, column)] = _rule(chosen, column)
        for name in CONSTANTS:
            value = self.cleaned_data.get(f"constant_{name}")
            if value and (name not in rules or _constant(rules[name]) is not None):
                rules[name] = {"constant": value}
            elif name in rules and _constant(rules[name]) is not None:
                del rules[name]
        _set_cents(rules, cents=self.cleaned_data["cents"])
        told = {name: self.cleaned_data[name] for name in ("language", "decimals")}
        return {**self.written, "version": 1, **told, "fields": rules}


def _prefixed(column: str, written: Mapping[str, Any]) -> bool:
    prefixes = [rule.get("prefix", "") for rule in written.get("prefixes", [])]
    return any(column.startswith(prefix) for prefix in prefixes if prefix)


def _reads(rule: Any) -> list[str]:
    if isinstance(rule, str):
        return [rule]
    return list(rule.get("columns", [rule["column"]] if "column" in rule else []))


def _target_of(column: str, rules: Mapping[str, Any]) -> str:
    return next((target for target, rule in rules.items() if column in _reads(rule)), "")


def _menu_value(target: str) -> str:
    if target in FIELDS or not target:
        return target
    return next((prefix for prefix in ATTRIBUTES if target.startswith(prefix)), LEAVE_OUT)


def _target(chosen: str, column: str) -> str:
    if chosen not in ATTRIBUTES:
        return chosen
    return chosen + (_CODE.sub("_", column.lower()).strip("_") or "value")[:80]


def _rule(chosen: str, column: str) -> Any:
    return {"column": column, "part": "file_name"} if chosen == "images" else column


def _constant(rule: Any) -> Any:
    return rule.get("constant") if isinstance(rule, dict) else None


def _constant_field(name: str, rule: Any) -> forms.Field:
    label, initial = FIELDS[name], _constant(rule) if rule else None
    if name == "unit":
        choices = [("", "–"), *((unit, unit) for unit in UNITS)]
        return forms.ChoiceField(label=label, required=False, choices=choices, initial=initial)
    return forms.CharField(label=label, required=False, max_length=300, initial=initial)


def _set_cents(rules: dict[str, Any], *, cents: bool) -> None:
    for name in ("price_1_amount", "price_2_amount"):
        rule = rules.get(name)
        if rule is None:
            continue
        rule = {"column": rule} if isinstance(rule, str) else dict(rule)
        if cents:
            rule["scale"] = _CENTS
        elif rule.get("scale") == _CENTS:
            del rule["scale"]
        rules[name] = rule["column"] if list(rule) == ["column"] else rule
