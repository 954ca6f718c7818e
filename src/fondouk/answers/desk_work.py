"""What waits for somebody at the hub's desk: counts from each room that their deeds open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from fondouk.catalogue import queries as catalogue
from fondouk.catalogue.events import ProductState
from fondouk.companies.events import CompanyState
from fondouk.companies.queries import count_companies
from fondouk.evidence.queries import list_waiting
from fondouk.kernel.actor import Actor, Deed
from fondouk.plumbing.outbox import list_standstills
from fondouk.reference.events import RateKind
from fondouk.reference.queries import rates_on

RATE_DAYS_MAX = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskWork:
    """Counts as they are now; None where the actor's deeds do not open that work.

    `unreviewed` counts published listings by language, languages without any left out.
    """

    standstills: int | None = None
    companies_submitted: int | None = None
    certificates_waiting: int | None = None
    listings_suspended: int | None = None
    unreviewed: Mapping[str, int] | None = None
    imports_failed: int | None = None
    rates_stale: int | None = None
    rate_days_max: int = RATE_DAYS_MAX


def get_desk_work(actor: Actor, *, on: date) -> DeskWork:
    """Each count is that of the list to which the desk's page leads."""
    moderates = actor.may(Deed.DESK_MODERATE)
    return DeskWork(
        standstills=len(list_standstills(actor)) if actor.may(Deed.DESK_AUDIT) else None,
        companies_submitted=(
            count_companies(actor).get(CompanyState.SUBMITTED, 0)
            if actor.may(Deed.DESK_VERIFY)
            else None
        ),
        certificates_waiting=(len(list_waiting(actor)) if actor.may(Deed.DESK_VERIFY) else None),
        listings_suspended=(
            catalogue.count_all_by_state(actor).get(ProductState.SUSPENDED, 0)
            if moderates
            else None
        ),
        unreviewed=(
            {one.value: many for one, many in catalogue.count_unreviewed(actor).items() if many}
            if moderates
            else None
        ),
        imports_failed=(
            catalogue.count_failed_imports(actor) if actor.may(Deed.DESK_IMPORT) else None
        ),
        rates_stale=(
            sum(is_stale(one.kind, one.on, on=on) for one in rates_on(on).per_euro.values())
            if actor.may(Deed.DESK_CATEGORIES)
            else None
        ),
    )


def is_stale(kind: RateKind, day: date, *, on: date) -> bool:
    """Whether a rate of that day is too old to convert prices with; a peg never is."""
    return kind is not RateKind.PEG and on - day > timedelta(days=RATE_DAYS_MAX)
