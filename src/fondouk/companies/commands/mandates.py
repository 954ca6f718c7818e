"""A producer lets a company that holds an export number export in its name."""

from datetime import datetime

from fondouk.companies.domain.mandates import check_move, check_proposal
from fondouk.companies.events import MANDATE_CHANGED, CompanyKind, CompanyState, MandateState
from fondouk.companies.models import Company, Mandate
from fondouk.companies.store import any_company, own_company
from fondouk.kernel.actor import Actor, Deed, System
from fondouk.kernel.refused import Refused
from fondouk.plumbing.audit import record
from fondouk.plumbing.outbox import publish
from fondouk.plumbing.tx import command


@command
def propose_mandate(*, actor: Actor, company_id: str, exporter_slug: str, at: datetime) -> str:
    """Ask another company to export in this one's name; return the mandate's id.

    Asking the same company again while it has not answered changes nothing. Refuses
    `not_found`, `not_allowed`, `exporter_unknown`, what `domain.mandates.check_proposal`
    refuses, `mandate_stands` while another one is open or in force.
    """
    producer = own_company(actor, company_id, Deed.MANAGE_COMPANY)
    exporter = Company.objects.filter(slug=exporter_slug.strip()).first()
    if exporter is None:
        raise Refused("exporter_unknown", "exporter")
    check_proposal(
        producer_kind=CompanyKind(producer.kind),
        exporter_kind=CompanyKind(exporter.kind),
        exporter_state=CompanyState(exporter.state),
        exporter_number=exporter.export_number,
        same=exporter.pk == producer.pk,
    )
    open_states = [MandateState.PROPOSED, MandateState.ACCEPTED]
    standing = Mandate.objects.filter(producer=producer, state__in=open_states).first()
    if standing is not None and standing.exporter_id == exporter.pk:
        return standing.id
    if standing is not None:
        raise Refused("mandate_stands", "exporter")
    row = Mandate.objects.create(producer=producer, exporter=exporter, proposed_at=at)
    _tell(actor, row, "propose_mandate", at)
    return row.id


@command
def accept_mandate(*, actor: Actor, mandate_id: str, at: datetime) -> None:
    """Export in the producer's name from now on. Refuses `not_found`, `not_allowed`,
    `mandate_closed`.
    """
    row = _move(actor, mandate_id, MandateState.ACCEPTED)
    row.accepted_at = at
    row.save()
    _tell(actor, row, "accept_mandate", at)


@command
def refuse_mandate(*, actor: Actor, mandate_id: str, at: datetime) -> None:
    """Decline a proposal. Refuses as `accept_mandate`."""
    row = _move(actor, mandate_id, MandateState.REFUSED)
    row.ended_at = at
    row.save()
    _tell(actor, row, "refuse_mandate", at)


@command
def end_mandate(*, actor: Actor, mandate_id: str, at: datetime) -> None:
    """End a mandate, or take a proposal back; orders made under it keep their exporter.

    Refuses as `accept_mandate`.
    """
    row = _move(actor, mandate_id, MandateState.ENDED)
    row.ended_at = at
    row.save()
    _tell(actor, row, "end_mandate", at)


def _move(actor: Actor, mandate_id: str, to: MandateState) -> Mandate:
    row = Mandate.objects.select_for_update().filter(pk=mandate_id).first()
    if row is None:
        raise Refused("not_found")
    side = _side(actor, row)
    actor.require(Deed.MANAGE_COMPANY)
    check_move(MandateState(row.state), side, to)
    if to == MandateState.ACCEPTED:
        any_company(row.producer_id)
    row.state = to
    return row


def _side(actor: Actor, row: Mandate) -> str:
    if isinstance(actor, System) or actor.company_id == row.exporter_id:
        return "exporter"
    if actor.company_id == row.producer_id:
        return "producer"
    raise Refused("not_found")


def _tell(actor: Actor, row: Mandate, deed: str, at: datetime) -> None:
    both = {"mandate": row.id, "producer": row.producer_id, "exporter": row.exporter_id}
    publish(MANDATE_CHANGED, row.id, both, at=at)
    record(actor, deed, "mandate", row.id, at=at, facts=both)
