"""What the product form's lists offer, in the reader's language."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from fondouk.catalogue.queries import get_category_tree
from fondouk.evidence.queries import get_kind, list_kinds
from fondouk.kernel.actor import Actor
from fondouk.kernel.codes import Incoterm
from fondouk.kernel.quantity import Dimension, Unit
from fondouk.reference.queries import (
    find_places,
    list_countries,
    list_currencies,
    list_rate_currencies,
    list_regions,
)
from fondouk.web.ui.units import name_of_unit
from fondouk.web.ui.words import month_name

Options = list[tuple[str, str]]


def categories(actor: Actor, language: str) -> Options:
    """Every category under its code, indented by its depth."""
    return [
        (view.code, "\u2003" * (len(view.path) - 1) + view.names.best(language))
        for view in get_category_tree(actor)
    ]


def countries(language: str) -> Options:
    return [(country.code, country.name) for country in list_countries(language)]


def regions(language: str) -> Options:
    return [(region.code, region.names.best(language)) for region in list_regions("MA")]


def units() -> Options:
    return [(unit.value, name_of_unit(unit.value)) for unit in Unit]


def packs() -> Options:
    return [
        (unit.value, name_of_unit(unit.value)) for unit in Unit if unit.dimension is Dimension.PACK
    ]


def incoterms() -> Options:
    return [(rule.value, rule.value) for rule in Incoterm]


def months() -> Options:
    return [(str(month), month_name(month)) for month in range(1, 13)]


def season_kinds() -> Options:
    return [("harvest", _("harvest")), ("production", _("production"))]


def certificates(language: str, chosen: object) -> Options:
    """The kinds that the hub knows, and those that this product has from elsewhere."""
    known = {kind.code: kind.names.best(language) for kind in list_kinds()}
    given = chosen if isinstance(chosen, list | tuple) else []
    more: Iterable[str] = (code for code in given if code and code not in known)
    return [*known.items(), *((code, get_kind(code).names.best(language)) for code in more)]


def currencies(language: str) -> Options:
    """All currencies, those with a known rate first."""
    rated = set(list_rate_currencies())
    named = [(one.code, one.name) for one in list_currencies(language)]
    return sorted(named, key=lambda pair: (pair[0] not in rated, pair[0]))


def places(language: str) -> list[str]:
    """Places of Morocco that trade, as suggestions: any other may be typed."""
    return [place.names.best(language) for place in find_places("", country="MA")]
