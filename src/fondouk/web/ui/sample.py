"""Realistic content for the style guide: goods, prices and talk that could stand on any page."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from fondouk.kernel.money import Money
from fondouk.kernel.quantity import Quantity, Unit

_SPRING = datetime(2026, 4, 14, 9, 30, tzinfo=UTC)


def sample() -> dict[str, Any]:
    """The context of the style guide."""
    return {
        "colours": _COLOURS,
        "motifs": ("argan", "zellige", "olive", "rose", "carpet", "copper", "fish", "basket"),
        "products": _products(),
        "ladders": _ladders(),
        "form": _form(),
        "facet": _facet(),
        "history": _history(),
        "talk": _talk(),
        "reasons": _reasons(),
        "day": date(2026, 9, 30),
        "price": _euro("25.90"),
    }


_COLOURS = (
    "ground",
    "surface",
    "sunken",
    "line",
    "line-strong",
    "ink",
    "ink-soft",
    "blue",
    "blue-deep",
    "blue-wash",
    "saffron",
    "saffron-ink",
    "saffron-wash",
    "clay",
    "clay-wash",
    "olive",
    "olive-wash",
)


def _euro(amount: str) -> Money:
    return Money(Decimal(amount), "EUR")


def _of(value: str, unit: Unit) -> Quantity:
    return Quantity(Decimal(value), unit)


def _products() -> list[dict[str, Any]]:
    supplier = _("Women's cooperative of Tighanimine")
    return [
        {
            "name": _("Argan oil for cooking, roasted kernels, 1 litre"),
            "href": "#products",
            "supplier": supplier,
            "motif": "argan",
            "price": _euro("25.90"),
            "price_unit": "litre",
            "incoterm": "FCA",
            "about": Money(Decimal("282.31"), "MAD"),
            "moq": _of("20", Unit.LITRE),
            "badges": [{"label": _("Verified"), "tone": "good"}, {"label": _("Organic (EU)")}],
            "why": _reasons(),
        },
        {
            "name": _("Zellige tiles of Fez, cut by hand, cobalt, 10 × 10 cm"),
            "href": "#products",
            "supplier": _("Workshop Bab Ftouh"),
            "motif": "zellige",
            "price": Money(Decimal("640"), "MAD"),
            "price_unit": "m2",
            "incoterm": "EXW",
            "moq": _of("15", Unit.M2),
            "badges": [{"label": _("Verified"), "tone": "good"}],
        },
        {
            "name": _("Saffron of Taliouine, whole threads, tin of 5 g"),
            "href": "#products",
            "supplier": supplier,
            "motif": "saffron",
            "moq": _of("40", Unit.TIN),
        },
    ]


def _ladders() -> list[dict[str, Any]]:
    steps = (("20", "28.50"), ("200", "25.90"), ("1000", "23.75"))
    return [
        {
            "incoterm": "FCA",
            "place": "Agadir",
            "steps": [
                {
                    "min_quantity": _of(quantity, Unit.LITRE),
                    "price": _euro(price),
                    "about": Money(Decimal(price) * Decimal("10.9"), "MAD"),
                }
                for quantity, price in steps
            ],
        }
    ]


class _SampleForm(forms.Form):
    """Every kind of control, one of them refused."""

    def __init__(self, data: dict[str, Any]) -> None:
        super().__init__(data, auto_id="sg-%s")
        self.fields["name"] = forms.CharField(
            label=_("Name of the product"), help_text=_("As a trade catalogue would say it.")
        )
        self.fields["moq"] = forms.DecimalField(
            label=_("Smallest order"), min_value=1, help_text=_("In the unit that you sell by.")
        )
        self.fields["origin"] = forms.ChoiceField(
            label=_("Region of origin"),
            choices=[("MA-09", _("Souss-Massa")), ("MA-03", _("Fès-Meknès"))],
        )
        self.fields["notes"] = forms.CharField(
            label=_("Description"), required=False, widget=forms.Textarea(attrs={"rows": 3})
        )
        self.fields["terms"] = forms.ChoiceField(
            label=_("Price"),
            choices=[("ladder", _("By quantity")), ("request", _("On request"))],
            widget=forms.RadioSelect,
        )
        self.fields["samples"] = forms.BooleanField(label=_("We send samples"), required=False)
        self.fields["picture"] = forms.FileField(label=_("Picture"), required=False)


def _form() -> forms.Form:
    return _SampleForm(
        {
            "name": _("Argan oil for cooking, roasted kernels, 1 litre"),
            "moq": "-5",
            "origin": "MA-09",
            "terms": "ladder",
            "samples": "on",
        }
    )


def _facet() -> dict[str, Any]:
    return {
        "name": "region",
        "title": _("Region"),
        "options": [
            {"value": "MA-09", "label": _("Souss-Massa"), "count": 48, "chosen": True},
            {"value": "MA-03", "label": _("Fès-Meknès"), "count": 37, "chosen": False},
            {"value": "MA-07", "label": _("Marrakech-Safi"), "count": 22, "chosen": False},
        ],
    }


def _history() -> list[dict[str, Any]]:
    return [
        {"at": _SPRING.replace(day=16), "text": _("Quote awarded"), "by": "Brahim & Söhne"},
        {"at": _SPRING.replace(day=15), "text": _("Quote received"), "by": "Tighanimine"},
        {"at": _SPRING, "text": _("Request sent to three suppliers")},
    ]


def _talk() -> list[dict[str, Any]]:
    return [
        {
            "author": "Brahim & Söhne",
            "at": _SPRING,
            "text": _("Can you pack twelve bottles to a carton, labelled in German?"),
            "own": True,
        },
        {
            "author": "Tighanimine",
            "at": _SPRING.replace(hour=11),
            "text": _("Yes. The label of the last shipment is attached."),
            "own": False,
            "attachments": [{"name": "label-de.pdf", "href": "#talk", "size": 184_320}],
        },
    ]


def _reasons() -> list[dict[str, Any]]:
    return [
        {"text": _("Your words stand in the name"), "weight": 4.2},
        {"text": _("The supplier is verified"), "weight": 0.6},
        {"text": _("Answers within a day"), "weight": 0.3},
    ]
