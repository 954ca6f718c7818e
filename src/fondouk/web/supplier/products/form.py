"""The product form. Its fields bear the names of an import's columns, so that one reader checks
both, and each refusal finds its field.

Everything is typed as text and kept as typed; what it means is the catalogue's to say. Rows of
prices and selling units, the attributes of a category, the search for an HS code are steps of the
same form, so that each works without a script and loses nothing.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from fondouk.catalogue.events import AttributeKind, AttributeSpec, CategoryView
from fondouk.catalogue.queries import find_category
from fondouk.kernel.actor import Actor
from fondouk.web.supplier.products import choices
from fondouk.web.ui.words import language_name

PRICE = ("min_quantity", "amount", "currency", "incoterm", "place")
INHERITED = ("currency", "incoterm", "place")
PACKING = (
    "unit",
    "units_per_pack",
    "length_mm",
    "width_mm",
    "height_mm",
    "gross_weight_g",
    "net_weight_g",
)
PRICES_MOST, SELLING_MOST = 60, 12
_LANGUAGES = ("en", "fr", "ar", "es")
_CONTROLS = frozenset({"price_rows", "selling_rows", "version", "hs_words"})
_FIGURE = {"inputmode": "decimal", "autocomplete": "off", "dir": "ltr"}
_CODE = {"autocomplete": "off", "dir": "ltr"}


class ProductForm(forms.Form):
    """All of a product on one page; always bound, to what was typed or to what stands."""

    def __init__(self, values: Mapping[str, Any], actor: Actor, language: str) -> None:
        super().__init__(dict(values))
        self.language = language
        self.chosen = _chosen(actor, str(values.get("category") or ""))
        self.price_rows = _rows(values, "price_rows", "price", 3, PRICES_MOST)
        self.selling_rows = _rows(values, "selling_rows", "selling_unit", 1, SELLING_MOST)
        self.data = dict(values) | {
            "price_rows": self.price_rows,
            "selling_rows": self.selling_rows,
        }
        self._add_texts()
        self._add_class(actor)
        self._add_trade()
        self._add_packing()
        self.attributes = self._add_attributes(values)

    def flat(self) -> dict[str, object]:
        """What was typed, as the catalogue reads it: no controls, no empty fields; a price row
        that leaves its currency, Incoterm or place empty has those of the row above.
        """
        typed: dict[str, object] = {
            name: self.data[name]
            for name in self.fields
            if name not in _CONTROLS and self.data.get(name) not in (None, "", [])
        }
        if "price_on_request" in typed:
            typed["price_on_request"] = "true"
        above: dict[str, object] = {}
        for row in range(1, self.price_rows + 1):
            own = {part: typed.get(f"price_{row}_{part}") for part in PRICE}
            if not own["amount"] and not own["min_quantity"]:
                continue
            for part in INHERITED:
                value = own[part] or above.get(part)
                if value:
                    typed[f"price_{row}_{part}"] = above[part] = value
        return typed

    def _text(self, name: str, label: str, hint: str = "", **attrs: Any) -> None:
        self.fields[name] = forms.CharField(
            label=label,
            help_text=hint,
            required=False,
            strip=False,
            widget=forms.TextInput(attrs=attrs),
        )

    def _choice(
        self, name: str, label: str, options: Iterable[tuple[str, str]], hint: str = ""
    ) -> None:
        self.fields[name] = forms.CharField(
            label=label,
            help_text=hint,
            required=False,
            widget=forms.Select(choices=[("", "–"), *options]),
        )

    def _hidden(self, name: str) -> None:
        self.fields[name] = forms.CharField(required=False, widget=forms.HiddenInput())

    def _add_texts(self) -> None:
        for code in _LANGUAGES:
            spoken = {"lang": code, "dir": "rtl" if code == "ar" else "ltr"}
            name = language_name(code)
            self._text(f"name_{code}", _("Name (%(language)s)") % {"language": name}, **spoken)
            self.fields[f"description_{code}"] = forms.CharField(
                label=_("Description (%(language)s)") % {"language": name},
                required=False,
                strip=False,
                widget=forms.Textarea(attrs={"rows": 4, **spoken}),
            )
        for control in ("price_rows", "selling_rows", "version"):
            self._hidden(control)

    def _add_class(self, actor: Actor) -> None:
        self._text("sku", _("Your number for it (SKU)"), _("One product, one number."), **_CODE)
        self._choice("category", _("Category"), choices.categories(actor, self.language))
        self._text("brand", _("Brand"))
        self._text("gtin", _("Barcode number (GTIN)"), **_FIGURE)
        self._text(
            "hs_code", _("HS code"), _("At least six digits of the customs tariff."), **_CODE
        )
        self._text("hs_reason", _("Why this code"), _("Your reason, kept with the code."))
        self._text("hs_words", _("Find the code by words"), _("In any of the four languages."))
        self._choice("origin", _("Country of origin"), choices.countries(self.language))
        self._choice("region", _("Region of origin"), choices.regions(self.language))

    def _add_trade(self) -> None:
        units = choices.units()
        self._choice("unit", _("Unit of sale"), units, _("Prices and quantities count in it."))
        self._text("moq", _("Least order"), _("In the unit of sale."), **_FIGURE)
        self._text(
            "capacity_per_month", _("Capacity a month"), _("In the unit of sale."), **_FIGURE
        )
        self._text("lead_time_days", _("Days until it is ready to leave"), **_FIGURE)
        for row in range(1, self.price_rows + 1):
            self._add_price(row)
        self.fields["price_on_request"] = forms.BooleanField(
            label=_("Price on request"), required=False
        )
        self._text("sample_price_amount", _("Price of a sample"), **_FIGURE)
        self._text("sample_price_currency", _("Currency of the sample"), **_currency())
        for row in range(1, self.selling_rows + 1):
            number = {"row": row}
            self._choice(f"selling_unit_{row}_unit", _("Other unit %(row)s") % number, units)
            self._text(
                f"selling_unit_{row}_contains",
                _("Other unit %(row)s: holds") % number,
                **_FIGURE,
            )
        months = choices.months()
        self._choice("season_kind", _("Season of"), choices.season_kinds())
        self._choice("season_from_month", _("From month"), months)
        self._choice("season_to_month", _("To month"), months)
        self.fields["certificates"] = forms.MultipleChoiceField(
            label=_("Certificates that this product bears"),
            required=False,
            choices=choices.certificates(self.language, self.data.get("certificates")),
            widget=forms.CheckboxSelectMultiple(),
        )

    def _add_price(self, row: int) -> None:
        number = {"row": row}
        self._text(
            f"price_{row}_min_quantity", _("Price %(row)s: from quantity") % number, **_FIGURE
        )
        self._text(f"price_{row}_amount", _("Price %(row)s: amount") % number, **_FIGURE)
        self._text(f"price_{row}_currency", _("Price %(row)s: currency") % number, **_currency())
        self._choice(
            f"price_{row}_incoterm", _("Price %(row)s: Incoterm") % number, choices.incoterms()
        )
        self._text(
            f"price_{row}_place", _("Price %(row)s: named place") % number, list="places-list"
        )

    def _add_packing(self) -> None:
        self._choice("packing_unit", _("Outer pack"), choices.packs())
        self._text("packing_units_per_pack", _("Units in a pack"), **_FIGURE)
        self._text("packing_length_mm", _("Length (mm)"), **_FIGURE)
        self._text("packing_width_mm", _("Width (mm)"), **_FIGURE)
        self._text("packing_height_mm", _("Height (mm)"), **_FIGURE)
        self._text("packing_gross_weight_g", _("Gross weight (g)"), **_FIGURE)
        self._text("packing_net_weight_g", _("Net weight (g)"), **_FIGURE)

    def _add_attributes(self, values: Mapping[str, Any]) -> list[str]:
        """The category's attributes, then those that the product has beside."""
        specs = self.chosen.attributes if self.chosen else ()
        names = []
        for spec in specs:
            name = attribute_field(spec)
            names.append(name)
            self._add_attribute(name, spec)
        known = {spec.code for spec in specs}
        for name in values:
            code = name[7:]
            if name[:5] == "attr_" and name[5:6] in {"t", "n", "b"} and code not in known:
                names.append(name)
                self._text(name, code.replace("_", " "))
        return names

    def _add_attribute(self, name: str, spec: AttributeSpec) -> None:
        label = spec.names.best(self.language)
        if spec.unit:
            label = f"{label} ({spec.unit})"
        if spec.kind is AttributeKind.CHOICE:
            options = [(one.code, one.names.best(self.language)) for one in spec.choices]
            self._choice(name, label, options)
        elif spec.kind is AttributeKind.BOOLEAN:
            self._choice(name, label, [("true", _("Yes")), ("false", _("No"))])
        else:
            figure = _FIGURE if spec.kind is AttributeKind.NUMBER else {}
            self._text(name, label, **figure)


