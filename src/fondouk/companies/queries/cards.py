"""Public cards of companies."""

from collections.abc import Iterable

from django.db.models import Q

from fondouk.companies.events import CompanyCard, CompanyKind, CompanyState
from fondouk.companies.models import Company
from fondouk.kernel.actor import Actor
from fondouk.kernel.codes import Language
from fondouk.kernel.refused import Refused
from fondouk.kernel.texts import Texts
from fondouk.plumbing.prepared import Prepared

_NAMES_A_QUERY = 100


def list_cards(actor: Actor, company_ids: Iterable[str]) -> dict[str, CompanyCard]:
    """The public cards of these companies, by id; unknown ids are left out."""
    wanted = set(company_ids)
    one = next(iter(wanted)) if len(wanted) == 1 else None
    rows = Company.objects.filter(pk__in=wanted) if one is None else _by_id.rows(one)
    return {row.id: card_of(row) for row in rows}


def list_suspended(actor: Actor) -> frozenset[str]:
    """The ids of the companies that the desk keeps out of view: few, and public knowledge."""
    rows = Company.objects.filter(state=CompanyState.SUSPENDED)
    return frozenset(rows.values_list("pk", flat=True))


def check_trading(actor: Actor, company_ids: Iterable[str]) -> None:
    """Refuses `supplier_suspended` where the desk has suspended one of these companies."""
    cards = list_cards(actor, company_ids)
    if any(card.state is CompanyState.SUSPENDED for card in cards.values()):
        raise Refused("supplier_suspended")


_by_id = Prepared(lambda key: Company.objects.filter(pk=key))


def card_of(row: Company) -> CompanyCard:
    """The card of a row; for this room's own use."""
    return CompanyCard(
        id=row.id,
        slug=row.slug,
        names=Texts.of(row.names),
        kind=CompanyKind(row.kind),
        state=CompanyState(row.state),
        country=row.country,
        region=row.region,
        town=row.town,
        demonstration=row.demonstration,
    )


def find_written(actor: Actor, written: Iterable[str]) -> dict[str, str]:
    """Company ids by what a file calls them: a slug, or a name in one of the four languages.

    What is not found is left out. A name that two companies bear finds the older one.
    """
    wanted = list(dict.fromkeys(written))
    found: dict[str, str] = {}
    for start in range(0, len(wanted), _NAMES_A_QUERY):
        names = wanted[start : start + _NAMES_A_QUERY]
        called = Q(slug__in=names)
        for language in Language:
            called |= Q(**{f"names__{language.value}__in": names})
        for row in Company.objects.filter(called).order_by("id"):
            for name in (row.slug, *row.names.values()):
                found.setdefault(name, row.id)
    return {name: found[name] for name in wanted if name in found}
