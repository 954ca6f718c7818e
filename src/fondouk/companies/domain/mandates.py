"""Producer and exporter of record are two roles: who may propose, answer and end a mandate."""

from fondouk.companies.events import CompanyKind, CompanyState, MandateState
from fondouk.kernel.refused import Refused

# From which state a side may move a mandate, and to which.
MOVES: dict[tuple[MandateState, str], frozenset[MandateState]] = {
    (MandateState.PROPOSED, "exporter"): frozenset({MandateState.ACCEPTED, MandateState.REFUSED}),
    (MandateState.PROPOSED, "producer"): frozenset({MandateState.ENDED}),
    (MandateState.ACCEPTED, "exporter"): frozenset({MandateState.ENDED}),
    (MandateState.ACCEPTED, "producer"): frozenset({MandateState.ENDED}),
}


def check_move(state: MandateState, side: str, to: MandateState) -> None:
    """Refuses `mandate_closed` where this side may not move the mandate there from here."""
    if to not in MOVES.get((state, side), frozenset()):
        raise Refused("mandate_closed", state=state.value)


def check_proposal(
    *,
    producer_kind: CompanyKind,
    exporter_kind: CompanyKind,
    exporter_state: CompanyState,
    exporter_number: str | None,
    same: bool,
) -> None:
    """Refuses `mandate_needs_a_seller`, `mandate_with_oneself`, `exporter_lacks_number`,
    `company_suspended`.
    """
    if not producer_kind.sells or not exporter_kind.sells:
        raise Refused("mandate_needs_a_seller", "exporter")
    if same:
        raise Refused("mandate_with_oneself", "exporter")
    if exporter_state == CompanyState.SUSPENDED:
        raise Refused("company_suspended", "exporter")
    if not exporter_number:
        raise Refused("exporter_lacks_number", "exporter")
