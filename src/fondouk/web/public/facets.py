"""The facets beside a search: what narrows it, what has been chosen, each as plain links."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from markupsafe import Markup

from fondouk.answers.category_tree import CategoryTree
from fondouk.discovery.events import FacetValue, SearchPage, SearchRequest
from fondouk.kernel.money import Money
from fondouk.kernel.numbers import plain
from fondouk.web.public import shown
from fondouk.web.public.links import Links
from fondouk.web.public.reader import Reader
from fondouk.web.ui import labels
from fondouk.web.ui.words import money, month_name, number

Label = Callable[[str], str]
OPTIONS_MOST = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One choice of a facet; `depth` is how far below the first line it stands."""

    label: str | Markup
    count: int | None
    href: str
    chosen: bool
    depth: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A facet; with `links` its options lead on rather than tick."""

    title: str
    options: Sequence[Option]
    open: bool = True
    links: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Searching:
    """One search page in the making."""

    links: Links
    reader: Reader
    asked: SearchRequest
    page: SearchPage
    tree: CategoryTree
    category: str | None = None


def facet_groups(here: Searching) -> list[Group]:
    """The groups in their order; a group without a choice to offer is left out."""
    groups = [
        _categories(here),
        _closed(here, "region", _("Region"), lambda code: code),
        _closed(here, "supplier_kind", _("Supplier"), labels.company_kind),
        _closed(here, "certificate", _("Certificate"), _certificates(here)),
        _steps(here, "price", "price_max", _price_label(here), _("Price of one unit")),
        _steps(here, "moq", "moq_max", number, _("Smallest order")),
        _steps(here, "lead_time", "lead_time_days_max", _days, _("Lead time")),
        _closed(here, "incoterm", _("Delivery term"), _term, open_=False),
        _season(here),
    ]
    return [group for group in groups if group.options]


def chosen_filters(here: Searching) -> list[tuple[str, str]]:
    """Each choice in force with the address without it."""
    links, asked = here.links, here.asked
    named = {
        value.value: value.label
        for name in ("category", "region")
        for value in here.page.facets.get(name, ())
    }
    chips = [
        (label(value, named), links.toggled(name, value))
        for name, values, label in _lists(here)
        for value in values
    ]
    figures = [
        ("price_min", asked.price_min, _("from %(amount)s")),
        ("price_max", asked.price_max, _("up to %(amount)s")),
    ]
    chips += [
        (text % {"amount": money(Money(value, asked.currency))}, links.put(**{n: None}))
        for n, value, text in figures
        if value is not None
    ]
    if asked.moq_max is not None:
        text = _("orders from %(figure)s or less") % {"figure": number(asked.moq_max)}
        chips.append((text, links.put(moq_max=None)))
    if asked.lead_time_days_max is not None:
        text = _days(Decimal(asked.lead_time_days_max))
        chips.append((text, links.put(lead_time_days_max=None)))
    return chips


def _lists(
    here: Searching,
) -> Iterable[tuple[str, Sequence[str], Callable[[str, dict[str, str]], str]]]:
    asked = here.asked
    if here.category is None:
        yield "category", asked.categories, lambda one, named: _category_name(here, one)
    yield "region", asked.regions, lambda one, named: named.get(one, one)
    yield "supplier_kind", asked.supplier_kinds, lambda one, named: labels.company_kind(one)
    yield "supplier", asked.suppliers, lambda one, named: _("one supplier")
    yield "certificate", asked.certificates, lambda one, named: _certificates(here)(one)
    yield "incoterm", asked.incoterms, lambda one, named: one
    months = [str(month) for month in asked.seasons]
    yield "season", months, lambda one, named: month_name(int(one))


def _category_name(here: Searching, code: str) -> str:
    found = here.tree.by_code.get(code)
    return here.reader.text(found.names) if found else code


def _categories(here: Searching) -> Group:
    """The way down the tree: what lies below the chosen category, or the top."""
    counts = {one.value: one.count for one in here.page.facets.get("category", ())}
    chosen = here.category or (here.asked.categories[0] if here.asked.categories else None)
    known = here.tree.by_code.get(chosen) if chosen else None
    path = [one.code for one in here.tree.path(known)] if known else []
    below = here.tree.children.get(path[-1] if path else None, ())
    if path and not below:
        below = here.tree.children.get(path[-2] if len(path) > 1 else None, ())
        path = path[:-1]
    shown_here = [
        one for one in (*here.tree.named(path), *below) if counts.get(one.code) or one.code in path
    ]
    options = [
        Option(
            label=here.reader.marked(one.names),
            count=counts.get(one.code),
            href=_category_href(here, one.code),
            chosen=one.code == chosen,
            depth=min(depth, len(path)),
        )
        for depth, one in enumerate(shown_here)
    ]
    return Group(title=_("Category"), options=options, open=True, links=True)


def _category_href(here: Searching, code: str) -> str:
    if here.category is not None:
        query = here.links.put(category=None)
        return shown.category_address(code) + ("" if query == "?" else query)
    return here.links.put(category=code)


def _closed(here: Searching, name: str, title: str, label: Label, open_: bool = True) -> Group:
    values = here.page.facets.get(name, ())
    options = [
        Option(
            label=one.label if one.label != one.value else label(one.value),
            count=one.count,
            href=here.links.toggled(name, one.value),
            chosen=one.chosen,
        )
        for one in values[:OPTIONS_MOST]
        if one.count or one.chosen
    ]
    return Group(title=title, options=options, open=open_, links=False)


def _steps(
    here: Searching,
    name: str,
    bound: str,
    label: Callable[[Decimal], str],
    title: str,
) -> Group:
    """Steps as "up to": each counts itself and all below."""
    values: Sequence[FacetValue] = here.page.facets.get(name, ())
    now, sum_ = getattr(here.asked, bound), 0
    options: list[Option] = []
    for one in values:
        sum_ += one.count
        if one.high is None:
            continue
        most = one.high
        chosen = now is not None and Decimal(now) == most
        value = None if chosen else plain(most)
        changes = {bound: value}
        if name == "price":
            changes["currency"] = here.asked.currency
        if sum_ or chosen:
            options.append(
                Option(
                    label=label(most),
                    count=sum_,
                    href=here.links.put(**changes),
                    chosen=chosen,
                )
            )
    return Group(title=title, options=options, open=bool(now), links=False)


def _season(here: Searching) -> Group:
    values = sorted(here.page.facets.get("season", ()), key=lambda one: int(one.value))
    options = [
        Option(
            label=month_name(int(one.value)),
            count=one.count,
            href=here.links.toggled("season", one.value),
            chosen=one.chosen,
        )
        for one in values
        if one.count or one.chosen
    ]
    chosen = bool(here.asked.seasons)
    return Group(title=_("In season in"), options=options, open=chosen, links=False)


def _price_label(here: Searching) -> Callable[[Decimal], str]:
    def label(value: Decimal) -> str:
        return _("up to %(amount)s") % {"amount": money(Money(value, here.asked.currency))}

    return label


def _certificates(here: Searching) -> Label:
    return lambda code: shown.certificate_name(code, here.reader)


def _days(value: Decimal) -> str:
    return _("within %(days)s") % {"days": shown.days_in_words(int(value))}


def _term(code: str) -> str:
    meaning = labels.incoterm(code)
    return f"{code}: {meaning}" if meaning else code
