"""What closed sets are called in the reader's language, where programs show them to people."""

from collections.abc import Mapping
from functools import cache, lru_cache

from babel.dates import get_month_names
from django.utils import translation
from django.utils.translation import gettext as _

from fondouk.discovery.events import Why
from fondouk.evidence.queries import get_kind

_STEPS = frozenset({"price", "moq", "lead_time"})


def facet_label(facet: str, value: str, label: str, language: str, currency: str = "EUR") -> str:
    """The label of a facet's value: the index's own for names, ours for closed sets."""
    if facet == "supplier_kind":
        return company_kind(value)
    if facet == "season":
        return month_name(value, language)
    if facet in _STEPS:
        low, _dash, high = value.partition("-")
        unit = f" {currency}" if facet == "price" else ""
        return f"{low} – {high}{unit}" if high else f"> {low}{unit}"
    if facet == "certificate":
        return get_kind(value).names.best(language)
    return label


def company_kind(code: str) -> str:
    """The kind of a company; the code itself where unknown."""
    return {
        "cooperative": _("Cooperative"),
        "manufacturer": _("Manufacturer"),
        "trader": _("Trader"),
        "artisan_workshop": _("Artisan workshop"),
        "buyer": _("Buyer"),
    }.get(code, code)


@lru_cache(maxsize=64)
def month_name(number: str, language: str) -> str:
    """The month of a number from 1 to 12."""
    return str(get_month_names("wide", context="stand-alone", locale=language)[int(number)])


def why_text(why: Why, language: str) -> str:
    """One cause of a hit's rank, as a sentence's part."""
    words = ", ".join(why.words)
    text = _why_texts(language).get(why.feature)
    return text % {"words": words} if text else words or why.feature


@cache
def _why_texts(language: str) -> Mapping[str, str]:
    """Each feature's words; a page of hits asks for a hundred of them."""
    with translation.override(language):
        return {
            "name": _("%(words)s in the name"),
            "category": _("%(words)s in the category"),
            "description": _("%(words)s in the description"),
            "attributes": _("%(words)s in the attributes"),
            "maker": _("%(words)s in the supplier's name"),
            "codes": _("%(words)s is its number or code"),
            "meaning": _("says %(words)s in other words"),
            "phrase": _("the name says the words side by side"),
            "head": _("it is the very thing asked for"),
            "complete": _("how complete the listing is"),
            "fresh": _("how recently it was changed"),
        }