def attribute_field(spec: AttributeSpec) -> str:
    """The name of an attribute's field: `attr_n_acidity`."""
    mark = {AttributeKind.NUMBER: "n", AttributeKind.BOOLEAN: "b"}.get(spec.kind, "t")
    return f"attr_{mark}_{spec.code}"


def typed_values(posted: QueryDict) -> dict[str, Any]:
    """What a browser sent, several certificates as a list."""
    values: dict[str, Any] = {name: posted.get(name, "") for name in posted}
    values["certificates"] = posted.getlist("certificates")
    return values


def _chosen(actor: Actor, code: str) -> CategoryView | None:
    return find_category(actor, code) if code else None


def _currency() -> dict[str, Any]:
    return {"list": "currencies-list", "maxlength": 3, "size": 4, **_CODE}


def _rows(values: Mapping[str, Any], control: str, group: str, least: int, most: int) -> int:
    """How many rows to show: those asked for, and never fewer than those filled in."""
    asked = str(values.get(control) or "")
    pattern = re.compile(rf"{group}_([1-9][0-9]{{0,2}})_[a-z_]+")
    matches = [pattern.fullmatch(name) for name, value in values.items() if value]
    filled = [int(match[1]) for match in matches if match]
    wanted = int(asked) if asked.isdecimal() and len(asked) < 4 else 0
    return min(most, max([least, wanted, *filled]))
